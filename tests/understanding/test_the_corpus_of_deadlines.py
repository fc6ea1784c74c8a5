"""The project's own corpus of deadline sentences: how many are understood, and that none is made up.

A row counts only by the first reading of its kind, so a lucky second one helps nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, cast

import pytest

from bot.understanding import TimeKind, TimeReading
from tests.understanding.sample import SHANGHAI, said


class Row(TypedDict, total=False):
    """One sentence with what it means."""

    id: str
    now: str
    text: str
    kind: str
    grain: str | None
    due: str
    at: str
    start: str
    end: str
    accept_also: list[str]
    depends_on_2027_calendar: bool


ROWS = [
    cast(Row, json.loads(line))
    for line in Path(__file__).with_name("deadlines.jsonl").read_text(encoding="utf-8").splitlines()
]
TIMED = [row for row in ROWS if row["kind"] != "none"]
UNTIMED = [row for row in ROWS if row["kind"] == "none"]


def times(row: Row) -> Sequence[TimeReading]:
    return said(row["text"], datetime.fromisoformat(row["now"]).astimezone(SHANGHAI)).times


def chosen(row: Row) -> TimeReading | None:
    """The first reading of the row's kind."""
    return next((time for time in times(row) if time.kind is TimeKind(row["kind"])), None)


def accepted(row: Row) -> list[tuple[str, ...]]:
    if row["kind"] == TimeKind.INTERVAL:
        return [(row["start"], row["end"])]
    return [(value,) for value in (row.get("due") or row["at"], *row.get("accept_also", []))]


def moments(time: TimeReading) -> tuple[datetime, ...]:
    return (time.at,) if time.end is None else (time.at, time.end)


def right_day(row: Row) -> bool:
    time = chosen(row)
    return time is not None and any(
        tuple(date.fromisoformat(value[:10]) for value in values) == tuple(at.date() for at in moments(time))
        for values in accepted(row)
    )


def same(value: str, at: datetime) -> bool:
    """A row that names only a day is right on any moment of that day."""
    return date.fromisoformat(value) == at.date() if len(value) == 10 else datetime.fromisoformat(value) == at


def right_moment(row: Row) -> bool:
    time = chosen(row)
    return time is not None and any(
        len(values) == len(moments(time)) and all(map(same, values, moments(time))) for values in accepted(row)
    )


def test_the_corpus_is_whole() -> None:
    assert (len(ROWS), len(UNTIMED)) == (190, 24)


def test_at_least_98_of_100_days_are_right() -> None:
    wrong = [row["id"] for row in TIMED if not right_day(row)]
    assert len(wrong) <= 0.02 * len(TIMED), wrong


def test_at_least_98_of_100_moments_are_right() -> None:
    wrong = [row["id"] for row in TIMED if not right_moment(row)]
    assert len(wrong) <= 0.02 * len(TIMED), wrong


@pytest.mark.parametrize("row", UNTIMED, ids=lambda row: row["id"])
def test_no_time_is_made_up(row: Row) -> None:
    assert not times(row)


@pytest.mark.parametrize("row", [row for row in ROWS if row.get("depends_on_2027_calendar")], ids=lambda row: row["id"])
def test_what_hangs_on_an_unpublished_year_is_provisional(row: Row) -> None:
    time = chosen(row)
    assert time is not None
    assert time.provisional
