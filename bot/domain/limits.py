"""How long something may take, and when that time is up.

A limit is a number and a unit, as an office writes it in its rulebook: ``10m``, ``3h``, ``10d``, ``3wd``, ``90s``.
The regulations say 天 without saying which days; the rulebook settles it by choosing ``d`` or ``wd``.

Counting follows the Civil Code, art. 200-203: the day of the event is not counted, the last day ends at closing time,
and a last day that is a day off moves to the next working day. Minutes and hours run from the very moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import OfficeHours, WorkCalendar
from bot.domain.texts import Text, say


class Unit(StrEnum):
    """What a limit is counted in."""

    SECONDS = "s"
    MINUTES = "m"
    HOURS = "h"
    DAYS = "d"  # calendar days (自然日)
    WORKDAYS = "wd"  # working days, 调休 counted


class TimeKind(StrEnum):
    """Which clock a limit in seconds, minutes or hours runs on."""

    WALL = "wall"  # never stops
    OFFICE = "office"  # runs in office hours only


_SECONDS = {Unit.SECONDS: 1, Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: 86400}
_WRITTEN = re.compile(r"(\d{1,5})(wd|[smhd])")


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of time with its unit."""

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, written: str) -> Limit | None:
        """Read ``10m`` and the like; None where it is no limit."""
        match = _WRITTEN.fullmatch(written.strip())
        return cls(int(match[1]), Unit(match[2])) if match else None

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    @property
    def text(self) -> Text:
        """The limit in words."""
        return say(f"limit.{self.unit}", n=self.amount)

    @property
    def length(self) -> timedelta | None:
        """The fixed length of the limit, or None for working days, whose length depends on the calendar."""
        return None if self.unit is Unit.WORKDAYS else timedelta(seconds=self.amount * _SECONDS[self.unit])


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A moment by which something is owed."""

    at: datetime
    provisional: bool = False  # True means a year on the way has no published calendar yet (暂算)


def deadline_of(
    limit: Limit, start: datetime, *, kind: TimeKind, calendar: WorkCalendar, hours: OfficeHours
) -> Deadline:
    """When a limit that begins at `start` is up. No time at all is up at once, whatever the office's hours."""
    if not limit.amount:
        return Deadline(at=start)
    first = hours.local(start).date()
    if limit.unit is Unit.WORKDAYS:
        last = calendar.nth_workday_after(first, limit.amount)
        return Deadline(at=hours.closing(last), provisional=not calendar.knows(first, last))
    if limit.unit is Unit.DAYS:
        last = calendar.next_workday(first + timedelta(days=limit.amount))
        return Deadline(at=hours.closing(last), provisional=not calendar.published(last.year))
    length = timedelta(seconds=limit.amount * _SECONDS[limit.unit])
    if kind is TimeKind.WALL:
        return Deadline(at=start + length)
    return _in_office_hours(length, start, calendar, hours)


def _in_office_hours(length: timedelta, start: datetime, calendar: WorkCalendar, hours: OfficeHours) -> Deadline:
    first, at = hours.local(start).date(), start
    for begin, end in hours.open_spans(calendar, start):
        at = min(end, begin + length)
        length -= at - begin
        if not length:
            break
    return Deadline(at=at, provisional=not calendar.knows(first, hours.local(at).date()))
