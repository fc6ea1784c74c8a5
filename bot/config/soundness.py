"""Whether a rule can do its work.

A rule can be written correctly and still be useless: a debt that no act discharges, a debtor whom nobody can name, a
suspicion of which nobody was warned (and which is therefore always excused), a reminder swallowed by the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from typing import Final

from bot.config.events import RESOLVABLE, STAND_INS, event_of
from bot.config.problems import hint
from bot.config.reading import Table
from bot.domain.duty import Event
from bot.domain.ladders import Audience
from bot.domain.limits import Limit
from bot.domain.rules import Rule

_DAY: Final = timedelta(days=1)


def check_rule(rule: Rule, table: Table) -> None:
    """Note what keeps a readable rule from doing its work."""
    event = event_of(rule.starts)
    assert event is not None, "a rule with an unknown event is not readable"
    _check_debt(rule, event, table)
    _check_ladder(rule, table)
    _check_reminders(rule, table)


def _check_debt(rule: Rule, event: Event, table: Table) -> None:
    if rule.owes not in event.acts:
        table.found.error(table.place("owes"), "wrong-act", word=rule.owes, hint=hint(rule.owes, sorted(event.acts)))
    if rule.limit.amount == 0:
        table.wrong("limit", "limit-zero")
    if event.timed and rule.limit.length is None:
        table.wrong("limit", "limit-without-length", word=str(rule.limit))
    _check_party("debtor", rule.debtor, STAND_INS if event.named else RESOLVABLE, table)
    _check_party("creditor", rule.creditor, RESOLVABLE, table)


def _check_party(key: str, party: Audience, possible: Iterable[Audience], table: Table) -> None:
    if party not in possible:
        table.found.error(table.place(key), "nobody", word=party.value, hint=hint("", sorted(possible)))


def _check_ladder(rule: Rule, table: Table) -> None:
    tells_group = any(Audience.GROUP in rung.tell for rung in rule.ladder)
    if tells_group and not rule.group:
        table.wrong("group", "missing", word="group")
    for lower, higher in pairwise(rule.ladder):
        if _shorter(higher.after, lower.after):
            table.wrong("ladder", "ladder-falls", word=str(higher.after))
    if rule.lapse is not None and rule.ladder and _shorter(rule.lapse, rule.ladder[-1].after):
        table.wrong("lapse", "lapse-in-ladder", word=str(rule.lapse))
    if rule.fault is None and any(rung.suspect for rung in rule.ladder):
        table.found.warn(table.place("ladder"), "suspects-no-fault")


def _shorter(one: Limit, other: Limit) -> bool:
    """Whether a limit is surely shorter than another. Working days and hours are not compared with one another."""
    if one.length is None and other.length is None:
        return one.amount < other.amount
    return one.length is not None and other.length is not None and one.length < other.length


def _check_reminders(rule: Rule, table: Table) -> None:
    """A fault is suspected only of who was reminded before the time was up, and the due time must not go unsaid."""
    whole = rule.limit.length or rule.limit.amount * _DAY
    before = [ahead for warning in rule.warn if (ahead := -warning.before_due(whole)) > 0]
    if not whole:
        return
    suspects = rule.fault is not None and any(rung.suspect for rung in rule.ladder)
    if suspects and not before:
        table.found.warn(table.place("warn"), "suspects-unwarned")
    nag = (rule.nag.length or _DAY).total_seconds()
    due_said = any(rung.after.amount == 0 and Audience.DEBTOR in rung.tell for rung in rule.ladder)
    if before and due_said and min(before) <= nag:
        table.found.warn(table.place("nag"), "nag-swallows", word=str(rule.nag))
