"""Statements that write many rows at once.

SQLAlchemy compiles each of them once for the dialect in use, so the SQL stays portable; the rows go to the driver as
plain tuples, because looking every parameter of every row over again costs more than the writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Dialect, Executable
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler

Row = Mapping[str, Any]
Pick = Callable[[Row], tuple[Any, ...]]

NEW: Final = "new_"  # before a parameter's name where a bare column name is not allowed


class Prepared:
    """A statement and how a row's values are put in its order."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, Pick]] = {}
        self._fixed: dict[str, Any] = {}

    async def run(self, connection: AsyncConnection, rows: Iterable[Row]) -> None:
        """Write the rows, in one go. No rows, no statement."""
        sql, pick = self._for(connection.dialect)
        fixed = self._fixed
        listed = [pick(row if not fixed else {**fixed, **row}) for row in rows]
        if listed:
            await connection.exec_driver_sql(sql, listed)

    def _for(self, dialect: Dialect) -> tuple[str, Pick]:
        found = self._compiled.get(dialect.name)
        if found is None:
            compiled = self._statement.compile(dialect=dialect)  # type: ignore[attr-defined]
            assert isinstance(compiled, SQLCompiler)
            assert compiled.positiontup, "a dialect without positional parameters"
            self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
            names = [name.removeprefix(NEW) for name in compiled.positiontup]
            assert len(names) > 1, "an itemgetter of one name gives no tuple"
            pick: Pick = itemgetter(*names)
            found = self._compiled[dialect.name] = compiled.string, pick
        return found
