"""The one noun: somebody owes somebody an act by a moment.

Rule 1: everything that changes the status of an obligation is in this file, and `TRANSITIONS` is the whole machine.
Rule 2: this file does not know what the act is. A check-in, an oral report and the answer to a 批示 are the same here.

收到 moves an obligation to ACKNOWLEDGED and never further: it is still owed, and its ladder goes on. Only the act
itself discharges it. An obligation whose status has no way out in `TRANSITIONS` is over, and carries no wake-up time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from bot.domain.ids import GroupId, MatterId, PersonId, RuleId, Slot, UnitId
from bot.domain.ladders import Ladder
from bot.domain.rules import FaultDomain

Recipient = NewType("Recipient", str)  # p:<person> or g:<group>: whom a message is for, wherever he reads it


def to_person(id: PersonId) -> Recipient:
    """The person, on whichever channel he uses."""
    return Recipient(f"p:{id}")


def to_group(id: GroupId) -> Recipient:
    """The group chat, on every channel where it is registered."""
    return Recipient(f"g:{id}")


class Status(StrEnum):
    """How an obligation stands."""

    OPEN = "open"  # owed, and nobody has answered
    ACKNOWLEDGED = "acknowledged"  # 签收: taken note of, still owed
    DISCHARGED = "discharged"  # the act was done
    WITHDRAWN = "withdrawn"  # no longer asked for: a drill, a revision, another roster
    LAPSED = "lapsed"  # too late for the act to make sense: the shift is over


class Change(StrEnum):
    """What may happen to an obligation."""

    ACKNOWLEDGE = "acknowledge"
    DISCHARGE = "discharge"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


TRANSITIONS: Final[dict[Status, dict[Change, Status]]] = {
    Status.OPEN: {
        Change.ACKNOWLEDGE: Status.ACKNOWLEDGED,
        Change.DISCHARGE: Status.DISCHARGED,
        Change.WITHDRAW: Status.WITHDRAWN,
        Change.LAPSE: Status.LAPSED,
    },
    Status.ACKNOWLEDGED: {
        Change.ACKNOWLEDGE: Status.ACKNOWLEDGED,
        Change.DISCHARGE: Status.DISCHARGED,
        Change.WITHDRAW: Status.WITHDRAWN,
        Change.LAPSE: Status.LAPSED,
    },
    Status.DISCHARGED: {},
    Status.WITHDRAWN: {},
    Status.LAPSED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A debt of one act. All times are aware; `wake_at` is when its ladder has something to do next."""

    matter: MatterId
    slot: Slot
    rule: RuleId
    owes: str  # the act that discharges it
    debtor: PersonId | None  # None means nobody could be named; the ladder goes past him at once
    creditor: PersonId | None
    unit: UnitId | None = None  # the unit that owes it, where it is a unit's
    about: str = ""  # what exactly, where the rule alone does not say: 应急局, 第2项
    started_at: datetime
    due_at: datetime
    provisional: bool = False  # 暂算: the calendar of a year on the way is not published
    status: Status = Status.OPEN
    ladder: Ladder
    fault: FaultDomain | None = None
    rung: int = 0  # steps taken; beyond the ladder's length it counts the daily reviews
    wake_at: datetime | None = None  # None only where the status is final
    nudged_at: datetime | None = None  # when the debtor was last reminded
    told: tuple[Recipient, ...] = ()  # who else heard of it on the way up
    heard_with: tuple[tuple[Slot, datetime], ...] = ()  # reminders told in one message with another obligation's
    acknowledged_at: datetime | None = None
    done_at: datetime | None = None
    done_by: PersonId | None = None

    @property
    def live(self) -> bool:
        """Whether it is still owed."""
        return bool(TRANSITIONS[self.status])

    @property
    def late(self) -> bool:
        """Whether the act was done, and after its time."""
        return self.done_at is not None and self.done_at > self.due_at

    def overdue(self, now: datetime) -> bool:
        """Whether it is still owed and its time is up."""
        return self.live and now > self.due_at

    def step_at(self, index: int) -> datetime:
        """When the step of that index of the ladder is due."""
        return self.due_at + timedelta(seconds=self.ladder.steps[index].after)

    @property
    def lapses_at(self) -> datetime | None:
        """When it will be too late for the act, or None where it stays owed."""
        return None if self.ladder.lapse is None else self.due_at + timedelta(seconds=self.ladder.lapse)

    def acknowledge(self, at: datetime) -> Obligation:
        """收到. Counts as the latest reminder, so that nobody is nagged a minute after answering."""
        return replace(
            self,
            status=_after(self, Change.ACKNOWLEDGE),
            acknowledged_at=self.acknowledged_at or at,
            nudged_at=at,
        )

    def discharge(self, by: PersonId | None, at: datetime) -> Obligation:
        """The act was done at that moment."""
        return replace(self, status=_after(self, Change.DISCHARGE), done_at=at, done_by=by, wake_at=None)

    def withdraw(self) -> Obligation:
        """It is no longer asked for."""
        return replace(self, status=_after(self, Change.WITHDRAW), wake_at=None)

    def lapse(self) -> Obligation:
        """It is too late for the act."""
        return replace(self, status=_after(self, Change.LAPSE), wake_at=None)

    def move(
        self, due_at: datetime, now: datetime, *, provisional: bool = False, ladder: Ladder | None = None
    ) -> Obligation:
        """Owe it by another moment. Steps that lie ahead again are climbed again; those still behind are not.

        With a `ladder` that was frozen for the new moment, it is climbed from where that one stands now.
        """
        moved = replace(self, due_at=due_at, provisional=provisional, ladder=ladder or self.ladder)
        passed = sum(moved.step_at(index) <= now for index in range(len(moved.ladder.steps)))
        moved = replace(moved, rung=passed if ladder else min(self.rung, passed))
        return replace(moved, wake_at=moved.next_step() or due_at)

    def hand_to(self, debtor: PersonId) -> Obligation:
        """Another person owes it from now on; the clock runs on."""
        return replace(self, debtor=debtor, status=Status.OPEN, acknowledged_at=None, nudged_at=None)

    def next_step(self, rung: int | None = None) -> datetime | None:
        """The moment of the next step, seen from this rung or another; None where only a lapse or a review is left."""
        rung = self.rung if rung is None else rung
        return self.step_at(rung) if rung < len(self.ladder.steps) else self.lapses_at


def _after(obligation: Obligation, change: Change) -> Status:
    """The status after a change. A change that the table does not name leaves everything as it is."""
    return TRANSITIONS[obligation.status].get(change, obligation.status)
