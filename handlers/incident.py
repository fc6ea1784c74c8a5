"""突发事件: reports, what follows them, and what leaders order about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.fault import FaultBody, RuleFault
from bot.domain.duties.incident.amending import AmendReport
from bot.domain.duties.incident.body import FLASH, ORAL, UPWARD, IncidentBody
from bot.domain.duties.incident.instruction import AnswerInstruction, ConfirmEcho, Instruct, Receive, Relayed
from bot.domain.duties.incident.merging import MergeInto
from bot.domain.duties.incident.opening import CallOff, MarkDrill, ReportIncident
from bot.domain.duties.incident.reporting import DraftFlash, FlashDone, OralDone, ShowIncident, UpwardDone
from bot.domain.duties.incident.updates import Correct, Finish, FollowUp, Supplement
from bot.domain.effects import Ask, Question
from bot.domain.elements import KINDS, Casualties, Elements
from bot.domain.ids import MatterId, PersonId
from bot.domain.office import Role
from bot.domain.roster import OpenItem
from bot.domain.texts import Button, content, moment, say
from bot.messages import Kind
from bot.ports import Case, Order, Plan
from bot.understanding.incidents import remarks
from bot.understanding.values import Intent, TimeKind
from handlers import duty
from handlers.elements import answer as answer_element
from handlers.elements import of_known, told
from handlers.likeness import may_be_one, said_again
from handlers.room import ANSWER_WITHIN, Request, Unclear, ask, do, no, which
from handlers.wording import no_such_day

_DAY: Final = timedelta(days=1)
_MOMENT: Final = timedelta(seconds=1)
_REPORTS: Final = {"oral": ORAL, "flash": FLASH, "upward": UPWARD}


async def report(request: Request) -> Plan:
    """接报. Whatever is missing, the clocks start; the same words of the same person are one report, sent twice."""
    if not request.words:
        return no("incident.say-what-happened")
    elements = told(request)
    known = list(await request.room.reads.open_matters("incident"))
    again = next((c for c in known if _said_again(request, c)), None)
    if again is not None and request.inbound.kind is not Kind.TAP:
        return _known_already(request, again)
    like = next((c for c in known if may_be_one(_body(c), elements, request.now)), None)
    command = ReportIncident(
        by=request.person,
        text=request.words,
        title=remarks.title(remarks.sober(request.words)),
        elements=elements,
        no_day=no_such_day(request.words, request),
        received_at=None,
        debtor=request.person if await duty.on_post(request) else None,
        like=OpenItem(matter=like.matter.id, number=like.matter.number, title=like.matter.title) if like else None,
    )
    return do(Order(command=command))


def _said_again(request: Request, case: Case) -> bool:
    return case.matter.opened_by == request.person and said_again(_body(case), request.words, request.now)


def _known_already(request: Request, case: Case) -> Plan:
    """Nothing is opened twice by a message that was sent twice; one tap says that it is another one."""
    question = Question(kind="as", args={"text": request.words}, until=request.now + ANSWER_WITHIN)
    another = Button(label=say("button.another-incident"), verb="as", arg="incident")
    text = say("incident.known-already", number=case.matter.number, at=moment(_body(case).received_at, "clock"))
    return ask(text, question, another)


def _body(case: Case) -> IncidentBody:
    assert isinstance(case.matter.body, IncidentBody), "a list of incidents holds incidents"
    return case.matter.body


async def same(request: Request) -> Plan:
    """是同一件: a tap under the second report."""
    into = request.tap.arg if request.tap else ""
    target = await request.room.reads.case(MatterId(int(into))) if into.isdecimal() else None
    if target is None:
        return no("refused.no-such-matter")
    command = MergeInto(by=request.person, into=target.matter.id, number=target.matter.number)
    return await _on_incident(request, command)


async def _incident(request: Request) -> Case | Unclear:
    cases = await request.room.reads.open_matters("incident")
    return await which(request, ("incident",), cases, "incident.none-open")


async def _on_incident(request: Request, command: Command) -> Plan:
    found = await _incident(request)
    if isinstance(found, Unclear):
        return found.plan
    return do(Order(command=command, matter=found.matter.id))


async def supplement(request: Request) -> Plan:
    """补报: an answer to the bot's question, or elements said of themselves."""
    question = request.question
    if question is not None and question.kind == "incident.element" and request.inbound.kind is not Kind.TAP:
        return await answer_element(request, question.args.get("element", ""))
    ordered, leads = remarks.orders(request.words), request.understood.units
    if ordered and leads and request.office.has(request.person, (Role.LEADER,)):
        order = replace(request.reading, leads=leads, text=ordered)
        return await instruct(replace(request, reading=order))
    elements = replace(told(request), place="") if of_known(request) else told(request)
    command = Supplement(by=request.person, text=request.words, elements=elements, adds=remarks.adds(request.words))
    return await _on_incident(request, command)


async def unknown(request: Request) -> Plan:
    """A tap on 暂不清楚."""
    element = request.tap.arg if request.tap else ""
    return await _on_incident(request, Supplement(by=request.person, text="", elements=Elements(), unknown=element))


async def follow_up(request: Request) -> Plan:
    """续报."""
    reading = request.reading
    if remarks.bare_report(request.words):
        return no("incident.say-what")
    return await _on_incident(
        request,
        FollowUp(
            by=request.person,
            text=reading.text or request.words,
            elements=told(request),
            sequence=reading.sequence,
            adds=remarks.adds(request.words),
        ),
    )


async def correct(request: Request) -> Plan:
    """更正, in words, by the tap that turns a falling number into a correction, or by editing what was said."""
    elements, title = told(request), ""
    day = no_such_day(request.words, request)
    if day and elements == Elements():
        return no("incident.no-such-day", day=content(day))
    if request.tap is not None:
        elements = Elements(casualties=_counts(request.tap.arg))
    if request.inbound.kind is Kind.EDIT and elements == Elements():
        elements = _as_answer(request)
    report = _REPORTS.get(remarks.report_named(request.words))
    if report is not None and elements == Elements():
        return await _amend(request, report)
    if request.inbound.kind is Kind.EDIT and request.reading.intent is Intent.INCIDENT:
        title = remarks.title(remarks.sober(request.words))
    command = Correct(by=request.person, text=request.words, elements=elements, title=title)
    return await _on_incident(request, command)


async def _amend(request: Request, report: str) -> Plan:
    """更正，口头报告是14:10；快报签发人是王主任: of a report that was noted."""
    named = tuple(found.called for id in request.understood.people if (found := request.office.person(id)))
    command = AmendReport(by=request.person, report=report, to=request.reading.names or named, at=_said_at(request))
    return await _on_incident(request, command)


def _as_answer(request: Request) -> Elements:
    """18点15分, where 18点25分 was the answer to a question: what it says of itself, asked once more."""
    for element in ("time", "casualties"):
        said = request.room.understand(request.words, request.now, f"incident.element:{element}")
        reading = said.first(Intent.SUPPLEMENT)
        if reading is not None and reading.elements not in (None, Elements()):
            return reading.elements or Elements()
    return Elements()


def _counts(written: str) -> Casualties:
    """dead=2,injured=5 as a button carries it."""
    found = dict[str, int]()
    for pair in written.split(","):
        kind, _, count = pair.partition("=")
        if kind in KINDS and count.isdecimal():
            found[kind] = int(count)
    return Casualties.of(found)


async def finish(request: Request) -> Plan:
    """终报."""
    closes = request.reading.intent is Intent.CLOSE
    text = request.words if closes else request.reading.text or request.words
    says_no_more = closes and request.reading.text == request.words.strip("。!！ ")
    if says_no_more or remarks.bare_report(request.words):
        return no("incident.say-what")
    return await _on_incident(request, Finish(by=request.person, text=text, elements=told(request)))


async def oral_done(request: Request) -> Plan:
    """口头已报: to whom and when."""
    reading = request.reading
    return await _on_incident(request, OralDone(by=request.person, to=reading.names, at=reading.at))


async def oral_to(request: Request) -> Plan:
    """The name that was missing, by a tap or in words."""
    name, at = _named(request)
    if not name:
        return _no_name(request)
    return _forgotten(request, await _on_incident(request, OralDone(by=request.person, to=name, at=at)))


async def flash_done(request: Request) -> Plan:
    """快报已发: signed by whom."""
    reading = request.reading
    signer = next(iter(reading.names), "")
    return await _on_incident(request, FlashDone(by=request.person, signer=signer, at=reading.at))


async def flash_by(request: Request) -> Plan:
    """Who signed, by a tap or in words."""
    name, at = _named(request)
    if not name:
        return _no_name(request)
    return _forgotten(request, await _on_incident(request, FlashDone(by=request.person, signer=name[0], at=at)))


def _no_name(request: Request) -> Plan:
    """The words name nobody. The question stands, with the moment it kept."""
    return Plan(refused=no("incident.no-name").refused, asks=Ask(question=request.question))


def _forgotten(request: Request, plan: Plan) -> Plan:
    """A tap has answered what was asked in words too."""
    asked = request.question is not None and request.question.kind in ("incident.oral_to", "incident.flash_by")
    return replace(plan, asks=Ask(question=None)) if asked and request.tap is not None else plan


def _named(request: Request) -> tuple[tuple[str, ...], datetime | None]:
    """People and the moment that the question kept: from a button (person@stamp), or from plain words."""
    if request.tap is not None:
        person, _, stamp = request.tap.arg.partition("@")
        found = request.office.person(PersonId(person))
        return (found.called if found else person,), _moment(request, stamp)
    stamp = request.question.args.get("at", "") if request.question else ""
    at = request.reading.at or _said_at(request) or _moment(request, stamp)
    somebody = remarks.somebody(request.words)
    units = tuple(request.office.unit_name(unit) for unit in request.understood.units)
    return request.reading.names or units or ((somebody,) if somebody else ()), at


def _said_at(request: Request) -> datetime | None:
    """王主任，18:03: the moment named beside the name."""
    times = (t for t in request.understood.times if t.kind is not TimeKind.INTERVAL and t.grain == "minute")
    return next((at for t in times for at in (*(a for a in (t.at, *t.alternatives) if a <= request.now), t.at)), None)


def _moment(request: Request, stamp: str) -> datetime | None:
    return datetime.fromtimestamp(int(stamp), request.office.hours.zone) if stamp.isdecimal() else None


async def upward_done(request: Request) -> Plan:
    """已报上级."""
    reading = request.reading
    return await _on_incident(request, UpwardDone(by=request.person, to=reading.names, at=reading.at))


async def flash_draft(request: Request) -> Plan:
    """The 快报 as it could go out now."""
    return await _on_incident(request, DraftFlash(by=request.person))


async def how(request: Request) -> Plan:
    """现在什么情况: the card, once more, where it was asked for."""
    return await _on_incident(request, ShowIncident(by=request.person))


async def drill(request: Request) -> Plan:
    """刚才是演练, said of an open incident or of one just finished. What was suspected because of it is taken back."""
    reads = request.room.reads
    cases = await reads.open_matters("incident") or await _just_finished(request)
    found = await which(request, ("incident",), cases, "incident.none-open")
    if isinstance(found, Unclear):
        return found.plan
    taken_back = [
        Order(command=RuleFault(by=None, confirm=False, reason=request.words), matter=fault.matter.id)
        for fault in await reads.open_matters("fault")
        if _because_of(fault, found.matter.id)
    ]
    return do(Order(command=MarkDrill(by=request.person), matter=found.matter.id), *taken_back)


async def _just_finished(request: Request) -> list[Case]:
    recent = await request.room.reads.matters("incident", request.now - _DAY, request.now + _MOMENT)
    return [case for case in reversed(recent) if case.matter.state == "final"]


def _because_of(fault: Case, incident: MatterId) -> bool:
    body = fault.matter.body
    return isinstance(body, FaultBody) and body.evidence is not None and body.evidence.matter == incident


async def false_alarm(request: Request) -> Plan:
    """误报."""
    return await _on_incident(request, CallOff(by=request.person))


async def instruct(request: Request) -> Plan:
    """领导指示, said by the leader or taken down for him."""
    reading, office = request.reading, request.office
    leader = reading.leader or (None if reading.leader_name else request.person)
    person = office.person(leader)
    command = Instruct(
        by=request.person,
        text=reading.text or request.words,
        units=tuple(dict.fromkeys((*reading.leads, *reading.supports))),
        leader=leader,
        leader_name=reading.leader_name or (person.called if person else ""),
        answer_by=reading.due.at if reading.due else None,
        shares=reading.shares,
    )
    return await _on_incident(request, command)


async def units(request: Request) -> Plan:
    """The units that an instruction goes to, after the bot asked."""
    kept = request.question.args if request.question else {}
    reading = request.reading
    named = tuple(dict.fromkeys((*reading.leads, *reading.supports, *request.understood.units)))
    if not named:
        return no("instruction.no-unit-understood")
    command = Instruct(
        by=request.person,
        text=kept.get("text", request.words),
        units=named,
        leader=PersonId(kept["leader"]) if kept.get("leader") else None,
        leader_name=kept.get("leader_name", ""),
        answer_by=datetime.fromisoformat(kept["answer_by"]) if kept.get("answer_by") else None,
    )
    return await _on_incident(request, command)


async def relayed(request: Request) -> Plan:
    """已传到应急局老周、交警李明."""
    reading = request.reading
    named = tuple(dict.fromkeys((*reading.leads, *reading.supports, *request.understood.units)))
    return await _on_incident(request, Relayed(by=request.person, units=named, at=reading.at))


async def receive(request: Request) -> Plan:
    """收到, from a unit."""
    return await _on_incident(request, Receive(by=request.person))


async def echo_right(request: Request) -> Plan:
    """复述无误."""
    number = request.tap.arg if request.tap else ""
    return await _on_incident(request, ConfirmEcho(by=request.person, number=int(number) if number.isdecimal() else 0))


async def answer(request: Request) -> Plan:
    """A unit reports on an instruction."""
    text = remarks.feedback(request.words)
    return await _on_incident(request, AnswerInstruction(by=request.person, text=text))
