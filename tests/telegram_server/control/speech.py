"""What people do: write, answer, change their words, send files, press buttons, react."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error

from tests.telegram_server import markup
from tests.telegram_server.api.access import with_people
from tests.telegram_server.api.sending import filled, stored
from tests.telegram_server.control.asking import Problem, Reply, both, message_of
from tests.telegram_server.entities import Formatted
from tests.telegram_server.refusals import Refusal
from tests.telegram_server.state import Account, Chat, FileKind, Message, Tap
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.texts import formatted
from tests.telegram_server.wire import Call, Upload, items

FIRST_TAP = 4_380_000_000_000_000_000


def start(telegram: Telegram, ask: Call) -> Reply:
    """{person, payload?} -> the message: he opens the private chat, perhaps by a deep link, and presses Start."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    who, chat = pair
    if not chat.private:
        return Problem("no_private_chat", {"chat": chat.id})
    if who.blocked:
        return Problem("bot_is_blocked", {"person": who.id})
    return _speak(telegram, ask, who, chat, formatted(f"/start {ask.text('payload')}".strip(), ""))


def say(telegram: Telegram, ask: Call) -> Reply:
    """{person, text, chat?, reply_to?, thread?, entities?} -> the message."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    return _speak(telegram, ask, *pair, formatted(ask.text("text"), ask.text("parse_mode"), ask.tree("entities")))


def flood(telegram: Telegram, ask: Call) -> Reply:
    """{people: [id], texts: [text], chat?} -> how many: each text is written by the next of the people in turn."""
    people, texts = items(ask.args.get("people")), items(ask.args.get("texts"))
    for turn, text in enumerate(texts):
        one = Call("say", {"person": people[turn % len(people)], "text": text, "chat": ask.args.get("chat")})
        said = say(telegram, one)
        if isinstance(said, Problem):
            return said
    return len(texts)


def _speak(telegram: Telegram, ask: Call, who: Account, chat: Chat, text: Formatted | Refusal) -> Reply:
    if isinstance(text, Refusal):
        return Problem("bad_text", {"because": text.description})
    if not text.text:
        return Problem("empty_text")
    message = _compose(telegram, ask, who, chat, with_people(telegram, text))
    return message if isinstance(message, Problem) else telegram.world.add_message(chat, message).id


def _compose(telegram: Telegram, ask: Call, who: Account, chat: Chat, text: Formatted | None) -> Message | Problem:
    refused = _speechless(telegram, who, chat)
    if refused:
        return refused
    replied = message_of(chat, ask, "reply_to") if ask.number("reply_to") else None
    if isinstance(replied, Problem):
        return replied
    who.started = who.started or chat.private
    return Message(
        id=chat.last_id + 1,
        chat=chat,
        date=telegram.world.unix_time(),
        sender=who,
        text=text,
        reply_to=replied,
        thread=ask.number("thread"),
    )


def _speechless(telegram: Telegram, who: Account, chat: Chat) -> Problem | None:
    if who.deactivated:
        return Problem("deactivated", {"person": who.id})
    if chat.private and who.blocked:
        return Problem("bot_is_blocked", {"person": who.id})
    if chat.moved_to:
        return Problem("group_was_upgraded", {"chat": chat.id, "to": chat.moved_to})
    silent = chat.silenced and not chat.member(who.id).leads
    return Problem("silenced", {"chat": chat.id, "person": who.id}) if silent else None


def edit(telegram: Telegram, ask: Call) -> Reply:
    """{person, message, text, chat?}: he changes what he wrote, or the words under a file."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    who, chat = pair
    message = message_of(chat, ask)
    text = formatted(ask.text("text"), "", ask.tree("entities"))
    if isinstance(message, Problem):
        return message
    if isinstance(text, Refusal):
        return Problem("bad_text", {"because": text.description})
    if message.sender is not who:
        return Problem("not_his_message", {"message": message.id, "person": who.id})
    if message.text is not None:
        message.earlier.append(message.text)
    message.text = with_people(telegram, text)
    message.edit_date = telegram.world.unix_time()
    telegram.world.edited(message)
    return message.id


def send_file(telegram: Telegram, ask: Call) -> Reply:
    """{person, name, data: base64, mime?, caption?, as_photo?, chat?, reply_to?, album?} -> the message."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    who, chat = pair
    said = formatted(ask.text("caption"), "")
    try:
        data = b64decode(ask.text("data"), validate=True)
    except Base64Error:
        return Problem("bad_data")
    kind = FileKind.PHOTO if ask.flag("as_photo") else FileKind.DOCUMENT
    sizes = stored(telegram, kind, Upload(name=ask.text("name"), mime=ask.text("mime"), data=data))
    if isinstance(sizes, Refusal) or isinstance(said, Refusal):
        return Problem("bad_file", {"because": sizes.description if isinstance(sizes, Refusal) else ""})
    message = _compose(telegram, ask, who, chat, said if said.text else None)
    if isinstance(message, Problem):
        return message
    message.album = ask.text("album")
    return telegram.world.add_message(chat, filled(message, kind, sizes)).id


def press(telegram: Telegram, ask: Call) -> Reply:
    """{person, label, chat?, message?} -> the callback query.

    Without `message` it is the latest message that has a button of that label. A button that opens an address does
    nothing at the bot, and its address is the answer.
    """
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    who, chat = pair
    label = ask.text("label")
    message = _with_button(chat, label, ask.number("message"))
    if message is None or message.markup is None:
        return Problem("no_such_button", {"chat": chat.id, "label": label, "seen": _labels(chat)})
    button = markup.find_label(message.markup.rows, label) or {}
    if "callback_data" not in button:
        return {"url": button.get("url"), "web_app": button.get("web_app"), "copy_text": button.get("copy_text")}
    world = telegram.world
    tap = Tap(
        id=str(FIRST_TAP + len(world.taps)),
        person=who.id,
        chat=chat.id,
        message=message.id,
        label=label,
        data=str(button["callback_data"]),
        pressed_at=world.ticks(),
    )
    world.tapped(tap)
    return {"query": tap.id, "message": message.id}


def _with_button(chat: Chat, label: str, id: int) -> Message | None:
    found = ([chat.messages[id]] if id in chat.messages else []) if id else reversed(chat.messages.values())
    fitting = (message for message in found if message.markup and markup.find_label(message.markup.rows, label))
    return next(fitting, None)


def _labels(chat: Chat) -> list[str]:
    rows = (message.markup.rows for message in chat.messages.values() if message.markup)
    return [str(button["text"]) for keyboard in rows for row in keyboard for button in row]


def react(telegram: Telegram, ask: Call) -> Reply:
    """{person, message, emoji, chat?}: he puts a reaction, or takes his away with an empty one."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    who, chat = pair
    message = message_of(chat, ask)
    if isinstance(message, Problem):
        return message
    old = message.reactions.pop(who.id, ())
    new = (ask.text("emoji"),) if ask.text("emoji") else ()
    if new:
        message.reactions[who.id] = new
    telegram.world.reacted(message, who, old, new)
    return True


def erase(telegram: Telegram, ask: Call) -> Reply:
    """{person, message, chat?}: he deletes a message for everybody. The bot hears nothing of it."""
    pair = both(telegram, ask)
    if isinstance(pair, Problem):
        return pair
    message = message_of(pair[1], ask)
    if isinstance(message, Problem):
        return message
    telegram.world.delete(message)
    return True
