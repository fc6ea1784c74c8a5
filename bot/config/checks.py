"""Whether the parts of an office fit together: people, units, shifts, groups, rulebook and calendar.

Every mistake here is one that only shows when a ladder is climbed at night and finds nobody on a rung.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import combinations
from typing import Final

from bot.config.problems import hint
from bot.config.reading import Table
from bot.config.settings import WebSettings
from bot.config.words import PURPOSES, SHIFT_NAMES
from bot.domain.ladders import Audience
from bot.domain.office import Office, Role, ShiftHours, UnitKind
from bot.domain.texts import Arg, say
from bot.hosts import is_loopback

_AHEAD: Final = timedelta(days=92)  # deadlines of a quarter are counted through the coming months
_DUTY: Final = (Role.DUTY_OFFICER, Role.SHIFT_LEADER)
_EXPECTED: Final = (Role.DUTY_OFFICER, Role.SHIFT_LEADER, Role.LEADER, Role.DIRECTOR, Role.SUPERVISION)
_DAY: Final = 24 * 60


def check_people(office: Office, top: Table) -> None:
    """Somebody for every role that ladders and doors rely on, and a B岗 for whoever is on duty."""
    if not office.in_role(Role.ADMINISTRATOR):
        top.found.error(top.place("person"), "no-administrator")
    for role in _EXPECTED:
        if not office.in_role(role):
            top.found.warn(top.place("person"), "nobody-in-role", role=say(f"role.{role}"))
    rows = _rows(top, "person")
    for person in office.people.values():
        row = rows[person.id]
        if "backup" not in row.data and not person.roles.isdisjoint(_DUTY):
            top.found.warn(row.place("backup"), "no-backup", name=person.name)


def _rows(top: Table, key: str) -> dict[str, Table]:
    """The tables of an array by the id of what they describe."""
    rows = {str(row.data.get("id")).strip(): row for row in top.tables(key)}
    for id, row in rows.items():
        row.call(id)
    return rows


def check_units(office: Office, top: Table) -> None:
    """A head for each 股室, and somebody in every unit who receives what is sent to it."""
    rows = _rows(top, "unit")
    for unit in office.units.values():
        if unit.id not in rows:
            continue  # the office itself, which nobody has to write down
        row = rows[unit.id]
        if unit.kind is UnitKind.SECTION and "head" not in row.data:
            top.found.warn(row.place("head"), "no-head", name=unit.short)
        elif "head" not in row.data and "liaison" not in row.data:
            top.found.warn(row.place("liaison"), "no-contact", name=unit.short)


def check_groups(office: Office, top: Table) -> None:
    """A group chat for the last rung of every ladder."""
    ends = dict[str, list[str]]()
    for rule in office.rulebook.rules.values():
        if any(Audience.GROUP in rung.tell for rung in rule.ladder):
            ends.setdefault(rule.group, []).append(rule.id)
    for purpose, rules in ends.items():
        if not office.groups_for(purpose):
            top.found.warn(top.place("group"), "no-group", purpose=_called(purpose), rules=", ".join(rules))


def _called(purpose: str) -> Arg:
    """A purpose in the reader's language; one of the office's own invention as it is written."""
    return say(f"config.purpose.{purpose}") if purpose in PURPOSES else purpose


def check_shifts(office: Office, table: Table) -> None:
    """Shifts that leave no hole in the day and do not stand in each other's way.

    A shift of a whole day stands beside the others and not among them: an office has it for days off.
    """
    for name in office.shifts:
        if name not in SHIFT_NAMES:
            table.found.warn(table.place(name), "shift-name", word=name, hint=hint(name, SHIFT_NAMES))
    if not office.shifts:
        table.found.warn(table.place(), "no-shifts")
        return
    parts = {name: _minutes(hours) for name, hours in office.shifts.items() if hours.start != hours.end}
    for (one, minutes), (other, others) in combinations(parts.items(), 2):
        if minutes & others:
            table.found.warn(table.place(other), "shifts-overlap", one=one, other=other)
    if len(parts) == len(office.shifts):
        for start, end in _holes(frozenset[int]().union(*parts.values())):
            table.found.warn(table.place(), "shift-gap", span=f"{start:%H:%M}-{end:%H:%M}")


def _minutes(hours: ShiftHours) -> frozenset[int]:
    """The minutes of the day that a shift covers."""
    start, end = _minute(hours.start), _minute(hours.end)
    return frozenset(minute % _DAY for minute in range(start, end if end > start else end + _DAY))


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _holes(covered: frozenset[int]) -> Iterator[tuple[time, time]]:
    """The spans of the day that nothing covers. One that runs over midnight is one."""
    open_at = [minute for minute in range(_DAY) if minute not in covered]
    starts = [minute for minute in open_at if (minute - 1) % _DAY in covered]
    ends = [(minute + 1) % _DAY for minute in open_at if (minute + 1) % _DAY in covered]
    if starts and ends[0] <= starts[0]:
        ends = [*ends[1:], ends[0]]
    yield from ((time(*divmod(start, 60)), time(*divmod(end, 60))) for start, end in zip(starts, ends, strict=True))


def check_calendar(office: Office, table: Table, today: date) -> None:
    """Deadlines of the coming months are 暂算 where a year's notice is not known."""
    for year in range(today.year, (today + _AHEAD).year + 1):
        if not office.calendar.published(year):
            table.found.warn(table.place("tables"), "no-calendar", year=str(year))


def check_web(office: Office, web: WebSettings, table: Table) -> None:
    """A sample office lets everybody in, so it should not be reachable from elsewhere."""
    if office.sample and not is_loopback(web.host):
        table.found.warn(table.place("host"), "sample-exposed", host=web.host)
