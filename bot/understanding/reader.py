"""From a message to its readings: rules claim clauses from left to right, and what is left is looked at as a whole.

A rule speaks for its clause and, depending on its reach, for what follows: 「0118办完了，方案已报王县长」 is one
completion and no oral report, while in 「我到了，小李堵车晚十分钟」 the second clause has a claim of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.understanding.guessing import reconsidered
from bot.understanding.incidents import event_in
from bot.understanding.intents.rules import Reach, Rule, Scope, Table
from bot.understanding.intents.table import RULES
from bot.understanding.message import NUMBER_MARK, Message, Span
from bot.understanding.settled import for_each_number, settled
from bot.understanding.situation import TOPICS
from bot.understanding.unclaimed import of_the_rest
from bot.understanding.values import Intent, Reading

_BEFORE: Final = 8  # clauses that lead up to one at most


def readings_of(message: Message) -> tuple[Reading, ...]:
    """Everything a message wants, in the order of its words."""
    found, left = claimed(message, RULES)
    found.extend(of_the_rest(message, left))
    each = for_each_number(message, found)
    return reconsidered(message, settled(tuple(sorted(each, key=lambda reading: reading.span))))


def claimed(message: Message, table: Table) -> tuple[list[Reading], list[Span]]:
    """What the rules of a table read from a message, and the clauses that none of them claims."""
    rules = table.cued(message.text)
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
        if rule.intent in _ENDED_BY and _is_ended(message, rules, rule.intent, after):
            break
        if rule.reach is Reach.SENTENCE and _has_own_claim(message, rules, rule, after):
            break
        after += 1
    return after


def _is_ended(message: Message, rules: Iterable[Rule], intent: Intent, at: int) -> bool:
    """Whether the next clause tells what was done beside it: 更正，受伤的是4人；快报已发."""
    clause = message.clauses[at]
    if intent is Intent.CORRECT and not message.clauses[at - 1].closes:
        return False  # 更正，口头报告是18:45
    acts = (rule for rule in rules if rule.intent in _ENDED_BY[intent])
    return any(rule.found(message.marked, clause.start, clause.end) is not None for rule in acts)


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


_BEGINS: Final = re.compile(
    rf"[ “\"'(（]*+(?:[一二三四五六七八九]、|\d{{1,2}}[.、)]|[①-⑨]|另外?|还有|[，, ])*+{NUMBER_MARK}"
)
_ABOUT_INCIDENTS: Final = frozenset(
    (
        *(Intent.ORAL_DONE, Intent.FLASH_DONE, Intent.UPWARD_DONE, Intent.RELAYED, Intent.FALSE_ALARM),
        *(Intent.DRILL, Intent.CLOSE),
    )
)
_ACTS: Final = frozenset((Intent.ORAL_DONE, Intent.FLASH_DONE, Intent.UPWARD_DONE))
_ENDED_BY: Final[Mapping[Intent, frozenset[Intent]]] = {
    Intent.CORRECT: _ACTS,
    Intent.INSTRUCTION: frozenset((Intent.RELAYED,)),
    Intent.DRILL: frozenset((Intent.NIL_REPORT,)),
    Intent.PROGRESS: frozenset((Intent.EXTEND,)),
}
_WEAK: Final = frozenset((Intent.YES, Intent.NO, Intent.ACK, Intent.COMPLETE, Intent.PROGRESS))
