"""The press: letters whose papers are still to be made wait here, durably, and go out once the papers are there.

A weekly summary is decided at half past eight and drawn a second later; if the bot dies in between, the letter is still
in the outbox, addressed to the press. Making the papers is repeated until it succeeds; sending what was made and
crossing the letter off are one transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.domain.effects import Attachment
from bot.domain.texts import Text, lines, say
from bot.engine.batch import PRESS
from bot.engine.carrier import Retry
from bot.engine.desk import Desk
from bot.engine.rendering import Pen
from bot.engine.work import PublishWork
from bot.ports import Letter, Papers, Shelf

log = structlog.get_logger()

ATTEMPTS = 5  # after which the words go out without the paper


class Press:
    """Makes what letters wait for. It hears of them from the desk."""

    def __init__(self, desk: Desk, papers: Papers, shelf: Shelf, pen: Pen, retry: Retry | None = None) -> None:
        self._desk, self._papers, self._shelf, self._pen = desk, papers, shelf, pen
        self._retry = retry or Retry()
        self._waiting: asyncio.Queue[Letter] = asyncio.Queue()
        self._idle = asyncio.Event()
        self._idle.set()
        desk.listeners.append(self)

    def letters(self, letters: Sequence[Letter]) -> None:
        """Those addressed to the press."""
        for letter in letters:
            if letter.channel == PRESS:
                self._idle.clear()
                self._waiting.put_nowait(letter)

    def wake(self, at: datetime) -> None:
        """Wake-up times are the alarm's business."""

    async def drained(self) -> None:
        """Wait until nothing is being made."""
        await self._idle.wait()

    async def run(self) -> None:
        """Make papers until cancelled."""
        while True:
            letter = await self._waiting.get()
            await self._until_published(letter)
            if self._waiting.empty():
                self._idle.set()

    async def _until_published(self, letter: Letter) -> None:
        attempts = 0
        while True:
            attempts += 1
            try:
                text, files = await self._made(letter, give_up=attempts > ATTEMPTS)
                return await self._desk.do(PublishWork(letter, text, files))
            except Exception:  # a paper that cannot be made today may be made in a minute
                log.exception("press.failed", letter=letter.id, attempts=attempts)
                await asyncio.sleep(self._retry.after(attempts))

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
