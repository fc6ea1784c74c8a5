"""What an incident is sensitive for stands in the words that tell it and its place, and nowhere else."""

from __future__ import annotations

import pytest

from bot.domain.elements import Elements
from bot.domain.grading import MARKS, sensitive_because
from bot.understanding import Intent
from tests.understanding.sample import meant, said


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("化工园着火了！有人受伤！", ("chemical-park",)),
        ("G210一辆客车侧翻", ("passengers",)),
        ("幼儿园校车翻沟里了", ("school", "passengers")),
        ("城关镇中心小学食堂有15名学生呕吐", ("school",)),
        ("二中门口有家长拉横幅", ("school", "crowd")),
        ("有人在县政府大门口聚集", ("government", "crowd")),
        ("养老院失火", ("care-home",)),
        ("县医院门口打起来了", ("hospital",)),
        ("自来水厂取水口氯气泄漏", ("drinking-water",)),
        ("城北路口两车相撞，2名外籍人员受伤", ("foreign",)),
        ("出租车司机罢运", ("crowd",)),
        ("国庆期间城北景区发生踩踏", ("period",)),
    ],
)
def test_what_makes_it_sensitive_is_marked(words: str, marks: tuple[str, ...]) -> None:
    elements = meant(words, Intent.INCIDENT).elements
    assert elements is not None
    assert elements.sensitive == marks


@pytest.mark.parametrize(
    "words",
    [
        "城北路口两车相撞，3人受伤，伤员已送县医院",
        "县政府值班室报：城北仓库失火",
        "学校路一商铺起火",
        "驾校教练车侧翻",
        "客车站旁边仓库失火",
        "城北仓库失火，已通知附近学校停课疏散",
        "人民医院路口两车相撞",
        "河西村塌了半间房",
    ],
)
def test_what_only_names_such_a_place_is_not(words: str) -> None:
    elements = meant(words, Intent.INCIDENT).elements
    assert elements is not None
    assert elements.sensitive == ()


def test_marks_of_several_messages_are_kept_and_each_has_its_source() -> None:
    elements = Elements(sensitive=("school",)).merged(Elements(sensitive=("foreign", "school")))
    assert elements.sensitive == ("school", "foreign")
    because = sensitive_because(elements)
    assert because is not None
    assert sensitive_because(Elements()) is None
    assert all(mark.source for mark in MARKS.values())


@pytest.mark.parametrize("words", ["学校那边知道了", "请教育局排查学校隐患", "客车班次表发群里了"])
def test_talk_is_marked_for_nothing(words: str) -> None:
    assert all(reading.elements is None or not reading.elements.sensitive for reading in said(words).readings)
