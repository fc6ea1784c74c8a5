"""What short words mean where they are said: 收到, 可以, 不行, or an answer to the question the bot has just asked.

The order is always the same: a tapped button or a reply names the matter; then a number in the words; then the one
matter that it can be. Where it can be several, it is asked, never guessed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.commands import Acknowledge
from bot.domain.duties.directive.body import DirectiveBody
from bot.domain.duties.directive.handling import Sign
from bot.domain.duties.incident.body import ANSWER, RELAY
from bot.domain.duties.incident.instruction import Receive
from bot.domain.effects import Question
from bot.domain.matters import Stage
from bot.domain.office import Role
from bot.domain.texts import say
from bot.ports import Case, Order, Plan
from bot.understanding import corrections
from bot.understanding.incidents import remarks
from bot.understanding.outsiders import outsiders
from bot.understanding.values import Intent, Reading
from handlers import directive, duty, fault, incident, response
from handlers.room import Handler, Request, do, offer, pointed_at, slot_of, tell

ANSWERS: Final[dict[str, Handler]] = {
    "incident.element": incident.supplement,
    "incident.oral_to": incident.oral_to,
    "incident.flash_by": incident.flash_by,
    "incident.units": incident.units,
    "directive.revise": directive.revise,
    "directive.extend": response.extend,
    "directive.object": response.object_to,
    "directive.complete": response.complete,
    "directive.progress": response.progress,
    "directive.return": response.send_back,
    "directive.move_to": response.move_to,
    "fault.appeal": fault.appeal,
    "shift.to": duty.hand_off,
    "shift.cover": duty.cover_for,
    "shift.confirm": duty.confirm,
}

_SHORT: Final = 40
_ORDERS: Final = frozenset({Intent.DIRECTIVE, Intent.INSTRUCTION, Intent.NOTE_ONLY})
_WEAK: Final = frozenset({Intent.SUPPLEMENT, Intent.YES, Intent.NO, Intent.HELP, Intent.GREETING, Intent.EXPLAIN})
_FITS: Final[dict[str, frozenset[Intent]]] = {
    "incident.element": frozenset(),
    "incident.oral_to": frozenset({Intent.ORAL_DONE}),
    "incident.flash_by": frozenset({Intent.FLASH_DONE}),
    "incident.units": frozenset({*_ORDERS, Intent.RELAYED}),
    "directive.revise": _ORDERS,
    "directive.extend": frozenset({*_ORDERS, Intent.EXTEND, Intent.PROGRESS}),
    "directive.object": frozenset({*_ORDERS, Intent.OBJECT}),
    "directive.complete": frozenset({Intent.COMPLETE, Intent.PROGRESS}),
    "directive.progress": frozenset({Intent.COMPLETE, Intent.PROGRESS}),
    "directive.return": frozenset({*_ORDERS, Intent.PROGRESS, Intent.COMPLETE, Intent.OBJECT, Intent.RETURN}),
    "directive.move_to": frozenset({*_ORDERS, Intent.MOVE_TO}),
    "fault.appeal": frozenset(set(Intent) - {Intent.INCIDENT}),
    "shift.to": frozenset({Intent.HAND_OFF, Intent.TAKE_OVER}),
    "shift.cover": frozenset(),
    "shift.confirm": frozenset(),
}


def answers_question(request: Request) -> Handler | None:
    """The handler of the question, where these words are an answer to it and not something else altogether."""
    question, mention = request.question, request.mention
    if question is None or question.kind not in ANSWERS:
        return None
    if mention is not None and question.matter not in (None, mention.matter):
        return None  # a reply to something else
    if question.kind == "directive.revise" and request.understood.first(Intent.EXPLAIN) is not None:
        return None  # why it is that day is asked, and nothing corrected
    if "wanted" in question.args and _orders_something_else(request, question):
        return None
    fitting = _WEAK | _FITS[question.kind]
    meant = {reading.intent for reading in request.understood.readings if not _answers_where_and_who(question, reading)}
    return ANSWERS[question.kind] if meant <= fitting else None


def _orders_something_else(request: Request, question: Question) -> bool:
    """Whether words charge with something else than the order that is asked about; or others, where only the day is.

    The same order said once more, now with a day that can be, is the answer.
    """
    order, wanted = request.understood.first(Intent.DIRECTIVE), question.args["wanted"]
    if order is None:
        return False
    if order.deliverable and wanted and order.deliverable not in wanted and wanted not in order.deliverable:
        return True
    if "units" not in question.args:
        return False
    charged = question.args["units"].split(",")
    unknown = outsiders(request.understood.as_known(request.words), request.office, request.understood.unsure)
    return bool(unknown) or any(unit not in charged for unit in (*order.leads, *order.supports))


def _answers_where_and_who(question: Question, reading: Reading) -> bool:
    """17点40分，在城北加油站旁，两人受伤 tells no new incident, where it was asked for: no word says what happened.

    Nor does 十余人被困 where it was asked who is harmed: it says neither where nor when.
    """
    elements = reading.elements
    if reading.intent is not Intent.INCIDENT or question.kind != "incident.element" or elements is None:
        return False
    who = question.args.get("element") == "casualties" and elements.casualties.known
    return elements.category is None or (who and not elements.place and elements.occurred_at is None)


async def acknowledge(request: Request) -> Plan:
    """收到. It signs for the one thing it can mean, and never completes anything."""
    case = await pointed_at(request) or await numbered(request)
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


async def numbered(request: Request, number: str = "") -> Case | None:
    """The matter whose number stands in the words: one that is open before one that is over."""
    wanted = number or request.reading.number or request.understood.number
    found = await request.room.reads.by_number(wanted) if wanted else ()
    for matter in sorted(found, key=lambda m: m.stage is Stage.CLOSED):
        return await request.room.reads.case(matter.id)
    return None


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
    if case.matter.kind == "directive" and (unit := response.taken_down_for(request, case)) is not None:
        return do(Order(command=Sign(by=person, quiet=False, unit=unit), matter=id))
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
    if body.extensions:
        return await (response.extend_yes(at) if agree else response.extend_no(at))
    return await (response.object_yes(at) if agree else response.object_no(at))


def _decidable(request: Request, case: Case) -> bool:
    body = case.matter.body
    if not isinstance(body, DirectiveBody):
        return False
    supervises = request.office.has(request.person, (Role.SUPERVISION,))
    own = request.person in (body.leader, case.matter.opened_by)
    if case.matter.stage is Stage.DRAFT:
        return own or supervises
    return (bool(body.extensions) and (own or supervises)) or (bool(body.objections) and supervises)


async def feeds_back(request: Request) -> Plan | None:
    """反馈：…, from a unit that a leader has charged on an open incident; None where it is nobody's answer."""
    if not remarks.feeds_back(request.words):
        return None
    cases = await request.room.reads.open_matters("incident")
    asked = [c for c in cases if _owes(request, c, ANSWER)]
    if not asked and request.understood.first(Intent.INCIDENT, Intent.SUPPLEMENT):  # more of what was answered before
        asked = [c for c in cases if _charged(request, c)]
    meant = await pointed_at(request) or await numbered(request)
    if meant is None and len(asked) > 1:
        return offer(request, asked)
    case = meant or next(iter(asked), None)
    if case is None or case.matter.kind != "incident":
        return None
    return await incident.answer(request.at(case.matter.id))


def _charged(request: Request, case: Case) -> bool:
    return any(o.owes == RELAY and o.unit in request.units for o in case.obligations)


async def answers_instruction(request: Request) -> Case | None:
    """The one incident on which a unit's report, said without a number, can be the answer to an instruction."""
    if request.reading.number or request.mention is not None:
        return None
    asked = [c for c in await request.room.reads.open_matters("incident") if _owes(request, c, ANSWER)]
    return asked[0] if len(asked) == 1 else None


async def decides_on_a_directive(request: Request) -> Plan | None:
    """改到周三, 牵头改为水利局, 停办: said of a draft, or of an issued 批示 by its number or in reply to it.

    None where the words are nothing of the kind, or nobody's who decides on it.
    """
    if len(request.words) > _SHORT:
        return None
    number, bare = corrections.number_in(request.words)
    drops, corrects = corrections.drops(bare), corrections.corrects(bare)
    if not drops and not corrects:
        return None
    case = await pointed_at(request) or (await numbered(request, number) if number else None)
    if case is None:
        drafts = [c for c in await request.room.reads.open_matters("directive") if _is_draft(request, c)]
        if len(drafts) > 1:
            return offer(request, drafts)
        case = next(iter(drafts), None)
    if case is None or case.matter.kind != "directive":
        return None
    at = request.at(case.matter.id)
    if _words_it(request, case):
        if drops:
            return replace(await directive.drop(at), verb="drop")
        return replace(directive.amend(replace(at, words=bare), case), verb="revise")
    if corrects and at.understood.times and directive.directive_of(case).parts_of(request.office, request.person):
        return replace(await response.extend(at), verb="extend")
    return None


def _is_draft(request: Request, case: Case) -> bool:
    return case.matter.stage is Stage.DRAFT and _decidable(request, case)


def _words_it(request: Request, case: Case) -> bool:
    """Whether somebody may say what it says: whoever gave it or took it down, and 督查室."""
    own = request.person in (directive.directive_of(case).leader, case.matter.opened_by)
    return own or request.office.has(request.person, (Role.SUPERVISION, Role.DIRECTOR))


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
            return await response.progress(request)
        case "fault":
            return await fault.appeal(request)
        case _:
            return None
