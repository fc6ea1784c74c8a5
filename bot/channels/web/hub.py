"""Open pages, and what they are told. Telling never waits: a page that does not keep up is told to look anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.channels.web.sessions import ANYBODY, Session
from bot.domain.ids import PersonId

BACKLOG: Final = 500  # events a page may be behind before it is told to look anew


class Tidings(StrEnum):
    """What a page can be told."""

    HELLO = "hello"  # the stream is open; the office's time
    TELL = "tell"  # a message, new or as it reads now
    TOAST = "toast"  # a word in passing
    CLOCK = "clock"  # the sample's clock was pushed; the office's time
    REFRESH = "refresh"  # something was missed: look anew
    OVER = "over"  # this visit is over
    BYE = "bye"  # the server stops; the page is not told, its stream ends and it will knock again


@dataclass(frozen=True, slots=True)
class Event:
    """Something a page is told, with words or a piece of page."""

    name: Tidings
    data: str = ""


@dataclass(eq=False, kw_only=True)
class Page:
    """One open page."""

    session: Session
    me: PersonId  # as whom it reads: whose messages are its own
    chat: str  # the chat before it; empty for none
    language: str
    queue: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)
    behind: bool = False  # True while it is to be told to look anew: then it sees for itself what was said

    def tell(self, event: Event) -> None:
        """Put an event before the page. What it would see by looking anew it is not told as well."""
        if self.queue.qsize() >= BACKLOG:
            self._fall_behind()
        if self.behind and event.name in (Tidings.TELL, Tidings.REFRESH):
            return
        self.behind = self.behind or event.name is Tidings.REFRESH
        self.queue.put_nowait(event)

    def _fall_behind(self) -> None:
        """Let go of all the words that wait; what time it is, and that a visit is over, must still be heard."""
        waiting = [self.queue.get_nowait() for _ in range(self.queue.qsize())]
        self.behind = True
        self.queue.put_nowait(Event(Tidings.REFRESH))
        for event in waiting:
            if event.name in (Tidings.CLOCK, Tidings.OVER, Tidings.BYE):
                self.queue.put_nowait(event)

    async def events(self, heartbeat: float) -> AsyncIterator[Event | None]:
        """What happens, as it happens; None where nothing has happened for so many seconds."""
        while True:
            try:
                async with asyncio.timeout(heartbeat):
                    event = await self.queue.get()
            except TimeoutError:
                yield None
            else:
                if event.name is Tidings.BYE:
                    return
                self.behind = self.behind and event.name is not Tidings.REFRESH
                yield event


class Hub:
    """All open pages."""

    def __init__(self) -> None:
        self.pages: set[Page] = set()
        self.owing = 0  # how much is committed, or about to be, and not yet told: nobody has seen all there is
        self._of = dict[PersonId, set[Page]]()

    @contextmanager
    def open(self, page: Page) -> Iterator[Page]:
        """Keep a page in the list while it is open."""
        own = self._of.setdefault(page.session.person, set())
        for listed in (self.pages, own):
            listed.add(page)
        try:
            yield page
        finally:
            for listed in (self.pages, own):
                listed.discard(page)
            if not own and self._of.get(page.session.person) is own:
                del self._of[page.session.person]

    def near(self, chat: str) -> list[Page]:
        """The pages that may have this chat and have not lost the thread: of a person's chat, his own and anybody's."""
        found = (*self._of.get(PersonId(chat[2:]), ()), *self._of.get(ANYBODY, ())) if chat[:2] == "p:" else self.pages
        return [page for page in found if not page.behind]

    def toast(self, session: str, words: str) -> None:
        """A word in passing, on every page of one browser."""
        for page in self.pages:
            if page.session.id == session:
                page.tell(Event(Tidings.TOAST, words))

    def tell_all(self, event: Event) -> None:
        """Tell every page the same."""
        for page in self.pages:
            page.tell(event)
