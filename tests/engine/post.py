"""A platform made by hand: a test says what becomes of each message, and sees what arrived.

It is a `bot.ports.Channel` of its own, so that the engine can be tried with what no real platform would give on order:
one that is dead, one that is slow, one that forgets to answer.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.messages import Capabilities, Inbound, Kind, Never, Outcome, Outgoing, Sent, TryAgain, plain, unpack
from bot.ports import Accept, Arrival, Raw

LIMIT: Final = 4096
Answer = Outcome | Exception


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it lies in a chat."""

    id: str
    chat: str
    words: str
    earlier: tuple[str, ...] = ()  # what it said before each edit


class Post:
    """The platform and the channel to it. `answers` are given to the next messages; after them, everything arrives."""

    def __init__(self, name: str = "post", can: Capabilities | None = None) -> None:
        self.name, self.can = name, can or Capabilities(text_limit=LIMIT, in_flight=4)
        self.answers: deque[Answer] = deque()
        self.rule: Callable[[Outgoing], Answer | None] = lambda message: None  # what else is answered, by message
        self.tried: list[Outgoing] = []  # everything that was handed over, in order
        self.flying: list[int] = []  # how many were on their way with each of them
        self._flying = 0
        self.shown: dict[str, Seen] = {}
        self.unconfirmed: deque[Arrival] = deque()
        self.toasts: list[str] = []
        self.deleted: list[tuple[str, str]] = []
        self.open = asyncio.Event()  # while it is closed, messages are on their way and have not arrived
        self.open.set()
        self._news = asyncio.Event()
        self._said = 0

    # --- what people see and do --------------------------------------------------------------------------------

    def words(self, chat: str) -> list[str]:
        """What stands in a chat, the oldest first."""
        return [seen.words for seen in self.shown.values() if seen.chat == chat]

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait until something has been handed over, or has arrived, that makes it so."""
        async with asyncio.timeout(20):
            while not met():
                self._news.clear()
                await self._news.wait()

    def says(self, chat: str, text: str = "", *, data: str = "", sender: str = "", key: str = "") -> Arrival:
        """Somebody writes, or presses a button; the bot has not been told yet."""
        self._said += 1
        key = key or str(self._said)
        raw = {"key": key, "chat": chat, "sender": sender or chat, "text": text, "data": data}
        arrival = Arrival(channel=self.name, key=key, raw=raw, chat=chat, lane=sender or chat, message=f"in-{key}")
        self.unconfirmed.append(arrival)
        return arrival

    async def bring(self, accept: Accept) -> None:
        """Tell the bot, one by one; what it has not accepted is told again the next time."""
        while self.unconfirmed:
            await accept([self.unconfirmed[0]])
            self.unconfirmed.popleft()

    # --- the channel -------------------------------------------------------------------------------------------

    def read(self, raw: Raw) -> Inbound:
        data = str(raw["data"])
        return Inbound(
            channel=self.name,
            key=raw["key"],
            kind=Kind.TAP if data else Kind.MESSAGE,
            chat=raw["chat"],
            private=not str(raw["chat"]).startswith("group"),
            sender=raw["sender"],
            sent_at=datetime.fromisoformat(raw["at"]) if "at" in raw else None,
            text=raw["text"],
            message=f"in-{raw['key']}",
            tap=unpack(data) if data else None,
        )

    def without_words(self, raw: Raw) -> Raw:
        return {**raw, "text": ""}

    async def send(self, message: Outgoing) -> Outcome:
        self.tried.append(message)
        self._flying += 1
        self.flying.append(self._flying)
        self._news.set()
        try:
            await self.open.wait()
        finally:
            self._flying -= 1
        answer = self.rule(message) or (self.answers.popleft() if self.answers else None)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, TryAgain) and answer.unknown:
            self._arrives(message)
        return answer or Sent(self._arrives(message))

    def _arrives(self, message: Outgoing) -> str:
        words, before = plain(message.rich), self.shown.get(message.edit)
        id = before.id if before else f"{self.name}{len(self.shown) + 1}"
        earlier = (*before.earlier, before.words) if before else ()
        self.shown[id] = Seen(id, message.chat, words, earlier)
        self._news.set()
        return id

    async def toast(self, inbound: Inbound, words: str) -> None:
        self.toasts.append(words)

    async def fetch(self, ref: str) -> bytes:
        raise AssertionError("nobody sends files here")

    async def delete(self, chat: str, message: str) -> None:
        self.deleted.append((chat, message))

    async def ready(self) -> None:
        return

    async def run(self, accept: Accept) -> None:
        await asyncio.Event().wait()


def dead(message: Outgoing) -> Answer:
    """A platform that is out of reach."""
    return TryAgain(why="nobody there", everybody=True)


def only_for(chats: Iterable[str], answer: Answer) -> Callable[[Outgoing], Answer | None]:
    """A platform that gives these chats that answer, and takes everything for the others."""
    listed = frozenset(chats)
    return lambda message: answer if message.chat in listed else None


BLOCKED: Final = Never("bot was blocked by the user", unreachable=True)
