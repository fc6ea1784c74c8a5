"""The pages: a messenger on one old PC. Plain HTML from the server, swapped in by htmx, pushed by server-sent events.

Whoever opens the page of a real office needs a one-time link; the page of a sample office lets everybody speak as
anybody and push the clock. Either way a form carries a token, cookies are for this site only, and the server answers
only under the names it was told.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.web import acts
from bot.channels.web.guard import Guarded, Hardened
from bot.channels.web.house import House
from bot.channels.web.hub import Page
from bot.channels.web.pages import Pages
from bot.channels.web.sessions import COOKIE

_HERE: Final = Path(__file__).resolve().parent
_HEARTBEAT: Final = 20.0  # seconds after which an idle stream says that it is alive
_HTMX: Final = ("htmx-2.min.js", "ext/hx-sse-2.min.js")


def application(house: House) -> Starlette:
    """The pages as an ASGI application."""
    site = Site(house)
    routes: list[BaseRoute] = [
        Route("/", site.home),
        Route("/chat/{chat}", site.chat),
        Route("/chat/{chat}/older", site.older),
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
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(house.hosts)), Middleware(Hardened)],
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

    # --- looking -----------------------------------------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        """The whole page: the list on the left, a chat before it."""
        visit = self._guard.visit(request)
        if visit is None:
            return HTMLResponse(self._pages.door(self._guard.language(request)), status_code=401)
        html = await self._pages.whole(visit, request.query_params.get("chat", ""))
        return self._guard.remember(HTMLResponse(html), visit)

    async def chat(self, request: Request) -> Response:
        """One chat: a piece of page for htmx, the whole page for a browser that was reloaded."""
        visit, chat = self._guard.visit(request), request.path_params["chat"]
        if visit is None or not visit.may_see(chat):
            return RedirectResponse("/")
        if "hx-request" not in request.headers:
            return self._guard.remember(HTMLResponse(await self._pages.whole(visit, chat)), visit)
        return HTMLResponse(await self._pages.chat(visit, chat))

    async def older(self, request: Request) -> Response:
        """What was said before."""
        visit, chat = self._guard.visit(request), request.path_params["chat"]
        stamp = request.query_params.get("before", "")
        if visit is None or not visit.may_see(chat) or not stamp.isdecimal():
            return PlainTextResponse("", status_code=404)
        before = datetime.fromtimestamp(int(stamp), UTC)
        return HTMLResponse(await self._pages.older(visit, chat, before))

    async def events(self, request: Request) -> Response:
        """What happens, as it happens."""
        visit = self._guard.visit(request)
        if visit is None:
            return PlainTextResponse("", status_code=401)
        chat, chats = request.query_params.get("chat", ""), frozenset[str](visit.chats)
        page = Page(visit.session.id, visit.me, chat if chat in chats else "", chats, visit.language)
        return StreamingResponse(
            _stream(self._house, page), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )

    async def file(self, request: Request) -> Response:
        """A file that hangs on a message."""
        visit = self._guard.visit(request)
        letter = await self._house.history.letter(request.path_params["letter"]) if visit else None
        number = request.path_params["number"]
        if visit is None or letter is None or not visit.may_see(letter.chat) or number >= len(letter.attachments):
            return PlainTextResponse("", status_code=404)
        found = await self._house.shelf.get(letter.attachments[number])
        if found is None:
            return PlainTextResponse(self._pages.words(visit, "web.file-gone"), status_code=404)
        return acts.download(found)

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

    async def _act(self, request: Request, act: acts.Act) -> Response:
        visit = self._guard.visit(request)
        if visit is None:
            return PlainTextResponse("", status_code=401, headers={"HX-Redirect": "/"})
        form = await request.form(max_part_size=acts.LARGEST)
        async with _closing(form):
            if not self._guard.is_ours(request, form, visit):
                return PlainTextResponse(self._pages.words(visit, "web.foreign-form"), status_code=403)
            return await act(self._house, self._pages, visit, request, form)

    async def enter(self, request: Request) -> Response:
        """A one-time link: first a page with a button, so that no preview of the link uses it up."""
        language, code = self._guard.language(request), request.path_params["code"]
        if request.method == "GET":
            return HTMLResponse(self._pages.threshold(language, code))
        visit = await self._guard.redeem(code)
        if visit is None:
            return HTMLResponse(self._pages.door(language, wrong=True), status_code=403)
        return self._guard.remember(RedirectResponse("/", status_code=303), visit)

    async def leave(self, request: Request) -> Response:
        """Log out."""
        response = RedirectResponse("/", status_code=303)
        response.delete_cookie(COOKIE)
        return response

    async def language(self, request: Request) -> Response:
        """Another language for this browser."""
        response = PlainTextResponse("", headers={"HX-Refresh": "true"})
        name = request.path_params["name"]
        if name in self._house.tongue.names:
            response.set_cookie("language", name, samesite="strict", max_age=int(timedelta(days=365).total_seconds()))
        return response


@asynccontextmanager
async def _closing(form: Any) -> AsyncIterator[None]:  # noqa: ANN401 - Starlette's form
    try:
        yield
    finally:
        await form.close()


async def _stream(house: House, page: Page) -> AsyncIterator[bytes]:
    with house.hub.open(page):
        yield b"retry: 1000\n\n"
        async for event in page.events(_HEARTBEAT):
            if event is None:
                yield b": still here\n\n"
                continue
            body = "".join(f"data: {line}\n" for line in event.html.split("\n"))
            yield f"event: {event.name}\n{body}\n".encode()


def _hook(hook: Any) -> Any:  # noqa: ANN401 - an endpoint in Starlette's own shape
    async def answer(request: Request) -> Response:
        headers: Mapping[str, str] = request.headers
        status, body = await hook(await request.body(), headers)
        return Response(body, status_code=status)

    return answer
