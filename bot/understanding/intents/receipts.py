"""Who has an instruction: 「已传到应急局老周、交警李明，15:05」 is two receipts of a unit, its person and a moment.

A moment behind a name is its own; one behind all of them is everybody's.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from bot.understanding.intents.rules import Scope
from bot.understanding.message import Message, Span
from bot.understanding.names import SURNAMES, TITLES, Name
from bot.understanding.values import Detail, TimeKind

_AHEAD: Final = timedelta(minutes=2)
_TITLE: Final = "|".join(sorted(TITLES, key=len, reverse=True))
_STRANGER: Final = re.compile(
    rf"(?:的)?(?P<name>[{''.join(sorted(SURNAMES))}](?:(?:{_TITLE})|[一-鿿]{{1,2}}?(?:{_TITLE})?))"
    r"(?=[、和及与跟，,。; \d]|$|已|均|都|回|签|接|收)"
)
_SAID_IT: Final = re.compile(r"(?:同志)?的?(?:重要|电话|口头)?(?:指示|批示|要求|精神)")


def receipts(scope: Scope) -> tuple[Detail, ...]:
    """The receipts in the order in which they are told; a person of a known unit stands for it."""
    message = scope.message
    named = message.names_in(scope.span)
    found = list[tuple[str, str, Span]]()
    for at, name in enumerate(named):
        if name.units:
            end = named[at + 1].start if at + 1 < len(named) else scope.end
            person = _person_behind(message, name, named[at + 1 : at + 2], end)
            found += [(_short(message, unit), person, (name.start, name.end)) for unit in name.units]
        elif name.person is not None and not _belongs(named[:at], name) and not _SAID_IT.match(message.text, name.end):
            found.append((_unit_of(message, name), _called(message, name), (name.start, name.end)))
    clocks = [
        (time.span[0], time.at)
        for time in message.times_in(scope.span)
        if _is_clock(scope, time.kind, time.grain, time.at)
    ]
    return tuple(_receipt(unit, person, _moment(clocks, found, at)) for at, (unit, person, _) in enumerate(found))


def _is_clock(scope: Scope, kind: TimeKind, grain: str, at: datetime) -> bool:
    return kind is TimeKind.POINT and grain == "minute" and at <= scope.message.frame.now + _AHEAD


def _person_behind(message: Message, unit: Name, after: tuple[Name, ...], end: int) -> str:
    """应急局老周, 交警李明: whose name stands right behind the unit's."""
    if after and after[0].person is not None and after[0].start - unit.end <= 1:
        return _called(message, after[0])
    stranger = _STRANGER.match(message.text, unit.end, min(end + 1, len(message.text)))
    return stranger["name"] if stranger else ""


def _belongs(before: tuple[Name, ...], name: Name) -> bool:
    return bool(before) and bool(before[-1].units) and name.start - before[-1].end <= 1


def _called(message: Message, name: Name) -> str:
    return next((person.name for person in message.lexicon.people if person.id == name.person), name.words)


def _unit_of(message: Message, name: Name) -> str:
    unit = next((person.unit for person in message.lexicon.people if person.id == name.person), None)
    return _short(message, unit) if unit is not None else ""


def _short(message: Message, unit: str) -> str:
    return next((known.short for known in message.lexicon.units if known.id == unit), unit)


def _moment(clocks: list[tuple[int, datetime]], found: list[tuple[str, str, Span]], at: int) -> datetime | None:
    """The clock before the next name, else the one behind all of them; without either none is made up."""
    start = found[at][2][0]
    until = found[at + 1][2][0] if at + 1 < len(found) else None
    own = next((when for place, when in clocks if place > start and (until is None or place < until)), None)
    if own is not None:
        return own
    return next((when for place, when in clocks if place > found[-1][2][0]), clocks[0][1] if len(clocks) == 1 else None)


def _receipt(unit: str, person: str, at: datetime | None) -> Detail:
    found: dict[str, Detail] = {}
    found |= {"unit": unit} if unit else {}
    found |= {"person": person} if person else {}
    return found | ({"at": at.isoformat()} if at is not None else {})


def done_at(scope: Scope) -> datetime | None:
    """When something was done, as far as a clock is given that is not ahead."""
    now = scope.message.frame.now
    for time in scope.message.times_in(scope.span):
        if time.kind is TimeKind.POINT and time.grain == "minute":
            return next((at for at in (time.at, *time.alternatives) if at <= now + _AHEAD), time.at)
    return None
