"""异议 and 延期: a unit says that it is not its business, or that it needs more time.

Both have their own time: an objection within the rulebook's window (平政办〔2017〕18号: 2 个工作日), an extension
before the due time. What comes too late is not lost: it is noted as an explanation, and the clock runs on. Each unit
pleads for itself, so several pleas may wait at once; a ruling says by its slot which one it answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

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
from bot.domain.duties.directive.drafting import REPLY_WITHIN, charge, expect_answer, not_yours
from bot.domain.duties.directive.handling import explained, not_handled, owed_by, taken_up
from bot.domain.effects import Answer, Ask, Notify, Question, Refused, refuse
from bot.domain.ids import PersonId, Slot, UnitId
from bot.domain.limits import Deadline
from bot.domain.obligations import Obligation, to_person
from bot.domain.office import Role
from bot.domain.state import Decision, State, accept, rule_of
from bot.domain.texts import Button, Style, Text, content, deadline, moment, say

Plea = TypeVar("Plea", Extension, Objection)
_LONGEST: Final = 5  # working days that "so many days more" may be taken for


@dataclass(frozen=True, slots=True, kw_only=True)
class AskText(Command):
    """A tap on 申请延期, 有异议 or 退回: ask for the words that belong to it."""

    what: str  # extend, object, complete, return
    unit: UnitId | None = None  # whose answer is sent back


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension(Command):
    """申请延期, until a day or for so many days more."""

    until: datetime | None = None
    reason: str
    days: int = 0
    workdays: bool = False  # True means that they were said to be working days


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleExtension(Command):
    """同意延期, or not. `until` or `days` where the answer names another day than the request did."""

    agree: bool
    until: datetime | None = None
    days: int = 0
    workdays: bool = False
    settled: bool = False  # True means the day was chosen with open eyes
    slot: Slot | None = None  # which request is meant; None means the only one
    unit: UnitId | None = None


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
    slot: Slot | None = None
    unit: UnitId | None = None


def ask_text(state: State, command: AskText, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body = state.body(DirectiveBody)
    if command.what == "return":
        if not any(part.state is PartState.DONE for part in body.parts):
            return refuse("directive.nothing-done", number=state.the.number)
    elif not any(part.open for part in body.parts_of(state.office, command.by)):
        return refuse("directive.not-yours", number=state.the.number)
    args = {"unit": str(command.unit)} if command.unit is not None else {}
    question = Question(kind=f"directive.{command.what}", matter=state.the.id, args=args, until=now + REPLY_WITHIN)
    text = say(f"directive.ask.{command.what}", number=state.the.number)
    return accept(state, Answer(text=text), Ask(question=question))


# --- 延期 --------------------------------------------------------------------------------------------------------


def request_extension(state: State, command: RequestExtension, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body = state.body(DirectiveBody)
    mine = [p for p in body.parts_of(state.office, command.by) if p.lead]
    owed = owed_by(state, ANSWER, mine)
    if not owed:
        return refuse("directive.nothing-to-extend", number=state.the.number)
    due = owed[0].due_at
    until = command.until or _longer(state, due, command.days, workdays=command.workdays)[0]
    if until <= due:
        return refuse("extension.not-later", due=moment(due))
    if now > due:
        state = explained(state, owed, now)
        body = state.body(DirectiveBody)
        state = state.having(body.noted("late-request", command.reason, now, command.by, mine[0].unit))
        return accept(state, Answer(text=say("extension.too-late", due=moment(due))), shown(state, now))
    state = taken_up(state, tuple(mine), command.by, now)
    body = state.body(DirectiveBody)
    before = [e.slot for e in body.extensions if (e.unit, e.person) == (mine[0].unit, mine[0].person)]
    state = state.withdraw(lambda o: o.owes == RULE_EXTENSION and o.slot in before)
    state = state.put(
        *(replace(o, fault=None) for o in owed_by(state, ANSWER, mine))
    )  # who has asked in time is not silent
    decider = body.leader if body.leader is not None and state.reachable(body.leader) else None
    about = state.office.unit_name(mine[0].unit)
    state = state.begin("directive.extension", now, debtor=decider, unit=mine[0].unit, about=about)
    asked = Extension(
        unit=mine[0].unit, person=mine[0].person, until=until, reason=command.reason, slot=state.obligations[-1].slot
    )
    waiting = (*(e for e in body.extensions if e.slot not in before), asked)
    body = body.noted("extension", command.reason, now, command.by, asked.unit)
    state = state.having(replace(body, extensions=waiting))
    text = say(
        "extension.asked",
        number=state.the.number,
        who=who(state.office, mine[:1]),
        due=moment(due),
        until=moment(until),
        reason=content(command.reason),
    )
    buttons = (
        _ruling("extend_yes", state, asked, str(int(until.timestamp())), Style.PRIMARY),
        _ruling("extend_no", state, asked, "", Style.DANGER),
    )
    notices = (Notify(to=to_person(p), text=text, buttons=buttons, slot=asked.slot) for p in _judges(state, decider))
    answer = say("extension.waiting", until=moment(until), due=moment(due))
    return accept(state, Answer(text=answer), notices, shown(state, now), Ask(question=None))


def _longer(state: State, due: datetime, days: int, *, workdays: bool) -> tuple[datetime, ...]:
    """What so many days more may mean: calendar days, the last one moved to a working day; or working days."""
    office = state.office
    day = office.hours.local(due).date()
    natural = office.hours.closing(office.calendar.next_workday(day + timedelta(days=days)))
    worked = office.hours.closing(office.calendar.nth_workday_after(day, days))
    if workdays:
        return (worked,)
    return (natural,) if days > _LONGEST else tuple(sorted({natural, worked}))


def _ruling(verb: str, state: State, plea: Extension | Objection, arg: str, style: Style) -> Button:
    return Button(label=say(f"button.{verb}"), verb=verb, matter=state.the.id, slot=plea.slot, arg=arg, style=style)


def _judges(state: State, first: PersonId | None) -> dict[PersonId, None]:
    """Whoever may decide on a plea: the leader, and 督查室."""
    return dict.fromkeys(p for p in (first, *state.office.in_role(Role.SUPERVISION)) if p is not None)


def _meant(state: State, pleas: tuple[Plea, ...], slot: Slot | None, unit: UnitId | None, none: str) -> Plea | Refused:
    """The plea that a ruling answers: the one it points at, else the only one."""
    found = [plea for plea in pleas if slot in (None, plea.slot)]
    found = [plea for plea in found if plea.unit == unit] or found
    if len(found) == 1:
        return found[0]
    if not found:
        return refuse(none, number=state.the.number)
    parts = [Part(unit=plea.unit, person=plea.person) for plea in found]
    return refuse("directive.whose-plea", number=state.the.number, who=who(state.office, parts))


def rule_extension(state: State, command: RuleExtension, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    if no := not_handled(state) or not_yours(state, command.by):
        return no
    asked = _meant(state, body.extensions, command.slot, command.unit, "extension.none-asked")
    if isinstance(asked, Refused):
        return asked
    part = Part(unit=asked.unit, person=asked.person)
    owed = owed_by(state, ANSWER, (part,))
    until = command.until or asked.until
    if command.agree and not command.settled:
        said: tuple[datetime, ...] = (until,)
        if command.days and owed:
            said = _longer(state, owed[0].due_at, command.days, workdays=command.workdays)
        if asked.until.date() not in {at.date() for at in said}:
            return _which_day(state, asked, said)
    if command.agree and until <= now:
        return refuse("deadline.past", at=moment(until, "full"))
    waiting = tuple(e for e in body.extensions if e is not asked)
    ruled = (o.discharge(command.by, now) for o in state.owed(RULE_EXTENSION) if o.slot == asked.slot)
    state = state.put(*ruled).having(replace(body, extensions=waiting))
    state = state.put(*(_chargeable(state, o) for o in owed))
    if command.agree:
        longer = Deadline(at=until, provisional=not _is_settled(state, now, until))
        state = state.put(*(state.moved(o, longer, now) for o in owed_by(state, ANSWER, (part,))))
        if len(body.leads) == 1:
            was = moment(body.due.at) if body.due else say("deadline.none")
            due = Due(at=until, because=say("extension.because", was=was), provisional=longer.provisional)
            state = state.having(replace(state.body(DirectiveBody), due=due))
    key = "extension.granted" if command.agree else "extension.refused"
    text = say(key, number=state.the.number, who=who(state.office, (part,)), until=deadline(until))
    told = dict.fromkeys(p for p in (asked.person, body.leader) if p is not None and p != command.by)
    return accept(state, Answer(text=text), (Notify(to=to_person(p), text=text) for p in told), shown(state, now))


def _which_day(state: State, asked: Extension, said: tuple[datetime, ...]) -> Decision:
    """The ruling and the request name different days: which one counts is asked, never guessed."""
    buttons = tuple(
        Button(
            label=say("button.due", due=moment(at)),
            verb="extend_yes",
            matter=state.the.id,
            slot=asked.slot,
            arg=str(int(at.timestamp())),
        )
        for at in sorted({*said, asked.until})
    )
    return accept(state, Answer(text=say("extension.which-day", number=state.the.number), buttons=buttons))


def _is_settled(state: State, now: datetime, until: datetime) -> bool:
    """Whether the calendars of all years up to there are published."""
    office = state.office
    return office.calendar.knows(office.hours.local(now).date(), office.hours.local(until).date())


def _chargeable(state: State, obligation: Obligation) -> Obligation:
    """Once it is ruled on, a silence counts again as its rule says."""
    rule = rule_of(state, obligation)
    return replace(obligation, fault=rule.fault) if rule else obligation


# --- 异议 --------------------------------------------------------------------------------------------------------


def object_to(state: State, command: Object, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body, office = state.body(DirectiveBody), state.office
    mine = body.parts_of(office, command.by)
    if not mine:
        return refuse("directive.not-yours", number=state.the.number)
    mine = tuple(part for part in mine if part.open)
    if not mine:
        return refuse("directive.done-already", number=state.the.number)
    rule = next(iter(office.rulebook.started_by("directive.objection_window")), None)
    since = mine[0].since or body.issued_at
    closes = state.deadline(rule, since).at if rule and since else now
    if now > closes:
        state = state.having(body.noted("late-request", command.reason, now, command.by, mine[0].unit))
        return accept(state, Answer(text=say("objection.too-late", at=moment(closes))), shown(state, now))
    before = [o.slot for o in body.objections if (o.unit, o.person) == (mine[0].unit, mine[0].person)]
    state = state.withdraw(lambda o: o.owes == RULE_OBJECTION and o.slot in before)
    about = office.unit_name(mine[0].unit)
    state = state.begin("directive.objected", now, unit=mine[0].unit, creditor=body.leader, about=about)
    objection = Objection(
        unit=mine[0].unit,
        person=mine[0].person,
        reason=command.reason,
        suggest=command.suggest,
        slot=state.obligations[-1].slot,
    )
    waiting = (*(o for o in body.objections if o.slot not in before), objection)
    body = body.noted("objection", command.reason, now, command.by, objection.unit)
    state = state.having(replace(body, objections=waiting))
    text = say(
        "objection.asked",
        number=state.the.number,
        who=who(office, mine[:1]),
        reason=content(command.reason),
        suggest=office.unit_name(command.suggest) or say("objection.no-suggestion"),
    )
    buttons = (
        _ruling("object_yes", state, objection, command.suggest or "", Style.PRIMARY),
        _ruling("object_no", state, objection, "", Style.DANGER),
    )
    notices = (Notify(to=to_person(p), text=text, buttons=buttons, slot=objection.slot) for p in _judges(state, None))
    return accept(state, Answer(text=say("objection.waiting")), notices, shown(state, now), Ask(question=None))


def rule_objection(state: State, command: RuleObjection, now: datetime) -> Decision:
    if no := not_handled(state):
        return no
    body, office = state.body(DirectiveBody), state.office
    asked = _meant(state, body.objections, command.slot, command.unit, "objection.none")
    if isinstance(asked, Refused):
        return asked
    old = Part(unit=asked.unit, person=asked.person)
    to = command.to or asked.suggest
    if command.uphold and (to is None or to == asked.unit):
        question = Question(
            kind="directive.move_to",
            matter=state.the.id,
            args={"slot": str(asked.slot)},
            until=now + REPLY_WITHIN,
        )
        return accept(state, Answer(text=say("objection.to-whom", number=state.the.number)), Ask(question=question))
    ruled = (o.discharge(command.by, now) for o in state.owed(RULE_OBJECTION) if o.slot == asked.slot)
    waiting = tuple(o for o in body.objections if o is not asked)
    state = state.put(*ruled).having(replace(body, objections=waiting))
    if not command.uphold or to is None:
        return _ruled(state, say("objection.rejected", number=state.the.number), old, command.by, now)
    state = _moved(state, old, to, now)
    text = say("objection.upheld", number=state.the.number, to=office.unit_name(to))
    return _ruled(state, text, old, command.by, now)


def _moved(state: State, old: Part, to: UnitId, now: datetime) -> State:
    """The share goes to another unit, which owes what the first one did. One that supports already leads now."""
    dropped = (*owed_by(state, SIGN, (old,)), *owed_by(state, ANSWER, (old,)))
    state = state.put(*(o.withdraw() for o in dropped))
    body = state.body(DirectiveBody)
    was = next((p for p in body.parts if p.key == old.key and p.state is not PartState.MOVED), None)
    leads = was.lead if was else True
    body = body.with_parts([(was, replace(was, state=PartState.MOVED))] if was else [])
    there = next((p for p in body.parts if p.unit == to and p.state is not PartState.MOVED), None)
    if there is not None:
        state = state.having(body.with_parts([(there, replace(there, lead=there.lead or leads))]))
        return expect_answer(state, there, now) if leads and not there.lead and there.open else state
    new = Part(unit=to, person=state.office.contact_of(to), lead=leads)
    earlier = tuple(p for p in body.parts if p.unit != to)  # it may have been moved away from there before
    return charge(state.having(replace(body, parts=(*earlier, new))), new, now)


def _ruled(state: State, text: Text, old: Part, by: PersonId | None, now: datetime) -> Decision:
    leader = state.body(DirectiveBody).leader
    told = dict.fromkeys(p for p in (old.person, leader) if p is not None and p != by)
    others = (Notify(to=to_person(person), text=text) for person in told)
    return accept(state, Answer(text=text), others, shown(state, now), Ask(question=None))
