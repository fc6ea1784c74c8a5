"""Who the bot is, what it says about itself, and the commands it offers to whom."""

from __future__ import annotations

import re
from typing import Final

from tests.telegram_server import objects
from tests.telegram_server.api.access import Access, reach
from tests.telegram_server.refusals import Refusal, bad
from tests.telegram_server.state import Account, Chat
from tests.telegram_server.telegram import ScopeKey, Telegram
from tests.telegram_server.wire import Answer, Call, Json, Object, items, mapping, number, words

COMMAND_LIMIT: Final = 32
COMMANDS_LIMIT: Final = 100
DESCRIBED_LIMIT: Final = 256
NAME_LIMIT: Final = 64
ABOUT_LIMIT: Final = 512
SHORT_LIMIT: Final = 120
WIDE_SCOPES: Final = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES: Final = ("chat", "chat_administrators", "chat_member")

_COMMAND: Final = re.compile(r"[a-z0-9_]+")
_LANGUAGE: Final = re.compile(r"(?:[a-z]{2})?")


def get_me(telegram: Telegram, call: Call) -> Answer:
    """The bot itself."""
    return objects.myself(telegram.world.bot, telegram.world.privacy)


def harmless(telegram: Telegram, call: Call) -> Answer:
    """logOut and close, which would take the bot away from a real server, do nothing here."""
    return True


def set_my_commands(telegram: Telegram, call: Call) -> Answer:
    """The commands for a scope and a language."""
    tree = call.tree("commands")
    if isinstance(tree, Refusal):
        return bad("can't parse commands JSON object")
    given = items(tree)
    if len(given) > COMMANDS_LIMIT:
        return bad("BOT_COMMANDS_TOO_MUCH")
    commands: list[Object] = []
    for source in given:
        command = _command(source)
        if isinstance(command, Refusal):
            return command
        commands.append(command)
    key = _scope(telegram, call)
    if isinstance(key, Refusal):
        return key
    telegram.profile.commands[key] = tuple(commands)
    if not commands:
        del telegram.profile.commands[key]
    return True


def _command(source: Json) -> Object | Refusal:
    fields = mapping(source)
    for name in ("command", "description"):
        if not isinstance(fields.get(name), str):
            return bad(f"can't parse BotCommand: Can't find field \"{name}\"")
    command = words(fields["command"]).strip().removeprefix("/")
    described = words(fields["description"]).strip()
    if not command:
        return bad("command must be non-empty")
    if len(command) > COMMAND_LIMIT:
        return bad(f"command length must not exceed {COMMAND_LIMIT}")
    if not described:
        return bad("command description must be non-empty")
    if len(described) > DESCRIBED_LIMIT:
        return bad(f"command description length must not exceed {DESCRIBED_LIMIT}")
    if not _COMMAND.fullmatch(command):
        return bad("BOT_COMMAND_INVALID")
    return {"command": command, "description": described}


def get_my_commands(telegram: Telegram, call: Call) -> Answer:
    """The commands that were set for exactly this scope and language."""
    key = _scope(telegram, call)
    return key if isinstance(key, Refusal) else list(telegram.profile.commands.get(key, ()))


def delete_my_commands(telegram: Telegram, call: Call) -> Answer:
    """No commands of its own for this scope and language any more."""
    key = _scope(telegram, call)
    if isinstance(key, Refusal):
        return key
    telegram.profile.commands.pop(key, None)
    return True


def _scope(telegram: Telegram, call: Call) -> ScopeKey | Refusal:
    tree = call.tree("scope")
    if isinstance(tree, Refusal):
        return bad("can't parse BotCommandScope JSON object")
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        return bad("invalid language code specified")
    source = mapping(tree)
    kind = words(source.get("type")) if source else "default"
    if kind in WIDE_SCOPES:
        return kind, 0, 0, language
    if kind not in CHAT_SCOPES:
        return bad("can't parse BotCommandScope: Unsupported type specified")
    chat = reach(telegram, Call(call.method, {"chat_id": source.get("chat_id")}), Access.MEMBERS)
    if isinstance(chat, Refusal):
        return chat
    member = number(source.get("user_id")) if kind == "chat_member" else 0
    if kind == "chat_member" and member <= 0:
        return bad("can't parse BotCommandScope: Invalid user_id specified")
    return kind, chat.id, member, language


def menu(telegram: Telegram, chat: Chat, person: Account) -> tuple[Object, ...]:
    """The commands that a person is shown in a chat: the narrowest scope that has any, his language before none."""
    scopes: list[tuple[str, int, int]] = [("chat", chat.id, 0)]
    if chat.private:
        scopes.append(("all_private_chats", 0, 0))
    else:
        leads = chat.member(person.id).leads
        near: list[tuple[str, int, int]] = [("chat_member", chat.id, person.id)]
        near += [("chat_administrators", chat.id, 0)] if leads else []
        scopes = [*near, *scopes]
        scopes += [("all_chat_administrators", 0, 0)] if leads else []
        scopes.append(("all_group_chats", 0, 0))
    for scope in (*scopes, ("default", 0, 0)):
        for language in (person.language[:2], ""):
            commands = telegram.profile.commands.get((*scope, language))
            if commands:
                return commands
    return ()


def set_my_name(telegram: Telegram, call: Call) -> Answer:
    """The bot's name."""
    return _set_words(telegram.profile.names, call, "name", NAME_LIMIT)


def get_my_name(telegram: Telegram, call: Call) -> Answer:
    """The bot's name in a language."""
    return {"name": _get_words(telegram.profile.names, call) or telegram.world.bot.first_name}


def set_my_description(telegram: Telegram, call: Call) -> Answer:
    """What an empty chat with the bot shows."""
    return _set_words(telegram.profile.descriptions, call, "description", ABOUT_LIMIT)


def get_my_description(telegram: Telegram, call: Call) -> Answer:
    """What an empty chat with the bot shows, in a language."""
    return {"description": _get_words(telegram.profile.descriptions, call)}


def set_my_short_description(telegram: Telegram, call: Call) -> Answer:
    """What the bot's page shows."""
    return _set_words(telegram.profile.short_descriptions, call, "short_description", SHORT_LIMIT)


def get_my_short_description(telegram: Telegram, call: Call) -> Answer:
    """What the bot's page shows, in a language."""
    return {"short_description": _get_words(telegram.profile.short_descriptions, call)}


def _set_words(store: dict[str, str], call: Call, name: str, limit: int) -> Answer:
    if len(call.text(name)) > limit:
        return bad(f"{'BOT_TITLE' if name == 'name' else 'ABOUT'}_TOO_LONG")
    store[call.text("language_code")] = call.text(name)
    return True


def _get_words(store: dict[str, str], call: Call) -> str:
    return store.get(call.text("language_code")) or store.get("", "")
