"""Units, people and groups: who is there, and whom each name means.

Anybody may be named by his key or by his name, a unit by its key, its name or its short name. A name that fits two is
an error and not a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from bot.config.problems import hint
from bot.config.reading import Table
from bot.config.words import PURPOSES, ROLES, UNIT_KINDS
from bot.domain.ids import GroupId, PersonId, UnitId
from bot.domain.office import Group, Person, Role, Unit, UnitKind

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,23}")  # short and plain: it travels in the data of a button
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})*")


class Keys:
    """The keys of one kind of thing, and the other words by which each may be named."""

    def __init__(self, kind: str, tables: Iterable[Table], *names: str) -> None:
        self.kind = kind  # person, unit or group: for the sentence about a name that fits nothing
        self.rows: dict[str, Table] = {}
        self._named = defaultdict[str, set[str]](set)
        for table in tables:
            key = _key(table)
            if key in self.rows:
                table.wrong("id", "duplicate-id", word=key)
            elif key:
                self.rows[key] = table
                for name in (word for word in map(table.text, names) if word):
                    self._named[name].add(key)

    def find(self, table: Table, key: str, word: str) -> str | None:
        """Whom a word in a table means; None with the reason noted where it means nobody or several."""
        if word in self.rows:
            return word
        fits = self._named.get(word, set())
        if len(fits) == 1:
            return next(iter(fits))
        if fits:
            table.wrong(key, "ambiguous", word=word, fits=", ".join(sorted(fits)))
        else:
            suggestion = hint(word, (*self._named, *self.rows))
            table.found.error(table.place(key), f"unknown-{self.kind}", word=word, hint=suggestion)
        return None

    def one(self, table: Table, key: str) -> str | None:
        """Whom a key of a table names; None where it names nobody."""
        word = table.text(key)
        return self.find(table, key, word) if word else None

    def all(self, table: Table, key: str) -> tuple[str, ...]:
        """All whom a key of a table names."""
        found = (self.find(table, key, word) for word in table.texts(key))
        return tuple(dict.fromkeys(one for one in found if one is not None))


def _key(table: Table) -> str:
    key = table.text("id", required=True)
    if key and not _ID.fullmatch(key):
        table.wrong("id", "bad-key", word=key)
    if key:
        table.call(key)
    return key


def read_units(units: Keys, people: Keys) -> dict[UnitId, Unit]:
    """Every [[unit]]."""
    return {UnitId(key): _unit(UnitId(key), table, people) for key, table in units.rows.items()}


def _unit(id: UnitId, table: Table, people: Keys) -> Unit:
    name = table.text("name", required=True)
    head, liaison = people.one(table, "head"), people.one(table, "liaison")
    unit = Unit(
        id=id,
        name=name,
        short=table.text("short") or name,
        kind=table.chosen("kind", UNIT_KINDS) or UnitKind.SECTION,
        head=None if head is None else PersonId(head),
        liaison=None if liaison is None else PersonId(liaison),
        aliases=table.texts("aliases"),
    )
    table.close()
    return unit


def read_people(people: Keys, units: Keys) -> dict[PersonId, Person]:
    """Every [[person]]. Everybody is staff, whatever else he may be."""
    return {PersonId(key): _person(PersonId(key), table, people, units) for key, table in people.rows.items()}


def _person(id: PersonId, table: Table, people: Keys, units: Keys) -> Person:
    unit, backup = units.one(table, "unit"), people.one(table, "backup")
    if backup == id:
        table.wrong("backup", "own-backup", word=table.text("name"))
    language = table.text("language")
    if language and not is_language(language):
        table.wrong("language", "bad-language", word=language)
    person = Person(
        id=id,
        name=table.text("name", required=True),
        title=table.text("title"),
        unit=None if unit is None else UnitId(unit),
        roles=frozenset({Role.STAFF, *table.all_chosen("roles", ROLES)}),
        backup=None if backup is None else PersonId(backup),
        aliases=table.texts("aliases"),
        language=language or None,
    )
    table.close()
    return person


def read_groups(groups: Keys, people: Keys, purposes: Iterable[str]) -> dict[GroupId, Group]:
    """Every [[group]]. `purposes` are those of the rulebook's ladders; they may be words of the office's own."""
    known = PURPOSES | {purpose: purpose for purpose in purposes}
    return {GroupId(key): _group(GroupId(key), table, people, known) for key, table in groups.rows.items()}


def _group(id: GroupId, table: Table, people: Keys, purposes: Mapping[str, str]) -> Group:
    members = people.all(table, "members")
    group = Group(
        id=id,
        name=table.text("name", required=True),
        purposes=frozenset(table.all_chosen("for", purposes)),
        members=frozenset(map(PersonId, members)) if members else None,
    )
    if not table.data.get("for"):
        table.found.warn(table.place("for"), "group-without-purpose", hint=hint("", PURPOSES))
    table.close()
    return group


def is_language(written: str) -> bool:
    """Whether it is written as the name of a language is: zh-CN, en."""
    return _LANGUAGE.fullmatch(written) is not None
