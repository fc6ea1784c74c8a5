"""下午3点半, 14时20分许, 9:00, 今晚12点, 中午前, 下班前.

A spoken hour (点) up to twelve without a part of the day may be either half of the day: in a report it is the last one
that has passed, in an order for today the next one to come, on another day the one in which an office works. Hours
written with 时 or a colon count to 24.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.understanding.numbers import number
from bot.understanding.times.entries import FIGURES
from bot.understanding.times.frame import Frame, Hint, Tense

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR


class Part(StrEnum):
    """A part of the day."""

    NONE = ""
    SMALL = "small"  # 凌晨
    EARLY = "early"  # 早上
    MORNING = "morning"  # 上午
    NOON = "noon"  # 中午
    AFTERNOON = "afternoon"  # 下午
    EVENING = "evening"  # 晚上, 夜里
    CLOSE = "close"  # 下班
    OPEN = "open"  # 上班


_PARTS: Final = {
    "凌晨": Part.SMALL, "清晨": Part.EARLY, "清早": Part.EARLY, "大清早": Part.EARLY, "早晨": Part.EARLY, "早上": Part.EARLY,
    "一早": Part.EARLY, "一大早": Part.EARLY, "大早": Part.EARLY, "早间": Part.EARLY, "早": Part.EARLY, "晨": Part.EARLY,
    "上午": Part.MORNING, "午前": Part.MORNING, "中午": Part.NOON, "正午": Part.NOON, "午间": Part.NOON,
    "午后": Part.AFTERNOON, "下午": Part.AFTERNOON, "傍晚": Part.EVENING, "晚上": Part.EVENING, "晚间": Part.EVENING,
    "夜间": Part.EVENING, "夜里": Part.EVENING, "深夜": Part.EVENING, "半夜": Part.EVENING, "午夜": Part.EVENING,
    "子夜": Part.EVENING, "当晚": Part.EVENING, "晚": Part.EVENING, "夜": Part.EVENING, "下班": Part.CLOSE, "上班": Part.OPEN,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day as it was said. Without an hour it is a part of the day alone (上午)."""

    hour: int | None = None
    minute: int = 0
    part: Part = Part.NONE
    spoken: bool = False  # True means that the hour may be of either half of the day

    @property
    def vague(self) -> bool:
        """Whether it names no minute: 上午, 今晚."""
        return self.hour is None and self.part not in (Part.NOON, Part.CLOSE, Part.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """Minutes after the midnight that begins the day, and what else they might be."""

    minutes: int
    others: tuple[int, ...] = ()


def ends(part: Part, frame: Frame) -> int:
    """When a part of the day is over, in minutes: 上午前 means by noon."""
    office = frame.conventions
    closing = office.day_end.hour * _HOUR + office.day_end.minute
    noon = office.noon.hour * _HOUR + office.noon.minute
    opens = office.opens.hour * _HOUR + office.opens.minute
    return {
        Part.SMALL: 6 * _HOUR, Part.EARLY: opens, Part.MORNING: noon, Part.NOON: noon, Part.AFTERNOON: closing,
        Part.EVENING: _DAY, Part.CLOSE: closing, Part.OPEN: opens,
    }.get(part, closing)  # fmt: skip


def reckon(clock: Clock, on: date, frame: Frame, hint: Hint) -> Reckoned:
    """The minute of the day. A clock without an hour is the end of its part."""
    if clock.hour is None:
        return Reckoned(minutes=ends(clock.part, frame))
    if clock.part is not Part.NONE:
        return Reckoned(minutes=_of_part(clock.hour, clock.part) * _HOUR + clock.minute)
    plain = clock.hour * _HOUR + clock.minute
    if not 1 <= clock.hour < 12 or not clock.spoken:
        return Reckoned(minutes=plain)
    return _either(plain, on, frame, hint)


def _of_part(hour: int, part: Part) -> int:
    if hour > 12 or part in (Part.OPEN, Part.CLOSE):
        return hour
    match part:
        case Part.SMALL:
            return hour % 12
        case Part.EARLY | Part.MORNING:
            return hour
        case Part.NOON:
            return hour if hour > 9 else hour + 12
        case Part.AFTERNOON:
            return hour if hour == 12 else hour + 12
        case _:
            return hour + 24 if hour < 5 else hour + 12


def _either(morning: int, on: date, frame: Frame, hint: Hint) -> Reckoned:
    evening = morning + _DAY // 2
    if on == frame.today:
        gone = [minutes for minutes in (evening, morning) if frame.at(on, minutes) <= frame.now]
        if hint.tense is Tense.PAST and gone:
            return Reckoned(minutes=gone[0], others=tuple(gone[1:]))
        ahead = [minutes for minutes in (morning, evening) if frame.at(on, minutes) > frame.now]
        if hint.tense is not Tense.PAST and ahead and (hint.due or hint.tense is Tense.FUTURE or len(ahead) < 2):
            return Reckoned(minutes=ahead[0], others=tuple(ahead[1:]))
    if morning < 7 * _HOUR and hint.tense is not Tense.PAST:
        return Reckoned(minutes=evening, others=(morning,))
    return Reckoned(minutes=morning, others=(evening,))


# --- the words -------------------------------------------------------------------------------------------------

_H: Final = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
_M: Final = r"(?:[0-5]\d|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?|[二三四五]十)"
_NO_POINTS: Final = (
    r"(?![ ]?(?:意见|要求|建议|希望|体会|说明|内容|共识|措施|问题|原因|理由|看法|想法|责任|工作|注意|不足|经验|启示|感受|思考|举措|做法|任务|"
    r"提示|承诺|事项|以上|位|都|也|儿|点|是|不|没|小|水|火|心|钱|事|关|利|评|球|光|头|名(?!次)|赞|滴|亮|击|缀|之间|[0-9\x00]))"
)
_STATED: Final = r"(?=[ ]?(?:之?前|以前|左右|许|多|钟|整|过|到|至|开|集合|出发|点名|召开|在|见|碰头|准时|报|交|之间|[-—~～]|$|[，。,;!?)]))"
_LOOSE: Final = r"(?:[ ]?(?:左右|前后|许|多|余|整|钟))?"

CLOCK_STARTS: Final = FIGURES + "凌清大早晨上午中正下傍晚夜深半子一当"

_PART_WORDS: Final = "凌晨|清晨|大清早|清早|早晨|早上(?!班)|一大早|一早|早间|上午|午前|中午|正午|午间|午后|下午|傍晚|晚上|晚间|夜间|夜里|深夜|半夜|午夜|子夜"
_FIGURE_PATTERN: Final = (
    rf"(?P<hour>{_H})(?::(?P<colon>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    rf"|[ ]?时(?!间|候|期|代|段|常|效|节|刻|机|隔|速|有|而|不)(?:[ ]?(?P<shi>[0-5]?\d|{_M})(?:[ ]?分(?!钟[内后])|(?!\d))|半)?"
    rf"|[ ]?点(?:钟)?(?:(?P<half>半)|(?P<quarter>[一三])刻|[ ]?(?P<dian>{_M})[ ]?分?|[ ]?(?P<odd>[0-9零〇一二三四五六七八九])分)?"
    rf"{_NO_POINTS})"
    rf"{_LOOSE}"
)

CLOCK: Final = re.compile(
    rf"(?P<part>{_PART_WORDS}|[早晚夜晨](?=[ ]?{_H}[ ]?(?:点|时|:)))?[ ]?(?<![0-9./第零一二三四五六七八九十〕\]])(?<![0-9]:){_FIGURE_PATTERN}"
)
PART: Final = re.compile(
    r"(?:上午|下午|晚上|早)?(?:下班(?=[ ]?(?:之?前|以前|时|后|之后))|上班(?=[ ]?(?:之?前|以前)))|一上班"
    rf"|(?:{_PART_WORDS})(?!下班|上班)|(?<=[今昨明前日天当])[早晚晨夜](?!点|[0-9]+分)|(?<=今天|昨天|明天)[早晚]"
)
_ALONE: Final = re.compile(r"[一二两三四五六七八九十零〇]+")
_MINUTED: Final = re.compile(_STATED)


def read_clock(text: str, place: int, *, after_day: bool) -> tuple[Clock, int] | None:
    """The clock that begins at a place and where its words end; None where the figures are no clock."""
    match = CLOCK.match(text, place)
    if match is not None and _is_clock(match, text, after_day):
        clock = _clock(match)
        return (clock, match.end()) if clock else None
    part = PART.match(text, place)
    return (Clock(part=_PARTS.get(part[0]) or _PARTS[part[0][-2:]]), part.end()) if part else None


def _is_clock(match: re.Match[str], text: str, after_day: bool) -> bool:
    """两点 and 一点 alone are seldom hours; a part of the day, a minute, or what follows makes them so."""
    if (
        match["part"]
        or after_day
        or match["colon"]
        or match["half"]
        or match["quarter"]
        or match["dian"]
        or match["shi"]
    ):
        return True
    if "点" in match[0]:
        exact = match[0][-1] in "钟整许多" or match[0].endswith("左右")
        if _ALONE.match(match["hour"]):
            return exact or (match["hour"] != "一" and _MINUTED.match(text, match.end()) is not None)
        return True
    return match["hour"] != "一" or match[0][-1] in "许整"


def _clock(match: re.Match[str]) -> Clock | None:
    hour = number(match["hour"])
    written = match["colon"] or match["shi"] or match["dian"] or match["odd"]
    minute = number(written.lstrip("零〇") or "0") if written else 0
    if match["half"] or match[0].rstrip("左右许多").endswith("半"):
        minute = 30
    if match["quarter"]:
        minute = 15 if match["quarter"] == "一" else 45
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    part = _PARTS[match["part"]] if match["part"] else Part.NONE
    spoken = "点" in match[0] or (match["colon"] is not None and len(match["hour"]) == 1 and hour < 7)
    return Clock(hour=hour, minute=minute, part=part, spoken=spoken)
