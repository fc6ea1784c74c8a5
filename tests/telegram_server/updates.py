"""Updates: what waits for the bot, in order, until the bot confirms it.

An update is written down as JSON when it happens, so a later change of a message does not change it. It stays until a
call of getUpdates with a higher offset, or a webhook's good answer, confirms it; whatever is not confirmed comes again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from tests.telegram_server.refusals import POLL_REPLACED, Refusal
from tests.telegram_server.signals import Signal
from tests.telegram_server.wire import Json, Object, encode, items

TYPES: Final = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "message_reaction",
    "message_reaction_count",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "purchased_paid_media",
    "managed_bot",
    "guest_message",
)
DEFAULT: Final = frozenset(TYPES) - {"chat_member", "message_reaction", "message_reaction_count"}
DAY: Final = 86_400  # seconds an update is kept
TAP_LIFE: Final = 150  # seconds a callback query is kept
FIRST_ID: Final = 730_000_001
FAR: Final = 10  # an offset further ahead than this confirms nothing
LONGEST_POLL: Final = 50  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An update that is not confirmed."""

    id: int
    lane: int  # updates of one lane reach a webhook one after another
    expires_at: int  # Unix seconds
    json: msgspec.Raw


class Updates:
    """The queue of one bot."""

    def __init__(self, unix_time: Callable[[], int], signal: Signal) -> None:
        self.pending: dict[int, Pending] = {}
        self.allowed = DEFAULT
        self.on_push: Callable[[Pending], None] | None = None  # where a webhook listens
        self.polls = 0  # calls of getUpdates that were taken
        self._unix_time = unix_time
        self._signal = signal
        self._next = FIRST_ID
        self._poll: asyncio.Future[Refusal | None] | None = None

    @property
    def polled(self) -> bool:
        """Whether a call of getUpdates is waiting now."""
        return self._poll is not None and not self._poll.done()

    def allow(self, kinds: Json) -> None:
        """Remember which kinds the bot wants; an empty list means the default, none leaves it as it was."""
        if isinstance(kinds, list):
            wanted = frozenset(str(kind).lower() for kind in items(kinds)) & frozenset(TYPES)
            self.allowed = wanted or DEFAULT

    def push(self, kind: str, body: Object, lane: int, life: int = DAY) -> None:
        """Something happened. A kind that the bot does not want is dropped."""
        if kind not in self.allowed:
            return
        id, self._next = self._next, self._next + 1
        update = Pending(
            id=id,
            lane=lane,
            expires_at=self._unix_time() + life,
            json=msgspec.Raw(encode({"update_id": id, kind: body})),
        )
        self.pending[id] = update
        if self.on_push is not None:
            self.on_push(update)
        elif self._poll is not None:
            self.end_poll(None)

    def forget(self, id: int) -> None:
        """One update is confirmed."""
        self.pending.pop(id, None)
        self._signal.fire()

    def clear(self) -> None:
        """Drop everything that waits."""
        self.pending.clear()

    def expired(self, update: Pending) -> bool:
        """Whether it is too old to be delivered."""
        return update.expires_at <= self._unix_time()

    def end_poll(self, why: Refusal | None) -> None:
        """End the call that waits, with a refusal or with what there is."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(why)

    async def poll(self, offset: int, limit: int, seconds: int) -> list[msgspec.Raw] | Refusal:
        """Updates from the offset on, all before it confirmed; waits up to so many seconds for the first."""
        self.polls += 1
        self._signal.fire()
        start = self._confirm(offset)
        batch = self._batch(start, limit)
        if batch or not seconds:
            return batch
        self.end_poll(POLL_REPLACED)
        waiting: asyncio.Future[Refusal | None] = asyncio.get_running_loop().create_future()
        self._poll = waiting
        try:
            await asyncio.wait((waiting,), timeout=seconds)
        finally:
            if self._poll is waiting:
                self._poll = None
        ended = waiting.result() if waiting.done() else None
        return ended if ended is not None else self._batch(start, limit)

    def _confirm(self, offset: int) -> int:
        if offset < 0:
            for id in list(self.pending)[:offset]:
                del self.pending[id]
        if offset <= 0 or offset > self._next + FAR:
            return 0
        for id in list(self.pending):
            if id >= offset:
                break
            del self.pending[id]
        return offset

    def _batch(self, start: int, limit: int) -> list[msgspec.Raw]:
        batch: list[msgspec.Raw] = []
        stale: list[int] = []
        for update in self.pending.values():
            if self.expired(update):
                stale.append(update.id)
            elif update.id >= start:
                batch.append(update.json)
                if len(batch) == limit:
                    break
        for id in stale:
            self.forget(id)
        return batch
