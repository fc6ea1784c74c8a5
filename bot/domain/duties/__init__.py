"""Every duty there is, written out. A new duty is a file here and a line below."""

from __future__ import annotations

from typing import Final

from bot.domain.commands import Command
from bot.domain.duties import directive, errand, fault, incident, note, routine, shift
from bot.domain.duty import Duty

DUTIES: Final[dict[str, Duty]] = {
    duty.kind: duty
    for duty in (
        shift.DUTY,
        incident.DUTY,
        directive.DUTY,
        errand.DUTY,
        fault.DUTY,
        note.DUTY,
        routine.DUTY,
    )
}

_OPENED_BY: Final = {command: duty for duty in DUTIES.values() for command in duty.acts}


def duty_of(command: Command) -> Duty | None:
    """The duty that understands a command, where no matter says it."""
    return _OPENED_BY.get(type(command))
