"""From a message of the house to texts and keyboards as Telegram takes them.

Formatting goes as entities and never as marks in the text, so nothing a person wrote can break it. A deadline keeps its
words and carries a `date_time` entity behind them, which a phone shows as the time that is left, counting by itself; an
older one shows an hourglass. Positions count UTF-16 units, and so, to be safe, does the limit of 4,096.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.constants import KeyboardButtonStyle, MessageEntityDateTimeFormats, MessageLimit

from bot.domain.texts import Style
from bot.messages import OutgoingButton, Rich, Span, SpanKind

LIMIT: Final = int(MessageLimit.MAX_TEXT_LENGTH)
_CUT: Final = " …"
_COUNTS_DOWN: Final = ("（", "⏳", "）")
_STYLES: Final = {Style.PRIMARY: KeyboardButtonStyle.PRIMARY, Style.DANGER: KeyboardButtonStyle.DANGER}
_ROW: Final = 24  # UTF-16 units of labels that fit side by side on a phone


@dataclass(slots=True)
class Piece:
    """One message's text with its entities."""

    text: str = ""
    entities: list[MessageEntity] = field(default_factory=list)
    units: int = 0  # UTF-16 units so far

    def add(self, words: str, kind: str | None = None, **more: object) -> None:
        """Some more words, with an entity over them where there is a kind."""
        length = units(words)
        if kind is not None and words.strip():
            self.entities.append(MessageEntity(kind, self.units, length, **more))  # type: ignore[arg-type]
        self.text += words
        self.units += length


def units(words: str) -> int:
    """How long it is in UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def pieces(rich: Rich, limit: int = LIMIT) -> list[Piece]:
    """The words as one message or several, broken between lines where that is possible."""
    found = [Piece()]
    for span in rich:
        for words in _lines(span.text, limit):
            room = limit - found[-1].units
            if units(words) + _tail(span) > room and found[-1].text:
                found.append(Piece())
            _put(found[-1], span, words)
    return [_trimmed(piece) for piece in found if piece.text.strip()] or [Piece(text="…", units=1)]


def only(rich: Rich, limit: int = LIMIT) -> Piece:
    """The words as exactly one message, cut short where they are too long: a card must stay one."""
    split = pieces(rich, limit - units(_CUT))
    if len(split) > 1:
        split[0].add(_CUT)
    return split[0]


def keyboard(buttons: Sequence[OutgoingButton]) -> InlineKeyboardMarkup | None:
    """Buttons in rows, as many side by side as a phone shows whole."""
    rows, width = list[list[InlineKeyboardButton]](), 0
    for button in buttons:
        made = InlineKeyboardButton(button.label, callback_data=button.data, style=_STYLES.get(button.style))
        length = units(button.label) + 4
        if not rows or width + length > _ROW or len(rows[-1]) == 3:
            rows.append([])
            width = 0
        rows[-1].append(made)
        width += length
    return InlineKeyboardMarkup(rows) if rows else None


def _lines(words: str, limit: int) -> list[str]:
    """Words in portions that end after a line, none longer than a message; a longer line is cut."""
    found = list[str]()
    for line in words.splitlines(keepends=True):
        while units(line) > limit - 8:
            head = line[: (limit - 8) // 2]
            found.append(head)
            line = line[len(head) :]
        found.append(line)
    return found


def _tail(span: Span) -> int:
    return sum(map(units, _COUNTS_DOWN)) if span.kind is SpanKind.DEADLINE else 0


def _put(piece: Piece, span: Span, words: str) -> None:
    match span.kind:
        case SpanKind.BOLD:
            piece.add(words, MessageEntity.BOLD)
        case SpanKind.DEADLINE:
            opened, glass, closed = _COUNTS_DOWN
            piece.add(words)
            piece.add(opened)
            piece.add(
                glass,
                MessageEntity.DATE_TIME,
                unix_time=datetime.fromtimestamp(span.at, UTC),
                date_time_format=MessageEntityDateTimeFormats.RELATIVE.value,
            )
            piece.add(closed)
        case _:
            piece.add(words)


def _trimmed(piece: Piece) -> Piece:
    """Without blank ends, which Telegram takes away itself; no entity may reach into them."""
    text = piece.text.rstrip()
    end = units(text)
    kept = [e for e in piece.entities if e.offset < end]
    entities = [e if e.offset + e.length <= end else MessageEntity(e.type, e.offset, end - e.offset) for e in kept]
    return Piece(text, entities, end)
