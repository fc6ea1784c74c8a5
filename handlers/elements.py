"""What an answer to 请补 says: the element that was asked for, others beside it, or nothing of the kind.

Answers come in any order and several at once: 「城北加油站旁，两人受伤」 to the question where it happened.
Clauses that tell something by themselves are taken for what they tell; the rest is the answer, if it can be one at
all. Words that cannot be one are not swallowed: the person is told so, and the question stands.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.duties.incident.updates import Supplement
from bot.domain.effects import Ask
from bot.domain.elements import Elements
from bot.domain.texts import content, moment, say
from bot.ports import Order, Plan
from bot.understanding.incidents import remarks
from bot.understanding.values import Intent
from handlers.room import Request, Unclear, do, no, which
from handlers.wording import no_such_day


def told(request: Request) -> Elements:
    """The elements that were read, in sober words, and without a time on a day that no calendar has."""
    found, day = request.reading.elements or Elements(), no_such_day(request.words, request)
    place = remarks.sober(found.place)
    if day:
        place = remarks.without_clock(place.removeprefix(day))
    return replace(
        found,
        occurred_at=None if day else found.occurred_at,
        place=place,
        source=remarks.sober(found.source),
        measures=remarks.sober(found.measures),
    )


def of_known(request: Request) -> bool:
    """Whether people hurt are spoken of as people known already, and no word tells a new event."""
    elements = request.reading.elements
    if remarks.of_these(request.words):
        return True
    return elements is not None and elements.category is None and remarks.of_known(request.words)


async def answer(request: Request, element: str) -> Plan:
    """What was said after 请补."""
    if element == "time" and (day := no_such_day(request.words, request)):
        refused = no("incident.no-such-day", day=content(day)).refused
        return Plan(refused=refused, asks=Ask(question=request.question))
    if request.reading.what == "unknown":
        return await _on(request, Supplement(by=request.person, text="", elements=Elements(), unknown=element))
    found = _told(request, element)
    if request.reading.intent is Intent.INCIDENT:
        found = told(request).merged(found)
    if found == Elements():
        return _no_answer(request, element)
    command = Supplement(by=request.person, text=request.words, elements=found)
    if element in found.missing:
        return await _of_several(request, command)
    return await _on(request, command)


def _no_answer(request: Request, element: str) -> Plan:
    """It is said so, where the words were meant for the bot. The question stands."""
    still = Ask(question=request.question)
    if not request.inbound.private and not request.inbound.reply_to:
        return Plan(asks=still)
    ahead = next((t.at for t in request.understood.times if t.grain == "minute" and t.at > request.now), None)
    if element == "time" and ahead is not None:
        return Plan(refused=no("incident.time-ahead", at=moment(ahead)).refused, asks=still)
    refused = no("incident.not-an-answer", element=say(f"incident.asked.{element}")).refused
    return Plan(refused=refused, asks=still)


async def _of_several(request: Request, command: Supplement) -> Plan:
    """It was not what was asked. With several incidents open it may be of another one: no number may go astray."""
    cases = await request.room.reads.open_matters("incident")
    if request.inbound.reply_to or len(cases) < 2:
        return await _on(request, command)
    found = await which(_unpointed(request), ("incident",), cases, "incident.none-open")
    if isinstance(found, Unclear):
        return found.plan
    return do(Order(command=command, matter=found.matter.id))


def _unpointed(request: Request) -> Request:
    """The same words, as if no question had said what they are about."""
    return Request(
        room=request.room,
        person=request.person,
        inbound=request.inbound,
        group=request.group,
        reading=request.reading,
        understood=request.understood,
        words=request.words,
    )


async def _on(request: Request, command: Supplement) -> Plan:
    cases = await request.room.reads.open_matters("incident")
    found = await which(request, ("incident",), cases, "incident.none-open")
    if isinstance(found, Unclear):
        return found.plan
    return do(Order(command=command, matter=found.matter.id))


def _told(request: Request, element: str) -> Elements:
    """All that the words tell; the element that was asked for comes from what tells nothing else."""
    known, rest = Elements(), list[str]()
    for part in remarks.clauses(request.words):
        told = _plainly(request, part)
        if told is None or (element == "measures" and told == Elements(measures=told.measures)):
            rest.append(part)  # measures are one text: a clause of them stays beside the others
        else:
            known = known.merged(told)
    words = "，".join(rest)
    if element == "measures" and remarks.only_a_place(words):
        return known.merged(Elements(place=words))
    if remarks.told_in_words(element) and (element not in known.missing or not remarks.can_answer(words, element)):
        return known
    asked = request.room.understand(words, request.now, f"incident.element:{element}").first(Intent.SUPPLEMENT)
    return known.merged(asked.elements) if asked is not None and asked.elements is not None else known


def _plainly(request: Request, words: str) -> Elements | None:
    """What a clause tells by itself."""
    reading = request.room.understand(words, request.now, "").first(Intent.SUPPLEMENT, Intent.INCIDENT)
    elements = reading.elements if reading is not None else None
    return elements if elements not in (None, Elements()) else None
