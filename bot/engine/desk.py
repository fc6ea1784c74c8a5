"""The desk: the only writer.

Whatever wants to change something (a message that came in, a command, a tick of the clock, a receipt from a platform)
is put on the desk as a piece of *work* and waits. The desk takes everything that is waiting, decides it against one
batch, writes it in one transaction and commits once; then everybody who waited is told. Under load one flush of the
disk serves many people; alone, one message has it to itself.

If a batch fails, its pieces are tried one by one, so that a broken one harms nobody else. If the disk takes nothing,
whoever waits hears so: the bot never says "got it" of what it has not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.clock import Clock
from bot.domain.accounts import Directory
from bot.domain.effects import Question
from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Matter
from bot.domain.obligations import to_group, to_person
from bot.domain.office import Office
from bot.domain.roster import OnDuty, on_duty
from bot.domain.state import Outage
from bot.engine.batch import Batch, Surroundings
from bot.engine.work import AcceptWork, Waiting, Work
from bot.ports import Accepted, Arrival, Heads, Letter, Store, StoreUnavailableError

_PAGE: Final = 5_000  # letters read from the store at a time
BATCH: Final = 128  # pieces of work in one transaction
_SHIFTS_BEFORE: Final = timedelta(hours=36)
_SHIFTS_AFTER: Final = timedelta(hours=72)
_SHIFTS_FRESH: Final = timedelta(hours=24)


class Listener(Protocol):
    """Who is told, after a commit, what it brought."""

    def letters(self, letters: Sequence[Letter]) -> None:
        """These are now in the outbox."""
        ...

    def wake(self, at: datetime) -> None:
        """Something is to be done at that moment."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the desk keeps in mind between batches; the store has all of it too."""

    heads: Heads
    directory: Directory
    questions: dict[PersonId, Question]
    shifts: dict[MatterId, Matter]


class Desk:
    """Decides and writes, one batch at a time."""

    def __init__(self, store: Store, clock: Clock, office: Office, *, instant: frozenset[str] = frozenset()) -> None:
        self.store = store
        self.clock = clock
        self.office = office
        self.instant = instant
        self.listeners: list[Listener] = []
        self.ongoing_outages: Callable[[], tuple[Outage, ...]] = tuple
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue()
        self._memory: Memory | None = None
        self._left_at = 0  # the last letter of the run before
        self._outages: tuple[Outage, ...] = ()
        self._shifts_at: datetime | None = None

    # --- life --------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Take up where the store left off."""
        now = self.clock.now()
        directory = await self.store.directory()
        self._memory = Memory(
            heads=await self.store.heads(),
            directory=self._with_web(directory),
            questions=await self.store.questions(),
            shifts={},
        )
        self._left_at = self._memory.heads.letter
        self._outages = await self.store.outages(now - timedelta(days=60))
        await self._refresh_shifts(now)

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            await self._settle(batch)

    async def take_up(self) -> None:
        """Tell the listeners of letters that an earlier run left unsent; of this run's own they have heard already."""
        after = 0
        while waiting := [w for w in await self.store.waiting(_PAGE, after) if w.id <= self._left_at]:
            self._tell(waiting, None)
            after = waiting[-1].id

    @property
    def memory(self) -> Memory:
        """What the desk knows without asking the store."""
        assert self._memory is not None, "the desk was used before it was opened"
        return self._memory

    @property
    def directory(self) -> Directory:
        """Who is who, now."""
        return self.memory.directory

    def duty(self) -> OnDuty:
        """Who is on post, now."""
        return on_duty(self.memory.shifts.values(), self.clock.now())

    def take_office(self, office: Office) -> None:
        """From the next batch on, the office is this one."""
        self.office = office
        self._memory = replace(self.memory, directory=self._with_web(self.memory.directory))

    def _with_web(self, directory: Directory) -> Directory:
        """The web chat's groups are open to their members; a sample office lets everybody in."""
        holders = [to_group(group) for group in self.office.groups]
        if self.office.sample:
            holders += [to_person(person) for person in self.office.people]
        return replace(directory, open_web=frozenset(holders))

    # --- what can be put on it ---------------------------------------------------------------------------------

    async def do(self, work: Work) -> None:
        """Put a piece of work on the desk and wait until it is committed. Raises what stopped it."""
        waiting = Waiting(work, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(waiting)
        await waiting.done

    async def accept(self, arrivals: Sequence[Arrival]) -> tuple[Accepted, ...]:
        """Write down what has come in. Those that were there before are left out of the answer."""
        work = AcceptWork(arrivals)
        await self.do(work)
        return work.accepted

    # --- the batch ---------------------------------------------------------------------------------------------

    async def _settle(self, waiting: Sequence[Waiting]) -> None:
        try:
            await self._commit([w.work for w in waiting])
        except Exception as error:  # whatever it was, the others must not suffer from it
            if len(waiting) == 1 or isinstance(error, StoreUnavailableError):
                for one in waiting:
                    one.fail(error)
                return
            for one in waiting:
                await self._settle([one])
            return
        for one in waiting:
            one.succeed()

    async def _commit(self, works: Sequence[Work]) -> None:
        now = self.clock.now()
        if self._shifts_at is None or now - self._shifts_at > _SHIFTS_FRESH:
            await self._refresh_shifts(now)
        memory = self.memory
        async with self.store.transaction() as transaction:
            batch = Batch(
                around=Surroundings(
                    office=self.office,
                    now=now,
                    instant=self.instant,
                    outages=(*self._outages, *self.ongoing_outages()),
                ),
                transaction=transaction,
                found=memory.heads,
                directory=memory.directory,
                questions=dict(memory.questions),
                shifts=dict(memory.shifts),
            )
            await batch.load(id for work in works for id in work.needs())
            await batch.recognise([arrival for work in works for arrival in work.arrivals()])
            for work in works:
                await work.apply(batch)
            changes = batch.finish()
            await transaction.write(changes)
        self._memory = Memory(
            heads=batch.heads(), directory=batch.directory, questions=batch.questions, shifts=batch.shifts
        )
        if changes.outages:
            self._outages = (*self._outages, *changes.outages)
        self._tell(changes.letters, batch.earliest_wake())

    def _tell(self, letters: Sequence[Letter], wake: datetime | None) -> None:
        for listener in self.listeners:
            if letters:
                listener.letters(letters)
            if wake is not None:
                listener.wake(wake)

    async def _refresh_shifts(self, now: datetime) -> None:
        found = await self.store.shifts(now - _SHIFTS_BEFORE, now + _SHIFTS_AFTER)
        self._memory = replace(self.memory, shifts={matter.id: matter for matter in found})
        self._shifts_at = now
