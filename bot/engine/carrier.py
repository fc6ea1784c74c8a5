"""One channel's letters on their way: picked by turn and pace, claimed, sent, and their receipts written.

A letter is claimed in the store before it is handed over and reported after the platform has confirmed it. Whatever
happens in between, memory and store never disagree about more letters than are in flight.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock, ticks
from bot.domain.accounts import MoveChat
from bot.domain.effects import Urgency
from bot.domain.state import Outage
from bot.engine.batch import NOBODY
from bot.engine.desk import Desk
from bot.engine.lanes import Lane, Lanes
from bot.engine.pace import Pace
from bot.engine.rendering import Pen
from bot.engine.work import ClaimWork, NoteWork, PlanWork, ReceiptWork, Work
from bot.messages import Moved, Never, Outcome, Sent, TryAgain
from bot.ports import Channel, Letter, LetterStatus, Plan, Receipt, Store

log = structlog.get_logger()

STALE: Final = timedelta(days=7)  # what could not be delivered for so long is not delivered any more
_MISTAKES: Final = 3  # attempts that may fail for a mistake of ours before a letter is given up
_GIVEN_UP: Final = 10  # attempts after which a letter that alone is turned back is given up
_LANDING: Final = 2.0  # seconds that the end of the bot waits for messages on their way
_SHORT_OUTAGE: Final = timedelta(seconds=5)
_PATIENCE: Final = {Urgency.URGENT: timedelta(minutes=1)}  # with a channel that is down, before another one takes over
_PATIENCE_OTHERWISE: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """When to try again, in seconds: first soon, then at growing intervals up to a longest one."""

    first: float = 1.0
    factor: float = 2.0
    longest: float = 10.0

    def after(self, attempts: int) -> float:
        """The wait after so many failed attempts, from 1."""
        return float(min(self.longest, self.first * self.factor ** min(attempts - 1, 16)))


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What goes to a chat as one message."""

    lane: Lane
    letters: tuple[Letter, ...]

    @property
    def first(self) -> Letter:
        return self.letters[0]


@dataclass(slots=True)
class _Trouble:
    """A letter that is turned back though its channel is there, and nobody asked for patience."""

    since: float
    times: int = 0


class Carrier:
    """Carries one channel's letters."""

    def __init__(self, channel: Channel, desk: Desk, store: Store, clock: Clock, pen: Pen, retry: Retry) -> None:
        self.channel = channel
        self._desk, self._store, self._clock, self._pen, self._retry = desk, store, clock, pen, retry
        self._lanes, self._pace = Lanes(), Pace(channel.can)
        self._news, self._quiet = asyncio.Event(), asyncio.Event()
        self._quiet.set()
        self._flying: set[asyncio.Task[None]] = set()
        self._cards: dict[tuple[str, str], str] = {}
        self._arrived: dict[str, float] = {}  # by chat: when the last letter arrived there
        self._troubled: dict[int, _Trouble] = {}  # by letter
        self._failures = 0  # of the whole channel, in a row
        self._blocked_until = 0.0  # the platform is down, or asked everybody for patience
        self._paced_until = 0.0  # the channel's own limit
        self._down_since: datetime | None = None

    # --- taking in ---------------------------------------------------------------------------------------------

    def add(self, letters: Sequence[Letter]) -> None:
        """These are committed and wait."""
        for letter in letters:
            self._put(letter, group=self._pen.is_group(letter))
        self._quiet.clear()
        self._news.set()

    def _put(self, letter: Letter, *, group: bool) -> None:
        replaced = self._lanes.add(letter, group=group)
        if replaced is not None:
            self._start(self._report(replaced, LetterStatus.REPLACED))

    @property
    def idle(self) -> bool:
        """Whether nothing waits and nothing is on its way."""
        return not self._lanes.waiting and not self._flying

    @property
    def outage(self) -> Outage | None:
        """The outage that is going on, up to now."""
        if self._down_since is None:
            return None
        return Outage(since=self._down_since, until=self._clock.now(), channel=self.channel.name)

    async def drained(self) -> None:
        """Wait until everything has gone out."""
        await self._quiet.wait()

    async def land(self) -> None:
        """Send nothing more, and hear what became of what is on its way, as far as that is soon known."""
        self._blocked_until = math.inf
        if self._flying:
            await asyncio.wait(tuple(self._flying), timeout=_LANDING)

    # --- sending -----------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Carry until cancelled."""
        try:
            while True:
                self._news.clear()
                parcels = self._pick()
                if parcels:
                    await self._hand_out(parcels)
                    continue
                if self.idle:
                    self._quiet.set()
                await self._sleep()
        finally:
            for task in self._flying:
                task.cancel()

    async def _hand_out(self, parcels: Sequence[_Parcel]) -> None:
        claimed = ClaimWork([letter.id for parcel in parcels for letter in parcel.letters])
        try:
            await self._desk.do(claimed)
        except Exception as error:  # the store takes nothing now: nothing is sent either
            log.exception("outbox.unclaimed", channel=self.channel.name, error=repr(error))
            self._blocked_until = ticks() + self._retry.first
            for parcel in parcels:
                for letter in parcel.letters:
                    self._put(letter, group=parcel.lane.group)
                self._lanes.free(parcel.lane)
            return
        for parcel in parcels:
            self._start(self._deliver(parcel))

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.ensure_future(work)
        self._flying.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._news.set()

    async def _sleep(self) -> None:
        until, held = self._lanes.next_delay(), max(self._blocked_until, self._paced_until)
        if self._lanes.waiting and held > ticks():
            until = held
        try:
            async with asyncio.timeout(None if until is None else max(until - ticks(), 0.001)):
                await self._news.wait()
        except TimeoutError:
            pass

    def _pick(self) -> list[_Parcel]:
        """The letters that may go out now, one message for a chat, as many as may be in flight."""
        now, picked = ticks(), list[_Parcel]()
        if now < self._blocked_until:
            return picked
        room = (1 if self._failures else self.channel.can.in_flight) - len(self._flying)
        while len(picked) < room:
            self._paced_until = now + self._pace.everybody(now)
            lane = None if self._paced_until > now else self._lanes.pick(now)
            if lane is None:
                break
            wait = self._pace.wait(lane.chat, now, group=lane.group)
            if wait > 0:
                self._lanes.delay(lane, now + wait)
                continue
            letters = self._next(lane, now)
            self._lanes.take(lane, letters)
            self._pace.take(lane.chat, now, group=lane.group)
            picked.append(_Parcel(lane, letters))
        return picked

    def _next(self, lane: Lane, now: float) -> tuple[Letter, ...]:
        if lane.group and self._pace.merge(lane.chat, len(lane.waiting), now):
            merged = lane.plain(self.channel.can.text_limit)
            if merged:
                return tuple(merged)
        return (lane.next(),)

    async def _deliver(self, parcel: _Parcel) -> None:
        try:
            outcome = await self._send(parcel)
            await self._settle(parcel, outcome)
        finally:
            self._lanes.free(parcel.lane)

    async def _send(self, parcel: _Parcel) -> Outcome:
        first = parcel.first
        if self._clock.now() - first.at > STALE:
            return Never("stale")
        written = False
        try:
            edit = await self._card_message(first) if first.card else ""
            message = await self._pen.write(parcel.letters, edit=edit)
            written = True
            return await self.channel.send(message)
        except Exception:  # a letter that is like nothing that was foreseen must not stop the others
            log.exception("outbox.unwritable", channel=self.channel.name, letter=first.id)
            hopeless = first.attempts >= _MISTAKES
            return Never("unwritable") if hopeless else TryAgain(why="unwritable", unknown=written)

    async def _card_message(self, letter: Letter) -> str:
        key = (letter.chat, letter.card)
        if key not in self._cards:
            self._cards[key] = await self._store.card(letter.channel, letter.chat, letter.card)
        return self._cards[key]

    # --- what became of it -------------------------------------------------------------------------------------

    async def _settle(self, parcel: _Parcel, outcome: Outcome) -> None:
        match outcome:
            case Sent(message=message, count=count):
                if parcel.first.card:
                    self._cards[(parcel.first.chat, parcel.first.card)] = message
                self._pace.take(parcel.lane.chat, ticks(), group=parcel.lane.group, count=count - 1)
                self._arrived[parcel.lane.chat] = ticks()
                await self._recovered()
                for letter in parcel.letters:
                    self._troubled.pop(letter.id, None)
                    await self._report(letter, LetterStatus.SENT, message=message)
            case Never(why=why, unreachable=unreachable):
                log.warning("outbox.never", channel=self.channel.name, letter=parcel.first.id, why=why)
                for letter in parcel.letters:
                    await self._report(letter, LetterStatus.FAILED, why=why, lost=unreachable)
            case Moved(to=to):
                await self._moved(parcel, to)
            case TryAgain():
                await self._again(parcel, outcome)

    async def _moved(self, parcel: _Parcel, to: str) -> None:
        """The chat is elsewhere now: remember where, and bring there whatever waits for it."""
        old = parcel.lane.chat
        if (self.channel.name, old) in self._desk.directory.accounts:
            moved = MoveChat(by=None, channel=self.channel.name, old=old, new=to)
            await self._until_written(PlanWork(plan=Plan(accounts=(moved,), verb="moved"), origin=NOBODY))
        for letter in (*parcel.letters, *self._lanes.clear(parcel.lane)):
            await self._report(letter, LetterStatus.PENDING, chat=to)
            self._put(replace(letter, chat=to), group=parcel.lane.group)

    async def _report(
        self,
        letter: Letter,
        status: LetterStatus,
        *,
        message: str = "",
        why: str = "",
        chat: str = "",
        lost: bool = False,
    ) -> None:
        receipt = Receipt(id=letter.id, status=status, at=self._clock.now(), message=message, why=why, chat=chat)
        await self._until_written(ReceiptWork(letter, receipt, lost=lost))

    async def _until_written(self, work: Work) -> None:
        """A receipt must not be lost: without it the letter would go out again."""
        attempts = 0
        while True:
            try:
                return await self._desk.do(work)
            except Exception as error:
                attempts += 1
                log.warning("outbox.unreported", channel=self.channel.name, error=repr(error))
                await asyncio.sleep(self._retry.after(attempts))

    async def _again(self, parcel: _Parcel, outcome: TryAgain) -> None:
        """Put it back, and wait as long as was asked, or longer each time."""
        now = ticks()
        own = not outcome.everybody and outcome.after is None  # nothing but the letter or its chat is to blame
        attempts = max(letter.attempts for letter in parcel.letters) + own
        asked = outcome.after.total_seconds() if outcome.after else 0.0
        self._pace.hold(parcel.lane.chat, now + (asked or self._retry.after(max(attempts, 1))))
        if own and self._at_fault_itself(parcel, now):
            await self._settle(parcel, Never(outcome.why))
            return
        if outcome.everybody:
            if now >= self._blocked_until or not self._failures:  # those that failed with it are no further attempts
                self._failures += 1
            self._blocked_until = max(self._blocked_until, now + (asked or self._retry.after(self._failures)))
            if self._down_since is None:
                self._down_since = self._clock.now()
                log.warning("channel.down", channel=self.channel.name, why=outcome.why)
        for letter in parcel.letters:
            back = replace(letter, attempts=attempts, again=letter.again or outcome.unknown)
            if not back.again:  # what may have arrived stays marked as being sent, also for the next start
                await self._report(letter, LetterStatus.PENDING, why=outcome.why)
            self._put(back, group=parcel.lane.group)
        await self._hand_over("" if outcome.everybody else parcel.lane.chat)

    def _at_fault_itself(self, parcel: _Parcel, now: float) -> bool:
        """Whether others have arrived in the same chat meanwhile, and it alone is turned back again and again."""
        trouble = self._troubled.setdefault(parcel.first.id, _Trouble(since=now))
        trouble.times += 1
        others = self._arrived.get(parcel.lane.chat, trouble.since) > trouble.since
        given_up = others and trouble.times >= _GIVEN_UP
        if given_up:
            del self._troubled[parcel.first.id]
        return given_up

    async def _hand_over(self, chat: str) -> None:
        """A channel, or one chat of it, that stays down gives what has waited too long to the person's next channel."""
        now, directory = self._clock.now(), self._desk.directory

        def waited_too_long(letter: Letter) -> bool:
            if not letter.primary or chat not in ("", letter.chat):
                return False
            own = {letter.channel, *self._desk.instant}
            patience = _PATIENCE.get(letter.urgency, _PATIENCE_OTHERWISE)
            return now - letter.at > patience and any(a.channel not in own for a in directory.addresses(letter.to))

        for letter in self._lanes.withdraw(waited_too_long):
            receipt = Receipt(id=letter.id, status=LetterStatus.REPLACED, at=now, why="handed over")
            await self._until_written(ReceiptWork(letter, receipt, hand_over=True))

    async def _recovered(self) -> None:
        """The channel answers again: remember how long nobody could be reached on it."""
        self._failures = 0
        outage, self._down_since = self.outage, None
        if outage is None:
            return
        log.info("channel.up", channel=self.channel.name)
        if outage.until - outage.since > _SHORT_OUTAGE:
            await self._until_written(NoteWork(outages=(outage,)))
