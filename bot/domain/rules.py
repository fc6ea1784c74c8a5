"""Rules as data: every limit has an id, a start, a length, two parties, a ladder and a quoted source.

Code never names a number of minutes. It says that something has *begun* (an event such as ``incident.received``), and
every rule of the office's rulebook that starts there opens an obligation; it says that an *act* was done (such as
``oral_report``), and every obligation that owes this act is discharged. Changing a regime is changing a TOML file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import RuleId
from bot.domain.ladders import Audience, Forewarning, Rung
from bot.domain.limits import Limit, TimeKind


class FaultDomain(StrEnum):
    """Where a fault counts. The word shown (差错, 失误, 缺陷) is the office's choice."""

    DOC = "doc"  # 办文
    MEETING = "meeting"  # 办会
    AFFAIR = "affair"  # 办事


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule is written, and the very words."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of a rulebook."""

    id: RuleId
    title: str  # what is owed, in the office's words; a locale may have its own under rule.<id>
    starts: str  # the event that starts the clock
    owes: str  # the act that discharges it
    limit: Limit
    clock: TimeKind
    debtor: Audience
    creditor: Audience
    warn: tuple[Forewarning, ...]
    ladder: tuple[Rung, ...]
    nag: Limit  # the shortest time between two reminders to the same person
    urgent: bool  # True means it does not wait for the morning
    group: str  # the purpose of the group chat on the last rung
    lapse: Limit | None  # how long after the due time the act still makes sense; None means for ever
    fault: FaultDomain | None  # None means its silence is never a fault
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How confirmed faults are counted, and what a regime says of their number. Nothing is ever fined."""

    window: str  # quarter or year
    threshold: int  # from how many in one window on the regime calls for accountability; 0 means it does not say
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules of one regime, the office's own changes already applied."""

    id: str
    title: str
    rules: Mapping[RuleId, Rule]
    counting: Counting
    numbers: Mapping[str, str]  # by kind of matter: how its number is written, such as DB-{year}-{n:04}

    def started_by(self, event: str) -> tuple[Rule, ...]:
        """The rules whose clock this event starts, in the order of the book."""
        return tuple(rule for rule in self.rules.values() if rule.starts == event)

    def rule(self, id: RuleId) -> Rule | None:
        """The rule of that id, or None where this book has none."""
        return self.rules.get(id)
