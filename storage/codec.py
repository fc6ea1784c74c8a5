"""Between the core's values and what a table holds.

msgspec encodes the core's dataclasses as they are, and builds them again from their own annotations. Nothing here knows
a particular duty: the registry of duties says which class a kind of matter keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from bot.domain.duties import DUTIES
from bot.domain.effects import Attachment, Question, Urgency
from bot.domain.ids import MatterId, PersonId, Slot, UnitId
from bot.domain.matters import Matter, Stage
from bot.domain.obligations import Obligation, Recipient
from bot.domain.texts import Button, Text
from bot.ports import Letter, LetterStatus

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

_encode = msgspec.json.Encoder().encode
_bodies: Final = {kind: msgspec.json.Decoder(duty.body) for kind, duty in DUTIES.items()}
_obligation: Final = msgspec.json.Decoder(Obligation)
_question: Final = msgspec.json.Decoder(Question)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The part of a letter that only a renderer reads."""

    text: Text
    buttons: tuple[Button, ...] = ()
    attachments: tuple[Attachment, ...] = ()


_words: Final = msgspec.json.Decoder(_Words)


def stamp(moment: datetime) -> int:
    """A moment as microseconds. Raises TypeError where it is naive."""
    return (moment - _EPOCH) // _MICROSECOND


def stamp_or_none(moment: datetime | None) -> int | None:
    """The same, with None for no moment."""
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def moment(stamp: int) -> datetime:
    """Microseconds as a moment in UTC."""
    return _EPOCH + timedelta(microseconds=stamp)


def moment_or_none(stamp: int | None) -> datetime | None:
    """The same, with None for no moment."""
    return None if stamp is None else _EPOCH + timedelta(microseconds=stamp)


def json(value: object) -> str:
    """Any value of the core as JSON."""
    return _encode(value).decode()


def matter_row(matter: Matter) -> dict[str, Any]:
    """The columns of a matter."""
    return {
        "id": matter.id,
        "kind": matter.kind,
        "number": matter.number,
        "title": matter.title,
        "stage": matter.stage.value,
        "state": str(matter.state),
        "opened_at": stamp(matter.opened_at),
        "opened_by": matter.opened_by,
        "closed_at": stamp_or_none(matter.closed_at),
        "starts_at": stamp_or_none(matter.starts_at),
        "ends_at": stamp_or_none(matter.ends_at),
        "subject": matter.subject,
        "unit": matter.unit,
        "body": _encode(matter.body).decode(),
    }


def matter_of(row: Any) -> Matter:
    """A matter from its columns."""
    return Matter(
        id=MatterId(row.id),
        kind=row.kind,
        number=row.number,
        title=row.title,
        stage=Stage(row.stage),
        state=row.state,
        opened_at=moment(row.opened_at),
        opened_by=None if row.opened_by is None else PersonId(row.opened_by),
        closed_at=moment_or_none(row.closed_at),
        starts_at=moment_or_none(row.starts_at),
        ends_at=moment_or_none(row.ends_at),
        subject=None if row.subject is None else PersonId(row.subject),
        unit=None if row.unit is None else UnitId(row.unit),
        body=_bodies[row.kind].decode(row.body),
    )


def obligation_row(o: Obligation) -> dict[str, Any]:
    """The columns of an obligation: what is selected by, and all of it as a document."""
    return {
        "matter": o.matter,
        "slot": o.slot,
        "owes": o.owes,
        "debtor": o.debtor,
        "unit": o.unit,
        "status": o.status.value,
        "started_at": stamp(o.started_at),
        "due_at": stamp(o.due_at),
        "done_at": stamp_or_none(o.done_at),
        "wake_at": stamp_or_none(o.wake_at),
        "doc": _encode(o).decode(),
    }


def obligation_of(doc: str) -> Obligation:
    """An obligation from its document."""
    return _obligation.decode(doc)


def letter_row(letter: Letter) -> dict[str, Any]:
    """The columns of a letter that has just been written."""
    words = _Words(text=letter.text, buttons=letter.buttons, attachments=letter.attachments)
    return {
        "id": letter.id,
        "at": stamp(letter.at),
        "recipient": letter.to,
        "channel": letter.channel,
        "chat": letter.chat,
        "urgency": letter.urgency.value,
        "doc": _encode(words).decode(),
        "matter": letter.matter,
        "slot": letter.slot,
        "card": letter.card,
        "reply_to": letter.reply_to,
        "main": letter.primary,
        "status": _born(letter).value,
        "attempts": letter.attempts,
        "not_before": stamp_or_none(letter.not_before),
        "done_at": stamp(letter.at) if letter.delivered else None,
        "message": f"o{letter.id}" if letter.delivered else "",
        "why": "" if letter.channel else "unreachable",
    }


def _born(letter: Letter) -> LetterStatus:
    if not letter.channel:
        return LetterStatus.FAILED
    return LetterStatus.SENT if letter.delivered else LetterStatus.PENDING


def letter_of(row: Any) -> Letter:
    """A letter from its columns. One that was being handed over when the bot died may have arrived already."""
    words = _words.decode(row.doc)
    return Letter(
        id=row.id,
        at=moment(row.at),
        to=Recipient(row.recipient),
        channel=row.channel,
        chat=row.chat,
        urgency=Urgency(row.urgency),
        text=words.text,
        buttons=words.buttons,
        attachments=words.attachments,
        matter=None if row.matter is None else MatterId(row.matter),
        slot=None if row.slot is None else Slot(row.slot),
        card=row.card,
        reply_to=row.reply_to,
        primary=row.main,
        again=row.status == LetterStatus.SENDING,
        attempts=row.attempts,
        not_before=moment_or_none(row.not_before),
    )


def question_of(doc: str) -> Question:
    """A question from its document."""
    return _question.decode(doc)


_raw: Final = msgspec.json.Decoder(dict[str, Any])


def raw_of(doc: str) -> dict[str, Any]:
    """A platform's payload as it came."""
    return _raw.decode(doc)
