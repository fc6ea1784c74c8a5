"""突发事件: reports, what follows them, and what leaders order about them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.incident.instruction import AnswerInstruction, ConfirmEcho, Instruct, Receive, Relayed
from bot.domain.duties.incident.opening import CallOff, MarkDrill, ReportIncident
from bot.domain.duties.incident.reporting import DraftFlash, FlashDone, OralDone, UpwardDone
from bot.domain.duties.incident.updates import Correct, Finish, FollowUp, Supplement
from bot.domain.elements import KINDS, Casualties, Elements
from bot.domain.ids import PersonId
from bot.ports import Case, Order, Plan
from handlers.room import Request, Unclear, do, no, which

_TITLE: Final = 30
_STOPS: Final = re.compile(r"[，,。！!；;\n]")
_ANNOUNCED: Final = re.compile(r"^(?:【[^】]{1,8}】)?(?:紧急)?(?:报告|接报|突发)[:：，,\s]*")
_TIME_ALONE: Final = re.compile(
    r"[今昨前刚早晚上下午凌晨中天夜许左右约大概时点分半日月号年周星期礼拜一二三四五六日0-9０-９零两十:：]*"
)


async def report(request: Request) -> Plan:
    """接报. Whatever is missing, the clocks start."""
    reading = request.reading
    command = ReportIncident(
        by=request.person,
        text=request.words,
        title=_title(request.words),
        elements=reading.elements or Elements(),
        received_at=None,
    )
    return do(Order(command=command))


def _title(words: str) -> str:
    """The clause that says what happened: without the word that announces it, and without a clause of time alone."""
    clauses = [clause.strip() for clause in _STOPS.split(_ANNOUNCED.sub("", words.strip())) if clause.strip()]
    telling = [clause for clause in clauses if not _TIME_ALONE.fullmatch(clause)]
    return (telling or clauses or [words.strip()])[0][:_TITLE]


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
    elements = request.reading.elements or Elements()
    return await _on_incident(request, Supplement(by=request.person, text=request.words, elements=elements))


async def unknown(request: Request) -> Plan:
    """A tap on 暂不清楚."""
    element = request.tap.arg if request.tap else ""
    return await _on_incident(request, Supplement(by=request.person, text="", elements=Elements(), unknown=element))


async def follow_up(request: Request) -> Plan:
    """续报."""
    reading = request.reading
    return await _on_incident(
        request,
        FollowUp(
            by=request.person,
            text=reading.text or request.words,
            elements=reading.elements or Elements(),
            sequence=reading.sequence,
        ),
    )


async def correct(request: Request) -> Plan:
    """更正, in words or by the tap that turns a falling number into a correction."""
    elements = request.reading.elements or Elements()
    if request.tap is not None:
        elements = Elements(casualties=_counts(request.tap.arg))
    return await _on_incident(request, Correct(by=request.person, text=request.words, elements=elements))


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
    elements = request.reading.elements or Elements()
    return await _on_incident(
        request, Finish(by=request.person, text=request.reading.text or request.words, elements=elements)
    )


async def oral_done(request: Request) -> Plan:
    """口头已报: to whom and when."""
    reading = request.reading
    return await _on_incident(request, OralDone(by=request.person, to=reading.names, at=reading.at))


async def oral_to(request: Request) -> Plan:
    """The name that was missing, by a tap or in words."""
    name, at = _named(request)
    return await _on_incident(request, OralDone(by=request.person, to=(name,) if name else (), at=at))


async def flash_done(request: Request) -> Plan:
    """快报已发: signed by whom."""
    reading = request.reading
    signer = next(iter(reading.names), "")
    return await _on_incident(request, FlashDone(by=request.person, signer=signer, at=reading.at))


async def flash_by(request: Request) -> Plan:
    """Who signed, by a tap or in words."""
    name, at = _named(request)
    return await _on_incident(request, FlashDone(by=request.person, signer=name, at=at))


def _named(request: Request) -> tuple[str, datetime | None]:
    """A person and the moment that the question kept: from a button (person@stamp), or from plain words."""
    if request.tap is not None:
        person, _, stamp = request.tap.arg.partition("@")
        found = request.office.person(PersonId(person))
        return (found.called if found else person), _moment(request, stamp)
    stamp = request.question.args.get("at", "") if request.question else ""
    name = next(iter(request.reading.names), "") or request.words.strip()[:20]
    return name, _moment(request, stamp)


def _moment(request: Request, stamp: str) -> datetime | None:
    return datetime.fromtimestamp(int(stamp), request.office.hours.zone) if stamp.isdecimal() else None


async def upward_done(request: Request) -> Plan:
    """已报上级."""
    reading = request.reading
    return await _on_incident(request, UpwardDone(by=request.person, to=reading.names, at=reading.at))


async def flash_draft(request: Request) -> Plan:
    """The 快报 as it could go out now."""
    return await _on_incident(request, DraftFlash(by=request.person))


async def drill(request: Request) -> Plan:
    """刚才是演练."""
    return await _on_incident(request, MarkDrill(by=request.person))


async def false_alarm(request: Request) -> Plan:
    """误报."""
    return await _on_incident(request, CallOff(by=request.person))


async def instruct(request: Request) -> Plan:
    """领导指示, said by the leader or taken down for him."""
    reading, office = request.reading, request.office
    leader = reading.leader or request.person
    person = office.person(leader)
    command = Instruct(
        by=request.person,
        text=reading.text or request.words,
        units=tuple(dict.fromkeys((*reading.leads, *reading.supports))),
        leader=leader,
        leader_name=reading.leader_name or (person.called if person else ""),
        answer_by=reading.due.at if reading.due else None,
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
    return await _on_incident(request, AnswerInstruction(by=request.person, text=request.words))
