"""The whole of one server: the world, the queue, the webhook, and everything that can be made to go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from math import inf
from typing import Final, TypeAlias

from bot.clock import SystemClock, ticks
from tests.telegram_server.faults import Faults
from tests.telegram_server.journal import Journal
from tests.telegram_server.limits import REAL_MINUTE, Limits
from tests.telegram_server.refusals import DROPPED
from tests.telegram_server.signals import Signal
from tests.telegram_server.state import Account
from tests.telegram_server.updates import Updates
from tests.telegram_server.webhooks import Webhooks
from tests.telegram_server.wire import Object
from tests.telegram_server.world import World

NAME: Final = "值守"
TOKEN: Final = "987654321:AAF-test-token-of-nobody-at-all"
USERNAME: Final = "zhishou_duty_bot"

ScopeKey: TypeAlias = "tuple[str, int, int, str]"  # kind, chat, user, language


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a server is started."""

    token: str
    name: str = NAME
    username: str = USERNAME
    limits: bool = False
    privacy: bool = False
    quiet: bool = False

    def bot(self) -> Account:
        """The bot's account, whose id is the first part of its token."""
        number = int(self.token.partition(":")[0])
        return Account(id=number, first_name=self.name, username=self.username, is_bot=True)


@dataclass(slots=True, kw_only=True)
class Profile:
    """What the bot says about itself, by language."""

    commands: dict[ScopeKey, tuple[Object, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


class Telegram:
    """One server with one bot."""

    def __init__(self, settings: Settings, carry_out: Callable[[Telegram, str, Object], Awaitable[None]]) -> None:
        """A server with an empty world. `carry_out` does what a bot's answer to a webhook asks for."""
        self.settings = settings
        self._carry_out = carry_out
        self._begin()

    def _begin(self) -> None:
        self.clock = SystemClock()
        self.signal = Signal()
        self.updates = Updates(self.unix_time, self.signal)
        self.limits = Limits(on=self.settings.limits)
        self.webhooks = Webhooks(self.updates, self.unix_time, self._second, self._call)
        self.journal = Journal(quiet=self.settings.quiet)
        self.faults = Faults()
        self.profile = Profile()
        self.old = False  # whether it knows nothing of the last years
        self.actions: list[Object] = []  # chat actions, the latest last
        self.world = World(
            bot=self.settings.bot(),
            unix_time=self.unix_time,
            ticks=ticks,
            updates=self.updates,
            signal=self.signal,
            privacy=self.settings.privacy,
        )
        self._down_until = 0.0
        self._held_until = 0.0

    async def reset(self) -> None:
        """Forget everything, as if the server had just been started. Whoever waits is let go."""
        self.let_go()
        await self.webhooks.close()
        self._begin()

    def let_go(self) -> None:
        """End what waits for news."""
        self.updates.end_poll(DROPPED)
        self.signal.fire()

    def unix_time(self) -> int:
        """The server's time of day, in Unix seconds."""
        return int(self.clock.now().timestamp())

    def _second(self) -> float:
        return self.limits.minute / REAL_MINUTE

    async def _call(self, method: str, args: Object) -> None:
        await self._carry_out(self, method, args)

    @property
    def down(self) -> bool:
        """Whether every call finds the door closed."""
        return ticks() < self._down_until

    def go_down(self, seconds: float = inf) -> None:
        """Close the door for a while, also before whoever is waiting inside."""
        self._down_until = ticks() + seconds
        self.updates.end_poll(DROPPED)
        self._close(seconds)

    def come_up(self) -> None:
        """Open the door again."""
        self._down_until = 0.0
        self._open()

    def hold(self, seconds: float = inf) -> None:
        """Deliver nothing to the webhook for a while."""
        self._held_until = ticks() + seconds
        self._close(seconds)

    def release(self) -> None:
        """Let deliveries go on at once."""
        self._held_until = 0.0
        self._open()

    def _close(self, seconds: float) -> None:
        self.webhooks.open.clear()
        if seconds != inf:
            asyncio.get_running_loop().call_later(seconds, self._open)

    def _open(self) -> None:
        if ticks() >= max(self._down_until, self._held_until):
            self.webhooks.open.set()
