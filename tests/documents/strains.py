"""Things to be done in a worker that it should survive, and ways to see that a process has gone."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from typing import NoReturn

from bot.documents.worker import Worker

_PATIENCE = 10  # seconds


def double(number: int) -> int:
    return number * 2


def keep(value: object) -> object:
    return value


def take(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def never_end() -> NoReturn:
    while True:
        time.sleep(60)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise ValueError("this cannot be drawn")


def make_a_lambda() -> Callable[[], int]:
    return lambda: 1


async def gone(pid: int) -> bool:
    """Whether a process ends within ten seconds."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process, ended.set)
    try:
        async with asyncio.timeout(_PATIENCE):
            await ended.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(process)
        os.close(process)
    return True


async def begun(call: asyncio.Task[object]) -> None:
    """Let a call reach its process."""
    for _ in range(20):
        await asyncio.sleep(0)
    assert not call.done()


async def _die_with_a_worker() -> None:
    """A bot that is killed while its worker is there."""
    pid = await Worker().run(os.getpid)
    print(pid, flush=True)  # noqa: T201 - read by the test
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(_die_with_a_worker())
