"""Changing what was sent: text, caption, keyboard; taking it away; pinning it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.telegram_server import markup, messages
from tests.telegram_server.api.access import Access, message, paced, reach, with_people
from tests.telegram_server.api.sending import link_preview
from tests.telegram_server.entities import Formatted
from tests.telegram_server.markup import Markup
from tests.telegram_server.refusals import (
    NO_CAPTION_TO_EDIT,
    NO_CHAT_ID,
    NO_MESSAGE_ID,
    NO_MESSAGE_IDS,
    NO_RIGHT_TO_PIN,
    NO_TEXT_TO_EDIT,
    NOT_DELETABLE,
    NOT_DELETABLE_FOR_ALL,
    NOT_EDITABLE,
    NOT_MODIFIED,
    TEXT_LONG_IN_EDIT,
    TOO_MANY_IDS,
    Refusal,
    bad,
)
from tests.telegram_server.state import Chat, ChatKind, Message
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.texts import caption, message_text
from tests.telegram_server.wire import Answer, Call, Json, items, number

DELETE_TIME: Final = 172_800  # seconds within which most messages can be deleted
IDS_LIMIT: Final = 100


def edit_message_text(telegram: Telegram, call: Call) -> Answer:
    """Another text. Without a keyboard in the call the old keyboard goes too."""
    text = message_text(call, TEXT_LONG_IN_EDIT)
    if isinstance(text, Refusal):
        return text
    preview = link_preview(call)
    if isinstance(preview, Refusal):
        return preview
    found = _editable(telegram, call)
    if isinstance(found, Refusal):
        return found
    if found.text is None or found.document or found.photo:
        return NO_TEXT_TO_EDIT
    return _change(telegram, call, found, with_people(telegram, text), preview)


def edit_message_caption(telegram: Telegram, call: Call) -> Answer:
    """Another caption, or none."""
    said = caption(call)
    if isinstance(said, Refusal):
        return said
    found = _editable(telegram, call)
    if isinstance(found, Refusal):
        return found
    if not found.document and not found.photo:
        return NO_CAPTION_TO_EDIT
    return _change(telegram, call, found, with_people(telegram, said), found.link_preview)


def edit_message_reply_markup(telegram: Telegram, call: Call) -> Answer:
    """Another keyboard, or none."""
    found = _editable(telegram, call)
    if isinstance(found, Refusal):
        return found
    return _change(telegram, call, found, found.text, found.link_preview)


def _editable(telegram: Telegram, call: Call) -> Message | Refusal:
    if not call.text("chat_id") and not call.number("message_id"):
        return NO_MESSAGE_ID
    found = message(telegram, call, "message to edit", Access.EDIT)
    if isinstance(found, Refusal):
        return found
    mine = found.sender is telegram.world.bot and found.service is None
    return found if mine and not (found.markup and found.markup.other) else NOT_EDITABLE


def _change(
    telegram: Telegram,
    call: Call,
    found: Message,
    text: Formatted | None,
    preview: Mapping[str, Json] | None,
) -> Answer:
    keyboard = markup.read(call)
    if isinstance(keyboard, Refusal):
        return keyboard
    keyboard = keyboard if keyboard and keyboard.rows else None
    if found.chat.moved_to:
        return NOT_EDITABLE
    if text == found.text and _same(keyboard, found.markup) and (preview or None) == (found.link_preview or None):
        return NOT_MODIFIED
    refusal = paced(telegram, found.chat, 1) if telegram.limits.edits else None
    if refusal:
        return refusal
    if found.text is not None and text != found.text:
        found.earlier.append(found.text)
    found.text, found.markup, found.link_preview = text, keyboard, preview
    found.edit_date = telegram.world.unix_time()
    telegram.world.edited(found)
    return messages.message(found)


def _same(one: Markup | None, other: Markup | None) -> bool:
    return (one.rows if one else ()) == (other.rows if other else ())


def delete_message(telegram: Telegram, call: Call) -> Answer:
    """Take one message away for everybody."""
    if not call.text("chat_id"):
        return NO_CHAT_ID
    if not call.number("message_id"):
        return NO_MESSAGE_ID
    found = message(telegram, call, "message to delete", Access.WRITE)
    if isinstance(found, Refusal):
        return found
    refusal = _undeletable(telegram, found)
    if refusal:
        return refusal
    telegram.world.delete(found)
    return True


def delete_messages(telegram: Telegram, call: Call) -> Answer:
    """Take up to a hundred messages away; those that are gone already are skipped."""
    tree = call.tree("message_ids")
    if isinstance(tree, Refusal):
        return bad("can't parse message_ids JSON object")
    ids = [number(id) for id in items(tree)]
    if not ids:
        return NO_MESSAGE_IDS
    if len(ids) > IDS_LIMIT:
        return TOO_MANY_IDS
    chat = reach(telegram, call, Access.WRITE)
    if isinstance(chat, Refusal):
        return chat
    found = [chat.messages[id] for id in ids if id in chat.messages]
    for refusal in filter(None, (_undeletable(telegram, one) for one in found)):
        return refusal
    for one in found:
        telegram.world.delete(one)
    return True


def _undeletable(telegram: Telegram, found: Message) -> Refusal | None:
    leads = found.chat.member(telegram.world.bot.id).may("can_delete_messages")
    mine = found.sender is telegram.world.bot and found.service is None
    if found.chat.kind is ChatKind.SUPERGROUP and not mine and not leads:
        return NOT_DELETABLE
    if found.chat.kind is ChatKind.GROUP and not mine and not leads:
        return NOT_DELETABLE_FOR_ALL
    old = telegram.world.unix_time() - found.date > DELETE_TIME
    return NOT_DELETABLE_FOR_ALL if old and not (found.chat.kind is ChatKind.SUPERGROUP and leads) else None


def pin_chat_message(telegram: Telegram, call: Call) -> Answer:
    """Put a message on top of its chat; everybody is told by a service message."""
    found = message(telegram, call, "message to pin", Access.WRITE)
    if isinstance(found, Refusal):
        return found
    if not _may_pin(telegram, found.chat):
        return NO_RIGHT_TO_PIN
    if found.service is not None:
        return bad("service messages can't be pinned")
    if found.id in found.chat.pinned:
        return True
    found.chat.pinned.append(found.id)
    notice = Message(
        id=found.chat.last_id + 1,
        chat=found.chat,
        date=telegram.world.unix_time(),
        sender=telegram.world.bot,
        service={"pinned_message": messages.message(found, reply=False)},
        silent=call.flag("disable_notification"),
    )
    telegram.world.add_message(found.chat, notice)
    return True


def unpin_chat_message(telegram: Telegram, call: Call) -> Answer:
    """Take a message, or the newest one, off the top."""
    chat = reach(telegram, call, Access.WRITE)
    if isinstance(chat, Refusal):
        return chat
    if not _may_pin(telegram, chat):
        return NO_RIGHT_TO_PIN
    id = call.number("message_id", chat.pinned[-1] if chat.pinned else 0)
    if id not in chat.pinned:
        return bad("message to unpin not found")
    chat.pinned.remove(id)
    return True


def unpin_all_chat_messages(telegram: Telegram, call: Call) -> Answer:
    """Take everything off the top."""
    chat = reach(telegram, call, Access.WRITE)
    if isinstance(chat, Refusal):
        return chat
    if not _may_pin(telegram, chat):
        return NO_RIGHT_TO_PIN
    chat.pinned.clear()
    return True


def _may_pin(telegram: Telegram, chat: Chat) -> bool:
    return chat.private or chat.member(telegram.world.bot.id).may("can_pin_messages")
