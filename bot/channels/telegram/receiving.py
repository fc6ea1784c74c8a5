"""Receiving, by long polling or webhook.

Long polling confirms an update by asking for the next one; it asks only after the update is committed. A webhook's call
is answered with 200 only then. What the inbox cannot take is neither confirmed nor answered, and comes again. A server
that is away is waited for, whatever it says; nothing that happens here ends the bot.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.channels.telegram import failures
from bot.channels.telegram.api import Access, Api
from bot.channels.telegram.inbound import ALLOWED, Me, arrival
from bot.channels.telegram.menus import Menus
from bot.clock import ticks
from bot.domain.texts import Text, say
from bot.messages import TryAgain
from bot.ports import Accept, Arrival, StoreUnavailableError

log = structlog.get_logger()

_POLL: Final = 25  # seconds a poll waits for an update
_MOST: Final = 100  # updates in one answer
_HASTE: Final = 0.2  # a poll that comes back empty sooner than this did not wait at all
_PAUSES: Final = (0.5, 1.0, 2.0, 5.0, 10.0)  # between attempts to reach the server
_WRONG_TOKEN: Final = 30.0
_SELDOM: Final = 60  # attempts between two lines in the log
_STORE: Final = 0.5  # until the store is tried again
_BACKLOG: Final = 10.0  # seconds a webhook may take to bring what waited
_GIVE_UP: Final = 3  # attempts to take a batch that nothing explains


class Receiver:
    """Brings what people do to the house. `tell` says to whoever runs the bot what he should know, once."""

    def __init__(self, api: Api, access: Access, menus: Menus, tell: Callable[[Text], None]) -> None:
        self._api, self._access, self._menus, self._tell = api, access, menus, tell
        self.me = Me(_number(access.token.partition(":")[0]))
        self._secret = access.secret or secrets.token_urlsafe(32)  # without it anybody could speak in Telegram's name
        self.ready = asyncio.Event()  # what waited while the bot was down has been brought in
        self.away = False  # the server did not answer when it was last asked
        self._accept: Accept | None = None
        self._told: set[str] = set()

    async def run(self, accept: Accept) -> None:
        """Receive until cancelled."""
        self._accept = accept
        while True:
            try:
                await self._persist(self._introduce)
                await (self._wait_for_calls() if self._access.webhook_url else self._poll(accept))
            except TelegramError as error:
                await self._pause(error, 0)
            except Exception:  # a mistake of ours must not end the bot, which has other channels
                log.exception("telegram.failed")
                await asyncio.sleep(_PAUSES[-1])

    async def _introduce(self) -> None:
        found = await self._api.call("get_me")
        name = str(found.get("username", "")) if isinstance(found, dict) else ""
        if not self.me.name:
            self._menus.general()
        self.me = Me(self.me.id, name)
        log.info("telegram.connected", bot=name)
        self._told.clear()
        self._tell(say("run.telegram-connected", bot=name))

    def _tell_once(self, text: Text) -> None:
        if text.key not in self._told:
            self._told.add(text.key)
            self._tell(text)

    # --- when the server is away -------------------------------------------------------------------------------

    async def _persist(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do a step until it succeeds."""
        attempt = 0
        while True:
            try:
                return await step()
            except TelegramError as error:
                await self._pause(error, attempt)
                attempt += 1

    async def _pause(self, error: TelegramError, attempt: int) -> None:
        """Say why, and wait as long as was asked, or longer each time."""
        self.away = True
        self.ready.set()  # nobody need wait for a platform that is not there
        why = self._api.without_token(str(error))
        if attempt % _SELDOM == 0:
            log.warning("telegram.away", why=why, attempt=attempt)
        if isinstance(error, InvalidToken):
            self._tell_once(say("run.telegram-bad-token"))
            await asyncio.sleep(_WRONG_TOKEN)
            return
        self._tell_once(say("run.telegram-refused", why=why) if _is_no(error) else say("run.telegram-away"))
        again = failures.outcome_of(error)
        asked = again.after.total_seconds() if isinstance(again, TryAgain) and again.after else 0.0
        await asyncio.sleep(max(asked, _PAUSES[min(attempt, len(_PAUSES) - 1)]))

    # --- long polling ------------------------------------------------------------------------------------------

    async def _leave_webhook(self) -> None:
        """What is asked for by polling must not go to a webhook. A server that knows of none need not."""
        with contextlib.suppress(TelegramError):
            await self._api.call("delete_webhook")

    async def _poll(self, accept: Accept) -> None:
        await self._leave_webhook()
        offset = attempt = 0
        while True:
            try:
                updates = await self._fetch(offset, _POLL if self.ready.is_set() else 0)
            except TelegramError as error:
                if isinstance(error, Conflict):
                    self._tell_once(say("run.telegram-twice"))
                    await self._leave_webhook()
                await self._pause(error, attempt)
                attempt += 1
                continue
            if self.away:
                log.info("telegram.back")
            attempt, self.away = 0, False
            await self._take(accept, updates)
            following = max((_number(update.get("update_id")) + 1 for update in updates), default=offset)
            if updates and following <= offset:
                await asyncio.sleep(_PAUSES[0])  # the same again, or a server that has begun to count anew
            offset = following
            if len(updates) < _MOST:
                self.ready.set()

    async def _fetch(self, offset: int, wait: int) -> Sequence[Mapping[str, Any]]:
        """Updates from `offset` on. To ask for them confirms those before."""
        began = ticks()
        found = await self._api.call(
            "get_updates",
            wait,
            offset=offset,
            timeout=wait,
            limit=_MOST,
            allowed_updates=json.dumps(ALLOWED),
        )
        if not found and wait and ticks() - began < _HASTE:
            await asyncio.sleep(_HASTE)
        return [update for update in found if isinstance(update, dict)] if isinstance(found, list) else []

    async def _take(self, accept: Accept, updates: Sequence[Mapping[str, Any]]) -> None:
        """Have them committed. What cannot be written now is tried until it can: nothing is confirmed before."""
        portions = [[found for update in updates if (found := _arrival(update)) is not None]]
        attempt = 0
        while portions:
            try:
                if portions[0]:
                    await accept(portions[0])
                portions.pop(0)
                continue
            except StoreUnavailableError as error:
                log.warning("telegram.store", why=str(error))
            except Exception:
                log.exception("telegram.untaken", updates=len(portions[0]))
                attempt += 1
            if attempt >= _GIVE_UP:
                portions, attempt = _without_the_odd_one(portions), 0
            await asyncio.sleep(_STORE)

    # --- webhook -----------------------------------------------------------------------------------------------

    async def _wait_for_calls(self) -> None:
        await self._persist(self._register_webhook)
        self.away = False
        with contextlib.suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(_BACKLOG):
                await self._hear_backlog()
        self.ready.set()
        await asyncio.Event().wait()

    async def _register_webhook(self) -> None:
        await self._api.call(
            "set_webhook",
            url=self._access.webhook_url,
            secret_token=self._secret,
            allowed_updates=json.dumps(ALLOWED),
            max_connections=8,
        )

    async def _hear_backlog(self) -> None:
        """Telegram brings of itself what waited while the bot was down: until it has."""
        while True:
            found = await self._api.call("get_webhook_info")
            if not (isinstance(found, dict) and _number(found.get("pending_update_count"))):
                return
            await asyncio.sleep(_HASTE)

    async def called(self, body: bytes, headers: Mapping[str, str]) -> int:
        """A webhook call; gives the status to answer with, 200 once its update is committed."""
        given = headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return 401
        if self._accept is None:
            return 503
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        arrived = _arrival(update) if isinstance(update, dict) else None
        try:
            if arrived is not None:
                await self._accept([arrived])
        except StoreUnavailableError as error:
            log.warning("telegram.store", why=str(error))
            return 503
        except Exception:
            log.exception("telegram.untaken", updates=1)
            return 500
        return 200


def _arrival(update: Mapping[str, Any]) -> Arrival | None:
    """What the inbox takes of an update; nothing of one that is like none that was ever seen."""
    try:
        return arrival(update)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        log.warning("telegram.unreadable", update=_number(update.get("update_id")), error=repr(error))
        return None


def _without_the_odd_one(portions: list[list[Arrival]]) -> list[list[Arrival]]:
    """One of these is like nothing that was foreseen, and must not hold back the others for ever: one by one, then."""
    first, *others = portions
    if len(first) > 1:
        return [*([one] for one in first), *others]
    log.error("telegram.passed-over", keys=[one.key for one in first])
    return others


def _number(value: object) -> int:
    if isinstance(value, str):
        return int(value) if value.isdecimal() else 0
    return value if isinstance(value, int) else 0


def _is_no(error: TelegramError) -> bool:
    """Whether the server is there and says no, which only somebody who changes a setting can change."""
    return isinstance(error, BadRequest)
