"""What short words mean where they are said: 收到, 可以, 不行, or an answer to the question the bot has just asked.

The order is always the same: a tapped button or a reply names the matter; then a number in the words; then the one
matter that it can be. Where it can be several, it is asked, never guessed.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.commands import Acknowledge
from bot.domain.duties.directive.body import DirectiveBody
from bot.domain.duties.directive.handling import Sign
from bot.domain.duties.incident.body import ANSWER, RELAY
from bot.domain.duties.incident.instruction import Receive
from bot.domain.matters import Stage
from bot.domain.office import Role
from bot.domain.texts import say
from bot.ports import Case, Order, Plan
from bot.understanding.values import Intent
from handlers import directive, duty, fault, incident
from handlers.room import Handler, Request, do, offer, pointed_at, slot_of, tell

ANSWERS: Final[dict[str, Handler]] = {
    "incident.element": incident.supplement,
    "incident.oral_to": incident.oral_to,
    "incident.flash_by": incident.flash_by,
    "incident.units": incident.units,
    "directive.revise": directive.revise,
    "directive.extend": directive.extend,
    "directive.object": directive.object_to,
    "directive.complete": directive.complete,
    "directive.return": directive.send_back,
    "directive.move_to": directive.move_to,
    "fault.appeal": fault.appeal,
    "shift.to": duty.hand_off,
}

_CORRECTS: Final = re.compile(
    r"(?:更正|不对|不是|应该是|应为|改|(?:时限|期限|牵头|主办|配合|协办)[^，。]{0,8}(?:改|是|为))"
)
_SHORT: Final = 40
_ORDERS: Final = frozenset({Intent.DIRECTIVE, Intent.INSTRUCTION, Intent.NOTE_ONLY})
_WEAK: Final = frozenset({Intent.SUPPLEMENT, Intent.YES, Intent.NO, Intent.HELP, Intent.EXPLAIN})
_FITS: Final[dict[str, frozenset[Intent]]] = {
    "incident.element": frozenset(),
    "incident.oral_to": frozenset({Intent.ORAL_DONE}),
    "incident.flash_by": frozenset({Intent.FLASH_DONE}),
    "incident.units": frozenset({*_ORDERS, Intent.RELAYED}),
    "directive.revise": _ORDERS,
    "directive.extend": frozenset({*_ORDERS, Intent.EXTEND, Intent.PROGRESS}),
    "directive.object": frozenset({*_ORDERS, Intent.OBJECT}),
    "directive.complete": frozenset({Intent.COMPLETE, Intent.PROGRESS}),
    "directive.return": frozenset({*_ORDERS, Intent.PROGRESS, Intent.COMPLETE, Intent.OBJECT}),
    "directive.move_to": _ORDERS,
    "fault.appeal": frozenset(set(Intent) - {Intent.INCIDENT}),
    "shift.to": frozenset({Intent.HAND_OFF, Intent.TAKE_OVER}),
}


def answers_question(request: Request) -> Handler | None:
    """The handler of the question, where these words are an answer to it and not something else altogether."""
    question = request.question
    if question is None or question.kind not in ANSWERS:
        return None
    fitting = _WEAK | _FITS[question.kind]
    meant = {reading.intent for reading in request.understood.readings}
    return ANSWERS[question.kind] if meant <= fitting else None


async def acknowledge(request: Request) -> Plan:
    """收到. It signs for the one thing it can mean, and never completes anything."""
    case = await pointed_at(request)
    if case is not None:
        return _acknowledge_one(request, case)
    waiting = await waiting_for(request)
    if len(waiting) == 1:
        return _acknowledge_one(request, waiting[0])
    if waiting:
        return offer(request, waiting)
    if not request.inbound.private:
        return Plan()  # 收到 in a group where nothing waits is talk among people
    return tell(say("ack.nothing-waits"))


async def waiting_for(request: Request) -> list[Case]:
    """The matters that wait for this person's 收到: unsigned 批示, and instructions to be received."""
    reads = request.room.reads
    unsigned = directive.waiting_for(request, await reads.open_matters("directive"))
    told = [c for c in await reads.open_matters("incident") if _owes(request, c, RELAY)]
    return [*unsigned, *told]


def _owes(request: Request, case: Case, act: str) -> bool:
    return any(o.live and o.owes == act and o.unit in request.units for o in case.obligations)


def _acknowledge_one(request: Request, case: Case) -> Plan:
    id, person = case.matter.id, request.person
    if case.matter.kind == "directive" and directive.waiting_for(request, [case]):
        return do(Order(command=Sign(by=person), matter=id))
    if case.matter.kind == "incident" and _owes(request, case, RELAY):
        return do(Order(command=Receive(by=person), matter=id))
    return do(Order(command=Acknowledge(by=person, slot=slot_of(request)), matter=id))


async def yes(request: Request) -> Plan:
    """可以, 同意: to the one thing that waits for this person's yes."""
    return await _ruling(request, agree=True)


async def no_(request: Request) -> Plan:
    """不行, 不同意."""
    return await _ruling(request, agree=False)


async def _ruling(request: Request, *, agree: bool) -> Plan:
    case = await pointed_at(request)
    cases = [case] if case is not None else await request.room.reads.open_matters("directive")
    decidable = [c for c in cases if _decidable(request, c)]
    if not decidable:
        return Plan() if not request.inbound.private else tell(say("ruling.nothing-waits"))
    if len(decidable) > 1:
        return offer(request, decidable)
    body, at = decidable[0].matter.body, request.at(decidable[0].matter.id)
    assert isinstance(body, DirectiveBody), "only a 批示 waits for a yes"
    if decidable[0].matter.stage is Stage.DRAFT:
        return await (directive.issue(at) if agree else directive.revise(at))
    if body.extension is not None:
        return await (directive.extend_yes(at) if agree else directive.extend_no(at))
    return await (directive.object_yes(at) if agree else directive.object_no(at))


def _decidable(request: Request, case: Case) -> bool:
    body = case.matter.body
    if not isinstance(body, DirectiveBody):
        return False
    supervises = request.office.has(request.person, (Role.SUPERVISION,))
    own = request.person in (body.leader, case.matter.opened_by)
    if case.matter.stage is Stage.DRAFT:
        return own or supervises
    return (body.extension is not None and (own or supervises)) or (body.objection is not None and supervises)


async def answers_instruction(request: Request) -> Case | None:
    """The one incident on which a unit's report, said without a number, can be the answer to an instruction."""
    if request.reading.number or request.mention is not None:
        return None
    asked = [c for c in await request.room.reads.open_matters("incident") if _owes(request, c, ANSWER)]
    return asked[0] if len(asked) == 1 else None


async def corrects_a_draft(request: Request) -> Case | None:
    """The one draft that words such as 改到周三 or 牵头改为水利局 can mean, where there is exactly one."""
    if not _CORRECTS.match(request.words) or len(request.words) > _SHORT:
        return None
    drafts = [
        case
        for case in await request.room.reads.open_matters("directive")
        if case.matter.stage is Stage.DRAFT and _decidable(request, case)
    ]
    return drafts[0] if len(drafts) == 1 else None


async def about_a_matter(request: Request, case: Case) -> Plan | None:
    """Plain words said in reply to something: a remark about that matter. None where they cannot be one."""
    match case.matter.kind:
        case "incident" if _owes(request, case, ANSWER):
            return await incident.answer(request)
        case "incident":
            return await incident.follow_up(request)
        case "directive" if case.matter.stage is Stage.DRAFT:
            return await directive.revise(request)
        case "directive":
            return await directive.progress(request)
        case "fault":
            return await fault.appeal(request)
        case _:
            return None
