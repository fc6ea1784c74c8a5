"""Whoever is meant by a cell is found in it, and nobody is ever guessed."""

from __future__ import annotations

import pytest

from tests.documents.sheets import keys, november, posts, read


def _officers(cell: object, leader: object = "陈志远") -> str:
    proposal = read(november(("18日", "三", leader, cell)))
    assert proposal.errors == (), [problem.args for problem in proposal.errors]
    return posts(proposal)[0][2].removeprefix("leader:chen ")


@pytest.mark.parametrize(
    "cell",
    [
        "王磊、李晓东",
        "王磊\n李晓东",
        "王磊 李晓东",
        "王磊　李晓东",
        "王磊/李晓东",
        "王磊,李晓东",
        "王磊，李晓东",
        "王磊；李晓东",
        "王磊和李晓东",
        "王磊李晓东",
        "王 磊 李晓东",
        "王 磊　李 晓 东",
        "王磊13900000002 李晓东13900000003",
        "王磊（13900000002）、李晓东（139-0000-0003）",
        "王磊：13900000002\n李晓东：0816-5550001",
        "综合股 王磊、综合股 李晓东",
        "王磊同志、李晓东同志",
    ],
)
def test_two_officers_in_one_cell_in_every_way_of_writing_them(cell: str) -> None:
    assert _officers(cell) == "primary:wang primary:li"


@pytest.mark.parametrize(
    "cell",
    [
        "陈志远",
        "陈 志 远",
        "陈志远（带）",
        "★陈志远",
        "陈志远★",
        "副县长陈志远",
        "陈志远副县长",
        "陈县长",
        "陈副县长",
        "陈志远\n副县长\n13800000001",
        "陈志远(副县长/13800000001)",
        "副县长：陈志远",
    ],
)
def test_a_leader_with_his_title_his_telephone_and_his_marks(cell: str) -> None:
    assert posts(read(november(("18日", "三", cell, "王磊")))) == [("11-18", "all", "leader:chen primary:wang")]


@pytest.mark.parametrize(
    "cell",
    [
        "王磊(主) 李晓东(副)",
        "(主)王磊 (副)李晓东",
        "王磊（主）、李晓东（副）",
        "主班：王磊 副班：李晓东",
        "主:王磊\n副:李晓东",
        "★王磊、李晓东",
        "王磊★ 李晓东",
        "王磊13900000002（主）李晓东（副）",
    ],
)
def test_marks_in_a_cell_say_who_leads_and_who_assists(cell: str) -> None:
    assert _officers(cell) == "primary:wang secondary:li"


def test_one_cell_may_hold_the_day_and_the_night() -> None:
    proposal = read(november(("18日", "三", "陈志远", "白班：王磊\n夜班：李晓东")))

    assert posts(proposal) == [
        ("11-18", "day", "leader:chen primary:wang"),
        ("11-18", "night", "leader:chen primary:li"),
    ]


def test_a_mark_may_name_the_leader_among_the_officers() -> None:
    proposal = read(november(("18日", "三", "", "马骏（带） 王磊（主） 李晓东（副）")))

    assert posts(proposal) == [("11-18", "all", "leader:ma primary:wang secondary:li")]


def test_as_above_means_the_cell_above() -> None:
    proposal = read(
        november(("18日", "三", "陈志远", "王磊"), ("19日", "四", "同上", "周明"), ("20日", "五", "〃", "赵敏"))
    )

    assert [people.split()[0] for _, _, people in posts(proposal)] == ["leader:chen"] * 3


@pytest.mark.parametrize("nothing", ["无", "—", "-", "/", "暂无"])
def test_a_place_that_is_left_open_is_nobody(nothing: str) -> None:
    proposal = read(november(("18日", "三", "陈志远", "王磊", nothing)))

    assert posts(proposal) == [("11-18", "all", "leader:chen primary:wang")]
    assert proposal.problems == ()


def test_an_unknown_name_is_an_error_with_the_nearest_known_ones() -> None:
    proposal = read(november(("18日", "三", "陈志远", "李小东")))

    (problem,) = proposal.errors
    assert (problem.key, problem.cell, problem.args["word"]) == ("roster.unknown-name-near", "D3", "李小东")
    assert "李晓东" in str(problem.args["near"])
    assert not proposal.applicable


def test_an_unknown_name_that_is_near_nobody_offers_nobody() -> None:
    proposal = read(november(("18日", "三", "陈志远", "欧阳铁柱")))

    assert keys(proposal.errors) == ["roster.unknown-name D3"]


def test_an_unknown_word_of_any_length_is_read_back_in_short() -> None:
    (problem,) = read(november(("18日", "三", "陈志远", "某" * 3000))).errors

    assert problem.args["word"] == "某" * 20


def test_an_unknown_name_on_ten_days_is_one_problem() -> None:
    rows = [(f"{n}日", None, "陈志远", "欧阳铁柱" if n % 2 else "王磊") for n in range(1, 21)]
    proposal = read(november(*rows))

    assert [(p.key, p.cell, p.args["n"]) for p in proposal.errors] == [("roster.unknown-name", "D3", 10)]


def test_a_known_name_within_a_longer_unknown_one_is_not_taken() -> None:
    proposal = read(november(("18日", "三", "陈志远", "王磊磊")))

    assert keys(proposal.errors) == ["roster.unknown-name-near D3"]


def test_a_name_that_fits_two_people_is_an_error_that_tells_them_apart() -> None:
    proposal = read(november(("18日", "三", "陈志远", "刘洋")))

    (problem,) = proposal.errors
    assert (problem.key, problem.cell) == ("roster.two-people", "D3")
    assert "刘洋(应急局)" in str(problem.args["people"])
    assert "刘洋(交警大队)" in str(problem.args["people"])


def test_a_nickname_of_two_people_is_an_error_too() -> None:
    assert keys(read(november(("18日", "三", "陈志远", "小李"))).errors) == ["roster.two-people D3"]


@pytest.mark.parametrize("cell", ["刘洋（交警大队）", "交警大队 刘洋"])
def test_a_unit_beside_the_name_tells_which_of_the_two_is_meant(cell: str) -> None:
    assert _officers(cell) == "primary:liu2"


def test_a_person_in_two_places_of_a_shift_is_a_warning_and_stands_in_the_first() -> None:
    proposal = read(november(("18日", "三", "陈志远", "王磊", "王磊")))

    assert keys(proposal.problems) == ["roster.two-places E3"]
    assert proposal.problems[0].args["name"] == "王磊"
    assert posts(proposal) == [("11-18", "all", "leader:chen primary:wang")]
    assert proposal.applicable


def test_a_shift_without_an_officer_or_without_a_leader_is_a_warning() -> None:
    proposal = read(november(("18日", "三", "陈志远", ""), ("19日", "四", "", "王磊"), ("20日", "五", "马骏", "王磊")))

    assert keys(proposal.problems) == ["roster.no-officer A3", "roster.no-leader A4"]
    assert proposal.applicable


def test_a_row_of_words_below_the_table_that_name_nobody_is_spoken_of() -> None:
    proposal = read(november(("18日", "三", "陈志远", "王磊"), (None, None, None, "青禾县人民政府")))

    assert posts(proposal) == [("11-18", "all", "leader:chen primary:wang")]
    assert keys(proposal.problems) == ["roster.row-skipped C4"]
