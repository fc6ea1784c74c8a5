"""The figures of a week, gathered from what is kept. Counting only; what the words are is the papers' business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.duties.directive.body import ANSWER, DirectiveBody, PartState
from bot.domain.duties.fault import FaultBody, Standing
from bot.domain.duties.incident.body import FLASH, ORAL, UPWARD, IncidentBody
from bot.domain.figures import (
    DirectiveCounts,
    DirectiveRow,
    FaultCounts,
    FaultRow,
    IncidentCounts,
    IncidentRow,
    Progress,
    Share,
    ShiftCounts,
    ShiftRow,
    WeeklyFigures,
)
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation, Status
from bot.domain.office import Office, UnitKind
from bot.domain.roster import CHECK_IN, Place, ShiftBody
from bot.domain.rules import FaultDomain
from bot.ports import Case, Reads

_REPORTS: Final = {ORAL: "oral", FLASH: "flash", UPWARD: "upward"}


async def gather(reads: Reads, office: Office, since: datetime, until: datetime, now: datetime) -> WeeklyFigures:
    """Everything a weekly paper says of [since, until): 批示 and faults as they stood at its end, the rest as of now.

    What is done or ruled on after the end belongs to the next paper, whenever this one is made. Reports of an incident
    and check-ins belong to the week in which the incident came in, and the shift began, also where they fell due later.
    """
    end = min(until, now + timedelta(seconds=1))  # this very moment counted
    directives = [c for c in await reads.under_way("directive", since, until) if _in_hand(c, since, until)]
    incidents = await reads.matters("incident", since, until)
    faults = await reads.under_way("fault", since, until)
    shifts = [c for c in await reads.matters("shift", since, end) if c.matter.state != "struck"]
    return WeeklyFigures(
        office=office.name,
        since=since,
        until=until,
        zone=office.hours.zone,
        directives=_directives(directives, since, end),
        incidents=_incidents(incidents, now),
        shifts=_shifts(shifts, now),
        faults=_faults(faults, end),
        fault_words=office.fault_words,
        faultless=_faultless(office, faults, end),
        directive_rows=tuple(_directive_row(office, c, end) for c in directives),
        incident_rows=tuple(_incident_row(c, now) for c in incidents if c.matter.state != "false-alarm"),
        fault_rows=tuple(_fault_row(office, c, end) for c in faults),
        shift_rows=tuple(_shift_row(office, c, now) for c in shifts),
    )


# --- 批示 --------------------------------------------------------------------------------------------------------


def _body(case: Case) -> DirectiveBody:
    assert isinstance(case.matter.body, DirectiveBody), "a list of 批示 holds 批示"
    return case.matter.body


def _in_hand(case: Case, since: datetime, until: datetime) -> bool:
    """Whether it was there to be done in that span: issued, not withdrawn, and not done before."""
    issued, done = _body(case).issued_at, _done_at(case, until)
    return issued is not None and issued < until and case.matter.state != "dropped" and (done is None or done >= since)


def _done_at(case: Case, end: datetime) -> datetime | None:
    """When the last unit that leads was done; None where one was not, at that moment."""
    done = [part.done_at for part in _body(case).leads]
    known = [at for at in done if at is not None and at < end]
    return max(known) if known and len(known) == len(done) else None


def _answers(case: Case) -> list[Obligation]:
    """The answer that each unit owes or has given; the last one, where an earlier one was sent back."""
    asked = [o for o in case.obligations if o.owes == ANSWER and o.status is not Status.WITHDRAWN]
    return list({(o.unit, None if o.unit else o.debtor): o for o in asked}.values())


def _overdue(obligation: Obligation, end: datetime) -> bool:
    """Whether it was owed and late at that moment."""
    return obligation.due_at < end and (obligation.done_at is None or obligation.done_at >= end)


def _progress(case: Case, end: datetime) -> Progress:
    closed = case.matter.closed_at
    if closed is not None and closed < end:
        return Progress.CLOSED
    if _done_at(case, end) is not None:
        return Progress.DONE
    signed = [part.signed_at is not None and part.signed_at < end for part in _body(case).leads]
    return Progress.RUNNING if all(signed) else Progress.WAITING


def _directives(cases: Sequence[Case], since: datetime, end: datetime) -> DirectiveCounts:
    done = [c for c in cases if _done_at(c, end) is not None]
    answers = [o for c in done for o in _answers(c)]
    registered = sum((_body(c).issued_at or since) >= since for c in cases)
    return DirectiveCounts(
        registered=registered,
        carried=len(cases) - registered,
        done=len(done),
        running=len(cases) - len(done),
        overdue=sum(any(_overdue(o, end) for o in _answers(c)) for c in cases if c not in done),
        on_time=Share(part=sum(not o.late for o in answers), of=len(answers)),
    )


def _directive_row(office: Office, case: Case, end: datetime) -> DirectiveRow:
    body, answers = _body(case), _answers(case)
    supports = (part for part in body.parts if not part.lead and part.state is not PartState.MOVED)
    late = (o for o in answers if _overdue(o, end))
    return DirectiveRow(
        number=case.matter.number,
        leader=body.leader_name,
        units=tuple(office.unit_name(p.unit) or office.name_of(p.person) for p in (*body.leads, *supports)),
        late_units=tuple(office.unit_name(o.unit) or office.name_of(o.debtor) for o in late),
        deliverable=body.deliverable or case.matter.title,
        issued_at=body.issued_at or case.matter.opened_at,
        due_at=max((o.due_at for o in answers), default=body.due.at if body.due else None),
        state=_progress(case, end),
        overdue=any(_overdue(o, end) for o in answers),
        done_at=_done_at(case, end),
    )


# --- 突发事件 ------------------------------------------------------------------------------------------------------


def _real(cases: Iterable[Case]) -> list[Case]:
    return [c for c in cases if c.matter.state not in ("drill", "false-alarm")]


def _incidents(cases: Sequence[Case], now: datetime) -> IncidentCounts:
    real = _real(cases)
    shares = {
        name: _in_time((o for c in real for o in c.obligations if o.owes == act), now) for act, name in _REPORTS.items()
    }
    return IncidentCounts(
        received=len(real),
        drills=sum(c.matter.state == "drill" for c in cases),
        oral=shares["oral"],
        flash=shares["flash"],
        upward=shares["upward"],
    )


def _in_time(obligations: Iterable[Obligation], now: datetime) -> Share:
    """Of the reports that were made or fell due, how many were made in time."""
    due = [o for o in obligations if o.status is not Status.WITHDRAWN and (o.done_at is not None or o.overdue(now))]
    return Share(part=sum(o.done_at is not None and not o.late for o in due), of=len(due))


def _incident_row(case: Case, now: datetime) -> IncidentRow:
    body = case.matter.body
    assert isinstance(body, IncidentBody), "a list of incidents holds incidents"
    late = {_REPORTS[o.owes] for o in case.obligations if o.owes in _REPORTS and (o.late or o.overdue(now))}
    return IncidentRow(
        number=case.matter.number,
        title=case.matter.title,
        received_at=body.received_at,
        drill=case.matter.state == "drill",
        oral_at=body.oral.at if body.oral else None,
        flash_at=body.flash.at if body.flash else None,
        upward_at=body.upward.at if body.upward else None,
        late=frozenset(late),
        open=case.matter.stage is not Stage.CLOSED,
    )


# --- 缺陷台账 ------------------------------------------------------------------------------------------------------


def _standing(case: Case, end: datetime) -> Standing:
    """How a fault stood at that moment."""
    closed = case.matter.closed_at
    if closed is not None and closed >= end:
        return Standing.SUSPECTED
    return Standing(case.matter.state)


def _faults(cases: Sequence[Case], end: datetime) -> dict[FaultDomain, FaultCounts]:
    found = dict[FaultDomain, FaultCounts]()
    for domain in FaultDomain:
        states = [
            _standing(c, end) for c in cases if isinstance(c.matter.body, FaultBody) and c.matter.body.domain is domain
        ]
        if states:
            found[domain] = FaultCounts(
                suspected=sum(state in (Standing.SUSPECTED, Standing.APPEALED) for state in states),
                confirmed=states.count(Standing.CONFIRMED),
                revoked=states.count(Standing.REVOKED),
            )
    return found


def _fault_row(office: Office, case: Case, end: datetime) -> FaultRow:
    body = case.matter.body
    assert isinstance(body, FaultBody), "a list of faults holds faults"
    return FaultRow(
        number=case.matter.number,
        domain=body.domain,
        unit=office.unit_name(case.matter.unit),
        state=_standing(case, end),
        at=case.matter.opened_at,
    )


def _faultless(office: Office, faults: Sequence[Case], end: datetime) -> tuple[str, ...]:
    """The 股室 of the office that nothing is held against: neither confirmed nor still to be ruled on."""
    marked = {c.matter.unit for c in faults if _standing(c, end) is not Standing.REVOKED}
    sections = (u for u in office.units.values() if u.kind is UnitKind.SECTION)
    return tuple(unit.short for unit in sections if unit.id not in marked)


# --- 值班 --------------------------------------------------------------------------------------------------------


def _check_ins(case: Case, now: datetime) -> list[Obligation]:
    """The check-ins of a shift that have fallen due."""
    owed = (o for o in case.obligations if o.owes == CHECK_IN and o.status is not Status.WITHDRAWN)
    return [o for o in owed if o.done_at is not None or o.due_at < now]


def _shifts(cases: Sequence[Case], now: datetime) -> ShiftCounts:
    owed = [o for c in cases for o in _check_ins(c, now)]
    done = [o for o in owed if o.done_at is not None]
    return ShiftCounts(
        shifts=len(cases), check_ins=len(done), late=sum(o.late for o in done), missed=len(owed) - len(done)
    )


def _shift_row(office: Office, case: Case, now: datetime) -> ShiftRow:
    body, counts = case.matter.body, _shifts([case], now)
    assert isinstance(body, ShiftBody), "a list of shifts holds shifts"
    officers = (*body.people(Place.PRIMARY), *body.people(Place.SECONDARY))
    return ShiftRow(
        date=body.date,
        name=body.name,
        leaders=tuple(office.name_of(p) for p in body.people(Place.LEADER)),
        officers=tuple(office.name_of(p) for p in officers),
        expected=counts.expected,
        check_ins=counts.check_ins,
        late=counts.late,
        missed=counts.missed,
    )
