"""What the pages need of the house around them, in one value."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.channels.web.hub import Hub
from bot.channels.web.sessions import Sessions
from bot.clock import Clock
from bot.conversation import History, Mark
from bot.engine.desk import Desk
from bot.i18n import Tongue
from bot.ports import Accept, Shelf

# A door for machines, such as another channel's webhook: body and headers in, an HTTP status and a body out.
Hook = Callable[[bytes, Mapping[str, str]], Awaitable[tuple[int, bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The house as the pages see it."""

    desk: Desk
    history: History
    tongue: Tongue
    clock: Clock
    machine: Clock  # for how long a login lasts: pushing the office's clock logs nobody out
    hub: Hub
    sessions: Sessions
    shelf: Shelf
    accept: Accept
    keep: Callable[[str, bytes], Awaitable[str]]  # a file that was sent in; gives the reference to it
    kept: Callable[[str], Awaitable[bytes | None]]  # the bytes behind such a reference
    push: Callable[[timedelta | None], Awaitable[None]]  # the sample's clock: so far, or to the next deadline
    secure: bool = False  # True where the page is reached over https
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    hooks: Mapping[str, Hook] = field(default_factory=dict)

    @property
    def mark(self) -> Mark:
        """The latest letter and the latest message there are, of all chats."""
        heads = self.desk.memory.heads
        return Mark(letter=heads.letter, said=heads.inbox)

    @property
    def now(self) -> int:
        """The office's time in Unix milliseconds, as browsers count."""
        return int(self.clock.now().timestamp() * 1000)
