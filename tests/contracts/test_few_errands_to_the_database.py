"""What waits for the next errand to the database's thread is done in its order, whole, or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.driver import Connection
from storage.store import SqlStore
from storage.tables import notes

ROWS = [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await SqlStore.open(f"sqlite+aiosqlite:///{tmp_path / 'few.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def errands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each way to the driver's thread."""
    taken, execute = list[str](), Connection._execute

    async def counted(self: Connection, *what: object) -> object:
        taken.append(str(what[0]))
        return await execute(self, *what)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(Connection, "_execute", counted)
    return taken


async def twice(connection: AsyncConnection) -> None:
    """The same rows, whose keys may be there only once."""
    async with connection.begin():
        await connection.execute(insert(notes), ROWS)
        await connection.execute(insert(notes), ROWS)


async def kept(store: SqlStore) -> dict[str, str]:
    async with store.engine.connect() as read:
        return {row.key: row.value for row in await read.execute(select(notes))}


async def test_a_transaction_that_only_writes_is_one_errand(store: SqlStore, errands: list[str]) -> None:
    async with store.engine.connect() as connection:
        errands.clear()
        async with connection.begin():
            await connection.execute(insert(notes), ROWS)
            await connection.execute(insert(notes), [{"key": "c", "value": "3"}, {"key": "d", "value": "4"}])
        assert len(errands) == 1
    assert set(await kept(store)) == {"a", "b", "c", "d"}


async def test_a_question_sees_what_was_written_before_it(store: SqlStore) -> None:
    async with store.engine.begin() as connection:
        await connection.execute(insert(notes), ROWS)
        found = (await connection.execute(select(notes.c.key).order_by(notes.c.key))).scalars().all()
    assert found == ["a", "b"]


async def test_what_was_undone_before_it_was_done_is_forgotten(store: SqlStore, errands: list[str]) -> None:
    async with store.engine.connect() as connection:
        errands.clear()
        async with connection.begin() as transaction:
            await connection.execute(insert(notes), ROWS)
            await transaction.rollback()
        assert not errands
        async with connection.begin():
            await connection.execute(insert(notes), [{"key": "c", "value": "3"}, {"key": "d", "value": "4"}])
    assert set(await kept(store)) == {"c", "d"}


async def test_what_cannot_be_committed_is_undone_and_the_next_is_not_in_its_way(store: SqlStore) -> None:
    async with store.engine.connect() as connection:
        with pytest.raises(IntegrityError):
            await twice(connection)
        async with connection.begin():
            await connection.execute(insert(notes), [{"key": "c", "value": "3"}, {"key": "d", "value": "4"}])
    assert set(await kept(store)) == {"c", "d"}
