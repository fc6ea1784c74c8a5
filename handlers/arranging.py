"""换班, 顶班, 外出, 平安报告: what is arranged between people. The bot passes it on and says what stays as it was.

Whether somebody may change is decided by those people; the roster changes when the administrator hands in a new one.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.effects import Answer, Notify
from bot.domain.ids import PersonId
from bot.domain.obligations import to_person
from bot.domain.office import Role
from bot.domain.texts import content, names, say
from bot.ports import Plan
from handlers.room import Request, no


async def swap(request: Request) -> Plan:
    """周六我跟小刘换: the other one, the director and whoever keeps the roster hear of it."""
    return _passed_on(request, "swap", (request.reading.person, *_deciding(request)))


async def swap_answer(request: Request) -> Plan:
    """同意换班, 换不了: those who decide hear of it, as they heard of the wish."""
    return _passed_on(request, "swap", _deciding(request))


async def cover(request: Request) -> Plan:
    """明晚谁能顶一下: those who can arrange it hear of it."""
    return _passed_on(request, "cover", (*request.reading.people, *_deciding(request)))


async def leave(request: Request) -> Plan:
    """周四我去开会，批示件请赵敏代收: whoever stands in hears of it, and the director."""
    return _passed_on(request, "leave", (request.reading.person, *request.office.in_role(Role.DIRECTOR)))


async def nil_report(request: Request) -> Plan:
    """截至17时全县平安无事: the leader on duty hears of it."""
    return _passed_on(request, "nil", (request.room.duty.leader,))


async def spot_reply(request: Request) -> Plan:
    """口令3829, where nobody has asked for one."""
    return no("arranged.no-spot-check") if request.inbound.private else Plan()


def _deciding(request: Request) -> tuple[PersonId, ...]:
    office = request.office
    return (*office.in_role(Role.DIRECTOR), *office.in_role(Role.ADMINISTRATOR))


def _passed_on(request: Request, what: str, people: Iterable[PersonId | None]) -> Plan:
    """Among themselves, in a group, people have heard it already."""
    if not request.inbound.private:
        return Plan()
    office = request.office
    told = [p for p in dict.fromkeys(people) if p is not None and p != request.person and office.person(p)]
    text = say("arranged.told", name=office.name_of(request.person), words=content(request.words))
    passed_on = say(f"arranged.passed-on.{what}", names=names(*map(office.name_of, told)))
    answer = passed_on if told else say(f"arranged.nobody.{what}")
    return Plan(says=(Answer(text=answer),), notifies=tuple(Notify(to=to_person(person), text=text) for person in told))
