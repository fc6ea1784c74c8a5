"""到岗, 顶岗, 离岗: who is on post, and who has said so.

Somebody else's word that a person has come is a question to that person, never a check-in. A delay that was announced
moves the limit: who reports beforehand is not absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.shift.relief import Inherit, open_items, take_over_button
from bot.domain.effects import Answer, Effect, Follow, Notify, Urgency, refuse
from bot.domain.ids import PersonId
from bot.domain.limits import Deadline
from bot.domain.obligations import Obligation, to_person
from bot.domain.roster import BACK, CHECK_IN, OpenItem, Place, ShiftBody
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, deadline, lines, moment, say, span

LATEST_NOTICE: Final = timedelta(hours=2)  # more delay than this is not being late but being away


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Command):
    """到岗了. Said by somebody else, it waits for the person himself."""

    person: PersonId
    phone_ok: bool = False  # 值班电话试过正常
    open_items: tuple[OpenItem, ...] = ()  # what a successor would take over


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(Command):
    """The B岗 steps in for somebody who has not come (顶岗)."""

    instead_of: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDelay(Command):
    """小李堵车晚十分钟: reported beforehand, so the limit moves."""

    person: PersonId
    delay: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOut(Command):
    """离岗: away for so long."""

    away: timedelta
    cover: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack(Command):
    """回来了."""


def check_in(state: State, command: CheckIn, now: datetime) -> Decision:
    body, person = state.body(ShiftBody), command.person
    post = body.post(person)
    if post is None:
        return refuse("shift.not-rostered", name=state.office.name_of(person))
    if command.by != person:
        return _ask_himself(state, command)
    if post.checked_in_at is not None:
        return refuse("shift.already-in", at=moment(post.checked_in_at))
    starts_at, ends_at = state.the.starts_at, state.the.ends_at
    if ends_at is not None and now >= ends_at:
        return refuse("shift.over")
    changed = replace(post, checked_in_at=now)
    owed = tuple(o for o in state.owed(CHECK_IN) if o.debtor == person)
    state = state.put(*(o.discharge(command.by, now) for o in owed)).having(body.with_post(changed))
    late = now - starts_at if starts_at and owed and now > owed[0].due_at else None
    done = say("shift.checked-in-late", late=span(late)) if late else say("shift.checked-in")
    effects = list[Effect](_all_clear(state, owed, person))
    if post.place is Place.PRIMARY or (post.place is Place.SECONDARY and state.duty.officer is None):
        state, more, left = _take_or_wait(state, command, now)
        return accept(state, Answer(text=lines(done, more.text), buttons=more.buttons), effects, left)
    return accept(state, Answer(text=done), effects)


def _ask_himself(state: State, command: CheckIn) -> Decision:
    """Somebody says that another is there: the other one is asked."""
    office, person = state.office, command.person
    question = say("shift.are-you-there", by=office.name_of(command.by))
    button = Button(label=say("button.check-in"), verb="check_in", matter=state.the.id, style=Style.PRIMARY)
    return accept(
        state,
        Answer(text=say("shift.asked-himself", name=office.name_of(person))),
        Notify(to=to_person(person), text=question, buttons=(button,), urgency=Urgency.URGENT),
    )


def _take_or_wait(state: State, command: CheckIn, now: datetime) -> tuple[State, Answer, list[Follow]]:
    """Who comes to a duty that nobody holds has it; otherwise it is his only once he takes it over.

    Within one shift the 主班 has it as soon as he is there, whoever minded it until then.
    """
    person, holder, body = command.person, state.duty.officer, state.body(ShiftBody)
    if holder is None or state.duty.shift == state.the.id:
        minded = holder if holder not in (None, person) else None
        if minded is not None and body.post(minded) in [p for p in body.posts if p.place is Place.PRIMARY]:
            return state, Answer(text=say("shift.minded-by", name=state.office.name_of(minded))), []
        state = state.having(replace(body, holder=person, taken_at=now))
        left = [
            Follow(command=Inherit(by=None, of=minded, to=person), matter=i.matter)
            for i in command.open_items
            if minded
        ]
        return state, Answer(text=say("shift.duty-is-yours")), left
    state = state.begin("shift.relief", now, debtor=person)
    text = lines(say("shift.take-it-over", holder=state.office.name_of(holder)), open_items(command.open_items))
    return state, Answer(text=text, buttons=(take_over_button(state.duty.shift),)), []


def _all_clear(state: State, owed: Iterable[Obligation], person: PersonId) -> Iterable[Notify]:
    """Whoever was told of the silence is told that it is over."""
    for obligation in owed:
        for heard in obligation.told:
            yield Notify(to=heard, text=say("shift.has-come", name=state.office.name_of(person)))


def cover(state: State, command: Cover, now: datetime) -> Decision:
    body, office = state.body(ShiftBody), state.office
    post = body.post(command.instead_of)
    if post is None or post.checked_in_at is not None or command.by is None:
        return refuse("shift.need-not-cover", name=office.name_of(command.instead_of))
    absent = office.person(command.instead_of)
    if absent is None or absent.backup != command.by:
        return refuse("shift.not-the-backup", name=office.name_of(command.instead_of))
    owed = tuple(o for o in state.owed(CHECK_IN) if o.debtor == post.person)
    state = state.put(*(o.discharge(command.by, now) for o in owed))
    state = state.having(body.with_post(replace(post, covered_by=command.by, checked_in_at=now)))
    text = say("shift.covers", who=office.name_of(command.by), instead_of=absent.name)
    leaders = [p for p in body.people(Place.LEADER) if p != command.by]
    told = dict.fromkeys((to_person(post.person), *(to_person(p) for p in leaders), *(t for o in owed for t in o.told)))
    answer = say("shift.covered")
    if post.place is Place.PRIMARY and state.duty.officer is None:
        state = state.having(replace(state.body(ShiftBody), holder=command.by, taken_at=now))
        answer = lines(answer, say("shift.duty-is-yours"))
    others = (Notify(to=to, text=text) for to in told if to != to_person(command.by))
    return accept(state, Answer(text=answer), others)


def notice_delay(state: State, command: NoticeDelay, now: datetime) -> Decision:
    office = state.office
    owed = tuple(o for o in state.owed(CHECK_IN) if o.debtor == command.person)
    if not owed or state.the.starts_at is None:
        return refuse("shift.no-check-in-owed", name=office.name_of(command.person))
    if command.delay > LATEST_NOTICE:
        return refuse("shift.too-long-a-delay", limit=span(LATEST_NOTICE))
    due = max(state.the.starts_at, now) + command.delay
    state = state.put(*(o.move(due, now) for o in owed))
    own = command.by == command.person
    text = say("shift.delay-noted", name=office.name_of(command.person), due=deadline(due))
    told = [] if own else [to_person(command.person)]
    told += [to_person(o.creditor) for o in owed if o.creditor not in (None, command.by, command.person) and o.creditor]
    return accept(state, Answer(text=text), (Notify(to=to, text=text) for to in dict.fromkeys(told)))


def step_out(state: State, command: StepOut, now: datetime) -> Decision:
    body = state.body(ShiftBody)
    post = body.post(command.by)
    if post is None or post.checked_in_at is None:
        return refuse("shift.not-on-post")
    until = now + command.away
    state = state.withdraw(lambda o: o.owes == BACK and o.debtor == command.by)
    state = state.begin(
        "shift.stepped_out", now, debtor=command.by, due=Deadline(at=until), lapses_at=state.the.ends_at
    )
    state = state.having(body.with_post(replace(post, out_until=until, out_cover=command.cover)))
    button = Button(label=say("button.back"), verb="back", matter=state.the.id, style=Style.PRIMARY)
    key = "shift.stepped-out-covered" if command.cover else "shift.stepped-out"
    return accept(state, Answer(text=say(key, due=deadline(until), cover=command.cover), buttons=(button,)))


def come_back(state: State, command: ComeBack, now: datetime) -> Decision:
    body = state.body(ShiftBody)
    post, owed = body.post(command.by), tuple(o for o in state.owed(BACK) if o.debtor == command.by)
    if post is None or not owed:
        return refuse("shift.was-not-out")
    state = state.put(*(o.discharge(command.by, now) for o in owed))
    state = state.having(body.with_post(replace(post, out_until=None, out_cover="")))
    told = (
        Notify(to=to, text=say("shift.has-come", name=state.office.name_of(command.by))) for o in owed for to in o.told
    )
    return accept(state, Answer(text=say("shift.back")), told)
