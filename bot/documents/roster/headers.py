"""Which column means what, found by the words of the header and never by its place.

A header is a row with a date column and at least one column of people. Where the row below goes on explaining
(值班人员 over 主班 and 副班, 白班 over two names), both are read together. A second date column begins a second table
beside the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from bot.documents.roster.grid import Cell, Grid
from bot.domain.roster import Place

DAY, NIGHT, ALL = "day", "night", "all"

PLACES: Final[tuple[tuple[str, Place], ...]] = (  # the first that is found counts: 副班 before 值班人员
    ("副班", Place.SECONDARY),
    ("协班", Place.SECONDARY),
    ("辅班", Place.SECONDARY),
    ("跟班", Place.SECONDARY),
    ("候班", Place.STANDBY),
    ("备班", Place.STANDBY),
    ("备勤", Place.STANDBY),
    ("听班", Place.STANDBY),
    ("司机", Place.STANDBY),
    ("驾驶", Place.STANDBY),
    ("standby", Place.STANDBY),
    ("second", Place.SECONDARY),
    ("带班", Place.LEADER),
    ("值班领导", Place.LEADER),
    ("分管领导", Place.LEADER),
    ("领导", Place.LEADER),
    ("leader", Place.LEADER),
    ("主班", Place.PRIMARY),
    ("主值", Place.PRIMARY),
    ("值班", Place.PRIMARY),
    ("值守", Place.PRIMARY),
    ("人员", Place.PRIMARY),
    ("officer", Place.PRIMARY),
)

_DATE = re.compile(r"(值班)?日期(/?(及|和)?(星期|周几?))?|(值班)?时间|月/?日|公历(日期)?|日|date", re.IGNORECASE)
_WEEKDAY = re.compile(r"星期(几)?|周|周几|礼拜(几)?|weekday|dayofweek", re.IGNORECASE)
_KIND = re.compile(r"班次|班别|班种|时段|值班时段|白班?/?夜班?|shift", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[【〔<][^)\]】〕>]*[)\]】〕>]")
_NO_PEOPLE = re.compile(
    r"电话|手机|号码|联系方式|职务|职位|单位|部门|科室|股室|备注|说明|农历|节日|序号|传真|地点|phone|remark|note|title",
    re.IGNORECASE,
)
_NAMES_TOO = re.compile(r"姓名|(及|和|与|、|/|\+)(联系)?(电话|手机|职务|号码|联系方式)")
_DAY_WORDS = re.compile(r"白班|日班|白天|日间|昼班|dayshift|^白$|^日$|^day$", re.IGNORECASE)
_NIGHT_WORDS = re.compile(r"夜班|晚班|夜间|晚上|夜里|nightshift|^夜$|^晚$|^night$", re.IGNORECASE)
_ALL_WORDS = re.compile(r"全天|全日|24小时|昼夜|整天|allday|^全$", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2})[:时点]\d{0,2}分?[-—–~至到]+(次日|翌日|第二天)?(\d{1,2})[:时点]?\d{0,2}分?")
_LONGEST_LABEL = 24
_NIGHT_BEGINS = 16  # a shift that begins at this hour or later is the night's


class Means(StrEnum):
    """What a column holds."""

    DATE = "date"
    WEEKDAY = "weekday"
    KIND = "kind"  # 班次: whether the row is the day's or the night's
    PEOPLE = "people"
    NOTHING = "nothing"  # telephone numbers, remarks, whatever else


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of people."""

    index: int
    place: Place
    kind: str | None = None  # day or night where the header says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a sheet: its columns, and the rows below its header."""

    date: int
    weekday: int | None = None
    kind: int | None = None
    people: tuple[Column, ...] = ()
    other: tuple[tuple[int, str], ...] = ()  # columns whose label says nothing known, with that label
    last: int = 0  # the last column that belongs to it
    header: int = 0  # the row of the header
    rows: range = field(default_factory=lambda: range(0))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The shifts that have columns of their own."""
        return tuple(dict.fromkeys(column.kind for column in self.people if column.kind))

    @property
    def has_leaders(self) -> bool:
        """Whether a column is for 带班领导."""
        return any(column.place is Place.LEADER for column in self.people)


def tables(grid: Grid) -> tuple[Table, ...]:
    """Every table of a sheet, from top to bottom and from left to right."""
    heads = list[tuple[int, int, list[Table]]]()
    row = 1
    while row <= grid.height:
        found, below = _header(grid, row)
        if found:
            heads.append((row, below, found))
        row = below if found else row + 1
    ends = [top for top, _, _ in heads[1:]] + [grid.height + 1] * bool(heads)
    return tuple(
        replace(table, header=top, rows=range(below, end))
        for (top, below, found), end in zip(heads, ends, strict=True)
        for table in found
    )


def _header(grid: Grid, row: int) -> tuple[list[Table], int]:
    """The tables whose header this row is, and the first row below it."""
    cells = grid.row(row)
    labels = [_label(cell) for cell in cells]
    dates = [i for i, label in enumerate(labels, 1) if _DATE.fullmatch(_bare(label))]
    if not dates:
        return [], row
    second = _second_line(grid, row, dates[0])
    if second:
        labels = [upper if upper == lower else upper + lower for upper, lower in zip(labels, second, strict=True)]
    found = [table for table in _split(labels) if table.people]
    return found, row + (2 if second else 1)


def _second_line(grid: Grid, row: int, date: int) -> list[str]:
    """The labels of the row below where it belongs to the header, else nothing."""
    above, below = grid.at(row, date), grid.at(row + 1, date)
    if below.words and below.first != above.first:
        return []
    labels = [_label(cell) for cell in grid.row(row + 1)]
    own = [
        label
        for cell, label in zip(grid.row(row + 1), labels, strict=True)
        if label and cell.first[0] == row + 1  # not merged down from the row above
    ]
    meant = [label for label in own if means(label) is not Means.NOTHING or _NO_PEOPLE.search(label) or label == "姓名"]
    return labels if own and len(meant) == len(own) else []


def _label(cell: Cell) -> str:
    words = cell.compact
    return words if len(words) <= _LONGEST_LABEL else ""


def _bare(label: str) -> str:
    """A label without what stands in brackets."""
    return _ASIDE.sub("", label)


def means(label: str) -> Means:
    """What a column with this label holds."""
    bare = _bare(label)
    if not bare:
        return Means.NOTHING
    if _WEEKDAY.fullmatch(bare):
        return Means.WEEKDAY
    if _KIND.fullmatch(bare):
        return Means.KIND
    if _NO_PEOPLE.search(bare) and not _NAMES_TOO.search(bare):
        return Means.NOTHING
    return Means.PEOPLE if place_of(label) or kind_of(bare) else Means.NOTHING


def place_of(label: str) -> Place | None:
    """The place on the roster that a label names; what is in brackets counts first: 值班人员(副班)."""
    aside = "".join(_ASIDE.findall(label))
    for words in (aside, _bare(label)):
        lower = words.lower()
        for word, place in PLACES:
            if word in lower and not (words is aside and word in ("领导", "人员", "值班")):
                return place
    return None


def kind_of(words: str) -> str | None:
    """Day, night or all, by the words or the hours; None where they do not say."""
    compact = re.sub(r"\s+", "", words)
    hours = _HOURS.search(compact)
    if _ALL_WORDS.search(compact):
        return ALL
    if _NIGHT_WORDS.search(compact):
        return NIGHT
    if _DAY_WORDS.search(compact):
        return DAY
    if hours is None:
        return None
    start, end = int(hours[1]), int(hours[3])
    if start == end:
        return ALL
    return NIGHT if start >= _NIGHT_BEGINS else DAY


def _split(labels: list[str]) -> Iterable[Table]:
    """One table for each date column, each with the columns up to the next. 日期 beats 时间, which then is the 班次."""
    dates = [i for i, label in enumerate(labels, 1) if _DATE.fullmatch(_bare(label))]
    certain = [i for i in dates if "时间" not in labels[i - 1]]
    starts = certain or dates[:1]
    for place, start in enumerate(starts):
        first = 1 if place == 0 else start
        last = starts[place + 1] - 1 if place + 1 < len(starts) else len(labels)
        yield _table(start, range(first, last + 1), labels, times=set(dates) - set(starts))


def _table(start: int, columns: range, labels: list[str], times: set[int]) -> Table:
    weekday = kind = None
    people, other = list[Column](), list[tuple[int, str]]()
    for index in columns:
        label = labels[index - 1]
        if index == start:
            continue
        meaning = Means.KIND if index in times else means(label)
        if meaning is Means.WEEKDAY:
            weekday = weekday or index
        elif meaning is Means.KIND:
            kind = kind or index
        elif meaning is Means.PEOPLE:
            place = place_of(label) or Place.PRIMARY
            people.append(Column(index=index, place=place, kind=kind_of(_bare(label))))
        elif label and not _NO_PEOPLE.search(label):
            other.append((index, label))
    return Table(date=start, weekday=weekday, kind=kind, people=tuple(people), other=tuple(other), last=columns[-1])
