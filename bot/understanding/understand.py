"""The way of a sentence: words, names, numbers and times are found, then what the message wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkCalendar
from bot.domain.ids import PersonId
from bot.understanding.answers import answered, revised
from bot.understanding.guessing import likely_in
from bot.understanding.intents.table import GIVES_WAY
from bot.understanding.lexicon import Lexicon
from bot.understanding.matter_numbers import numbers_in
from bot.understanding.message import Message, marked
from bot.understanding.names import Name
from bot.understanding.reader import readings_of
from bot.understanding.replied import replied
from bot.understanding.situation import NOWHERE, Situation, situated
from bot.understanding.times import Frame, times_in
from bot.understanding.values import Conventions, Intent, Reading, Understood
from bot.understanding.wording import worded

_CASUALTIES: Final = "incident.element:casualties"  # 没有 is an answer there and no refusal
_WORDS_ALONE: Final = frozenset(("directive.return", "directive.move_to"))  # the words and their units say it all
_NOBODY: Final[Mapping[str, PersonId]] = MappingProxyType({})
_SHORT: Final = frozenset((Intent.YES, Intent.NO, Intent.ACK))


def understand(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    lexicon: Lexicon,
    conventions: Conventions,
    calendar: WorkCalendar,
    asked: str = "",
    meant: Mapping[str, PersonId] = _NOBODY,
    situation: Situation = NOWHERE,
) -> Understood:
    """All that a message says. `now` is aware; `asked` is the question the bot has just put, such as shift.to;
    `meant` says who is meant by a name that fits several people.

    `situation` says who speaks and what he answers, where that is known.

    Only the first 4,000 characters are read. Make the lexicon once and keep it: it carries the index of its names.
    """
    message = message_of(
        text,
        now=now,
        zone=zone,
        lexicon=lexicon,
        conventions=conventions,
        calendar=calendar,
        asked=asked,
        meant=meant,
        situation=situation,
    )
    whole = (0, len(message.text) + 1)
    readings = situated(replied(message, _readings(message)), situation)
    return Understood(
        times=message.times,
        readings=readings,
        units=message.units_in(whole),
        people=message.people_in(whole),
        unsure=_unsure(message.names),
        heard={name.words: name.known for name in message.names if name.known},
        number=message.number_in(whole),
        likely="" if readings else likely_in(message),
    )


def message_of(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    lexicon: Lexicon,
    conventions: Conventions,
    calendar: WorkCalendar,
    asked: str = "",
    meant: Mapping[str, PersonId] = _NOBODY,
    situation: Situation = NOWHERE,
) -> Message:
    """A message with its names, numbers and times, before anybody asks what it wants."""
    wording = worded(text)
    frame = Frame(now=now.astimezone(zone), zone=zone, conventions=conventions, calendar=calendar)
    names = lexicon.find(wording.text)
    if meant:
        names = tuple(_settled(name, meant) for name in names)
    times = times_in(wording, frame, [(name.start, name.end) for name in names if name.people])
    numbers = numbers_in(wording.text)
    return Message(
        wording=wording,
        frame=frame,
        lexicon=lexicon,
        times=times,
        names=names,
        numbers=numbers,
        marked=marked(wording.text, times, names, numbers),
        asked=asked,
        situation=situation,
    )


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


def _settled(name: Name, meant: Mapping[str, PersonId]) -> Name:
    """A name with the one of its people who is said to be meant; as it is where that is not said."""
    person = meant.get(name.words)
    return (
        name
        if person is None or person not in (*name.people, *name.either)
        else replace(name, people=(person,), either=())
    )


def _unsure(names: tuple[Name, ...]) -> dict[str, tuple[str, ...]]:
    """The names that fit several people, and those that are too far from any to be taken for one."""
    return {name.words: name.either or tuple(name.people) for name in names if name.either or len(name.people) > 1}
