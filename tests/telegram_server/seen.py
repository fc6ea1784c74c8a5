"""What the control client gives back: messages, buttons, files, taps and calls, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenButton:
    """A button under a message."""

    label: str
    style: str = ""  # primary, success, danger, or empty
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntity:
    """A marked piece of a text."""

    type: str
    text: str
    url: str = ""
    language: str = ""
    unix_time: int = 0
    date_time_format: str = ""
    custom_emoji_id: str = ""
    user: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file of a message; its bytes come with `download`."""

    id: str
    kind: str  # document or photo
    name: str
    mime: str
    size: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message as people in the chat see it. Times are Unix seconds, 0 where there is none."""

    id: int
    chat: int
    sender: int
    name: str
    from_bot: bool
    date: int
    edited_at: int
    text: str  # or the caption of its file
    entities: tuple[SeenEntity, ...]
    earlier: tuple[str, ...]  # what it said before each edit
    buttons: tuple[tuple[SeenButton, ...], ...]
    keyboard: Mapping[str, object] | None  # one that is not inline
    files: tuple[SeenFile, ...]
    reply_to: int
    thread: int
    album: str
    silent: bool
    pinned: bool
    service: Mapping[str, object] | None
    link_preview: Mapping[str, object] | None
    reactions: Mapping[str, Sequence[str]]

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons in reading order."""
        return [button.label for row in self.buttons for button in row]

    def marked(self, kind: str) -> list[str]:
        """The pieces of the text that are marked so."""
        return [entity.text for entity in self.entities if entity.type == kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTap:
    """A pressed button and what its presser was shown."""

    id: str
    person: int
    chat: int
    message: int
    label: str
    data: str
    answered: bool
    text: str
    alert: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCall:
    """A call of the Bot API. Times are monotonic seconds of this machine."""

    number: int
    at: float
    method: str
    code: int | None  # status of the answer; 0 where the connection was closed, None where it is still going on
    description: str
    fault: str
    ended: float
    args: Mapping[str, object] | None = None
    result: int | None = None  # the message_id, where a message came back


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """Numbers of a server."""

    pending: int  # updates that the bot has not confirmed
    polling: bool
    polls: int
    webhook: str
    delivered: int  # updates that a webhook took
    failed: int  # deliveries that went wrong
    limited: int  # calls that the limits refused
    sent: int  # messages the bot has sent
    down: bool
    unix: int
    ticks: float
    calls: Mapping[str, int] = field(default_factory=dict)  # by method as it was called
    codes: Mapping[str, int] = field(default_factory=dict)  # by status

    def count(self, method: str) -> int:
        """How often a method was called."""
        return sum(number for name, number in self.calls.items() if name.lower() == method.lower())
