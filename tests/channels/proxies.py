"""Proxies of the loopback, as small as they can be: whatever is asked of them, they ask of one server."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

_BLOCK: Final = 65_536
_GRANTED: Final = bytes((5, 0, 0, 1, 0, 0, 0, 0, 0, 0))  # SOCKS 5: yes, from the address 0.0.0.0:0


@dataclass
class Proxy:
    """A proxy, and whom it was asked for."""

    kind: Literal["http", "socks5"]
    server: str  # the address of the server behind it
    port: int = 0
    asked: list[str] = field(default_factory=list)  # host names

    @property
    def url(self) -> str:
        """What an environment variable says to have it used."""
        return f"{self.kind}://127.0.0.1:{self.port}"

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection: the greeting of its kind, then bytes both ways."""
        there = urlsplit(self.server)
        back, forth = await asyncio.open_connection(there.hostname, there.port)
        try:
            greet = self._http if self.kind == "http" else self._socks
            await greet(reader, writer, forth)
            async with asyncio.TaskGroup() as ways:
                ways.create_task(_pour(reader, forth))
                ways.create_task(_pour(back, writer))
        finally:
            forth.close()
            writer.close()

    async def _http(self, reader: StreamReader, _: StreamWriter, forth: StreamWriter) -> None:
        """A request that names the whole address is passed on with the path alone."""
        method, target, version = (await reader.readline()).split(b" ", 2)
        whole = urlsplit(target.decode())
        self.asked.append(whole.hostname or "")
        forth.write(b" ".join((method, whole.path.encode(), version)))

    async def _socks(self, reader: StreamReader, writer: StreamWriter, _: StreamWriter) -> None:
        """RFC 1928, without a password, for host names."""
        _version, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(bytes((5, 0)))
        *_command, length = await reader.readexactly(5)
        self.asked.append((await reader.readexactly(length)).decode())
        await reader.readexactly(2)  # the port
        writer.write(_GRANTED)


async def _pour(reader: StreamReader, writer: StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while block := await reader.read(_BLOCK):
            writer.write(block)
            await writer.drain()
        writer.write_eof()


@asynccontextmanager
async def a_proxy(kind: Literal["http", "socks5"], server: str) -> AsyncIterator[Proxy]:
    """A proxy on a free port."""
    proxy = Proxy(kind, server)
    listening = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = listening.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        listening.close()
