"""The outbox: what is committed goes out, at least once, at the pace each chat allows.

Every channel has a carrier of its own, so a dead or throttled one delays nobody else. Before letters are handed over,
the store is told (`sending`); when the platform has confirmed them, it is told again. A crash in between leaves a few
letters of which nobody knows whether they arrived: those go out again marked 重发, and there are never more of them
than were in flight. A channel that is down is tried with one letter at growing intervals until it answers; then its
backlog goes out. A channel that is not there any more (its token was taken out of the settings) is like one that will
never answer: its letters go another way at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.domain.state import Outage
from bot.engine.batch import PRESS
from bot.engine.carrier import Carrier, Retry
from bot.engine.desk import Desk
from bot.engine.rendering import Pen
from bot.engine.work import ReceiptWork
from bot.ports import Channel, Letter, LetterStatus, Receipt, Store, StoreUnavailableError

log = structlog.get_logger()


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
        self._names = frozenset(channel.name for channel in channels)  # empty where nobody is to be written to at all
        self._desk, self._clock, self._retry = desk, clock, retry
        self._homeless: asyncio.Queue[Letter] = asyncio.Queue()
        desk.listeners.append(self)
        desk.ongoing_outages = self.ongoing

    def letters(self, letters: Sequence[Letter]) -> None:
        """These are now committed."""
        sorted_out = dict[str, list[Letter]]()
        for letter in letters:
            if letter.delivered or letter.channel in ("", PRESS):
                continue
            if letter.channel in self._carriers:
                sorted_out.setdefault(letter.channel, []).append(letter)
            elif self._names and letter.channel not in self._names:
                self._homeless.put_nowait(letter)
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
            carriers.create_task(self._rehouse())
            await asyncio.Event().wait()  # with nothing to carry it is not finished either: its end would stop the bot

    async def land(self) -> None:
        """Send nothing more, and let what is on its way arrive."""
        await asyncio.gather(*(carrier.land() for carrier in self._carriers.values()))

    async def _rehouse(self) -> None:
        """Letters for a channel that is not there go to the person's next one."""
        while True:
            letter = await self._homeless.get()
            gone = Receipt(id=letter.id, status=LetterStatus.FAILED, at=self._clock.now(), why="no such channel")
            log.warning("outbox.no-such-channel", channel=letter.channel, letter=letter.id)
            try:
                await self._desk.do(ReceiptWork(letter, gone))
            except StoreUnavailableError:
                self._homeless.put_nowait(letter)
                await asyncio.sleep(self._retry.longest)
            except Exception:  # one letter must not end the outbox
                log.exception("outbox.not-rehoused", letter=letter.id)

    async def drained(self) -> None:
        """Wait until everything has gone out everywhere."""
        for carrier in self._carriers.values():
            await carrier.drained()
