"""Somebody does not come: he is reminded, then his B岗, the leader of the hour and the group hear of it, each once."""

from __future__ import annotations

from pathlib import Path

from bot.domain.climbing import Tone
from bot.domain.texts import deadline, say
from tests.stories.orders import words
from tests.stories.shifts import fault_cards, post, rostered, suspected
from tests.world import World, a_world, at


async def test_everybody_is_reminded_a_quarter_of_an_hour_before(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)
        await world.until(at("17:14"))
        world.silence()

        await world.until(at("17:16"))
        for person, place in (("zhangjianguo", "leader"), ("wanglei", "primary"), ("lixiaodong", "secondary")):
            heard = world.hears(person, "call.check-in.warn", place=say(f"place.{place}"))
            assert heard.says("call.check-in.warn", due=deadline(at("17:30"), "clock"))
            assert heard.button("check_in") is not None


async def _the_others_come(world: World) -> None:
    await rostered(world)
    await world.until(at("17:16"))
    await world.taps("zhangjianguo", "check_in")
    await world.says("lixiaodong", "到岗了")
    world.forgets()


async def test_silence_climbs_to_the_group_and_leaves_a_suspicion(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _the_others_come(world)

        await world.until(at("17:31"))
        world.hears("wanglei", "call.check-in.warn")
        now = world.hears("wanglei", f"call.check-in.{Tone.OVERDUE}")
        assert "应于 17:30 到岗" in words(world, now)
        world.silence()

        await world.until(at("17:36"))
        called = world.hears("lixiaodong", "call.check-in.stand-in", name="王磊")
        assert called.button("cover") is not None
        world.silence()

        await world.until(at("17:41"))
        world.hears("zhangjianguo", "call.check-in.report-with-backup", name="王磊", backup="李晓东")
        world.silence()
        assert await suspected(world) == []

        await world.until(at("17:46"))
        world.hears("g:zhibanqun", "call.check-in.group", name="王磊")
        for person in ("wanglei", "sunli", "wutao"):
            world.hears(person, "fault.head.suspected")
        world.silence()
        assert await suspected(world) == ["wanglei"]


async def test_every_rung_is_climbed_once_however_often_the_clock_ticks(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _the_others_come(world)
        await world.until(at("17:46"))
        world.forgets()

        for _ in range(3):
            await world.tick()
        await world.until(at("08:00", 19))

        world.silence()
        assert await suspected(world) == ["wanglei"]


async def test_who_comes_late_ends_the_climbing_and_everybody_told_hears_so(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _the_others_come(world)
        await world.until(at("17:43"))
        world.forgets()

        await world.says("wanglei", "到岗了")

        late = world.hears("wanglei", "shift.checked-in-late")
        assert "晚了13分钟" in words(world, late)
        world.hears("zhangjianguo", "shift.has-come", name="王磊")
        world.hears("lixiaodong", "shift.he-has-it-now", name="王磊")
        world.silence()
        await world.until(at("18:30"))
        world.silence()
        assert await suspected(world) == []


async def test_the_b_officer_steps_in_and_nobody_is_suspected(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _the_others_come(world)
        await world.until(at("17:36"))
        world.forgets()

        await world.taps("lixiaodong", "cover", arg="wanglei")

        world.hears("lixiaodong", "shift.covered", name="王磊")
        for person in ("wanglei", "zhangjianguo"):
            world.hears(person, "shift.covers", who="李晓东", instead_of="王磊")
        assert (await post(world, "wanglei")).covered_by == "lixiaodong"
        await world.until(at("18:30"))
        world.silence()
        assert await suspected(world) == []

        await world.says("wanglei", "到岗了")
        world.hears("wanglei", "shift.checked-in-after-cover", name="李晓东")
        world.hears("lixiaodong", "shift.he-has-it-now", name="王磊")


async def test_a_leader_who_does_not_come_is_reported_to_the_director(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)
        await world.until(at("17:20"))
        await world.says("wanglei", "到岗了")
        await world.says("lixiaodong", "到岗了")
        world.forgets()

        await world.until(at("17:36"))
        world.hears("zhangjianguo", "call.check-in.warn")
        world.hears("zhangjianguo", "call.check-in.overdue", place=say("place.leader"))
        world.hears("zhouming", "call.check-in.stand-in", name="张建国")
        world.silence()

        await world.until(at("17:41"))
        world.hears("wangliqun", "call.check-in.report", name="张建国", backup="周明")
        await world.until(at("17:46"))
        world.hears("g:zhibanqun", "call.check-in.group", name="张建国")
        fault_cards(world)
        assert await suspected(world) == ["zhangjianguo"]
