"""The whole house with its real channels: what `python -m bot` runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.app import App
from bot.channels.telegram.channel import Access, TelegramChannel
from bot.channels.web.house import Hook
from bot.channels.web.service import Service
from bot.clock import SystemClock
from bot.config import Loaded, Settings, TelegramSettings
from bot.domain.office import Office
from bot.domain.texts import say
from bot.places import enter_link, files_beside
from bot.ports import Channel
from bot.tools import CONSOLE, WISHES, Console
from bot.watch import OfficeWatch
from handlers.routes import ROUTES, menu
from storage.web import SqlHistory

LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")
HOOK: Final = "/telegram"


class House:
    """An `App` with a web page, and Telegram where there is a token."""

    def __init__(self, loaded: Loaded, path: Path, environ: Mapping[str, str]) -> None:
        assert loaded.office is not None, "a house is built for an office that was read"
        self.office: Office = loaded.office
        self.settings: Settings = loaded.settings
        self._path, self._environ = path, environ
        self.telegram: TelegramChannel | None = None
        self.web: Service | None = None

    async def build(self) -> App:
        """Open the database and put everything together, the page's port taken."""
        files = files_beside(self.settings)
        app = await App.build(self.office, self.settings, clock=SystemClock(), files=files, channels=self._channels)
        app.link_makers.append(partial(enter_link, self.settings))
        if self.telegram is not None:
            app.link_makers.append(self._telegram_link)
        assert self.web is not None, "building the app builds its channels"
        self.web.bind()
        return app

    def watch(self, app: App) -> OfficeWatch:
        """What takes up a changed office.toml."""

        async def take(loaded: Loaded) -> None:
            if loaded.office is not None:
                await app.take_office(loaded.office, loaded.settings)

        def today() -> date:
            return app.desk.office.hours.local(app.clock.now()).date()

        return OfficeWatch(self._path, self._environ, today=today, take=take, tell=app.tell_administrators)

    def _channels(self, app: App) -> Sequence[Channel]:
        telegram = self.settings.telegram
        hooks: dict[str, Hook] = {}
        channels = list[Channel]()
        if telegram is not None:
            self.telegram = TelegramChannel(_access(telegram), _Commands(app))
            channels.append(self.telegram)
            if telegram.webhook_url:
                hooks[urlsplit(telegram.webhook_url).path or HOOK] = self.telegram.hook
        console = Console(app)
        hooks |= {f"{CONSOLE}/{name}": console.hook(name) for name in WISHES}
        web = self.settings.web
        self.web = Service(
            desk=app.desk,
            history=SqlHistory(app.store.engine),
            tongue=app.tongue,
            clock=app.clock,
            shelf=app.shelf,
            keep=app.shelf.keep,
            kept=app.shelf.kept,
            push=app.push_clock,
            host=web.host,
            port=web.port,
            session=web.session,
            hosts=self._hosts(),
            secure=web.public_url.startswith("https://"),
            hooks=hooks,
        )
        return [self.web.channel(), *channels]

    def _hosts(self) -> tuple[str, ...]:
        """The names the page answers to. Listening for the whole office without a name, it answers to any."""
        web, telegram = self.settings.web, self.settings.telegram
        named = [urlsplit(url).hostname for url in (web.public_url, telegram.webhook_url if telegram else "") if url]
        if web.host not in LOCAL and not web.public_url:
            return ("*",)
        return tuple(dict.fromkeys((*LOCAL, *(name for name in (*named, web.host) if name))))

    def _telegram_link(self, code: str) -> str:
        link = self.telegram.link(code) if self.telegram else None
        return link or ""


class _Commands:
    """The slash commands, from the routes."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._strangers = tuple(route.command for route in ROUTES if route.command == "help")

    def of(self, chat: str) -> tuple[str, ...]:
        desk = self._app.desk
        person = desk.directory.person_at("telegram", chat) if chat else None
        return tuple(route.command for route in menu(desk.office, person)) if person else self._strangers

    def words(self, command: str, language: str) -> str:
        return self._app.tongue.words(say(f"menu.{command}"), language)


def _access(telegram: TelegramSettings) -> Access:
    return Access(
        token=telegram.token.reveal(),
        base_url=telegram.base_url,
        webhook_url=telegram.webhook_url,
        secret=telegram.secret.reveal(),
        per_second=telegram.per_second,
        group_per_minute=telegram.group_per_minute,
    )
