"""周五, 本周五, 下周三, 星期天, 下月第一个周一. Weeks begin on Monday unless the office says Sunday."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.texts import day, say
from bot.understanding.numbers import number
from bot.understanding.times.entries import FIGURES, MONTH, NAMED_MONTH, Entry, months_away
from bot.understanding.times.frame import Day, Frame, Hint, Named, Tense

_WEEK: Final = timedelta(days=7)
_NUMBERS: Final = (
    {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6} | {str(n): n - 1 for n in range(1, 8)}
)
_WEEKS: Final = {"下下": 2, "下": 1, "本": 0, "这": 0, "上": -1, "上上": -2}
_GIVEN: Final = "鸣凡帆航诺涵楠琳琪萱瑶轩宸铭福"  # 周一鸣 is somebody, and no Monday
_WORDS: Final = {-2: "last", -1: "last", 0: "this", 1: "next", 2: "next"}


def weekday(number: int, week: int | None) -> Named:
    """The weekday (Monday is 0) of a week counted from this one; None is the nearest in the tense of the sentence."""

    def named(frame: Frame, hint: Hint) -> Day:
        return _nearest(frame, number, hint) if week is None else _of_week(frame, number, week)

    return named


def _nearest(frame: Frame, number: int, hint: Hint) -> Day:
    today = frame.today
    ahead = today + timedelta(days=(number - today.weekday()) % 7)
    behind = today - timedelta(days=(today.weekday() - number) % 7)
    if hint.tense is Tense.PAST:
        return Day(on=behind, because=say("time.because.weekday-past", day=day(behind)))
    others = (ahead + _WEEK,) if ahead == today or today.weekday() >= 4 else ()
    return Day(on=ahead, because=say("time.because.weekday", day=day(ahead)), others=others, again=ahead + _WEEK)


def _of_week(frame: Frame, number: int, week: int) -> Day:
    place = number if frame.conventions.weeks_begin_on_monday else (number + 1) % 7
    on = frame.week_start(week) + timedelta(days=place)
    which = _WORDS[week] if frame.conventions.weeks_begin_on_monday else f"{_WORDS[week]}-sunday"
    because = say(f"time.because.weekday-{which}", day=day(on))
    return Day(on=on, because=because, others=_other_weeks(frame, on, week), again=on + _WEEK)


def _other_weeks(frame: Frame, on: date, week: int) -> tuple[date, ...]:
    """下周五 may mean the coming one, 下周一 said at the weekend the one after; 本周五 may be over."""
    others = list[date]()
    if week == 1 and on - _WEEK > frame.today:
        others.append(on - _WEEK)
    if week == 1 and frame.today.weekday() >= 5:
        others.append(on + _WEEK)
    if week == 0 and on < frame.today:
        others.append(on + _WEEK)
    return tuple(others)


def _read(match: re.Match[str]) -> Named | None:
    which = match["which"]
    if which == "每":
        return None
    named = weekday(_NUMBERS[match["day"]], _WEEKS[which] if which else None)
    return _with_the_next(named) if match["too"] and _NUMBERS[match["too"]] == _NUMBERS[match["day"]] + 1 else named


def _with_the_next(named: Named) -> Named:
    """周四五两天."""

    def both(frame: Frame, hint: Hint) -> Day | None:
        found = named(frame, hint)
        return replace(found, last=found.on + timedelta(days=1)) if isinstance(found, Day) else None

    return both


def nth_of_month(nth: int, number_of_day: int, month: int | None, away: int) -> Named:
    """下月第一个周一, 12月最后一个周五 (nth -1). A month is the next of its name, or so many months from now."""

    def named(frame: Frame, hint: Hint) -> Day | None:
        year, of = frame.today.year, month
        if of is None:
            count = frame.today.month - 1 + away
            year, of = year + count // 12, count % 12 + 1
        elif of < frame.today.month and hint.tense is not Tense.PAST:
            year += 1
        found = [on for on in _days_of(year, of) if on.weekday() == number_of_day]
        if nth > len(found):
            return None
        on = found[nth if nth < 0 else nth - 1]
        return Day(on=on, because=say("time.because.date", day=day(on)))

    return named


def _days_of(year: int, month: int) -> list[date]:
    return [date(year, month, of) for of in range(1, monthrange(year, month)[1] + 1)]


def _read_nth(match: re.Match[str]) -> Named:
    nth = -1 if match["nth"].startswith("最后") else 1 if match["nth"][0] in "首头" else number(match["nth"][1]) or 1
    month = number(match["month"]) if match["month"] else None
    away = months_away(match["named_month"]) if match["named_month"] else 0
    return nth_of_month(nth, _NUMBERS[match["day"]], month, away)


ENTRIES: Final = (
    Entry(
        FIGURES + "本这当下次上",
        re.compile(
            rf"(?:(?P<month>{MONTH})月份?|(?P<named_month>{NAMED_MONTH}))的?"
            r"(?P<nth>第[一二三四1-4]个|最后一?个|[首头]一?个)(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
        ),
        _read_nth,
    ),
    Entry(
        "上下本这周星礼每",
        re.compile(
            r"(?:(?P<which>(?<![晚早])上上|(?<!一)下下|上|下|本|这|每)(?:一?个)?|(?<![\d零一二两三四五六七八九十几每])|"
            r"(?<=周[一二三四五六日天])|(?<=星期[一二三四五六日天]))"
            r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天]|[1-7](?!\d))"
            r"(?P<too>[二三四五六日天](?=[这]?两[天日]|都|均|$|[，。]|(?<=六日)[加值上照不]))?"
            rf"(?!一(?=[，。,;!?\s]|$)|次|回|趟|个|班|期|报(?=社|纸)|[{_GIVEN}])"
        ),
        _read,
    ),
)
