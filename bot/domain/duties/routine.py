"""What the bot itself owes at fixed times: the weekly summary.

A standing matter holds one obligation of the bot, due at the next appointed time. When it is due it is sent and becomes
due a week later; what passed while the bot was down is made up for at the start, once, the last weeks one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from bot.domain.commands import Command, Opening
from bot.domain.duty import Duty
from bot.domain.effects import Answer, Attachment, Notify, Urgency
from bot.domain.ids import RuleId, Slot
from bot.domain.ladders import Ladder
from bot.domain.matters import Body
from bot.domain.obligations import Obligation, to_group, to_person
from bot.domain.office import Office
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Text, moment, say

KIND: Final = "routine"
_WEEK: Final = timedelta(days=7)
_LATE: Final = timedelta(minutes=5)
_MADE_UP_FOR: Final = 4  # papers; what was missed before those is not asked for any more
_NO_LADDER: Final = Ladder(steps=(), nag=0, urgent=True, group="weekly")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineBody(Body):
    """Which paper, and when it last went out."""

    paper: str  # weekly
    last: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRoutine(Opening):
    """From now on, every week."""

    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reschedule(Command):
    """office.toml names another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendNow(Command):
    """周报: the same paper, now, to whoever asks."""


def next_weekly(office: Office, now: datetime) -> datetime:
    """The next appointed time after a moment."""
    local, weekly = office.hours.local(now), office.weekly
    day = local.date() + timedelta(days=(weekly.weekday - local.weekday()) % 7)
    at = office.hours.at(day, weekly.at)
    return at if at > now else at + _WEEK


def start(state: State, command: StartRoutine, now: datetime) -> Decision:
    body = RoutineBody(paper=command.paper)
    state = state.opening(KIND, title=command.paper, body=body, now=now, by=None)
    due = next_weekly(state.office, now)
    obligation = Obligation(
        matter=state.the.id,
        slot=Slot(1),
        rule=RuleId(command.paper),
        owes=command.paper,
        debtor=None,
        creditor=None,
        started_at=now,
        due_at=due,
        ladder=_NO_LADDER,
        wake_at=due,
    )
    return accept(replace(state, obligations=(obligation,)))


def reschedule(state: State, command: Reschedule, now: datetime) -> Decision:
    due = next_weekly(state.office, now)
    return accept(state.put(*(replace(o, due_at=due, wake_at=due) for o in state.obligations if o.live)))


def fall_due(state: State, obligation: Obligation, now: datetime) -> Decision:
    """It is time: send it to everybody office.toml names, and owe the next one. Each missed week has its own."""
    office, body = state.office, state.body(RoutineBody)
    due = next_weekly(office, now)
    state = state.put(replace(obligation, started_at=now, due_at=due, wake_at=due))
    state = state.having(replace(body, last=now))
    missed = [obligation.due_at]
    while (another := next_weekly(office, missed[-1])) <= now:
        missed.append(another)
    return accept(state, (notify for at in missed[-_MADE_UP_FOR:] for notify in _sent(office, body.paper, at, now)))


def _sent(office: Office, paper: str, at: datetime, now: datetime) -> Iterable[Notify]:
    """The paper of the week before an appointed time, to everybody."""
    this_week = _monday(office, at)
    week = (this_week - _WEEK, this_week)
    text = say("call.late", text=_text(*week)) if now - at > _LATE else _text(*week)
    to = (*(to_group(g) for g in office.weekly.groups), *(to_person(p) for p in office.weekly.people))
    for recipient in to:
        yield Notify(to=recipient, text=text, attachments=_papers(paper, *week), urgency=Urgency.QUIET)


def send_now(state: State, command: SendNow, now: datetime) -> Decision:
    week = (_monday(state.office, now), now + timedelta(seconds=1))  # this very moment counted
    papers = _papers(state.body(RoutineBody).paper, *week)
    return accept(state, Answer(text=_text(*week), attachments=papers))


def _monday(office: Office, at: datetime) -> datetime:
    """The first moment of the week that holds `at`."""
    day = office.hours.local(at).date()
    return office.hours.at(day - timedelta(days=day.weekday()), time())


def _text(since: datetime, until: datetime) -> Text:
    """The head of the paper. Its figures are filled in when the message leaves, from the attachment of that name."""
    last = until - timedelta(seconds=1)
    return say("weekly.head", since=moment(since, "date"), until=moment(last, "date"))


def _papers(paper: str, since: datetime, until: datetime) -> tuple[Attachment, ...]:
    span = {"since": since.isoformat(), "until": until.isoformat()}
    return tuple(Attachment(kind=f"{paper}-{part}", args=span) for part in ("text", "chart", "items"))


DUTY: Final = Duty(
    kind=KIND,
    body=RoutineBody,
    acts={StartRoutine: start, Reschedule: reschedule, SendNow: send_now},
    due=fall_due,
)
