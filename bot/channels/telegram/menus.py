"""The command menu: what everybody has, and what a person's roles add.

Who has chosen a language has his menu in it; everybody else in that of his phone, as far as the house speaks it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import structlog
from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.channels.telegram.api import Api

log = structlog.get_logger()

_PAUSE: Final = 0.1  # seconds between two menus
_CODES: Final[Mapping[str, str]] = {"zh-CN": "zh", "en": "en"}  # how Telegram calls the languages of phones


class Commands(Protocol):
    """What the house knows about slash commands."""

    def of(self, chat: str) -> tuple[str, ...]:
        """The commands of whoever has that chat; of a stranger, or of no chat, what everybody has."""

    def language(self, chat: str) -> str:
        """The language that was chosen for a chat; empty where nobody has chosen."""

    def first_language(self) -> str:
        """The language of the office, for phones in a language that the house does not speak."""

    def words(self, command: str, language: str) -> str:
        """What a command is for, in a few words."""


@dataclass(frozen=True, slots=True)
class _Menu:
    commands: tuple[str, ...]
    chosen: str
    first: str

    def languages(self) -> Mapping[str, str]:
        """In which language a phone of each language shows it; under no code, all the others."""
        return {"": self.chosen or self.first, **{code: self.chosen or name for name, code in _CODES.items()}}


class Menus:
    """Sets a chat's menu in the background whenever it has become another: who somebody is can change at any time.

    Only who has written gets one, with the answer to what he wrote: a morning on which the bot reminds two thousand
    people must not begin with six thousand menus. One chat has its turn after the other, with a pause between them, so
    that messages go first. A menu that cannot be set is tried again when its person writes again.
    """

    def __init__(self, api: Api, commands: Commands) -> None:
        self._api, self._commands = api, commands
        self._heard: set[str] = set()  # private chats that have written and not been answered yet
        self._shown: dict[str, _Menu] = {}
        self._waiting: dict[str, None] = {}  # in order
        self._work: asyncio.Task[None] | None = None

    def general(self) -> None:
        """The menu of people the bot does not know yet."""
        self._queue("")

    def heard(self, chats: Iterable[str]) -> None:
        """Something has come in from there."""
        self._heard.update(chat for chat in chats if chat.isdecimal())

    def answered(self, chat: str) -> None:
        """Something has gone out to there: whoever had written before gets the menu of what he is by now."""
        if chat in self._heard:
            self._heard.discard(chat)
            if self._shown.get(chat) != self._menu(chat):
                self._queue(chat)

    async def stop(self) -> None:
        """Leave the rest for the next time."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait((self._work,))

    def _menu(self, chat: str) -> _Menu:
        chosen = self._commands.language(chat) if chat else ""
        return _Menu(self._commands.of(chat), chosen, self._commands.first_language())

    def _queue(self, chat: str) -> None:
        self._waiting[chat] = None
        if self._work is None or self._work.done():
            self._work = asyncio.ensure_future(self._set_all())

    async def _set_all(self) -> None:
        while self._waiting:
            chat = next(iter(self._waiting))
            del self._waiting[chat]
            await self._set(chat, self._menu(chat))
            if self._waiting:
                await asyncio.sleep(_PAUSE)

    async def _set(self, chat: str, menu: _Menu) -> None:
        scope = BotCommandScopeChat(int(chat)) if chat else None
        for code, language in menu.languages().items():
            listed = [BotCommand(command, self._commands.words(command, language)) for command in menu.commands]
            try:
                await self._api.call("set_my_commands", commands=listed, scope=scope, language_code=code or None)
            except TelegramError as error:
                self._shown.pop(chat, None)
                log.warning("telegram.menu", language=language, why=self._api.without_token(str(error)))
                return
        self._shown[chat] = menu
