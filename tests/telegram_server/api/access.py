"""What a method needs before it acts: the chat it may use, the message it means, the place where its message goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from tests.telegram_server import markup
from tests.telegram_server.entities import Formatted
from tests.telegram_server.markup import Markup
from tests.telegram_server.objects import user
from tests.telegram_server.refusals import (
    BLOCKED,
    CHAT_EMPTY,
    CHAT_NOT_FOUND,
    DEACTIVATED,
    NO_RIGHT_TO_SEND,
    NOT_STARTED,
    THREAD_NOT_FOUND,
    Refusal,
    bad,
    forbidden,
    migrated,
    missing,
    too_many,
)
from tests.telegram_server.state import Account, Chat, ChatKind, Message, Standing
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Call, Json, Object, mapping, number

NAMES: Final = {ChatKind.GROUP: "group", ChatKind.SUPERGROUP: "supergroup"}


class Access(IntEnum):
    """How much of a chat a method needs; each needs what the ones before it need."""

    READ = 0  # to know that it exists
    MEMBERS = 1  # to ask who is in it
    EDIT = 2  # to change what was sent
    WRITE = 3  # to send


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message goes, and what it answers."""

    chat: Chat
    thread: int
    reply_to: Message | None
    markup: Markup | None
    silent: bool


def reach(telegram: Telegram, call: Call, need: Access) -> Chat | Refusal:
    """The chat that a call names, if the bot has the access it needs."""
    given = call.text("chat_id")
    if not given:
        return CHAT_EMPTY
    chat = telegram.world.chat(number(given))
    if chat is None:
        return CHAT_NOT_FOUND
    refusal = _private(telegram, chat, chat.person, need) if chat.person else _group(telegram, chat, need)
    return refusal or chat


def _private(telegram: Telegram, chat: Chat, person: Account, need: Access) -> Refusal | None:
    if person.deactivated and need >= Access.EDIT:
        return DEACTIVATED
    if person.blocked and need >= Access.EDIT:
        return BLOCKED
    if person.started:
        return None
    return NOT_STARTED if need >= Access.EDIT else None if _met(telegram, chat.id) else CHAT_NOT_FOUND


def _met(telegram: Telegram, person: int) -> bool:
    bot = telegram.world.bot.id
    return any(chat.present(bot) and chat.present(person) for chat in telegram.world.chats.values())


def _group(telegram: Telegram, chat: Chat, need: Access) -> Refusal | None:
    basic = chat.kind is ChatKind.GROUP
    if chat.moved_to:
        return migrated(chat.moved_to) if need is not Access.READ and need is not Access.EDIT else None
    standing = chat.member(telegram.world.bot.id).standing
    if basic and need is Access.READ:
        return None
    if standing is Standing.KICKED:
        return forbidden(f"bot was kicked from the {NAMES[chat.kind]} chat")
    if standing is Standing.LEFT:
        return forbidden(f"bot is not a member of the {NAMES[chat.kind]} chat")
    return None


def message(telegram: Telegram, call: Call, what: str, need: Access) -> Message | Refusal:
    """The message that a call names; `what` is what it is called where it is missing."""
    chat = reach(telegram, call, need)
    if isinstance(chat, Refusal):
        return chat
    return chat.messages.get(call.number("message_id")) or missing(what)


def place(telegram: Telegram, call: Call, count: int = 1) -> Place | Refusal:
    """Where the messages of a call go. Takes them off the limits, so it comes after every other check."""
    keyboard = markup.read(call)
    if isinstance(keyboard, Refusal):
        return keyboard
    chat = reach(telegram, call, Access.WRITE)
    if isinstance(chat, Refusal):
        return chat
    thread = _thread(call, chat)
    if isinstance(thread, Refusal):
        return thread
    replied = _reply_to(telegram, call, chat)
    if isinstance(replied, Refusal):
        return replied
    if chat.silenced and not chat.member(telegram.world.bot.id).leads:
        return NO_RIGHT_TO_SEND
    refusal = paced(telegram, chat, count)
    return refusal or Place(
        chat=chat,
        thread=thread,
        reply_to=replied,
        markup=keyboard,
        silent=call.flag("disable_notification"),
    )


def paced(telegram: Telegram, chat: Chat, count: int) -> Refusal | None:
    """A refusal where so many messages would break the limits."""
    if not telegram.limits.on:
        return None
    wait = telegram.limits.take(chat.id, chat.private, count, telegram.world.ticks())
    return too_many(wait) if wait else None


def _thread(call: Call, chat: Chat) -> int | Refusal:
    thread = max(call.number("message_thread_id"), 0)
    if not thread or not (chat.forum or chat.private):
        return 0
    return thread if thread in chat.topics else THREAD_NOT_FOUND


def _reply_to(telegram: Telegram, call: Call, chat: Chat) -> Message | Refusal | None:
    given = call.tree("reply_parameters")
    if isinstance(given, Refusal):
        return given
    if given is None:
        given = {
            "message_id": call.number("reply_to_message_id"),
            "allow_sending_without_reply": call.flag("allow_sending_without_reply"),
        }
    source = mapping(given)
    if source and not isinstance(source.get("message_id"), (int, str)):
        return bad("can't parse reply parameters: Can't find field \"message_id\"")
    id = number(source.get("message_id"))
    if id <= 0:
        return None
    where = telegram.world.chat(number(source.get("chat_id"), chat.id))
    found = where.messages.get(id) if where else None
    if found is not None or _yes(source.get("allow_sending_without_reply")):
        return found
    return missing("message to be replied")


def _yes(value: Json) -> bool:
    return value is True or str(value).lower() == "true"


def with_people(telegram: Telegram, text: Formatted | None) -> Formatted | None:
    """The text with everybody who is mentioned by id shown in full; who is unknown is not mentioned."""
    if text is None or not any(entity["type"] == "text_mention" for entity in text.entities):
        return text
    kept: list[Object] = []
    for entity in text.entities:
        if entity["type"] != "text_mention":
            kept.append(entity)
            continue
        account = telegram.world.account(number(mapping(entity["user"]).get("id")))
        if account is not None:
            kept.append({**entity, "user": user(account)})
    return Formatted(text.text, tuple(kept))
