"""From a Telegram update, as it came, to what the house understands.

Updates are read from the bare JSON of the Bot API. Only the fields that are needed are looked at, so that an update of
a kind that nobody foresaw is passed over and never stops those behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.messages import Inbound, IncomingFile, Kind, unpack
from bot.ports import Arrival, Raw

NAME: Final = "telegram"
ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")
_GONE: Final = ("left", "kicked")

Json = Mapping[str, Any]


def arrival(raw: Raw) -> Arrival | None:
    """An update as the inbox takes it; None for one that has no sender and so can be nothing to us.

    Its key holds more than the update's id, because a server may begin to count anew.
    """
    body = _body(raw)
    sender = _part(_part(raw, "callback_query") or body, "from")
    chat = _part(body, "chat")
    if not chat or not sender:
        return None
    event = _part(raw, "callback_query").get("id") or body.get("edit_date") or body.get("date", 0)
    message = str(body.get("message_id", ""))
    return Arrival(
        channel=NAME,
        key=f"{raw.get('update_id')}:{chat.get('id')}:{message}:{event}",
        raw=raw,
        chat=str(chat.get("id")),
        lane=str(sender.get("id")),
        message=message,
    )


def inbound(raw: Raw, bot_name: str) -> Inbound | None:
    """An update as the house understands it; None where it concerns nobody. `bot_name` is the bot's @name."""
    arrived, body = arrival(raw), _body(raw)
    if arrived is None:
        return None
    tap, chat = _part(raw, "callback_query"), _part(body, "chat")
    sender = _part(tap or body, "from")
    kind = _kind(raw, body)
    text = str(body.get("text") or body.get("caption") or "") if not tap else ""
    return Inbound(
        channel=NAME,
        key=arrived.key,
        kind=kind,
        chat=arrived.chat,
        private=chat.get("type") == "private",
        sender=arrived.lane,
        sender_name=" ".join(str(sender[part]) for part in ("first_name", "last_name") if sender.get(part)),
        sent_at=_moment(body, tap),
        text=_without_name(text, bot_name),
        message=arrived.message,
        reply_to=str(_part(body, "reply_to_message").get("message_id", "")) if not tap else "",
        tap=unpack(str(tap.get("data", ""))) if tap else None,
        tap_ref=str(tap.get("id", "")),
        files=_files(body) if not tap else (),
        moved_to=str(body.get("migrate_to_chat_id", "")),
    )


def without_words(raw: Raw) -> Raw:
    """The update with everything a person wrote taken out."""
    bare = ("message_id", "date", "edit_date", "chat", "from")
    return {
        name: {field: value[field] for field in bare if field in value} if isinstance(value, Mapping) else value
        for name, value in raw.items()
    }


def _body(raw: Raw) -> Json:
    """The message of an update: written, edited, or the one under which a button was pressed."""
    tapped = _part(_part(raw, "callback_query"), "message")
    return next((b for b in (_part(raw, name) for name in ALLOWED if name != "callback_query") if b), tapped)


def _part(value: Json, name: str) -> Json:
    part = value.get(name)
    return part if isinstance(part, Mapping) else {}


def _kind(raw: Raw, body: Json) -> Kind:
    if _part(raw, "callback_query"):
        return Kind.TAP
    if _part(raw, "edited_message"):
        return Kind.EDIT
    if _part(raw, "my_chat_member"):
        status = _part(body, "new_chat_member").get("status")
        return Kind.LEFT if status in _GONE else Kind.JOINED
    return Kind.MOVED if "migrate_to_chat_id" in body else Kind.MESSAGE


def _moment(body: Json, tap: Json) -> datetime | None:
    """When it was done. A pressed button carries no time of its own: the date there is its message's."""
    stamp = 0 if tap else body.get("edit_date") or body.get("date") or 0
    return datetime.fromtimestamp(int(stamp), UTC) if stamp else None


def _without_name(text: str, bot_name: str) -> str:
    """The words without the bot's own @name, which in a group only says whom they are for."""
    return text.replace(f"@{bot_name}", "").strip() if bot_name else text.strip()


def _files(body: Json) -> tuple[IncomingFile, ...]:
    document = _part(body, "document")
    if document:
        name, size = str(document.get("file_name") or "file"), int(document.get("file_size") or 0)
        return (IncomingFile(name=name, size=size, ref=str(document.get("file_id", ""))),)
    photos = body.get("photo")
    if isinstance(photos, list) and photos:
        largest: Json = photos[-1]
        return (
            IncomingFile(
                name="photo.jpg", size=int(largest.get("file_size") or 0), ref=str(largest.get("file_id", ""))
            ),
        )
    return ()
