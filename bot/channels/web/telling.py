"""What is pushed to pages that are open: every new letter and message, each page in its own words.

Whether a page may hear of a chat is asked for every single thing it is told, never when the page was opened: whoever
leaves the office or a group hears nothing more from that moment on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import structlog

from bot.channels.web.guard import Guarded
from bot.channels.web.house import House
from bot.channels.web.hub import Event, Page, Tidings
from bot.channels.web.pages import Pages
from bot.channels.web.wire import NAME
from bot.conversation import Shown
from bot.ports import Letter

log = structlog.get_logger()


class Telling:
    """Hears from the desk what is new, and tells the pages."""

    def __init__(self, house: House, pages: Pages, guard: Guarded) -> None:
        self._house, self._pages, self._guard = house, pages, guard
        self._last: asyncio.Task[None] | None = None
        house.desk.listeners.append(self)

    def letters(self, letters: Sequence[Letter]) -> None:
        """New letters: whoever has the chat open sees them, whoever has it in his list sees a mark."""
        ours = [letter for letter in letters if letter.channel == NAME and letter.delivered]
        if ours and self._house.hub.pages:
            self._house.hub.owing += 1
            self._last = asyncio.ensure_future(self._after(self._last, ours))

    def wake(self, at: datetime) -> None:
        """Wake-up times are the alarm's business."""

    async def _after(self, before: asyncio.Task[None] | None, letters: Sequence[Letter]) -> None:
        """In the order of the commits, so that a card never goes back to what it said before."""
        try:
            if before is not None:
                await asyncio.wait((before,))
            await self._tell(letters)
        except Exception:  # a page that was not told looks anew; the next letters must not wait for that
            log.exception("web.telling", letters=len(letters))
            self._house.hub.tell_all(Event(Tidings.REFRESH))
        finally:
            self._house.hub.owing -= 1

    async def _tell(self, letters: Sequence[Letter]) -> None:
        heard = [letter for letter in letters if self._audience(letter.chat)]
        for shown in await self._house.history.placed(heard) if heard else ():
            await asyncio.sleep(0)  # a burst must not stop the loop
            await self.shown(shown, new=shown.letter is not None and shown.number == shown.letter.id)

    def _audience(self, chat: str) -> list[Page]:
        """The open pages that may hear of a chat, now."""
        return [page for page in self._house.hub.near(chat) if self._guard.may_hear(page, chat)]

    @contextmanager
    def owing(self) -> Iterator[None]:
        """While something is being written down that will be told."""
        self._house.hub.owing += 1
        try:
            yield
        finally:
            self._house.hub.owing -= 1

    async def shown(self, shown: Shown, *, new: bool) -> None:
        """Tell every page that may hear of it; the same piece serves all who read it alike."""
        pieces = dict[tuple[str, str, bool], str]()
        for page in self._audience(shown.chat):
            here = page.chat == shown.chat
            alike = (page.language, page.me if here and shown.letter is None else "", here)
            if alike not in pieces:
                pieces[alike] = await self._pages.piece(shown, page.language, page.me, new=new, whole=here)
            page.tell(Event(Tidings.TELL, pieces[alike]))
