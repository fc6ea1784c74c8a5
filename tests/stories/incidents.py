"""What most stories of an incident begin with."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.incident.body import IncidentBody
from bot.domain.elements import Casualties
from tests.stories.orders import matter
from tests.stories.shifts import on_post
from tests.world import World

BUS: Final = (
    "报告：今天18时20分许，G210县城北3公里一辆客车侧翻，初步2死7伤，交警消防120已到，原因在查。县交警指挥中心李明报的"
)
FIRE: Final = "化工园着火了！有人受伤！"
FIRST: Final = "突发〔2026〕1号"


async def reported(world: World, words: str = BUS, clock: str = "18:31", by: str = "wanglei") -> str:
    """Everybody is on post and one incident has come in. Gives the id of the message that told it."""
    await on_post(world, clock)
    said = await world.says(by, words)
    world.forgets()
    return said


async def incident(world: World, number: str = FIRST) -> IncidentBody:
    """What the incident of that number remembers."""
    body = (await matter(world, number)).matter.body
    assert isinstance(body, IncidentBody)
    return body


async def casualties(world: World, number: str = FIRST) -> Casualties:
    """Who is known to be harmed."""
    return (await incident(world, number)).elements.casualties


async def clocks(world: World, number: str = FIRST) -> dict[str, str]:
    """What is still owed, and by when: {"oral_report": "18:41"}."""
    hours = world.office.hours
    owed = (o for o in (await matter(world, number)).obligations if o.live)
    return {o.owes: f"{hours.local(o.due_at):%H:%M}" for o in owed}
