"""The driver of SQLite databases: as few errands to its thread as can be.

aiosqlite does its work in a thread beside the event loop. Each way there and back waits until the loop comes round, so
under load the ways of a transaction last many times as long as its statements. Here a statement is begun, read and
closed on one way, and what brings no answer (the beginning of a transaction, rows to be written) waits and goes along
with the next that does, in its order: at the latest with the commit. A transaction that only writes is one errand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Self

import aiosqlite

_CHUNK: Final = 64  # rows that aiosqlite's own cursors fetch at a time; ours have them all
Statement = Callable[[sqlite3.Cursor], object]


class Connection(aiosqlite.Connection):
    """One connection. Errors of what waited are raised by whatever it went along with."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _CHUNK)
        self._waiting = list[Statement]()
        self._thread.daemon = True  # a bot that is told to stop does not wait for it

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Something to execute a statement with; to have it takes no errand."""
        return Cursor(self)

    def later(self, statement: Statement) -> None:
        """Have this done before whatever comes next. It is forgotten if the transaction is undone."""
        self._waiting.append(statement)

    async def now(self, statement: Statement) -> Outcome:
        """Have this done, after what waits."""
        return await self._errand(statement)

    async def commit(self) -> None:
        """Have everything done that waits, and commit. What cannot be committed is undone."""
        try:
            await self._errand(_commit)
        except BaseException:
            await self.rollback()
            raise

    async def rollback(self) -> None:
        """Undo what was done, and forget what was not."""
        self._waiting.clear()
        if self.in_transaction:
            await super().rollback()

    async def _errand(self, statement: Statement) -> Outcome:
        together, self._waiting = [*self._waiting, statement], []
        return await self._execute(_run, self._conn, together)  # type: ignore[no-any-return,no-untyped-call]


def connect(*args: Any, **kwargs: Any) -> Connection:
    """A connection, to be awaited, as sqlite3.connect opens it."""
    return Connection(partial(sqlite3.connect, *args, **kwargs))


class Outcome:
    """What a statement brought."""

    __slots__ = ("description", "lastrowid", "rowcount", "rows")

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self.rows: Sequence[Any] = cursor.fetchall() if self.description else ()
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid


def _run(connection: sqlite3.Connection, statements: Sequence[Statement]) -> Outcome:
    cursor = connection.cursor()
    try:
        for statement in statements:
            statement(cursor)
        return Outcome(cursor)
    finally:
        cursor.close()


def _commit(cursor: sqlite3.Cursor) -> None:
    cursor.connection.commit()


class Cursor:
    """What SQLAlchemy asks of a cursor of aiosqlite's."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: Outcome | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        """Execute a statement, and have its rows brought along."""
        self._found = await self._connection.now(lambda cursor: cursor.execute(sql, parameters))
        return self

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Execute a statement for each of these, later: nothing of it is read."""
        self._connection.later(lambda cursor: cursor.executemany(sql, parameters))
        return self

    @property
    def description(self) -> Any:
        """The columns; None where the statement brings no rows."""
        return self._found.description if self._found else None

    @property
    def rowcount(self) -> int:
        """How many rows were changed; -1 where that is not known yet."""
        return self._found.rowcount if self._found else -1

    @property
    def lastrowid(self) -> int | None:
        """The key of the last row that was inserted."""
        return self._found.lastrowid if self._found else None

    async def fetchall(self) -> Sequence[Any]:
        """The rows."""
        return self._found.rows if self._found else ()

    async def close(self) -> None:
        """Nothing is open any more."""
