"""Each element of an incident points to the words it was read from; a figure without a place is never told."""

from __future__ import annotations

import pytest

from bot.understanding import Intent
from tests.understanding.sample import at, meant
from tests.understanding.telling import told_of

REPORT = (
    "报告：今天14时20分许，G210县城北3公里一辆客车侧翻，初步2死7伤，疏散200人，直接经济损失约50万元，"
    "原因是雨天路滑，交警消防120已到。县交警指挥中心李明报的"
)


def words_of(message: str, intent: Intent) -> dict[str, str]:
    spans = meant(message, intent, at(11, 18, "14:31")).spans
    return {name: message[start:end] for name, (start, end) in spans.items()}


def test_every_part_of_a_report_stands_somewhere() -> None:
    assert words_of(REPORT, Intent.INCIDENT) == {
        "dead": "2",
        "injured": "7",
        "moved": "200",
        "loss": "约50万元",
        "occurred_at": "今天14时20分许",
        "place": "G210县城北3公里",
        "cause": "雨天路滑",
        "measures": "交警消防120已到",
        "source": "县交警指挥中心李明",
    }


def test_places_are_those_of_the_whole_message() -> None:
    assert words_of("续报一：截至16时，死亡3人，重伤2人轻伤4人", Intent.FOLLOW_UP) == {
        "dead": "3人",
        "severe": "2人",
        "minor": "4人",
    }
    assert words_of("好的。城北路口两车相撞，１人死亡", Intent.INCIDENT)["dead"] == "１人"


@pytest.mark.parametrize(
    ("words", "reach"),
    [
        ("石板沟滑坡，疏散200人", {"moved": {"people": 200}}),
        ("石板沟滑坡，转移12户35人", {"moved": {"households": 12, "people": 35}}),
        ("石板沟滑坡，已紧急转移群众三百余人", {"moved": {"people": 300, "approximate": True}}),
        ("石板沟滑坡，35人已安全转移", {"moved": {"people": 35}}),
        ("青龙河涨水淹了河西村，受灾群众1200人", {"affected": {"people": 1200}}),
        ("青龙河涨水淹了河西村，120户受灾", {"affected": {"households": 120}}),
        ("河西村塌了半间房", {}),
    ],
)
def test_people_moved_are_no_casualties(words: str, reach: dict[str, dict[str, int]]) -> None:
    reading = meant(words, Intent.INCIDENT)
    assert reading.details == reach
    assert set(reach) <= set(reading.spans)
    assert reading.elements is not None
    assert not reading.elements.casualties.known


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("直接经济损失200万元", 2_000_000),
        ("直接经济损失约1.2亿元", 120_000_000),
        ("造成经济损失3,500元", 3_500),
        ("初步估计损失5000余万元", 50_000_000),
        ("经济损失两百万元", 2_000_000),
        ("损失不大", None),
        ("财产损失正在统计", None),
    ],
)
def test_what_it_cost_is_told_in_yuan(words: str, yuan: int | None) -> None:
    elements = meant(f"农贸市场失火，{words}", Intent.INCIDENT).elements
    assert elements is not None
    assert (elements.loss.yuan if elements.loss else None) == yuan


def test_what_is_told_has_the_names_of_the_field() -> None:
    (found,) = told_of(REPORT, at(11, 18, "14:31"))
    assert (found["category"], found["kind"], found["level_suggest"]) == ("accident/traffic", "traffic", "IV")
    assert found["sensitive"] is True
    assert (found["moved"], found["loss"]) == ({"people": 200}, 500_000)
    assert found["spans"]["dead"] == [32, 33]
    assert "2" in found["level_because"]
    assert found["sensitive_because"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_why_is_told_in_both_languages(language: str) -> None:
    (found,) = told_of("化工园爆炸，死亡3人，60人受伤", at(11, 18, "14:31"), language)
    assert found["level_suggest"] == "III"
    assert "60" in found["level_because"]
    assert "{" not in found["level_because"] + found["sensitive_because"]


def test_a_correction_grades_again() -> None:
    (found,) = told_of("更正，死亡2人，有1人抢救过来了", at(11, 18, "16:30"))
    assert (found["level_suggest"], found["level_recheck"]) == ("IV", True)
