"""交接班: the duty and what is open go from one shift to the next, and nobody is without it in between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.effects import Answer, Follow, Notify, Urgency, refuse
from bot.domain.ids import MatterId, PersonId
from bot.domain.obligations import to_person
from bot.domain.roster import CHECK_IN, TAKE_OVER, Handover, OpenItem, ShiftBody
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, Text, content, lines, say


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff(Command):
    """交班: offer the duty and the open matters to the next shift."""

    to: PersonId | None
    note: str
    items: tuple[OpenItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Command):
    """接班: take the duty from this shift, with the open matters. `into` is the taker's own shift, if rostered."""

    into: MatterId | None
    items: tuple[OpenItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldDuty(Command):
    """The duty is this shift's now (a consequence of taking over)."""

    holder: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherit(Command):
    """The next duty officer owes what the last one owed on this matter (a consequence of taking over)."""

    of: PersonId
    to: PersonId


def take_over_button(shift: MatterId | None) -> Button:
    """接班."""
    return Button(label=say("button.take-over"), verb="take_over", matter=shift or 0, style=Style.PRIMARY)


def open_items(items: tuple[OpenItem, ...]) -> Text:
    if not items:
        return say("shift.nothing-open")
    return lines(
        say("shift.open-items", n=len(items)),
        *(say("shift.open-item", number=item.number, title=content(item.title)) for item in items),
    )


def hand_off(state: State, command: HandOff, now: datetime) -> Decision:
    body, office = state.body(ShiftBody), state.office
    if body.holder != command.by or body.released_at is not None:
        return refuse("shift.not-the-holder")
    if command.to is None:
        return refuse("shift.hand-off-to-whom")
    if command.to == command.by:
        return refuse("shift.hand-off-to-yourself")
    handover = Handover(to=command.to, note=command.note, items=command.items, at=now)
    state = state.withdraw(lambda o: o.owes == TAKE_OVER).having(replace(body, handover=handover))
    state = state.begin("shift.handover", now, debtor=command.to, creditor=command.by)
    offer = lines(
        say("shift.offered", name=office.name_of(command.by)),
        say("shift.note", note=content(command.note)) if command.note else None,
        open_items(command.items),
    )
    notify = Notify(
        to=to_person(command.to),
        text=offer,
        buttons=(take_over_button(state.the.id),),
        urgency=Urgency.URGENT,
        slot=state.obligations[-1].slot,
    )
    answer = lines(say("shift.hand-off-waits", name=office.name_of(command.to)), open_items(command.items))
    return accept(state, Answer(text=answer), notify)


def take_over(state: State, command: TakeOver, now: datetime) -> Decision:
    body, office, taker = state.body(ShiftBody), state.office, command.by
    if body.released_at is not None or body.holder is None or taker is None:
        return refuse("shift.already-taken")
    if body.holder == taker:
        return refuse("shift.yours-already")
    offered_to = body.handover.to if body.handover else None
    if offered_to not in (None, taker) and command.into is None:
        return refuse("shift.offered-to-another", name=office.name_of(offered_to))
    old = body.holder
    handed = body.handover.items if body.handover else command.items
    state = state.discharge(TAKE_OVER, taker, now)
    if command.into is None:  # he is on no roster: he holds the duty under this shift
        state = state.having(replace(body, holder=taker, taken_at=now, handover=None))
    else:
        state = state.having(replace(body, released_at=now))
    follow = [Follow(command=Inherit(by=None, of=old, to=taker), matter=item.matter) for item in handed]
    if command.into is not None:
        follow.append(Follow(command=HoldDuty(by=taker, holder=taker), matter=command.into))
    text = say("shift.taken-over", name=office.name_of(taker), n=len(handed))
    return accept(
        state,
        Answer(text=lines(say("shift.you-hold-it"), open_items(handed))),
        Notify(to=to_person(old), text=text),
        follow,
    )


def hold_duty(state: State, command: HoldDuty, now: datetime) -> Decision:
    body = replace(state.body(ShiftBody), holder=command.holder, taken_at=now)
    post = body.post(command.holder)
    if post is not None and post.checked_in_at is None:  # who takes over is there
        body = body.with_post(replace(post, checked_in_at=now))
        owed = (o for o in state.owed(CHECK_IN) if o.debtor == command.holder)
        state = state.put(*(o.discharge(command.holder, now) for o in owed))
    return accept(state.having(body).discharge(TAKE_OVER, command.holder, now))


def inherit(state: State, command: Inherit, now: datetime) -> Decision:
    """What the last duty officer owed on a matter, the next one owes. Any duty may offer this act."""
    owed = (o for o in state.obligations if o.live and o.debtor == command.of)
    return accept(state.put(*(o.hand_to(command.to) for o in owed)))
