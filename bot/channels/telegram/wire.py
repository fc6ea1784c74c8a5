"""The way to the Bot API's server: python-telegram-bot's requests over httpx's transport, a connection to each.

The library's own kind looks at every connection of its pool for every request, which with two dozen of them takes three
times as long as the request; and it sends through httpx's client, whose cookies, redirects and hooks no call of the Bot
API needs, and which take as long as the sending.
"""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.hosts import is_loopback

_AT_ONCE: Final = 64  # calls under way
_KINDS: Final = {"socks": "socks5"}  # as desktops write it
_ONE: Final = httpx.Limits(max_connections=1, keepalive_expiry=30.0)  # kept for so many seconds when nobody uses it
_UPLOAD: Final = 20.0  # seconds that a file may take to be written
_SECONDS: Final = re.compile(r"\d+")
_NO: Final = b'{"ok":false'


class UnreadableError(NetworkError):
    """There was an answer, but nobody can read it. It may have been a yes."""


class TooManyError(NetworkError):
    """Telegram asks for patience. The library's own error for it warns of its future whenever it is raised."""

    def __init__(self, words: str, seconds: int) -> None:
        super().__init__(words)
        self.wait = timedelta(seconds=max(seconds, 1))


def proxy_to(root: str) -> str | None:
    """The proxy that the environment names for an address (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY).

    To this machine, no proxy leads.
    """
    there = urlsplit(root)
    host = there.hostname or ""
    if is_loopback(host) or proxy_bypass(host):
        return None
    named = getproxies()
    found = named.get(there.scheme) or named.get("all")
    if not found:
        return None
    kind, colon, rest = found.rpartition("://")
    return f"{_KINDS.get(kind, kind)}://{rest}" if colon else f"http://{found}"


class Wire(BaseRequest):
    """A connection to each request under way.

    A server of one's own may write its refusals under a status that says yes: a no is a no.
    """

    def __init__(self, root: str, patience: float, context: ssl.SSLContext) -> None:
        """`root` is the server's address, `patience` how many seconds a call may take."""
        self._patience, self._context, self._proxy = patience, context, proxy_to(root)
        self._free = list[httpx.AsyncHTTPTransport]()  # the last used is the next used: the others may grow cold
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
            await self._free.pop().aclose()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        """One request. Of the times that the library hands in, only that of the answer is ever another than ours."""
        patience = read_timeout if isinstance(read_timeout, int | float) else self._patience
        request = self._request(method, url, request_data, patience)
        async with self._room:
            line = self._free.pop() if self._free else self._new_line()
            try:
                code, payload = await _exchange(line, request)
            finally:
                self._free.append(line)
        if code == HTTPStatus.OK and payload[:32].replace(b" ", b"").startswith(_NO):
            code = int(self.parse_json_payload(payload).get("error_code") or HTTPStatus.BAD_REQUEST)
        if code == HTTPStatus.TOO_MANY_REQUESTS:
            raise self._too_many(payload)
        return code, payload

    def _new_line(self) -> httpx.AsyncHTTPTransport:
        return httpx.AsyncHTTPTransport(verify=self._context, limits=_ONE, proxy=self._proxy)

    def _request(self, method: str, url: str, given: RequestData | None, patience: float) -> httpx.Request:
        files = given.multipart_data if given else None
        seconds = dict.fromkeys(("connect", "pool"), self._patience) | {
            "read": patience,
            "write": _UPLOAD if files else self._patience,
        }
        data = given.json_parameters if given else None
        return httpx.Request(method, url, data=data, files=files, extensions={"timeout": seconds})

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


async def _exchange(line: httpx.AsyncHTTPTransport, request: httpx.Request) -> tuple[int, bytes]:
    """Send, and read the answer whole. Raises what the library raises."""
    try:
        response = await line.handle_async_request(request)
        try:
            return response.status_code, await response.aread()
        finally:
            await response.aclose()
    except httpx.TimeoutException as error:
        raise TimedOut from error
    except httpx.HTTPError as error:
        raise NetworkError(f"{type(error).__name__}: {error}") from error
