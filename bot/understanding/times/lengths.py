"""两小时内, 半小时后, 四十分钟前, 五日内, 半个月内, 三个工作日内, T+2.

Minutes and hours run from the moment of speaking. Days are counted from the next day on (次日起算) and end at closing
time; working days are those of the office's calendar, make-up Saturdays included.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.texts import Text, day, listed, moment, say, span
from bot.understanding.numbers import DIGITS, HAN, number
from bot.understanding.times.dates import months_later
from bot.understanding.times.entries import FIGURES, Entry
from bot.understanding.times.frame import DAY, Day, Exact, Frame, Hint, Named

_SHORT: Final = 7  # the longest limit in days that an office may mean as working days
_SHOWN: Final = 10  # more working days than this are not written out one by one
_MOST: Final = {"分": 100_000, "天": 4_000, "月": 120, "工": 400}  # beyond these nobody sets a limit
_INSIDE, _AFTER, _AGO = "内", "后", "前"

_UNITS: Final = {
    word: unit
    for unit, words in {
        "分": "分钟 分 m",
        "刻": "刻钟",
        "时": "小时 钟头 个小时 个钟头 h",
        "天": "天 日",
        "周": "周 星期 礼拜 个星期 个礼拜",
        "月": "月 个月",
        "季": "季度 个季度",
        "年": "年",
        "工": "工作日 个工作日",
        "然": "自然日 个自然日 日历日 个日历日",
    }.items()
    for word in words.split()
}


def exact(minutes: int, relation: str) -> Named | None:
    """A number of minutes from now."""
    if minutes > _MOST["分"]:
        return None

    def named(frame: Frame, hint: Hint) -> Exact:
        length = timedelta(minutes=minutes)
        key = "time.because.ago" if relation == _AGO else "time.because.length"
        at = frame.now - length if relation == _AGO else frame.now + length
        because = say(key, length=span(length), start=moment(frame.now))
        return Exact(at=at, due=relation == _INSIDE, because=because)

    return named


def workdays(count: int, relation: str = _INSIDE) -> Named | None:
    """So many working days, the day of speaking not counted unless the office counts it."""
    if count > _MOST["工"]:
        return None

    def named(frame: Frame, hint: Hint) -> Day:
        counted = _counted(frame, count)
        last = counted[-1] if counted else frame.today
        same_day = frame.conventions.same_day_counts and relation == _INSIDE
        key = "time.because.workdays-same-day" if same_day else "time.because.workdays"
        because = say(key, n=count, days=listed(*(day(on) for on in counted)))
        if len(counted) > _SHOWN:
            because = say("time.because.workdays-many", n=count, first=day(counted[0]), last=day(last))
        return Day(
            on=last,
            because=because,
            due=relation == _INSIDE,
            point=relation == _AFTER,
            edge=False,
            provisional=frame.provisional(last),
        )

    return named


def _counted(frame: Frame, count: int) -> list[date]:
    """The working days that are counted, in order."""
    found, on = list[date](), frame.today
    if frame.conventions.same_day_counts and count and frame.calendar.is_workday(on):
        found.append(on)
    while len(found) < count:
        on = frame.calendar.next_workday(on + DAY)
        found.append(on)
    return found


def natural_days(count: int, relation: str, *, least: int | None = None, named_days: bool = False) -> Named | None:
    """So many calendar days. Up to seven `named_days` (三日, not 一周) mean working days where the office says so.

    `least` is the lower of two numbers: 三五天内 may be three.
    """
    if count > _MOST["天"]:
        return None

    def named(frame: Frame, hint: Hint) -> Day | Exact | None:
        short = named_days and count <= _SHORT
        if relation == _INSIDE and short and frame.conventions.short_days_are_workdays:
            counting = workdays(count)
            return counting(frame, hint) if counting else None
        same_day = relation == _INSIDE and frame.conventions.same_day_counts
        on = frame.today + timedelta(days=(-count if relation == _AGO else count - same_day))
        others = [frame.today + timedelta(days=least)] if least else []
        if relation == _INSIDE:
            others.append(frame.calendar.next_workday(on))
        if relation == _INSIDE and short:
            others.append(frame.calendar.nth_workday_after(frame.today, count))
        key = {_AGO: "days-ago", _AFTER: "days-after", _INSIDE: "days-same-day" if same_day else "days"}[relation]
        return _moved(frame, _counted_day(on, say(f"time.because.{key}", n=count, day=day(on)), relation, others))

    return named


def _counted_day(on: date, because: Text, relation: str, others: list[date]) -> Day:
    apart = tuple(dict.fromkeys(other for other in others if other != on))
    return Day(on=on, because=because, due=relation == _INSIDE, point=relation != _INSIDE, edge=False, others=apart)


def _moved(frame: Frame, found: Day) -> Day:
    """A limit that ends on a day off ends on the next working day, where the office counts so."""
    worked = frame.calendar.next_workday(found.on)
    if not (found.due and frame.conventions.move_off_days_off) or worked == found.on:
        return found
    others = tuple(dict.fromkeys((found.on, *(other for other in found.others if other != worked))))
    because = say("time.because.moved", why=found.because, day=day(worked))
    return replace(found, on=worked, because=because, others=others, provisional=frame.provisional(worked))


def months(count: int, relation: str) -> Named | None:
    """So many months: the same day of the month, or its last."""
    if count > _MOST["月"]:
        return None

    def named(frame: Frame, hint: Hint) -> Day:
        on = months_later(frame.today, -count if relation == _AGO else count)
        key = "months-ago" if relation == _AGO else "months"
        others = [frame.calendar.next_workday(on)] if relation == _INSIDE else []
        return _moved(frame, _counted_day(on, say(f"time.because.{key}", n=count, day=day(on)), relation, others))

    return named


def _read(match: re.Match[str]) -> Named | None:
    relation = _relation(match)
    unit = _UNITS[match["unit"] if not match["unit"].isascii() else match["unit"][0].lower()]
    if relation is None or (match["unit"] == "日" and relation == _AGO) or (unit == "工" and relation == _AGO):
        return None
    figures = match["n"]
    if unit == "工" and match.string[max(0, match.start() - 2) : match.start()].endswith(_NTH):
        return None
    if match["half"]:  # 一个半小时, 两个半月
        return _one_and_a_half(unit, number(figures), relation)
    if len(figures) == 2 and all(char in DIGITS for char in figures) and not figures.isdecimal():
        return _about(figures, unit, relation)
    count = number(figures)
    from_today = match["today"] or match.string[max(0, match.start() - 4) : match.start()].endswith(
        ("今天算起", "今日算起")
    )
    if from_today and count and unit in "天工":  # 三天内（含今天）
        count -= 1
    if match["and_half"] and unit == "天" and count is not None:
        return exact((24 * count + 12) * 60, relation)
    minutes = number(match["minutes"]) if match["minutes"] else 30 if match["and_half"] else 0
    return None if count is None else _of_unit(unit, count, relation, minutes or 0)


def _relation(match: re.Match[str]) -> str | None:
    if match["inside"] or match["before_inside"] or match["verb"] is not None:
        return _INSIDE
    if match["after"] or match["before_after"]:
        return _AFTER
    return _AGO if match["ago"] else _INSIDE if match["unit"].endswith("工作日") else None


def _about(figures: str, unit: str, relation: str) -> Named | None:
    """三五天内 and 一两天内: the longer one counts."""
    low, high = DIGITS[figures[0]], DIGITS[figures[1]]
    if unit == "天":
        return natural_days(high, relation, least=low, named_days=True)
    return _of_unit(unit, high, relation, 0)


def _of_unit(unit: str, count: int, relation: str, minutes: int) -> Named | None:
    if unit in "分时刻":
        return exact(count * {"分": 1, "时": 60, "刻": 15}[unit] + minutes, relation)
    if unit == "工":
        return workdays(count, relation)
    if unit in "月季年":
        return months(count * {"月": 1, "季": 3, "年": 12}[unit], relation)
    return natural_days(count * (7 if unit == "周" else 1), relation, named_days=unit == "天")


def _one_and_a_half(unit: str, count: int | None, relation: str) -> Named | None:
    if count is None:
        return None
    if unit == "时":
        return exact(count * 60 + 30, relation)
    return natural_days(count * 30 + 15, relation) if unit == "月" else None


def _read_half(match: re.Match[str]) -> Named | None:
    relation = _relation(match)
    if relation is None:
        return None
    match match["unit"]:
        case "天" | "日":
            return exact(12 * 60, relation) if relation != _AGO else None
        case "工作日":
            return exact(4 * 60, relation) if relation != _AGO else None
        case "月" | "个月":
            return natural_days(15, relation)
        case "年":
            return months(6, relation)
        case _:
            return exact(30, relation)


_BEFORE: Final = (
    r"(?P<before_inside>不超过|(?<![宽权期])限时?|时限为?|(?<![务用租效同借聘保刑])期限为?|限期|给[你您他她我]?们?)?"
    r"(?P<before_after>再过|(?<![超经通度不])过|再等)?"
    r"(?<![\d.零一二两三四五六七八九十百几数第每近用花了])"
    r"(?<!未来)(?<!今后)(?<!过去)(?<!最近)(?<!连续)(?<!持续)(?<!历时)(?<!为期)(?<!长达)(?<!提前)(?<!提早)(?<!预计)"
    r"(?<!公示)(?<!公告)(?<!前)"
)
_BEHIND: Final = (
    r"(?:(?:的?时间)?[ ]?(?P<inside>之内|以内|内(?!容|部(?!署)|外|涝))"
    r"|(?P<after>之后|以后|后(?!勤|续(?!报)|期|台|方|备(?!勤|齐|好)|果|面))"
    r"|(?P<ago>之前|以前|前(?!后|往|期|来|面|进|提(?![出交供报])|景|夕|沿|线))"
    r"|(?P<verb>(?=[ ]?(?:办结|完成(?!了)|拿出|反馈|答复|回复|解决|到位|整改)(?!了|一次))))?"
    r"(?P<today>[ ]?\(?含[今当][天日]\)?)?"
)
_NTH: Final = ("最后", "上", "前", "首", "头")  # 最后一个工作日 counts nothing from now
_NO_WEEKDAY: Final = r"(?![一二三四五六日])"
_UNIT: Final = (
    r"(?P<unit>个?工作日|个?(?:自然|日历)日|(?i:mins?|hrs?|hours?|h)(?![A-Za-z])|分钟|分(?=[内后之以])|刻钟|个?小时"
    r"|个?钟头|天(?!气|然)"
    r"|日(?=[ ]?(?:之内|以内|内|后|之后|以后|办结|完成|拿出|反馈|答复))"
    rf"|周{_NO_WEEKDAY}|个?星期{_NO_WEEKDAY}|个?礼拜{_NO_WEEKDAY}|个月|月(?<=半月)|个季度|季度(?<=半季度)"
    r"|年(?![度底末初]))"
)
_HALF: Final = r"(?P<half>个半(?=小时|钟头|月)|\.5(?=[ ]?(?:个?小时|个?钟头|[Hh])))?"

ENTRIES: Final = (
    Entry(
        "Tt",
        re.compile(r"(?<![A-Za-z])[Tt] ?\+ ?(?P<n>\d{1,2})(?!\d|\.\d)(?:个?工作日|日|天)?(?:之?内)?"),
        lambda match: workdays(int(match["n"])),
    ),
    Entry(
        "半不限时期给再过",
        re.compile(rf"{_BEFORE}半(?:个)?(?P<unit>小时|钟头|工作日|天|日|月|年){_BEHIND}"),
        _read_half,
        from_now=True,
    ),
    Entry(
        FIGURES + "百不限时期给再过",
        re.compile(
            rf"{_BEFORE}(?P<n>\d{{1,4}}|[{HAN}]{{1,6}})[ ]?{_HALF}{_UNIT}(?P<and_half>半)?"
            rf"(?:零?(?P<minutes>\d{{1,2}}|[{HAN}]{{1,3}})分钟?)?{_BEHIND}"
        ),
        _read,
        from_now=True,
    ),
)
