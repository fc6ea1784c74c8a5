"""The office's own names, as the understanding wants them."""

from __future__ import annotations

from bot.domain.office import Office, Role
from bot.understanding.lexicon import Lexicon
from bot.understanding.values import PersonWords, UnitWords


def lexicon_of(office: Office) -> Lexicon:
    """People and units with everything they are called."""
    people = tuple(
        PersonWords(
            id=person.id,
            name=person.name,
            title=person.title,
            aliases=person.aliases,
            unit=person.unit,
            leads=Role.LEADER in person.roles,
        )
        for person in office.people.values()
    )
    units = tuple(
        UnitWords(id=unit.id, name=unit.name, short=unit.short, aliases=unit.aliases, kind=unit.kind)
        for unit in office.units.values()
    )
    return Lexicon(people=people, units=units)
