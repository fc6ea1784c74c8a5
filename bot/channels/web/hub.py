"""Open pages, and what they are told. Telling never waits: a page that does not keep up is told to look anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.channels.web.sessions import Session
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
    queue: asyncio.Queue[Event] = field(default_factory=lambda: asyncio.Queue(BACKLOG))

    def tell(self, event: Event) -> None:
        """Put an event before the page."""
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(Event(Tidings.REFRESH))

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
                yield event


class Hub:
    """All open pages."""

    def __init__(self) -> None:
        self.pages: set[Page] = set()

    @contextmanager
    def open(self, page: Page) -> Iterator[Page]:
        """Keep a page in the list while it is open."""
        self.pages.add(page)
        try:
            yield page
        finally:
            self.pages.discard(page)

    def toast(self, session: str, words: str) -> None:
        """A word in passing, on every page of one browser."""
        for page in self.pages:
            if page.session.id == session:
                page.tell(Event(Tidings.TOAST, words))

    def tell_all(self, event: Event) -> None:
        """Tell every page the same."""
        for page in self.pages:
            page.tell(event)
