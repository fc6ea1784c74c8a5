"""Messages as the Bot API shows them."""

from __future__ import annotations

from tests.telegram_server import files, objects
from tests.telegram_server.state import Chat, Message, Tap
from tests.telegram_server.wire import Json, Object


def message(source: Message, *, reply: bool = True) -> Object:
    """A Message; the message it answers is shown in it once, not the one that that one answers."""
    shown: Object = {"message_id": source.id}
    if source.sender is not None:
        shown["from"] = objects.user(source.sender)
    if source.sender_chat is not None:
        shown["sender_chat"] = objects.chat(source.sender_chat)
    shown["chat"] = objects.chat(source.chat)
    shown["date"] = source.date
    if source.edit_date:
        shown["edit_date"] = source.edit_date
    if source.thread:
        shown["message_thread_id"] = source.thread
    if reply and source.reply_to is not None and not source.reply_to.deleted:
        shown["reply_to_message"] = message(source.reply_to, reply=False)
    _add_content(shown, source)
    if source.markup is not None and source.markup.rows:
        shown["reply_markup"] = source.markup.json()
    if source.thread and source.chat.forum:
        shown["is_topic_message"] = True
    return shown


def _add_content(shown: Object, source: Message) -> None:
    if source.service is not None:
        shown.update(source.service)
        return
    if source.album:
        shown["media_group_id"] = source.album
    if source.document is not None:
        shown["document"] = files.document(source.document)
    if source.photo:
        shown["photo"] = files.photo(source.photo)
    name, marks = ("caption", "caption_entities") if source.document or source.photo else ("text", "entities")
    if source.text is not None:
        shown[name] = source.text.text
        if source.text.entities:
            shown[marks] = source.text.entities
    if source.link_preview:
        shown["link_preview_options"] = source.link_preview


def inaccessible(chat: Chat, id: int) -> Object:
    """An InaccessibleMessage: one that is gone."""
    return {"message_id": id, "chat": objects.chat(chat), "date": 0}


def callback_query(tap: Tap, presser: Object, shown: Object) -> Object:
    """A CallbackQuery; the chat instance stays the same for a chat."""
    fields: dict[str, Json] = {"id": tap.id, "from": presser, "message": shown}
    fields["chat_instance"] = str(abs(tap.chat) * 7919 + 4_000_000_000_000_000_000)
    fields["data"] = tap.data
    return fields


def reaction_update(source: Message, who: Object, date: int, old: tuple[str, ...], new: tuple[str, ...]) -> Object:
    """A MessageReactionUpdated."""
    return {
        "chat": objects.chat(source.chat),
        "message_id": source.id,
        "user": who,
        "date": date,
        "old_reaction": [{"type": "emoji", "emoji": emoji} for emoji in old],
        "new_reaction": [{"type": "emoji", "emoji": emoji} for emoji in new],
    }


def chat_member_updated(chat: Chat, by: Object, date: int, old: Object, new: Object) -> Object:
    """A ChatMemberUpdated."""
    return {
        "chat": objects.chat(chat),
        "from": by,
        "date": date,
        "old_chat_member": old,
        "new_chat_member": new,
    }
