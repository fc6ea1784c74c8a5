"""到岗, 顶岗: who is on post, and who has said so.

Somebody else's word that a person has come is a question to that person, never a check-in. Whoever steps in holds the
post until the person comes after all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.shift.relief import Inherit, Release, open_items, take_over_button
from bot.domain.effects import Answer, Ask, Effect, Follow, Notify, Question, Urgency, refuse
from bot.domain.ids import PersonId
from bot.domain.ladders import Audience
from bot.domain.obligations import Obligation, to_person
from bot.domain.office import Role
from bot.domain.roster import CHECK_IN, OpenItem, Place, Post, ShiftBody
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, Text, lines, moment, say, span

ANSWER_WITHIN: Final = timedelta(minutes=30)
_WORTH_SAYING: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Command):
    """到岗了. Said by somebody else, it waits for the person himself."""

    person: PersonId
    phone_ok: bool = False  # 值班电话试过正常
    open_items: tuple[OpenItem, ...] = ()  # what a successor would take over
    offered: bool = False  # True means the last shift hands the duty to him already


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(Command):
    """Somebody steps in for a person who has not come (顶岗): his B岗, or whom the leader of the shift agrees to."""

    instead_of: PersonId
    who: PersonId | None = None  # None means whoever says so


def check_in(state: State, command: CheckIn, now: datetime) -> Decision:
    body, person = state.body(ShiftBody), command.person
    post, ends_at = body.post(person), state.the.ends_at
    if post is None:
        return refuse("shift.not-rostered", name=state.office.name_of(person))
    came = post.came_at if post.covered_by not in (None, person) else post.checked_in_at
    if came is not None:
        return _in_already(state, command, came)
    if ends_at is not None and now >= ends_at:
        return refuse("shift.over")
    if command.by != person:
        return _ask_himself(state, command, now)
    covered = post.covered_by is not None
    changed = replace(post, came_at=now) if covered else replace(post, checked_in_at=now)
    owed = tuple(o for o in state.owed(CHECK_IN) if o.debtor == person)
    state = state.put(*(o.discharge(command.by, now) for o in owed)).having(body.with_post(changed))
    effects = list(_all_clear(state, owed, post, person))
    done = _done(state, owed, post, now)
    if post.place is Place.PRIMARY or (post.place is Place.SECONDARY and state.duty.officer is None):
        state, more, others = _take_or_wait(state, command, now)
        told = {effect.to for effect in others if isinstance(effect, Notify)}
        effects = [effect for effect in effects if effect.to not in told]
        return accept(state, Answer(text=lines(done, more.text), buttons=more.buttons), effects, others)
    return accept(state, Answer(text=done), effects)


def _done(state: State, owed: tuple[Obligation, ...], post: Post, now: datetime) -> Text:
    if post.covered_by is not None:
        return say("shift.checked-in-after-cover", name=state.office.name_of(post.covered_by))
    late = now - owed[0].due_at if owed else timedelta()
    return say("shift.checked-in-late", late=span(late)) if late >= _WORTH_SAYING else say("shift.checked-in")


def _in_already(state: State, command: CheckIn, at: datetime) -> Decision:
    """Said once more, or of somebody who is there: nothing changes, and nobody is asked."""
    if command.by == command.person:
        return refuse("shift.already-in", at=moment(at, "clock"))
    return refuse("shift.he-is-in", name=state.office.name_of(command.person), at=moment(at, "clock"))


def _ask_himself(state: State, command: CheckIn, now: datetime) -> Decision:
    """Somebody says that another is there: the other one is asked."""
    office, person = state.office, command.person
    text = say("shift.are-you-there", by=office.name_of(command.by))
    button = Button(label=say("button.check-in"), verb="check_in", matter=state.the.id, style=Style.PRIMARY)
    question = Question(kind="shift.confirm", matter=state.the.id, until=now + ANSWER_WITHIN)
    return accept(
        state,
        Answer(text=say("shift.asked-himself", name=office.name_of(person))),
        Notify(to=to_person(person), text=text, buttons=(button,), urgency=Urgency.URGENT),
        Ask(question=question, of=person),
    )


def _take_or_wait(state: State, command: CheckIn, now: datetime) -> tuple[State, Answer, list[Effect]]:
    """Who comes to a duty that nobody holds has it; otherwise it is his only once he takes it over.

    Within one shift the 主班 has it as soon as he is there, if a 副班 or a B岗 minded it until then. Who has two shifts
    in a row takes nothing over from himself.
    """
    person, holder, body = command.person, state.duty.officer, state.body(ShiftBody)
    taken = state.having(replace(body, holder=person, taken_at=now))
    if holder == person and state.duty.shift not in (None, state.the.id):
        return taken, Answer(text=say("shift.goes-on")), [Follow(command=Release(by=person), matter=state.duty.shift)]
    if holder is None or state.duty.shift == state.the.id:
        if holder is not None and holder != person and not body.minds(holder):
            return state, Answer(text=say("shift.minded-by", name=state.office.name_of(holder))), []
        own = body.post(person)
        for_now = own is not None and own.place is Place.SECONDARY and own.person == person
        text = say("shift.duty-is-yours-for-now" if for_now else "shift.duty-is-yours")
        return taken, Answer(text=text), _from_minder(state, command, holder)
    if not command.offered:  # the offer has a clock of its own
        state = state.begin("shift.relief", max(now, state.the.starts_at or now), debtor=person)
    text = lines(say("shift.take-it-over", holder=state.office.name_of(holder)), open_items(command.open_items))
    return state, Answer(text=text, buttons=(take_over_button(state.duty.shift),)), []


def _from_minder(state: State, command: CheckIn, minder: PersonId | None) -> list[Effect]:
    """Whoever minded the duty until the 主班 came is told, and what is open goes with it."""
    if minder is None or minder == command.person:
        return []
    text = say("shift.he-has-it-now", name=state.office.name_of(command.person))
    items = command.open_items
    follow = [Follow(command=Inherit(by=None, of=minder, to=command.person), matter=i.matter) for i in items]
    handed = lines(text, open_items(items)) if items else text
    return [Notify(to=to_person(minder), text=handed), *follow]


def _all_clear(state: State, owed: Iterable[Obligation], post: Post, person: PersonId) -> Iterable[Notify]:
    """Whoever was told of the silence is told that it is over, the B岗 who came for him too."""
    told = [heard for obligation in owed for heard in obligation.told]
    if post.covered_by is not None and post.covered_by != state.duty.officer:
        told.append(to_person(post.covered_by))
    for heard in dict.fromkeys(told):
        yield Notify(to=heard, text=say("shift.has-come", name=state.office.name_of(person)))


def cover(state: State, command: Cover, now: datetime) -> Decision:
    body, office, who = state.body(ShiftBody), state.office, command.who or command.by
    post, absent = body.post(command.instead_of), office.person(command.instead_of)
    if post is None or absent is None or post.checked_in_at is not None or who is None:
        return refuse("shift.need-not-cover", name=office.name_of(command.instead_of))
    if absent.backup != who and not _may_agree(state, command):
        return _ask_leader(state, absent.id, who)
    owed = tuple(o for o in state.owed(CHECK_IN) if o.debtor == post.person)
    state = state.put(*(o.discharge(who, now) for o in owed))
    state = state.having(body.with_post(replace(post, covered_by=who, checked_in_at=now)))
    holds = post.place is Place.PRIMARY and state.duty.officer is None
    if holds:
        state = state.having(replace(state.body(ShiftBody), holder=who, taken_at=now))
    done = lines(say("shift.covered", name=absent.name), say("shift.duty-is-yours") if holds else None)
    text = say("shift.covers", who=office.name_of(who), instead_of=absent.name)
    leaders = (to_person(p) for p in body.people(Place.LEADER))
    told = dict.fromkeys((to_person(post.person), *leaders, *(t for o in owed for t in o.told)))
    others = [Notify(to=to, text=text) for to in told if to not in (to_person(who), to_person(command.by or who))]
    if command.by == who:
        return accept(state, Answer(text=done), others)
    return accept(state, Answer(text=text), Notify(to=to_person(who), text=done, urgency=Urgency.URGENT), others)


def _may_agree(state: State, command: Cover) -> bool:
    """Whether whoever says that another steps in may decide so."""
    leads = command.by in state.body(ShiftBody).people(Place.LEADER) or state.office.has(command.by, (Role.DIRECTOR,))
    return leads and command.who is not None


def _ask_leader(state: State, absent: PersonId, who: PersonId) -> Decision:
    """换人要经带班领导同意: with his consent it is 顶岗, without it 替岗."""
    office, body = state.office, state.body(ShiftBody)
    leader = next((p for p in body.people(Place.LEADER) if p != who), None) or state.one(Audience.DIRECTOR)
    if leader is None:
        return refuse("shift.not-the-backup", name=office.name_of(absent))
    text = say("shift.may-he-cover", who=office.name_of(who), instead_of=office.name_of(absent))
    label = say("button.agree-to-cover")
    button = Button(label=label, verb="cover", matter=state.the.id, arg=f"{absent}@{who}", style=Style.PRIMARY)
    return accept(
        state,
        Answer(text=say("shift.leader-is-asked", name=office.name_of(absent), leader=office.name_of(leader))),
        Notify(to=to_person(leader), text=text, buttons=(button,), urgency=Urgency.URGENT),
    )
