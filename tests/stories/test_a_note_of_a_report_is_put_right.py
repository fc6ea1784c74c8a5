"""更正，口头报告是18:33: whoever noted a report wrongly puts it right; what was noted first is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.stories.incidents import FIRST, clocks, incident, reported
from tests.stories.orders import matter
from tests.world import World, a_world, at


async def noted_late(world: World) -> None:
    """Reported at 18:31, by word of mouth at 18:36, and noted only at 18:45, with the moment of noting."""
    await reported(world)
    await world.until(at("18:45"))
    await world.says("wanglei", "电话已报王主任")
    world.forgets()


async def done_at(world: World, act: str) -> datetime | None:
    case = await matter(world, FIRST)
    return next(o.done_at for o in case.obligations if o.owes == act)


@pytest.mark.parametrize(
    "said",
    ["更正，口头报告是18:36", "更正，口头是18:36报的", "口头报告时间写错了，是18:36", "更正：电话报告时间18时36分"],
)
async def test_the_moment_is_put_right_and_the_report_was_in_time(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await noted_late(world)

        await world.says("wanglei", said)

        world.hears("wanglei", "incident.amended", number="突发〔2026〕1号")
        right = (await incident(world)).oral
        assert right is not None
        assert (right.to, right.at) == (("王主任",), at("18:36"))
        assert await done_at(world, "oral_report") == at("18:36")
        assert any("report-amended" in entry.detail for entry in await world.app.reads.entries(0))
        world.no_cards()


async def test_who_signed_is_put_right_and_the_moment_stays(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await noted_late(world)
        await world.says("wanglei", "快报已发，王主任签发，18:44")
        world.forgets()

        await world.says("wanglei", "更正，快报是陈志远签发的")

        world.hears("wanglei", "incident.amended")
        flash = (await incident(world)).flash
        assert flash is not None
        assert (flash.to, flash.at) == (("陈县长",), at("18:44"))
        world.no_cards()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("更正，快报是18:40", "incident.amend-nothing-noted"),
        ("更正，口头报告", "incident.amend-how"),
        ("更正，口头报告是18:45", "incident.amend-same"),
        ("更正，口头报告是17:10", "incident.time-before"),
    ],
)
async def test_what_cannot_be_put_right_is_said(tmp_path: Path, said: str, key: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await noted_late(world)

        await world.says("wanglei", said)

        world.hears("wanglei", key)
        assert "flash_report" in await clocks(world)
        assert await done_at(world, "oral_report") == at("18:45")


async def test_numbers_of_people_are_still_what_a_correction_is_about(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await noted_late(world)

        await world.says("wanglei", "更正，快报上写错了，死亡3人")

        assert (await incident(world)).elements.casualties.dead == 3
        world.forgets()
