"""A chat as a conversation: what the web chat shows of the past, and how the store is asked for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message on the page: the bot's, with a letter, or a person's, with his words."""

    id: str
    order: int  # among messages of the same moment
    at: datetime
    author: str = ""  # a person's id; empty for the bot
    words: str = ""
    letter: Letter | None = None
    files: tuple[str, ...] = ()
    reply_to: str = ""
    edited: bool = False
    refused: bool = False  # its words were never stored
    failed: bool = False  # the bot could not handle it


class History(Protocol):
    """Where the page looks things up."""

    async def page(self, chat: str, before: datetime | None, limit: int) -> tuple[Shown, ...]:
        """The last messages of a chat before a moment, the oldest first."""
        ...

    async def latest(self, chats: Iterable[str]) -> dict[str, Shown]:
        """The last message of each chat."""
        ...

    async def unread(self, chat: str, after: int) -> int:
        """How many letters a chat has had since one was seen."""
        ...

    async def first_of_card(self, chat: str, card: str) -> int | None:
        """The letter with which a card first appeared in a chat."""
        ...

    async def letter(self, id: int) -> Letter | None:
        """One letter."""
        ...
