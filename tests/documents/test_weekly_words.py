"""The weekly paper in words: figures and shares as a 督查通报 gives them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.documents.weekly import first_day, last_day, percent, rate, weekly_text
from bot.domain.figures import FaultCounts, Share, WeeklyFigures
from bot.domain.rules import FaultDomain
from bot.domain.texts import Text
from tests.documents.weeks import EMPTY, USUAL, plain_words


def _lines(figures: WeeklyFigures) -> dict[str, Text]:
    parts = weekly_text(figures).args["parts"]
    assert isinstance(parts, tuple)
    return {part.key: part for part in parts}


@pytest.mark.parametrize(
    ("part", "of", "shown"),
    [
        (6, 22, "27.3%"),
        (1, 4, "25%"),
        (3, 3, "100%"),
        (0, 17, "0%"),
        (2, 3, "66.7%"),
        (1202, 1203, "99.9%"),
        (9999, 10_000, "99.9%"),
        (1, 10_000, "0.1%"),
        (0, 0, None),
    ],
)
def test_a_share_has_a_decimal_only_where_it_needs_one(part: int, of: int, shown: str | None) -> None:
    assert percent(Share(part=part, of=of)) == shown


def test_a_share_of_nothing_is_a_dash() -> None:
    assert rate(Share()) == Text("weekly.no-rate")


def test_the_usual_week_says_what_came_in_and_how_far_it_has_come() -> None:
    said = _lines(USUAL)

    assert said["weekly.masthead"].args == {"office": "青禾县人民政府办公室", "year": "2026", "issue": 47}
    directives = said["weekly.directives"].args
    assert (directives["registered"], directives["done"], directives["running"], directives["overdue"]) == (
        22,
        6,
        16,
        2,
    )
    assert directives["done_share"] == Text("weekly.part-of", {"percent": "27.3%"})
    assert directives["running_share"] == Text("weekly.part-of", {"percent": "72.7%"})
    assert directives["on_time"] == Text("weekly.rate", {"percent": "83.3%", "part": 5, "of": 6})


def test_reports_are_in_time_or_have_no_rate_and_drills_are_counted_apart() -> None:
    incidents = _lines(USUAL)["weekly.incidents"].args

    assert incidents["n"] == 3
    assert incidents["drills"] == Text("weekly.drills", {"n": 1})
    assert incidents["flash"] == Text("weekly.rate", {"percent": "66.7%", "part": 2, "of": 3})
    assert incidents["upward"] == Text("weekly.no-rate")


def test_check_ins_are_in_time_late_or_missed() -> None:
    shifts = _lines(USUAL)["weekly.shifts"].args

    assert [shifts[key] for key in ("shifts", "expected", "in_time", "late", "missed")] == [14, 42, 39, 2, 1]
    assert shifts["rate"] == Text("weekly.rate", {"percent": "92.9%", "part": 39, "of": 42})


def test_confirmed_faults_are_counted_by_domain_and_the_rest_together() -> None:
    faults = _lines(USUAL)["weekly.faults"].args

    assert plain_words(_of(faults["confirmed"])) == (
        "weekly.fault-count fault.word.doc 1、weekly.fault-count fault.word.meeting 0、"
        "weekly.fault-count fault.word.affair 0"
    )
    assert (faults["suspected"], faults["revoked"]) == (3, 1)


def test_a_fault_is_called_what_the_office_calls_it() -> None:
    own = replace(USUAL, fault_words={"doc": "公文错情"})

    assert "公文错情 1" in plain_words(_of(_lines(own)["weekly.faults"].args["confirmed"]))


def test_units_without_a_fault_are_named() -> None:
    assert plain_words(_of(_lines(USUAL)["weekly.faultless"].args["units"])) == "综合股、文电股、督查室"


def test_what_is_overdue_is_named_with_its_units_and_no_person() -> None:
    said = weekly_text(USUAL)
    (overdue,) = [line for line in _parts(said) if line.key == "weekly.overdue-one"]

    assert overdue.args["number"] == "DB-2026-0118"
    assert plain_words(_of(overdue.args["units"])) == "发改局、财政局"
    assert "张建国" not in str(said)


def test_more_overdue_matters_than_a_screen_holds_are_counted() -> None:
    many = replace(USUAL, directive_rows=USUAL.directive_rows[:1] * 11)
    said = [line.key for line in _parts(weekly_text(many))]

    assert said.count("weekly.overdue-one") == 8
    assert _lines(many)["weekly.overdue-more"].args == {"n": 3}


def test_a_week_without_anything_says_so_and_divides_by_nothing() -> None:
    assert [line.key for line in _parts(weekly_text(EMPTY))] == [
        "weekly.masthead-unnumbered",
        "weekly.overall",
        "weekly.directives-none",
        "weekly.incidents-none",
        "weekly.shifts",
        "weekly.faults-none",
        "weekly.faultless-none",
        "weekly.required",
        "weekly.overdue-none",
    ]
    assert _lines(EMPTY)["weekly.shifts"].args["rate"] == Text("weekly.no-rate")


def test_a_revoked_fault_alone_is_still_told() -> None:
    revoked = replace(EMPTY, faults={FaultDomain.MEETING: FaultCounts(revoked=1)})

    assert _lines(revoked)["weekly.faults"].args["revoked"] == 1


def test_a_week_that_ends_at_midnight_ends_on_the_day_before() -> None:
    assert (first_day(USUAL).isoformat(), last_day(USUAL).isoformat()) == ("2026-11-16", "2026-11-22")


def _parts(text: Text) -> tuple[Text, ...]:
    parts = text.args["parts"]
    assert isinstance(parts, tuple)
    return parts


def _of(value: object) -> Text:
    assert isinstance(value, Text)
    return value
