"""The pieces of page: the list, a chat, a message. Whoever may see them has been checked before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from jinja2 import Environment

from bot.channels.web import hints
from bot.channels.web.guard import Visit
from bot.channels.web.house import House
from bot.channels.web.views import ChatView, Views
from bot.conversation import END, START, Mark, Shown
from bot.domain.ids import PersonId

PAGE: Final = 40  # messages shown at once
LARGEST: Final = 5_000_000  # bytes of a file that is sent in
LONGEST: Final = 100_000  # characters of a message


class Pages:
    """Renders."""

    def __init__(self, house: House, templates: Environment) -> None:
        self._house, self._templates = house, templates

    def words(self, language: str, key: str, **args: str | int) -> str:
        """A sentence of the page."""
        return self.views(language).words(key, **args)

    def views(self, language: str) -> Views:
        """What lays things out, at this moment."""
        return Views(self._house.tongue, self._house.desk.office, language, self._house.clock.now())

    # --- pieces ------------------------------------------------------------------------------------------------

    async def whole(self, visit: Visit, chat: str, *, wanted: str = "", example: str = "", first: bool = False) -> str:
        """The page with its list and a chat; where none is chosen, a real office's visitor has his own before him.

        A phone shows one of the two: the chat where one is chosen, or the first steps where they were asked for.
        """
        chosen = chat or ("" if visit.free else str(visit.chats[0]))
        pane = await self.chat(visit, chosen, wanted=wanted, example=example) if chosen else self._welcome(visit)
        return self._render(
            "whole.html",
            visit.language,
            visit=visit,
            chats=await self._list(visit),
            me=visit.office.person(visit.session.person),
            chosen=chosen,
            screen="chat" if chat or first else "list",
            pane=pane,
            token=self._house.sessions.token(visit.session),
            now=self._house.now,
            zone=self._house.tongue.zone.key,
            largest=LARGEST,
        )

    async def column(self, visit: Visit, chosen: str) -> str:
        """The list on the left."""
        return self._render("list.html", visit.language, visit=visit, chats=await self._list(visit), chosen=chosen)

    async def chat(self, visit: Visit, chat: str, *, wanted: str = "", example: str = "") -> str:
        """A chat: its name, its last messages, and the box to write in."""
        house, likely = self._house, self._house.desk.duty().officer
        visit, since = visit.in_chat(chat, wanted, likely), house.mark
        views = self.views(visit.language)
        shown = await house.history.page(chat, END, PAGE)
        return self._render(
            "chat.html",
            visit.language,
            visit=visit,
            chat=views.chat(chat, viewer=visit.viewer),
            me=visit.office.person(visit.me),
            my_note=views.note(visit.office.people[visit.me]),
            messages=views.messages(shown, visit.me, await self._answered(chat, shown)),
            before=_before(shown, END),
            since=since,
            hints=hints.hints(views, visit.me, chat),
            examples=[] if shown else hints.examples(views, visit.me, chat),
            speakers=views.by_unit(visit.speakers(chat)),
            draft=hints.example(views, example),
        )

    async def older(self, visit: Visit, chat: str, before: Mark, wanted: str) -> str:
        """The messages before those on the page."""
        visit = visit.in_chat(chat, wanted, self._house.desk.duty().officer)
        views, shown = self.views(visit.language), await self._house.history.page(chat, before, PAGE)
        return self._render(
            "older.html",
            visit.language,
            visit=visit,
            chat=views.chat(chat, viewer=visit.viewer),
            messages=views.messages(shown, visit.me, await self._answered(chat, shown)),
            before=_before(shown, before),
        )

    async def piece(self, shown: Shown, language: str, me: PersonId, *, new: bool, whole: bool = True) -> str:
        """One message for a page that is open; not `whole`, only what the list says of it."""
        views = self.views(language)
        answered = await self._answered(shown.chat, [shown]) if whole else {}
        message = views.message(shown, me, answered.get(shown.reply_to))
        return self._render(
            "push.html",
            language,
            chat_id=shown.chat,
            message=message,
            new=new,
            whole=whole,
            lately=views.lately(shown.at),
        )

    def _welcome(self, visit: Visit) -> str:
        """What to try first in a sample office."""
        views = self.views(visit.language)
        steps = hints.first_steps(views, self._house.desk.duty().officer)
        return self._render("welcome.html", visit.language, visit=visit, steps=steps, since=self._house.mark)

    def door(self, language: str, *, wrong: bool = False) -> str:
        """For somebody whom nobody knows."""
        return self._render("door.html", language, wrong=wrong)

    def threshold(self, language: str, code: str) -> str:
        """A button to come in by."""
        return self._render("threshold.html", language, code=code)

    # --- what they are made of ---------------------------------------------------------------------------------

    async def _list(self, visit: Visit) -> list[ChatView]:
        views, history, chats = self.views(visit.language), self._house.history, visit.chats
        last = await history.latest(chats)
        unread = await history.unread({chat: self.seen(visit, chat) for chat in chats}, f"p:{visit.session.person}")
        if visit.free:  # among many people, those with whom something has happened lately come first
            chats.sort(key=lambda chat: -last[chat].at.timestamp() if chat in last else 0)
        return [
            views.chat(chat, viewer=visit.viewer, last=last.get(chat), unread=unread.get(chat, 0)) for chat in chats
        ]

    def seen_note(self, visit: Visit, chat: str) -> str:
        """Under which a visitor's place in a chat is remembered."""
        return f"seen:{visit.session.person}:{chat}"

    def seen(self, visit: Visit, chat: str) -> Mark:
        """How far a visitor has read a chat."""
        return Mark.parse(self._house.desk.memory.heads.notes.get(self.seen_note(visit, chat), "")) or START

    async def _answered(self, chat: str, shown: Sequence[Shown]) -> dict[str, Shown]:
        """The messages that these reply to, by id."""
        found = {one.id: one for one in shown}
        for id in {one.reply_to for one in shown if one.reply_to} - found.keys():
            answered = await self._house.history.message(chat, id)
            if answered is not None:
                found[id] = answered
        return found

    def _render(self, name: str, language: str, **values: Any) -> str:  # noqa: ANN401 - whatever the template wants
        office = self._house.desk.office
        return self._templates.get_template(name).render(
            words=self.views(language).words,
            language=language,
            languages=self._house.tongue.names,
            office=office,
            **values,
        )


def _before(shown: Sequence[Shown], before: Mark) -> Mark | None:
    """Where the messages before these end; None where there are none."""
    if len(shown) < PAGE:
        return None
    for one in shown:
        before = one.before(before)
    return before
