"""One unit of work: what the desk reads before it decides, and everything it writes afterwards.

Each kind of row is written with one statement for the whole batch, whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.accounts import Directory
from bot.domain.ids import MatterId, Slot
from bot.domain.obligations import Obligation, Recipient
from bot.domain.state import Delivery
from bot.ports import Accepted, Case, Changes, Entry, LetterStatus, Receipt, SetAside
from storage import codec
from storage.prepared import NEW, Prepared, Row
from storage.tables import (
    accounts,
    codes,
    inbox,
    journal,
    matters,
    notes,
    obligations,
    outages,
    outbox,
    questions,
)

_CASES: Final = select(matters).where(matters.c.id.in_(bindparam("ids", expanding=True)))
_OBLIGATIONS: Final = (
    select(obligations.c.matter, obligations.c.doc)
    .where(obligations.c.matter.in_(bindparam("ids", expanding=True)))
    .order_by(obligations.c.matter, obligations.c.slot)
)
_DUE: Final = (
    select(obligations.c.matter)
    .where(obligations.c.wake_at <= bindparam("now"), obligations.c.wake_at.is_not(None))
    .order_by(obligations.c.wake_at)
    .limit(bindparam("most"))
)
_KNOWN: Final = select(inbox.c.key).where(
    inbox.c.channel == bindparam("channel"), inbox.c.key.in_(bindparam("keys", expanding=True))
)
_EVIDENCE: Final = select(outbox.c.matter, outbox.c.slot, outbox.c.recipient, outbox.c.done_at, outbox.c.channel).where(
    outbox.c.matter.in_(bindparam("ids", expanding=True)),
    outbox.c.slot.is_not(None),
    outbox.c.status == LetterStatus.SENT,
    outbox.c.main,
)


def _change(table: Table, by: set[str], *columns: str) -> Prepared:
    """Change these columns of the rows that have these keys."""
    changed = update(table).where(*(table.c[name] == bindparam(f"{NEW}{name}") for name in by))
    return Prepared(changed.values({name: bindparam(f"{NEW}{name}") for name in columns}))


def _but(table: Table, *fixed: str) -> list[str]:
    """The columns of a table without those that never change."""
    return [column.name for column in table.columns if column.name not in fixed]


_ARRIVE: Final = Prepared(insert(inbox))
_HANDLED: Final = _change(inbox, {"id"}, "status", "matter")
_OPEN_MATTER: Final = Prepared(insert(matters))
_MATTER: Final = _change(matters, {"id"}, *_but(matters, "id", "kind", "number", "opened_at"))
_OPEN: Final = Prepared(insert(obligations))
_OBLIGATION: Final = _change(obligations, {"matter", "slot"}, *_but(obligations, "matter", "slot", "owes", "unit"))
_SET_ASIDE: Final = Prepared(
    update(obligations)
    .where(obligations.c.matter == bindparam(f"{NEW}matter"), obligations.c.wake_at < bindparam(f"{NEW}until"))
    .values(wake_at=bindparam(f"{NEW}wake_at"))
)
_JOURNAL: Final = Prepared(insert(journal))
_POST: Final = Prepared(insert(outbox))
_CLAIM: Final = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam(f"{NEW}id"))
    .values(status=LetterStatus.SENDING.value, attempts=outbox.c.attempts + 1)
)
_RECEIPT: Final = _change(outbox, {"id"}, "status", "done_at", "message", "why", "not_before")
_MOVED: Final = _change(outbox, {"id"}, "chat")


class SqlTransaction:
    """A `bot.ports.Transaction` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def known(self, channel: str, keys: Sequence[str]) -> set[str]:
        """Which of these keys the inbox has already."""
        found = await self._connection.execute(_KNOWN, {"channel": channel, "keys": list(keys)})
        return {row.key for row in found}

    async def cases(self, ids: Iterable[MatterId]) -> dict[MatterId, Case]:
        """The matters of these ids with their obligations."""
        wanted = {"ids": list(ids)}
        if not wanted["ids"]:
            return {}
        found = (await self._connection.execute(_CASES, wanted)).all()
        owed = dict[MatterId, list[Obligation]]()
        for matter, doc in (await self._connection.execute(_OBLIGATIONS, wanted)).all():
            owed.setdefault(matter, []).append(codec.obligation_of(doc))
        return {row.id: Case(matter=codec.matter_of(row), obligations=tuple(owed.get(row.id, ()))) for row in found}

    async def due(self, now: datetime, limit: int) -> tuple[MatterId, ...]:
        """Matters with an obligation to be woken by now, the longest waiting first."""
        found = await self._connection.execute(_DUE, {"now": codec.stamp(now), "most": limit})
        return tuple(dict.fromkeys(MatterId(row.matter) for row in found))

    async def deliveries(self, ids: Iterable[MatterId]) -> dict[MatterId, tuple[Delivery, ...]]:
        """The confirmed reminders of these matters."""
        found = dict[MatterId, list[Delivery]]()
        for row in await self._connection.execute(_EVIDENCE, {"ids": list(ids)}):
            delivery = Delivery(
                slot=Slot(row.slot), to=Recipient(row.recipient), at=codec.moment(row.done_at), channel=row.channel
            )
            found.setdefault(MatterId(row.matter), []).append(delivery)
        return {matter: tuple(seen) for matter, seen in found.items()}

    async def write(self, changes: Changes) -> None:
        """Everything that has changed, each kind of row with one statement."""
        to = self._connection
        await _ARRIVE.run(to, map(_arrival, changes.arrivals))
        await _HANDLED.run(to, ({"id": h.id, "status": h.status, "matter": h.matter} for h in changes.handled))
        await _OPEN_MATTER.run(to, map(codec.matter_row, changes.new_matters))
        await _MATTER.run(to, map(codec.matter_row, changes.matters))
        await _OPEN.run(to, map(codec.obligation_row, changes.new_obligations))
        await _OBLIGATION.run(to, map(codec.obligation_row, changes.obligations))
        await _SET_ASIDE.run(to, map(_set_aside, changes.set_aside))
        await _JOURNAL.run(to, map(_entry, changes.entries))
        await _POST.run(to, map(codec.letter_row, changes.letters))
        await _CLAIM.run(to, ({"id": id} for id in changes.claims))
        await _RECEIPT.run(to, map(_receipt, changes.receipts))
        await _MOVED.run(to, ({"id": r.id, "chat": r.chat} for r in changes.receipts if r.chat))
        await self._small(changes)

    async def _small(self, changes: Changes) -> None:
        """The tables that hold little and change seldom: old rows out, new rows in."""
        if changes.questions:
            await self._many(delete(questions).where(questions.c.person == bindparam("row")), _rows(changes.questions))
            asked = ({"person": p, "doc": codec.json(q)} for p, q in changes.questions.items() if q is not None)
            await self._many(insert(questions), asked)
        if changes.notes:
            await self._many(delete(notes).where(notes.c.key == bindparam("row")), _rows(changes.notes))
            await self._many(insert(notes), ({"key": k, "value": v} for k, v in changes.notes.items()))
        if changes.directory is not None:
            await self._directory(changes.directory)
        spans = (
            {"channel": o.channel, "since": codec.stamp(o.since), "until": codec.stamp(o.until)}
            for o in changes.outages
        )
        await self._many(insert(outages), spans)

    async def _directory(self, directory: Directory) -> None:
        await self._connection.execute(delete(accounts))
        await self._connection.execute(delete(codes))
        held = (
            {
                "channel": a.channel,
                "address": a.address,
                "holder": a.holder,
                "since": codec.stamp(a.since),
                "lost": a.lost,
                "language": a.language,
            }
            for a in directory.accounts.values()
        )
        await self._many(insert(accounts), held)
        issued = (
            {
                "hash": c.hash,
                "person": c.person,
                "issued_by": c.issued_by,
                "until": codec.stamp(c.until),
                "used": c.used,
            }
            for c in directory.codes.values()
        )
        await self._many(insert(codes), issued)

    async def _many(self, statement: Any, rows: Iterable[Row]) -> None:
        listed = list(rows)
        if listed:
            await self._connection.execute(statement, listed)


def _rows(keys: Iterable[str]) -> Iterable[Row]:
    return ({"row": key} for key in keys)


def _arrival(accepted: Accepted) -> Row:
    return {
        "id": accepted.id,
        "channel": accepted.channel,
        "key": accepted.key,
        "chat": accepted.chat,
        "lane": accepted.lane,
        "message": accepted.message,
        "matter": None,
        "at": codec.stamp(accepted.at),
        "raw": codec.json(accepted.raw),
        "refused": accepted.refused,
        "status": "new",
    }


def _set_aside(one: SetAside) -> Row:
    """Only the column is changed: the document may be just what cannot be read."""
    until = codec.stamp(one.until)
    return {"matter": one.matter, "until": until, "wake_at": until}


def _entry(entry: Entry) -> Row:
    return {
        "seq": entry.seq,
        "at": codec.stamp(entry.at),
        "actor": entry.actor,
        "channel": entry.channel,
        "verb": entry.verb,
        "matter": entry.matter,
        "detail": entry.detail,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _receipt(receipt: Receipt) -> Row:
    return {
        "id": receipt.id,
        "status": receipt.status.value,
        "done_at": codec.stamp(receipt.at),
        "message": receipt.message,
        "why": receipt.why,
        "not_before": codec.stamp_or_none(receipt.not_before),
    }
