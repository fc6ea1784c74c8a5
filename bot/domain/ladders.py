"""Who hears about a silence, and when.

A rule writes its ladder relative to its limit: warnings before the due time, rungs after it. When an obligation opens,
the ladder is *frozen* into it as plain seconds before or after the due time. Editing a rulebook later never disturbs
what is already running; moving a due time (an extension) moves the whole ladder with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.limits import Limit


class Audience(StrEnum):
    """A place on a ladder. Who stands there is looked up when the rung is climbed."""

    DEBTOR = "debtor"  # who owes it
    CREDITOR = "creditor"  # whom it is owed to
    BACKUP = "backup"  # the debtor's B岗
    UNIT_HEAD = "unit_head"  # head of the debtor's 股室 or 单位
    DUTY_OFFICER = "duty_officer"  # who holds the duty now
    SHIFT_LEADER = "shift_leader"  # 带班领导 of this hour
    DIRECTOR = "director"  # 办公室主任
    SUPERVISION = "supervision"  # 督查室
    GROUP = "group"  # the group chat that the rule names


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A rung as the rulebook writes it: so long after the due time, these people."""

    after: Limit
    tell: tuple[Audience, ...]
    suspect: bool = False  # True means a fault is suspected here


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A frozen rung. `after` is in seconds from the due time, negative for a warning before it."""

    after: int
    tell: tuple[Audience, ...]
    suspect: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What an obligation carries with it from the moment it opens."""

    steps: tuple[Step, ...]
    nag: int  # seconds that must pass between two reminders to the debtor
    urgent: bool  # True means quiet hours do not hold it back
    group: str  # the purpose of the group chat that hears the last rung
    lapse: int | None = None  # seconds after the due time when it is too late for the act; None means it stays owed


_PERCENT = re.compile(r"(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class Forewarning:
    """A reminder before the due time: at a share of the whole limit, or a fixed time before its end."""

    written: str

    @classmethod
    def parse(cls, written: str) -> Forewarning | None:
        """Read ``50%`` (of the limit is gone) or ``-15m`` (before the end); None where it is neither."""
        text = written.strip()
        fixed = text.startswith("-") and (limit := Limit.parse(text[1:])) is not None and limit.length is not None
        return cls(text) if fixed or _PERCENT.fullmatch(text) else None

    def before_due(self, whole: timedelta) -> int:
        """Seconds from the due time, always negative; beyond the whole length it is no warning and gives 0."""
        if match := _PERCENT.fullmatch(self.written):
            return -round(whole.total_seconds() * (100 - int(match[1])) / 100)
        limit = Limit.parse(self.written[1:])
        length = limit.length if limit else None
        return -int(length.total_seconds()) if length and length < whole else 0


def freeze_warnings(warnings: tuple[Forewarning, ...], whole: timedelta) -> tuple[Step, ...]:
    """The warnings of a limit of that length, earliest first. Warnings that fall outside it are left out."""
    moments = sorted({warning.before_due(whole) for warning in warnings})
    return tuple(Step(after=after, tell=(Audience.DEBTOR,)) for after in moments if after < 0)
