"""The whole house with its real channels: what `python -m bot` runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from bot.domain.texts import Text, say
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

    def __init__(
        self, loaded: Loaded, path: Path, environ: Mapping[str, str], tell: Callable[[Text], None] = lambda text: None
    ) -> None:
        """`tell` says to whoever runs the bot what he should know."""
        assert loaded.office is not None, "a house is built for an office that was read"
        self._tell = tell
        self.office: Office = loaded.office
        self.settings: Settings = loaded.settings
        self._path, self._environ = path, environ
        self.telegram: TelegramChannel | None = None
        self.web: Service | None = None

    async def build(self) -> App:
        """Open the database and put everything together, the page's port taken."""
        files = files_beside(self.settings)
        app = await App.build(self.office, self.settings, clock=SystemClock(), files=files, channels=self._channels)
        if self.telegram is not None:
            app.link_makers.append(self._telegram_link)  # first, because the first one is made a picture for a phone
        app.link_makers.append(partial(enter_link, self.settings))
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

        return OfficeWatch(
            self._path, self._environ, begun=self.settings, today=today, take=take, tell=app.tell_administrators
        )

    def _channels(self, app: App) -> Sequence[Channel]:
        telegram = self.settings.telegram
        hooks: dict[str, Hook] = {}
        channels = list[Channel]()
        if telegram is not None:
            access = _access(telegram)
            self.telegram = TelegramChannel(access, _Commands(app), self._tell)
            channels.append(self.telegram)
            if access.webhook_url:
                hooks[urlsplit(access.webhook_url).path] = self.telegram.hook
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

    def language(self, chat: str) -> str:
        desk = self._app.desk
        account, person = desk.directory.accounts.get(("telegram", chat)), desk.directory.person_at("telegram", chat)
        known = desk.office.person(person) if person else None
        return (account.language if account else "") or (known.language if known else None) or ""

    def first_language(self) -> str:
        return self._app.desk.office.language

    def words(self, command: str, language: str) -> str:
        return self._app.tongue.words(say(f"menu.{command}"), language)


def _access(telegram: TelegramSettings) -> Access:
    """The webhook has a path of its own, so that nothing else of the page is mistaken for it."""
    hook = telegram.webhook_url
    return Access(
        token=telegram.token.reveal(),
        base_url=telegram.base_url,
        webhook_url=f"{hook}{HOOK}" if hook and not urlsplit(hook).path else hook,
        secret=telegram.secret.reveal(),
        per_second=telegram.per_second,
        group_per_minute=telegram.group_per_minute,
    )
