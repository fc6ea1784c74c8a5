"""What handlers and papers look up, beside the writer and never in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.clock import Clock
from bot.domain.ids import MatterId, PersonId, Slot, UnitId
from bot.domain.matters import Matter, Stage
from bot.domain.obligations import Obligation
from bot.engine.auditor import Findings
from bot.ports import Case, Entry, LetterStatus, Mention
from storage import codec
from storage.tables import inbox, journal, matters, obligations, outbox

_LIVE: Final = obligations.c.wake_at.is_not(None)
_FAILED: Final = outbox.c.status == literal_column("'failed'")  # written out: the index is not used for a parameter
_PAGE: Final = 500

# What almost every message asks is put together once: putting a question together takes longer than answering it.
_CASE: Final = select(matters).where(matters.c.id == bindparam("id"))
_OPEN: Final = (
    select(matters)
    .where(matters.c.stage != Stage.CLOSED.value)
    .order_by(matters.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_OPEN_OF_KIND: Final = _OPEN.where(matters.c.kind == bindparam("kind"))
_SHIFTS: Final = (
    select(matters)
    .where(
        matters.c.kind == "shift",
        matters.c.stage != Stage.CLOSED.value,
        matters.c.ends_at > bindparam("since"),
        matters.c.starts_at < bindparam("until"),
    )
    .order_by(matters.c.starts_at)
)
_OWED: Final = (
    select(obligations.c.matter, obligations.c.doc)
    .where(obligations.c.matter.in_(bindparam("ids", expanding=True)))
    .order_by(obligations.c.matter, obligations.c.slot)
)


class SqlReads:
    """A `bot.ports.Reads`, and the auditor's books."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    async def case(self, id: MatterId) -> Case | None:
        """A matter with its obligations."""
        found = await self._cases(_CASE, {"id": id})
        return found[0] if found else None

    async def by_number(self, number: str, kind: str = "") -> tuple[Matter, ...]:
        """Matters whose number ends with these characters, the latest first."""
        wanted = select(matters).where(matters.c.number.endswith(number, autoescape=True))
        if kind:
            wanted = wanted.where(matters.c.kind == kind)
        async with self._engine.connect() as read:
            found = await read.execute(wanted.order_by(matters.c.id.desc()).limit(10))
            return tuple(codec.matter_of(row) for row in found)

    async def mention(self, channel: str, chat: str, message: str) -> Mention | None:
        """What a message was about, whether the bot wrote it or a person."""
        ours = select(outbox.c.matter, outbox.c.slot).where(
            outbox.c.channel == channel, outbox.c.chat == chat, outbox.c.message == message
        )
        theirs = select(inbox.c.matter).where(
            inbox.c.channel == channel, inbox.c.chat == chat, inbox.c.message == message, inbox.c.matter.is_not(None)
        )
        async with self._engine.connect() as read:
            found = (await read.execute(ours.order_by(outbox.c.id.desc()).limit(1))).first()
            if found is not None and found.matter is not None:
                return Mention(matter=MatterId(found.matter), slot=None if found.slot is None else Slot(found.slot))
            said = (await read.execute(theirs.limit(1))).scalar()
            return None if said is None else Mention(matter=MatterId(said))

    async def open_matters(self, kind: str = "", limit: int = 200) -> tuple[Case, ...]:
        """Matters that are not closed, the latest first."""
        of_kind = {"kind": kind} if kind else {}
        return await self._cases(_OPEN_OF_KIND if kind else _OPEN, {"most": limit, **of_kind})

    async def owed_by(self, people: Sequence[PersonId], units: Sequence[UnitId] = ()) -> tuple[Obligation, ...]:
        """Live obligations of these people and units that have begun, the most pressing first."""
        now = codec.stamp(self._clock.now())
        wanted = (
            select(obligations.c.doc)
            .where(
                _LIVE,
                obligations.c.started_at <= now,
                or_(obligations.c.debtor.in_(list(people)), obligations.c.unit.in_(list(units))),
            )
            .order_by(obligations.c.due_at)
            .limit(_PAGE)
        )
        async with self._engine.connect() as read:
            return tuple(codec.obligation_of(doc) for doc in (await read.execute(wanted)).scalars())

    async def shifts(self, since: datetime, until: datetime) -> tuple[Matter, ...]:
        """Shifts whose hours touch that span, struck ones left out."""
        between = {"since": codec.stamp(since), "until": codec.stamp(until)}
        async with self._engine.connect() as read:
            return tuple(codec.matter_of(row) for row in await read.execute(_SHIFTS, between))

    async def matters(self, kind: str, since: datetime, until: datetime) -> tuple[Case, ...]:
        """Matters of a kind opened in that span, in order. Shifts are found by the span in which they begin."""
        when = matters.c.starts_at if kind == "shift" else matters.c.opened_at
        wanted = select(matters).where(matters.c.kind == kind, when >= codec.stamp(since), when < codec.stamp(until))
        return await self._cases(wanted.order_by(matters.c.id))

    async def under_way(self, kind: str, since: datetime, until: datetime) -> tuple[Case, ...]:
        """Matters of a kind opened before `until` and not closed before `since`, in order."""
        wanted = select(matters).where(
            matters.c.kind == kind,
            matters.c.opened_at < codec.stamp(until),
            or_(matters.c.closed_at.is_(None), matters.c.closed_at >= codec.stamp(since)),
        )
        return await self._cases(wanted.order_by(matters.c.id))

    async def history(self, id: MatterId, limit: int = 50) -> tuple[Entry, ...]:
        """The journal of one matter, in order."""
        wanted = select(journal).where(journal.c.matter == id).order_by(journal.c.seq.desc()).limit(limit)
        async with self._engine.connect() as read:
            return tuple(entry_of(row) for row in reversed((await read.execute(wanted)).all()))

    async def decided(self, verbs: Sequence[str]) -> tuple[Entry, ...]:
        """The journal of these verbs, in order."""
        wanted = select(journal).where(journal.c.verb.in_(list(verbs))).order_by(journal.c.seq)
        async with self._engine.connect() as read:
            return tuple(entry_of(row) for row in await read.execute(wanted))

    async def entries(self, after: int, limit: int = 5_000) -> tuple[Entry, ...]:
        """A page of the whole journal, for checking its chain."""
        wanted = select(journal).where(journal.c.seq > after).order_by(journal.c.seq).limit(limit)
        async with self._engine.connect() as read:
            return tuple(entry_of(row) for row in await read.execute(wanted))

    async def findings(self, now: datetime, overdue: timedelta, stuck: timedelta, given_up: timedelta) -> Findings:
        """Count what should not be: the auditor's question."""
        live = obligations.c.status.in_(("open", "acknowledged"))
        async with self._engine.connect() as read:
            asleep = await _count(read, select(func.count()).where(live, ~_LIVE).select_from(obligations))
            unclimbed = await _count(
                read,
                select(func.count())
                .where(_LIVE, obligations.c.wake_at < codec.stamp(now - overdue))
                .select_from(obligations),
            )
            waiting = outbox.c.status.in_((LetterStatus.PENDING.value, LetterStatus.SENDING.value))
            late = outbox.c.at < codec.stamp(now - stuck)
            unexplained = (outbox.c.why == "", outbox.c.urgency == "urgent")
            stale = await _count(read, select(func.count()).where(waiting, late, *unexplained).select_from(outbox))
            lost = (_FAILED, outbox.c.main, outbox.c.done_at >= codec.stamp(now - given_up))
            failed = await _count(read, select(func.count()).where(*lost).select_from(outbox))
        return Findings(asleep=asleep, unclimbed=unclimbed, stuck=stale, undeliverable=failed)

    async def _cases(self, wanted: Select[Any], given: Mapping[str, object] | None = None) -> tuple[Case, ...]:
        async with self._engine.connect() as read:
            found = [codec.matter_of(row) for row in await read.execute(wanted, given)]
            owed = dict[MatterId, list[Obligation]]()
            for start in range(0, len(found), _PAGE):
                ids = [matter.id for matter in found[start : start + _PAGE]]
                for id, doc in await read.execute(_OWED, {"ids": ids}):
                    owed.setdefault(id, []).append(codec.obligation_of(doc))
        return tuple(Case(matter=matter, obligations=tuple(owed.get(matter.id, ()))) for matter in found)


async def _count(read: AsyncConnection, wanted: Select[Any]) -> int:
    return int((await read.execute(wanted)).scalar() or 0)


def entry_of(row: Any) -> Entry:
    """A journal line from its columns."""
    return Entry(
        seq=row.seq,
        at=codec.moment(row.at),
        actor=row.actor,
        channel=row.channel,
        verb=row.verb,
        matter=None if row.matter is None else MatterId(row.matter),
        detail=row.detail,
        previous=row.previous,
        hash=row.hash,
    )
