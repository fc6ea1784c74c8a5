"""What a roster sheet comes to: shifts that may be opened, and everything that is wrong with the sheet.

A proposal changes nothing. Whoever sent the sheet reads the difference first, and one error anywhere in it means that
none of it can be applied: a roster that is right for most of the month is wrong on the night it matters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from bot.domain.ids import PersonId
from bot.domain.roster import Place
from bot.domain.texts import Arg, Text, say

Posts: TypeAlias = tuple[tuple[PersonId, Place], ...]


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"  # the sheet cannot be applied before it is put right
    WARNING = "warning"  # worth a look; the rest can be applied


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetProblem:
    """Something wrong at one place of the workbook, as a sentence to be."""

    severity: Severity
    sheet: str = ""  # empty where the workbook as a whole is meant
    cell: str = ""  # B7; empty where a whole sheet is meant
    key: str  # roster.<what>
    args: dict[str, Arg] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """The problem with its place in front."""
        what = Text(self.key, self.args)
        if self.cell:
            return say("roster.at-cell", sheet=self.sheet, cell=self.cell, what=what)
        return say("roster.at-sheet", sheet=self.sheet, what=what) if self.sheet else what


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedShift:
    """One shift that the sheet names."""

    date: date
    name: str  # day, night or all: a key of the office's shift hours
    posts: Posts
    where: tuple[str, int]  # sheet and row


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterProposal:
    """All shifts of a workbook by date, and its problems with the errors first."""

    shifts: tuple[ProposedShift, ...] = ()
    problems: tuple[SheetProblem, ...] = ()

    @property
    def errors(self) -> tuple[SheetProblem, ...]:
        """What must be put right first."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[SheetProblem, ...]:
        """What is worth a look."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    @property
    def applicable(self) -> bool:
        """Whether the whole of it can be applied."""
        return bool(self.shifts) and not self.errors


def error(key: str, sheet: str = "", cell: str = "", **args: Arg) -> SheetProblem:
    """Name something that must be put right."""
    return SheetProblem(severity=Severity.ERROR, sheet=sheet, cell=cell, key=key, args=args)


def warning(key: str, sheet: str = "", cell: str = "", **args: Arg) -> SheetProblem:
    """Name something that is worth a look."""
    return SheetProblem(severity=Severity.WARNING, sheet=sheet, cell=cell, key=key, args=args)
