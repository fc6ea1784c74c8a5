"""The doors that a bot uses: `/bot<token>/<Method>` and `/file/bot<token>/<path>`.

Every call passes the same way: noted in the journal, read, hit by whatever fault was ordered, carried out, answered. A
connection is closed without an answer through the transport that `serving.py` leaves in the scope.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from starlette.types import Receive, Scope, Send

from bot.clock import ticks
from tests.telegram_server.api import METHODS, WAITING
from tests.telegram_server.api.polling import get_updates
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.journal import Entry
from tests.telegram_server.older import too_new
from tests.telegram_server.refusals import DROPPED, NO_METHOD, NO_PAGE, UNAUTHORIZED, Refusal, too_many
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Answer, Call, Object, envelope, read_call

PHRASES: Final = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
JSON: Final = b"application/json"
DOWNLOAD: Final = "file"  # what a download is called in the journal and in a fault
CLOSED: Final = 0  # the status of a connection that was closed


async def perform(telegram: Telegram, call: Call) -> Answer:
    """What a method answers."""
    if call.method == WAITING:
        return await get_updates(telegram, call)
    method = METHODS.get(call.method)
    if telegram.old and (refusal := too_new(call)) is not None:
        return refusal
    return NO_METHOD if method is None else method(telegram, call)


async def carry_out(telegram: Telegram, method: str, args: Object) -> None:
    """Do what a bot's answer to a webhook asks for; nobody hears how it went, but the journal knows."""
    entry = telegram.journal.arrive(method, ticks())
    entry.args = args
    answer = await perform(telegram, Call(method, args))
    _finish(telegram, entry, answer.code if isinstance(answer, Refusal) else 200, answer)


class BotDoor:
    """The door for calls."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one call."""
        token, name = address(scope["path"], "/bot")
        entry = self._telegram.journal.arrive(name, ticks())
        if self._telegram.down:
            entry.fault = "down"
            await self._close(entry, scope, receive)
            return
        call = await read_call(name.lower(), scope, receive)
        refusal = self._unwelcome(token, name, call)
        if refusal is not None or isinstance(call, Refusal):
            await self._respond(send, entry, refusal or NO_PAGE)
            return
        await self._take(call, entry, scope, receive, send)

    def _unwelcome(self, token: str, name: str, call: Call | Refusal) -> Refusal | None:
        if isinstance(call, Refusal):
            return call
        if not name:
            return NO_PAGE
        return None if token == self._telegram.settings.token else UNAUTHORIZED

    async def _take(self, call: Call, entry: Entry, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._telegram.journal.quiet:
            entry.args = _shown(call)
        fault = await self._hit(call, entry)
        instead = _instead(fault)
        answer = instead if instead is not None else await self._perform(call, receive)
        lost = fault is not None and fault.kind is FaultKind.LOSE
        if answer is DROPPED or lost:
            if lost:
                _note(entry, answer)
            await self._close(entry, scope, receive)
            return
        if fault is not None and fault.kind is FaultKind.LATE:
            await asyncio.sleep(fault.seconds)
        await self._respond(send, entry, answer, fault)

    async def _perform(self, call: Call, receive: Receive) -> Answer:
        """What a method answers; a poll is over too when the bot hangs up, so that no dead bot seems to listen."""
        if call.method != WAITING:
            return await perform(self._telegram, call)
        polling = asyncio.create_task(perform(self._telegram, call))
        leaving = asyncio.create_task(_gone(receive))
        await asyncio.wait((polling, leaving), return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if polling.done():
            return polling.result()
        polling.cancel()
        return DROPPED

    async def _hit(self, call: Call, entry: Entry) -> Fault | None:
        faults = self._telegram.faults
        if not faults.orders:
            return None
        delay, fault = faults.take(call.method, call.text("chat_id"), ticks())
        entry.fault = "+".join(one.kind.value for one in (delay, fault) if one is not None)
        if delay is not None:
            await asyncio.sleep(delay.seconds)
        return fault

    async def _respond(self, send: Send, entry: Entry, answer: Answer, fault: Fault | None = None) -> None:
        status, body = envelope(answer)
        kind = JSON
        if fault is not None and fault.kind is FaultKind.GARBLE:
            body = body[: len(body) // 2]
        if fault is not None and fault.kind is FaultKind.ERROR and fault.html:
            phrase = PHRASES.get(status, "")
            kind, body = b"text/html", f"<html><body><h1>{status} {phrase}</h1></body></html>".encode()
        if fault is not None and fault.kind is FaultKind.ERROR:
            status = fault.status or status
        _finish(self._telegram, entry, status, answer)
        wait = (answer.parameters or {}).get("retry_after", 0) if isinstance(answer, Refusal) else 0
        await respond(send, status, body, kind, wait)

    async def _close(self, entry: Entry, scope: Scope, receive: Receive) -> None:
        self._telegram.journal.leave(entry, CLOSED, ticks())
        await hang_up(scope, receive)


class FileDoor:
    """The door for downloads."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give one file."""
        telegram = self._telegram
        token, path = address(scope["path"], "/file/bot")
        entry = telegram.journal.arrive(DOWNLOAD, ticks())
        entry.args = {"path": path}
        delay, fault = telegram.faults.take(DOWNLOAD, "", ticks())
        if delay is not None:
            await asyncio.sleep(delay.seconds)
        if telegram.down or (fault is not None and fault.kind in (FaultKind.DROP, FaultKind.LOSE)):
            telegram.journal.leave(entry, CLOSED, ticks())
            await hang_up(scope, receive)
            return
        file = telegram.world.files.at(path) if token == telegram.settings.token else None
        answer = _instead(fault)
        if file is None or answer is not None:
            status, body = envelope(answer or NO_PAGE)
            telegram.journal.leave(entry, status, ticks())
            await respond(send, status, body)
            return
        telegram.journal.leave(entry, 200, ticks())
        await respond(send, 200, file.data, b"application/octet-stream")


def address(path: str, prefix: str) -> tuple[str, str]:
    """The token and what follows it; both empty where the path is of another kind."""
    if not path.startswith(prefix):
        return "", ""
    token, _, rest = path.removeprefix(prefix).partition("/")
    return token, rest


async def respond(send: Send, status: int, body: bytes, kind: bytes = JSON, retry_after: int = 0) -> None:
    """Send a whole answer."""
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    if retry_after:
        headers.append((b"retry-after", str(retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Close the connection without an answer."""
    transport = scope["state"]["transport"]
    assert isinstance(transport, asyncio.Transport)
    transport.abort()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _instead(fault: Fault | None) -> Refusal | None:
    """What is answered without doing anything."""
    match fault:
        case Fault(kind=FaultKind.TOO_MANY):
            return too_many(fault.retry_after)
        case Fault(kind=FaultKind.ERROR):
            return Refusal(fault.code, fault.words or PHRASES.get(fault.code, "Internal Server Error"))
        case Fault(kind=FaultKind.DROP):
            return DROPPED
        case _:
            return None


def _finish(telegram: Telegram, entry: Entry, status: int, answer: Answer) -> None:
    _note(entry, answer)
    telegram.journal.leave(entry, status, ticks())
    telegram.world.signal.fire()


def _note(entry: Entry, answer: Answer) -> None:
    if isinstance(answer, Refusal):
        entry.description = answer.description
    elif isinstance(answer, dict):
        with suppress(KeyError):
            entry.result = answer["message_id"]


def _shown(call: Call) -> Object:
    """The arguments as the journal keeps them: of files, only their names and sizes."""
    if not call.files:
        return call.args
    files: Object = {name: {"file": upload.name, "size": len(upload.data)} for name, upload in call.files.items()}
    return {**call.args, **files}
