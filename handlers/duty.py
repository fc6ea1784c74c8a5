"""值班: checking in, being late, stepping out and handing over. Who is on is asked in `handlers.roster`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.duties.shift.absence import ComeBack, NoticeDelay, StepOut
from bot.domain.duties.shift.presence import CheckIn, Cover
from bot.domain.duties.shift.relief import HandOff, TakeOver
from bot.domain.effects import Ask, Question
from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Matter
from bot.domain.roster import OpenItem, Place, Post, ShiftBody
from bot.domain.texts import Button, say
from bot.ports import Order, Plan
from bot.understanding.shifts import speaks_of_duty, speaks_of_himself
from bot.understanding.values import Intent
from handlers.room import ANSWER_WITHIN, Request, Room, ask, do, no, tell

_EARLY: Final = timedelta(hours=4)  # nobody checks in earlier than this before a shift
_ABOUT_TO_BEGIN: Final = timedelta(minutes=30)
_NEXT: Final = timedelta(hours=8)  # a successor starts within this of a hand-over
_AWAY: Final = timedelta(minutes=20)  # 出去一下, without saying for how long
_DEFAULT_DELAY: Final = timedelta(minutes=10)


async def check_in(request: Request) -> Plan:
    """到岗了, for oneself, for somebody else, or for both (我和小王都到了)."""
    reading = request.reading
    named = reading.people or ((reading.person,) if reading.person else ())
    others = [person for person in dict.fromkeys(named) if person != request.person]
    own = not others or len(others) < len(named) or speaks_of_himself(reading.text)
    orders, absent = list[Order](), list[PersonId]()
    items = await open_items(request.room)
    for person in (*((request.person,) if own else ()), *others):
        shift = await _awaited(request, person) or await _shift_of(request, person)
        if shift is None:
            absent.append(person)
            continue
        offered = person == request.person and await _offered(request, request.room.duty.shift)
        phone = reading.phone_ok
        command = CheckIn(by=request.person, person=person, phone_ok=phone, open_items=items, offered=offered)
        orders.append(Order(command=command, matter=shift.id))
    if not orders:
        return await _nobodys_shift(request, absent[0])
    refused = no("shift.not-today", name=_name(request, absent[0])).refused if absent else None
    return Plan(orders=tuple(orders), refused=refused)


async def _nobodys_shift(request: Request, person: PersonId) -> Plan:
    """No shift of his own today: perhaps he stands in for somebody."""
    if person != request.person:
        return no("shift.not-today", name=_name(request, person))
    if not request.inbound.private and not speaks_of_duty(request.words):
        return Plan()  # 我到了, among people who are not on duty
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


async def confirm(request: Request) -> Plan:
    """Whoever was said to be there answers for himself."""
    if request.reading.intent is Intent.NO:
        return tell(say("shift.not-confirmed"))
    if request.reading.intent is not Intent.YES:
        return Plan(refused=no("shift.not-confirmed").refused, asks=Ask(question=request.question))
    own = replace(request, reading=replace(request.reading, person=None, people=()))
    return await check_in(own)


async def cover(request: Request) -> Plan:
    """The B岗 steps in; or the leader agrees that another does (absent@who)."""
    if request.tap is None or request.tap.matter is None:
        return no("refused.not-here", number="")
    absent, _, who = request.tap.arg.partition("@")
    command = Cover(by=request.person, instead_of=PersonId(absent), who=PersonId(who) if who else None)
    return do(Order(command=command, matter=request.tap.matter))


async def cover_for(request: Request) -> Plan:
    """顶王磊, said after the bot asked whose shift it is."""
    named = request.understood.people
    for person in named:
        shift = await _shift_of(request, person)
        if shift is not None:
            return do(Order(command=Cover(by=request.person, instead_of=person), matter=shift.id))
    return no("shift.not-today", name=_name(request, named[0])) if named else no("shift.whose-shift")


async def late_notice(request: Request) -> Plan:
    """堵车晚十分钟, 九点前一定到岗."""
    person = request.reading.person or request.person
    shift = await _shift_of(request, person)
    if shift is None:
        return no("shift.not-today", name=_name(request, person))
    command = NoticeDelay(by=request.person, person=person, delay=_delay(request, shift))
    return do(Order(command=command, matter=shift.id))


def _delay(request: Request, shift: Matter) -> timedelta:
    """The length that is named, or the time from the beginning of the shift to the hour that is named."""
    reading = request.reading
    if reading.minutes is not None:
        return timedelta(minutes=reading.minutes)
    if reading.at is None or shift.starts_at is None:
        return _DEFAULT_DELAY
    return reading.at - max(shift.starts_at, request.now)


async def step_out(request: Request) -> Plan:
    """出去拿个文件，二十分钟，老周盯着."""
    shift, reading = await _shift_of(request, request.person), request.reading
    if shift is None:
        return no("shift.no-shift-now")
    away = timedelta(minutes=reading.minutes) if reading.minutes else _AWAY
    minder = reading.person if reading.person != request.person else None
    cover = _name(request, minder) or (next(iter(reading.names), "") if minder is None else "")
    command = StepOut(by=request.person, away=away, cover=cover, minder=minder)
    return do(Order(command=command, matter=shift.id))


async def back(request: Request) -> Plan:
    """回来了: whoever was away says so himself."""
    if request.reading.person not in (None, request.person):
        return no("shift.back-himself", name=_name(request, request.reading.person))
    shift = await _shift_of(request, request.person)
    if shift is None:
        return no("shift.no-shift-now")
    return do(Order(command=ComeBack(by=request.person), matter=shift.id))


async def hand_off(request: Request) -> Plan:
    """交班. Without a name, to whoever is rostered next."""
    shift, asked = request.room.duty.shift, request.question is not None and request.question.kind == "shift.to"
    if shift is None:
        return no("shift.nobody-holds")
    if request.room.duty.officer != request.person:
        return no("shift.not-the-holder", name=_name(request, request.room.duty.officer))
    note = request.question.args.get("note", "") if asked and request.question else _note(request)
    named = request.reading.person or (next(iter(request.understood.people), None) if asked else None)
    to = named or (await _successor(request) if not asked else None)
    if to is None and asked:
        return Plan(refused=no("shift.to-whom-not-understood").refused, asks=Ask(question=request.question))
    if to is None:
        question = Question(kind="shift.to", args={"note": note}, until=request.now + ANSWER_WITHIN)
        return ask(say("shift.hand-off-to-whom"), question)
    items, own = await open_items(request.room), await _shift_of(replace(request, tap=None), to)
    command = HandOff(by=request.person, to=to, note=note, items=items, into=own.id if own is not None else None)
    return do(Order(command=command, matter=shift))


async def check_out(request: Request) -> Plan:
    """下班了: whoever holds the duty hands it over first; for anybody else it is only talk."""
    if request.room.duty.officer == request.person and request.room.duty.shift is not None:
        return await hand_off(request)
    return no("shift.not-the-holder", name=_name(request, request.room.duty.officer)) if _asks(request) else Plan()


def _asks(request: Request) -> bool:
    """Whether an answer is waited for: in private, while somebody holds the duty."""
    return request.inbound.private and request.room.duty.officer is not None


def _note(request: Request) -> str:
    """What was said beside 交班 and the name; the bare words are no note."""
    said, whole = request.reading.text.strip(), request.words.strip("　 ,，。;；:：!！")
    return "" if said == whole else said


async def take_over(request: Request) -> Plan:
    """接班, from whoever holds the duty."""
    shift = (request.tap.matter if request.tap else None) or request.room.duty.shift
    own = await _own_shift(request)
    if shift is None:
        return await check_in(request) if own is not None else no("shift.nobody-holds")
    into = own.id if own is not None and own.id != shift else None
    if own is None and request.tap is None and not request.inbound.private and not await _offered(request, shift):
        return Plan()  # 接了, among people: a telephone call, a parcel
    items = await open_items(request.room)
    return do(Order(command=TakeOver(by=request.person, into=into, items=items), matter=shift))


async def _offered(request: Request, shift: MatterId | None) -> bool:
    """Whether the duty is being handed to whoever speaks."""
    case = await request.room.reads.case(shift) if shift is not None else None
    handover = _body(case.matter).handover if case is not None else None
    return handover is not None and handover.to == request.person


async def open_items(room: Room) -> tuple[OpenItem, ...]:
    """What goes from one shift to the next: incidents and errands that are not closed."""
    cases = (*await room.reads.open_matters("incident"), *await room.reads.open_matters("errand"))
    return tuple(OpenItem(matter=c.matter.id, number=c.matter.number, title=c.matter.title) for c in cases)


async def on_post(request: Request) -> bool:
    """Whether whoever speaks is on post now, as an officer of the current shift or as the one who holds the duty."""
    if request.room.duty.officer == request.person:
        return True
    posts = (_body(m).post(request.person) for m in _current(await _near(request), request.now))
    return any(p is not None and p.manned and p.place in (Place.PRIMARY, Place.SECONDARY) for p in posts)


async def _near(request: Request) -> Sequence[Matter]:
    return await request.room.reads.shifts(request.now, request.now + _EARLY)


async def _shift_of(request: Request, person: PersonId) -> Matter | None:
    """The shift a person may speak of now: the one he taps, else his current or next one."""
    if request.tap is not None and request.tap.matter is not None:
        case = await request.room.reads.case(request.tap.matter)
        return case.matter if case is not None and isinstance(case.matter.body, ShiftBody) else None
    near = [m for m in await _near(request) if _body(m).post(person) is not None]
    waiting = [m for m in near if (post := _body(m).post(person)) is not None and not _has_come(post, person)]
    return (
        _first(_current(waiting, request.now)) or _first(_current(near, request.now)) or _first(waiting) or _first(near)
    )


async def _awaited(request: Request, person: PersonId) -> Matter | None:
    """The shift that waits for somebody to come, running or about to begin: of two in a row the second one."""
    if request.tap is not None:
        return None
    waiting = [m for m in await _near(request) if (p := _body(m).post(person)) is not None and not _has_come(p, person)]
    return _first(_current(waiting, request.now + _ABOUT_TO_BEGIN))


async def _own_shift(request: Request) -> Matter | None:
    """The shift of whoever taps 接班: the button is on the shift of the one before him."""
    return await _shift_of(replace(request, tap=None), request.person)


def _has_come(post: Post, person: PersonId) -> bool:
    """Whether he is there himself, not only covered."""
    if post.covered_by in (None, person):
        return post.checked_in_at is not None
    return post.came_at is not None


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
