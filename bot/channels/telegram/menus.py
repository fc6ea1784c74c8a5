"""The command menu: what everybody has, and what a person's roles add, in the language of each phone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final, Protocol

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

log = structlog.get_logger()

_CODES: Final[Mapping[str, str]] = {"zh-CN": "", "en": "en"}  # Telegram's language codes; the first language is for all


class Commands(Protocol):
    """What the house knows about slash commands."""

    def of(self, chat: str) -> tuple[str, ...]:
        """The commands of whoever has that chat; of a stranger, or of no chat, what everybody has."""

    def words(self, command: str, language: str) -> str:
        """What a command is for, in a few words."""


class Menus:
    """Sets a chat's menu in the background whenever it has become another: who somebody is can change at any time.

    A menu that cannot be set is no reason to keep a message back.
    """

    def __init__(self, bot: Bot, commands: Commands) -> None:
        self._bot, self._commands = bot, commands
        self._shown: dict[str, tuple[str, ...]] = {}
        self._setting: set[asyncio.Task[None]] = set()
        self._in_turn = asyncio.Lock()

    async def general(self) -> None:
        """The menu of people the bot does not know yet."""
        await self._set(self._commands.of(""), None)

    def meet(self, chat: str) -> None:
        """A private chat is being written to: it gets the menu of its person."""
        if not chat.isdecimal():
            return
        commands = self._commands.of(chat)
        if self._shown.get(chat) == commands:
            return
        self._shown[chat] = commands
        task = asyncio.ensure_future(self._set(commands, BotCommandScopeChat(int(chat))))
        self._setting.add(task)
        task.add_done_callback(self._setting.discard)

    async def _set(self, commands: tuple[str, ...], scope: BotCommandScopeChat | None) -> None:
        async with self._in_turn:
            for language, code in _CODES.items():
                listed = [BotCommand(command, self._commands.words(command, language)) for command in commands]
                try:
                    await self._bot.set_my_commands(listed, scope=scope, language_code=code or None)
                except TelegramError:
                    log.warning("telegram.menu", language=language)
                    return
