"""Which days an office works: the State Council's yearly notices, and tables of the office's own.

The published years come from the chinesecalendar package, whose *constants* are read. Its functions raise for a year
that it does not know, and a year that nobody has published is an ordinary thing here: it is left out, and whatever is
counted through it is provisional (暂算). An office that has the notice before the package does writes it down as a
table of its own, and its own table wins for its year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from chinese_calendar.constants import holidays, workdays

from bot.domain.calendar import WorkCalendar, YearTable
from bot.domain.texts import Arg

_RANGE: Final = re.compile(r"\s*(\d{4}-\d{1,2}-\d{1,2})\s*(?:\.\.|~|～|至|到)\s*(\d{4}-\d{1,2}-\d{1,2})\s*")
_SATURDAY: Final = 5
_EARLIEST, _LATEST = 2000, 2100
_KEYS: Final = ("year", "source", "off", "work")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something wrong with an own table: at which key, and a sentence of the locale. `fatal` spoils the table."""

    key: str
    what: str  # config.calendar.<what>
    args: Mapping[str, Arg] = field(default_factory=dict)
    fatal: bool = True


def known_calendar(own: Iterable[YearTable] = ()) -> WorkCalendar:
    """Every published year, with an office's own tables in the places of theirs."""
    return WorkCalendar({**_published(), **{table.year: table for table in own}})


def _published() -> dict[int, YearTable]:
    off, work = defaultdict[int, set[date]](set), defaultdict[int, set[date]](set)
    for day in holidays:
        off[day.year].add(day)
    for day in workdays:
        work[day.year].add(day)
    return {
        year: YearTable(year=year, off=frozenset(days), work=frozenset(work[year]), source="chinesecalendar")
        for year, days in off.items()
    }


def year_table(data: Mapping[str, object]) -> tuple[YearTable | None, tuple[Flaw, ...]]:
    """One own table as TOML gives it: `year`, `source`, and `off` and `work` with days and ranges of days.

    A day is 2027-01-01, a range is "2027-02-05..2027-02-11". The table is None where something in it is fatal.
    """
    year = data.get("year")
    if not isinstance(year, int) or isinstance(year, bool) or not _EARLIEST <= year <= _LATEST:
        return None, (Flaw(key="year", what="bad-year"),)
    source = data.get("source")
    off, flaws_off = _days(data, "off")
    work, flaws_work = _days(data, "work")
    flaws = (
        *(() if isinstance(source, str) and source.strip() else (Flaw(key="source", what="no-source"),)),
        *flaws_off,
        *flaws_work,
        *(Flaw(key=key, what="unknown-key", args={"word": key}, fatal=False) for key in data if key not in _KEYS),
        *_contradictions(year, off, work),
    )
    if any(flaw.fatal for flaw in flaws):
        return None, flaws
    return YearTable(year=year, off=frozenset(off), work=frozenset(work), source=str(source).strip()), flaws


def _days(data: Mapping[str, object], key: str) -> tuple[list[date], list[Flaw]]:
    """The days of one list, ranges written out; what is no day is a flaw."""
    written = data.get(key, [])
    if not isinstance(written, list):
        return [], [Flaw(key=key, what="no-list")]
    found, flaws = list[date](), list[Flaw]()
    for entry in written:
        days = tuple(_entry(entry))
        found.extend(days)
        if not days:
            flaws.append(Flaw(key=key, what="bad-day", args={"word": str(entry)[:40]}))
    return found, flaws


def _entry(entry: object) -> Iterator[date]:
    """The days that one entry of a list stands for; none where it is not understood."""
    if isinstance(entry, date) and not isinstance(entry, datetime):
        yield entry
    elif isinstance(entry, str):
        ends = _RANGE.fullmatch(entry)
        first, last = (_day(ends[1]), _day(ends[2])) if ends else (_day(entry), _day(entry))
        if first is not None and last is not None and timedelta(0) <= last - first <= timedelta(days=60):
            yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _day(written: str) -> date | None:
    try:
        year, month, day = written.strip().split("-")
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _contradictions(year: int, off: list[date], work: list[date]) -> Iterator[Flaw]:
    """What can be read and cannot be right, or at least is worth a second look."""
    if not off:
        yield Flaw(key="off", what="no-days")
    for key, days in (("off", off), ("work", work)):
        for day in days:
            if day.year != year:
                yield Flaw(key=key, what="other-year", args={"day": day.isoformat(), "year": str(year)})
    for day in sorted(set(off) & set(work)):
        yield Flaw(key="work", what="both", args={"day": day.isoformat()})
    for day in work:
        if day.weekday() < _SATURDAY:
            yield Flaw(key="work", what="ordinary", args={"day": day.isoformat()}, fatal=False)
