"""Three chats that look alike to the engine: on the web page, on Telegram, and on a platform made by hand.

A place is one person's chat with the real application. It knows how that person speaks there, whether he was told that
his words are accepted, and what he sees. What a platform may do wrong is the place's to arrange.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

import httpx

from bot.app import App
from bot.channels.telegram.channel import Access, TelegramChannel
from bot.clock import ManualClock
from bot.config import Settings
from bot.conversation import END
from bot.domain.accounts import IssueCode, Redeem, fingerprint
from bot.domain.effects import Notify, Urgency
from bot.domain.ids import PersonId
from bot.domain.obligations import to_person
from bot.domain.texts import Text, say
from bot.engine.batch import NOBODY
from bot.engine.work import PlanWork
from bot.messages import TryAgain
from bot.ports import Channel, Plan, StoreUnavailableError
from storage.store import SqlStore
from storage.web import SqlHistory
from tests.engine.house import SOON, ask, plain_office
from tests.engine.post import BLOCKED, Post, dead
from tests.telegram_server.client import TOKEN, TelegramControl, running
from tests.telegram_server.faults import FaultKind
from tests.telegram_server.remote.asker import PLAIN
from tests.telegram_server.seen import Seen
from tests.web.opened import opened
from tests.web.visitor import Visitor, new_key
from tests.world import WEDNESDAY

WHO: Final = PersonId("wanglei")
WAIT: Final = 3  # seconds that a busy chat asks for
NO: Final = "无法受理"
_SOON: Final = 20.0  # seconds a busy machine may take


class Place(ABC):
    """A chat of one person."""

    app: App
    channel: Channel
    chat: str
    database: Path
    confirmed = True  # whether he was told that what he said last is accepted

    async def tells(self, *words: str, card: str = "", text: Text | None = None) -> None:
        """The bot has something to say to him; returns when it is there."""
        notifies = tuple(
            Notify(to=to_person(WHO), text=text or say("plain", text=word), urgency=Urgency.URGENT, card=card)
            for word in words
        )
        await self.app.desk.do(PlanWork(plan=Plan(notifies=notifies), origin=NOBODY))
        await self.app.outbox.drained()

    def tells_later(self, *words: str) -> asyncio.Task[None]:
        """The same, without waiting for it."""
        return asyncio.create_task(self.tells(*words))

    def inbox(self) -> list[str]:
        """The keys of what is committed in the inbox, asked beside the bot."""
        return [key for (key,) in ask(self.database, "SELECT key FROM inbox ORDER BY id")]

    async def room(self, *, left: bool) -> None:
        """Whether the database file may grow."""
        store = self.app.store
        writer = store._writer
        assert writer is not None
        await writer.exec_driver_sql(f"PRAGMA max_page_count = {1_000_000 if left else 1}")
        await writer.rollback()

    @abstractmethod
    async def says(self, words: str) -> None:
        """He writes; the bot has heard it when this returns, and may have taken it or not."""

    @abstractmethod
    async def again(self) -> None:
        """What he said last comes once more: he sends it again, or the platform does."""

    @abstractmethod
    async def sees(self) -> list[str]:
        """What the bot's messages in his chat say now, the oldest first."""


class Trouble(StrEnum):
    """What a platform may answer to a message."""

    BUSY = "busy"  # this chat must wait so many seconds
    AWAY = "away"  # nobody is there at all
    LOST_ANSWER = "lost answer"  # it arrives, and the yes gets lost
    BLOCKED = "blocked"  # this person wants to hear nothing any more


class Platform(Place):
    """A place on a platform that the engine carries messages to."""

    @abstractmethod
    async def arrange(self, trouble: Trouble) -> None:
        """That is what the next message meets."""

    @abstractmethod
    async def all_is_well(self) -> None:
        """From now on everything works."""


# --- the page --------------------------------------------------------------------------------------------------------


class OnThePage(Place):
    """The web chat, spoken to through HTTP."""

    def __init__(self, app: App, database: Path, visitor: Visitor) -> None:
        self.app, self.database, self._visitor = app, database, visitor
        self.channel = next(channel for channel in app.channels if channel.name == "web")
        self.chat = f"p:{WHO}"
        self._history, self._last = SqlHistory(app.store.engine), ("", "")

    async def says(self, words: str) -> None:
        self._last = (words, new_key())
        await self.again()

    async def again(self) -> None:
        words, key = self._last
        answer = await self._visitor.says(self.chat, words, key=key)
        self.confirmed = answer.is_success
        await self.app.reception.quiet()

    async def sees(self) -> list[str]:
        shown = await self._history.page(self.chat, END, 500)
        return [self.app.tongue.words(one.letter.text) for one in shown if one.letter is not None]


@asynccontextmanager
async def on_the_page(folder: Path) -> AsyncIterator[Place]:
    """The sample office's page."""
    async with (
        opened(folder) as house,
        httpx.AsyncClient(base_url=house.url, trust_env=False, verify=PLAIN, timeout=20) as client,
    ):
        visitor = Visitor(client)
        await visitor.home()
        yield OnThePage(house.app, folder / "zhishou.db", visitor)


# --- Telegram --------------------------------------------------------------------------------------------------------


class OnTelegram(Platform):
    """A private chat on a Bot API server."""

    def __init__(self, app: App, database: Path, telegram: TelegramControl, person: int) -> None:
        self.app, self.database, self.telegram, self.person = app, database, telegram, person
        self.channel, self.chat = app.channels[0], str(person)

    async def says(self, words: str) -> None:
        said = await self.telegram.say(self.person, words)
        taken = asyncio.ensure_future(self.telegram.wait_idle(seconds=_SOON))
        told_no = asyncio.ensure_future(self.telegram.wait_for(self.person, NO, since=said, seconds=_SOON))
        await asyncio.wait((taken, told_no), return_when=asyncio.FIRST_COMPLETED)
        for waiting in (taken, told_no):
            waiting.cancel()
        await self._settled()

    async def again(self) -> None:
        await self.telegram.wait_idle(seconds=_SOON)  # what it has not confirmed is told again by itself
        await self._settled()

    async def _settled(self) -> None:
        await self.app.reception.quiet()
        self.confirmed = not (await self.telegram.state()).pending

    async def sees(self) -> list[str]:
        return [message.text for message in await self.shown()]

    async def arrange(self, trouble: Trouble) -> None:
        match trouble:
            case Trouble.BUSY:
                await self.telegram.fault(FaultKind.TOO_MANY, "send*", retry_after=WAIT)
            case Trouble.AWAY:
                await self.telegram.down()
            case Trouble.LOST_ANSWER:
                await self.telegram.fault(FaultKind.LOSE, "send*")
            case Trouble.BLOCKED:
                await self.telegram.block(self.person)

    async def all_is_well(self) -> None:
        await self.telegram.clear_faults()
        await self.telegram.up()

    async def shown(self) -> list[Seen]:
        """The bot's messages, as he sees them."""
        return [message for message in await self.telegram.read(self.person) if message.from_bot]


class _NoCommands:
    """The bot of a contract offers no menu."""

    def of(self, chat: str) -> tuple[str, ...]:
        return ()

    def language(self, chat: str) -> str:
        return ""

    def first_language(self) -> str:
        return "zh-CN"

    def words(self, command: str, language: str) -> str:
        return command


@asynccontextmanager
async def on_telegram(folder: Path) -> AsyncIterator[Platform]:
    """A real office with one person on Telegram, and the server he is on."""
    async with running() as telegram:
        person = await telegram.add_person("王磊", started=True)
        access = Access(token=TOKEN, base_url=telegram.url, per_second=0.0, group_per_minute=0)
        channel = TelegramChannel(access, _NoCommands(), lambda text: None)
        async with _an_office(folder, channel, str(person)) as app:
            await telegram.wait_listening(seconds=_SOON)
            yield OnTelegram(app, folder / "story.db", telegram, person)


# --- made by hand ----------------------------------------------------------------------------------------------------


class ByHand(Platform):
    """A platform that does what it is told."""

    def __init__(self, app: App, database: Path, post: Post) -> None:
        self.app, self.database, self.post = app, database, post
        self.channel, self.chat = post, WHO

    async def says(self, words: str) -> None:
        self._last = self.post.says(self.chat, words)
        await self._bring()

    async def again(self) -> None:
        if not self.post.unconfirmed:
            self.post.unconfirmed.append(self._last)
        await self._bring()

    async def _bring(self) -> None:
        with suppress(StoreUnavailableError):
            await self.post.bring(self.app.reception.accept)
        self.confirmed = not self.post.unconfirmed
        await self.app.reception.quiet()

    async def sees(self) -> list[str]:
        return self.post.words(self.chat)

    async def arrange(self, trouble: Trouble) -> None:
        match trouble:
            case Trouble.BUSY:
                self.post.answers.append(TryAgain(why="busy", after=timedelta(seconds=WAIT)))
            case Trouble.AWAY:
                self.post.rule = dead
            case Trouble.LOST_ANSWER:
                self.post.answers.append(TryAgain(why="no answer", unknown=True))
            case Trouble.BLOCKED:
                self.post.rule = lambda message: BLOCKED

    async def all_is_well(self) -> None:
        self.post.answers.clear()
        self.post.rule = lambda message: None


@asynccontextmanager
async def by_hand(folder: Path) -> AsyncIterator[Platform]:
    """A real office with one person on a hand-made platform."""
    post = Post()
    async with _an_office(folder, post, WHO) as app:
        yield ByHand(app, folder / "story.db", post)


@asynccontextmanager
async def _an_office(folder: Path, channel: Channel, address: str) -> AsyncIterator[App]:
    store = await SqlStore.open(f"sqlite+aiosqlite:///{folder / 'story.db'}")
    clock = ManualClock(WEDNESDAY)
    app = App(plain_office(), Settings(), store, clock, folder / "files", lambda _: (channel,), SOON)
    async with app.running():
        code = fingerprint(address)
        accounts = (
            IssueCode(by=None, person=WHO, hash=code),
            Redeem(by=WHO, hash=code, channel=channel.name, address=address),
        )
        await app.desk.do(PlanWork(plan=Plan(accounts=accounts), origin=NOBODY))
        yield app


PLATFORMS: Final[dict[str, Callable[[Path], AbstractAsyncContextManager[Platform]]]] = {
    "telegram": on_telegram,
    "by hand": by_hand,
}
PLACES: Final[dict[str, Callable[[Path], AbstractAsyncContextManager[Place]]]] = {"web": on_the_page, **PLATFORMS}
