"""The alarm clock: it wakes the desk at the earliest wake-up time there is, and knows nothing else.

Timers are rows. The one job here only says *when* to look; what is due, the store knows. A second job, the safety beat,
looks every half minute whatever happens, and notes that the bot is alive: from the gap it leaves, the next start knows
how long the bot was away. This is the only file that uses APScheduler.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, SystemClock
from bot.domain.ids import MatterId
from bot.engine.desk import Desk
from bot.engine.work import TICKS, NoteWork, SetAsideWork, TickWork
from bot.ports import Letter, Store, StoreUnavailableError

log = structlog.get_logger()

BEAT: Final = timedelta(seconds=30)
LAST_BEAT: Final = "beat"  # the note under which the last sign of life is kept
_LONGEST: Final = timedelta(days=1)  # a wake-up further off is looked at again by then


class Alarm:
    """Wakes the desk. It hears of new wake-up times from the desk."""

    def __init__(self, desk: Desk, store: Store, clock: Clock) -> None:
        self._desk, self._store, self._clock = desk, store, clock
        self._machine = SystemClock()  # APScheduler counts on the machine's clock, not on the office's
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._next: datetime | None = None
        self._ringing = asyncio.Lock()
        self.beats: list[Callable[[], Awaitable[None]]] = []  # what else is looked at with every beat
        desk.listeners.append(self)

    async def start(self) -> None:
        """Do what fell due while nobody was there, then wait for the next wake-up time."""
        self._scheduler.start()
        self._scheduler.add_job(
            self._job, IntervalTrigger(seconds=BEAT.total_seconds()), id="beat", args=(self._beat,), coalesce=True
        )
        await self.ring()

    async def stop(self) -> None:
        """No more waking; a ring that is under way is finished, and the last sign of life is noted."""
        self._scheduler.pause()
        async with self._ringing:
            self._scheduler.shutdown(wait=False)
        await self._note_beat()

    def letters(self, letters: Sequence[Letter]) -> None:
        """Letters are the outbox's business."""

    def wake(self, at: datetime) -> None:
        """Something is to be done at that moment."""
        if self._next is None or at < self._next:
            self._arm(at)

    def rearm(self) -> None:
        """The clock was pushed: what was far off may be near."""
        if self._next is not None:
            self._arm(self._next)

    def _arm(self, at: datetime) -> None:
        self._next = at
        wait = min(max(self._clock.until(at), timedelta(0)), _LONGEST)
        self._scheduler.add_job(
            self._job,
            DateTrigger(self._machine.now() + wait),
            id="next",
            args=(self.ring,),
            replace_existing=True,
            misfire_grace_time=None,
        )

    async def _job(self, work: Callable[[], Awaitable[None]]) -> None:
        """What the scheduler runs. Stopped while it waits for its turn, it ends without a complaint."""
        with contextlib.suppress(asyncio.CancelledError):
            await work()

    async def ring(self) -> None:
        """Climb everything that is due, then look when the next thing will be."""
        async with self._ringing:
            self._next = None
            while await self._climb() >= TICKS:
                pass
            upcoming = await self._store.next_wake()
            if upcoming is not None:
                self.wake(upcoming)

    async def _climb(self) -> int:
        """Tick what is due; gives how many matters that were. One that cannot be ticked must not stop the others."""
        work = TickWork()
        try:
            await self._desk.do(work)
        except StoreUnavailableError:
            raise
        except Exception:
            if not work.ids:
                raise
            for id in work.ids:
                await self._climb_alone(id)
        return work.found

    async def _climb_alone(self, id: MatterId) -> None:
        try:
            await self._desk.do(TickWork(only=(id,)))
        except StoreUnavailableError:
            raise
        except Exception:
            code = secrets.token_hex(3)
            log.exception("alarm.set-aside", matter=id, code=code)
            await self._desk.do(SetAsideWork(id, code))

    async def _beat(self) -> None:
        try:
            await self._note_beat()
            await self.ring()
            for look in self.beats:
                await look()
        except Exception:  # the next beat tries again; a beat that dies would be the end of all watching
            log.exception("alarm.beat")

    async def _note_beat(self) -> None:
        await self._desk.do(NoteWork(notes={LAST_BEAT: self._clock.now().isoformat()}))
