"""The ledger of a week: sheets that can be sorted, printed and opened without harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from bot.documents.items import Line, Tint, weekly_book
from bot.documents.ledger import write_book
from bot.domain.figures import WeeklyFigures
from tests.documents.weeks import EMPTY, USUAL, plain_words


def _written(figures: WeeklyFigures) -> Workbook:
    return load_workbook(BytesIO(write_book(weekly_book(figures, plain_words))))


def test_there_is_a_sheet_for_each_kind_of_matter() -> None:
    book = _written(USUAL)

    assert book.sheetnames == [f"items.sheet.{name}" for name in ("directives", "incidents", "faults", "shifts")]
    assert [sheet.max_row for sheet in book.worksheets] == [4, 3, 2, 2]


def test_times_are_real_times_on_the_offices_clock() -> None:
    cell = _written(USUAL).worksheets[0]["E2"]

    assert cell.value == datetime(2026, 11, 16, 10, 5)  # noqa: DTZ001 - Excel knows no zones
    assert cell.number_format == "yyyy-mm-dd hh:mm"


def test_days_are_real_days() -> None:
    cell = _written(USUAL).worksheets[3]["A2"]

    assert (cell.is_date, cell.number_format) == (True, "yyyy-mm-dd")


@pytest.mark.parametrize(
    "words", ["=1+1", "+86 139", "-5", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_what_begins_like_a_formula_stays_words(words: str) -> None:
    row = replace(USUAL.directive_rows[0], deliverable=words)
    cell = _written(replace(USUAL, directive_rows=(row,))).worksheets[0]["D2"]

    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value.strip() == words.strip()


def test_characters_that_no_workbook_may_hold_are_left_out() -> None:
    row = replace(USUAL.directive_rows[0], deliverable="速办\x00\x0b\x1f\ud800材料" + "长" * 40_000)
    cell = _written(replace(USUAL, directive_rows=(row,))).worksheets[0]["D2"]

    assert cell.value.startswith("速办材料长")
    assert len(cell.value) == 32_000


def test_what_is_overdue_late_or_a_drill_is_tinted() -> None:
    book = weekly_book(USUAL, plain_words)

    assert [line.tint for line in book.leaves[0].rows] == [Tint.OVERDUE, Tint.NONE, Tint.LATE]
    assert [line.tint for line in book.leaves[1].rows] == [Tint.LATE, Tint.QUIET]
    assert [line.tint for line in book.leaves[3].rows] == [Tint.OVERDUE]
    colours = [cell.fill.start_color.rgb for cell in _written(USUAL).worksheets[0]["A"]]
    assert colours == ["009E1B20", "00F8DEDD", "00000000", "00FBF0D9"]


def test_a_fault_is_listed_by_number_domain_and_unit_and_by_no_name() -> None:
    faults = weekly_book(USUAL, plain_words).leaves[2]

    assert faults.rows == (
        Line(
            entries=(
                "缺陷〔2026〕7号",
                "fault.word.doc",
                "文电股",
                "items.fault.confirmed",
                USUAL.fault_rows[0].at,
            )
        ),
    )


def test_reports_that_were_late_are_named() -> None:
    assert weekly_book(USUAL, plain_words).leaves[1].rows[0].entries[6] == "items.head.flash"


def test_columns_are_wide_enough_for_chinese_and_long_words_are_wrapped() -> None:
    sheet = _written(USUAL).worksheets[0]

    assert sheet.column_dimensions["A"].width >= len("DB-2026-0118")
    assert sheet.column_dimensions["C"].width >= 2 * len("发改局、财政局")
    assert sheet.column_dimensions["D"].width == 34
    assert sheet["D2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height > sheet.row_dimensions[3].height


def test_sheets_are_ready_to_be_sorted_read_and_printed() -> None:
    for sheet in _written(USUAL).worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert "items.title" in sheet.oddHeader.center.text


def test_a_sheet_without_rows_says_so() -> None:
    sheet = _written(EMPTY).worksheets[0]

    assert sheet["A2"].value == "items.empty"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:H2"]
    assert sheet.auto_filter.ref == "A1:H2"
