"""What the web chat shows: the outbox's letters and the inbox's messages of one chat, as one conversation.

A card stands where it first appeared and shows what its latest letter says. A message that was edited shows the edit.
Every question here is answered from an index on the chat, however long the history has grown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Executable, Select, and_, func, literal, literal_column, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.conversation import Mark, Shown
from bot.messages import IncomingFile, Kind
from bot.ports import Letter
from storage import codec
from storage.tables import inbox, outbox

_AT_ONCE: Final = 200  # chats that one statement asks about
_MOST: Final = 100  # unread messages that are counted; more of them are "99+" to anybody
_CHANNEL: Final[ColumnElement[str]] = literal_column(
    "'web'"
)  # written out: an index on the web's rows is not used for a parameter
_WEB: Final = outbox.c.channel == _CHANNEL
_SAID: Final = inbox.c.channel == _CHANNEL
_FRESH: Final = inbox.c.message == literal("i").concat(inbox.c.key)  # neither an edit nor a tap
_T = TypeVar("_T")
_earlier: Final = outbox.alias("earlier")
_later: Final = outbox.alias("later")


def _is_first() -> ColumnElement[bool]:
    """Whether a letter is not the new state of a card that was there before."""
    before = select(_earlier.c.id).where(
        _earlier.c.channel == _CHANNEL,
        _earlier.c.card != literal_column("''"),
        _earlier.c.card == outbox.c.card,
        _earlier.c.chat == outbox.c.chat,
        _earlier.c.id < outbox.c.id,
    )
    return (outbox.c.card == "") | ~before.exists()


class SqlHistory:
    """A `bot.conversation.History`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def page(self, chat: str, before: Mark, limit: int) -> tuple[Shown, ...]:
        """The last messages of a chat before a place in it, the oldest first."""
        async with self._engine.connect() as read:
            found = [
                *await _letters(read, _letters_before(chat, before, limit)),
                *await _said(read, _said_before(chat, before, limit)),
            ]
        found.sort(key=_in_order)
        return tuple(found[-limit:])

    async def latest(self, chats: Iterable[str]) -> dict[str, Shown]:
        """The last message of each chat, for the list on the left."""
        found = list[Shown]()
        async with self._engine.connect() as read:
            for some in _some_at_a_time(list(chats)):
                letters = union_all(*(_letters_before(chat, None, 1).subquery().select() for chat in some))
                said = union_all(*(_said_before(chat, None, 1).subquery().select() for chat in some))
                found += [*await _letters(read, letters), *await _said(read, said)]
        return {one.chat: one for one in sorted(found, key=_in_order)}

    async def unread(self, after: Mapping[str, Mark], viewer: str) -> dict[str, int]:
        """How much is new in each chat, to somebody who counts nothing that he said himself."""
        found = dict.fromkeys(after, 0)
        async with self._engine.connect() as read:
            for some in _some_at_a_time(list(after.items())):
                for row in await read.execute(_unread(some, viewer)):
                    found[row.chat] += row.n
        return found

    async def message(self, chat: str, id: str) -> Shown | None:
        """One message of a chat as it stands now."""
        async with self._engine.connect() as read:
            if id.startswith("o") and id[1:].isdecimal() and len(id) < len(str(1 << 62)):
                of = select(outbox).where(_WEB, outbox.c.chat == chat, outbox.c.id == int(id[1:]))
                found = await _letters(read, of)
            else:
                theirs = select(inbox).where(_SAID, inbox.c.key == id.removeprefix("i"), inbox.c.chat == chat, _FRESH)
                found = await _said(read, theirs)
        return found[0] if found and found[0].id == id else None

    async def placed(self, letters: Sequence[Letter]) -> list[Shown]:
        """Letters as messages, each card where it first appeared. What is no card the store need not be asked about."""
        firsts = dict[tuple[str, str], Any]()
        if cards := [letter for letter in letters if letter.card]:
            first = (
                select(func.min(_later.c.id))
                .where(_later.c.channel == _CHANNEL, _later.c.card != literal_column("''"))
                .where(_later.c.card.in_({c.card for c in cards}), _later.c.chat.in_({c.chat for c in cards}))
                .group_by(_later.c.card, _later.c.chat)
            )
            wanted = select(outbox.c.id, outbox.c.at, outbox.c.chat, outbox.c.card, outbox.c.reply_to)
            async with self._engine.connect() as read:
                for row in await read.execute(wanted.where(outbox.c.id.in_(first))):
                    firsts[row.chat, row.card] = row
        return [_placed(letter, firsts.get((letter.chat, letter.card))) for letter in letters]

    async def letter(self, id: int) -> Letter | None:
        """One letter, for the files that hang on it."""
        async with self._engine.connect() as read:
            row = (await read.execute(select(outbox).where(_WEB, outbox.c.id == id))).first()
        return codec.letter_of(row) if row is not None else None


def _some_at_a_time(listed: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Few enough for one statement: SQLite joins no more than 500 questions in one."""
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))


def _unread(after: Iterable[tuple[str, Mark]], viewer: str) -> Executable:
    """How much is new in each of these chats, in two rows: what the bot said, and what people said."""
    counts = list[Select[str, int]]()
    for chat, mark in after:
        new = select(outbox.c.id).where(_WEB, outbox.c.chat == chat, outbox.c.id > mark.letter, _is_first())
        told = select(inbox.c.id).where(_SAID, inbox.c.chat == chat, inbox.c.id > mark.said, _FRESH)
        for wanted in (new, told.where(inbox.c.lane != viewer)):
            counted = wanted.limit(_MOST).subquery()
            counts.append(select(literal(chat).label("chat"), func.count().label("n")).select_from(counted))
    return union_all(*counts)


def _in_order(shown: Shown) -> tuple[Any, ...]:
    return shown.at, shown.letter is not None, shown.number


# --- letters -------------------------------------------------------------------------------------------------------


def _letters_before(chat: str, before: Mark | None, limit: int) -> Select[Any]:
    wanted = select(outbox).where(_WEB, outbox.c.chat == chat, _is_first())
    if before is not None:
        wanted = wanted.where(outbox.c.id < before.letter)
    return wanted.order_by(outbox.c.id.desc()).limit(limit)


async def _letters(read: AsyncConnection, wanted: Executable) -> list[Shown]:
    """Letters as messages: a card in its place, with what it says now."""
    rows = (await read.execute(wanted)).all()
    cards = {row.card for row in rows if row.card}
    latest = dict[tuple[str, str], Any]()
    if cards:
        last = (
            select(func.max(_later.c.id))
            .where(_later.c.channel == _CHANNEL, _later.c.card != literal_column("''"))
            .where(_later.c.card.in_(cards), _later.c.chat.in_({row.chat for row in rows}))
            .group_by(_later.c.card, _later.c.chat)
        )
        for row in await read.execute(select(outbox).where(outbox.c.id.in_(last))):
            latest[row.chat, row.card] = row
    return [_letter(row, latest.get((row.chat, row.card), row)) for row in rows]


def _letter(first: Any, now: Any) -> Shown:
    return Shown(
        id=f"o{first.id}",
        chat=first.chat,
        number=first.id,
        at=codec.moment(first.at),
        letter=codec.letter_of(now),
        edited=first.id != now.id,
        reply_to=first.reply_to,
    )


def _placed(letter: Letter, first: Any) -> Shown:
    known = first is not None and first.id != letter.id
    return Shown(
        id=f"o{first.id if known else letter.id}",
        chat=letter.chat,
        number=first.id if known else letter.id,
        at=codec.moment(first.at) if known else letter.at,
        letter=letter,
        edited=known,
        reply_to=first.reply_to if known else letter.reply_to,
    )


# --- what people said ----------------------------------------------------------------------------------------------


def _said_before(chat: str, before: Mark | None, limit: int) -> Select[Any]:
    wanted = select(inbox).where(_SAID, inbox.c.chat == chat, _FRESH)
    if before is not None:
        wanted = wanted.where(inbox.c.id < before.said)
    return wanted.order_by(inbox.c.id.desc()).limit(limit)


async def _said(read: AsyncConnection, wanted: Executable) -> list[Shown]:
    """Messages as they read after every edit by whoever wrote them."""
    rows = [row for row in await read.execute(wanted) if codec.raw_of(row.raw)["kind"] == Kind.MESSAGE]
    edits = dict[tuple[str, str], str]()
    if rows:
        later = select(inbox).where(_SAID, ~_FRESH, inbox.c.refused == "", _touches(rows)).order_by(inbox.c.id)
        for row in await read.execute(later):
            raw = codec.raw_of(row.raw)
            if raw["kind"] == Kind.EDIT:
                edits[row.message, row.lane] = raw["text"]
    return [_message(row, edits.get((row.message, row.lane))) for row in rows]


def _touches(rows: Iterable[Any]) -> ColumnElement[bool]:
    """What came after messages in their chats, and concerns one of them."""
    chats = dict[str, list[Any]]()
    for row in rows:
        chats.setdefault(row.chat, []).append(row)
    return or_(
        *(
            and_(
                inbox.c.chat == chat,
                inbox.c.id > min(row.id for row in listed),
                inbox.c.message.in_([row.message for row in listed]),
            )
            for chat, listed in chats.items()
        )
    )


def _message(row: Any, edit: str | None) -> Shown:
    raw = codec.raw_of(row.raw)
    return Shown(
        id=row.message,
        chat=row.chat,
        number=row.id,
        at=codec.moment(row.at),
        author=row.lane.removeprefix("p:"),
        words=raw["text"] if edit is None else edit,
        edited=edit is not None,
        files=tuple(IncomingFile(name=f["name"], size=f["size"], ref=f["ref"]) for f in raw["files"]),
        reply_to=raw["reply_to"],
        refused=bool(row.refused),
        failed=row.status.startswith("failed"),
    )
