"""What the engine asks of a store, asked of every database: `bot.ports.Store`, as it is meant.

SQLite is always here. Where `ZHISHOU_TEST_POSTGRES` holds the address of an empty PostgreSQL database, it is asked the
same.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from bot.clock import ManualClock
from bot.domain.accounts import Account, Code, Directory
from bot.domain.decide import decide
from bot.domain.effects import Attachment, Question, Urgency
from bot.domain.ids import MatterId, PersonId, Slot
from bot.domain.matters import Fresh
from bot.domain.obligations import Recipient, to_person
from bot.domain.state import Accepted as Granted
from bot.domain.state import Outage, State
from bot.domain.texts import Button, content, lines, moment, say
from bot.engine.journal import Line, first_break, seal
from bot.ports import (
    Accepted,
    Case,
    Changes,
    Handled,
    Heads,
    Letter,
    LetterStatus,
    Receipt,
    SetAside,
)
from bot.sample import sample_roster
from storage.reads import SqlReads
from storage.store import SqlStore
from storage.tables import metadata
from tests.engine.house import call, plain_office

NOON: Final = datetime(2026, 11, 18, 4, 0, 0, 123_456, tzinfo=UTC)
POSTGRES: Final = os.environ.get("ZHISHOU_TEST_POSTGRES", "")
OFFICE: Final = plain_office()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not POSTGRES, reason="no PostgreSQL here"))]
)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return POSTGRES if request.param == "postgresql" else f"sqlite+aiosqlite:///{tmp_path / 'store.db'}"


@pytest_asyncio.fixture
async def store(address: str) -> AsyncIterator[SqlStore]:
    found = await SqlStore.open(address)
    yield found
    if address == POSTGRES:
        async with found.engine.begin() as connection:
            await connection.run_sync(metadata.drop_all)
    await found.close()


async def write(store: SqlStore, changes: Changes) -> None:
    async with store.transaction() as transaction:
        await transaction.write(changes)


def case(id: int, *, wake: datetime | None = None) -> Case:
    """A leader's call that wanglei owes an answer to, with its obligations, perhaps woken at another moment."""
    state = State(office=OFFICE, fresh=Fresh(id=MatterId(id), sequence=id))
    decision = decide(state, call("wanglei"), NOON)
    assert isinstance(decision, Granted)
    owed = decision.state.obligations
    return Case(
        matter=decision.state.the,
        obligations=owed if wake is None else tuple(replace(one, wake_at=wake) for one in owed),
    )


def opened(*cases: Case) -> Changes:
    return Changes(
        new_matters=[one.matter for one in cases], new_obligations=[o for one in cases for o in one.obligations]
    )


def letter(id: int, **fields: object) -> Letter:
    base = Letter(
        id=id,
        at=NOON,
        to=to_person(PersonId("wanglei")),
        channel="post",
        chat="wanglei",
        urgency=Urgency.URGENT,
        text=lines(say("call.overdue", n=3, title=content("王磊：😀"), due=moment(NOON)), None),
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def accepted(id: int, key: str = "", **fields: object) -> Accepted:
    base = Accepted(
        id=id,
        channel="post",
        key=key or str(id),
        raw={"text": "到岗了 😀", "nested": {"list": [1, None, True]}},
        chat="wanglei",
        lane="wanglei",
        message=f"in{id}",
        at=NOON,
    )
    return replace(base, **fields)  # type: ignore[arg-type]


# --- all or nothing ------------------------------------------------------------------------------------------------


async def test_an_empty_store_begins_at_nothing(store: SqlStore) -> None:
    assert await store.heads() == Heads()
    assert await store.next_wake() is None
    assert await store.unhandled() == ()
    assert await store.waiting(10) == ()
    assert await store.directory() == Directory()
    assert await store.questions() == {}


async def test_what_is_committed_is_there_after_opening_anew(store: SqlStore, address: str) -> None:
    one = case(7)
    line = Line(at=NOON, actor="wanglei", channel="post", verb="Register", matter=MatterId(7), detail="{}")
    entry = seal(line, 1, "")
    changes = opened(one)
    changes.arrivals.append(accepted(4))
    changes.letters.append(letter(9))
    changes.entries.append(entry)
    changes.notes["count:errand:2026"] = "7"
    await write(store, changes)
    again = await SqlStore.open(address)
    try:
        assert await again.heads() == Heads(
            matter=7, letter=9, inbox=4, seq=1, hash=entry.hash, notes={"count:errand:2026": "7"}
        )
        async with again.transaction() as transaction:
            assert await transaction.cases([MatterId(7), MatterId(8)]) == {MatterId(7): one}
        assert await again.unhandled() == (accepted(4),)
        assert await again.waiting(10) == (letter(9),)
        assert first_break(await SqlReads(again.engine, ManualClock(NOON)).entries(0)) is None
    finally:
        await again.close()


async def test_an_exception_undoes_everything(store: SqlStore) -> None:
    async def fail() -> None:
        async with store.transaction() as transaction:
            changes = opened(case(1))
            changes.letters.append(letter(1))
            changes.notes["a"] = "b"
            await transaction.write(changes)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await store.heads() == Heads()
    await write(store, opened(case(1)))
    assert (await store.heads()).matter == 1


async def test_nothing_is_seen_before_the_commit(store: SqlStore) -> None:
    async with store.transaction() as transaction:
        await transaction.write(opened(case(1)))
        assert (await store.heads()).matter == 0
    assert (await store.heads()).matter == 1


async def test_the_same_arrival_cannot_stand_there_twice(store: SqlStore) -> None:
    await write(store, Changes(arrivals=[accepted(1, "a")]))
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        await write(store, Changes(arrivals=[accepted(2, "b"), accepted(3, "a")]))
    assert [one.key for one in await store.unhandled()] == ["a"]
    await write(store, Changes(arrivals=[accepted(2, "a", channel="wire")]))


async def test_naive_moments_do_not_get_in(store: SqlStore) -> None:
    with pytest.raises(TypeError):
        await write(store, Changes(letters=[letter(1, at=NOON.replace(tzinfo=None))]))


# --- matters and their ladders -------------------------------------------------------------------------------------


async def test_a_changed_matter_is_read_as_it_was_written(store: SqlStore) -> None:
    one = case(1)
    await write(store, opened(one))
    done = tuple(o.discharge(PersonId("wanglei"), NOON + timedelta(minutes=3)) for o in one.obligations)
    closed = replace(one.matter, title="改过的标题", state="done", closed_at=NOON + timedelta(minutes=3))
    await write(store, Changes(matters=[closed], obligations=list(done)))
    async with store.transaction() as transaction:
        assert await transaction.cases([MatterId(1)]) == {MatterId(1): Case(matter=closed, obligations=done)}
    assert await store.next_wake() is None


async def test_what_is_due_comes_longest_waiting_first_and_no_more_than_asked(store: SqlStore) -> None:
    minutes = {1: 30, 2: 10, 3: 20, 4: 40}
    await write(store, opened(*(case(id, wake=NOON + timedelta(minutes=m)) for id, m in minutes.items())))
    async with store.transaction() as transaction:
        assert await transaction.due(NOON + timedelta(minutes=30), 9) == (2, 3, 1)
        assert await transaction.due(NOON + timedelta(minutes=30), 2) == (2, 3)
        assert await transaction.due(NOON + timedelta(minutes=10), 9) == (2,)
        assert await transaction.due(NOON + timedelta(minutes=9), 9) == ()
    assert await store.next_wake() == NOON + timedelta(minutes=10)


async def test_a_matter_that_is_set_aside_wakes_later_and_nobody_else_does(store: SqlStore) -> None:
    await write(store, opened(case(1, wake=NOON), case(2, wake=NOON)))
    later = NOON + timedelta(hours=1)
    await write(store, Changes(set_aside=[SetAside(matter=MatterId(1), until=later)]))
    async with store.transaction() as transaction:
        assert await transaction.due(NOON, 9) == (2,)
        assert await transaction.due(later, 9) == (2, 1)


async def test_setting_aside_wakes_nothing_that_sleeps_and_nothing_earlier(store: SqlStore) -> None:
    over = case(1)
    await write(store, opened(over, case(2, wake=NOON + timedelta(hours=9))))
    await write(store, Changes(obligations=[o.withdraw() for o in over.obligations]))
    aside = [SetAside(matter=MatterId(id), until=NOON + timedelta(hours=1)) for id in (1, 2)]
    await write(store, Changes(set_aside=aside))
    assert await store.next_wake() == NOON + timedelta(hours=9)


async def test_shifts_are_found_by_the_hours_they_touch(store: SqlStore) -> None:
    changes = Changes()
    for id, order in enumerate(sample_roster(OFFICE, NOON.date()), 1):
        decision = decide(State(office=OFFICE, fresh=Fresh(id=MatterId(id), sequence=id)), order.command, NOON)
        assert isinstance(decision, Granted)
        changes.new_matters.append(decision.state.the)
    await write(store, changes)
    found = await store.shifts(NOON, NOON + timedelta(hours=1))
    assert found
    assert all(m.starts_at and m.ends_at and m.starts_at <= NOON + timedelta(hours=1) <= m.ends_at for m in found)
    assert len(found) < len(changes.new_matters)


# --- letters -------------------------------------------------------------------------------------------------------


async def test_a_letter_is_read_as_it_was_written(store: SqlStore) -> None:
    whole = letter(
        1,
        buttons=(Button(label=say("button.ack"), verb="ack", matter=7, slot=1, arg="甲"),),
        attachments=(Attachment(kind="weekly-chart", args={"week": "2026-11-16"}),),
        matter=MatterId(7),
        slot=Slot(1),
        card="incident:7",
        reply_to="in3",
        primary=False,
    )
    await write(store, Changes(letters=[whole]))
    assert await store.waiting(10) == (whole,)


async def test_only_what_is_not_settled_waits_and_what_is_in_doubt_says_so(store: SqlStore) -> None:
    await write(store, Changes(letters=[letter(id) for id in range(1, 7)]))
    settled = {2: LetterStatus.SENT, 3: LetterStatus.FAILED, 4: LetterStatus.REPLACED, 5: LetterStatus.PENDING}
    await write(store, Changes(claims=[2, 3, 4, 5, 6]))
    receipts = [Receipt(id=id, status=status, at=NOON, why="x") for id, status in settled.items()]
    await write(store, Changes(receipts=receipts))
    assert [(one.id, one.again, one.attempts) for one in await store.waiting(10)] == [
        (1, False, 0),
        (5, False, 1),
        (6, True, 1),
    ]
    assert [one.id for one in await store.waiting(2)] == [1, 5]
    assert [one.id for one in await store.waiting(10, after=1)] == [5, 6]


async def test_what_nobody_can_be_sent_and_what_a_commit_delivers_do_not_wait(store: SqlStore) -> None:
    nowhere = letter(1, channel="", chat="")
    delivered = letter(2, channel="web", chat="p:wanglei", delivered=True)
    await write(store, Changes(letters=[nowhere, delivered]))
    assert await store.waiting(10) == ()


async def test_a_card_is_found_by_the_message_that_shows_it(store: SqlStore) -> None:
    await write(store, Changes(letters=[letter(id, card="incident:1") for id in (1, 2, 3)]))
    assert await store.card("post", "wanglei", "incident:1") == ""
    receipts = [Receipt(id=id, status=LetterStatus.SENT, at=NOON, message=f"m{id}") for id in (1, 2)]
    await write(store, Changes(receipts=receipts))
    assert await store.card("post", "wanglei", "incident:1") == "m2"
    for other in (("wire", "wanglei", "incident:1"), ("post", "lixiaodong", "incident:1"), ("post", "wanglei", "x")):
        assert await store.card(*other) == ""


async def test_only_a_confirmed_reminder_on_the_first_channel_is_evidence(store: SqlStore) -> None:
    about = {"matter": MatterId(7), "slot": Slot(1)}
    listed = [letter(1, **about), letter(2, **about), letter(3, **about, primary=False), letter(4, matter=MatterId(7))]
    await write(store, Changes(letters=listed))
    sent = [Receipt(id=id, status=LetterStatus.SENT, at=NOON + timedelta(seconds=id)) for id in (1, 3, 4)]
    await write(store, Changes(receipts=sent))
    async with store.transaction() as transaction:
        found = await transaction.deliveries([MatterId(7), MatterId(8)])
    assert [(d.slot, d.to, d.at, d.channel) for d in found[MatterId(7)]] == [
        (1, "p:wanglei", NOON + timedelta(seconds=1), "post")
    ]
    assert MatterId(8) not in found


async def test_a_letter_follows_a_chat_that_moved(store: SqlStore) -> None:
    await write(store, Changes(letters=[letter(1)]))
    moved = Receipt(id=1, status=LetterStatus.PENDING, at=NOON, chat="elsewhere")
    await write(store, Changes(receipts=[moved]))
    assert [one.chat for one in await store.waiting(10)] == ["elsewhere"]


# --- arrivals, questions, people, outages --------------------------------------------------------------------------


async def test_what_is_not_handled_comes_in_its_order(store: SqlStore) -> None:
    await write(store, Changes(arrivals=[accepted(id) for id in (1, 2, 3, 4)]))
    handled = [Handled(id=2), Handled(id=3, status="failed:abc", matter=MatterId(1))]
    await write(store, Changes(handled=handled))
    assert await store.unhandled() == (accepted(1), accepted(4))
    async with store.transaction() as transaction:
        assert await transaction.known("post", ["1", "3", "9"]) == {"1", "3"}
        assert await transaction.known("wire", ["1"]) == set()


async def test_a_question_stands_until_it_is_taken_back(store: SqlStore) -> None:
    who, other = PersonId("wanglei"), PersonId("lixiaodong")
    first = Question(kind="element", matter=MatterId(7), args={"element": "place"}, until=NOON)
    await write(store, Changes(questions={who: first, other: first}))
    second = Question(kind="which")
    await write(store, Changes(questions={who: second, other: None}))
    assert await store.questions() == {who: second}


async def test_the_directory_is_kept_whole(store: SqlStore) -> None:
    account = Account(holder=Recipient("p:wanglei"), channel="post", address="1", since=NOON, lost=True, language="en")
    code = Code(hash="h", person=PersonId("wanglei"), issued_by=None, until=NOON, used=True)
    directory = Directory(accounts={("post", "1"): account}, codes={"h": code})
    await write(store, Changes(directory=directory))
    assert await store.directory() == directory
    smaller = Directory(accounts={("post", "1"): account})
    await write(store, Changes(directory=smaller))
    assert await store.directory() == smaller


async def test_outages_are_found_by_their_end(store: SqlStore) -> None:
    old, new = (
        Outage(since=NOON - timedelta(days=9), until=NOON - timedelta(days=8)),
        Outage(since=NOON - timedelta(hours=1), until=NOON, channel="post"),
    )
    await write(store, Changes(outages=[old, new]))
    assert await store.outages(NOON - timedelta(days=1)) == (new,)
    assert set(await store.outages(NOON - timedelta(days=60))) == {old, new}


async def test_a_note_is_overwritten(store: SqlStore) -> None:
    await write(store, Changes(notes={"beat": "1", "key": "k"}))
    await write(store, Changes(notes={"beat": "2"}))
    assert (await store.heads()).notes == {"beat": "2", "key": "k"}


async def test_a_thousand_of_each_are_written_together(store: SqlStore) -> None:
    changes = opened(*(case(id, wake=NOON) for id in range(1, 1_001)))
    changes.letters.extend(letter(id) for id in range(1, 1_001))
    changes.arrivals.extend(accepted(id) for id in range(1, 1_001))
    await write(store, changes)
    heads = await store.heads()
    assert (heads.matter, heads.letter, heads.inbox) == (1_000, 1_000, 1_000)
    async with store.transaction() as transaction:
        assert len(await transaction.cases(MatterId(id) for id in range(1, 1_001))) == 1_000
        assert len(await transaction.known("post", [str(id) for id in range(2_000)])) == 1_000
