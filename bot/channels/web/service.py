"""The web channel put together: its pages, its server, and the files that are sent in."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from typing import Final

import uvicorn

from bot.channels.web.channel import WebChannel
from bot.channels.web.house import Hook, House
from bot.channels.web.hub import Event, Hub, Tidings
from bot.channels.web.server import application
from bot.channels.web.sessions import Sessions, new_key
from bot.clock import Clock, SystemClock
from bot.conversation import History
from bot.engine.desk import Desk
from bot.engine.work import NoteWork
from bot.i18n import Tongue
from bot.ports import Accept, Shelf

KEY_NOTE: Final = "web:key"  # under which the key that signs cookies is kept
Keep = Callable[[str, bytes], Awaitable[str]]
Kept = Callable[[str], Awaitable[bytes | None]]


class Service:
    """What the composition root hands in, until the server starts and knows the rest."""

    def __init__(
        self,
        *,
        desk: Desk,
        history: History,
        tongue: Tongue,
        clock: Clock,
        shelf: Shelf,
        keep: Keep,
        kept: Kept,
        push: Callable[[timedelta | None], Awaitable[None]],
        host: str,
        port: int,
        session: timedelta,
        hosts: tuple[str, ...],
        secure: bool,
        hooks: Mapping[str, Hook],
    ) -> None:
        self._desk, self._history, self._tongue, self._clock = desk, history, tongue, clock
        self._shelf, self._keep, self._kept, self._push = shelf, keep, kept, push
        self._host, self._port, self._session = host, port, session
        self._hosts, self._secure, self._hooks = hosts, secure, hooks
        self.machine: Clock = SystemClock()  # by which logins expire
        self.hub = Hub()
        self._socket: socket.socket | None = None

    def channel(self) -> WebChannel:
        """The channel as the house sees it."""
        return WebChannel(self.hub, self.serve, self._bytes)

    async def _bytes(self, ref: str) -> bytes:
        return await self._kept(ref) or b""

    async def house(self, accept: Accept) -> House:
        """What the pages need; the key that signs cookies is made on the first day and kept."""
        key = self._desk.memory.heads.notes.get(KEY_NOTE)
        if key is None:
            key = new_key()
            await self._desk.do(NoteWork(notes={KEY_NOTE: key}))
        return House(
            desk=self._desk,
            history=self._history,
            tongue=self._tongue,
            clock=self._clock,
            machine=self.machine,
            hub=self.hub,
            sessions=Sessions(key, self._session),
            shelf=self._shelf,
            accept=accept,
            keep=self._keep,
            kept=self._kept,
            push=self._push,
            secure=self._secure,
            hosts=self._hosts,
            hooks=self._hooks,
        )

    def bind(self) -> None:
        """Take the port. Raises OSError where somebody else has it: better now than after the bot has begun to work."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        self._socket = socket.create_server((self._host, self._port), family=family, backlog=1024)

    async def serve(self, accept: Accept) -> None:
        """Serve the pages until cancelled; then the open streams are ended, and the port is given back."""
        if self._socket is None:
            self.bind()
        config = uvicorn.Config(
            application(await self.house(accept)),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        server = _Quiet(config)
        serving = asyncio.ensure_future(server.serve([self._socket] if self._socket else None))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            self.hub.tell_all(Event(Tidings.BYE))
            server.should_exit = True
            await serving
            raise


class _Quiet(uvicorn.Server):
    """A server that leaves the process's signals alone: the bot itself decides when to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield
