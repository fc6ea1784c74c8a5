"""How a shift speaks: a missing person is spoken of in other words than a missing paper."""

from __future__ import annotations

from bot.domain.climbing import Call, Tone
from bot.domain.duties.shift.relief import take_over_button
from bot.domain.ids import PersonId
from bot.domain.obligations import Obligation
from bot.domain.roster import CHECK_IN, ShiftBody
from bot.domain.state import State
from bot.domain.texts import Button, Style, Text, day, deadline, say


def buttons(state: State, obligation: Obligation, call: Call) -> tuple[Button, ...]:
    """What a reminder of this shift can be answered with: by the person himself, or by the B岗 who steps in."""
    if call.tone is Tone.STAND_IN and obligation.owes == CHECK_IN:
        absent = obligation.debtor or ""
        return (Button(label=say("button.cover"), verb="cover", matter=state.the.id, arg=absent, style=Style.PRIMARY),)
    if call.tone in (Tone.REPORT, Tone.GROUP):
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
    """A missing person is spoken of in other words than a missing paper."""
    if obligation.owes != CHECK_IN:
        return None
    body, office = state.body(ShiftBody), state.office
    post = body.post(obligation.debtor)
    return say(
        f"call.check-in.{call.tone}",
        name=office.name_of(obligation.debtor),
        place=say(f"place.{post.place}") if post else "",
        shift=say("shift.name", day=day(body.date), shift=say(f"shift-name.{body.name}")),
        due=deadline(obligation.due_at, "clock"),
        backup=state.office.name_of(_backup(state, obligation)) if call.tone is Tone.REPORT else "",
    )


def _backup(state: State, obligation: Obligation) -> PersonId | None:
    person = state.office.person(obligation.debtor)
    return person.backup if person else None
