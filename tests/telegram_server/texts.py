"""The text of a message as a client gives it: marked, with entities or plain; trimmed and measured as by Telegram.

Lengths are counted after the marks are gone, in characters (code points), and a text of blanks is no text.
"""

from __future__ import annotations

from typing import Final

from tests.telegram_server import html_text, markdown_text
from tests.telegram_server.entities import Formatted, fitted, in_order, merged, moved, read, units
from tests.telegram_server.refusals import CAPTION_LONG, MODE_UNKNOWN, TEXT_BLANK, TEXT_EMPTY, TEXT_LONG, Refusal, bad
from tests.telegram_server.wire import Call, Json, mapping, words

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
PARSERS: Final = {
    "html": html_text.parse,
    "markdownv2": markdown_text.parse,
    "markdown": markdown_text.parse_old,
}


def message_text(call: Call, long: Refusal = TEXT_LONG) -> Formatted | Refusal:
    """The text of a message, 1-4096 characters."""
    if not call.text("text"):
        return TEXT_EMPTY
    text = formatted(call.text("text"), call.text("parse_mode"), call.tree("entities"))
    if isinstance(text, Refusal):
        return text
    if not text.text:
        return TEXT_BLANK
    return long if len(text.text) > TEXT_LIMIT else text


def caption(source: Call | Json) -> Formatted | Refusal | None:
    """The caption of a file, up to 1024 characters, of a call or of an item of an album."""
    if isinstance(source, Call):
        given, mode, entities = source.text("caption"), source.text("parse_mode"), source.tree("caption_entities")
    else:
        fields = mapping(source)
        given, mode = words(fields.get("caption")), words(fields.get("parse_mode"))
        entities = fields.get("caption_entities")
    text = formatted(given, mode, entities)
    if isinstance(text, Refusal):
        return text
    if len(text.text) > CAPTION_LIMIT:
        return CAPTION_LONG
    return text if text.text else None


def formatted(text: str, mode: str, entities: Json | Refusal = None) -> Formatted | Refusal:
    """A text with its entities, given and found. A broken list of entities counts as none, as with Telegram."""
    mode = mode.lower()
    if text and mode and mode != "none":
        parser = PARSERS.get(mode)
        if parser is None:
            return MODE_UNKNOWN
        parsed = parser(text)
        return bad(f"can't parse entities: {parsed}") if isinstance(parsed, str) else settled(parsed)
    given = read(None if isinstance(entities, Refusal) else entities)
    return bad(given) if isinstance(given, str) else settled(Formatted(text, in_order(given)))


def settled(source: Formatted) -> Formatted:
    """The text without blanks around it, its entities fitted, and what Telegram finds in it."""
    text = source.text.rstrip()
    if not source.entities:
        text = text.lstrip(" \n")
        return Formatted(text, merged((), text))
    entities = fitted(source.entities, units(text))
    first = min((entity["offset"] for entity in entities if isinstance(entity["offset"], int)), default=len(text))
    blanks = min(len(text) - len(text.lstrip(" \n")), first)
    return Formatted(text[blanks:], merged(moved(entities, blanks), text[blanks:]))
