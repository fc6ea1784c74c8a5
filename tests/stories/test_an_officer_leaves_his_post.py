"""离岗 and 回来: away for so long as was said; who does not return is looked for; an empty post is no secret."""

from __future__ import annotations

from pathlib import Path

from bot.domain.texts import deadline, span
from tests.stories.shifts import fault_cards, on_post, post, suspected
from tests.world import a_world, at, length


async def test_stepping_out_names_who_minds_the_post(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", "出去拿个文件，二十分钟，老周盯着")

        said = world.hears("wanglei", "shift.stepped-out-covered", cover="周明", due=deadline(at("18:20"), "clock"))
        assert said.button("back") is not None
        world.hears("zhouming", "shift.mind-the-post", name="王磊")
        assert (await post(world, "wanglei")).out_until == at("18:20")


async def test_back_in_time_is_noted_and_heard_by_nobody_else(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        await world.says("wanglei", "出去拿个文件，二十分钟，老周盯着")
        world.forgets()
        await world.passes("15m")

        await world.says("wanglei", "回来了")

        world.hears("wanglei", "shift.back")
        assert (await post(world, "wanglei")).manned
        await world.until(at("20:00"))
        world.silence()


async def test_the_last_one_out_is_told_and_so_is_his_leader(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        await world.says("lixiaodong", "下楼一趟，十分钟")
        world.hears("lixiaodong", "shift.stepped-out")
        world.silence()

        await world.says("wanglei", "出去一下，二十分钟")

        assert world.hears("wanglei", "shift.stepped-out").says("shift.nobody-minds")
        world.hears("zhangjianguo", "shift.post-is-empty", name="王磊")
        await world.taps("wanglei", "back")
        await world.says("lixiaodong", "回来了")
        world.hears("wanglei", "shift.back")
        world.hears("lixiaodong", "shift.back")


async def test_no_return_climbs_to_the_group_and_leaves_a_suspicion(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        await world.says("wanglei", "出去拿个文件，二十分钟")
        world.forgets()

        await world.until(at("18:20"))
        world.hears("wanglei", "call.back.warn")
        world.hears("wanglei", "call.back.overdue")
        await world.until(at("18:26"))
        world.hears("wanglei", "call.back.overdue")
        world.hears("lixiaodong", "call.back.stand-in", name="王磊")
        await world.until(at("18:31"))
        world.hears("zhangjianguo", "call.back.report", name="王磊")
        await world.until(at("18:36"))
        world.hears("g:zhibanqun", "call.back.group", name="王磊")
        fault_cards(world)
        assert await suspected(world) == ["wanglei"]

        await world.says("wanglei", "回来了")
        world.hears("wanglei", "shift.back")
        for who in ("lixiaodong", "zhangjianguo", "g:zhibanqun"):
            world.hears(who, "shift.is-back", name="王磊")


async def test_a_little_longer_is_said_again_and_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        await world.says("wanglei", "出去办事，十分钟，小李盯着")
        world.forgets()
        await world.passes("5m")

        await world.says("wanglei", "出去办事，再有二十分钟，小李盯着")

        world.hears("wanglei", "shift.stepped-out-covered", due=deadline(at("18:25"), "clock"))
        world.hears("lixiaodong", "shift.mind-the-post")
        await world.until(at("18:19"))
        world.silence()
        await world.says("wanglei", "回来了")
        world.hears("wanglei", "shift.back")


async def test_what_cannot_be_is_said_plainly(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", "出去三个小时")
        world.hears("wanglei", "shift.too-long-away", limit=span(length("2h")))
        await world.says("wanglei", "回来了")
        world.hears("wanglei", "shift.was-not-out")
        await world.says("linfang", "出去二十分钟")
        world.hears("linfang", "shift.no-shift-now")


async def test_nobody_comes_back_for_somebody_else(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        await world.says("wanglei", "出去拿个文件，二十分钟，小李盯着")
        world.forgets()

        await world.says("lixiaodong", "小王回来了")

        world.hears("lixiaodong", "shift.back-himself", name="王磊")
        assert (await post(world, "wanglei")).out_until == at("18:20")


async def test_who_has_not_checked_in_has_nothing_to_leave(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        world.forgets()
        await world.until(at("08:30", 19))

        await world.says("zhouming", "出去二十分钟")

        world.hears("zhouming", "shift.no-shift-now")
