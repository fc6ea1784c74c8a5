"""The figures of a week, gathered from what is kept. Counting only; what the words are is the papers' business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
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
    """Everything a weekly paper says of [since, until), as it stands now."""
    directives = [c for c in await reads.matters("directive", since, until) if _issued(c)]
    incidents = await reads.matters("incident", since, until)
    faults = await reads.matters("fault", since, until)
    shifts = [c for c in await reads.matters("shift", since, min(until, now)) if c.matter.state != "struck"]
    return WeeklyFigures(
        office=office.name,
        since=since,
        until=until,
        zone=office.hours.zone,
        directives=_directives(directives, now),
        incidents=_incidents(incidents, now),
        shifts=_shifts(shifts, now),
        faults=_faults(faults),
        fault_words=office.fault_words,
        faultless=_faultless(office, faults),
        directive_rows=tuple(_directive_row(office, c, now) for c in directives),
        incident_rows=tuple(_incident_row(c, now) for c in incidents if c.matter.state != "false-alarm"),
        fault_rows=tuple(_fault_row(office, c) for c in faults),
        shift_rows=tuple(_shift_row(office, c, now) for c in shifts),
    )


def _issued(case: Case) -> bool:
    return isinstance(case.matter.body, DirectiveBody) and case.matter.body.issued_at is not None


def _answers(case: Case) -> list[Obligation]:
    return [o for o in case.obligations if o.owes == ANSWER and o.status is not Status.WITHDRAWN]


def _progress(case: Case) -> Progress:
    body = case.matter.body
    assert isinstance(body, DirectiveBody), "a list of 批示 holds 批示"
    if case.matter.stage is Stage.CLOSED:
        return Progress.CLOSED
    states = {part.state for part in body.leads}
    if states <= {PartState.DONE, PartState.CLOSED}:
        return Progress.DONE
    return Progress.WAITING if PartState.WAITING in states else Progress.RUNNING


def _directives(cases: Sequence[Case], now: datetime) -> DirectiveCounts:
    done = [c for c in cases if _progress(c) in (Progress.DONE, Progress.CLOSED)]
    answers = [o for c in done for o in _answers(c)]
    return DirectiveCounts(
        registered=len(cases),
        done=len(done),
        running=len(cases) - len(done),
        overdue=sum(any(o.overdue(now) for o in _answers(c)) for c in cases if c not in done),
        on_time=Share(part=sum(not o.late for o in answers), of=len(answers)),
    )


def _directive_row(office: Office, case: Case, now: datetime) -> DirectiveRow:
    body, answers = case.matter.body, _answers(case)
    assert isinstance(body, DirectiveBody), "a list of 批示 holds 批示"
    done = [o.done_at for o in answers if o.done_at is not None]
    return DirectiveRow(
        number=case.matter.number,
        leader=body.leader_name,
        units=tuple(office.unit_name(p.unit) or office.name_of(p.person) for p in body.parts),
        deliverable=body.deliverable or case.matter.title,
        issued_at=body.issued_at or case.matter.opened_at,
        due_at=max((o.due_at for o in answers), default=body.due.at if body.due else None),
        state=_progress(case),
        overdue=any(o.overdue(now) for o in answers),
        done_at=max(done) if done and len(done) == len(answers) else None,
    )


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


def _faults(cases: Sequence[Case]) -> dict[FaultDomain, FaultCounts]:
    found = dict[FaultDomain, FaultCounts]()
    for domain in FaultDomain:
        states = [
            c.matter.state for c in cases if isinstance(c.matter.body, FaultBody) and c.matter.body.domain is domain
        ]
        if states:
            found[domain] = FaultCounts(
                suspected=sum(state in (Standing.SUSPECTED, Standing.APPEALED) for state in states),
                confirmed=states.count(Standing.CONFIRMED),
                revoked=states.count(Standing.REVOKED),
            )
    return found


def _fault_row(office: Office, case: Case) -> FaultRow:
    body = case.matter.body
    assert isinstance(body, FaultBody), "a list of faults holds faults"
    return FaultRow(
        number=case.matter.number,
        domain=body.domain,
        unit=office.unit_name(case.matter.unit),
        state=Standing(case.matter.state),
        at=case.matter.opened_at,
    )


def _faultless(office: Office, faults: Sequence[Case]) -> tuple[str, ...]:
    """The 股室 of the office that nothing is held against: neither confirmed nor still to be ruled on."""
    marked = {c.matter.unit for c in faults if c.matter.state != Standing.REVOKED}
    sections = (u for u in office.units.values() if u.kind is UnitKind.SECTION)
    return tuple(unit.short for unit in sections if unit.id not in marked)


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
