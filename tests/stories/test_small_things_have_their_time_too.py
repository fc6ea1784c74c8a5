"""限时事项: a leader's call, a paper to pass on, a request to answer; each with the limit of its rulebook."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.office import Office
from tests.stories.orders import matter
from tests.world import World, a_world, at


async def owed(world: World) -> list[tuple[str, datetime]]:
    """Which rule it fell under, and by when it is owed."""
    return [(str(o.rule), o.due_at) for o in (await matter(world, "SX-2026-001")).obligations if o.live]


@pytest.mark.parametrize(
    ("said", "rule", "due"),
    [
        ("请示：城关镇关于河堤加固资金", "PS-06", at("17:30", 30)),
        ("请示：城关镇关于河堤加固资金（急件）", "PS-06-2", at("14:30")),
        ("登记：城关镇请示一份，加急", "PS-06-2", at("14:30")),
    ],
)
async def test_an_urgent_request_has_less_time_where_the_rulebook_says_so(
    tmp_path: Path, said: str, rule: str, due: datetime
) -> None:
    async with a_world(tmp_path) as world:
        await world.says("wutao", said)

        world.hears("wutao", "errand.registered", number="SX-2026-001")
        world.no_cards()
        assert await owed(world) == [(rule, due)]


async def test_a_rulebook_without_a_rule_for_urgent_requests_treats_them_like_the_rest(tmp_path: Path) -> None:
    def without(office: Office) -> Office:
        rules = {id: rule for id, rule in office.rulebook.rules.items() if id != "PS-06-2"}
        return replace(office, rulebook=replace(office.rulebook, rules=rules))

    async with a_world(tmp_path, office=without) as world:
        await world.says("wutao", "请示：城关镇关于河堤加固资金（急件）")

        world.hears("wutao", "errand.registered")
        world.no_cards()
        assert [rule for rule, _ in await owed(world)] == ["PS-06"]


async def test_it_is_done_in_a_word_and_its_card_says_so(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("wanglei", "李县长来电：问河西镇道路何时通车")
        world.hears("wanglei", "errand.registered", number="SX-2026-001")
        world.no_cards()

        await world.until(at("10:36"))
        world.forgets()
        await world.taps("wanglei", "errand_done")

        assert world.hears("wanglei", "errand.head").says("errand.line-done")
        world.no_cards()
        assert await owed(world) == []
        await world.passes("2d")
        world.silence()


async def test_nobody_else_hears_of_it_before_its_time_and_then_the_ladder_does(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("wanglei", "李县长来电：问河西镇道路何时通车")
        world.no_cards()
        world.forgets()

        await world.until(at("11:05"))

        told = {heard.letter.chat for heard in world.unheard if not heard.letter.card}
        assert "g:zhibanqun" in told
        world.forgets()
