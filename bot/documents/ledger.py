"""Writes a book as an .xlsx. Runs in the worker.

Words stay words: what begins like a formula is marked as text, so that a title somebody sent from outside can never
compute anything on the machine of whoever opens the ledger. Sheets are ready to be sorted, read and printed on A4.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.documents.items import Book, Entry, Leaf, Line, Tint

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.worksheet.worksheet import Worksheet

MOMENT: Final = "yyyy-mm-dd hh:mm"
DAY: Final = "yyyy-mm-dd"
_FONT: Final = "宋体"  # on every Windows and WPS; others put their own in its place
_HEAD, _GRID = "9E1B20", "C9CFD6"
_TINTS: Final[Mapping[Tint, str]] = {Tint.OVERDUE: "F8DEDD", Tint.LATE: "FBF0D9", Tint.QUIET: "EEF0F2"}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not allowed in XML
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST: Final = 32_000  # characters; Excel takes 32,767 in a cell
_LONGEST_NAME: Final = 31  # of a sheet, in Excel
_NARROWEST, _WIDEST = 9, 34  # in the width of a digit
_PADDING: Final = 3  # for the arrow of the filter, and some air
_TALLEST: Final = 400  # points; Excel takes 409
_LINE, _AIR = 15, 9  # points: the height of a line, and what a row has beyond its lines
_ON_PAPER: Final = 0.6  # inches of margin


def write_book(book: Book) -> bytes:
    """The bytes of the .xlsx."""
    from openpyxl import Workbook  # here, because the bot's own process must not load it

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for leaf in book.leaves:
        sheet = workbook.create_sheet(_sheet_name(leaf.name))
        _fill(sheet, leaf, book)
        _lay_out(sheet, leaf)
        _print_setup(sheet, book.title)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, leaf: Leaf, book: Book) -> None:
    for column, head in enumerate(leaf.heads, 1):
        _style_head(_put(sheet, 1, column, head, book.zone))
    for row, line in enumerate(leaf.rows, 2):
        for column, entry in enumerate(line.entries, 1):
            _style(_put(sheet, row, column, entry, book.zone), entry, line.tint)
    if not leaf.rows:
        for column in range(1, len(leaf.heads) + 1):
            _style(sheet.cell(2, column), None, Tint.QUIET)
        _put(sheet, 2, 1, book.empty, book.zone)
        sheet.row_dimensions[2].height = _LINE + _AIR
        sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(leaf.heads))


def _put(sheet: Worksheet, row: int, column: int, entry: Entry, zone: ZoneInfo) -> Cell:
    cell: Cell = sheet.cell(row, column)
    match entry:
        case datetime():
            cell.value = entry.astimezone(zone).replace(tzinfo=None)  # Excel knows no zones
            cell.number_format = MOMENT
        case date():
            cell.value = entry
            cell.number_format = DAY
        case str():
            words = _FORBIDDEN.sub("", entry)[:_LONGEST]
            cell.value = words
            if words.startswith(_FORMULA):
                cell.data_type = "s"
                cell.quotePrefix = True
        case _:
            cell.value = entry
    return cell


def _style_head(cell: Cell) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(name=_FONT, size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color=_HEAD)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _border()


def _style(cell: Cell, entry: Entry, tint: Tint) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(name=_FONT, size=11)
    words = isinstance(entry, str)
    side = "left" if words else "center"
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=words, indent=1 if words else 0)
    cell.border = _border()
    if tint in _TINTS:
        cell.fill = PatternFill("solid", start_color=_TINTS[tint])


def _border() -> Border:
    from openpyxl.styles import Border, Side

    line = Side(style="thin", color=_GRID)
    return Border(left=line, right=line, top=line, bottom=line)


def _lay_out(sheet: Worksheet, leaf: Leaf) -> None:
    from openpyxl.utils import get_column_letter

    widths = [_width([head, *(line.entries[at] for line in leaf.rows)]) for at, head in enumerate(leaf.heads)]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate((Line(entries=leaf.heads), *leaf.rows), 1):
        deepest = max(_depth(entry, width) for entry, width in zip(line.entries, widths, strict=True))
        sheet.row_dimensions[row].height = min(deepest * _LINE + _AIR, _TALLEST)
    last = get_column_letter(len(leaf.heads))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{last}{max(len(leaf.rows), 1) + 1}"


def _print_setup(sheet: Worksheet, title: str) -> None:
    """A4 across, as wide as the paper and as long as it takes, the heading on every page."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=_ON_PAPER, right=_ON_PAPER, top=0.9, bottom=0.7, header=0.4, footer=0.3)
    sheet.print_title_rows = "1:1"
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.scaleWithDoc = False
    sheet.oddHeader.center.font, sheet.oddHeader.center.size = f"{_FONT},Bold", 14
    sheet.oddHeader.center.text = title.replace("&", "&&")
    sheet.oddFooter.center.text = "&P / &N"


def _width(entries: Iterable[Entry]) -> float:
    """Wide enough for the longest line, a Chinese character counting for two digits; beyond a limit it is wrapped."""
    widest = max((_cells(line) for entry in entries for line in _shown(entry).splitlines()), default=0)
    return float(min(max(widest + _PADDING, _NARROWEST), _WIDEST))


def _depth(entry: Entry, width: float) -> int:
    """How many lines an entry takes. Not every program finds that out by itself when it opens the file."""
    room = int(width) - _PADDING + 1
    return sum(max(-(-_cells(line) // room), 1) for line in _shown(entry).splitlines()) or 1


def _shown(entry: Entry) -> str:
    match entry:
        case None:
            return ""
        case datetime():
            return MOMENT
        case date():
            return DAY
        case _:
            return str(entry)


def _cells(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in words)


def _sheet_name(name: str) -> str:
    return _NOT_IN_NAMES.sub(" ", name)[:_LONGEST_NAME]
