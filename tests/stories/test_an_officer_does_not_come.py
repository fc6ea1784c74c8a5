"""A duty officer does not come: his B岗, the leader of the hour and the group hear of it, each once."""

from __future__ import annotations

from pathlib import Path

from bot.domain.duties.shift.rostering import OpenShift
from bot.domain.ids import PersonId
from bot.domain.roster import Place
from bot.ports import Order
from tests.world import World, a_world, at


async def rostered(world: World, *, day: int = 18, name: str = "night") -> None:
    """Tonight: 张建国 leads, 王磊 has the duty, 李晓东 is second."""
    posts = (
        (PersonId("zhangjianguo"), Place.LEADER),
        (PersonId("wanglei"), Place.PRIMARY),
        (PersonId("lixiaodong"), Place.SECONDARY),
    )
    start, end = at("17:30", day), at("08:30", day + 1)
    command = OpenShift(by=None, date=start.date(), name=name, starts_at=start, ends_at=end, posts=posts)
    await world.app.order(Order(command=command))


async def test_silence_climbs_to_the_group_and_leaves_a_suspicion(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)
        await world.until(at("17:14"))
        world.silence()

        await world.until(at("17:16"))
        for person in ("zhangjianguo", "wanglei", "lixiaodong"):
            world.hears(person, "call.check-in.warn")
        await world.taps("zhangjianguo", "check_in")
        world.hears("zhangjianguo", "shift.checked-in")
        await world.says("lixiaodong", "到岗了")
        world.hears("lixiaodong", "shift.checked-in")

        await world.until(at("17:31"))
        world.hears("wanglei", "call.check-in.warn")
        world.hears("wanglei", "call.check-in.overdue")
        world.silence()
