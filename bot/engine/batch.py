"""One unit of work being prepared: commands are decided one after the other, and what they change is gathered.

Later commands of a batch see what earlier ones did, so an answer that arrives in the middle of a burst of ticks is
never undone by a tick that was read before it. Nothing here waits for the disk but the loading of a matter that nobody
had asked for; everything is written at the end, at once, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.accounts import AccountCommand, Directory, Enrolled, decide_account
from bot.domain.commands import Opening
from bot.domain.decide import decide
from bot.domain.duties import duty_of
from bot.domain.effects import Answer, Ask, Attachment, Effect, Follow, Notify, Question, Record, Refused, Urgency
from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Fresh, Matter
from bot.domain.obligations import Recipient, to_person
from bot.domain.office import Office
from bot.domain.roster import OnDuty, on_duty
from bot.domain.state import Accepted as Granted
from bot.domain.state import Decision, Delivery, Outage, State
from bot.domain.texts import Text
from bot.engine.journal import Line, command_detail, seal
from bot.ports import Accepted, Arrival, Case, Changes, Heads, Letter, Order, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a command comes from. Without a channel it is the bot's own."""

    person: PersonId | None = None
    channel: str = ""
    chat: str = ""
    message: str = ""  # what an answer replies to; empty in a private chat
    tapped: bool = False  # True means a button was pressed, which can be answered in passing
    said_at: datetime | None = None


NOBODY = Origin()
LATE = timedelta(minutes=1)  # what is decided later than this after it was said has its own moment in the journal
PRESS = "press"  # where letters go first whose papers are still to be made


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a batch takes for granted: it changes only between batches."""

    office: Office
    now: datetime
    instant: frozenset[str]  # channels that a commit delivers to
    outages: tuple[Outage, ...] = ()


@dataclass(slots=True, kw_only=True)
class Batch:
    """The work of one transaction."""

    around: Surroundings
    transaction: Transaction
    found: Heads  # where the numbering stood before
    directory: Directory
    questions: dict[PersonId, Question]
    shifts: dict[MatterId, Matter]
    deliveries: dict[MatterId, tuple[Delivery, ...]] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    counts: dict[str, int] = field(default_factory=dict)
    _stored: dict[MatterId, Case] = field(default_factory=dict)
    _current: dict[MatterId, Case] = field(default_factory=dict)
    _known: set[tuple[str, str]] = field(default_factory=set)
    _duty: OnDuty | None = None
    _last_matter: int = field(init=False)
    _last_letter: int = field(init=False)
    _last_inbox: int = field(init=False)
    _seq: int = field(init=False)
    _hash: str = field(init=False)

    def __post_init__(self) -> None:
        found = self.found
        self._last_matter, self._last_letter = found.matter, found.letter
        self._last_inbox = found.inbox
        self._seq, self._hash = found.seq, found.hash

    def copy(self) -> Batch:
        """The same batch, to try something on. What happens to the copy does not touch this one."""
        other = copy(self)
        for name in ("directory", "questions", "shifts", "counts", "_stored", "_current", "changes"):
            setattr(other, name, copy(getattr(self, name)))
        for name in Changes.__slots__:
            setattr(other.changes, name, copy(getattr(self.changes, name)))
        return other

    def adopt(self, trial: Batch) -> None:
        """Be what a copy has become."""
        for name in Batch.__slots__:
            setattr(self, name, getattr(trial, name))

    # --- deciding ----------------------------------------------------------------------------------------------

    async def load(self, ids: Iterable[MatterId]) -> None:
        """Have these matters at hand."""
        missing = [id for id in dict.fromkeys(ids) if id not in self._current]
        if missing:
            found = await self.transaction.cases(missing)
            self._stored |= found
            self._current |= found

    def case(self, id: MatterId) -> Case | None:
        """A matter as it stands in this batch."""
        return self._current.get(id)

    async def recognise(self, arrivals: Sequence[Arrival]) -> None:
        """Find out which of these the inbox has already."""
        for channel in {arrival.channel for arrival in arrivals}:
            keys = [arrival.key for arrival in arrivals if arrival.channel == channel]
            self._known |= {(channel, key) for key in await self.transaction.known(channel, keys)}

    def accept(self, arrivals: Sequence[Arrival]) -> tuple[Accepted, ...]:
        """Number what has come in and is not known yet, and write it down."""
        accepted = list[Accepted]()
        for arrival in arrivals:
            if (arrival.channel, arrival.key) in self._known:
                continue
            self._known.add((arrival.channel, arrival.key))
            self._last_inbox += 1
            accepted.append(
                Accepted(
                    id=self._last_inbox,
                    channel=arrival.channel,
                    key=arrival.key,
                    raw=arrival.raw,
                    chat=arrival.chat,
                    lane=arrival.lane,
                    message=arrival.message,
                    at=self.around.now,
                    refused=arrival.refused,
                )
            )
        self.changes.arrivals.extend(accepted)
        return tuple(accepted)

    async def carry_out(self, order: Order, origin: Origin, at: datetime) -> Decision:
        """Decide a command and everything that follows from it."""
        if order.matter is not None and order.matter not in self._current:
            await self.load((order.matter,))
        case = self._current.get(order.matter) if order.matter is not None else None
        if order.matter is not None and case is None:
            return Refused("refused.no-such-matter")
        state = self._state(order, case)
        decision = decide(state, order.command, at)
        self._note(order, decision, origin, at)
        if isinstance(decision, Granted):
            self._keep(decision.state, order)
            for effect in decision.effects:
                await self.apply(effect, origin, decision.state.matter, at)
        return decision

    def _state(self, order: Order, case: Case | None) -> State:
        fresh = None
        if case is None and isinstance(order.command, Opening):
            duty = duty_of(order.command)
            kind = duty.kind if duty else ""
            year = self.around.office.hours.local(self.around.now).year
            fresh = Fresh(id=MatterId(self._last_matter + 1), sequence=self._count(f"{kind}:{year}") + 1)
        return State(
            office=self.around.office,
            duty=self.duty(),
            matter=case.matter if case else None,
            obligations=case.obligations if case else (),
            fresh=fresh,
            reach=self.directory.reachable,
            deliveries=self.deliveries.get(order.matter, ()) if order.matter is not None else (),
            outages=self.around.outages,
        )

    def duty(self) -> OnDuty:
        """Who is on post now."""
        if self._duty is None:
            self._duty = on_duty(self.shifts.values(), self.around.now)
        return self._duty

    def _count(self, series: str) -> int:
        if series not in self.counts:
            self.counts[series] = int(self.found.notes.get(f"count:{series}", "0"))
        return self.counts[series]

    def _keep(self, state: State, order: Order) -> None:
        matter = state.the
        if order.matter is None:
            kind, year = matter.kind, self.around.office.hours.local(self.around.now).year
            self._last_matter = matter.id
            self.counts[f"{kind}:{year}"] = self._count(f"{kind}:{year}") + 1
        self._current[matter.id] = Case(matter=matter, obligations=state.obligations)
        if matter.kind == "shift":
            self.shifts[matter.id] = matter
            self._duty = None

    async def apply(self, effect: Effect, origin: Origin, matter: Matter | None, at: datetime) -> None:
        """Take down what a decision wants done."""
        match effect:
            case Notify():
                self._post(effect, matter)
            case Answer():
                self.answer(effect, origin, matter.id if matter else None)
            case Ask(question=question, of=of):
                person = of or origin.person
                if person is not None and (question is not None or person in self.questions):
                    self._ask(person, question)
            case Follow(command=command, matter=target):
                await self.carry_out(Order(command=command, matter=target), replace(NOBODY, person=command.by), at)
            case Record():
                pass  # part of the journal line already

    def _ask(self, person: PersonId, question: Question | None) -> None:
        self.changes.questions[person] = question
        if question is None:
            self.questions.pop(person, None)
        else:
            self.questions[person] = question

    def enrol(self, command: AccountCommand, origin: Origin) -> Enrolled | Refused:
        """Decide a wish concerning the directory."""
        decision = decide_account(self.directory, command, self.around.now)
        refused = decision if isinstance(decision, Refused) else None
        self.journal(type(command).__name__, origin, None, command_detail(None, refused, (), origin.said_at))
        if isinstance(decision, Enrolled):
            self.directory = decision.directory
            self.changes.directory = decision.directory
        return decision

    # --- speaking ----------------------------------------------------------------------------------------------

    def _post(self, notify: Notify, matter: Matter | None) -> None:
        """Address a message: to the person's first channel with a copy in his web chat, to a group everywhere."""
        if not all(attachment.made for attachment in notify.attachments):
            self._letter(notify, matter, channel=PRESS, chat="", primary=False)
            return
        accounts = self.directory.addresses(notify.to)
        person = notify.to.startswith("p:")
        if not accounts:
            self._letter(notify, matter, channel="", chat="", primary=True)
        for index, account in enumerate(accounts):
            if person and index and account.channel not in self.around.instant:
                continue  # a further channel is only for when the first one stays down
            self._letter(notify, matter, channel=account.channel, chat=account.address, primary=not person or not index)

    def _letter(self, notify: Notify, matter: Matter | None, *, channel: str, chat: str, primary: bool) -> None:
        self.send(
            Letter(
                id=self._next_letter(),
                at=self.around.now,
                to=notify.to,
                channel=channel,
                chat=chat,
                urgency=notify.urgency,
                text=notify.text,
                buttons=notify.buttons,
                attachments=notify.attachments,
                matter=matter.id if matter else None,
                slot=notify.slot,
                card=notify.card,
                primary=primary,
                delivered=channel in self.around.instant,
            )
        )

    def answer(self, answer: Answer, origin: Origin, matter: MatterId | None) -> None:
        """Answer where something was said. A word in passing answers a tap on its button, and never fills a group."""
        if not origin.channel or (answer.toast and (origin.tapped or origin.message)):
            return
        made = all(attachment.made for attachment in answer.attachments)
        self.send(
            Letter(
                id=self._next_letter(),
                at=self.around.now,
                to=to_person(origin.person) if origin.person else Recipient(""),
                channel=origin.channel if made else PRESS,
                chat=origin.chat if made else f"{origin.channel}|{origin.chat}",
                urgency=Urgency.URGENT,  # somebody is waiting for it with the phone in his hand
                text=answer.text,
                buttons=answer.buttons,
                attachments=answer.attachments,
                matter=matter,
                card=answer.card,
                reply_to=origin.message,
                delivered=made and origin.channel in self.around.instant,
            )
        )

    def publish(self, letter: Letter, text: Text, files: tuple[Attachment, ...]) -> None:
        """What the press has made goes to whom it was for: back into the chat that asked, or to the person or group."""
        if not letter.chat:
            notify = Notify(to=letter.to, text=text, urgency=letter.urgency, attachments=files)
            self._post(notify, None)
            return
        channel, _, chat = letter.chat.partition("|")
        delivered = channel in self.around.instant
        changed = replace(letter, channel=channel, chat=chat, text=text, attachments=files, delivered=delivered)
        self.send(replace(changed, id=self._next_letter(), at=self.around.now))

    def refuse(self, refused: Refused, origin: Origin) -> None:
        """Say no, in words. Under a tap the words are shown in passing; they are not a letter."""
        self.answer(Answer(text=refused.text, buttons=refused.buttons, toast=origin.tapped), origin, None)

    def send_another_way(self, letter: Letter) -> None:
        """A letter that does not arrive goes to the person's next channel that has not had it."""
        if not letter.to.startswith("p:") or not letter.primary:
            return
        accounts = self.directory.addresses(letter.to)
        channels = [account.channel for account in accounts]
        tried = channels.index(letter.channel) + 1 if letter.channel in channels else 0
        had = {letter.channel, *self.around.instant}  # an instant channel had its copy at once
        another = next((account for account in accounts[tried:] if account.channel not in had), None)
        if another is not None:
            changed = replace(letter, channel=another.channel, chat=another.address, again=False, attempts=0)
            self.send(replace(changed, id=self._next_letter()))

    def _next_letter(self) -> int:
        self._last_letter += 1
        return self._last_letter

    def send(self, letter: Letter) -> None:
        """Put a finished letter into the outbox."""
        self.changes.letters.append(letter)

    # --- remembering -------------------------------------------------------------------------------------------

    def _note(self, order: Order, decision: Decision, origin: Origin, at: datetime) -> None:
        refused = decision if isinstance(decision, Refused) else None
        effects = () if isinstance(decision, Refused) else decision.effects
        records = [effect for effect in effects if isinstance(effect, Record)]
        name = type(order.command).__name__
        if name == "Tick" and not records:
            return  # nothing was decided but when to look again
        matter = order.matter
        if matter is None and isinstance(decision, Granted):
            matter = decision.state.the.id
        late = origin.said_at is not None and abs(self.around.now - origin.said_at) >= LATE
        said_at = origin.said_at if late else None
        self.journal(name, origin, matter, command_detail(order.command, refused, records, said_at))

    def journal(self, verb: str, origin: Origin, matter: MatterId | None, detail: str) -> None:
        """Add a sealed line."""
        line = Line(
            at=self.around.now,
            actor=origin.person or "",
            channel=origin.channel,
            verb=verb,
            matter=matter,
            detail=detail,
        )
        entry = seal(line, self._seq + 1, self._hash)
        self._seq, self._hash = entry.seq, entry.hash
        self.changes.entries.append(entry)

    # --- ending ------------------------------------------------------------------------------------------------

    def finish(self) -> Changes:
        """All that must be written: the difference between what was loaded and what is now."""
        changes = self.changes
        for id, case in self._current.items():
            before = self._stored.get(id)
            if before is None:
                changes.new_matters.append(case.matter)
                changes.new_obligations.extend(case.obligations)
                continue
            if case.matter is not before.matter:
                changes.matters.append(case.matter)
            known = len(before.obligations)
            changes.new_obligations.extend(case.obligations[known:])
            pairs = zip(case.obligations, before.obligations, strict=False)
            changes.obligations.extend(now for now, was in pairs if now is not was)
        changes.notes |= {f"count:{series}": str(count) for series, count in self.counts.items()}
        return changes

    def heads(self) -> Heads:
        """Where the numbering stands after this batch."""
        notes = {**self.found.notes, **self.changes.notes} if self.changes.notes else self.found.notes
        return Heads(
            matter=self._last_matter,
            letter=self._last_letter,
            inbox=self._last_inbox,
            seq=self._seq,
            hash=self._hash,
            notes=notes,
        )

    def earliest_wake(self) -> datetime | None:
        """The earliest wake-up time that this batch has set."""
        changed = (*self.changes.new_obligations, *self.changes.obligations)
        return min((o.wake_at for o in changed if o.wake_at is not None), default=None)
