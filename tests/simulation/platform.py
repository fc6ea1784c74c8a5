"""A platform that outlives the bot: it keeps what was written to people, and what the bot has not confirmed yet.

Moods say what happens to the next messages handed to it. A process that dies in the middle of a call is one of them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.messages import (
    Capabilities,
    Inbound,
    Kind,
    Never,
    Outcome,
    Outgoing,
    OutgoingButton,
    Sent,
    TryAgain,
    plain,
    unpack,
)
from bot.ports import Accept, Arrival, Raw

NAME = "post"
CAN = Capabilities(text_limit=4096, in_flight=4)


class Mood(StrEnum):
    """What happens to one message."""

    BUSY = "busy"  # this chat must wait
    LOST_ANSWER = "lost answer"  # it arrives; the bot does not learn of it
    OUT_OF_REACH = "out of reach"  # the whole platform does not answer
    REFUSED = "refused"  # it will never arrive
    DEATH_AFTER = "death after"  # it arrives, and the bot's process dies
    DEATH_BEFORE = "death before"  # the process dies before it arrives


class Mortality:
    """Whether the bot's process is alive. After death nothing of it does anything any more."""

    def __init__(self) -> None:
        self._death = asyncio.Event()

    @property
    def dead(self) -> bool:
        """Whether it has died."""
        return self._death.is_set()

    async def die(self) -> None:
        """Die. Does not return."""
        self._death.set()
        await asyncio.Event().wait()

    async def breathe(self) -> None:
        """Go on if alive; the dead do not return from this."""
        if self.dead:
            await asyncio.Event().wait()

    async def death(self) -> None:
        """Wait for it."""
        await self._death.wait()


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it lies in somebody's chat."""

    letter: int
    chat: str
    words: str
    buttons: tuple[OutgoingButton, ...]


@dataclass
class Platform:
    """What people see, what they have said, and what goes wrong."""

    shown: list[Shown] = field(default_factory=list)  # every message and every edit that arrived, in order
    moods: deque[Mood] = field(default_factory=deque)
    down: bool = False
    unconfirmed: deque[Arrival] = field(default_factory=deque)
    said: list[Arrival] = field(default_factory=list)
    unanswered: int = 0  # messages that arrived, and the bot was not told

    def say(self, chat: str, at: datetime, text: str = "", data: str = "") -> None:
        """Somebody writes, or presses a button."""
        key = str(len(self.said) + 1)
        raw = {"key": key, "chat": chat, "at": at.isoformat(), "text": text, "data": data}
        arrival = Arrival(channel=NAME, key=key, raw=raw, chat=chat, lane=chat, message=f"in{key}")
        self.said.append(arrival)
        self.unconfirmed.append(arrival)

    def buttons(self, chat: str) -> list[OutgoingButton]:
        """What somebody could press, the latest last."""
        return [button for shown in self.shown if shown.chat == chat for button in shown.buttons]


class PlatformChannel:
    """A `bot.ports.Channel` to it, for one life of the bot."""

    name = NAME
    can = CAN

    def __init__(self, platform: Platform, life: Mortality) -> None:
        self._platform, self._life = platform, life

    def read(self, raw: Raw) -> Inbound:
        data = str(raw["data"])
        return Inbound(
            channel=NAME,
            key=raw["key"],
            kind=Kind.TAP if data else Kind.MESSAGE,
            chat=raw["chat"],
            private=not str(raw["chat"]).startswith("group"),
            sender=raw["chat"],
            sent_at=datetime.fromisoformat(raw["at"]),
            text=raw["text"],
            message=f"in{raw['key']}",
            tap=unpack(data) if data else None,
        )

    def without_words(self, raw: Raw) -> Raw:
        return {**raw, "text": ""}

    async def send(self, message: Outgoing) -> Outcome:
        await self._life.breathe()
        platform = self._platform
        if platform.down:
            return TryAgain(why="down", everybody=True)
        match platform.moods.popleft() if platform.moods else None:
            case Mood.BUSY:
                return TryAgain(why="busy")
            case Mood.OUT_OF_REACH:
                return TryAgain(why="out of reach", everybody=True)
            case Mood.REFUSED:
                return Never("refused")
            case Mood.DEATH_BEFORE:
                await self._life.die()
            case Mood.DEATH_AFTER:
                self._arrives(message)
                platform.unanswered += 1
                await self._life.die()
            case Mood.LOST_ANSWER:
                self._arrives(message)
                platform.unanswered += 1
                return TryAgain(why="no answer", unknown=True)
        self._arrives(message)
        return Sent(message.edit or f"m{len(platform.shown)}")

    def _arrives(self, message: Outgoing) -> None:
        self._platform.shown.append(Shown(message.id, message.chat, plain(message.rich), message.buttons))

    async def toast(self, inbound: Inbound, words: str) -> None:
        await self._life.breathe()

    async def fetch(self, ref: str) -> bytes:
        raise AssertionError("nobody sends files here")

    async def delete(self, chat: str, message: str) -> None:
        await self._life.breathe()

    async def ready(self) -> None:
        return

    async def run(self, accept: Accept) -> None:
        raise AssertionError("the town brings what was said itself")

    async def bring(self, accept: Accept) -> None:
        """Bring what has been said and is not confirmed; it is confirmed once it is accepted."""
        while self._platform.unconfirmed:
            await accept([self._platform.unconfirmed[0]])
            await self._life.breathe()
            self._platform.unconfirmed.popleft()


def raw_text(arrival: Arrival) -> str:
    """What somebody wrote."""
    words: Any = arrival.raw["text"]
    return str(words)
