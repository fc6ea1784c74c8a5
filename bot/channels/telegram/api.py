"""The calls of the Bot API, over python-telegram-bot's connection and with its errors.

What a call answers stays the bare JSON it is. A field more or less than the library's classes expect must never make a
message that was sent look as if it was not.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
from telegram import Bot, File
from telegram.error import BadRequest

from bot.channels.telegram.wire import UnreadableError, Wire

TELEGRAM: Final = "https://api.telegram.org"


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


class Api:
    """The calls."""

    def __init__(self, access: Access) -> None:
        root = (access.base_url or TELEGRAM).rstrip("/").removesuffix("/bot")
        self._token, self._own, self._patience = access.token, root != TELEGRAM, access.patience
        self._files = f"{root}/file/bot{access.token}/"
        context = httpx.create_ssl_context()
        self._wires = (Wire(root, access.patience, context), Wire(root, access.patience, context))
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
