"""office.toml, rulebooks and the environment, turned into one `Office` and frozen `Settings`.

Nothing here ever raises for what somebody wrote, and nothing stops at the first mistake: whatever is wrong comes back
as `Problem` values with their places. An office in which anything forbids its use is None, so that a bot that is
running keeps the one it has. The environment, the day and the path are arguments; no clock is read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.config.checks import check_web
from bot.config.office import read_office
from bot.config.pages import SHIPPED as RULEBOOKS
from bot.config.pages import shipped
from bot.config.problems import Findings, Place, Problem, Severity, describe
from bot.config.rulebook import Book, read_rulebook
from bot.config.settings import (
    OFFICE,
    Secret,
    Settings,
    TelegramSettings,
    WebSettings,
    from_environment,
    office_path,
)
from bot.domain.office import Office

__all__ = [
    "OFFICE",
    "RULEBOOKS",
    "Book",
    "Findings",
    "Loaded",
    "Place",
    "Problem",
    "Secret",
    "Settings",
    "Severity",
    "TelegramSettings",
    "WebSettings",
    "check_office",
    "describe",
    "load_office",
    "office_path",
    "read_rulebook",
    "shipped",
]

_EMPTY: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """An office and its settings. The office is None where any of the problems is an error."""

    office: Office | None
    settings: Settings
    problems: tuple[Problem, ...]


def load_office(path: Path, environ: Mapping[str, str] = _EMPTY, *, today: date | None = None) -> Loaded:
    """Read office.toml, its rulebook and its calendars, and the environment. Never raises for what is written there.

    With `today`, it is also said whether the calendar of the coming months is known.
    """
    found = Findings()
    read = read_office(path, found, today)
    settings = Settings(conventions=read.conventions, web=read.web, changed=read.changed)
    settings = from_environment(settings, read.pacing, environ, found)
    if read.office is not None and read.web_table is not None:
        check_web(read.office, settings.web, read.web_table)
    return Loaded(
        office=None if found.errors else read.office,
        settings=settings,
        problems=found.problems,
    )


def check_office(path: Path, environ: Mapping[str, str] = _EMPTY, *, today: date | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with a configuration, without using it."""
    return load_office(path, environ, today=today).problems
