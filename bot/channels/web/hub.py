"""Open pages, and what they are told. Telling never waits: a page that does not keep up is told to reload."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from bot.domain.ids import PersonId

BACKLOG: Final = 500  # events a page may be behind before it is told to load anew


@dataclass(frozen=True, slots=True)
class Event:
    """A piece of page, for whoever has the chat before him or in his list."""

    name: str
    html: str


@dataclass(eq=False)
class Page:
    """One open page."""

    session: str
    viewer: PersonId
    chat: str  # the chat before it; empty for none
    chats: frozenset[str]  # those in its list
    language: str
    queue: asyncio.Queue[Event] = field(default_factory=lambda: asyncio.Queue(BACKLOG))

    def tell(self, event: Event) -> None:
        """Put an event before the page."""
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(Event("reload", ""))

    async def events(self, heartbeat: float) -> AsyncIterator[Event | None]:
        """What happens, as it happens; None where nothing has happened for so many seconds."""
        while True:
            try:
                async with asyncio.timeout(heartbeat):
                    event = await self.queue.get()
            except TimeoutError:
                yield None
            else:
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

    def tell(self, which: Callable[[Page], bool], event: Callable[[Page], Event]) -> None:
        """Tell some pages, each in its own words."""
        for page in self.pages:
            if which(page):
                page.tell(event(page))
