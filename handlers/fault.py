"""缺陷台账: answering a suspicion, ruling on it, and asking how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.commands import Command
from bot.domain.duties.fault import Appeal, AskAppeal, FaultBody, LogFault, RuleFault, Standing, window_start
from bot.domain.ids import PersonId
from bot.domain.rules import FaultDomain
from bot.domain.texts import Text, lines, moment, say
from bot.ports import Case, Order, Plan
from bot.understanding import corrections
from handlers.directive import concerning
from handlers.room import Request, Unclear, do, pointed_at, tell, which


async def verdict(request: Request) -> tuple[str, Request] | None:
    """QX-2026-001撤销，通知有误: the verb, and what was said about which fault. None where the words are no ruling."""
    said = corrections.verdict(request.words)
    if said is None:
        return None
    case = await pointed_at(request)
    if case is None and said.number:
        found = await request.room.reads.by_number(said.number, "fault")
        case = await request.room.reads.case(found[0].id) if found else None
    if case is None or case.matter.kind != "fault":
        return None
    return "confirm" if said.confirm else "revoke", replace(request.at(case.matter.id), words=said.reason)


async def log(request: Request) -> Plan:
    """记一次."""
    reading = request.reading
    known = {domain.value for domain in FaultDomain}
    domain = FaultDomain(reading.domain) if reading.domain in known else FaultDomain.AFFAIR
    unit = next(iter(reading.leads or request.understood.units), None)
    command = LogFault(
        by=request.person, domain=domain, person=reading.person, unit=unit, text=reading.text or request.words
    )
    return do(Order(command=command))


async def _on(request: Request, command: Command, candidates: Iterable[Case]) -> Plan:
    found = await which(request, ("fault",), list(candidates), "fault.none-of-yours")
    if isinstance(found, Unclear):
        return found.plan
    return do(Order(command=command, matter=found.matter.id))


async def _open(request: Request, person: PersonId | None = None) -> list[Case]:
    cases = await request.room.reads.open_matters("fault")
    return [case for case in cases if person is None or person in (case.matter.subject, *_debtors(case))]


async def is_meant(request: Request) -> bool:
    """Whether 有异议 is about a suspected fault: the one pointed at or numbered, or there is nothing else of his."""
    pointed, own = await pointed_at(request), await _open(request, request.person)
    if pointed is not None:
        return pointed.matter.kind == "fault"
    if request.reading.number:
        return any(case.matter.number == request.reading.number for case in own)
    return bool(own) and not await concerning(request)


def _debtors(case: Case) -> list[PersonId | None]:
    return [o.debtor for o in case.obligations if o.live]


async def appeal(request: Request) -> Plan:
    """申辩: a tap asks for the words, the words are the answer."""
    mine = await _open(request, request.person)
    if request.tap is not None:
        return await _on(request, AskAppeal(by=request.person), mine)
    return await _on(request, Appeal(by=request.person, text=request.reading.text or request.words), mine)


async def accept(request: Request) -> Plan:
    """认可: no words needed."""
    return await _on(request, Appeal(by=request.person, accepts=True), await _open(request, request.person))


async def confirm(request: Request) -> Plan:
    """认定."""
    found = await which(request, ("fault",), await _open(request), "fault.none-of-yours")
    if isinstance(found, Unclear):
        return found.plan
    earlier = len(await _counted(request, found.matter.subject)) if found.matter.subject else 0
    reason = "" if request.tap is not None else request.words
    command = RuleFault(by=request.person, confirm=True, reason=reason, earlier=earlier)
    return do(Order(command=command, matter=found.matter.id))


async def revoke(request: Request) -> Plan:
    """撤销."""
    reason = "" if request.tap is not None else request.words
    return await _on(request, RuleFault(by=request.person, confirm=False, reason=reason), await _open(request))


async def mine(request: Request) -> Plan:
    """我这季度几次了: his own, and nobody else's."""
    confirmed = await _counted(request, request.person)
    suspected = await _open(request, request.person)
    counting, since = request.office.rulebook.counting, _since(request)
    window = say(f"window.{counting.window}")
    head = say("fault.mine", window=window, since=moment(since, "date"), n=len(confirmed), open=len(suspected))
    rule = (
        say("fault.mine-rule", n=counting.threshold, document=counting.source.document) if counting.threshold else None
    )
    return tell(lines(head, *(_line(case) for case in (*confirmed, *suspected)), rule))


def _line(case: Case) -> Text:
    return say(
        "fault.line",
        number=case.matter.number,
        at=moment(case.matter.opened_at),
        state=say(f"fault.state.{case.matter.state}"),
    )


def _since(request: Request) -> datetime:
    return window_start(request.office.rulebook.counting.window, request.office.hours.local(request.now))


def _window(request: Request) -> tuple[datetime, datetime]:
    """From the beginning of the quarter, or year, up to now, this very moment counted."""
    return _since(request), request.room.now + timedelta(seconds=1)


async def _counted(request: Request, person: PersonId | None) -> list[Case]:
    """The confirmed faults of a person in the current window."""
    found = await request.room.reads.matters("fault", *_window(request))
    return [
        case
        for case in found
        if case.matter.subject == person
        and case.matter.state == Standing.CONFIRMED
        and isinstance(case.matter.body, FaultBody)
    ]


async def ledger(request: Request) -> Plan:
    """台账: how the faults of this window stand, by 股室 and by state. No person is ranked."""
    found = await request.room.reads.matters("fault", *_window(request))
    by_unit = dict[str, dict[str, int]]()
    for case in found:
        unit = request.office.unit_name(case.matter.unit) or "—"
        states = by_unit.setdefault(unit, {})
        states[case.matter.state] = states.get(case.matter.state, 0) + 1
    listed = (
        say(
            "fault.ledger-line",
            unit=unit,
            suspected=states.get("suspected", 0) + states.get("appealed", 0),
            confirmed=states.get("confirmed", 0),
            revoked=states.get("revoked", 0),
        )
        for unit, states in sorted(by_unit.items())
    )
    waiting = await _open(request)
    return tell(
        lines(
            say("fault.ledger-head", since=moment(_since(request), "date"), n=len(found)),
            *listed,
            say("fault.ledger-waiting", n=len(waiting)) if waiting else None,
            *(_line(case) for case in waiting[:10]),
        )
    )
