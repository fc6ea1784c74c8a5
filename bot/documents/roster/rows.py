"""From the rows of a table to shifts: who, on which day, in which shift, and what about a row cannot be right.

A row is a day, half of one, or several. Rows that continue a day (a second officer below the first) have no date of
their own or share a merged one; titles, remarks and signatures between and below the days are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.documents.proposal import SheetProblem, error, warning
from bot.documents.roster.dates import Era, Stated, Unclear, contradicts, days, stated, weekdays, weekdays_in
from bot.documents.roster.grid import Cell, Grid, Spot
from bot.documents.roster.headers import ALL, Table, kind_of
from bot.documents.roster.names import Doubt, Named, Staff, read_names
from bot.domain.calendar import WorkCalendar
from bot.domain.ids import PersonId
from bot.domain.roster import Place
from bot.domain.texts import day as day_text
from bot.domain.texts import say

_REMARK: Final = re.compile(r"备注|注[:：]|说明|审核|审批|审定|制表|填报|填表|签发|批准|联系电话|值班电话|监督电话|带班领导:|\*|※")
_MADE_UP: Final = re.compile(r"补班|上班|调班")
_DITTO: Final = frozenset({"同上", "〃", "″", '"', "''", "”"})
_LOOKS_LIKE_A_DATE: Final = re.compile(r"\d")


@dataclass(slots=True)
class Entry:
    """One shift as it is being put together from its rows."""

    day: date
    kind: str
    sheet: str
    cell: Cell  # the date cell it began with
    row: int
    posts: list[tuple[PersonId, Place]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A word in a people cell that is nobody, or more than one, and the days it stands on."""

    doubt: Doubt
    cell: Cell
    sheet: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row with what is known of it."""

    number: int
    date: Cell
    days: tuple[date, ...]
    rest: str = ""  # what the date cell says beyond the date


@dataclass(slots=True)
class Reader:
    """Reads the tables of a workbook, one after another, and gathers what it finds."""

    staff: Staff
    calendar: WorkCalendar
    today: date
    entries: dict[tuple[date, str], Entry] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)
    doubts: list[Unplaced] = field(default_factory=list)
    nobody: list[tuple[date, str, Cell]] = field(default_factory=list)  # days without any name

    def read(self, grid: Grid, table: Table, era: Era, last: dict[str, date]) -> None:
        """Read one table. `last` holds the last day of each kind of shift and is carried on."""
        row: _Row | None = None
        for number in table.rows:
            cells = [grid.at(number, column) for column in range(table.date, table.last + 1)]
            if not any(cell.words or cell.uncomputed for cell in cells) or _is_remark(cells):
                continue
            row = self._dated(grid, table, number, row, era, last)
            if row is not None:
                self._people(grid, table, row)

    def _dated(
        self, grid: Grid, table: Table, number: int, before: _Row | None, era: Era, last: dict[str, date]
    ) -> _Row | None:
        """The row with its days; None where it has none. A row without a date of its own goes on from the one before."""
        cell = grid.at(number, table.date)
        if cell.uncomputed:
            self.problems.append(error("roster.formula", grid.name, cell.ref))
            return None
        if before is not None and (not cell.words or cell.first == before.date.first):
            return _Row(number=number, date=before.date, days=before.days, rest=before.rest)
        said = stated(cell, grid.epoch)
        if said is None:
            if _LOOKS_LIKE_A_DATE.search(cell.words) or any(grid.at(number, c.index).words for c in table.people):
                self.problems.append(error("roster.date-unclear", grid.name, cell.ref, words=cell.words))
            return None
        return self._day_row(grid, table, _Row(number=number, date=cell, days=(), rest=said.rest), said, era, last)

    def _day_row(
        self, grid: Grid, table: Table, row: _Row, said: Stated, era: Era, last: dict[str, date]
    ) -> _Row | None:
        beside = grid.at(row.number, table.weekday) if table.weekday else None
        named = weekdays_in(row.rest) or (weekdays(beside, grid.epoch) if beside else ())
        track = _kind(grid, table, row) or ALL
        found = days(said, era, last.get(track), self.today, named[0] if named else None)
        if isinstance(found, Unclear):
            self.problems.append(error(found, grid.name, row.date.ref, words=row.date.words))
            return None
        last[track] = found[-1]
        if said.year is not None and contradicts(found[0], era):
            self.problems.append(
                error("roster.year", grid.name, row.date.ref, day=day_text(found[0]), year=str(found[0].year), title=str(era.year))
            )
        self._check_weekday(grid, beside, row, found, named)
        return _Row(number=row.number, date=row.date, days=found, rest=row.rest)
