"""接报: one sentence starts every clock at once, and only then is asked what is missing, one thing at a time.

The clocks have different starts: the oral report and the 快报 run from when the report was received (接报), the report
upward runs from when it happened (事发). Nothing is refused for being incomplete. Whoever reports while on post owes
the clocks; of what somebody else reports, the duty officer owes them and hears of it at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.commands import Command, Opening
from bot.domain.duties.incident.body import IncidentBody
from bot.domain.duties.incident.card import owed_lines, shown, tightest
from bot.domain.duties.incident.upward import from_receipt, upward_start
from bot.domain.effects import Answer, Ask, Notify, Question, Urgency
from bot.domain.elements import Casualties, Elements
from bot.domain.ids import PersonId
from bot.domain.obligations import to_person
from bot.domain.roster import OpenItem
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, Text, content, lines, names, say

KIND: Final = "incident"
AHEAD: Final = timedelta(minutes=1)  # a telephone call noted a little ahead of the clock is no time travel
ANSWER_WITHIN: Final = timedelta(minutes=30)  # plain words after this are no answer to the question any more
MOST: Final = 9_999  # more people than this are a slip of the finger; 特别重大 begins at 30 dead


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIncident(Opening):
    """接报: something has happened. Complete or not, the clocks start."""

    text: str
    title: str
    elements: Elements
    received_at: datetime | None = None  # None means now
    debtor: PersonId | None = None  # who owes the clocks; None means whom the rules name
    like: OpenItem | None = None  # an incident that this may be once more
    no_day: str = ""  # a day that was named and that no calendar has (2月30日)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDrill(Command):
    """刚才是演练: stop the clocks, count nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff(Command):
    """误报: it was no incident."""


def report(state: State, command: ReportIncident, now: datetime) -> Decision:
    elements, unlikely = _believable(command.elements, now)
    received = min(command.received_at or now, now)
    body = IncidentBody(text=command.text, received_at=received, reporter=command.by, elements=elements)
    state = state.opening(KIND, title=command.title, body=body, now=now, by=command.by)
    state = state.begin("incident.received", received, debtor=command.debtor)
    state = state.begin("incident.occurred", upward_start(state, body), debtor=command.debtor)
    opened = say("incident.opened", number=state.the.number, n=sum(o.live for o in state.obligations))
    question, asked = next_question(state, now)
    no_day = say("incident.no-such-day", day=content(command.no_day)) if command.no_day else None
    passed, late = _passed_to(state, command.by), from_receipt(state)
    said = lines(opened, tightest(state, now), passed, late, no_day, unlikely, _alike(command))
    answer = Answer(text=lines(said, question), buttons=(*_one_or_two(state, command), *unknown_button(state)))
    return accept(state, shown(state, now, Urgency.URGENT), answer, asked, _yours(state, command.by, now))


def _believable(elements: Elements, now: datetime) -> tuple[Elements, Text | None]:
    """Without a time that lies ahead and without impossible numbers: both are asked for, and the clocks start."""
    if elements.occurred_at is not None and elements.occurred_at > now + AHEAD:
        elements = replace(elements, occurred_at=None)
    kind = unlikely_kind(elements.casualties)
    if kind is None:
        return elements, None
    counts = {kind: count for kind, count in elements.casualties.counts() if count <= MOST}
    text = say("incident.number-left-out", what=say(f"element.{kind}"))
    return replace(elements, casualties=Casualties.of(counts, approximate=elements.casualties.approximate)), text


def unlikely_kind(casualties: Casualties) -> str | None:
    """The first kind whose number nobody would believe, or None."""
    return next((kind for kind, count in casualties.counts() if count > MOST), None)


def _debtors(state: State, by: PersonId | None) -> list[PersonId]:
    """Who owes the clocks besides whoever reported it."""
    owing = dict.fromkeys(o.debtor for o in state.obligations if o.live)
    return [person for person in owing if person is not None and person != by]


def _passed_to(state: State, by: PersonId | None) -> Text | None:
    """That somebody else sees to the reports."""
    others = [state.office.name_of(person) for person in _debtors(state, by)]
    return say("incident.passed-to", name=names(*others)) if others else None


def _yours(state: State, by: PersonId | None, now: datetime) -> Iterable[Notify]:
    """Whoever owes the clocks of what another has reported hears so at once, and not only by a card."""
    for person in _debtors(state, by):
        text = lines(
            say(
                "incident.yours",
                reporter=state.office.name_of(by),
                number=state.the.number,
                title=content(state.the.title),
            ),
            owed_lines(state, person, now),
        )
        yield Notify(to=to_person(person), text=text, urgency=Urgency.URGENT)


def _alike(command: ReportIncident) -> Text | None:
    like = command.like
    return say("incident.like", number=like.number, title=content(like.title)) if like is not None else None


def _one_or_two(state: State, command: ReportIncident) -> tuple[Button, ...]:
    """是同一件: the clocks of the second stop. Not pressing it leaves both running."""
    if command.like is None:
        return ()
    label = say("button.same", number=command.like.number)
    arg = str(command.like.matter)
    return (Button(label=label, verb="same", matter=state.the.id, arg=arg, style=Style.PRIMARY),)


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
    return _called_off(state, "drill", command, now)


def call_off(state: State, command: CallOff, now: datetime) -> Decision:
    return _called_off(state, "false-alarm", command, now)


def _called_off(state: State, why: str, command: Command, now: datetime) -> Decision:
    """The clocks stop; whoever reported it, owed for it or leads hears who said so."""
    body = state.body(IncidentBody)
    people = dict.fromkeys((body.reporter, *(o.debtor for o in state.obligations if o.live), state.duty.leader))
    state = state.withdraw().closed(now, state=why)
    text = say(f"incident.was-{why}", number=state.the.number)
    told = say(f"incident.called-{why}", number=state.the.number, name=state.office.name_of(command.by))
    others = (Notify(to=to_person(p), text=told) for p in people if p is not None and p != command.by)
    return accept(state, shown(state, now), Answer(text=text), Ask(question=None), others)
