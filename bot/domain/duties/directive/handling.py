"""签收, 进展, 办结, 销号: what the units and 督查室 do about an issued 批示.

收到 signs for it and no more. A unit may say 办结; only 督查室 closes it (销号), or sends it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.commands import Command
from bot.domain.duties.directive.body import ANSWER, SIGN, VERIFY, DirectiveBody, Part, PartState
from bot.domain.duties.directive.card import shown, who
from bot.domain.effects import Answer, Ask, Notify, Refused, refuse
from bot.domain.ids import PersonId, UnitId
from bot.domain.limits import Deadline
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation, to_person
from bot.domain.office import Role
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, Text, content, deadline, lines, moment, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Command):
    """签收: the unit has it."""

    quiet: bool = True  # True means a tap: a word on the button is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Command):
    """进展: how far it has come, and when it is expected."""

    text: str
    expected: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(Command):
    """办结, says the unit."""

    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOut(Command):
    """销号, says 督查室. Without a unit, for all that are done."""

    unit: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Command):
    """退回: not what was asked for."""

    unit: UnitId | None = None
    reason: str = ""


def not_handled(state: State) -> Refused | None:
    """Why nothing can be done about a 批示 that is not being handled."""
    match state.the.stage:
        case Stage.DRAFT:
            return refuse("directive.is-draft", number=state.the.number)
        case Stage.CLOSED:
            return refuse("directive.closed", number=state.the.number)
        case _:
            return None


def owed_by(state: State, act: str, parts: Iterable[Part]) -> tuple[Obligation, ...]:
    """The live obligations of some parts that one act would discharge."""
    whose = {(part.unit, part.person) for part in parts}
    return tuple(o for o in state.owed(act) if (o.unit, o.debtor) in whose)


def sign(state: State, command: Sign, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body = state.body(DirectiveBody)
    mine = body.parts_of(state.office, command.by)
    waiting = [part for part in mine if part.state is PartState.WAITING]
    if not mine:
        return refuse("directive.not-yours", number=state.the.number)
    if not waiting:
        return refuse("directive.signed-already", number=state.the.number)
    signed = ((part, replace(part, state=PartState.SIGNED, signed_at=now)) for part in waiting)
    owed, answers = owed_by(state, SIGN, waiting), owed_by(state, ANSWER, waiting)
    state = state.put(*(o.discharge(command.by, now) for o in owed), *(o.acknowledge(now) for o in answers))
    state = state.having(body.with_parts(signed))
    due = deadline(body.due.at) if body.due else say("deadline.none")
    text = say("directive.signed", number=state.the.number, spoken=state.the.spoken, due=due)
    return accept(state, Answer(text=text, toast=command.quiet), shown(state, now))


def progress(state: State, command: Progress, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body = state.body(DirectiveBody)
    mine = body.parts_of(state.office, command.by)
    if not mine:
        return refuse("directive.not-yours", number=state.the.number)
    state = _taken_up(state, mine, command.by, now)
    body = state.body(DirectiveBody).noted("progress", command.text, now, command.by, mine[0].unit)
    state = state.having(body)
    late = command.expected is not None and body.due is not None and command.expected > body.due.at
    hint = say("directive.expected-late", due=moment(body.due.at)) if late and body.due else None
    answer = Answer(text=lines(say("directive.progress-noted", number=state.the.number), hint))
    return accept(state, answer, shown(state, now), Ask(question=None))


def _taken_up(state: State, parts: tuple[Part, ...], by: PersonId | None, now: datetime) -> State:
    """Whoever reports on it has received it: signing is not asked for twice."""
    waiting = [part for part in parts if part.state is PartState.WAITING]
    signed = ((part, replace(part, state=PartState.SIGNED, signed_at=now)) for part in waiting)
    state = state.having(state.body(DirectiveBody).with_parts(signed))
    signs, answers = owed_by(state, SIGN, parts), owed_by(state, ANSWER, parts)
    return state.put(*(o.discharge(by, now) for o in signs), *(o.acknowledge(now) for o in answers))


def complete(state: State, command: Complete, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    mine = state.body(DirectiveBody).parts_of(state.office, command.by)
    if not mine:
        return refuse("directive.not-yours", number=state.the.number)
    state = _taken_up(state, mine, command.by, now)
    body = state.body(DirectiveBody)
    doing = [p for p in body.parts_of(state.office, command.by) if p.state is PartState.SIGNED]
    if not doing:
        return refuse("directive.done-already", number=state.the.number)
    done = [(p, replace(p, state=PartState.DONE, done_at=now, evidence=command.evidence)) for p in doing]
    state = state.having(body.with_parts(done))
    state = state.put(*(o.discharge(command.by, now) for o in owed_by(state, ANSWER, doing)))
    notices = list[Notify]()
    for part in doing:
        about = state.office.unit_name(part.unit)
        state = state.begin("directive.completed", now, unit=part.unit, about=about, creditor=body.leader)
        notices.extend(_to_verify(state, part, command.evidence))
    text = say("directive.completed", number=state.the.number)
    return accept(state, Answer(text=text), notices, shown(state, now), Ask(question=None))


def _to_verify(state: State, part: Part, evidence: str) -> Iterable[Notify]:
    """督查室 is asked to look at it: close it, or send it back."""
    unit = part.unit or ""
    text = lines(
        say(
            "directive.to-verify",
            number=state.the.number,
            who=who(state.office, (part,)),
            title=content(state.the.title),
        ),
        content(evidence) if evidence else None,
    )
    buttons = (
        Button(label=say("button.close_out"), verb="close_out", matter=state.the.id, arg=unit, style=Style.PRIMARY),
        Button(label=say("button.return"), verb="return", matter=state.the.id, arg=unit, style=Style.DANGER),
    )
    slot = state.obligations[-1].slot
    for person in state.office.in_role(Role.SUPERVISION):
        yield Notify(to=to_person(person), text=text, buttons=buttons, slot=slot)


def close_out(state: State, command: CloseOut, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body = state.body(DirectiveBody)
    done = [p for p in body.parts if p.state is PartState.DONE and command.unit in (None, p.unit)]
    if not done:
        return refuse("directive.nothing-done", number=state.the.number)
    state = state.having(body.with_parts((p, replace(p, state=PartState.CLOSED)) for p in done))
    units = {part.unit for part in done}
    state = state.put(*(o.discharge(command.by, now) for o in state.owed(VERIFY) if o.unit in units))
    left = [part for part in state.body(DirectiveBody).leads if part.state is not PartState.CLOSED]
    text = say("directive.closed-out", number=state.the.number, who=who(state.office, done))
    if not left:
        state = state.withdraw().closed(now, state="done")
        text = say("directive.all-closed-out", number=state.the.number, title=content(state.the.title))
    told = dict.fromkeys(person for person in (body.leader, *(p.person for p in done)) if person is not None)
    others = (Notify(to=to_person(person), text=text) for person in told if person != command.by)
    return accept(state, Answer(text=_with_left(state, text, left)), others, shown(state, now))


def _with_left(state: State, text: Text, left: list[Part]) -> Text:
    return lines(text, say("directive.left", who=who(state.office, left)) if left else None)


def send_back(state: State, command: Return, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body, office = state.body(DirectiveBody), state.office
    done = [p for p in body.parts if p.state is PartState.DONE and command.unit in (None, p.unit)]
    if not done:
        return refuse("directive.nothing-done", number=state.the.number)
    body = body.with_parts((p, replace(p, state=PartState.SIGNED, done_at=None)) for p in done)
    state = state.having(body.noted("returned", command.reason, now, command.by))
    units = {part.unit for part in done}
    state = state.put(*(o.discharge(command.by, now) for o in state.owed(VERIFY) if o.unit in units))
    tomorrow = office.calendar.next_workday(office.hours.local(now).date() + timedelta(days=1))
    again = max(office.hours.closing(tomorrow), body.due.at if body.due else now)
    for part in done:
        if part.lead:
            state = state.begin(
                "directive.answer",
                now,
                debtor=part.person,
                creditor=body.leader,
                unit=part.unit,
                about=office.unit_name(part.unit),
                due=Deadline(at=again),
            )
    text = say("directive.returned", number=state.the.number, reason=content(command.reason), due=deadline(again))
    told = (Notify(to=to_person(part.person), text=text) for part in done if part.person is not None)
    return accept(state, Answer(text=text), told, shown(state, now), Ask(question=None))
