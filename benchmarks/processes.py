"""Measures of the whole process: delivery, latency, kill -9, start. Each runs the real bot beside a real server."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.crowd import Crowd, a_crowd
from benchmarks.fixtures import fill
from benchmarks.measures import Figure
from bot.clock import SystemClock, ticks
from tests.telegram_server.seen import LoggedCall

BURST: Final = 6_000
KILLED: Final = 1_000
ROUNDS: Final = 5
_HEAD_START: Final = timedelta(seconds=4)  # the bot is up and quiet when the burst falls due
_RATE: Final = 200  # messages a second
_SECONDS: Final = 10
_QUESTION: Final = "今晚谁值班"
_AGAIN: Final = "重发"
PENDING: Final = 1_000_000


async def delivery(folder: Path) -> list[Figure]:
    """6,000 obligations fall due at once; the last of the 6,000 messages arrives on Telegram."""
    async with a_crowd(folder) as crowd:
        due = SystemClock().now() + _HEAD_START
        fill(crowd.database, BURST, first=1, wake=due, step=timedelta(0))
        await crowd.bot.start()
        await asyncio.sleep((due - SystemClock().now()).total_seconds())
        begun = ticks()
        await crowd.telegram.wait_sent(BURST, seconds=120)
        spent = ticks() - begun
    return [
        Figure(
            what="6,000 due at once, the last one delivered through Telegram",
            measured=spent,
            unit="s",
            target="≤ 10",
            reached=spent <= 10,
            note=f"{spent / BURST * 1000:.2f} ms a message",
        )
    ]


async def latency(folder: Path) -> list[Figure]:
    """People ask a question, 200 of them a second; from the moment one is written to the moment its answer arrives."""
    async with a_crowd(folder, people=_RATE * 2) as crowd:
        await crowd.bot.start()
        await crowd.telegram.wait_listening()
        await crowd.telegram.forget_calls()
        said = dict[int, list[float]]()
        begun = ticks()
        for turn in range(_RATE * _SECONDS):
            await asyncio.sleep(max(begun + turn / _RATE - ticks(), 0))
            chat = crowd.chats[turn % len(crowd.chats)]
            said.setdefault(chat, []).append(ticks())
            await crowd.telegram.say(chat, _QUESTION)
        await crowd.telegram.wait_sent(_RATE * _SECONDS, seconds=60)
        waits = _waits(said, await crowd.telegram.calls("sendMessage"))
    p50, p99 = statistics.median(waits), statistics.quantiles(waits, n=100)[98]
    return [
        Figure(
            what="one message in, its answer out, p99 at 200/s",
            measured=p99 * 1000,
            unit="ms",
            target="≤ 40",
            reached=p99 <= 0.040,
            note=f"p50 {p50 * 1000:.1f} ms",
        )
    ]


def _waits(said: dict[int, list[float]], calls: list[LoggedCall]) -> list[float]:
    """How long each question waited for its answer: in one chat, answers come in the order of the questions."""
    answered = dict[int, list[float]]()
    for call in calls:
        if call.args is not None:
            answered.setdefault(int(str(call.args["chat_id"])), []).append(call.at)
    return [after - before for chat in said for before, after in zip(said[chat], answered[chat], strict=True)]


async def kill(folder: Path) -> list[Figure]:
    """kill -9 in the middle of a burst of 1,000, over and over, and what the next start makes of it."""
    rounds = [await _killed(folder, KILLED * (turn + 1) // (ROUNDS + 1)) for turn in range(ROUNDS)]
    lost, unmarked = sum(r.lost for r in rounds), sum(r.unmarked for r in rounds)
    worst = max(rounds, key=lambda r: r.repeated)
    return [
        Figure(
            what=f"kill -9 in a burst of 1,000, {ROUNDS} times: lost",
            measured=lost,
            unit="",
            target="0",
            reached=not lost,
        ),
        Figure(
            what="the same: repeated, at worst",
            measured=worst.repeated,
            unit="",
            target="≤ in flight",
            reached=all(r.repeated <= r.flying for r in rounds) and not unmarked,
            note=f"{worst.flying} in flight then; {unmarked} without 重发",
        ),
    ]


@dataclass(frozen=True)
class _Round:
    """What a kill did."""

    lost: int
    repeated: int
    unmarked: int
    flying: int


async def _killed(folder: Path, after: int) -> _Round:
    """Kill when so many messages are out."""
    place = folder / str(after)
    place.mkdir()
    async with a_crowd(place, people=KILLED + 1) as crowd:  # obligations are counted from 1, people from 0
        fill(crowd.database, KILLED, first=1, wake=SystemClock().now(), step=timedelta(0))
        await crowd.bot.start()
        await crowd.telegram.wait_sent(after, seconds=60)
        await crowd.bot.kill()
        flying = _flying(crowd)
        await crowd.bot.start()
        await _until_all_sent(crowd)
        arrived = await _arrived(crowd)
    return _Round(
        lost=KILLED - len(arrived),
        repeated=sum(len(words) - 1 for words in arrived.values()),
        unmarked=sum(_AGAIN not in words for listed in arrived.values() for words in listed[1:]),
        flying=flying,
    )


def _flying(crowd: Crowd) -> int:
    with closing(sqlite3.connect(crowd.database)) as raw:
        (found,) = raw.execute("SELECT count(*) FROM outbox WHERE status = 'sending'").fetchone()
    return int(found)


async def _until_all_sent(crowd: Crowd) -> None:
    """Until the outbox says that nothing waits."""
    while True:
        with closing(sqlite3.connect(crowd.database)) as raw:
            (climbed,) = raw.execute("SELECT count(*) FROM outbox").fetchone()
            (waiting,) = raw.execute("SELECT count(*) FROM outbox WHERE status IN ('pending', 'sending')").fetchone()
        if climbed >= KILLED and not waiting:
            return
        await asyncio.sleep(0.05)


async def _arrived(crowd: Crowd) -> dict[int, list[str]]:
    """What each person was told, in order."""
    calls = await crowd.telegram.calls("sendMessage")
    found = dict[int, list[str]]()
    for call in calls:
        if call.args is not None and (call.result is not None or call.fault):
            found.setdefault(int(str(call.args["chat_id"])), []).append(str(call.args["text"]))
    return found


async def start(folder: Path) -> list[Figure]:
    """Start with a million open obligations, one of them due: until its first message is handed to a channel."""
    spent, memory = list[float](), list[float]()
    await _run("benchmarks.starter", str(folder), str(PENDING))  # the first call prepares
    for _ in range(3):
        seconds, mebibytes = (await _run("benchmarks.starter", str(folder), str(PENDING))).split()
        spent.append(float(seconds))
        memory.append(float(mebibytes))
    wait, size = statistics.median(spent), statistics.median(memory)
    return [
        Figure(
            what="start with 1,000,000 open: first escalation handed to a channel",
            measured=wait,
            unit="s",
            target="≤ 0.5",
            reached=wait <= 0.5,
            note="after imports",
        ),
        Figure(what="memory then", measured=size, unit="MiB", target="≤ 150", reached=size <= 150),
    ]


async def _run(module: str, *arguments: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert process.returncode == 0, f"{module} has failed"
    return out.decode()


async def idle(folder: Path) -> list[Figure]:
    """A minute in which nothing happens: what the database is asked beside the safety beat."""
    printed = await _run("benchmarks.idler", str(folder))
    beside, beats = map(int, printed.split())
    return [
        Figure(
            what="idle for a minute: statements beside the safety beat",
            measured=beside,
            unit="",
            target="0",
            reached=beside == 0,
            note=f"{beats} statements of beats",
        )
    ]
