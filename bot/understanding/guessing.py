"""What a stretch wants that no rule claims: the classifier names the intent, and grammar reads its fields.

A guess that is not likely enough is none. What it costs to be wrong differs: an order or a completion is taken only
where the model is nearly certain, a question about the roster sooner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from bot.domain.elements import Category
from bot.understanding.classifier import CATEGORIES, NOTHING, Guess, model
from bot.understanding.incidents import Event, event_at, found_in, received_at
from bot.understanding.intents.only_mentioned import is_only_mentioned
from bot.understanding.intents.orders import directives, is_stated, order
from bot.understanding.intents.rules import Scope
from bot.understanding.intents.table import RULES
from bot.understanding.message import DUE_MARK, PERSON_MARK, UNIT_MARK, Message, Span
from bot.understanding.situation import BEGINS, TOPICS, Situation, Topic
from bot.understanding.values import Intent, Reading

ENOUGH: Final = 0.3  # whoever acts on a guess asks first; see `doubts`
_KIND_ENOUGH: Final = 0.6
_A_REMARK: Final = 5  # characters; fewer beside something else are a part of it (经核实)
_PERHAPS: Final = 0.3  # a guess less likely than this is not even asked about
UNSURE: Final = Guess(NOTHING, 0.0)
_CERTAIN: Final = 0.4
_NEARLY: Final = 0.6
_BESIDE: Final = 0.7  # where something else was read for sure
OVERRULES: Final = 0.65  # from here on the model is believed where grammar reads one other thing
_SETTLED: Final = frozenset((Intent.YES, Intent.NO, Intent.GREETING, Intent.HELP))  # short words, read as they stand
_QUESTIONS: Final = frozenset((Intent.EXPLAIN, Intent.ROSTER, Intent.MY_FAULTS, Intent.OPEN_ITEMS, Intent.REPORT))
_ASKING: Final = re.compile("[?吗]|[啥什]么?时候|怎么|咋|多久|几[点天号次个]|谁|哪|[能可是要该]不")
_ORDERS: Final = 0.8
_WHO_OR_WHEN: Final = re.compile(f"[{PERSON_MARK}{UNIT_MARK}{DUE_MARK}]")
_ENDS: Final = " 。\n"
_TALK: Final = 0.8  # from here on it is believed that nothing is wanted
_A_WORD: Final = 12  # characters; of fewer it knows too little to say so
_GRAVEST: Final = frozenset((Intent.INCIDENT, Intent.COMPLETE))  # what does harm where it is made up
_GRAVE: Final = frozenset(  # what changes what is owed
    (
        *(Intent.COMPLETE, Intent.CLOSE_OUT, Intent.APPROVE_EXTENSION, Intent.REJECT_EXTENSION, Intent.FINAL),
        *(Intent.CLOSE, Intent.DRILL, Intent.FALSE_ALARM, Intent.RETURN, Intent.LOG_FAULT, Intent.DIRECTIVE),
    )
)
_ANSWERED: Final = 1.5  # how much likelier an answer makes talk of its topic, as a logarithm
_OPEN: Final = 0.7
_REPLIED: Final[Mapping[Topic, tuple[Intent, ...]]] = {
    Topic.EXTENSION: (Intent.APPROVE_EXTENSION, Intent.REJECT_EXTENSION),
    Topic.SWAP: (Intent.SWAP_ACCEPT, Intent.SWAP_REJECT),
    Topic.COVER: (Intent.SWAP_ACCEPT, Intent.SWAP_REJECT),
    Topic.HAND_OFF: (Intent.TAKE_OVER,),
}
_TALK_OF: Final[Mapping[Topic, frozenset[str]]] = {
    topic: frozenset(intent.value for intent, of in TOPICS.items() if of is topic and intent not in BEGINS)
    | frozenset(intent.value for intent in _REPLIED.get(topic, ()))
    for topic in Topic
}
_AT_ITS_START: Final = re.compile("")
_KINDS: Final = {intent.value: intent for intent in Intent}

Read = Callable[[Message, Span], tuple[Reading, ...]]


def guess_of(message: Message, span: Span) -> Guess:
    """What a stretch most probably wants; pictures and signs alone want nothing that could be known."""
    if not any(char.isalnum() for char in message.text[slice(*span)]):
        return UNSURE
    return _guess(message.marked[span[0] : span[1]].strip(_ENDS), message.situation)


@lru_cache(maxsize=16)  # a message is often one clause, and asked about as such and as a whole
def _guess(marked: str, situation: Situation) -> Guess:
    return model().guess(marked, _expected(situation))


def _expected(situation: Situation) -> Mapping[str, float]:
    """What an answer, and somebody for whom something is open, most probably speaks of."""
    found = {about.topic: _OPEN for about in situation.open}
    if situation.reply is not None:
        found[situation.reply.topic] = _ANSWERED
    return {name: more for topic, more in found.items() for name in _TALK_OF[topic]}


def likely_in(message: Message) -> str:
    """What a message nobody understood may have wanted, to be asked about; empty where it is rather nothing."""
    guess = guess_of(message, (0, len(message.text)))
    likely = guess.second if guess.intent == NOTHING else guess.intent
    return (
        ""
        if guess.share < _PERHAPS or (guess.intent == NOTHING and guess.share >= ENOUGH) or likely == NOTHING
        else likely
    )


def guessed(message: Message, span: Span, guess: Guess, *, beside: bool = False) -> tuple[Reading, ...]:
    """The readings of a guess; none where it is not likely enough, or its words are not there."""
    intent = _KINDS.get(guess.intent)
    if guess.intent == NOTHING or intent is None or guess.share < _enough(intent, beside=beside):
        return ()
    if intent is Intent.DIRECTIVE and guess.share < _ORDERS and _WHO_OR_WHEN.search(message.marked, *span):
        return ()  # grammar had whom and when to go by, and saw no order
    if beside and len(message.words(span)) < _A_REMARK:
        return ()
    if intent is Intent.DIRECTIVE and (is_only_mentioned(message, span) or is_stated(message, span)):
        return ()
    if any(rule.intent is intent and rule.denied(message.marked, *span) for rule in RULES):
        return ()
    return tuple(replace(reading, share=guess.share) for reading in read_as(intent, message, span))


def read_as(intent: Intent, message: Message, span: Span) -> tuple[Reading, ...]:
    """The fields of a stretch, once it is known what it wants."""
    read = _READERS.get(intent)
    return read(message, span) if read is not None else _by_rule(message, span, intent)


def _enough(intent: Intent, *, beside: bool) -> float:
    """How likely a guess has to be."""
    if beside:
        return _BESIDE
    return _NEARLY if intent in _GRAVEST else _CERTAIN if intent in _GRAVE else ENOUGH


def reconsidered(message: Message, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """One thing that grammar read is given up where the model is rather certain of another.

    Numbers and replies say more than any likeness of words: there grammar stands. So it does for what the model has
    never learnt, and for people hurt: an incident that is missed does more harm than one too many.
    """
    if message.asked or message.situation.reply is not None or message.numbers or len(found) != 1:
        return found
    (reading,), whole = found, (0, len(message.text))
    if reading.share < 1 or reading.intent in _SETTLED or _tells_of_harm(reading):
        return found
    guess = guess_of(message, whole)
    if _is_asked(message, reading) and guess.intent not in _QUESTIONS:
        return found
    if guess.share < OVERRULES or reading.intent.value == guess.intent or reading.intent.value not in model().classes:
        return found
    if guess.intent != NOTHING:
        return guessed(message, whole, guess) or found
    return found if guess.share < _TALK or len(message.text) < _A_WORD else ()


def _is_asked(message: Message, reading: Reading) -> bool:
    """Whether what grammar takes for a question has the words of one: 电话报完书面啥时候交 tells nothing."""
    return reading.intent in _QUESTIONS and _ASKING.search(message.text) is not None


def _tells_of_harm(reading: Reading) -> bool:
    hurt = reading.elements is not None and reading.elements.casualties.known
    return reading.intent is Intent.INCIDENT or hurt


def _by_rule(message: Message, span: Span, intent: Intent) -> tuple[Reading, ...]:
    """The fields as the rule for that intent reads them, from the whole stretch."""
    rule = next((rule for rule in RULES if rule.intent is intent), None)
    match = _AT_ITS_START.match(message.marked, span[0])
    if rule is None or match is None:
        return ()
    found = rule.read(Scope(message=message, start=span[0], end=span[1], match=match))
    return found if isinstance(found, tuple) else (found,) if found is not None else ()


def _plain(intent: Intent) -> Read:
    def read(message: Message, span: Span) -> tuple[Reading, ...]:
        return (Reading(intent=intent, span=span, number=message.number_in(span), text=message.words(span)),)

    return read


def _told(intent: Intent) -> Read:
    """Talk about an incident, with its elements."""

    def read(message: Message, span: Span) -> tuple[Reading, ...]:
        update = intent is not Intent.INCIDENT
        event = event_at(message, span) or (None if update else _event(message, span))
        found = found_in(message, span, event, update=update)
        at = None if update else received_at(message, span)
        number, words = message.number_in(span), message.words(span)
        told = Reading(intent=intent, span=span, number=number, elements=found.elements, at=at, text=words)
        return (replace(told, spans=found.spans, details=found.reach),)

    return read


def _event(message: Message, span: Span) -> Event:
    """What kind of incident it is, where no word that grammar knows says so."""
    guess = model(CATEGORIES).guess(message.marked[span[0] : span[1]])
    category = Category(guess.intent) if guess.share >= _KIND_ENOUGH else None
    return Event(start=span[0], end=span[0], category=category)


def _instruction(message: Message, span: Span) -> tuple[Reading, ...]:
    people = [name for name in message.names_in(span) if name.people]
    leader = (people[0].start, people[0].end) if people else None
    return (replace(order(message, span, span, leader=leader), intent=Intent.INSTRUCTION),)


_READERS: Final[Mapping[Intent, Read]] = {
    **{intent: _told(intent) for intent in (Intent.INCIDENT, Intent.SUPPLEMENT, Intent.FOLLOW_UP, Intent.FINAL)},
    Intent.CORRECT: _told(Intent.CORRECT),
    Intent.INSTRUCTION: _instruction,
    Intent.DIRECTIVE: lambda message, span: tuple(directives(message, span)),
    **{intent: _plain(intent) for intent in (Intent.ACK, Intent.CLOSE, Intent.DRILL, Intent.FALSE_ALARM)},
}
