"""Watches office.toml: a good edit is taken up while the bot runs, a bad one changes nothing and is told.

A running bot never dies of an edit. It keeps the last office that was good, and tells the administrators what is wrong
and where, once for each edit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import structlog

from bot.config import Loaded, Severity, describe, load_office
from bot.domain.texts import Text, lines, say

log = structlog.get_logger()

EVERY: Final = 2.0  # seconds between two looks at the file's date
_SHOWN: Final = 8  # problems told at once


class OfficeWatch:
    """Looks at the files an office is made of, now and then."""

    def __init__(
        self,
        path: Path,
        environ: Mapping[str, str],
        *,
        today: Callable[[], date],
        take: Callable[[Loaded], Awaitable[None]],
        tell: Callable[[Text], Awaitable[None]],
    ) -> None:
        self._path, self._environ, self._today, self._take, self._tell = path, environ, today, take, tell
        self._seen = self._state()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Take up what has changed since the last look."""
        state = self._state()
        if state == self._seen:
            return
        self._seen = state
        loaded = await asyncio.to_thread(load_office, self._path, self._environ, today=self._today())
        if loaded.office is None:
            log.warning("office.bad-edit", problems=len(loaded.problems))
            await self._tell(_report(loaded))
            return
        log.info("office.taken-up")
        await self._take(loaded)

    def _state(self) -> tuple[tuple[str, float, int], ...]:
        """The dates and sizes of every TOML file beside office.toml, and in the folders below it."""
        found = list[tuple[str, float, int]]()
        for path in sorted(self._path.parent.rglob("*.toml")):
            try:
                stat = path.stat()
            except OSError:
                continue
            found.append((str(path), stat.st_mtime, stat.st_size))
        return tuple(found)


def _report(loaded: Loaded) -> Text:
    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    return lines(
        say("office.bad-edit", n=len(errors)),
        *(say("office.problem", where=str(problem.where), what=describe(problem)) for problem in errors[:_SHOWN]),
    )
