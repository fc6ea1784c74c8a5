"""Working days and office hours of a Chinese office.

The State Council's yearly notice moves working days (调休): some Saturdays are worked, some weekdays are off. A year
whose notice is not out yet falls back to Monday-Friday without the days off by law, and everything computed through it
is *provisional* (暂算).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.holidays import days_off

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTable:
    """One year's notice: weekdays that are off and weekend days that are worked."""

    year: int
    off: frozenset[date]
    work: frozenset[date]
    source: str  # the notice it was taken from


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """All the years whose notice is known."""

    years: Mapping[int, YearTable] = field(default_factory=dict)

    def published(self, year: int) -> bool:
        """Whether the notice of that year is known."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether the office works on that day; Monday-Friday without days off by law where it is not published."""
        table = self.years.get(day.year)
        if table is None:
            return day.weekday() < _SATURDAY and day not in days_off(day.year)
        if day in table.off:
            return False
        return day in table.work or day.weekday() < _SATURDAY

    def nth_workday_after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself is not counted. A count of 0 gives `day`."""
        found = day
        for _ in range(count):
            found = self.next_workday(found + _DAY)
        return found

    def next_workday(self, day: date) -> date:
        """`day` itself if it is worked, else the first working day after it."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def last_workday(self, day: date) -> date:
        """`day` itself if it is worked, else the last working day before it."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def knows(self, first: date, last: date) -> bool:
        """Whether every year between two days is published, both ends counted."""
        return all(self.published(year) for year in range(first.year, last.year + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """When the office is open on a working day, as spans of local time in order."""

    zone: ZoneInfo
    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(14), time(17, 30)))

    @property
    def opens(self) -> time:
        """When the working day begins."""
        return self.spans[0][0]

    @property
    def closes(self) -> time:
        """When the working day ends (下班)."""
        return self.spans[-1][1]

    def at(self, day: date, clock: time) -> datetime:
        """A local day and clock as an aware datetime."""
        return datetime.combine(day, clock, self.zone)

    def closing(self, day: date) -> datetime:
        """The end of that working day."""
        return self.at(day, self.closes)

    def local(self, moment: datetime) -> datetime:
        """The same moment on the office's clock."""
        return moment.astimezone(self.zone)

    def open_spans(self, calendar: WorkCalendar, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every open span from `since` on, the first one cut to begin no earlier. Never ends."""
        day = self.local(since).date()
        while True:
            if calendar.is_workday(day):
                for start, end in self.spans:
                    begin, finish = self.at(day, start), self.at(day, end)
                    if finish > since:
                        yield max(begin, since), finish
            day += _DAY

    def is_open(self, calendar: WorkCalendar, moment: datetime) -> bool:
        """Whether the office is open at that moment."""
        start, _ = next(self.open_spans(calendar, moment))
        return start <= moment


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """The nightly span in which nobody is disturbed for what is not urgent. May run over midnight."""

    start: time
    end: time

    def ends_after(self, local: datetime) -> datetime | None:
        """When the quiet span that holds `local` ends, or None where it is not quiet."""
        clock = local.timetz().replace(tzinfo=None)
        if self.start <= self.end:
            quiet, over_midnight = self.start <= clock < self.end, False
        else:
            quiet, over_midnight = clock >= self.start or clock < self.end, clock >= self.start
        if not quiet:
            return None
        day = local.date() + (_DAY if over_midnight else timedelta(0))
        return datetime.combine(day, self.end, local.tzinfo)
