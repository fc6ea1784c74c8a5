"""领导批示 on the other side: what the units, their pleas and 督查室 say about one that was issued."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.directive.handling import CloseOut, Complete, Progress, Return, Sign, Urge
from bot.domain.duties.directive.pleading import AskText, Object, RequestExtension, RuleExtension, RuleObjection
from bot.domain.duties.directive.revising import ReviseDirective
from bot.domain.ids import Slot, UnitId
from bot.domain.office import Role
from bot.ports import Case, Order, Plan
from bot.understanding import gist
from bot.understanding.values import Reading
from handlers import fault
from handlers.amending import moved_to, with_due
from handlers.directive import directive_of, mine, on, stamp
from handlers.room import Request, Unclear, do, no
from handlers.wording import due_of

_SUPERVISES: Final = (Role.SUPERVISION, Role.DIRECTOR)
_DAY: Final = 24 * 60  # minutes


async def sign(request: Request) -> Plan:
    """签收."""
    found = await mine(request)
    if isinstance(found, Unclear):
        return found.plan
    command = Sign(by=request.person, quiet=request.tap is not None, unit=taken_down_for(request, found))
    return do(Order(command=command, matter=found.matter.id))


def taken_down_for(request: Request, case: Case) -> UnitId | None:
    """The unit for which 督查室 takes something down; None where somebody speaks for himself."""
    if request.tap is not None or not request.office.has(request.person, _SUPERVISES):
        return None
    theirs = {part.unit for part in directive_of(case).parts} - {request.office.unit_of(request.person), None}
    named = [unit for unit in request.understood.units if unit in theirs]
    return named[0] if named else None


async def progress(request: Request) -> Plan:
    """0118进展：… A tap asks for the words. From a leader or 督查室 they are a word to those who have it."""
    if request.tap is not None:
        return await on(request, AskText(by=request.person, what="progress"))
    found = await mine(request)
    if isinstance(found, Unclear):
        return found.plan
    reading, body = request.reading, directive_of(found)
    unit = taken_down_for(request, found)
    text = reading.text or request.words
    if unit is None and not body.parts_of(request.office, request.person) and _directs(request, found):
        return do(Order(command=Urge(by=request.person, text=request.words), matter=found.matter.id))
    expected = due_of(request, reading.due).at if reading.due else reading.at
    command = Progress(by=request.person, text=text, expected=expected, unit=unit)
    return do(Order(command=command, matter=found.matter.id))


def _directs(request: Request, case: Case) -> bool:
    return request.person == directive_of(case).leader or request.office.has(request.person, _SUPERVISES)


async def complete(request: Request) -> Plan:
    """办完了."""
    found = await mine(request)
    if isinstance(found, Unclear):
        return found.plan
    evidence = "" if request.tap is not None else gist.outcome(request.reading.text or request.words)
    command = Complete(by=request.person, evidence=evidence, unit=taken_down_for(request, found))
    return do(Order(command=command, matter=found.matter.id))


async def close_out(request: Request) -> Plan:
    """销号; 先不销号 sends it back instead."""
    if request.reading.approve is False:
        return await send_back(request)
    return await on(request, CloseOut(by=request.person, unit=_unit(request)))


async def send_back(request: Request) -> Plan:
    """退回: a tap asks for the reason, the reason sends it back."""
    if request.tap is not None:
        return await on(request, AskText(by=request.person, what="return", unit=_unit(request)))
    kept = request.question.args.get("unit") if request.question else None
    unit = UnitId(kept) if kept else _unit(request)
    return await on(request, Return(by=request.person, unit=unit, reason=request.reading.text or request.words))


# --- 延期 --------------------------------------------------------------------------------------------------------


async def extend(request: Request) -> Plan:
    """申请延期: until when, and why. From whoever decides himself it is no request but another deadline."""
    if request.tap is not None:
        return await on(request, AskText(by=request.person, what="extend"))
    found = await mine(request)
    if isinstance(found, Unclear):
        return found.plan
    reading = request.reading
    time = reading.due or (None if reading.minutes else next(iter(request.understood.times), None))
    if time is None and not reading.minutes:
        return do(Order(command=AskText(by=request.person, what="extend"), matter=found.matter.id))
    until = due_of(request, time) if time is not None else None
    owns = directive_of(found).parts_of(request.office, request.person)
    if until is not None and not owns and _directs(request, found):
        revised = ReviseDirective(by=request.person, wording=with_due(found, until))
        return do(Order(command=revised, matter=found.matter.id))
    command = RequestExtension(
        by=request.person,
        until=until.at if until else None,
        days=_days(reading),
        workdays=gist.in_workdays(request.words),
        reason=gist.reason(reading.text or request.words),
    )
    return do(Order(command=command, matter=found.matter.id))


def _days(reading: Reading) -> int:
    """How many days more; a part of a day counts as one."""
    return -(-(reading.minutes or 0) // _DAY)


async def extend_yes(request: Request) -> Plan:
    """同意延期. A tap names the day with open eyes."""
    slot = _slot(request)
    if request.tap is not None:
        at = stamp(request)
        return await on(request, RuleExtension(by=request.person, agree=True, until=at, settled=True, slot=slot))
    reading = request.reading
    command = RuleExtension(
        by=request.person,
        agree=True,
        until=due_of(request, reading.due).at if reading.due else None,
        days=_days(reading),
        workdays=gist.in_workdays(request.words),
        slot=slot,
        unit=_unit(request),
    )
    return await on(request, command, pending="extensions")


async def extend_no(request: Request) -> Plan:
    """不同意延期."""
    command = RuleExtension(by=request.person, agree=False, slot=_slot(request), unit=_unit(request))
    return await on(request, command, pending="extensions")


# --- 异议 --------------------------------------------------------------------------------------------------------


async def object_to(request: Request) -> Plan:
    """这件不归我们管，该水利局办."""
    if request.tap is not None:
        return await on(request, AskText(by=request.person, what="object"))
    if await fault.is_meant(request):
        return await fault.appeal(request)
    own = set(request.units)
    named = (*request.reading.leads, *request.understood.units)
    suggest = next((unit for unit in named if unit not in own), None)
    return await on(request, Object(by=request.person, reason=gist.reason(request.words), suggest=suggest))


async def object_yes(request: Request) -> Plan:
    """The objection is right."""
    command = RuleObjection(by=request.person, uphold=True, to=_unit(request), slot=_slot(request))
    return await on(request, command, pending="objections")


async def object_no(request: Request) -> Plan:
    """The objection is wrong."""
    return await on(request, RuleObjection(by=request.person, uphold=False, slot=_slot(request)), pending="objections")


async def move_to(request: Request) -> Plan:
    """0118转水利局办: the ruling on an objection, a change of mind of whoever decides, or else itself an objection."""
    units = tuple(dict.fromkeys((*request.reading.leads, *request.understood.units)))
    if not units:
        return no("directive.no-unit-understood")
    found = await mine(request)
    if isinstance(found, Unclear):
        return found.plan
    id, body = found.matter.id, directive_of(found)
    kept = request.question.args.get("slot", "") if request.question else ""
    slot = Slot(int(kept)) if kept.isdecimal() else None
    if body.objections and request.office.has(request.person, _SUPERVISES):
        return do(Order(command=RuleObjection(by=request.person, uphold=True, to=units[0], slot=slot), matter=id))
    if _directs(request, found):
        words = moved_to(request.office, found, units)
        return do(Order(command=ReviseDirective(by=request.person, wording=words), matter=id))
    return await object_to(request)


def _slot(request: Request) -> Slot | None:
    return request.tap.slot if request.tap else None


def _unit(request: Request) -> UnitId | None:
    """The unit that a tap or the words name."""
    if request.tap is not None:
        return UnitId(request.tap.arg) if request.tap.arg in request.office.units else None
    return next(iter(request.understood.units), None)
