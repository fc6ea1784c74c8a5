"""The one question that is worth asking about a message: what is least sure, and matters most, comes first.

More than one is never asked. What nobody doubts gives no question at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.understanding.situation import Situation, Topic
from bot.understanding.values import Intent, Reading, TimeReading, Understood


class Doubt(StrEnum):
    """What is asked."""

    PERSON = "person"  # which of several people a name means
    OVER = "over"  # a deadline that is over already
    WHICH = "which"  # which of several open matters
    WHAT = "what"  # whether this is what is wanted at all
    WHO = "who"  # who shall do it
    DAY = "day"  # which of two days
    WISHED = "wished"  # more time is granted, and not as much as was wished for


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and the answers that are likely."""

    about: Doubt
    words: str = ""  # of the name, or of the time
    choices: tuple[str, ...] = ()  # people, numbers, or the intent
    moments: tuple[datetime, ...] = field(default=())


_SURE: Final = 0.75
_NUMBERED: Final = frozenset(
    (Intent.ACK, Intent.PROGRESS, Intent.COMPLETE, Intent.EXTEND, Intent.OBJECT, Intent.CLOSE_OUT, Intent.RETURN)
)


def question(found: Understood, situation: Situation, now: datetime, text: str) -> Question | None:
    """The question to ask about a message; None where nothing is doubtful."""
    for name, people in found.unsure.items():
        return Question(about=Doubt.PERSON, words=name, choices=tuple(people))
    over = next((r.due for r in found.readings if r.due is not None and r.due.at < now), None)
    if over is not None:
        ahead = tuple(at for at in over.alternatives if at > now)
        return Question(about=Doubt.OVER, words=text[slice(*over.span)], moments=ahead[:2])
    return (
        _of_grant(found, situation, text) or _of_matter(found, situation) or _of_intent(found) or _of_order(found, text)
    )


def _of_grant(found: Understood, situation: Situation, text: str) -> Question | None:
    """同意延期两天 is no answer to a wish for next Friday: nobody chooses for the leader."""
    wished = situation.reply.wished if situation.reply is not None else None
    granted = next((r for r in found.readings if r.intent is Intent.APPROVE_EXTENSION), None)
    if wished is None or granted is None or granted.minutes is None:
        return None
    if granted.due is not None and granted.due.at == wished:
        return None
    own = (granted.due.at,) if granted.due is not None else ()
    return Question(about=Doubt.WISHED, words=text[slice(*granted.span)], moments=(wished, *own))


def _of_matter(found: Understood, situation: Situation) -> Question | None:
    known = tuple(about.number for about in situation.open if about.topic is Topic.DIRECTIVE and about.number)
    lost = any(reading.intent in _NUMBERED and not reading.number for reading in found.readings)
    return Question(about=Doubt.WHICH, choices=known) if lost and len(known) > 1 else None


def _of_intent(found: Understood) -> Question | None:
    guessed = next((reading.intent.value for reading in found.readings if reading.share < _SURE), found.likely)
    return Question(about=Doubt.WHAT, choices=(guessed,)) if guessed else None


def _of_order(found: Understood, text: str) -> Question | None:
    for reading in found.readings:
        if reading.intent is Intent.DIRECTIVE and not (reading.leads or reading.people):
            return Question(about=Doubt.WHO, words=reading.text)
        if (due := _doubtful(reading)) is not None:
            return Question(about=Doubt.DAY, words=text[slice(*due.span)], moments=(due.at, *due.alternatives[:2]))
    return None


def _doubtful(reading: Reading) -> TimeReading | None:
    return reading.due if reading.due is not None and reading.due.alternatives else None
