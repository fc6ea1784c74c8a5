"""The office in which the sentences of these tests are said: 青禾县, its people, its units and the calendar of 2026."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendar import WorkCalendar, YearTable
from bot.domain.ids import PersonId, UnitId
from bot.understanding import (
    Conventions,
    Intent,
    Lexicon,
    PersonWords,
    Reading,
    Situation,
    TimeReading,
    Understood,
    UnitWords,
    understand,
)
from bot.understanding.situation import NOWHERE

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
WEDNESDAY: Final = datetime(2026, 11, 18, 10, 30, tzinfo=SHANGHAI)


def person(
    id: str, name: str, title: str = "", *aliases: str, unit: str | None = None, leads: bool = False
) -> PersonWords:
    """Somebody of the office, as briefly as a test can say it."""
    return PersonWords(
        id=PersonId(id), name=name, title=title, aliases=aliases, unit=UnitId(unit) if unit else None, leads=leads
    )


def unit(id: str, name: str, short: str, *aliases: str, kind: str = "agency") -> UnitWords:
    """A unit of the office."""
    return UnitWords(id=UnitId(id), name=name, short=short, aliases=aliases, kind=kind)


PEOPLE: Final = (
    person("chen", "陈志远", "县长", leads=True),
    person("wangjianjun", "王建军", "副县长", leads=True),
    person("wanglijun", "王立军", "办公室主任", unit="office", leads=True),
    person("zhang", "张建国", "办公室副主任", unit="office"),
    person("wanglei", "王磊", unit="duty"),
    person("li", "李晓东", unit="duty"),
    person("zhou", "周明", "", "老周", unit="emergency"),
    person("zhao", "赵敏", unit="secretary"),
    person("liu", "刘洋", unit="duty"),
    person("sun", "孙丽", "督查室主任", unit="supervision"),
)
UNITS: Final = (
    unit("office", "青禾县人民政府办公室", "办公室", "县政府办", kind="section"),
    unit("duty", "值班室", "值班室", kind="section"),
    unit("secretary", "文秘股", "文秘股", kind="section"),
    unit("supervision", "督查室", "督查室", kind="section"),
    unit("planning", "青禾县发展和改革局", "发改局"),
    unit("finance", "青禾县财政局", "财政局"),
    unit("housing", "青禾县住房和城乡建设局", "住建局"),
    unit("emergency", "青禾县应急管理局", "应急局"),
    unit("water", "青禾县水利局", "水利局"),
    unit("education", "青禾县教育局", "教育局"),
    unit("transport", "青禾县交通运输局", "交通局"),
    unit("traffic", "青禾县公安局交通警察大队", "交警大队", "交警", "县交警指挥中心"),
    unit("chengguan", "城关镇人民政府", "城关镇", kind="town"),
    unit("hexi", "河西镇人民政府", "河西镇", kind="town"),
)
LEXICON: Final = Lexicon(people=PEOPLE, units=UNITS)

# 国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04): days off, and weekend days that are worked.
_HOLIDAYS: Final = (
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)
_MADE_UP: Final = ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


YEAR_2026: Final = YearTable(
    year=2026,
    off=frozenset(day for span in _HOLIDAYS for day in _days(*span) if day.weekday() < 5),
    work=frozenset(date(2026, month, day) for month, day in _MADE_UP),
    source="国办 2025-11-04",
)
CALENDAR: Final = WorkCalendar({2026: YEAR_2026})


def at(month: int, day: int, clock: str = "00:00", year: int = 2026) -> datetime:
    """A moment in Shanghai: at(11, 20, "17:30")."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def said(
    text: str,
    now: datetime = WEDNESDAY,
    *,
    asked: str = "",
    conventions: Conventions | None = None,
    lexicon: Lexicon = LEXICON,
    situation: Situation = NOWHERE,
) -> Understood:
    """What a sentence is understood as, on Wednesday 18 November 2026, 10:30, unless said otherwise."""
    return understand(
        text,
        now=now,
        zone=SHANGHAI,
        lexicon=lexicon,
        conventions=conventions or Conventions(),
        calendar=CALENDAR,
        asked=asked,
        situation=situation,
    )


def meant(text: str, intent: Intent, now: datetime = WEDNESDAY, *, asked: str = "") -> Reading:
    """The one reading of that intent. Fails where there is none."""
    understood = said(text, now, asked=asked)
    reading = understood.first(intent)
    assert reading is not None, f"{text}: {[r.intent.value for r in understood.readings]}"
    return reading


def intents(text: str, now: datetime = WEDNESDAY, *, asked: str = "") -> list[str]:
    """Everything a sentence wants, in its order."""
    return [reading.intent.value for reading in said(text, now, asked=asked).readings]


def time_of(text: str, now: datetime = WEDNESDAY, *, conventions: Conventions | None = None) -> TimeReading:
    """The one time in a sentence. Fails where there is none, or another one."""
    times = said(text, now, conventions=conventions).times
    assert len(times) == 1, f"{text}: {[text[slice(*time.span)] for time in times]}"
    return times[0]
