"""An office whose bot is killed in the middle of its work, over and over, while people go on speaking to it.

Two crowds speak: some through the page, some on Telegram. Every sentence is one of its kind and opens one matter, so
that each can be counted. The moment of a kill is a number of things the bot has done by then, drawn by a seeded die.
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

import httpx

from bot.engine.journal import first_break
from bot.ports import Entry
from storage.codec import moment, stamp
from storage.store import SqlStore
from tests.process import BotProcess, a_bot
from tests.telegram_server.client import TOKEN, NotSeen, TelegramControl, running
from tests.telegram_server.remote.asker import PLAIN
from tests.telegram_server.seen import LoggedCall
from tests.web.visitor import Visitor

CALLERS: Final = ("wanglei", "lixiaodong", "zhangjianguo", "sunli")  # who speak through the page
ON_TELEGRAM: Final = ("wanglei", "lixiaodong", "zhangjianguo", "sunli", "wangliqun")  # who read and speak there
IN_FLIGHT: Final = 24  # messages the Telegram channel has on their way at most
AGAIN: Final = "【重发】"
_A_ROUND: Final = 40  # sentences on Telegram in one round
_SENTENCE: Final = "李副县长来电：问第{number}号水库防汛备勤情况，十分钟内回复"


@dataclass
class Tally:
    """What was said, and what the bot has answered for."""

    accepted: list[str] = field(default_factory=list)  # through the page, with the server's yes
    unsure: list[str] = field(default_factory=list)  # through the page, and the bot died before it answered
    telegraphed: list[str] = field(default_factory=list)
    kills: int = 0


@dataclass
class Office:
    """The office, its bot, and everything that was said."""

    bot: BotProcess
    telegram: TelegramControl
    chats: list[int]
    die: Random
    tally: Tally = field(default_factory=Tally)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _acts: int = 0
    _mark: int = 0
    _reached: asyncio.Event = field(default_factory=asyncio.Event)

    def sentence(self) -> str:
        """Something that nobody has said before."""
        return _SENTENCE.format(number=next(self._numbers))

    # --- a round -----------------------------------------------------------------------------------------------

    async def round(self) -> None:
        """Start the bot, speak to it on all sides, and kill it when it has done so much."""
        await self.bot.start()
        self._acts, self._mark = 0, self.die.randrange(1, 60)
        self._reached.clear()
        texts = [self.sentence() for _ in range(_A_ROUND)]
        self.tally.telegraphed.extend(texts)
        speaking = [asyncio.create_task(self._keeps_calling(caller)) for caller in CALLERS]
        watching = asyncio.create_task(self._watches_telegram())
        await self.telegram.flood(self.chats[: len(CALLERS)], texts)
        async with asyncio.timeout(60):
            await self._reached.wait()
        await self.bot.kill()
        self.tally.kills += 1
        for task in (*speaking, watching):
            task.cancel()
        await asyncio.gather(*speaking, watching, return_exceptions=True)

    def _act(self) -> None:
        self._acts += 1
        if self._acts >= self._mark:
            self._reached.set()

    async def _keeps_calling(self, caller: str) -> None:
        """Say one thing after the other on the page until the bot is dead."""
        with suppress(httpx.HTTPError):
            async with self.visitor() as visitor:
                while True:
                    text = self.sentence()
                    self.tally.unsure.append(text)
                    answer = await visitor.says(f"p:{caller}", text)
                    assert answer.is_success, answer.text
                    self.tally.unsure.remove(text)
                    self.tally.accepted.append(text)
                    self._act()

    @asynccontextmanager
    async def visitor(self) -> AsyncIterator[Visitor]:
        """A browser with the page open."""
        async with httpx.AsyncClient(base_url=self.bot.url, trust_env=False, verify=PLAIN, timeout=20) as client:
            visitor = Visitor(client)
            await visitor.home()
            yield visitor

    async def _watches_telegram(self) -> None:
        """Count what arrives there."""
        sent = (await self.telegram.state()).sent
        while True:
            sent = await self.telegram.wait_sent(sent + 1, seconds=60)
            self._act()

    # --- the end -----------------------------------------------------------------------------------------------

    async def finishes(self) -> None:
        """Start it a last time, and wait until it has nothing left to do."""
        await self.bot.start()
        await self.telegram.wait_idle(seconds=60)
        await self.until_none("inbox WHERE status = 'new'")
        await self.until_none("outbox WHERE status IN ('pending', 'sending')")
        await self.bot.stop()

    async def until_none(self, rows: str) -> None:
        """Wait until the database has no such rows; each look follows a message on Telegram, or a moment without."""
        async with asyncio.timeout(120):
            while self.rows(f"SELECT 1 FROM {rows} LIMIT 1"):  # noqa: S608
                with suppress(NotSeen):
                    await self.telegram.wait_sent((await self.telegram.state()).sent + 1, seconds=0.1)

    def rows(self, question: str) -> list[Any]:
        """What the bot's database says."""
        with closing(sqlite3.connect(self.bot.database, timeout=20)) as raw:
            return raw.execute(question).fetchall()


@asynccontextmanager
async def an_office(folder: Path, seed: int) -> AsyncIterator[Office]:
    """The sample office with people on Telegram; its bot does not run yet."""
    async with running() as telegram:
        environ = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": telegram.url, "TELEGRAM_PER_SECOND": "0"}
        async with a_bot(folder, environ=environ, started=False) as bot:
            chats = [await telegram.add_person(name, started=True) for name in ON_TELEGRAM]
            await _let_in(bot.database, dict(zip(ON_TELEGRAM, chats, strict=True)))
            yield Office(bot, telegram, chats, Random(seed))  # noqa: S311 - a die, not a lock


async def _let_in(database: Path, chats: dict[str, int]) -> None:
    store = await SqlStore.open(f"sqlite+aiosqlite:///{database}")
    await store.close()
    since = stamp(datetime(2026, 1, 1, tzinfo=UTC))
    with closing(sqlite3.connect(database)) as raw, raw:
        for person, chat in chats.items():
            raw.execute("INSERT INTO accounts VALUES ('telegram', ?, ?, ?, 0, '')", (str(chat), f"p:{person}", since))


# --- the questions afterwards ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What has become of everything. The lists should be empty."""

    lost: list[str]  # accepted, and not there
    doubled: list[str]  # took effect more than once
    unmarked: list[tuple[int, str]]  # arrived more than once without saying so
    unsent: list[int]  # letters called sent that nobody has
    broken: str  # where the journal does not hold
    marked: int  # messages that came again and said so

    def figures(self, tally: Tally) -> str:
        """All of it in a line."""
        accepted = len(tally.accepted) + len(tally.telegraphed)
        return (
            f"{tally.kills} kills, {accepted} accepted, {len(self.lost)} lost, {len(self.doubled)} took effect twice, "
            f"{self.marked} sent again and marked, {len(self.unmarked)} unmarked, "
            f"{len(tally.unsure)} unanswered when the bot died"
        )


async def outcome(office: Office) -> Outcome:
    """Look into the database and into everybody's phone."""
    tally, opened = office.tally, Counter(_opened(office))
    due = [*tally.accepted, *tally.telegraphed]
    calls = [call for call in await office.telegram.calls("sendMessage") if call.result is not None and call.args]
    arrived = Counter(_message(call) for call in calls)
    return Outcome(
        lost=[text for text in due if not opened[text]],
        doubled=[text for text, times in opened.items() if times > 1],
        unmarked=[message for message, times in arrived.items() if times > 1 and not message[1].startswith(AGAIN)],
        unsent=_never_arrived(office, {call.result for call in calls}),
        broken=_broken(office),
        marked=sum(times for (_, words), times in arrived.items() if words.startswith(AGAIN)),
    )


def _opened(office: Office) -> list[str]:
    found = office.rows("SELECT json_extract(detail, '$.command.text') FROM journal WHERE verb = 'Register'")
    return [text for (text,) in found]


def _message(call: LoggedCall) -> tuple[int, str]:
    assert call.args is not None
    return int(str(call.args["chat_id"])), str(call.args["text"])


def _never_arrived(office: Office, arrived: set[int | None]) -> list[int]:
    sent = office.rows("SELECT id, message FROM outbox WHERE channel = 'telegram' AND status = 'sent'")
    return [id for id, message in sent if int(message) not in arrived]


def _broken(office: Office) -> str:
    columns = "seq, at, actor, channel, verb, matter, detail, previous, hash"
    names = columns.split(", ")
    entries = (
        Entry(**{**dict(zip(names, row, strict=True)), "at": moment(row[1])})
        for row in office.rows(f"SELECT {columns} FROM journal ORDER BY seq")  # noqa: S608
    )
    found = first_break(entries)
    return "" if found is None else f"line {found.seq} is {found.why}"
