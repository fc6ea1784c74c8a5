"""pytest fixtures: one server for all tests of a run, empty for each of them.

A test module takes them with `pytest_plugins = ["tests.telegram_server.fixtures"]`. `telegram` is the control side,
`bot_api` a bot of bare HTTP that knows nothing but what it is told to send.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TOKEN, TelegramControl
from tests.telegram_server.process import ServerProcess
from tests.telegram_server.telegram import Settings


@pytest.fixture(scope="session")
def telegram_server() -> Iterator[ServerProcess]:
    """The server of this run."""
    process = ServerProcess(Settings(token=TOKEN))
    yield process
    process.stop()


@pytest_asyncio.fixture
async def telegram(telegram_server: ServerProcess) -> AsyncIterator[TelegramControl]:
    """The control side of a server in which nothing has happened yet."""
    async with TelegramControl(telegram_server.url, TOKEN, pid=telegram_server.pid) as control:
        await control.reset()
        yield control


@pytest_asyncio.fixture
async def bot_api(telegram: TelegramControl) -> AsyncIterator[BareBot]:
    """The bot over bare HTTP."""
    bot = BareBot(telegram.url)
    yield bot
    await bot.close()
