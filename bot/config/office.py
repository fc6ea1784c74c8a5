"""office.toml: from its tables to one `Office`, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from bot.config import checks
from bot.config.own import with_own
from bot.config.people import Keys, is_language, read_groups, read_people, read_units
from bot.config.problems import Findings
from bot.config.reading import Table, read_file
from bot.config.rulebook import Book, read_rulebook
from bot.config.sections import (
    read_calendar,
    read_conventions,
    read_fault_words,
    read_hours,
    read_quiet,
    read_redacted,
    read_shifts,
    read_telegram,
    read_web,
    read_weekly,
    read_zone,
    section,
)
from bot.config.settings import Secret, TelegramSettings, WebSettings
from bot.domain.ids import RuleId
from bot.domain.limits import Limit
from bot.domain.office import Office
from bot.domain.rules import Counting, Rulebook, Source
from bot.understanding.values import Conventions

_LANGUAGE: Final = "zh-CN"
_RULEBOOK: Final = "combined"
_NO_SOURCE: Final = Source(document="", quote="")
# Stands in for a book that could not be read, so that the rest of the office is looked at all the same.
_NO_BOOK: Final = Book(
    rulebook=Rulebook(
        id="", title="", rules={}, counting=Counting(window="year", threshold=0, source=_NO_SOURCE), numbers={}
    ),
    changed={},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What office.toml says, fit for use or not. No office at all where it is no TOML."""

    office: Office | None = None
    conventions: Conventions = field(default_factory=Conventions)
    web: WebSettings = field(default_factory=WebSettings)
    pacing: TelegramSettings = field(default_factory=lambda: TelegramSettings(token=Secret()))
    changed: Mapping[RuleId, Limit] = field(default_factory=dict)
    web_table: Table | None = None  # for a last look, once the environment has had its say


def read_office(path: Path, found: Findings, today: date | None) -> Read:
    """Read office.toml and every file that it names."""
    top = read_file(path, path.name, found)
    if top is None:
        return Read()
    book = _book(section(top, "office"), section(top, "limits"), path.parent, found)
    office, conventions = _office(top, book, path.parent)
    _check(office, top, today)
    web_table = section(top, "web")
    web, pacing = read_web(web_table), read_telegram(section(top, "telegram"))
    top.close()
    return Read(
        office=office,
        conventions=conventions,
        web=web,
        pacing=pacing,
        changed=book.changed,
        web_table=web_table,
    )


def _book(head: Table, limits: Table, home: Path, found: Findings) -> Book:
    name = head.text("rulebook") or _RULEBOOK
    return read_rulebook(name, home, found, asked_at=head.place("rulebook"), limits=limits) or _NO_BOOK


def _office(top: Table, book: Book, home: Path) -> tuple[Office, Conventions]:
    """The office as it is written, fit for use or not."""
    head, hours_table = section(top, "office"), section(top, "hours")
    hours = read_hours(hours_table, read_zone(head))
    quiet = read_quiet(hours_table, hours)
    hours_table.close()
    people_keys = Keys("person", top.tables("person"), "name")
    unit_keys = Keys("unit", top.tables("unit"), "name", "short")
    group_keys = Keys("group", top.tables("group"), "name")
    groups = read_groups(group_keys, people_keys, {rule.group for rule in book.rulebook.rules.values() if rule.group})
    name, language = head.text("name", required=True), head.text("language") or _LANGUAGE
    head.text("rulebook")
    if not is_language(language):
        head.wrong("language", "bad-language", word=language)
    short, people = head.text("short") or name, read_people(people_keys, unit_keys)
    office = Office(
        name=name,
        short=short,
        language=language,
        people=people,
        units=with_own(read_units(unit_keys, people_keys), name, short, people),
        groups=groups,
        hours=hours,
        quiet=quiet,
        calendar=read_calendar(section(top, "calendar"), home),
        rulebook=book.rulebook,
        shifts=read_shifts(section(top, "shifts")),
        weekly=read_weekly(section(top, "weekly"), groups, group_keys, people_keys),
        fault_words=read_fault_words(section(top, "words")),
        sample=head.flag("sample", default=False),
        redact=read_redacted(section(top, "redact")),
    )
    head.close()
    return office, read_conventions(section(top, "deadlines"), hours)


def _check(office: Office, top: Table, today: date | None) -> None:
    """Look whether the parts fit together."""
    checks.check_people(office, top)
    checks.check_units(office, top)
    checks.check_groups(office, top)
    checks.check_shifts(office, section(top, "shifts"))
    if today is not None:
        checks.check_calendar(office, section(top, "calendar"), today)
