"""What is wrong with an office's configuration, as values.

Reading never stops at the first mistake: everything found goes into one `Findings`, so that whoever edits office.toml
sees the whole list at once. A problem names its place and a sentence of the locale; that sentence also says what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from bot.domain.texts import Arg, Text, names, say

_SHOWN: Final = 12  # so many known words are listed where none is near


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"  # the office cannot be used like this
    WARNING = "warning"  # it can, and something will not be as expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is written. No file means the environment."""

    file: str = ""  # as office.toml names it, such as calendars/2027.toml
    table: str = ""  # as it is written: [hours], [[person]] wanglei
    key: str = ""
    line: int = 0  # from 1; 0 means it is not known

    def __str__(self) -> str:
        file = f"{self.file}:{self.line}" if self.line else self.file
        return " ".join(part for part in (file, self.table, self.key) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: where, how bad, and a sentence of the locale."""

    where: Place
    severity: Severity
    key: str  # config.<what>
    args: Mapping[str, Arg] = field(default_factory=dict)


class Findings:
    """The problems found so far. Handed down while reading, read off at the end; the same one is kept once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order in which they were found."""
        return tuple(self._found)

    @property
    def errors(self) -> int:
        """How many of them forbid using the configuration."""
        return sum(problem.severity is Severity.ERROR for problem in self._found)

    def error(self, where: Place, what: str, **args: Arg) -> None:
        """Something that forbids using the configuration. `what` is the key without its `config.`."""
        self._add(Problem(where=where, severity=Severity.ERROR, key=f"config.{what}", args=args))

    def warn(self, where: Place, what: str, **args: Arg) -> None:
        """Something that will not be as expected. `what` is the key without its `config.`."""
        self._add(Problem(where=where, severity=Severity.WARNING, key=f"config.{what}", args=args))

    def _add(self, problem: Problem) -> None:
        if problem not in self._found:
            self._found.append(problem)


def describe(problem: Problem) -> Text:
    """The problem as a sentence to be: how bad, where, what, and what to do about it."""
    severity = say(f"config.{problem.severity}")
    return say("config.problem", severity=severity, where=str(problem.where), what=Text(problem.key, {**problem.args}))


def hint(word: str, known: Iterable[str]) -> Text:
    """Did you mean …? The nearest known word, or else the known words themselves."""
    words = tuple(dict.fromkeys(known))
    near = get_close_matches(word, words, n=1)
    if near:
        return say("config.hint.near", word=near[0])
    return say("config.hint.known", words=names(*words[:_SHOWN])) if words else say("config.hint.none")
