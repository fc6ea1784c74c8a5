"""What a failed call means for the message: try again, when, or never.

Telegram says it in an error's class and, for some, only in its words; those are quoted here once. Where the connection
broke after the request had gone out, nobody knows whether the message arrived.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.wire import TooManyError, UnreadableError
from bot.messages import Moved, Never, Outcome, TryAgain

_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_BROKEN: Final = (
    httpx.RemoteProtocolError,
    httpx.ReadError,
    httpx.WriteError,
    httpx.CloseError,
    httpx.ReadTimeout,
    httpx.WriteTimeout,
)
_NOBODY_THERE: Final = (
    "chat not found",
    "user is deactivated",
    "user_deactivated",
    "user not found",
    "peer_id_invalid",
    "chat_id_invalid",
    "channel_private",
    "group chat was deactivated",
    "bot is not a member",
    "bot was kicked",
    "chat_write_forbidden",
    "have no rights to send a message",
    "not enough rights to send text",
)
_GONE: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message",
    "message identifier is not specified",
)
_LOOKS: Final = ("can't parse", "entit", "button", "markup", "keyboard", "style", "replied", "reply message")
_MAYBE: Final = ("gateway timeout", "gateway time-out", "(504)")  # somebody in between lost patience
_WRONG_TOKEN: Final = timedelta(minutes=1)
_LONGEST: Final = 200  # characters of an error that are kept


def unchanged(error: TelegramError) -> bool:
    """An edit that would change nothing: the message is as it should be."""
    return isinstance(error, BadRequest) and "message is not modified" in str(error).lower()


def uneditable(error: TelegramError) -> bool:
    """The message to be edited is gone, or too old: a new one takes its place."""
    return isinstance(error, BadRequest) and _says(error, _GONE)


def about_looks(error: TelegramError) -> bool:
    """Telegram does not take the formatting, the buttons or what is replied to; the bare words it will take."""
    return isinstance(error, BadRequest) and not unchanged(error) and _says(error, _LOOKS)


def outcome_of(error: TelegramError) -> Outcome:
    """What is to become of a message whose call failed."""
    why = str(error)[:_LONGEST]
    match error:
        case ChatMigrated(new_chat_id=chat):
            return Moved(str(chat))
        case TooManyError():
            return TryAgain(why=why, after=error.wait)
        case Forbidden():
            return Never(why, unreachable=True)
        case InvalidToken():
            return TryAgain(why="the token is not valid", after=_WRONG_TOKEN, everybody=True)
        case BadRequest():
            return Never(why, unreachable=_says(error, _NOBODY_THERE))
        case UnreadableError():
            return TryAgain(why=why, unknown=True)
        case TimedOut() | NetworkError():
            return _network(error, why)
        case _:
            return TryAgain(why=why)


def _network(error: TelegramError, why: str) -> TryAgain:
    cause = error.__cause__
    maybe = isinstance(cause, _BROKEN) or _says(error, _MAYBE)
    return TryAgain(why=why, everybody=isinstance(cause, _NOT_SENT), unknown=maybe)


def _says(error: TelegramError, wanted: tuple[str, ...]) -> bool:
    words = str(error).lower()
    return any(one in words for one in wanted)
