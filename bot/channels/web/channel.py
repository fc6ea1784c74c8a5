"""The web chat as the house sees it: a channel whose letters are delivered by being committed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.channels.web import wire
from bot.channels.web.hub import Hub
from bot.messages import Capabilities, Inbound, Outcome, Outgoing, Sent
from bot.ports import Accept, Raw

CAN: Final = Capabilities(text_limit=100_000, instant=True, deletes=False)


class WebChannel:
    """A `bot.ports.Channel`. The pages and the server are beside it."""

    name = wire.NAME
    can = CAN

    def __init__(
        self, hub: Hub, serve: Callable[[Accept], Awaitable[None]], files: Callable[[str], Awaitable[bytes]]
    ) -> None:
        self._hub, self._serve, self._files = hub, serve, files

    def read(self, raw: Raw) -> Inbound | None:
        """What a page sent."""
        return wire.inbound(raw)

    def without_words(self, raw: Raw) -> Raw:
        """The same without what was written."""
        return wire.without_words(raw)

    async def send(self, message: Outgoing) -> Outcome:
        """Nothing to carry: the page reads the outbox."""
        return Sent(f"o{message.id}")

    async def toast(self, inbound: Inbound, words: str) -> None:
        """A word in passing, on the page where the button was pressed."""
        if words:
            self._hub.toast(inbound.tap_ref, words)

    async def fetch(self, ref: str) -> bytes:
        """The bytes of a file that was sent in."""
        return await self._files(ref)

    async def delete(self, chat: str, message: str) -> None:
        """A refused message has no words to take away."""

    async def ready(self) -> None:
        """A page brings nothing that was said before."""

    async def run(self, accept: Accept) -> None:
        """Serve the pages until cancelled."""
        await self._serve(accept)
