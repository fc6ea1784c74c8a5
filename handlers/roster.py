"""今晚谁值班, 明天谁值班, 本周值班表, 我什么时候值班: the roster, read out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.ids import PersonId
from bot.domain.matters import Matter
from bot.domain.roster import Place, Post, ShiftBody
from bot.domain.texts import Text, day, lines, moment, names, say
from bot.ports import Plan
from bot.understanding.shifts import speaks_of_tonight
from bot.understanding.values import TimeKind
from handlers.room import Request, tell

_WEEK: Final = 7
_LONGEST: Final = timedelta(days=31)
_SMALL_HOURS: Final = time(6)  # before it, 今晚 is still the night that began yesterday
_MINE_SHOWN: Final = 5


async def roster(request: Request) -> Plan:
    """Who is on, on the days that were asked for; now and later today where none was named."""
    if request.reading.what == "mine":
        return await _mine(request)
    days = _days(request)
    if days is None:
        return await _today(request)
    first, last = days
    hours, today = request.office.hours, _today_is(request)
    since, until = hours.at(first, time()), hours.at(last + timedelta(days=1), time())
    found = [m for m in await request.room.reads.shifts(since, until) if first <= _body(m).date <= last]
    if not found:
        return tell(say("roster.none", day=day(first)) if first == last else _none_between(first, last))
    return tell(lines(*(_line(request, m) for m in found), _holds(request) if first <= today <= last else None))


def _none_between(first: date, last: date) -> Text:
    return say("roster.none-between", first=day(first), last=day(last))


async def _today(request: Request) -> Plan:
    """The shift that is running, and those that begin before the day is out; tonight only the one of the night."""
    hours, today = request.office.hours, _today_is(request)
    until = hours.at(today + timedelta(days=1), time())
    found = list(await request.room.reads.shifts(request.now, until))
    if speaks_of_tonight(request.words):
        running = hours.local(request.now).time() < _SMALL_HOURS
        by_night = [m for m in found if _overnight(request, m)]
        found = (by_night[:1] if running else by_night) or found
    if not found:
        return tell(lines(say("roster.none", day=day(today)), _holds(request)))
    return tell(lines(*(_line(request, m) for m in found), _holds(request)))


def _overnight(request: Request, matter: Matter) -> bool:
    """Whether a shift goes on past midnight."""
    hours = request.office.hours
    if matter.starts_at is None or matter.ends_at is None:
        return False
    return hours.local(matter.ends_at).date() > hours.local(matter.starts_at).date()


async def _mine(request: Request) -> Plan:
    """我什么时候值班: his next shifts."""
    found = await request.room.reads.shifts(request.now, request.now + _LONGEST)
    own = [m for m in found if _body(m).post(request.person) is not None][:_MINE_SHOWN]
    if not own:
        return tell(say("roster.none-of-yours", n=_LONGEST.days))
    return tell(lines(say("roster.yours"), *(_own_line(request.person, m) for m in own)))


def _own_line(person: PersonId, matter: Matter) -> Text:
    body = _body(matter)
    post = body.post(person)
    return say(
        "roster.own-line",
        day=day(body.date),
        shift=say(f"shift-name.{body.name}"),
        starts=_clock(matter.starts_at),
        ends=_clock(matter.ends_at),
        place=say(f"place.{post.place}") if post else "",
    )


def _days(request: Request) -> tuple[date, date] | None:
    """The days that were asked for; None where it is about now."""
    hours, today = request.office.hours, _today_is(request)
    for found in request.understood.times:
        if found.kind is TimeKind.INTERVAL and found.end is not None:
            first, last = hours.local(found.at).date(), hours.local(_last_moment(found.end, found.grain)).date()
            return first, min(max(first, last), first + _LONGEST)
        named = hours.local(found.at).date()
        return None if named == today and speaks_of_tonight(request.words) else (named, named)
    if request.reading.what == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=_WEEK - 1)
    return None


def _last_moment(end: datetime, grain: str) -> datetime:
    """The last day of a stretch of days belongs to it, the end of a stretch of hours does not."""
    return end if grain == "day" else end - timedelta(microseconds=1)


def _today_is(request: Request) -> date:
    return request.office.hours.local(request.now).date()


def _line(request: Request, matter: Matter) -> Text:
    body = _body(matter)

    def people(place: Place) -> Text | str:
        listed = [_shown(request, post) for post in body.posts if post.place is place]
        return names(*listed) if listed else say("roster.nobody")

    return say(
        "roster.line",
        day=day(body.date),
        shift=say(f"shift-name.{body.name}"),
        starts=_clock(matter.starts_at),
        ends=_clock(matter.ends_at),
        leader=people(Place.LEADER),
        primary=people(Place.PRIMARY),
        secondary=people(Place.SECONDARY),
    )


def _shown(request: Request, post: Post) -> str:
    """A tick for those who are there, and who stands in for whom."""
    name = request.office.name_of(post.person)
    if post.covered_by is not None and post.came_at is None:
        return f"{request.office.name_of(post.covered_by)}✓（{name}）"
    return name + ("✓" if post.checked_in_at is not None else "")


def _clock(at: datetime | None) -> Text | str:
    return moment(at, "clock") if at is not None else ""


def _holds(request: Request) -> Text | None:
    officer = request.room.duty.officer
    return say("roster.holds", name=request.office.name_of(officer)) if officer else None


def _body(matter: Matter) -> ShiftBody:
    assert isinstance(matter.body, ShiftBody), "a list of shifts holds shifts"
    return matter.body
