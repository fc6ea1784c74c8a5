"""What the web chat shows: the outbox's letters and the inbox's messages of one chat, as one conversation.

A card stands where it first appeared and shows what its latest letter says. A message that was edited shows the edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.conversation import Shown
from bot.ports import Letter
from storage import codec
from storage.tables import inbox, outbox

_WEB: Final = outbox.c.channel == "web"
_SAID: Final = inbox.c.channel == "web"


class SqlHistory:
    """A `bot.conversation.History`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def page(self, chat: str, before: datetime | None, limit: int) -> tuple[Shown, ...]:
        """The last messages of a chat before a moment, the oldest first."""
        until = codec.stamp(before) if before is not None else 1 << 62
        async with self._engine.connect() as read:
            found = [
                *await self._letters(read, chat, until, limit),
                *await self._cards(read, chat, until, limit),
                *await self._said(read, chat, until, limit),
            ]
        found.sort(key=lambda shown: (shown.at, shown.order))
        return tuple(found[-limit:])

    async def _letters(self, read: AsyncConnection, chat: str, until: int, limit: int) -> Iterable[Shown]:
        wanted = select(outbox).where(_WEB, outbox.c.chat == chat, outbox.c.card == "", outbox.c.at < until)
        rows = await read.execute(wanted.order_by(outbox.c.id.desc()).limit(limit))
        return [_letter(codec.letter_of(row)) for row in rows]

    async def _cards(self, read: AsyncConnection, chat: str, until: int, limit: int) -> Iterable[Shown]:
        stands = (
            select(func.min(outbox.c.id).label("first"), func.max(outbox.c.id).label("last"))
            .where(_WEB, outbox.c.chat == chat, outbox.c.card != "")
            .group_by(outbox.c.card)
            .order_by(func.min(outbox.c.id).desc())
            .limit(limit)
            .subquery()
        )
        first = select(outbox.c.id, outbox.c.at).subquery()
        wanted = (
            select(outbox, first.c.id.label("first"), first.c.at.label("first_at"))
            .join(stands, outbox.c.id == stands.c.last)
            .join(first, first.c.id == stands.c.first)
            .where(first.c.at < until)
        )
        return [_letter(codec.letter_of(row), first=row.first, at=row.first_at) for row in await read.execute(wanted)]

    async def _said(self, read: AsyncConnection, chat: str, until: int, limit: int) -> Iterable[Shown]:
        wanted = select(inbox).where(_SAID, inbox.c.chat == chat, inbox.c.at < until)
        rows = (await read.execute(wanted.order_by(inbox.c.id.desc()).limit(limit * 2))).all()
        raws = [(row, codec.raw_of(row.raw)) for row in rows]
        edits = {raw["message"]: raw["text"] for _, raw in reversed(raws) if raw["kind"] == "edit"}
        return [
            Shown(
                id=row.message,
                order=0,
                at=codec.moment(row.at),
                author=raw["who"].removeprefix("p:"),
                words=edits.get(row.message, raw["text"]),
                edited=row.message in edits,
                files=tuple(f["name"] for f in raw["files"]),
                reply_to=raw["reply_to"],
                refused=bool(row.refused),
                failed=row.status.startswith("failed"),
            )
            for row, raw in raws
            if raw["kind"] == "message"
        ]

    async def latest(self, chats: Iterable[str]) -> dict[str, Shown]:
        """The last message of each chat, for the list on the left."""
        found = dict[str, Shown]()
        for chat in chats:
            page = await self.page(chat, None, 1)
            if page:
                found[chat] = page[-1]
        return found

    async def unread(self, chat: str, after: int) -> int:
        """How many letters a chat has had since one was seen; a card counts once."""
        name = func.coalesce(func.nullif(outbox.c.card, ""), outbox.c.message)
        wanted = select(func.count(func.distinct(name))).where(_WEB, outbox.c.chat == chat, outbox.c.id > after)
        async with self._engine.connect() as read:
            return int((await read.execute(wanted)).scalar() or 0)

    async def first_of_card(self, chat: str, card: str) -> int | None:
        """The letter with which a card first appeared in a chat."""
        wanted = select(func.min(outbox.c.id)).where(_WEB, outbox.c.chat == chat, outbox.c.card == card)
        async with self._engine.connect() as read:
            found: int | None = (await read.execute(wanted)).scalar()
        return found

    async def letter(self, id: int) -> Letter | None:
        """One letter, for the files that hang on it."""
        async with self._engine.connect() as read:
            row = (await read.execute(select(outbox).where(_WEB, outbox.c.id == id))).first()
        return codec.letter_of(row) if row is not None else None


def _letter(letter: Letter, first: int | None = None, at: Any = None) -> Shown:
    return Shown(
        id=f"o{first or letter.id}",
        order=first or letter.id,
        at=codec.moment(at) if at is not None else letter.at,
        letter=letter,
        edited=first is not None and first != letter.id,
        reply_to=letter.reply_to,
    )
