"""Speech without a language: a key and its arguments.

The core never writes a sentence. It says *which* sentence, with which values, and `bot.i18n` turns that into Chinese
or English when the message leaves. Moments, spans of time and quoted content are texts too (their keys begin with
"@"), so that every channel can show them its own way: Telegram counts a moment down on the phone, the web page ticks
it, and a redacting channel leaves quoted content out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias, Union

Arg: TypeAlias = Union[str, int, "Text", tuple["Text", ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence to be: `key` is looked up in the locale, `args` fill its places."""

    key: str
    args: dict[str, Arg] = field(default_factory=dict)


def say(key: str, **args: Arg) -> Text:
    """Name a sentence of the locale with its arguments."""
    return Text(key, args)


def moment(at: datetime, style: str = "auto") -> Text:
    """A point in time, shown in the office's zone. `style` is auto, clock, date or full."""
    return Text("@moment", {"at": int(at.timestamp()), "style": style})


def deadline(at: datetime, style: str = "auto") -> Text:
    """A moment that counts down where the channel can do so. `style` as for a moment."""
    return Text("@deadline", {"at": int(at.timestamp()), "style": style})


def day(on: date) -> Text:
    """A calendar day with its weekday."""
    return Text("@day", {"on": on.isoformat()})


def span(length: timedelta) -> Text:
    """A length of time in whole seconds, shown in the largest fitting units."""
    return Text("@span", {"seconds": int(length.total_seconds())})


def rule_title(id: str, title: str) -> Text:
    """What a rule asks for: the locale's own words for it, else the rulebook's."""
    return Text("@rule", {"id": id, "title": title})


def content(words: str) -> Text:
    """Words a person wrote. A channel that carries numbers only (`redact`) leaves them out."""
    return Text("@content", {"text": words})


def lines(*parts: Text | None) -> Text:
    """Several sentences, one under the other. None leaves no line."""
    return Text("@lines", {"parts": tuple(part for part in parts if part is not None)})


def listed(*parts: Text) -> Text:
    """Several texts in a row, joined as the language joins a list."""
    return Text("@list", {"parts": parts})


def names(*words: str) -> Text:
    """Several plain names, joined as the language joins a list."""
    return listed(*(Text("@plain", {"text": word}) for word in words))


class Style(StrEnum):
    """What a button looks like, where the channel has looks."""

    PLAIN = "plain"  # nothing special
    PRIMARY = "primary"  # what most people will press
    DANGER = "danger"  # cannot be taken back lightly


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to press. The act it stands for is data, short enough for any channel (Telegram: 64 bytes)."""

    label: Text
    verb: str  # the verb of a route
    matter: int = 0  # 0 means the act concerns no matter
    slot: int = 0  # 0 means the act concerns the matter as a whole
    arg: str = ""
    style: Style = Style.PLAIN
