"""换班, 顶班, 外出, 平安报告: the bot passes on what people want to arrange, and says that the roster stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.shifts import on_post
from tests.world import a_world, at

SWAP = "周六我跟小刘换，我值他下周二的"


@pytest.mark.parametrize(
    ("said", "key", "told"),
    [
        (SWAP, "arranged.passed-on.swap", ["liuyang"]),
        ("孩子发烧，明晚谁能顶一下", "arranged.passed-on.cover", []),
        ("周四周五我去市里开会，批示件请林芳代收", "arranged.passed-on.leave", ["linfang"]),
    ],
)
async def test_a_wish_reaches_those_who_decide(tmp_path: Path, said: str, key: str, told: list[str]) -> None:
    async with a_world(tmp_path, at("10:00")) as world:
        await world.says("wanglei", said)

        world.hears("wanglei", key)
        for person in (*told, "wangliqun"):
            world.hears(person, "arranged.told")
        world.forgets()


async def test_all_quiet_is_told_to_the_leader_on_duty(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world, "17:40")
        world.forgets()

        await world.says("wanglei", "截至17时全县平安无事")

        world.hears("wanglei", "arranged.passed-on.nil")
        world.hears("zhangjianguo", "arranged.told")
        world.silence()


async def test_without_a_leader_on_duty_it_is_taken_note_of(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("10:00")) as world:
        await world.says("wanglei", "今日无突发事件")

        world.hears("wanglei", "arranged.nobody.nil")
        world.silence()


async def test_a_code_that_nobody_asked_for(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("10:00")) as world:
        await world.says("wanglei", "在，口令3829")

        world.hears("wanglei", "arranged.no-spot-check")
        world.silence()


@pytest.mark.parametrize("said", [SWAP, "明晚谁能顶一下", "截至17时全县平安无事", "口令3829"])
async def test_in_a_group_people_have_heard_it_already(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("10:00")) as world:
        await world.says("wanglei", said, group="zhibanqun")

        world.silence()
