"""Entities: which pieces of a text are commands, mentions, links or bold, counted in UTF-16 units as Telegram counts.

An entity is kept as the object that goes over the wire. Those a client gives are checked against the reference; those
that Telegram finds by itself (commands, mentions, hashtags, addresses) are found here and never taken from a client.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.telegram_server.wire import Json, Object, items, mapping, number, words

SIMPLE: Final = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote"}
)
FOUND: Final = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
WHOLE: Final = frozenset(
    {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}
)  # nothing is found in
REACH: Final = 1_000_000  # the furthest offset or length that is taken
ORDER: Final = ("blockquote", "expandable_blockquote", "text_link", "text_mention", "date_time", "pre", "code")

_FINDER: Final = re.compile(
    r"(?P<url>(?<!\w)https?://[^\s<>\"'“”‘’（）《》，。；！？、]+)"
    r"|(?P<email>(?<![\w.+-])[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z]{2,})+)"
    r"|(?P<site>(?<![\w@./])(?:[a-zA-Z0-9-]+\.)+(?:com|org|net|cn|me|io)(?![\w.-])(?:/[^\s<>，。；！？、]*)?)"
    r"|(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>(?<!\w)@[a-zA-Z0-9_]{2,32}(?!\w))"
    r"|(?P<hashtag>(?<!\w)#(?=\d*[^\W\d])\w{1,256}(?!#))"
)
_MAY_HOLD: Final = re.compile(r"[/@#.]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, sorted."""

    text: str
    entities: tuple[Object, ...] = ()


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def piece(text: str, entity: Object) -> str:
    """The part of the text that an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    start, length = number(entity.get("offset")), number(entity.get("length"))
    return raw[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")


def find(text: str) -> list[Object]:
    """The entities that Telegram finds by itself."""
    if not _MAY_HOLD.search(text):
        return []
    plain = units(text) == len(text)
    found: list[Object] = []
    for match in _FINDER.finditer(text):
        kind = match.lastgroup or "url"
        start = match.start() if plain else units(text[: match.start()])
        found.append({"offset": start, "length": units(match.group()), "type": "url" if kind == "site" else kind})
    return found


def merged(given: Iterable[Object], text: str) -> tuple[Object, ...]:
    """The given entities and those found in the text outside of code, links and dates."""
    kept = list(given)
    closed = [_span(entity) for entity in kept if entity["type"] in WHOLE]
    for entity in find(text):
        start, end = _span(entity)
        if not any(start < stop and begin < end for begin, stop in closed):
            kept.append(entity)
    return in_order(kept)


def in_order(entities: Iterable[Object]) -> tuple[Object, ...]:
    """Outer before inner, as Telegram lists them."""
    return tuple(sorted(entities, key=_place))


def fitted(entities: Iterable[Object], length: int) -> list[Object]:
    """The entities cut to a text of that length; what covers nothing is dropped."""
    kept: list[Object] = []
    for entity in entities:
        start, end = _span(entity)
        if start < min(end, length):
            kept.append({**entity, "offset": start, "length": min(end, length) - start})
    return kept


def moved(entities: Iterable[Object], by: int) -> list[Object]:
    """The entities of a text that lost its first units."""
    return [{**entity, "offset": number(entity["offset"]) - by} for entity in entities]


def read(given: Json) -> list[Object] | str:
    """The entities a client gave, or what is wrong with them."""
    entities: list[Object] = []
    for value in items(given):
        entity = _entity(value)
        if isinstance(entity, str):
            return entity
        if entity is not None:
            entities.append(entity)
    return entities


def _entity(value: Json) -> Object | str | None:
    source = mapping(value)
    for name in ("offset", "length"):
        if not isinstance(source.get(name), int):
            return f"can't parse MessageEntity: Can't find field \"{name}\""
        if not 0 <= number(source.get(name)) <= REACH:
            return f"receive an entity with incorrect {name} {number(source.get(name))}"
    kind = words(source.get("type"))
    if kind in FOUND:
        return None
    extra = _extra(kind, source)
    if isinstance(extra, str):
        return f"can't parse MessageEntity: {extra}"
    return {"offset": source["offset"], "length": source["length"], "type": kind, **extra}


def _extra(kind: str, source: Json) -> Object | str:
    fields = mapping(source)
    if kind in SIMPLE:
        return {}
    if kind == "pre":
        language = words(fields.get("language"))
        return {"language": language} if language else {}
    if kind == "text_link":
        return {"url": words(fields.get("url"))} if fields.get("url") else 'Can\'t find field "url"'
    if kind == "text_mention":
        return {"user": mapping(fields.get("user"))} if fields.get("user") else 'Can\'t find field "user"'
    if kind == "custom_emoji":
        emoji = str(fields.get("custom_emoji_id") or "")
        return {"custom_emoji_id": emoji} if emoji else 'Can\'t find field "custom_emoji_id"'
    if kind == "date_time":
        return moment(fields.get("unix_time"), words(fields.get("date_time_format")))
    return "Unsupported type specified" if kind else "Type is not specified"


def moment(unix_time: Json, style: str) -> Object | str:
    """The fields of a date, its format in the order weekday, date, time; or what is wrong."""
    at = number(unix_time, -1)
    if unix_time is None:
        return 'Can\'t find field "unix_time"'
    if at <= 0:
        return "Invalid date specified"
    shape = date_style(style)
    if shape is None:
        return "Invalid date-time format specified"
    return {"unix_time": at, "date_time_format": shape}


def date_style(style: str) -> str | None:
    """A date format as Telegram gives it back, None where it is none."""
    if style in ("r", "R"):
        return "r"
    if not set(style) <= set("wWdDtT"):
        return None
    weekday = "w" if "w" in style.lower() else ""
    return weekday + _last(style, "dD") + _last(style, "tT")


def _last(style: str, letters: str) -> str:
    return next((letter for letter in reversed(style) if letter in letters), "")


def _span(entity: Object) -> tuple[int, int]:
    start = number(entity["offset"])
    return start, start + number(entity["length"])


def _place(entity: Object) -> tuple[int, int, int]:
    start, end = _span(entity)
    kind = words(entity["type"])
    return start, start - end, ORDER.index(kind) if kind in ORDER else len(ORDER)


def same(one: Sequence[Object], other: Sequence[Object]) -> bool:
    """Whether two lists of entities mark the same pieces in the same way."""
    return list(one) == list(other)
