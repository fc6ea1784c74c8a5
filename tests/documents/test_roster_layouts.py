"""A roster is found wherever it stands in the sheet, by the words of its header, in the layouts offices use."""

from __future__ import annotations

from datetime import date, time

import pytest
from openpyxl import Workbook

from bot.documents.proposal import Severity
from bot.domain.office import ShiftHours
from tests.documents.people import TODAY, the_office
from tests.documents.sheets import HEADER, NOVEMBER, days, example_roster, keys, november, posts, read, saved, workbook


def test_a_month_with_a_title_a_header_and_a_remark_is_read_whole() -> None:
    proposal = read(example_roster(the_office(), TODAY))

    assert proposal.problems == ()
    assert proposal.applicable
    assert days(proposal) == [f"2026-11-{n:02}" for n in range(1, 31)]
    assert posts(proposal)[17] == ("11-18", "all", "leader:ma primary:zhou secondary:zhao")
    assert proposal.shifts[17].where == ("Sheet1", 20)


def test_the_header_is_found_by_its_words_and_not_by_its_place() -> None:
    proposal = read(
        workbook(
            [
                (),
                ("", "", "青禾县人民政府办公室"),
                ("", "", "2026年11月值班安排表"),
                ("填报单位：县府办", "", "", "填报日期：2026年10月28日"),
                (),
                ("", "备注", "副班", "值班员", "带班领导（职务/电话）", "值班日期"),
                ("", "", "李晓东", "王磊", "陈志远", "18日"),
            ]
        )
    )

    assert posts(proposal) == [("11-18", "all", "leader:chen primary:wang secondary:li")]
    assert proposal.shifts[0].date == date(2026, 11, 18)


def test_a_leader_written_once_over_merged_days_leads_each_of_them() -> None:
    proposal = read(
        november(
            ("11月20日", "星期五", "陈志远", "王磊", "李晓东"),
            ("11月21日", "星期六", None, "周明", "赵敏"),
            ("11月22日", "星期日", None, "李晓东", "王磊"),
            merge=["C3:C5"],
        )
    )

    assert [people.split()[0] for _, _, people in posts(proposal)] == ["leader:chen"] * 3
    assert proposal.problems == ()


def test_two_rows_a_day_are_the_day_and_the_night() -> None:
    proposal = read(
        workbook(
            [
                (NOVEMBER,),
                ("日期", "班次", "带班领导", "值班员"),
                ("18日", "白班", "陈志远", "王磊"),
                (None, "夜班", None, "李晓东"),
                ("19日", "白班", "马骏", "周明"),
                (None, "夜班", None, "赵敏"),
            ],
            merge=["A1:D1", "A3:A4", "C3:C4", "A5:A6", "C5:C6"],
        )
    )

    assert posts(proposal) == [
        ("11-18", "day", "leader:chen primary:wang"),
        ("11-18", "night", "leader:chen primary:li"),
        ("11-19", "day", "leader:ma primary:zhou"),
        ("11-19", "night", "leader:ma primary:zhao"),
    ]
    assert proposal.problems == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("白班", "夜班"),
        ("日", "夜"),
        ("白", "夜"),
        ("白班(女)", "夜班(男)"),
        ("8:30-17:30", "17:30-次日8:30"),
        ("日班", "晚班"),
    ],
)
def test_the_kind_of_shift_is_said_in_many_ways(first: str, second: str) -> None:
    rows = [("2026年11月值班表",), ("日期", "班次", "值班人员"), ("18日", first, "王磊"), ("18日", second, "李晓东")]

    assert [name for _, name, _ in posts(read(workbook(rows)))] == ["day", "night"]


def test_two_columns_a_day_are_the_day_and_the_night_under_one_leader() -> None:
    proposal = read(
        workbook(
            [
                (NOVEMBER,),
                ("日期", "星期", "带班领导", "白班", None, "夜班", None),
                (None, None, None, "主班", "副班", "主班", "副班"),
                ("18日", "三", "陈志远", "王磊", "李晓东", "周明", "赵敏"),
            ],
            merge=["A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"],
        )
    )

    assert posts(proposal) == [
        ("11-18", "day", "leader:chen primary:wang secondary:li"),
        ("11-18", "night", "leader:chen primary:zhou secondary:zhao"),
    ]


def test_a_night_column_left_empty_makes_no_night_shift() -> None:
    rows = [
        (NOVEMBER,),
        ("日期", "带班领导", "白班", "夜班"),
        ("18日", "陈志远", "王磊", None),
        ("19日", "马骏", "王磊", "周明"),
    ]
    proposal = read(workbook(rows))

    assert [(day, name) for day, name, _ in posts(proposal)] == [("11-18", "day"), ("11-19", "day"), ("11-19", "night")]
    assert [(p.key, p.args["n"]) for p in proposal.warnings] == [("roster.gap", 1)]


def test_a_header_over_name_and_telephone_takes_the_names_only() -> None:
    proposal = read(
        workbook(
            [
                (NOVEMBER,),
                ("日期", "带班领导", None, "值班人员", None),
                (None, "姓名", "电话", "姓名", "电话"),
                ("18日", "陈志远", "13900000001", "王磊", "13900000002"),
            ],
            merge=["A1:E1", "A2:A3", "B2:C2", "D2:E2"],
        )
    )

    assert posts(proposal) == [("11-18", "all", "leader:chen primary:wang")]
    assert proposal.problems == ()


def test_a_second_officer_below_the_first_belongs_to_the_same_day() -> None:
    proposal = read(
        november(
            ("18日", "三", "陈志远", "王磊", "李晓东"),
            (None, None, None, "周明", None),
            ("19日", "四", "马骏", "赵敏", "李晓东"),
        )
    )

    assert posts(proposal)[0] == ("11-18", "all", "leader:chen primary:wang primary:zhou secondary:li")
    assert proposal.problems == ()


def test_two_tables_side_by_side_are_both_read() -> None:
    rows = [
        (NOVEMBER,),
        ("日期", "带班领导", "值班员", "日期", "带班领导", "值班员"),
        ("1日", "陈志远", "王磊", "3日", "马骏", "周明"),
        ("2日", "陈志远", "李晓东", "4日", "马骏", "赵敏"),
    ]

    assert posts(read(workbook(rows))) == [
        ("11-01", "all", "leader:chen primary:wang"),
        ("11-02", "all", "leader:chen primary:li"),
        ("11-03", "all", "leader:ma primary:zhou"),
        ("11-04", "all", "leader:ma primary:zhao"),
    ]


def test_a_header_repeated_for_the_next_page_goes_on_with_the_month() -> None:
    rows = [
        (NOVEMBER,),
        HEADER,
        ("29日", "日", "陈志远", "王磊"),
        ("30日", "一", "陈志远", "李晓东"),
        (),
        HEADER,
        ("1日", "二", "马骏", "周明"),
    ]

    assert days(read(workbook(rows))) == ["2026-11-29", "2026-11-30", "2026-12-01"]


def test_each_sheet_is_read_and_the_ones_that_are_no_roster_are_named() -> None:
    proposal = read(
        workbook(
            [("2026年11月值班表",), HEADER, ("30日", "一", "陈志远", "王磊")],
            name="十一月",
            more={
                "12月": [HEADER, ("1日", "二", "马骏", "李晓东")],
                "通讯录": [("姓名", "手机"), ("王磊", "13900000002")],
                "Sheet4": [],
            },
        )
    )

    assert days(proposal) == ["2026-11-30", "2026-12-01"]
    assert [(p.key, p.sheet) for p in proposal.problems] == [("roster.sheet-skipped", "通讯录")]


def test_a_range_of_days_in_one_row_is_each_of_them() -> None:
    proposal = read(november(("11月20日至22日", "周五至周日", "陈志远", "王磊"), ("11月23日", "一", "马骏", "周明")))

    assert days(proposal) == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]
    assert proposal.problems == ()


def test_rows_between_and_below_the_days_are_passed_over() -> None:
    proposal = read(
        november(
            ("18日", "三", "陈志远", "王磊"),
            (None,) * 7,
            ("19日", "四", "陈志远", "周明"),
            (None, None, None, None),
            ("备注：1.值班人员须24小时在岗。",),
            ("2.值班电话：0816-5550001。",),
            ("★为带班组长。",),
            (None, None, None, None, "审核：张建国"),
            merge=["A7:G7", "A8:G8", "A9:G9"],
        )
    )

    assert days(proposal) == ["2026-11-18", "2026-11-19"]
    assert proposal.problems == ()


def test_a_day_off_written_across_the_page_names_nobody() -> None:
    proposal = read(
        november(
            ("18日", "三", "陈志远", "王磊"), ("11月19日（停水停电）",), ("20日", "五", "马骏", "周明"), merge=["A4:G4"]
        )
    )

    assert days(proposal) == ["2026-11-18", "2026-11-20"]
    assert keys(proposal.problems) == ["roster.nobody-named A4"]


def test_columns_of_places_and_telephones_hold_no_people() -> None:
    header = ("日期", "带班领导", "值班人员", "值班地点", "值班室电话")
    proposal = read(workbook([(NOVEMBER,), header, ("18日", "陈志远", "王磊", "三楼东侧", "内线 8881")]))

    assert posts(proposal) == [("11-18", "all", "leader:chen primary:wang")]
    assert proposal.problems == ()


def test_a_second_month_below_the_first_begins_anew() -> None:
    rows = [
        (NOVEMBER,),
        HEADER,
        ("30日", "一", "陈志远", "王磊"),
        (),
        ("2026年12月值班表",),
        HEADER,
        ("18日", "五", "马骏", "周明"),
    ]

    assert days(read(workbook(rows))) == ["2026-11-30", "2026-12-18"]


def test_blank_days_of_a_printed_form_are_no_error() -> None:
    rows = [(f"{n}日", None, None, None) for n in (30, 31)]
    proposal = read(november(("29日", "日", "陈志远", "王磊"), *rows))

    assert days(proposal) == ["2026-11-29"]
    assert keys(proposal.problems) == ["roster.nobody-named A4"]


def test_a_shift_without_hours_in_this_office_is_an_error() -> None:
    office = the_office({"day": ShiftHours(start=time(8, 30), end=time(17, 30))})
    proposal = read(november(("18日", "三", "陈志远", "王磊")), office=office)

    assert keys(proposal.errors) == ["roster.no-hours A3"]
    assert not proposal.applicable


def test_a_column_of_people_under_an_unforeseen_word_is_spoken_of() -> None:
    rows = [(NOVEMBER,), ("日期", "带班领导", "值班员", "男生组"), ("18日", "陈志远", "王磊", "周明")]
    proposal = read(workbook(rows))

    assert posts(proposal) == [("11-18", "all", "leader:chen primary:wang")]
    assert [(p.key, p.cell, p.args["label"]) for p in proposal.warnings] == [("roster.column-skipped", "D2", "男生组")]


def test_a_hidden_sheet_is_left_alone_and_named() -> None:
    book = Workbook()
    hidden, visible = book.worksheets[0], book.create_sheet("本月")
    hidden.title, hidden.sheet_state, book.active = "上月", "hidden", 1
    for row in ((NOVEMBER,), HEADER, ("18日", "三", "陈志远", "王磊")):
        hidden.append(row)
    for row in ((NOVEMBER,), HEADER, ("19日", "四", "马骏", "周明")):
        visible.append(row)
    proposal = read(saved(book))

    assert days(proposal) == ["2026-11-19"]
    assert [(p.key, p.sheet, p.severity) for p in proposal.problems] == [
        ("roster.hidden-sheet", "上月", Severity.WARNING)
    ]
