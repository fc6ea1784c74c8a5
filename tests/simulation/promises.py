"""The promises, as questions to the database: each gives what contradicts it, and nothing where it holds."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.obligations import TRANSITIONS, Status
from bot.engine.journal import first_break
from bot.ports import Entry
from storage.codec import moment, stamp
from tests.simulation.platform import CAN, Platform, raw_text

LIVE = [status for status in Status if TRANSITIONS[status]]
_MADE_BY_PEOPLE = {"confirmed", "revoked", "appealed", "accepted"}


def broken(database: Path, platform: Platform, now: datetime, *, deaths: int = 0, quiet: bool = False) -> list[str]:
    """Every contradiction. `quiet` says that nothing is pending: all has been handled, climbed and sent."""
    with closing(sqlite3.connect(database)) as raw:
        raw.row_factory = sqlite3.Row
        found = [*_asleep(raw), *_chain(raw), *_rungs(raw), *_twice(raw, platform), *_condemned(raw)]
        if quiet:
            found += [*_lost(raw, platform), *_left(raw, now), *_unsent(raw), *_repeated(raw, platform, deaths)]
    return found


def _asleep(raw: sqlite3.Connection) -> Iterator[str]:
    """Promise 2: a live obligation has a wake-up time, a finished one has none."""
    for row in raw.execute("SELECT matter, slot, status, wake_at FROM obligations"):
        if (row["status"] in LIVE) == (row["wake_at"] is None):
            yield f"obligation {row['matter']}/{row['slot']} is {row['status']} with wake_at {row['wake_at']}"


def _left(raw: sqlite3.Connection, now: datetime) -> Iterator[str]:
    """Promise 2: what was due has been climbed."""
    for row in raw.execute("SELECT matter, slot, wake_at FROM obligations WHERE wake_at <= ?", (stamp(now),)):
        yield f"obligation {row['matter']}/{row['slot']} should have been woken at {moment(row['wake_at'])}"


def _chain(raw: sqlite3.Connection) -> Iterator[str]:
    """Promise 10: every line of the journal is there and linked."""
    entries = (
        Entry(**{**dict(row), "at": moment(row["at"])}) for row in raw.execute("SELECT * FROM journal ORDER BY seq")
    )
    found = first_break(entries)
    if found is not None:
        yield f"journal line {found.seq} is {found.why}"


def _rungs(raw: sqlite3.Connection) -> Iterator[str]:
    """Promise 3: between two acts of people, the rungs of an obligation only go up."""
    reached = dict[tuple[int, int], int]()
    for row in raw.execute("SELECT verb, matter, detail FROM journal ORDER BY seq"):
        if row["verb"] != "Tick":
            reached = {key: rung for key, rung in reached.items() if key[0] != row["matter"]}
            continue
        for record in _records(row["detail"], "climbed"):
            key, rung = (row["matter"], record["slot"]), int(record["args"]["rung"])
            lapsed = record["args"]["status"] not in LIVE
            if rung <= reached.get(key, 0) and not lapsed:
                yield f"rung {rung} of {key} was climbed again after {reached[key]}"
            reached[key] = rung


def _records(detail: str, what: str) -> list[Any]:
    return [record for record in json.loads(detail).get("records", ()) if record["what"] == what]


def _lost(raw: sqlite3.Connection, platform: Platform) -> Iterator[str]:
    """Promise 1: everything that was said is in the inbox, and handled."""
    kept = {row["key"]: row["status"] for row in raw.execute("SELECT key, status FROM inbox")}
    for arrival in platform.said:
        if kept.get(arrival.key) != "done":
            yield f"“{raw_text(arrival)}” ({arrival.key}) is {kept.get(arrival.key, 'lost')}"


def _twice(raw: sqlite3.Connection, platform: Platform) -> Iterator[str]:
    """Promise 1: no report opened two incidents, and none stands twice in the journal."""
    reports = Counter(raw_text(arrival) for arrival in platform.said if raw_text(arrival).startswith("报告"))
    opened = Counter(
        json.loads(row["detail"])["command"]["text"]
        for row in raw.execute("SELECT detail FROM journal WHERE verb = 'ReportIncident'")
    )
    for text, times in opened.items():
        if times > reports[text]:
            yield f"“{text}” was said {reports[text]} times and took effect {times} times"


def _condemned(raw: sqlite3.Connection) -> Iterator[str]:
    """Promise 4: without an act of the person or of 督查室, a fault is suspected and no more."""
    acted = {row["matter"] for row in raw.execute("SELECT matter FROM journal WHERE actor <> ''")}
    for row in raw.execute("SELECT id, state FROM matters WHERE kind = 'fault'"):
        if row["state"] in _MADE_BY_PEOPLE and row["id"] not in acted:
            yield f"fault {row['id']} is {row['state']} and nobody said so"


def _unsent(raw: sqlite3.Connection) -> Iterator[str]:
    """Nothing waits in the outbox once everything works again."""
    for row in raw.execute("SELECT id, status FROM outbox WHERE status IN ('pending', 'sending')"):
        yield f"letter {row['id']} is still {row['status']}"


def _repeated(raw: sqlite3.Connection, platform: Platform, deaths: int) -> Iterator[str]:
    """What arrived twice says so, and there is no more of it than was in doubt; what is called sent has arrived."""
    cards = {row["id"] for row in raw.execute("SELECT id FROM outbox WHERE card <> ''")}
    arrived = Counter(shown.letter for shown in platform.shown)
    repeats = sum(times - 1 for times in arrived.values())
    doubtful = platform.unanswered + deaths * CAN.in_flight
    if repeats > doubtful:
        yield f"{repeats} messages arrived twice, and only {doubtful} were in doubt"
    seen = set[int]()
    for shown in platform.shown:
        if shown.letter in seen and shown.letter not in cards and "重发" not in shown.words:
            yield f"letter {shown.letter} came again without saying so: {shown.words}"
        seen.add(shown.letter)
    merged = {row["message"] for row in raw.execute("SELECT message FROM outbox WHERE status = 'sent'")}
    for row in raw.execute("SELECT id, message FROM outbox WHERE status = 'sent' AND card = ''"):
        if row["id"] not in arrived and row["message"] not in merged:
            yield f"letter {row['id']} is called sent and never arrived"
