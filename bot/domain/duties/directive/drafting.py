"""From a leader's one line to tasks: read back first, issued with one tap, corrected with another.

Nothing is a task before it was read back. A draft that nobody confirms is itself owed an answer, so that a leader who
types one line and puts the phone away is not forgotten either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.commands import Command, Opening
from bot.domain.duties.directive.body import ANSWER, CONFIRM, SIGN, DirectiveBody, Due, Part, PartState
from bot.domain.duties.directive.card import shown, who
from bot.domain.effects import Answer, Ask, Notify, Question, Urgency, refuse
from bot.domain.ids import PersonId
from bot.domain.limits import Deadline
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation, to_person
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Text, deadline, lines, moment, say

KIND = "directive"
REPLY_WITHIN = timedelta(minutes=30)  # plain words after this are no answer to the question any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What was understood of a leader's words."""

    text: str
    title: str
    parts: tuple[Part, ...]
    deliverable: str = ""
    urgent: bool = False
    due: Due | None = None  # None where the words name no deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDirective(Opening):
    """A leader's message: read it back to him."""

    leader: PersonId | None
    leader_name: str
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseDirective(Command):
    """It was meant otherwise: a correction of the draft, or an edit of the message it came from."""

    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDue(Command):
    """One tap on another reading of the same deadline."""

    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDirective(Command):
    """下达: as read back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRevision(Command):
    """更正: ask what is to be corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDirective(Command):
    """作废 or 停办: no longer asked for."""


def draft(state: State, command: DraftDirective, now: datetime) -> Decision:
    body = DirectiveBody(leader=command.leader, leader_name=command.leader_name, text="")
    title = command.wording.title
    state = state.opening(KIND, title=title, body=body, now=now, by=command.by)
    state = replace(state, matter=replace(state.the, stage=Stage.DRAFT))
    state = _reworded(state, command.wording, now)
    confirmer = command.by if command.leader is None else command.leader
    state = state.begin("directive.drafted", now, debtor=confirmer)
    question, ask = _open_question(state, now, command.wording.due)
    return accept(state, shown(state, now, Urgency.URGENT), Answer(text=question) if question else None, ask)


def _reworded(state: State, wording: Wording, now: datetime) -> State:
    """The draft with these words. Without a deadline the rulebook's applies; one in the past is asked about."""
    body = state.body(DirectiveBody)
    due = wording.due or _rule_due(state, now, urgent=wording.urgent)
    if due is not None and due.at <= now:
        due = None
    body = replace(
        body,
        text=wording.text,
        deliverable=wording.deliverable,
        urgent=wording.urgent,
        due=due,
        parts=wording.parts,
    )
    return replace(state, matter=replace(state.the, title=wording.title, body=body))


def _rule_due(state: State, now: datetime, *, urgent: bool) -> Due | None:
    event = "directive.answer_urgent" if urgent else "directive.answer"
    for rule in state.office.rulebook.started_by(event):
        found = state.deadline(rule, now)
        because = say("directive.due-by-rule", limit=rule.limit.text, rule=str(rule.id))
        return Due(at=found.at, because=because, provisional=found.provisional, said=False)
    return None


def _open_question(state: State, now: datetime, said: Due | None) -> tuple[Text | None, Ask]:
    """The one thing that keeps a draft from being issued."""
    body = state.body(DirectiveBody)
    question = Question(kind="directive.revise", matter=state.the.id, until=now + REPLY_WITHIN)
    if not body.leads:
        return say("directive.which-unit"), Ask(question=question)
    if body.due is None:
        text = say("deadline.past", at=moment(said.at)) if said else say("directive.which-day")
        return text, Ask(question=question)
    return None, Ask(question=None)


def revise(state: State, command: ReviseDirective, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    if state.the.stage is Stage.CLOSED:
        return refuse("directive.closed", number=state.the.number)
    if state.the.stage is Stage.DRAFT:
        state = _reworded(state, command.wording, now)
        question, ask = _open_question(state, now, command.wording.due)
        return accept(state, shown(state, now), Answer(text=question or say("directive.redrafted")), ask)
    due = command.wording.due or body.due
    if due is None or due.at <= now:
        return refuse("deadline.past", at=moment(due.at if due else now))
    wording = replace(command.wording, due=due, parts=command.wording.parts or body.parts)
    if (wording.parts, due.at, wording.text) == (body.parts, body.due.at if body.due else None, body.text):
        return refuse("directive.unchanged", number=state.the.number)
    return _revised(state, wording, due, now)


def _revised(state: State, wording: Wording, due: Due, now: datetime) -> Decision:
    """An issued 批示 means something else now: move the clocks, drop and add units, and tell everybody concerned."""
    before = state.body(DirectiveBody)
    kept = {(part.unit, part.person): part for part in before.parts if part.state is not PartState.MOVED}
    wanted = {(part.unit, part.person) for part in wording.parts}
    parts = tuple(
        replace(kept[key], lead=part.lead) if (key := (part.unit, part.person)) in kept else part
        for part in wording.parts
    )
    dropped = [part for key, part in kept.items() if key not in wanted]
    state = state.withdraw(lambda o: any(_owes(o, part) for part in dropped))
    body = replace(before, text=wording.text, due=due, parts=parts, revision=before.revision + 1)
    state = replace(state.having(body), matter=replace(state.the, title=wording.title, body=body))
    if before.due is None or due.at != before.due.at:
        state = state.put(*(o.move(due.at, now, provisional=due.provisional) for o in state.owed(ANSWER)))
    for part in parts:
        if (part.unit, part.person) not in kept:
            state = charge(state, part, now)
    text = lines(
        say("directive.revised", number=state.the.number, leads=who(state.office, body.leads), due=deadline(due.at)),
        say("directive.was-due", due=moment(before.due.at)) if before.due and before.due.at != due.at else None,
    )
    concerned = dict.fromkeys(part.person for part in (*parts, *dropped) if part.person is not None)
    told = (Notify(to=to_person(person), text=text, urgency=Urgency.URGENT) for person in concerned)
    return accept(state, told, shown(state, now), Answer(text=say("directive.revision-told", n=len(concerned))))


def _owes(obligation: Obligation, part: Part) -> bool:
    return obligation.owes in (SIGN, ANSWER) and (obligation.unit, obligation.debtor) == (part.unit, part.person)


def set_due(state: State, command: SetDue, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    if command.due_at <= now:
        return refuse("deadline.past", at=moment(command.due_at))
    others = (body.due.at, *body.due.alternatives) if body.due else ()
    due = Due(
        at=command.due_at,
        because=say("directive.due-chosen"),
        alternatives=tuple(at for at in others if at != command.due_at),
    )
    if state.the.stage is Stage.DRAFT:
        return accept(state.having(replace(body, due=due)), shown(state, now), Answer(text=say("ok"), toast=True))
    wording = Wording(text=body.text, title=state.the.title, parts=body.parts, deliverable=body.deliverable, due=due)
    return revise(state, ReviseDirective(by=command.by, wording=wording), now)


def ask_revision(state: State, command: AskRevision, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    alternatives = body.due.alternatives if body.due else ()
    buttons = tuple(
        Button(
            label=say("button.due", due=moment(at)), verb="set_due", matter=state.the.id, arg=str(int(at.timestamp()))
        )
        for at in alternatives[:4]
    )
    question = Question(kind="directive.revise", matter=state.the.id, until=now + REPLY_WITHIN)
    return accept(state, Answer(text=say("directive.revise-how"), buttons=buttons), Ask(question=question))


def issue(state: State, command: IssueDirective, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    if state.the.stage is not Stage.DRAFT:
        return refuse("directive.already-issued", number=state.the.number)
    question, _ = _open_question(state, now, body.due)
    if question is not None:
        return refuse("directive.not-yet", number=state.the.number, why=question)
    if body.due is not None and body.due.at <= now:
        return refuse("deadline.past", at=moment(body.due.at))
    state = state.discharge(CONFIRM, command.by, now)
    state = replace(state, matter=replace(state.the, stage=Stage.OPEN)).having(replace(body, issued_at=now))
    for part in body.parts:
        state = charge(state, part, now)
    silent = [part for part in body.parts if part.person is None or not state.reachable(part.person)]
    text = lines(
        say("directive.issued", number=state.the.number, to=who(state.office, body.parts)),
        say("directive.tell-them-yourself", who=who(state.office, silent)) if silent else None,
    )
    return accept(state, shown(state, now, Urgency.URGENT), Answer(text=text), Ask(question=None))


def charge(state: State, part: Part, now: datetime) -> State:
    """What one unit owes from now on: to sign for it, and, where it leads, to answer it."""
    body, about = state.body(DirectiveBody), state.office.unit_name(part.unit)
    quick = body.urgent and bool(state.office.rulebook.started_by("directive.issued_urgent"))
    issued = "directive.issued_urgent" if quick else "directive.issued"
    state = state.begin(issued, now, debtor=part.person, creditor=body.leader, unit=part.unit, about=about)
    if not part.lead or body.due is None:
        return state
    event = "directive.answer_urgent" if body.urgent else "directive.answer"
    due = Deadline(at=body.due.at, provisional=body.due.provisional)
    return state.begin(event, now, debtor=part.person, creditor=body.leader, unit=part.unit, about=about, due=due)


def drop(state: State, command: DropDirective, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    was_issued = state.the.stage is Stage.OPEN
    if state.the.stage is Stage.CLOSED:
        return refuse("directive.closed", number=state.the.number)
    state = state.withdraw().closed(now, state="dropped")
    text = say("directive.dropped", number=state.the.number)
    concerned = dict.fromkeys(part.person for part in body.parts if part.person and was_issued)
    told = (Notify(to=to_person(person), text=text) for person in concerned if person != command.by)
    return accept(state, told, shown(state, now), Answer(text=text), Ask(question=None))
