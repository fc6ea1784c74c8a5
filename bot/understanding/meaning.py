"""What a message wants: by its own words, or as the answer to what was asked, in the circumstances it is said in."""

from __future__ import annotations

from typing import Final

from bot.understanding.answers import answered, revised
from bot.understanding.guessing import likely_in
from bot.understanding.intents.table import GIVES_WAY
from bot.understanding.message import Message
from bot.understanding.reader import readings_of
from bot.understanding.replied import replied
from bot.understanding.situation import situated
from bot.understanding.values import Intent, Reading

__all__ = ["likely_in", "meaning_of"]

_CASUALTIES: Final = "incident.element:casualties"  # 没有 is an answer there and no refusal
_WORDS_ALONE: Final = frozenset(("directive.return", "directive.move_to"))  # the words and their units say it all
_SHORT: Final = frozenset((Intent.YES, Intent.NO, Intent.ACK))


def meaning_of(message: Message) -> tuple[Reading, ...]:
    """Everything that a message wants."""
    return situated(replied(message, _readings(message)), message.situation)


def _readings(message: Message) -> tuple[Reading, ...]:
    """What the words want by themselves, unless they are better taken as the answer that was asked for."""
    found = readings_of(message)
    if not message.asked or any(_is_clear(reading, message.asked) for reading in found):
        return found
    if message.asked != _CASUALTIES and any(reading.intent in _SHORT for reading in found):
        return found
    if message.asked == "directive.revise":
        return revised(message, found)
    if message.asked in _WORDS_ALONE:
        return ()
    answer = answered(message)
    return (answer,) if answer is not None else found


def _is_clear(reading: Reading, asked: str) -> bool:
    """Whether a reading is more than the words of an answer."""
    answers_itself = asked in _WORDS_ALONE and reading.intent.value == asked
    return reading.intent not in GIVES_WAY and not answers_itself
