"""周五, 本周五, 下周三, 星期天. Weeks begin on Monday."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from bot.domain.texts import day, say
from bot.understanding.times.entries import Entry
from bot.understanding.times.frame import Day, Frame, Hint, Named, Tense

_WEEK: Final = timedelta(days=7)
_NUMBERS: Final = (
    {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6} | {str(n): n - 1 for n in range(1, 8)}
)
_WEEKS: Final = {"下下": 2, "下": 1, "本": 0, "这": 0, "上": -1, "上上": -2}
_GIVEN: Final = "鸣凡帆航诺涵楠琳琪萱瑶轩宸铭"  # 周一鸣 is somebody, and no Monday
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
    monday = frame.today - timedelta(days=frame.today.weekday())
    on = monday + timedelta(days=7 * week + number)
    because = say(f"time.because.weekday-{_WORDS[week]}", day=day(on))
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
    return weekday(_NUMBERS[match["day"]], _WEEKS[which] if which else None)


ENTRIES: Final = (
    Entry(
        "上下本这周星礼每",
        re.compile(
            r"(?:(?P<which>(?<![晚早])上上|(?<!一)下下|上|下|本|这|每)(?:一?个)?|(?<![\d零一二两三四五六七八九十几每])|"
            r"(?<=周[一二三四五六日天])|(?<=星期[一二三四五六日天]))"
            r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天]|[1-7](?!\d))"
            rf"(?!次|回|趟|个|班|期|报(?=社|纸)|[{_GIVEN}])"
        ),
        _read,
    ),
)
