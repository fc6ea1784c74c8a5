"""From a Telegram update, as it came, to what the house understands.

Updates are read from the bare JSON of the Bot API. Only the fields that are needed are looked at, so that an update of
a kind that nobody foresaw is passed over and never stops those behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.messages import Inbound, IncomingFile, Kind, unpack
from bot.ports import Arrival, Raw

NAME: Final = "telegram"
ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")
_PRESENT: Final = ("member", "administrator", "creator")
_MOVES: Final = ("migrate_to_chat_id", "migrate_from_chat_id")
_CREATED: Final = ("group_chat_created", "supergroup_chat_created")
_FILES: Final = ("document", "animation", "audio", "video", "video_note", "voice", "sticker")
_OTHERS: Final = ("contact", "dice", "game", "location", "poll", "story", "venue")
_COMMAND: Final = re.compile(r"/\w+@(\w+)")
_SAME: Final = timedelta(seconds=10)  # within this, two updates about a chat tell of one event

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as Telegram knows it."""

    id: int
    name: str = ""  # without the @; empty until Telegram has said it


def arrival(raw: Raw) -> Arrival | None:
    """An update as the inbox takes it; None for one that nobody has sent and that so can be nothing to us.

    Its key holds more than the update's id, because a server may begin to count anew.
    """
    body = _body(raw)
    sender = _part(_part(raw, "callback_query") or body, "from")
    chat = _part(body, "chat")
    if not chat or not (sender or _moves(body)) or chat.get("type") == "channel":
        return None
    event = _part(raw, "callback_query").get("id") or body.get("edit_date") or body.get("date", 0)
    message = str(body.get("message_id", ""))
    return Arrival(
        channel=NAME,
        key=f"{raw.get('update_id')}:{chat.get('id')}:{message}:{event}",
        raw=raw,
        chat=str(chat.get("id")),
        lane=_lane(body, sender, chat),
        message=message,
    )


def _lane(body: Json, sender: Json, chat: Json) -> str:
    """A person's acts are handled one after the other, and so are the two updates that tell of a group's move."""
    if _moves(body):
        return str(body.get("migrate_from_chat_id") or chat.get("id"))
    return str(sender.get("id", "") or chat.get("id"))


def inbound(raw: Raw, me: Me) -> Inbound | None:
    """An update as the house understands it; None where it concerns nobody."""
    arrived, body = arrival(raw), _body(raw)
    kind = _kind(raw, body, me)
    if arrived is None or kind is None:
        return None
    tap, chat = _part(raw, "callback_query"), _part(body, "chat")
    sender, moved_from = _part(tap or body, "from"), str(body.get("migrate_from_chat_id", ""))
    text = "" if tap else str(body.get("text") or body.get("caption") or "")
    files = () if tap else _files(body)
    if kind in (Kind.MESSAGE, Kind.EDIT) and (_for_another_bot(text, me) or not _says_something(body, text, files)):
        return None
    return Inbound(
        channel=NAME,
        key=arrived.key,
        kind=kind,
        chat=moved_from or arrived.chat,
        private=chat.get("type") == "private",
        sender=str(sender.get("id", "")),
        sender_name=" ".join(str(sender[part]) for part in ("first_name", "last_name") if sender.get(part)),
        sent_at=_moment(body, tap),
        text=_without_name(text, me),
        message=arrived.message,
        reply_to=str(_part(body, "reply_to_message").get("message_id", "")) if not tap else "",
        tap=unpack(str(tap.get("data", ""))) if tap else None,
        tap_ref=str(tap.get("id", "")),
        files=files,
        moved_to=arrived.chat if moved_from else str(body.get("migrate_to_chat_id", "")),
    )


def without_words(raw: Raw) -> Raw:
    """The update with everything a person wrote taken out."""
    bare = ("message_id", "date", "edit_date", "chat", "from")
    return {
        name: {field: value[field] for field in bare if field in value} if isinstance(value, Mapping) else value
        for name, value in raw.items()
    }


@dataclass(slots=True)
class Joins:
    """Telegram tells twice that the bot was let into a group: as its standing, and as a message in the chat."""

    _told: dict[str, tuple[str, datetime]] = field(default_factory=dict)  # by chat: the first update, and its moment

    def is_second(self, said: Inbound) -> bool:
        """Whether the house has heard of this already by another update."""
        if said.kind is Kind.LEFT:
            self._told.pop(said.chat, None)
        if said.kind is not Kind.JOINED or said.sent_at is None:
            return False
        first, at = self._told.setdefault(said.chat, (said.key, said.sent_at))
        if first == said.key or abs(said.sent_at - at) <= _SAME:
            return first != said.key
        self._told[said.chat] = (said.key, said.sent_at)
        return False


def _body(raw: Raw) -> Json:
    """The message of an update: written, edited, or the one under which a button was pressed."""
    tapped = _part(_part(raw, "callback_query"), "message")
    return next((b for b in (_part(raw, name) for name in ALLOWED if name != "callback_query") if b), tapped)


def _part(value: Json, name: str) -> Json:
    part = value.get(name)
    return part if isinstance(part, Mapping) else {}


def _moves(body: Json) -> bool:
    return any(name in body for name in _MOVES)


def _kind(raw: Raw, body: Json, me: Me) -> Kind | None:
    if _part(raw, "callback_query"):
        return Kind.TAP
    if _part(raw, "edited_message"):
        return Kind.EDIT
    if _part(raw, "my_chat_member"):
        return _standing(body)
    if _moves(body):
        return Kind.MOVED
    if _part(body, "left_chat_member").get("id") == me.id:
        return Kind.LEFT
    joined = body.get("new_chat_members")
    members = [member.get("id") for member in joined if isinstance(member, Mapping)] if isinstance(joined, list) else []
    return Kind.JOINED if me.id in members or any(body.get(name) for name in _CREATED) else Kind.MESSAGE


def _standing(body: Json) -> Kind | None:
    """The bot was let in or put out; other changes of its rights concern nobody."""
    was, now = _present(_part(body, "old_chat_member")), _present(_part(body, "new_chat_member"))
    if now:
        return None if was else Kind.JOINED
    return Kind.LEFT


def _present(member: Json) -> bool:
    return member.get("status") in _PRESENT or (member.get("status") == "restricted" and bool(member.get("is_member")))


def _moment(body: Json, tap: Json) -> datetime | None:
    """When it was done. A pressed button carries no time of its own: the date there is its message's."""
    stamp = 0 if tap else body.get("edit_date") or body.get("date") or 0
    return datetime.fromtimestamp(int(stamp), UTC) if stamp else None


def _without_name(text: str, me: Me) -> str:
    """The words without the bot's own @name, which in a group only says whom they are for."""
    if not me.name:
        return text.strip()
    return re.sub(rf"@{re.escape(me.name)}(?![A-Za-z0-9_])", "", text, flags=re.IGNORECASE).strip()


def _for_another_bot(text: str, me: Me) -> bool:
    """Whether it is a command with another bot's name behind it."""
    named = _COMMAND.match(text)
    return named is not None and bool(me.name) and named[1].lower() != me.name.lower()


def _says_something(body: Json, text: str, files: tuple[IncomingFile, ...]) -> bool:
    """Whether a person has said it: not the notices of a chat, nor the pictures of an album behind the first."""
    return bool(text) or (bool(files) and ("document" in body or "media_group_id" not in body))


def _files(body: Json) -> tuple[IncomingFile, ...]:
    """What hangs on a message. What is no file is named by what it is, so that it can be said that nobody needs it."""
    photos = body.get("photo")
    if isinstance(photos, list) and photos and isinstance(photos[-1], Mapping):
        return (_file(photos[-1], "photo.jpg"),)
    for kind in _FILES:
        if _part(body, kind):
            return (_file(_part(body, kind), kind),)
    return tuple(IncomingFile(name=kind, size=0, ref="") for kind in _OTHERS if _part(body, kind))[:1]


def _file(part: Json, name: str) -> IncomingFile:
    size = part.get("file_size")
    return IncomingFile(
        name=str(part.get("file_name") or name),
        size=size if isinstance(size, int) else 0,
        ref=str(part.get("file_id", "")),
    )
