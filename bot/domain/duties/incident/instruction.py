"""领导指示 on an incident: split by unit, relayed within the rulebook's time, with a receipt from every unit.

A message sent is not a message received: each unit's relay stays owed until that unit has answered, or until the duty
officer says that he told it by telephone. The leader hears his words repeated (复述) and is told when all have them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.incident.body import ANSWER, RELAY, IncidentBody, Instruction
from bot.domain.duties.incident.card import shown
from bot.domain.duties.incident.opening import AHEAD, ANSWER_WITHIN
from bot.domain.duties.incident.reporting import settled
from bot.domain.effects import Answer, Ask, Notify, Question, Urgency, refuse
from bot.domain.ids import PersonId, UnitId
from bot.domain.limits import Deadline
from bot.domain.obligations import Obligation, to_person
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, Text, content, deadline, lines, listed, moment, names, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruct(Command):
    """A leader orders something about an incident. Whoever took it down on the telephone may say so for him."""

    text: str
    units: tuple[UnitId, ...]
    leader: PersonId | None
    leader_name: str
    answer_by: datetime | None = None
    shares: tuple[tuple[UnitId, str], ...] = ()  # what each unit shall do, where the words say so


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed(Command):
    """已传达: these units were told, by telephone or in person. No units means all of them."""

    units: tuple[UnitId, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(Command):
    """收到, from a unit that was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEcho(Command):
    """复述无误: the leader says that the repetition is right."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInstruction(Command):
    """A unit reports what it did about an instruction."""

    text: str


def instruct(state: State, command: Instruct, now: datetime) -> Decision:
    body, office = state.body(IncidentBody), state.office
    if not command.units:
        args = {"text": command.text, "leader": command.leader or "", "leader_name": command.leader_name}
        if command.answer_by is not None:
            args["answer_by"] = command.answer_by.isoformat()
        question = Question(kind="incident.units", matter=state.the.id, args=args, until=now + ANSWER_WITHIN)
        return accept(state, Answer(text=say("instruction.which-units")), Ask(question=question))
    if command.answer_by is not None and command.answer_by <= now:
        return refuse("deadline.past", at=moment(command.answer_by))
    given = Instruction(
        number=len(body.instructions) + 1,
        leader=command.leader,
        leader_name=command.leader_name,
        text=command.text,
        units=command.units,
        at=now,
        by=command.by,
        answer_by=command.answer_by,
        shares=tuple((unit, words) for unit, words in command.shares if unit in command.units),
    )
    state = state.having(replace(body, instructions=(*body.instructions, given)))
    notices = list[Notify]()
    for unit in given.units:
        about, contact = office.unit_name(unit), office.contact_of(unit)
        state = state.begin("instruction.given", now, unit=unit, about=about, creditor=given.leader)
        relay = state.obligations[-1].slot
        if given.answer_by is not None:
            due = Deadline(at=given.answer_by)
            state = state.begin(
                "instruction.answer", now, unit=unit, about=about, debtor=contact, creditor=given.leader, due=due
            )
        if contact is not None and state.reachable(contact):
            notices.append(_to_unit(state, given, unit, contact, relay))
    unreachable = [u for u in given.units if not _reaches(state, u)]
    answer = lines(
        say("instruction.relaying", units=_names(state, given.units), n=given.number),
        say("instruction.call-them", units=_names(state, unreachable)) if unreachable else None,
    )
    echo = _echo(state, given)
    if given.leader == command.by:
        return accept(state, Answer(text=lines(echo.text, answer), buttons=echo.buttons), notices, shown(state, now))
    to_leader = echo if given.leader is not None and state.reachable(given.leader) else None
    return accept(state, Answer(text=answer), to_leader, notices, shown(state, now, Urgency.URGENT))


def _reaches(state: State, unit: UnitId) -> bool:
    contact = state.office.contact_of(unit)
    return contact is not None and state.reachable(contact)


def _names(state: State, units: Iterable[UnitId]) -> Text:
    return names(*(state.office.unit_name(unit) for unit in units))


def _with_share(state: State, given: Instruction, unit: UnitId) -> Text:
    """应急局（牵头）"""
    name, words = state.office.unit_name(unit), dict(given.shares).get(unit)
    return say("instruction.unit-share", unit=name, words=content(words)) if words else content(name)


def _to_unit(state: State, given: Instruction, unit: UnitId, contact: PersonId, relay: int) -> Notify:
    own = dict(given.shares).get(unit) if len(given.units) > 1 else None
    text = lines(
        say("instruction.to-unit", leader=given.leader_name, number=state.the.number, title=content(state.the.title)),
        content(given.text),
        say("instruction.your-share", words=content(own)) if own else None,
        say("instruction.answer-by", due=deadline(given.answer_by)) if given.answer_by else None,
    )
    button = Button(label=say("button.receive"), verb="receive", matter=state.the.id, slot=relay, style=Style.PRIMARY)
    return Notify(to=to_person(contact), text=text, buttons=(button,), urgency=Urgency.URGENT)


def _echo(state: State, given: Instruction) -> Notify:
    """复述: the leader reads what was understood, before it is too late to correct it."""
    text = lines(
        say("instruction.echo", number=state.the.number),
        content(given.text),
        say("instruction.echo-units", units=listed(*(_with_share(state, given, unit) for unit in given.units))),
        say("instruction.answer-by", due=deadline(given.answer_by)) if given.answer_by else None,
    )
    right = Button(label=say("button.echo-right"), verb="echo_right", matter=state.the.id, arg=str(given.number))
    return Notify(to=to_person(given.leader or PersonId("")), text=text, buttons=(right,), urgency=Urgency.URGENT)


def relayed(state: State, command: Relayed, now: datetime) -> Decision:
    at = command.at or now
    owed = [o for o in state.owed(RELAY) if not command.units or o.unit in command.units]
    if not owed:
        return refuse("instruction.nothing-to-relay", number=state.the.number)
    if at > now + AHEAD:
        return refuse("incident.time-ahead", at=moment(at))
    if at < min(o.started_at for o in owed).replace(second=0, microsecond=0):
        return refuse("instruction.impossible-time", at=moment(at))
    state = state.put(*(o.discharge(command.by, at) for o in owed))
    left = [o.unit for o in state.owed(RELAY) if o.unit is not None]
    text = lines(
        say("instruction.relayed", units=_names(state, [o.unit for o in owed if o.unit]), at=moment(at, "clock")),
        say("instruction.left", units=_names(state, left)) if left else None,
    )
    state = settled(state, now)
    return accept(state, Answer(text=text), _all_told(state, owed, command, now), shown(state, now))


def receive(state: State, command: Receive, now: datetime) -> Decision:
    units = _units_of(state, command.by)
    owed = [o for o in state.owed(RELAY) if o.unit in units]
    if not owed:
        return refuse("instruction.nothing-to-receive", number=state.the.number)
    state = settled(state.put(*(o.discharge(command.by, now) for o in owed)), now)
    text = say("instruction.received")
    others = _all_told(state, owed, command, now)
    return accept(state, Answer(text=text, toast=True), others, shown(state, now))


def _units_of(state: State, person: PersonId | None) -> set[UnitId]:
    """The units a person may answer for: his own, and those whose contact he is."""
    office = state.office
    return {unit.id for unit in office.units.values() if person is not None and unit.contact == person} | {
        unit for unit in (office.unit_of(person),) if unit is not None
    }


def _all_told(state: State, told: Iterable[Obligation], command: Command, now: datetime) -> tuple[Notify, ...]:
    """Once every unit has it, whoever gave the instruction is told; where he is not here, the leader of the hour."""
    waiting = {o.creditor for o in state.owed(RELAY)}
    leaders = dict.fromkeys(o.creditor for o in told if o.creditor not in waiting)
    text = say("instruction.all-told", number=state.the.number, at=moment(now, "clock"))
    return tuple(
        Notify(to=to_person(leader), text=text)
        for leader in leaders
        if leader is not None and leader != command.by and state.reachable(leader)
    )


def confirm_echo(state: State, command: ConfirmEcho, now: datetime) -> Decision:
    body = state.body(IncidentBody)
    given = body.instruction(command.number)
    if given is None or given.leader != command.by:
        return refuse("instruction.not-yours")
    confirmed = tuple(replace(i, confirmed=True) if i is given else i for i in body.instructions)
    state = state.having(replace(body, instructions=confirmed))
    return accept(state, Answer(text=say("instruction.echo-confirmed"), toast=True), shown(state, now))


def answer_instruction(state: State, command: AnswerInstruction, now: datetime) -> Decision:
    units = _units_of(state, command.by)
    owed = [o for o in state.owed(ANSWER) if o.unit in units]
    charged = [i for i in state.body(IncidentBody).instructions if not units.isdisjoint(i.units)]
    if not charged:
        return refuse("instruction.no-answer-owed", number=state.the.number)
    relays = (o for o in state.owed(RELAY) if o.unit in units)  # whoever answers has received it
    state = settled(state.put(*(o.discharge(command.by, now) for o in (*owed, *relays))), now)
    waiting = [o.creditor for o in owed] or [i.leader for i in charged]  # a second answer goes where the first went
    told = dict.fromkeys(person for person in (*waiting, state.duty.officer) if person is not None)
    text = say(
        "instruction.answered",
        unit=_names(state, dict.fromkeys(unit for i in charged for unit in i.units if unit in units)),
        number=state.the.number,
        text=content(command.text),
    )
    others = (Notify(to=to_person(person), text=text) for person in told if person != command.by)
    return accept(state, Answer(text=say("instruction.answer-noted")), others, shown(state, now))
