"""What a roster does: it opens a matter for each shift, and a check-in for everybody who must be there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain.commands import Command, Opening
from bot.domain.effects import Notify
from bot.domain.ids import PersonId
from bot.domain.limits import Deadline
from bot.domain.obligations import to_person
from bot.domain.roster import CHECK_IN, Place, Post, ShiftBody
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Text, day, say

KIND: Final = "shift"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShift(Opening):
    """A roster names a shift."""

    date: date
    name: str
    starts_at: datetime
    ends_at: datetime
    posts: tuple[tuple[PersonId, Place], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseShift(Command):
    """Another roster names other people for the same shift. No posts at all strikes the shift."""

    posts: tuple[tuple[PersonId, Place], ...]


def open_shift(state: State, command: OpenShift, now: datetime) -> Decision:
    body = ShiftBody(
        date=command.date, name=command.name, posts=tuple(Post(person=p, place=place) for p, place in command.posts)
    )
    state = state.opening(KIND, title=_title(state, body), body=body, now=now, by=command.by)
    state = replace(state, matter=replace(state.the, starts_at=command.starts_at, ends_at=command.ends_at))
    for post in body.posts:
        state = _expect(state, post, now)
    return accept(state)


def _title(state: State, body: ShiftBody) -> str:
    """Which day, and who."""
    return f"{body.date:%m-%d} " + " ".join(state.office.name_of(post.person) for post in body.posts)


def _expect(state: State, post: Post, now: datetime) -> State:
    """Open the check-in of one rostered person. Somebody on standby need not come; what is over is over."""
    starts_at, ends_at, body = state.the.starts_at, state.the.ends_at, state.body(ShiftBody)
    if post.place is Place.STANDBY or starts_at is None or ends_at is None or ends_at <= now:
        return state
    event = "shift.leader" if post.place is Place.LEADER else "shift.officer"
    rule = next(iter(state.office.rulebook.started_by(event)), None)
    lead = rule.limit.length if rule else None
    if lead is None:
        return state
    due = max(starts_at, now + lead)  # a roster that comes in mid-shift leaves the usual time to answer
    leaders = () if post.place is Place.LEADER else body.people(Place.LEADER)
    return state.begin(
        event,
        due - lead,
        debtor=post.person,
        creditor=next(iter(leaders), None),
        due=Deadline(at=due),
        lapses_at=ends_at,
    )


def revise_shift(state: State, command: ReviseShift, now: datetime) -> Decision:
    body = state.body(ShiftBody)
    kept = {post.person: post for post in body.posts}
    posts = tuple(replace(kept.get(p, Post(person=p, place=place)), place=place) for p, place in command.posts)
    gone = {post.person for post in body.posts} - {post.person for post in posts}
    moved = {p.person for p in posts if p.person in kept and kept[p.person].place is not p.place}
    told = _called_for_nothing(state, gone)
    state = state.withdraw(lambda o: o.debtor in gone or o.debtor in moved)
    if not posts:
        return accept(state.closed(now, state="struck"), told)
    body = replace(body, posts=posts)
    state = replace(state, matter=replace(state.the, body=body, title=_title(state, body)))
    for post in posts:
        if (post.person not in kept or post.person in moved) and post.checked_in_at is None:
            state = _expect(state, post, now)
    return accept(state, told)


def _called_for_nothing(state: State, gone: set[PersonId]) -> list[Notify]:
    """Whoever was reminded already and need not come after all is told so."""
    body = state.body(ShiftBody)
    shift = shift_name(body)
    reminded = dict.fromkeys(o.debtor for o in state.owed(CHECK_IN) if o.debtor in gone and o.nudged_at is not None)
    return [Notify(to=to_person(p), text=say("shift.need-not-come", shift=shift)) for p in reminded if p is not None]


def shift_name(body: ShiftBody) -> Text:
    """11月18日夜班."""
    return say("shift.name", day=day(body.date), shift=say(f"shift-name.{body.name}"))
