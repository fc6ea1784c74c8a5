"""The office of 青禾县 as far as papers need it: its people, units, shift hours and calendar. All of it is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendar import OfficeHours, WorkCalendar, YearTable
from bot.domain.ids import PersonId, UnitId
from bot.domain.office import Office, Person, Role, ShiftHours, Unit, UnitKind
from bot.domain.rules import Counting, Rulebook, Source

ZONE: Final = ZoneInfo("Asia/Shanghai")
TODAY: Final = date(2026, 11, 1)

_LEADER = frozenset({Role.STAFF, Role.LEADER, Role.SHIFT_LEADER})
_STAFF = frozenset({Role.STAFF, Role.DUTY_OFFICER})
_PEOPLE: Final = (
    ("zhang", "张建国", "县长", None, _LEADER, ()),
    ("chen", "陈志远", "副县长", None, _LEADER, ()),
    ("ma", "马骏", "副主任", "office", _LEADER, ()),
    ("wang", "王磊", "", "office", _STAFF, ("小王",)),
    ("li", "李晓东", "", "office", _STAFF, ("小李",)),
    ("zhou", "周明", "股长", "secretariat", _STAFF, ("老周",)),
    ("zhao", "赵敏", "", "secretariat", _STAFF, ()),
    ("liu", "刘洋", "", "emergency", _STAFF, ()),
    ("liu2", "刘洋", "", "police", _STAFF, ()),
    ("sun", "孙丽", "", "office", _STAFF, ("小李",)),
)
_UNITS: Final = (
    ("office", "青禾县人民政府办公室综合股", "综合股", UnitKind.SECTION),
    ("secretariat", "青禾县人民政府办公室文电股", "文电股", UnitKind.SECTION),
    ("emergency", "青禾县应急管理局", "应急局", UnitKind.AGENCY),
    ("police", "青禾县公安局交警大队", "交警大队", UnitKind.AGENCY),
)
CALENDAR_2026: Final = YearTable(
    year=2026,
    off=frozenset({date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 7)}),
    work=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    source="国办发明电〔2025〕7号",
)
ALL_SHIFTS: Final[Mapping[str, ShiftHours]] = {
    "all": ShiftHours(start=time(8, 30), end=time(8, 30)),
    "day": ShiftHours(start=time(8, 30), end=time(17, 30)),
    "night": ShiftHours(start=time(17, 30), end=time(8, 30)),
}


def the_office(shifts: Mapping[str, ShiftHours] = ALL_SHIFTS) -> Office:
    """青禾县人民政府办公室 with ten people, two of whom have the same name and two the same nickname."""
    source = Source(document="", quote="")
    return Office(
        name="青禾县人民政府办公室",
        short="县府办",
        language="zh-CN",
        people={
            PersonId(id): Person(
                id=PersonId(id),
                name=name,
                title=title,
                unit=UnitId(unit) if unit else None,
                roles=roles,
                aliases=aliases,
            )
            for id, name, title, unit, roles, aliases in _PEOPLE
        },
        units={UnitId(id): Unit(id=UnitId(id), name=name, short=short, kind=kind) for id, name, short, kind in _UNITS},
        groups={},
        hours=OfficeHours(zone=ZONE),
        quiet=None,
        calendar=WorkCalendar({2026: CALENDAR_2026}),
        rulebook=Rulebook(
            id="none",
            title="",
            rules={},
            counting=Counting(window="quarter", threshold=0, source=source),
            numbers={},
        ),
        shifts=shifts,
    )
