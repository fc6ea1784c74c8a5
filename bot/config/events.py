"""What may start a rule, and which acts discharge what it owes.

The code announces these events and no others. A rule of a rulebook that names another one would never run, or would
open a debt that nobody could ever discharge; both are mistakes that a reader of TOML can make and the bot must find.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.ladders import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One moment at which clocks may start."""

    acts: frozenset[str]  # what may be owed from then on
    named: bool = False  # True means the event itself says who owes it; the rule's debtor is only a stand-in
    needed: bool = True  # True means the duty does not work without a rule for it
    timed: bool = False  # True means its limit must have a fixed length, not working days


def _event(*acts: str, named: bool = False, needed: bool = True, timed: bool = False) -> Event:
    return Event(acts=frozenset(acts), named=named, needed=needed, timed=timed)


EVENTS: Final[dict[str, Event]] = {
    "shift.officer": _event("check_in", named=True, timed=True),
    "shift.leader": _event("check_in", named=True, timed=True),
    "shift.stepped_out": _event("back", named=True),
    "shift.relief": _event("take_over", named=True),
    "shift.handover": _event("take_over", named=True),
    "incident.received": _event("oral_report", "flash_report"),
    "incident.occurred": _event("oral_report", "flash_report", "upward_report", needed=False),
    "instruction.given": _event("relay"),
    "instruction.answer": _event("instruction_answer"),
    "directive.drafted": _event("issue", named=True),
    "directive.issued": _event("sign", named=True),
    "directive.answer": _event("answer", named=True),
    "directive.answer_urgent": _event("answer", named=True),
    "directive.completed": _event("close_out"),
    "directive.extension": _event("rule_extension"),
    "directive.objected": _event("rule_objection"),
    "directive.objection_window": _event("object", named=True, needed=False),  # only its limit is asked for
    "fault.suspected": _event("appeal", named=True),
    "fault.to_rule": _event("rule_fault"),
    "errand.forward": _event("errand_done"),
    "errand.call": _event("errand_done"),
    "errand.call_special": _event("errand_done"),
    "errand.request": _event("errand_done"),
}

ERRANDS: Final = "errand."  # an office may invent kinds of errands: every event that begins so is one
OTHER_ERRAND: Final = _event("errand_done", needed=False)

# Who can be named when the event does not say. The others stand in relation to a debt that is not there yet.
RESOLVABLE: Final = frozenset({Audience.DUTY_OFFICER, Audience.SHIFT_LEADER, Audience.DIRECTOR, Audience.SUPERVISION})
STAND_INS: Final = RESOLVABLE | {Audience.UNIT_HEAD}


def event_of(name: str) -> Event | None:
    """The event of that name; every errand is one."""
    if name in EVENTS:
        return EVENTS[name]
    return OTHER_ERRAND if name.startswith(ERRANDS) and len(name) > len(ERRANDS) else None
