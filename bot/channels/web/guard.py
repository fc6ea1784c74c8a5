"""Who may see and do what on the pages, and what a browser is told never to do with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.house import House
from bot.channels.web.hub import Page
from bot.channels.web.sessions import ANYBODY, COOKIE, Session
from bot.channels.web.views import chats_of, has_chat, members_of
from bot.channels.web.wire import NAME
from bot.domain.accounts import Redeem, fingerprint
from bot.domain.ids import GroupId, PersonId
from bot.domain.obligations import Recipient, to_person
from bot.domain.office import Office, Person
from bot.engine.batch import Origin
from bot.engine.work import PlanWork
from bot.ports import Plan

_CHECKED: Final = ("/static", "/htmx")  # kept by the browser, and asked for anew with every page
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make a browser hide the origin of our own forms
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A browser that may be here."""

    session: Session
    cookie: str = ""  # set where it must be given to the browser
    office: Office
    language: str
    me: PersonId  # as whom it reads now; in a sample office this follows the chat

    @property
    def free(self) -> bool:
        """Whether it may speak as anybody."""
        return self.session.person == ANYBODY

    @property
    def viewer(self) -> PersonId | None:
        """Who it is, once and for all; None for a sample's visitor."""
        return None if self.free else self.session.person

    @property
    def chats(self) -> list[Recipient]:
        """The chats it has."""
        return chats_of(self.office, self.viewer)

    def may_see(self, chat: str) -> bool:
        """Whether a chat is one of them."""
        return has_chat(self.office, self.viewer, chat)

    def speakers(self, chat: str) -> Sequence[Person]:
        """As whom a sample's visitor may speak in a group."""
        group = self.office.groups.get(GroupId(chat[2:])) if self.free and chat.startswith("g:") else None
        return members_of(self.office, group) if group is not None else ()

    def speaking(self, chat: str, wanted: str) -> PersonId | None:
        """As whom it speaks in a chat: in its own as itself, in a group as whoever a sample's visitor chooses."""
        if not self.free:
            return self.session.person
        if chat.startswith("p:"):
            return PersonId(chat[2:])
        return next((person.id for person in self.speakers(chat) if person.id == wanted), None)

    def in_chat(self, chat: str, wanted: str, likely: PersonId | None) -> Visit:
        """The same visit, looking at a chat: as whom it would speak there, else whoever is likely to."""
        listed = [person.id for person in self.speakers(chat)]
        first = likely if likely in listed else next(iter(listed), None)
        return replace(self, me=self.speaking(chat, wanted) or first or self.me)


class Guarded:
    """Checks every request."""

    def __init__(self, house: House) -> None:
        self._house = house

    def visit(self, request: Request) -> Visit | None:
        """Who comes. A sample office welcomes everybody; a real one only those whose cookie proves a login."""
        house, office, now = self._house, self._house.desk.office, self._house.machine.now()
        session, cookie = house.sessions.read(request.cookies.get(COOKIE, ""), now), ""
        if session is not None and not self._still_known(session):
            session = None
        if session is None and office.sample:
            session, cookie = house.sessions.issue(ANYBODY, now)
        elif session is not None and house.sessions.half_over(session, now):
            session, cookie = house.sessions.renew(session, now)
        if session is None:
            return None
        return Visit(
            session=session, cookie=cookie, office=office, language=self._language(request, session), me=session.person
        )

    def still_welcome(self, page: Page) -> bool:
        """Whether an open page may hear more: its visit is not over, and its person has not left."""
        return self._house.machine.now() < page.session.until and self._still_known(page.session)

    def may_hear(self, page: Page, chat: str) -> bool:
        """Whether an open page may hear of a chat, now."""
        viewer = None if page.session.person == ANYBODY else page.session.person
        return has_chat(self._house.desk.office, viewer, chat) and self.still_welcome(page)

    def _still_known(self, session: Session) -> bool:
        """Whether the person is still in the office and was let in by a code; a sample's cookie opens only a sample."""
        desk = self._house.desk
        if session.person == ANYBODY:
            return desk.office.sample
        return session.person in desk.office.people and bool(
            any(account.channel == NAME for account in desk.directory.addresses(to_person(session.person)))
        )

    def language(self, request: Request) -> str:
        """The language of somebody whom nobody knows yet."""
        chosen = request.cookies.get("language", "")
        return chosen if chosen in self._house.tongue.names else self._house.desk.office.language

    def _language(self, request: Request, session: Session) -> str:
        if request.cookies.get("language"):
            return self.language(request)
        desk = self._house.desk
        person, account = desk.office.person(session.person), desk.directory.accounts.get((NAME, f"p:{session.person}"))
        chosen = account.language if account is not None else ""
        return chosen or (person.language if person else None) or desk.office.language

    def remember(self, response: Response, visit: Visit) -> Response:
        """Give the browser its cookie, where it has none yet."""
        if visit.cookie:
            response.set_cookie(
                COOKIE,
                visit.cookie,
                max_age=int(self._house.sessions.lives / timedelta(seconds=1)),
                httponly=True,
                samesite="strict",
                secure=self._house.secure,
            )
        return response

    def is_ours(self, request: Request, form: FormData, visit: Visit) -> bool:
        """Whether a form was sent from our own page: its token, and where it says it comes from."""
        token = request.headers.get("x-token", "") or str(form.get("token", ""))
        return from_here(request) and self._house.sessions.proves(visit.session, token)

    async def redeem(self, code: str) -> Visit | None:
        """Let somebody in with a one-time code; None where it is not good, or not any more."""
        desk = self._house.desk
        redeem = Redeem(by=None, hash=fingerprint(code), channel=NAME)
        work = PlanWork(plan=Plan(accounts=(redeem,), verb="enter"), origin=Origin())
        await desk.do(work)
        person = next((enrolled.person for enrolled in work.enrolled), None)
        if person is None:
            return None
        session, cookie = self._house.sessions.issue(person, self._house.machine.now())
        return Visit(session=session, cookie=cookie, office=desk.office, language=desk.office.language, me=person)


def from_here(request: Request) -> bool:
    """Whether a request does not say that it comes from another site."""
    origin = request.headers.get("origin", "")
    same = not origin or urlsplit(origin).netloc == request.headers.get("host", "")
    return same and request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


class Named:
    """An ASGI application that answers only under the names it was told: no foreign name may point a browser here."""

    def __init__(self, app: ASGIApp, names: Sequence[str], refusal: Callable[[], str]) -> None:
        self._app, self._refusal = app, refusal
        self._names = {name.strip("[]").lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request that asks for somebody else."""
        if scope["type"] != "http" or "*" in self._names or self._is_ours(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse(self._refusal(), status_code=400)(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        try:
            return urlsplit(f"//{host}").hostname in self._names
        except ValueError:
            return False


class Hardened:
    """An ASGI application whose answers carry headers that keep a browser from misusing them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as an answer begins; a stream is not held up."""

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                kept = scope["path"].startswith(_CHECKED)
                headers.setdefault("Cache-Control", "no-cache" if kept else "no-store")
            await send(message)

        await self._app(scope, receive, hardened if scope["type"] == "http" else send)
