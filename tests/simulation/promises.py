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

from bot.domain.ids import PersonId
from bot.domain.ladders import Audience
from bot.domain.obligations import TRANSITIONS, Obligation, Status
from bot.domain.state import State
from bot.engine.journal import first_break
from bot.ports import Entry
from storage.codec import moment, obligation_of, stamp
from tests.simulation.office import PEOPLE, town_office
from tests.simulation.platform import CAN, Platform, raw_text

LIVE = [status for status in Status if TRANSITIONS[status]]
_MADE_BY_PEOPLE = {"confirmed", "revoked", "appealed", "accepted"}


def broken(database: Path, platform: Platform, now: datetime, *, deaths: int = 0, quiet: bool = False) -> list[str]:
    """Every contradiction. `quiet` says that nothing is pending: all has been handled, climbed and sent."""
    with closing(sqlite3.connect(database)) as raw:
        raw.row_factory = sqlite3.Row
        found = [
            *_asleep(raw),
            *_chain(raw),
            *_rungs(raw),
            *_skipped(raw),
            *_twice(raw, platform),
            *_undone(raw),
            *_condemned(raw),
            *_baseless(raw),
        ]
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


def _skipped(raw: sqlite3.Connection) -> Iterator[str]:
    """Promise 3: since people last did something about a matter, its ladders were climbed step by step.

    All steps whose moment had come are taken together; where nobody stood on the last of them, the next is climbed in
    its place.
    """
    owed = {(row["matter"], row["slot"]): obligation_of(row["doc"]) for row in raw.execute("SELECT * FROM obligations")}
    acts = "SELECT matter, max(seq) AS seq FROM journal WHERE verb <> 'Tick' GROUP BY matter"
    since = {row["matter"]: row["seq"] for row in raw.execute(acts)}
    for row in raw.execute("SELECT seq, at, matter, detail FROM journal WHERE verb = 'Tick' ORDER BY seq"):
        if row["seq"] < since.get(row["matter"], 0):
            continue
        for record in _records(row["detail"], "climbed"):
            o = owed[row["matter"], record["slot"]]
            steps = o.ladder.steps
            rung = min(int(record["args"]["rung"]), len(steps))  # beyond its end, the reviews of the days after count
            passed = sum(o.step_at(index) <= moment(row["at"]) for index in range(len(steps)))
            if rung < passed and record["args"]["status"] in LIVE:
                yield f"rung {rung} of {o.matter}/{o.slot} was climbed when {passed} were due"
            left_behind = steps[max(passed - 1, 0) : rung - 1] if rung > passed else ()
            if any(_stands(o, audience) for step in left_behind for audience in step.tell):
                yield f"rung {rung} of {o.matter}/{o.slot} was climbed when only {passed} were due"


def _stands(obligation: Obligation, audience: Audience) -> bool:
    """Whether somebody surely stands on that place. Who is on duty changes, and is not asked."""
    if audience in (Audience.DUTY_OFFICER, Audience.SHIFT_LEADER):
        return False
    state = State(office=town_office(), obligations=(obligation,), reach=frozenset(map(PersonId, PEOPLE)))
    return bool(state.audience(obligation, audience))


def _records(detail: str, what: str) -> list[Any]:
    return [record for record in json.loads(detail).get("records", ()) if record["what"] == what]


def _lost(raw: sqlite3.Connection, platform: Platform) -> Iterator[str]:
    """Promise 1: everything that was said is in the inbox, and handled."""
    kept = {row["key"]: row["status"] for row in raw.execute("SELECT key, status FROM inbox")}
    for arrival in platform.said:
        if kept.get(arrival.key) != "done":
            yield f"“{raw_text(arrival)}” ({arrival.key}) is {kept.get(arrival.key, 'lost')}"


def _twice(raw: sqlite3.Connection, platform: Platform) -> Iterator[str]:
    """Promise 1: no words opened more incidents than they were said, by themselves or by the button below them."""
    reports = Counter(raw_text(arrival) for arrival in platform.said)
    opened = Counter(
        json.loads(row["detail"])["command"]["text"]
        for row in raw.execute("SELECT detail FROM journal WHERE verb = 'ReportIncident'")
    )
    for text, times in opened.items():
        if times > reports[text]:
            yield f"“{text}” was said {reports[text]} times and took effect {times} times"


def _undone(raw: sqlite3.Connection) -> Iterator[str]:
    """Promise 1: who was told that he is on post is no longer waited for."""
    came = "SELECT matter, actor FROM journal WHERE verb = 'CheckIn' AND detail NOT LIKE '%\"refused\"%'"
    for row in raw.execute(came).fetchall():
        owed = "SELECT slot, status FROM obligations WHERE matter = ? AND debtor = ? AND owes = 'check_in'"
        for slot, status in raw.execute(owed, (row["matter"], row["actor"])):
            if status in LIVE:
                yield f"{row['actor']} has checked in, and obligation {row['matter']}/{slot} is {status}"


def _condemned(raw: sqlite3.Connection) -> Iterator[str]:
    """Promise 4: without an act of the person or of 督查室, a fault is suspected and no more."""
    acted = {row["matter"] for row in raw.execute("SELECT matter FROM journal WHERE actor <> ''")}
    for row in raw.execute("SELECT id, state FROM matters WHERE kind = 'fault'"):
        if row["state"] in _MADE_BY_PEOPLE and row["id"] not in acted:
            yield f"fault {row['id']} is {row['state']} and nobody said so"


def _baseless(raw: sqlite3.Connection) -> Iterator[str]:
    """Promise 4: a fault is suspected only where a reminder had really been delivered."""
    for row in raw.execute("SELECT id, body FROM matters WHERE kind = 'fault'"):
        evidence = json.loads(row["body"])["evidence"]
        if evidence is not None and not evidence["reminders"]:
            yield f"fault {row['id']} was suspected, and no reminder had been delivered"


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
