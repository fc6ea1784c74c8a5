"""The project's own files, as the tidiness tests read them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CODE: Final = ("bot", "handlers", "storage", "benchmarks")
LEFT_BEHIND: Final = frozenset(  # as in .gitignore
    {".git", ".venv", "data", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    | {".import_linter_cache", "files"}
)
CHINESE: Final = re.compile(r"[一-鿿]")


@cache
def files(*endings: str, under: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """Files of the project with these endings, as paths below its root, without what tools leave behind."""
    return tuple(sorted(_walk(Path(), endings, under)))


def _walk(folder: Path, endings: tuple[str, ...], under: tuple[str, ...]) -> Iterator[Path]:
    for entry in (ROOT / folder).iterdir():
        path = folder / entry.name
        if entry.is_dir() and entry.name not in LEFT_BEHIND and (not under or path.parts[0] in under):
            yield from _walk(path, endings, under)
        elif entry.is_file() and (not endings or entry.suffix in endings) and (not under or path.parts[0] in under):
            yield path


@cache
def read(path: Path) -> str:
    """A file's text."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(read(path))


def calls(path: Path) -> Iterator[tuple[int, str, str]]:
    """The line, the dotted name and the arguments of everything that a module calls."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), ", ".join(map(ast.unparse, node.args))


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the value of every string that is no docstring."""
    remarks = {
        id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)
    }  # a string that stands alone is a remark
    asserted = {id(node.msg) for node in ast.walk(tree(path)) if isinstance(node, ast.Assert)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks | asserted:
            yield node.lineno, node.value
