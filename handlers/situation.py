"""What a reply is about, as the understanding wants it: whoever owes a 批示 answers it, whoever gave it rules on it."""

from __future__ import annotations

from bot.domain.matters import Stage
from bot.domain.office import Role
from bot.ports import Case
from bot.understanding.situation import NOWHERE, About, Situation, Topic
from handlers.directive import directive_of
from handlers.room import Request, pointed_at


async def situation_of(request: Request) -> Situation:
    """The circumstances of a message: nothing, unless it replies to an open 批示 that the person has to do with."""
    case = await pointed_at(request) if request.mention is not None else None
    if case is None or case.matter.kind != "directive" or case.matter.stage is not Stage.OPEN:
        return NOWHERE
    topic = _topic(request, case)
    if topic is Topic.OTHER:
        return NOWHERE
    return Situation(speaker=request.person, reply=About(topic=topic, number=case.matter.number))


def _topic(request: Request, case: Case) -> Topic:
    body, person = directive_of(case), request.person
    rules = person in (body.leader, case.matter.opened_by) or request.office.has(person, (Role.SUPERVISION,))
    if body.extensions and rules:
        return Topic.EXTENSION
    return Topic.DIRECTIVE if body.parts_of(request.office, person) else Topic.OTHER
