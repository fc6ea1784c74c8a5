"""A server of some years ago, as an office may run one of its own: what is newer than it, it refuses.

It does not know the entity `date_time`, and takes a button with a style for a slip.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.telegram_server.refusals import Refusal, bad
from tests.telegram_server.wire import Call, Json, items, mapping


def too_new(call: Call) -> Refusal | None:
    """What such a server does not know of a call."""
    if any(mapping(entity).get("type") == "date_time" for entity in _list(call, "entities")):
        return bad("can't parse MessageEntity: Unsupported type specified")
    keyboard = call.tree("reply_markup")
    rows = () if isinstance(keyboard, Refusal) else items(mapping(keyboard).get("inline_keyboard"))
    if any(mapping(button).get("style") for row in rows for button in items(row)):
        return bad('can\'t parse inline keyboard button: Field "style" is unknown')
    return None


def _list(call: Call, name: str) -> Sequence[Json]:
    tree = call.tree(name)
    return () if isinstance(tree, Refusal) else items(tree)
