"""The tables a new database gets are those that the migrations make, an old one is brought up, a newer one refused."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from bot.config import Secret, Settings, load_office
from bot.domain.texts import Text
from bot.ports import Changes, StoreUnavailableError
from bot.running import WRONG, run_forever
from storage import schema
from storage.schema import MIGRATIONS, VERSION, TooNewError
from storage.store import SqlStore
from storage.tables import metadata
from tests.process import free_port
from tests.world import OFFICE

_TOMORROW: Final = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "tomorrow", "{before}"


def upgrade():
    op.add_column("notes", sa.Column("of_tomorrow", sa.Integer, server_default="7"))
"""
_LAYOUT: Final = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' ORDER BY name"


def address(folder: Path, name: str = "zhishou.db") -> str:
    return f"sqlite+aiosqlite:///{folder / name}"


def ask(database: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(question).fetchall()


def migrate(database: Path) -> None:
    """Make the tables by the migrations alone, from nothing to the newest version."""
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        _stamp_as_empty(connection)
        schema._migrate(connection)
    engine.dispose()


def _stamp_as_empty(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")


async def test_a_new_database_has_what_the_migrations_make(tmp_path: Path) -> None:
    store = await SqlStore.open(address(tmp_path, "new.db"))
    await store.close()
    migrate(tmp_path / "migrated.db")
    assert ask(tmp_path / "migrated.db", _LAYOUT) == ask(tmp_path / "new.db", _LAYOUT)
    assert ask(tmp_path / "migrated.db", "SELECT version_num FROM alembic_version") == [(VERSION,)]


def test_the_migrations_make_exactly_the_tables_the_code_has(tmp_path: Path) -> None:
    migrate(tmp_path / "migrated.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_codes_version_and_there_is_one_line_of_them() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [VERSION]
    assert len(scripts.get_bases()) == 1


async def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    store = await SqlStore.open(address(tmp_path))
    async with store.transaction() as transaction:
        await transaction.write(Changes(notes={"a": "b"}))
    await store.close()
    before = ask(tmp_path / "zhishou.db", _LAYOUT)
    store = await SqlStore.open(address(tmp_path))
    assert (await store.heads()).notes == {"a": "b"}
    await store.close()
    assert ask(tmp_path / "zhishou.db", _LAYOUT) == before


async def test_an_older_database_is_brought_up_and_keeps_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await SqlStore.open(address(tmp_path))
    async with store.transaction() as transaction:
        await transaction.write(Changes(notes={"a": "b"}))
    await store.close()
    shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (tmp_path / "migrations" / "versions" / "tomorrow.py").write_text(_TOMORROW.format(before=VERSION))
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(schema, "VERSION", "tomorrow")
    store = await SqlStore.open(address(tmp_path))
    assert (await store.heads()).notes == {"a": "b"}
    await store.close()
    assert ask(tmp_path / "zhishou.db", "SELECT version_num FROM alembic_version") == [("tomorrow",)]
    assert ask(tmp_path / "zhishou.db", "SELECT of_tomorrow FROM notes") == [(7,)]


async def test_a_database_of_a_later_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    store = await SqlStore.open(address(tmp_path))
    await store.close()
    with closing(sqlite3.connect(tmp_path / "zhishou.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("CREATE TABLE of_tomorrow (id INTEGER)")
    before = (tmp_path / "zhishou.db").read_bytes()
    with pytest.raises(TooNewError):
        await SqlStore.open(address(tmp_path))
    assert (tmp_path / "zhishou.db").read_bytes() == before


async def test_whoever_starts_the_bot_is_told_in_words_why_it_does_not_start(tmp_path: Path) -> None:
    store = await SqlStore.open(address(tmp_path))
    await store.close()
    with closing(sqlite3.connect(tmp_path / "zhishou.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    assert await keys_told(tmp_path) == ["run.database-too-new"]


async def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "zhishou.db").write_bytes(b"this was never a database" * 100)
    assert await keys_told(tmp_path) == ["run.store"]
    assert (tmp_path / "zhishou.db").read_bytes() == b"this was never a database" * 100


async def test_a_place_where_nothing_can_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "zhishou.db").mkdir()
    with pytest.raises(StoreUnavailableError):
        await SqlStore.open(address(tmp_path))
    assert await keys_told(tmp_path) == ["run.store"]


async def keys_told(folder: Path) -> list[str]:
    """What is said to whoever starts the bot on the database of a folder."""
    environ = {"ZHISHOU_DB": str(folder / "zhishou.db"), "PORT": str(free_port())}
    loaded, told = load_office(OFFICE, environ), list[Text]()
    assert isinstance(loaded.settings, Settings)
    assert isinstance(loaded.settings.database, Secret)
    assert await run_forever(loaded, OFFICE, environ, asyncio.Event(), told.append) == WRONG
    return [text.key for text in told]
