"""What a duty is: a body, the acts it understands, and the card it shows.

A new duty is one file in `bot/domain/duties` that ends in a `DUTY`, and one line in the registry beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.climbing import Call
from bot.domain.effects import Notify, Urgency
from bot.domain.matters import Body
from bot.domain.obligations import Obligation, Recipient
from bot.domain.state import Decision, State
from bot.domain.texts import Button, Text

# The command's own type is narrower than `Any`; the registry pairs each type with the function that takes it.
Act = Callable[[State, Any, datetime], Decision]


@dataclass(frozen=True, slots=True)
class Card:
    """A message that is kept up to date in place."""

    text: Text
    buttons: tuple[Button, ...] = ()


def no_buttons(state: State, obligation: Obligation, call: Call) -> tuple[Button, ...]:
    """A reminder without buttons."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A moment at which clocks may start, as a duty announces it. Rulebooks are checked against these."""

    acts: frozenset[str]  # what may be owed from then on
    named: bool = False  # True means the event itself says who owes it; the rule's debtor is only a stand-in
    needed: bool = True  # True means the duty does not work without a rule for it
    timed: bool = False  # True means its limit must have a fixed length, not working days


def event(*acts: str, named: bool = False, needed: bool = True, timed: bool = False) -> Event:
    """An event from which on these acts may be owed."""
    return Event(acts=frozenset(acts), named=named, needed=needed, timed=timed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One kind of matter and everything that is particular to it."""

    kind: str
    body: type[Body]
    acts: Mapping[type, Act]
    events: Mapping[str, Event] = field(default_factory=dict)  # what it announces; rules start there
    refresh: Callable[[State, datetime], tuple[Notify, ...]] | None = None  # set where time alone changes the card
    buttons: Callable[[State, Obligation, Call], tuple[Button, ...]] = no_buttons  # under a reminder
    voice: Callable[[State, Obligation, Call], Text | None] | None = None  # its own words for a reminder
    lapsed: Callable[[State, Obligation, datetime], Decision] | None = None  # what follows when it is too late
    due: Callable[[State, Obligation, datetime], Decision] | None = None  # acts on its time, has no ladder


def card_name(state: State) -> str:
    """The name under which a matter's card is kept in every chat that has it."""
    return f"{state.the.kind}:{state.the.id}"


def show(
    state: State,
    now: datetime,
    viewers: tuple[Recipient, ...],
    card: Callable[[State, Recipient, datetime], Card],
    urgency: Urgency = Urgency.NORMAL,
) -> tuple[Notify, ...]:
    """Bring the matter's card up to date for everybody who has it, and send it to those who should have it."""
    shown = list[Notify]()
    for viewer in dict.fromkeys(viewers):
        seen = card(state, viewer, now)
        shown.append(Notify(to=viewer, text=seen.text, buttons=seen.buttons, urgency=urgency, card=card_name(state)))
    return tuple(shown)
