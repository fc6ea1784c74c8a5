"""Who checks in production that the promises hold: nothing asleep, nothing due and left, nothing stuck.

It looks with every few beats of the alarm and only counts. What it finds is logged, and an administrator is told once a
day at most: an auditor that nags is switched off.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from bot.clock import Clock
from bot.domain.texts import Text, lines, say

log = structlog.get_logger()

OVERDUE_TICK: Final = timedelta(minutes=1)  # what was due so long ago should have been climbed
STUCK_LETTER: Final = timedelta(minutes=10)  # an urgent letter that has waited so long wants an explanation
_EVERY: Final = 10  # beats between two looks
_AGAIN: Final = timedelta(hours=24)
GIVEN_UP: Final = timedelta(hours=24)  # how far back letters that were given up are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What should be zero, and how much of it there is."""

    asleep: int  # live obligations without a wake-up time
    unclimbed: int  # due for longer than a minute
    stuck: int  # letters neither sent nor explained
    undeliverable: int = 0  # letters of the last day that were given up

    def __bool__(self) -> bool:
        return bool(self.asleep or self.unclimbed or self.stuck or self.undeliverable)


class Books(Protocol):
    """Where the auditor looks."""

    async def findings(self, now: datetime, overdue: timedelta, stuck: timedelta, given_up: timedelta) -> Findings:
        """Count what should not be."""
        ...


class Auditor:
    """Looks now and then, and tells."""

    def __init__(self, books: Books, clock: Clock, tell: Callable[[Text], Awaitable[None]]) -> None:
        self._books, self._clock, self._tell = books, clock, tell
        self._beats = 0
        self._told_at: datetime | None = None

    async def beat(self) -> None:
        """Called with every beat of the alarm."""
        self._beats += 1
        if self._beats % _EVERY == 0:
            await self.look()

    async def look(self) -> Findings:
        """Count, log, and tell if there is something to tell."""
        now = self._clock.now()
        found = await self._books.findings(now, OVERDUE_TICK, STUCK_LETTER, GIVEN_UP)
        if found:
            log.error("auditor.findings", **asdict(found))
            if self._told_at is None or now - self._told_at > _AGAIN:
                self._told_at = now
                await self._tell(_report(found))
        return found


def _report(found: Findings) -> Text:
    return lines(
        say("auditor.head"),
        say("auditor.asleep", n=found.asleep) if found.asleep else None,
        say("auditor.unclimbed", n=found.unclimbed) if found.unclimbed else None,
        say("auditor.stuck", n=found.stuck) if found.stuck else None,
        say("auditor.undeliverable", n=found.undeliverable) if found.undeliverable else None,
    )
