"""parse_mode HTML: tags become entities, and a slip is named with the byte where it stands.

Only the tags of the reference are taken: b strong i em u ins s strike del span(tg-spoiler) tg-spoiler a tg-emoji
tg-time code pre blockquote, and the four named entities lt gt amp quot beside numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from tests.telegram_server.entities import Formatted, date_style, in_order, units
from tests.telegram_server.wire import Object

PLAIN_TAGS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS: Final = frozenset(PLAIN_TAGS) | {"a", "tg-emoji", "tg-time", "code", "pre", "blockquote"}
NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_TEXT: Final = re.compile(r"[^<&]+")
_START: Final = re.compile(r"<([^\s>]*)")
_END: Final = re.compile(r"</([^\s>]*)\s*>")
_REFERENCE: Final = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_ATTRIBUTE: Final = re.compile(r"""\s*([^\s=>/"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)))?""")
_MENTION: Final = re.compile(r"tg://user\?id=(\d+)")


@dataclass(slots=True, kw_only=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int  # where its text begins in the output


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    out: str = ""
    opened: list[_Open] = field(default_factory=list)
    entities: list[Object] = field(default_factory=list)

    def byte(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))


def parse(source: str) -> Formatted | str:
    """The text without its tags, or what is wrong with it."""
    reader = _Reader(source)
    while reader.at < len(source):
        slip = _step(reader)
        if slip:
            return slip
    if reader.opened:
        return f'Can\'t find end tag corresponding to start tag "{reader.opened[-1].tag}"'
    return Formatted(reader.out, in_order(reader.entities))


def _step(reader: _Reader) -> str:
    rest = _TEXT.match(reader.source, reader.at)
    if rest:
        reader.out += rest.group()
        reader.at = rest.end()
        return ""
    if reader.source[reader.at] == "&":
        _reference(reader)
        return ""
    return _end_tag(reader) if reader.source.startswith("</", reader.at) else _start_tag(reader)


def _reference(reader: _Reader) -> None:
    match = _REFERENCE.match(reader.source, reader.at)
    char = _character(match) if match else ""
    if match and char:
        reader.out += char
        reader.at = match.end()
    else:
        reader.out += "&"
        reader.at += 1


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x110000 else ""


def _unescaped(value: str) -> str:
    return _REFERENCE.sub(lambda match: _character(match) or match.group(), value)


def _start_tag(reader: _Reader) -> str:
    begin = reader.at
    name = _START.match(reader.source, begin)
    assert name is not None
    if name.end() == len(reader.source):
        return f"Unclosed start tag at byte offset {reader.byte(begin)}"
    tag = name.group(1).lower()
    if tag not in TAGS:
        return f'Unsupported start tag "{tag}" at byte offset {reader.byte(begin)}'
    attributes, reader.at = _attributes(reader.source, name.end())
    if not reader.source.startswith(">", reader.at):
        return f'Unclosed start tag "{tag}" at byte offset {reader.byte(begin)}'
    reader.at += 1
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        return f'Tag "span" must have class "tg-spoiler" at byte offset {reader.byte(begin)}'
    reader.opened.append(_Open(tag=tag, attributes=attributes, offset=units(reader.out), start=len(reader.out)))
    return ""


def _attributes(source: str, at: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(source, at):
        name, double, single, bare = match.groups()
        value = next((part for part in (double, single, bare) if part is not None), "")
        found[name] = _unescaped(value)
        at = match.end()
    while at < len(source) and source[at].isspace():
        at += 1
    return found, at


def _end_tag(reader: _Reader) -> str:
    begin = reader.at
    if not reader.opened:
        return f"Unexpected end tag at byte offset {reader.byte(begin)}"
    match = _END.match(reader.source, begin)
    if not match:
        return f"Unclosed end tag at byte offset {reader.byte(begin)}"
    ended, opened = match.group(1).lower(), reader.opened[-1]
    if ended and ended != opened.tag:
        return f'Unmatched end tag at byte offset {reader.byte(begin)}, expected "</{opened.tag}>", found "</{ended}>"'
    reader.at = match.end()
    reader.opened.pop()
    return _close(reader, opened)


def _close(reader: _Reader, opened: _Open) -> str:
    length = units(reader.out) - opened.offset
    if not length:
        return ""
    fields = _fields(opened, reader.out[opened.start :])
    if isinstance(fields, str):
        return fields
    if fields and not _joined(reader, opened, length):
        reader.entities.append({"offset": opened.offset, "length": length, **fields})
    return ""


def _joined(reader: _Reader, opened: _Open, length: int) -> bool:
    """Whether the tag was `pre` around `code` with a language, which is one entity."""
    last = reader.entities[-1] if reader.entities else {}
    whole = last.get("offset") == opened.offset and last.get("length") == length and last.get("type") == "code"
    if opened.tag != "pre" or not whole:
        return False
    language = last.pop("language", None)
    last["type"] = "pre"
    if language:
        last["language"] = language
    return True


def _fields(opened: _Open, text: str) -> Object | str:
    tag, attributes = opened.tag, opened.attributes
    if tag in PLAIN_TAGS:
        return {"type": PLAIN_TAGS[tag]}
    if tag == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}
    if tag == "a":
        return link(attributes.get("href") or text)
    if tag == "code":
        language = attributes.get("class", "").removeprefix("language-")
        return {"type": "code", "language": language} if language else {"type": "code"}
    if tag == "pre":
        return {"type": "pre"}
    if tag == "tg-emoji":
        emoji = attributes.get("emoji-id", "")
        good = emoji.isdecimal() and emoji != "0"
        return (
            {"type": "custom_emoji", "custom_emoji_id": emoji} if good else "Invalid custom emoji identifier specified"
        )
    return _date(attributes)


def _date(attributes: dict[str, str]) -> Object | str:
    at = attributes.get("unix", "")
    style = date_style(attributes.get("format", ""))
    if style is None:
        return "Invalid date-time format specified"
    if not at.isdecimal() or int(at) <= 0:
        return {}
    return {"type": "date_time", "unix_time": int(at), "date_time_format": style}


def link(url: str) -> Object:
    """The fields of a link; an address of a user is a mention of him, and what is no address is nothing."""
    user = _MENTION.fullmatch(url)
    if user:
        return {"type": "text_mention", "user": {"id": int(user.group(1))}}
    if "." not in url and "://" not in url:
        return {}
    return {"type": "text_link", "url": url if "://" in url else f"http://{url}/"}
