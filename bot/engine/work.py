"""The pieces of work that can be put on the desk. Each says which matters it needs, and what it does to a batch."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.domain.accounts import Enrolled, LoseChat
from bot.domain.commands import Tick
from bot.domain.effects import Attachment, Notify, Question, Record, Refused
from bot.domain.ids import MatterId
from bot.domain.obligations import to_person
from bot.domain.office import Office, Role
from bot.domain.state import Accepted as Granted
from bot.domain.state import Decision, Outage
from bot.domain.texts import Text, say
from bot.engine.batch import NOBODY, Batch, Origin
from bot.engine.journal import command_detail
from bot.ports import Accepted, Arrival, Handled, Letter, LetterStatus, Order, Plan, Receipt, SetAside

TICKS: Final = 256  # matters woken in one transaction
ASIDE: Final = timedelta(hours=1)  # before a ladder that could not be climbed is tried again
_BREATH: Final = 32  # decisions after which other people's coroutines have their turn


class Work(Protocol):
    """Something to be done in a batch."""

    def needs(self) -> Iterable[MatterId]:
        """The matters it will want; they are loaded together."""
        ...

    def arrivals(self) -> Sequence[Arrival]:
        """What it will want to write into the inbox; whether it is known already is asked for together."""
        ...

    async def apply(self, batch: Batch) -> None:
        """Do it. May be called again on a fresh batch if the first one failed."""
        ...


class Waiting:
    """A piece of work, and somebody who waits for it."""

    def __init__(self, work: Work, done: asyncio.Future[None]) -> None:
        self.work = work
        self.done = done

    def succeed(self) -> None:
        """It is committed."""
        if not self.done.done():
            self.done.set_result(None)

    def fail(self, error: Exception) -> None:
        """It cannot be done."""
        if not self.done.done():
            self.done.set_exception(error)


class Plain:
    """Work that needs nothing beforehand."""

    def needs(self) -> Iterable[MatterId]:
        """No matter."""
        return ()

    def arrivals(self) -> Sequence[Arrival]:
        """No arrival."""
        return ()


class AcceptWork(Plain):
    """Write arrivals into the inbox, each once however often it is delivered."""

    def __init__(self, arrivals: Sequence[Arrival]) -> None:
        self._arrivals = arrivals
        self.accepted: tuple[Accepted, ...] = ()

    def arrivals(self) -> Sequence[Arrival]:
        """What has come in."""
        return self._arrivals

    async def apply(self, batch: Batch) -> None:
        """Number the new ones and write them down."""
        self.accepted = batch.accept(self._arrivals)


@dataclass(slots=True, kw_only=True)
class PlanWork(Plain):
    """Carry out what a handler made of a message, and mark the message as handled in the same transaction."""

    plan: Plan
    origin: Origin
    inbox: int | None = None
    at: datetime | None = None  # when it was said; None means now
    decisions: list[Decision] = field(default_factory=list)
    enrolled: list[Enrolled] = field(default_factory=list)  # what came of its account commands

    def needs(self) -> Iterable[MatterId]:
        """The matters its orders are for."""
        return (order.matter for order in self.plan.orders if order.matter is not None)

    async def apply(self, batch: Batch) -> None:
        """Decide every order; the words of a refusal are an answer like any other."""
        plan, now = self.plan, batch.around.now
        at = min(self.at or now, now)
        asked = batch.questions.get(self.origin.person) if self.origin.person else None
        self.decisions, self.enrolled = [], []
        if plan.together:
            await self._all_or_none(batch, at)
        else:
            for order in plan.orders:
                await self._decide(batch, order, at)
        for command in plan.accounts:
            enrolled = batch.enrol(command, self.origin)
            if isinstance(enrolled, Refused):
                batch.refuse(enrolled, self.origin)
                break
            self.enrolled.append(enrolled)
        else:
            for said in plan.says:
                batch.answer(said, self.origin, None)
        for notify in plan.notifies:
            await batch.apply(notify, self.origin, None, at)
        if plan.asks is not None and not self._still_asked(batch, asked):
            await batch.apply(plan.asks, self.origin, None, at)
        if plan.records and (not plan.orders or any(isinstance(d, Granted) for d in self.decisions)):
            batch.journal(plan.verb, self.origin, self._about(), command_detail(None, None, plan.records, self.at))
        if plan.refused is not None:
            batch.journal(plan.verb, self.origin, None, command_detail(None, plan.refused, (), self.at))
            batch.refuse(plan.refused, self.origin)
        if self.inbox is not None:
            batch.changes.handled.append(Handled(id=self.inbox, matter=self._about()))

    def _still_asked(self, batch: Batch, before: Question | None) -> bool:
        """Whether a question that the plan would forget stands: its answer was refused, or raised the next one."""
        if self.plan.asks is None or self.plan.asks.question is not None or self.origin.person is None:
            return False
        refused = bool(self.decisions) and not any(isinstance(d, Granted) for d in self.decisions)
        return refused or batch.questions.get(self.origin.person) is not before

    def _about(self) -> MatterId | None:
        """The matter that the message opened or spoke of."""
        granted = (d.state.matter for d in self.decisions if isinstance(d, Granted))
        return next((matter.id for matter in granted if matter is not None), None)

    async def _decide(self, batch: Batch, order: Order, at: datetime) -> Decision:
        decision = await batch.carry_out(order, self.origin, at)
        self.decisions.append(decision)
        if isinstance(decision, Refused):
            batch.refuse(decision, self.origin)
        return decision

    async def _all_or_none(self, batch: Batch, at: datetime) -> None:
        """Try the orders on a copy; keep the copy only if every one of them was granted."""
        trial = batch.copy()
        for order in self.plan.orders:
            decision = await trial.carry_out(order, self.origin, at)
            self.decisions.append(decision)
            if not isinstance(decision, Granted):
                batch.refuse(decision, self.origin)
                return
        batch.adopt(trial)


@dataclass(slots=True)
class TickWork(Plain):
    """Climb the ladders that are due. `found` says how many matters there were; fewer than TICKS means all."""

    found: int = 0
    only: tuple[MatterId, ...] = ()  # empty means whatever is due
    ids: tuple[MatterId, ...] = ()  # the matters it found

    async def apply(self, batch: Batch) -> None:
        """Wake the longest waiting first."""
        now = batch.around.now
        ids = self.ids = self.only or await batch.transaction.due(now, TICKS)
        self.found = len(ids)
        await batch.load(ids)
        suspects = [id for id in ids if _may_suspect(batch, id, now)]
        if suspects:
            batch.deliveries |= await batch.transaction.deliveries(suspects)
        for count, id in enumerate(ids, 1):
            await batch.carry_out(Order(command=_TICK, matter=id), NOBODY, now)
            if count % _BREATH == 0:
                await asyncio.sleep(0)


_TICK: Final = Tick()


def _may_suspect(batch: Batch, id: MatterId, now: datetime) -> bool:
    """Whether a tick of this matter may come to a rung where a fault is suspected, and so needs the evidence."""
    case = batch.case(id)
    return case is not None and any(
        step.suspect
        for o in case.obligations
        if o.wake_at is not None and o.wake_at <= now
        for step in o.ladder.steps[o.rung :]
    )


@dataclass(slots=True)
class SetAsideWork(Plain):
    """A matter whose ladders cannot be climbed is left alone for a while, so that it stops nobody else's."""

    matter: MatterId
    code: str  # of the report in the log

    async def apply(self, batch: Batch) -> None:
        """Let it sleep, and say so in the journal and to the administrators."""
        batch.changes.set_aside.append(SetAside(matter=self.matter, until=batch.around.now + ASIDE))
        record = Record(what="set-aside", args={"code": self.code})
        batch.journal("SetAside", NOBODY, self.matter, command_detail(None, None, (record,), None))
        for notify in to_administrators(batch.around.office, say("failed.ladder", code=self.code)):
            await batch.apply(notify, NOBODY, None, batch.around.now)


def to_administrators(office: Office, text: Text) -> tuple[Notify, ...]:
    """Something that the administrators should know."""
    return tuple(Notify(to=to_person(person), text=text) for person in office.in_role(Role.ADMINISTRATOR))


@dataclass(slots=True)
class ClaimWork(Plain):
    """These letters are being handed over: after a crash, nobody will know whether they arrived."""

    ids: Sequence[int]

    async def apply(self, batch: Batch) -> None:
        """Mark them."""
        batch.changes.claims.extend(self.ids)


@dataclass(slots=True)
class ReceiptWork(Plain):
    """What became of a letter. One that can never arrive goes to the person's next channel."""

    letter: Letter
    receipt: Receipt
    lost: bool = False  # True means that nothing will reach that chat any more
    hand_over: bool = False  # True means that the channel stays down and the next one is to take it

    async def apply(self, batch: Batch) -> None:
        """Note it, and send it another way where there is one."""
        letter = self.letter
        batch.changes.receipts.append(self.receipt)
        if self.lost:
            batch.enrol(LoseChat(by=None, channel=letter.channel, address=letter.chat), NOBODY)
        if self.receipt.status is LetterStatus.FAILED or self.hand_over:
            batch.send_another_way(letter)


@dataclass(slots=True)
class PublishWork(Plain):
    """The papers of a letter are made: it goes to whom it is for."""

    letter: Letter
    text: Text
    files: tuple[Attachment, ...]
    given_up: bool = False  # True means that they are not made, and the words go alone

    async def apply(self, batch: Batch) -> None:
        """Send it, and settle what waited at the press, in one transaction: it is published once."""
        batch.changes.receipts.append(Receipt(id=self.letter.id, status=LetterStatus.SENT, at=batch.around.now))
        batch.publish(self.letter, self.text, self.files)
        if self.given_up:
            for notify in to_administrators(batch.around.office, say("failed.paper")):
                await batch.apply(notify, NOBODY, None, batch.around.now)


@dataclass(slots=True)
class NoteWork(Plain):
    """Small facts, and outages that are over."""

    notes: dict[str, str] = field(default_factory=dict)
    outages: tuple[Outage, ...] = ()
    failed: tuple[int, str] | None = None  # an inbox row that could not be handled, and the code of its report

    async def apply(self, batch: Batch) -> None:
        """Write them down."""
        batch.changes.notes |= self.notes
        batch.changes.outages.extend(self.outages)
        if self.failed is not None:
            row, code = self.failed
            batch.changes.handled.append(Handled(id=row, status=f"failed:{code}"))
