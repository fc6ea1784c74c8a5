"""缺陷台账: a fault is suspected, answered, and then confirmed or revoked by people. Nothing here is ever automatic but
the suspicion, and nothing is ever fined.

The person may answer within two working days (申辩). 督查室 rules afterwards, or at once where he has answered. What
is confirmed counts for the person, his 股室 and the quarter; reaching the regime's threshold produces a note with the
rule, for people to act on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.climbing import Call, reminders
from bot.domain.commands import Command, Opening
from bot.domain.duty import Card, Duty, event, show
from bot.domain.effects import Answer, Ask, Notify, Question, refuse
from bot.domain.ids import MatterId, PersonId, RuleId, UnitId
from bot.domain.matters import Body, Stage
from bot.domain.obligations import Obligation, Recipient, to_person
from bot.domain.office import Role
from bot.domain.rules import FaultDomain
from bot.domain.state import Decision, State, accept, rule_of
from bot.domain.texts import Button, Style, Text, content, lines, moment, rule_title, say

KIND: Final = "fault"
APPEAL: Final = "appeal"
RULING: Final = "rule_fault"
_REPLY_WITHIN: Final = timedelta(hours=1)


class Standing(StrEnum):
    """How far a fault has come."""

    SUSPECTED = "suspected"  # 疑似
    APPEALED = "appealed"  # 已申辩
    CONFIRMED = "confirmed"  # 认定
    REVOKED = "revoked"  # 撤销


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the suspicion rests on: the obligation, its time, and the reminders that reached the person."""

    matter: MatterId
    number: str
    title: str
    rule: RuleId
    rule_title: str
    started_at: datetime
    due_at: datetime
    reminders: tuple[datetime, ...]  # delivered before the time was up


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultBody(Body):
    """One suspected fault."""

    domain: FaultDomain
    person: PersonId | None  # None where a unit is meant
    unit: UnitId | None
    evidence: Evidence | None = None  # None where a person wrote it down
    text: str = ""  # what was written down
    answer: str = ""  # what the person said to it
    answered_at: datetime | None = None
    ruled_by: PersonId | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect(Opening):
    """A ladder has ended in silence."""

    domain: FaultDomain
    person: PersonId
    unit: UnitId | None
    evidence: Evidence

    @classmethod
    def from_silence(cls, state: State, obligation: Obligation, now: datetime) -> Suspect:
        """What an unanswered obligation gives rise to."""
        assert obligation.debtor is not None, "nobody can be suspected of this"
        assert obligation.fault is not None, "the rule says that silence here is no fault"
        rule, debtor = rule_of(state, obligation), obligation.debtor
        heard = (delivery.at for delivery in reminders(state, obligation))
        evidence = Evidence(
            matter=obligation.matter,
            number=state.the.number,
            title=state.the.title,
            rule=obligation.rule,
            rule_title=rule.title if rule else obligation.owes,
            started_at=obligation.started_at,
            due_at=obligation.due_at,
            reminders=tuple(sorted(at for at in heard if at < obligation.due_at)),
        )
        unit = obligation.unit or state.office.unit_of(debtor)
        return cls(by=None, domain=obligation.fault, person=debtor, unit=unit, evidence=evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFault(Opening):
    """记一次: somebody noticed something. It is a suspicion like any other."""

    domain: FaultDomain
    person: PersonId | None
    unit: UnitId | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAppeal(Command):
    """A tap on 申辩: ask for the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(Command):
    """申辩: what the person says to it. `accepts` is 认可, no words needed."""

    text: str = ""
    accepts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFault(Command):
    """认定 or 撤销. `earlier` is how many the person has in this window already."""

    confirm: bool
    reason: str = ""
    earlier: int = 0


def suspect(state: State, command: Suspect, now: datetime) -> Decision:
    body = FaultBody(domain=command.domain, person=command.person, unit=command.unit, evidence=command.evidence)
    return _open(state, body, command.evidence.title, command, now)


def log_fault(state: State, command: LogFault, now: datetime) -> Decision:
    if command.person is None and command.unit is None:
        return refuse("fault.whose")
    body = FaultBody(domain=command.domain, person=command.person, unit=command.unit, text=command.text)
    return _open(state, body, command.text, command, now)


def _open(state: State, body: FaultBody, title: str, command: Opening, now: datetime) -> Decision:
    state = state.opening(KIND, title=title, body=body, now=now, by=command.by)
    person = body.person or (state.office.contact_of(body.unit) if body.unit else None)
    unit = body.unit or state.office.unit_of(person)
    matter = replace(state.the, state=Standing.SUSPECTED, subject=body.person, unit=unit)
    state = replace(state, matter=matter).begin("fault.suspected", now, debtor=person)
    answer = Answer(text=say("fault.logged", number=matter.number)) if command.by else None
    return accept(state, _shown(state, now), answer)


def _shown(state: State, now: datetime) -> tuple[Notify, ...]:
    """The person himself and 督查室, nobody else: a suspicion is not for the group chat."""
    body = state.body(FaultBody)
    person = body.person or (state.office.contact_of(body.unit) if body.unit else None)
    people = dict.fromkeys(p for p in (person, *state.office.in_role(Role.SUPERVISION)) if p is not None)
    return show(state, now, tuple(to_person(p) for p in people), card)


def card(state: State, viewer: Recipient, now: datetime) -> Card:
    """The evidence, what was said to it, and what may be done."""
    body, matter, office = state.body(FaultBody), state.the, state.office
    whose = office.name_of(body.person) or office.unit_name(body.unit)
    text = lines(
        say(f"fault.head.{matter.state}", number=matter.number, word=fault_word(state, body.domain), whose=whose),
        *(_evidence(body.evidence) if body.evidence else [content(body.text)]),
        say("fault.answer", text=content(body.answer)) if body.answer else None,
        say("fault.reason", text=content(body.reason)) if body.reason else None,
    )
    return Card(text, _buttons(state, PersonId(viewer.removeprefix("p:"))))


def fault_word(state: State, domain: FaultDomain) -> Text:
    """差错, 失误 or 缺陷, as this office calls a fault of that domain."""
    own = state.office.fault_words.get(domain)
    return say("plain", text=own) if own else say(f"fault.word.{domain}")


def _evidence(evidence: Evidence) -> list[Text]:
    owed = rule_title(evidence.rule, evidence.rule_title)
    return [
        say(
            "fault.evidence", number=evidence.number, title=content(evidence.title), owed=owed, rule=str(evidence.rule)
        ),
        say("fault.times", start=moment(evidence.started_at), due=moment(evidence.due_at)),
        *(say("fault.reminder", at=moment(at)) for at in evidence.reminders),
    ]


def _buttons(state: State, viewer: PersonId) -> tuple[Button, ...]:
    body, matter, found = state.body(FaultBody), state.the, list[Button]()
    if matter.stage is Stage.CLOSED:
        return ()
    if any(o.debtor == viewer for o in state.owed(APPEAL)):
        found.append(Button(label=say("button.appeal"), verb="appeal", matter=matter.id, style=Style.PRIMARY))
        found.append(Button(label=say("button.accept_fault"), verb="accept_fault", matter=matter.id))
    if state.office.has(viewer, (Role.SUPERVISION,)) and viewer != body.person:
        found.append(Button(label=say("button.revoke"), verb="revoke", matter=matter.id))
        if state.owed(RULING):
            found.append(Button(label=say("button.confirm"), verb="confirm", matter=matter.id, style=Style.DANGER))
    return tuple(found)


def buttons(state: State, obligation: Obligation, call: Call) -> tuple[Button, ...]:
    """What a reminder can be answered with."""
    return _buttons(state, obligation.debtor or PersonId(""))


def voice(state: State, obligation: Obligation, call: Call) -> Text | None:
    """An appeal is a right, and is not asked for like a debt."""
    if obligation.owes != APPEAL:
        return None
    return say(
        "fault.call-appeal",
        number=state.the.number,
        title=content(state.the.title),
        due=moment(obligation.due_at),
    )


def ask_appeal(state: State, command: AskAppeal, now: datetime) -> Decision:
    if not any(o.debtor == command.by for o in state.owed(APPEAL)):
        return refuse("fault.no-appeal", number=state.the.number)
    question = Question(kind="fault.appeal", matter=state.the.id, until=now + _REPLY_WITHIN)
    return accept(state, Answer(text=say("fault.ask-appeal", number=state.the.number)), Ask(question=question))


def appeal(state: State, command: Appeal, now: datetime) -> Decision:
    owed = [o for o in state.owed(APPEAL) if o.debtor == command.by]
    if not owed:
        return refuse("fault.no-appeal", number=state.the.number)
    body = replace(state.body(FaultBody), answer=command.text, answered_at=now)
    state = state.discharge(APPEAL, command.by, now).having(body)
    if not command.accepts:
        state = replace(state, matter=replace(state.the, state=Standing.APPEALED))
    state = state.begin("fault.to_rule", now)
    key = "fault.accepted" if command.accepts else "fault.appealed"
    answer = Answer(text=say(key, number=state.the.number))
    return accept(state, _shown(state, now), _to_rule(state), answer, Ask(question=None))


def _to_rule(state: State) -> Iterable[Notify]:
    """督查室 is told that it is its turn: a card that changes in silence is easily overlooked."""
    body, office = state.body(FaultBody), state.office
    key = "fault.to-rule" if body.answered_at is None else "fault.to-rule-answered"
    whose = office.name_of(body.person) or office.unit_name(body.unit)
    slot = next((o.slot for o in state.owed(RULING)), None)
    for person in office.in_role(Role.SUPERVISION):
        if person != body.person:
            text = say(key, number=state.the.number, title=content(state.the.title), whose=whose)
            yield Notify(to=to_person(person), text=text, buttons=_buttons(state, person), slot=slot)


def nobody_answered(state: State, obligation: Obligation, now: datetime) -> Decision:
    """The two working days are over: it is 督查室's turn. Silence confirms nothing."""
    if obligation.owes != APPEAL:
        return accept(state)
    state = state.begin("fault.to_rule", now)
    return accept(state, _shown(state, now), _to_rule(state))


def rule_fault(state: State, command: RuleFault, now: datetime) -> Decision:
    body = state.body(FaultBody)
    if state.the.stage is Stage.CLOSED:
        return refuse("fault.ruled-already", number=state.the.number)
    if command.by == body.person:
        return refuse("fault.not-your-own")
    if command.confirm and state.owed(APPEAL):
        return refuse("fault.wait-for-appeal", until=moment(state.owed(APPEAL)[0].due_at))
    standing = Standing.CONFIRMED if command.confirm else Standing.REVOKED
    state = state.discharge(RULING, command.by, now).withdraw()
    state = state.having(replace(body, ruled_by=command.by, reason=command.reason)).closed(now, state=standing)
    text = say(f"fault.{standing}", number=state.the.number)
    return accept(state, _shown(state, now), Answer(text=text), _outcome(state, text), *_threshold(state, command))


def _outcome(state: State, text: Text) -> Iterable[Notify]:
    """The person hears what was ruled, and why."""
    body = state.body(FaultBody)
    person = body.person or (state.office.contact_of(body.unit) if body.unit else None)
    if person is not None:
        why = say("fault.reason", text=content(body.reason)) if body.reason else None
        yield Notify(to=to_person(person), text=lines(text, why))


def _threshold(state: State, command: RuleFault) -> list[Notify]:
    """The number at which the regime calls for accountability is reached: say so, and leave it to people."""
    counting, body, office = state.office.rulebook.counting, state.body(FaultBody), state.office
    if not command.confirm or not counting.threshold or command.earlier + 1 != counting.threshold:
        return []
    text = lines(
        say(
            "fault.threshold",
            whose=office.name_of(body.person) or office.unit_name(body.unit),
            n=counting.threshold,
            window=say(f"window.{counting.window}"),
        ),
        say("source", document=counting.source.document, quote=counting.source.quote),
    )
    people = dict.fromkeys((*office.in_role(Role.SUPERVISION), *office.in_role(Role.DIRECTOR)))
    return [Notify(to=to_person(person), text=text) for person in people]


def window_start(window: str, local: datetime) -> datetime:
    """The beginning of the quarter, or of the year, that holds a local moment."""
    month = local.month - (local.month - 1) % 3 if window == "quarter" else 1
    return local.replace(month=month, day=1, hour=0, minute=0, second=0, microsecond=0)


DUTY: Final = Duty(
    kind=KIND,
    body=FaultBody,
    acts={
        Suspect: suspect,
        LogFault: log_fault,
        AskAppeal: ask_appeal,
        Appeal: appeal,
        RuleFault: rule_fault,
    },
    events={"fault.suspected": event(APPEAL, named=True), "fault.to_rule": event(RULING)},
    buttons=buttons,
    voice=voice,
    lapsed=nobody_answered,
)
