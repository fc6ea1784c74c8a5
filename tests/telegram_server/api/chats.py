"""Asking about a chat and who is in it, and leaving it."""

from __future__ import annotations

from tests.telegram_server import files, messages, objects
from tests.telegram_server.api.access import Access, reach
from tests.telegram_server.refusals import (
    FILE_BIG,
    FILE_ID_EMPTY,
    FILE_ID_INVALID,
    MEMBER_INVALID,
    NO_ADMINISTRATORS,
    NO_LEAVING,
    USER_INVALID,
    Refusal,
)
from tests.telegram_server.state import Chat, ChatKind, Member, Message, Standing
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Answer, Call


def get_chat(telegram: Telegram, call: Call) -> Answer:
    """Everything about a chat."""
    chat = reach(telegram, call, Access.READ)
    if isinstance(chat, Refusal):
        return chat
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    return objects.full_chat(chat, messages.message(pinned, reply=False) if pinned else None)


def get_chat_member(telegram: Telegram, call: Call) -> Answer:
    """How somebody stands in a chat."""
    id = call.number("user_id")
    if id <= 0:
        return USER_INVALID
    chat = reach(telegram, call, Access.READ if id == telegram.world.bot.id else Access.MEMBERS)
    if isinstance(chat, Refusal):
        return chat
    account = telegram.world.account(id)
    if account is None or (chat.private and id not in (chat.id, telegram.world.bot.id)):
        return MEMBER_INVALID
    place = Member(standing=Standing.MEMBER) if chat.private else chat.member(id)
    return objects.member(account, place, chat.kind)


def get_chat_administrators(telegram: Telegram, call: Call) -> Answer:
    """Who leads a group."""
    chat = reach(telegram, call, Access.MEMBERS)
    if isinstance(chat, Refusal):
        return chat
    if chat.private:
        return NO_ADMINISTRATORS
    leading = ((id, place) for id, place in chat.members.items() if place.leads)
    return [objects.member(telegram.world.accounts[id], place, chat.kind) for id, place in leading]


def get_chat_member_count(telegram: Telegram, call: Call) -> Answer:
    """How many are in a chat, the bot among them."""
    chat = reach(telegram, call, Access.MEMBERS)
    if isinstance(chat, Refusal):
        return chat
    return 2 if chat.private else sum(place.present for place in chat.members.values())


def leave_chat(telegram: Telegram, call: Call) -> Answer:
    """The bot goes."""
    chat = reach(telegram, call, Access.READ)
    if isinstance(chat, Refusal):
        return chat
    if chat.private:
        return NO_LEAVING
    bot = telegram.world.bot
    if chat.present(bot.id):
        telegram.world.stands(chat, bot.id, Member(standing=Standing.LEFT), bot)
        say_left(telegram, chat)
    return True


def say_left(telegram: Telegram, chat: Chat) -> None:
    """The notice that a basic group shows when the bot has gone by itself; a supergroup no longer shows it the bot."""
    bot = telegram.world.bot
    if chat.kind is not ChatKind.GROUP:
        return
    shown = objects.user(bot)
    notice = Message(
        id=chat.last_id + 1,
        chat=chat,
        date=telegram.world.unix_time(),
        sender=bot,
        service={"left_chat_participant": shown, "left_chat_member": shown},
    )
    telegram.world.add_message(chat, notice)


def get_file(telegram: Telegram, call: Call) -> Answer:
    """Where the bytes of a file are."""
    id = call.text("file_id")
    if not id:
        return FILE_ID_EMPTY
    file = telegram.world.files.get(id)
    if file is None:
        return FILE_ID_INVALID
    return FILE_BIG if len(file.data) > files.DOWNLOAD_LIMIT else files.located(file)
