"""What is left of the readings once they are seen together: nothing twice, no filler, each number for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.message import Message
from bot.understanding.values import Intent, Reading

_OF_NUMBERS: Final = frozenset(
    (
        *(Intent.ACK, Intent.PROGRESS, Intent.COMPLETE, Intent.CLOSE_OUT, Intent.RETURN, Intent.MOVE_TO, Intent.OBJECT),
        *(Intent.EXTEND, Intent.APPROVE_EXTENSION, Intent.REJECT_EXTENSION),
    )
)
_JOINED: Final = re.compile(r"[号件]?(?:[ ]?(?:[、，,/和与及跟还有]|以及)[ ]?|[ ]{1,2})[#№]?")
_FILLERS: Final = frozenset(("好", "好的", "嗯", "好嘞", "哦", "是", "是的", "ok", "对", "对的", "行"))
_OF_SOMEBODY: Final = frozenset((Intent.CHECK_IN, Intent.LATE_NOTICE, Intent.CHECK_OUT, Intent.BACK))
_OF_ONE_NUMBER: Final = frozenset((Intent.OPEN_ITEMS, Intent.NOTE_ONLY))
_SAID_ONCE: Final = frozenset((Intent.ACK, Intent.COMPLETE))  # 收到，0118马上办
_ONCE: Final = _OF_SOMEBODY | {
    *(Intent.DRILL, Intent.FALSE_ALARM, Intent.CLOSE, Intent.CORRECT),
    *(Intent.NIL_REPORT, Intent.TAKE_OVER, Intent.STEP_OUT, Intent.COVER, Intent.SWAP, Intent.SPOT_REPLY),
    *(Intent.SWAP_ACCEPT, Intent.SWAP_REJECT),
}
_PRIVATE: Final = frozenset((Intent.LATE_NOTICE, Intent.STEP_OUT, Intent.SWAP, Intent.COVER, Intent.LEAVE))
_AT_THE_POST: Final = frozenset((Intent.TAKE_OVER, Intent.CHECK_IN, Intent.SPOT_REPLY))
_CAME: Final = re.compile("到|签|打卡|接班")
_RECEIVED: Final = frozenset(("收到", "好的收到", "收到了", "明白"))
_ASIDES: Final = frozenset((Intent.ORAL_DONE, Intent.SUPPLEMENT))


def for_each_number(message: Message, found: Iterable[Reading]) -> Iterator[Reading]:
    """0199、0200两件都收到了 is said of both; what names no number is about the only one that the message names."""
    follows = {
        number: another
        for (span, number), (following, another) in pairwise(message.numbers)
        if number != another and _JOINED.fullmatch(message.text, span[1], following[0])
    }
    only = message.numbers[0][1] if len(message.numbers) == 1 else ""
    for reading in found:
        if reading.intent not in _OF_NUMBERS:
            yield reading
        elif not reading.number:
            yield replace(reading, number=only)
        else:
            yield from (replace(reading, number=number) for number in _listed(reading.number, follows))


def _listed(number: str, follows: Mapping[str, str]) -> list[str]:
    """A number and those that are told in one breath with it."""
    listed = [number]
    while (another := follows.get(listed[-1], "")) and another not in listed:
        listed.append(another)
    return listed


def settled(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """好的 beside something else is no consent of its own, and 跟老周说过了 beside a lateness no oral report."""
    found = _each_once(found)
    intents = {reading.intent for reading in found}
    told = [reading for reading in found if reading.intent is Intent.ORAL_DONE]
    if len(told) > 1:  # 打通了马局长的电话 都报了
        kept = [one for one in told if one.names] or told[:1]
        found = tuple(one for one in found if one not in told or one in kept)
    asked = [reading for reading in found if reading.intent is Intent.ROSTER]
    if len(asked) > 1:  # 值班表出来没有，我排在几号
        dated = [one for one in asked if one.at is not None] or asked[:1]
        found = tuple(one for one in found if one not in asked or one in dated)
    minding = {reading.person for reading in found if reading.intent is Intent.STEP_OUT} - {None}
    return tuple(
        reading
        for reading in found
        if not _is_beside_the_point(reading, intents)
        and not (reading.intent is Intent.CHECK_IN and reading.person in minding)  # 我出去十分钟，王磊在岗
    )


def _is_beside_the_point(reading: Reading, intents: set[Intent]) -> bool:
    if reading.intent is Intent.YES:
        if Intent.SWAP_ACCEPT in intents:
            return True  # 没问题，25号我来 is one consent
        filler = reading.text.lower() in _FILLERS
        return (filler and len(intents) > 1) or Intent.APPROVE_EXTENSION in intents
    if reading.intent is Intent.ERRAND_DONE and reading.share < 1:
        return Intent.BACK in intents  # 文件袋送到了，人回来了: that is what he was out for
    if reading.intent is Intent.COVER:
        return Intent.SWAP in intents or (Intent.STEP_OUT in intents and not reading.days)
    if reading.intent is Intent.CHECK_IN and Intent.CHECK_OUT in intents and reading.person is None:
        return "卡" in reading.text  # 俺下班啦，打卡
    if reading.intent is Intent.CHECK_IN and Intent.SPOT_REPLY in intents:
        return _CAME.search(reading.text) is None  # 口令0452，在岗
    if reading.intent is Intent.ACK:
        taken = Intent.TAKE_OVER in intents and not reading.number  # 都晓得了，我来接倒
        return taken or (reading.text in _RECEIVED and bool(intents & _AT_THE_POST))
    if reading.intent is Intent.FALSE_ALARM:
        return Intent.DRILL in intents  # 推演用的 不是真的
    return reading.intent in _ASIDES and not reading.number and bool(intents & _PRIVATE)


def _each_once(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """今天的班值完了，签退 is one leaving, and the fuller of two wishes to swap is the wish."""
    kept = dict[tuple[Intent, PersonId | str | None], Reading]()
    for at, reading in enumerate(found):
        key = (reading.intent, _whose(reading, at))
        kept[key] = max(kept[key], reading, key=_fullness) if key in kept else reading
    return tuple(kept.values())


def _whose(reading: Reading, at: int) -> PersonId | str | None:
    """What tells two readings of one intent apart; its place in the message, where each is one of its own."""
    if reading.intent in _OF_SOMEBODY:
        return reading.person
    if reading.intent in _OF_ONE_NUMBER or (reading.intent in _SAID_ONCE and reading.number):
        return reading.number
    return None if reading.intent in _ONCE else str(at)


def _fullness(reading: Reading) -> int:
    told = (reading.days, reading.at, reading.minutes, reading.person, reading.phone_ok, reading.facts.get("scope"))
    return sum(bool(one) for one in told)
