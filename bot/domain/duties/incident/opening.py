"""接报: one sentence starts every clock at once, and only then is asked what is missing, one thing at a time.

The clocks have different starts: the oral report and the 快报 run from when the report was received (接报), the report
upward runs from when it happened (事发). Nothing is refused for being incomplete.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.commands import Command, Opening
from bot.domain.duties.incident.body import UPWARD, IncidentBody
from bot.domain.duties.incident.card import shown, tightest
from bot.domain.effects import Answer, Ask, Question, Urgency
from bot.domain.elements import Elements
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Text, lines, say

KIND: Final = "incident"
AHEAD: Final = timedelta(minutes=1)  # a telephone call noted a little ahead of the clock is no time travel
ANSWER_WITHIN: Final = timedelta(minutes=30)  # plain words after this are no answer to the question any more


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIncident(Opening):
    """接报: something has happened. Complete or not, the clocks start."""

    text: str
    title: str
    elements: Elements
    received_at: datetime | None = None  # None means now


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDrill(Command):
    """刚才是演练: stop the clocks, count nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff(Command):
    """误报: it was no incident."""


def report(state: State, command: ReportIncident, now: datetime) -> Decision:
    elements = command.elements
    if elements.occurred_at is not None and elements.occurred_at > now + AHEAD:
        elements = replace(elements, occurred_at=None)  # it cannot have happened tomorrow: the time is asked for
    received = min(command.received_at or now, now)
    body = IncidentBody(text=command.text, received_at=received, reporter=command.by, elements=elements)
    state = state.opening(KIND, title=command.title, body=body, now=now, by=command.by)
    state = state.begin("incident.received", received)
    state = state.begin("incident.occurred", upward_start(state, body))
    opened = say("incident.opened", number=state.the.number, n=sum(o.live for o in state.obligations))
    question, asked = next_question(state, now)
    answer = Answer(text=lines(opened, tightest(state, now), question), buttons=unknown_button(state))
    return accept(state, shown(state, now, Urgency.URGENT), answer, asked)


def upward_start(state: State, body: IncidentBody) -> datetime:
    """Where the clock of the report upward starts: at the event, or at the receipt where the event says too little.

    Where the time was already up before anybody told this office, the delay is upstream's; here it runs from receipt.
    """
    occurred, received = body.elements.occurred_at, body.received_at
    if occurred is None or occurred > received:
        return received
    due = (state.deadline(rule, occurred).at for rule in state.office.rulebook.started_by("incident.occurred"))
    return occurred if all(at > received for at in due) else received


def restart_upward(state: State, now: datetime) -> State:
    """The time of the event has become known, or was corrected: the clock that runs from it moves."""
    start = upward_start(state, state.body(IncidentBody))
    for owed in state.owed(UPWARD):
        rule = state.office.rulebook.rule(owed.rule)
        if rule is not None and start != owed.started_at:
            moved = owed.move(state.deadline(rule, start).at, now)
            state = state.put(replace(moved, started_at=start))
    return state


def next_question(state: State, now: datetime) -> tuple[Text | None, Ask]:
    """Ask for one missing element, the most pressing; nothing where nothing is missing."""
    missing = state.body(IncidentBody).next_missing
    if missing is None:
        return None, Ask(question=None)
    args, until = {"element": missing}, now + ANSWER_WITHIN
    question = Question(kind="incident.element", matter=state.the.id, args=args, until=until)
    return say(f"incident.ask.{missing}"), Ask(question=question)


def unknown_button(state: State) -> tuple[Button, ...]:
    """暂不清楚: whoever is asked may not know yet."""
    missing = state.body(IncidentBody).next_missing
    if missing is None:
        return ()
    return (Button(label=say("button.unknown-yet"), verb="unknown", matter=state.the.id, arg=missing),)


def mark_drill(state: State, command: MarkDrill, now: datetime) -> Decision:
    return _called_off(state, "drill", say("incident.was-drill", number=state.the.number), now)


def call_off(state: State, command: CallOff, now: datetime) -> Decision:
    return _called_off(state, "false-alarm", say("incident.was-false", number=state.the.number), now)


def _called_off(state: State, why: str, text: Text, now: datetime) -> Decision:
    state = state.withdraw().closed(now, state=why)
    return accept(state, shown(state, now), Answer(text=text), Ask(question=None))
