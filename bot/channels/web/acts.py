"""What can be done on the pages: write, press, look, push the clock. Each says what is wrong with what it was sent."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.channels.web.guard import Visit
from bot.channels.web.house import House
from bot.channels.web.hub import Event, Tidings
from bot.channels.web.pages import LARGEST, LONGEST, Pages
from bot.channels.web.telling import Telling
from bot.channels.web.wire import Said
from bot.domain.ids import PersonId
from bot.domain.obligations import Recipient, to_person
from bot.engine.work import NoteWork
from bot.messages import DATA_LIMIT, IncomingFile, Kind, OutgoingFile
from bot.ports import StoreUnavailableError

_KEY: Final = re.compile(r"[0-9a-zA-Z-]{8,64}")
_MESSAGE: Final = re.compile(r"o[0-9]{1,18}|i[0-9a-zA-Z-]{8,64}")
_PUSHES: Final = {"10m": timedelta(minutes=10), "1h": timedelta(hours=1), "next": None}
_NAME: Final = 120  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Counter:
    """Where acts are done: the house, and what renders and tells."""

    house: House
    pages: Pages
    telling: Telling

    def no(self, visit: Visit, key: str, status: int, **args: int) -> Response:
        """A clear sentence; the page shows it above the box, and what was typed stays in the box."""
        return PlainTextResponse(self.pages.words(visit.language, key, **args), status_code=status)


Act = Callable[[Counter, Visit, Request, FormData], Awaitable[Response]]


async def say(counter: Counter, visit: Visit, request: Request, form: FormData) -> Response:
    """A message, an edit, or a file."""
    chat = request.path_params["chat"]
    who = visit.speaking(chat, _field(form, "as"))
    text, key = _field(form, "text").replace("\r\n", "\n").replace("\r", "\n"), _field(form, "key")
    edits, reply_to = _field(form, "edits"), _field(form, "reply_to")
    if not visit.may_see(chat) or who is None:
        return counter.no(visit, "web.not-your-chat", 403)
    if not _KEY.fullmatch(key) or not all(_MESSAGE.fullmatch(id) for id in (edits, reply_to) if id):
        return counter.no(visit, "web.broken-form", 400)
    if len(text) > LONGEST:
        return counter.no(visit, "web.too-long", 413, n=LONGEST)
    if edits and not await _wrote(counter.house, who, chat, edits):
        return counter.no(visit, "web.not-your-message", 403)
    upload = form.get("file")
    data = await upload.read(LARGEST + 1) if isinstance(upload, UploadFile) and upload.filename else b""
    if len(data) > LARGEST:
        return counter.no(visit, "web.file-too-large", 413, n=LARGEST // 1_000_000)
    files = list[IncomingFile]()
    if isinstance(upload, UploadFile) and upload.filename and not edits:
        name = _file_name(upload.filename)
        files.append(IncomingFile(name=name, size=len(data), ref=await counter.house.keep(name, data)))
    if not text.strip() and not files:
        return counter.no(visit, "web.empty", 422)
    said = Said(
        key=key,
        who=to_person(who),
        chat=Recipient(chat),
        at=counter.house.clock.now(),
        kind=Kind.EDIT if edits else Kind.MESSAGE,
        text=text,
        message=edits,
        reply_to=reply_to,
        session=visit.session.id,
        files=tuple(files),
    )
    return await _accepted(counter, visit, who, said)


async def tap(counter: Counter, visit: Visit, request: Request, form: FormData) -> Response:
    """A pressed button."""
    chat, data, key = request.path_params["chat"], _field(form, "data"), _field(form, "key")
    who, message = visit.speaking(chat, _field(form, "as")), _field(form, "message")
    if not visit.may_see(chat) or who is None:
        return counter.no(visit, "web.not-your-chat", 403)
    if not _KEY.fullmatch(key) or not _MESSAGE.fullmatch(message) or not 0 < len(data.encode()) <= DATA_LIMIT:
        return counter.no(visit, "web.broken-form", 400)
    said = Said(
        key=key,
        who=to_person(who),
        chat=Recipient(chat),
        at=counter.house.clock.now(),
        kind=Kind.TAP,
        data=data,
        message=message,
        session=visit.session.id,
    )
    return await _accepted(counter, visit, who, said)


async def _accepted(counter: Counter, visit: Visit, who: PersonId, said: Said) -> Response:
    """Written down, or an honest no: what is not in the inbox was not accepted."""
    with counter.telling.owing():
        try:
            await counter.house.accept([said.arrival()])
        except StoreUnavailableError:
            return counter.no(visit, "error.store", 507)
        if said.kind is Kind.TAP:
            return PlainTextResponse("", status_code=204)
        # What the others see is what was committed: the words of a message that was refused are nowhere to be had.
        shown = await counter.house.history.message(said.chat, said.message or f"i{said.key}")
        if shown is None:
            return PlainTextResponse("", status_code=204)
        new = said.kind is Kind.MESSAGE
        own = await counter.pages.piece(shown, visit.language, who, new=new)
        await counter.telling.shown(shown, new=new)
        return HTMLResponse(own)


async def _wrote(house: House, who: PersonId, chat: str, id: str) -> bool:
    """Whether a message is somebody's own."""
    shown = await house.history.message(chat, id)
    return shown is not None and shown.letter is None and shown.author == who


async def seen(counter: Counter, visit: Visit, request: Request, form: FormData) -> Response:
    """A chat was looked at: whatever is there now has been read."""
    chat = request.path_params["chat"]
    if not visit.may_see(chat):
        return counter.no(visit, "web.not-your-chat", 403)
    mark = counter.house.mark
    if counter.pages.seen(visit, chat) != mark:
        await counter.house.desk.do(NoteWork(notes={counter.pages.seen_note(visit, chat): str(mark)}))
    return PlainTextResponse("", status_code=204)


async def push_clock(counter: Counter, visit: Visit, request: Request, form: FormData) -> Response:
    """Push the sample's clock: ten minutes, an hour, or to the next deadline. The answer says what time it is then."""
    by, house = _field(form, "by"), counter.house
    if not visit.free or by not in _PUSHES:
        return counter.no(visit, "web.no-clock", 403)
    if by == "next" and await house.desk.store.next_wake() is None:
        return counter.no(visit, "web.nothing-due", 409)
    await house.push(_PUSHES[by])
    views = counter.pages.views(visit.language)
    house.hub.tell_all(Event(Tidings.CLOCK, str(house.now)))
    words = views.words("web.pushed", at=views.clock(house.clock.now(), "auto"))
    return PlainTextResponse(words, headers={"HX-Trigger": json.dumps({"clock": house.now})})


def download(file: OutgoingFile) -> Response:
    """A file for the browser: pictures are shown, everything else is saved."""
    kind = "image/png" if file.picture else "application/octet-stream"
    where = "inline" if file.picture else "attachment"
    return Response(
        file.data,
        media_type=kind,
        headers={"Content-Disposition": f"{where}; filename*=UTF-8''{quote(file.name, safe='')}"},
    )


def _file_name(given: str) -> str:
    """The bare name, without folders and without characters that show nothing but turn others around."""
    bare = given.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in bare if c.isprintable())[-_NAME:] or "file"


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
