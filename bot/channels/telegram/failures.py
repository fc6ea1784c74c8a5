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
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.messages import Moved, Never, Outcome, TryAgain

_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_BROKEN: Final = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.ReadTimeout, httpx.WriteTimeout)
_NOBODY_THERE: Final = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "chat_write_forbidden",
    "not enough rights",
)
_WRONG_TOKEN: Final = timedelta(minutes=1)


def unchanged(error: TelegramError) -> bool:
    """An edit that would change nothing: the message is as it should be."""
    return isinstance(error, BadRequest) and "message is not modified" in str(error).lower()


def uneditable(error: TelegramError) -> bool:
    """The message to be edited is gone, or too old: a new one takes its place."""
    words = str(error).lower()
    return isinstance(error, BadRequest) and (
        "message to edit not found" in words or "message can't be edited" in words or "message_id_invalid" in words
    )


def unparsable(error: TelegramError) -> bool:
    """Telegram does not take the formatting; the bare words it will take."""
    words = str(error).lower()
    return isinstance(error, BadRequest) and ("can't parse entities" in words or "entity" in words)


def outcome_of(error: TelegramError) -> Outcome:
    """What is to become of a message whose call failed."""
    match error:
        case ChatMigrated(new_chat_id=chat):
            return Moved(str(chat))
        case RetryAfter():
            return TryAgain(why=str(error), after=_asked(error))
        case Forbidden():
            return Never(str(error), unreachable=True)
        case InvalidToken():
            return TryAgain(why="the token is not valid", after=_WRONG_TOKEN, everybody=True)
        case BadRequest():
            words = str(error).lower()
            return Never(str(error), unreachable=any(gone in words for gone in _NOBODY_THERE))
        case TimedOut() | NetworkError():
            cause = error.__cause__
            not_sent = isinstance(cause, _NOT_SENT)
            stalled = isinstance(cause, httpx.TimeoutException)
            return TryAgain(why=str(error), everybody=not_sent or stalled, unknown=isinstance(cause, _BROKEN))
        case _:
            return TryAgain(why=str(error))


def _asked(error: RetryAfter) -> timedelta:
    asked = error.retry_after
    return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
