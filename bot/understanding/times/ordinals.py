"""本月最后一个工作日, 2月第一个工作日, 下周第三个工作日, 上个工作日: working days that are counted off.

They are counted in a week, a month, a quarter or a year, and from its end where the words say 最后 or 倒数.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from bot.domain.texts import day, say
from bot.understanding.numbers import HAN, number
from bot.understanding.times.dates import months_later
from bot.understanding.times.entries import (
    FIGURES,
    MONTH,
    NAMED_MONTH,
    NAMED_YEAR,
    YEAR,
    YEARS,
    Entry,
    months_away,
)
from bot.understanding.times.frame import DAY, Day, Frame, Hint, Named, Tense

_LATE: Final = timedelta(days=31)  # a named month that ended longer ago than this is next year's, in an order

Stretch = Callable[[Frame, Hint], tuple[date, date]]
"""The first day of something and the day after its last."""


def week(away: int) -> Stretch:
    """A week, counted from this one."""

    def stretch(frame: Frame, hint: Hint) -> tuple[date, date]:
        first = frame.week_start(away)
        return first, first + timedelta(days=7)

    return stretch


def months(count: int, away: int) -> Stretch:
    """A month (1), a quarter (3) or a year (12), counted from the one of today."""

    def stretch(frame: Frame, hint: Hint) -> tuple[date, date]:
        first = frame.today.replace(day=1, month=frame.today.month - (frame.today.month - 1) % count)
        first = months_later(first, count * away)
        return first, months_later(first, count)

    return stretch


def named_month(month: int, year: int | None, years: int | None) -> Stretch:
    """A month by its name: of a year that is said, or the next such, or in a report the last."""

    def stretch(frame: Frame, hint: Hint) -> tuple[date, date]:
        first = date(frame.today.year + (years or 0) if year is None else year, month, 1)
        if year is None and years is None:
            over = frame.today - months_later(first, 1)
            if hint.tense is Tense.PAST and first > frame.today:
                first = months_later(first, -12)
            elif hint.tense is not Tense.PAST and over > _LATE:
                first = months_later(first, 12)
        return first, months_later(first, 1)

    return stretch


def workday_of(nth: int, stretch: Stretch) -> Named:
    """The nth working day of a stretch; -1 is its last."""

    def named(frame: Frame, hint: Hint) -> Day | None:
        first, after = stretch(frame, hint)
        days = [first + timedelta(days=n) for n in range((after - first).days)]
        worked = [on for on in days if frame.calendar.is_workday(on)]
        if not nth or abs(nth) > len(worked):
            return None
        on = worked[nth - 1 if nth > 0 else nth]
        return Day(on=on, because=say("time.because.date", day=day(on)), provisional=frame.provisional(on))

    return named


def last_day_of(stretch: Stretch) -> Named:
    """本月最后一天."""

    def named(frame: Frame, hint: Hint) -> Day:
        on = stretch(frame, hint)[1] - DAY
        return Day(on=on, because=say("time.because.date", day=day(on)))

    return named


def next_workday(frame: Frame, hint: Hint) -> Day:
    """下一个工作日."""
    on = frame.calendar.next_workday(frame.today + DAY)
    return Day(on=on, because=say("time.because.next-workday", day=day(on)), provisional=frame.provisional(on))


def last_workday(frame: Frame, hint: Hint) -> Day:
    """上个工作日."""
    on = frame.calendar.last_workday(frame.today - DAY)
    return Day(on=on, because=say("time.because.date", day=day(on)), point=True)


# --- the words -------------------------------------------------------------------------------------------------

_WHICH: Final = {"下": 1, "次": 1, "上": -1}
_NTH: Final = (
    rf"(?P<nth>第[ ]?(?:\d{{1,2}}|[{HAN}]{{1,3}})个?"
    r"|倒数第[ ]?(?:[1-9]|[一二两三四五])个?|最后[一1]?个?|[首头][一1]?个?)"
)


def _read(match: re.Match[str]) -> Named | None:
    if match["last_day"]:
        return last_day_of(_stretch(match))
    words = match["nth"]
    counted = number(re.sub(r"[倒数第个 ]", "", words)) if "第" in words else 1
    if not counted:
        return None
    return workday_of(-counted if words[0] in "倒最" else counted, _stretch(match))


def _stretch(match: re.Match[str]) -> Stretch:
    if match["month"]:
        years = YEARS[match["named_year"]] if match["named_year"] else None
        month = 1 if match["month"] == "元" else number(match["month"]) or 1
        return named_month(month, number(match["year"]) if match["year"] else None, years)
    if match["named_month"]:
        return months(1, months_away(match["named_month"]))
    if match["month_end"]:
        return months(1, 0)
    if match["week"]:
        return week(_WHICH.get(match["week"][0], 0))
    if match["quarter"]:
        return months(3, _WHICH.get(match["quarter"][0], 0))
    return months(12, YEARS.get(match["whole_year"].removesuffix("内").removesuffix("度"), 0))


ENTRIES: Final = (
    Entry(
        FIGURES + "元本这当下次上今明年月",
        re.compile(
            r"(?<![每0-9零一二三四五六七八九十])"
            rf"(?:(?:(?P<year>{YEAR})年|(?P<named_year>{NAMED_YEAR}))?(?P<month>{MONTH})月份?"
            rf"|(?P<named_month>{NAMED_MONTH})"
            r"|(?P<week>(?:本|这个?|当|下一?个?|次|上一?个?)(?:周|星期|礼拜))|(?P<quarter>(?:本|这个?|下一?个?)季度?)"
            rf"|(?P<whole_year>{NAMED_YEAR}度?|年[内底])|(?P<month_end>月[底末]))(?:里|内)?的?(?:{_NTH}(?:工作日"
            rf"|上班日)"
            rf"|(?P<last_day>最后[一1][天日]))"
        ),
        _read,
        from_now=True,
    ),
    Entry("下次", re.compile(r"(?:下一?个?|次一?个?)(?:工作日|上班日)"), lambda match: next_workday, from_now=True),
    Entry(
        "上前",
        re.compile(r"(?:上一?个?|前一个?)(?:工作日|上班日)(?!之?[内前])"),
        lambda match: last_workday,
        from_now=True,
    ),
)
