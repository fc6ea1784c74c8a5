"""From a leader's one line to tasks: read back first, issued with one tap, corrected with another.

Nothing is a task before it was read back. A draft that nobody confirms is itself owed an answer, so that a leader who
types one line and puts the phone away is not forgotten either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.commands import Command, Opening
from bot.domain.duties.directive.body import ANSWER, CONFIRM, SIGN, DirectiveBody, Due, Part, Unsure
from bot.domain.duties.directive.card import directs, shown, who
from bot.domain.duties.directive.choosing import days, people
from bot.domain.effects import Answer, Ask, Notify, Question, Refused, Urgency, refuse
from bot.domain.ids import PersonId
from bot.domain.limits import Deadline
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation, to_person
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Text, content, lines, moment, names, say

KIND = "directive"
REPLY_WITHIN = timedelta(minutes=30)  # plain words after this are no answer to the question any more
FARTHEST = timedelta(days=2 * 366)  # a deadline beyond this is taken for a slip of the finger


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What was understood of a leader's words."""

    text: str
    title: str
    parts: tuple[Part, ...]
    deliverable: str = ""
    urgent: bool = False
    due: Due | None = None  # None where the words name no deadline
    no_day: str = ""  # a day that was named and that no calendar has: 2月30日
    outsiders: tuple[str, ...] = ()  # who is given something to do and stands in no office.toml
    unsure: tuple[Unsure, ...] = ()  # names that fit several people


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDirective(Opening):
    """A leader's message: read it back to him."""

    leader: PersonId | None
    leader_name: str
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDirective(Command):
    """下达: as read back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDirective(Command):
    """作废 or 停办: no longer asked for."""


def draft(state: State, command: DraftDirective, now: datetime) -> Decision:
    body = DirectiveBody(leader=command.leader, leader_name=command.leader_name, text="")
    title = command.wording.title
    state = state.opening(KIND, title=title, body=body, now=now, by=command.by)
    state = replace(state, matter=replace(state.the, stage=Stage.DRAFT))
    state = reworded(state, command.wording, now, settled=True)
    reachable = command.leader is not None and state.reachable(command.leader)
    state = state.begin("directive.drafted", now, debtor=command.leader if reachable else None)
    question = open_question(state, command.wording, now)
    key = "directive.sent-to-confirm" if reachable else "directive.sent-to-supervision"
    sent = say(key, number=state.the.number, leader=command.leader_name) if command.by != command.leader else None
    told = [text for text in (sent, question) if text is not None]
    answer = Answer(text=lines(*told), buttons=choices(state, command.wording, now)) if told else None
    return accept(state, shown(state, now, Urgency.URGENT), answer, asking(state, question, now))


def reworded(state: State, wording: Wording, now: datetime, *, settled: bool) -> State:
    """The draft with these words. One in the past or beyond all measure is asked about.

    Without a deadline the rulebook's applies, unless one was named before and is not settled yet.
    """
    body = state.body(DirectiveBody)
    due = wording.due
    if due is None and settled and not wording.no_day:
        due = _rule_due(state, now, urgent=wording.urgent)
    if due is not None and not now < due.at <= now + FARTHEST:
        due = None
    body = replace(
        body,
        text=wording.text,
        deliverable=wording.deliverable,
        urgent=wording.urgent,
        due=due,
        parts=wording.parts,
        outsiders=wording.outsiders,
        unsure=wording.unsure,
    )
    return replace(state, matter=replace(state.the, title=wording.title, body=body))


def _rule_due(state: State, now: datetime, *, urgent: bool) -> Due | None:
    event = "directive.answer_urgent" if urgent else "directive.answer"
    for rule in state.office.rulebook.started_by(event):
        found = state.deadline(rule, now)
        because = say("directive.due-by-rule", limit=rule.limit.text, rule=str(rule.id))
        return Due(at=found.at, because=because, provisional=found.provisional, said=False)
    return None


def open_question(state: State, wording: Wording | None, now: datetime) -> Text | None:
    """The one thing that is asked about a draft: who is meant, what keeps it from being issued, who nobody knows."""
    body = state.body(DirectiveBody)
    unknown = names(*body.outsiders)
    if body.doubt is not None:
        return say("directive.which-person", name=content(body.doubt.name), n=len(body.doubt.people))
    if not body.leads:
        return say("directive.which-unit-known", names=unknown) if body.outsiders else say("directive.which-unit")
    if body.due is None:
        return _which_day(wording, now)
    return say("directive.outsiders-ask", names=unknown) if body.outsiders else None


def choices(state: State, wording: Wording | None, now: datetime) -> tuple[Button, ...]:
    """What the one question can be answered with in one tap: who is meant, or the days that are still to come."""
    body = state.body(DirectiveBody)
    if body.doubt is not None:
        return people(state, body.doubt)
    if body.leads and body.due is None and wording is not None and wording.due is not None and not wording.no_day:
        return days(state, wording.due, now)
    return ()


def _which_day(wording: Wording | None, now: datetime) -> Text:
    if wording is not None and wording.no_day:
        return say("deadline.no-such-day", day=wording.no_day)
    if wording is None or wording.due is None:
        return say("directive.which-day")
    return say("deadline.past" if wording.due.at <= now else "deadline.far", at=moment(wording.due.at, "full"))


def asking(state: State, question: Text | None, now: datetime) -> Ask:
    """The next plain words are taken as the answer; without a question, those asked before are forgotten."""
    if question is None:
        return Ask(question=None)
    body, until = state.body(DirectiveBody), now + REPLY_WITHIN
    args = {"wanted": body.deliverable}  # an order for something else is no answer
    if body.leads and body.due is None:  # only the day is wanted: neither is an order to others
        args["units"] = ",".join(str(part.unit) for part in body.parts if part.unit is not None)
    return Ask(question=Question(kind="directive.revise", matter=state.the.id, args=args, until=until))


def not_yours(state: State, by: PersonId | None) -> Refused | None:
    """Why somebody may not decide on it: it is the leader's and 督查室's."""
    if directs(state, by):
        return None
    return refuse(
        "directive.not-yours-to-decide", number=state.the.number, leader=state.body(DirectiveBody).leader_name
    )


def issue(state: State, command: IssueDirective, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    if state.the.stage is Stage.CLOSED:
        return refuse("directive.closed", number=state.the.number)
    if state.the.stage is not Stage.DRAFT:
        return refuse("directive.already-issued", number=state.the.number)
    if no := not_yours(state, command.by):
        return no
    if not body.leads or body.due is None:
        why = open_question(state, None, now) or ""
        return refuse("directive.not-yet", number=state.the.number, why=why)
    if body.due.at <= now:
        return refuse("deadline.past", at=moment(body.due.at))
    state = state.discharge(CONFIRM, command.by, now)
    state = replace(state, matter=replace(state.the, stage=Stage.OPEN)).having(replace(body, issued_at=now))
    for part in body.parts:
        state = charge(state, part, now)
    silent = [part for part in body.parts if part.person is None or not state.reachable(part.person)]
    unheard = (*(state.office.unit_name(p.unit) or state.office.name_of(p.person) for p in silent), *body.outsiders)
    unheard = (*unheard, *(unsure.name for unsure in body.unsure if unsure.who is None))
    text = lines(
        say("directive.issued", number=state.the.number, to=who(state.office, body.parts)),
        say("directive.tell-them-yourself", who=names(*unheard)) if unheard else None,
    )
    return accept(state, shown(state, now, Urgency.URGENT), Answer(text=text), Ask(question=None))


def charge(state: State, part: Part, now: datetime) -> State:
    """What one unit owes from now on: to sign for it, and, where it leads, to answer it."""
    body, about = state.body(DirectiveBody), state.office.unit_name(part.unit)
    given = ((p, replace(p, since=now)) for p in body.parts if p.key == part.key)
    quick = body.urgent and bool(state.office.rulebook.started_by("directive.issued_urgent"))
    issued = "directive.issued_urgent" if quick else "directive.issued"
    state = state.having(body.with_parts(given))
    state = state.begin(issued, now, debtor=part.person, creditor=body.leader, unit=part.unit, about=about)
    return expect_answer(state, part, now) if part.lead else state


def expect_answer(state: State, part: Part, now: datetime) -> State:
    """The answer that a unit owes. Where the time is up before it was given to them, the next working day is theirs."""
    body, office = state.body(DirectiveBody), state.office
    if body.due is None:
        return state
    due = Deadline(at=body.due.at, provisional=body.due.provisional)
    if due.at <= now:
        due = Deadline(at=next_closing(state, now))
    event = "directive.answer_urgent" if body.urgent else "directive.answer"
    about = office.unit_name(part.unit)
    return state.begin(event, now, debtor=part.person, creditor=body.leader, unit=part.unit, about=about, due=due)


def next_closing(state: State, now: datetime) -> datetime:
    """The end of the next working day."""
    office = state.office
    tomorrow = office.hours.local(now).date() + timedelta(days=1)
    return office.hours.closing(office.calendar.next_workday(tomorrow))


def owes(obligation: Obligation, part: Part, *acts: str) -> bool:
    """Whether an obligation is that part's."""
    if obligation.owes not in (acts or (SIGN, ANSWER)):
        return False
    return obligation.unit == part.unit and (part.unit is not None or obligation.debtor == part.person)


def drop(state: State, command: DropDirective, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    was_issued = state.the.stage is Stage.OPEN
    if state.the.stage is Stage.CLOSED:
        return refuse("directive.closed", number=state.the.number)
    if no := not_yours(state, command.by):
        return no
    state = state.withdraw().having(replace(body, extensions=(), objections=())).closed(now, state="dropped")
    text = say("directive.dropped" if was_issued else "directive.draft-dropped", number=state.the.number)
    people = (body.leader, *(part.person for part in body.parts if was_issued))
    concerned = dict.fromkeys(person for person in people if person is not None and person != command.by)
    told = (Notify(to=to_person(person), text=text) for person in concerned)
    return accept(state, told, shown(state, now), Answer(text=text), Ask(question=None))
