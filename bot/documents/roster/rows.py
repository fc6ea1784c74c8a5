"""From the rows of a table to shifts: who, on which day, in which shift.

A row is a day, half of one, or several. Rows that continue a day (a second officer below the first) have no date of
their own or share a merged one; titles, remarks and signatures between and below the days are passed over. Whatever is
passed over and holds words where people should stand is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.documents.proposal import SheetProblem, error, warning
from bot.documents.roster.dates import Era, Stated, Unclear, contradicts, days, stated, weekdays, weekdays_in
from bot.documents.roster.grid import Cell, Grid, Spot
from bot.documents.roster.headers import ALL, Column, Table, kind_of
from bot.documents.roster.names import Doubt, Staff, read_names
from bot.domain.calendar import WorkCalendar
from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.roster import Place
from bot.domain.texts import day as day_text
from bot.domain.texts import say

_REMARK: Final = re.compile(r"备注|注[:.]|说明|审核|审批|审定|制表|填报|填表|签发|批准|联系电话|值班电话|监督电话")
_MADE_UP: Final = re.compile(r"补班|上班|调班")
_DITTO: Final = frozenset({"同上", "〃", "″", '"', "''", "”"})
_WEEKEND: Final = 5
_UNCLEAR_KIND: Final = "?"
_QUOTED: Final = 20  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What must be known of an office to read its rosters. It can be handed to a worker."""

    staff: Staff
    shifts: frozenset[str]  # the kinds of shift that have hours
    calendar: WorkCalendar

    @classmethod
    def of(cls, office: Office) -> Known:
        """The part of an office that a roster speaks of."""
        calendar = WorkCalendar(dict(office.calendar.years))
        return cls(staff=Staff.of(office), shifts=frozenset(office.shifts), calendar=calendar)


@dataclass(slots=True, kw_only=True)
class Entry:
    """One shift as it is being put together from its rows."""

    day: date
    kind: str
    grid: str
    where: Cell  # where its day is written
    row: int
    leaders: bool  # whether its table has a column for 带班领导
    posts: dict[PersonId, tuple[Place, Spot]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A word in a people cell that is nobody, or more than one, and the days it stands on."""

    doubt: Doubt
    grid: str
    cell: Cell
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row with its days."""

    number: int
    where: Cell  # its date
    days: tuple[date, ...]
    rest: str = ""  # what the date cell says beyond the date
    goes_on: bool = False  # it has no date of its own


@dataclass(slots=True, kw_only=True)
class Reading:
    """What has been found so far, over all tables of a workbook."""

    entries: dict[tuple[date, str], Entry] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)
    doubts: list[Unplaced] = field(default_factory=list)
    nobody: list[tuple[date, str, Cell]] = field(default_factory=list)  # days without any name, their sheet and cell


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReader:
    """Reads one table. `last` holds the last day of each kind of shift, and goes on from table to table of a sheet."""

    grid: Grid
    table: Table
    era: Era
    last: dict[str, date]
    known: Known
    today: date
    into: Reading

    def read(self) -> None:
        """Read every row below the header."""
        row: _Row | None = None
        for number in self.table.rows:
            cells = self._cells(number)
            if not any(cell.words or cell.uncomputed for cell in cells):
                row = None
            elif not any(_REMARK.match(cell.compact) for cell in cells):
                row = self._dated(number, row)
                if row is not None:
                    self._people(row)

    def _cells(self, number: int) -> tuple[Cell, ...]:
        columns = (self.table.date, *(column.index for column in self.table.people))
        return tuple(self.grid.at(number, column) for column in columns)

    def _say(self, key: str, cell: Cell) -> None:
        self.into.problems.append(error(key, self.grid.name, cell.ref, words=_short(cell)))

    # --- the day -------------------------------------------------------------------------------------------------

    def _dated(self, number: int, before: _Row | None) -> _Row | None:
        """The row with its days, or None where it is no row of a roster."""
        cell = self.grid.at(number, self.table.date)
        if cell.uncomputed:
            self._say("roster.formula", cell)
            return None
        if before is not None and cell.words and cell.first == before.where.first:
            return _Row(number=number, where=before.where, days=before.days, rest=before.rest)
        if not cell.words:
            return self._without_date(number, before)
        said = stated(cell, self.grid.epoch)
        if said is None:
            if self._has_words(number, cell):
                self._say("roster.date-unclear", cell)
            return None
        return self._day_row(number, cell, said)

    def _has_words(self, number: int, date: Cell) -> bool:
        """Whether anything stands in the columns of people; a text that spans the page does not."""
        people = (self.grid.at(number, column.index) for column in self.table.people)
        return any(cell.words and cell.first != date.first for cell in people)

    def _without_date(self, number: int, before: _Row | None) -> _Row | None:
        """A row that goes on from the one above, if it names anybody; else it is a signature or the like."""
        cells = [self.grid.at(number, column.index) for column in self.table.people]
        if any(read_names(cell.words, self.known.staff, Place.PRIMARY).people for cell in cells):
            if before is not None:
                return _Row(number=number, where=before.where, days=before.days, rest=before.rest, goes_on=True)
            self._say("roster.date-missing", next(cell for cell in cells if cell.words))
            return None
        for cell in cells[:1]:
            self.into.problems.append(warning("roster.row-skipped", self.grid.name, cell.ref))
        return before

    def _day_row(self, number: int, cell: Cell, said: Stated) -> _Row | None:
        beside = self.grid.at(number, self.table.weekday) if self.table.weekday else None
        named = weekdays_in(said.rest) or (weekdays(beside, self.grid.epoch) if beside else ())
        row = _Row(number=number, where=cell, days=(), rest=said.rest)
        track = self._kind(row) or ALL
        found = days(said, self.era, self.last.get(track), self.today, named[0] if named else None)
        if isinstance(found, Unclear):
            if self._has_words(number, cell):  # a blank form has a 31st in every month
                self._say(found, cell)
            return None
        self.last[track] = found[-1]
        if said.year is not None and contradicts(found[0], self.era):
            self._say_year(found[0], cell)
        self._check_weekday(cell if weekdays_in(said.rest) else beside, number, found[0], named)
        return _Row(number=number, where=cell, days=found, rest=said.rest)

    def _say_year(self, day: date, cell: Cell) -> None:
        self.into.problems.append(
            error(
                "roster.year", self.grid.name, cell.ref, day=day_text(day), year=str(day.year), title=str(self.era.year)
            )
        )

    def _check_weekday(self, cell: Cell | None, number: int, day: date, named: tuple[int, ...]) -> None:
        """A weekday that is not the day's is an error: one of the two is wrong, and nobody can tell which."""
        if cell is None or cell.first[0] != number:
            return
        if named and named[0] != day.weekday():
            self.into.problems.append(
                error("roster.weekday", self.grid.name, cell.ref, day=day_text(day), said=_short(cell))
            )
        elif _MADE_UP.search(cell.compact) and not self._made_up(day):
            self.into.problems.append(warning("roster.not-made-up", self.grid.name, cell.ref, day=day_text(day)))

    def _made_up(self, day: date) -> bool:
        """Whether a weekend day is worked; where the year's notice is not known, the sheet is believed."""
        calendar = self.known.calendar
        return day.weekday() >= _WEEKEND and (calendar.is_workday(day) or not calendar.published(day.year))

    # --- the people ----------------------------------------------------------------------------------------------

    def _kind(self, row: _Row) -> str | None:
        """Which shift the whole row is about; None where it does not say, "?" where it says it in unknown words."""
        if self.table.kind is None:
            return kind_of(row.rest)
        cell = self.grid.at(row.number, self.table.kind)
        return kind_of(cell.words) or _UNCLEAR_KIND

    def _people(self, row: _Row) -> None:
        kind = self._kind(row)
        if kind == _UNCLEAR_KIND:
            assert self.table.kind is not None, "only a column of its own can be unclear"
            if self._has_words(row.number, row.where):
                self._say("roster.kind-unclear", self.grid.at(row.number, self.table.kind))
            return
        found, doubted = list[tuple[PersonId, Place, str | None, Spot]](), False
        for column, cell in self._people_cells(row):
            names = read_names(cell.words, self.known.staff, column.place)
            own = column.kind or kind
            found += [(n.person, n.place or column.place, n.kind or own, cell.first) for n in names.people]
            self.into.doubts += [
                Unplaced(doubt=doubt, grid=self.grid.name, cell=cell, days=row.days) for doubt in names.doubts
            ]
            doubted = doubted or bool(names.doubts)
        kinds = tuple(dict.fromkeys(k for _, _, k, _ in found if k)) or (() if self.table.kinds else (ALL,))
        if not found or not kinds:
            if not doubted and not row.goes_on:
                self.into.nobody += [(day, self.grid.name, row.where) for day in row.days]
            return
        for day in row.days:
            for name in kinds:
                self._put(row, day, name, [(p, place, spot) for p, place, k, spot in found if k in (None, name)])

    def _people_cells(self, row: _Row) -> Iterable[tuple[Column, Cell]]:
        """The cells of people that can be read, each merged one once for each place."""
        seen = set[tuple[Spot, Place, str | None]]()
        for column in self.table.people:
            cell = self._above(self.grid.at(row.number, column.index))
            key = (cell.first, column.place, column.kind)
            if cell.uncomputed:
                self._say("roster.formula", cell)
            elif cell.words.startswith("#"):  # #N/A, #REF!: a formula that went wrong
                self._say("roster.formula-error", cell)
            elif cell.words and key not in seen and cell.first != row.where.first:
                seen.add(key)
                yield column, cell

    def _above(self, cell: Cell) -> Cell:
        """同上 means whatever the cell above means."""
        while cell.compact in _DITTO and cell.row - 1 > self.table.header:
            cell = self.grid.at(cell.row - 1, cell.column)
        return cell

    def _put(self, row: _Row, day: date, kind: str, posts: Iterable[tuple[PersonId, Place, Spot]]) -> None:
        """Add people to a shift. A day that is written in two places is an error; one cell over two rows is not."""
        entry = self.into.entries.get((day, kind))
        if entry is None:
            entry = Entry(
                day=day, kind=kind, grid=self.grid.name, where=row.where, row=row.number, leaders=self.table.has_leaders
            )
            self.into.entries[day, kind] = entry
        elif (entry.grid, entry.where.first) != (self.grid.name, row.where.first):
            self._say_twice(entry, row)
            return
        for person, place, spot in posts:
            held = entry.posts.setdefault(person, (place, spot))
            if held[1] != spot:
                self._say_two_places(person, entry, Cell(row=row.number, column=spot[1], first=spot))

    def _say_twice(self, entry: Entry, row: _Row) -> None:
        self.into.problems.append(
            error(
                "roster.day-twice",
                self.grid.name,
                row.where.ref,
                day=day_text(entry.day),
                shift=say(f"shift-name.{entry.kind}"),
                other_sheet=entry.grid,
                other_cell=entry.where.ref,
            )
        )

    def _say_two_places(self, person: PersonId, entry: Entry, cell: Cell) -> None:
        if entry.day < self.today:
            return
        self.into.problems.append(
            warning(
                "roster.two-places",
                self.grid.name,
                cell.ref,
                name=self.known.staff.names[person],
                place=say(f"place.{entry.posts[person][0]}"),
            )
        )


def _short(cell: Cell) -> str:
    """What a cell shows, in one line and not too long to be read back."""
    return cell.compact[:_QUOTED]
