"""Makes the papers that go with messages: the weekly text, its chart, its ledger, and codes to be scanned.

The three parts of a weekly paper are asked for one after another and must not contradict each other, so the figures of
a span are counted once and kept for a minute. Drawing and writing workbooks happen in the worker; what it cannot do
comes back as words, and the message goes out with those instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from bot.clock import ticks
from bot.documents.chart import weekly_page
from bot.documents.drawing import draw
from bot.documents.items import weekly_book
from bot.documents.ledger import write_book
from bot.documents.qr import qr_png
from bot.documents.weekly import first_day, last_day, weekly_text
from bot.documents.worker import Failed, Worker
from bot.domain.effects import Attachment
from bot.domain.figures import WeeklyFigures
from bot.domain.texts import Text, say
from bot.messages import OutgoingFile

Figures: TypeAlias = Callable[[datetime, datetime], Awaitable[WeeklyFigures]]
Words: TypeAlias = Callable[[Text, str], str]  # a sentence in a language
Made: TypeAlias = tuple[OutgoingFile, ...] | Text
_Span: TypeAlias = tuple[datetime, datetime]

KEPT: Final = 60.0  # seconds
LARGEST: Final = 20 * 1024 * 1024  # bytes; more than any channel takes
_PICTURES: Final = (".png", ".jpg", ".jpeg")


class DocumentPapers:
    """The port `bot.ports.Papers`, on this house's own drawing board."""

    def __init__(
        self,
        *,
        figures: Figures,
        words: Words,
        worker: Worker,
        folder: Path | None = None,
        clock: Callable[[], float] = ticks,
    ) -> None:
        self._count, self._words, self._worker, self._clock = figures, words, worker, clock
        self._folder = folder.resolve() if folder else None  # where files to be sent must lie; None sends none
        self._kept: dict[_Span, tuple[float, WeeklyFigures]] = {}
        self._counting = asyncio.Lock()
        self._makers: Mapping[str, Callable[[Attachment, str], Awaitable[Made]]] = {
            "weekly-text": self._text,
            "weekly-chart": self._chart,
            "weekly-items": self._items,
            "code": self._code,
            "file": self._file,
        }

    async def make(self, attachment: Attachment, language: str) -> Made:
        """The file, or words in its place. Raises only what counting the figures raises."""
        maker = self._makers.get(attachment.kind)
        if maker is None:
            return say("documents.unknown", kind=attachment.kind)
        return await maker(attachment, language)

    async def _text(self, attachment: Attachment, language: str) -> Made:
        figures = await self._figures(attachment)
        return figures if isinstance(figures, Text) else weekly_text(figures)

    async def _chart(self, attachment: Attachment, language: str) -> Made:
        figures = await self._figures(attachment)
        if isinstance(figures, Text):
            return figures
        picture = await self._worker.run(draw, weekly_page(figures, self._speaker(language)))
        if isinstance(picture, Failed):
            return picture.why
        if isinstance(picture, Text):
            return picture
        name = self._name("weekly.file.chart", figures, language)
        return (OutgoingFile(name=f"{name}.png", data=picture, picture=True),)

    async def _items(self, attachment: Attachment, language: str) -> Made:
        figures = await self._figures(attachment)
        if isinstance(figures, Text):
            return figures
        data = await self._worker.run(write_book, weekly_book(figures, self._speaker(language)))
        if isinstance(data, Failed):
            return data.why
        return (OutgoingFile(name=f"{self._name('weekly.file.items', figures, language)}.xlsx", data=data),)

    async def _code(self, attachment: Attachment, language: str) -> Made:
        picture = qr_png(attachment.args.get("link", ""))
        if isinstance(picture, Text):
            return picture
        return (OutgoingFile(name="code.png", data=picture, picture=True),)

    async def _file(self, attachment: Attachment, language: str) -> Made:
        path, shown = attachment.args.get("path", ""), attachment.args.get("name", "")
        data = await asyncio.to_thread(self._read, path)
        if isinstance(data, Text):
            return data
        name = shown or Path(path).name
        return (OutgoingFile(name=name, data=data, picture=name.lower().endswith(_PICTURES)),)

    def _read(self, path: str) -> bytes | Text:
        """The bytes of a file that lies in the folder, wherever its path would lead."""
        missing = say("documents.no-file", name=Path(path).name)
        if self._folder is None or not path:
            return missing
        try:
            place = (self._folder / path).resolve()
            if not place.is_relative_to(self._folder) or not place.is_file():
                return missing
            if place.stat().st_size > LARGEST:
                return say("documents.file-too-large", name=place.name, limit=LARGEST // 1024 // 1024)
            return place.read_bytes()
        except (OSError, ValueError):  # ValueError: a path that no system could have
            return missing

    async def _figures(self, attachment: Attachment) -> WeeklyFigures | Text:
        """The figures of the span that the attachment names; counted once for all parts of a paper."""
        span = _span(attachment)
        if span is None:
            return say("documents.no-span", kind=attachment.kind)
        async with self._counting:
            now = self._clock()
            self._kept = {s: kept for s, kept in self._kept.items() if now - kept[0] < KEPT}
            if span not in self._kept:
                self._kept[span] = (now, await self._count(*span))
            return self._kept[span][1]

    def _speaker(self, language: str) -> Callable[[Text], str]:
        return lambda text: self._words(text, language)

    def _name(self, key: str, figures: WeeklyFigures, language: str) -> str:
        first, last = first_day(figures).isoformat(), last_day(figures).isoformat()
        return self._words(say(key, first=first, last=last), language).replace("/", "-")


def _span(attachment: Attachment) -> _Span | None:
    """The aware span [since, until) of a weekly attachment, or None where it names none."""
    try:
        since, until = (datetime.fromisoformat(attachment.args[end]) for end in ("since", "until"))
    except (KeyError, ValueError):
        return None
    return (since, until) if since.tzinfo and until.tzinfo and since < until else None
