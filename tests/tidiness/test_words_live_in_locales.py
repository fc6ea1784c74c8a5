"""Every word that a user sees lives in locales/. Code holds Chinese only where it reads Chinese."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.tidiness.project import CHINESE, files, read, strings

READS_CHINESE: Final = (
    "bot/understanding/",  # what people write in the chat
    "bot/documents/roster/",  # what they write in a roster's cells
    "bot/config/",  # the words of office.toml
    "bot/calendars.py",  # 至 between two days
)
FONT: Final = "宋体"  # a font is called by its name


def test_code_says_nothing_by_itself() -> None:
    found = [
        f"{path}:{line}: {value[:40]}"
        for path in files(".py", under=("bot", "handlers", "storage"))
        if not str(path).startswith(READS_CHINESE)
        for line, value in strings(path)
        if CHINESE.search(value) and value != FONT
    ]

    assert found == []


def test_the_page_says_nothing_by_itself() -> None:
    found = [
        f"{path}:{number}"
        for path in files(".js", ".html", under=("bot",))
        for number, line in enumerate(read(path).splitlines(), start=1)
        if CHINESE.search(_code_of(path, line))
    ]

    assert found == []


def _code_of(path: Path, line: str) -> str:
    """A line without its comment."""
    return line.split("//")[0] if path.suffix == ".js" else line
