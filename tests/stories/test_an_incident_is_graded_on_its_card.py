"""The card says which grade the figures suggest and what makes the incident sensitive, anew when they change."""

from __future__ import annotations

from pathlib import Path

from bot.domain.duties.incident.card import assessed
from tests.stories.incidents import FIRE, incident, reported
from tests.stories.orders import words
from tests.world import World, a_world, at


async def line(world: World, language: str = "zh-CN") -> str:
    """What the card says of it; empty where it says nothing."""
    text = assessed((await incident(world)).elements)
    return words(world, text, language) if text is not None else ""


async def test_the_line_follows_the_figures(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        assert await line(world) == "研判 建议一般（Ⅳ级）、敏感（客运车辆）"

        await world.says("wanglei", "续报一：死亡3人，重伤2人轻伤4人")
        noted = world.hears("wanglei", "incident.followed-up")
        assert "研判 建议较大（Ⅲ级）、敏感（客运车辆）" in words(world, noted)
        await world.says("wanglei", "更正，死亡2人，有1人抢救过来了")
        world.hears("wanglei", "incident.corrected")
        world.no_cards()
        assert "suggested ordinary (IV)" in await line(world, "en")


async def test_without_a_figure_only_what_makes_it_sensitive_is_said(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE)
        assert await line(world) == "研判 敏感（化工园区）"


async def test_what_no_table_grades_has_no_line(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, "河西村后山塌方，2人死亡")
        assert await line(world) == ""
