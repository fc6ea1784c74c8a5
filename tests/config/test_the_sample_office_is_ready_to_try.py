"""The office that comes with the bot: invented, complete, and with nothing wrong in it."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from bot.config import load_office
from bot.domain.ids import PersonId, UnitId
from bot.domain.office import Office, Role, ShiftHours, UnitKind

SAMPLE = Path(__file__).resolve().parents[2] / "office" / "office.toml"


def sample() -> Office:
    read = load_office(SAMPLE, {}, today=date(2026, 6, 1))
    assert read.problems == ()
    assert read.office is not None
    return read.office


def test_it_is_an_invented_county_and_says_so() -> None:
    office = sample()

    assert (office.name, office.short, office.sample) == ("青禾县人民政府办公室", "青禾县府办", True)
    assert office.rulebook.id == "combined"


def test_everybody_a_ladder_may_look_for_is_there() -> None:
    office = sample()
    counts = {role: len(office.in_role(role)) for role in Role}

    assert counts[Role.DUTY_OFFICER] == 6
    assert counts[Role.SHIFT_LEADER] == 3
    assert counts[Role.LEADER] == 3
    assert (counts[Role.DIRECTOR], counts[Role.SUPERVISION], counts[Role.ADMINISTRATOR]) == (1, 2, 1)
    assert all(unit.contact for unit in office.units.values())


def test_officers_back_each_other_up() -> None:
    office = sample()

    for id in office.in_role(Role.DUTY_OFFICER):
        backup = office.people[id].backup
        assert backup is not None
        assert office.people[backup].backup == id


def test_people_are_found_by_the_names_used_for_them() -> None:
    office = sample()

    assert office.people[PersonId("chenzhiyuan")].called == "陈县长"
    assert office.people[PersonId("wanglei")].unit == UnitId("zhiban")
    assert office.units[UnitId("fagai")].short == "发改局"
    assert {unit.kind for unit in office.units.values()} == set(UnitKind)


def test_groups_serve_every_purpose_that_the_ladders_end_in() -> None:
    office = sample()

    assert office.groups_for("duty") == office.groups_for("incident") == ("zhibanqun",)
    assert office.groups_for("supervision") == ("dubanqun",)
    assert office.weekly.groups == office.groups_for("weekly") == ("quanban",)


def test_the_day_is_covered_by_two_shifts_or_by_one() -> None:
    assert sample().shifts == {
        "day": ShiftHours(start=time(8, 30), end=time(17, 30)),
        "night": ShiftHours(start=time(17, 30), end=time(8, 30)),
        "all": ShiftHours(start=time(8, 30), end=time(8, 30)),
    }
