"""The way of a sentence: words, names, numbers and times are found, then what the message wants.

What finds out what is wanted is loaded with the first message: its many patterns take a while to get ready, and most
commands (a roster, an invitation) never read one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkCalendar
from bot.domain.ids import PersonId
from bot.understanding.lexicon import Lexicon
from bot.understanding.matter_numbers import numbers_in
from bot.understanding.message import Message, marked
from bot.understanding.names import Name
from bot.understanding.situation import NOWHERE, Situation
from bot.understanding.strangers import strangers_in
from bot.understanding.times import Frame, times_in
from bot.understanding.values import Conventions, Understood
from bot.understanding.wording import worded

_NOBODY: Final[Mapping[str, PersonId]] = MappingProxyType({})


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

    Only the first 3,000 characters are read. Make the lexicon once and keep it: it carries the index of its names.
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
    from bot.understanding.meaning import likely_in, meaning_of

    whole = (0, len(message.text) + 1)
    readings = meaning_of(message)
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
    names = strangers_in(wording.text, names)
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
