"""An office on Telegram: a Bot API server, the real bot in a process of its own, and people bound as they would be.

The administrator is invited from the command line, everybody else by him in the chat. The office's clock stands on a
Wednesday morning, on both sides, so that no story depends on the hour at which the tests run.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import httpx

from bot.app import OFFSET
from bot.clock import SystemClock
from bot.ports import Changes
from storage.store import SqlStore
from tests.process import OFFICE, BotProcess, a_bot
from tests.telegram_server.client import NotSeen, TelegramControl, running
from tests.telegram_server.remote.asker import PLAIN
from tests.telegram_server.seen import Seen, SeenTap

TOKEN: Final = "246813579:AAH-a-token-that-nobody-may-ever-read"
SECRET: Final = "a-secret-that-nobody-may-read-either"
ADMINISTRATOR: Final = "郑凯"
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
PATIENCE: Final = 10.0  # seconds a machine that has other things to do may take
_FORM_TOKEN: Final = re.compile(r"x-token\W+([\w-]+)")
_NOW: Final = re.compile(r'data-now="(\d+)')
_CODE: Final = re.compile(r"一次性邀请码：(\S+)")
_WEDNESDAY: Final = 2


def wednesday(clock: str = "10:30") -> datetime:
    """The coming Wednesday at that hour in the office's zone: never before now, for clocks are only pushed forward."""
    now = SystemClock().now().astimezone(SHANGHAI)
    day = now.date() + timedelta(days=(_WEDNESDAY - now.weekday()) % 7)
    at = datetime.combine(day, time.fromisoformat(clock), SHANGHAI)
    return at if at > now else at + timedelta(days=7)


@dataclass(kw_only=True)
class OfficeOnTelegram:
    """An office that can be spoken to. People are called by their names."""

    telegram: TelegramControl
    bot: BotProcess
    people: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)

    # --- who is who --------------------------------------------------------------------------------------------

    async def person(self, name: str, *, language: str = "zh-hans") -> int:
        """Somebody with a phone, whom the bot does not know yet."""
        if name not in self.people:
            self.people[name] = await self.telegram.add_person(name, language=language)
        return self.people[name]

    async def bind(self, *names: str, language: str = "zh-hans") -> None:
        """Let these people in: each opens the link with his one-time code."""
        for name in names:
            code = await (self.bot.invite(name) if name == ADMINISTRATOR else self.code(name))
            person = await self.person(name, language=language)
            sent = await self.telegram.press_start(person, code)
            await self.telegram.wait_for(person, "已登记到", since=sent, seconds=PATIENCE)

    async def code(self, name: str) -> str:
        """A one-time code for somebody, as the administrator is given it in the chat."""
        given = await self.told(ADMINISTRATOR, f"/invite {name}", f"{name}的一次性邀请码")
        found = _CODE.search(given.text)
        assert found is not None, given.text
        return found[1]

    async def register(self, title: str, *members: str, supergroup: bool = False, leads: bool = False) -> int:
        """A group of these people, registered by the administrator, who is in it too."""
        creator, *others = [await self.person(name) for name in (ADMINISTRATOR, *members)]
        chat = await self.telegram.add_group(title, [creator, *others], supergroup=supergroup, bot_leads=leads)
        self.groups[title] = chat
        await self.told(ADMINISTRATOR, f"/register {title}", "本群已登记为", group=title)
        return chat

    def chat(self, name: str, group: str = "") -> int:
        """The number of a chat: a group's, or of somebody's own with the bot."""
        return self.groups[group] if group else self.people[name]

    # --- what people do and see --------------------------------------------------------------------------------

    async def says(self, name: str, words: str, *, group: str = "", reply_to: int | None = None) -> int:
        """Somebody writes; the number of his message comes back."""
        return await self.telegram.say(self.people[name], words, chat=self.chat(name, group), reply_to=reply_to)

    async def told(
        self,
        name: str,
        words: str,
        text: str = "",
        *,
        label: str = "",
        group: str = "",
        reply_to: int | None = None,
    ) -> Seen:
        """Somebody writes, and is told that."""
        said = await self.says(name, words, group=group, reply_to=reply_to)
        return await self.hears(name, text, label=label, group=group, since=said)

    async def hears(
        self, name: str, text: str = "", *, label: str = "", group: str = "", since: int = 0, edited: bool = False
    ) -> Seen:
        """The first message of the bot after `since` that has these words and that button."""
        person, chat = self.people[name], self.chat(name, group)
        try:
            return await self.telegram.wait_for(
                person, text, label=label, chat=chat, since=since, edited=edited, seconds=PATIENCE
            )
        except NotSeen:
            told = [f"  {m.id} {m.text[:200]!r} {m.labels}" for m in await self.sees(name, group=group, since=since)]
            shown = "\n".join(told) or "  nothing"
            raise AssertionError(f"{name} has not been told {text!r} {label!r}; what the bot said:\n{shown}") from None

    async def taps(self, name: str, label: str, *, group: str = "", message: int | None = None) -> SeenTap:
        """Somebody presses a button, and it stops waiting."""
        return await self.telegram.tap(
            self.people[name], label, chat=self.chat(name, group), message=message, seconds=PATIENCE
        )

    async def sees(self, name: str, *, group: str = "", since: int = 0) -> list[Seen]:
        """What the bot has said in a chat, the oldest first."""
        shown = await self.telegram.read(self.people[name], chat=self.chat(name, group), since=since)
        return [message for message in shown if message.from_bot]

    async def newest(self, name: str, *, group: str = "") -> int:
        """The number of the last message of a chat."""
        shown = await self.telegram.read(self.people[name], chat=self.chat(name, group))
        return shown[-1].id if shown else 0

    async def in_turn(self, name: str, *, group: str = "") -> int:
        """Until everything that somebody said is answered: what he says last is answered last."""
        said = await self.says(name, "/help", group=group)
        return (await self.hears(name, "，您可以这样跟我说", group=group, since=said)).id

    async def pass_time(self, by: str) -> None:
        """The sample's clock is pushed on its page, by "10m" or "1h" or to the "next" deadline; Telegram's goes along.

        Whatever fell due on the way has gone out then.
        """
        before = await self._unix()
        async with httpx.AsyncClient(base_url=self.bot.url, trust_env=False, verify=PLAIN, timeout=PATIENCE) as page:
            token = _FORM_TOKEN.search((await page.get("/", follow_redirects=True)).text)
            assert token is not None, "the page gives no token"
            answer = await page.post("/clock", data={"by": by}, headers={"x-token": token[1]})
            assert answer.status_code == 200, answer.text
        await self.telegram.clock(by=await self._unix() - before)

    async def _unix(self) -> float:
        """The office's time, as the page shows it."""
        async with httpx.AsyncClient(base_url=self.bot.url, trust_env=False, verify=PLAIN, timeout=PATIENCE) as page:
            now = _NOW.search((await page.get("/", follow_redirects=True)).text)
        assert now is not None, "the page does not say what time it is"
        return int(now[1]) / 1000

    async def restart(self, *, kill: bool = False) -> None:
        """The bot ends, in good order or with kill -9, and starts again in the same folder."""
        await (self.bot.kill() if kill else self.bot.stop())
        await self.bot.start()
        await self.listening()

    async def listening(self) -> None:
        """Until the bot polls, or has a webhook."""
        await self.telegram.wait_listening(seconds=PATIENCE)


@asynccontextmanager
async def an_office(
    folder: Path,
    *names: str,
    limits: str = "",
    environ: Mapping[str, str] | None = None,
    at: datetime | None = None,
    sample: bool = True,
    webhook: bool = False,
) -> AsyncIterator[OfficeOnTelegram]:
    """The office with these people bound. `limits` are lines for the [limits] table of its office.toml.

    At the end no line that the bot has printed may hold a secret, or tell of a mistake of ours.
    """
    moment = at or wednesday()
    async with running(token=TOKEN) as telegram:
        await telegram.clock(unix=int(moment.timestamp()))
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": telegram.url, "TELEGRAM_PER_SECOND": "0"}
        office = write_office(folder, limits=limits, sample=sample)
        await _set_clock(folder, moment)
        async with a_bot(folder, office=office, environ={**settings, **(environ or {})}, started=False) as bot:
            if webhook:
                bot.environ = {**bot.environ, "TELEGRAM_WEBHOOK_URL": bot.url, "TELEGRAM_SECRET": SECRET}
            found = OfficeOnTelegram(telegram=telegram, bot=bot)
            try:
                await bot.start()
                await found.listening()
                await found.bind(*names)
                yield found
            finally:
                await bot.stop()
                check_log(bot.log)


def write_office(folder: Path, *, limits: str = "", sample: bool = True) -> Path:
    """The sample office without quiet hours, with these limits of its own."""
    text = OFFICE.read_text()
    text = text.replace('quiet = "22:00-07:30"', 'quiet = "无"').replace("\n[limits]\n", f"\n[limits]\n{limits}\n")
    path = folder / "office.toml"
    path.write_text(text if sample else text.replace("sample = true", "sample = false"))
    return path


async def _set_clock(folder: Path, moment: datetime) -> None:
    """A database in which the office's clock has been pushed to a moment."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{folder / 'data' / 'zhishou.db'}")
    pushed = moment - SystemClock().now()
    async with store.transaction() as transaction:
        await transaction.write(Changes(notes={OFFSET: str(pushed.total_seconds())}))
    await store.close()


def check_log(log: str) -> None:
    """No line of it holds a secret or tells of a mistake of ours."""
    for secret in (TOKEN, TOKEN.partition(":")[2], SECRET):
        assert secret not in log, "a secret was printed"
    assert "Traceback" not in log, log


def without_entities(message: Seen) -> Seen:
    """The same message, to be compared by its words alone."""
    return replace(message, entities=())
