"""What a time is reckoned from: the moment of speaking, the office's calendar and its conventions.

Days are found by small readers (`weekdays`, `dates`, `periods` …), each of which turns words into a `Named`: something
that can say which day it is once the tense of the sentence is known. A bare 周五 in a report of what happened is the
last one; in an order it is the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkCalendar
from bot.domain.texts import Text
from bot.understanding.values import Conventions

DAY: Final = timedelta(days=1)
MIDNIGHT: Final = time()
SMALL_HOURS: Final = 5  # before this hour 明天 may mean the day that has begun already


class Tense(StrEnum):
    """Whether a sentence tells or orders."""

    OPEN = ""  # the words do not say
    PAST = "past"  # something has happened
    FUTURE = "future"  # something is to be done


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The moment of speaking on the office's clock, and how the office counts."""

    now: datetime  # local
    zone: ZoneInfo
    conventions: Conventions
    calendar: WorkCalendar

    @property
    def today(self) -> date:
        """The local day of speaking."""
        return self.now.date()

    def at(self, day: date, minutes: int) -> datetime:
        """So many minutes after the midnight that begins a day; 1440 and more lie on the next."""
        return datetime.combine(day, MIDNIGHT, self.zone) + timedelta(minutes=minutes)

    def closing(self, day: date) -> datetime:
        """The end of a deadline that names only the day (下班)."""
        return datetime.combine(day, self.conventions.day_end, self.zone)

    def week_start(self, weeks: int = 0) -> date:
        """The first day of this week, or of one so many weeks away."""
        weekday = self.today.weekday()
        gone = weekday if self.conventions.weeks_begin_on_monday else (weekday + 1) % 7
        return self.today + timedelta(days=7 * weeks - gone)

    def provisional(self, *days: date) -> bool:
        """Whether a year between these days, or today, has no published calendar."""
        first, last = min((self.today, *days)), max((self.today, *days))
        return not self.calendar.knows(max(first, self.today), last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the words around a time say about it."""

    tense: Tense = Tense.OPEN
    due: bool = False  # True means that a deadline is named
    clocked: bool = False  # True means that an hour is said with the day, as reports do
    mention: date | None = None  # the day last spoken of, for 次日 and a bare clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that words have named."""

    on: date
    because: Text
    last: date | None = None  # the end of a stretch of days (下周, 国庆期间); None means the one day
    due: bool = False  # True means the words themselves make it a deadline (内, 底)
    point: bool = False  # True means that no verb behind it makes it a deadline (三天后, 除夕)
    edge: bool = True  # True means that 前 may or may not include the day (周五前); False that it does (月底前)
    others: tuple[date, ...] = ()  # other days a person might have meant
    again: date | None = None  # the same words one round later, should this one lie in the past
    today_end: bool = False  # True means 今天: after closing time it lasts until midnight
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """A moment that is counted from now, to the minute (两小时内)."""

    at: datetime
    due: bool
    because: Text


Named = Callable[[Frame, Hint], Day | Exact | None]
