"""A channel that only notes when a message is handed to it, for measures that are not about a platform."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.fixtures import office
from bot.app import App
from bot.clock import Clock, ticks
from bot.config import Secret, Settings
from bot.messages import Capabilities, Inbound, Outcome, Outgoing, Sent
from bot.ports import Accept, Channel, Raw


class StandIn:
    """A `bot.ports.Channel` on which nobody ever says anything."""

    name = "telegram"
    can = Capabilities(text_limit=4096, in_flight=24)

    def __init__(self) -> None:
        self.handed = asyncio.Event()
        self.at = 0.0

    def read(self, raw: Raw) -> Inbound | None:
        """Nothing."""
        return None

    def without_words(self, raw: Raw) -> Raw:
        """The same."""
        return raw

    async def send(self, message: Outgoing) -> Outcome:
        """Note the first one."""
        if not self.handed.is_set():
            self.at = ticks()
            self.handed.set()
        return Sent(str(message.id))

    async def toast(self, inbound: Inbound, words: str) -> None:
        """Nothing."""

    async def fetch(self, ref: str) -> bytes:
        """Nothing."""
        return b""

    async def delete(self, chat: str, message: str) -> None:
        """Nothing."""

    async def ready(self) -> None:
        """At once."""

    async def run(self, accept: Accept) -> None:
        """Nobody speaks."""
        await asyncio.Event().wait()


@asynccontextmanager
async def an_app(database: Path, clock: Clock, channel: StandIn) -> AsyncIterator[App]:
    """The application on a database, awake."""

    def channels(app: App) -> Sequence[Channel]:
        return (channel,)

    settings = Settings(database=Secret(f"sqlite+aiosqlite:///{database}"))
    app = await App.build(office(), settings, clock=clock, files=database.parent / "files", channels=channels)
    app.seed_sample = False
    async with app.running():
        yield app
