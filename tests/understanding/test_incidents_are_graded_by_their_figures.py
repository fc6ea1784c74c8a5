"""The grade that figures suggest comes from a published table, and says no more than the figures do."""

from __future__ import annotations

import pytest

from bot.domain.elements import Casualties, Category, Elements, Kind, Loss
from bot.domain.grading import GRADINGS, Level, graded
from bot.understanding import Intent
from tests.understanding.sample import meant

ACCIDENT = Category.ACCIDENT


def grade(**counts: int) -> str:
    found = graded(Elements(category=ACCIDENT, casualties=Casualties.of(counts)))
    return found.level if found else ""


@pytest.mark.parametrize(
    ("figure", "steps"),
    [
        ("dead", {1: "IV", 2: "IV", 3: "III", 9: "III", 10: "II", 29: "II", 30: "I", 300: "I"}),
        ("severe", {1: "IV", 9: "IV", 10: "III", 49: "III", 50: "II", 99: "II", 100: "I"}),
    ],
)
def test_people_are_graded_by_the_table(figure: str, steps: dict[int, str]) -> None:
    assert {count: grade(**{figure: count}) for count in steps} == steps


def test_so_is_what_it_cost() -> None:
    steps = {9_999_999: "IV", 10_000_000: "III", 50_000_000: "II", 99_999_999: "II", 100_000_000: "I"}
    found = {yuan: graded(Elements(category=ACCIDENT, loss=Loss(yuan=yuan))) for yuan in steps}
    assert {yuan: one.level if one else "" for yuan, one in found.items()} == steps


def test_the_gravest_figure_counts() -> None:
    assert grade(dead=1, severe=12) == "III"
    assert grade(dead=3, severe=2, minor=4) == "III"


def test_a_figure_that_may_be_less_does_not_reach_a_grade() -> None:
    near = graded(Elements(category=ACCIDENT, casualties=Casualties(dead=30, approximate=True, about=("dead",))))
    more = graded(Elements(category=ACCIDENT, casualties=Casualties(dead=10, approximate=True)))
    assert near is not None
    assert more is not None
    assert (near.level, more.level) == (Level.MAJOR, Level.MAJOR)


def test_hurt_without_a_word_how_badly_is_graded_lowest_and_what_could_change_is_said() -> None:
    few = graded(Elements(category=ACCIDENT, casualties=Casualties(injured=9)))
    many = graded(Elements(category=ACCIDENT, casualties=Casualties(injured=23)))
    both = graded(Elements(category=ACCIDENT, casualties=Casualties(dead=2, injured=60, severe=1, minor=4)))
    assert few is not None
    assert many is not None
    assert both is not None
    assert (few.level, few.because.key) == (Level.ORDINARY, "level.because.injured")
    assert (many.level, many.because.key, many.because.args["n"]) == (Level.ORDINARY, "level.because.open", 23)
    assert (both.level, both.because.key, both.because.args["n"]) == (Level.ORDINARY, "level.because.open", 55)


@pytest.mark.parametrize(
    "elements",
    [
        Elements(category=ACCIDENT),
        Elements(category=ACCIDENT, casualties=Casualties(none=True)),
        Elements(category=ACCIDENT, casualties=Casualties(injured=1, approximate=True)),
        Elements(category=ACCIDENT, casualties=Casualties(trapped=12, missing=4)),
        Elements(category=Category.NATURAL, casualties=Casualties(dead=3)),
        Elements(category=Category.SECURITY, casualties=Casualties(dead=3)),
        Elements(category=Category.HEALTH, casualties=Casualties(injured=100)),
        Elements(category=ACCIDENT, kind=Kind.POLLUTION, casualties=Casualties(dead=3)),
    ],
)
def test_without_a_figure_or_a_table_nothing_is_suggested(elements: Elements) -> None:
    assert graded(elements) is None


def test_every_table_goes_down_step_by_step() -> None:
    order = list(Level)
    for grading in GRADINGS:
        for steps in grading.begins.values():
            assert list(steps) == sorted(steps, reverse=True)
            assert [order.index(level) for _, level in steps] == [3, 2, 1]


@pytest.mark.parametrize(
    ("words", "intent", "level"),
    [
        ("G210一辆客车侧翻，初步2死7伤", Intent.INCIDENT, "IV"),
        ("化工园爆炸，死亡3人", Intent.INCIDENT, "III"),
        ("煤矿透水，十余人死亡", Intent.INCIDENT, "II"),
        ("炮竹厂爆炸，近30人死亡", Intent.INCIDENT, "II"),
        ("商场着火，直接经济损失约1200万元", Intent.INCIDENT, "III"),
        ("商场着火，直接经济损失近1000万元", Intent.INCIDENT, "IV"),
        ("续报一：死亡3人，重伤2人轻伤4人", Intent.FOLLOW_UP, "III"),
        ("更正，死亡2人", Intent.CORRECT, "IV"),
    ],
)
def test_a_message_is_graded_by_what_it_says(words: str, intent: Intent, level: str) -> None:
    elements = meant(words, intent).elements
    assert elements is not None
    found = graded(elements)
    assert found is not None
    assert found.level == level


def test_what_is_learnt_later_grades_the_whole_again() -> None:
    known = Elements(category=ACCIDENT, casualties=Casualties(dead=2, injured=7))
    later = graded(known.merged(Elements(casualties=Casualties(dead=3))))
    assert later is not None
    assert later.level is Level.LARGER
    natural = Elements(category=Category.NATURAL, casualties=Casualties(dead=2))
    assert graded(natural.merged(Elements(casualties=Casualties(dead=3)))) is None
