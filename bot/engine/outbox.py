"""The outbox: what is committed goes out, at least once, at the pace each chat allows.

Every channel has a carrier of its own, so a dead or throttled one delays nobody else. Before letters are handed over,
the store is told (`sending`); when the platform has confirmed them, it is told again. A crash in between leaves a few
letters of which nobody knows whether they arrived: those go out again marked 重发, and there are never more of them
than were in flight. A channel that is down is tried with one letter at growing intervals until it answers; then its
backlog goes out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from bot.domain.state import Outage
from bot.engine.carrier import Carrier, Retry
from bot.engine.desk import Desk
from bot.engine.rendering import Pen
from bot.ports import Channel, Letter, Store


class Outbox:
    """All carriers. It hears of new letters from the desk."""

    def __init__(
        self, channels: Sequence[Channel], desk: Desk, store: Store, clock: Clock, pen: Pen, retry: Retry
    ) -> None:
        self._carriers = {
            channel.name: Carrier(channel, desk, store, clock, pen, retry)
            for channel in channels
            if not channel.can.instant
        }
        self._store = store
        desk.listeners.append(self)
        desk.ongoing_outages = self.ongoing

    def letters(self, letters: Sequence[Letter]) -> None:
        """These are now committed."""
        sorted_out = dict[str, list[Letter]]()
        for letter in letters:
            if not letter.delivered and letter.channel in self._carriers:
                sorted_out.setdefault(letter.channel, []).append(letter)
        for channel, own in sorted_out.items():
            self._carriers[channel].add(own)

    def wake(self, at: datetime) -> None:
        """Wake-up times are the alarm's business."""

    def ongoing(self) -> tuple[Outage, ...]:
        """The outages of channels that are going on."""
        return tuple(carrier.outage for carrier in self._carriers.values() if carrier.outage is not None)

    async def run(self) -> None:
        """Carry until cancelled."""
        async with asyncio.TaskGroup() as carriers:
            for carrier in self._carriers.values():
                carriers.create_task(carrier.run())
            await asyncio.Event().wait()  # with nothing to carry it is not finished either: its end would stop the bot

    async def drained(self) -> None:
        """Wait until everything has gone out everywhere."""
        for carrier in self._carriers.values():
            await carrier.drained()
