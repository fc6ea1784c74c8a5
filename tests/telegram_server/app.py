"""The composition root: settings become a server, and a server becomes an application with its doors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Mount

from tests.telegram_server.control import routes
from tests.telegram_server.doors import BotDoor, FileDoor, carry_out
from tests.telegram_server.telegram import Settings, Telegram


def make(settings: Settings) -> tuple[Telegram, Starlette]:
    """A server and the application that serves it."""
    telegram = Telegram(settings, carry_out)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await telegram.webhooks.close()

    app = Starlette(
        routes=[
            Mount("/control", routes=routes(telegram)),
            Mount("/file", app=FileDoor(telegram)),
            Mount("", app=BotDoor(telegram)),
        ],
        lifespan=lifespan,
    )
    return telegram, app
