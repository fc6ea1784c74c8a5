"""Start on a database with so many open obligations, and print the seconds to the first message and the peak memory.

Run in a process of its own: python -m benchmarks.starter FOLDER COUNT
"""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Final

import bot.running  # noqa: F401 - what the real process has loaded counts
from benchmarks.fixtures import fill
from benchmarks.standin import StandIn, an_app
from bot.clock import SystemClock, ticks
from storage.store import SqlStore

_KIBIBYTES: Final = 1024
_FAR: Final = timedelta(days=300)


async def prepare(database: Path, count: int) -> None:
    """A database as an earlier run has left it."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{database}")
    await store.close()
    now = SystemClock().now()
    fill(database, count, first=1_000, wake=now + _FAR, step=timedelta(seconds=1))
    with closing(sqlite3.connect(database)) as raw, raw:
        for index in range(10):
            raw.execute("INSERT INTO accounts VALUES ('telegram', ?, ?, 0, 0, '')", (str(index), f"p:p{index}"))


def arm(database: Path) -> None:
    """One more obligation, due now."""
    with closing(sqlite3.connect(database)) as raw:
        (taken,) = raw.execute("SELECT count(*) FROM matters WHERE id < 1000").fetchone()
    fill(database, 1, first=taken + 1, wake=SystemClock().now(), step=timedelta(0))


async def measure(database: Path) -> tuple[float, float]:
    """Seconds from nothing but imports to the first message, and the peak of resident memory in MiB."""
    channel, begun = StandIn(), ticks()
    async with an_app(database, SystemClock(), channel):
        await channel.handed.wait()
    return channel.at - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIBIBYTES


def main() -> None:
    """Prepare in one process, measure in another: what preparing needed must not count."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    database = folder / "start.db"
    if not database.exists():
        asyncio.run(prepare(database, count))
        return
    arm(database)
    seconds, mebibytes = asyncio.run(measure(database))
    print(seconds, mebibytes)


if __name__ == "__main__":
    main()
