"""更正 names its field, what was said before and what holds now, however it is put."""

from __future__ import annotations

import pytest

from bot.understanding import About, Intent, Reading, Situation, Topic
from tests.understanding.sample import at, said

KNOWN = Situation(open=(About(topic=Topic.INCIDENT, number="突发-2026-0107"),))
NOW = at(11, 18, "15:30")


def corrected(words: str) -> Reading:
    """The one correction that is read."""
    found = said(words, NOW, situation=KNOWN).readings
    assert [one.intent for one in found] == [Intent.CORRECT], words
    return found[0]


@pytest.mark.parametrize(
    ("words", "kind", "old", "new"),
    [
        ("刚才报错了 受伤的是6个不是9个", "injured", 9, 6),
        ("是六个受伤 不是九个", "injured", 9, 6),
        ("前报受伤7人有误，实为5人", "injured", 7, 5),
        ("前面报的9个伤员多报了，实际6个", "injured", 9, 6),
        ("订正：受伤人数由9人改为6人", "injured", 9, 6),
        ("核实后受伤人数变更为11人（原报8人）", "injured", 8, 11),
        ("死亡人数更正为3人，之前误报为4人", "dead", 4, 3),
        ("死的是一个，莫写两个", "dead", 2, 1),
        ("系统里显示死3，错了，实际死1，改过来", "dead", 3, 1),
        ("不是五个失联 就三个", "missing", 5, 3),
        ("更正一下，失联3人应为失联2人", "missing", 3, 2),
        ("核减：重伤由4人调整为3人", "severe", 4, 3),
        ("数字报错了哈，轻伤1个不是轻伤3个", "minor", 3, 1),
        ("原报8人被困，清点后为6人，特此更正", "trapped", 8, 6),
        ("更正，死亡2人，有1人抢救过来了", "dead", None, 2),
        ("刚报的受伤人数有误，请改为6人", "injured", None, 6),
        ("前一条死亡人数有误，以这条为准：1死", "dead", None, 1),
        ("刚刚多报了一个伤员，总共5个", "injured", None, 5),
    ],
)
def test_a_figure_is_put_right(words: str, kind: str, old: int | None, new: int) -> None:
    reading = corrected(words)
    told = (reading.details.get("field"), reading.details.get("from"), reading.details.get("to"))
    assert told == (f"casualties.{kind}", old, new)
    assert reading.elements is not None
    assert dict(reading.elements.casualties.counts())[kind] == new


def test_several_figures_are_put_right_each_for_itself() -> None:
    reading = corrected("说错了说错了，两死五伤，不是五死两伤！！")
    assert reading.details["corrections"] == (
        {"field": "casualties.dead", "from": 5, "to": 2},
        {"field": "casualties.injured", "from": 2, "to": 5},
    )


def test_by_how_many_is_not_to_how_many() -> None:
    assert "to" not in corrected("死亡人数核减1人，医院核实为外院病人").details


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("更正：事发时间应为14时12分，前报14时20分有误。", "14:20", "14:12"),
        ("时间写错咯，15点10改成14点40", "15:10", "14:40"),
        ("时间我看错了，14:05不是15:05", "15:05", "14:05"),
        ("时间更正为14时05分", None, "14:05"),
        ("前面发的事发时间有误，正确时间为今天8时05分，请以此为准", None, "08:05"),
    ],
)
def test_a_time_is_put_right(words: str, old: str | None, new: str) -> None:
    reading = corrected(words)
    assert reading.details["field"] == "occurred_at"
    assert reading.details.get("from") == (at(11, 18, old).isoformat() if old else None)
    assert reading.details["to"] == at(11, 18, new).isoformat()
    assert reading.elements is not None
    assert reading.elements.occurred_at == at(11, 18, new)


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("地点写错了 是东山村 不是东关村 麻烦改一下", "东关村", "东山村"),
        ("刚说的地方不对，不是河东村是河西村", "河东村", "河西村"),
        ("更正一下刚才那条 是鹿鸣乡卫生院不是石门乡", "石门乡", "鹿鸣乡卫生院"),
        ("地址整错咯，是桥东社区，不是桥西社区", "桥西社区", "桥东社区"),
        ("俺打错了，张庄不是章庄", "章庄", "张庄"),
        ("把地点改一下，改成柳林镇粮站", None, "柳林镇粮站"),
    ],
)
def test_a_place_is_put_right(words: str, old: str | None, new: str) -> None:
    reading = corrected(words)
    assert (reading.details["field"], reading.details.get("from"), reading.details["to"]) == ("place", old, new)
    assert reading.elements is not None
    assert reading.elements.place == new


def test_who_told_it_is_put_right() -> None:
    details = corrected("报告人写错了，不是李明，是秦勇").details
    assert (details["field"], details["from"], details["to"]) == ("source", "李明", "秦勇")


def test_what_was_done_beside_it_is_told_beside_it() -> None:
    found = said("更正，夜市受伤的是4人不是3人；快报已发", NOW, situation=KNOWN).readings
    assert [one.intent for one in found] == [Intent.CORRECT, Intent.FLASH_DONE]


@pytest.mark.parametrize(
    "words",
    [
        "会议时间更正为下午3点",
        "把那个文件的标题改一下",
        "材料数字有误，请财政局核实后重报",
        "不是我报的，是小李报的",
        "车上不是5个人，是不是还有小孩？",
    ],
)
def test_what_puts_nothing_right_is_no_correction(words: str) -> None:
    assert said(words, NOW).first(Intent.CORRECT) is None
