"""The measures. Each gives its figures; what they must reach stands beside them in the table."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.fixtures import START, a_desk, fill, register
from bot.clock import ManualClock, ticks
from bot.domain.duties.errand import Done
from bot.domain.ids import MatterId, PersonId
from bot.engine.batch import Origin
from bot.engine.desk import Desk
from bot.engine.work import TICKS, PlanWork, TickWork
from bot.ports import Arrival, Order, Plan
from bot.running import spare_collector

PENDING: Final = 1_000_000
ROUNDS: Final = 5
_FIRST_STEP: Final = timedelta(minutes=5)  # a call of ten minutes is first reminded of after five
_FAR: Final = timedelta(days=300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table."""

    what: str
    measured: float
    unit: str
    target: str
    reached: bool
    note: str = ""


async def watch_loop(gaps: list[float]) -> None:
    """How long other coroutines had to wait for their turn."""
    last = ticks()
    while True:
        await asyncio.sleep(0.001)
        now = ticks()
        gaps.append(now - last - 0.001)
        last = now


@asynccontextmanager
async def working(desk: Desk) -> AsyncIterator[None]:
    """The desk at work."""
    task = asyncio.create_task(desk.run())
    try:
        yield
    finally:
        task.cancel()


async def climb_all(desk: Desk) -> int:
    """Climb everything that is due; gives how many matters that was."""
    done, work = 0, TickWork(found=TICKS)
    while work.found >= TICKS:
        work = TickWork()
        await desk.do(work)
        done += work.found
    return done


async def bursts(folder: Path) -> list[Figure]:
    """1,000 and 6,000 obligations due in the same second, with a million others pending."""
    database, clock = folder / "million.db", ManualClock(START)
    async with a_desk(database, clock):
        pass
    fill(database, PENDING, first=10_000_000, wake=START + _FAR, step=timedelta(seconds=1))
    first, spent, gaps = 1, dict[int, list[float]](), list[float]()
    for count in (1_000,) * ROUNDS + (6_000,) * 3:
        fill(database, count, first=first, wake=clock.now() + _FIRST_STEP, step=timedelta(0))
        first += count
        clock.set(clock.now() + _FIRST_STEP)
        async with a_desk(database, clock) as desk, working(desk):
            spare_collector()
            watcher = asyncio.create_task(watch_loop(gaps))
            begun = ticks()
            climbed = await climb_all(desk)
            spent.setdefault(count, []).append(ticks() - begun)
            watcher.cancel()
            assert climbed >= count, f"only {climbed} of {count} were climbed"
        clock.set(clock.now() + timedelta(days=1))
        with sqlite3.connect(database) as raw:
            raw.execute("UPDATE obligations SET wake_at = NULL, status = 'withdrawn' WHERE matter < 10000000")
        raw.close()
    thousand, six = statistics.median(spent[1_000]), statistics.median(spent[6_000])
    longest = max(gaps)
    return [
        Figure(
            what="1,000 due at once, 1,000,000 pending, committed",
            measured=thousand,
            unit="s",
            target="≤ 0.15",
            reached=thousand <= 0.15,
        ),
        Figure(
            what="the event loop's longest stop meanwhile",
            measured=longest * 1000,
            unit="ms",
            target="≤ 20",
            reached=longest <= 0.020,
        ),
        Figure(what="6,000 due at once, committed", measured=six, unit="s", target="≤ 1", reached=six <= 1),
    ]


def raw_commits(folder: Path, seconds: float = 1.0) -> float:
    """The floor: single-row commits a second of bare sqlite3, WAL, synchronous=FULL."""
    raw = sqlite3.connect(folder / "floor.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, body TEXT)")
    done, end = 0, ticks() + seconds
    while ticks() < end:
        raw.execute("INSERT INTO t (body) VALUES (?)", ("x" * 200,))
        done += 1
    raw.close()
    return done / seconds


async def commands(folder: Path, *, clients: int = 64, each: int = 80) -> list[Figure]:
    """Durable commands a second: inbox, decide, journal, outbox, for so many clients that wait for each answer."""
    floors, rates = list[float](), list[float]()
    for round in range(ROUNDS):
        floors.append(raw_commits(folder))
        async with a_desk(folder / f"commands{round}.db", ManualClock(START)) as desk, working(desk):
            await register(desk, clients * each)
            spare_collector()
            begun = ticks()
            await asyncio.gather(*(_client(desk, number, clients, each) for number in range(clients)))
            rates.append(clients * each / (ticks() - begun))
    floor, rate = statistics.median(floors), statistics.median(rates)
    return [
        Figure(what="floor: raw sqlite3 single-row commits", measured=floor, unit="/s", target="", reached=True),
        Figure(
            what="durable commands, 64 at a time",
            measured=rate,
            unit="/s",
            target="≥ 1.0 × floor",
            reached=rate >= floor,
            note=f"{rate / floor:.2f} × floor",
        ),
    ]


async def _client(desk: Desk, number: int, clients: int, each: int) -> None:
    person = PersonId("p1")
    origin = Origin(person=person, channel="telegram", chat="5", tapped=True)
    for turn in range(each):
        matter = MatterId(number + turn * clients + 1)
        raw = {
            "update_id": int(matter),
            "callback_query": {"id": str(matter), "data": f"errand_done:{matter}::", "from": {"id": 5}},
        }
        arrival = Arrival(channel="telegram", key=str(matter), raw=raw, chat="5", lane=str(number))
        (accepted,) = await desk.accept([arrival])
        order = Order(command=Done(by=person), matter=matter)
        await desk.do(PlanWork(plan=Plan(orders=(order,), verb="errand_done"), origin=origin, inbox=accepted.id))


Measure = Callable[[Path], Awaitable[list[Figure]]]


async def in_folder(measure: Measure) -> list[Figure]:
    """A measure in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="zhishou-bench-") as folder:
        return await measure(Path(folder))
