"""A browser of a test: it keeps its cookie, carries the token of its page, and can listen to the stream."""

from __future__ import annotations

import asyncio
import html
import itertools
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

import httpx

from tests.telegram_server.remote.asker import PLAIN
from tests.web.opened import Opened

_TOKEN: Final = re.compile(r'"x-token": "([0-9a-f]{64})"')
_TAGS: Final = re.compile(r"<[^>]+>")
_keys = itertools.count(1)


def new_key() -> str:
    """A key that no other message of this run has."""
    return f"key-{next(_keys):08}"


def bare(page: str) -> str:
    """The words of a piece of page."""
    return html.unescape(_TAGS.sub(" ", page))


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a stream."""

    name: str
    data: str
    id: str


@dataclass
class Stream:
    """What a page is told, as it is told it."""

    lines: AsyncIterator[str]

    async def next(self) -> Told | None:
        """The next event; None where the server has ended the stream."""
        name, id, data = "", "", list[str]()
        async with asyncio.timeout(10):
            async for line in self.lines:
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("id: "):
                    id = line[4:]
                elif line.startswith("data: "):
                    data.append(line[6:])
                elif not line and name:
                    return Told(name, "\n".join(data), id)
        return None

    async def until(self, name: str, *, words: str = "") -> Told:
        """The next event of that name that says so; whatever comes before it is passed over."""
        while (told := await self.next()) is not None:
            if told.name == name and words in told.data:
                return told
        raise AssertionError(f"the stream ended without {name} {words}")


@dataclass
class Visitor:
    """Somebody with a browser."""

    client: httpx.AsyncClient
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Look something up."""
        return await self.client.get(path, headers=headers)

    async def piece(self, path: str) -> str:
        """A piece of page, as htmx asks for it."""
        answer = await self.client.get(path, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.text
        return answer.text

    async def home(self) -> str:
        """Open the page; from then on the visitor has its token."""
        answer = await self.client.get("/")
        found = _TOKEN.search(answer.text)
        self.token = found[1] if found else ""
        return answer.text

    async def enter(self, link: str) -> httpx.Response:
        """Come in by a link."""
        answer = await self.client.post(httpx.URL(link).path)
        if answer.status_code == 303:
            await self.home()
        return answer

    async def post(self, path: str, fields: dict[str, str], **headers: str) -> httpx.Response:
        """Send a form of one's own page."""
        return await self.client.post(path, data=fields, headers={"x-token": self.token, **headers})

    async def says(self, chat: str, words: str, *, key: str = "", **fields: str) -> httpx.Response:
        """Say something in a chat."""
        return await self.post(f"/chat/{quote(chat)}/say", {"key": key or new_key(), "text": words, **fields})

    async def taps(self, chat: str, data: str, message: str, **fields: str) -> httpx.Response:
        """Press a button."""
        return await self.post(
            f"/chat/{quote(chat)}/tap", {"key": new_key(), "data": data, "message": message, **fields}
        )

    async def sends(self, chat: str, name: str, data: bytes, **fields: str) -> httpx.Response:
        """Send a file."""
        return await self.client.post(
            f"/chat/{quote(chat)}/say",
            data={"key": new_key(), "text": "", **fields},
            files={"file": (name, data)},
            headers={"x-token": self.token},
        )

    @asynccontextmanager
    async def listening(self, query: str = "", **headers: str) -> AsyncIterator[Stream]:
        """Listen to the stream; its greeting has been heard when this begins."""
        async with self.client.stream("GET", f"/events{query}", headers=headers) as answer:
            assert answer.status_code == 200, await answer.aread()
            stream = Stream(answer.aiter_lines())
            greeting = await stream.next()
            assert greeting is not None
            assert greeting.name == "hello"
            yield stream


@asynccontextmanager
async def a_visitor(house: Opened, **headers: str) -> AsyncIterator[Visitor]:
    """A fresh browser."""
    async with httpx.AsyncClient(
        base_url=house.url, trust_env=False, verify=PLAIN, timeout=20, headers=headers
    ) as client:
        yield Visitor(client)


@asynccontextmanager
async def somebody(house: Opened, name: str) -> AsyncIterator[Visitor]:
    """Somebody of a real office who has come in by his link."""
    async with a_visitor(house) as visitor:
        answer = await visitor.enter(await house.link(name))
        assert answer.status_code == 303
        yield visitor


@asynccontextmanager
async def anybody(house: Opened) -> AsyncIterator[Visitor]:
    """A visitor of a sample office, with the page open."""
    async with a_visitor(house) as visitor:
        await visitor.home()
        yield visitor
