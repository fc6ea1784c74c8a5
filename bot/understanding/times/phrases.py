"""The parts of a time put together: 11月25日（周三）上午9:00至11:30前.

A phrase is one or two parts; a part is a day, a clock, or a day with a clock. Nothing is computed here, so that the
same phrase can be settled once its sentence is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.understanding.times import dates, festivals, lengths, old_calendar, ordinals, periods, weekdays
from bot.understanding.times.clocks import CLOCK_STARTS, Clock, read_clock
from bot.understanding.times.entries import FIGURES, Entry
from bot.understanding.times.frame import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A day, a clock, or both. `stated` is a second naming of the same day, which may contradict the first."""

    start: int
    end: int
    named: Named | None = None
    from_now: bool = False
    weekday: bool = False
    clock: Clock | None = None
    stated: Named | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A time as it stands in the text."""

    first: Part
    second: Part | None = None  # the end of a range
    end: int
    before: bool = False  # 前
    inside: bool = False  # 内
    until: bool = False  # 止
    since: bool = False  # 起

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.first.start


_READERS: Final = (
    *ordinals.ENTRIES,
    *lengths.ENTRIES,
    *dates.ENTRIES,
    *old_calendar.ENTRIES,
    *periods.ENTRIES,
    *festivals.ENTRIES,
    *weekdays.ENTRIES,
)
_BY_CHARACTER: Final[dict[str, tuple[Entry, ...]]] = {
    char: tuple(entry for entry in _READERS if char in entry.starts)
    for char in sorted({char for entry in _READERS for char in entry.starts})
}
_STARTS: Final = re.compile("[" + "".join(sorted({*_BY_CHARACTER, *CLOCK_STARTS})) + "]")
_CLOCK_STARTS: Final = frozenset(CLOCK_STARTS + "早晚夜晨")
_LONGEST_NUMBER: Final = 12  # figures in a row beyond which they are none
_RUN: Final = re.compile(rf"[{FIGURES}.]+")
_FIGURES_BEFORE: Final = re.compile(r"[-./月]\d{1,2}$")
_GLUE: Final = re.compile(r"[ ]?(?:的|当天)?[ ]?")
_RESTATED: Final = re.compile(r"[ ]?\(?[ ]?(?:即|也就是)?")
_RANGE: Final = re.compile(
    r"[ ]?(?:起|开始|(?<=[日号])一?直)?[ ]?(?:一?直|持续)?(?:至到?|到|[—–─ー~〜∼-]{1,2}|(?<=:\d\d)一(?=\d{1,2}:))[ ]?"
)
_NOT_BEFORE: Final = (
    r"(?!后|往|期|来|面|进|提(?![出交供报])|景|夕|沿|线|台|端|排(?![查除出好定])|述|任|程|锋|列|途|方|哨|一[天日])"
)
_BETWEEN: Final = re.compile(r"[、和及与]?")
_PAIR: Final = re.compile(
    r"(?:(?P<one>[一二三四五六])[、和及与]?(?:周|星期|礼拜)(?P<two>[二三四五六日天])"
    r"|[日号\d][、和及与](?P<day>\d{1,2})(?:[日号]|(?=、\d{1,2}[日号])))"
)
_DAY_BEFORE: Final = re.compile(r"\d{1,2}(?=[日号]?$)")
_BOTH: Final = re.compile(r"这?[两二]天(?:都|均)?")
_MONEY: Final = (  # 周五钱 is 周五前, written by voice
    r"(?<=[点半刻分时])钱|钱(?=把|将|报|交|给|要|务必|必须|完成|拿|发|送|弄|办|填|放|挂|存|上传|$|[，。!])"
)
_EDGE: Final = re.compile(
    r"[ ]?(?:\(含(?:\d{1,2}[日号]|当[天日]|本日)?\))?"
    rf"[ ]?(?:(?P<before>之前|以前|前{_NOT_BEFORE}|{_MONEY})|(?P<inside>之内|以内|内(?!容|部(?!署)|外|涝))"
    r"|(?P<until>为止|止"
    r"(?!损|住)|截止)"
    r"|(?P<since>起(?!火|来|到|诉|草|飞|因|初|点|重)|开始))"
)


def phrases(text: str) -> Iterator[Phrase]:
    """Every time that stands in a masked text, from left to right."""
    place = 0
    while (match := _STARTS.search(text, place)) is not None:
        phrase = _phrase(text, match.start())
        if phrase is not None:
            yield phrase
            place = phrase.end
        else:
            run = _RUN.match(text, match.start())
            no_number = run is not None and (text[match.start()].isascii() or len(run[0]) > _LONGEST_NUMBER)
            place = run.end() if run is not None and no_number else match.start() + 1


def _phrase(text: str, place: int) -> Phrase | None:
    first = _part(text, place)
    if first is None:
        return None
    second, end = None, first.end
    link = _RANGE.match(text, end) or _follows(text, first)
    if link is not None and (second := _second(text, first, link.end())) is not None:
        while (more := _follows(text, second)) is not None and (third := _part(text, more.end())) is not None:
            second = third  # 12、13、14日
        both = _BOTH.match(text, second.end)
        end = both.end() if both else second.end
    phrase = Phrase(first=first, second=second, end=end)
    edge = _EDGE.match(text, end)
    return _edged(phrase, edge) if edge else phrase


def _second(text: str, first: Part, place: int) -> Part | None:
    """The end of a range, which may be bare figures where its beginning was: 11.23-27."""
    part = _part(text, place, clocked=first.clock is not None)
    if part is None and first.clock is None and _FIGURES_BEFORE.search(text, first.start, first.end):
        found = dates.second_of_two(text, place)
        part = Part(start=place, end=found[1], named=found[0]) if found else None
    return part


def _follows(text: str, first: Part) -> re.Match[str] | None:
    """What stands between two days in a row: 周四周五, 6月7日、8日 are one stretch, 周一、周三 are two times."""
    pair = _PAIR.match(text, first.end - 1)
    if pair is None or first.clock is not None:
        return None
    if pair["one"]:
        in_a_row = first.weekday and "一二三四五六日".find(pair["one"]) + 1 == "一二三四五六日天".find(pair["two"]) % 7
    else:
        before = _DAY_BEFORE.search(text, first.start, first.end)
        in_a_row = before is not None and int(before[0]) + 1 == int(pair["day"])
    return _BETWEEN.match(text, first.end) if in_a_row else None


def _edged(phrase: Phrase, edge: re.Match[str]) -> Phrase:
    return replace(
        phrase,
        end=edge.end(),
        before=edge["before"] is not None,
        inside=edge["inside"] is not None,
        until=edge["until"] is not None,
        since=edge["since"] is not None,
    )


def _part(text: str, place: int, *, clocked: bool = False) -> Part | None:
    """The part that begins at a place. `clocked` means that the other end of a range is a clock: 两点半到四点."""
    day = _day(text, place)
    if day is None:
        found = (
            read_clock(text, place, after_day=clocked) if place < len(text) and text[place] in _CLOCK_STARTS else None
        )
        return Part(start=place, end=found[1], clock=found[0]) if found else None
    day = _with_second_name(text, day)
    glue = _GLUE.match(text, day.end)
    found = read_clock(text, glue.end() if glue else day.end, after_day=True)
    return replace(day, end=found[1], clock=found[0]) if found else day


def _day(text: str, place: int) -> Part | None:
    if place >= len(text):
        return None
    for entry in _BY_CHARACTER.get(text[place], ()):
        match = entry.pattern.match(text, place)
        if match is not None and (named := entry.read(match)) is not None:
            weekday = entry in weekdays.ENTRIES
            return Part(start=place, end=match.end(), named=named, from_now=entry.from_now, weekday=weekday)
    return None


def _with_second_name(text: str, day: Part) -> Part:
    """11月25日（周三）, 明天（24日）, 下周三11月25日: a day named twice, and the date counts more than the weekday."""
    link = _RESTATED.match(text, day.end)
    again = _day(text, link.end()) if link else None
    if link is None or again is None:
        return day
    end, bracketed = again.end, "(" in link[0]
    if bracketed:
        if text[end : end + 1] != ")":
            return day
        end += 1
    elif day.weekday == again.weekday or link[0].strip():
        return day
    main, other = (again, day) if day.weekday else (day, again)
    return replace(main, start=day.start, end=end, stated=other.named)
