"""Two thousand people on Telegram: the sample office with a crowd, its database, and a Bot API server of its own.

The bot that is measured is the real one, in a process of its own, as `make run` starts it. The server keeps no limits.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx

from benchmarks.fixtures import OFFICE, PEOPLE
from storage.codec import stamp
from storage.store import SqlStore
from tests.process import BotProcess, a_bot
from tests.telegram_server.client import TOKEN, TelegramControl, running

_PERSON: Final = '\n[[person]]\nid = "p{index}"\nname = "张{index}"\nbackup = "p{next}"\n'
_AT_ONCE: Final = 32  # people who come in at the same time
_ACCOUNT: Final = "INSERT INTO accounts VALUES ('telegram', ?, ?, ?, 0, '')"


@dataclass(frozen=True)
class Crowd:
    """The people, the server they are on, and a bot that may run."""

    telegram: TelegramControl
    bot: BotProcess
    chats: list[int]

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.bot.database


@asynccontextmanager
async def a_crowd(folder: Path, *, people: int = PEOPLE, sample: bool = False) -> AsyncIterator[Crowd]:
    """The crowd, let in; the bot does not run yet."""
    office = crowded_office(folder, people, sample=sample)
    async with running() as telegram:
        environ = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": telegram.url, "TELEGRAM_PER_SECOND": "0"}
        async with a_bot(folder, office=office, environ=environ, started=False) as bot:
            chats = await _come_in(telegram, people)
            await _let_in(bot.database, chats)
            yield Crowd(telegram, bot, chats)


def crowded_office(folder: Path, people: int, *, sample: bool) -> Path:
    """The sample office's file with the crowd behind it."""
    crowd = (_PERSON.format(index=index, next=(index + 1) % people) for index in range(people))
    text = OFFICE.read_text(encoding="utf-8")
    text = text if sample else re.sub(r"^sample = true", "sample = false", text, flags=re.MULTILINE)
    path = folder / "office.toml"
    path.write_text(text + "".join(crowd), encoding="utf-8")
    return path


async def _come_in(telegram: TelegramControl, people: int) -> list[int]:
    """Everybody has opened the bot's chat once; what that brought is confirmed, so that the bot hears of it no more."""
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(index: int) -> int:
        async with turns:
            person = await telegram.add_person(f"张{index}")
            await telegram.press_start(person)
            return person

    chats = await asyncio.gather(*map(one, range(people)))
    async with httpx.AsyncClient(base_url=f"{telegram.base_url}{telegram.token}", trust_env=False) as client:
        offset = 0
        while updates := (await client.get("/getUpdates", params={"offset": offset, "limit": 100})).json()["result"]:
            offset = updates[-1]["update_id"] + 1
    return list(chats)


async def _let_in(database: Path, chats: list[int]) -> None:
    store = await SqlStore.open(f"sqlite+aiosqlite:///{database}")
    await store.close()
    since = stamp(datetime(2026, 1, 1, tzinfo=UTC))
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.executemany(_ACCOUNT, ((str(chat), f"p:p{index}", since) for index, chat in enumerate(chats)))
