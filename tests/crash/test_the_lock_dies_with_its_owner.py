"""One bot for one database: the second one says so and goes, and the lock of a dead one stands in nobody's way."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Final

import pytest

from storage.lock import AlreadyRunningError, DatabaseLock
from tests.process import ROOT, a_bot

_HOLDER: Final = """
import sys, time
from pathlib import Path
from storage.lock import DatabaseLock

with DatabaseLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_two_cannot_hold_it_and_the_next_can(tmp_path: Path) -> None:
    database = tmp_path / "zhishou.db"
    with DatabaseLock(database), pytest.raises(AlreadyRunningError), DatabaseLock(database):
        raise AssertionError("two hold one lock")
    with DatabaseLock(database):
        pass


def test_two_databases_have_two_locks(tmp_path: Path) -> None:
    with DatabaseLock(tmp_path / "a.db"), DatabaseLock(tmp_path / "b.db"):
        pass


@pytest.mark.slow
async def test_the_lock_is_free_the_moment_its_owner_is_killed(tmp_path: Path) -> None:
    database = tmp_path / "zhishou.db"
    for _ in range(3):
        holder = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _HOLDER, str(database), cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        assert holder.stdout is not None
        assert await holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunningError), DatabaseLock(database):
            raise AssertionError("two hold one lock")
        holder.kill()
        await holder.wait()
        with DatabaseLock(database):
            pass


@pytest.mark.slow
async def test_a_second_bot_says_that_one_is_running_and_a_killed_one_is_followed_at_once(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        words, status = await bot.command("run")
        assert "已经有一个值守在运行" in words
        assert "Traceback" not in words
        assert status == 1
        for _ in range(2):
            await bot.kill()
            await bot.start()
        words, status = await bot.command("verify")
        assert status == 0, words
