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
from bot.understanding.numbers import ENGLISH_NUMBER, english
from bot.understanding.times import dates, festivals, lengths, ordinals, periods
from bot.understanding.times.clocks import Clock
from bot.understanding.times.clocks import Part as DayPart
from bot.understanding.times.frame import Day, Frame, Hint, Named, Tense
from bot.understanding.times.phrases import Part, Phrase
from bot.understanding.times.tenses import Surroundings
from bot.understanding.times.weekdays import weekday
from bot.understanding.values import TimeRole

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OFFSETS: Final = {
    "today": "今天", "tonight": "今天", "tomorrow": "明天", "yesterday": "昨天", "last night": "昨天",
    "the day after tomorrow": "后天",
    "the day before yesterday": "前天", "this morning": "今天", "this afternoon": "今天", "this evening": "今天",
}  # fmt: skip
_FESTIVALS: Final = {
    "national day": "国庆", "spring festival": "春节", "chinese new year": "春节", "new year's day": "元旦",
    "new year": "元旦", "labour day": "五一", "labor day": "五一", "may day": "五一", "mid-autumn festival": "中秋",
    "dragon boat festival": "端午", "qingming": "清明",
}  # fmt: skip

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_UNIT: Final = (
    r"(?:minutes?|mins?|hours?|hrs?|h(?![a-z])|(?:working|business|work) ?days?|workdays?|days?|weeks?|months?"
    r"|quarters?)"
)
_PERIOD: Final = "week|month|quarter|year"
_TH: Final = "(?:st|nd|rd|th)"

# Each alternative has one group of its own by which its reader is found.
_ALTERNATIVES: Final = (
    r"(?P<due>by|before|no later than|not later than|until|till|due(?: on| by)?"
    r"|deadline(?: for [a-z ]{1,30}?)?(?: is|:)?)(?= )",
    r"(?P<offset>the day after tomorrow|the day before yesterday|today|tonight|tomorrow|yesterday|last night"
    r"|this (?:morning|afternoon|evening))",
    r"(?P<iso>20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d-])",
    r"(?<!every )(?<!each )(?:(?P<which>this|next|last|coming|this coming) )?"
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|tues?|wed|thu(?:rs?)?|fri)(?![a-z'])|(?:(?<=by )|(?<=on )|(?<=next )|(?<=this ))(?:sat|sun)(?![a-z'])"
    r"|(?:sat|sun)(?=[,.] ?[a-z\d]| \d))(?![a-z])",
    rf"(?P<from>[0-3]?\d){_TH}?(?: ?[-–] ?| to | through )(?P<last_of>[0-3]?\d){_TH}? (?P<month3>{_MONTH})(?![a-z])",
    rf"(?P<month>{_MONTH}) (?P<of>[0-3]?\d){_TH}?(?:,? (?P<year>20\d\d))?(?![\d:])",
    rf"(?:the )?(?P<of2>[0-3]?\d){_TH}?(?: of)? (?P<month2>{_MONTH})(?:,? (?P<year2>20\d\d))?(?![a-z])",
    rf"the (?P<nth>[0-3]?\d){_TH}(?: of (?P<named_month>this|next|last|the) month)?(?! floor)",
    rf"(?:the )?end of (?:the |this |(?P<next_period>next ))?(?P<period>{_PERIOD})",
    rf"(?:the )?(?P<which_part>end of|mid[- ])(?: ?the month of)? ?(?P<month4>{_MONTH})(?![a-z])",
    rf"(?P<period2>{_PERIOD})[- ]end",
    r"(?P<end_of>eo[wmqy])(?![a-z])",
    r"(?P<which_week>this|next) week(?! day|end)",
    r"(?:(?<=by )|(?<=due )|(?<=before )|(?<=until ))(?P<month5>1[0-2]|0?[1-9])/(?P<of5>3[01]|[12]\d|0?[1-9])(?![\d/])",
    r"(?:the )?(?P<close>(?:end|close) of (?:business|play|the day|day|the working day)|eob|cob|eod)(?: on)?",
    r"(?P<nth_after>(?:the )?(?:(?:first|1st) (?:working |business |work )?day )?after )?(?:the )?(?P<festival>"
    + "|".join(_FESTIVALS)
    + ")",
    r"(?:the )?next (?P<workday>working|business) day",
    rf"(?P<count3>{ENGLISH_NUMBER}) hours? and a half (?P<relation3>ago|from now|later)",
    rf"(?P<relation>within|in|after) (?P<next>the next |the coming )?"
    rf"(?:(?P<half>half an hour)|(?P<count>{ENGLISH_NUMBER}) ?(?P<unit>{_UNIT}))(?! of the)",
    rf"(?P<count2>{ENGLISH_NUMBER}) (?P<unit2>{_UNIT}) (?P<relation2>ago|from now|later)",
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half_day>[ap]\.?m\.?(?![a-z]))",
    r"(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d)(?!\d)",
    r"(?P<hour3>1[0-2]|[1-9]) o'?clock",
    r"(?P<hour4>(?:(?<=by )|(?<=at ))(?:1[0-2]|[1-9])(?= (?:on|this|tomorrow|today|in the|sharp)(?![a-z]))"
    r"|(?:(?<=day at )|(?<=tomorrow at ))(?:1[0-2]|[1-9])(?=$|[,.;!] |[.;!]?$))",
    r"(?P<past>half|(?:a )?quarter|five|ten|twenty|[1-5]?\d) (?P<side>past|to) "
    r"(?P<hour5>1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![a-z\d])",
    r"(?P<noon>noon|midday)",
    r"(?P<midnight>midnight)",
    r"(?P<part>morning|afternoon|evening|night)\b",
    rf"(?:to|through|-|–) ?(?P<until_day>[0-3]?\d){_TH}?(?![\d:.]\d| ?[ap]\.?m| ?[a-z])",
    r"(?P<to>to|through|-|–|and)(?= )",
)
_ATOMS: Final = re.compile(r"\b(?:" + "|".join(_ALTERNATIVES) + ")", re.IGNORECASE)
_ENGLISH: Final = re.compile(r"[A-Za-z]{2}")
_BEHIND: Final = re.compile(r"[ ]?(?:之前|以前|前(?![面来后往])|之内|以内|内)")  # 5:30pm前
_FILLER: Final = re.compile(r"(?:[\s,]|\b(?:at|on|in|of|the|around|about|from|between)\b)*", re.IGNORECASE)
_PAST: Final = re.compile(
    r"\b(?:was|were|broke|began|started|hit|went|fell|caught|happened|occurred|reported|received|ago|yesterday|last"
    r"|collided|exploded|collapsed)\b",
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


def english_phrases(text: str) -> Iterator[tuple[Phrase, Surroundings]]:
    """Every English time in a text with what the words around it say."""
    if _ENGLISH.search(text) is None:
        return
    group = list[_Atom]()
    for atom in _atoms(text):
        joined = bool(group) and _FILLER.fullmatch(text, group[-1].end, atom.start) is not None
        if not joined or (atom.kind == "due" and any(each.kind in ("day", "clock") for each in group)):
            yield from _composed(text, group)
            group = []
        group.append(atom)
    yield from _composed(text, group)


def _atoms(text: str) -> Iterator[_Atom]:
    for match in _ATOMS.finditer(text):
        groups = {key: value.lower() for key, value in match.groupdict().items() if value}
        atom = next((read(groups) for key, read in _READERS if key in groups), None)
        if atom is not None:
            yield replace(atom, start=match.start(), end=match.end())


def _composed(text: str, group: list[_Atom]) -> Iterator[tuple[Phrase, Surroundings]]:
    while group and group[-1].kind in ("due", "to"):
        group.pop()
    while group and group[0].kind == "to":
        group.pop(0)
    if not any(_ENGLISH.search(text, atom.start, atom.end) for atom in group):
        return  # figures alone are read by the other grammar
    dues = [atom for atom in group if atom.kind == "due"]
    bounds = [at for at, atom in enumerate(group) if atom.kind in ("to", "until")]
    split = bounds[0] if bounds else len(group)
    first = _part([atom for atom in group[:split] if atom.kind != "due"])
    if first is None:
        return
    second = _part([atom for atom in group[split:] if atom.kind not in ("due", "to")])
    end = second.end if second else first.end
    behind = _BEHIND.match(text, end)
    end = behind.end() if behind else end
    before = bool(dues) and not dues[0].inclusive
    limits = bool(dues) or behind is not None
    phrase = Phrase(first=first, second=second, end=end, before=before, until=limits and not before)
    yield phrase, _around(text, group[0].start, end, limits)


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

    def named(frame: Frame, hint: Hint) -> Day | None:
        begins, ends = first(frame, hint), last(frame, hint)
        if not isinstance(begins, Day) or not isinstance(ends, Day) or ends.on < begins.on:
            return None
        because = say("time.because.stretch", start=day(begins.on), end=day(ends.on))
        return Day(on=begins.on, last=ends.on, because=because, edge=False)

    return _day(named)


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
        return _day(festivals.after(_FESTIVALS[groups["festival"]]))
    return _day(festivals.before_or_on(_FESTIVALS[groups["festival"]]))


def _length(groups: _Groups) -> _Atom | None:
    said = groups.get("relation") or groups["relation2"]
    relation = "内" if "next" in groups else {"within": "内", "ago": "前"}.get(said, "后")
    if "half" in groups:
        return _day(lengths.exact(30, relation), from_now=True)
    figures, unit = groups.get("count") or groups["count2"], groups.get("unit") or groups["unit2"]
    count = english(figures)
    return _day(_counted(unit, count, relation), from_now=True) if count is not None else None


def _and_half(groups: _Groups) -> _Atom | None:
    count = english(groups["count3"])
    relation = "前" if groups["relation3"] == "ago" else "后"
    return _day(lengths.exact(count * 60 + 30, relation), from_now=True) if count is not None else None


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
        case "w", _:
            return lengths.natural_days(count * 7, relation)
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


def _parted(groups: _Groups) -> _Atom:
    parts = {"morning": DayPart.MORNING, "afternoon": DayPart.AFTERNOON}
    return _clocked(Clock(part=parts.get(groups["part"], DayPart.EVENING)))


_READERS: Final[tuple[tuple[str, Callable[[_Groups], _Atom | None]], ...]] = (
    ("due", _due),
    ("offset", _offset),
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
    ("close", lambda groups: _clocked(Clock(part=DayPart.CLOSE))),
    ("festival", _festival),
    ("workday", lambda groups: _day(ordinals.next_workday, from_now=True)),
    ("relation", _length),
    ("relation2", _length),
    ("relation3", _and_half),
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
