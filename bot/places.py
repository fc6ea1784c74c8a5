"""Where things lie on disk: beside an SQLite database, or under data/ for another one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.config import Settings

_ANYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 - only compared


def file_of(settings: Settings) -> Path | None:
    """The file of an SQLite database; None for another one."""
    address = settings.database.reveal()
    path = address.partition(":///")[2] if address.startswith("sqlite") else ""
    return Path(path) if path else None


def home_of(settings: Settings) -> Path:
    """The folder of the database."""
    address = settings.database.reveal()
    path = address.partition(":///")[2] if address.startswith("sqlite") else ""
    return Path(path).parent if path else Path("data")


def files_beside(settings: Settings) -> Path:
    """The folder of files that were made or sent in."""
    return home_of(settings) / "files"


def lock_of(settings: Settings) -> Path:
    """The file by which a bot at work is known."""
    address = settings.database.reveal()
    name = Path(address.partition(":///")[2]).name if address.startswith("sqlite") else "zhishou"
    return home_of(settings) / name


def page_address(settings: Settings) -> str:
    """What people type to reach the page."""
    return settings.web.public_url.rstrip("/") or local_address(settings)


def enter_link(settings: Settings, code: str) -> str:
    """Where a one-time code lets somebody into the page."""
    return f"{page_address(settings)}/enter/{code}"


def local_address(settings: Settings) -> str:
    """Where this very machine reaches the page, whatever name the others know it by."""
    host = "127.0.0.1" if settings.web.host in _ANYWHERE else settings.web.host
    return f"http://[{host}]:{settings.web.port}" if ":" in host else f"http://{host}:{settings.web.port}"
