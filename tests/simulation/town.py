"""A county office whose bot can die at any commit and at any message, and is started again on the same database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.app import App
from bot.clock import ManualClock
from bot.config import Settings
from bot.domain.accounts import AccountCommand, IssueCode, Redeem, RegisterGroup, fingerprint
from bot.domain.ids import GroupId, PersonId
from bot.engine.alarm import LAST_BEAT
from bot.engine.batch import NOBODY
from bot.engine.carrier import Retry
from bot.engine.work import TICKS, NoteWork, PlanWork, TickWork, Waiting
from bot.ports import Plan, Speaker
from bot.sample import sample_roster
from storage.store import SqlStore
from storage.transaction import SqlTransaction
from tests.simulation.office import GROUP, PEOPLE, town_office
from tests.simulation.platform import NAME, Mortality, Platform, PlatformChannel
from tests.world import database

_BEAT: Final = timedelta(minutes=10)


class MortalStore(SqlStore):
    """The store of a process that dies at a given commit: just before it, or just after it."""

    life: Mortality
    dies_in: int = 0  # commits until death; 0 means it lives
    committed_first: bool = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTransaction]:
        await self.life.breathe()
        self.dies_in -= 1
        doomed = self.dies_in == 0
        async with super().transaction() as transaction:
            yield transaction
            await self.life.breathe()
            if doomed and not self.committed_first:
                await self.life.die()
        if doomed:
            await self.life.die()


class Racing:
    """Handlers behind which the clock strikes: what is due falls into the same batch as what was just understood."""

    def __init__(self, app: App, clock: ManualClock) -> None:
        self._app, self._clock = app, clock
        self.strikes_at: datetime | None = None
        self.tick_first = False

    async def plan(self, speaker: Speaker, now: datetime) -> Plan:
        plan = await self._app.switchboard.plan(speaker, now)
        if self.strikes_at is not None:
            self._clock.set(self.strikes_at)
            self.strikes_at = None
            if self.tick_first:
                self._strike()
            else:  # behind what is put on the desk now, and before the desk looks
                asyncio.get_running_loop().call_soon(self._strike)
        return plan

    def _strike(self) -> None:
        done = asyncio.get_running_loop().create_future()
        done.add_done_callback(lambda over: over.cancelled() or over.exception())
        self._app.desk._queue.put_nowait(Waiting(TickWork(), done))


class Town:
    """The office, its people, and one bot after the other."""

    def __init__(self, folder: Path, start: datetime) -> None:
        self.folder, self.clock, self.platform = folder, ManualClock(start), Platform()
        self.deaths = 0

    # --- one life of the bot -----------------------------------------------------------------------------------

    async def start(self) -> None:
        """Start a bot on what is there."""
        self.life = Mortality()
        self.store = await MortalStore.open(database(self.folder))
        self.store.life = self.life
        self._channel = PlatformChannel(self.platform, self.life)
        self.app = App(
            town_office(),
            Settings(),
            self.store,
            self.clock,
            self.folder / "files",
            lambda _: (self._channel,),
            Retry(first=0.001, longest=0.002),
        )
        self.racing = Racing(self.app, self.clock)
        self.app.reception._handlers = self.racing
        up = asyncio.Event()
        self._running = asyncio.create_task(self._live(up))
        await self._or_death(up.wait())

    async def _live(self, up: asyncio.Event) -> None:
        async with self.app.running(serve=False):
            up.set()
            await asyncio.Event().wait()

    async def stop(self) -> None:
        """End this life, in whatever state it is."""
        self._running.cancel()
        await asyncio.wait((self._running,))

    async def _or_death(self, step: Coroutine[object, object, object]) -> None:
        """Do something with the bot; if it dies of it, start it again."""
        doing, dying = asyncio.ensure_future(step), asyncio.ensure_future(self.life.death())
        await asyncio.wait((doing, dying, self._running), return_when=asyncio.FIRST_COMPLETED)
        for task in (doing, dying):
            task.cancel()
        await asyncio.wait((doing, dying))
        if not self.life.dead:
            if not doing.cancelled():
                doing.result()
            assert not self._running.done(), self._running.result()
            return
        await self.stop()
        self.deaths += 1
        await self.start()

    # --- what happens ------------------------------------------------------------------------------------------

    async def enrol(self) -> None:
        """Everybody is let in, the duty group is registered, and there is a roster."""
        office, sent = self.app.desk.office, list[AccountCommand]()
        for person in map(PersonId, PEOPLE):
            code = fingerprint(person)
            sent.append(IssueCode(by=None, person=person, hash=code))
            sent.append(Redeem(by=person, hash=code, channel=NAME, address=person))
        sent.append(RegisterGroup(by=None, group=GroupId("zhibanqun"), channel=NAME, address=GROUP))
        await self.app.desk.do(PlanWork(plan=Plan(accounts=tuple(sent)), origin=NOBODY))
        await self.app.order(*sample_roster(office, office.hours.local(self.clock.now()).date()))
        await self.settled()

    async def races(self, *, tick_first: bool) -> None:
        """What was said comes in at the very moment when the next thing falls due."""
        upcoming = await self.store.next_wake()
        self.racing.strikes_at, self.racing.tick_first = upcoming, tick_first
        await self.bring()
        self.racing.strikes_at = None

    async def bring(self) -> None:
        """What was said comes in, and is answered."""
        await self._or_death(self._bring())

    async def _bring(self) -> None:
        await self._channel.bring(self.app.reception.accept)
        await self.settled()

    async def passes(self, by: timedelta) -> None:
        """Time passes, and every ladder has its turn."""
        end = self.clock.now() + by
        while self.clock.now() < end:
            await self._or_death(self._tick(min(end, self.clock.now() + _BEAT)))

    async def _tick(self, moment: datetime) -> None:
        upcoming = await self.store.next_wake()
        self.clock.set(moment if upcoming is None else min(moment, max(upcoming, self.clock.now())))
        work = TickWork(found=TICKS)
        while work.found == TICKS:
            await self.app.desk.do(work := TickWork())
        await self.app.desk.do(NoteWork(notes={LAST_BEAT: self.clock.now().isoformat()}))
        await self.settled()

    async def settled(self) -> None:
        """All that can be made and sent has been; a platform that is down is not waited for."""
        await self.app.reception.quiet()
        await self.app.press.drained()
        if not self.platform.down:
            await self.app.outbox.drained()
        await self.life.breathe()

    async def mend(self) -> None:
        """Everything works again, and stays so."""
        self.platform.down = False
        self.platform.moods.clear()
        self.store.dies_in = 0
        await self.bring()
