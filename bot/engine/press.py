"""The press: letters whose papers are still to be made wait here, durably, and go out once the papers are there.

A weekly summary is decided at half past eight and drawn a second later; if the bot dies in between, the letter is still
in the outbox, addressed to the press. Making the papers is repeated until it succeeds; sending what was made and
crossing the letter off are one transaction. A paper that cannot be made is tried again a little later, behind those
that can; after some attempts the words go out without it, and the administrators are told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.domain.effects import Attachment
from bot.domain.texts import Text, lines, say
from bot.engine.batch import PRESS
from bot.engine.carrier import Retry
from bot.engine.desk import Desk
from bot.engine.rendering import Pen
from bot.engine.work import PublishWork
from bot.ports import Letter, Papers, Shelf, StoreUnavailableError

log = structlog.get_logger()

ATTEMPTS = 5  # after which the words go out without the paper


@dataclass(frozen=True, slots=True)
class _Order:
    """A letter, and how often its papers could not be made."""

    letter: Letter
    attempts: int = 0


class Press:
    """Makes what letters wait for. It hears of them from the desk."""

    def __init__(self, desk: Desk, papers: Papers, shelf: Shelf, pen: Pen, retry: Retry | None = None) -> None:
        self._desk, self._papers, self._shelf, self._pen = desk, papers, shelf, pen
        self._retry = retry or Retry()
        self._waiting: asyncio.Queue[_Order] = asyncio.Queue()
        self._unmade = 0  # waiting, being made, or to be tried again
        self._idle = asyncio.Event()
        self._idle.set()
        desk.listeners.append(self)

    def letters(self, letters: Sequence[Letter]) -> None:
        """Those addressed to the press."""
        for letter in letters:
            if letter.channel == PRESS:
                self._unmade += 1
                self._idle.clear()
                self._waiting.put_nowait(_Order(letter))

    def wake(self, at: datetime) -> None:
        """Wake-up times are the alarm's business."""

    async def drained(self) -> None:
        """Wait until nothing is being made."""
        await self._idle.wait()

    async def run(self) -> None:
        """Make papers until cancelled."""
        while True:
            order = await self._waiting.get()
            if await self._published(order):
                self._unmade -= 1
                if not self._unmade:
                    self._idle.set()

    async def _published(self, order: _Order) -> bool:
        """Make and publish; what cannot be made now gets in line again after a while."""
        give_up = order.attempts >= ATTEMPTS
        try:
            text, files = await self._made(order.letter, give_up=give_up)
            await self._desk.do(PublishWork(order.letter, text, files, given_up=give_up))
        except Exception as error:
            log.exception("press.failed", letter=order.letter.id, attempts=order.attempts + 1)
            attempts = order.attempts + (0 if isinstance(error, StoreUnavailableError) else 1)  # not the paper's fault
            again = replace(order, attempts=attempts)
            asyncio.get_running_loop().call_later(self._retry.after(max(attempts, 1)), self._waiting.put_nowait, again)
            return False
        return True

    async def _made(self, letter: Letter, *, give_up: bool) -> tuple[Text, tuple[Attachment, ...]]:
        """The words with what became words, and the files put away."""
        text, files = letter.text, list[Attachment]()
        if give_up:
            return lines(text, say("press.gave-up")), ()
        language = self._pen.language(letter)
        for attachment in letter.attachments:
            made = (attachment,) if attachment.made else await self._papers.make(attachment, language)
            if isinstance(made, Text):
                text = lines(text, made)
                continue
            for file in made:
                files.append(
                    file
                    if isinstance(file, Attachment)
                    else await self._shelf.put(file.name, file.data, picture=file.picture)
                )
        return text, tuple(files)
