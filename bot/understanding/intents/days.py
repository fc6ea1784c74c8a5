"""The days that arrangements are about: they lie ahead, whatever tense the words around them have.

周日的班我值不了 sounds like a Sunday that is over, and 元旦那天我上不了 like the last New Year; who arranges a shift
means the next one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from bot.understanding.intents.rules import Scope
from bot.understanding.message import Span
from bot.understanding.values import TimeKind, TimeReading

_OVER: Final = re.compile("昨|前天|前晚|上周|上个|上星期|上礼拜|上月|去年")
_ONCE: Final = ("顶一", "替一", "值一", "换一", "调一", "代一", "上一", "掉一", "倒一")
_OF_WEEK: Final = re.compile("周|星期|礼拜")
_OF_YEAR: Final = re.compile("[月节旦夕秋午明十初]|国庆")
_EARLIER: Final = re.compile(r"(?<!\d)(?P<day>[12]?\d|3[01])[号日]?[、和跟，,](?:到|至)?$")
_WEEKDAYS: Final = "一二三四五六日"
_AND_MORE: Final = re.compile("[、和]?(?P<days>[二三四五六日]{1,4})(?![点月号个楼层股中小期次名件人项十百两时])")
_WEEK: Final = timedelta(days=7)
_MONTHS: Final = 12


def ahead(time: TimeReading, words: str, now: datetime) -> date:
    """The day that is meant, today or later unless the words say that it is over."""
    day, today = time.at.date(), now.date()
    if day >= today or _OVER.search(words):
        return day
    later = [at.date() for at in time.alternatives if at.date() >= today]
    if later:
        return min(later)
    if _OF_WEEK.search(words):
        return day + _WEEK
    return _next(day, today, 12 if _OF_YEAR.search(words) else 1)


def _next(day: date, today: date, months: int) -> date:
    """The same day so many months on, as often as needed."""
    for step in range(months, 2 * _MONTHS + 1, months):
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        try:
            later = day.replace(year=year, month=month + 1)
        except ValueError:
            continue
        if later >= today:
            return later
    return day


def day_of(scope: Scope, time: TimeReading) -> date:
    """The day of one time; 帮我顶一下周六 is this Saturday."""
    words = scope.message.text[slice(*time.span)]
    day = ahead(time, words, scope.message.frame.now)
    once = words.startswith("下周") and scope.message.text[: time.span[0]].endswith(_ONCE)
    return day - _WEEK if once else day


def days_in(scope: Scope, span: Span) -> tuple[date, ...]:
    """The days that are named in a stretch, in their order; of a stretch of days, its ends."""
    found = list[date]()
    for time in scope.message.times_in(span):
        words = scope.message.text[slice(*time.span)]
        day = day_of(scope, time)
        earlier = _EARLIER.search(scope.message.text, max(span[0], time.span[0] - 8), time.span[0])
        if earlier is not None and words[0].isdigit() and "月" not in words and int(earlier["day"]) < day.day:
            found.append(day.replace(day=int(earlier["day"])))  # 29、30号
        found.append(day)
        more = _AND_MORE.match(scope.message.text, time.span[1]) if words[-1] in _WEEKDAYS else None
        for letter in more["days"] if more is not None and _OF_WEEK.search(words) else ():  # 下周三四五
            found.append(day + timedelta(days=(_WEEKDAYS.index(letter) - _WEEKDAYS.index(words[-1])) % 7))
        if time.kind is TimeKind.INTERVAL and time.end is not None:
            found.append(time.end.date() + (day - time.at.date()))
    return tuple(dict.fromkeys(found))
