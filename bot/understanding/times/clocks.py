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
_WORKS_FROM: Final = 7  # an hour of the clock before this is rather one of the afternoon


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
    REOPEN = "reopen"  # 下午上班
    SUPPER = "supper"  # 晚饭


_PARTS: Final = {
    word: part
    for part, words in {
        Part.SMALL: "凌晨",
        Part.EARLY: "清晨 清早 大清早 早晨 早上 一早 一大早 早间 早 晨 早起",
        Part.MORNING: "上午 午前 头晌 上晌 晌午头里",
        Part.NOON: "中午 正午 午间 晌午 午饭 午休 上午下班 中午下班",
        Part.AFTERNOON: "午后 下午 后晌 下晌 过晌",
        Part.EVENING: "傍晚 晚上 晚间 夜间 夜里 深夜 后半夜 下半夜 半夜 午夜 子夜 晚 夜",
        Part.CLOSE: "下班 COB EOD EOB",
        Part.OPEN: "上班 早饭",
        Part.REOPEN: "下午上班 中午上班",
        Part.SUPPER: "晚饭",
    }.items()
    for word in words.split()
}


_MOMENTS: Final = (Part.NOON, Part.CLOSE, Part.OPEN, Part.REOPEN, Part.SUPPER)
_SUPPER: Final = 18 * _HOUR  # nobody's rule; the office's closing time is offered beside it


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
        return self.hour is None and self.part not in _MOMENTS


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
        Part.EVENING: _DAY, Part.CLOSE: closing, Part.OPEN: opens, Part.SUPPER: _SUPPER,
        Part.REOPEN: office.reopens.hour * _HOUR + office.reopens.minute,
    }.get(part, closing)  # fmt: skip


def reckon(clock: Clock, on: date, frame: Frame, hint: Hint) -> Reckoned:
    """The minute of the day. A clock without an hour is the end of its part."""
    if clock.hour is None:
        others = (ends(Part.CLOSE, frame),) if clock.part is Part.SUPPER else ()
        return Reckoned(minutes=ends(clock.part, frame), others=others)
    if clock.part is not Part.NONE:
        return Reckoned(minutes=_of_part(clock.hour, clock.part) * _HOUR + clock.minute)
    plain = clock.hour * _HOUR + clock.minute
    if not 1 <= clock.hour < 12 or not clock.spoken:
        return Reckoned(minutes=plain)
    return _either(plain, on, frame, hint)


def _of_part(hour: int, part: Part) -> int:
    if hour > 12 or part in (Part.OPEN, Part.CLOSE, Part.REOPEN):
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
            passed = () if hint.due else tuple(gone)
            return Reckoned(minutes=ahead[0], others=(*ahead[1:], *passed))
    if morning < _WORKS_FROM * _HOUR and hint.tense is not Tense.PAST:
        return Reckoned(minutes=evening, others=(morning,))
    return Reckoned(minutes=morning, others=(evening,))


# --- the words -------------------------------------------------------------------------------------------------

_HOURS: Final = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
_MINUTES: Final = r"(?:[0-5]\d|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
_NOT_POINTS: Final = (  # 三点意见, 一点小事, 3.5 公里
    r"(?!(?:[ ]?意见|要求|建议|希望|体会|说明|内容|共识|措施|问题|原因|理由|看法|想法|责任|工作|注意|不足|经验"
    r"|启示|感受|思考|举措|做法|任务|提示|承诺|事项|以上|之间|位|都|也|儿|点|是|不|没|小|水|火|心|事|关|利|评"
    r"|球|光|头"
    r"|名(?!次)|赞|滴|亮|击|缀|[ ]?[0-9\x00]))"
)
_NOT_TIMES: Final = r"(?!间|候|期|代|段|常|效|节|刻|机|隔|速|有|而|不)"  # 一时间, 时候
_STATED: Final = re.compile(
    r"[ ]?(?:之?前|以前|左右|许|多|钟|整|过|到|至|开|集合|出发|点名|召开|在|见|碰头|准时|报|交|[-—~～]|$|[，。,;!?)])"
)
_LIMITS: Final = re.compile(r"[ ]?(?:之前|以前|前(?![面来后往进]))")
_LOOSELY: Final = r"(?:[ ]?(?:左右|前后|许|多|余|整|钟))?"

CLOCK_STARTS: Final = FIGURES + "凌清大早晨上午中正下傍晚夜深半子一当头晌后过差"

_PART_WORDS: Final = (
    "凌晨|清晨|大清早|清早|早晨|早上(?!班)|一大早|一早|早间|上午|午前|中午|正午|午间|午后|下午|傍晚|晚上|晚间"
    "|夜间|夜里|深夜|[后下]半夜|半夜|午夜|子夜|头晌|上晌|晌午|后晌|下晌|过晌"
)
_COLON: Final = r":(?P<colon>[0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?(?:\+08:?00)?)?(?![\d:])"
_SHI: Final = rf"[ ]?时{_NOT_TIMES}(?:[ ]?(?P<shi>[0-5]?\d|{_MINUTES})(?:[ ]?分(?!钟[内后])|(?!\d))|(?P<shi_half>半))?"
_DIAN: Final = (
    r"[ ]?点(?:钟)?(?:(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|[ ]?(?P<dian>{_MINUTES})[ ]?分?|[ ]?(?P<odd>[0-9零〇一二三四五六七八九])分|(?(part)|{_NOT_POINTS}))"
)
_AFTER_WEEKDAY: Final = r"(?<=周[一二三四五六])|(?<=星期[一二三四五六])|(?<=礼拜[一二三四五六])"  # 周五9点
_NO_FIGURE: Final = rf"(?:(?<![0-9./第零一二三四五六七八九十〕\]])(?<![0-9]:)|{_AFTER_WEEKDAY}|(?<=:\d\d一))"
_CLOCK: Final = re.compile(
    rf"(?P<night>晚上?的?(?=[后下]?半夜|凌晨|深夜))?(?P<part>{_PART_WORDS}|早起(?=[ ]?{_HOURS}点)"
    rf"|[早晚夜晨](?=[ ]?{_HOURS}[ ]?(?:点|时|:)))?[ ]?"
    rf"{_NO_FIGURE}(?P<hour>{_HOURS})(?:{_COLON}|{_SHI}|{_DIAN}){_LOOSELY}"
)
_PART: Final = re.compile(
    r"(?:[上中]午|下午|晚上|早)?(?:下班(?=[ ]?(?:之?前|以前|时|后|之后))|上班(?=[ ]?(?:之?前|以前)))|一上班|(?:COB"
    r"|EOD|EOB)(?=[ ]?(?:之?前|以前|$))"
    r"|(?:早饭|午饭|午休|晚饭)(?=[ ]?(?:之?前|以前))"
    rf"|(?:{_PART_WORDS})(?!下班|上班)"
    r"|(?<=[今昨明前日天当])[早晚晨夜](?!点|[0-9]+分)|(?<=今天|昨天|明天)[早晚]"
)


def read_clock(text: str, place: int, *, after_day: bool) -> tuple[Clock, int] | None:
    """The clock that begins at a place and where its words end; None where the figures are no clock."""
    short = _short_of(text, place)
    if short is not None:
        return short
    match = _CLOCK.match(text, place)
    if match is not None and (after_day or _is_clock(match, text)):
        clock = _clock(match)
        return (clock, match.end()) if clock else None
    part = _PART.match(text, place)
    return (Clock(part=_PARTS.get(part[0]) or _PARTS[part[0][-2:]]), part.end()) if part else None


_LACKS: Final = rf"差(?:(?P<quarter>一刻)|(?P<minutes>{_MINUTES}|[0-9一二两三四五六七八九])分)钟?"
_SHORT_OF: Final = (  # 下午差一刻五点, 五点差十分
    re.compile(rf"(?P<part>{_PART_WORDS})?[ ]?{_LACKS}(?P<hour>{_HOURS})点"),
    re.compile(rf"(?P<part>{_PART_WORDS})?[ ]?(?P<hour>{_HOURS})点{_LACKS}"),
)


def _short_of(text: str, place: int) -> tuple[Clock, int] | None:
    match = next((match for form in _SHORT_OF if (match := form.match(text, place))), None)
    hour = number(match["hour"]) if match else None
    minutes = 15 if match and match["quarter"] else number(match["minutes"]) if match else None
    if match is None or not hour or not minutes or hour > 24:
        return None
    part = _PARTS[match["part"]] if match["part"] else Part.NONE
    return Clock(hour=hour - 1, minute=60 - minutes, part=part, spoken=True), match.end()


def _is_clock(match: re.Match[str], text: str) -> bool:
    """两点 and 一点 alone are seldom hours; a part of the day, a minute, or what follows makes them so."""
    if any(match[group] for group in ("part", "colon", "half", "quarter", "dian", "shi", "shi_half")):
        return True
    loosely = match[0][-1] in "钟整许多右后余"
    if "点" not in match[0]:
        return match["hour"] != "一" or loosely
    if match["hour"].isascii() or loosely or _LIMITS.match(text, match.end()):
        return True
    return match["hour"] != "一" and _STATED.match(text, match.end()) is not None


def _clock(match: re.Match[str]) -> Clock | None:
    hour, minute = number(match["hour"]), _minute(match)
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    part = Part.EVENING if match["night"] else _PARTS[match["part"]] if match["part"] else Part.NONE
    spoken = "点" in match[0] or (match["colon"] is not None and len(match["hour"]) == 1 and hour < _WORKS_FROM)
    return Clock(hour=hour, minute=minute, part=part, spoken=spoken)


def _minute(match: re.Match[str]) -> int | None:
    if match["half"] or match["shi_half"]:
        return 30
    if match["quarter"]:
        return 15 if match["quarter"] == "一" else 45
    written = match["colon"] or match["shi"] or match["dian"] or match["odd"]
    return number(written.lstrip("零〇") or "0") if written else 0
