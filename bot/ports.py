"""What the engine needs from outside: a store that commits, channels that carry, papers that are made.

Only shapes are here. `storage` keeps them in SQL, `bot.channels` speaks to platforms, `bot.documents` makes files.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.domain.accounts import AccountCommand, Directory
from bot.domain.commands import Command
from bot.domain.effects import Answer, Ask, Attachment, Notify, Question, Record, Refused, Urgency
from bot.domain.ids import MatterId, PersonId, Slot, UnitId
from bot.domain.matters import Matter
from bot.domain.obligations import Obligation, Recipient
from bot.domain.state import Delivery, Outage
from bot.domain.texts import Button, Text
from bot.messages import Capabilities, Inbound, Outcome, Outgoing, OutgoingFile

Raw = Mapping[str, Any]  # a platform's own payload, as it came


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something that has come in and is not yet accepted."""

    channel: str
    key: str  # the platform's id of the event; a redelivery has the same one
    raw: Raw
    chat: str  # where it was said
    lane: str  # events of one lane are handled in their order: the sender's address
    message: str = ""  # the platform's id of what was written, for replies and edits of it
    refused: str = ""  # the kind of classified mark; then `raw` holds no words


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A row of the inbox."""

    id: int
    channel: str
    key: str
    raw: Raw
    chat: str
    lane: str
    message: str = ""
    at: datetime
    refused: str = ""  # the kind of classified mark; then `raw` holds no words


class LetterStatus(StrEnum):
    """How far an outgoing message has come."""

    PENDING = "pending"  # to be sent
    SENDING = "sending"  # handed over; after a crash nobody knows whether it arrived
    SENT = "sent"  # the platform confirmed it
    FAILED = "failed"  # it will never arrive
    REPLACED = "replaced"  # a newer state of the same card, or a digest, went out in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A row of the outbox: one message for one chat of one channel."""

    id: int
    at: datetime
    to: Recipient  # whom it is for
    channel: str  # empty where he cannot be reached on any
    chat: str
    urgency: Urgency
    text: Text
    buttons: tuple[Button, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    matter: MatterId | None = None
    slot: Slot | None = None
    card: str = ""
    reply_to: str = ""
    primary: bool = True  # False for the copy in the web chat of somebody who has a pushing channel
    again: bool = False  # True means that it may have arrived already (重发)
    attempts: int = 0
    not_before: datetime | None = None
    delivered: bool = False  # True means that the commit itself delivers it: the web chat reads it from here


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a letter."""

    id: int
    status: LetterStatus
    at: datetime
    message: str = ""  # the platform's id of the message
    why: str = ""
    attempts: int = 0
    not_before: datetime | None = None
    chat: str = ""  # where it went, if the platform has moved the chat meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the journal. `hash` covers the line and the hash of the one before."""

    seq: int
    at: datetime
    actor: str  # a person's id; empty for the bot itself
    channel: str
    verb: str
    matter: MatterId | None
    detail: str  # JSON
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A matter with all its obligations, as the store has it."""

    matter: Matter
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What became of a row of the inbox."""

    id: int
    status: str = "done"  # or failed:<code>
    matter: MatterId | None = None  # the matter it opened or spoke of


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A matter whose ladders cannot be climbed now: none of them wakes before a moment."""

    matter: MatterId
    until: datetime


@dataclass(slots=True)
class Changes:
    """Everything one transaction writes."""

    arrivals: list[Accepted] = field(default_factory=list)
    handled: list[Handled] = field(default_factory=list)
    new_matters: list[Matter] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)
    new_obligations: list[Obligation] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    questions: dict[PersonId, Question | None] = field(default_factory=dict)
    directory: Directory | None = None
    outages: list[Outage] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)  # small facts: counters, the last beat


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Where the numbering stands, as the store was found."""

    matter: int = 0
    letter: int = 0
    inbox: int = 0
    seq: int = 0
    hash: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


class StoreUnavailableError(Exception):
    """The store takes nothing now: the disk is full, or gone. What was being written is not there."""


class UnfetchedError(Exception):
    """A file that somebody sent cannot be had from the platform now."""


class Transaction(Protocol):
    """One unit of work. Nothing of it is visible before the commit, and all of it is durable after."""

    async def known(self, channel: str, keys: Sequence[str]) -> set[str]:
        """Which of these keys the inbox has already."""
        ...

    async def cases(self, ids: Iterable[MatterId]) -> dict[MatterId, Case]:
        """The matters of these ids with their obligations."""
        ...

    async def due(self, now: datetime, limit: int) -> tuple[MatterId, ...]:
        """Matters with an obligation to be woken by now, the longest waiting first."""
        ...

    async def deliveries(self, ids: Iterable[MatterId]) -> dict[MatterId, tuple[Delivery, ...]]:
        """The confirmed reminders of these matters."""
        ...

    async def write(self, changes: Changes) -> None:
        """Everything that has changed."""
        ...


class Store(Protocol):
    """Where everything is kept."""

    async def heads(self) -> Heads:
        """Where the numbering stands."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Begin a unit of work; leaving it commits, an exception undoes it. Raises StoreUnavailableError."""
        ...

    async def next_wake(self) -> datetime | None:
        """The earliest wake-up time of any open obligation."""
        ...

    async def unhandled(self) -> tuple[Accepted, ...]:
        """Inbox rows that were accepted and not yet handled, in order."""
        ...

    async def waiting(self, limit: int, after: int = 0) -> tuple[Letter, ...]:
        """Letters not yet sent, by id, with those whose fate a crash left unknown marked `again`."""
        ...

    async def directory(self) -> Directory:
        """All accounts and codes."""
        ...

    async def questions(self) -> dict[PersonId, Question]:
        """What the bot has asked and nobody has answered."""
        ...

    async def shifts(self, since: datetime, until: datetime) -> tuple[Matter, ...]:
        """Shifts whose hours touch that span."""
        ...

    async def outages(self, since: datetime) -> tuple[Outage, ...]:
        """Known outages that ended after a moment."""
        ...

    async def card(self, channel: str, chat: str, name: str) -> str:
        """The platform's id of the message that shows a card in a chat; empty where there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What a message in a chat was about."""

    matter: MatterId
    slot: Slot | None = None


class Reads(Protocol):
    """What handlers and papers look up. Committed state only; the desk decides on what is current."""

    async def case(self, id: MatterId) -> Case | None:
        """A matter with its obligations."""
        ...

    async def by_number(self, number: str, kind: str = "") -> tuple[Matter, ...]:
        """Matters whose number ends with these characters, the latest first."""
        ...

    async def mention(self, channel: str, chat: str, message: str) -> Mention | None:
        """What a message was about, whether the bot wrote it or a person."""
        ...

    async def open_matters(self, kind: str = "", limit: int = 200) -> tuple[Case, ...]:
        """Matters that are not closed, the latest first."""
        ...

    async def owed_by(self, people: Sequence[PersonId], units: Sequence[UnitId] = ()) -> tuple[Obligation, ...]:
        """Live obligations of these people and units that have begun, the most pressing first."""
        ...

    async def shifts(self, since: datetime, until: datetime) -> tuple[Matter, ...]:
        """Shifts whose hours touch that span."""
        ...

    async def matters(self, kind: str, since: datetime, until: datetime) -> tuple[Case, ...]:
        """Matters of a kind opened in that span, in order."""
        ...

    async def under_way(self, kind: str, since: datetime, until: datetime) -> tuple[Case, ...]:
        """Matters of a kind opened before `until` and not closed before `since`, in order."""
        ...

    async def decided(self, verbs: Sequence[str]) -> tuple[Entry, ...]:
        """The journal of these verbs, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command and the matter it is for; None where it opens one."""

    command: Command
    matter: MatterId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a handler makes of a message: commands to be decided, or just something to say."""

    orders: tuple[Order, ...] = ()
    accounts: tuple[AccountCommand, ...] = ()
    says: tuple[Answer, ...] = ()  # said in any case
    asks: Ask | None = None
    refused: Refused | None = None  # the handler itself says no; it is journalled
    notifies: tuple[Notify, ...] = ()  # told to others than whoever spoke
    together: bool = False  # True means all of the orders or none
    verb: str = ""  # the route taken, for the journal
    records: tuple[Record, ...] = ()  # what the journal shall say beside the commands, unless they are all refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who did something, as far as the bot knows him."""

    person: PersonId | None  # None for a stranger
    group: Recipient | None  # the registered group it was said in; None in private
    inbound: Inbound


class Handlers(Protocol):
    """What turns a message into a plan."""

    async def plan(self, speaker: Speaker, now: datetime) -> Plan:
        """Understand, check who may, and say what is to be done. Reads, and changes nothing."""
        ...


Accept = Callable[[Sequence[Arrival]], Awaitable[None]]


class Channel(Protocol):
    """A platform that carries messages."""

    name: str
    can: Capabilities

    def read(self, raw: Raw) -> Inbound | None:
        """What a raw payload says; None where it concerns nobody."""
        ...

    def without_words(self, raw: Raw) -> Raw:
        """The same payload with everything a person wrote taken out, so that it may be stored."""
        ...

    async def send(self, message: Outgoing) -> Outcome:
        """Hand a message over, once. Never raises for what a platform may answer."""
        ...

    async def toast(self, inbound: Inbound, words: str) -> None:
        """Answer a tap in passing. Raises whatever the platform says to it: a tap may be too old for an answer."""
        ...

    async def fetch(self, ref: str) -> bytes:
        """The bytes of a file somebody sent. Raises UnfetchedError where the platform does not give them now."""
        ...

    async def delete(self, chat: str, message: str) -> None:
        """Take a message away, where the platform allows it."""
        ...

    async def ready(self) -> None:
        """Wait until what was said before the bot started has been brought in, as far as the platform is there."""
        ...

    async def run(self, accept: Accept) -> None:
        """Receive until cancelled. What `accept` returns from is committed, and may be confirmed to the platform."""
        ...


class Papers(Protocol):
    """What makes the files that go with a message."""

    async def make(self, attachment: Attachment, language: str) -> tuple[OutgoingFile, ...] | Text:
        """The file, or words in its place: the figures themselves, or why there is no picture."""
        ...


class Shelf(Protocol):
    """Where files lie that were made or sent in."""

    async def put(self, name: str, data: bytes, *, picture: bool = False) -> Attachment:
        """Put a file away for good."""
        ...

    async def get(self, attachment: Attachment) -> OutgoingFile | None:
        """A file that was put away, or None where it is gone."""
        ...
