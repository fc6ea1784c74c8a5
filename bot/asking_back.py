"""The question that a doubt gives, in words."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.texts import Text, listed, moment, names, say
from bot.understanding.doubts import Doubt, Question
from bot.understanding.values import Intent
from handlers.routes import BY_INTENT


def asked(question: Question, office: Office) -> Text:
    """One sentence with a question mark."""
    match question.about:
        case Doubt.PERSON:
            called = (office.name_of(PersonId(id)) for id in question.choices)
            return say("understand.ask.person", name=question.words, names=names(*called))
        case Doubt.WHICH:
            return say("understand.ask.which", names=names(*question.choices))
        case Doubt.WHAT:
            return say("understand.ask.what", verb=_verb(question.choices[0]))
        case Doubt.WHO:
            return say("understand.ask.who")
        case Doubt.WISHED:
            own = _moments(question.moments[1:]) if question.moments[1:] else None
            wished = moment(question.moments[0])
            if own is None:
                return say("understand.ask.wished", words=question.words, wished=wished)
            return say("understand.ask.wished-or", words=question.words, wished=wished, own=own)
        case Doubt.OVER if not question.moments:
            return say("understand.ask.over", words=question.words)
        case Doubt.OVER:
            return say("understand.ask.over-or", words=question.words, moments=_moments(question.moments))
        case _:
            return say("understand.ask.day", words=question.words, moments=_moments(question.moments))


def _verb(intent: str) -> Text:
    route = BY_INTENT.get(Intent(intent)) if intent in set(Intent) else None
    return say(f"verb.{route.verb}") if route is not None else say("understand.ask.something")


def _moments(moments: tuple[datetime, ...]) -> Text:
    return listed(*(moment(at) for at in moments))
