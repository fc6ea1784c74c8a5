"""What may start a rule, and which acts discharge what it owes.

The code announces these events and no others. A rule of a rulebook that names another one would never run, or would
open a debt that nobody could ever discharge; both are mistakes that a reader of TOML can make and the bot must find.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.domain.duties import DUTIES
from bot.domain.duty import Event, event
from bot.domain.ladders import Audience

EVENTS: Final[Mapping[str, Event]] = {name: begun for duty in DUTIES.values() for name, begun in duty.events.items()}

ERRANDS: Final = "errand."  # an office may invent kinds of errands: every event that begins so is one
OTHER_ERRAND: Final = event("errand_done", needed=False)

# Who can be named when the event does not say. The others stand in relation to a debt that is not there yet.
RESOLVABLE: Final = frozenset({Audience.DUTY_OFFICER, Audience.SHIFT_LEADER, Audience.DIRECTOR, Audience.SUPERVISION})
STAND_INS: Final = RESOLVABLE | {Audience.UNIT_HEAD}


def event_of(name: str) -> Event | None:
    """The event of that name; every errand is one."""
    if name in EVENTS:
        return EVENTS[name]
    return OTHER_ERRAND if name.startswith(ERRANDS) and len(name) > len(ERRANDS) else None
