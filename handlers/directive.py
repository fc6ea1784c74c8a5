"""领导批示: from a leader's line to tasks, and everything the units and 督查室 say about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.directive.body import DirectiveBody, Due, Part, PartState
from bot.domain.duties.directive.drafting import (
    AskRevision,
    DraftDirective,
    DropDirective,
    IssueDirective,
    ReviseDirective,
    SetDue,
    Wording,
)
from bot.domain.duties.directive.handling import CloseOut, Complete, Progress, Return, Sign
from bot.domain.duties.directive.pleading import AskText, Object, RequestExtension, RuleExtension, RuleObjection
from bot.domain.duties.note import TakeNote
from bot.domain.ids import UnitId
from bot.domain.matters import Stage
from bot.domain.office import Role
from bot.ports import Case, Order, Plan
from bot.understanding.values import Reading, TimeKind, TimeReading
from handlers.room import Request, Unclear, do, no, which

_TITLE: Final = 30
_STOPS: Final = re.compile(r"[，,。！!；;\n]")
_ADDRESS: Final = re.compile(r"^.{0,12}(?:批示|指示|要求)[:：]")
_WHO: Final = re.compile(r"牵头|配合|协办|主办")


async def draft(request: Request) -> Plan:
    """A leader's message: read it back."""
    reading = request.reading
    leader = reading.leader or request.person
    person = request.office.person(leader)
    command = DraftDirective(
        by=request.person,
        leader=leader,
        leader_name=reading.leader_name or (person.called if person else ""),
        wording=wording(request, reading),
    )
    return do(Order(command=command))


def wording(request: Request, reading: Reading) -> Wording:
    """What was understood, as the core takes it."""
    people = dict.fromkeys(p for p in (reading.person, *reading.people) if p is not None and p != reading.leader)
    parts = (
        *(_part(request, unit, lead=True) for unit in reading.leads),
        *(_part(request, unit, lead=False) for unit in reading.supports if unit not in reading.leads),
        *(Part(person=person) for person in people if not reading.leads),
    )
    return Wording(
        text=request.words,
        title=_title(request, reading),
        parts=parts,
        deliverable=reading.deliverable,
        urgent=reading.urgent,
        due=due_of(request, reading.due) if reading.due else None,
    )


def _title(request: Request, reading: Reading) -> str:
    """What is wanted, without who shall do it and by when."""
    words = request.words
    if reading.due is not None and words == request.inbound.text.strip():
        start, end = reading.due.span
        words = words[:start] + words[end:]
    clauses = [c.strip() for c in _STOPS.split(_ADDRESS.sub("", words)) if c.strip()]
    telling = [c for c in clauses if not _WHO.search(c)] or clauses
    return (max(telling, key=len) if telling else words)[:_TITLE] or request.words[:_TITLE]


def _part(request: Request, unit: UnitId, *, lead: bool) -> Part:
    return Part(unit=unit, person=request.office.contact_of(unit), lead=lead)


def due_of(request: Request, found: TimeReading) -> Due:
    """A deadline as it was read, with what else it might have meant. A bare day means its closing time."""
    hours, at = request.office.hours, found.at
    if found.kind is TimeKind.POINT and found.grain == "day":
        at = hours.closing(hours.local(at).date())
    return Due(at=at, because=found.because, provisional=found.provisional, alternatives=found.alternatives)


async def revise(request: Request) -> Plan:
    """更正: a new wording, or only another day or another unit. A tap asks what is wrong."""
    found = await _mine(request, drafts=True)
    if isinstance(found, Unclear):
        return found.plan
    if request.tap is not None:
        return do(Order(command=AskRevision(by=request.person), matter=found.matter.id))
    command = ReviseDirective(by=request.person, wording=_changed(request, found))
    return do(Order(command=command, matter=found.matter.id))


def _changed(request: Request, case: Case) -> Wording:
    """The wording there was, with what the correction says put in its place."""
    body, reading = _body(case), request.reading
    said = wording(request, reading)
    units = [part.unit for part in said.parts]
    leads = said.parts or tuple(
        _part(request, unit, lead=True) for unit in request.understood.units if unit not in units
    )
    times = [t for t in request.understood.times if reading.due is None]
    due = said.due or (due_of(request, times[0]) if times else None)
    kept = tuple(part for part in body.parts if not part.lead) if leads and all(p.lead for p in leads) else ()
    return Wording(
        text=body.text if _is_short(request) else request.words,
        title=case.matter.title if _is_short(request) else said.title,
        parts=(*leads, *kept) or body.parts,
        deliverable=said.deliverable or body.deliverable,
        urgent=said.urgent or body.urgent,
        due=due or body.due,
    )


def _is_short(request: Request) -> bool:
    """Whether the words only correct a detail: they do not address anybody with a task of their own."""
    return not request.reading.deliverable and len(request.words) <= 24


async def edited(request: Request, case: Case) -> Plan:
    """The message it came from was edited: that is a revision."""
    command = ReviseDirective(by=request.person, wording=wording(request, request.reading))
    return do(Order(command=command, matter=case.matter.id))


async def set_due(request: Request) -> Plan:
    """One tap on another reading of the deadline."""
    at = _stamp(request)
    return no("deadline.not-understood") if at is None else await _on(request, SetDue(by=request.person, due_at=at))


async def issue(request: Request) -> Plan:
    """下达."""
    return await _on(request, IssueDirective(by=request.person), drafts=True)


async def drop(request: Request) -> Plan:
    """作废, 停办."""
    return await _on(request, DropDirective(by=request.person), drafts=True)


async def sign(request: Request) -> Plan:
    """签收."""
    return await _on(request, Sign(by=request.person, quiet=request.tap is not None))


async def progress(request: Request) -> Plan:
    """0118进展：…"""
    reading = request.reading
    expected = reading.due.at if reading.due else reading.at
    return await _on(request, Progress(by=request.person, text=reading.text or request.words, expected=expected))


async def complete(request: Request) -> Plan:
    """办完了."""
    evidence = "" if request.tap is not None else (request.reading.text or request.words)
    return await _on(request, Complete(by=request.person, evidence=evidence))


async def close_out(request: Request) -> Plan:
    """销号."""
    return await _on(request, CloseOut(by=request.person, unit=_unit_arg(request)))


async def send_back(request: Request) -> Plan:
    """退回: a tap asks for the reason, the reason sends it back."""
    if request.tap is not None:
        return await _on(request, AskText(by=request.person, what="return"))
    return await _on(request, Return(by=request.person, reason=request.words))


async def extend(request: Request) -> Plan:
    """申请延期: until when, and why."""
    if request.tap is not None:
        return await _on(request, AskText(by=request.person, what="extend"))
    found = request.reading.due or next(iter(request.understood.times), None)
    if found is None:
        return no("extension.until-when")
    reason = request.reading.text or request.words
    until = due_of(request, found).at
    return await _on(request, RequestExtension(by=request.person, until=until, reason=reason))


async def extend_yes(request: Request) -> Plan:
    """同意延期. A tap names the day with open eyes."""
    if request.tap is not None:
        return await _on(request, RuleExtension(by=request.person, agree=True, until=_stamp(request), settled=True))
    found = request.reading.due
    until = due_of(request, found).at if found else None
    return await _on(request, RuleExtension(by=request.person, agree=True, until=until), pending="extension")


async def extend_no(request: Request) -> Plan:
    """不同意延期."""
    return await _on(request, RuleExtension(by=request.person, agree=False), pending="extension")


async def object_to(request: Request) -> Plan:
    """这件不归我们管，该水利局办."""
    if request.tap is not None:
        return await _on(request, AskText(by=request.person, what="object"))
    suggested = (*request.reading.leads, *request.understood.units)
    own = set(request.units)
    suggest = next((unit for unit in suggested if unit not in own), None)
    return await _on(request, Object(by=request.person, reason=request.words, suggest=suggest))


async def object_yes(request: Request) -> Plan:
    """The objection is right."""
    return await _on(request, RuleObjection(by=request.person, uphold=True, to=_unit_arg(request)), pending="objection")


async def move_to(request: Request) -> Plan:
    """Whose business it is then."""
    units = (*request.reading.leads, *request.understood.units)
    if not units:
        return no("directive.no-unit-understood")
    return await _on(request, RuleObjection(by=request.person, uphold=True, to=units[0]))


async def object_no(request: Request) -> Plan:
    """The objection is wrong."""
    return await _on(request, RuleObjection(by=request.person, uphold=False), pending="objection")


async def note_only(request: Request) -> Plan:
    """阅: kept, and nobody owes anything."""
    reading = request.reading
    leader = request.office.person(reading.leader or request.person)
    readers = tuple(person for person in reading.people if person != request.person)
    name = reading.leader_name or (leader.called if leader else "")
    return do(Order(command=TakeNote(by=request.person, leader_name=name, text=request.words, readers=readers)))


def _unit_arg(request: Request) -> UnitId | None:
    arg = request.tap.arg if request.tap else ""
    return UnitId(arg) if arg in request.office.units else None


def _stamp(request: Request) -> datetime | None:
    arg = request.tap.arg if request.tap else ""
    return datetime.fromtimestamp(int(arg), request.office.hours.zone) if arg.isdecimal() else None


async def _on(request: Request, command: Command, *, drafts: bool = False, pending: str = "") -> Plan:
    found = await _mine(request, drafts=drafts, pending=pending)
    if isinstance(found, Unclear):
        return found.plan
    return do(Order(command=command, matter=found.matter.id))


async def _mine(request: Request, *, drafts: bool = False, pending: str = "") -> Case | Unclear:
    """The 批示 that is meant, among those the person has to do with."""
    cases = await request.room.reads.open_matters("directive")
    stage = Stage.DRAFT if drafts else Stage.OPEN
    near = [case for case in cases if case.matter.stage is stage and _concerns(request, case)]
    if pending:
        near = [case for case in near if getattr(_body(case), pending) is not None]
    return await which(request, ("directive",), near, "directive.none-of-yours")


def _concerns(request: Request, case: Case) -> bool:
    body, person = _body(case), request.person
    supervises = request.office.has(person, (Role.SUPERVISION, Role.DIRECTOR))
    return supervises or person in (body.leader, case.matter.opened_by) or bool(body.parts_of(request.office, person))


def waiting_for(request: Request, cases: Iterable[Case]) -> list[Case]:
    """The 批示 that wait for this person's signature."""
    return [
        case
        for case in cases
        if isinstance(case.matter.body, DirectiveBody)
        and case.matter.stage is Stage.OPEN
        and any(p.state is PartState.WAITING for p in case.matter.body.parts_of(request.office, request.person))
    ]


def _body(case: Case) -> DirectiveBody:
    assert isinstance(case.matter.body, DirectiveBody), "a list of 批示 holds 批示"
    return case.matter.body
