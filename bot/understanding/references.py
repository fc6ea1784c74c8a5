"""What is replied to, or open, as others tell of it: a number, the words of a message, or an object with both.

The kind is what they call it, else what the number says, else what the words themselves are understood as:
「0118申请延到周五」 is a wish for more time about 0118, and 「周六我跟小刘换」 a wish to swap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from bot.understanding.matter_numbers import numbers_in
from bot.understanding.situation import TOPICS, About, Topic
from bot.understanding.values import Understood
from bot.understanding.wording import plain

Read = Callable[[str], Understood]

_NUMBER: Final = ("no", "number", "ref", "id", "matter")
_KIND: Final = ("kind", "intent", "type", "topic")
_WORDS: Final = ("text", "title", "words", "content", "message")
_DUE: Final = ("due", "deadline")
_WISHED: Final = ("new_due", "wished")

_CALLED: Final = (  # how a kind may be called, the first that fits
    (re.compile(r"extend|extension|延期|展期"), Topic.EXTENSION),
    (re.compile(r"incident|drill|flash|突发|事件|险情|快报"), Topic.INCIDENT),
    (re.compile(r"swap|换班|调班"), Topic.SWAP),
    (re.compile(r"cover|顶班|代班"), Topic.COVER),
    (re.compile(r"hand-?_?over|hand-?_?off|交班|交接"), Topic.HAND_OFF),
    (re.compile(r"spot|抽查|口令"), Topic.SPOT_CHECK),
    (re.compile(r"fault|差错|缺陷|失误"), Topic.FAULT),
    (
        re.compile(r"directive|instruction|task|errand|alert|order|批示|督办|交办|任务|预警|指示|来电|文件"),
        Topic.DIRECTIVE,
    ),
)
_CODED: Final = (
    (re.compile(r"^(?:突发|TF|SJ|EV|INC|要情)"), Topic.INCIDENT),
    (re.compile(r"^(?:QX|CC|差错|缺陷)"), Topic.FAULT),
    (re.compile(r"^(?:[A-Z]{1,4}-?20|督|批|交办|事项|\d)"), Topic.DIRECTIVE),
)
_BARE: Final = re.compile(
    r"[#№]?[ ]?\d{1,6}号?|[A-Z]{1,4}-?(?:20\d\d-)?\d{1,6}|[一-鿿]{1,4}-?[〔\[(（]?20\d\d[〕\])）]?-?\d{1,6}号?"
)


def about(told: str | Mapping[str, Any], read: Read) -> About:
    """What is meant by a number, by the words of a message, or by an object that has either or both."""
    if isinstance(told, str):
        return _of_words(told.strip(), read)
    words = _first(told, _WORDS)
    number = _first(told, _NUMBER)
    of_words = _of_words(words, read) if words else About()
    topic = _called(_first(told, _KIND)) or _coded(number) or of_words.topic
    due, wished = _moment(_first(told, _DUE)) or of_words.due, _moment(_first(told, _WISHED)) or of_words.wished
    return About(topic=topic, number=number or of_words.number, due=due, wished=wished)


def _of_words(words: str, read: Read) -> About:
    if _BARE.fullmatch(words):
        return About(topic=_coded(words) or Topic.DIRECTIVE, number=words.lstrip("#№ "))
    found = read(words)
    number = found.number or next((number for _, number in numbers_in(plain(words))), "")
    by_intent = (TOPICS[r.intent] for r in found.readings if r.intent in TOPICS)
    topic = next(by_intent, Topic.OTHER)
    if topic in (Topic.OTHER, Topic.DIRECTIVE) and _asks_for_code(words):
        topic = Topic.SPOT_CHECK
    topic = topic or _coded(number) or _called(words)
    moment = next((r.due.at for r in found.readings if r.due is not None), None)
    wish = topic is Topic.EXTENSION
    return About(topic=topic, number=number, due=None if wish else moment, wished=moment if wish else None)


def _asks_for_code(words: str) -> bool:
    return "抽查" in words or "口令" in words


def _called(kind: str) -> Topic:
    return next((topic for pattern, topic in _CALLED if pattern.search(kind)), Topic.OTHER)


def _coded(number: str) -> Topic:
    return next((topic for pattern, topic in _CODED if pattern.match(number)), Topic.OTHER)


def _first(told: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of several fields that holds words; a figure counts as words."""
    for name in names:
        value = told.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
