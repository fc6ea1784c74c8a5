"""The pages: a messenger on one old PC. Plain HTML from the server, swapped in by htmx, pushed by server-sent events.

Whoever opens the page of a real office needs a one-time link; the page of a sample office lets everybody speak as
anybody and push the clock. Either way a form carries a token, cookies are for this site only, and the server answers
only under the names it was told.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.web import acts
from bot.channels.web.guard import Guarded, Hardened, Named, Visit, from_here
from bot.channels.web.house import House
from bot.channels.web.hub import Event, Page, Tidings
from bot.channels.web.pages import LARGEST, Pages
from bot.channels.web.sessions import COOKIE
from bot.channels.web.telling import Telling
from bot.conversation import Mark
from bot.messages import OutgoingFile

_HERE: Final = Path(__file__).resolve().parent
_LINE: Final = re.compile(r"\r\n|\r|\n")  # what ends a line of a stream, whoever wrote it
_HEARTBEAT: Final = 20.0  # seconds after which an idle stream says that it is alive
_ENVELOPE: Final = 1_000_000  # bytes that a form may have around its file
_PATIENCE: Final = 64_000_000  # bytes of a hopeless upload that are read, so that the browser hears why it is refused


def application(house: House) -> Starlette:
    """The pages as an ASGI application."""
    site = Site(house)
    routes: list[BaseRoute] = [
        Route("/", site.home),
        Route("/list", site.column),
        Route("/chat/{chat}", site.chat),
        Route("/chat/{chat}/older", site.older),
        Route("/chat/{chat}/sent/{message}/{number:int}", site.sent),
        Route("/chat/{chat}/say", site.say, methods=["POST"]),
        Route("/chat/{chat}/tap", site.tap, methods=["POST"]),
        Route("/chat/{chat}/seen", site.seen, methods=["POST"]),
        Route("/events", site.events),
        Route("/clock", site.push_clock, methods=["POST"]),
        Route("/file/{letter:int}/{number:int}", site.file),
        Route("/enter/{code}", site.enter, methods=["GET", "POST"]),
        Route("/leave", site.leave, methods=["POST"]),
        Route("/language/{name}", site.language, methods=["POST"]),
        Route("/healthz", site.health),
        *(Route(path, _hook(hook), methods=["POST"]) for path, hook in house.hooks.items()),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
        Mount("/htmx", StaticFiles(directory=htmx_folder())),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Hardened), Middleware(Named, names=house.hosts, refusal=site.wrong_name)],
        exception_handlers={HTTPStatus.NOT_FOUND: site.nowhere},
    )


def htmx_folder() -> Path:
    """Where htmx lies: its files come with the django-htmx package, of which nothing else is used."""
    return Path(str(resources.files("django_htmx"))) / "static" / "django_htmx"


def templates() -> Environment:
    """The pages' templates; everything put into them is escaped."""
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


class Site:
    """What each address answers."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._guard = Guarded(house)
        self._pages = Pages(house, templates())
        self._counter = acts.Counter(house, self._pages, Telling(house, self._pages, self._guard))

    # --- looking -----------------------------------------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        """The whole page: the list on the left, a chat before it."""
        visit = self._guard.visit(request)
        if visit is None:
            return HTMLResponse(self._pages.door(self._guard.language(request)), status_code=401)
        html = await self._pages.whole(visit, "", first="first" in request.query_params)
        return self._guard.remember(HTMLResponse(html), visit)

    async def column(self, request: Request) -> Response:
        """The list on the left, anew."""
        visit = self._guard.visit(request)
        if visit is None:
            return self._stranger(request)
        return HTMLResponse(await self._pages.column(visit, request.query_params.get("chat", "")))

    async def chat(self, request: Request) -> Response:
        """One chat: a piece of page for htmx, the whole page for a browser that was reloaded."""
        visit, chat = self._guard.visit(request), request.path_params["chat"]
        piece = "hx-request" in request.headers
        if visit is None or not visit.may_see(chat):
            return PlainTextResponse("", 403, {"HX-Redirect": "/"}) if piece else RedirectResponse("/", 303)
        asked = request.query_params
        render = self._pages.chat if piece else self._pages.whole
        html = await render(visit, chat, wanted=asked.get("as", ""), example=asked.get("try", ""))
        return self._guard.remember(HTMLResponse(html), visit)

    async def older(self, request: Request) -> Response:
        """What was said before."""
        visit, chat = self._guard.visit(request), request.path_params["chat"]
        before = Mark.parse(request.query_params.get("before", ""))
        if visit is None:
            return self._stranger(request)
        if not visit.may_see(chat) or before is None:
            return PlainTextResponse(self._pages.words(visit.language, "web.not-your-chat"), status_code=404)
        return HTMLResponse(await self._pages.older(visit, chat, before, request.query_params.get("as", "")))

    async def events(self, request: Request) -> Response:
        """What happens, as it happens."""
        visit, asked = self._guard.visit(request), request.query_params
        if visit is None:
            return self._stranger(request)
        chat = asked.get("chat", "") if visit.may_see(asked.get("chat", "")) else ""
        me = visit.in_chat(chat, asked.get("as", ""), None).me
        page = Page(session=visit.session, me=me, chat=chat, language=visit.language)
        since = Mark.parse(request.headers.get("last-event-id", "") or asked.get("since", ""))
        return StreamingResponse(
            self._stream(page, since), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )

    async def file(self, request: Request) -> Response:
        """A file that hangs on a message of the bot's."""
        visit, number = self._guard.visit(request), request.path_params["number"]
        letter = await self._house.history.letter(min(request.path_params["letter"], 1 << 62)) if visit else None
        if visit is None or letter is None or not visit.may_see(letter.chat) or number >= len(letter.attachments):
            return PlainTextResponse("", status_code=404)
        found = await self._house.shelf.get(letter.attachments[number])
        return acts.download(found) if found is not None else self._gone(visit)

    async def sent(self, request: Request) -> Response:
        """A file that a person has sent."""
        visit, asked = self._guard.visit(request), request.path_params
        allowed = visit is not None and visit.may_see(asked["chat"])
        shown = await self._house.history.message(asked["chat"], asked["message"]) if allowed else None
        if visit is None or shown is None or asked["number"] >= len(shown.files):
            return PlainTextResponse("", status_code=404)
        file = shown.files[asked["number"]]
        data = await self._house.kept(file.ref)
        return acts.download(OutgoingFile(name=file.name, data=data)) if data is not None else self._gone(visit)

    async def health(self, request: Request) -> Response:
        """Whether the bot is there."""
        return PlainTextResponse("ok")

    # --- doing -------------------------------------------------------------------------------------------------

    async def say(self, request: Request) -> Response:
        """Somebody wrote something, or sent a file."""
        return await self._act(request, acts.say)

    async def tap(self, request: Request) -> Response:
        """Somebody pressed a button."""
        return await self._act(request, acts.tap)

    async def seen(self, request: Request) -> Response:
        """A chat was looked at."""
        return await self._act(request, acts.seen)

    async def push_clock(self, request: Request) -> Response:
        """The sample's clock is pushed forward."""
        return await self._act(request, acts.push_clock)

    async def leave(self, request: Request) -> Response:
        """Log out."""
        return await self._act(request, _leave)

    async def _act(self, request: Request, act: acts.Act) -> Response:
        visit, language = self._guard.visit(request), self._guard.language(request)
        if visit is None:
            return self._stranger(request)
        if not await _fits(request):
            megabytes = LARGEST // 1_000_000
            return PlainTextResponse(self._pages.words(language, "web.file-too-large", n=megabytes), status_code=413)
        try:
            form = await request.form(max_files=1, max_fields=20, max_part_size=LARGEST)
        except HTTPException:
            return PlainTextResponse(self._pages.words(language, "web.broken-form"), status_code=400)
        async with _closing(form):
            if not self._guard.is_ours(request, form, visit):
                return PlainTextResponse(self._pages.words(visit.language, "web.foreign-form"), status_code=403)
            return await act(self._counter, visit, request, form)

    async def enter(self, request: Request) -> Response:
        """A one-time link: first a page with a button, so that no preview of the link uses it up."""
        language, code = self._guard.language(request), request.path_params["code"]
        if request.method != "POST":
            return HTMLResponse(self._pages.threshold(language, code))
        visit = await self._guard.redeem(code) if from_here(request) else None
        if visit is None:
            return HTMLResponse(self._pages.door(language, wrong=True), status_code=403)
        return self._guard.remember(RedirectResponse("/", status_code=303), visit)

    async def language(self, request: Request) -> Response:
        """Another language for this browser."""
        name, piece = request.path_params["name"], "hx-request" in request.headers
        response = Response(headers={"HX-Refresh": "true"}) if piece else RedirectResponse("/", status_code=303)
        if name in self._house.tongue.names and from_here(request):
            lives = int(timedelta(days=365).total_seconds())
            response.set_cookie(
                "language", name, samesite="strict", httponly=True, secure=self._house.secure, max_age=lives
            )
        return response

    # --- saying no ---------------------------------------------------------------------------------------------

    def wrong_name(self) -> str:
        """What is said to whoever asks for somebody else."""
        return self._pages.words(self._house.desk.office.language, "web.unknown-host")

    async def nowhere(self, request: Request, _: Exception) -> Response:
        """An address that leads nowhere: an old bookmark, or a slip of the finger."""
        words = self._pages.words(self._guard.language(request), "web.nowhere")
        return PlainTextResponse(words, status_code=HTTPStatus.NOT_FOUND)

    def _stranger(self, request: Request) -> Response:
        return PlainTextResponse(self._pages.words(self._guard.language(request), "web.no-visit"), status_code=401)

    def _gone(self, visit: Visit) -> Response:
        return PlainTextResponse(self._pages.words(visit.language, "web.file-gone"), status_code=404)

    # --- the stream --------------------------------------------------------------------------------------------

    async def _stream(self, page: Page, since: Mark | None) -> AsyncIterator[bytes]:
        """First what time it is, and whether something was missed since `since`; then what happens."""
        house = self._house
        with house.hub.open(page):
            yield b"retry: 1000\n\n"
            yield self._event(page, Event(Tidings.HELLO, str(house.now)))
            if since is not None and since != house.mark:
                yield self._event(page, Event(Tidings.REFRESH))
            async for event in page.events(_HEARTBEAT):
                if not self._guard.still_welcome(page):
                    yield self._event(page, Event(Tidings.OVER))
                    return
                yield self._event(page, event) if event is not None else b": still here\n\n"

    def _event(self, page: Page, event: Event) -> bytes:
        """As the stream carries it, numbered so that a page that comes back can say what it has seen.

        While more is on its way there is no number: the page would say that it has seen what it has not.
        """
        hub = self._house.hub
        number = "" if hub.owing or not page.queue.empty() else f"id: {self._house.mark}\n"
        body = "".join(f"data: {line}\n" for line in _LINE.split(event.data))
        return f"{number}event: {event.name}\n{body}\n".encode()


async def _leave(counter: acts.Counter, visit: Visit, request: Request, form: object) -> Response:
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(COOKIE)
    return response


async def _fits(request: Request) -> bool:
    """Whether a form is small enough to be read at all. One that does not say how long it is, is not."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) <= LARGEST + _ENVELOPE:
        return True
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read > _PATIENCE:
            break
    return False


@asynccontextmanager
async def _closing(form: Any) -> AsyncIterator[None]:  # noqa: ANN401 - Starlette's form
    try:
        yield
    finally:
        await form.close()


def _hook(hook: Any) -> Any:  # noqa: ANN401 - an endpoint in Starlette's own shape
    async def answer(request: Request) -> Response:
        if not await _fits(request):
            return PlainTextResponse("", status_code=413)
        headers: Mapping[str, str] = request.headers
        status, body = await hook(await request.body(), headers)
        return Response(body, status_code=status)

    return answer
