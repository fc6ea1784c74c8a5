"""The office, the store and the million rows that the measures share."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.clock import ManualClock
from bot.config import load_office
from bot.domain.duties.errand import ErrandBody, Register
from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Matter
from bot.domain.obligations import Obligation
from bot.domain.office import Office, Person, Role
from bot.domain.state import State
from bot.engine.batch import NOBODY
from bot.engine.desk import Desk
from bot.engine.work import PlanWork
from bot.ports import Order, Plan
from storage import codec
from storage.store import SqlStore

START: Final = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
PEOPLE: Final = 2_000
OFFICE: Final = Path(__file__).resolve().parent.parent / "office" / "office.toml"
_WORDS: Final = "王副县长来电：了解今晚值班和防汛备勤情况，请十分钟内回复"
_COLUMNS: Final = "INSERT INTO {table} ({names}) VALUES ({places})"


def office() -> Office:
    """The sample office with two thousand people more, each the B岗 of the one before."""
    loaded = load_office(OFFICE)
    assert loaded.office is not None
    crowd = {
        PersonId(f"p{index}"): Person(
            id=PersonId(f"p{index}"),
            name=f"张{index}",
            backup=PersonId(f"p{(index + 1) % PEOPLE}"),
            roles=frozenset({Role.STAFF}),
        )
        for index in range(PEOPLE)
    }
    return replace(loaded.office, people={**loaded.office.people, **crowd})


@asynccontextmanager
async def a_desk(database: Path, clock: ManualClock) -> AsyncIterator[Desk]:
    """A desk on a database, open and not yet working."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{database}")
    desk = Desk(store, clock, office(), instant=frozenset({"web"}))
    await desk.open()
    try:
        yield desk
    finally:
        await store.close()


async def register(desk: Desk, count: int, *, first: int = 0) -> None:
    """So many telephone calls from leaders, each to be answered within ten minutes by somebody else."""
    for start in range(first, first + count, 500):
        orders = tuple(Order(command=_call(index)) for index in range(start, min(start + 500, first + count)))
        await desk.do(PlanWork(plan=Plan(orders=orders), origin=NOBODY))


def _call(index: int) -> Register:
    return Register(by=None, what="call", text=_WORDS, title="王副县长来电", debtor=PersonId(f"p{index % PEOPLE}"))


def fill(database: Path, count: int, *, first: int, wake: datetime, step: timedelta) -> None:
    """Put so many open obligations straight into the tables, waking one after another from a moment on."""
    matter, obligation = _sample()
    matters, obligations = codec.matter_row(matter), codec.obligation_row(obligation)
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA synchronous=OFF")
        raw.executemany(_insert("matters", matters), _matters(matters, first, count))
        raw.executemany(
            _insert("obligations", obligations), _obligations(obligation, obligations, first, count, wake, step)
        )
    raw.close()


def _sample() -> tuple[Matter, Obligation]:
    """One open call, as the core would open it."""
    body = ErrandBody(what="call", text=_WORDS)
    matter = Matter(id=MatterId(0), kind="errand", number="", title="王副县长来电", opened_at=START, body=body)
    state = State(office=office(), matter=matter).begin("errand.call", START, debtor=PersonId("p0"))
    return matter, state.obligations[0]


def _insert(table: str, row: dict[str, Any]) -> str:
    return _COLUMNS.format(table=table, names=", ".join(row), places=", ".join("?" for _ in row))


def _matters(row: dict[str, Any], first: int, count: int) -> Iterator[tuple[Any, ...]]:
    for index in range(first, first + count):
        yield tuple((row | {"id": index, "number": f"SX-2026-{index}"}).values())


def _obligations(
    obligation: Obligation, row: dict[str, Any], first: int, count: int, wake: datetime, step: timedelta
) -> Iterator[tuple[Any, ...]]:
    for index, offset in zip(range(first, first + count), itertools.count(), strict=False):
        at = wake + step * offset
        person = PersonId(f"p{index % PEOPLE}")
        due = at - timedelta(seconds=obligation.ladder.steps[0].after)
        one = replace(obligation, matter=MatterId(index), debtor=person, wake_at=at, due_at=due)
        yield tuple(codec.obligation_row(one).values())
