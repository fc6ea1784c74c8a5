"""What remains of somebody's words when what everybody knows is left out: a title, a reason, an outcome."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_TITLE: Final = 30
_STOPS: Final = re.compile(r"[，,。！!；;\n]")
_ADDRESS: Final = re.compile(r"^.{0,12}(?:批示|指示|要求)[:：]")
_NUMBERED: Final = re.compile(r"^(?:[一二三四五六七八九]是|[一二三四五六七八九1-9][、.)）])")
_WHO: Final = re.compile(r"牵头|配合|协办|主办")
_TO_ME: Final = re.compile(r"(?<=..)(?:并|再|后)?(?:报|给|交|送|告诉|反馈)(?:给)?我(?:处|这里|一下)?$")
_NUMBER: Final = re.compile(r"^(?:[A-Za-z]{2}-)?(?:\d{4}-)?\d{3,4}(?!\d|年|月|分)[号件，,:： ]*")
_WISH: Final = re.compile(
    r"^(?:申请|请求|恳请|希望|想|需要?)?(?:延期|延长|延到|延至|延后|推迟|宽限|展期)[^，,。；;\n]*[，,。；;\s]*"
)
_DONE: Final = re.compile(r"[^，,。；;]{0,8}?(?:已经?)?(?:办[完结好妥]|办理完毕|完成|做完|搞定)了?[。！! ]*")
_DAY: Final = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?")
_WORKDAYS: Final = "工作日"
_CUTS: Final = "，,。；;、\n！!"


def title(words: str, due: str = "") -> str:
    """What is wanted, without who shall do it and by when: others read it, so it does not speak for the leader."""
    rest = words.replace(due, "", 1) if due else words
    clauses = [c.strip() for c in _STOPS.split(_NUMBERED.sub("", _ADDRESS.sub("", rest.strip()))) if c.strip()]
    telling = [c for c in clauses if not _WHO.search(c)] or clauses
    return _TO_ME.sub("", max(telling, key=len) if telling else words)[:_TITLE] or words[:_TITLE]


def reason(words: str) -> str:
    """Why, without the number and the wish itself: 0118申请延期三天，材料没到 is 材料没到."""
    bare = _NUMBER.sub("", words.strip())
    return _WISH.sub("", bare) or bare


def outcome(words: str) -> str:
    """What came of it; empty where only that it is done was said."""
    return "" if _DONE.fullmatch(_NUMBER.sub("", words.strip())) else words


def in_workdays(words: str) -> bool:
    """Whether a length is said to be one of working days."""
    return _WORKDAYS in words


def cut_before(words: str, start: int, place: int) -> int:
    """Behind the last sign that parts words before a place, not before `start`."""
    return max((words.rfind(sign, start, place) for sign in _CUTS), default=start) + 1


def trimmed(words: str) -> str:
    """Without the signs at both ends that part words."""
    return words.strip(_CUTS + " ")


def no_such_day(words: str, year: int) -> str:
    """A day that was named and that no calendar has (2月30日), in the words used; empty where there is none."""
    for match in _DAY.finditer(words):
        try:
            date(int(match["year"] or year), int(match["month"]), int(match["day"]))
        except ValueError:
            if match["year"] is None and (match["month"], match["day"]) == ("2", "29"):
                continue  # there is one in another year
            return match[0]
    return ""
