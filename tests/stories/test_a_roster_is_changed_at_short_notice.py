"""The roster names other people at short notice: who need not come is told, and who must is timed."""

from __future__ import annotations

from pathlib import Path

from bot.domain.duties.shift.rostering import ReviseShift
from bot.domain.ids import PersonId
from bot.domain.matters import Stage
from bot.domain.roster import Place
from bot.ports import Order
from tests.stories.orders import matter
from tests.stories.shifts import post, rostered, shift
from tests.world import World, a_world, at

_LEADER = (PersonId("zhangjianguo"), Place.LEADER)


async def _revised(world: World, *posts: tuple[PersonId, Place]) -> None:
    case = await matter(world, "BC-2026-0001")
    await world.app.order(Order(command=ReviseShift(by=None, posts=posts), matter=case.matter.id))
    await world.settled()


async def test_who_was_called_for_nothing_is_told_and_his_place_is_expected_of_another(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)
        await world.until(at("17:16"))
        await world.says("zhangjianguo", "到岗了")
        world.forgets()

        await _revised(world, _LEADER, (PersonId("zhaomin"), Place.PRIMARY))
        for person in ("wanglei", "lixiaodong"):
            world.hears(person, "shift.need-not-come")
        await world.until(at("17:17"))
        world.hears("zhaomin", "call.check-in.warn")
        world.silence()

        await world.says("zhaomin", "到岗了")
        world.hears("zhaomin", "shift.checked-in")
        await world.until(at("20:00"))
        world.silence()
        assert (await post(world, "zhangjianguo")).manned, "who has checked in stays checked in"
        assert {p.person for p in (await shift(world)).posts} == {"zhangjianguo", "zhaomin"}


async def test_a_roster_that_comes_late_leaves_the_usual_time_to_answer(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("18:00")) as world:
        await rostered(world)

        await world.until(at("18:14"))
        world.forgets(lambda heard: heard.says("call.check-in.warn"))
        world.silence()
        await world.says("wanglei", "到岗了")

        assert "shift.checked-in" in world.hears("wanglei", "shift.checked-in").keys, "he is not called late"
        world.forgets()


async def test_a_shift_that_is_struck_is_nobodys(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)

        await _revised(world)

        await world.until(at("19:00"))
        world.silence()
        assert (await matter(world, "BC-2026-0001")).matter.stage is Stage.CLOSED
