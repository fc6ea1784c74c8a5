"""The composition root: the only file that knows every concrete class, and the order in which a bot wakes up.

Waking up needs no recovery. The store is opened, what was accepted and not handled is handled, what was written and not
sent is sent, and the first act of the alarm is a tick: whatever fell due in the meantime is due now. Channels are heard
a moment before that first tick, so that an answer given while the bot was down is not followed by the reminder it was
an answer to.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import structlog

from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.documents.comparing import RosterComparison
from bot.documents.papers import DocumentPapers
from bot.documents.worker import Worker
from bot.domain.duties.routine import Reschedule, StartRoutine
from bot.domain.figures import WeeklyFigures
from bot.domain.ids import PersonId
from bot.domain.matters import Matter, Stage
from bot.domain.office import Office
from bot.domain.state import Outage
from bot.domain.texts import Text
from bot.engine.alarm import BEAT, LAST_BEAT, Alarm
from bot.engine.auditor import Auditor
from bot.engine.batch import NOBODY
from bot.engine.carrier import Retry
from bot.engine.desk import Desk
from bot.engine.outbox import Outbox
from bot.engine.press import Press
from bot.engine.reception import Reception
from bot.engine.rendering import Pen
from bot.engine.work import NoteWork, PlanWork, to_administrators
from bot.i18n import Tongue
from bot.ports import Channel, Order, Plan
from bot.sample import sample_roster
from bot.understanding import Conventions, Situation, Understood, classified, understand
from bot.understanding.situation import NOWHERE
from bot.understanding.strangers import without_strangers
from handlers.clerk import OfficeClerk
from handlers.figures import gather
from handlers.room import NOBODY_MEANT, Room
from handlers.switchboard import Switchboard
from handlers.words import lexicon_of
from storage.reads import SqlReads
from storage.shelf import FileShelf
from storage.store import SqlStore

log = structlog.get_logger()

OFFSET: Final = "clock:offset"  # the note under which a pushed clock is kept, in seconds
_HEAD_START: Final = 5.0  # seconds that channels have to bring what was said while the bot was down
_AWAY: Final = BEAT * 1.5  # a gap in the beats longer than this was an outage

MakeChannels = Callable[["App"], Sequence[Channel]]


class App:
    """A bot, put together. `running` starts it and stops it."""

    def __init__(
        self,
        office: Office,
        settings: Settings,
        store: SqlStore,
        clock: Clock,
        files: Path,
        channels: MakeChannels,
        retry: Retry | None = None,
    ) -> None:
        self.settings, self.store, self.clock = settings, store, clock
        self.shelf, self.worker = FileShelf(files), Worker()
        self.tongue = Tongue.load(office.hours.zone)
        self.reads = SqlReads(store.engine, clock)
        self.desk = Desk(store, clock, office, instant=frozenset({"web"}))
        self.pen = Pen(self.tongue, self.shelf, lambda: self.desk.office, lambda: self.desk.directory)
        self.papers = DocumentPapers(figures=self._figures, words=self.tongue.words, worker=self.worker, folder=files)
        self.press = Press(self.desk, self.papers, self.shelf, self.pen, retry)
        self.alarm = Alarm(self.desk, store, clock)
        self.alarm.beats.append(Auditor(self.reads, clock, self.tell_administrators).beat)
        self.channels = tuple(channels(self))
        self.outbox = Outbox(self.channels, self.desk, store, clock, self.pen, retry or Retry())
        clerk = OfficeClerk({channel.name: channel for channel in self.channels}, self.shelf, self.links)
        self.rosters = RosterComparison(self.worker, self._shifts_between)
        self.switchboard = Switchboard(self.desk, self.reads, self.rosters, lambda now: self._room(clerk, now))
        self.reception = Reception(self.desk, clock, self.switchboard, self.channels, self.pen, classified, retry)
        self.link_makers: list[Callable[[str], str]] = []  # how a one-time code becomes a link, channel by channel
        self.seed_sample = office.sample  # whether an empty database gets a roster to try things with
        self._lexicon = lexicon_of(office)
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    async def build(
        cls, office: Office, settings: Settings, *, clock: Clock, files: Path, channels: MakeChannels
    ) -> App:
        """Open the store and put everything together. Raises what the store raises."""
        store = await SqlStore.open(settings.database.reveal())
        return cls(office, settings, store, clock, files, channels)

    # --- parts -------------------------------------------------------------------------------------------------

    def _room(self, clerk: OfficeClerk, now: datetime) -> Room:
        office, usual, lexicon = self.desk.office, self.settings.conventions, self._lexicon

        def read(
            text: str,
            at: datetime,
            asked: str,
            /,
            *,
            meant: Mapping[str, PersonId] = NOBODY_MEANT,
            conventions: Conventions | None = None,
            situation: Situation = NOWHERE,
        ) -> Understood:
            found = understand(
                text,
                now=at,
                zone=office.hours.zone,
                lexicon=lexicon,
                conventions=conventions or usual,
                calendar=office.calendar,
                asked=asked,
                meant=meant,
                situation=situation,
            )
            return without_strangers(found, office.units)

        return Room(
            office=office,
            directory=self.desk.directory,
            duty=self.desk.duty(),
            reads=self.reads,
            clerk=clerk,
            languages=self.tongue.names,
            understand=read,
            conventions=usual,
            changed=self.settings.changed,
            now=now,
        )

    async def _figures(self, since: datetime, until: datetime) -> WeeklyFigures:
        return await gather(self.reads, self.desk.office, since, until, self.clock.now())

    async def _shifts_between(self, first: date, last: date) -> Sequence[Matter]:
        """The shifts whose day lies between two days, both counted."""
        hours = self.desk.office.hours
        since, until = hours.at(first, time()), hours.at(last + timedelta(days=1), time())
        found = await self.reads.matters("shift", since, until)
        return [case.matter for case in found if case.matter.stage is not Stage.CLOSED]

    async def compare_roster(self, data: bytes) -> tuple[Text, tuple[Order, ...]]:
        """What a roster would change, in words, and the orders for it."""
        today = self.desk.office.hours.local(self.clock.now()).date()
        return await self.rosters.compare(data, office=self.desk.office, today=today, by=None)

    def links(self, code: str) -> tuple[str, ...]:
        """Where a one-time code lets somebody in."""
        return tuple(link for make in self.link_makers if (link := make(code)))

    async def tell_administrators(self, text: Text) -> None:
        """Something that the administrators should know."""
        told = to_administrators(self.desk.office, text)
        await self.desk.do(PlanWork(plan=Plan(notifies=told), origin=NOBODY))

    # --- life --------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def running(self, *, serve: bool = True) -> AsyncIterator[App]:
        """Wake up, and go to sleep in good order at the end. Without `serve`, no channel listens and no alarm rings."""
        await self.desk.open()
        self._start(self.desk.run())
        try:
            await self._wake(serve=serve)
            yield self
        finally:
            await self._sleep(serve=serve)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _wake(self, *, serve: bool) -> None:
        await self._note_absence()
        self._start(self.outbox.run())
        self._start(self.press.run())
        await self.reception.take_up(await self.store.unhandled())
        await self.desk.take_up()
        if serve:
            for channel in self.channels:
                self._start(channel.run(self.reception.accept))
            await self._hear_channels()
            await self.alarm.start()
        await self._set_up()

    async def _hear_channels(self) -> None:
        """Let the channels bring what waited on their platforms, and answer it, before anything is called overdue."""
        ready = [asyncio.ensure_future(channel.ready()) for channel in self.channels]
        await asyncio.wait(ready, timeout=_HEAD_START)
        for waiting in ready:
            waiting.cancel()
        try:
            async with asyncio.timeout(_HEAD_START):
                await self.reception.quiet()
        except TimeoutError:
            log.warning("app.busy-start")

    async def _note_absence(self) -> None:
        """From the last beat to now nobody was there: whoever was due in that time is not to blame."""
        notes, now = self.desk.memory.heads.notes, self.clock.now()
        if isinstance(self.clock, SystemClock) and OFFSET in notes:
            self.clock.push(timedelta(seconds=float(notes[OFFSET])))
            now = self.clock.now()
        last = datetime.fromisoformat(notes[LAST_BEAT]) if LAST_BEAT in notes else now
        gap = (Outage(since=last, until=now),) if now - last > _AWAY else ()
        await self.desk.do(NoteWork(notes={LAST_BEAT: now.isoformat()}, outages=gap))

    async def _set_up(self) -> None:
        """What a fresh database needs: the weekly routine, and a sample office its roster."""
        if not await self.reads.open_matters("routine"):
            await self.order(Order(command=StartRoutine(by=None, paper="weekly")))
        office, now = self.desk.office, self.clock.now()
        if self.seed_sample and not await self.reads.shifts(now, now + timedelta(days=2)):
            await self.order(*sample_roster(office, office.hours.local(now).date()))

    async def _sleep(self, *, serve: bool) -> None:
        if serve:
            await self.alarm.stop()
        await self.outbox.land()
        for task in reversed(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        self.worker.close()
        await self.store.close()

    async def first_failure(self) -> None:
        """Wait until one of the parts fails; then there is nothing to be done but to say so and stop."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    async def order(self, *orders: Order) -> None:
        """Carry out commands of the bot's own."""
        if orders:
            await self.desk.do(PlanWork(plan=Plan(orders=orders), origin=NOBODY))

    async def take_office(self, office: Office, settings: Settings) -> None:
        """office.toml has changed for the better: work by the new one from now on."""
        moved = office.weekly != self.desk.office.weekly
        self.settings, self._lexicon = settings, lexicon_of(office)
        self.desk.take_office(office)
        if moved:
            for case in await self.reads.open_matters("routine"):
                await self.order(Order(command=Reschedule(by=None), matter=case.matter.id))

    async def push_clock(self, by: timedelta | None) -> None:
        """Push a sample's clock so far, or to the next wake-up; every wake-up on the way has its turn in time."""
        if not isinstance(self.clock, SystemClock) or not self.desk.office.sample:
            return
        upcoming, now = await self.store.next_wake(), self.clock.now()
        target = now + by if by is not None else upcoming or now
        while upcoming is not None and upcoming <= target:
            self.clock.push(upcoming - self.clock.now())
            await self.alarm.ring()
            await self.outbox.drained()
            upcoming = await self.store.next_wake()
        self.clock.push(target - self.clock.now())
        await self.desk.do(NoteWork(notes={OFFSET: str(self.clock.offset.total_seconds())}))
        self.alarm.rearm()
