"""From a message to its readings: rules claim clauses from left to right, and what is left is looked at as a whole.

A rule speaks for its clause and, depending on its reach, for what follows: 「0118办完了，方案已报王县长」 is one
completion and no oral report, while in 「我到了，小李堵车晚十分钟」 the second clause has a claim of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.domain.elements import Casualties
from bot.understanding.classifier import NOTHING
from bot.understanding.guessing import UNSURE, guess_of, guessed
from bot.understanding.incidents import (
    Event,
    event_at,
    event_in,
    first_harm,
    found_in,
    is_elsewhere,
    received_at,
)
from bot.understanding.incidents.sites import looks_like_a_site
from bot.understanding.intents.cutting import addressed
from bot.understanding.intents.only_mentioned import is_only_mentioned
from bot.understanding.intents.orders import directives, is_order, orders_in
from bot.understanding.intents.rules import Reach, Rule, Scope
from bot.understanding.intents.table import RULES
from bot.understanding.message import NUMBER_MARK, TIME_MARK, Message, Span
from bot.understanding.situation import TOPICS
from bot.understanding.values import Intent, Reading


def readings_of(message: Message) -> tuple[Reading, ...]:
    """Everything a message wants, in the order of its words."""
    found, left = claimed(message, RULES)
    found.extend(_of_the_rest(message, left))
    each = (one for reading in found for one in _for_each_number(message, reading))
    return _without_fillers(tuple(sorted(each, key=lambda reading: reading.span)))


def _for_each_number(message: Message, reading: Reading) -> Iterable[Reading]:
    """0199、0200两件都收到了 is said of both; what names no number is about the only one that the message names."""
    if reading.intent not in _OF_NUMBERS:
        return (reading,)
    if not reading.number:
        one = message.numbers[0][1] if len(message.numbers) == 1 else ""
        return (replace(reading, number=one),)
    listed = [reading.number]
    for (span, number), (following, another) in pairwise(message.numbers):
        if number == listed[-1] and _JOINED.fullmatch(message.text, span[1], following[0]):
            listed.append(another)
    return [replace(reading, number=number) for number in dict.fromkeys(listed)]


def claimed(message: Message, table: Iterable[Rule]) -> tuple[list[Reading], list[Span]]:
    """What the rules of a table read from a message, and the clauses that none of them claims."""
    rules = tuple(rule for rule in table if rule.cued(message.text))
    found, left = list[Reading](), list[Span]()
    at = 0
    while at < len(message.clauses):
        readings, after = _claimed(message, rules, at, left)
        if readings:
            found.extend(readings)
            left = [span for span in left if span[0] < readings[0].span[0]]
        else:
            left.append((message.clauses[at].start, message.clauses[at].end))
        at = after
    return found, left


def _without_fillers(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """好的 before something else is no consent of its own."""
    others = any(reading.intent is not Intent.YES for reading in found)
    found = tuple(r for at, r in enumerate(found) if not any(_says_again(r, other) for other in found[:at]))
    if any(reading.intent is Intent.APPROVE_EXTENSION for reading in found):
        found = tuple(reading for reading in found if reading.intent is not Intent.YES)
    return tuple(r for r in found if not (others and r.intent is Intent.YES and r.text.lower() in _FILLERS))


def _says_again(reading: Reading, before: Reading) -> bool:
    """到哪了？怎么没动静 is one question, 阅。请李县长阅 one note."""
    return reading.intent is before.intent and reading.intent in _ONCE and reading.number == before.number


def _claimed(message: Message, rules: Iterable[Rule], at: int, left: list[Span]) -> tuple[tuple[Reading, ...], int]:
    """The readings of the first rule that has a claim on a clause, and the place of the next clause."""
    clause = message.clauses[at]
    for rule in rules:
        match = rule.found(message.marked, clause.start, clause.end)
        if match is None:
            continue
        after = _reached(message, rules, rule, at)
        start = _before(message, left, at) if rule.with_before else clause.start
        scope = Scope(message=message, start=start, end=message.clauses[after - 1].end, match=match)
        reading = rule.read(scope)
        if reading is not None and reading != ():
            return (reading if isinstance(reading, tuple) else (reading,)), after
    return (), at + 1


def _before(message: Message, left: list[Span], at: int) -> int:
    """Where the unclaimed clauses begin that lead up to a clause in the same sentence."""
    start = message.clauses[at].start
    for clause in reversed(message.clauses[:at]):
        if clause.closes or (clause.start, clause.end) not in left:
            break
        start = clause.start
    return start


def _reached(message: Message, rules: Iterable[Rule], rule: Rule, at: int) -> int:
    """The place of the first clause that a rule no longer speaks for."""
    after = at + 1
    while rule.reach is not Reach.CLAUSE and after < len(message.clauses):
        closed = message.clauses[after - 1].closes
        if closed and (rule.reach is not Reach.REST or _begins_anew(message, rules, after)):
            break
        if (
            rule.reach is Reach.TALK
            and _about_another(message, after)
            and not _names_it_late(message, rules, rule, after)
        ):
            break
        if rule.reach is Reach.SENTENCE and _has_own_claim(message, rules, rule, after):
            break
        after += 1
    return after


def _names_it_late(message: Message, rules: Iterable[Rule], rule: Rule, at: int) -> bool:
    """进度八成了，0155月底收尾: what has come how far is named only in the second clause."""
    clause = message.clauses[at]
    if rule.intent is not Intent.PROGRESS or message.number_before(clause.start):
        return False
    return not any(
        other.found(message.marked, clause.start, clause.end) for other in rules if other.intent is not rule.intent
    )


def _begins_anew(message: Message, rules: Iterable[Rule], at: int) -> bool:
    """Whether a sentence inside a head's rest is a head itself, or talk about a numbered matter."""
    clause = message.clauses[at]
    heads = (rule for rule in rules if rule.reach is Reach.REST)
    return _about_another(message, at) or any(rule.found(message.marked, clause.start, clause.end) for rule in heads)


def _about_another(message: Message, at: int) -> bool:
    clause = message.clauses[at]
    return _BEGINS.match(message.marked, clause.start, clause.end) is not None


def _has_own_claim(message: Message, rules: Iterable[Rule], first: Rule, at: int) -> bool:
    """Whether the next clause is another rule's, or tells an incident."""
    clause = message.clauses[at]
    if event_in(message.text[clause.start : clause.end]) is not None and first.intent not in _ABOUT_INCIDENTS:
        return True
    if _about_another(message, at):
        return True
    numbered = NUMBER_MARK in message.marked[clause.start : clause.end]  # 昨晚转来的0172我签收了
    weak = frozenset[Intent]() if numbered and first.intent not in TOPICS else _WEAK
    others = (rule for rule in rules if rule.intent is not first.intent and rule.intent not in weak)
    return any(rule.found(message.marked, clause.start, clause.end) is not None for rule in others)


OVERRULES: Final = 0.9  # from here on the model is believed where grammar sees an order
DISMISSES: Final = 0.85  # from here on it is believed where grammar sees an incident
_A_CRY: Final = 14  # characters; fewer may be a cry for help
_NOT_NOW: Final = re.compile(
    "新闻|教育片|警示|案例|培训|演练|脚本|预案|同比|环比|统计|累计发生|要点|教训|去年|往年|历史|外省|邻省|邻市|国外|电影|电视|小说|游戏"
)
_ORDERS: Final = frozenset((Intent.DIRECTIVE.value, Intent.INSTRUCTION.value))
_ONCE = frozenset((Intent.OPEN_ITEMS, Intent.NOTE_ONLY))
_OF_NUMBERS = frozenset(
    (
        *(Intent.ACK, Intent.PROGRESS, Intent.COMPLETE, Intent.CLOSE_OUT, Intent.RETURN, Intent.MOVE_TO, Intent.OBJECT),
        *(Intent.EXTEND, Intent.APPROVE_EXTENSION, Intent.REJECT_EXTENSION),
    )
)
_JOINED = re.compile(r"[号件]?[ ]?(?:[、，,/和与及跟还有]|以及)[ ]?[#№]?")
_BEGINS = re.compile(rf"[ “\"'(（]*(?:[一二三四五六七八九]、|\d{{1,2}}[.、)]|[①-⑨]|另外?|还有|[，, ])*{NUMBER_MARK}")
_FILLERS = frozenset(("好", "好的", "嗯", "好嘞", "哦", "是", "是的", "ok", "对", "对的", "行"))
_ABOUT_INCIDENTS = frozenset(
    (Intent.ORAL_DONE, Intent.FLASH_DONE, Intent.UPWARD_DONE, Intent.RELAYED, Intent.FALSE_ALARM)
)
_WEAK = frozenset((Intent.YES, Intent.NO, Intent.ACK, Intent.COMPLETE, Intent.PROGRESS))


# --- what no rule claims ------------------------------------------------------------------------------------------


def _of_the_rest(message: Message, left: list[Span]) -> Iterable[Reading]:
    """An incident told in free words, then orders; else what adds to what is known."""
    if not left:
        return
    told, ordered = _told_and_ordered(message, left)
    if told:
        span = (told[0][0], told[-1][1])
        yield from _of_incident(message, span)
    for block in _blocks(message, ordered):
        beside = bool(told) or len(left) < len(message.clauses)
        yield from _of_block(message, block, told=bool(told), beside=beside)


def _of_incident(message: Message, span: Span) -> Iterable[Reading]:
    """An incident that grammar sees, unless the model is nearly certain of something else: statistics, an order.

    What the bot has just asked about is an incident already, so there grammar alone counts.
    """
    told = _incident(message, span)
    guess = guess_of(message, span) if not message.asked else UNSURE
    if guess.share < DISMISSES or guess.intent == Intent.INCIDENT.value:
        yield told
    elif guess.intent != NOTHING:
        yield from guessed(message, span, guess) or (told,)
    elif not _is_only_talk(message, span, told):
        yield told


def _is_only_talk(message: Message, span: Span, told: Reading) -> bool:
    """Whether what the model takes for talk may be dropped: it names no place of the county, or says whose it is.

    A short cry is never dropped, since one that is missed does more harm than one too many.
    """
    place = told.elements.place if told.elements is not None else ""
    long = span[1] - span[0] >= _A_CRY
    return long and (not looks_like_a_site(place) or _NOT_NOW.search(message.text) is not None)


def _of_block(message: Message, block: Span, *, told: bool, beside: bool) -> Iterable[Reading]:
    """What neighbouring clauses that nobody claims want: an order by its grammar, else what they most probably are.

    Where something else was read beside them (`beside`), they are rather a part of that.
    """
    orders = orders_in(message, block)
    guess = guess_of(message, block) if not message.asked else UNSURE  # an answer is no news of its own
    if orders and (guess.share < OVERRULES or guess.intent in _ORDERS):
        yield from directives(message, block)
        return
    added = () if told or orders else tuple(_addition(message, block))
    if any(reading.elements is not None and reading.elements.casualties.known for reading in added):
        yield from added
    else:
        yield from guessed(message, block, guess, beside=beside) or added


def _told_and_ordered(message: Message, left: list[Span]) -> tuple[list[Span], list[Span]]:
    """Where an incident is told, everything belongs to it but the sentences that order somebody known."""
    if not any(_tells(message, span) for span in left) and not _hurt_somewhere(message, left):
        return [], left
    told, ordered, telling = list[Span](), list[Span](), False
    for span in left:
        telling = telling or _tells(message, span)
        orders = is_order(message, span) and bool(message.units_in(span)) and telling and bool(told)
        (ordered if orders else told).append(span)
    return told, ordered


_THAT: Final = re.compile(r"(?:[那这](?:几|些|一|两)?[处个起条段场件]|的(?:事|问题|隐患|办理))[^，。;!?\n]{0,8}$")
_HAPPENED: Final = re.compile(rf"发生|突发|起火了?|着火|有人|报警|接报|了(?=$|[，。])|{TIME_MARK}")


def _is_task(message: Message, span: Span) -> bool:
    """Whether a clause gives somebody something to do about what it names: 交通局把塌方段抢通, 那几处塌陷，交通局…."""
    marked = message.marked[span[0] : span[1]]
    if _HAPPENED.search(marked) is not None:
        return False
    if addressed(message, span) and is_order(message, span):
        return True
    return _THAT.search(marked) is not None and orders_in(message, message.wording.sentence_at(span[0]))


def _tells(message: Message, span: Span) -> bool:
    """Whether a stretch says what has happened; that people are hurt alone adds to something known."""
    if _is_task(message, span):
        return False
    event = event_in(message.text[span[0] : span[1]])
    return event is not None and event.category is not None


def _hurt_somewhere(message: Message, left: list[Span]) -> bool:
    """People hurt at a named place or time are an incident even where no word says what happened."""
    span = (left[0][0], left[-1][1])
    elements = found_in(message, span, _hurt(message, span)).elements
    counted = any(count for _, count in elements.casualties.counts())
    if is_elsewhere(message.text):
        return False
    return counted and bool(elements.place or elements.occurred_at) and not is_order(message, span)


def _hurt(message: Message, span: Span) -> Event | None:
    place = first_harm(message.text, *span)
    return None if place is None else Event(start=place, end=place, category=None)


def _incident(message: Message, span: Span) -> Reading:
    event = event_at(message, span) or _hurt(message, span)
    found = found_in(message, span, event)
    return Reading(
        intent=Intent.INCIDENT,
        span=span,
        number=message.number_in(span),
        elements=found.elements,
        spans=found.spans,
        details=found.reach,
        at=received_at(message, span),
        text=message.words(span),
    )


def _addition(message: Message, span: Span) -> Iterable[Reading]:
    if is_elsewhere(message.text) or is_only_mentioned(message, span):
        return
    found = found_in(message, span)
    elements = found.elements
    if elements.casualties != Casualties() or elements.measures or elements.cause:
        yield Reading(
            intent=Intent.SUPPLEMENT,
            span=span,
            number=message.number_in(span),
            elements=elements,
            spans=found.spans,
            details=found.reach,
            text=message.words(span),
        )


def _blocks(message: Message, left: list[Span]) -> list[Span]:
    """Neighbouring clauses that nobody else claimed, together."""
    found = list[Span]()
    for start, end in left:
        if found and len(message.clauses_in((found[-1][1], start))) == 0:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
