"""What a handler has before it: the office as it is, who speaks, what was understood, and where to look things up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Protocol

from bot.domain.accounts import Directory
from bot.domain.effects import Answer, Ask, Question, Refused
from bot.domain.ids import MatterId, PersonId, RuleId, Slot, UnitId
from bot.domain.limits import Limit
from bot.domain.obligations import Recipient
from bot.domain.office import Office
from bot.domain.roster import OnDuty
from bot.domain.texts import Arg, Button, Text, content, say
from bot.messages import Inbound, IncomingFile, Tap
from bot.ports import Case, Mention, Order, Plan, Reads
from bot.understanding.situation import NOWHERE, Situation
from bot.understanding.values import Conventions, Intent, Reading, Understood

ANSWER_WITHIN: Final = timedelta(minutes=30)
NOTHING_READ: Final = Reading(intent=Intent.HELP)
NOBODY_MEANT: Final[Mapping[str, PersonId]] = MappingProxyType({})


class Clerk(Protocol):
    """What a handler may have done beside deciding: files fetched and read, codes made."""

    async def fetch(self, channel: str, file: IncomingFile) -> bytes:
        """The bytes of a file somebody sent."""
        ...

    async def keep(self, name: str, data: bytes) -> str:
        """Put a file away until it is wanted; gives the key to it."""
        ...

    async def kept(self, key: str) -> bytes | None:
        """A file that was put away, or None where it is gone."""
        ...

    def new_code(self) -> str:
        """A fresh one-time code, too long to be guessed."""
        ...

    def links(self, code: str) -> tuple[str, ...]:
        """Where a code lets somebody in: a link for each channel that has one."""
        ...


class Understand(Protocol):
    """What turns words into values."""

    def __call__(
        self,
        text: str,
        at: datetime,
        asked: str,
        /,
        *,
        meant: Mapping[str, PersonId] = NOBODY_MEANT,
        conventions: Conventions | None = None,
        situation: Situation = NOWHERE,
    ) -> Understood:
        """What a text said at a moment means; `asked` is the question that was asked, `meant` who a doubtful name is.

        Without `conventions` the office's own are used.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The office at the moment of one message."""

    office: Office
    directory: Directory
    duty: OnDuty
    reads: Reads
    clerk: Clerk
    languages: tuple[str, ...]
    understand: Understand
    conventions: Conventions
    changed: Mapping[RuleId, Limit]  # the regime's own limits, where the office has others
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person wants, as far as it was understood."""

    room: Room
    person: PersonId
    inbound: Inbound
    group: Recipient | None  # the registered group it was said in; None in private
    reading: Reading = NOTHING_READ
    understood: Understood = field(default_factory=Understood)
    tap: Tap | None = None
    words: str = ""  # the text, or what follows a command
    mention: Mention | None = None  # what the message it replies to was about
    question: Question | None = None  # what the bot has asked him

    @property
    def office(self) -> Office:
        """The office."""
        return self.room.office

    @property
    def now(self) -> datetime:
        """When it was said, as far as the engine's clock allows."""
        return min(self.inbound.sent_at or self.room.now, self.room.now)

    @property
    def units(self) -> tuple[UnitId, ...]:
        """The units the person may answer for: his own, and those whose contact he is."""
        own = self.office.unit_of(self.person)
        contact = (unit.id for unit in self.office.units.values() if unit.contact == self.person)
        return tuple(dict.fromkeys(u for u in (own, *contact) if u is not None))

    def at(self, matter: MatterId) -> Request:
        """The same request, about that matter."""
        return replace(self, mention=Mention(matter=matter))


Handler = Callable[[Request], Awaitable[Plan]]


def do(command_order: Order, *more: Order, together: bool = False) -> Plan:
    """Carry out one command, or several."""
    return Plan(orders=(command_order, *more), together=together)


def tell(text: Text, *buttons: Button, toast: bool = False) -> Plan:
    """Just say something."""
    return Plan(says=(Answer(text=text, buttons=buttons, toast=toast),))


def no(key: str, *buttons: Button, **args: Arg) -> Plan:
    """Refuse, in words."""
    return Plan(refused=Refused(key, args, buttons))


def ask(text: Text, question: Question, *buttons: Button) -> Plan:
    """Ask one thing, and take the next plain words as its answer."""
    return Plan(says=(Answer(text=text, buttons=buttons),), asks=Ask(question=question))


@dataclass(frozen=True, slots=True)
class Unclear:
    """More than one matter, or none, could be meant."""

    plan: Plan


async def which(request: Request, kinds: Sequence[str], candidates: Sequence[Case], none: str) -> Case | Unclear:
    """The one matter that is meant: replied to, tapped or numbered; else the only candidate; else it is asked.

    A tap on one of the offered matters says the same words again, about that one.
    """
    found = await pointed_at(request)
    if found is not None:
        return found if found.matter.kind in kinds else Unclear(no("which.wrong-kind", number=found.matter.number))
    number = request.reading.number or request.understood.number
    if number:
        numbered = [case for case in candidates if case.matter.number.endswith(number)]
        if len(numbered) == 1:
            return numbered[0]
        for kind in kinds:
            for matter in await request.room.reads.by_number(number, kind):
                case = await request.room.reads.case(matter.id)
                if case is not None:
                    return case
        return Unclear(no("which.no-such-number", number=number))
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        return Unclear(no(none))
    return Unclear(offer(request, candidates))


async def pointed_at(request: Request) -> Case | None:
    """The matter of the tapped button or of the message replied to."""
    id = request.tap.matter if request.tap else None
    if id is None and request.mention is not None:
        id = request.mention.matter
    return await request.room.reads.case(id) if id is not None else None


def offer(request: Request, candidates: Sequence[Case]) -> Plan:
    """Ask which of several matters is meant."""
    buttons = tuple(
        Button(
            label=say("which.button", number=case.matter.number, title=content(case.matter.title[:12])),
            verb="this",
            matter=case.matter.id,
        )
        for case in candidates[:8]
    )
    question = Question(kind="which", args={"text": request.words}, until=request.now + ANSWER_WITHIN)
    return ask(say("which.ask"), question, *buttons)


def slot_of(request: Request) -> Slot | None:
    """The obligation that a tapped or replied-to reminder spoke of."""
    if request.tap is not None and request.tap.slot is not None:
        return request.tap.slot
    return request.mention.slot if request.mention is not None else None
