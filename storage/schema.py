"""The version of the tables, from the first day on.

A new database is made in one go and stamped with the newest version. An older one is brought up by Alembic's
migrations, which are only loaded when there is something to do. A newer one is refused: nothing is worse than a bot of
yesterday writing into tables of tomorrow.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.tables import metadata

VERSION: Final = "0001"
MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"


class TooNewError(Exception):
    """The database was written by a later version of the bot; update the bot, or restore an older copy."""


async def bring_up_to_date(engine: AsyncEngine) -> None:
    """Make the tables, or migrate them. Raises TooNewError."""
    async with engine.connect() as connection:
        version = await connection.run_sync(_version)
    if version == VERSION:
        return
    async with engine.begin() as connection:
        await connection.run_sync(_create if version is None else _migrate)


def _version(connection: Connection) -> str | None:
    """The version a database is stamped with; None where it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": VERSION})


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    known = {None, *(revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions())}
    if _version(connection) not in known:
        raise TooNewError
    command.upgrade(config, "head")
