"""Do nothing for a minute and print how many statements the database was sent: beside the safety beat, and in it.

Run in a process of its own: python -m benchmarks.idler FOLDER
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event

from benchmarks.standin import StandIn, an_app
from bot.clock import SystemClock, ticks
from bot.engine.alarm import BEAT

_BEATS: Final = 2
_NEAR: Final = 0.5  # seconds: what was asked so shortly before the end of a beat belongs to it


async def measure(folder: Path) -> tuple[int, int]:
    """Statements outside and inside the beats."""
    asked, beats = list[float](), list[float]()
    ended = asyncio.Event()

    async def beat() -> None:
        beats.append(ticks())
        if len(beats) == _BEATS:
            ended.set()

    def count(*_: Any) -> None:  # noqa: ANN401 - what SQLAlchemy hands over is not looked at
        asked.append(ticks())

    async with an_app(folder / "idle.db", SystemClock(), StandIn()) as app:
        app.alarm.beats.append(beat)
        await app.outbox.drained()
        event.listen(app.store.engine.sync_engine, "before_cursor_execute", count)
        await asyncio.wait_for(ended.wait(), BEAT.total_seconds() * (_BEATS + 1))
        inside = sum(any(0 <= end - at < _NEAR for end in beats) for at in asked)
        return len(asked) - inside, inside


def main() -> None:
    """Measure and print."""
    print(*asyncio.run(measure(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
