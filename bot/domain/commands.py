"""What somebody wants: imperative, frozen, complete. Each duty has its own commands in its own file.

`by` is who wants it; None is the bot itself (a tick of the clock, a consequence of another command).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ids import PersonId, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A wish concerning one matter."""

    by: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Command):
    """A wish that opens a matter, if it is granted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge(Command):
    """收到: what he owes on this matter is taken note of, and still owed. With `slot`, only that obligation."""

    slot: Slot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Command):
    """Time has passed: climb the ladders of this matter that are due."""

    by: None = None
