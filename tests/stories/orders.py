"""What most stories of 批示 begin with."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.directive.body import DirectiveBody
from bot.domain.texts import Text
from bot.ports import Case
from tests.world import Heard, World

PLAN: Final = "请发改局牵头、财政局配合，本周五前拿出方案报我。"


async def issued(world: World, words: str = PLAN, by: str = "chenzhiyuan") -> None:
    """A leader orders something and issues what was read back; what is said about that is told elsewhere."""
    await world.says(by, words)
    await world.taps(by, "issue")
    world.forgets()


async def directive(world: World, number: str = "DB-2026-0001") -> DirectiveBody:
    """What the 批示 of that number remembers."""
    body = (await matter(world, number)).matter.body
    assert isinstance(body, DirectiveBody)
    return body


async def matter(world: World, number: str) -> Case:
    """The matter of that number."""
    found = await world.app.reads.by_number(number)
    case = await world.app.reads.case(found[0].id)
    assert case is not None
    return case


async def states(world: World, number: str = "DB-2026-0001") -> dict[str, str]:
    """How each unit or person stands: {"fagai": "signed"}."""
    return {str(part.unit or part.person): part.state.value for part in (await directive(world, number)).parts}


def words(world: World, heard: Heard | Text, language: str = "zh-CN") -> str:
    """What somebody reads."""
    text = heard.letter.text if isinstance(heard, Heard) else heard
    return world.app.tongue.words(text, language)


async def journalled(world: World, person: str, refused: str) -> bool:
    """Whether the journal has a line that this person was refused that."""
    entries = await world.app.reads.entries(0)
    return any(e.actor == person and f'"refused":"{refused}"' in e.detail for e in entries)
