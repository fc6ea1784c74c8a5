"""Which day each festival is in a year: public holidays, days of the old calendar, solar terms, days of remembrance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain import holidays
from bot.domain.holidays import Statutory
from bot.domain.lunar import eve
from bot.understanding.times.old_calendar import TERMS, lunar, term


@dataclass(frozen=True, slots=True, kw_only=True)
class Festival:
    """A festival and its day in a year; None where the old calendar of that year is not known."""

    key: str  # festival.<key> in the locale; "" is only told by its date
    day: Callable[[int], date | None]


def _fixed(month: int, of: int) -> Callable[[int], date | None]:
    return lambda year: date(year, month, of)


def _off(key: str, statutory: Statutory) -> Festival:
    return Festival(key=key, day=statutory.day)


_NEW_YEAR: Final = _off("new-year", holidays.NEW_YEAR)
_SPRING: Final = _off("spring", holidays.SPRING)
_TOMBS: Final = _off("tombs", holidays.TOMBS)
_LABOUR: Final = _off("labour", holidays.LABOUR)
_DRAGON: Final = _off("dragon", holidays.DRAGON)
_MOON: Final = _off("moon", holidays.MOON)
_NATIONAL: Final = _off("national", holidays.NATIONAL)

STATUTORY: Final = (_NEW_YEAR, _SPRING, _TOMBS, _LABOUR, _DRAGON, _MOON, _NATIONAL)

_UNKEPT: Final = {  # days that are named and are no festivals of their own in what is told
    **{name: term(name) for name in TERMS if name not in ("夏至", "冬至")},
    "七夕": lunar(7, 7), "中元": lunar(7, 15), "七月半": lunar(7, 15), "小年": lunar(12, 23), "龙抬头": lunar(2, 2),
    "植树节": _fixed(3, 12), "消费者权益日": _fixed(3, 15), "安全教育日": _fixed(4, 15), "青年节": _fixed(5, 4),
    "护士节": _fixed(5, 12), "防灾减灾日": _fixed(5, 12), "环境日": _fixed(6, 5), "禁毒日": _fixed(6, 26),
    "记者节": _fixed(11, 8), "消防宣传日": _fixed(11, 9), "宪法日": _fixed(12, 4), "跨年夜": _fixed(12, 31),
    "平安夜": _fixed(12, 24),
    "圣诞节": _fixed(12, 25), "圣诞": _fixed(12, 25), "公祭日": _fixed(12, 13),
}  # fmt: skip
NAMED: Final = {
    **{name: Festival(key="", day=found) for name, found in _UNKEPT.items()},
    "年三十": Festival(key="eve", day=eve), "大年夜": Festival(key="eve", day=eve),
    "元旦": _NEW_YEAR, "春节": _SPRING, "清明": _TOMBS, "五一": _LABOUR, "劳动节": _LABOUR, "端午": _DRAGON,
    "中秋": _MOON, "国庆": _NATIONAL, "十一": _NATIONAL,
    "除夕": Festival(key="eve", day=eve), "大年三十": Festival(key="eve", day=eve),
    "元宵": Festival(key="lanterns", day=lunar(1, 15)), "重阳": Festival(key="double-ninth", day=lunar(9, 9)),
    "冬至": Festival(key="winter", day=term("冬至")),
    "夏至": Festival(key="summer", day=term("夏至")),
    "妇女节": Festival(key="women", day=_fixed(3, 8)), "儿童节": Festival(key="children", day=_fixed(6, 1)),
    "建党节": Festival(key="party", day=_fixed(7, 1)), "建军节": Festival(key="army", day=_fixed(8, 1)),
    "三八": Festival(key="women", day=_fixed(3, 8)), "六一": Festival(key="children", day=_fixed(6, 1)),
    "七一": Festival(key="party", day=_fixed(7, 1)), "八一": Festival(key="army", day=_fixed(8, 1)),
    "腊八": Festival(key="laba", day=lunar(12, 8)),
    "教师节": Festival(key="teachers", day=_fixed(9, 10)),
}  # fmt: skip
