"""每周一、三、五, 每半月, 每月5日, 每天17时, every Monday: how often something is owed, as in RFC 5545."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.understanding.numbers import HAN, number

_DAY: Final = rf"(?:\d{{1,2}}|[{HAN}]{{1,3}})"
_EVERY: Final = re.compile(
    r"(?<![一第])(?P<other>双周|隔[周天日])|每一?个?(?:(?P<half>半个?月)|(?P<office>工作日)"
    r"|(?P<two>[两二三四]|\d{1,2})个?(?P<unit>小时|钟头|天|日|周|星期|礼拜|月)"
    r"|(?:周|星期|礼拜)(?P<weekdays>[一二三四五六日天](?:[、和,，及]?(?:周|星期|礼拜)?[一二三四五六日天](?![天个次份名月]))*+)?"
    r"(?!岁|[年边围])"
    rf"|(?P<month>月)的?(?:(?P<days>{_DAY}[日号]?(?:[、和,，及]{_DAY}[日号]?)*+)(?<=[日号])|(?P<end>底|末))?"
    r"|(?P<quarter>季度?)|(?P<hour>小时)|(?P<daily>[日天早晚])(?!个))"
)
_LISTS: Final = re.compile(r"[、和,，及日号]+")
_ENGLISH: Final = re.compile(
    r"\b(?:every|each) (?:(?P<weekday>mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\b"
    r"|(?P<office>(?:working|business|week) ?day)|(?P<unit>day|week|month|quarter|hour)\b)"
    r"|\b(?P<adverb>daily|weekly|monthly|quarterly|hourly)\b(?= (?:by|on|basis|report|update)|[,.]|$)",
    re.IGNORECASE,
)
_ENGLISH_DAY: Final = re.compile(
    r"\b(?:every|each) (?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b(?P<office>(?!))?", re.IGNORECASE
)
_CLOCK: Final = re.compile(
    r"(?P<after>下午|傍晚|晚上|晚)?(?:上午|早上|中午)?(?P<hour>\d{1,2}|[一二三四五六七八九十]{1,2})(?:[:点时](?P<minute>\d{2}|半)?)(?![天间])"
)
_WEEKDAYS: Final = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_FREQ: Final = {
    "小": "HOURLY",
    "钟": "HOURLY",
    "天": "DAILY",
    "日": "DAILY",
    "周": "WEEKLY",
    "星": "WEEKLY",
    "礼": "WEEKLY",
    "月": "MONTHLY",
}
_ENGLISH_FREQ: Final = {
    "day": "FREQ=DAILY",
    "dai": "FREQ=DAILY",
    "wee": "FREQ=WEEKLY",
    "mon": "FREQ=MONTHLY",
    "qua": "FREQ=MONTHLY;INTERVAL=3",
    "hou": "FREQ=HOURLY",
}
_OFFICE_DAYS: Final = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
_AFTERNOON: Final = 12


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, as in RFC 5545, and where that stands with the hour behind it."""

    rule: str
    start: int
    end: int


def recurrence(words: str) -> str:
    """How often something is owed; empty where it is owed once."""
    found = rhythm(words)
    return found.rule if found else ""


def rhythm(words: str) -> Rhythm | None:
    """How often something is owed, and where that is said; None where it is owed once."""
    found = _EVERY.search(words) if "每" in words or "双周" in words or "隔" in words else None
    if found is not None:
        rule = _rule(found)
        clock, end = ("", found.end()) if "HOURLY" in rule else _clock(words, found.end())
        return Rhythm(rule + clock, found.start(), end)
    english = _ENGLISH_DAY.search(words) or _ENGLISH.search(words)
    return Rhythm(_english(english), english.start(), english.end()) if english else None


def _rule(found: re.Match[str]) -> str:
    if found["other"]:
        return f"FREQ={_FREQ[found['other'][-1]]};INTERVAL=2"
    if found["half"]:
        return "FREQ=MONTHLY;BYMONTHDAY=15,-1"
    if found["office"]:
        return _OFFICE_DAYS
    if found["two"]:
        return f"FREQ={_FREQ[found['unit'][0]]};INTERVAL={number(found['two']) or 1}"
    if found["quarter"]:
        return "FREQ=MONTHLY;INTERVAL=3"
    if found["hour"]:
        return "FREQ=HOURLY"
    if found["daily"]:
        return "FREQ=DAILY"
    if found["month"]:
        return f"FREQ=MONTHLY{_month_days(found)}"
    days = [_WEEKDAYS[day] for day in found["weekdays"] or "" if day in _WEEKDAYS]
    return "FREQ=WEEKLY" + (f";BYDAY={','.join(dict.fromkeys(days))}" if days else "")


def _month_days(found: re.Match[str]) -> str:
    if found["end"]:
        return ";BYMONTHDAY=-1"
    days = [number(day) for day in _LISTS.split(found["days"] or "") if day]
    return f";BYMONTHDAY={','.join(str(day) for day in days)}" if days and None not in days else ""


def _clock(words: str, place: int) -> tuple[str, int]:
    """每天17时前: the hour that stands right behind, and where it ends."""
    found = _CLOCK.match(words, place)
    hour = number(found["hour"]) if found else None
    if found is None or hour is None:
        return "", place
    hour += _AFTERNOON if found["after"] and hour < _AFTERNOON else 0
    minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    return f";BYHOUR={hour};BYMINUTE={minute}", found.end()


def _english(found: re.Match[str]) -> str:
    if found["weekday"]:
        return f"FREQ=WEEKLY;BYDAY={found['weekday'][:2].upper()}"
    if found["office"]:
        return _OFFICE_DAYS
    return _ENGLISH_FREQ[(found["unit"] or found["adverb"])[:3].lower()]
