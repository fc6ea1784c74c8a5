"""One question to the control side, and what may come of it."""

from __future__ import annotations

from typing import Final, TypeVar

import httpx
import msgspec

from tests.telegram_server.wire import Json, Object

PLAIN: Final = False  # loopback HTTP needs no certificates, and loading them takes longer than most tests
SLACK: Final = 10.0  # seconds an answer may take beyond what was asked for

Value = TypeVar("Value")


class Refused(Exception):  # noqa: N818 - what the server said, not an error of ours
    """The server cannot do what a test asked for."""

    def __init__(self, verb: str, why: str, about: Json) -> None:
        super().__init__(f"{verb}: {why} {about!r}")
        self.why = why
        self.about = about


class NotSeen(AssertionError):  # noqa: N818 - reads as what happened
    """What a test waited for did not come."""


class Asker:
    """The connection to a server that runs."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.AsyncClient(base_url=url, timeout=SLACK, trust_env=False, verify=PLAIN)

    async def close(self) -> None:
        """Let the connections go."""
        await self._client.aclose()

    async def ask(self, verb: str, /, **args: Json) -> Json:
        """Any verb of the control side; arguments that are None are left out."""
        given = {name: value for name, value in args.items() if value is not None}
        patience = given.get("timeout")
        longest = SLACK + (patience if isinstance(patience, float) else 0)
        response = await self._client.post(f"/control/{verb}", json=given, timeout=longest)
        body: Object = msgspec.json.decode(response.content)
        if body["ok"] is not True:
            raise Refused(verb, str(body["why"]), body["about"])
        return body["result"]

    async def _get(self, kind: type[Value], verb: str, /, **args: Json) -> Value:
        return msgspec.convert(await self.ask(verb, **args), kind)
