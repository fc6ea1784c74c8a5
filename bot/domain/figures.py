"""The figures of a week: what the 督查通报, its chart and its ledger are made of.

Counts and rows, no judgement. People are not ranked: a fault is a number, a domain, a unit and how it stands, and the
only list that anybody is named on is that of the units without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.duties.fault import Standing
from bot.domain.rules import FaultDomain


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    part: int = 0
    of: int = 0


class Progress(StrEnum):
    """How far a 批示 has come, seen as a whole."""

    WAITING = "waiting"  # issued, not yet signed for by every unit that leads
    RUNNING = "running"  # signed for, being worked on
    DONE = "done"  # 办结, not yet verified
    CLOSED = "closed"  # verified: 销号


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveCounts:
    """批示 in hand in the week, as they stood at its end.

    `registered` plus `carried` is `done` plus `running`; `overdue` is the part of `running` that is late, whenever it
    became so. What was withdrawn is left out.
    """

    registered: int = 0  # issued in the week
    carried: int = 0  # issued before it, and not done when it began
    done: int = 0  # in the week
    running: int = 0
    overdue: int = 0
    on_time: Share = field(default_factory=Share)  # of those done, how many answers by their time

    @property
    def in_hand(self) -> int:
        """How many there were to do."""
        return self.registered + self.carried


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCounts:
    """突发事件 of the week, drills left out. Each share is of the reports that fell due."""

    received: int = 0
    drills: int = 0  # counted apart
    oral: Share = field(default_factory=Share)
    flash: Share = field(default_factory=Share)
    upward: Share = field(default_factory=Share)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftCounts:
    """值班 of the week. Check-ins expected are `check_ins` (of which `late`) plus `missed`."""

    shifts: int = 0
    check_ins: int = 0
    late: int = 0
    missed: int = 0

    @property
    def expected(self) -> int:
        """How many check-ins were owed."""
        return self.check_ins + self.missed

    @property
    def in_time(self) -> int:
        """How many came by their time."""
        return self.check_ins - self.late


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCounts:
    """Faults of one domain at the end of the week. `suspected` are all that nobody had ruled on by then."""

    suspected: int = 0
    confirmed: int = 0  # in the week, whenever they were suspected
    revoked: int = 0  # the same


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveRow:
    """One 批示 in the ledger."""

    number: str
    leader: str
    units: tuple[str, ...]  # those that lead first
    late_units: tuple[str, ...] = ()  # those whose answer is overdue
    deliverable: str = ""
    issued_at: datetime
    due_at: datetime | None = None
    state: Progress
    overdue: bool = False  # still owed, and its time is up
    done_at: datetime | None = None

    @property
    def done_late(self) -> bool:
        """Whether it was done after its time."""
        return self.done_at is not None and self.due_at is not None and self.done_at > self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident in the ledger. A report that was not made has no time; one that was late is named in `late`."""

    number: str
    title: str
    received_at: datetime
    drill: bool = False
    oral_at: datetime | None = None
    flash_at: datetime | None = None
    upward_at: datetime | None = None
    late: frozenset[str] = frozenset()  # oral, flash, upward: made after its time, or still owed beyond it
    open: bool = False  # no 终报 yet


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRow:
    """One fault in the ledger: no person, no ranking."""

    number: str
    domain: FaultDomain
    unit: str
    state: Standing
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One shift in the ledger."""

    date: date
    name: str  # day, night, all
    leaders: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    expected: int = 0
    check_ins: int = 0
    late: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyFigures:
    """Everything a weekly paper says. The span is [since, until), both aware; `zone` is the office's."""

    office: str
    since: datetime
    until: datetime
    zone: ZoneInfo
    issue: int = 0  # 第N期 of the year; 0 where papers are not numbered
    directives: DirectiveCounts = field(default_factory=DirectiveCounts)
    incidents: IncidentCounts = field(default_factory=IncidentCounts)
    shifts: ShiftCounts = field(default_factory=ShiftCounts)
    faults: Mapping[FaultDomain, FaultCounts] = field(default_factory=dict)
    fault_words: Mapping[str, str] = field(default_factory=dict)  # what the office calls a fault of a domain
    faultless: tuple[str, ...] = ()  # 股室 without a fault confirmed in the week, or still to be ruled on
    directive_rows: tuple[DirectiveRow, ...] = ()
    incident_rows: tuple[IncidentRow, ...] = ()
    fault_rows: tuple[FaultRow, ...] = ()
    shift_rows: tuple[ShiftRow, ...] = ()
