"""小李堵车晚十分钟: who says so beforehand is not absent. The limit moves once, within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.texts import deadline, span
from tests.stories.orders import words
from tests.stories.shifts import post, rostered, suspected
from tests.world import World, a_world, at, length


async def _reminded(world: World, clock: str = "17:20") -> None:
    await rostered(world)
    await world.until(at(clock))
    await world.says("zhangjianguo", "到岗了")
    world.forgets()


async def test_a_colleague_says_so_and_the_limit_moves(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("lixiaodong", "我到了，小王堵车晚十分钟")

        world.hears("lixiaodong", "shift.checked-in")
        for person in ("lixiaodong", "wanglei", "zhangjianguo"):
            world.hears(person, "shift.delay-noted", name="王磊", due=deadline(at("17:40"), "clock"))
        await world.until(at("17:41"))
        world.hears("wanglei", "call.check-in.warn", due=deadline(at("17:40"), "clock"))
        overdue = world.hears("wanglei", "call.check-in.overdue")
        assert "应于 17:40 到岗" in words(world, overdue)
        assert "已开始" not in words(world, overdue)
        world.silence()
        await world.says("wanglei", "到岗了")
        world.hears("wanglei", "shift.checked-in-late")
        world.hears("lixiaodong", "shift.he-has-it-now")
        assert await suspected(world) == []


async def test_who_comes_within_the_announced_time_is_not_late(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)
        await world.says("wanglei", "堵车晚十分钟")
        world.hears("wanglei", "shift.delay-noted")
        world.hears("zhangjianguo", "shift.delay-noted")
        await world.until(at("17:38"))
        world.forgets()

        await world.says("wanglei", "到岗了")

        assert "shift.checked-in" in world.hears("wanglei", "shift.checked-in").keys


@pytest.mark.parametrize("words", ["睡过头了不好意思！5点50一定到岗", "堵在高架上，估计要五点五十才能到"])
async def test_an_hour_moves_the_limit_to_that_hour(tmp_path: Path, words: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("wanglei", words)

        world.hears("wanglei", "shift.delay-noted", name="王磊", due=deadline(at("17:50"), "clock"))
        world.hears("zhangjianguo", "shift.delay-noted")
        assert (await post(world, "wanglei")).delayed_to == at("17:50")


async def test_the_same_said_again_moves_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)
        await world.says("lixiaodong", "小王堵车晚十分钟")
        world.forgets()
        await world.passes("1m")

        await world.says("wanglei", "堵车晚十分钟")

        world.hears("wanglei", "shift.delay-known", due=deadline(at("17:40"), "clock"))
        assert (await post(world, "wanglei")).delayed_to == at("17:40")


async def test_more_delay_is_passed_on_and_the_limit_stays(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)
        await world.says("wanglei", "堵车晚十分钟")
        world.forgets()

        await world.says("wanglei", "还要晚半小时")

        world.hears("wanglei", "shift.delay-once", limit=deadline(at("17:40"), "clock"))
        world.hears("zhangjianguo", "shift.comes-later", name="王磊", due=deadline(at("18:00"), "clock"))
        await world.until(at("17:46"))
        world.hears("lixiaodong", "call.check-in.stand-in", name="王磊")
        world.forgets()


async def test_too_much_is_no_delay(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("wanglei", "堵车晚三个小时")

        world.hears("wanglei", "shift.too-long-a-delay", limit=span(length("2h")))
        assert (await post(world, "wanglei")).delayed_to is None


async def test_after_it_was_reported_the_limit_stays_and_those_who_heard_hear_when_he_comes(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)
        await world.says("lixiaodong", "到岗了")
        await world.until(at("17:47"))
        world.forgets()

        await world.says("wanglei", "堵车，晚十分钟")

        world.hears("wanglei", "shift.delay-too-late", due=deadline(at("17:57"), "clock"))
        for who in ("zhangjianguo", "lixiaodong", "g:zhibanqun"):
            world.hears(who, "shift.comes-later", name="王磊")
        assert await suspected(world) == ["wanglei"]


@pytest.mark.parametrize(
    ("who", "said", "key"),
    [
        ("zhaomin", "小马晚十分钟到", "shift.not-today"),
        ("linfang", "堵车晚十分钟", "shift.not-today"),
        ("zhangjianguo", "我晚十分钟到", "shift.no-check-in-owed"),
    ],
)
async def test_who_is_not_expected_cannot_be_late(tmp_path: Path, who: str, said: str, key: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says(who, said)

        world.hears(who, key)
