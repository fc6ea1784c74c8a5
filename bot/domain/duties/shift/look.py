"""How a shift speaks: a missing person is spoken of in other words than a missing paper."""

from __future__ import annotations

from typing import Final

from bot.domain.climbing import Call, Tone
from bot.domain.duties.shift.relief import take_over_button
from bot.domain.duties.shift.rostering import shift_name
from bot.domain.ids import PersonId
from bot.domain.obligations import Obligation
from bot.domain.roster import BACK, CHECK_IN, TAKE_OVER, ShiftBody
from bot.domain.state import State
from bot.domain.texts import Button, Style, Text, deadline, say

_SPOKEN: Final = {CHECK_IN: "call.check-in", BACK: "call.back", TAKE_OVER: "call.take-over"}
_DAYS_LATER: Final = (Tone.REVIEW, Tone.STALE)  # a shift is over by then; the general words will do


def buttons(state: State, obligation: Obligation, call: Call) -> tuple[Button, ...]:
    """What a reminder of this shift can be answered with: by the person himself, or by the B岗 who steps in."""
    if call.tone is Tone.STAND_IN and obligation.owes == CHECK_IN:
        absent = obligation.debtor or ""
        label = say("button.cover", name=state.office.name_of(obligation.debtor))
        return (Button(label=label, verb="cover", matter=state.the.id, arg=absent, style=Style.PRIMARY),)
    if call.tone in (Tone.REPORT, Tone.GROUP, Tone.STAND_IN):
        return ()
    match obligation.owes:
        case "check_in":
            here = Button(label=say("button.check-in"), verb="check_in", matter=state.the.id, style=Style.PRIMARY)
            return (here,)
        case "back":
            return (Button(label=say("button.back"), verb="back", matter=state.the.id, style=Style.PRIMARY),)
        case "take_over":
            return (take_over_button(state.duty.shift or state.the.id),)
        case _:
            return ()


def voice(state: State, obligation: Obligation, call: Call) -> Text | None:
    """Who should be where, since when, and who is there in his place."""
    spoken = _SPOKEN.get(obligation.owes)
    if spoken is None or (call.tone in _DAYS_LATER and obligation.owes != CHECK_IN):
        return None
    body, office = state.body(ShiftBody), state.office
    post, backup = body.post(obligation.debtor), _backup(state, obligation)
    if call.tone is Tone.REPORT and obligation.owes == CHECK_IN:
        spoken = f"{spoken}.report{_in_his_place(body, backup)}"
    else:
        spoken = f"{spoken}.{call.tone}"
    return say(
        spoken,
        name=office.name_of(obligation.debtor),
        place=say(f"place.{post.place}") if post else "",
        shift=shift_name(body),
        due=deadline(obligation.due_at, "clock"),
        backup=office.name_of(backup),
        holder=office.name_of(state.duty.officer or body.holder),
    )


def _in_his_place(body: ShiftBody, backup: PersonId | None) -> str:
    """What is to be said of the B岗: there is none, he is there already, or he was called."""
    if backup is None:
        return "-alone"
    post = body.post(backup)
    return "-with-backup" if post is not None and post.manned else ""


def _backup(state: State, obligation: Obligation) -> PersonId | None:
    person = state.office.person(obligation.debtor)
    return person.backup if person else None
