"""A `bot.ports.Store` on SQLAlchemy's async engine.

One connection writes, and only the desk uses it; any number may read beside it (SQLite in WAL mode). A commit returns
only when the disk has the bytes (synchronous=FULL): what was accepted survives the plug being pulled.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import event, func, make_url, select
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.accounts import Account, Code, Directory
from bot.domain.effects import Question
from bot.domain.ids import PersonId
from bot.domain.matters import Matter
from bot.domain.obligations import Recipient
from bot.domain.state import Outage
from bot.ports import Accepted, Heads, Letter, LetterStatus, StoreUnavailableError
from storage import codec, driver, schema
from storage.tables import accounts, codes, inbox, journal, matters, notes, obligations, outages, outbox, questions
from storage.transaction import SqlTransaction

_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "temp_store=MEMORY",
)


class SqlStore:
    """Everything an office's bot keeps, in one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._writer: AsyncConnection | None = None

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database of that address, make it or bring it up to date, and see that nobody newer has written it.

        Raises storage.schema.TooNewError where it was written by a later version, and StoreUnavailableError where it
        cannot be opened or written; its words hold no address, and so no password.
        """
        try:
            return await cls._open(url)
        except DBAPIError as error:
            raise StoreUnavailableError(str(error.orig)) from error
        except sqlite3.Error as error:
            raise StoreUnavailableError(str(error)) from error
        except ImportError as error:
            raise StoreUnavailableError(f"{type(error).__name__}: {error.name}") from error
        except SQLAlchemyError as error:  # an address that is none
            raise StoreUnavailableError(type(error).__name__) from error

    @classmethod
    async def _open(cls, url: str) -> Self:
        address = make_url(url)
        sqlite = address.get_backend_name() == "sqlite"
        if sqlite and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
            if not address.query:
                await asyncio.to_thread(_look_at, address.database)
        arguments = {"async_creator_fn": driver.connect} if sqlite else {}
        engine = create_async_engine(address, pool_size=8, max_overflow=0, connect_args=arguments)
        if sqlite:
            event.listen(engine.sync_engine, "connect", _prepare)
            event.listen(engine.sync_engine, "begin", _begin)
        try:
            await schema.bring_up_to_date(engine)
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine)

    async def close(self) -> None:
        """Let go of every connection."""
        if self._writer is not None:
            await self._writer.close()
            self._writer = None
        await self.engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTransaction]:
        """Begin a unit of work; leaving it commits, an exception undoes it. Raises StoreUnavailableError."""
        try:
            if self._writer is None:
                self._writer = await self.engine.connect()
                await self._writer.execution_options(writes=True)
            async with self._writer.begin():
                yield SqlTransaction(self._writer)
        except OperationalError as error:  # the disk is full or gone, or somebody else holds the file
            raise StoreUnavailableError(str(error.orig)) from error

    async def heads(self) -> Heads:
        """Where the numbering stands."""
        async with self.engine.connect() as read:
            highest = [
                (await read.execute(select(func.max(column)))).scalar() or 0
                for column in (matters.c.id, outbox.c.id, inbox.c.id, journal.c.seq)
            ]
            last = (await read.execute(select(journal.c.hash).where(journal.c.seq == highest[3]))).scalar()
            kept = {row.key: row.value for row in await read.execute(select(notes))}
        matter, letter, arrival, seq = highest
        return Heads(matter=matter, letter=letter, inbox=arrival, seq=seq, hash=last or "", notes=kept)

    async def next_wake(self) -> datetime | None:
        """The earliest wake-up time of any open obligation."""
        earliest = select(func.min(obligations.c.wake_at)).where(obligations.c.wake_at.is_not(None))
        async with self.engine.connect() as read:
            return codec.moment_or_none((await read.execute(earliest)).scalar())

    async def unhandled(self) -> tuple[Accepted, ...]:
        """Inbox rows that were accepted and not yet handled, in order."""
        async with self.engine.connect() as read:
            found = await read.execute(select(inbox).where(inbox.c.status == "new").order_by(inbox.c.id))
            return tuple(_accepted(row) for row in found)

    async def waiting(self, limit: int, after: int = 0) -> tuple[Letter, ...]:
        """Letters not yet sent, by id, with those whose fate a crash left unknown marked `again`."""
        wanted = (
            select(outbox)
            .where(outbox.c.status.in_((LetterStatus.PENDING.value, LetterStatus.SENDING.value)), outbox.c.id > after)
            .order_by(outbox.c.id)
            .limit(limit)
        )
        async with self.engine.connect() as read:
            return tuple(codec.letter_of(row) for row in await read.execute(wanted))

    async def directory(self) -> Directory:
        """All accounts and codes."""
        async with self.engine.connect() as read:
            held = [
                Account(
                    holder=Recipient(row.holder),
                    channel=row.channel,
                    address=row.address,
                    since=codec.moment(row.since),
                    lost=row.lost,
                    language=row.language,
                )
                for row in await read.execute(select(accounts))
            ]
            issued = [
                Code(
                    hash=row.hash,
                    person=PersonId(row.person),
                    issued_by=row.issued_by,
                    until=codec.moment(row.until),
                    used=row.used,
                )
                for row in await read.execute(select(codes))
            ]
        return Directory(accounts={(a.channel, a.address): a for a in held}, codes={c.hash: c for c in issued})

    async def questions(self) -> dict[PersonId, Question]:
        """What the bot has asked and nobody has answered."""
        async with self.engine.connect() as read:
            return {PersonId(row.person): codec.question_of(row.doc) for row in await read.execute(select(questions))}

    async def shifts(self, since: datetime, until: datetime) -> tuple[Matter, ...]:
        """Shifts whose hours touch that span."""
        wanted = select(matters).where(
            matters.c.kind == "shift",
            matters.c.ends_at >= codec.stamp(since),
            matters.c.starts_at <= codec.stamp(until),
        )
        async with self.engine.connect() as read:
            return tuple(codec.matter_of(row) for row in await read.execute(wanted))

    async def outages(self, since: datetime) -> tuple[Outage, ...]:
        """Known outages that ended after a moment."""
        async with self.engine.connect() as read:
            found = await read.execute(select(outages).where(outages.c.until >= codec.stamp(since)))
            return tuple(
                Outage(since=codec.moment(row.since), until=codec.moment(row.until), channel=row.channel)
                for row in found
            )

    async def card(self, channel: str, chat: str, name: str) -> str:
        """The platform's id of the message that shows a card in a chat; empty where there is none."""
        wanted = (
            select(outbox.c.message)
            .where(outbox.c.card == name, outbox.c.channel == channel, outbox.c.chat == chat, outbox.c.message != "")
            .order_by(outbox.c.id.desc())
            .limit(1)
        )
        async with self.engine.connect() as read:
            return (await read.execute(wanted)).scalar() or ""


def _accepted(row: Any) -> Accepted:
    return Accepted(
        id=row.id,
        channel=row.channel,
        key=row.key,
        raw=codec.raw_of(row.raw),
        chat=row.chat,
        lane=row.lane,
        message=row.message,
        at=codec.moment(row.at),
        refused=row.refused,
    )


def _look_at(database: str) -> None:
    """See that there is a database or can be one, before the driver's threads are asked: they do not fail quietly."""
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("PRAGMA schema_version")


def _prepare(connection: Any, _record: object) -> None:
    """Each new connection: durable commits, readers beside the writer, and no transaction but those asked for."""
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:  # nobody has this connection yet, so nobody else will close it
        connection.close()
        raise
    cursor.close()


def _begin(connection: Any) -> None:
    """The writer takes its lock at once; a reader takes none until it reads."""
    words = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes", False) else "BEGIN"
    connection.connection.driver_connection.later(lambda cursor: cursor.execute(words))
