"""The incident's own values: what was reported to whom, what followed, what a leader ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.elements import Elements
from bot.domain.ids import PersonId, UnitId
from bot.domain.matters import Body

ORAL: Final = "oral_report"
FLASH: Final = "flash_report"
UPWARD: Final = "upward_report"
RELAY: Final = "relay"
ANSWER: Final = "instruction_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report that was made outside the bot: by telephone, on paper."""

    to: tuple[str, ...]  # the people it was made to, or who signed it, as they were named
    at: datetime
    by: PersonId | None


class UpdateKind(StrEnum):
    """What a later message about an incident is."""

    SUPPLEMENT = "supplement"  # 补报: a missing element
    FOLLOW_UP = "follow-up"  # 续报, numbered
    CORRECTION = "correction"  # 更正: the only way for a number to fall
    FINAL = "final"  # 终报


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A value that another took the place of. Both are kept."""

    what: str  # dead, place, time …
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A later message about an incident."""

    kind: UpdateKind
    sequence: int = 0  # 续报一 is 1; 0 for what is not numbered
    at: datetime
    by: PersonId | None
    text: str
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """领导指示 on an incident, split by the units that must hear it."""

    number: int  # its place among the instructions of this incident, from 1
    leader: PersonId | None  # None where the name is nobody in office.toml
    leader_name: str
    text: str
    units: tuple[UnitId, ...]
    at: datetime
    by: PersonId | None
    answer_by: datetime | None = None  # 今天下午6点前报情况
    shares: tuple[tuple[UnitId, str], ...] = ()  # what each unit shall do, where the words say so
    confirmed: bool = False  # the leader said that the repetition was right


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentBody(Body):
    """What is known and done about one incident."""

    text: str  # the words it was first reported in
    received_at: datetime
    reporter: PersonId | None
    elements: Elements
    unknown: tuple[str, ...] = ()  # elements somebody was asked for and does not know yet
    oral: Reported | None = None
    flash: Reported | None = None
    upward: Reported | None = None
    updates: tuple[Update, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    merged_into: str = ""  # the number of the incident that this one turned out to be

    @property
    def finished(self) -> bool:
        """Whether the 终报 is there."""
        return any(update.kind is UpdateKind.FINAL for update in self.updates)

    @property
    def follow_ups(self) -> int:
        """The number of the last 续报."""
        return max((update.sequence for update in self.updates), default=0)

    @property
    def next_missing(self) -> str | None:
        """The one element to ask for next, or None where all is said or known to be unknown."""
        return next((element for element in self.elements.missing if element not in self.unknown), None)

    def instruction(self, number: int) -> Instruction | None:
        """The instruction of that number."""
        return next((given for given in self.instructions if given.number == number), None)
