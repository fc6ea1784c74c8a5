"""parse_mode MarkdownV2, and the older Markdown that the reference still allows.

MarkdownV2 is read character by character with a stack of open entities: a reserved character either ends the innermost
one, begins a new one, or is a slip that is named. A quotation ends with the line that is not quoted any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, urlsplit

from tests.telegram_server.entities import Formatted, in_order, moment, units
from tests.telegram_server.html_text import link
from tests.telegram_server.wire import Object

_BLOCK: Final = re.compile(r"```([^\s`]+)(?=\s)")
_ADDRESS: Final = re.compile(r"\(((?:\\.|[^)\\])*)\)", re.DOTALL)
_OLD_ADDRESS: Final = re.compile(r"\(([^)]*)\)")
RESERVED: Final = "_*[]()~`>#+-=|{}.!\n"
NAMES: Final = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "pre_code": "PreCode",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
MARKS: Final = {"bold": "*", "italic": "_", "underline": "__", "strikethrough": "~", "spoiler": "||", "code": "`"}
OLD_MARKS: Final = {"_": "italic", "*": "bold", "`": "code", "[": "text_link"}


@dataclass(slots=True, kw_only=True)
class _Open:
    kind: str
    at: int  # where its mark stands in the source
    offset: int  # in UTF-16 units of the output
    start: int  # in characters of the output
    language: str = ""


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    out: str = ""
    opened: list[_Open] = field(default_factory=list)
    entities: list[Object] = field(default_factory=list)
    quoting: bool = False
    line_start: bool = True  # nothing but line ends came before on this line

    def byte(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def sees(self, mark: str, ahead: int = 0) -> bool:
        return self.source.startswith(mark, self.at + ahead)

    @property
    def innermost(self) -> str:
        return self.opened[-1].kind if self.opened else ""

    def put(self, text: str) -> None:
        self.out += text
        self.at += len(text)


def parse(source: str) -> Formatted | str:
    """The text without its marks, or what is wrong with it."""
    reader = _Reader(source)
    while reader.at < len(source):
        slip = _step(reader)
        if slip:
            return slip
    _end_last_quote(reader)
    if reader.opened:
        return _unended(reader)
    return Formatted(reader.out, in_order(reader.entities))


def _step(reader: _Reader) -> str:
    char = reader.source[reader.at]
    if char == "\\" and reader.at + 1 < len(reader.source) and 0 < ord(reader.source[reader.at + 1]) <= 126:
        reader.at += 1
        reader.line_start = reader.source[reader.at] == "\n"
        reader.put(reader.source[reader.at])
        return ""
    if char not in ("`" if reader.innermost in ("code", "pre", "pre_code") else RESERVED):
        reader.line_start = False
        reader.put(char)
        return ""
    return _end(reader, char) if _ends(reader, char) else _begin(reader, char)


def _ends(reader: _Reader, char: str) -> bool:
    kind = reader.innermost
    if not kind:
        return False
    if reader.quoting and char == "\n" and not reader.sees("\n>"):
        return True
    if kind in ("pre", "pre_code"):
        return reader.sees("```")
    if kind == "italic":
        return char == "_" and not reader.sees("__")
    if kind in ("text_link", "custom_emoji"):
        return char == "]"
    return kind in MARKS and reader.sees(MARKS[kind])


def _begin(reader: _Reader, char: str) -> str:
    if char == "\n":
        reader.put(char)
        reader.line_start = True
        return ""
    if char == ">" and reader.line_start:
        reader.line_start = False
        if not reader.quoting:
            reader.quoting = True
            _open(reader, "blockquote", 1)
        else:
            reader.at += 1
        return ""
    reader.line_start = False
    if reader.sees("```"):
        _open_block(reader)
        return ""
    kinds = (("__", "underline"), ("_", "italic"), ("*", "bold"), ("~", "strikethrough"), ("||", "spoiler"))
    for mark, kind in (*kinds, ("[", "text_link"), ("`", "code"), ("![", "custom_emoji")):
        if reader.sees(mark):
            _open(reader, kind, len(mark))
            return ""
    return f"Character '{char}' is reserved and must be escaped with the preceding '\\'"


def _open(reader: _Reader, kind: str, length: int, language: str = "") -> None:
    reader.opened.append(
        _Open(
            kind=kind,
            at=reader.at,
            offset=units(reader.out),
            start=len(reader.out),
            language=language,
        )
    )
    reader.at += length


def _open_block(reader: _Reader) -> None:
    match = _BLOCK.match(reader.source, reader.at)
    language = match.group(1) if match else ""
    _open(reader, "pre_code" if language else "pre", 3 + len(language), language)
    if reader.sees("\r\n") or reader.sees("\n\r"):
        reader.at += 2
    elif reader.sees("\n") or reader.sees("\r"):
        reader.at += 1


def _end(reader: _Reader, char: str) -> str:
    if char == "\n":
        return _end_quote(reader)
    opened = reader.opened.pop()
    if opened.kind in ("text_link", "custom_emoji"):
        return _end_link(reader, opened)
    reader.at += 3 if opened.kind.startswith("pre") else len(MARKS[opened.kind])
    fields: Object = {"type": "pre" if opened.kind == "pre_code" else opened.kind}
    if opened.language:
        fields["language"] = opened.language
    _add(reader, opened, fields)
    return ""


def _end_quote(reader: _Reader) -> str:
    expandable = reader.innermost == "spoiler" and reader.opened[-1].at == reader.at - 2
    if expandable:
        reader.opened.pop()
    if reader.innermost != "blockquote":
        return _unended(reader)
    reader.put("\n")
    reader.line_start = True
    reader.quoting = False
    _add(reader, reader.opened.pop(), {"type": "expandable_blockquote" if expandable else "blockquote"})
    return ""


def _end_last_quote(reader: _Reader) -> None:
    expandable = reader.quoting and reader.innermost == "spoiler" and reader.opened[-1].at == len(reader.source) - 2
    if expandable:
        reader.opened.pop()
    if reader.quoting and reader.innermost == "blockquote":
        _add(reader, reader.opened.pop(), {"type": "expandable_blockquote" if expandable else "blockquote"})


def _end_link(reader: _Reader, opened: _Open) -> str:
    reader.at += 1
    url = reader.out[opened.start :] if opened.kind == "text_link" else ""
    if reader.sees("("):
        begin = reader.at + 1
        match = _ADDRESS.match(reader.source, reader.at)
        if not match:
            return f"Can't find end of a URL at byte offset {reader.byte(begin)}"
        url = re.sub(r"\\(.)", r"\1", match.group(1), flags=re.DOTALL)
        reader.at = match.end()
    elif opened.kind == "custom_emoji":
        return "The entity must contain a tg://emoji or tg://time URL"
    fields = link(url) if opened.kind == "text_link" else _special(url)
    if isinstance(fields, str):
        return fields
    if fields:
        _add(reader, opened, fields)
    return ""


def _special(url: str) -> Object | str:
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "tg" and parts.netloc == "emoji" and query.get("id", "").isdecimal():
        return {"type": "custom_emoji", "custom_emoji_id": query["id"]}
    fields = moment(query.get("unix"), query.get("format", ""))
    if parts.scheme != "tg" or parts.netloc != "time" or isinstance(fields, str):
        return "Invalid tg://emoji or tg://time URL specified"
    return {"type": "date_time", **fields}


def _add(reader: _Reader, opened: _Open, fields: Object) -> None:
    length = units(reader.out) - opened.offset
    if length:
        reader.entities.append({"offset": opened.offset, "length": length, **fields})


def _unended(reader: _Reader) -> str:
    opened = reader.opened[-1]
    return f"Can't find end of {NAMES[opened.kind]} entity at byte offset {reader.byte(opened.at)}"


def parse_old(source: str) -> Formatted | str:
    """Markdown of the first version: four marks, no nesting, and a backslash only before a mark."""
    reader = _Reader(source)
    while reader.at < len(source):
        char = source[reader.at]
        if char == "\\" and source[reader.at + 1 : reader.at + 2] in ("_", "*", "`", "["):
            reader.at += 1
            reader.put(source[reader.at])
        elif char in OLD_MARKS:
            slip = _old_entity(reader)
            if slip:
                return slip
        else:
            reader.put(char)
    return Formatted(reader.out, in_order(reader.entities))


def _old_entity(reader: _Reader) -> str:
    block = reader.sees("```")
    mark = "```" if block else reader.source[reader.at]
    kind = "pre" if block else OLD_MARKS[mark]
    end = reader.source.find("]" if kind == "text_link" else mark, reader.at + len(mark))
    if end < 0:
        return f"Can't find end of the entity starting at byte offset {reader.byte(reader.at)}"
    opened = _Open(kind=kind, at=reader.at, offset=units(reader.out), start=len(reader.out))
    reader.out += reader.source[reader.at + len(mark) : end]
    reader.at = end + len(mark)
    target = _OLD_ADDRESS.match(reader.source, reader.at) if kind == "text_link" else None
    if target:
        reader.at = target.end()
    fields: Object = {"type": kind} if kind != "text_link" else link(target.group(1) if target else "")
    if fields:
        _add(reader, opened, fields)
    return ""
