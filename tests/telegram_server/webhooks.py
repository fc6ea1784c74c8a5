"""Webhook delivery: updates are posted to the bot's address, and posted again until it answers well.

Updates of one lane (a chat's messages, a person's taps) go one after another; different lanes go side by side, at most
`max_connections` at once, so one broken chat does not hold up the others. With `max_connections` 1 everything is in one
order. After a bad answer or a broken connection an update comes again: at once, then after 2, 4, 8 … Telegram seconds.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec

from tests.telegram_server.updates import Pending, Updates
from tests.telegram_server.wire import Json, Object, mapping

LONGEST_WAIT: Final = 60.0  # Telegram seconds between two tries
ANSWER_TIME: Final = 60.0  # seconds the bot has for its answer
USUAL_CONNECTIONS: Final = 40
NOT_FROM_ANSWERS: Final = ("deletewebhook", "setwebhook", "close", "logout")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A webhook as it was set."""

    url: str
    secret: str = ""
    max_connections: int = USUAL_CONNECTIONS


class Webhooks:
    """The webhook of one bot, or none."""

    def __init__(
        self,
        updates: Updates,
        unix_time: Callable[[], int],
        second: Callable[[], float],
        call: Callable[[str, Object], Awaitable[None]],
    ) -> None:
        self.hook: Hook | None = None
        self.error = ""
        self.error_date = 0
        self.delivered = 0
        self.failed = 0
        self.open = asyncio.Event()  # cleared while deliveries are held back
        self.open.set()
        self._updates = updates
        self._unix_time = unix_time
        self._second = second  # real seconds that a Telegram second lasts
        self._call = call  # how an answer that names a method is carried out
        self._lanes: dict[int, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(USUAL_CONNECTIONS)
        self._client: httpx.AsyncClient | None = None

    def set(self, hook: Hook) -> None:
        """Deliver there from now on, beginning with what waits."""
        self.stop()
        self.hook = hook
        self.error, self.error_date = "", 0
        self._places = asyncio.Semaphore(hook.max_connections)
        self._updates.on_push = self._offer
        for update in list(self._updates.pending.values()):
            self._offer(update)

    def stop(self) -> None:
        """Deliver no more. What waits keeps waiting."""
        self.hook = None
        self._updates.on_push = None
        self._lanes.clear()
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    async def close(self) -> None:
        """End everything."""
        self.stop()
        if self._client is not None:
            await self._client.aclose()

    def _offer(self, update: Pending) -> None:
        assert self.hook is not None
        number = 0 if self.hook.max_connections == 1 else update.lane
        lane = self._lanes.get(number)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[number] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drive(number, self.hook))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drive(self, number: int, hook: Hook) -> None:
        lane = self._lanes[number]
        while lane:
            await self._deliver(lane[0], hook)
            lane.popleft()
        if self._lanes.get(number) is lane:
            del self._lanes[number]

    async def _deliver(self, update: Pending, hook: Hook) -> None:
        wait, tries = 1.0, 0
        while update.id in self._updates.pending and not self._updates.expired(update):
            await self.open.wait()
            async with self._places:
                asked = await self._try(update, hook)
            if asked is None:
                self._updates.forget(update.id)
                self.delivered += 1
                return
            self.failed += 1
            tries += 1
            wait = min(wait * 2, LONGEST_WAIT) if tries > 1 else wait
            await asyncio.sleep(asked or (wait * self._second() if tries > 1 else 0))

    async def _try(self, update: Pending, hook: Hook) -> float | None:
        """None where the bot took it, else how many seconds it asked to wait."""
        self._client = self._client or httpx.AsyncClient(timeout=ANSWER_TIME, verify=False, limits=_NO_LIMITS)  # noqa: S501 - a loopback bot signs for itself
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        try:
            response = await self._client.post(hook.url, content=bytes(update.json), headers=headers)
        except httpx.HTTPError as error:
            self._note(_words(error))
            return 0.0
        if response.is_success:
            await self._carry_out(response)
            return None
        self._note(f"Wrong response from the webhook: {response.status_code} {_phrase(response.status_code)}")
        asked = response.headers.get("Retry-After", "")
        return float(asked) if asked.isdecimal() else 0.0

    def _note(self, error: str) -> None:
        self.error, self.error_date = error, self._unix_time()

    async def _carry_out(self, response: httpx.Response) -> None:
        args = _arguments(response)
        method = str(args.pop("method", "") or "").lower()
        if method and method not in NOT_FROM_ANSWERS and not method.startswith("get"):
            await self._call(method, args)


_NO_LIMITS: Final = httpx.Limits(max_connections=None, max_keepalive_connections=None)


def _arguments(response: httpx.Response) -> Object:
    if not response.content:
        return {}
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(response.text, keep_blank_values=True))
    if not kind.startswith("application/json"):
        return {}
    try:
        tree: Json = msgspec.json.decode(response.content)
    except msgspec.DecodeError:
        return {}
    return dict(mapping(tree))


def _words(error: httpx.HTTPError) -> str:
    match error:
        case httpx.ConnectError():
            return "Connection refused"
        case httpx.TimeoutException():
            return "Read timeout expired"
        case _:
            return "Webhook connection closed"


def _phrase(status: int) -> str:
    phrases: Mapping[int, str] = {known.value: known.phrase for known in HTTPStatus}
    return phrases.get(status, "")


def valid(url: str) -> bool:
    """Whether a webhook can be set there. Plain HTTP is taken too, as by a Bot API server of one's own."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url
