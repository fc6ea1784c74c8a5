"""A walk over the code: every place in which something is said, with its key or the shape of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tests.locales.families import COMPOSED, FAMILIES

ROOT: Final = Path(__file__).resolve().parent.parent.parent
_FOLDERS: Final = ("bot", "handlers", "storage")
# Functions whose first argument is a key. `error` and `warn` of a configuration say `config.` before it.
_SPEAKERS: Final = frozenset({"say", "refuse", "no", "Text", "Refused", "words", "both", "_with_time"})
_ROSTER_PROBLEMS: Final = frozenset({"error", "warning"})
_CONFIG_PROBLEMS: Final = {"error": 1, "warn": 1, "wrong": 1, "parsed": 2}
_IN_PAGES: Final = re.compile(r"words\('([^'~]+)'(?!\s*~)")
_KEY: Final = re.compile(r"[a-z][A-Za-z-]*(\.[A-Za-z_0-9-]+)+|[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that is said somewhere."""

    key: str  # with {} for each part that is filled in
    where: str
    args: frozenset[str] | None  # the names of its arguments; None where they are handed on

    @property
    def composed(self) -> bool:
        """Whether a part of the key is filled in."""
        return "{}" in self.key


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    """Every file of the product, read."""
    paths = sorted(path for folder in _FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return tuple((path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


@cache
def spoken() -> tuple[Spoken, ...]:
    """Everything that the code says in so many words, or composes where it says it."""
    return tuple(found for path, tree in trees() for node in ast.walk(tree) for found in _in_call(path, node))


def _in_call(path: Path, node: ast.AST) -> Iterator[Spoken]:
    if not isinstance(node, ast.Call):
        return
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    in_config, in_documents = "config" in path.parts, "documents" in path.parts
    prefix, at = "", 0
    if in_config and name in _CONFIG_PROBLEMS:
        prefix, at = "config.", _CONFIG_PROBLEMS[name]
    elif name not in _SPEAKERS and not (in_documents and name in _ROSTER_PROBLEMS):
        return
    if len(node.args) <= at:
        return
    handed_on = len(node.args) > at + 1 or any(k.arg is None for k in node.keywords) or name.startswith("_")
    args = None if handed_on else frozenset(k.arg for k in node.keywords if k.arg)
    for key in _keys(node.args[at]):
        if not key.startswith("@"):
            yield Spoken(prefix + key, f"{path}:{node.lineno}", None if prefix or in_documents else args)


def _keys(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from (*_keys(one), *_keys(other))
        case _:
            return


@cache
def literals() -> frozenset[str]:
    """Every string that stands in the code or in quotes in a page: among them all keys that are not composed."""
    found = {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    pages = (path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.html"))
    scripts = (path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.js"))
    quoted = {words for text in (*pages, *scripts) for words in re.findall(r"""['"]([^'"\s]+)['"]""", text)}
    config = {f"config.{word}" for word in found if _KEY.fullmatch(word)}
    return frozenset(found | quoted | config)


@cache
def in_pages() -> tuple[Spoken, ...]:
    """What the pages say."""
    pages = sorted((ROOT / "bot").rglob("*.html"))
    return tuple(
        Spoken(key, str(path.relative_to(ROOT)), None)
        for path in pages
        for key in _IN_PAGES.findall(path.read_text(encoding="utf-8"))
    )


@cache
def families() -> frozenset[str]:
    """Every key that is composed anywhere."""
    filled = (
        shape.replace("{}", end) if shape.count("{}") == 1 else _filled(shape, end)
        for shape, ends in FAMILIES.items()
        for end in ends
    )
    return frozenset((*filled, *(key for keys in COMPOSED.values() for key in keys)))


def _filled(shape: str, end: str) -> str:
    """A shape of several parts: its end fills them all."""
    return end + shape.removeprefix("{}.{}")
