"""An answer to what the bot has just asked: 「城北加油站旁」 to where it happened, 「王主任」 to who signed.

A clear intent in the words always wins; only what could as well be the answer's own words gives way. Why a paper is
sent back, and whose business it is instead, are answers that need no intent: the words and their units are all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.elements import Casualties, Elements
from bot.understanding.incidents import casualties_in
from bot.understanding.intents.orders import directives
from bot.understanding.message import Message, Span
from bot.understanding.numbers import COUNT, count
from bot.understanding.times import as_deadline
from bot.understanding.values import Intent, Reading, TimeKind, TimeReading

_DAY: Final = timedelta(days=1)
_HALF: Final = timedelta(hours=12)

_UNKNOWN: Final = re.compile(
    r"^(?:还|目前|现在|暂时?|具体|都|我|这个|[，, ])*(?:不(?:太)?清楚|不知道|不明|不详|未知|待核实?|在核实?"
    r"|正在核实|核实中|在问|没问到|还在了解|正在了解|没有?消息|说不[清好准]|不确定|unknown|not known|don'?t know)",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(
    r"^(?:目前|暂时?|现在|应该|[，, ])*(?:没有?(?:人|了|的)?|无|零|0|没事|都没事|none|nobody|no one)[。!，, ]*$",
    re.IGNORECASE,
)
_NAMES_A_DAY: Final = re.compile("[今昨前明后][天日早晚晨夜]|[周日号月]|星期|礼拜")
_JUST_NOW: Final = re.compile(r"^(?:就)?(?:刚刚?|刚才|才|just now)", re.IGNORECASE)
_BARE_COUNT: Final = re.compile(rf"^(?:大概|约|有|应该|好像|[，, ])*(?P<n>{COUNT})[ ]?(?:个|名|位)?(?:人)?[。! ]*$")
_WHERE: Final = re.compile(r"^(?:就|是|好像|大概|应该|地点|位置|地址|事发地|[:，, ])*(?:在|位于|是|:)?")
_WHO: Final = re.compile(r"^(?:是|就|由|据|信息来源|来源|[:，, ])*")

Answer = Callable[[Message], Reading | None]


def answered(message: Message) -> Reading | None:
    """What a message says as an answer to the question asked; None where it says nothing about it."""
    answer = _ANSWERS.get(message.asked)
    return answer(message) if answer and message.text.strip() else None


def _all(message: Message) -> Span:
    return 0, len(message.text)


def _reading(message: Message, intent: Intent) -> Reading:
    span = _all(message)
    return Reading(intent=intent, span=span, number=message.number_in(span), text=message.words(span))


# --- elements of an incident ----------------------------------------------------------------------------------


def _element(read: Callable[[Message], Elements | None]) -> Answer:
    def answer(message: Message) -> Reading | None:
        reading = _reading(message, Intent.SUPPLEMENT)
        if _UNKNOWN.match(message.text.strip()):
            return replace(reading, what="unknown")
        elements = read(message)
        return replace(reading, elements=elements) if elements else None

    return answer


def _time(message: Message) -> Elements | None:
    if _JUST_NOW.match(message.text.strip()) and not message.times:
        return Elements(occurred_at=message.frame.now)
    minute = [time for time in message.times if time.grain == "minute" and time.kind is not TimeKind.DEADLINE]
    at = _already(minute[0], message.text[slice(*minute[0].span)], message.frame.now) if minute else None
    return Elements(occurred_at=at) if at else None


def _already(time: TimeReading, words: str, now: datetime) -> datetime | None:
    """What has happened has happened: of all readings the one that is over. A day that was named stays that day."""
    shifted = () if _NAMES_A_DAY.search(words) else (time.at - _HALF, time.at - _DAY)
    return next((at for at in (time.at, *time.alternatives, *shifted) if at <= now), None)


def _place(message: Message) -> Elements | None:
    words = message.words((_WHERE.match(message.text).end(), len(message.text)))  # type: ignore[union-attr]
    return Elements(place=words) if words else None


def _casualties(message: Message) -> Elements | None:
    found = casualties_in(message.text)
    if not found.known:
        found = Casualties(none=True) if _NOBODY.match(message.text.strip()) else _counted(message.text.strip())
    return Elements(casualties=found) if found.known else None


def _counted(words: str) -> Casualties:
    """A bare 两人 to the question who is hurt: hurt, and nobody has said how badly."""
    match = _BARE_COUNT.match(words)
    number = count(match["n"]) if match else None
    return Casualties(injured=number.value, approximate=number.approximate) if number else Casualties()


def _source(message: Message) -> Elements | None:
    words = message.words((_WHO.match(message.text).end(), len(message.text)))  # type: ignore[union-attr]
    return Elements(source=words) if words else None


def _measures(message: Message) -> Elements | None:
    words = message.words(_all(message))
    return Elements(measures=words) if words else None


# --- names, units, words ----------------------------------------------------------------------------------------


def _named(intent: Intent) -> Answer:
    def answer(message: Message) -> Reading | None:
        span = _all(message)
        names = message.called_in(span)
        if not names:
            return None
        people = message.people_in(span)
        return replace(_reading(message, intent), names=names, people=people, person=people[0] if people else None)

    return answer


def _to_units(intent: Intent) -> Answer:
    def answer(message: Message) -> Reading | None:
        units = message.units_in(_all(message))
        return replace(_reading(message, intent), leads=units) if units else None

    return answer


def _in_words(intent: Intent) -> Answer:
    def answer(message: Message) -> Reading:
        ahead = [time for time in message.times if time.at > message.frame.now and time.kind is not TimeKind.INTERVAL]
        due = as_deadline(ahead[0], message.frame) if ahead and intent is Intent.EXTEND else None
        leads = message.units_in(_all(message)) if intent is Intent.OBJECT else ()
        return replace(_reading(message, intent), due=due, leads=leads)

    return answer


def revised(message: Message, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """A correction of a draft: 改成下周五 names a new end, however it is put."""
    readings = found or tuple(directives(message, _all(message)))
    ahead = [time for time in message.times if time.at > message.frame.now]
    if not ahead:
        return readings
    due = as_deadline(ahead[0], message.frame)
    return tuple(replace(r, due=due) if r.intent is Intent.DIRECTIVE and r.due is None else r for r in readings)


_ANSWERS: Final[dict[str, Answer]] = {
    "incident.element:time": _element(_time),
    "incident.element:place": _element(_place),
    "incident.element:casualties": _element(_casualties),
    "incident.element:source": _element(_source),
    "incident.element:measures": _element(_measures),
    "incident.oral_to": _named(Intent.ORAL_DONE),
    "incident.flash_by": _named(Intent.FLASH_DONE),
    "incident.units": _to_units(Intent.INSTRUCTION),
    "directive.extend": _in_words(Intent.EXTEND),
    "directive.object": _in_words(Intent.OBJECT),
    "directive.complete": _in_words(Intent.COMPLETE),
    "fault.appeal": _in_words(Intent.APPEAL),
    "shift.to": _named(Intent.HAND_OFF),
}
