"""异议 and 延期: a unit says that it is not its business, or that it needs more time.

Both have their own time: an objection within the rulebook's window (平政办〔2017〕18号: 2 个工作日), an extension
before the due time. What comes too late is not lost: it is noted as an explanation, and the clock runs on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.directive.body import (
    ANSWER,
    RULE_EXTENSION,
    RULE_OBJECTION,
    SIGN,
    DirectiveBody,
    Due,
    Extension,
    Objection,
    Part,
    PartState,
)
from bot.domain.duties.directive.card import shown, who
from bot.domain.duties.directive.drafting import REPLY_WITHIN, charge
from bot.domain.duties.directive.handling import not_handled, owed_by
from bot.domain.effects import Answer, Ask, Notify, Question, refuse
from bot.domain.ids import PersonId, UnitId
from bot.domain.obligations import to_person
from bot.domain.office import Role
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, Text, content, deadline, moment, say


@dataclass(frozen=True, slots=True, kw_only=True)
class AskText(Command):
    """A tap on 申请延期 or 有异议: ask for the words that belong to it."""

    what: str  # extend, object, complete, return


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension(Command):
    """申请延期."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleExtension(Command):
    """同意延期, or not. `until` where the answer names another day than the request did."""

    agree: bool
    until: datetime | None = None
    settled: bool = False  # True means the day was chosen with open eyes


@dataclass(frozen=True, slots=True, kw_only=True)
class Object(Command):
    """异议: not our business."""

    reason: str
    suggest: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleObjection(Command):
    """Whether the objection is right, and whose business it is then."""

    uphold: bool
    to: UnitId | None = None


def ask_text(state: State, command: AskText, now: datetime) -> Decision:
    question = Question(kind=f"directive.{command.what}", matter=state.the.id, until=now + REPLY_WITHIN)
    text = say(f"directive.ask.{command.what}", number=state.the.number)
    return accept(state, Answer(text=text), Ask(question=question))


def request_extension(state: State, command: RequestExtension, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body = state.body(DirectiveBody)
    mine = [p for p in body.parts_of(state.office, command.by) if p.lead]
    owed = owed_by(state, ANSWER, mine)
    if not owed:
        return refuse("directive.nothing-to-extend", number=state.the.number)
    due = owed[0].due_at
    if command.until <= due:
        return refuse("extension.not-later", due=moment(due))
    if now > due:
        state = state.having(body.noted("late-request", command.reason, now, command.by, mine[0].unit))
        return accept(state, Answer(text=say("extension.too-late", due=moment(due))), shown(state, now))
    asked = Extension(unit=mine[0].unit, person=mine[0].person, until=command.until, reason=command.reason)
    state = state.withdraw(lambda o: o.owes == RULE_EXTENSION)
    state = state.having(replace(body.noted("extension", command.reason, now, command.by, asked.unit), extension=asked))
    decider = body.leader if body.leader is not None and state.reachable(body.leader) else None
    state = state.begin("directive.extension", now, debtor=decider, unit=asked.unit)
    text = say(
        "extension.asked",
        number=state.the.number,
        who=who(state.office, mine[:1]),
        due=moment(due),
        until=moment(command.until),
        reason=content(command.reason),
    )
    buttons = (
        _ruling("extend_yes", state, str(int(command.until.timestamp())), Style.PRIMARY),
        _ruling("extend_no", state, "", Style.DANGER),
    )
    told = _judges(state, decider)
    notices = (Notify(to=to_person(p), text=text, buttons=buttons, slot=state.obligations[-1].slot) for p in told)
    answer = say("extension.waiting", until=moment(command.until), due=moment(due))
    return accept(state, Answer(text=answer), notices, shown(state, now), Ask(question=None))


def _ruling(verb: str, state: State, arg: str, style: Style) -> Button:
    return Button(label=say(f"button.{verb}"), verb=verb, matter=state.the.id, arg=arg, style=style)


def _judges(state: State, first: PersonId | None) -> dict[PersonId, None]:
    """Whoever may decide on a plea: the leader, and 督查室."""
    return dict.fromkeys(p for p in (first, *state.office.in_role(Role.SUPERVISION)) if p is not None)


def rule_extension(state: State, command: RuleExtension, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    asked = body.extension
    if asked is None:
        return refuse("extension.none-asked", number=state.the.number)
    until = command.until or asked.until
    if command.agree and not command.settled and until.date() != asked.until.date():
        choices = tuple(
            Button(
                label=say("button.due", due=moment(at)),
                verb="extend_yes",
                matter=state.the.id,
                arg=str(int(at.timestamp())),
            )
            for at in (until, asked.until)
        )
        return accept(state, Answer(text=say("extension.which-day"), buttons=choices))
    part = Part(unit=asked.unit, person=asked.person)
    state = state.discharge(RULE_EXTENSION, command.by, now).having(replace(body, extension=None))
    if command.agree:
        if until <= now:
            return refuse("deadline.past", at=moment(until))
        state = state.put(*(o.move(until, now) for o in owed_by(state, ANSWER, (part,))))
        if len(body.leads) == 1:
            due = Due(at=until, because=say("extension.because"))
            state = state.having(replace(state.body(DirectiveBody), due=due))
    key = "extension.granted" if command.agree else "extension.refused"
    text = say(key, number=state.the.number, until=deadline(until))
    to = () if asked.person is None else (Notify(to=to_person(asked.person), text=text),)
    return accept(state, Answer(text=text), to, shown(state, now))


def object_to(state: State, command: Object, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body, office = state.body(DirectiveBody), state.office
    mine = body.parts_of(office, command.by)
    if not mine:
        return refuse("directive.not-yours", number=state.the.number)
    rule = next(iter(office.rulebook.started_by("directive.objection_window")), None)
    closes = state.deadline(rule, body.issued_at).at if rule and body.issued_at else now
    if now > closes:
        state = state.having(body.noted("late-request", command.reason, now, command.by, mine[0].unit))
        return accept(state, Answer(text=say("objection.too-late", at=moment(closes))), shown(state, now))
    objection = Objection(unit=mine[0].unit, person=mine[0].person, reason=command.reason, suggest=command.suggest)
    state = state.withdraw(lambda o: o.owes == RULE_OBJECTION)
    body = replace(body.noted("objection", command.reason, now, command.by, objection.unit), objection=objection)
    state = state.having(body).begin("directive.objected", now, unit=objection.unit, creditor=body.leader)
    text = say(
        "objection.asked",
        number=state.the.number,
        who=who(office, mine[:1]),
        reason=content(command.reason),
        suggest=office.unit_name(command.suggest) or say("objection.no-suggestion"),
    )
    buttons = (
        _ruling("object_yes", state, command.suggest or "", Style.PRIMARY),
        _ruling("object_no", state, "", Style.DANGER),
    )
    slot = state.obligations[-1].slot
    notices = (Notify(to=to_person(p), text=text, buttons=buttons, slot=slot) for p in _judges(state, None))
    return accept(state, Answer(text=say("objection.waiting")), notices, shown(state, now), Ask(question=None))


def rule_objection(state: State, command: RuleObjection, now: datetime) -> Decision:
    body, office = state.body(DirectiveBody), state.office
    asked = body.objection
    if asked is None:
        return refuse("objection.none", number=state.the.number)
    old = Part(unit=asked.unit, person=asked.person)
    if not command.uphold:
        state = state.discharge(RULE_OBJECTION, command.by, now).having(replace(body, objection=None))
        return _ruled(state, say("objection.rejected", number=state.the.number), old, now)
    to = command.to or asked.suggest
    if to is None:
        question = Question(kind="directive.move_to", matter=state.the.id, until=now + REPLY_WITHIN)
        return accept(state, Answer(text=say("objection.to-whom")), Ask(question=question))
    moved = next(
        (p for p in body.parts if (p.unit, p.person) == (old.unit, old.person) and p.state is not PartState.MOVED), None
    )
    new = Part(unit=to, person=office.contact_of(to), lead=moved.lead if moved else True)
    dropped = (*owed_by(state, SIGN, (old,)), *owed_by(state, ANSWER, (old,)))
    state = state.discharge(RULE_OBJECTION, command.by, now).put(*(o.withdraw() for o in dropped))
    body = body.with_parts([(moved, replace(moved, state=PartState.MOVED))] if moved else [])
    state = charge(state.having(replace(body, objection=None, parts=(*body.parts, new))), new, now)
    return _ruled(state, say("objection.upheld", number=state.the.number, to=office.unit_name(to)), old, now)


def _ruled(state: State, text: Text, old: Part, now: datetime) -> Decision:
    told = () if old.person is None else (Notify(to=to_person(old.person), text=text),)
    return accept(state, Answer(text=text), told, shown(state, now), Ask(question=None))
