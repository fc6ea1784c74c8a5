"""The calls of the Bot API, over python-telegram-bot's connection and with its errors.

What a call answers stays the bare JSON it is. A field more or less than the library's classes expect must never make a
message that was sent look as if it was not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from telegram import Bot, File
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

TELEGRAM: Final = "https://api.telegram.org"
ANSWER: Final = 10.0  # seconds a call may take
_AT_ONCE: Final = 64  # calls under way
_HERE: Final = ("localhost", "127.0.0.1", "::1")
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


class UnreadableError(NetworkError):
    """There was an answer, but nobody can read it. It may have been a yes."""


class _Wire(HTTPXRequest):
    """The library's connection, which takes a no for a no wherever it is written."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as the library has it
        """One request. A server of one's own may write its refusals under a status that says yes."""
        code, payload = await super().do_request(*args, **kwargs)
        if code == HTTPStatus.OK and payload[:32].replace(b" ", b"").startswith(_NO):
            code = int(self.parse_json_payload(payload).get("error_code") or HTTPStatus.BAD_REQUEST)
        return code, payload

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
        self._token, self._files = access.token, f"{root}/file/bot{access.token}/"
        own = {"trust_env": urlsplit(root).hostname not in _HERE}  # to this machine, no proxy leads
        self._bot = Bot(
            access.token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=_Wire(
                connection_pool_size=_AT_ONCE, read_timeout=ANSWER, pool_timeout=ANSWER, httpx_kwargs=dict(own)
            ),
            get_updates_request=_Wire(connection_pool_size=2, httpx_kwargs=dict(own)),
        )

    async def call(self, method: str, patience: float = ANSWER, /, **arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Any method of the Bot API, named as in send_message. Raises what the library raises.

        With an underscore behind it the library does not know the name, and gives its answer back unread.
        """
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            return await self._bot.do_api_request(f"{method}_", given, read_timeout=patience)
        except (KeyError, TypeError) as error:  # a yes without a result
            raise UnreadableError("the answer has no result") from error

    async def download(self, ref: str) -> bytes:
        """The bytes of a file somebody sent."""
        found = await self.call("get_file", file_id=ref)
        path = str(found.get("file_path", "")) if isinstance(found, dict) else ""
        file = File(file_id=ref, file_unique_id=ref, file_path=f"{self._files}{path}")
        file.set_bot(self._bot)
        return bytes(await file.download_as_bytearray())

    def without_token(self, words: str) -> str:
        """Words of somebody else's, in which the token must not be seen."""
        return words.replace(self._token, "***")
