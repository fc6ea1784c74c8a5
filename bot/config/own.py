"""The office as a unit of its own: 请办公室尽快研究提出意见 charges the 办公室 as a whole, and its 主任 signs for it.

office.toml names the sections and not the office that they are sections of. Where no unit answers to 办公室 already,
the office itself does, under the names by which such an office goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.ids import PersonId, UnitId
from bot.domain.office import Person, Role, Unit, UnitKind

_ID: Final = "office"
_CALLED: Final = "办公室"
_LEVEL: Final = re.compile(r"([省州市区县旗乡镇])(人民政府|党?委|委员会)(?:办公室)$")


def with_own(
    units: Mapping[UnitId, Unit], name: str, short: str, people: Mapping[PersonId, Person]
) -> dict[UnitId, Unit]:
    """The units, and the office itself among them, unless it is no 办公室 or a unit is called so."""
    known = {word for unit in units.values() for word in (unit.name, unit.short, *unit.aliases)}
    if not name.endswith(_CALLED) or _CALLED in known or name in known or _ID in units:
        return dict(units)
    aliases = dict.fromkeys(word for word in (short, *_aliases(name)) if word not in known)
    head = next((person.id for person in people.values() if Role.DIRECTOR in person.roles), None)
    own = Unit(id=UnitId(_ID), name=name, short=_CALLED, kind=UnitKind.OFFICE, head=head, aliases=tuple(aliases))
    return {**units, own.id: own}


def _aliases(name: str) -> Iterator[str]:
    """县政府办公室, 县政府办, 县府办, 政府办, 府办 of a 县人民政府办公室; 县委办公室 and 县委办 of a 县委员会办公室."""
    found = _LEVEL.search(name)
    if found is None:
        return
    level, of = found[1], "政府" if found[2] == "人民政府" else "委"
    yield from (f"{level}{of}办公室", f"{level}{of}办")
    if of == "政府":
        yield from (f"{level}人民政府办公室", f"{level}府办", "政府办公室", "政府办", "府办")
