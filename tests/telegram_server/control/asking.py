"""How the control side is asked, and how it says no.

A test's slip (nobody of that id, no such button) is answered with a key and what it is about, so that a test fails with
the reason in its hands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from tests.telegram_server.state import Account, Chat, Message
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Call, Json, Object


@dataclass(frozen=True, slots=True)
class Problem:
    """What a test asked for cannot be done."""

    why: str
    about: Object = field(default_factory=dict)


Reply: TypeAlias = "Json | Problem"


def person(telegram: Telegram, ask: Call, name: str = "person") -> Account | Problem:
    """The person a test acts as."""
    account = telegram.world.account(ask.number(name))
    if account is None or account.is_bot:
        return Problem("no_such_person", {name: ask.args.get(name)})
    return account


def group(telegram: Telegram, ask: Call) -> Chat | Problem:
    """The group a test means."""
    chat = telegram.world.chat(ask.number("chat"))
    if chat is None or chat.private:
        return Problem("no_such_group", {"chat": ask.args.get("chat")})
    return chat


def chat_of(telegram: Telegram, ask: Call, account: Account) -> Chat | Problem:
    """The chat a person means: his own with the bot, or a group that he is in."""
    chat = telegram.world.chat(ask.number("chat", account.id))
    if chat is None or (chat.private and chat.id != account.id):
        return Problem("no_such_chat", {"chat": ask.args.get("chat")})
    if not chat.private and not chat.present(account.id):
        return Problem("not_a_member", {"chat": chat.id, "person": account.id})
    return chat


def both(telegram: Telegram, ask: Call) -> tuple[Account, Chat] | Problem:
    """The person a test acts as and the chat he means."""
    account = person(telegram, ask)
    if isinstance(account, Problem):
        return account
    chat = chat_of(telegram, ask, account)
    return chat if isinstance(chat, Problem) else (account, chat)


def message_of(chat: Chat, ask: Call, name: str = "message") -> Message | Problem:
    """The message a test means."""
    return chat.messages.get(ask.number(name)) or Problem(
        "no_such_message", {"chat": chat.id, name: ask.args.get(name)}
    )
