"""更正: what a short correction changes of a 批示 there is (改到下周三, 牵头改为水利局, 再加上财政局配合, 去掉教育局).

Words that are an order of their own replace everything; a short correction touches only what it names. Which role a
name has is said beside it (牵头, 配合); whether it comes in addition or instead, too (加上, 改为, 去掉).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.duties.directive.body import DirectiveBody, Due, Part, PartState
from bot.domain.duties.directive.drafting import Wording
from bot.domain.ids import UnitId
from bot.domain.office import Office, Person
from bot.ports import Case
from bot.understanding import corrections
from bot.understanding.corrections import How
from bot.understanding.values import TimeKind
from handlers.room import Request
from handlers.wording import due_of, no_such_day, part_of, wording

_SHORT: Final = 24


@dataclass(frozen=True, slots=True)
class Change:
    """What one clause of a correction does to the units."""

    units: tuple[UnitId, ...]
    lead: bool
    how: How


def amended(request: Request, case: Case) -> Wording | None:
    """The wording there was, with what the correction says put in its place; None where it says nothing of the kind."""
    body, reading = _body(case), request.reading
    if not _is_short(request):
        said = wording(request, reading)
        return replace(said, parts=said.parts or _parts(body), due=said.due or (None if said.no_day else body.due))
    words = request.words
    parts = _people(request, _with_units(request, body))
    times = [t for t in request.understood.times if t.kind is not TimeKind.INTERVAL]
    no_day = "" if times else no_such_day(words, request)
    found = replace(
        _as_it_is(case),
        parts=parts,
        deliverable=corrections.wanted(words) or body.deliverable,
        urgent=body.urgent or corrections.is_urgent(words),
        due=due_of(request, reading.due or times[0]) if reading.due or times else None if no_day else body.due,
        no_day=no_day,
        outsiders=() if parts != _parts(body) else body.outsiders,
        unsure=() if parts != _parts(body) else body.unsure,
    )
    return None if _same(found, case) else found


def with_due(case: Case, due: Due) -> Wording:
    """The wording there was, by another day."""
    return replace(_as_it_is(case), due=due)


def moved_to(office: Office, case: Case, units: Iterable[UnitId]) -> Wording:
    """The wording there was, led by others."""
    kept = [part for part in _parts(_body(case)) if not part.lead and part.unit not in tuple(units)]
    return replace(_as_it_is(case), parts=(*(part_of(office, unit, lead=True) for unit in units), *kept))


def _as_it_is(case: Case) -> Wording:
    body = _body(case)
    return Wording(
        text=body.text,
        title=case.matter.title,
        parts=_parts(body),
        deliverable=body.deliverable,
        urgent=body.urgent,
        due=body.due,
        outsiders=body.outsiders,
        unsure=body.unsure,
    )


def _is_short(request: Request) -> bool:
    """Whether the words only correct a detail: they do not give anybody a task of their own."""
    return bool(corrections.wanted(request.words)) or (not request.reading.deliverable and len(request.words) <= _SHORT)


def _same(found: Wording, case: Case) -> bool:
    body = _body(case)
    before = (_parts(body), body.deliverable, body.urgent, body.due, "")
    return (found.parts, found.deliverable, found.urgent, found.due, found.no_day) == before


def _parts(body: DirectiveBody) -> tuple[Part, ...]:
    return tuple(part for part in body.parts if part.state is not PartState.MOVED)


def _with_units(request: Request, body: DirectiveBody) -> tuple[Part, ...]:
    """The parts after every clause of the correction had its say."""
    parts, office = _parts(body), request.office
    for change in _changes(request, body):
        if change.how is How.LESS:
            parts = tuple(part for part in parts if part.unit not in change.units)
            continue
        given = {part.unit: part for part in parts}
        new = tuple(
            replace(given[unit], lead=change.lead) if unit in given else part_of(office, unit, lead=change.lead)
            for unit in change.units
        )
        gone = change.how is How.INSTEAD
        rest = [p for p in parts if p.unit not in change.units and not (gone and p.lead == change.lead)]
        parts = (*new, *rest) if change.lead else (*rest, *new)
    return parts


def _changes(request: Request, body: DirectiveBody) -> Iterable[Change]:
    lead = not (body.outsiders and body.leads)  # the name that was asked about is the one that is answered
    for pieces in corrections.clauses(request.understood.as_known(request.words)):
        units = _named(request.office, request.understood.units, "、".join(pieces))
        for piece in pieces:
            mine = tuple(unit for unit in units if _place(request.office, unit, piece) >= 0)
            if mine:
                said = corrections.leads(piece)
                lead = lead if said is None else said
                yield Change(mine, lead, corrections.how(_without_names(request.office, mine, piece), lead=lead))


def _without_names(office: Office, units: Iterable[UnitId], piece: str) -> str:
    """What a piece says beside its names: 发改局 is no 改."""
    known = (office.units[unit] for unit in units)
    names = (name for unit in known for name in (unit.name, unit.short, *unit.aliases))
    for name in sorted(names, key=len, reverse=True):
        piece = piece.replace(name, "")
    return piece


def _named(office: Office, units: Iterable[UnitId], clause: str) -> tuple[UnitId, ...]:
    found = [(place, unit) for unit in units if (place := _place(office, unit, clause)) >= 0]
    return tuple(unit for _, unit in sorted(found))


def _place(office: Office, unit: UnitId, words: str) -> int:
    """Where a unit is named, or -1."""
    known = office.units[unit]
    places = [words.find(name) for name in (known.short, known.name, *known.aliases)]
    return min((place for place in places if place >= 0), default=-1)


def _people(request: Request, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """改由周强负责: somebody signs for his unit's share, or, where his unit has none, has the matter himself."""
    office = request.office
    for person in request.understood.people:
        if not _is_charged(office.people[person], request.understood.as_known(request.words)):
            continue
        unit = office.unit_of(person)
        if unit is not None and any(part.unit == unit for part in parts):
            parts = tuple(replace(part, person=person) if part.unit == unit else part for part in parts)
        else:
            parts = (Part(person=person), *(part for part in parts if not part.lead))
    return parts


def _is_charged(person: Person, words: str) -> bool:
    """Whether the words give him something to do; whom it is reported to has nothing to do."""
    return corrections.charges(words, (person.name, *person.aliases))


def _body(case: Case) -> DirectiveBody:
    assert isinstance(case.matter.body, DirectiveBody), "only a 批示 is corrected so"
    return case.matter.body
