"""The 批示's own values: who ordered what, of whom, by when, and how each unit stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.ids import PersonId, Slot, UnitId
from bot.domain.matters import Body
from bot.domain.office import Office, Role
from bot.domain.texts import Text

CONFIRM: Final = "issue"
SIGN: Final = "sign"
ANSWER: Final = "answer"
VERIFY: Final = "close_out"
RULE_EXTENSION: Final = "rule_extension"
RULE_OBJECTION: Final = "rule_objection"


class PartState(StrEnum):
    """How far one unit has come. 办结 by the unit is not 销号 by 督查室."""

    WAITING = "waiting"  # sent, not signed for
    SIGNED = "signed"  # 签收
    DONE = "done"  # the unit says 办结
    CLOSED = "closed"  # 督查室 has verified it: 销号
    MOVED = "moved"  # an objection was upheld; another unit has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One unit's or person's share."""

    unit: UnitId | None = None  # None where a person is named and no unit
    person: PersonId | None = None  # who signs for it
    lead: bool = True  # 牵头; False is 配合
    state: PartState = PartState.WAITING
    since: datetime | None = None  # when it was given to them; None in a draft
    signed_at: datetime | None = None
    done_at: datetime | None = None
    evidence: str = ""  # what was said when it was done

    @property
    def key(self) -> tuple[UnitId | None, PersonId | None]:
        """By what a share is known: a unit has one whoever signs for it, else it is the person's own."""
        return (self.unit, None) if self.unit is not None else (None, self.person)

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (PartState.WAITING, PartState.SIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One of the office's conventions on which a deadline hangs."""

    name: str  # as it is written in [deadlines] of office.toml
    value: bool  # as it was set then
    other: datetime  # what the deadline would be with the other value


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A name that fits several people, until somebody says who is meant."""

    name: str  # in the words used
    people: tuple[PersonId, ...]
    who: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline and how it was come by."""

    at: datetime
    because: Text
    provisional: bool = False
    said: bool = True  # False means the leader named none and the rulebook's applies
    alternatives: tuple[datetime, ...] = ()  # other ways to read the same words
    words: str = ""  # the words it was read from
    settings: tuple[Setting, ...] = ()  # what it hangs on
    read: Due | None = None  # as it was read, where somebody has chosen another reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was said along the way."""

    kind: str  # progress, late-request, returned, objection, extension, urged
    at: datetime
    by: PersonId | None
    unit: UnitId | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A request for more time that waits for an answer."""

    unit: UnitId | None
    person: PersonId | None
    until: datetime
    reason: str
    slot: Slot  # of the ruling that is owed to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A unit says that it is not its business, and whose it might be."""

    unit: UnitId | None
    person: PersonId | None
    reason: str
    suggest: UnitId | None
    slot: Slot  # of the ruling that is owed to it


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveBody(Body):
    """One 批示."""

    leader: PersonId | None  # None where the name is nobody in office.toml
    leader_name: str
    text: str
    deliverable: str = ""  # 方案, 材料 …
    urgent: bool = False  # 速办, 马上
    due: Due | None = None  # None in a draft whose deadline must still be settled
    parts: tuple[Part, ...] = ()
    outsiders: tuple[str, ...] = ()  # who was given something to do and stands in no office.toml
    unsure: tuple[Unsure, ...] = ()  # names that fit several people
    notes: tuple[Note, ...] = ()
    extensions: tuple[Extension, ...] = ()  # each unit's own, until it is ruled on
    objections: tuple[Objection, ...] = ()
    revision: int = 0  # how often it was revised after it was issued
    issued_at: datetime | None = None

    @property
    def doubt(self) -> Unsure | None:
        """The first name of which nobody has said yet who is meant."""
        return next((unsure for unsure in self.unsure if unsure.who is None), None)

    @property
    def leads(self) -> tuple[Part, ...]:
        """The parts that owe an answer."""
        return tuple(part for part in self.parts if part.lead and part.state is not PartState.MOVED)

    def parts_of(self, office: Office, person: PersonId | None) -> tuple[Part, ...]:
        """The parts a person may act for: his own, and his unit's."""
        if person is None:
            return ()
        unit = office.unit_of(person)
        return tuple(
            part
            for part in self.parts
            if part.state is not PartState.MOVED
            and (part.person == person or (part.unit is not None and unit == part.unit))
        )

    def parts_for(self, office: Office, person: PersonId | None, unit: UnitId | None) -> tuple[Part, ...]:
        """The same; or, where 督查室 takes down what a unit said on the telephone, that unit's."""
        if unit is not None and office.has(person, (Role.SUPERVISION, Role.DIRECTOR)):
            return tuple(p for p in self.parts if p.unit == unit and p.state is not PartState.MOVED)
        return self.parts_of(office, person)

    def with_parts(self, changed: Iterable[tuple[Part, Part]]) -> DirectiveBody:
        """The same 批示 with some parts replaced, given as (old, new)."""
        new = {id(old): part for old, part in changed}
        return replace(self, parts=tuple(new.get(id(part), part) for part in self.parts))

    def noted(
        self, kind: str, text: str, at: datetime, by: PersonId | None, unit: UnitId | None = None
    ) -> DirectiveBody:
        """The same 批示 with one more remark."""
        return replace(self, notes=(*self.notes, Note(kind=kind, at=at, by=by, unit=unit, text=text)))
