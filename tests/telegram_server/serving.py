"""Running the server: uvicorn, with two things that a test needs and it does not have.

It says when it is ready, and on which port; and a handler may close its connection without an answer, because each
connection's transport is left in the scope of its requests. It can also end with whoever started it: a test run that is
killed has no time to stop its servers, but its end of their standard input closes by itself.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from types import FrameType
from typing import TextIO

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"
KEEP_ALIVE = 3600  # seconds; a pooled connection of a client must not be closed under its hands


class OpenProtocol(H11Protocol):
    """uvicorn's HTTP with the transport in `scope["state"]`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the connection that requests will come on."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class Server(uvicorn.Server):
    """uvicorn that reports its port and lets go of everybody who waits when it is told to end."""

    def __init__(
        self,
        app: ASGIApp,
        port: int,
        *,
        ready: Callable[[str], None],
        ending: Callable[[], None],
        following: TextIO | None = None,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=HOST,
                port=port,
                loop="asyncio",  # whatever else is installed: connections are cut through its own kind
                http=OpenProtocol,
                ws="none",
                log_level="warning",
                access_log=False,
                timeout_keep_alive=KEEP_ALIVE,
                timeout_graceful_shutdown=1,
            )
        )
        self._ready = ready
        self._ending = ending
        self._following = following

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, and say where."""
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        if self._following is not None:
            asyncio.get_running_loop().add_reader(self._following.fileno(), self._orphaned)
        self._ready(f"http://{HOST}:{port}")

    def _orphaned(self) -> None:
        if self._following is not None and not os.read(self._following.fileno(), 1):
            asyncio.get_running_loop().remove_reader(self._following.fileno())
            self._ending()
            self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End, and do not wait for those who wait for news."""
        self._ending()
        super().handle_exit(sig, frame)
