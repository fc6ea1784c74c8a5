"""The clerk: what handlers have done beside deciding. Files are fetched and put away, codes made, links written."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from bot.messages import IncomingFile
from bot.ports import Channel

_CODE_BYTES: Final = 9  # twelve letters: one in 4·10²¹


def new_code() -> str:
    """A fresh one-time code."""
    return secrets.token_urlsafe(_CODE_BYTES)


class Cupboard(Protocol):
    """Where files are put away."""

    async def keep(self, name: str, data: bytes) -> str:
        """Put bytes away; gives the key to them."""
        ...

    async def kept(self, key: str) -> bytes | None:
        """The bytes behind a key, or None."""
        ...


class OfficeClerk:
    """A `handlers.room.Clerk`."""

    def __init__(
        self, channels: Mapping[str, Channel], cupboard: Cupboard, links: Callable[[str], tuple[str, ...]]
    ) -> None:
        self._channels, self._cupboard, self._links = channels, cupboard, links

    async def fetch(self, channel: str, file: IncomingFile) -> bytes:
        """The bytes of a file somebody sent."""
        return await self._channels[channel].fetch(file.ref)

    async def keep(self, name: str, data: bytes) -> str:
        """Put a file away until it is wanted."""
        return await self._cupboard.keep(name, data)

    async def kept(self, key: str) -> bytes | None:
        """A file that was put away, or None where it is gone."""
        return await self._cupboard.kept(key)

    def new_code(self) -> str:
        """A fresh one-time code."""
        return new_code()

    def links(self, code: str) -> tuple[str, ...]:
        """Where a code lets somebody in."""
        return self._links(code)
