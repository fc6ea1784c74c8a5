"""上报上级: the one clock that runs from the event and not from its receipt, and so moves when the time becomes known.

Where the time was up before anybody told this office, the delay is upstream's; here the clock runs from the receipt.
Where it turns out to be up already, that is said at once to everybody whom the ladder would have told by now; nobody is
suspected of a limit that could not be known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.climbing import next_review
from bot.domain.duties.incident.body import UPWARD, IncidentBody
from bot.domain.effects import Notify, Urgency
from bot.domain.obligations import Obligation, Recipient, to_person
from bot.domain.state import State
from bot.domain.texts import Text, content, moment, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted:
    """The clock after a time of the event was learnt, and what is to be said of it."""

    state: State
    said: Text | None = None  # to whoever told the time
    told: tuple[Notify, ...] = ()  # to whom the silence should have been reported by now


def upward_start(state: State, body: IncidentBody) -> datetime:
    """Where the clock starts: at the event, or at the receipt where the event is unknown or too long ago."""
    occurred, received = body.elements.occurred_at, body.received_at
    if occurred is None or occurred > received:
        return received
    return received if told_too_late(state, body) else occurred


def told_too_late(state: State, body: IncidentBody) -> bool:
    """Whether the time was up before anybody told this office."""
    occurred, rules = body.elements.occurred_at, state.office.rulebook.started_by("incident.occurred")
    due = [state.deadline(rule, occurred).at for rule in rules if rule.owes == UPWARD] if occurred else []
    return bool(due) and not all(at > body.received_at for at in due)


def restart(state: State, by: Recipient | None, now: datetime) -> Restarted:
    """The time of the event has become known, or was corrected: the clock that runs from it moves."""
    body = state.body(IncidentBody)
    start, restarted = upward_start(state, body), Restarted(state=state)
    for owed in state.owed(UPWARD):
        rule = state.office.rulebook.rule(owed.rule)
        if rule is None or start == owed.started_at:
            continue
        due = state.deadline(rule, start).at
        restarted = _moved(restarted.state, owed, start, due, by, now)
    if restarted.said is not None and told_too_late(state, body):
        return replace(restarted, said=from_receipt(state))
    return restarted


def from_receipt(state: State) -> Text | None:
    """That the delay is not this office's, and what it owes all the same."""
    body = state.body(IncidentBody)
    occurred = body.elements.occurred_at
    if occurred is None or not told_too_late(state, body):
        return None
    return say("incident.upward-from-receipt", at=moment(occurred))


def _moved(
    state: State, owed: Obligation, start: datetime, due: datetime, by: Recipient | None, now: datetime
) -> Restarted:
    """The ladder goes on from where it would stand; what it would have said by now is said in other words."""
    moved = replace(owed.move(due, now), started_at=start)
    passed = sum(moved.step_at(index) <= now for index in range(len(moved.ladder.steps)))
    skipped = moved.ladder.steps[owed.rung : passed]
    moved = replace(moved, rung=passed, nudged_at=now)
    moved = replace(moved, wake_at=moved.next_step() or next_review(state, now))
    state, at = state.put(moved), state.due_text(due, now)
    if due > now:
        return Restarted(state=state, said=say("incident.upward-moved", at=moment(start, "clock"), due=at))
    text = say(
        "incident.upward-past-report",
        number=state.the.number,
        title=content(state.the.title),
        due=at,
        debtor=state.office.name_of(owed.debtor),
    )
    debtor = to_person(owed.debtor) if owed.debtor is not None else None
    heard = dict.fromkeys(
        to for step in skipped if step.after >= 0 for place in step.tell for to in state.audience(moved, place)
    )
    told = tuple(Notify(to=to, text=text, urgency=Urgency.URGENT) for to in heard if to not in (by, debtor))
    said = say("incident.upward-past", at=moment(start, "clock"), due=at)
    if debtor is not None and debtor != by:
        told = (Notify(to=debtor, text=text, urgency=Urgency.URGENT), *told)
    return Restarted(state=state, said=said, told=told)
