"""The files a rulebook is made of, laid over one another.

A book may extend others, which are read before it, each once. A rule that appears again changes the keys it names and
leaves the others as they were; the office's own [limits] are laid over everything in the same way. Each key remembers
where it was written last, so that a mistake is reported where it was made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.config.problems import Findings, Place, hint
from bot.config.reading import Patched, Table, read_file

SHIPPED: Final = Path(__file__).resolve().parent.parent / "rulebooks"
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,15}")
_OFFICE_MAY: Final = frozenset({"limit", "clock", "warn", "nag", "ladder", "urgent", "group", "lapse", "fault"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layered:
    """One rule as far as the files so far write it."""

    id: str
    cells: Mapping[str, object]
    keys: Mapping[str, Place]
    whole: Place
    before: object = None  # the limit before the office changed it
    shortened: bool = False  # True means that the office changed the limit and not the distance between reminders

    def over(self, table: Table) -> Layered:
        """The same rule with the keys of another table laid over it."""
        keys = {key: table.place(key) for key in table.data}
        return replace(self, cells={**self.cells, **table.data}, keys={**self.keys, **keys}, whole=table.place())

    def table(self, found: Findings) -> Table:
        """The rule as one table."""
        return Table(self.cells, Patched(self.whole, self.keys), found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A book and all it extends, laid over one another."""

    title: str
    rules: Mapping[str, Layered]
    counting: Table | None
    numbers: Mapping[str, object]
    number_places: Mapping[str, Place]
    top: Table  # the book itself


def shipped() -> tuple[str, ...]:
    """The ids of the books that come with the bot."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def read_pages(name: str, home: Path, asked_at: Place, found: Findings) -> Pages | None:
    """Read a book: one that comes with the bot by its id, one of the office's own by its path from `home`."""
    files = list[Table]()
    _gather(name, home, asked_at, found, files, ())
    if not files:
        return None
    rules, counting, title = dict[str, Layered](), None, ""
    numbers, number_places = dict[str, object](), dict[str, Place]()
    for top in files:
        _lay_rules(top, rules, found)
        title, counting = top.text("title", required=True), top.table("counting") or counting
        kinds = top.table("numbers")
        if kinds is not None:
            number_places |= {kind: kinds.place(kind) for kind in kinds.data}
            numbers |= kinds.data
        top.close()
    return Pages(
        title=title, rules=rules, counting=counting, numbers=numbers, number_places=number_places, top=files[-1]
    )


def _gather(
    name: str, home: Path, asked_at: Place, found: Findings, files: list[Table], above: tuple[Path, ...]
) -> None:
    """Read a book after those it extends. One that was read already, or that extends itself, is not read again."""
    path, shown = _path(name, home)
    if path is None:
        found.error(asked_at, "no-rulebook", word=name, hint=hint(name, shipped()))
        return
    if path in above:
        found.error(asked_at, "rulebook-circle", word=name)
        return
    if any(top.place().file == shown for top in files):
        return
    top = read_file(path, shown, found, asked_at=asked_at)
    if top is None:
        return
    for base in top.texts("extends"):
        _gather(base, path.parent, top.place("extends"), found, files, (*above, path))
    files.append(top)


def _path(name: str, home: Path) -> tuple[Path | None, str]:
    """Where a book is, and what its file is called in a message."""
    if name.endswith(".toml"):
        return home / name, name
    return (SHIPPED / f"{name}.toml", f"rulebooks/{name}.toml") if name in shipped() else (None, name)


def _lay_rules(top: Table, rules: dict[str, Layered], found: Findings) -> None:
    here = set[str]()
    for row in top.tables("rule"):
        id = row.text("id", required=True)
        if not id:
            continue
        row.call(id)
        if not _ID.fullmatch(id):
            row.wrong("id", "bad-id", word=id)
        if id in here:
            row.wrong("id", "duplicate-id", word=id)
        here.add(id)
        start = rules.get(id) or Layered(id=id, cells={}, keys={}, whole=row.place())
        rules[id] = start.over(row)


def lay_limits(rules: Mapping[str, Layered], limits: Table, found: Findings) -> dict[str, Layered]:
    """The office's own [limits] over the rules: a limit alone, or a table of the keys that an office may change."""
    changed = dict(rules)
    for id, value in limits.rest():
        rule = rules.get(id)
        if rule is None:
            found.error(limits.place(id), "unknown-rule", word=id, hint=hint(id, rules))
        elif isinstance(value, str):
            patch = Table({"limit": value}, Patched(limits.place(id), {"limit": limits.place(id)}), found)
            changed[id] = _patched(rule, patch)
        elif isinstance(value, dict):
            changed[id] = _patched(rule, _allowed(Table(value, limits.places.inside(id), found)))
        else:
            limits.wrong(id, "bad-limit", word=str(value)[:40])
    return changed


def _allowed(table: Table) -> Table:
    """The keys of an override that an office may change; the others are reported and left as they were."""
    for key in sorted(table.data.keys() - _OFFICE_MAY):
        table.found.warn(table.place(key), "unknown-key", word=key, hint=hint(key, sorted(_OFFICE_MAY)))
    return Table({k: v for k, v in table.data.items() if k in _OFFICE_MAY}, table.places, table.found)


def _patched(rule: Layered, patch: Table) -> Layered:
    limited = "limit" in patch.data
    shortened = limited and "nag" not in patch.data
    return replace(rule.over(patch), before=rule.cells.get("limit") if limited else None, shortened=shortened)
