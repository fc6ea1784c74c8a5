"""The tables of office.toml that stand alone: hours, deadlines, shifts, the weekly summary, the web page.

Each function reads one table and gives its value; where the table is missing or wrong, the value is the ordinary one,
so that reading can go on and find what else is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.calendars import known_calendar, year_table
from bot.config.people import Keys
from bot.config.reading import Patched, Table, read_file, span_of
from bot.config.settings import Secret, TelegramSettings, WebSettings, is_url
from bot.config.words import CHANNELS, WEEKDAYS
from bot.domain.calendar import OfficeHours, QuietHours, WorkCalendar, YearTable
from bot.domain.ids import GroupId, PersonId
from bot.domain.office import Group, ShiftHours, Weekly
from bot.domain.rules import FaultDomain
from bot.understanding.values import Conventions

_ZONE: Final = "Asia/Shanghai"
_NO_QUIET: Final = ("", "none", "无")
_SECRETS: Final = ("token", "secret")  # they belong in the environment
_HOURS_OF_SESSION: Final = 12


def section(top: Table, name: str) -> Table:
    """A table of office.toml; an empty one where it is not there."""
    return top.table(name) or Table({}, Patched(replace(top.place(), table=f"[{name}]"), {}), top.found)


def read_zone(head: Table) -> ZoneInfo:
    """The office's time zone."""
    written = head.text("timezone") or _ZONE
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a directory, a name too long, a name with a NUL
        head.wrong("timezone", "bad-timezone", word=written)
        return ZoneInfo(_ZONE)


def read_hours(table: Table, zone: ZoneInfo) -> OfficeHours:
    """When the office is open on a working day."""
    spans, usual = list[tuple[time, time]](), OfficeHours(zone=zone)
    for written in table.texts("spans"):
        span = span_of(written)
        if span is None or span[0] >= span[1]:
            table.wrong("spans", "bad-span", word=written)
        else:
            spans.append(span)
    if any(earlier[1] > later[0] for earlier, later in pairwise(spans)):
        table.wrong("spans", "spans-overlap")
    return OfficeHours(zone=zone, spans=tuple(spans)) if spans else usual


def read_quiet(table: Table, hours: OfficeHours) -> QuietHours | None:
    """When nobody is disturbed for what is not urgent; None where the office wants no such hours."""
    written = table.text("quiet")
    if written in _NO_QUIET:
        return None
    span = span_of(written)
    if span is None or span[0] == span[1]:
        table.wrong("quiet", "bad-span", word=written)
        return None
    quiet = QuietHours(start=span[0], end=span[1])
    if any(_touches(quiet, start, end) for start, end in hours.spans):
        table.found.warn(table.place("quiet"), "quiet-in-hours", word=written)
    return quiet


def _touches(quiet: QuietHours, start: time, end: time) -> bool:
    if quiet.start < quiet.end:
        return quiet.start < end and start < quiet.end
    return start < quiet.end or quiet.start < end


def read_conventions(table: Table, hours: OfficeHours) -> Conventions:
    """How this office counts where people's words leave it open."""
    usual = Conventions()
    conventions = Conventions(
        opens=hours.opens,
        noon=table.clock("noon") or usual.noon,
        reopens=next((start for start, _ in hours.spans[1:]), hours.opens if len(hours.spans) == 1 else usual.reopens),
        day_end=table.clock("day_end") or hours.closes,
        include_day=table.flag("include_day", default=usual.include_day),
        same_day_counts=table.flag("same_day_counts", default=usual.same_day_counts),
        short_days_are_workdays=table.flag("short_days_are_workdays", default=usual.short_days_are_workdays),
        month_end_on_workday=table.flag("month_end_on_workday", default=usual.month_end_on_workday),
        move_off_days_off=table.flag("move_off_days_off", default=usual.move_off_days_off),
        weeks_begin_on_monday=table.flag("weeks_begin_on_monday", default=usual.weeks_begin_on_monday),
    )
    table.close()
    if conventions.day_end <= conventions.opens:
        table.wrong("day_end", "day-end-early", word=f"{conventions.day_end:%H:%M}")
    return conventions


def read_shifts(table: Table) -> dict[str, ShiftHours]:
    """Every [shifts.<name>]."""
    found = dict[str, ShiftHours]()
    for name in tuple(table.data):
        row = table.table(name)
        if row is None:
            continue
        start, end = row.clock("start"), row.clock("end")
        row.close()
        for key, value in (("start", start), ("end", end)):
            if value is None and key not in row.data:
                row.wrong(key, "missing", word=key)
        if start is not None and end is not None:
            found[name] = ShiftHours(start=start, end=end)
    return found


def read_weekly(table: Table, groups: Mapping[GroupId, Group], group_keys: Keys, people: Keys) -> Weekly:
    """Who gets the weekly summary, and when. Without a list of groups it goes to those that are for it."""
    usual = Weekly()
    weekday, at = table.chosen("day", WEEKDAYS), table.clock("at")
    named = group_keys.all(table, "groups")
    weekly = Weekly(
        weekday=usual.weekday if weekday is None else weekday,
        at=at or usual.at,
        groups=tuple(map(GroupId, named)) or tuple(g.id for g in groups.values() if "weekly" in g.purposes),
        people=tuple(map(PersonId, people.all(table, "people"))),
    )
    table.close()
    if not weekly.groups and not weekly.people:
        table.found.warn(table.place(), "weekly-for-nobody")
    return weekly


def read_fault_words(table: Table) -> dict[str, str]:
    """What this office calls a fault of each domain."""
    words = {domain.value: table.text(f"fault_{domain}") for domain in FaultDomain}
    table.close()
    return {domain: word for domain, word in words.items() if word}


def read_redacted(table: Table) -> frozenset[str]:
    """The channels that carry numbers and actions only."""
    channels = frozenset(table.all_chosen("channels", CHANNELS))
    table.close()
    return channels


def read_web(table: Table) -> WebSettings:
    """The local web page."""
    usual, public = WebSettings(), table.text("public")
    if public and not is_url(public):
        table.wrong("public", "bad-url", word=public)
        public = ""
    hours = table.whole("session_hours", default=_HOURS_OF_SESSION, least=1, most=24 * 31)
    web = WebSettings(
        host=table.text("host") or usual.host,
        port=table.whole("port", default=usual.port, least=1, most=65535),
        public_url=public.rstrip("/"),
        session=timedelta(hours=hours),
    )
    table.close()
    return web


def read_telegram(table: Table) -> TelegramSettings:
    """How fast the bot may write on Telegram. A secret that stands here is never used."""
    usual = TelegramSettings(token=Secret())
    for key in _SECRETS:
        if key in table.data:
            table.wrong(key, "secret-in-file", word=f"TELEGRAM_{key.upper()}")
    public = Table({k: v for k, v in table.data.items() if k not in _SECRETS}, table.places, table.found)
    pacing = replace(
        usual,
        per_second=float(public.whole("per_second", default=int(usual.per_second), least=0, most=1000)),
        group_per_minute=public.whole("group_per_minute", default=usual.group_per_minute, least=0, most=1000),
    )
    public.close()
    return pacing


def read_calendar(table: Table, home: Path) -> WorkCalendar:
    """The published years, with the office's own tables in the places of theirs.

    Own tables are those that are named, and whatever lies in the folder `calendars` beside office.toml.
    """
    beside = (f"calendars/{path.name}" for path in sorted((home / "calendars").glob("*.toml")))
    names = (*table.texts("tables"), *beside)
    table.close()
    own = (_own_table(table, home, name) for name in dict.fromkeys(names))
    return known_calendar(year for year in own if year is not None)


def _own_table(table: Table, home: Path, name: str) -> YearTable | None:
    file = read_file(home / name, name, table.found, asked_at=table.place("tables"))
    if file is None:
        return None
    year, flaws = year_table(file.data)
    for flaw in flaws:
        note = table.found.error if flaw.fatal else table.found.warn
        note(file.place(flaw.key), f"calendar.{flaw.what}", **flaw.args)
    return year
