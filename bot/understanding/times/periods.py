"""月底, 年底, 季末, 上半年, 中旬, 本周内, 周末, 下周: the end of a stretch of the calendar.

An office that says 月底前 means the last day of the month; where its convention is the last working day, that is
taken, and the other one is offered.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from bot.domain.texts import day, say
from bot.understanding.numbers import number
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

_SUNDAY: Final = 6
_SATURDAY: Final = 5
_LATE: Final = timedelta(days=62)  # a period that ended longer ago than this is the next one of its name


def _end(frame: Frame, on: date, key: str, again: date | None = None) -> Day:
    """The last day of a period that ends with a month, or the last working day where the office counts so."""
    worked = frame.calendar.last_workday(on)
    on_workday = frame.conventions.month_end_on_workday and worked >= frame.today
    chosen, other = (worked, on) if on_workday else (on, worked)
    key = f"{key}-worked" if chosen != on else key
    return Day(
        on=chosen,
        because=say(f"time.because.{key}", day=day(chosen)),
        due=True,
        edge=False,
        others=(other,) if other != chosen and other >= frame.today else (),
        again=again,
        provisional=on_workday and frame.provisional(chosen),
    )


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def month_end(part: str, *, year: int | None = None, years: int = 0, month: int | None = None, away: int = 0) -> Named:
    """月底, 10月底, 下月中旬, 月初. No `month` is `away` months from now; no year is the next in the tense."""

    def named(frame: Frame, hint: Hint) -> Day | None:
        if month is None:
            base = months_later(frame.today.replace(day=1), away)
        else:
            base = _named_month(frame, hint, frame.today.year + years if years else year, month)
        return _part_of_month(frame, base, part, hint)

    return named


def _named_month(frame: Frame, hint: Hint, year: int | None, month: int) -> date:
    if year is not None:
        return date(year, month, 1)
    this_year = date(frame.today.year, month, 1)
    over = frame.today - _last_of_month(this_year.year, month)
    if hint.tense is Tense.PAST:
        return this_year if this_year <= frame.today else this_year.replace(year=this_year.year - 1)
    return this_year.replace(year=this_year.year + 1) if over > _LATE else this_year


_TENTHS: Final = {"上旬": 10, "中旬": 20}
_MIDDLE: Final = 15


def _part_of_month(frame: Frame, base: date, part: str, hint: Hint) -> Day:
    last = _last_of_month(base.year, base.month)
    if part.endswith("旬") and not hint.due:
        ends = base.replace(day=_TENTHS.get(part, last.day))
        begins = ends.replace(day=21 if part == "下旬" else ends.day - 9)
        return Day(on=begins, last=ends, because=say("time.because.tenth", day=day(ends)), edge=False)
    if part == "中":
        on = base.replace(day=_MIDDLE)
        return Day(on=on, because=say("time.because.date", day=day(on)), edge=False)
    if part.endswith(("天", "日")):  # 月底前一天
        eve = last - DAY
        return Day(on=eve, because=say("time.because.date", day=day(eve)), due=True, edge=False)
    if part == "整":
        return Day(on=base, last=last, because=say("time.because.stretch", start=day(base), end=day(last)), edge=False)
    if part == "初" and not hint.due:
        return Day(on=base, because=say("time.because.month-start", day=day(base)), edge=False)
    if part == "初":
        return Day(
            on=base, last=base.replace(day=10), because=say("time.because.month-start", day=day(base)), edge=False
        )
    if part == "前":
        return _end(frame, base - DAY, "before-month")
    if part in _TENTHS:
        on = base.replace(day=_TENTHS[part])
        return Day(on=on, because=say("time.because.tenth", day=day(on)), due=True, edge=False)
    return _end(frame, last, "month-end", again=months_later(base, 2) - DAY)


def year_part(years: int | None, months: int, key: str) -> Named:
    """The end of the month numbered `months` of a year; None is this year, or the next where that month is over."""

    def named(frame: Frame, hint: Hint) -> Day:
        year = frame.today.year + (years or 0)
        on = _last_of_month(year, months)
        if years is None and on < frame.today and hint.tense is not Tense.PAST:
            on = _last_of_month(year + 1, months)
        return _end(frame, on, key, again=_last_of_month(on.year + 1, months))

    return named


def quarter(away: int) -> Named:
    """本季度末 is 0, 下季度末 is 1."""

    def named(frame: Frame, hint: Hint) -> Day:
        first = frame.today.replace(month=frame.today.month - (frame.today.month - 1) % 3, day=1)
        last = months_later(first, 3 * away + 3) - DAY
        return _end(frame, last, "quarter-end", again=months_later(last + DAY, 3) - DAY)

    return named


def _week_end(frame: Frame, away: int) -> Day:
    """The last working day of a week; its last day once that is over."""
    first = frame.week_start(away)
    last = first + timedelta(days=6)
    worked = frame.calendar.last_workday(last)
    on = worked if worked >= max(first, frame.today) else last
    return Day(
        on=on,
        because=say("time.because.week-end", day=day(on)),
        due=True,
        edge=False,
        others=(last,) if on != last else (),
        again=frame.calendar.last_workday(last + 7 * DAY),
    )


def week_end(away: int) -> Named:
    """本周内."""
    return lambda frame, hint: _week_end(frame, away)


def week(away: int) -> Named:
    """下周, with no day: the stretch from its first day to its last."""

    def named(frame: Frame, hint: Hint) -> Day:
        first = frame.week_start(away)
        if hint.due:
            return _week_end(frame, away)
        return Day(on=first, last=first + timedelta(days=6), because=say("time.because.week", day=day(first)))

    return named


def weekend(away: int) -> Named:
    """周末 is Saturday and Sunday; 周末前 is the last working day before it."""

    def named(frame: Frame, hint: Hint) -> Day:
        start = frame.week_start(away)
        saturday = start + timedelta(days=_SATURDAY - start.weekday() if start.weekday() < _SUNDAY else 6)
        sunday = saturday + DAY
        worked = frame.calendar.last_workday(saturday - DAY)
        if hint.due and worked >= frame.today:
            because = say("time.because.before-weekend", day=day(worked))
            return Day(on=worked, because=because, edge=False, others=(sunday, saturday), again=worked + 7 * DAY)
        on = sunday if frame.today == sunday else saturday
        because = say("time.because.weekend", day=day(on))
        return Day(on=on, last=sunday, because=because, edge=False, again=on + 7 * DAY)

    return named


# --- the words -------------------------------------------------------------------------------------------------

_DONE_BY: Final = (  # a bare 上半年 is a deadline only where something is to be finished in it
    r"(?=[^，。;!?\n]{0,10}(?:完成|报(?!告会|名|警|纸)|交(?!通|警)|办结|建成|到位|整改|验收|反馈|上线|落实|印发"
    r"|完工|竣工|打通|贯通|收尾|收官|扫尾|通车|封顶|交付|交房|结题|[建修改搬查清换装拆补做办配]完|[建修改做办]好|拿出"
    r"|提交|汇总|搬迁|清零|开工|动工|启动|见效|投产|达标|拿下)"
    r"|(?:必须|务必|一定要|要|得)把?[^，。;!?\n]{0,16}(?:完|成|清|齐|到位))"
)
_EDGE: Final = r"(?=[ ]?(?:之?前|以前|之?内|以内|底|末))"
_OVER: Final = r"结束(?=[ ]?(?:之?前|以前))"  # 三季度结束前
_WITHIN: Final = r"(?:之内|以内|内(?!容|部(?!署)|涝))"
_NOT_COUNTED: Final = r"(?<![\d零一二两三四五六七八九十几半多每个])"
_WHICH_WEEK: Final = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}


def _year(match: re.Match[str]) -> int | None:
    return number(match["year"]) if match["year"] else None


def _read_month(match: re.Match[str]) -> Named | None:
    part = match["part"] or "前"
    return month_end(
        part[:2] if "旬" in part else part,
        year=_year(match),
        years=YEARS[match["named_year"]] if match["named_year"] else 0,
        month=(1 if match["month"] == "元" else number(match["month"])) if match["month"] else None,
        away=months_away(match["named_month"]) if match["named_month"] else 0,
    )


def _read_year(match: re.Match[str]) -> Named | None:
    half, ordinal = match["half"], match["quarter"]
    months, key = 12, "year-end"
    if match[0].endswith("年中"):
        months, key = 6, "half-year-end"
    elif half:
        months, key = (6 if half == "上" else 12), "half-year-end"
    elif ordinal:
        months, key = 3 * (number(ordinal) or 4), "quarter-end"
    year = _year(match)
    if year is not None:
        return lambda frame, hint: _end(frame, _last_of_month(year, months), key)
    return year_part(YEARS[match["named_year"]] if match["named_year"] else None, months, key)


def _read_quarter(match: re.Match[str]) -> Named:
    return quarter(1 if match["which"] and match["which"].startswith("下") else 0)


def _read_week(match: re.Match[str]) -> Named | None:
    which = _WHICH_WEEK[match["which"]] if match["which"] else 0
    if match["end"]:
        return weekend(which) if match["end"] == "末" else week_end(which)
    return week(which) if match["which"] else None


ENTRIES: Final = (
    Entry(
        FIGURES + "今明后去本当次翌这下上月元",
        re.compile(
            r"(?<![0-9A-Za-z第.\-/零〇一二三四五六七八九十个])"
            rf"(?:(?:(?P<year>{YEAR}) ?年|(?P<named_year>{NAMED_YEAR})) ?)?"
            rf"(?:(?P<month>{MONTH}) ?月份?|(?P<named_month>{NAMED_MONTH})|月(?=底|末|初|结束|中(?:旬|之?前|以前)))"
            rf"(?:(?P<part>[底末]前[一1][天日]|底|末|{_OVER}|初|[上中下]旬[末底]?|{_WITHIN}|中(?=[ ]?(?:之前|以前"
            rf"|前(?!后"
            r"|往))))"
            r"|(?=[ ]?(?:之前|以前|前(?!后|往|期|来))))"
        ),
        _read_month,
    ),
    Entry(
        "整",
        re.compile(rf"整个?(?P<month>{MONTH})月(?!\d|[底末初上中下])"),
        lambda match: month_end("整", month=number(match["month"])),
    ),
    Entry("上中下", re.compile(r"(?<!月)[上中下]旬" + _EDGE), lambda match: month_end(match[0])),
    Entry(
        FIGURES + "今明后去本当次翌年岁上下第全",
        re.compile(
            rf"{_NOT_COUNTED}(?:(?P<year>{YEAR}) ?年|(?P<named_year>{NAMED_YEAR})|全年(?=之?内))?度?(?:"
            rf"(?P<half>[上下])半年(?:底|末|{_OVER}|{_WITHIN}|{_DONE_BY}|{_EDGE})"
            rf"|第?(?P<quarter>[一二三四1-4])季(?:度(?!初)|(?![度初]))(?:度?末|底|{_OVER}|{_WITHIN}|{_DONE_BY}|{_EDGE})"
            rf"|(?<=[年度])(?:年?[底末]|{_OVER}|{_WITHIN})|年[底末](?!年)|年中(?=[ ]?(?:之?前|以前|底))|岁末"
            rf"|年{_WITHIN}|年终(?=[ ]?前))"
        ),
        _read_year,
    ),
    Entry(
        "本这下季",
        re.compile(rf"(?P<which>本|这个?|下个?)?季度?(?:末|底|{_OVER}|{_WITHIN})"),
        _read_quarter,
    ),
    Entry(
        "本这下上周星",
        re.compile(
            rf"(?:(?P<which>(?<![晚早])上上|(?<!一)下下|上|下|本|这)一?个?|{_NOT_COUNTED})(?:周|星期|礼拜)"
            rf"(?:(?P<end>末|{_WITHIN})|(?![一二三四五六日天1-7报期边围例度年]))"
        ),
        _read_week,
    ),
)
