"""Who speaks, what he answers, and what is open for him: what 可以, 办好了 and 收到 mean depends on it.

A number in the words always comes first, then the message that is replied to, then the one open matter it can be. Where
several are open nothing is chosen: the reading stays without a number, and it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.values import Intent, Reading


class Topic(StrEnum):
    """What a message can be an answer to."""

    DIRECTIVE = "directive"  # a 批示, an instruction, anything somebody has been told to do
    EXTENSION = "extension"  # somebody's wish for more time
    INCIDENT = "incident"
    SWAP = "swap"
    COVER = "cover"
    HAND_OFF = "handover"
    SPOT_CHECK = "spot_check"
    FAULT = "fault"
    OTHER = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One thing that may be meant."""

    topic: Topic = Topic.OTHER
    number: str = ""  # DB-2026-0118; empty where it has none
    due: datetime | None = None  # aware; until when it is owed
    wished: datetime | None = None  # aware; of a wish for more time the moment wished for


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The circumstances of a message, as far as they are known."""

    speaker: PersonId | None = None
    leads: bool = False  # whether the speaker is somebody who issues 批示
    reply: About | None = None
    open: tuple[About, ...] = ()

    def only(self, topic: Topic) -> About | None:
        """The one open matter of a kind; None where there is none or a choice."""
        fitting = [about for about in self.open if about.topic is topic]
        return fitting[0] if len(fitting) == 1 else None

    @property
    def topic(self) -> Topic:
        """What short words are about: what is replied to, else the only thing that is open."""
        if self.reply is not None:
            return self.reply.topic
        return self.open[0].topic if len(self.open) == 1 else Topic.OTHER


NOWHERE: Final = Situation()

_OF_DIRECTIVE: Final = (
    *(Intent.DIRECTIVE, Intent.INSTRUCTION, Intent.ACK, Intent.PROGRESS, Intent.COMPLETE, Intent.OBJECT),
    *(Intent.APPROVE_EXTENSION, Intent.REJECT_EXTENSION, Intent.RETURN, Intent.MOVE_TO, Intent.CLOSE_OUT),
    *(Intent.OPEN_ITEMS, Intent.ERRAND, Intent.ALERT, Intent.RELAYED),
)
_OF_INCIDENT: Final = (
    *(Intent.INCIDENT, Intent.SUPPLEMENT, Intent.FOLLOW_UP, Intent.CORRECT, Intent.FINAL, Intent.CLOSE),
    *(Intent.ORAL_DONE, Intent.FLASH_DONE, Intent.UPWARD_DONE, Intent.DRILL, Intent.FALSE_ALARM),
)
TOPICS: Final[Mapping[Intent, Topic]] = {
    **dict.fromkeys(_OF_DIRECTIVE, Topic.DIRECTIVE),
    **dict.fromkeys(_OF_INCIDENT, Topic.INCIDENT),
    Intent.EXTEND: Topic.EXTENSION,
    Intent.SWAP: Topic.SWAP,
    Intent.COVER: Topic.COVER,
    Intent.HAND_OFF: Topic.HAND_OFF,
    Intent.SPOT_REPLY: Topic.SPOT_CHECK,
    Intent.LOG_FAULT: Topic.FAULT,
    Intent.APPEAL: Topic.FAULT,
}

_MEANS: Final[Mapping[tuple[Intent, Topic], Intent]] = {
    (Intent.YES, Topic.SWAP): Intent.SWAP_ACCEPT,
    (Intent.NO, Topic.SWAP): Intent.SWAP_REJECT,
    (Intent.YES, Topic.COVER): Intent.SWAP_ACCEPT,
    (Intent.NO, Topic.COVER): Intent.SWAP_REJECT,
    (Intent.YES, Topic.EXTENSION): Intent.APPROVE_EXTENSION,
    (Intent.NO, Topic.EXTENSION): Intent.REJECT_EXTENSION,
    (Intent.EXTEND, Topic.EXTENSION): Intent.APPROVE_EXTENSION,  # 延到周五吧, said to whoever wishes for more time
    (Intent.YES, Topic.DIRECTIVE): Intent.ACK,
    (Intent.YES, Topic.HAND_OFF): Intent.TAKE_OVER,
    (Intent.YES, Topic.INCIDENT): Intent.ACK,
    (Intent.INCIDENT, Topic.INCIDENT): Intent.SUPPLEMENT,  # only in reply: see `_meant`
}
BEGINS: Final = frozenset((Intent.DIRECTIVE, Intent.INCIDENT, Intent.INSTRUCTION, Intent.SWAP))  # of a matter
_ABOUT_MATTERS: Final = frozenset(TOPICS) - BEGINS
_ONLY_IN_REPLY: Final = frozenset((Intent.INCIDENT, Intent.EXTEND))
_ASKS_ALL: Final = frozenset((Intent.OPEN_ITEMS, Intent.ERRAND, Intent.ALERT, Intent.LOG_FAULT, Intent.HAND_OFF))


def situated(readings: tuple[Reading, ...], situation: Situation) -> tuple[Reading, ...]:
    """The same readings, with what the circumstances say of them."""
    if situation == NOWHERE:
        return readings
    found = tuple(_numbered(_meant(reading, situation), situation) for reading in readings)
    taken = any(reading.intent is Intent.TAKE_OVER for reading in found)
    return tuple(r for r in found if not (taken and r.intent is Intent.ACK))  # 清楚了，我接


def _meant(reading: Reading, situation: Situation) -> Reading:
    if reading.intent in _ONLY_IN_REPLY and situation.reply is None:
        return reading
    meant = _MEANS.get((reading.intent, situation.topic))
    return reading if meant is None else replace(reading, intent=meant)


def _numbered(reading: Reading, situation: Situation) -> Reading:
    """The number of the matter that is meant, in full where it is known."""
    known = (situation.reply, *situation.open)
    if reading.number:
        whole = {a.number for a in known if a is not None and _ends(a.number, reading.number)}
        return replace(reading, number=whole.pop()) if len(whole) == 1 else reading
    if reading.intent not in _ABOUT_MATTERS:
        return reading
    if situation.reply is not None and situation.reply.number:
        return replace(reading, number=situation.reply.number)
    topic = TOPICS[reading.intent]
    if reading.intent in _ASKS_ALL or (situation.reply is not None and situation.reply.topic is not topic):
        return reading
    only = situation.only(topic) or (situation.only(Topic.DIRECTIVE) if topic is Topic.EXTENSION else None)
    return replace(reading, number=only.number) if only is not None else reading


def _ends(whole: str, part: str) -> bool:
    """0118 is DB-2026-0118."""
    return whole != part and whole.rstrip("号").endswith(part.rstrip("号")) and len(part) >= _SHORTEST


_SHORTEST: Final = 3
