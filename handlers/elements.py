"""What an answer to 请补 says: the element that was asked for, others beside it, or nothing of the kind.

Answers come in any order and several at once: 「城北加油站旁，两人受伤」 to the question where it happened.
Clauses that tell something by themselves are taken for what they tell; the rest is the answer, if it can be one at
all. Words that cannot be one are not swallowed: the person is told so, and the question stands.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.duties.incident.updates import Supplement
from bot.domain.effects import Ask
from bot.domain.elements import Elements
from bot.domain.texts import say
from bot.ports import Order, Plan
from bot.understanding.values import Intent
from handlers.room import Request, Unclear, do, no, which

_CLAUSES: Final = re.compile(r"[，,。！!；;\n]+")
_MOST_CLAUSES: Final = 12
_LETTER: Final = re.compile(r"[一-鿿A-Za-z]")
_ASKS: Final = re.compile(r"[?？]|吗|什么|怎么|几点|多久|为啥|为什么|哪里|哪儿|多少钱")
_COURTESY: Final = re.compile(
    r"^(?:好的?呢?|好嘞|嗯+|哦+|收到|知道了?|明白了?|谢谢|辛苦了?|稍等(?:一下)?|等一?下|马上|在吗|你好|您好|ok|thanks?)[~。！!]*$",
    re.IGNORECASE,
)
_LONGEST: Final = {"place": 60, "source": 80, "measures": 600}  # a place is no essay
_IN_WORDS: Final = tuple(_LONGEST)


async def answer(request: Request, element: str) -> Plan:
    """What was said after 请补."""
    if request.reading.what == "unknown":
        return await _on(request, Supplement(by=request.person, text="", elements=Elements(), unknown=element))
    found = _told(request, element)
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
    parts = [part.strip() for part in _CLAUSES.split(request.words) if part.strip()][:_MOST_CLAUSES]
    for part in parts:
        told = _plainly(request, part)
        if told is None:
            rest.append(part)
        else:
            known = known.merged(told)
    words = "，".join(rest)
    if element in _IN_WORDS and (element not in known.missing or not _can_answer(words, element)):
        return known
    asked = request.room.understand(words, request.now, f"incident.element:{element}").first(Intent.SUPPLEMENT)
    return known.merged(asked.elements) if asked is not None and asked.elements is not None else known


def _plainly(request: Request, words: str) -> Elements | None:
    """What a clause tells by itself."""
    reading = request.room.understand(words, request.now, "").first(Intent.SUPPLEMENT, Intent.INCIDENT)
    elements = reading.elements if reading is not None else None
    return elements if elements not in (None, Elements()) else None


def _can_answer(words: str, element: str) -> bool:
    """Whether words could be a place, a source or measures: not a question, a courtesy, a bare number, an essay."""
    wrong = _ASKS.search(words) or _COURTESY.match(words) or _LETTER.search(words) is None
    return not wrong and len(words) <= _LONGEST[element]
