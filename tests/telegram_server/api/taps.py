"""Answering a pressed button, and reacting to a message."""

from __future__ import annotations

from typing import Final

from tests.telegram_server.api.access import Access, message
from tests.telegram_server.refusals import QUERY_OLD, REACTION_INVALID, REACTIONS_MANY, Refusal, bad
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Answer, Call, items, mapping, words

ANSWER_LIMIT: Final = 200  # characters
_OFFERED: Final = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊
🤡 🥱 🥴 😍 🐳 ❤️\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋
🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃
💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂️ 🤷 🤷\u200d♀️ 😡
"""
EMOJI: Final = frozenset(_OFFERED.split())  # those the reference allows


def answer_callback_query(telegram: Telegram, call: Call) -> Answer:
    """What the presser gets to see. Once, and not too late."""
    world = telegram.world
    tap = world.taps.get(call.text("callback_query_id"))
    if tap is None or tap.answered or tap.expired or world.ticks() - tap.pressed_at > world.tap_life:
        return QUERY_OLD
    if len(call.text("text")) > ANSWER_LIMIT:
        return bad("MESSAGE_TOO_LONG")
    tap.answered = True
    tap.text = call.text("text")
    tap.alert = call.flag("show_alert")
    tap.url = call.text("url")
    world.signal.fire()
    return True


def set_message_reaction(telegram: Telegram, call: Call) -> Answer:
    """The bot's one reaction to a message, or none."""
    tree = call.tree("reaction")
    if isinstance(tree, Refusal):
        return bad("can't parse reaction types JSON object")
    wanted = tuple(words(mapping(item).get("emoji")) for item in items(tree))
    found = message(telegram, call, "message to react", Access.READ)
    if isinstance(found, Refusal):
        return found
    if len(wanted) > 1:
        return REACTIONS_MANY
    if not set(wanted) <= EMOJI:
        return REACTION_INVALID
    bot = telegram.world.bot
    old = found.reactions.pop(bot.id, ())
    if wanted:
        found.reactions[bot.id] = wanted
    telegram.world.reacted(found, bot, old, wanted)
    return True
