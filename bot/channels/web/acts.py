"""What can be done on the pages: write, press, look, push the clock. Each says what is wrong with what it was sent."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.web.guard import Visit
from bot.channels.web.house import House
from bot.channels.web.pages import Pages
from bot.channels.web.wire import Said
from bot.domain.obligations import Recipient, to_person
from bot.engine.work import NoteWork
from bot.messages import DATA_LIMIT, IncomingFile, Kind, OutgoingFile
from bot.ports import StoreUnavailableError

Act = Callable[[House, Pages, Visit, Request, FormData], Awaitable[Response]]

LARGEST: Final = 5_000_000  # bytes of a file
LONGEST: Final = 200_000  # characters of a message
_KEY: Final = re.compile(r"[0-9a-zA-Z-]{8,64}")
_PUSHES: Final = {"10m": timedelta(minutes=10), "1h": timedelta(hours=1), "next": None}


async def say(house: House, pages: Pages, visit: Visit, request: Request, form: FormData) -> Response:
    """A message, an edit, or a file."""
    chat = request.path_params["chat"]
    who = visit.speaking(chat, _field(form, "as"))
    text, key, edits = _field(form, "text"), _field(form, "key"), _field(form, "edits")
    if not visit.may_see(chat) or who is None:
        return _no(pages, visit, "web.not-your-chat", 403)
    if not _KEY.fullmatch(key):
        return _no(pages, visit, "web.broken-form", 400)
    if len(text) > LONGEST:
        return _no(pages, visit, "web.too-long", 413, n=LONGEST)
    files = list[IncomingFile]()
    upload = form.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        data = await upload.read(LARGEST + 1)
        if len(data) > LARGEST:
            return _no(pages, visit, "web.file-too-large", 413, n=LARGEST // 1_000_000)
        name = upload.filename.replace("\\", "/").rsplit("/", 1)[-1][:120]
        files.append(IncomingFile(name=name, size=len(data), ref=await house.keep(name, data)))
    if not text.strip() and not files:
        return _no(pages, visit, "web.empty", 422)
    said = Said(
        key=key,
        who=to_person(who),
        chat=Recipient(chat),
        at=house.clock.now(),
        kind=Kind.EDIT if edits else Kind.MESSAGE,
        text=text,
        message=edits,
        reply_to=_field(form, "reply_to"),
        session=visit.session.id,
        files=tuple(files),
    )
    return await _accepted(house, pages, visit, said)


async def tap(house: House, pages: Pages, visit: Visit, request: Request, form: FormData) -> Response:
    """A pressed button."""
    chat, data, key = request.path_params["chat"], _field(form, "data"), _field(form, "key")
    who = visit.speaking(chat, _field(form, "as"))
    if not visit.may_see(chat) or who is None:
        return _no(pages, visit, "web.not-your-chat", 403)
    if not _KEY.fullmatch(key) or not data or len(data.encode()) > DATA_LIMIT:
        return _no(pages, visit, "web.broken-form", 400)
    said = Said(
        key=key,
        who=to_person(who),
        chat=Recipient(chat),
        at=house.clock.now(),
        kind=Kind.TAP,
        data=data,
        message=_field(form, "message"),
        session=visit.session.id,
    )
    return await _accepted(house, pages, visit, said)


async def _accepted(house: House, pages: Pages, visit: Visit, said: Said) -> Response:
    """Written down, or an honest no: what is not in the inbox was not accepted."""
    try:
        await house.accept([said.arrival()])
    except StoreUnavailableError:
        return _no(pages, visit, "error.store", 507)
    if said.kind is Kind.TAP:
        return PlainTextResponse("", status_code=204)
    pages.told(said)
    return PlainTextResponse("", status_code=204, headers={"HX-Trigger": "said"})


async def seen(house: House, pages: Pages, visit: Visit, request: Request, form: FormData) -> Response:
    """A chat was looked at, up to its newest letter."""
    chat, upto = request.path_params["chat"], _field(form, "upto")
    if visit.may_see(chat) and upto.isdecimal():
        await house.desk.do(NoteWork(notes={pages.seen_note(visit, chat): upto}))
    return PlainTextResponse("", status_code=204)


async def push_clock(house: House, pages: Pages, visit: Visit, request: Request, form: FormData) -> Response:
    """Push the sample's clock: ten minutes, an hour, or to the next deadline."""
    by = _field(form, "by")
    if not visit.free or by not in _PUSHES:
        return _no(pages, visit, "web.no-clock", 403)
    await house.push(_PUSHES[by])
    return PlainTextResponse(pages.now_line(visit))


def download(file: OutgoingFile) -> Response:
    """A file for the browser: pictures are shown, everything else is saved."""
    kind = "image/png" if file.picture else "application/octet-stream"
    where = "inline" if file.picture else "attachment"
    return Response(
        file.data,
        media_type=kind,
        headers={"Content-Disposition": f"{where}; filename*=UTF-8''{quote(file.name)}", "Cache-Control": "private"},
    )


def _no(pages: Pages, visit: Visit, key: str, status: int, **args: int) -> Response:
    """A clear sentence; the page shows it above the box, and what was typed stays in the box."""
    return PlainTextResponse(pages.words(visit, key, **args), status_code=status)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
