"""The pieces of page: the list, a chat, a message; and what is pushed to pages that are open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment

from bot.channels.web.house import House
from bot.channels.web.hub import Event, Page
from bot.channels.web.views import ChatView, MessageView, Views
from bot.channels.web.wire import NAME, Said
from bot.conversation import Shown
from bot.domain.ids import PersonId
from bot.domain.office import Role
from bot.ports import Letter

if TYPE_CHECKING:
    from bot.channels.web.guard import Visit

PAGE: Final = 40  # messages shown at once
_HINTS: Final = {  # phrases offered above the box, by what a person is
    Role.DUTY_OFFICER: ("check_in", "incident", "oral", "hand_off"),
    Role.SHIFT_LEADER: ("check_in", "roster", "open"),
    Role.LEADER: ("directive", "open", "roster"),
    Role.DIRECTOR: ("open", "roster", "weekly"),
    Role.SUPERVISION: ("open", "ledger", "weekly"),
    Role.ADMINISTRATOR: ("invite", "roster", "help"),
}


class Pages:
    """Renders, and hears from the desk what to push."""

    def __init__(self, house: House, templates: Environment) -> None:
        self._house, self._templates = house, templates
        self._pushing: set[asyncio.Task[None]] = set()
        house.desk.listeners.append(self)

    # --- pieces ------------------------------------------------------------------------------------------------

    def words(self, visit: Visit, key: str, **args: int) -> str:
        """A sentence of the page."""
        return self._views(visit.language).words(key, **args)

    async def whole(self, visit: Visit, chat: str) -> str:
        """The page with its list and, where one is chosen, a chat."""
        chats = await self._list(visit)
        chosen = chat if visit.may_see(chat) else ""
        if not chosen and not visit.free:
            chosen = chats[0].id
        body = await self.chat(visit, chosen) if chosen else ""
        return self._render(
            "whole.html", visit.language, visit=visit, chats=chats, chosen=chosen, body=body, now=self._now()
        )

    async def chat(self, visit: Visit, chat: str) -> str:
        """A chat: its name, its last messages, and the box to write in."""
        visit = visit.in_chat(chat)
        views = self._views(visit.language)
        shown = await self._house.history.page(chat, None, PAGE)
        return self._render(
            "chat.html",
            visit.language,
            visit=visit,
            chat=views.chat(chat, None, 0),
            messages=views.messages(shown, visit.me),
            more=len(shown) >= PAGE,
            newest=max((s.letter.id for s in shown if s.letter), default=0),
            token=self._house.sessions.token(visit.session),
            hints=self._hints(views, visit, chat),
            speakers=list(visit.office.people.values()) if visit.free and chat.startswith("g:") else [],
        )

    async def older(self, visit: Visit, chat: str, before: datetime) -> str:
        """The messages before those on the page."""
        views, shown = self._views(visit.language), await self._house.history.page(chat, before, PAGE)
        return self._render(
            "older.html",
            visit.language,
            visit=visit,
            chat=views.chat(chat, None, 0),
            messages=views.messages(shown, visit.in_chat(chat).me),
            more=len(shown) >= PAGE,
        )

    def door(self, language: str, *, wrong: bool = False) -> str:
        """For somebody whom nobody knows."""
        return self._render("door.html", language, wrong=wrong, office=self._house.desk.office)

    def threshold(self, language: str, code: str) -> str:
        """A button to come in by."""
        return self._render("threshold.html", language, code=code, office=self._house.desk.office)

    def now_line(self, visit: Visit) -> str:
        """What time it is in the office."""
        return self._views(visit.language).clock(self._house.clock.now(), "full")

    def seen_note(self, visit: Visit, chat: str) -> str:
        """Under which a visitor's place in a chat is remembered."""
        return f"seen:{visit.session.person}:{chat}"

    async def _list(self, visit: Visit) -> list[ChatView]:
        views, history = self._views(visit.language), self._house.history
        last = await history.latest(visit.chats)
        return [views.chat(chat, last.get(chat), await self._unread(visit, chat)) for chat in visit.chats]

    async def _unread(self, visit: Visit, chat: str) -> int:
        seen = self._house.desk.memory.heads.notes.get(self.seen_note(visit, chat), "0")
        return await self._house.history.unread(chat, int(seen))

    def _hints(self, views: Views, visit: Visit, chat: str) -> list[str]:
        person = visit.office.person(visit.me)
        if chat.startswith("g:") or person is None:
            return []
        named = dict.fromkeys(hint for role, hints in _HINTS.items() if role in person.roles for hint in hints)
        return [views.words(f"hint.{name}") for name in (list(named) or ["help"])[:5]]

    def _views(self, language: str) -> Views:
        return Views(self._house.tongue, self._house.desk.office, language)

    def _now(self) -> int:
        return int(self._house.clock.now().timestamp())

    def _render(self, name: str, language: str, **values: Any) -> str:  # noqa: ANN401 - whatever the template wants
        views = self._views(language)
        return self._templates.get_template(name).render(
            words=views.words,
            language=language,
            languages=self._house.tongue.names,
            sample=self._house.desk.office.sample,
            **values,
        )

    # --- pushing -----------------------------------------------------------------------------------------------

    def letters(self, letters: Sequence[Letter]) -> None:
        """New letters: whoever has the chat open sees them, whoever has it in his list sees a mark."""
        ours = [letter for letter in letters if letter.channel == NAME and letter.delivered]
        if ours and self._house.hub.pages:
            self._start(ours)

    def wake(self, at: datetime) -> None:
        """Wake-up times are the alarm's business."""

    def told(self, said: Said) -> None:
        """Somebody wrote: the others in the chat see it too."""
        shown = Shown(
            id=said.message or f"i{said.key}",
            order=0,
            at=said.at,
            author=said.who.removeprefix("p:"),
            words=said.text,
            files=tuple(file.name for file in said.files),
            reply_to=said.reply_to,
        )
        for page in self._pages_with(said.chat):
            views = self._views(page.language)
            self._push(page, said.chat, views.message(shown, PersonId(page.chat[2:])), new=True)

    def _start(self, letters: list[Letter]) -> None:
        task = asyncio.ensure_future(self._push_letters(letters))
        self._pushing.add(task)
        task.add_done_callback(self._pushing.discard)

    async def _push_letters(self, letters: list[Letter]) -> None:
        for letter in letters:
            first = await self._house.history.first_of_card(letter.chat, letter.card) if letter.card else letter.id
            new = first in (None, letter.id)
            for page in self._pages_with(letter.chat):
                views = self._views(page.language)
                view = views.letter(letter, id=f"o{first or letter.id}", at=letter.at, edited=not new)
                self._push(page, letter.chat, view, new=new, newest=letter.id)

    def _pages_with(self, chat: str) -> list[Page]:
        """Pages that have a chat before them or in their list."""
        return [page for page in self._house.hub.pages if chat in page.chats]

    def _push(self, page: Page, chat: str, view: MessageView, *, new: bool, newest: int = 0) -> None:
        views = self._views(page.language)
        html = self._render(
            "push.html",
            page.language,
            chat=views.chat(chat, None, 0),
            message=view,
            new=new,
            newest=newest,
            here=page.chat == chat,
            preview=str(view.html.striptags())[:40],
        )
        page.tell(Event("tell", html))
