"""Before a roster is applied, people see what it would change; what is applied is exactly that."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.documents.comparing import RosterComparison
from bot.documents.difference import RosterDifference, difference, hours, orders, preview
from bot.documents.worker import Worker
from bot.domain.duties.shift.rostering import OpenShift, ReviseShift
from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Matter, Stage
from bot.domain.roster import Place, Post, ShiftBody
from bot.domain.texts import Text
from bot.ports import Order
from tests.documents.people import TODAY, ZONE, the_office
from tests.documents.sheets import Row, november, read

_NOON = datetime(2026, 11, 18, 12, tzinfo=ZONE)


def _standing(id: int, day: int, *posts: str, name: str = "all", here: bool = False) -> Matter:
    """A shift that is rostered already: posts as leader:chen; `here` means the first of them has checked in."""
    held = [tuple(post.split(":")) for post in posts]
    body = ShiftBody(
        date=date(2026, 11, day),
        name=name,
        posts=tuple(
            Post(person=PersonId(person), place=Place(place), checked_in_at=_NOON if here and n == 0 else None)
            for n, (place, person) in enumerate(held)
        ),
    )
    return Matter(id=MatterId(id), kind="shift", number="", title="", opened_at=_NOON, body=body)


def _compared(rows: Sequence[Row], *existing: Matter) -> RosterDifference:
    return difference(read(november(*rows)), existing, the_office())


def _lines(text: Text) -> list[Text]:
    parts = text.args["parts"]
    assert isinstance(parts, tuple)
    return list(parts)


def test_new_changed_unchanged_and_gone_are_told_apart() -> None:
    found = _compared(
        [("18日", "三", "陈志远", "王磊"), ("19日", "四", "陈志远", "周明"), ("20日", "五", "马骏", "赵敏")],
        _standing(1, 18, "leader:chen", "primary:wang"),
        _standing(2, 19, "leader:chen", "primary:li"),
        _standing(3, 20, "primary:wang", name="night"),
    )

    assert [shift.date.day for shift in found.unchanged] == [18]
    assert [(change.matter, change.before) for change in found.changed] == [
        (2, ((PersonId("chen"), Place.LEADER), (PersonId("li"), Place.PRIMARY)))
    ]
    assert [shift.date.day for shift in found.new] == [20]
    assert [(old.matter, old.name) for old in found.gone] == [(3, "night")]


def test_the_order_of_names_is_no_change_but_another_place_is() -> None:
    rows = [("18日", "三", "陈志远", "王磊", "李晓东")]

    swapped = _compared(rows, _standing(1, 18, "secondary:li", "primary:wang", "leader:chen"))
    moved = _compared(rows, _standing(1, 18, "leader:chen", "primary:li", "secondary:wang"))

    assert swapped.empty
    assert len(moved.changed) == 1


def test_days_that_the_sheet_leaves_out_keep_their_shifts() -> None:
    found = _compared(
        [("18日", "三", "陈志远", "王磊"), ("20日", "五", "陈志远", "王磊")],
        _standing(1, 19, "primary:li"),
        _standing(2, 25, "primary:li"),
    )

    assert found.gone == ()


def test_a_shift_somebody_is_on_is_never_struck() -> None:
    found = _compared([("18日", "三", "陈志远", "王磊")], _standing(1, 18, "primary:li", name="day", here=True))

    assert found.gone == ()
    assert [old.matter for old in found.begun] == [1]
    assert [type(order.command) for order in orders(found, the_office(), None)] == [OpenShift]


def test_struck_shifts_and_other_matters_are_as_if_they_were_not() -> None:
    struck = replace(_standing(1, 18, "primary:wang"), stage=Stage.CLOSED)
    other = replace(_standing(2, 18, "primary:wang"), kind="incident")

    assert len(_compared([("18日", "三", "", "王磊")], struck, other).new) == 1


def test_a_shift_that_stands_there_twice_is_struck_once() -> None:
    found = _compared([("18日", "三", "", "王磊")], _standing(1, 18, "primary:wang"), _standing(2, 18, "primary:wang"))

    assert [old.matter for old in found.gone] == [2]


def test_the_orders_open_revise_and_strike_exactly_what_was_shown() -> None:
    found = _compared(
        [("18日", "三", "陈志远", "王磊"), ("19日", "四", "陈志远", "周明")],
        _standing(2, 19, "primary:li"),
        _standing(3, 19, "primary:wang", name="night"),
    )
    chen, wang, zhou = PersonId("chen"), PersonId("wang"), PersonId("zhou")

    assert orders(found, the_office(), PersonId("zhang")) == (
        Order(command=ReviseShift(by=PersonId("zhang"), posts=()), matter=MatterId(3)),
        Order(
            command=ReviseShift(by=PersonId("zhang"), posts=((chen, Place.LEADER), (zhou, Place.PRIMARY))),
            matter=MatterId(2),
        ),
        Order(
            command=OpenShift(
                by=PersonId("zhang"),
                date=date(2026, 11, 18),
                name="all",
                starts_at=datetime(2026, 11, 18, 8, 30, tzinfo=ZONE),
                ends_at=datetime(2026, 11, 19, 8, 30, tzinfo=ZONE),
                posts=((chen, Place.LEADER), (wang, Place.PRIMARY)),
            )
        ),
    )


@pytest.mark.parametrize(("name", "length"), [("all", 24), ("day", 9), ("night", 15)])
def test_a_shift_lasts_as_long_as_the_office_says(name: str, length: int) -> None:
    shift = replace(read(november(("18日", "三", "", "王磊"))).shifts[0], name=name)
    starts_at, ends_at = hours(shift, the_office())

    assert ends_at - starts_at == timedelta(hours=length)
    assert starts_at.tzinfo is ZONE


def test_a_sheet_with_errors_shows_the_errors_and_gives_no_preview_of_changes() -> None:
    office, proposal = the_office(), read(november(("18日", "四", "陈志远", "欧阳铁柱")))
    shown = _lines(preview(proposal, difference(proposal, (), office), office))

    assert shown[0] == Text("roster.preview.errors", {"n": 2})
    assert [line.key for line in shown[1:]] == ["roster.at-cell", "roster.at-cell"]
    assert (shown[1].args["cell"], shown[2].args["cell"]) == ("B3", "D3")


def test_changes_come_before_warnings_and_warnings_before_what_is_new() -> None:
    office = the_office()
    proposal = read(november(("18日", "三", "陈志远", "王磊"), ("20日", "五", "陈志远", "王磊")))
    existing = [_standing(1, 18, "primary:li"), _standing(2, 20, "primary:li", name="day")]
    shown = _lines(preview(proposal, difference(proposal, existing, office), office))

    assert [line.key.removeprefix("roster.preview.") for line in shown] == ["head", "changed", "gone", "warning", "new"]
    assert {key: shown[0].args[key] for key in ("new", "changed", "unchanged", "gone")} == {
        "new": 1,
        "changed": 1,
        "unchanged": 0,
        "gone": 1,
    }


def test_a_long_preview_is_cut_to_what_a_phone_shows() -> None:
    office = the_office()
    proposal = read(november(*((f"{n}日", None, "陈志远", "王磊") for n in range(1, 31))))
    shown = _lines(preview(proposal, difference(proposal, (), office), office))

    assert len(shown) == 25
    assert shown[-1] == Text("roster.preview.more", {"n": 7})


def test_a_roster_that_changes_nothing_says_so() -> None:
    office, proposal = the_office(), read(november(("18日", "三", "陈志远", "王磊")))
    found = difference(proposal, [_standing(1, 18, "primary:wang", "leader:chen")], office)

    assert _lines(preview(proposal, found, office)) == [Text("roster.preview.nothing", {"n": 1})]
    assert orders(found, office, None) == ()


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    made = Worker()
    yield made
    made.close()


async def test_a_file_becomes_a_preview_and_its_orders_in_one_step(worker: Worker) -> None:
    asked = list[tuple[date, date]]()

    async def shifts(first: date, last: date) -> Sequence[Matter]:
        asked.append((first, last))
        return [_standing(1, 18, "primary:li")]

    comparison = RosterComparison(worker, shifts)
    data = november(("18日", "三", "陈志远", "王磊"), ("19日", "四", "陈志远", "周明"))
    text, found = await comparison.compare(data, office=the_office(), today=TODAY, by=PersonId("zhang"))

    assert asked == [(date(2026, 11, 18), date(2026, 11, 19))]
    assert _lines(text)[0].key == "roster.preview.head"
    assert [type(order.command) for order in found] == [ReviseShift, OpenShift]


async def test_a_file_that_is_none_gives_words_and_no_orders(worker: Worker) -> None:
    async def shifts(first: date, last: date) -> Sequence[Matter]:
        raise AssertionError("a sheet with errors is compared with nothing")

    comparison = RosterComparison(worker, shifts)
    text, found = await comparison.compare(b"not a workbook", office=the_office(), today=TODAY, by=None)

    assert [line.key for line in _lines(text)] == ["roster.preview.errors", "roster.not-a-workbook"]
    assert found == ()
