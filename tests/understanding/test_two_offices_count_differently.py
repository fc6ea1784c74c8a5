"""The same words in two offices: as it counts by default, and as an office counts that has settled otherwise.

The second one closes at 18:00, takes up to seven days for working days, ends the month on its last working day, and moves
a length of days that ends on a day off. Both are read from office.toml, by the names of its settings.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from bot.config import load_office
from bot.understanding import Conventions
from tests.understanding.sample import WEDNESDAY, at, time_of

_OFFICE = Path(__file__).resolve().parents[2] / "office" / "office.toml"
_SETTLED = {
    'day_end = "17:30"': 'day_end = "18:00"',
    "short_days_are_workdays = false": "short_days_are_workdays = true",
    "month_end_on_workday = false": "month_end_on_workday = true",
    "move_off_days_off = false": "move_off_days_off = true",
}


def conventions_of(folder: Path, changes: dict[str, str]) -> Conventions:
    """The sample office's conventions with some settings changed in its file."""
    words = _OFFICE.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert words.count(old) == 1, old
        words = words.replace(old, new)
    file = folder / "office.toml"
    file.write_text(words, encoding="utf-8")
    return load_office(file).settings.conventions


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Conventions:
    """As the sample office counts."""
    return conventions_of(tmp_path_factory.mktemp("usual"), {})


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Conventions:
    """As the other office counts."""
    return conventions_of(tmp_path_factory.mktemp("settled"), _SETTLED)


BOTH: list[tuple[datetime, str, datetime, datetime]] = [
    (WEDNESDAY, "今天下班前", at(11, 18, "17:30"), at(11, 18, "18:00")),
    (WEDNESDAY, "本周五前", at(11, 20, "17:30"), at(11, 20, "18:00")),
    (WEDNESDAY, "周五前", at(11, 20, "17:30"), at(11, 20, "18:00")),
    (WEDNESDAY, "周五上午前", at(11, 20, "12:00"), at(11, 20, "12:00")),
    (WEDNESDAY, "本周内", at(11, 20, "17:30"), at(11, 20, "18:00")),
    (at(9, 15, "10:00"), "本周内", at(9, 20, "17:30"), at(9, 20, "18:00")),
    (WEDNESDAY, "三个工作日内", at(11, 23, "17:30"), at(11, 23, "18:00")),
    (at(9, 29, "10:00"), "三个工作日内", at(10, 9, "17:30"), at(10, 9, "18:00")),
    (at(9, 29, "10:00"), "五个工作日内", at(10, 12, "17:30"), at(10, 12, "18:00")),
    (at(9, 18, "10:00"), "一个工作日内", at(9, 20, "17:30"), at(9, 20, "18:00")),
    (WEDNESDAY, "月底前", at(11, 30, "17:30"), at(11, 30, "18:00")),
    (at(10, 20, "10:00"), "月底前", at(10, 31, "17:30"), at(10, 30, "18:00")),
    (at(2, 11, "10:00"), "月底前", at(2, 28, "17:30"), at(2, 28, "18:00")),
    (at(9, 10, "10:00"), "国庆前", at(9, 30, "17:30"), at(9, 30, "18:00")),
    (at(2, 2, "10:00"), "春节前", at(2, 14, "17:30"), at(2, 14, "18:00")),
    (WEDNESDAY, "年底前", at(12, 31, "17:30"), at(12, 31, "18:00")),
    (WEDNESDAY, "11月25日前", at(11, 25, "17:30"), at(11, 25, "18:00")),
    (WEDNESDAY, "25日前", at(11, 25, "17:30"), at(11, 25, "18:00")),
    (WEDNESDAY, "5日内", at(11, 23, "17:30"), at(11, 25, "18:00")),
    (WEDNESDAY, "15日内", at(12, 3, "17:30"), at(12, 3, "18:00")),
    (WEDNESDAY, "10天内", at(11, 28, "17:30"), at(11, 30, "18:00")),
    (WEDNESDAY, "24小时内", at(11, 19, "10:30"), at(11, 19, "10:30")),
    (WEDNESDAY, "半小时内", at(11, 18, "11:00"), at(11, 18, "11:00")),
]


@pytest.mark.parametrize(("now", "words", "first", "second"), BOTH)
def test_the_same_words_end_when_the_office_says(
    now: datetime, words: str, first: datetime, second: datetime, usual: Conventions, settled: Conventions
) -> None:
    assert time_of(f"请{words}报方案", now, conventions=usual).at == first
    assert time_of(f"请{words}报方案", now, conventions=settled).at == second


def test_what_was_moved_says_so_and_offers_the_day_itself(settled: Conventions) -> None:
    found = time_of("请10天内报方案", conventions=settled)
    assert found.because.args["why"].key == "time.because.moved"  # type: ignore[union-attr]
    assert found.alternatives[0] == at(11, 28, "18:00")


@pytest.mark.parametrize(
    ("words", "monday_first", "sunday_first"),
    [("本周日", at(11, 22), at(11, 15)), ("下周日", at(11, 29), at(11, 22)), ("下周三", at(11, 25), at(11, 25))],
)
def test_a_week_may_begin_on_sunday(words: str, monday_first: datetime, sunday_first: datetime, tmp_path: Path) -> None:
    sunday = conventions_of(tmp_path, {"weeks_begin_on_monday = true": "weeks_begin_on_monday = false"})
    assert time_of(f"{words}开会").at == monday_first
    assert time_of(f"{words}开会", conventions=sunday).at == sunday_first


def test_every_convention_has_its_name_in_the_sample_office() -> None:
    named = set(tomllib.loads(_OFFICE.read_text(encoding="utf-8"))["deadlines"])
    assert named == set(Conventions.__dataclass_fields__) - {"opens", "reopens"}  # these follow from [hours]
