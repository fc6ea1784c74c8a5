"""A day is a day however the cell writes it, and one that cannot be right is said to be wrong."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.documents.sheets import HEADER, days, keys, november, posts, read, workbook

_PEOPLE = ("陈志远", "王磊")


@pytest.mark.parametrize(
    "written",
    [
        "11月18日",
        "11月18号",
        " 11 月 18 日 ",
        "18日",
        "18",
        18,
        18.0,
        46344,
        date(2026, 11, 18),
        datetime(2026, 11, 18, 8, 30),  # noqa: DTZ001 - Excel knows no zones
        "2026-11-18",
        "2026/11/18",
        "2026.11.18",
        "2026年11月18日",
        "2026-11-18 00:00:00",
        20261118,
        "11.18",
        11.18,
        "11-18",
        "11/18",
        "11月18日（星期三）",
        "18日(周三)",
        "１１月１８日",
    ],
)
def test_the_eighteenth_of_november_in_every_way_of_writing_it(written: object) -> None:
    proposal = read(november((written, "星期三", *_PEOPLE)))

    assert days(proposal) == ["2026-11-18"]
    assert proposal.problems == ()


def test_a_date_typed_as_the_number_11_2_is_the_twentieth_where_the_weekday_says_so() -> None:
    rows = [(11.19, "四", *_PEOPLE), (11.2, "五", *_PEOPLE)]

    assert days(read(november(*rows))) == ["2026-11-19", "2026-11-20"]
    assert days(read(november((11.2, "一", *_PEOPLE)))) == ["2026-11-02"]


def test_a_number_shown_with_two_digits_means_both_of_them() -> None:
    data = workbook([("2026年11月值班表",), HEADER, (11.2, None, *_PEOPLE)], formats={"A3": "0.00"})

    assert days(read(data)) == ["2026-11-20"]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("青禾县2026年11月值班表", "2026-11-18"),
        ("11月份值班表", "2026-11-18"),
        ("二〇二六年十一月值班安排", "2026-11-18"),
        ("2027年1月值班表（2026年12月28日制）", "2027-01-18"),
        ("值班表（2026.12）", "2026-12-18"),
        ("1月值班表", "2027-01-18"),
    ],
)
def test_the_title_says_the_month_and_the_day_of_reading_the_year(title: str, first: str) -> None:
    proposal = read(november(("18日", None, *_PEOPLE), title=title), today=date(2026, 11, 18))

    assert days(proposal) == [first]


def test_the_name_of_the_sheet_says_the_month_where_no_title_does() -> None:
    assert days(read(workbook([HEADER, ("18日", None, *_PEOPLE)], name="2026年12月"))) == ["2026-12-18"]


def test_without_any_month_a_bare_number_is_an_error() -> None:
    proposal = read(workbook([HEADER, ("18日", None, *_PEOPLE)]))

    assert keys(proposal.errors) == ["roster.month-unknown A2"]


def test_a_month_that_ends_within_the_table_goes_on_into_the_next_year() -> None:
    rows = [(str(n), None, *_PEOPLE) for n in (30, 31, 1, 2)]

    assert days(read(november(*rows, title="2026年12月值班表"))) == [
        "2026-12-30",
        "2026-12-31",
        "2027-01-01",
        "2027-01-02",
    ]


def test_new_year_days_with_a_month_of_their_own_are_those_of_the_coming_year() -> None:
    rows = [("12月31日", None, *_PEOPLE), ("1月1日", None, *_PEOPLE)]

    for title in ("2026年12月值班表", "2027年元旦值班表", "元旦值班表"):
        proposal = read(november(*rows, title=title), today=date(2026, 12, 20))
        assert days(proposal) == ["2026-12-31", "2027-01-01"], title


def test_a_weekday_that_contradicts_the_date_is_an_error_that_names_both() -> None:
    proposal = read(november(("11月18日", "星期四", *_PEOPLE)))

    assert keys(proposal.errors) == ["roster.weekday B3"]
    problem = proposal.errors[0]
    assert problem.args["said"] == "星期四"
    assert str(problem.args["day"]) == "Text(key='@day', args={'on': '2026-11-18'})"
    assert not proposal.applicable


@pytest.mark.parametrize(
    "said", ["三", "周三", "礼拜三", "星期三", "Wed", date(2026, 11, 18), 46344, "补班", "感恩节", 4, None]
)
def test_a_weekday_that_fits_or_says_nothing_is_no_problem(said: object) -> None:
    proposal = read(november((date(2026, 11, 18), said, *_PEOPLE)))

    assert keys(proposal.errors) == []


def test_a_made_up_working_day_needs_no_weekday() -> None:
    proposal = read(november(("10月10日", "补班", *_PEOPLE), title="2026年10月值班表"), today=date(2026, 10, 1))

    assert proposal.problems == ()


def test_a_made_up_working_day_that_the_calendar_does_not_know_is_a_warning() -> None:
    proposal = read(november(("11月21日", "周六（补班）", *_PEOPLE)))

    assert keys(proposal.warnings) == ["roster.not-made-up B3"]
    assert proposal.applicable


def test_last_years_form_with_its_real_dates_is_an_error() -> None:
    proposal = read(november((date(2025, 11, 18), "二", *_PEOPLE)))

    assert keys(proposal.errors) == ["roster.year A3"]
    assert proposal.errors[0].args["title"] == "2026"


def test_the_thirty_first_of_november_is_an_error_where_somebody_stands_beside_it() -> None:
    proposal = read(november(("11月31日", None, *_PEOPLE)))

    assert keys(proposal.errors) == ["roster.no-such-day A3"]


def test_a_date_that_cannot_be_read_is_an_error_where_somebody_stands_beside_it() -> None:
    proposal = read(november(("下周三", None, *_PEOPLE)))

    assert keys(proposal.errors) == ["roster.date-unclear A3"]
    assert proposal.errors[0].args["words"] == "下周三"


def test_a_day_below_a_gap_without_its_date_is_an_error() -> None:
    proposal = read(november(("18日", "三", *_PEOPLE), (None,) * 4, (None, "五", "马骏", "周明")))

    assert keys(proposal.errors) == ["roster.date-missing C5"]


def test_the_same_day_twice_is_an_error_that_names_both_places() -> None:
    proposal = read(november(("18日", "三", *_PEOPLE), ("18日", "三", "马骏", "周明")))

    assert keys(proposal.errors) == ["roster.day-twice A4"]
    assert proposal.errors[0].args["other_cell"] == "A3"
    assert posts(proposal) == [("11-18", "all", "leader:chen primary:wang")]


def test_the_same_day_on_two_sheets_is_an_error() -> None:
    table = [("2026年11月值班表",), HEADER, ("18日", "三", *_PEOPLE)]
    proposal = read(workbook(table, more={"Sheet2": table}))

    assert [(p.key, p.sheet, p.args["other_sheet"]) for p in proposal.errors] == [
        ("roster.day-twice", "Sheet2", "Sheet1")
    ]


def test_days_gone_by_are_kept_out_with_one_warning() -> None:
    rows = [(f"{n}日", None, "陈志远" if n > 17 else "退休的老陈", "王磊") for n in range(15, 21)]
    proposal = read(november(*rows), today=date(2026, 11, 18))

    assert days(proposal) == ["2026-11-18", "2026-11-19", "2026-11-20"]
    assert keys(proposal.problems) == ["roster.past A3"]
    assert proposal.problems[0].args["n"] == 3
    assert proposal.applicable


def test_a_roster_of_days_gone_by_alone_cannot_be_applied() -> None:
    proposal = read(november(("18日", "三", *_PEOPLE)), today=date(2026, 12, 1))

    assert keys(proposal.problems) == ["roster.nothing-ahead", "roster.past A3"]
    assert not proposal.applicable


def test_days_left_out_in_between_are_a_warning_that_names_them() -> None:
    proposal = read(november(("18日", "三", *_PEOPLE), ("20日", "五", *_PEOPLE), ("27日", "五", *_PEOPLE)))

    assert [(p.key, p.args["n"]) for p in proposal.problems] == [("roster.gap", 7)]
    assert "2026-11-19" in str(proposal.problems[0].args["days"])
    assert proposal.applicable
