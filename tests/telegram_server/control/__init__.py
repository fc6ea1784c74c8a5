"""The control side: what tests ask for under `/control/`, as JSON.

`POST /control/<verb>` takes an object and answers `{"ok": true, "result": …}`, or with status 409
`{"ok": false, "why": key, "about": …}`. `GET /control/files/<file_id>` gives the bytes of a file.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.telegram_server.control import people, reading, speech, switches, waits
from tests.telegram_server.control.asking import Problem, Reply
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Call, Json, encode, mapping

Verb: TypeAlias = Callable[[Telegram, Call], "Reply | Awaitable[Reply]"]

VERBS: Final[Mapping[str, Verb]] = {
    "add_group": people.add_group,
    "add_person": people.add_person,
    "add_topic": people.add_topic,
    "block": people.block,
    "calls": reading.calls,
    "clear_faults": switches.clear_faults,
    "clock": switches.clock,
    "deactivate": people.deactivate,
    "demote": people.demote,
    "down": switches.down,
    "edit": speech.edit,
    "erase": speech.erase,
    "expire_taps": switches.expire_taps,
    "fault": switches.fault,
    "flood": speech.flood,
    "forget_calls": switches.forget_calls,
    "hold_webhook": switches.hold_webhook,
    "join": people.join,
    "known": people.known,
    "leave": people.leave,
    "limits": switches.limits,
    "menu": reading.menu,
    "older": switches.older,
    "press": speech.press,
    "privacy": switches.privacy,
    "promote": people.promote,
    "quiet": switches.quiet,
    "react": speech.react,
    "read": reading.read,
    "release_webhook": switches.release_webhook,
    "reset": switches.reset,
    "say": speech.say,
    "send_file": speech.send_file,
    "silence": people.silence,
    "start": speech.start,
    "state": reading.state,
    "taps": reading.taps,
    "unblock": people.unblock,
    "up": switches.up,
    "upgrade": people.upgrade,
    "wait": waits.wait,
}


def routes(telegram: Telegram) -> list[Route]:
    """The routes of the control side of one server."""

    async def ask(request: Request) -> Response:
        verb = VERBS.get(request.path_params["verb"])
        if verb is None:
            return _reply(Problem("no_such_verb", {"verbs": list(VERBS)}))
        try:
            tree: Json = msgspec.json.decode(await request.body() or b"{}")
        except msgspec.DecodeError:
            return _reply(Problem("no_json"))
        reply = verb(telegram, Call(request.path_params["verb"], dict(mapping(tree))))
        return _reply(await reply if isinstance(reply, Awaitable) else reply)

    async def give(request: Request) -> Response:
        file = telegram.world.files.get(request.path_params["id"])
        return _reply(Problem("no_such_file")) if file is None else Response(file.data, media_type=file.mime)

    return [Route("/files/{id}", give, methods=["GET"]), Route("/{verb}", ask, methods=["POST"])]


def _reply(reply: Reply) -> Response:
    if isinstance(reply, Problem):
        body = encode({"ok": False, "why": reply.why, "about": reply.about})
        return Response(body, status_code=409, media_type="application/json")
    return Response(encode({"ok": True, "result": reply}), media_type="application/json")
