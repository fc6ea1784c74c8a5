"""Waiting on the server for what a test expects, so that no test looks again and again.

A wait ends with what was found, or with nothing when its seconds are over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Final, TypeAlias

from tests.telegram_server.control.asking import Problem, Reply, both
from tests.telegram_server.control.reading import seen, shown_tap
from tests.telegram_server.state import Chat, Message
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Call, Json

Look: TypeAlias = "Callable[[], Json]"

USUAL: Final = 5.0  # seconds


async def wait(telegram: Telegram, ask: Call) -> Reply:
    """{for, timeout?, …} -> what was found, or null; what else is asked depends on `for`."""
    make = KINDS.get(ask.text("for"))
    if make is None:
        return Problem("no_such_wait", {"for": ask.text("for"), "kinds": list(KINDS)})
    look = make(telegram, ask)
    if isinstance(look, Problem):
        return look
    timeout = ask.args.get("timeout")
    return await telegram.world.signal.until(look, float(timeout) if isinstance(timeout, (int, float)) else USUAL)


def _message(telegram: Telegram, ask: Call) -> Look | Problem:
    """{person, chat?, text?, label?, since?, edited?}: the first message of the bot that fits."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    chat = pair[1]

    def look() -> Json:
        fitting = (message for message in _after(chat, ask.number("since")) if _fits(telegram, ask, message))
        found = next(fitting, None)
        return None if found is None else seen(telegram, found)

    return look


def _after(chat: Chat, since: int) -> list[Message]:
    """The messages after that one; those before it are not looked at, however many there are."""
    newest_first = takewhile(lambda message: message.id > since, reversed(chat.messages.values()))
    return list(newest_first)[::-1]


def _fits(telegram: Telegram, ask: Call, message: Message) -> bool:
    if message.sender is not telegram.world.bot or (ask.flag("edited") and not message.edit_date):
        return False
    rows = message.markup.rows if message.markup else ()
    label = ask.text("label")
    if label and not any(button["text"] == label for row in rows for button in row):
        return False
    names = [file.name for file in (message.document, *message.photo[-1:]) if file is not None]
    text = "\n".join([message.text.text if message.text else "", *names])
    return ask.text("text") in text


def _gone(telegram: Telegram, ask: Call) -> Look | Problem:
    """{person, message, chat?}: a message is not there any more."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    return lambda: None if ask.number("message") in pair[1].messages else True


def _answer(telegram: Telegram, ask: Call) -> Look:
    """{query}: the answer to a pressed button."""

    def look() -> Json:
        tap = telegram.world.taps.get(ask.text("query"))
        return shown_tap(tap) if tap and tap.answered else None

    return look


def _call(telegram: Telegram, ask: Call) -> Look:
    """{method, count?, since?}: a method was answered so many times after a call of that number."""

    def look() -> Json:
        wanted = ask.text("method").lower()
        done = [
            entry
            for entry in telegram.journal.since(ask.number("since"))
            if entry.method.lower() == wanted and entry.code is not None
        ]
        return done[-1].json() if len(done) >= max(ask.number("count", 1), 1) else None

    return look


def _idle(telegram: Telegram, ask: Call) -> Look:
    """{}: the bot has confirmed every update."""
    return lambda: None if telegram.updates.pending else True


def _sent(telegram: Telegram, ask: Call) -> Look:
    """{count}: the bot has sent so many messages in all."""
    return lambda: telegram.world.sent if telegram.world.sent >= ask.number("count") else None


def _listening(telegram: Telegram, ask: Call) -> Look:
    """{}: the bot polls, or has a webhook."""
    return lambda: True if telegram.updates.polled or telegram.webhooks.hook is not None else None


KINDS: Final[Mapping[str, Callable[[Telegram, Call], Look | Problem]]] = {
    "message": _message,
    "gone": _gone,
    "answer": _answer,
    "call": _call,
    "idle": _idle,
    "sent": _sent,
    "listening": _listening,
}
