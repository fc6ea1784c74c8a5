"""The command menu: what everybody has, and what a person's roles add, in the language of each phone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

log = structlog.get_logger()

_CODES: Final[Mapping[str, str]] = {"zh-CN": "", "en": "en"}  # Telegram's language codes; the first language is for all


@dataclass(frozen=True, slots=True)
class Menu:
    """One command with its description in each language."""

    command: str
    words: Mapping[str, str]


class Menus:
    """Sets menus, each chat's once a run, in the background. A menu that fails is no reason to keep a message."""

    def __init__(self, bot: Bot, menu: Callable[[str], Sequence[Menu]]) -> None:
        self._bot, self._menu = bot, menu
        self._met: set[str] = set()
        self._setting: set[asyncio.Task[None]] = set()

    async def general(self) -> None:
        """The menu of people the bot does not know yet."""
        await self._set("", None)

    def meet(self, chat: str) -> None:
        """A private chat has been written to: it gets the menu of its person."""
        if chat in self._met or chat.startswith("-"):
            return
        self._met.add(chat)
        task = asyncio.ensure_future(self._set(chat, BotCommandScopeChat(int(chat)) if chat.isdecimal() else None))
        self._setting.add(task)
        task.add_done_callback(self._setting.discard)

    async def _set(self, chat: str, scope: BotCommandScopeChat | None) -> None:
        listed = self._menu(chat)
        if not listed:
            return
        for language, code in _CODES.items():
            commands = [BotCommand(m.command, m.words[language]) for m in listed if language in m.words]
            try:
                await self._bot.set_my_commands(commands, scope=scope, language_code=code or None)
            except TelegramError:
                log.warning("telegram.menu", language=language)
                return
