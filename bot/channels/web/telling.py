"""What is pushed to pages that are open: every new letter and message, each page in its own words.

Whether a page may hear of a chat is asked for every single thing it is told, never when the page was opened: whoever
leaves the office or a group hears nothing more from that moment on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.channels.web.guard import Guarded
from bot.channels.web.house import House
from bot.channels.web.hub import Event, Tidings
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
            self._last = asyncio.ensure_future(self._after(self._last, ours))

    def wake(self, at: datetime) -> None:
        """Wake-up times are the alarm's business."""

    async def _after(self, before: asyncio.Task[None] | None, letters: Sequence[Letter]) -> None:
        """In the order of the commits, so that a card never goes back to what it said before."""
        if before is not None:
            await asyncio.wait((before,))
        for letter in letters:
            try:
                await self._letter(letter)
            except Exception:  # a page that was not told looks anew; the next letter must not wait for that
                log.exception("web.telling", letter=letter.id)
                self._house.hub.tell_all(Event(Tidings.REFRESH))

    async def _letter(self, letter: Letter) -> None:
        first = await self._house.history.first_of_card(letter.chat, letter.card) if letter.card else None
        shown = await self._house.history.message(letter.chat, f"o{first or letter.id}")
        if shown is not None:
            await self.shown(shown, new=first in (None, letter.id))

    async def shown(self, shown: Shown, *, new: bool) -> None:
        """Tell every page that may hear of it; the same piece serves all who read it alike."""
        pieces = dict[tuple[str, str, bool], str]()
        for page in [page for page in self._house.hub.pages if self._guard.may_hear(page, shown.chat)]:
            here = page.chat == shown.chat
            alike = (page.language, page.me if here and shown.letter is None else "", here)
            if alike not in pieces:
                pieces[alike] = await self._pages.piece(shown, page.language, page.me, new=new, whole=here)
            page.tell(Event(Tidings.TELL, pieces[alike]))
