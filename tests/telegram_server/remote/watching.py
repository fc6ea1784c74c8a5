"""Watching: what people see, what the bot called, and waiting for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from tests.telegram_server.remote.asker import Asker, NotSeen, Refused, Value
from tests.telegram_server.seen import LoggedCall, Seen, SeenTap, ServerState
from tests.telegram_server.wire import Json

PATIENCE: Final = 5.0  # seconds a wait lasts unless it is told otherwise


class Watching(Asker):
    """Everything that can be seen."""

    async def read(self, person: int, *, chat: int | None = None, since: int = 0) -> list[Seen]:
        """The chat as he sees it, from the message after `since` on, the oldest first."""
        return await self._get(list[Seen], "read", person=person, chat=chat, since=since)

    async def last(self, person: int, *, chat: int | None = None) -> Seen:
        """The newest message of a chat."""
        return (await self.read(person, chat=chat))[-1]

    async def download(self, file: str) -> bytes:
        """The bytes of a file that somebody sees, by its id."""
        response = await self._client.get(f"/control/files/{file}")
        if response.is_error:
            raise Refused("download", "no_such_file", file)
        return response.content

    async def taps(self, *, person: int | None = None, answered: bool | None = None) -> list[SeenTap]:
        """Pressed buttons with their answers, the oldest first."""
        return await self._get(list[SeenTap], "taps", person=person, answered=answered)

    async def menu(self, person: int, *, chat: int | None = None) -> dict[str, str]:
        """The commands he is offered in a chat, with their descriptions."""
        offered = await self._get(list[dict[str, str]], "menu", person=person, chat=chat)
        return {command["command"]: command["description"] for command in offered}

    async def wait_for(
        self,
        person: int,
        text: str = "",
        *,
        label: str = "",
        chat: int | None = None,
        since: int = 0,
        edited: bool = False,
        seconds: float = PATIENCE,
    ) -> Seen:
        """The first message of the bot after `since` that has the text (in words or file name) and the button."""
        fitting: Mapping[str, Json] = {"text": text, "label": label, "since": since, "edited": edited}
        return await self._wait(Seen, "message", seconds, person=person, chat=chat, **fitting)

    async def wait_gone(self, person: int, message: int, *, chat: int | None = None, seconds: float = PATIENCE) -> None:
        """Until a message is deleted."""
        await self._wait(bool, "gone", seconds, person=person, message=message, chat=chat)

    async def wait_answer(self, query: str, *, seconds: float = PATIENCE) -> SeenTap:
        """Until a pressed button is answered."""
        return await self._wait(SeenTap, "answer", seconds, query=query)

    async def wait_call(self, method: str, *, count: int = 1, since: int = 0, seconds: float = PATIENCE) -> LoggedCall:
        """Until a method was called, and answered, so often after the call of that number."""
        return await self._wait(LoggedCall, "call", seconds, method=method, count=count, since=since)

    async def wait_idle(self, *, seconds: float = PATIENCE) -> None:
        """Until the bot has confirmed every update."""
        await self._wait(bool, "idle", seconds)

    async def wait_sent(self, count: int, *, seconds: float = PATIENCE) -> int:
        """Until the bot has sent so many messages in all."""
        return await self._wait(int, "sent", seconds, count=count)

    async def wait_listening(self, *, seconds: float = PATIENCE) -> None:
        """Until the bot polls or has a webhook."""
        await self._wait(bool, "listening", seconds)

    async def _wait(self, kind: type[Value], what: str, seconds: float, /, **args: Json) -> Value:
        found = await self.ask("wait", **{"for": what, "timeout": float(seconds), **args})
        if found is None:
            raise NotSeen(f"no {what} with {args} within {seconds} s")
        return msgspec.convert(found, kind)

    async def calls(self, *methods: str, since: int = 0) -> list[LoggedCall]:
        """The log of calls, of these methods or of all, the oldest first."""
        return await self._get(list[LoggedCall], "calls", methods=list(methods), since=since)

    async def state(self) -> ServerState:
        """Numbers of the server."""
        return await self._get(ServerState, "state")
