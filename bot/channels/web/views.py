"""From letters and messages to what a template shows. No template decides anything; it only lays out what is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from markupsafe import Markup, escape

from bot.channels.web.wire import NAME
from bot.conversation import Shown
from bot.domain.ids import GroupId, PersonId
from bot.domain.obligations import Recipient, to_group, to_person
from bot.domain.office import Group, Office, Person, Role
from bot.domain.texts import Text, day, moment, say
from bot.i18n import Tongue
from bot.messages import Rich, SpanKind, pack, plain
from bot.ports import Letter

_PREVIEW: Final = 60  # characters of a message in the list
_QUOTED: Final = 80  # characters of a message that another one answers
_LONG: Final = 1_200  # characters, or
_TALL: Final = 24  # lines, from which on a message is folded
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
    url: str
    picture: bool = False
    size: int = 0  # kilobytes, rounded up; 0 where nobody has counted


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """The message that another one answers."""

    id: str
    author: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message in a conversation."""

    id: str
    at: int  # Unix microseconds: the page keeps messages in this order
    clock: str
    moment: str  # the whole of it, for whoever asks
    day: str
    author: str  # shown name; empty for the bot
    by: str  # a person's id; empty for the bot
    mark: str  # one character in a round mark
    hue: int
    mine: bool
    lines: tuple[Markup, ...]
    preview: str
    buttons: tuple[ButtonView, ...] = ()
    files: tuple[FileView, ...] = ()
    card: bool = False
    edited: bool = False
    long: bool = False
    state: str = ""  # refused, failed
    quote: QuoteView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatView:
    """One entry of the list on the left."""

    id: str  # p:<person> or g:<group>
    name: str
    note: str  # title and unit, or how many are in a group
    mark: str
    hue: int
    group: bool
    own: bool = False  # one's own chat with the bot
    preview: str = ""
    clock: str = ""
    last: str = ""  # the id of the message that the preview is of
    unread: int = 0


def lines_of(rich: Rich) -> tuple[Markup, ...]:
    """Words line by line, with their bold parts and live deadlines. Whatever a person wrote is escaped."""
    lines = [Markup()]
    for span in rich:
        for number, words in enumerate(span.text.split("\n")):
            if number:
                lines.append(Markup())
            if not words:
                continue
            match span.kind:
                case SpanKind.BOLD:
                    lines[-1] += Markup("<b>{}</b>").format(words)
                case SpanKind.DEADLINE:
                    lines[-1] += Markup('<time class="due" data-at="{}">{}</time>').format(span.at, words)
                case _:
                    lines[-1] += escape(words)
    return tuple(lines)


class Views:
    """Lays out messages and chats in one language, at one moment."""

    def __init__(self, tongue: Tongue, office: Office, language: str, now: datetime) -> None:
        self.tongue, self.office, self.language, self.now = tongue, office, language, now

    def words(self, key: str, **args: str | int) -> str:
        """A sentence of the page itself."""
        return self.tongue.words(say(key, **args), self.language)

    def rich(self, text: Text) -> Rich:
        """A text in this language."""
        return self.tongue.rich(text, self.language, redact=NAME in self.office.redact)

    def clock(self, at: datetime, style: str = "clock") -> str:
        """A moment as the page shows it."""
        return self.tongue.words(moment(at, style), self.language)

    # --- messages ----------------------------------------------------------------------------------------------

    def messages(self, shown: Iterable[Shown], me: PersonId, answered: Mapping[str, Shown]) -> list[MessageView]:
        """A stretch of conversation, seen by one of its people; `answered` has the messages that others reply to."""
        return [self.message(one, me, answered.get(one.reply_to)) for one in shown]

    def message(self, shown: Shown, me: PersonId, answered: Shown | None) -> MessageView:
        """One message, seen by one person."""
        said = shown.letter is None
        author = PersonId(shown.author)
        name = self.office.name_of(author) if said else ""
        lines = self._lines(shown)
        local = self.office.hours.local(shown.at)
        return MessageView(
            id=shown.id,
            at=int(shown.at.timestamp() * 1_000_000),
            clock=self.clock(shown.at),
            moment=self.clock(shown.at, "full"),
            day=self.tongue.words(day(local.date()), self.language),
            author=name,
            by=author,
            mark=mark_of(name),
            hue=hue_of(author),
            mine=said and author == me,
            lines=lines,
            preview=self.preview(shown),
            buttons=self._buttons(shown.letter),
            files=self._files(shown),
            card=bool(shown.letter and shown.letter.card),
            edited=shown.edited and said,
            long=said and (len(lines) > _TALL or len(shown.words) > _LONG),
            state="refused" if shown.refused else "failed" if shown.failed else "",
            quote=self._quote(answered) if answered is not None else None,
        )

    def _lines(self, shown: Shown) -> tuple[Markup, ...]:
        if shown.letter is not None:
            return lines_of(self.rich(shown.letter.text))
        words = self.words("web.refused") if shown.refused else shown.words
        return tuple(escape(line) for line in words.split("\n")) if words else ()

    def _buttons(self, letter: Letter | None) -> tuple[ButtonView, ...]:
        return tuple(
            ButtonView(label=plain(self.rich(b.label)), data=pack(b), style=b.style)
            for b in (letter.buttons if letter else ())
        )

    def _files(self, shown: Shown) -> tuple[FileView, ...]:
        if shown.letter is None:
            place = f"/chat/{quote(shown.chat, safe='')}/sent/{quote(shown.id, safe='')}"
            return tuple(
                FileView(name=file.name, url=f"{place}/{n}", size=-(-file.size // 1000))
                for n, file in enumerate(shown.files)
            )
        letter = shown.letter
        return tuple(
            FileView(name=a.args.get("name", ""), url=f"/file/{letter.id}/{n}", picture=a.args.get("picture") == "yes")
            for n, a in enumerate(letter.attachments)
        )

    def _quote(self, answered: Shown) -> QuoteView:
        author = self.office.name_of(PersonId(answered.author)) or self.words("web.bot")
        return QuoteView(id=answered.id, author=author, words=self._short(answered, _QUOTED))

    def preview(self, shown: Shown) -> str:
        """A message in one short line, for the list."""
        who = self.office.name_of(PersonId(shown.author))
        in_group = shown.chat.startswith("g:") and shown.letter is None
        return f"{who}：{self._short(shown, _PREVIEW)}" if in_group else self._short(shown, _PREVIEW)

    def _short(self, shown: Shown, most: int) -> str:
        if shown.letter is not None:
            words = plain(self.rich(shown.letter.text))
        else:
            words = self.words("web.refused") if shown.refused else shown.words
        words = " ".join(words[: most * 2].split()) or " ".join(file.name for file in shown.files)
        return words if len(words) <= most else f"{words[:most]}…"

    # --- chats -------------------------------------------------------------------------------------------------

    def chat(self, id: str, *, viewer: PersonId | None, last: Shown | None = None, unread: int = 0) -> ChatView:
        """An entry of the list; `viewer` is None for a sample's visitor, who is nobody in particular."""
        preview = self.preview(last) if last else ""
        clock = self.lately(last.at) if last else ""
        if id.startswith("g:"):
            group = self.office.groups[GroupId(id[2:])]
            name, note, own = group.name, self.words("web.group-of", n=len(members_of(self.office, group))), False
        else:
            person, own = self.office.people[PersonId(id[2:])], viewer is not None
            name = self.words("web.bot") if own else person.name
            note = self.words("web.bot-note") if own else self.note(person)
        return ChatView(
            id=id,
            name=name,
            note=note,
            mark=self.words("web.bot-mark") if own else mark_of(name),
            hue=hue_of(id),
            group=id.startswith("g:"),
            own=own,
            preview=preview,
            clock=clock,
            last=last.id if last else "",
            unread=unread,
        )

    def lately(self, at: datetime) -> str:
        """A moment of today as a time, an earlier one as a day."""
        local = self.office.hours.local
        return self.clock(at, "clock" if local(at).date() == local(self.now).date() else "date")

    def note(self, person: Person) -> str:
        """What somebody is, in a few characters."""
        unit, role = self.office.unit_name(person.unit), next((r for r in _ORDER if r in person.roles), None)
        own = person.title or (self.words(f"role.{role}") if role else "")
        return own if unit and unit in own else " ".join(part for part in (unit, own) if part)

    def by_unit(self, people: Iterable[Person]) -> list[tuple[str, list[Person]]]:
        """People by what they belong to, as a long choice is best read; whoever has no unit is the office's own."""
        found = dict[str, list[Person]]()
        for person in people:
            found.setdefault(self.office.unit_name(person.unit) or self.office.short, []).append(person)
        return list(found.items())


def chats_of(office: Office, viewer: PersonId | None) -> list[Recipient]:
    """The chats a visitor has: everybody's in a sample office, else his own and his groups."""
    groups = [to_group(g.id) for g in office.groups.values() if viewer is None or is_member(g, viewer)]
    if viewer is not None:
        return [to_person(viewer), *groups] if viewer in office.people else []
    people = sorted(
        office.people.values(), key=lambda p: min((_ORDER.index(r) for r in p.roles if r in _ORDER), default=9)
    )
    return [*groups, *(to_person(p.id) for p in people)]


def has_chat(office: Office, viewer: PersonId | None, chat: str) -> bool:
    """Whether a chat is one of a visitor's, without listing them."""
    if chat.startswith("g:"):
        group = office.groups.get(GroupId(chat[2:]))
        known = viewer is None or viewer in office.people
        return group is not None and known and (viewer is None or is_member(group, viewer))
    return chat.startswith("p:") and chat[2:] in office.people and (viewer is None or chat == to_person(viewer))


def is_member(group: Group, person: PersonId) -> bool:
    """Whether a person is in a group chat."""
    return group.members is None or person in group.members


def members_of(office: Office, group: Group) -> Sequence[Person]:
    """Everybody in a group chat."""
    return [person for person in office.people.values() if is_member(group, person.id)]


def mark_of(name: str) -> str:
    """The character that stands for a name in a round mark: the first one that is not a mere sign."""
    return next((c for c in name if c.isalnum()), name[:1])


def hue_of(id: str) -> int:
    """Which of the marks' colours is somebody's, for good."""
    return sum(id.removeprefix("p:").encode()) % _HUES
