"""From the bytes of an .xlsx to grids. Nothing in a file can make this raise, run anything or eat the machine.

An .xlsx is a zip, so before anything is unpacked its own table of contents is asked how large it would become, and the
raw sheets how many cells their merged ranges would touch. Only then openpyxl opens it, for the values that were
computed last: formulas are not evaluated, macros and outside links not looked at.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from bot.documents.proposal import SheetProblem, error, warning
from bot.documents.roster.grid import Cell, Grid, Spot, Value

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST: Final = 20 * 1024 * 1024  # bytes, unpacked; a year's roster is well under one
_MOST_PARTS: Final = 1000  # files within the zip
_MOST_MERGED: Final = 100_000  # cells under merged ranges: openpyxl makes an object for each
ROWS: Final = 1500  # what is looked at of a sheet
_COLUMNS, _SHEETS = 60, 40
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of an encrypted .xlsx
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds: its sheets, and what is to be said of it as a whole."""

    grids: tuple[Grid, ...] = ()
    problems: tuple[SheetProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Inside:
    """What the zip says of itself."""

    macros: bool
    formulas: bool


def open_workbook(data: bytes) -> Opened:
    """Read every sheet. Whatever the bytes are, the answer is grids or a problem."""
    try:
        inside = _look_inside(data)
        if isinstance(inside, SheetProblem):
            return Opened(problems=(inside,))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on drawings and validations that it leaves out
            grids = _grids(data, formulas=inside.formulas)
    except Exception:  # a damaged file fails anywhere within zip, XML or openpyxl, in ways nobody can list
        return Opened(problems=(error("roster.broken"),))
    return Opened(grids, (warning("roster.macros"),) if inside.macros else ())


def _look_inside(data: bytes) -> _Inside | SheetProblem:
    """Weigh the file without unpacking more of it than is allowed."""
    if data.startswith(_OLE):
        return error("roster.password" if _ENCRYPTED in data else "roster.old-format")
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile:
        return error("roster.broken" if data.startswith(b"PK") else "roster.not-a-workbook")
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > LARGEST or len(parts) > _MOST_PARTS or len(data) > LARGEST:
        return error("roster.unpacks-too-large", limit=LARGEST // 1024 // 1024)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        return error("roster.old-format" if "xl/workbook.bin" in names else "roster.not-a-workbook")
    sheets = [archive.read(name) for name in sorted(names) if name.startswith("xl/worksheets/")]
    if sum(map(_merged_cells, sheets)) > _MOST_MERGED:
        return error("roster.unpacks-too-large", limit=LARGEST // 1024 // 1024)
    return _Inside(
        macros=any(name.endswith("vbaProject.bin") for name in names),
        formulas=any(_FORMULA.search(sheet) for sheet in sheets),
    )


def _merged_cells(sheet: bytes) -> int:
    return sum(
        (abs(int(bottom) - int(top)) + 1) * (abs(_number(right) - _number(left)) + 1)
        for left, top, right, bottom in _MERGED.findall(sheet)
    )


def _number(letters: bytes) -> int:
    """The number of a column: A is 1."""
    found = 0
    for letter in letters:
        found = found * 26 + letter - ord("A") + 1
    return found


def _grids(data: bytes, *, formulas: bool) -> tuple[Grid, ...]:
    # openpyxl is loaded here and not above, so that the bot's own process, which only hands this function to a worker,
    # never carries it.
    from openpyxl import load_workbook

    shown = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    written = load_workbook(BytesIO(data), keep_links=False) if formulas else None
    try:
        return tuple(_grid(shown, sheet, written) for sheet in shown.worksheets[:_SHEETS])
    finally:
        for book in filter(None, (shown, written)):
            book.close()


def _grid(book: Workbook, sheet: Worksheet, written: Workbook | None) -> Grid:
    merged = dict(_spread(sheet))
    height, width = min(sheet.max_row or 0, ROWS), min(sheet.max_column or 0, _COLUMNS)
    uncomputed = _uncomputed(sheet, written[sheet.title], height, width) if written else frozenset()
    cells = dict[Spot, Cell]()
    for row in range(1, height + 1):
        for column in range(1, width + 1):
            first, across = merged.get((row, column), ((row, column), 1))
            cell = sheet.cell(*first)
            if cell.value is None and first not in uncomputed:
                continue
            cells[row, column] = Cell(
                row=row,
                column=column,
                value=_plain(cell.value),
                format=cell.number_format or "General",
                first=first,
                across=across,
                uncomputed=first in uncomputed,
            )
    filled = max((row for row, _ in cells), default=0)
    return Grid(
        name=sheet.title,
        hidden=sheet.sheet_state != "visible",
        epoch=book.epoch.date(),
        height=filled,
        width=max((column for _, column in cells), default=0),
        cells=cells,
    )


def _spread(sheet: Worksheet) -> Iterator[tuple[Spot, tuple[Spot, int]]]:
    """Each merged cell with the place of its value and how many columns that spans."""
    for area in sheet.merged_cells.ranges:
        across = area.max_col - area.min_col + 1
        for row in range(area.min_row, min(area.max_row, ROWS) + 1):
            for column in range(area.min_col, min(area.max_col, _COLUMNS) + 1):
                yield (row, column), ((area.min_row, area.min_col), across)


def _uncomputed(sheet: Worksheet, written: Worksheet, height: int, width: int) -> frozenset[Spot]:
    """Where a formula stands without a result: saved by a program that does not calculate."""
    return frozenset(
        (row, column)
        for row in range(1, height + 1)
        for column in range(1, width + 1)
        if sheet.cell(row, column).value is None and written.cell(row, column).data_type == "f"
    )


def _plain(value: object) -> Value:
    """A cell's value without clock times: a roster has days."""
    match value:
        case bool():
            return str(value)
        case str() | int() | float() | None:
            return value
        case datetime():
            return value.date()
        case date():
            return value
        case time() | timedelta():
            return str(value)
        case _:
            return str(value)
