"""The engine in its house: the real application on a real database, with hand-made channels and a hand-moved clock.

People have accounts on these channels and, unless a test wants it, no web chat. Retries follow at once, so that nothing
is waited for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.app import App
from bot.clock import ManualClock
from bot.config import Settings, load_office
from bot.domain.accounts import AccountCommand, IssueCode, Redeem, RegisterGroup, fingerprint
from bot.domain.duties.errand import Register
from bot.domain.effects import Notify, Urgency
from bot.domain.ids import GroupId, MatterId, PersonId
from bot.domain.obligations import Recipient
from bot.domain.office import Office
from bot.domain.texts import Text, say
from bot.engine.batch import NOBODY
from bot.engine.carrier import Retry
from bot.engine.work import PlanWork
from bot.ports import Channel, Order, Plan, StoreUnavailableError
from storage.store import SqlStore
from storage.transaction import SqlTransaction
from tests.engine.post import Post
from tests.world import OFFICE, WEDNESDAY

SOON: Final = Retry(first=0.001, longest=0.002)
PEOPLE: Final = ("wanglei", "lixiaodong", "zhangjianguo", "chenzhiyuan", "zhengkai")
ADMINISTRATOR: Final = "zhengkai"
GROUP: Final = "group-duty"


class FickleStore(SqlStore):
    """A store whose disk is full when a test says so."""

    full: bool = False
    commits: int = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTransaction]:
        if self.full:
            raise StoreUnavailableError("database or disk is full")
        async with super().transaction() as transaction:
            yield transaction
        self.commits += 1


def plain_office() -> Office:
    """The sample office as a real one: nobody is let in anywhere without an account."""
    loaded = load_office(OFFICE)
    assert loaded.office is not None
    return replace(loaded.office, sample=False, quiet=None)


@dataclass
class House:
    """An office with its engine, awake."""

    app: App
    clock: ManualClock
    store: FickleStore
    folder: Path

    # --- who is who --------------------------------------------------------------------------------------------

    async def enrol(self, *channels: Post, people: Sequence[str] = PEOPLE, group: bool = False) -> None:
        """These people have an account on each channel, the last one bound first; the duty group is on all of them."""
        for channel in reversed(channels):
            sent = list[AccountCommand]()
            for person in map(PersonId, people):
                code = fingerprint(f"{person} on {channel.name}")
                sent.append(IssueCode(by=None, person=person, hash=code))
                sent.append(Redeem(by=person, hash=code, channel=channel.name, address=person))
            if group:
                sent.append(RegisterGroup(by=None, group=GroupId("zhibanqun"), channel=channel.name, address=GROUP))
            await self.app.desk.do(PlanWork(plan=Plan(accounts=tuple(sent)), origin=NOBODY))
            self.clock.set(self.clock.now().replace(microsecond=self.clock.now().microsecond + 1))

    # --- what the bot does -------------------------------------------------------------------------------------

    async def tells(
        self, who: str, *words: str, urgency: Urgency = Urgency.URGENT, card: str = "", text: Text | None = None
    ) -> None:
        """The bot has something to say to somebody, each word in a message of its own."""
        to = Recipient(who if ":" in who else f"p:{who}")
        notifies = tuple(
            Notify(to=to, text=text or say("plain", text=word), urgency=urgency, card=card) for word in words
        )
        await self.app.desk.do(PlanWork(plan=Plan(notifies=notifies), origin=NOBODY))

    async def calls(self, *debtors: str) -> list[MatterId]:
        """A leader has telephoned, once for each of these people; each owes an answer within ten minutes."""
        orders = tuple(Order(command=call(debtor)) for debtor in debtors)
        work = PlanWork(plan=Plan(orders=orders), origin=NOBODY)
        await self.app.desk.do(work)
        return [decision.state.the.id for decision in work.decisions if not hasattr(decision, "key")]

    async def ring(self, at: datetime | None = None) -> None:
        """The alarm rings, at a moment if one is given."""
        if at is not None:
            self.clock.set(at)
        await self.app.alarm.ring()

    async def settled(self) -> None:
        """All that can be made and sent has been."""
        await self.app.reception.quiet()
        await self.app.press.drained()
        await self.app.outbox.drained()

    # --- what is in the database -------------------------------------------------------------------------------

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database file says, asked beside the bot."""
        return ask(self.folder / "story.db", question, *values)

    def letters(self, where: str = "1", *values: object) -> list[tuple[Any, ...]]:
        """Status and reason of letters that are not copies for the web."""
        return self.rows(f"SELECT status, why FROM outbox WHERE channel <> 'web' AND {where} ORDER BY id", *values)  # noqa: S608


def call(debtor: str) -> Register:
    """A leader's call that somebody is to answer."""
    return Register(
        by=None, what="call", text="李副县长来电：问防汛备勤情况", title="李副县长来电", debtor=PersonId(debtor)
    )


def ask(database: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask a database file something."""
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(question, values).fetchall()


async def build(
    folder: Path,
    channels: Callable[[App], Sequence[Channel]],
    clock: ManualClock,
    *,
    office: Callable[[Office], Office] = lambda office: office,
) -> tuple[App, FickleStore]:
    """The application on the database of a folder, not awake yet."""
    store = await FickleStore.open(f"sqlite+aiosqlite:///{folder / 'story.db'}")
    app = App(office(plain_office()), Settings(), store, clock, folder / "files", channels, SOON)
    return app, store


@asynccontextmanager
async def a_house(
    folder: Path,
    *channels: Post,
    start: datetime = WEDNESDAY,
    clock: ManualClock | None = None,
    office: Callable[[Office], Office] = lambda office: office,
    before: Callable[[App], None] = lambda app: None,
) -> AsyncIterator[House]:
    """Wake up on the database of a folder. No alarm rings by itself; no channel listens by itself."""
    clock = clock or ManualClock(start)
    app, store = await build(folder, lambda _: channels, clock, office=office)
    before(app)
    async with app.running(serve=False):
        yield House(app, clock, store, folder)
