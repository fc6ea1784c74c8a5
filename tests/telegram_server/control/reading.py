"""What people and tests can see: a chat as somebody in it sees it, answered taps, calls, numbers."""

from __future__ import annotations

from tests.telegram_server.api import profile
from tests.telegram_server.control.asking import Problem, Reply, both
from tests.telegram_server.entities import piece
from tests.telegram_server.state import Account, Message, StoredFile, Tap
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Call, Json, Object, items

POSITION = ("offset", "length")


def read(telegram: Telegram, ask: Call) -> Reply:
    """{person, chat?, since?} -> the messages after that id, the oldest first."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    since = ask.number("since")
    return [seen(telegram, message) for message in pair[1].messages.values() if message.id > since]


def seen(telegram: Telegram, message: Message) -> Object:
    """One message as people see it."""
    text = message.text
    markup = message.markup
    return {
        "id": message.id,
        "chat": message.chat.id,
        "sender": message.sender.id if message.sender else 0,
        "name": _name(message.sender),
        "from_bot": message.sender is telegram.world.bot,
        "date": message.date,
        "edited_at": message.edit_date,
        "text": text.text if text else "",
        "entities": [_entity(text.text, entity) for entity in text.entities] if text else [],
        "earlier": [version.text for version in message.earlier],
        "buttons": [[_button(button) for button in row] for row in markup.rows] if markup else [],
        "keyboard": markup.other if markup else None,
        "files": [_file(file) for file in (message.document, *message.photo[-1:]) if file is not None],
        "reply_to": message.reply_to.id if message.reply_to and not message.reply_to.deleted else 0,
        "thread": message.thread,
        "album": message.album,
        "silent": message.silent,
        "pinned": message.id in message.chat.pinned,
        "service": message.service,
        "link_preview": message.link_preview,
        "reactions": {str(who): list(emoji) for who, emoji in message.reactions.items()},
    }


def _name(sender: Account | None) -> str:
    return f"{sender.first_name} {sender.last_name}".strip() if sender else ""


def _entity(text: str, entity: Object) -> Object:
    return {**{name: value for name, value in entity.items() if name not in POSITION}, "text": piece(text, entity)}


def _button(button: Object) -> Object:
    return {
        "label": button["text"],
        "style": button.get("style", ""),
        "data": button.get("callback_data", ""),
        "url": button.get("url", ""),
    }


def _file(file: StoredFile) -> Object:
    return {
        "id": file.id,
        "kind": file.kind.value.lower(),
        "name": file.name,
        "mime": file.mime,
        "size": len(file.data),
        "width": file.width,
        "height": file.height,
    }


def taps(telegram: Telegram, ask: Call) -> Reply:
    """{person?, answered?} -> pressed buttons and their answers, the oldest first."""
    who, answered = ask.number("person"), ask.args.get("answered")
    return [
        shown_tap(tap)
        for tap in telegram.world.taps.values()
        if who in (0, tap.person) and answered in (None, tap.answered)
    ]


def shown_tap(tap: Tap) -> Object:
    """One pressed button as the presser sees it."""
    return {
        "id": tap.id,
        "person": tap.person,
        "chat": tap.chat,
        "message": tap.message,
        "label": tap.label,
        "data": tap.data,
        "answered": tap.answered,
        "text": tap.text,
        "alert": tap.alert,
        "url": tap.url,
    }


def menu(telegram: Telegram, ask: Call) -> Reply:
    """{person, chat?} -> the commands he is offered there."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    return list(profile.menu(telegram, pair[1], pair[0]))


def calls(telegram: Telegram, ask: Call) -> Reply:
    """{since?, methods?: [name]} -> the calls kept, the oldest first."""
    wanted = {str(name).lower() for name in items(ask.args.get("methods"))}
    kept = telegram.journal.since(ask.number("since"))
    return [entry.json() for entry in kept if not wanted or entry.method.lower() in wanted]


def state(telegram: Telegram, ask: Call) -> Json:
    """{} -> numbers: what waits, what was called and sent, what the server's time is."""
    hook = telegram.webhooks.hook
    return {
        "pending": len(telegram.updates.pending),
        "polling": telegram.updates.polled,
        "polls": telegram.updates.polls,
        "webhook": hook.url if hook else "",
        "delivered": telegram.webhooks.delivered,
        "failed": telegram.webhooks.failed,
        "calls": dict(telegram.journal.calls),
        "codes": {str(code): count for code, count in telegram.journal.codes.items()},
        "limited": telegram.limits.refused,
        "sent": telegram.world.sent,
        "down": telegram.down,
        "unix": telegram.world.unix_time(),
        "ticks": telegram.world.ticks(),
        "faults": [{"id": fault.id, "hits": fault.hits, "left": fault.left} for fault in telegram.faults.orders],
        "actions": telegram.actions[-20:],
    }
