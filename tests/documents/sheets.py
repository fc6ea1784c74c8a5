"""Real workbooks, built as offices build them: merged titles, dates of every sort, marks and remarks."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import TypeAlias

from openpyxl import Workbook

from bot.documents.proposal import RosterProposal, SheetProblem
from bot.documents.roster_sheet import read_roster
from bot.domain.office import Office, Role
from tests.documents.people import TODAY, the_office

Row: TypeAlias = Sequence[object]

HEADER: Row = ("日期", "星期", "带班领导", "值班人员", "副班", "值班电话", "备注")
NOVEMBER = "青禾县人民政府办公室2026年11月值班表"
_WEEKDAYS = "一二三四五六日"


def workbook(
    rows: Iterable[Row],
    *,
    merge: Iterable[str] = (),
    formats: Mapping[str, str] | None = None,
    name: str = "Sheet1",
    more: Mapping[str, Sequence[Row]] | None = None,
) -> bytes:
    """An .xlsx with these rows on its first sheet, and with further sheets by name."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merge:
        sheet.merge_cells(area)
    for cell, format in (formats or {}).items():
        sheet[cell].number_format = format
    for title, others in (more or {}).items():
        other = book.create_sheet(title)
        for row in others:
            other.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def november(*rows: Row, title: str = NOVEMBER, header: Row = HEADER, merge: Iterable[str] = ()) -> bytes:
    """The usual table: a title over everything in row 1, the header in row 2, days from row 3."""
    return workbook([(title,), header, *rows], merge=["A1:G1", *merge])


def read(data: bytes, *, today: date = TODAY, office: Office | None = None) -> RosterProposal:
    """Read it for 青禾县 on the 1st of November 2026."""
    return read_roster(data, office=office or the_office(), today=today)


def posts(proposal: RosterProposal) -> list[tuple[str, str, str]]:
    """The shifts in short: ("11-18", "all", "leader:chen primary:wang")."""
    return [
        (f"{shift.date:%m-%d}", shift.name, " ".join(f"{place}:{person}" for person, place in shift.posts))
        for shift in proposal.shifts
    ]


def days(proposal: RosterProposal) -> list[str]:
    """The days of the shifts, written out."""
    return [shift.date.isoformat() for shift in proposal.shifts]


def keys(problems: Iterable[SheetProblem]) -> list[str]:
    """What is wrong, and where: "roster.weekday B3"."""
    return [f"{problem.key} {problem.cell}".strip() for problem in problems]


def example_roster(office: Office, month: date) -> bytes:
    """A month's roster as an office would send it: one row a day, leaders over several days, a remark below."""
    leaders = [office.people[id].name for id in office.in_role(Role.SHIFT_LEADER)]
    officers = [office.people[id].name for id in office.in_role(Role.DUTY_OFFICER)]
    officers = [name for name in officers if officers.count(name) == 1]
    length = calendar.monthrange(month.year, month.month)[1]
    rows = list[Row]()
    for n in range(length):
        day = month.replace(day=n + 1)
        leader = leaders[n // 3 % len(leaders)] if n % 3 == 0 else None
        first, second = officers[n % len(officers)], officers[(n + 1) % len(officers)]
        rows.append(
            (f"{day.month}月{day.day}日", f"星期{_WEEKDAYS[day.weekday()]}", leader, first, second, "0816-5550001")
        )
    last = 2 + length
    return workbook(
        [
            (f"{office.name}{month.year}年{month.month}月值班表",),
            HEADER,
            *rows,
            ("备注：值班人员须24小时在岗，交接班时间为每日8:30。",),
        ],
        merge=[
            "A1:G1",
            f"A{last + 1}:G{last + 1}",
            *(f"C{row}:C{min(row + 2, last)}" for row in range(3, last + 1, 3)),
        ],
    )
