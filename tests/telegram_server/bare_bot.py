"""A bot of bare HTTP for the tests of this server: it knows nothing but what it is told to send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import httpx
import msgspec

from tests.telegram_server.client import TOKEN
from tests.telegram_server.remote.asker import PLAIN
from tests.telegram_server.wire import Json, Object, items, mapping, number

Files: TypeAlias = Mapping[str, tuple[str, bytes, str]]  # name, bytes, media type


class BareBot:
    """A bot that calls methods over HTTP: as a form unless told otherwise."""

    def __init__(self, url: str, token: str = TOKEN) -> None:
        self.client = httpx.AsyncClient(base_url=f"{url}/bot{token}/", timeout=15, trust_env=False, verify=PLAIN)
        self.files = httpx.AsyncClient(base_url=f"{url}/file/bot{token}/", timeout=15, trust_env=False, verify=PLAIN)

    async def close(self) -> None:
        """Let its connections go."""
        await self.client.aclose()
        await self.files.aclose()

    async def raw(self, method: str, files: Files | None = None, /, **args: Json) -> httpx.Response:
        """One call; objects are sent as JSON text, as in a form they must be."""
        form = {name: _text(value) for name, value in args.items() if value is not None}
        return await self.client.post(method, data=form, files=files)

    async def call(self, method: str, files: Files | None = None, /, **args: Json) -> Json:
        """The result of a call that must succeed."""
        body = _body(await self.raw(method, files, **args))
        assert body["ok"] is True, body
        return body["result"]

    async def message(self, method: str, files: Files | None = None, /, **args: Json) -> Mapping[str, Json]:
        """The message that a call must return."""
        return mapping(await self.call(method, files, **args))

    async def refusal(self, method: str, files: Files | None = None, /, **args: Json) -> str:
        """The words of a call that must be refused."""
        response = await self.raw(method, files, **args)
        body = _body(response)
        assert body["ok"] is False, body
        assert body["error_code"] == response.status_code, body
        return str(body["description"])

    async def updates(self, offset: int = 0, **args: Json) -> list[Mapping[str, Json]]:
        """What getUpdates gives."""
        return [mapping(update) for update in items(await self.call("getUpdates", offset=offset, **args))]

    async def news(self) -> list[Mapping[str, Json]]:
        """What waits, confirmed at once."""
        waiting = await self.updates()
        if waiting:
            await self.updates(number(waiting[-1]["update_id"]) + 1)
        return waiting


def _text(value: Json) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _body(response: httpx.Response) -> Object:
    body: Object = msgspec.json.decode(response.content)
    return body
