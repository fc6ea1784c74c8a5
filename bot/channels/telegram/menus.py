"""The command menu: what everybody has, and what a person's roles add.

Who has chosen a language has his menu in it; everybody else in that of his phone, as far as the house speaks it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import structlog
from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.channels.telegram.api import Api

log = structlog.get_logger()

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

    A menu that cannot be set is no reason to keep a message back; it is tried again with the next one.
    """

    def __init__(self, api: Api, commands: Commands) -> None:
        self._api, self._commands = api, commands
        self._shown: dict[str, _Menu] = {}
        self._setting: set[asyncio.Task[None]] = set()
        self._in_turn = asyncio.Lock()

    def general(self) -> None:
        """The menu of people the bot does not know yet."""
        menu = _Menu(self._commands.of(""), "", self._commands.first_language())
        self._start(self._set("", menu, None))

    def meet(self, chat: str) -> None:
        """A private chat is being written to: it gets the menu of its person."""
        if not chat.isdecimal():
            return
        menu = _Menu(self._commands.of(chat), self._commands.language(chat), self._commands.first_language())
        if self._shown.get(chat) != menu:
            self._shown[chat] = menu
            self._start(self._set(chat, menu, BotCommandScopeChat(int(chat))))

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.ensure_future(work)
        self._setting.add(task)
        task.add_done_callback(self._setting.discard)

    async def _set(self, chat: str, menu: _Menu, scope: BotCommandScopeChat | None) -> None:
        async with self._in_turn:
            for code, language in menu.languages().items():
                listed = [BotCommand(command, self._commands.words(command, language)) for command in menu.commands]
                try:
                    await self._api.call("set_my_commands", commands=listed, scope=scope, language_code=code or None)
                except TelegramError as error:
                    self._shown.pop(chat, None)
                    log.warning("telegram.menu", language=language, why=self._api.without_token(str(error)))
                    return
