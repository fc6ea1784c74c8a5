"""From letters and messages to what a template shows. No template decides anything; it only lays out what is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup, escape

from bot.conversation import Shown
from bot.domain.ids import GroupId, PersonId
from bot.domain.obligations import Recipient, to_group, to_person
from bot.domain.office import Group, Office, Person, Role
from bot.domain.texts import Text, moment, say
from bot.i18n import Tongue
from bot.messages import Rich, SpanKind, pack, plain
from bot.ports import Letter

_PREVIEW: Final = 40
_HUES: Final = 8  # colours of the round marks beside names
_ORDER: Final = (Role.LEADER, Role.DIRECTOR, Role.SHIFT_LEADER, Role.DUTY_OFFICER, Role.SUPERVISION, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonView:
    """A button under a message."""

    label: str
    data: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file that hangs on a message."""

    name: str
    url: str  # empty for what a person sent in
    picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message in a conversation."""

    id: str
    at: int  # Unix seconds
    clock: str
    author: str  # shown name; empty for the bot
    mark: str  # one character in a round mark
    hue: int
    mine: bool
    html: Markup
    buttons: tuple[ButtonView, ...] = ()
    files: tuple[FileView, ...] = ()
    card: bool = False
    edited: bool = False
    state: str = ""  # refused, failed
    reply_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatView:
    """One entry of the list on the left."""

    id: str  # p:<person> or g:<group>
    name: str
    note: str  # title and unit, or what a group is for
    mark: str
    hue: int
    group: bool
    preview: str = ""
    clock: str = ""
    unread: int = 0


def html(rich: Rich) -> Markup:
    """Words with their bold parts and live deadlines. Whatever a person wrote is escaped."""
    parts = list[Markup]()
    for span in rich:
        words = Markup("<br>").join(span.text.split("\n"))
        match span.kind:
            case SpanKind.BOLD:
                parts.append(Markup("<b>{}</b>").format(words))
            case SpanKind.DEADLINE:
                parts.append(Markup('<time class="due" data-at="{}">{}</time>').format(span.at, words))
            case _:
                parts.append(words)
    return Markup("").join(parts)


class Views:
    """Lays out messages and chats in one language."""

    def __init__(self, tongue: Tongue, office: Office, language: str) -> None:
        self.tongue, self.office, self.language = tongue, office, language

    def words(self, key: str, **args: str | int) -> str:
        """A sentence of the page itself."""
        return self.tongue.words(say(key, **args), self.language)

    def rich(self, text: Text) -> Rich:
        """A text in this language."""
        return self.tongue.rich(text, self.language)

    def clock(self, at: datetime, style: str = "clock") -> str:
        """A moment as the page shows it."""
        return self.tongue.words(moment(at, style), self.language)

    def messages(self, shown: Sequence[Shown], me: PersonId) -> list[MessageView]:
        """A stretch of conversation, seen by one of its people."""
        return [self.message(one, me) for one in shown]

    def message(self, shown: Shown, me: PersonId) -> MessageView:
        """One message, seen by one person."""
        if shown.letter is not None:
            return self.letter(shown.letter, id=shown.id, at=shown.at, edited=shown.edited)
        author = PersonId(shown.author)
        words = self.words("web.refused") if shown.refused else shown.words
        return MessageView(
            id=shown.id,
            at=int(shown.at.timestamp()),
            clock=self.clock(shown.at),
            author=self.office.name_of(author),
            mark=_mark(self.office.name_of(author)),
            hue=_hue(author),
            mine=author == me,
            html=Markup("<br>").join(escape(line) for line in words.split("\n")),
            files=tuple(FileView(name=name, url="", picture=False) for name in shown.files),
            edited=shown.edited,
            state="refused" if shown.refused else "failed" if shown.failed else "",
            reply_to=shown.reply_to,
        )

    def letter(self, letter: Letter, *, id: str, at: datetime, edited: bool) -> MessageView:
        """A message of the bot's."""
        return MessageView(
            id=id,
            at=int(at.timestamp()),
            clock=self.clock(at),
            author="",
            mark="",
            hue=0,
            mine=False,
            html=html(self.rich(letter.text)),
            buttons=tuple(
                ButtonView(label=plain(self.rich(b.label)), data=pack(b), style=b.style) for b in letter.buttons
            ),
            files=tuple(
                FileView(
                    name=a.args.get("name", ""), url=f"/file/{letter.id}/{n}", picture=a.args.get("picture") == "yes"
                )
                for n, a in enumerate(letter.attachments)
            ),
            card=bool(letter.card),
            edited=edited and not letter.card,
            reply_to=letter.reply_to,
        )

    def preview(self, shown: Shown) -> str:
        """The last message of a chat in one short line."""
        if shown.letter is not None:
            return plain(self.rich(shown.letter.text)).replace("\n", " ")[:_PREVIEW]
        who, words = self.office.name_of(PersonId(shown.author)), shown.words.replace("\n", " ")
        return f"{who}：{words or ' '.join(shown.files)}"[:_PREVIEW]

    def chat(self, id: str, last: Shown | None, unread: int) -> ChatView:
        """An entry of the list."""
        seen = {
            "preview": self.preview(last) if last else "",
            "clock": self.clock(last.at) if last else "",
        }
        if id.startswith("g:"):
            group = self.office.groups[GroupId(id[2:])]
            name, note = group.name, self.words("web.group-of", n=_size(self.office, group))
            return ChatView(
                id=id, name=name, note=note, mark=_mark(name), hue=_hue(id), group=True, unread=unread, **seen
            )
        person = self.office.people[PersonId(id[2:])]
        note = self.note(person)
        return ChatView(
            id=id,
            name=person.name,
            note=note,
            mark=_mark(person.name),
            hue=_hue(id),
            group=False,
            unread=unread,
            **seen,
        )

    def note(self, person: Person) -> str:
        """What somebody is, in a few characters."""
        unit = self.office.unit_name(person.unit)
        return " ".join(part for part in (unit, person.title or self._first_role(person)) if part)

    def _first_role(self, person: Person) -> str:
        role = next((role for role in _ORDER if role in person.roles), None)
        return self.words(f"role.{role}") if role else ""


def chats_of(office: Office, viewer: PersonId | None) -> list[Recipient]:
    """The chats a visitor has: everybody's in a sample office, else his own and his groups."""
    groups = [to_group(g.id) for g in office.groups.values() if viewer is None or is_member(g, viewer)]
    if viewer is not None:
        return [to_person(viewer), *groups]
    people = sorted(
        office.people.values(), key=lambda p: min((_ORDER.index(r) for r in p.roles if r in _ORDER), default=9)
    )
    return [*groups, *(to_person(p.id) for p in people)]


def is_member(group: Group, person: PersonId) -> bool:
    """Whether a person is in a group chat."""
    return group.members is None or person in group.members


def _size(office: Office, group: Group) -> int:
    return len(office.people) if group.members is None else len(group.members)


def _mark(name: str) -> str:
    return name[:1]


def _hue(id: str) -> int:
    return sum(id.encode()) % _HUES
