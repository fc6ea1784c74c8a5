"""office.toml: from its tables to one `Office` and the settings beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.calendars import known_calendar, year_table
from bot.config.people import Keys, is_language, read_groups, read_people, read_units
from bot.config.problems import Findings, Severity
from bot.config.reading import Table, clock_of, read_file, span_of
from bot.config.rulebook import Book, read_rulebook
from bot.config.settings import Secret, Settings, TelegramSettings, WebSettings, is_url
from bot.config.words import CHANNELS, WEEKDAYS
from bot.domain.calendar import OfficeHours, QuietHours, WorkCalendar, YearTable
from bot.domain.ids import GroupId, PersonId
from bot.domain.office import Office, ShiftHours, Weekly
from bot.domain.rules import FaultDomain
from bot.understanding.values import Conventions

_ZONE: Final = "Asia/Shanghai"
_LANGUAGE: Final = "zh-CN"
_RULEBOOK: Final = "combined"
_SECRET_KEYS: Final = ("token", "secret", "webhook_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What office.toml says, as far as it could be read. No office where anything in it forbids its use."""

    office: Office | None
    settings: Settings
    telegram: TelegramSettings  # the pacing; whether there is a bot at all is the environment's to say
    top: Table


def read_office(path: Path, found: Findings) -> Draft | None:
    """Read office.toml and the files it names; None where it is no TOML at all."""
    top, errors = read_file(path, path.name, found), found.errors
    if top is None:
        return None
    reader = _Reader(top, path.parent)
    head = reader.part("office")
    book = reader.book(head)
    office = reader.office(head, book)
    settings = Settings(
        conventions=reader.conventions(office.hours),
        web=reader.web(),
        changed=book.changed if book else {},
    )
    telegram = reader.telegram()
    head.close()
    top.close()
    return Draft(
        office=office if book and found.errors == errors else None, settings=settings, telegram=telegram, top=top
    )
