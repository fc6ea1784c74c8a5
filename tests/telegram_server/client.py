"""The control client: a test starts a server, acts as people, and reads what they see.

    async with running() as telegram:
        zhang = await telegram.add_person("张建国")
        await telegram.press_start(zhang)
        card = await telegram.wait_for(zhang, label="收到")
        answer = await telegram.tap(zhang, "收到")

People, chats and messages are the numbers that the Bot API has for them; a private chat has the number of its person,
and `chat` may be left out for it. What cannot be done raises `Refused` with a key, what does not come raises `NotSeen`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.telegram_server.process import ServerProcess
from tests.telegram_server.remote.acting import Acting
from tests.telegram_server.remote.asker import NotSeen, Refused
from tests.telegram_server.remote.turning import Turning
from tests.telegram_server.remote.watching import PATIENCE, Watching
from tests.telegram_server.seen import SeenTap
from tests.telegram_server.telegram import NAME, TOKEN, USERNAME, Settings

__all__ = ["TOKEN", "NotSeen", "Refused", "TelegramControl", "running"]


class TelegramControl(Acting, Watching, Turning):
    """The control side of a server that runs."""

    def __init__(self, url: str, token: str, *, pid: int = 0) -> None:
        super().__init__(url)
        self.token = token
        self.pid = pid

    @property
    def base_url(self) -> str:
        """What python-telegram-bot takes as `base_url`; the token is put behind it."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot takes as `base_file_url`."""
        return f"{self.url}/file/bot"

    async def __aenter__(self) -> TelegramControl:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()

    async def tap(
        self, person: int, label: str, *, chat: int | None = None, message: int | None = None, seconds: float = PATIENCE
    ) -> SeenTap:
        """He presses a button, and waits for the bot's answer to it."""
        return await self.wait_answer(await self.press(person, label, chat=chat, message=message), seconds=seconds)


@asynccontextmanager
async def running(
    *,
    token: str = TOKEN,
    name: str = NAME,
    username: str = USERNAME,
    limits: bool = False,
    privacy: bool = False,
    quiet: bool = False,
    port: int = 0,
) -> AsyncIterator[TelegramControl]:
    """A server of its own for as long as the context lasts, on a free port unless one is given."""
    settings = Settings(token=token, name=name, username=username, limits=limits, privacy=privacy, quiet=quiet)
    process = await asyncio.to_thread(ServerProcess, settings, port)
    try:
        async with TelegramControl(process.url, token, pid=process.pid) as control:
            yield control
    finally:
        await asyncio.to_thread(process.stop)
