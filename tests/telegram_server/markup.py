"""Keyboards: what a client may hang under a message.

Only an inline keyboard stays with the message and comes back in it; the other kinds change the reader's own keyboard
and make the message impossible to edit, as with Telegram.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from tests.telegram_server.refusals import (
    BUTTON_DATA_INVALID,
    BUTTON_TEXT_EMPTY,
    MARKUP_LONG,
    MARKUP_NO_OBJECT,
    MARKUP_NO_ROWS,
    MARKUP_UNREADABLE,
    Refusal,
    bad,
)
from tests.telegram_server.wire import Call, Json, Object, mapping, words

DATA_LIMIT: Final = 64  # bytes
BUTTON_LIMIT: Final = 100
STYLES: Final = ("danger", "success", "primary")
ACTIONS: Final = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
OTHER_KINDS: Final = ("keyboard", "remove_keyboard", "force_reply")

Rows: TypeAlias = "tuple[tuple[Object, ...], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What hangs under a message: an inline keyboard, or another kind that is only remembered."""

    rows: Rows = ()
    other: Mapping[str, Json] | None = None

    def json(self) -> Object:
        """The inline keyboard as it comes back in a message."""
        return {"inline_keyboard": self.rows}


def read(call: Call) -> Markup | Refusal | None:
    """The keyboard of a call; None where it has none."""
    tree = call.tree("reply_markup")
    if isinstance(tree, Refusal):
        return MARKUP_UNREADABLE
    if tree is None or tree == "":
        return None
    if not isinstance(tree, Mapping):
        return MARKUP_NO_OBJECT
    for kind in OTHER_KINDS:
        if tree.get(kind):
            return Markup(other=tree)
    return _inline(tree.get("inline_keyboard"))


def _inline(rows: Json) -> Markup | Refusal | None:
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return MARKUP_NO_ROWS
    made: list[tuple[Object, ...]] = []
    for row in rows:
        buttons: list[Object] = []
        for source in row:
            button = _button(source)
            if isinstance(button, Refusal):
                return button
            buttons.append(button)
        if buttons:
            made.append(tuple(buttons))
    if sum(map(len, made)) > BUTTON_LIMIT:
        return MARKUP_LONG
    return Markup(rows=tuple(made)) if made else None


def _button(source: Json) -> Object | Refusal:
    if not isinstance(source, Mapping):
        return _slip("InlineKeyboardButton must be an Object")
    if not isinstance(source.get("text"), str):
        return _slip('Can\'t find field "text"')
    style = words(source.get("style")).lower()
    if style not in (*STYLES, "", "default"):
        return _slip("invalid button style specified")
    action = next((name for name in ACTIONS if source.get(name) not in (None, "")), None)
    if action is None:
        return _slip("Text buttons are unallowed in the inline keyboard")
    text = words(source["text"]).strip()
    if not text:
        return BUTTON_TEXT_EMPTY
    wrong = CHECKS[action](source[action]) if action in CHECKS else None
    if wrong:
        return wrong
    button: Object = {"text": text}
    if source.get("icon_custom_emoji_id"):
        button["icon_custom_emoji_id"] = str(source["icon_custom_emoji_id"])
    if style in STYLES:
        button["style"] = style
    button[action] = source[action]
    return button


def _slip(why: str) -> Refusal:
    return bad(f"can't parse inline keyboard button: {why}")


def _data(value: Json) -> Refusal | None:
    return None if len(words(value).encode()) <= DATA_LIMIT else BUTTON_DATA_INVALID


def _url(value: Json) -> Refusal | None:
    url = words(value)
    good = "." in url or url.startswith(("tg://", "http://localhost", "https://localhost"))
    return None if good else bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _web_app(value: Json) -> Refusal | None:
    url = words(mapping(value).get("url"))
    good = url.startswith("https://")
    return None if good else bad(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


CHECKS: Final[Mapping[str, Callable[[Json], Refusal | None]]] = {
    "callback_data": _data,
    "url": _url,
    "web_app": _web_app,
}


def find_label(rows: Rows, label: str) -> Object | None:
    """The button with that label."""
    return next((button for row in rows for button in row if button["text"] == label), None)
