"""A roster in whatever form the office keeps it, read into a proposal.

`read_roster` is the whole of it: bytes, office and day in, a proposal out, and nothing else touched. `Known` is the
part of the office it needs; `read_known` takes that instead, so that a worker is sent no more than necessary.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.documents.proposal import RosterProposal, SheetProblem, error, warning
from bot.documents.roster.checks import conclude
from bot.documents.roster.dates import Era, era
from bot.documents.roster.grid import Grid
from bot.documents.roster.headers import Table, tables
from bot.documents.roster.names import read_names
from bot.documents.roster.rows import Known, Reading, TableReader
from bot.documents.roster.workbook import ROWS, open_workbook
from bot.documents.worker import Failed, Worker
from bot.domain.office import Office
from bot.domain.roster import Place

_ABOVE = 4  # rows over a header in which a title is looked for
_TITLE_CELLS = 3  # a row with more texts than this is no title


def read_roster(data: bytes, *, office: Office, today: date) -> RosterProposal:
    """Read an .xlsx. Every trouble is a problem of the proposal, whatever the bytes are; nothing is raised."""
    return read_known(data, Known.of(office), today)


async def read_roster_apart(worker: Worker, data: bytes, *, office: Office, today: date) -> RosterProposal:
    """The same in the worker's process. A worker that fails or takes too long is one more problem."""
    found = await worker.run(read_known, data, Known.of(office), today)
    if isinstance(found, Failed):
        return RosterProposal(problems=(replace(error(found.why.key), args=found.why.args),))
    return found


def read_known(data: bytes, known: Known, today: date) -> RosterProposal:
    """Read an .xlsx for an office of which only the necessary is known."""
    opened = open_workbook(data)
    reading = Reading(problems=list(opened.problems))
    if opened.grids:
        _read_grids(opened.grids, known, today, reading)
    elif reading.problems:
        return RosterProposal(problems=tuple(reading.problems))
    return conclude(reading, known.shifts, today)


def _read_grids(grids: tuple[Grid, ...], known: Known, today: date, reading: Reading) -> None:
    found = [(grid, tables(grid)) for grid in grids]
    some = any(heads and not grid.hidden for grid, heads in found)
    for grid, heads in found:
        if grid.hidden:
            if heads:
                reading.problems.append(warning("roster.hidden-sheet", grid.name))
        elif heads:
            _read_grid(grid, heads, known, today, reading)
        elif grid.cells:
            problem = warning("roster.sheet-skipped", grid.name) if some else error("roster.no-header", grid.name)
            reading.problems.append(problem)
    if not any(grid.cells for grid, _ in found):
        reading.problems.append(error("roster.empty"))


def _read_grid(grid: Grid, heads: tuple[Table, ...], known: Known, today: date, reading: Reading) -> None:
    if grid.height >= ROWS:
        reading.problems.append(error("roster.too-long", grid.name, limit=ROWS))
        return
    now, last = Era(), dict[str, date]()
    for table in heads:
        said = era(grid, _above(grid, table))
        if said != Era() and said != now:
            now = said
            last.clear()
        reader = TableReader(grid=grid, table=table, era=now, last=last, known=known, today=today, into=reading)
        reader.read()
        reading.problems.extend(_columns_left_out(grid, table, known))


def _above(grid: Grid, table: Table) -> tuple[int, ...]:
    """The rows over a header that may be its title."""
    rows = range(max(1, table.header - _ABOVE), table.header)
    return tuple(row for row in rows if len(grid.distinct(row)) <= _TITLE_CELLS)


def _columns_left_out(grid: Grid, table: Table, known: Known) -> list[SheetProblem]:
    """A column of people under a word nobody foresaw is not passed over in silence."""
    return [
        warning("roster.column-skipped", grid.name, grid.at(table.header, index).ref, label=label)
        for index, label in table.other
        if any(read_names(grid.at(row, index).words, known.staff, Place.PRIMARY).people for row in table.rows)
    ]
