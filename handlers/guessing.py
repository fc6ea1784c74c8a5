"""What was not understood is asked about once, with the two or three things it may be, one tap each.

Which those are depends on who speaks and on what waits for him: a leader's words with a unit in them may be an order,
those of a unit that has something to do a word on how far it is. Whatever is chosen is noted as said then, so that the
sentence can be learnt from.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.effects import Question, Record
from bot.domain.texts import Button, Text, say
from bot.ports import Case, Plan
from bot.understanding.values import Intent, Reading, TimeKind, Understood
from handlers import directive
from handlers.room import ANSWER_WITHIN, Request, ask
from handlers.routes import BY_INTENT, BY_VERB, Route, may

TAKEN_AS: Final = "taken-as"  # the record of what was chosen
NOTHING: Final = "nothing"  # the choice that it needs nothing
_WORDED: Final = frozenset((NOTHING, "directive", "incident", "progress", "complete", "follow_up"))
_HARMLESS: Final = frozenset(
    (Intent.ROSTER, Intent.REPORT, Intent.EXPLAIN, Intent.MY_FAULTS, Intent.OPEN_ITEMS, Intent.HELP, Intent.GREETING)
)
_RATHER: Final = 0.6  # the share from which a guessed question is answered
_NEARLY: Final = 0.8  # the share from which a guessed incident is opened
_MOST: Final = 3
_LEAST: Final = 2


def parted(understood: Understood, *, alone: bool) -> tuple[Understood, tuple[Reading, ...]]:
    """What is acted upon, and what was only guessed and is asked about first.

    A question that is rather guessed than not is answered at once: a wrong answer does no harm. An incident that is
    nearly certain is opened at once where nothing else was said (`alone`), since one that is missed does more harm
    than one too many.
    """
    kept = tuple(r for r in understood.readings if r.share == 1 or _is_harmless(r) or (alone and _is_grave(r)))
    guesses = tuple(r for r in understood.readings if r not in kept)
    return replace(understood, readings=kept), guesses


def _is_harmless(reading: Reading) -> bool:
    return reading.intent in _HARMLESS and reading.share >= _RATHER


def _is_grave(reading: Reading) -> bool:
    return reading.intent is Intent.INCIDENT and reading.share >= _NEARLY


async def ask_what_it_is(request: Request, guesses: Iterable[Reading] = ()) -> Plan:
    """In a group, silence. In private, one question with the readings that fit."""
    if not request.inbound.private:
        return Plan()
    likely = [route.verb for guess in guesses if (route := _route_of(request, guess)) is not None]
    fitting = list(dict.fromkeys([*likely, *[verb async for verb in _fitting(request)]]))[:_MOST]
    if len(fitting) < _LEAST or likely:
        fitting = [*fitting[: _MOST - 1], NOTHING]
    buttons = (Button(label=_label(verb), verb="as", arg=verb) for verb in fitting)
    args = {"text": request.words, "at": request.now.isoformat()}
    return ask(say("not-understood"), Question(kind="as", args=args, until=request.now + ANSWER_WITHIN), *buttons)


def _route_of(request: Request, guess: Reading) -> Route | None:
    """What a guess leads to, where the person may."""
    route = BY_INTENT.get(guess.intent)
    return route if route is not None and may(request.office, request.person, route) else None


def _label(verb: str) -> Text:
    return say(f"button.as-{verb}") if verb in _WORDED else say("button.as", verb=say(f"verb.{verb}"))


async def _fitting(request: Request) -> AsyncIterator[str]:
    """The verbs that the words may have meant, the likeliest first."""
    understood, orders = request.understood, may(request.office, request.person, BY_VERB["directive"])
    if orders and (understood.units or understood.people or understood.times):
        yield "directive"
    if any(_has_to_answer(request, case) for case in await directive.concerning(request)):
        yield "progress"
        yield "complete"
    if await request.room.reads.open_matters("incident", 1):
        yield "follow_up"
    yield "incident"
    if orders:
        yield "directive"


def _has_to_answer(request: Request, case: Case) -> bool:
    return any(part.open for part in directive.directive_of(case).parts_of(request.office, request.person))


def taken_as(request: Request, route: Route) -> Request:
    """The request with the words that were asked about, read as what was chosen and as of when they were said."""
    args = request.question.args if request.question else {}
    text, at = args.get("text", ""), _said_at(request)
    understood = request.room.understand(text, at, "")
    reading = understood.first(*route.intents) or _reading(route, understood, text)
    return replace(request, tap=None, words=text, understood=understood, reading=reading, question=None)


def _reading(route: Route, understood: Understood, text: str) -> Reading:
    """The words as what was chosen, with whom and when they name."""
    intent = next(iter(route.intents), Intent.INCIDENT)
    due = next((time for time in understood.times if time.kind is TimeKind.DEADLINE), None)
    if intent is not Intent.DIRECTIVE:
        return replace(understood.readings[0], intent=intent) if understood.readings else Reading(intent=intent)
    return Reading(intent=intent, leads=understood.units, people=understood.people, due=due, text=text)


def _said_at(request: Request) -> datetime:
    written = request.question.args.get("at", "") if request.question else ""
    return datetime.fromisoformat(written) if written else request.now


def noted(plan: Plan, request: Request, route: Route) -> Plan:
    """The plan with a record of what was asked about and what it was taken as; none where nothing was in doubt."""
    args = request.question.args if request.question else {}
    if "at" not in args or not route.intents:
        return plan
    said = {"text": args["text"], "at": args["at"], "as": route.intents[0].value}
    return replace(plan, records=(Record(what=TAKEN_AS, args=said),), verb="as")
