"""值班: checking in, being late, stepping out, handing over, and asking who is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.duties.shift.presence import CheckIn, ComeBack, Cover, NoticeDelay, StepOut
from bot.domain.duties.shift.relief import HandOff, TakeOver
from bot.domain.effects import Question
from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Matter
from bot.domain.roster import OpenItem, Place, Post, ShiftBody
from bot.domain.texts import Button, Text, day, lines, moment, names, say
from bot.ports import Order, Plan
from bot.understanding.values import TimeKind
from handlers.room import ANSWER_WITHIN, Request, Room, ask, do, no, tell

_EARLY: Final = timedelta(hours=4)  # nobody checks in earlier than this before a shift
_NEXT: Final = timedelta(hours=8)  # a successor starts within this of a hand-over
_AWAY: Final = timedelta(minutes=20)  # 出去一下, without saying for how long
_DEFAULT_DELAY: Final = timedelta(minutes=10)
_WEEK: Final = 7


async def check_in(request: Request) -> Plan:
    """到岗了, for oneself or for somebody else."""
    person = request.reading.person or request.person
    shift = await _shift_of(request, person)
    if shift is None:
        return (
            await _whose_shift(request)
            if person == request.person
            else no("shift.not-today", name=_name(request, person))
        )
    items = await open_items(request.room)
    command = CheckIn(by=request.person, person=person, phone_ok=request.reading.phone_ok, open_items=items)
    return do(Order(command=command, matter=shift.id))


async def _whose_shift(request: Request) -> Plan:
    """No shift of his own today: perhaps he stands in for somebody."""
    buttons = [
        Button(
            label=say("shift.cover-button", name=_name(request, post.person)),
            verb="cover",
            matter=m.id,
            arg=post.person,
        )
        for m in await _near(request)
        for post in _body(m).posts
        if post.checked_in_at is None and _backup_of(request, post) == request.person
    ]
    question = Question(kind="shift.cover", until=request.now + ANSWER_WITHIN)
    return ask(say("shift.no-shift-today"), question, *buttons)


def _backup_of(request: Request, post: Post) -> PersonId | None:
    person = request.office.person(post.person)
    return person.backup if person else None


async def cover(request: Request) -> Plan:
    """The B岗 steps in."""
    if request.tap is None or request.tap.matter is None:
        return no("refused.not-here", number="")
    command = Cover(by=request.person, instead_of=PersonId(request.tap.arg))
    return do(Order(command=command, matter=request.tap.matter))


async def late_notice(request: Request) -> Plan:
    """堵车晚十分钟."""
    person = request.reading.person or request.person
    shift = await _shift_of(request, person)
    if shift is None:
        return no("shift.not-today", name=_name(request, person))
    minutes = request.reading.minutes
    delay = timedelta(minutes=minutes) if minutes else _DEFAULT_DELAY
    return do(Order(command=NoticeDelay(by=request.person, person=person, delay=delay), matter=shift.id))


async def step_out(request: Request) -> Plan:
    """出去拿个文件，二十分钟，老周盯着."""
    shift = await _shift_of(request, request.person)
    if shift is None:
        return no("shift.no-shift-now")
    minutes = request.reading.minutes
    away = timedelta(minutes=minutes) if minutes else _AWAY
    minder = _name(request, request.reading.person) if request.reading.person else ""
    return do(Order(command=StepOut(by=request.person, away=away, cover=minder), matter=shift.id))


async def back(request: Request) -> Plan:
    """回来了."""
    shift = await _shift_of(request, request.person)
    if shift is None:
        return no("shift.no-shift-now")
    return do(Order(command=ComeBack(by=request.person), matter=shift.id))


async def hand_off(request: Request) -> Plan:
    """交班. Without a name, to whoever is rostered next."""
    shift = request.room.duty.shift
    if shift is None:
        return no("shift.nobody-holds")
    to = request.reading.person or await _successor(request)
    if to is None:
        question = Question(kind="shift.to", args={"note": request.words}, until=request.now + ANSWER_WITHIN)
        return ask(say("shift.hand-off-to-whom"), question)
    items = await open_items(request.room)
    return do(Order(command=HandOff(by=request.person, to=to, note=request.reading.text, items=items), matter=shift))


async def take_over(request: Request) -> Plan:
    """接班, from whoever holds the duty."""
    shift = (request.tap.matter if request.tap else None) or request.room.duty.shift
    if shift is None:
        own = await _shift_of(request, request.person)
        return await check_in(request) if own is not None else no("shift.nobody-holds")
    own = await _shift_of(request, request.person)
    into = own.id if own is not None and own.id != shift else None
    items = await open_items(request.room)
    return do(Order(command=TakeOver(by=request.person, into=into, items=items), matter=shift))


async def open_items(room: Room) -> tuple[OpenItem, ...]:
    """What goes from one shift to the next: incidents and errands that are not closed."""
    cases = (*await room.reads.open_matters("incident"), *await room.reads.open_matters("errand"))
    return tuple(OpenItem(matter=c.matter.id, number=c.matter.number, title=c.matter.title) for c in cases)


async def roster(request: Request) -> Plan:
    """今晚谁值班, 明天谁值班, 本周值班表."""
    first, last = _days(request)
    hours = request.office.hours
    since, until = hours.at(first, time()), hours.at(last + timedelta(days=1), time())
    found = [m for m in await request.room.reads.shifts(since, until) if first <= _body(m).date <= last]
    if _tonight(request):
        found = [m for m in found if m.ends_at is not None and hours.local(m.ends_at).date() > first] or found
    if not found:
        return tell(say("roster.none", day=day(first)))
    return tell(lines(*(_shift_line(request, m) for m in found), _on_post(request)))


def _days(request: Request) -> tuple[date, date]:
    """The days that were asked for; today where none was named."""
    hours, today = request.office.hours, request.office.hours.local(request.now).date()
    if any(word in request.words for word in ("本周", "这周", "一周", "week")):
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=_WEEK - 1)
    for found in request.understood.times:
        if found.kind is TimeKind.INTERVAL and found.end is not None:
            first, last = hours.local(found.at).date(), hours.local(found.end).date()
            return first, min(last, first + timedelta(days=31))
        return (named := hours.local(found.at).date()), named
    return today, today


def _tonight(request: Request) -> bool:
    return any(word in request.words for word in ("今晚", "今夜", "tonight"))


def _shift_line(request: Request, matter: Matter) -> Text:
    body = _body(matter)

    def people(place: Place) -> Text | str:
        listed = [_name(request, post.person) + _mark(post) for post in body.posts if post.place is place]
        return names(*listed) if listed else say("roster.nobody")

    return say(
        "roster.line",
        day=day(body.date),
        shift=say(f"shift-name.{body.name}"),
        starts=moment(matter.starts_at, "clock") if matter.starts_at else "",
        ends=moment(matter.ends_at, "clock") if matter.ends_at else "",
        leader=people(Place.LEADER),
        primary=people(Place.PRIMARY),
        secondary=people(Place.SECONDARY),
    )


def _mark(post: Post) -> str:
    """A tick for those who are there."""
    return "✓" if post.checked_in_at is not None else ""


def _on_post(request: Request) -> Text | None:
    officer = request.room.duty.officer
    return say("roster.holds", name=_name(request, officer)) if officer else None


async def _near(request: Request) -> Sequence[Matter]:
    return await request.room.reads.shifts(request.now, request.now + _EARLY)


async def _shift_of(request: Request, person: PersonId) -> Matter | None:
    """The shift a person may speak of now: the one he taps, else his current or next one."""
    near = [m for m in await _near(request) if _body(m).post(person) is not None]
    if request.tap is not None and request.tap.matter is not None:
        tapped = [m for m in near if m.id == request.tap.matter]
        near = tapped or near
    waiting = [m for m in near if (post := _body(m).post(person)) is not None and post.checked_in_at is None]
    return (
        _first(_current(waiting, request.now)) or _first(_current(near, request.now)) or _first(waiting) or _first(near)
    )


def _current(shifts: Iterable[Matter], now: datetime) -> list[Matter]:
    return [m for m in shifts if m.starts_at is not None and m.starts_at <= now]


def _first(shifts: Sequence[Matter]) -> Matter | None:
    return shifts[0] if shifts else None


async def _successor(request: Request) -> PersonId | None:
    """Who is rostered next, where exactly one is."""
    held: MatterId | None = request.room.duty.shift
    upcoming = await request.room.reads.shifts(request.now, request.now + _NEXT)
    starting = [m for m in upcoming if m.id != held and m.starts_at is not None and m.starts_at > request.now - _EARLY]
    people = dict.fromkeys(p for m in starting[:1] for p in _body(m).people(Place.PRIMARY) if p != request.person)
    return next(iter(people)) if len(people) == 1 else None


def _name(request: Request, person: PersonId | None) -> str:
    return request.office.name_of(person)


def _body(matter: Matter) -> ShiftBody:
    assert isinstance(matter.body, ShiftBody), "a list of shifts holds shifts"
    return matter.body
