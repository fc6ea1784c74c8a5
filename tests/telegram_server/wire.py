"""What comes over the wire and what goes back: a call with its arguments and files, and the bytes of an answer.

The Bot API takes the same arguments as a query string, a form, JSON or multipart, and objects inside a form are JSON
text. So an argument is kept as it came, and is read as text, number, flag or tree where a method needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar
from urllib.parse import parse_qsl

import msgspec
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Receive, Scope

from tests.telegram_server.refusals import Refusal, bad

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | msgspec.Raw | None"
Object: TypeAlias = "dict[str, Json]"
Answer: TypeAlias = "Json | Refusal"

Kind = TypeVar("Kind", str, int, bool)

BODY_LIMIT: Final = 50 * 1024 * 1024  # bytes; the reference: bots may send files of up to 50 MB
FIELD_LIMIT: Final = 1024 * 1024  # bytes of one field that is not a file
TOO_LARGE: Final = Refusal(413, "Request Entity Too Large")
UNREADABLE: Final = bad("can't parse request body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method, its name in lower case."""

    method: str
    args: Object
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The argument as text; empty where it is missing."""
        value = self.args.get(name)
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, (bool, Mapping, Sequence)):
            return msgspec.json.encode(value).decode()
        return str(value)

    def number(self, name: str, default: int = 0) -> int:
        """The argument as a whole number; the default where it is missing or is none."""
        return number(self.args.get(name), default)

    def flag(self, name: str) -> bool:
        """Whether the argument says yes."""
        value = self.args.get(name)
        return value is True or (isinstance(value, (str, int)) and str(value).lower() in ("true", "yes", "1"))

    def tree(self, name: str) -> Answer:
        """The argument as an object or a list, None where it is missing, a refusal where it is not JSON."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            tree: Json = msgspec.json.decode(value)
        except msgspec.DecodeError:
            return bad(f"can't parse {name.replace('_', ' ')} JSON object")
        return tree


def number(value: Json, default: int = 0) -> int:
    """A whole number, also where it came as text."""
    if isinstance(value, bool):
        return default
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        digits = value.strip()
        return int(digits) if digits.lstrip("-").isdecimal() and digits.count("-") <= 1 else default
    return default


def mapping(value: Json) -> Mapping[str, Json]:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: Json) -> Sequence[Json]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def words(value: Json) -> str:
    """The value where it is text, else nothing."""
    return value if isinstance(value, str) else ""


async def read_call(method: str, scope: Scope, receive: Receive) -> Call | Refusal:
    """The whole call, from the query string and whatever kind of body it has."""
    args = _pairs(scope["query_string"])
    kind, length = _headers(scope)
    if length > BODY_LIMIT:
        return TOO_LARGE
    if kind.startswith("multipart/form-data"):
        return await _multipart(method, args, Request(scope, receive))
    body = await read_body(receive)
    if kind.startswith("application/json"):
        return _json(method, args, body)
    if body:
        args |= _pairs(body)
    return Call(method, args)


async def read_body(receive: Receive) -> bytes:
    """All bytes of a body."""
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body", False):
        message = await receive()
        body += message.get("body", b"")
    return body


def encode(answer: Json) -> bytes:
    """A value as JSON."""
    return msgspec.json.encode(answer)


def envelope(answer: Answer) -> tuple[int, bytes]:
    """The HTTP status and the body of an answer."""
    if not isinstance(answer, Refusal):
        return 200, encode({"ok": True, "result": answer})
    body: Object = {"ok": False, "error_code": answer.code, "description": answer.description}
    if answer.parameters:
        body["parameters"] = dict(answer.parameters)
    return answer.code, encode(body)


def _headers(scope: Scope) -> tuple[str, int]:
    kind, length = "", 0
    for name, value in scope["headers"]:
        if name == b"content-type":
            kind = value.decode("latin-1").lower()
        elif name == b"content-length":
            length = int(value)
    return kind, length


def _pairs(form: bytes) -> Object:
    return dict(parse_qsl(form.decode("utf-8", "replace"), keep_blank_values=True)) if form else {}


def _json(method: str, args: Object, body: bytes) -> Call | Refusal:
    try:
        tree: Json = msgspec.json.decode(body or b"{}")
    except msgspec.DecodeError:
        return UNREADABLE
    return Call(method, {**args, **mapping(tree)})


async def _multipart(method: str, args: Object, request: Request) -> Call | Refusal:
    files: dict[str, Upload] = {}
    try:
        form = await request.form(max_files=100, max_fields=1000, max_part_size=FIELD_LIMIT)
    except MultiPartException:
        return UNREADABLE
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = Upload(name=value.filename or "", mime=value.content_type or "", data=await value.read())
        else:
            args[name] = value
    await form.close()
    return Call(method, args, files)
