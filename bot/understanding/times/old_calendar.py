"""农历二月初二, 腊月廿八, 正月十五, 大年初三, 立冬, 大雪节气: days of the old calendar and the solar terms.

A day of the old calendar is the coming one, or in a report the last. A solar term is a day that moves by one or two
over the years; its words also mean the weather, so that 大雪 and 雨水 are days only where they are called one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from bot.domain.lunar import solar
from bot.domain.texts import day, say
from bot.understanding.numbers import number
from bot.understanding.times.entries import Entry
from bot.understanding.times.frame import Day, Frame, Hint, Named, Tense

_TERMS: Final = {  # the month, and the constant of the usual rule of thumb for this century
    "小寒": (1, 5.4055), "大寒": (1, 20.12), "立春": (2, 3.87), "雨水": (2, 18.73), "惊蛰": (3, 5.63),
    "春分": (3, 20.646), "谷雨": (4, 20.1), "立夏": (5, 5.52), "小满": (5, 21.04), "芒种": (6, 5.678),
    "夏至": (6, 21.37), "小暑": (7, 7.108), "大暑": (7, 22.83), "立秋": (8, 7.5), "处暑": (8, 23.13),
    "白露": (9, 7.646), "秋分": (9, 23.042), "寒露": (10, 8.318), "霜降": (10, 23.438), "立冬": (11, 7.438),
    "小雪": (11, 22.36), "大雪": (12, 7.18), "冬至": (12, 21.94),
}  # fmt: skip
_EARLY: Final = frozenset({("雨水", 2026), ("冬至", 2021)})  # the rule of thumb is a day late
TERMS: Final = tuple(_TERMS)


def term(name: str) -> Callable[[int], date]:
    """The day of a solar term in a year of this century."""

    def of(year: int) -> date:
        month, constant = _TERMS[name]
        turn = year % 100
        leaps = (turn - 1) // 4 if month < 3 else turn // 4
        return date(year, month, int(turn * 0.2422 + constant) - leaps - ((name, year) in _EARLY))

    return of


def lunar(month: int, of: int) -> Callable[[int], date | None]:
    """A day of the old calendar, in the year of the old calendar that begins in a year."""
    return lambda year: solar(year, month, of)


def _in_old_calendar(month: int, of: int) -> Named:
    def read(frame: Frame, hint: Hint) -> Day | None:
        around = [on for on in (solar(frame.today.year + n, month, of) for n in (-1, 0, 1)) if on]
        gone = [on for on in around if on <= frame.today]
        coming = [on for on in around if on >= frame.today]
        chosen = gone[-1:] if hint.tense is Tense.PAST else coming[:1]
        because = say("time.because.old-calendar", day=day(chosen[0])) if chosen else None
        return Day(on=chosen[0], because=because, point=True) if because else None

    return read


_MONTHS: Final = {"正": 1, "冬": 11, "腊": 12, "大年": 1, "元": 1}
_OF: Final = (
    r"(?P<of>初[一二三四五六七八九十]|[二廿]十[一二三四五六七八九]?|廿[一二三四五六七八九]|十[一二三四五六七八九]|三十)"
)


def _day_of(words: str) -> int | None:
    return number(words.removeprefix("初").replace("廿十", "廿").replace("廿", "二十"))


def _read(match: re.Match[str]) -> Named | None:
    groups = match.groupdict()
    words = (groups["month"] or groups["month2"]).removesuffix("份").removesuffix("月")
    of = _day_of(groups["of"] or groups["of2"])
    month = _MONTHS.get(words) or number(words)
    return _in_old_calendar(month, of) if month and of and 1 <= month <= 12 else None


def _read_short(match: re.Match[str]) -> Named | None:
    """二月二, 三月三: the day is its figure."""
    month, of = number(match["month"]), number(match["of"])
    return _in_old_calendar(month, of) if month and of else None


def _read_new_year(match: re.Match[str]) -> Named | None:
    """我值你初三的: a day of the first month, whose name is left out."""
    of = _day_of(match["of"] or match["of2"] or match["of3"])
    return _in_old_calendar(1, of) if of else None


_FIRST_TEN: Final = "初[一二三四五六七八九十]"

ENTRIES: Final = (
    Entry(
        "农阴旧老",
        re.compile(rf"(?:农历|阴历|旧历|老历)的?(?P<month>正月|冬月|腊月|(?:十[一二]|[二三四五六七八九十])月份?){_OF}"),
        _read,
    ),
    Entry(
        "正大腊冬",
        re.compile(
            rf"(?P<month>正月|腊月|冬月|大年(?=初)){_OF}|(?P<month2>正月|腊月|冬月)(?P<of2>[12]\d|30|[1-9])(?!\d)"
        ),
        _read,
    ),
    Entry(
        "二三四五六七八九十",
        re.compile(
            r"(?<![零一二三四五六七八九十月])(?P<month>十[一二]?|[二三四五六七八九])月份?"
            r"(?P<of>初(?:一(?![批次轮期线场步])|[二三四五六七八九十](?![个名位人天家])))"
        ),
        _read,
    ),
    Entry(
        "农阴旧老二三",
        re.compile(
            r"(?:(?:农历|阴历|旧历|老历)的?(?P<month>[二三五六七八九])月(?P<of>[二三五六七八九])"
            r"(?![零一二三四五六七八九十日号])|(?P<bare>二月二|三月三)(?=庙会|龙抬头|歌会|歌圩|赶|这天|那天|当天|前))"
        ),
        lambda match: _read_bare(match) if match["bare"] else _read_short(match),
    ),
    Entry(
        "初",  # only where a day is wanted: 初三 is a class of pupils too
        re.compile(
            rf"(?<![一-鿿])(?P<of>{_FIRST_TEN})(?=那|值|[晚夜]|的?[白夜]?班(?!级|主任)|[至到~-]?{_FIRST_TEN}(?!年级"
            rf"|学生|班级))"
            rf"|(?<=[你他她我跟和换值上])(?P<of2>{_FIRST_TEN})(?=的?(?:$|[，。调换班吧哈]))"
            rf"|(?:(?<=初[一二三四五六七八九][至到~-])|(?<=初[一二三四五六七八九]))(?P<of3>{_FIRST_TEN})"
        ),
        _read_new_year,
    ),
)


def _read_bare(match: re.Match[str]) -> Named | None:
    """二月二龙抬头."""
    return _in_old_calendar(*(2, 2) if match["bare"] == "二月二" else (3, 3))
