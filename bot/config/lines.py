"""Which line of a TOML file a key stands on.

The standard reader forgets lines. This index is made beside it, from the text alone, for messages only: where a file is
written in a way it does not follow, a line is missing from a message and nothing else is amiss.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str, ...]  # ("person", "2", "backup"): the key backup of the third [[person]]

_HEADER: Final = re.compile(r"""\s*(\[{1,2})\s*([^\[\]=#]+?)\s*\]{1,2}\s*(?:#.*)?""")
_KEY: Final = re.compile(r"""\s*([\w-]+|"[^"]*"|'[^']*')\s*(?:\.[^=]*)?=""")
_STRING: Final = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'""")
_COMMENT: Final = re.compile(r"#.*")
_LONG_QUOTES: Final = ('"""', "'''")


def lines_of(text: str) -> dict[Path, int]:
    """The line of every table and key that can be told, counted from 1. The first mention wins."""
    found: dict[Path, int] = {}
    table, seen, depth, quote = Path(), Counter[Path](), 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if quote:
            quote = "" if quote in line else quote
            continue
        quote = next((q for q in _LONG_QUOTES if line.count(q) % 2), "")
        if depth <= 0:
            depth = 0
            if header := _HEADER.fullmatch(line.rstrip("\r")):
                table = _table(header, seen)
                found.setdefault(table, number)
                continue
            if key := _KEY.match(line):
                found.setdefault((*table, key[1].strip("\"'")), number)
        bare = _COMMENT.sub("", _STRING.sub("", line))
        depth += sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")
    return found


def _table(header: re.Match[str], seen: Counter[Path]) -> Path:
    """The path of a header. Each mention of an array of tables is the next of its tables."""
    path = tuple(part.strip().strip("\"'") for part in header[2].split("."))
    if header[1] == "[":
        return path
    seen[path] += 1
    return (*path, str(seen[path] - 1))
