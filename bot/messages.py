"""Channel-neutral speech: what comes in from a platform, and what goes out to it.

A channel turns its platform's raw payload into an `Inbound`, and an `Outgoing` into calls of its platform. Nothing else
in the house knows what an update, a callback query or a server-sent event is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from bot.domain.ids import MatterId, Slot
from bot.domain.texts import Button, Style


class Kind(StrEnum):
    """What a person did."""

    MESSAGE = "message"  # wrote something, or sent a file
    EDIT = "edit"  # changed what he had written
    TAP = "tap"  # pressed a button
    MOVED = "moved"  # the platform gave a group another address (a Telegram supergroup)
    JOINED = "joined"  # the bot was let in, or unblocked
    LEFT = "left"  # the bot was blocked, or thrown out of a group


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A pressed button, as the bot once made it."""

    verb: str
    matter: MatterId | None
    slot: Slot | None
    arg: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A file somebody sent. The bytes are fetched only when somebody needs them."""

    name: str
    size: int
    ref: str  # how the channel finds the bytes again


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """Something a person did on a channel."""

    channel: str
    key: str  # the platform's id of the event: a redelivery has the same one
    kind: Kind
    chat: str  # the platform's address of the chat
    private: bool  # True means a chat of one person with the bot
    sender: str  # the platform's address of the person
    sender_name: str = ""  # what he calls himself there; never trusted
    sent_at: datetime | None  # None where the platform does not say: then it was now
    text: str = ""
    message: str = ""  # the platform's id of the message he wrote, edited or tapped under
    reply_to: str = ""  # the platform's id of the message he replied to
    tap: Tap | None = None
    tap_ref: str = ""  # what the platform wants back when the tap is answered
    files: tuple[IncomingFile, ...] = ()
    moved_to: str = ""  # the new address, where `kind` is MOVED


class SpanKind(StrEnum):
    """How a piece of a sentence is shown."""

    PLAIN = "plain"
    BOLD = "bold"
    DEADLINE = "deadline"  # counts down where the channel can


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a rendered sentence."""

    text: str
    kind: SpanKind = SpanKind.PLAIN
    at: int = 0  # Unix seconds, where `kind` is DEADLINE


Rich: TypeAlias = tuple[Span, ...]


def plain(rich: Rich) -> str:
    """The words alone."""
    return "".join(span.text for span in rich)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingButton:
    """A button as a channel shows it."""

    label: str
    data: str  # comes back when it is pressed; at most 64 bytes
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingFile:
    """A file to go out."""

    name: str
    data: bytes
    picture: bool = False  # True means it is shown, not only offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message for one chat of one channel, in that reader's language."""

    id: int  # the outbox row: the same message sent again has the same id
    chat: str
    rich: Rich
    buttons: tuple[OutgoingButton, ...] = ()
    edit: str = ""  # the platform's id of the message to edit; empty means a new one
    reply_to: str = ""
    files: tuple[OutgoingFile, ...] = ()
    silent: bool = False  # True means it need not ring
    card: str = ""  # the name of the card it shows


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it, under that id. A long text and its files are several messages to the platform."""

    message: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TryAgain:
    """Not now. `after` where the platform said how long to wait."""

    why: str
    after: timedelta | None = None
    everybody: bool = False  # True means the whole channel is out of reach, not this chat alone
    unknown: bool = False  # True means that it may have arrived: the answer was lost, not the message


@dataclass(frozen=True, slots=True)
class Never:
    """This will never arrive: blocked, gone, refused. Trying again makes no sense."""

    why: str
    unreachable: bool = False  # True means that no message will reach this chat any more


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another address now, and wants the message there."""

    to: str


Outcome = Sent | TryAgain | Never | Moved

DATA_LIMIT: Final = 64  # bytes a button may carry (Telegram Bot API, InlineKeyboardButton.callback_data)


def pack(button: Button) -> str:
    """A button's act as short text. Raises ValueError where it would not fit any channel."""
    data = f"{button.verb}:{button.matter or ''}:{button.slot or ''}:{button.arg}"
    if len(data.encode()) > DATA_LIMIT:
        raise ValueError(f"the act of a button is too long for a channel: {data}")
    return data


def unpack(data: str) -> Tap | None:
    """The act of a pressed button, or None where it was never one of ours."""
    parts = data.split(":", 3)
    if len(parts) != 4 or not parts[0]:
        return None
    verb, matter, slot, arg = parts
    if not all(part.isdecimal() or not part for part in (matter, slot)):
        return None
    return Tap(
        verb=verb, matter=MatterId(int(matter)) if matter else None, slot=Slot(int(slot)) if slot else None, arg=arg
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can do, and how much of it at once. The engine asks this, never the channel's name."""

    text_limit: int  # characters in one message
    edits: bool = True
    deletes: bool = False  # whether the bot may take away what somebody wrote in a group
    in_flight: int = 16  # messages handed over and not yet confirmed
    per_second: float = 0.0  # messages in all; 0 means the platform sets no limit
    chat_interval: float = 0.0  # seconds between two messages to one chat
    group_per_minute: int = 0  # messages to one group; 0 means no limit
    instant: bool = False  # True means that committing a letter delivers it: the channel reads the outbox itself
