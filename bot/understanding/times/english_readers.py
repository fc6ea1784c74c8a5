"""What each alternative of the English words means: a reader for each, found by the group that is its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.texts import day, say
from bot.understanding.numbers import english
from bot.understanding.times import dates, festivals, lengths, ordinals, periods
from bot.understanding.times.clocks import Clock
from bot.understanding.times.clocks import Part as DayPart
from bot.understanding.times.english_words import FESTIVALS
from bot.understanding.times.frame import Day, Frame, Hint, Named
from bot.understanding.times.weekdays import nth_of_month, weekday

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_OFFSETS: Final = {
    "today": "今天", "tonight": "今天", "tomorrow": "明天", "yesterday": "昨天", "last night": "昨天",
    "the day after tomorrow": "后天",
    "the day before yesterday": "前天", "this morning": "今天", "this afternoon": "今天", "this evening": "今天",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """A day, a clock or a preposition; or what makes all beside it no time (every Monday at 9)."""

    start: int
    end: int
    kind: str  # due, day, clock, again, to; "until" is a to with its day
    inclusive: bool = True
    named: Named | None = None
    from_now: bool = False
    weekday: bool = False
    clock: Clock | None = None
    bare: bool = False  # True means an hour that is only one beside a day or another clock


Groups = dict[str, str]


def _day(named: Named | None, *, from_now: bool = False, of_week: bool = False) -> Atom | None:
    return Atom(start=0, end=0, kind="day", named=named, from_now=from_now, weekday=of_week) if named else None


def _until(of: int) -> Atom:
    return Atom(start=0, end=0, kind="until", named=dates.calendar_day(of))


def _clocked(clock: Clock) -> Atom:
    return Atom(start=0, end=0, kind="clock", clock=clock)


def _due(groups: Groups) -> Atom:
    return Atom(start=0, end=0, kind="due", inclusive=groups["due"] != "before")


def _offset(groups: Groups) -> Atom | None:
    words = groups["offset"]
    atom = _day(dates.relative(_OFFSETS[words]), from_now=True)
    part = {
        "tonight": DayPart.EVENING,
        "last night": DayPart.EVENING,
        "this morning": DayPart.MORNING,
        "this afternoon": DayPart.AFTERNOON,
    }.get(words)
    part = DayPart.EVENING if words == "this evening" else part
    return replace(atom, clock=Clock(part=part)) if atom and part else atom


def _weekday(groups: Groups) -> Atom | None:
    week = {"next": 1, "last": -1}.get(groups.get("which", ""))
    return _day(weekday(_DAYS.index(groups["weekday"][:3]), week), of_week=True)


def _nth_weekday(groups: Groups) -> Atom | None:
    """The first Monday of December."""
    month, away = _which_month(groups, "in_month", "in_which")
    return _day(nth_of_month(_NTH[groups["nth_weekday"]], _DAYS.index(groups["day_of_month"][:3]), month, away))


def _nth_workday(groups: Groups) -> Atom | None:
    """The last working day of the month."""
    month, away = _which_month(groups, "of_month", "of_which")
    if month is not None:
        stretch = ordinals.named_month(month, None, None)
    elif groups["of_period"] == "week":
        stretch = ordinals.week(away)
    else:
        stretch = ordinals.months({"month": 1, "quarter": 3, "year": 12}[groups["of_period"]], away)
    return _day(ordinals.workday_of(_NTH[groups["nth_workday"]], stretch), from_now=True)


def _which_month(groups: Groups, month: str, which: str) -> tuple[int | None, int]:
    if month in groups:
        return _MONTHS.index(groups[month][:3]) + 1, 0
    return None, 1 if groups[which] == "next" else 0


def _days_of_week(groups: Groups) -> Atom | None:
    """Monday through Wednesday next week."""
    week = 1 if groups["both_of"] == "next" else 0
    first, last = (weekday(_DAYS.index(groups[of][:3]), week) for of in ("from_day", "to_day"))
    return _day(_from_to(first, last))


def _day_of_week(groups: Groups) -> Atom | None:
    """Thursday next week."""
    week = 1 if groups["of_week"] == "next" else 0
    return _day(weekday(_DAYS.index(groups["day_in_week"][:3]), week), of_week=True)


def _date(groups: Groups) -> Atom | None:
    month = groups.get("month") or groups["month2"]
    of = int(groups.get("of") or groups["of2"])
    year = groups.get("year") or groups.get("year2")
    return _day(dates.calendar_day(of, month=_MONTHS.index(month[:3]) + 1, year=int(year) if year else None))


def _nth(groups: Groups) -> Atom | None:
    away = {"next": 1, "last": -1, "this": 0, "the": 0}.get(groups.get("named_month", ""))
    return _day(dates.calendar_day(int(groups["nth"]), away=away))


def _days(groups: Groups) -> Atom | None:
    """20-22 November."""
    month = _MONTHS.index(groups["month3"][:3]) + 1
    first, last = (dates.calendar_day(int(groups[of]), month=month) for of in ("from", "last_of"))
    return _day(_from_to(first, last))


def _from_to(first: Named, last: Named) -> Named:
    def named(frame: Frame, hint: Hint) -> Day | None:
        begins, ends = first(frame, hint), last(frame, hint)
        if not isinstance(begins, Day) or not isinstance(ends, Day) or ends.on < begins.on:
            return None
        because = say("time.because.stretch", start=day(begins.on), end=day(ends.on))
        return Day(on=begins.on, last=ends.on, because=because, edge=False)

    return named


def _iso(groups: Groups) -> Atom | None:
    year, month, of = (int(part) for part in groups["iso"].split("-"))
    return _day(dates.calendar_day(of, month=month, year=year))


def _figures(groups: Groups) -> Atom | None:
    return _day(dates.calendar_day(int(groups["of5"]), month=int(groups["month5"])))


def _month_part(groups: Groups) -> Atom | None:
    part = "底" if groups["which_part"].startswith("end") else "中"
    return _day(periods.month_end(part, month=_MONTHS.index(groups["month4"][:3]) + 1))


def _end_of(groups: Groups) -> Atom | None:
    match groups["end_of"][-1]:
        case "w":
            return _day(periods.week_end(0))
        case "m":
            return _day(periods.month_end("底"))
        case "q":
            return _day(periods.quarter(0))
        case _:
            return _day(periods.year_part(None, 12, "year-end"))


def _past(groups: Groups) -> Atom | None:
    """Half past nine, a quarter to five, ten to twelve."""
    hour, minutes = english(groups["hour5"]), {"half": 30, "quarter": 15}.get(groups["past"].removeprefix("a "))
    minutes = minutes or english(groups["past"])
    if hour is None or minutes is None:
        return None
    late = groups["side"] == "past"
    return _clocked(Clock(hour=hour if late else hour - 1 or 12, minute=minutes if late else 60 - minutes, spoken=True))


def _period(groups: Groups) -> Atom | None:
    away = 1 if "next_period" in groups else 0
    match groups.get("period") or groups["period2"]:
        case "week":
            return _day(periods.week_end(away))
        case "month":
            return _day(periods.month_end("底", away=away))
        case "quarter":
            return _day(periods.quarter(away))
        case _:
            return _day(periods.year_part(away or None, 12, "year-end"))


def _festival(groups: Groups) -> Atom | None:
    if "nth_after" in groups:
        return _day(festivals.after(FESTIVALS[groups["festival"]]))
    return _day(festivals.before_or_on(FESTIVALS[groups["festival"]]))


def _length(groups: Groups) -> Atom | None:
    said = groups.get("relation") or groups["relation2"]
    relation = "内" if "next" in groups else {"within": "内", "ago": "前"}.get(said, "后")
    if "half" in groups:
        return _day(lengths.exact(30 if groups["half"].endswith("hour") else 720, relation), from_now=True)
    figures, unit = groups.get("count") or groups["count2"], groups.get("unit") or groups["unit2"]
    count = english(figures)
    return _day(_counted(unit, count, relation), from_now=True) if count is not None else None


def _and_half(groups: Groups) -> Atom | None:
    count = english(groups.get("count3") or groups["count4"])
    said = groups.get("relation3") or groups["relation4"]
    relation = {"ago": "前", "within": "内"}.get(said, "后")
    return _day(lengths.exact(count * 60 + 30, relation), from_now=True) if count is not None else None


def _half_hour(groups: Groups) -> Atom | None:
    return _day(lengths.exact(30, "前" if groups["half_hour"] == "ago" else "后"), from_now=True)


def _counted(unit: str, count: int, relation: str) -> Named | None:
    if unit.startswith(("work", "business")):
        return lengths.workdays(count, relation)
    match unit[0], unit[:2]:
        case "h", _:
            return lengths.exact(count * 60, relation)
        case _, "mi":
            return lengths.exact(count, relation)
        case "d", _:
            return lengths.natural_days(count, relation, named_days=True)
        case (("w" | "f"), _):
            return lengths.natural_days(count * (7 if unit[0] == "w" else 14), relation)
        case "q", _:
            return lengths.months(count * 3, relation)
        case _:
            return lengths.months(count, relation)


def _hour(groups: Groups) -> Atom:
    hour, minute = int(groups["hour"]), int(groups.get("minute", "0"))
    afternoon = groups["half_day"].startswith("p")
    return _clocked(Clock(hour=hour % 12 + 12 if afternoon else hour % 12, minute=minute))


def _hour_of_24(groups: Groups) -> Atom:
    hour = int(groups["hour2"])
    return _clocked(
        Clock(hour=hour, minute=int(groups["minute2"]), spoken=hour < 12 and not groups["hour2"].startswith("0"))
    )


def _bare(groups: Groups) -> Atom:
    """Tonight at 11."""
    return replace(_clocked(Clock(hour=int(groups["bare"]), spoken=True)), bare=True)


def _military(groups: Groups) -> Atom:
    """1600 hours."""
    return _clocked(Clock(hour=int(groups["military"][:2]), minute=int(groups["military"][2:])))


def _parted(groups: Groups) -> Atom:
    parts = {"morning": DayPart.MORNING, "afternoon": DayPart.AFTERNOON}
    return _clocked(Clock(part=parts.get(groups["part"], DayPart.EVENING)))


READERS: Final[tuple[tuple[str, Callable[[Groups], Atom | None]], ...]] = (
    ("again", lambda groups: Atom(start=0, end=0, kind="again")),
    ("due", _due),
    ("offset", _offset),
    ("nth_weekday", _nth_weekday),
    ("nth_workday", _nth_workday),
    ("both_of", _days_of_week),
    ("of_week", _day_of_week),
    (
        "week_before",
        lambda groups: _day_of_week({"of_week": groups["week_before"], "day_in_week": groups["weekday_in"]}),
    ),
    ("nth_quarter", lambda groups: _day(periods.year_part(None, 3 * _NTH[groups["nth_quarter"]], "quarter-end"))),
    ("weekday", _weekday),
    ("month", _date),
    ("month2", _date),
    ("iso", _iso),
    ("month3", _days),
    ("month4", _month_part),
    ("month5", _figures),
    ("end_of", _end_of),
    ("which_week", lambda groups: _day(periods.week(1 if groups["which_week"] == "next" else 0))),
    ("nth", _nth),
    ("period", _period),
    ("period2", _period),
    ("quarter", lambda groups: _day(periods.year_part(None, 3 * int(groups["quarter"]), "quarter-end"))),
    ("weekend", lambda groups: _day(periods.weekend(1 if "next_weekend" in groups else 0))),
    ("close", lambda groups: _clocked(Clock(part=DayPart.CLOSE))),
    ("festival", _festival),
    ("workday", lambda groups: _day(ordinals.next_workday, from_now=True)),
    ("relation", _length),
    ("relation2", _length),
    ("relation3", _and_half),
    ("relation4", _and_half),
    ("half_hour", _half_hour),
    ("bare", _bare),
    ("military", _military),
    ("hour", _hour),
    ("hour2", _hour_of_24),
    ("hour3", lambda groups: _clocked(Clock(hour=int(groups["hour3"]), spoken=True))),
    ("hour5", _past),
    ("hour4", lambda groups: _clocked(Clock(hour=int(groups["hour4"]), spoken=True))),
    ("noon", lambda groups: _clocked(Clock(hour=12))),
    ("midnight", lambda groups: _clocked(Clock(hour=24))),
    ("part", _parted),
    ("until_day", lambda groups: _until(int(groups["until_day"]))),
    ("to", lambda groups: Atom(start=0, end=0, kind="to")),
)
