"""What is being handled: a shift, an incident, a 批示, a fault. It holds obligations and a body of its own kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import MatterId, PersonId, UnitId


class Stage(StrEnum):
    """How far a matter has come. What a stage means in detail is its duty's business."""

    DRAFT = "draft"  # read back to its author, not yet issued
    OPEN = "open"  # being handled
    CLOSED = "closed"  # over


class Body:
    """What one kind of matter remembers. Each duty has a frozen dataclass of its own that derives from this."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter. The fields here are what lists and ledgers select by; all else is in the body."""

    id: MatterId
    kind: str  # the duty it belongs to
    number: str  # what people say aloud: 突发〔2026〕3号, DB-2026-0118
    title: str  # a short line in the words of who brought it
    stage: Stage = Stage.OPEN
    state: str = ""  # the duty's own status word, for ledgers: suspected, drill …
    opened_at: datetime
    opened_by: PersonId | None = None
    closed_at: datetime | None = None
    starts_at: datetime | None = None  # the window of a shift; None for what has none
    ends_at: datetime | None = None
    subject: PersonId | None = None  # whom a fault is about, whose shift it is
    unit: UnitId | None = None
    body: Body

    @property
    def spoken(self) -> str:
        """The part of the number that people say: 0118 of DB-2026-0118, the whole of 突发〔2026〕3号."""
        return self.number.rsplit("-", 1)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What the desk has ready for a matter that is about to open."""

    id: MatterId
    sequence: int  # its place among the matters of its kind in this year, from 1
