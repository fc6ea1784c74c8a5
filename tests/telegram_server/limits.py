"""Telegram's limits on sending: about 30 messages a second in all, one a second to a person, 20 a minute to a group.

A test need not wait for real minutes: `minute` says how many seconds a Telegram minute lasts, and every wait shrinks
with it. What the bot is told stays whole seconds of its own time, at least one, as in the real API.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import ceil
from typing import Final

REAL_MINUTE: Final = 60.0


@dataclass(slots=True, kw_only=True)
class Limits:
    """The limits, and what was sent lately."""

    on: bool = False
    minute: float = REAL_MINUTE  # real seconds that a Telegram minute lasts
    in_all: int = 30  # messages a second
    burst: int = 3  # messages to one person that may come at once; then one a second
    group: int = 20  # messages a minute to one group
    edits: bool = False  # True means that edits count as messages
    refused: int = 0
    _all: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _persons: dict[int, tuple[float, float]] = field(default_factory=dict)  # what is left, and since when

    def forget(self) -> None:
        """As if nothing had been sent lately."""
        self._all.clear()
        self._groups.clear()
        self._persons.clear()

    def take(self, chat: int, private: bool, count: int, now: float) -> int:
        """Count messages to a chat: 0 where they may go, else the whole seconds to wait. `now` is monotonic."""
        if not self.on:
            return 0
        second = self.minute / REAL_MINUTE
        wait = max(
            _window_wait(self._all, second, self.in_all, now),
            self._person_wait(chat, second, now)
            if private
            else _window_wait(self._groups.setdefault(chat, deque()), self.minute, self.group, now),
        )
        if wait > 0:
            self.refused += 1
            return max(1, ceil(wait))
        self._all.extend([now] * count)
        if private:
            left, _ = self._persons[chat]
            self._persons[chat] = (left - count, now)
        else:
            self._groups[chat].extend([now] * count)
        return 0

    def _person_wait(self, chat: int, second: float, now: float) -> float:
        left, since = self._persons.get(chat, (float(self.burst), now))
        left = min(float(self.burst), left + (now - since) / second)
        self._persons[chat] = (left, now)
        return 0.0 if left >= 1 else (1 - left) * second


def _window_wait(sent: deque[float], length: float, most: int, now: float) -> float:
    while sent and sent[0] <= now - length:
        sent.popleft()
    return 0.0 if len(sent) < most else sent[-most] + length - now
