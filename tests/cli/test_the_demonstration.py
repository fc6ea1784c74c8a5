"""`make demo`: a day at the office that a newcomer can read, with everything in it that the bot is for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from tests.cli.terminal import Typed, typed

pytestmark = pytest.mark.slow

# In this order, one after the other: the day as it must be told.
LANDMARKS: Final = (
    "值班提醒 王磊",
    "李晓东 ▶ 我到了",
    "请到岗 王磊",  # the hour strikes, and he is not there
    "李晓东 ◀ 请补位 王磊",  # his B岗
    "张建国 ◀ 报告",  # who leads tonight
    "【值班群】 ◀",  # and the group
    "疑似缺陷 QX-2026-001",
    "王磊 ◉ ［到岗］",
    "王磊 ▶ 申诉",
    "孙丽 ◉ ［撤销］",
    "QX-2026-001 已撤销",
    "王磊 ▶ 报告：",
    "⏱ 口头报告领导",
    "✓ 口头报告已登记",
    "复述您的指示",
    "全部传达到位",
    "✓ 快报已登记",
    "【已终报】",
    "陈志远 ▶ 请发改局牵头",
    "【待下达】DB-2026-0001",
    "时限：11月20日(周五)17:30",
    "陈志远 ◉ ［下达］",
    "高翔 ▶ 收到",
    "林芳 ◀ 提醒 DB-2026-0001",
    "林芳 ◉ ［签收］",
    "高翔 ◀ 提醒 DB-2026-0001",
    "已报办结",
    "孙丽 ◉ ［销号］",
    "全部办结销号",
    "督查周报",
    ".png",
)
_UNFILLED: Final = re.compile(r"\{[a-z_]+\}")
_BARE_KEY: Final = re.compile(r"(?<![\w./])[a-z]+(?:-[a-z]+)*\.[a-z]+(?:[.-][a-z]+)*(?![\w./])")


@cache
def played(language: str = "", *options: str) -> Typed:
    """The day, played once for all tests that look at it."""
    with TemporaryDirectory() as folder:
        environ = {"LANG": language} if language else {}
        return typed(Path(folder), "demo", *options, environ=environ)


def test_the_day_has_all_its_landmarks_in_order() -> None:
    day = played()
    at = 0
    for landmark in LANDMARKS:
        found = day.out.find(landmark, at)
        assert found >= 0, f"{landmark} is missing after:\n{day.out[max(0, at - 300) : at]}"
        at = found
    assert day.status == 0
    assert day.err == ""


def test_the_chart_that_it_names_is_there() -> None:
    named = re.findall(r"附件：(.+\.png)", played().out)

    assert len(named) == 1
    assert Path(named[0]).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["", "en_US.UTF-8"])
def test_no_sentence_is_missing_or_unfilled(language: str) -> None:
    day = played(language).out
    words = "\n".join(line for line in day.splitlines() if "/" not in line)

    assert _UNFILLED.findall(words) == []
    assert _BARE_KEY.findall(words) == []


def test_no_colours_where_nobody_sees_them_and_some_where_they_are_asked_for() -> None:
    assert "\x1b[" not in played().out
    assert "\x1b[" in played("", "--color", "always").out


@pytest.mark.parametrize(("language", "option"), [("en_US.UTF-8", ()), ("", ("--language", "en"))])
def test_an_english_terminal_hears_the_bot_in_english(language: str, option: tuple[str, ...]) -> None:
    day = played(language, *option).out

    assert "✓ Oral report noted" in day
    assert "(What is still open?)" in day
    assert "Weekly summary" in day
    assert "口头报告已登记" not in day


def test_an_office_without_the_people_of_the_script_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "office.toml").write_text('[office]\nname = "青禾"\n', encoding="utf-8")

    answer = typed(tmp_path, "demo")

    assert answer.status == 1
    assert "王磊" in answer.out
    assert "示例办公室" in answer.out


def test_a_card_that_changed_is_not_told_whole_again() -> None:
    day = played().out

    assert day.count("来源 县交警指挥中心李明") == 2  # on the new card, and in the answer to the follow-up
    assert day.count("［卡片更新］") > 10
