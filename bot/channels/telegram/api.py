"""The calls of the Bot API, over python-telegram-bot's connection and with its errors.

What a call answers stays the bare JSON it is. A field more or less than the library's classes expect must never make a
message that was sent look as if it was not.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from telegram import Bot, File
from telegram.error import BadRequest, NetworkError
from telegram.request import BaseRequest, HTTPXRequest

TELEGRAM: Final = "https://api.telegram.org"
_AT_ONCE: Final = 64  # calls under way
_HERE: Final = ("localhost", "127.0.0.1", "::1")
_SECONDS: Final = re.compile(r"\d+")
_NO: Final = b'{"ok":false'


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to reach the Bot API. The token is never shown."""

    token: str = field(repr=False)
    base_url: str = ""  # of a Bot API server of one's own, without /bot
    webhook_url: str = ""  # empty means long polling
    secret: str = field(default="", repr=False)
    per_second: float = 25.0
    group_per_minute: int = 20
    patience: float = 10.0  # seconds a call may take


class UnreadableError(NetworkError):
    """There was an answer, but nobody can read it. It may have been a yes."""


class TooManyError(NetworkError):
    """Telegram asks for patience. The library's own error for it warns of its future whenever it is raised."""

    def __init__(self, words: str, seconds: int) -> None:
        super().__init__(words)
        self.wait = timedelta(seconds=max(seconds, 1))


class _Wire(BaseRequest):
    """The library's connections, one to each request under way.

    A pool of its kind looks at every connection for every request, which with two dozen of them takes three times as
    long as the request. And a server of one's own may write its refusals under a status that says yes: a no is a no.
    """

    def __init__(self, patience: float, settings: Mapping[str, object]) -> None:
        """`patience` is how many seconds a call may take; `settings` are for httpx."""
        self._patience, self._settings = patience, settings
        self._free = list[HTTPXRequest]()  # the last one used is the next one used: the others may grow cold
        self._room = asyncio.Semaphore(_AT_ONCE)

    @property
    def read_timeout(self) -> float:
        """Seconds a call may take."""
        return self._patience

    async def initialize(self) -> None:
        """Connections are opened when they are needed."""

    async def shutdown(self) -> None:
        """Close all that are open."""
        while self._free:
            await self._free.pop().shutdown()

    def _new_line(self) -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=1, read_timeout=self._patience, httpx_kwargs=dict(self._settings))

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as the library has it
        """One request."""
        async with self._room:
            line = self._free.pop() if self._free else self._new_line()
            try:
                code, payload = await line.do_request(*args, **kwargs)
            finally:
                self._free.append(line)
        if code == HTTPStatus.OK and payload[:32].replace(b" ", b"").startswith(_NO):
            code = int(self.parse_json_payload(payload).get("error_code") or HTTPStatus.BAD_REQUEST)
        if code == HTTPStatus.TOO_MANY_REQUESTS:
            raise self._too_many(payload)
        return code, payload

    def _too_many(self, payload: bytes) -> TooManyError:
        try:
            found = self.parse_json_payload(payload)
        except UnreadableError:  # somebody in between said it, with a page
            found = {}
        words, parameters = str(found.get("description") or "Too Many Requests"), found.get("parameters")
        asked = parameters.get("retry_after") if isinstance(parameters, dict) else None
        named = _SECONDS.search(words)
        return TooManyError(words, int(asked or (named[0] if named else 0)))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON."""
        try:
            found = json.loads(payload)
        except ValueError as error:
            raise UnreadableError("the answer is no JSON") from error
        if not isinstance(found, dict):
            raise UnreadableError("the answer is no object")
        return found


class Api:
    """The calls."""

    def __init__(self, access: Access) -> None:
        root = (access.base_url or TELEGRAM).rstrip("/").removesuffix("/bot")
        self._token, self._own, self._patience = access.token, root != TELEGRAM, access.patience
        self._files = f"{root}/file/bot{access.token}/"
        here = urlsplit(root).hostname in _HERE  # to this machine, no proxy leads
        own = {"trust_env": not here, "verify": httpx.create_ssl_context()}
        self._wires = (_Wire(access.patience, own), _Wire(access.patience, own))
        self._bot = Bot(
            access.token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._wires[0],
            get_updates_request=self._wires[1],
        )

    async def call(self, method: str, wait: float = 0.0, /, **arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Any method of the Bot API, named as in send_message. Raises what the library raises.

        `wait` is how many seconds longer than usual the answer may take, because Telegram itself waits. With an
        underscore behind it the library does not know the name, and gives its answer back unread.
        """
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            return await self._bot.do_api_request(f"{method}_", given, read_timeout=self._patience + wait)
        except (KeyError, TypeError) as error:  # a yes without a result
            raise UnreadableError("the answer has no result") from error

    async def close(self) -> None:
        """Let the connections go that nobody uses."""
        for wire in self._wires:
            await wire.shutdown()

    async def download(self, ref: str) -> bytes:
        """The bytes of a file somebody sent. A server of one's own may say where on this machine they lie."""
        found = await self.call("get_file", file_id=ref)
        path = str(found.get("file_path", "")) if isinstance(found, dict) else ""
        if self._own and path.startswith("/"):
            return await asyncio.to_thread(_read, Path(path))
        file = File(file_id=ref, file_unique_id=ref, file_path=f"{self._files}{path}")
        file.set_bot(self._bot)
        return bytes(await file.download_as_bytearray())

    def without_token(self, words: str) -> str:
        """Words of somebody else's, in which the token must not be seen."""
        return words.replace(self._token, "***")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadRequest(f"the file cannot be read: {error.strerror}") from error
