"""One tap puts right what was read wrongly: another day, or who is meant. The buttons say what they stand for.

The other days are those that the same words can mean, and those that the office's other conventions would give. A
button stands for a moment or a person, not for a change, so that pressing it twice does nothing twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.domain.duties.directive.body import DirectiveBody, Due, Setting, Unsure
from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.state import State
from bot.domain.texts import Button, Text, day, moment, say

DAYS: Final = 3  # other readings that are offered; more would be no help on a phone
_PEOPLE: Final = 8
SEPARATOR: Final = "."  # in a button, between the place of a name and the person


def days(state: State, due: Due, now: datetime) -> tuple[Button, ...]:
    """The other readings of a deadline that still lie ahead, each with its day written out."""
    ahead = [at for at in due.alternatives if at > now and at != due.at]
    return tuple(
        Button(label=_label(state, due, at), verb="set_due", matter=state.the.id, arg=str(int(at.timestamp())))
        for at in dict.fromkeys(ahead[:DAYS])
    )


def _label(state: State, due: Due, at: datetime) -> Text:
    """Which day it would be, and why, where it hangs on how the office counts."""
    hours = state.office.hours
    same_clock = hours.local(at).time() == hours.local(due.at).time()
    shown = day(hours.local(at).date()) if same_clock else moment(at)
    back = due.read is not None and at == due.read.at
    setting = turned(due, due.at if back else at)
    if setting is None:
        return say("button.due", due=shown)
    return say(f"button.due.{turn(setting, on=setting.value is back)}", due=shown)


def turn(setting: Setting, *, on: bool) -> str:
    """A convention set one way or the other, as it is called in the locales."""
    return f"{setting.name}-{'on' if on else 'off'}"


def turned(due: Due, at: datetime) -> Setting | None:
    """The convention whose other setting would give that moment."""
    return next((setting for setting in due.settings if setting.other == at), None)


def people(state: State, unsure: Unsure) -> tuple[Button, ...]:
    """Whoever may be meant by a name."""
    place = state.body(DirectiveBody).unsure.index(unsure)
    return tuple(
        Button(
            label=say("button.person", who=called(state.office, person)),
            verb="pick",
            matter=state.the.id,
            arg=f"{place}{SEPARATOR}{person}",
        )
        for person in unsure.people[:_PEOPLE]
    )


def called(office: Office, person: PersonId) -> Text:
    """Somebody's name with his unit and title, so that two of one name are told apart."""
    known = office.person(person)
    about = " ".join(word for word in (office.unit_name(office.unit_of(person)), known.title if known else "") if word)
    name = office.name_of(person)
    return say("person.told-apart", name=name, about=about) if about else say("plain", text=name)
