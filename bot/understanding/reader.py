"""From a message to its readings: rules claim clauses from left to right, and what is left is looked at as a whole.

A rule speaks for its clause and, depending on its reach, for what follows: 「0118办完了，方案已报王县长」 is one
completion and no oral report, while in 「我到了，小李堵车晚十分钟」 the second clause has a claim of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.domain.elements import Casualties
from bot.domain.ids import PersonId
from bot.understanding.incidents import (
    Event,
    elements_in,
    event_at,
    event_in,
    first_harm,
    is_elsewhere,
    received_at,
)
from bot.understanding.intents.orders import directives, is_order
from bot.understanding.intents.rules import Reach, Rule, Scope
from bot.understanding.intents.table import RULES
from bot.understanding.message import NUMBER_MARK, Message, Span
from bot.understanding.values import Intent, Reading


def readings_of(message: Message) -> tuple[Reading, ...]:
    """Everything a message wants, in the order of its words."""
    found, left = claimed(message, RULES)
    found.extend(_of_the_rest(message, left))
    return _without_fillers(tuple(sorted(found, key=lambda reading: reading.span)))


def claimed(message: Message, table: Iterable[Rule]) -> tuple[list[Reading], list[Span]]:
    """What the rules of a table read from a message, and the clauses that none of them claims."""
    rules = tuple(rule for rule in table if rule.cued(message.text))
    found, left, stops = list[Reading](), list[Span](), dict[int, int]()
    at = 0
    while at < len(message.clauses):
        readings, after = _claimed(message, rules, at, left, stops)
        if readings:
            found.extend(readings)
            left = [span for span in left if span[0] < readings[0].span[0]]
        else:
            left.append((message.clauses[at].start, message.clauses[at].end))
        at = after
    return found, left


def _without_fillers(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """好的 before something else is no consent of its own, and 跟老周说过了 beside a lateness no report of an incident."""
    others = any(reading.intent is not Intent.YES for reading in found)
    found = _each_once(found)
    private = any(reading.intent in _PRIVATE for reading in found)
    present = any(reading.intent in _AT_THE_POST for reading in found)
    found = tuple(r for r in found if not (present and r.intent is Intent.ACK and r.text in _RECEIVED))
    return tuple(r for r in found if not (others and _is_filler(r)) and not (private and _is_aside(r)))


def _each_once(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """今天的班值完了，签退 is one leaving, and the fuller of two wishes to swap is the wish."""
    kept = dict[tuple[Intent, PersonId | None], Reading]()
    for reading in found:
        key = (reading.intent, reading.person if reading.intent in _OF_SOMEBODY else None)
        if reading.intent in _ONCE and key in kept:
            kept[key] = max(kept[key], reading, key=_fullness)
        else:
            kept[key if reading.intent in _ONCE else (reading.intent, PersonId(str(len(kept))))] = reading
    return tuple(kept.values())


def _fullness(reading: Reading) -> int:
    told = (reading.days, reading.at, reading.minutes, reading.person, reading.phone_ok, reading.facts.get("scope"))
    return sum(bool(one) for one in told)


def _is_filler(reading: Reading) -> bool:
    return reading.intent is Intent.YES and reading.text.lower() in _FILLERS


def _is_aside(reading: Reading) -> bool:
    return reading.intent in _ASIDES and not reading.number


def _claimed(
    message: Message, rules: Iterable[Rule], at: int, left: list[Span], stops: dict[int, int]
) -> tuple[tuple[Reading, ...], int]:
    """The readings of the first rule that has a claim on a clause, and the place of the next clause.

    `stops` remembers how far each rule reaches, so that a rule that is tried at every clause looks ahead only once.
    """
    clause = message.clauses[at]
    for rule in rules:
        match = rule.found(message.marked, clause.start, clause.end)
        if match is None:
            continue
        after = stops.get(id(rule), 0)
        if after <= at:  # until then nothing stops it, wherever in between it begins
            after = stops[id(rule)] = _reached(message, rules, rule, at)
        start = _before(message, left, at) if rule.with_before else clause.start
        scope = Scope(message=message, start=start, end=message.clauses[after - 1].end, match=match)
        reading = rule.read(scope)
        if reading is not None and reading != ():
            return (reading if isinstance(reading, tuple) else (reading,)), after
    return (), at + 1


def _before(message: Message, left: list[Span], at: int) -> int:
    """Where the unclaimed clauses begin that lead up to a clause in the same sentence."""
    start = message.clauses[at].start
    unclaimed = reversed(left[-_BEFORE:])
    for clause in reversed(message.clauses[max(at - _BEFORE, 0) : at]):
        if clause.closes or (clause.start, clause.end) != next(unclaimed, None):
            break
        start = clause.start
    return start


_BEFORE: Final = 8  # clauses that lead up to one at most


def _reached(message: Message, rules: Iterable[Rule], rule: Rule, at: int) -> int:
    """The place of the first clause that a rule no longer speaks for."""
    after = at + 1
    while rule.reach is not Reach.CLAUSE and after < len(message.clauses):
        closed = message.clauses[after - 1].closes
        if closed and (rule.reach is not Reach.REST or _begins_anew(message, rules, after)):
            break
        if rule.reach is Reach.TALK and _about_another(message, after):
            break
        if rule.reach is Reach.SENTENCE and _has_own_claim(message, rules, rule, after):
            break
        after += 1
    return after


def _begins_anew(message: Message, rules: Iterable[Rule], at: int) -> bool:
    """Whether a sentence inside a head's rest is a head itself, or talk about a numbered matter."""
    clause = message.clauses[at]
    heads = (rule for rule in rules if rule.reach is Reach.REST)
    return _about_another(message, at) or any(rule.found(message.marked, clause.start, clause.end) for rule in heads)


def _about_another(message: Message, at: int) -> bool:
    clause = message.clauses[at]
    return message.marked[clause.start : clause.end].lstrip(" “\"'").startswith(NUMBER_MARK)


def _has_own_claim(message: Message, rules: Iterable[Rule], first: Rule, at: int) -> bool:
    """Whether the next clause is another rule's, or tells an incident."""
    clause = message.clauses[at]
    if event_in(message.text[clause.start : clause.end]) is not None and first.intent not in _ABOUT_INCIDENTS:
        return True
    if _about_another(message, at):
        return True
    others = (rule for rule in rules if rule.intent is not first.intent and rule.intent not in _WEAK)
    return any(rule.found(message.marked, clause.start, clause.end) is not None for rule in others)


_FILLERS = frozenset(("好", "好的", "嗯", "好嘞", "哦", "是", "是的", "ok", "对", "对的", "行"))
_OF_SOMEBODY = frozenset((Intent.CHECK_IN, Intent.LATE_NOTICE, Intent.CHECK_OUT, Intent.BACK))
_ONCE = _OF_SOMEBODY | {
    *(Intent.NIL_REPORT, Intent.TAKE_OVER, Intent.STEP_OUT, Intent.COVER, Intent.SWAP, Intent.SPOT_REPLY),
    *(Intent.SWAP_ACCEPT, Intent.SWAP_REJECT),
}
_PRIVATE = frozenset((Intent.LATE_NOTICE, Intent.STEP_OUT, Intent.SWAP, Intent.COVER, Intent.LEAVE))
_AT_THE_POST = frozenset((Intent.TAKE_OVER, Intent.CHECK_IN, Intent.SPOT_REPLY))
_RECEIVED = frozenset(("收到", "好的收到", "收到了", "明白"))
_ASIDES = frozenset((Intent.ORAL_DONE, Intent.SUPPLEMENT))
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
        yield _incident(message, span)
    for block in _blocks(message, ordered):
        if is_order(message, block):
            yield from directives(message, block)
        elif not told:
            yield from _addition(message, block)


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


def _tells(message: Message, span: Span) -> bool:
    """Whether a stretch says what has happened; that people are hurt alone adds to something known."""
    event = event_in(message.text[span[0] : span[1]])
    return event is not None and event.category is not None


def _hurt_somewhere(message: Message, left: list[Span]) -> bool:
    """People hurt at a named place or time are an incident even where no word says what happened."""
    span = (left[0][0], left[-1][1])
    elements = elements_in(message, span, _hurt(message, span))
    counted = any(count for _, count in elements.casualties.counts())
    if is_elsewhere(message.text):
        return False
    return counted and bool(elements.place or elements.occurred_at) and not is_order(message, span)


def _hurt(message: Message, span: Span) -> Event | None:
    place = first_harm(message.text, *span)
    return None if place is None else Event(start=place, end=place, category=None)


def _incident(message: Message, span: Span) -> Reading:
    event = event_at(message, span) or _hurt(message, span)
    return Reading(
        intent=Intent.INCIDENT,
        span=span,
        number=message.number_in(span),
        elements=elements_in(message, span, event),
        at=received_at(message, span),
        text=message.words(span),
    )


def _addition(message: Message, span: Span) -> Iterable[Reading]:
    if is_elsewhere(message.text):
        return
    elements = elements_in(message, span)
    if elements.casualties != Casualties() or elements.measures or elements.cause:
        yield Reading(
            intent=Intent.SUPPLEMENT,
            span=span,
            number=message.number_in(span),
            elements=elements,
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
