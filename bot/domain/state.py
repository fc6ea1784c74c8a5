"""What a decision sees, and the small vocabulary in which duties say what changes.

A `State` is one matter with its obligations, and the office around it as it is at this moment. It is immutable: each
method that changes something gives another state. The desk compares the two and writes the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.effects import Effect, Refused
from bot.domain.ids import PersonId, RuleId, Slot, UnitId
from bot.domain.ladders import Audience, Ladder, Step, freeze_warnings
from bot.domain.limits import Deadline, deadline_of
from bot.domain.matters import Body, Fresh, Matter, Stage
from bot.domain.obligations import Obligation, Recipient, to_group, to_person
from bot.domain.office import Office, Role
from bot.domain.roster import NOBODY_ON_DUTY, OnDuty
from bot.domain.rules import Rule
from bot.domain.texts import Text, deadline

SomeBody = TypeVar("SomeBody", bound=Body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A reminder that a channel has confirmed. Evidence, before anybody is suspected of anything."""

    slot: Slot
    to: Recipient
    at: datetime
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A span in which the bot, or a person's channel, was not there to be answered."""

    since: datetime
    until: datetime
    channel: str = ""  # empty means the bot itself


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A matter and its surroundings, before or after a decision."""

    office: Office
    duty: OnDuty = NOBODY_ON_DUTY
    matter: Matter | None = None
    obligations: tuple[Obligation, ...] = ()
    fresh: Fresh | None = None  # set where the command may open a matter
    reach: frozenset[PersonId] | None = None  # who has a channel; None means everybody
    deliveries: tuple[Delivery, ...] = ()
    outages: tuple[Outage, ...] = ()

    # --- reading -----------------------------------------------------------------------------------------------

    @property
    def the(self) -> Matter:
        """The matter, where the command needs one. The desk never lets it be missing."""
        assert self.matter is not None, "a command that needs a matter was decided without one"
        return self.matter

    def body(self, kind: type[SomeBody]) -> SomeBody:
        """The matter's body, of the kind that its duty keeps."""
        body = self.the.body
        assert isinstance(body, kind), f"a command for a {kind.__name__} was decided on another kind of matter"
        return body

    def owed(self, act: str, *, unit: UnitId | None = None) -> tuple[Obligation, ...]:
        """The live obligations that this act would discharge."""
        return tuple(o for o in self.obligations if o.live and o.owes == act and unit in (None, o.unit))

    def slot(self, slot: Slot) -> Obligation | None:
        """The obligation at that place, or None."""
        return next((o for o in self.obligations if o.slot == slot), None)

    def reachable(self, person: PersonId) -> bool:
        """Whether the person can be reached on any channel."""
        return person in self.office.people and (self.reach is None or person in self.reach)

    def one(self, audience: Audience) -> PersonId | None:
        """The person who stands in a place now, where the obligation itself does not say."""
        match audience:
            case Audience.DUTY_OFFICER:
                return self.duty.officer or self.duty.leader or self.one(Audience.DIRECTOR)
            case Audience.SHIFT_LEADER:
                return self.duty.leader or self.one(Audience.DIRECTOR)
            case Audience.DIRECTOR:
                return next(iter(self.office.in_role(Role.DIRECTOR)), None)
            case Audience.SUPERVISION:
                return next(iter(self.office.in_role(Role.SUPERVISION)), None)
            case _:
                return None

    def due_text(self, at: datetime, now: datetime) -> Text:
        """A deadline: today only by the clock, otherwise with its day."""
        today = self.office.hours.local(at).date() == self.office.hours.local(now).date()
        return deadline(at, "clock" if today else "auto")

    def audience(self, obligation: Obligation, audience: Audience) -> tuple[Recipient, ...]:
        """Who stands on that place of the obligation's ladder now and can be reached."""
        office, people = self.office, list[PersonId | None]()
        match audience:
            case Audience.GROUP:
                return tuple(to_group(group) for group in office.groups_for(obligation.ladder.group))
            case Audience.DEBTOR:
                people = [obligation.debtor]
            case Audience.CREDITOR:
                people = [obligation.creditor]
            case Audience.BACKUP:
                debtor = office.person(obligation.debtor)
                people = [debtor.backup if debtor else None]
            case Audience.UNIT_HEAD:
                unit = office.units.get(obligation.unit or office.unit_of(obligation.debtor) or UnitId(""))
                people = [unit.head if unit else None]
            case Audience.DIRECTOR | Audience.SUPERVISION:
                people = list(office.in_role(Role(audience.value)))
            case _:
                people = [self.one(audience)]
        return tuple(to_person(person) for person in people if person is not None and self.reachable(person))

    # --- changing ----------------------------------------------------------------------------------------------

    def put(self, *changed: Obligation) -> State:
        """The same state with these obligations in their places."""
        if not changed:
            return self
        by_slot = {o.slot: o for o in changed}
        return replace(self, obligations=tuple(by_slot.get(o.slot, o) for o in self.obligations))

    def having(self, body: Body) -> State:
        """The same state with another body."""
        return replace(self, matter=replace(self.the, body=body))

    def closed(self, now: datetime, *, state: str = "") -> State:
        """The matter is over."""
        return replace(self, matter=replace(self.the, stage=Stage.CLOSED, closed_at=now, state=state or self.the.state))

    def discharge(self, act: str, by: PersonId | None, at: datetime, *, unit: UnitId | None = None) -> State:
        """Every live obligation that owes this act is done."""
        return self.put(*(o.discharge(by, at) for o in self.owed(act, unit=unit)))

    def withdraw(self, which: Callable[[Obligation], bool] = lambda _: True) -> State:
        """Live obligations that are no longer asked for."""
        return self.put(*(o.withdraw() for o in self.obligations if o.live and which(o)))

    def begin(
        self,
        event: str,
        at: datetime,
        *,
        debtor: PersonId | None = None,
        creditor: PersonId | None = None,
        unit: UnitId | None = None,
        about: str = "",
        due: Deadline | None = None,
        lapses_at: datetime | None = None,
    ) -> State:
        """Something has begun: open an obligation for every rule that starts with it.

        `due` overrides the rule's own limit (a leader's deadline, a corrected start). Without `debtor` and `creditor`
        the places that the rule names are looked up now.
        """
        opened = self
        for rule in self.office.rulebook.started_by(event):
            until = due or self.deadline(rule, at)
            obligation = Obligation(
                matter=self.the.id,
                slot=Slot(len(opened.obligations) + 1),
                rule=rule.id,
                owes=rule.owes,
                debtor=debtor or self.one(rule.debtor),
                creditor=creditor or self.one(rule.creditor),
                unit=unit,
                about=about,
                started_at=at,
                due_at=until.at,
                provisional=until.provisional,
                ladder=self.freeze(rule, at, until.at, lapses_at),
                fault=rule.fault,
            )
            obligation = replace(obligation, wake_at=obligation.next_step() or obligation.due_at)
            opened = replace(opened, obligations=(*opened.obligations, obligation))
        return opened

    def deadline(self, rule: Rule, start: datetime) -> Deadline:
        """When the rule's own limit is up, if it starts at that moment."""
        office = self.office
        return deadline_of(rule.limit, start, kind=rule.clock, calendar=office.calendar, hours=office.hours)

    def freeze(self, rule: Rule, start: datetime, due: datetime, lapses_at: datetime | None = None) -> Ladder:
        """The rule's ladder in plain seconds around the due time, to be carried by one obligation."""
        office = self.office
        rungs = list[Step]()
        for rung in rule.ladder:
            at = deadline_of(rung.after, due, kind=rule.clock, calendar=office.calendar, hours=office.hours).at
            rungs.append(Step(after=_seconds(at - due), tell=rung.tell, suspect=rung.suspect))
        lapse = lapses_at
        if lapse is None and rule.lapse is not None:
            lapse = deadline_of(rule.lapse, due, kind=rule.clock, calendar=office.calendar, hours=office.hours).at
        nag = rule.nag.length or timedelta(days=1)
        return Ladder(
            steps=(*freeze_warnings(rule.warn, due - start), *rungs),
            nag=_seconds(nag),
            urgent=rule.urgent,
            group=rule.group,
            lapse=None if lapse is None else _seconds(lapse - due),
        )

    def moved(self, obligation: Obligation, due: Deadline, now: datetime) -> Obligation:
        """An obligation owed by another moment, its ladder counted anew: a working day is not always equally long."""
        rule = rule_of(self, obligation)
        ladder = self.freeze(rule, obligation.started_at, due.at) if rule else None
        return obligation.move(due.at, now, provisional=due.provisional, ladder=ladder)

    def opening(self, kind: str, *, title: str, body: Body, now: datetime, by: PersonId | None) -> State:
        """A new matter of that kind, under the number the rulebook's pattern gives it."""
        assert self.fresh is not None, "a command that opens a matter was decided without a fresh number"
        year = self.office.hours.local(now).year
        pattern = self.office.rulebook.numbers.get(kind, kind + "-{year}-{n:04}")
        number = pattern.format(year=year, n=self.fresh.sequence)
        matter = Matter(id=self.fresh.id, kind=kind, number=number, title=title, opened_at=now, opened_by=by, body=body)
        return replace(self, matter=matter, fresh=None)


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())


@dataclass(frozen=True, slots=True)
class Accepted:
    """Yes: the state as it is now, and what must be done about it."""

    state: State
    effects: tuple[Effect, ...] = ()


Decision = Accepted | Refused


def accept(state: State, *effects: Effect | Iterable[Effect] | None) -> Accepted:
    """Say yes. Effects may come singly, in groups, or as None for nothing."""
    flat = list[Effect]()
    for effect in effects:
        if effect is None:
            continue
        if isinstance(effect, Iterable):
            flat.extend(effect)
        else:
            flat.append(effect)
    return Accepted(state, tuple(flat))


def rule_of(state: State, obligation: Obligation) -> Rule | None:
    """The rule an obligation was opened by, where the rulebook still has it."""
    return state.office.rulebook.rule(RuleId(obligation.rule))
