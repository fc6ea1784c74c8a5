"""The office: its people, units and groups, its hours and its rulebook. One immutable value, read from office.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from functools import cached_property

from bot.domain.calendar import OfficeHours, QuietHours, WorkCalendar
from bot.domain.ids import GroupId, PersonId, UnitId
from bot.domain.rules import Rulebook


class Role(StrEnum):
    """What a person may do here. Anyone may have several."""

    STAFF = "staff"  # everybody in office.toml
    DUTY_OFFICER = "duty_officer"  # 值班员
    SHIFT_LEADER = "shift_leader"  # 带班领导
    LEADER = "leader"  # 县领导: may issue 批示
    DIRECTOR = "director"  # 办公室主任
    SUPERVISION = "supervision"  # 督查室
    ADMINISTRATOR = "administrator"  # accounts, rosters, settings


class UnitKind(StrEnum):
    """Where a unit stands."""

    SECTION = "section"  # 股室 of this office
    AGENCY = "agency"  # 局, 办 outside it
    TOWN = "town"  # 乡镇, 街道
    OFFICE = "office"  # the office as a whole, as in 请办公室研究; none of 各股室 and none of 各单位


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may speak to the bot."""

    id: PersonId
    name: str
    title: str = ""  # 职务, such as 县长
    unit: UnitId | None = None
    roles: frozenset[Role] = frozenset({Role.STAFF})
    backup: PersonId | None = None  # the B岗; None means there is none
    aliases: tuple[str, ...] = ()  # 小李, 老周, 陈县长
    language: str | None = None  # None means the office's

    @property
    def called(self) -> str:
        """How the person is addressed: surname and title for those who have one (陈县长), else the name."""
        return f"{self.name[0]}{self.title}" if self.title and Role.LEADER in self.roles else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A 股室, 局 or 乡镇. Its contact answers for it in the chat."""

    id: UnitId
    name: str
    short: str
    kind: UnitKind = UnitKind.SECTION
    head: PersonId | None = None
    liaison: PersonId | None = None  # 联络员; None means the head signs for himself
    aliases: tuple[str, ...] = ()

    @property
    def contact(self) -> PersonId | None:
        """Who receives what is sent to the unit."""
        return self.liaison or self.head


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group chat and what it is for: duty, incident, supervision, weekly."""

    id: GroupId
    name: str
    purposes: frozenset[str]
    members: frozenset[PersonId] | None = None  # None means everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftHours:
    """When a kind of shift begins and ends; an end not after the start lies on the next day."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Who gets the weekly summary, and when (local time)."""

    weekday: int = 0  # Monday is 0
    at: time = time(8, 30)
    groups: tuple[GroupId, ...] = ()
    people: tuple[PersonId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Office:
    """Everything about the office that a decision may need. Replaced as a whole when office.toml changes."""

    name: str
    short: str
    language: str
    people: Mapping[PersonId, Person]
    units: Mapping[UnitId, Unit]
    groups: Mapping[GroupId, Group]
    hours: OfficeHours
    quiet: QuietHours | None
    calendar: WorkCalendar
    rulebook: Rulebook
    shifts: Mapping[str, ShiftHours]
    weekly: Weekly = field(default_factory=Weekly)
    fault_words: Mapping[str, str] = field(default_factory=dict)  # domain -> 差错, 失误, 缺陷
    sample: bool = False  # True means an invented office to try things out in
    redact: frozenset[str] = frozenset()  # channels that carry numbers and actions only

    def person(self, id: PersonId | None) -> Person | None:
        """The person of that id, or None where office.toml has none any more."""
        return self.people.get(id) if id is not None else None

    def name_of(self, id: PersonId | None) -> str:
        """A person's name; the bare id where he has left the office, an empty word for nobody."""
        person = self.person(id)
        return person.name if person else id or ""

    def unit_name(self, id: UnitId | None) -> str:
        """A unit's short name, or an empty word for none."""
        unit = self.units.get(id) if id is not None else None
        return unit.short if unit else id or ""

    def unit_of(self, person: PersonId | None) -> UnitId | None:
        """The unit a person works in."""
        found = self.person(person)
        return found.unit if found else None

    def has(self, person: PersonId | None, roles: Iterable[Role]) -> bool:
        """Whether the person has at least one of the roles."""
        found = self.person(person)
        return found is not None and not found.roles.isdisjoint(roles)

    def in_role(self, role: Role) -> tuple[PersonId, ...]:
        """Everybody with that role, in the order of office.toml."""
        return self._by_role.get(role, ())

    def groups_for(self, purpose: str) -> tuple[GroupId, ...]:
        """The group chats that serve a purpose."""
        return tuple(group.id for group in self.groups.values() if purpose in group.purposes)

    def contact_of(self, unit: UnitId) -> PersonId | None:
        """Who receives what is sent to a unit; None where nobody is named."""
        found = self.units.get(unit)
        return found.contact if found else None

    @cached_property
    def _by_role(self) -> Mapping[Role, tuple[PersonId, ...]]:
        return {role: tuple(p.id for p in self.people.values() if role in p.roles) for role in Role}
