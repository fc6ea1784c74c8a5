"""The measure of the web page: the real bot in a process of its own, real logins, real event streams.

Two thousand people have the web chat and nothing else. Some of them have the page open; the rest would find their
messages in the store when they open it. A message counts as delivered when it is committed as sent, and where a page
is open, when that page has been told.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import httpx

from benchmarks.crowd import crowded_office
from benchmarks.fixtures import PEOPLE, fill
from benchmarks.measures import Figure
from bot.clock import SystemClock, ticks
from bot.domain.accounts import fingerprint
from storage.codec import stamp
from storage.store import SqlStore
from tests.process import BotProcess, a_bot

BURST: Final = 6_000
PAGES: Final = 20  # open pages, each of a person of his own
_HEAD_START: Final = timedelta(seconds=15)  # by then the bot is up, and everybody has come in and listens
_PATIENCE: Final = 60.0
_LOOK: Final = 0.02  # seconds between two looks into the store
_TOLD: Final = "event: tell"
_CODE: Final = "INSERT INTO codes VALUES (?, ?, NULL, ?, 0)"
_ACCOUNT: Final = "INSERT INTO accounts VALUES ('web', ?, ?, ?, 0, '')"


async def page(folder: Path) -> list[Figure]:
    """6,000 obligations fall due at once; each of the 6,000 messages is in the store as sent, and on the open pages."""
    office = crowded_office(folder, PEOPLE, sample=False)
    async with a_bot(folder, office=office, started=False) as bot:
        await _let_in(bot.database)
        due = SystemClock().now() + _HEAD_START
        fill(bot.database, BURST, first=1, wake=due, step=timedelta(0))
        await bot.start()
        async with AsyncExitStack() as pages:
            listeners = [await pages.enter_async_context(_listening(bot, person)) for person in _watchers()]
            assert SystemClock().now() < due, "the machine was too slow to be ready before the burst"
            await asyncio.sleep((due - SystemClock().now()).total_seconds())
            begun = ticks()
            async with asyncio.timeout(_PATIENCE):
                pushed, stored = await asyncio.gather(_all_told(listeners), _all_sent(bot.database))
    spent = max(pushed, stored) - begun
    return [
        Figure(
            what="6,000 due at once, the last one delivered on the web chat",
            measured=spent,
            unit="s",
            target="≤ 2",
            reached=spent <= 2,
            note=f"stored {stored - begun:.2f} s, on {PAGES} open pages {pushed - begun:.2f} s",
        )
    ]


def _watchers() -> list[int]:
    """People all over the crowd; the last of them is the last to be reminded."""
    step = PEOPLE // PAGES
    return [step * (turn + 1) - 1 for turn in range(PAGES)]


def _code(person: int) -> str:
    return f"one-time-code-{person}"


async def _let_in(database: Path) -> None:
    """Everybody has the web chat, and those who will watch have a one-time link."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{database}")
    await store.close()
    since, until = stamp(datetime(2026, 1, 1, tzinfo=UTC)), stamp(SystemClock().now() + timedelta(days=1))
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.executemany(_ACCOUNT, ((f"p:p{index}", f"p:p{index}", since) for index in range(PEOPLE)))
        raw.executemany(_CODE, ((fingerprint(_code(index)), f"p{index}", until) for index in _watchers()))


@asynccontextmanager
async def _listening(bot: BotProcess, person: int) -> AsyncIterator[AsyncIterator[str]]:
    """Somebody comes in by his link, opens his chat and hears what happens; gives the lines of his stream."""
    async with httpx.AsyncClient(base_url=bot.url, trust_env=False, timeout=_PATIENCE) as browser:
        answer = await browser.post(f"/enter/{_code(person)}")
        assert answer.status_code == 303, answer.text
        found = re.search(r'sse-connect="([^"]+)"', (await browser.get("/")).text)
        assert found is not None
        async with browser.stream("GET", found[1].replace("&amp;", "&")) as stream:
            lines = stream.aiter_lines()
            async for line in lines:
                if line == "event: hello":
                    break
            yield lines


async def _all_told(listeners: list[AsyncIterator[str]]) -> float:
    """When the last page has heard of all its messages."""
    return max(await asyncio.gather(*map(_told, listeners)))


async def _told(lines: AsyncIterator[str]) -> float:
    heard = 0
    async for line in lines:
        heard += line == _TOLD
        if heard == BURST // PEOPLE:
            return ticks()
    raise AssertionError("a stream has ended")


async def _all_sent(database: Path) -> float:
    """When the store has every one of the messages as sent."""
    with closing(sqlite3.connect(database)) as raw:
        while True:
            (sent,) = raw.execute("SELECT count(*) FROM outbox WHERE channel = 'web' AND status = 'sent'").fetchone()
            if sent >= BURST:
                return ticks()
            await asyncio.sleep(_LOOK)
