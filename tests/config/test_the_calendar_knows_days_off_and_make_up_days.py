"""Which days are worked: the published years, and a table of the office's own for the next one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import known_calendar, year_table
from bot.config import load_office
from bot.domain.calendar import OfficeHours, WorkCalendar, YearTable
from bot.domain.limits import Limit, TimeKind, Unit, deadline_of
from tests.config.writing import MAY_2026, OFFICE, loaded, spoiled, told

HOURS = OfficeHours(zone=ZoneInfo("Asia/Shanghai"))
MAKE_UP_DAYS = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
NOTICE = """\
year = 2027
source = "国办发明电〔2026〕0号"
off = [2027-01-01, "2027-02-05..2027-02-11"]
work = [2027-02-13]
"""


def days_of_2026() -> list[date]:
    return [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]


def due(calendar: WorkCalendar, days: int, start: datetime) -> tuple[date, bool]:
    found = deadline_of(Limit(days, Unit.WORKDAYS), start, kind=TimeKind.OFFICE, calendar=calendar, hours=HOURS)
    return found.at.date(), found.provisional


def test_2026_has_33_days_off_and_six_weekend_days_at_work() -> None:
    calendar = known_calendar()

    assert len(calendar.years[2026].off) == 33
    worked_weekends = [day for day in days_of_2026() if day.weekday() >= 5 and calendar.is_workday(day)]
    assert [(day.month, day.day) for day in worked_weekends] == MAKE_UP_DAYS
    assert not calendar.is_workday(date(2026, 10, 7))
    assert calendar.is_workday(date(2026, 10, 8))


def test_deadlines_run_around_the_national_day() -> None:
    """Three and five working days from 29 September 2026 and one from Friday 18 September, as offices counted them."""
    tuesday = datetime(2026, 9, 29, 10, 30, tzinfo=HOURS.zone)

    assert due(known_calendar(), 3, tuesday) == (date(2026, 10, 9), False)
    assert due(known_calendar(), 5, tuesday) == (date(2026, 10, 12), False)
    assert due(known_calendar(), 1, datetime(2026, 9, 18, 10, 30, tzinfo=HOURS.zone)) == (date(2026, 9, 20), False)


def test_2027_is_provisional_until_somebody_writes_it_down(tmp_path: Path) -> None:
    new_years_eve = datetime(2026, 12, 30, 10, 30, tzinfo=HOURS.zone)
    assert due(known_calendar(), 3, new_years_eve) == (date(2027, 1, 5), True)

    read = loaded(tmp_path, spoiled("tables = []", 'tables = ["notice.toml"]'), notice=NOTICE)

    assert read.problems == ()
    assert read.office is not None
    assert read.office.calendar.published(2027)
    assert due(read.office.calendar, 3, new_years_eve) == (date(2027, 1, 5), False)
    assert not read.office.calendar.is_workday(date(2027, 2, 8))
    assert read.office.calendar.is_workday(date(2027, 2, 13))


def test_an_own_table_wins_for_its_year_and_for_no_other() -> None:
    own = YearTable(year=2026, off=frozenset({date(2026, 5, 6)}), work=frozenset(), source="县里放假通知")

    calendar = known_calendar([own])

    assert not calendar.is_workday(date(2026, 5, 6))
    assert calendar.is_workday(date(2026, 10, 1))
    assert calendar.years[2025] == known_calendar().years[2025]


def test_a_year_that_is_coming_and_not_known_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")

    in_november = load_office(tmp_path / "office.toml", today=date(2026, 11, 21))
    assert [told(p) for p in in_november.problems] == [("warning", "config.no-calendar", "[calendar]", "tables")]
    assert in_november.problems[0].args["year"] == "2027"

    assert load_office(tmp_path / "office.toml", today=MAY_2026).problems == ()
    assert load_office(tmp_path / "office.toml").problems == ()


FLAWS = [
    # what is written instead of what, whether the table can still be used, which sentence, at which key
    ("year = 2027", 'year = "明年"', False, "bad-year", "year"),
    ('source = "国办发明电〔2026〕0号"', "", False, "no-source", "source"),
    ("2027-01-01, ", '"元旦", ', False, "bad-day", "off"),
    ("2027-01-01, ", "2027-01-01T08:30:00, ", False, "bad-day", "off"),
    ("2027-01-01, ", "2026-01-01, ", False, "other-year", "off"),
    ("2027-02-05..2027-02-11", "2027-02-11..2027-02-05", False, "bad-day", "off"),
    ("2027-02-05..2027-02-11", "2027-02-30", False, "bad-day", "off"),
    ('off = [2027-01-01, "2027-02-05..2027-02-11"]', "", False, "no-days", "off"),
    ('off = [2027-01-01, "2027-02-05..2027-02-11"]', 'off = "元旦"', False, "no-list", "off"),
    ("work = [2027-02-13]", "work = [2027-02-05]", False, "both", "work"),
    ("work = [2027-02-13]", "work = [2027-02-15]", True, "ordinary", "work"),
    ("work = [2027-02-13]", "works = [2027-02-13]", True, "unknown-key", "works"),
]


@pytest.mark.parametrize(("old", "new", "usable", "key", "at"), FLAWS, ids=[f"{f[3]}: {f[1]}" for f in FLAWS])
def test_a_slip_in_an_own_table_is_named(tmp_path: Path, old: str, new: str, usable: bool, key: str, at: str) -> None:
    text = spoiled("tables = []", 'tables = ["notice.toml"]')
    read = loaded(tmp_path, text, notice=spoiled(old, new, NOTICE))

    (problem,) = (p for p in read.problems if p.key == f"config.calendar.{key}")
    assert (problem.where.file, problem.where.key) == ("notice.toml", at)
    assert (read.office is not None) == usable


def test_a_range_of_years_is_no_range_of_days() -> None:
    table, flaws = year_table({"year": 2027, "source": "通知", "off": ["2027-01-01..2037-01-01"]})

    assert table is None
    assert [flaw.what for flaw in flaws] == ["bad-day", "no-days"]
