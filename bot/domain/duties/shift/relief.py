"""交接班: the duty and what is open go from one shift to the next, and nobody is without it in between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.commands import Command
from bot.domain.effects import Answer, Follow, Notify, Urgency, refuse
from bot.domain.ids import MatterId, PersonId
from bot.domain.obligations import Obligation, to_person
from bot.domain.office import Role
from bot.domain.roster import CHECK_IN, TAKE_OVER, Handover, OpenItem, ShiftBody
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, Text, content, lines, say

TAKERS: Final = (Role.DUTY_OFFICER, Role.SHIFT_LEADER, Role.DIRECTOR)  # who may hold the duty at all


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff(Command):
    """交班: offer the duty and the open matters to the next shift."""

    to: PersonId | None
    note: str
    items: tuple[OpenItem, ...]
    into: MatterId | None = None  # the shift for which whoever takes it is rostered


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(Command):
    """The duty is handed to somebody in words, which has a clock of its own (a consequence of handing over)."""

    to: PersonId


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
class Release(Command):
    """The duty is no longer this shift's: the same person goes on with it under the next one."""


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
        return refuse("shift.not-the-holder", name=office.name_of(state.duty.officer))
    if command.to is None:
        return refuse("shift.hand-off-to-whom")
    if command.to == command.by:
        return refuse("shift.hand-off-to-yourself")
    if not office.has(command.to, TAKERS):
        return refuse("shift.may-not-take", name=office.name_of(command.to))
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
    before = body.handover.to if body.handover is not None else None
    another = say("shift.offered-elsewhere", name=office.name_of(command.by), to=office.name_of(command.to))
    instead = Notify(to=to_person(before), text=another) if before not in (None, command.to) else None
    expected = command.into is not None and command.into != state.the.id
    follow = Follow(command=Offered(by=None, to=command.to), matter=command.into) if expected else None
    return accept(state, Answer(text=answer), notify, instead, follow)


def offered(state: State, command: Offered, now: datetime) -> Decision:
    return accept(state.withdraw(lambda o: o.owes == TAKE_OVER and o.debtor == command.to))


def take_over(state: State, command: TakeOver, now: datetime) -> Decision:
    body, office, taker = state.body(ShiftBody), state.office, command.by
    if body.released_at is not None or body.holder is None or taker is None:
        return refuse("shift.already-taken")
    if body.holder == taker:
        return refuse("shift.yours-already")
    offered_to = body.handover.to if body.handover else None
    if offered_to != taker and command.into is None:
        if offered_to is not None:
            return refuse("shift.offered-to-another", name=office.name_of(offered_to))
        if not _next_in_line(state, body, taker):
            return refuse("shift.not-offered", name=office.name_of(body.holder))
    old, handed = body.holder, command.items
    state = state.discharge(TAKE_OVER, taker, now)
    if command.into is None:  # he is on no roster: he holds the duty under this shift
        state = state.having(replace(body, holder=taker, taken_at=now, handover=None))
    else:
        state = state.having(replace(body, released_at=now))
    follow = [Follow(command=Inherit(by=None, of=old, to=taker), matter=item.matter) for item in handed]
    if command.into is not None:
        follow.append(Follow(command=HoldDuty(by=taker, holder=taker), matter=command.into))
    name = office.name_of(taker)
    text = say("shift.taken-over", name=name, n=len(handed)) if handed else say("shift.taken-over-clean", name=name)
    return accept(
        state,
        Answer(text=lines(say("shift.you-hold-it"), open_items(handed))),
        Notify(to=to_person(old), text=text),
        follow,
    )


def _next_in_line(state: State, body: ShiftBody, taker: PersonId) -> bool:
    """Without an offer: who serves in the same shift, the holder's B岗 and whoever leads may take it."""
    holder = state.office.person(body.holder)
    backup = holder.backup if holder else None
    return (
        taker == backup or body.post(taker) is not None or state.office.has(taker, (Role.SHIFT_LEADER, Role.DIRECTOR))
    )


def release(state: State, command: Release, now: datetime) -> Decision:
    body = replace(state.body(ShiftBody), released_at=now, handover=None)
    return accept(state.withdraw(lambda o: o.owes == TAKE_OVER).having(body))


def falls_to(state: State, obligation: Obligation, now: datetime) -> Decision:
    """Nobody has handed over for so long that the duty is nobody's: whoever has been there since is the one."""
    body, person = state.body(ShiftBody), obligation.debtor
    post = body.post(person)
    if obligation.owes != TAKE_OVER or state.duty.officer is not None or post is None or person is None:
        return accept(state)
    if post.checked_in_at is None or (state.the.ends_at is not None and now >= state.the.ends_at):
        return accept(state)
    state = state.having(replace(body, holder=person, taken_at=now))
    return accept(state, Notify(to=to_person(person), text=say("shift.falls-to-you"), urgency=Urgency.URGENT))


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
