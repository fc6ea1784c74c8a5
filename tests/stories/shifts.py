"""What most stories of a shift and of an incident begin with: who is on the roster, and who is there already."""

from __future__ import annotations

from datetime import datetime

from bot.domain.duties.fault import FaultBody
from bot.domain.duties.shift.rostering import OpenShift
from bot.domain.ids import PersonId
from bot.domain.roster import Place, Post, ShiftBody
from bot.ports import Case, Order
from tests.world import World, at

_NIGHT = (("zhangjianguo", Place.LEADER), ("wanglei", Place.PRIMARY), ("lixiaodong", Place.SECONDARY))
_DAY = (("zhouming", Place.LEADER), ("liuyang", Place.PRIMARY), ("hejing", Place.SECONDARY))


async def rostered(world: World, *, day: int = 18, name: str = "night") -> None:
    """Tonight: 张建国 leads, 王磊 has the duty, 李晓东 is second."""
    await opened(world, name, at("17:30", day), at("08:30", day + 1), _NIGHT)


async def relieved(world: World, *, day: int = 19) -> None:
    """In the morning: 周明 leads, 刘洋 has the duty, 何静 is second."""
    await opened(world, "day", at("08:30", day), at("17:30", day), _DAY)


async def opened(world: World, name: str, start: datetime, end: datetime, who: tuple[tuple[str, Place], ...]) -> None:
    """The roster names a shift."""
    posts = tuple((PersonId(person), place) for person, place in who)
    command = OpenShift(by=None, date=start.date(), name=name, starts_at=start, ends_at=end, posts=posts)
    await world.app.order(Order(command=command))


async def on_post(world: World, until: str = "18:00") -> None:
    """The night has begun and everybody is there; what was said about that is told elsewhere."""
    await rostered(world)
    await world.until(at("17:20"))
    for person in ("zhangjianguo", "wanglei", "lixiaodong"):
        await world.says(person, "到岗了")
    await world.until(at(until))
    world.forgets()


async def shift(world: World, number: str = "BC-2026-0001") -> ShiftBody:
    """What the shift of that number remembers."""
    body = (await _case(world, number)).matter.body
    assert isinstance(body, ShiftBody)
    return body


async def post(world: World, person: str, number: str = "BC-2026-0001") -> Post:
    """How somebody stands in a shift."""
    found = (await shift(world, number)).post(PersonId(person))
    assert found is not None
    return found


async def _case(world: World, number: str) -> Case:
    found = await world.app.reads.by_number(number)
    case = await world.app.reads.case(found[0].id)
    assert case is not None
    return case


async def suspected(world: World) -> list[str]:
    """Who is suspected of a fault by now, in the order in which it was noticed."""
    found = (case.matter.body for case in await world.app.reads.open_matters("fault"))
    return sorted(str(body.person) for body in found if isinstance(body, FaultBody))


def fault_cards(world: World) -> None:
    """The cards of suspected faults are told elsewhere."""
    world.forgets(lambda heard: heard.letter.card.startswith("fault:"))
