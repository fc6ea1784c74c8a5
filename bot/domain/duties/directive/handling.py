"""签收, 进展, 办结, 销号: what the units and 督查室 do about an issued 批示.

收到 signs for it and no more. A unit may say 办结; only 督查室 closes it (销号), or sends it back. Where a unit cannot
be reached here, 督查室 takes down what it said on the telephone: those acts name the unit they are done for.

Whoever explains himself after the time is up is not charged with silence: the regulation censures only those who
neither answer nor say why (未按时限要求上报办理情况，又未说明理由和进展情况的).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.directive.body import (
    ANSWER,
    RULE_EXTENSION,
    RULE_OBJECTION,
    SIGN,
    VERIFY,
    DirectiveBody,
    Part,
    PartState,
)
from bot.domain.duties.directive.card import directs, shown, who
from bot.domain.duties.directive.drafting import next_closing, owes
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
    unit: UnitId | None = None  # for which unit 督查室 takes it down


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Command):
    """进展: how far it has come, and when it is expected."""

    text: str
    expected: datetime | None = None
    unit: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(Command):
    """办结, says the unit."""

    evidence: str = ""
    unit: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOut(Command):
    """销号, says 督查室. Without a unit, for all that are done."""

    unit: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Command):
    """退回: not what was asked for."""

    unit: UnitId | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge(Command):
    """抓紧: a word of the leader's or 督查室's to those who still have it."""

    text: str


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
    listed = tuple(parts)
    return tuple(o for o in state.obligations if o.live and any(owes(o, part, act) for part in listed))


def sign(state: State, command: Sign, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body = state.body(DirectiveBody)
    mine = body.parts_for(state.office, command.by, command.unit)
    waiting = [part for part in mine if part.state is PartState.WAITING]
    if not mine:
        return refuse("directive.not-yours", number=state.the.number)
    if not waiting:
        return refuse("directive.signed-already", number=state.the.number)
    due = min((o.due_at for o in owed_by(state, ANSWER, waiting)), default=body.due.at if body.due else None)
    state = taken_up(state, mine, command.by, now)
    args = {"number": state.the.number, "spoken": state.the.spoken}
    if command.unit is not None:
        text = say("directive.signed-for", who=who(state.office, waiting), **args)
    elif any(part.lead for part in waiting):
        text = say("directive.signed", due=deadline(due) if due else say("deadline.none"), **args)
    else:
        text = say("directive.signed-support", lead=who(state.office, body.leads), **args)
    return accept(state, Answer(text=text, toast=command.quiet), shown(state, now))


def progress(state: State, command: Progress, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    mine = state.body(DirectiveBody).parts_for(state.office, command.by, command.unit)
    if not mine:
        return refuse("directive.not-yours", number=state.the.number)
    state = taken_up(state, mine, command.by, now)
    body = state.body(DirectiveBody).noted("progress", command.text, now, command.by, mine[0].unit)
    owed = owed_by(state, ANSWER, mine)
    state = explained(state.having(body), owed, now)
    due = min((o.due_at for o in owed), default=None)
    late = command.expected is not None and due is not None and now <= due < command.expected
    hint = say("directive.expected-late", due=moment(due)) if late and due else None
    answer = Answer(text=lines(say("directive.progress-noted", number=state.the.number), hint))
    return accept(state, answer, shown(state, now), Ask(question=None))


def explained(state: State, owed: Iterable[Obligation], now: datetime) -> State:
    """Who says why after the time was up still owes the answer, but no silence is held against him."""
    return state.put(*(replace(o, fault=None) for o in owed if o.overdue(now)))


def taken_up(state: State, parts: tuple[Part, ...], by: PersonId | None, now: datetime) -> State:
    """Whoever signs or reports on it has received it: signing is not asked for twice."""
    waiting = [part for part in parts if part.state is PartState.WAITING]
    signed = ((part, replace(part, state=PartState.SIGNED, signed_at=now)) for part in waiting)
    state = state.having(state.body(DirectiveBody).with_parts(signed))
    signs, answers = owed_by(state, SIGN, parts), owed_by(state, ANSWER, parts)
    return state.put(*(o.discharge(by, now) for o in signs), *(o.acknowledge(now) for o in answers))


def complete(state: State, command: Complete, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    mine = state.body(DirectiveBody).parts_for(state.office, command.by, command.unit)
    if not mine:
        return refuse("directive.not-yours", number=state.the.number)
    state = taken_up(state, mine, command.by, now)
    body = state.body(DirectiveBody)
    doing = [p for p in body.parts_for(state.office, command.by, command.unit) if p.state is PartState.SIGNED]
    if not doing:
        return refuse("directive.done-already", number=state.the.number)
    done = [(p, replace(p, state=PartState.DONE, done_at=now, evidence=command.evidence)) for p in doing]
    state = state.having(body.with_parts(done))
    state = state.put(*(o.discharge(command.by, now) for o in owed_by(state, ANSWER, doing)))
    state = _without_pleas(state, doing)
    notices = list[Notify]()
    for part in doing:
        about = state.office.unit_name(part.unit)
        state = state.begin("directive.completed", now, unit=part.unit, about=about, creditor=body.leader)
        notices.extend(_to_verify(state, part, command.evidence))
    told = (n for n in notices if n.to != f"p:{command.by}" or command.unit is not None)
    key = "directive.completed" if command.unit is None else "directive.completed-for"
    text = say(key, number=state.the.number, who=who(state.office, doing))
    return accept(state, Answer(text=text), told, shown(state, now), Ask(question=None))


def _without_pleas(state: State, parts: Iterable[Part]) -> State:
    """Whoever is done needs no more time, and objects no more."""
    keys = {part.key for part in parts}
    body = state.body(DirectiveBody)
    extensions = tuple(e for e in body.extensions if (e.unit, None if e.unit else e.person) not in keys)
    objections = tuple(o for o in body.objections if (o.unit, None if o.unit else o.person) not in keys)
    waiting = {*(e.slot for e in extensions), *(o.slot for o in objections)}
    state = state.withdraw(lambda o: o.owes in (RULE_EXTENSION, RULE_OBJECTION) and o.slot not in waiting)
    return state.having(replace(body, extensions=extensions, objections=objections))


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


def _done(state: State, unit: UnitId | None) -> list[Part]:
    parts = state.body(DirectiveBody).parts
    return [p for p in parts if p.state is PartState.DONE and unit in (None, p.unit)]


def close_out(state: State, command: CloseOut, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body = state.body(DirectiveBody)
    done = _done(state, command.unit)
    if not done:
        return refuse("directive.nothing-done", number=state.the.number)
    state = state.having(body.with_parts((p, replace(p, state=PartState.CLOSED)) for p in done))
    units = {part.unit for part in done}
    state = state.put(*(o.discharge(command.by, now) for o in state.owed(VERIFY) if o.unit in units))
    left = [part for part in state.body(DirectiveBody).leads if part.state is not PartState.CLOSED]
    text = say("directive.closed-out", number=state.the.number, who=who(state.office, done))
    concerned = done
    if not left:
        state = state.withdraw().closed(now, state="done")
        text = say("directive.all-closed-out", number=state.the.number, title=content(state.the.title))
        concerned = [part for part in body.parts if part.state is not PartState.MOVED]
    told = dict.fromkeys(person for person in (body.leader, *(p.person for p in concerned)) if person is not None)
    others = (Notify(to=to_person(person), text=text) for person in told if person != command.by)
    return accept(state, Answer(text=_with_left(state, text, left)), others, shown(state, now))


def _with_left(state: State, text: Text, left: list[Part]) -> Text:
    return lines(text, say("directive.left", who=who(state.office, left)) if left else None)


def send_back(state: State, command: Return, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body, office = state.body(DirectiveBody), state.office
    done = _done(state, command.unit)
    if not done:
        return refuse("directive.nothing-done", number=state.the.number)
    body = body.with_parts((p, replace(p, state=PartState.SIGNED, done_at=None)) for p in done)
    state = state.having(body.noted("returned", command.reason, now, command.by, done[0].unit))
    units = {part.unit for part in done}
    state = state.put(*(o.discharge(command.by, now) for o in state.owed(VERIFY) if o.unit in units))
    again = max(next_closing(state, now), body.due.at if body.due else now)
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
    told = (Notify(to=to_person(p.person), text=text) for p in done if p.person is not None and p.person != command.by)
    return accept(state, Answer(text=text), told, shown(state, now), Ask(question=None))


def urge(state: State, command: Urge, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    if not directs(state, command.by):
        return refuse("directive.not-yours", number=state.the.number)
    body = state.body(DirectiveBody)
    state = state.having(body.noted("urged", command.text, now, command.by))
    by = state.office.person(command.by)
    text = say(
        "directive.urged",
        number=state.the.number,
        title=content(state.the.title),
        by=by.called if by else "",
        text=content(command.text),
    )
    told = dict.fromkeys(p.person for p in body.parts if p.open and p.person is not None and p.person != command.by)
    notices = (Notify(to=to_person(person), text=text) for person in told)
    key = "directive.passed-on" if told else "directive.nobody-to-tell"
    return accept(state, Answer(text=say(key, number=state.the.number, n=len(told))), notices, shown(state, now))
