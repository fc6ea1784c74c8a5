"""From a message of the house to texts and keyboards as Telegram takes them.

Formatting goes as entities and never as marks in the text, so nothing a person wrote can break it. A deadline keeps its
words and carries a `date_time` entity behind them, which a phone shows as the time that is left, counting by itself; an
older one shows an hourglass. Positions count UTF-16 units, and so, to be safe, does the limit of 4,096.
"""

from __future__ import annotations

import unicodedata
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
_SEAMS: Final = "。！？；，、.!?;, \t"  # where a line that is too long is best cut
_JOINER: Final = "\u200d"
_SKINS: Final = "".join(map(chr, range(0x1F3FB, 0x1F400)))  # the colours of skin behind an emoji
_FLAGS: Final = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # the letters of which two make a flag
_LONGEST_SIGN: Final = 24  # code points; what is longer is no sign but somebody's game


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


@dataclass(frozen=True, slots=True)
class Looks:
    """How words are shown."""

    entities: Sequence[MessageEntity] = ()
    keyboard: InlineKeyboardMarkup | None = None
    new: bool = False  # True means that a server some years old does not know all of it


def looks(piece: Piece, buttons: Sequence[OutgoingButton]) -> Looks:
    """Everything there is: counting deadlines, coloured buttons."""
    counts = any(entity.type == MessageEntity.DATE_TIME for entity in piece.entities)
    return Looks(piece.entities, keyboard(buttons), counts or any(button.style in _STYLES for button in buttons))


def older_looks(piece: Piece, buttons: Sequence[OutgoingButton]) -> Looks:
    """What a server some years old knows of it."""
    known = [entity for entity in piece.entities if entity.type != MessageEntity.DATE_TIME]
    return Looks(known, keyboard(buttons, styled=False))


def units(words: str) -> int:
    """How long it is in UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def pieces(rich: Rich, limit: int = LIMIT) -> list[Piece]:
    """The words as one message or several, broken between lines where that is possible."""
    found = [Piece()]
    for span in rich:
        rest = span.text
        while rest:
            words, rest = _portion(rest, limit - found[-1].units - _tail(span), limit - _tail(span))
            if words:
                _put(found[-1], span, words)
            else:
                found.append(Piece())
    return [_trimmed(piece) for piece in found if piece.text.strip()] or [Piece(text="…", units=1)]


def only(rich: Rich, limit: int = LIMIT) -> Piece:
    """The words as exactly one message, cut short where they are too long: a card must stay one."""
    whole = pieces(rich, limit)
    if len(whole) == 1:
        return whole[0]
    cut = pieces(rich, limit - units(_CUT))[0]
    cut.add(_CUT)
    return cut


def keyboard(buttons: Sequence[OutgoingButton], *, styled: bool = True) -> InlineKeyboardMarkup | None:
    """Buttons in rows, as many side by side as a phone shows whole."""
    rows, width = list[list[InlineKeyboardButton]](), 0
    for button in buttons:
        style = _STYLES.get(button.style) if styled else None
        made = InlineKeyboardButton(button.label, callback_data=button.data, style=style)
        length = units(button.label) + 4
        if not rows or width + length > _ROW or len(rows[-1]) == 3:
            rows.append([])
            width = 0
        rows[-1].append(made)
        width += length
    return InlineKeyboardMarkup(rows) if rows else None


def _portion(words: str, room: int, most: int) -> tuple[str, str]:
    """What of these words goes into a message with so much room, and what is left; nothing, where the next is better.

    A line stays whole if it fits into any message. A longer one is cut.
    """
    line = words.splitlines(keepends=True)[0]
    length = units(line)
    if length <= room:
        return line, words[len(line) :]
    if length <= most or room < most // 2:
        return "", words
    head = _head(line, room)
    return head, words[len(head) :]


def _head(line: str, room: int) -> str:
    """As much of a line as fits: up to a mark of punctuation if one is near, and never half of a sign."""
    end = used = 0
    while end < len(line) and used + units(line[end]) <= room:
        used += units(line[end])
        end += 1
    seam = max(line.rfind(mark, 0, end) for mark in _SEAMS) + 1
    if seam > end * 3 // 4:
        return line[:seam]
    at = end
    while at > max(1, end - _LONGEST_SIGN) and _is_one_sign(line, at):
        at -= 1
    return line[: at if not _is_one_sign(line, at) else end]


def _is_one_sign(line: str, at: int) -> bool:
    """Whether what stands before and behind a place is seen as one sign: an accent, a joined emoji, a flag."""
    if at >= len(line):
        return False
    before, behind = line[at - 1], line[at]
    if _JOINER in (before, behind) or unicodedata.combining(behind) or unicodedata.category(behind) in ("Mn", "Me"):
        return True
    if behind in _SKINS:
        return True
    letters = len(line[:at]) - len(line[:at].rstrip(_FLAGS))
    return behind in _FLAGS and letters % 2 == 1


def _tail(span: Span) -> int:
    return sum(map(units, _COUNTS_DOWN)) if span.kind is SpanKind.DEADLINE else 0


def _put(piece: Piece, span: Span, words: str) -> None:
    words = words if piece.text else words.lstrip("\n")  # Telegram takes blank lines at the top away itself
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
