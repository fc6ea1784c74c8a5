"""The journal: every decision with who, when and on which channel, each line sealed to the one before.

A line's hash covers its own fields and the previous hash. Whoever changes, drops or inserts a line breaks the chain
from there on, and `verify` says where.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from bot.domain.commands import Command
from bot.domain.effects import Record, Refused
from bot.domain.ids import MatterId
from bot.ports import Entry

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_json: Final = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a journal line says, before it is sealed."""

    at: datetime
    actor: str
    channel: str
    verb: str
    matter: MatterId | None
    detail: str


def command_detail(
    command: object, refused: Refused | None, records: Iterable[Record], said_at: datetime | None
) -> str:
    """A command, what came of it and when it was said, as JSON with sorted keys."""
    detail: dict[str, object] = {"command": command} if isinstance(command, Command) else {}
    noted = list(records)
    if noted:
        detail["records"] = noted
    if refused is not None:
        detail["refused"] = refused.key
    if said_at is not None:
        detail["said_at"] = said_at
    return _json(detail).decode()


def seal(line: Line, seq: int, previous: str) -> Entry:
    """The line with its place in the chain."""
    return Entry(
        seq=seq,
        at=line.at,
        actor=line.actor,
        channel=line.channel,
        verb=line.verb,
        matter=line.matter,
        detail=line.detail,
        previous=previous,
        hash=digest(seq, line, previous),
    )


def digest(seq: int, line: Line | Entry, previous: str) -> str:
    """The hash of a line: SHA-256 over its fields and the hash before it."""
    fields = (seq, (line.at - _EPOCH) // _MICROSECOND, line.actor, line.channel, line.verb, line.matter or 0)
    words = "\x1f".join((previous, *map(str, fields), line.detail))
    return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where a chain does not hold."""

    seq: int
    why: str  # missing, altered, unlinked


def first_break(entries: Iterable[Entry], previous: str = "", expected: int = 1) -> Break | None:
    """The first line that is missing, altered or not linked to the one before; None where the chain holds."""
    for entry in entries:
        if entry.seq != expected:
            return Break(seq=expected, why="missing")
        if entry.previous != previous:
            return Break(seq=entry.seq, why="unlinked")
        if digest(entry.seq, entry, previous) != entry.hash:
            return Break(seq=entry.seq, why="altered")
        previous, expected = entry.hash, entry.seq + 1
    return None
