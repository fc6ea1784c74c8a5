"""Plain English times: by Friday, within three working days, tomorrow at 9 am, from November 25 to 27.

The words are cut into days, clocks and prepositions; neighbours are joined in whatever order they stand and become the
same phrases that the Chinese grammar makes, so that both are settled by one set of conventions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.texts import day, say
from bot.understanding.numbers import english
from bot.understanding.times import dates, festivals, lengths, ordinals, periods
from bot.understanding.times.clocks import Clock
from bot.understanding.times.clocks import Part as DayPart
from bot.understanding.times.english_words import ATOMS, FESTIVALS
from bot.understanding.times.frame import Day, Frame, Hint, Named, Tense
from bot.understanding.times.phrases import Part, Phrase
from bot.understanding.times.tenses import Surroundings
from bot.understanding.times.weekdays import nth_of_month, weekday
from bot.understanding.values import TimeRole

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_OFFSETS: Final = {
    "today": "今天", "tonight": "今天", "tomorrow": "明天", "yesterday": "昨天", "last night": "昨天",
    "the day after tomorrow": "后天",
    "the day before yesterday": "前天", "this morning": "今天", "this afternoon": "今天", "this evening": "今天",
}  # fmt: skip

_ENGLISH: Final = re.compile(r"[A-Za-z]{2}")
_BEHIND: Final = re.compile(r"[ ]?(?:之前|以前|前(?![面来后往])|之内|以内|内)")  # 5:30pm前
_FILLER: Final = re.compile(
    r"(?:[\s,]|\b(?:at|on|in|of|the|around|about|from|between|early|late)\b|\bi\.e\.)*", re.IGNORECASE
)
_PAST: Final = re.compile(
    r"\b(?:was|were|broke|began|started|hit|went|fell|caught|happened|occurred|reported|received|ago|yesterday|last"
    r"|collided|exploded|collapsed)\b",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"\b(?:rose|rise[sn]?|fell|fall(?:s|en)?|grew|grow[sn]?|cut|dropp?e?d?|up|down|increase[sd]?|reduce[sd]?"
    r"|decrease[sd]?"
    r"|lost|won|gained|divided|multiplied|late|behind|ahead)\b[^.;]{0,12}$",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(r"\b(?:please|must|shall|should|will|need|submit|report by|send|by|before)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Atom:
    start: int
    end: int
    kind: str  # due, day, clock, to; "until" is a to with its day
    inclusive: bool = True
    named: Named | None = None
    from_now: bool = False
    weekday: bool = False
    clock: Clock | None = None
    bare: bool = False  # True means an hour that is only one beside a day or another clock


def english_phrases(text: str) -> Iterator[tuple[Phrase, Surroundings]]:
    """Every English time in a text with what the words around it say."""
    if _ENGLISH.search(text) is None:
        return
    group = list[_Atom]()
    for atom in _atoms(text):
        if atom.kind == "due" and _runs_on(text, group, atom):
            atom = replace(atom, kind="to")
        joined = bool(group) and _FILLER.fullmatch(text, group[-1].end, atom.start) is not None
        if not joined or (atom.kind == "due" and any(each.kind in ("day", "clock") for each in group)):
            yield from _composed(text, group)
            group = []
        group.append(atom)
    yield from _composed(text, group)


def _runs_on(text: str, group: list[_Atom], atom: _Atom) -> bool:
    """From 18:00 until 22:00: behind the beginning, until is no limit of its own."""
    if not group or text[atom.start : atom.start + 4].lower() not in ("unti", "till"):
        return False
    return group[-1].clock is not None or text[: group[0].start].rstrip().lower().endswith("from")


def _atoms(text: str) -> Iterator[_Atom]:
    for match in ATOMS.finditer(text):
        groups = {key: value.lower() for key, value in match.groupdict().items() if value}
        atom = next((read(groups) for key, read in _READERS if key in groups), None)
        if atom is not None:
            yield replace(atom, start=match.start(), end=match.end())


def _composed(text: str, group: list[_Atom]) -> Iterator[tuple[Phrase, Surroundings]]:
    while group and group[-1].kind in ("due", "to"):
        group.pop()
    while group and group[0].kind == "to":
        group.pop(0)
    group = _sure(text, group)
    if not group or _ENGLISH.search(text, group[0].start, group[-1].end) is None:
        return  # figures alone are read by the other grammar
    dues = [atom for atom in group if atom.kind == "due"]
    bounds = [at for at, atom in enumerate(group) if atom.kind in ("to", "until")]
    split = bounds[0] if bounds else len(group)
    begins = [atom for atom in group[:split] if atom.kind != "due"]
    ends = [atom for atom in group[split:] if atom.kind not in ("due", "to")]
    if begins and ends and all(atom.clock for atom in begins) and any(atom.clock for atom in ends):
        begins, ends = _one_day(begins, ends)
    first, second = _part(begins), _part(ends)
    if first is None:
        return
    end = max(atom.end for atom in group)
    behind = _BEHIND.match(text, end)
    end = behind.end() if behind else end
    before = bool(dues) and not dues[0].inclusive
    limits = bool(dues) or behind is not None
    phrase = Phrase(first=first, second=second, end=end, before=before, until=limits and not before)
    yield phrase, _around(text, group[0].start, end, limits)


def _sure(text: str, group: list[_Atom]) -> list[_Atom]:
    """The group without hours that may be any number: at 11 alone, or what something fell by."""
    days = any(atom.named for atom in group)
    clocks = any(atom.clock is not None and not atom.bare for atom in group)
    due = bool(group) and group[0].kind == "due"
    changed = due and _CHANGE.search(text, max(0, group[0].start - 30), group[0].start)
    if changed or not (days or clocks or due):
        return [atom for atom in group if not atom.bare and (atom.kind != "due" or not changed)]
    return group


def _one_day(begins: list[_Atom], ends: list[_Atom]) -> tuple[list[_Atom], list[_Atom]]:
    """From 2 to 4 pm tomorrow: the day, and the half of it, are said once for both."""
    days = [atom for atom in ends if atom.named is not None]
    clocks = [atom for atom in ends if atom.named is None]
    last = next((atom.clock for atom in clocks if atom.clock and atom.clock.hour is not None), None)
    shared = [_in_same_half(atom, last) for atom in begins]
    return [*shared, *days], clocks


def _in_same_half(atom: _Atom, last: Clock | None) -> _Atom:
    clock = atom.clock
    if last is None or last.hour is None or last.spoken or clock is None or not clock.spoken or clock.hour is None:
        return atom
    afternoon = clock.hour < 12 and clock.hour + 12 <= last.hour
    return replace(atom, clock=replace(clock, hour=clock.hour + 12 if afternoon else clock.hour, spoken=False))


def _part(atoms: list[_Atom]) -> Part | None:
    days = [atom for atom in atoms if atom.named is not None]
    clocks = [atom for atom in atoms if atom.clock is not None]
    if not days and not clocks:
        return None
    main = next((day for day in days if not day.weekday), days[0] if days else None)
    stated = next((day.named for day in days if day is not main), None)
    exact = [atom for atom in clocks if atom.clock is not None and not atom.clock.vague]
    clock = (exact or clocks)[0].clock if clocks else None
    said = [atom.clock.part for atom in clocks if atom.clock is not None and atom.clock.vague]
    if clock is not None and clock.spoken and said:
        clock = replace(clock, part=said[0])
    start, end = min(atom.start for atom in atoms), max(atom.end for atom in atoms)
    return Part(
        start=start,
        end=end,
        named=main.named if main else None,
        from_now=main.from_now if main else False,
        weekday=main.weekday if main else False,
        clock=clock,
        stated=stated,
    )


def _around(text: str, start: int, end: int, due: bool) -> Surroundings:
    stops = [text.find(sign, end) for sign in (". ", ";", "\n")]
    sentence = text[max(0, start - 80) : min((at for at in stops if at > 0), default=len(text))]
    if due:
        return Surroundings(role=TimeRole.DUE, tense=Tense.FUTURE, due=True)
    if _PAST.search(sentence) and not _ORDER.search(sentence):
        return Surroundings(role=TimeRole.OCCURRED, tense=Tense.PAST)
    return Surroundings(tense=Tense.FUTURE if _ORDER.search(sentence) else Tense.OPEN)


# --- one reader for each alternative ------------------------------------------------------------------------

_Groups = dict[str, str]


def _day(named: Named | None, *, from_now: bool = False, of_week: bool = False) -> _Atom | None:
    return _Atom(start=0, end=0, kind="day", named=named, from_now=from_now, weekday=of_week) if named else None


def _until(of: int) -> _Atom:
    return _Atom(start=0, end=0, kind="until", named=dates.calendar_day(of))


def _clocked(clock: Clock) -> _Atom:
    return _Atom(start=0, end=0, kind="clock", clock=clock)


def _due(groups: _Groups) -> _Atom:
    return _Atom(start=0, end=0, kind="due", inclusive=groups["due"] != "before")


def _offset(groups: _Groups) -> _Atom | None:
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


def _weekday(groups: _Groups) -> _Atom | None:
    week = {"next": 1, "last": -1}.get(groups.get("which", ""))
    return _day(weekday(_DAYS.index(groups["weekday"][:3]), week), of_week=True)


def _nth_weekday(groups: _Groups) -> _Atom | None:
    """The first Monday of December."""
    month, away = _which_month(groups, "in_month", "in_which")
    return _day(nth_of_month(_NTH[groups["nth_weekday"]], _DAYS.index(groups["day_of_month"][:3]), month, away))


def _nth_workday(groups: _Groups) -> _Atom | None:
    """The last working day of the month."""
    month, away = _which_month(groups, "of_month", "of_which")
    if month is not None:
        stretch = ordinals.named_month(month, None, None)
    elif groups["of_period"] == "week":
        stretch = ordinals.week(away)
    else:
        stretch = ordinals.months({"month": 1, "quarter": 3, "year": 12}[groups["of_period"]], away)
    return _day(ordinals.workday_of(_NTH[groups["nth_workday"]], stretch), from_now=True)


def _which_month(groups: _Groups, month: str, which: str) -> tuple[int | None, int]:
    if month in groups:
        return _MONTHS.index(groups[month][:3]) + 1, 0
    return None, 1 if groups[which] == "next" else 0


def _days_of_week(groups: _Groups) -> _Atom | None:
    """Monday through Wednesday next week."""
    week = 1 if groups["both_of"] == "next" else 0
    first, last = (weekday(_DAYS.index(groups[of][:3]), week) for of in ("from_day", "to_day"))
    return _day(_from_to(first, last))


def _day_of_week(groups: _Groups) -> _Atom | None:
    """Thursday next week."""
    week = 1 if groups["of_week"] == "next" else 0
    return _day(weekday(_DAYS.index(groups["day_in_week"][:3]), week), of_week=True)


def _date(groups: _Groups) -> _Atom | None:
    month = groups.get("month") or groups["month2"]
    of = int(groups.get("of") or groups["of2"])
    year = groups.get("year") or groups.get("year2")
    return _day(dates.calendar_day(of, month=_MONTHS.index(month[:3]) + 1, year=int(year) if year else None))


def _nth(groups: _Groups) -> _Atom | None:
    away = {"next": 1, "last": -1, "this": 0, "the": 0}.get(groups.get("named_month", ""))
    return _day(dates.calendar_day(int(groups["nth"]), away=away))


def _days(groups: _Groups) -> _Atom | None:
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


def _iso(groups: _Groups) -> _Atom | None:
    year, month, of = (int(part) for part in groups["iso"].split("-"))
    return _day(dates.calendar_day(of, month=month, year=year))


def _figures(groups: _Groups) -> _Atom | None:
    return _day(dates.calendar_day(int(groups["of5"]), month=int(groups["month5"])))


def _month_part(groups: _Groups) -> _Atom | None:
    part = "底" if groups["which_part"].startswith("end") else "中"
    return _day(periods.month_end(part, month=_MONTHS.index(groups["month4"][:3]) + 1))


def _end_of(groups: _Groups) -> _Atom | None:
    match groups["end_of"][-1]:
        case "w":
            return _day(periods.week_end(0))
        case "m":
            return _day(periods.month_end("底"))
        case "q":
            return _day(periods.quarter(0))
        case _:
            return _day(periods.year_part(None, 12, "year-end"))


def _past(groups: _Groups) -> _Atom | None:
    """Half past nine, a quarter to five, ten to twelve."""
    hour, minutes = english(groups["hour5"]), {"half": 30, "quarter": 15}.get(groups["past"].removeprefix("a "))
    minutes = minutes or english(groups["past"])
    if hour is None or minutes is None:
        return None
    late = groups["side"] == "past"
    return _clocked(Clock(hour=hour if late else hour - 1 or 12, minute=minutes if late else 60 - minutes, spoken=True))


def _period(groups: _Groups) -> _Atom | None:
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


def _festival(groups: _Groups) -> _Atom | None:
    if "nth_after" in groups:
        return _day(festivals.after(FESTIVALS[groups["festival"]]))
    return _day(festivals.before_or_on(FESTIVALS[groups["festival"]]))


def _length(groups: _Groups) -> _Atom | None:
    said = groups.get("relation") or groups["relation2"]
    relation = "内" if "next" in groups else {"within": "内", "ago": "前"}.get(said, "后")
    if "half" in groups:
        return _day(lengths.exact(30 if groups["half"].endswith("hour") else 720, relation), from_now=True)
    figures, unit = groups.get("count") or groups["count2"], groups.get("unit") or groups["unit2"]
    count = english(figures)
    return _day(_counted(unit, count, relation), from_now=True) if count is not None else None


def _and_half(groups: _Groups) -> _Atom | None:
    count = english(groups.get("count3") or groups["count4"])
    said = groups.get("relation3") or groups["relation4"]
    relation = {"ago": "前", "within": "内"}.get(said, "后")
    return _day(lengths.exact(count * 60 + 30, relation), from_now=True) if count is not None else None


def _half_hour(groups: _Groups) -> _Atom | None:
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


def _hour(groups: _Groups) -> _Atom:
    hour, minute = int(groups["hour"]), int(groups.get("minute", "0"))
    afternoon = groups["half_day"].startswith("p")
    return _clocked(Clock(hour=hour % 12 + 12 if afternoon else hour % 12, minute=minute))


def _hour_of_24(groups: _Groups) -> _Atom:
    hour = int(groups["hour2"])
    return _clocked(
        Clock(hour=hour, minute=int(groups["minute2"]), spoken=hour < 12 and not groups["hour2"].startswith("0"))
    )


def _bare(groups: _Groups) -> _Atom:
    """Tonight at 11."""
    return replace(_clocked(Clock(hour=int(groups["bare"]), spoken=True)), bare=True)


def _military(groups: _Groups) -> _Atom:
    """1600 hours."""
    return _clocked(Clock(hour=int(groups["military"][:2]), minute=int(groups["military"][2:])))


def _parted(groups: _Groups) -> _Atom:
    parts = {"morning": DayPart.MORNING, "afternoon": DayPart.AFTERNOON}
    return _clocked(Clock(part=parts.get(groups["part"], DayPart.EVENING)))


_READERS: Final[tuple[tuple[str, Callable[[_Groups], _Atom | None]], ...]] = (
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
    ("to", lambda groups: _Atom(start=0, end=0, kind="to")),
)
