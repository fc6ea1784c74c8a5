"""Which day a cell means. A roster seldom writes it out: 1日, 11月18日, 11.18, a serial number, or a real date.

What a cell *states* is read first, with whatever it leaves out left open. The title of the sheet, the row before and
the day on which the sheet is read then fill in the year and the month; a month that ends in the middle of the table
goes on into the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bot.documents.roster.grid import Cell, Grid

WEEKDAYS: Final = "一二三四五六日"
_ENGLISH: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_JOINS = r"(?:-|—|–|~|～|至|到)+"
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_DIGITS = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_RANGE = re.compile(rf"(?:(\d{{4}})年)?(?:(\d{{1,2}})月)?(\d{{1,2}})[日号]?{_JOINS}(?:(\d{{1,2}})月)?(\d{{1,2}})[日号]")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?")
_DAY = re.compile(r"(\d{1,2})[日号]?")
_CLOCK = re.compile(r"[T ]?\d{1,2}:\d{2}(:\d{2})?$")
_ANY_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_NAKED_WEEKDAY = re.compile(r"[一二三四五六日天]")
_REST = re.compile(r"[([【]?[^\d、,。:;]{0,10}[)\]】]?[^\d、,。:;]{0,4}")  # what may follow the date in its cell
_REST_OF_NUMBER = re.compile(r"(?:[([【]|星期|周|礼拜).*|")  # what may follow where there is only a number
_YEAR_MONTH = re.compile(
    rf"(?:(\d{{4}})(?:年|[-./]))?(\d{{1,2}})(?:(?:{_JOINS}|、)\d{{1,2}})?月|(20\d{{2}})[-./](\d{{1,2}})(?!\d)"
)
_YEAR = re.compile(r"(20\d{2})年")
_SHEET_MONTH = re.compile(r"(?:(20\d{2})[-./年]?)?(\d{1,2})月?份?")
_PAPERWORK = re.compile(r"填报|制表|填表|印发|编制|更新|打印|报送|上报")
_TITLE = re.compile(r"值班|带班|排班|值守|安排")
_CHINESE: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS: Final = {"十二": "12", "十一": "11", "十": "10"}
_SERIALS = range(30_000, 80_000)  # 1982 to 2119
_LONGEST_RANGE = 31  # days
_HALF_MONTH = 15  # days
_HALF_YEAR = 6  # months
_JANUARY, _DECEMBER = 1, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a cell says of a day. None is left open."""

    year: int | None = None
    month: int | None = None
    day: int
    through: tuple[int | None, int] | None = None  # month and day of the end of a range
    rest: str = ""  # what else is in the cell: a weekday, 夜班, a feast
    instead: tuple[int, int] | None = None  # another reading of a number: 11.2 may be 11.20


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """What the title says: the year, the month, or neither."""

    year: int | None = None
    month: int | None = None


def stated(cell: Cell, epoch: date) -> Stated | None:
    """What a date cell says, or None where it is not a date at all."""
    value = cell.value
    if isinstance(value, date):
        return Stated(year=value.year, month=value.month, day=value.day)
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _SERIALS:
        day = epoch + timedelta(days=int(value))
        return Stated(year=day.year, month=day.month, day=day.day)
    if isinstance(value, float) and not value.is_integer():
        return _decimal(value, cell.format)
    return _written(cell.compact)


def _decimal(value: float, format: str) -> Stated | None:
    """11.18 typed as a number. 11.2 may be the 2nd or the 20th, unless the format shows both digits."""
    digits = f"{value:.2f}" if "0.00" in format else f"{value:g}"
    found = _MONTH_DAY.fullmatch(digits)
    if not found:
        return None
    month, day = int(found[1]), int(found[2])
    instead = (month, day * 10) if len(found[2]) == 1 and day <= 3 else None  # so many tens a month has
    return Stated(month=month, day=day, instead=instead)


def _written(words: str) -> Stated | None:
    words = _CLOCK.sub("", words) if words[:4].isdigit() else words
    if found := _RANGE.match(words):
        year, month, day, end_month, end = found.groups()
        through = (_whole(end_month), int(end))
        return _with_rest(
            Stated(year=_whole(year), month=_whole(month), day=int(day), through=through), words[found.end() :]
        )
    for pattern in (_FULL, _DIGITS, _MONTH_DAY, _DAY):
        if found := pattern.match(words):
            numbers = [int(number) for number in found.groups()]
            year, month = ([None, None, *numbers][-3:])[0:2]
            number_only = pattern is _DAY and found[0].isdigit()
            rest = words[found.end() :]
            return _with_rest(Stated(year=year, month=month, day=numbers[-1]), rest, number_only=number_only)
    return None


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _with_rest(found: Stated, rest: str, *, number_only: bool = False) -> Stated | None:
    """The rest may name a weekday, a shift or a feast; a sentence that begins with a number is no date."""
    if not (_REST_OF_NUMBER if number_only else _REST).fullmatch(rest):
        return None
    return replace(found, rest=rest)


def weekdays(cell: Cell, epoch: date) -> tuple[int, ...]:
    """The weekdays that a cell names, Monday as 0. Nothing for 补班, a feast, or a bare number."""
    value = cell.value
    if isinstance(value, date):
        return (value.weekday(),)
    if isinstance(value, int | float):
        return ((epoch + timedelta(days=int(value))).weekday(),) if int(value) in _SERIALS else ()
    return weekdays_in(cell.compact)


def weekdays_in(words: str) -> tuple[int, ...]:
    """The weekdays that words name, Monday as 0."""
    named = _ANY_WEEKDAY.findall(words) or (_NAKED_WEEKDAY.findall(words) if len(words) == 1 else [])
    if not named and words[:3].lower() in _ENGLISH:
        return (_ENGLISH.index(words[:3].lower()),)
    return tuple(WEEKDAYS.index("日" if word == "天" else word) for word in named)


def era(grid: Grid, above: Iterable[int]) -> Era:
    """The year and month that the rows above a table name, or the name of the sheet."""
    titles = [_arabic(cell.compact) for row in above for cell in grid.distinct(row)]
    titles = [title for title in titles if _TITLE.search(title) or not _PAPERWORK.search(title)]
    for title in sorted(titles, key=lambda words: not _TITLE.search(words)):
        if found := _YEAR_MONTH.search(title):
            return Era(year=_whole(found[1] or found[3]), month=_month(found[2] or found[4]))
        if year := _YEAR.search(title):
            return Era(year=int(year[1]), month=None)
    if found := _SHEET_MONTH.fullmatch(_arabic(re.sub(r"\s|值班表?", "", grid.name))):
        return Era(year=_whole(found[1]), month=_month(found[2]))
    return Era()


def _arabic(words: str) -> str:
    """二〇二六年十一月 as 2026年11月."""
    for word, digits in _TENS.items():
        words = words.replace(word, digits)
    return words.translate(_CHINESE)


def _month(digits: str) -> int | None:
    return int(digits) if _JANUARY <= int(digits) <= _DECEMBER else None


class Unclear(StrEnum):
    """Why a cell that looks like a date is none. The value is the key of what is said about it."""

    NO_MONTH = "roster.month-unknown"  # the 3rd, and no title says of which month
    NO_SUCH_DAY = "roster.no-such-day"  # the 31st of November
    TOO_LONG = "roster.range-too-long"  # a range of more than a month


def days(said: Stated, era: Era, last: date | None, today: date, weekday: int | None) -> tuple[date, ...] | Unclear:
    """The days that a cell means. `last` is the day of the row before, `weekday` what the row says of itself."""
    start = _start(said, era, last, today)
    if isinstance(start, Unclear):
        return start
    if said.instead:
        start = _better(start, said.instead, last, weekday)
    if said.through is None:
        return (start,)
    month, day = said.through
    end = _day(start.year, month or start.month, day)
    if end is not None and end < start:
        end = _day(start.year + 1, month, day) if month else _day(*_next_month(start), day)
    if end is None:
        return Unclear.NO_SUCH_DAY
    length = (end - start).days + 1
    return Unclear.TOO_LONG if length > _LONGEST_RANGE else tuple(start + timedelta(days=n) for n in range(length))


def contradicts(day: date, era: Era) -> bool:
    """Whether a day with a year of its own lies far from what the title says: last year's table, filled in again."""
    if era.year is None:
        return False
    if era.month is not None:
        return abs(_months(day.year, day.month) - _months(era.year, era.month)) > _HALF_YEAR
    neighbour = {_DECEMBER: era.year - 1, _JANUARY: era.year + 1}.get(day.month)
    return day.year not in (era.year, neighbour)


def _start(said: Stated, era: Era, last: date | None, today: date) -> date | Unclear:
    if said.month is None:
        return _day_alone(said.day, era, last, today)
    year = said.year or _year_of(said.month, era, last, today)
    return _day(year, said.month, said.day) or Unclear.NO_SUCH_DAY


def _day_alone(day: int, era: Era, last: date | None, today: date) -> date | Unclear:
    """The title's month to begin with; a number much smaller than the one before begins the next month."""
    if last is not None:
        wrapped = last.day - day >= _HALF_MONTH
        year, month = _next_month(last) if wrapped else (last.year, last.month)
    elif era.month is not None:
        year, month = era.year or _nearest_year(era.month, today), era.month
    else:
        return Unclear.NO_MONTH
    return _day(year, month, day) or Unclear.NO_SUCH_DAY


def _year_of(month: int, era: Era, last: date | None, today: date) -> int:
    """The year of a month: near the row before, else near the title's month, else near the present day."""
    if last is not None:
        return _near(month, last.year, last.month)
    if era.year is None:
        return _nearest_year(month, today)
    if era.month is not None:
        return _near(month, era.year, era.month)
    others = {_DECEMBER: era.year - 1, _JANUARY: era.year + 1}  # 元旦 has days in two years
    return min((era.year, others.get(month, era.year)), key=lambda year: abs(date(year, month, 1) - today))


def _near(month: int, year: int, home: int) -> int:
    return min((year, year + 1, year - 1), key=lambda y: abs(_months(y, month) - _months(year, home)))


def _nearest_year(month: int, today: date) -> int:
    return _near(month, today.year, today.month)


def _months(year: int, month: int) -> int:
    return year * 12 + month


def _better(start: date, instead: tuple[int, int], last: date | None, weekday: int | None) -> date:
    """Of the 2nd and the 20th, the one that the weekday or the row before speaks for."""
    other = _day(start.year, *instead)
    if other is None:
        return start
    if weekday is not None and start.weekday() != other.weekday():
        return other if other.weekday() == weekday else start
    return other if last is not None and abs(other - last) < abs(start - last) else start


def _next_month(day: date) -> tuple[int, int]:
    return (day.year + 1, _JANUARY) if day.month == _DECEMBER else (day.year, day.month + 1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
