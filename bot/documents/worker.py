"""One process apart, for what is heavy or not to be trusted: drawing, workbooks, other people's files.

It is started on first use, does one thing at a time, and ends after some idle minutes. What takes longer than its
limit is killed, and what crashes is replaced at the next call; either way the caller is told in a value and the bot's
own process goes on. Functions are handed over by name, so they stand at the top of a module and take and return plain
values.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Final, ParamSpec, TypeVar

import structlog

from bot.domain.texts import Text, say

P = ParamSpec("P")
T = TypeVar("T")

LIMIT: Final = timedelta(seconds=30)
IDLE: Final = timedelta(minutes=5)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no result, and why."""

    why: Text


@dataclass(frozen=True, slots=True)
class _Process:
    """The running worker."""

    pool: ProcessPoolExecutor
    pid: int


class Worker:
    """Runs functions in a process of its own, one at a time."""

    def __init__(self, *, limit: timedelta = LIMIT, idle: timedelta = IDLE) -> None:
        self.limit = limit  # for the calls that begin from now on
        self._idle = idle.total_seconds()
        self._turn = asyncio.Lock()
        self._closed = False
        self._process: _Process | None = None
        self._retirement: asyncio.TimerHandle | None = None

    @property
    def running(self) -> bool:
        """Whether there is a process at this moment."""
        return self._process is not None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | Failed:
        """Call a function in the worker. The limit begins when its turn comes. Never raises for what it does there."""
        async with self._turn:
            if self._closed:
                return Failed(say("documents.failed"))
            self._stay()
            try:
                async with asyncio.timeout(self.limit.total_seconds()):
                    process = await self._start()
                    call = process.pool.submit(function, *args, **kwargs)
                    return await asyncio.wrap_future(call)
            except TimeoutError:
                self._kill()
                return Failed(say("documents.too-slow", seconds=int(self.limit.total_seconds())))
            except asyncio.CancelledError:
                self._kill()
                raise
            except BrokenExecutor:
                log.warning("documents.crashed", function=_called(function))
                self._kill()
                return Failed(say("documents.crashed"))
            except Exception:  # whatever the function raised, or that its values cannot be handed over
                log.exception("documents.failed", function=_called(function))
                return Failed(say("documents.failed"))
            finally:
                self._retire_later()

    def close(self) -> None:
        """End the process for good. What still runs in it is given up."""
        self._closed = True
        self._stay()
        self._kill()

    async def _start(self) -> _Process:
        if self._process is None:
            pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_settle)
            try:
                pid = await asyncio.wrap_future(pool.submit(os.getpid))
            except BaseException:  # cancelled or out of time: the process ends by itself once it is there
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            self._process = _Process(pool, pid)
        return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            for child in active_children():  # by its handle: a bare number may be another's by now
                if child.pid == process.pid:
                    child.kill()
            process.pool.shutdown(wait=False, cancel_futures=True)

    def _retire_later(self) -> None:
        self._stay()
        if self._process is not None:
            self._retirement = asyncio.get_running_loop().call_later(self._idle, self._retire)

    def _retire(self) -> None:
        if self._process is not None and not self._turn.locked():
            self._process.pool.shutdown(wait=False)
            self._process = None

    def _stay(self) -> None:
        if self._retirement is not None:
            self._retirement.cancel()
            self._retirement = None


def _called(function: Callable[..., object]) -> str:
    return getattr(function, "__name__", type(function).__name__)


def _settle() -> None:
    """First thing in the worker: leave Ctrl-C to the bot, and do not outlive it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
