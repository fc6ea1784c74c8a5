"""What a decision wants done. The desk writes these down in the same transaction as the decision itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.commands import Command
from bot.domain.ids import MatterId, PersonId, Slot
from bot.domain.obligations import Recipient
from bot.domain.texts import Arg, Button, Text


class Urgency(StrEnum):
    """Which message goes first when many wait."""

    URGENT = "urgent"  # incidents, shifts, anything on a ladder that does not sleep
    NORMAL = "normal"
    QUIET = "quiet"  # summaries and copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to go with a message, named by what it shows. It is made before the message goes anywhere.

    Of kind "file" it is made already, and `args` says where it lies (path), what it is called (name) and whether it is
    a picture.
    """

    kind: str  # weekly-text, weekly-chart, weekly-items, code, file
    args: dict[str, str] = field(default_factory=dict)

    @property
    def made(self) -> bool:
        """Whether there is a file already."""
        return self.kind == "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """Tell somebody. With `card`, the earlier message of that name in the same chat is edited instead."""

    to: Recipient
    text: Text
    buttons: tuple[Button, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    card: str = ""  # the name of a card that is kept up to date in place
    slot: Slot | None = None  # the obligation this message speaks of; its delivery is evidence
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Answer whoever gave the command, where he gave it.

    A `toast` is a word in passing: it answers a tap without leaving a message, and is not said in a group at all.
    """

    text: Text
    buttons: tuple[Button, ...] = ()
    toast: bool = False
    card: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The one thing the bot has just asked somebody; his next plain words are taken as the answer."""

    kind: str  # which handler understands the answer
    matter: MatterId | None = None
    args: dict[str, str] = field(default_factory=dict)
    until: datetime | None = None  # after this, plain words are plain words again


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Remember a question to the person who gave the command, or to `of`. None forgets the one before."""

    question: Question | None
    of: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """Carry out a further command in the same transaction: on another matter, or to open one."""

    command: Command
    matter: MatterId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A line for the journal beyond the command itself: a step taken, an excuse, a value replaced."""

    what: str
    slot: Slot | None = None
    args: dict[str, str] = field(default_factory=dict)


Effect = Notify | Answer | Ask | Follow | Record


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and why: a key of the locale with its arguments. Nothing has changed."""

    key: str
    args: dict[str, Arg] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()

    @property
    def text(self) -> Text:
        """The refusal as a sentence to be."""
        return Text(self.key, self.args)


def refuse(key: str, *buttons: Button, **args: Arg) -> Refused:
    """Say no with a sentence of the locale."""
    return Refused(key, args, buttons)
