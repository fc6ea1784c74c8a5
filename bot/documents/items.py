"""The ledger of a week: what stands on its four sheets, in words and values, before anybody writes a workbook.

Like the page of a chart, a book is a value with every heading already in the reader's language. Moments are real
moments and days real days, so that the sheet can be sorted and counted with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.documents.chart import Words
from bot.documents.weekly import fault_word, first_day, last_day
from bot.domain.figures import DirectiveRow, FaultRow, IncidentRow, ShiftRow, WeeklyFigures
from bot.domain.texts import day, names, say

Entry: TypeAlias = str | int | datetime | date | None


class Tint(StrEnum):
    """What a coloured row stands for."""

    NONE = "none"
    LATE = "late"  # done after its time
    OVERDUE = "overdue"  # still owed beyond its time, or missed
    QUIET = "quiet"  # does not count: a drill


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a sheet."""

    entries: tuple[Entry, ...]
    tint: Tint = Tint.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One sheet."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook. Moments are aware and shown in `zone`; `empty` stands where a sheet has no rows."""

    title: str  # printed above every page
    zone: ZoneInfo
    leaves: tuple[Leaf, ...]
    empty: str


def weekly_book(figures: WeeklyFigures, words: Words) -> Book:
    """The ledger of a week in the reader's language."""
    first, last = day(first_day(figures)), day(last_day(figures))
    return Book(
        title=words(say("items.title", office=figures.office, first=first, last=last)),
        zone=figures.zone,
        empty=words(say("items.empty")),
        leaves=(
            _leaf(
                "directives", _DIRECTIVE_HEADS, tuple(_directive(row, words) for row in figures.directive_rows), words
            ),
            _leaf("incidents", _INCIDENT_HEADS, tuple(_incident(row, words) for row in figures.incident_rows), words),
            _leaf("faults", _FAULT_HEADS, tuple(_fault(figures, row, words) for row in figures.fault_rows), words),
            _leaf("shifts", _SHIFT_HEADS, tuple(_shift(row, words) for row in figures.shift_rows), words),
        ),
    )


_DIRECTIVE_HEADS = ("number", "leader", "units", "deliverable", "issued", "due", "state", "done")
_INCIDENT_HEADS = ("number", "incident", "received", "oral", "flash", "upward", "late", "state")
_FAULT_HEADS = ("number", "domain", "unit", "state", "at")
_SHIFT_HEADS = ("date", "shift", "leaders", "officers", "expected", "checked-in", "late-count", "missed")


def _leaf(name: str, heads: tuple[str, ...], rows: tuple[Line, ...], words: Words) -> Leaf:
    return Leaf(
        name=words(say(f"items.sheet.{name}")),
        heads=tuple(words(say(f"items.head.{head}")) for head in heads),
        rows=rows,
    )


def _directive(row: DirectiveRow, words: Words) -> Line:
    state = say("items.overdue", state=say(f"items.directive.{row.state}")) if row.overdue else None
    entries = (
        row.number,
        row.leader,
        _joined(row.units, words),
        row.deliverable,
        row.issued_at,
        row.due_at,
        words(state or say(f"items.directive.{row.state}")),
        row.done_at,
    )
    return Line(entries=entries, tint=Tint.OVERDUE if row.overdue else Tint.LATE if row.done_late else Tint.NONE)


def _incident(row: IncidentRow, words: Words) -> Line:
    state = "drill" if row.drill else "open" if row.open else "closed"
    late = tuple(words(say(f"items.head.{report}")) for report in ("oral", "flash", "upward") if report in row.late)
    entries = (
        row.number,
        row.title,
        row.received_at,
        row.oral_at,
        row.flash_at,
        row.upward_at,
        _joined(late, words),
        words(say(f"items.incident.{state}")),
    )
    return Line(entries=entries, tint=Tint.QUIET if row.drill else Tint.LATE if row.late else Tint.NONE)


def _fault(figures: WeeklyFigures, row: FaultRow, words: Words) -> Line:
    state = words(say(f"items.fault.{row.state}"))
    return Line(entries=(row.number, words(fault_word(figures, row.domain)), row.unit, state, row.at))


def _shift(row: ShiftRow, words: Words) -> Line:
    entries = (
        row.date,
        words(say(f"shift-name.{row.name}")),
        _joined(row.leaders, words),
        _joined(row.officers, words),
        row.expected,
        row.check_ins,
        row.late,
        row.missed,
    )
    return Line(entries=entries, tint=Tint.OVERDUE if row.missed else Tint.LATE if row.late else Tint.NONE)


def _joined(parts: tuple[str, ...], words: Words) -> str:
    return words(names(*parts)) if parts else ""
