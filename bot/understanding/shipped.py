"""The lists that come with the understanding. They are read as its modules are, by whatever loaded it."""

from __future__ import annotations

from collections.abc import Iterator
from pkgutil import get_data
from typing import Final

_HERE: Final = "bot.understanding"


def lines_of(name: str) -> Iterator[tuple[str, str]]:
    """The lines of a list, each with the heading that it stands under ("[also]"; nothing before the first)."""
    heading = ""
    for line in (get_data(_HERE, name) or b"").decode().splitlines():
        if line.startswith("["):
            heading = line
        elif line and not line.startswith("#"):
            yield heading, line
