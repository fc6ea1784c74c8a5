"""How fast one may speak: a bucket for the whole channel, one for each chat, and a minute's budget for each group.

Time here is a monotonic reading in seconds (`bot.clock.ticks`), handed in by the caller; nothing in this file waits.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from bot.messages import Capabilities

BURST: Final = 3  # messages a private chat takes at once before its interval applies
SLACK: Final = 1.05  # how much slower than allowed we are: the way to the platform is not always equally long
_AT_ONCE: Final = 0.2  # of what a channel takes in a second, that may go out at once after a silence
RESERVE: Final = 4  # of a group's minute, kept for what may still come: before it is touched, messages are merged
_MINUTE: Final = 60.0 * SLACK


@dataclass(slots=True)
class Bucket:
    """Tokens that come back at a steady rate, up to a size."""

    rate: float  # tokens a second; 0 means there is no limit
    size: float
    tokens: float = 0.0
    at: float | None = None  # None means it was never used, and is full

    def wait(self, now: float) -> float:
        """Seconds until there is a token; 0 if there is one."""
        if not self.rate:
            return 0.0
        self._fill(now)
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate

    def take(self, now: float) -> None:
        """Use a token."""
        if self.rate:
            self._fill(now)
            self.tokens -= 1

    def _fill(self, now: float) -> None:
        self.tokens = self.size if self.at is None else min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now


@dataclass(slots=True)
class Minute:
    """What a group has had in the last minute."""

    most: int  # 0 means there is no limit
    sent: deque[float] = field(default_factory=deque)

    def left(self, now: float) -> int:
        """How many more it takes now."""
        if not self.most:
            return 1 << 30
        while self.sent and now - self.sent[0] >= _MINUTE:
            self.sent.popleft()
        return self.most - len(self.sent)

    def wait(self, now: float) -> float:
        """Seconds until it takes another one."""
        return 0.0 if self.left(now) > 0 else self.sent[0] + _MINUTE - now

    def take(self, now: float) -> None:
        """One more was sent."""
        if self.most:
            self.sent.append(now)


class Pace:
    """What one channel allows."""

    def __init__(self, can: Capabilities) -> None:
        self._can = can
        self._whole = Bucket(can.per_second, max(can.per_second * _AT_ONCE, 1.0))
        self._chats: dict[str, Bucket] = {}
        self._minutes: dict[str, Minute] = {}
        self._held: dict[str, float] = {}

    def everybody(self, now: float) -> float:
        """Seconds until a message may go out at all."""
        return self._whole.wait(now)

    def wait(self, chat: str, now: float, *, group: bool) -> float:
        """Seconds until a message may go to a chat, as far as it depends on that chat."""
        held = self._held.get(chat, 0.0) - now
        own = self._minute(chat).wait(now) if group else self._chat(chat).wait(now)
        return max(held, own, 0.0)

    def take(self, chat: str, now: float, *, group: bool, count: int = 1) -> None:
        """Messages go to a chat, or have just gone: a long text and a file are more than one."""
        for _ in range(count):
            self._whole.take(now)
            if group:
                self._minute(chat).take(now)
            else:
                self._chat(chat).take(now)

    def hold(self, chat: str, until: float) -> None:
        """The platform asked for patience with one chat. Nobody else waits for it."""
        self._held[chat] = max(self._held.get(chat, 0.0), until)

    def merge(self, chat: str, waiting: int, now: float) -> bool:
        """Whether so many waiting messages should go to a group as one."""
        return bool(self._can.group_per_minute) and waiting > 1 and waiting > self._minute(chat).left(now) - RESERVE

    def _chat(self, chat: str) -> Bucket:
        found = self._chats.get(chat)
        if found is None:
            rate = 1 / (self._can.chat_interval * SLACK) if self._can.chat_interval else 0.0
            found = self._chats[chat] = Bucket(rate, BURST)
        return found

    def _minute(self, chat: str) -> Minute:
        found = self._minutes.get(chat)
        if found is None:
            found = self._minutes[chat] = Minute(self._can.group_per_minute)
        return found
