"""The only file that may ask the time.

Everybody else is told: decisions take `now` as an argument, and the engine takes a `Clock`. The sample office may push
its clock forward to see what would happen, and the demonstration runs a day in seconds; both are clocks like any other.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where the engine learns what time it is."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...

    def until(self, moment: datetime) -> timedelta:
        """How long one must really wait until a moment; zero or less where it is past."""
        ...


class SystemClock:
    """The machine's clock, pushed forward by an offset that only the sample office ever sets."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The machine's time plus the offset."""
        return datetime.now(UTC) + self.offset  # noqa: TID251 - this is the place where the clock is read

    def until(self, moment: datetime) -> timedelta:
        """The real wait until a moment."""
        return moment - self.now()

    def push(self, by: timedelta) -> None:
        """Move the clock forward. It never goes back: what was decided has been decided."""
        self.offset += max(by, timedelta(0))


class ManualClock:
    """A clock that moves only when it is told to: for demonstrations and tests."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self._now

    def until(self, moment: datetime) -> timedelta:
        """The wait until a moment, as if this clock ran."""
        return moment - self._now

    def set(self, moment: datetime) -> None:
        """Move to a moment. It never goes back."""
        self._now = max(self._now, moment)


def ticks() -> float:
    """A monotonic reading in seconds, for pacing and measuring; it says nothing about the time of day."""
    return time.monotonic()
