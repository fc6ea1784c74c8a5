"""Watches office.toml: a good edit is taken up while the bot runs, a bad one changes nothing and is told.

A running bot never dies of an edit. It keeps the last office that was good and tells the administrators what is wrong
and where: once, however often the file is saved with the same mistakes in it, and again when all is well. A file is
read only when two looks have found it the same, so that nobody is told of mistakes in half a file that is still being
written.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

import structlog

from bot.config import RULEBOOKS, Loaded, Problem, Settings, Severity, describe, load_office
from bot.domain.texts import Text, lines, say

log = structlog.get_logger()

EVERY: Final = 1.0  # seconds between two looks at the files' dates
_SHOWN: Final = 8  # problems told at once

State: TypeAlias = tuple[tuple[str, float, int], ...]


class OfficeWatch:
    """Looks at the files an office is made of, now and then."""

    def __init__(
        self,
        path: Path,
        environ: Mapping[str, str],
        *,
        begun: Settings,
        today: Callable[[], date],
        take: Callable[[Loaded], Awaitable[None]],
        tell: Callable[[Text], Awaitable[None]],
    ) -> None:
        """`begun` is what ports and channels were opened with; `path` has just been read."""
        self._path, self._environ, self._today, self._take, self._tell = path, environ, today, take, tell
        self._begun = begun
        self._read = self._last = self._state()  # as it was when it was read, and at the last look
        self._told: tuple[Problem, ...] = ()  # the mistakes that the administrators know of

    async def run(self) -> None:
        """Look until cancelled. A look that fails is one look less, and no reason to look no more."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except Exception:
                log.exception("office.look-failed")

    async def look(self) -> None:
        """Take up what has changed, once it has stood still since the last look."""
        state, last = self._state(), self._last
        self._last = state
        if state == self._read or state != last:
            return
        self._read = state
        loaded = await asyncio.to_thread(load_office, self._path, self._environ, today=self._today())
        errors = tuple(problem for problem in loaded.problems if problem.severity is Severity.ERROR)
        if loaded.office is None:
            log.warning("office.bad-edit", problems=len(errors))
            if _unplaced(errors) != _unplaced(self._told):
                self._told = errors
                await self._tell(_report(errors))
            return
        log.info("office.taken-up")
        await self._take(loaded)
        await self._confirm(loaded)

    async def _confirm(self, loaded: Loaded) -> None:
        """The new office is in force; and what of it waits for the next start."""
        self._told = ()
        settings = loaded.settings
        waits = (settings.web, settings.telegram) != (self._begun.web, self._begun.telegram)
        warnings = [problem for problem in loaded.problems if problem.severity is Severity.WARNING][:_SHOWN]
        await self._tell(
            lines(
                say("office.taken-up"),
                say("office.needs-restart") if waits else None,
                *map(_line, warnings),
            )
        )

    def _state(self) -> State:
        """The dates and sizes of every TOML file beside office.toml and below, and of the rulebooks."""
        found = list[tuple[str, float, int]]()
        for folder in (self._path.parent, RULEBOOKS):
            for path in sorted(folder.rglob("*.toml")):
                try:
                    stat = path.stat()
                except OSError:
                    continue
                found.append((str(path), stat.st_mtime, stat.st_size))
        return tuple(found)


def _unplaced(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    """What is wrong, without the lines: those move with every edit above."""
    return [(problem.key, problem.where.file + problem.where.table, problem.where.key) for problem in problems]


def _report(errors: tuple[Problem, ...]) -> Text:
    more = len(errors) - _SHOWN
    return lines(
        say("office.bad-edit", n=len(errors)),
        *map(_line, errors[:_SHOWN]),
        say("office.more-problems", n=more) if more > 0 else None,
    )


def _line(problem: Problem) -> Text:
    return say("office.problem", what=describe(problem))
