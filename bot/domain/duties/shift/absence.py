"""晚到, 离岗, 回来: who is not on post for a while, and has said so.

A delay that was announced moves the limit, once: who reports beforehand is not absent. What is announced after that,
or after the absence was reported upward, is passed on and moves nothing. Whoever leaves the post empty is told so, and
so is his leader.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.commands import Command
from bot.domain.effects import Answer, Notify, Urgency, refuse
from bot.domain.ids import PersonId
from bot.domain.limits import Deadline
from bot.domain.obligations import Obligation, Recipient, to_person
from bot.domain.roster import BACK, CHECK_IN, Place, ShiftBody
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, Text, deadline, lines, say, span

LATEST_NOTICE: Final = timedelta(hours=2)  # more delay than this is not being late but being away
SAME_DELAY: Final = timedelta(minutes=3)  # two people who say ten minutes do not say it in the same minute
LONGEST_AWAY: Final = timedelta(hours=2)  # whoever leaves for longer hands over


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDelay(Command):
    """小李堵车晚十分钟: reported beforehand, so the limit moves."""

    person: PersonId
    delay: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOut(Command):
    """离岗: away for so long. `cover` is who minds the post, in the words used; `minder` the same where he is known."""

    away: timedelta
    cover: str = ""
    minder: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack(Command):
    """回来了."""


def notice_delay(state: State, command: NoticeDelay, now: datetime) -> Decision:
    office, starts_at, body = state.office, state.the.starts_at, state.body(ShiftBody)
    owed = tuple(o for o in state.owed(CHECK_IN) if o.debtor == command.person)
    if not owed or starts_at is None:
        return refuse("shift.no-check-in-owed", name=office.name_of(command.person))
    due = max(starts_at, now) + command.delay
    if command.delay <= timedelta():
        return refuse("shift.no-delay-said")
    if due - starts_at > LATEST_NOTICE:
        return refuse("shift.too-long-a-delay", limit=span(LATEST_NOTICE))
    post = body.post(command.person)
    if any(_reported(o) for o in owed):
        return _passed_on(state, command, owed, due, "shift.delay-too-late")
    if post is not None and post.delayed_to is not None:
        return _once_more(state, command, owed, due, post.delayed_to)
    state = state.put(*(_moved(o, due, now) for o in owed))
    if post is not None:
        state = state.having(body.with_post(replace(post, delayed_to=due)))
    text = say("shift.delay-noted", name=office.name_of(command.person), due=_at(due))
    return accept(state, Answer(text=text), _others(command, owed, text))


def _at(moment: datetime) -> Text:
    """Only the clock: everybody knows which day."""
    return deadline(moment, "clock")


def _reported(obligation: Obligation) -> bool:
    """Whether the ladder has come to where a fault is suspected."""
    return any(step.suspect for step in obligation.ladder.steps[: obligation.rung])


def _moved(obligation: Obligation, due: datetime, now: datetime) -> Obligation:
    """Owed at another moment; whoever has just spoken of it is reminded once more before it, and not more often."""
    moved = obligation.move(due, now)
    warnings = sum(step.after < 0 for step in moved.ladder.steps)
    rung = max(moved.rung, warnings - 1)
    if rung < warnings and moved.step_at(rung) <= now:
        rung = warnings
    moved = replace(moved, rung=rung, nudged_at=now)
    return replace(moved, wake_at=moved.next_step() or due)


def _once_more(
    state: State, command: NoticeDelay, owed: tuple[Obligation, ...], due: datetime, until: datetime
) -> Decision:
    """The limit was moved already. The same said again, by himself or a colleague, is no news; more delay is."""
    name = state.office.name_of(command.person)
    if due - until < SAME_DELAY:
        return accept(state, Answer(text=say("shift.delay-known", name=name, due=_at(until))))
    return _passed_on(state, command, owed, due, "shift.delay-once")


def _passed_on(
    state: State, command: NoticeDelay, owed: tuple[Obligation, ...], due: datetime, answer: str
) -> Decision:
    """Whoever waits for him or heard of the absence hears when he comes; the limit stays where it is."""
    name = state.office.name_of(command.person)
    told = [to_person(o.creditor) for o in owed if o.creditor is not None] + [to for o in owed for to in o.told]
    text = say("shift.comes-later", name=name, due=_at(due))
    said = say(answer, name=name, due=_at(due), limit=_at(owed[0].due_at))
    others = (Notify(to=to, text=text) for to in dict.fromkeys(told) if to != _by(command))
    return accept(state, Answer(text=said), others)


def _by(command: Command) -> Recipient | None:
    return to_person(command.by) if command.by is not None else None


def _others(command: NoticeDelay, owed: tuple[Obligation, ...], text: Text) -> tuple[Notify, ...]:
    """The person himself, whoever waits for him, and whoever was told that he is missing; not the one who said it."""
    told = [to_person(command.person)]
    told += [to_person(o.creditor) for o in owed if o.creditor is not None]
    told += [to for o in owed for to in o.told]
    return tuple(Notify(to=to, text=text) for to in dict.fromkeys(told) if to != _by(command))


def step_out(state: State, command: StepOut, now: datetime) -> Decision:
    body, office = state.body(ShiftBody), state.office
    post = body.post(command.by)
    if post is None or post.checked_in_at is None or command.by is None:
        return refuse("shift.not-on-post")
    if command.away > LONGEST_AWAY:
        return refuse("shift.too-long-away", limit=span(LONGEST_AWAY))
    until = now + command.away
    state = state.withdraw(lambda o: o.owes == BACK and o.debtor == command.by)
    state = state.begin(
        "shift.stepped_out", now, debtor=command.by, due=Deadline(at=until), lapses_at=state.the.ends_at
    )
    state = state.having(body.with_post(replace(post, out_until=until, out_cover=command.cover)))
    name, due = office.name_of(command.by), _at(until)
    notices = list[Notify]()
    if command.minder is not None and command.minder != command.by:
        text = say("shift.mind-the-post", name=name, due=due)
        notices.append(Notify(to=to_person(command.minder), text=text, urgency=Urgency.URGENT))
    empty = not command.cover and body.alone(command.by) and post.place is not Place.LEADER
    if empty:
        text = say("shift.post-is-empty", name=name, due=due)
        leaders = (p for p in body.people(Place.LEADER) if p != command.by)
        notices += [Notify(to=to_person(p), text=text, urgency=Urgency.URGENT) for p in leaders]
    key = "shift.stepped-out-covered" if command.cover else "shift.stepped-out"
    warning = say("shift.nobody-minds") if empty else None
    text = lines(say(key, due=due, cover=command.cover), warning)
    button = Button(label=say("button.back"), verb="back", matter=state.the.id, style=Style.PRIMARY)
    return accept(state, Answer(text=text, buttons=(button,)), notices)


def come_back(state: State, command: ComeBack, now: datetime) -> Decision:
    body = state.body(ShiftBody)
    post, owed = body.post(command.by), tuple(o for o in state.owed(BACK) if o.debtor == command.by)
    if post is None or not owed:
        return refuse("shift.was-not-out")
    state = state.put(*(o.discharge(command.by, now) for o in owed))
    state = state.having(body.with_post(replace(post, out_until=None, out_cover="")))
    text = say("shift.is-back", name=state.office.name_of(command.by))
    told = (Notify(to=to, text=text) for to in dict.fromkeys(to for o in owed for to in o.told))
    return accept(state, Answer(text=say("shift.back")), told)
