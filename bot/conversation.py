"""A chat as a conversation: what the web chat shows of the past, and how the store is asked for it.

A conversation is two numbered rows of things, the bot's letters and people's messages, told in the order of their
moments. So a place in it is a pair of numbers, not a moment: however many things happen in the same microsecond, a
page that begins where another ended neither repeats nor skips one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from bot.messages import IncomingFile
from bot.ports import Letter

_WRITTEN: Final = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a conversation: the number of a letter, and of a message."""

    letter: int = 0
    said: int = 0

    def __str__(self) -> str:
        return f"{self.letter}.{self.said}"

    @classmethod
    def parse(cls, written: str) -> Mark | None:
        """A mark as it was written, or None where it is none."""
        found = _WRITTEN.fullmatch(written)
        return cls(letter=int(found[1]), said=int(found[2])) if found else None


START: Final = Mark()
END: Final = Mark(letter=10**17, said=10**17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message on the page: the bot's, with a letter, or a person's, with his words."""

    id: str  # o<letter> or i<key>
    chat: str
    number: int  # of the letter with which it first appeared, or of the message
    at: datetime
    author: str = ""  # a person's id; empty for the bot
    words: str = ""
    letter: Letter | None = None
    files: tuple[IncomingFile, ...] = ()
    reply_to: str = ""
    edited: bool = False
    refused: bool = False  # its words were never stored
    failed: bool = False  # the bot could not handle it

    def before(self, mark: Mark) -> Mark:
        """The place just before this message, for whoever read backwards from `mark`."""
        if self.letter is not None:
            return Mark(letter=min(mark.letter, self.number), said=mark.said)
        return Mark(letter=mark.letter, said=min(mark.said, self.number))


class History(Protocol):
    """Where the page looks things up."""

    async def page(self, chat: str, before: Mark, limit: int) -> tuple[Shown, ...]:
        """The last messages of a chat before a place in it, the oldest first."""
        ...

    async def latest(self, chats: Iterable[str]) -> dict[str, Shown]:
        """The last message of each chat."""
        ...

    async def unread(self, after: Mapping[str, Mark], viewer: str) -> dict[str, int]:
        """How much is new in each chat to p:<person>, up to a hundred. A card counts when it first appears."""
        ...

    async def message(self, chat: str, id: str) -> Shown | None:
        """One message of a chat as it stands now."""
        ...

    async def placed(self, letters: Sequence[Letter]) -> list[Shown]:
        """Letters as messages, each card where it first appeared. `number` is the letter's own where it is new."""
        ...

    async def letter(self, id: int) -> Letter | None:
        """One letter."""
        ...
