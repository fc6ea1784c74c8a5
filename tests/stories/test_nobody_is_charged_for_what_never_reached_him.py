"""No silence is held against anybody whom no reminder reached, or who could not answer because the bot was out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.office import Office
from bot.domain.texts import Button, say
from tests.stories.orders import PLAN, issued, matter
from tests.stories.phone import NAME, Phones, enrolled
from tests.world import World, a_world, at

GAOXIANG = "4711"


def real(office: Office) -> Office:
    """An office that is not a sample: its web chat is open to nobody without a code."""
    return replace(office, sample=False)


async def excuses(world: World) -> list[str]:
    """Why nobody was charged, as the journal has it of the 批示."""
    id = (await matter(world, "DB-2026-0001")).matter.id
    details = [entry.detail for entry in await world.app.reads.history(id)]
    return [why for why in ("outage", "undelivered") if any(f'"excuse":"{why}"' in detail for detail in details)]


async def faults(world: World) -> int:
    return len(await world.app.reads.open_matters("fault"))


async def test_a_bot_that_was_out_when_the_time_was_up_blames_nobody(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.until(at("14:12"))
        world.forgets()

    async with a_world(tmp_path, at("18:00", 19)) as world:
        await world.until(at("18:01", 19))

        assert world.hears("gaoxiang", "call.late").says("call.one.overdue")
        assert world.hears("g:dubanqun", "call.late").says("call.one.group")
        assert (await faults(world), await excuses(world)) == (0, ["outage"])
        world.forgets()


@pytest.mark.parametrize(("back_at", "charged"), [("10:50", 1), ("12:00", 0)])
async def test_an_outage_excuses_where_it_took_a_fair_share_of_the_time(
    tmp_path: Path, back_at: str, charged: int
) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.taps("linfang", "sign")
        world.forgets()

    async with a_world(tmp_path, at(back_at)) as world:
        await world.until(at("17:31", 19))

        assert await faults(world) == charged
        assert await excuses(world) == ([] if charged else ["outage"])
        world.forgets()


@pytest.mark.parametrize("blocked", [False, True])
async def test_who_was_never_reached_is_not_charged(tmp_path: Path, *, blocked: bool) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}, office=real) as world:
        await enrolled(world, phones, chenzhiyuan="1", sunli="2", gaoxiang=GAOXIANG)
        await phones.says(world, "1", PLAN)
        id = (await matter(world, "DB-2026-0001")).matter.id
        await phones.presses(world, "1", Button(label=say("ok"), verb="issue", matter=id))
        if blocked:
            phones.blocked.add(GAOXIANG)

        await world.until(at("17:31", 19))

        assert (await faults(world), await excuses(world)) == (
            (0, ["undelivered"]) if blocked else (1, ["undelivered"])
        )
        assert any("疑似" in shown.words for shown in phones.shown if shown.chat == "2") != blocked
        assert any("林芳" in shown.words or "财政局" in shown.words for shown in phones.shown)
        world.forgets()


async def test_a_reminder_that_came_after_the_time_was_up_proves_nothing(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}, office=real) as world:
        await enrolled(world, phones, chenzhiyuan="1", sunli="2", gaoxiang=GAOXIANG)
        await phones.says(world, "1", PLAN)
        id = (await matter(world, "DB-2026-0001")).matter.id
        await phones.presses(world, "1", Button(label=say("ok"), verb="issue", matter=id))
        phones.blocked.add(GAOXIANG)
        await world.until(at("14:20"))
        phones.blocked.clear()
        await phones.says(world, GAOXIANG, "帮助")

        await world.until(at("17:31", 19))

        assert any(shown.chat == GAOXIANG and "时限" in shown.words for shown in phones.shown)
        assert await faults(world) == 0
        world.forgets()
