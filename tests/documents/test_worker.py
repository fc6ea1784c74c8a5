"""What runs apart may hang or crash; the bot's own process is told so in a value and goes on."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.documents.worker import Failed, Worker
from tests.documents import strains

_SOON = timedelta(seconds=1)
_HOUSE = Path(__file__).parents[2]


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    made = Worker(limit=timedelta(seconds=20))
    yield made
    made.close()


async def test_a_function_runs_in_another_process_which_is_kept_for_the_next_one(worker: Worker) -> None:
    first, second = await worker.run(os.getpid), await worker.run(os.getpid)

    assert first == second != os.getpid()
    assert worker.running


async def test_no_process_is_started_before_the_first_call() -> None:
    worker = Worker()
    assert not worker.running
    worker.close()


async def test_what_takes_too_long_is_killed_and_the_next_call_gets_a_new_process() -> None:
    worker = Worker(limit=timedelta(seconds=20))
    before = await worker.run(os.getpid)
    worker.limit = _SOON
    found = await worker.run(strains.never_end)
    worker.limit = timedelta(seconds=20)

    assert isinstance(found, Failed)
    assert (found.why.key, found.why.args) == ("documents.too-slow", {"seconds": 1})
    assert isinstance(before, int)
    assert await strains.gone(before)
    assert await worker.run(os.getpid) != before
    worker.close()


async def test_a_crash_is_a_value_and_the_next_call_gets_a_new_process(worker: Worker) -> None:
    found = await worker.run(strains.crash)

    assert isinstance(found, Failed)
    assert found.why.key == "documents.crashed"
    assert await worker.run(strains.double, 21) == 42


async def test_an_exception_is_a_value_and_costs_no_process(worker: Worker) -> None:
    before = await worker.run(os.getpid)
    found = await worker.run(strains.fail)

    assert isinstance(found, Failed)
    assert found.why.key == "documents.failed"
    assert await worker.run(os.getpid) == before


async def test_values_that_cannot_be_handed_over_are_a_value_too(worker: Worker) -> None:
    for found in (await worker.run(strains.keep, lambda: 1), await worker.run(strains.make_a_lambda)):
        assert isinstance(found, Failed)
        assert found.why.key == "documents.failed"
    assert await worker.run(strains.double, 21) == 42


async def test_calls_wait_for_their_turn_and_the_wait_does_not_count(worker: Worker) -> None:
    await worker.run(strains.double, 1)
    worker.limit = _SOON
    found = await asyncio.gather(*(worker.run(strains.take, 0.4) for _ in range(4)))

    assert found == [0.4] * 4


async def test_an_idle_process_ends_and_comes_back_when_it_is_needed() -> None:
    worker = Worker(idle=timedelta(milliseconds=1))
    before = await worker.run(os.getpid)
    assert isinstance(before, int)

    assert await strains.gone(before)
    assert not worker.running
    assert await worker.run(strains.double, 21) == 42
    worker.close()


async def test_a_call_that_is_given_up_takes_its_process_with_it(worker: Worker) -> None:
    pid = await worker.run(os.getpid)
    assert isinstance(pid, int)
    call = asyncio.create_task(worker.run(strains.never_end))
    await strains.begun(call)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call

    assert await strains.gone(pid)


async def test_after_the_end_nothing_is_started_any_more(worker: Worker) -> None:
    await worker.run(strains.double, 1)
    worker.close()

    assert isinstance(await worker.run(strains.double, 1), Failed)
    assert not worker.running


def test_the_worker_does_not_outlive_a_bot_that_is_killed() -> None:
    bot = subprocess.run(
        [sys.executable, "-m", "tests.documents.strains"],
        cwd=_HOUSE,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert bot.returncode == -9
    assert asyncio.run(strains.gone(int(bot.stdout)))


def test_the_heavy_libraries_are_not_loaded_in_the_bots_own_process() -> None:
    asked = (
        "import sys, bot.documents.papers, bot.documents.comparing, bot.documents.roster_sheet\n"
        "print(sorted({'openpyxl', 'matplotlib', 'numpy', 'PIL'} & set(sys.modules)))"
    )
    found = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", asked], cwd=_HOUSE, capture_output=True, text=True, check=True, timeout=60
    )

    assert found.stdout.strip() == "[]"
