"""领导批示 on the leader's side: taken down, read back, corrected, issued, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.directive.body import DirectiveBody, PartState
from bot.domain.duties.directive.choosing import SEPARATOR
from bot.domain.duties.directive.correcting import AskRevision, PickPerson, SetDue
from bot.domain.duties.directive.drafting import DraftDirective, DropDirective, IssueDirective, Wording
from bot.domain.duties.directive.revising import ReviseDirective
from bot.domain.duties.note import TakeNote
from bot.domain.effects import Question
from bot.domain.ids import PersonId
from bot.domain.matters import Stage
from bot.domain.office import Role
from bot.domain.texts import names, say
from bot.ports import Case, Order, Plan
from bot.understanding.values import Reading
from handlers.amending import amended
from handlers.room import ANSWER_WITHIN, Request, Unclear, ask, do, no, tell, which
from handlers.wording import by_day, orders_in, parts_knowing, wording

_IN_OWN_NAME: Final = (Role.LEADER, Role.DIRECTOR)
_LEADS: Final = (Role.LEADER, Role.DIRECTOR, Role.SHIFT_LEADER)
_SUPERVISES: Final = (Role.SUPERVISION, Role.DIRECTOR)


async def draft(request: Request) -> Plan:
    """A leader's message: read it back, one order at a time. Others may only take down what a leader has said."""
    reading, office = request.reading, request.office
    if not reading.leader_name and not office.has(request.person, _IN_OWN_NAME):
        return no("directive.whose")
    if reading.leader is not None and not office.has(reading.leader, _LEADS):
        return no("directive.not-a-leader", name=office.name_of(reading.leader))
    leader = reading.leader if reading.leader_name else request.person
    said = _said(request, reading)
    commands = [_draft(request, leader, words) for words in said]
    new = [command for command in commands if await _same(request, command) is None]
    if not new:
        same = await _same(request, commands[0])
        return no("directive.same-again", number=same.matter.number if same else "")
    return do(*(Order(command=command) for command in new))


def _said(request: Request, reading: Reading) -> list[Wording]:
    """The orders of one reading. A message that is one order is kept whole; else each has its own words."""
    parts, all_orders = by_day(request, reading), orders_in(request)
    whole = len(parts) == 1 and len(all_orders) <= 1 and not reading.leader_name
    return [wording(request, part, "" if whole else part.text) for part in parts]


def _draft(request: Request, leader: PersonId | None, words: Wording) -> DraftDirective:
    person = request.office.person(leader)
    name = request.reading.leader_name or (person.called if person else "")
    return DraftDirective(by=request.person, leader=leader, leader_name=name, wording=words)


async def _same(request: Request, command: DraftDirective) -> Case | None:
    """The open 批示 that says the very same: what is sent twice is one order."""
    for case in await request.room.reads.open_matters("directive"):
        body = directive_of(case)
        if (body.leader, body.leader_name, body.text) == (command.leader, command.leader_name, command.wording.text):
            return case
    return None


async def revise(request: Request) -> Plan:
    """更正: a new wording, or only another day or another unit. A tap asks what is wrong."""
    found = await mine(request, drafts=True)
    if isinstance(found, Unclear):
        return found.plan
    if request.tap is not None:
        return do(Order(command=AskRevision(by=request.person), matter=found.matter.id))
    return amend(request, found)


def amend(request: Request, case: Case) -> Plan:
    """A correction in words. Where nothing is understood of it, it is asked again and nothing changes."""
    doubt = directive_of(case).doubt
    named = [person for person in request.understood.people if doubt is not None and person in doubt.people]
    if doubt is not None and len(named) == 1:
        return _picked(request, case, directive_of(case).unsure.index(doubt), named[0])
    words = amended(request, case)
    if words is None:
        question = Question(kind="directive.revise", matter=case.matter.id, until=request.now + ANSWER_WITHIN)
        return ask(say("directive.revise-unclear", number=case.matter.number), question)
    return do(Order(command=ReviseDirective(by=request.person, wording=words), matter=case.matter.id))


async def edited(request: Request, case: Case) -> Plan:
    """The message it came from was edited: that is a revision of everything the message once opened."""
    siblings = [
        c
        for c in await request.room.reads.open_matters("directive")
        if (c.matter.opened_at, c.matter.opened_by) == (case.matter.opened_at, case.matter.opened_by)
    ]
    siblings.sort(key=lambda c: c.matter.id)
    orders = orders_in(request) or [request.reading]
    named = next((order for order in orders if order.leader_name), None)
    whole = len(orders) == 1 and named is None
    said = [wording(request, order, "" if whole else order.text) for order in orders]
    revised = tuple(
        Order(command=ReviseDirective(by=request.person, wording=words), matter=known.matter.id)
        for known, words in zip(siblings, said, strict=False)
        if len(siblings) == 1 or not _says(known, words)
    )
    body = directive_of(case)
    new = (
        Order(command=DraftDirective(by=request.person, leader=body.leader, leader_name=body.leader_name, wording=w))
        for w in said[len(siblings) :]
    )
    plan = Plan(orders=(*revised, *new))
    if len(said) < len(siblings):
        left = [c.matter.number for c in siblings[len(said) :]]
        plan = replace(plan, says=tell(say("directive.edit-lacks", numbers=names(*left))).says)
    return plan


def _says(case: Case, words: Wording) -> bool:
    """Whether an order is as it was."""
    return directive_of(case).text == words.text


async def set_due(request: Request) -> Plan:
    """One tap on another reading of the deadline."""
    at = stamp(request)
    return no("deadline.not-understood") if at is None else await on(request, SetDue(by=request.person, due_at=at))


async def pick(request: Request) -> Plan:
    """One tap on whom a name means."""
    found = await mine(request, drafts=True)
    if isinstance(found, Unclear):
        return found.plan
    place, _, person = (request.tap.arg if request.tap else "").partition(SEPARATOR)
    if not place.isdecimal() or int(place) >= len(directive_of(found).unsure):
        return no("refused.stale-button")
    return _picked(request, found, int(place), PersonId(person))


def _picked(request: Request, case: Case, place: int, who: PersonId) -> Plan:
    """The same words are read again, knowing who is meant; what else was corrected meanwhile stays."""
    unsure = directive_of(case).unsure
    meant = {one.name: one.who for one in unsure if one.who is not None} | {unsure[place].name: who}
    parts = parts_knowing(request, case, meant, who)
    return do(Order(command=PickPerson(by=request.person, place=place, person=who, parts=parts), matter=case.matter.id))


async def issue(request: Request) -> Plan:
    """下达."""
    return await on(request, IssueDirective(by=request.person), drafts=True)


async def drop(request: Request) -> Plan:
    """作废, 停办."""
    return await on(request, DropDirective(by=request.person), drafts=True)


async def note_only(request: Request) -> Plan:
    """阅: kept, and nobody owes anything."""
    reading = request.reading
    leader = request.office.person(reading.leader or request.person)
    readers = tuple(person for person in reading.people if person != request.person)
    name = reading.leader_name or (leader.called if leader else "")
    return do(Order(command=TakeNote(by=request.person, leader_name=name, text=request.words, readers=readers)))


# --- which one is meant ------------------------------------------------------------------------------------------


def stamp(request: Request) -> datetime | None:
    """The moment that a tapped button stands for."""
    arg = request.tap.arg if request.tap else ""
    return datetime.fromtimestamp(int(arg), request.office.hours.zone) if arg.isdecimal() else None


async def on(request: Request, command: Command, *, drafts: bool = False, pending: str = "") -> Plan:
    """Do that to the 批示 that is meant."""
    found = await mine(request, drafts=drafts, pending=pending)
    if isinstance(found, Unclear):
        return found.plan
    return do(Order(command=command, matter=found.matter.id))


async def mine(request: Request, *, drafts: bool = False, pending: str = "") -> Case | Unclear:
    """The 批示 that is meant, among those the person has to do with. `pending` names the pleas that must wait there."""
    near = await concerning(request, Stage.DRAFT if drafts else Stage.OPEN)
    if pending:
        near = [case for case in near if getattr(directive_of(case), pending)]
    return await which(request, ("directive",), near, "ruling.nothing-waits" if pending else "directive.none-of-yours")


async def concerning(request: Request, stage: Stage = Stage.OPEN) -> list[Case]:
    """The 批示 that the person has to do with."""
    cases = await request.room.reads.open_matters("directive")
    return [case for case in cases if case.matter.stage is stage and _concerns(request, case)]


def _concerns(request: Request, case: Case) -> bool:
    body, person = directive_of(case), request.person
    supervises = request.office.has(person, _SUPERVISES)
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


def directive_of(case: Case) -> DirectiveBody:
    """What a 批示 remembers."""
    assert isinstance(case.matter.body, DirectiveBody), "a list of 批示 holds 批示"
    return case.matter.body
