"""A TOML file, read key by key, with every mistake noted and none thrown.

A `Table` hands out values of the type that is asked for. What is missing, of another type or not understood becomes a
problem and None; what nobody asked for is an unknown key, and the nearest known one is suggested.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from typing import Final, Protocol, TypeVar

from bot.config.lines import lines_of
from bot.config.problems import Findings, Place, hint
from bot.domain.texts import say

T = TypeVar("T")

_CLOCK: Final = re.compile(r"(\d{1,2})[:：](\d{2})")
_SPAN: Final = re.compile(r"\s*(\S+?)\s*[-–—~～至]\s*(\S+)\s*")
_AT_LINE: Final = re.compile(r"at line (\d+)")
_FULL_WIDTH: Final = re.compile(r"[“”‘’＝［］｛｝，＂]")
_WORDS: Final = {str: "text", bool: "flag", int: "whole", list: "list", dict: "table"}


class Places(Protocol):
    """Where the keys of a table are written."""

    def of(self, key: str = "") -> Place:
        """The place of a key, or of the table itself."""
        ...

    def inside(self, key: str, index: int | None = None) -> Places:
        """The places within a table below this one; with `index`, within one of an array."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class InFile:
    """The places of a table of a file."""

    file: str
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    label: str = ""  # what the table is called in a message

    def of(self, key: str = "") -> Place:
        """The line of the key; where it is not there, that of its table, or of the first thing in it."""
        path = (*self.path, key) if key else self.path
        line = next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 0)
        if not line:
            line = min((at for below, at in self.lines.items() if below[: len(path)] == path), default=0)
        return Place(file=self.file, table=self.label, key=key, line=line)

    def inside(self, key: str, index: int | None = None) -> InFile:
        """The places within a table below this one."""
        dotted = ".".join((*(part for part in self.path if not part.isdigit()), key))
        if index is None:
            return replace(self, path=(*self.path, key), label=f"[{dotted}]")
        return replace(self, path=(*self.path, key, str(index)), label=f"[[{dotted}]] #{index + 1}")


@dataclass(frozen=True, slots=True)
class Patched:
    """The places of a table that several files have written together, key by key."""

    whole: Place
    keys: Mapping[str, Place]

    def of(self, key: str = "") -> Place:
        """Where that key was written last."""
        return self.keys.get(key, replace(self.whole, key=key))

    def inside(self, key: str, index: int | None = None) -> Patched:
        """All that lies below a key has its place."""
        return Patched(self.of(key), {})


class Table:
    """A table that is being read."""

    def __init__(self, data: Mapping[str, object], places: Places, found: Findings) -> None:
        self.data = data
        self.places = places
        self.found = found
        self._asked: set[str] = set()

    def place(self, key: str = "") -> Place:
        """Where a key of this table is written."""
        return self.places.of(key)

    def wrong(self, key: str, what: str, **args: str) -> None:
        """Note that the value of a key cannot be used."""
        self.found.error(self.place(key), what, **args)

    def call(self, word: str) -> None:
        """Speak of this table by the key of whom it describes, not by its place in the row."""
        if isinstance(self.places, InFile):
            self.places = replace(self.places, label=f"{self.places.label.partition(' #')[0]} {word}")

    def close(self) -> None:
        """Everything was asked for: what is left is unknown."""
        for key in sorted(self.data.keys() - self._asked):
            self.found.warn(self.place(key), "unknown-key", word=key, hint=hint(key, sorted(self._asked)))

    # --- values of TOML's own types ----------------------------------------------------------------------------

    def text(self, key: str, *, required: bool = False) -> str:
        """A string without blanks at its ends; empty where there is none."""
        value = self._of(key, str)
        words = value.strip() if value is not None else ""
        if required and not words and (value is not None or key not in self.data):
            self.wrong(key, "missing", word=key)
        return words

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._of(key, bool)
        return default if value is None else value

    def whole(self, key: str, *, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._of(key, int)
        if value is None or least <= value <= most:
            return default if value is None else value
        self.wrong(key, "out-of-bounds", least=str(least), most=str(most))
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings. A single string is a list of one."""
        if isinstance(self.data.get(key), str):
            return (self.text(key),)
        values = self._of(key, list) or []
        words = tuple(value.strip() for value in values if isinstance(value, str))
        if len(words) != len(values):
            self._wrong_type(key, "texts")
        return words

    def table(self, key: str) -> Table | None:
        """A table below this one."""
        value = self._of(key, dict)
        return None if value is None else Table(value, self.places.inside(key), self.found)

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables below this one."""
        values = self._of(key, list) or []
        if not all(isinstance(value, dict) for value in values):
            self._wrong_type(key, "tables")
        rows = ((index, value) for index, value in enumerate(values) if isinstance(value, dict))
        return tuple(Table(value, self.places.inside(key, index), self.found) for index, value in rows)

    def rest(self) -> Iterator[tuple[str, object]]:
        """Whatever was not asked for yet, as it is written; for tables whose keys are names."""
        left = [key for key in self.data if key not in self._asked]
        self._asked.update(left)
        yield from ((key, self.data[key]) for key in left)

    # --- values with a meaning ---------------------------------------------------------------------------------

    def parsed(self, key: str, parse: Callable[[str], T | None], wrong: str, *, required: bool = False) -> T | None:
        """A string that means something. `wrong` is the sentence for one that does not."""
        written = self.text(key, required=required)
        if not written:
            return None
        value = parse(written)
        if value is None:
            self.wrong(key, wrong, word=written)
        return value

    def chosen(self, key: str, words: Mapping[str, T], *, required: bool = False) -> T | None:
        """One of some words."""
        written = self.text(key, required=required)
        return self.word(key, written, words) if written else None

    def all_chosen(self, key: str, words: Mapping[str, T]) -> tuple[T, ...]:
        """Several of some words."""
        found = (self.word(key, written, words) for written in self.texts(key))
        return tuple(value for value in found if value is not None)

    def word(self, key: str, written: str, words: Mapping[str, T]) -> T | None:
        """What one written word stands for."""
        value = words.get(written, words.get(written.lower()))
        if value is None:
            self.found.error(self.place(key), "unknown-word", word=written, hint=hint(written, words))
        return value

    def clock(self, key: str) -> time | None:
        """A time of day, as 08:30 or "08:30"."""
        if isinstance(value := self.data.get(key), time):
            self._asked.add(key)
            return value.replace(microsecond=0)
        return self.parsed(key, clock_of, "bad-clock")

    def _of(self, key: str, kind: type[T]) -> T | None:
        self._asked.add(key)
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self._wrong_type(key, _WORDS[kind])
        return None

    def _wrong_type(self, key: str, kind: str) -> None:
        self.found.error(self.place(key), "wrong-type", word=key, expected=say(f"config.type.{kind}"))


def clock_of(written: str) -> time | None:
    """Read 08:30; None where it is no time of day."""
    match = _CLOCK.fullmatch(written.strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def span_of(written: str) -> tuple[time, time] | None:
    """Read 08:30-12:00; None where it is no span of a day."""
    match = _SPAN.fullmatch(written)
    start, end = (clock_of(match[1]), clock_of(match[2])) if match else (None, None)
    return (start, end) if start is not None and end is not None else None


def read_file(path: Path, name: str, found: Findings, *, asked_at: Place | None = None) -> Table | None:
    """The whole of a TOML file, or None with the reason noted. `asked_at` is where the file was named."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.error(Place(file=name), "not-utf8", at=error.start)
    except (OSError, ValueError):  # ValueError: a name that no file can have
        found.error(asked_at or Place(file=name), "no-file", file=name)
    else:
        return parse_file(text, name, found)
    return None


def parse_file(text: str, name: str, found: Findings) -> Table | None:
    """The whole of a TOML text, or None with the reason noted."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # beyond TOMLDecodeError: numbers too long, brackets too deep
        match = _AT_LINE.search(str(error))
        lines = text.split("\n")
        line = min(int(match[1]), len(lines)) if match else 0
        full_width = bool(line) and _FULL_WIDTH.search(lines[line - 1]) is not None
        what = "full-width" if full_width else "broken-toml"
        found.error(Place(file=name, line=line), what, why=str(error)[:120])
        return None
    return Table(data, InFile(file=name, lines=lines_of(text)), found)
