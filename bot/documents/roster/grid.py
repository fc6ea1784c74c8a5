"""A sheet as plain values: what each cell shows, with merged cells already spread out.

Every cell of a merged range carries the value of its first one and knows where that is, so that a 带班领导 written once
over five days is read on each of them, and one word that spans the page is still known to be one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

Value: TypeAlias = str | int | float | date | None
Spot: TypeAlias = tuple[int, int]  # row and column, from 1

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. `first` is where its value was written, `across` how many columns that value spans."""

    row: int
    column: int
    value: Value = None
    format: str = "General"
    first: Spot = (0, 0)
    across: int = 1
    uncomputed: bool = False  # a formula whose result the file does not hold

    @property
    def words(self) -> str:
        """What it shows, full-width forms made plain, line breaks kept."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return unicodedata.normalize("NFKC", str(self.value)).strip()

    @property
    def compact(self) -> str:
        """The same without any space."""
        return _SPACES.sub("", self.words)

    @property
    def ref(self) -> str:
        """Where the value was written, as Excel says it: B7."""
        row, column = self.first
        return f"{letters(column)}{row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet of a workbook. Cells that hold nothing are not kept."""

    name: str
    hidden: bool = False
    epoch: date = date(1899, 12, 30)  # what serial number 0 stands for; Macs once had 1904-01-01
    height: int = 0
    width: int = 0
    cells: Mapping[Spot, Cell] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; an empty one where there is nothing."""
        return self.cells.get((row, column)) or Cell(row=row, column=column, first=(row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """A whole row, empty cells included."""
        return tuple(self.at(row, column) for column in range(1, self.width + 1))

    def distinct(self, row: int) -> tuple[Cell, ...]:
        """The values of a row that are not empty, each merged one once."""
        found = {cell.first: cell for cell in reversed(self.row(row)) if cell.words}
        return tuple(sorted(found.values(), key=lambda cell: cell.column))


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, left = divmod(column - 1, 26)
        found = chr(ord("A") + left) + found
    return found
