"""是同一件: two reports were of one event. The second one's clocks stop, and what it knew goes to the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.incident.body import FLASH, ORAL, UPWARD, IncidentBody, Reported, Update, UpdateKind
from bot.domain.duties.incident.card import shown
from bot.domain.duties.incident.upward import restart
from bot.domain.effects import Answer, Ask, Follow, Notify, Urgency, refuse
from bot.domain.elements import Casualties, Elements
from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Stage
from bot.domain.obligations import to_person
from bot.domain.state import Decision, State, accept
from bot.domain.texts import say


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeInto(Command):
    """This incident is that one."""

    into: MatterId
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absorb(Command):
    """Another report of this incident (a consequence of merging)."""

    text: str
    elements: Elements
    reporter: PersonId | None
    oral: Reported | None = None
    flash: Reported | None = None
    upward: Reported | None = None


def merge_into(state: State, command: MergeInto, now: datetime) -> Decision:
    if state.the.stage is Stage.CLOSED or command.into == state.the.id:
        return refuse("refused.not-here", number=state.the.number)
    body = replace(state.body(IncidentBody), merged_into=command.number)
    owing = dict.fromkeys(o.debtor for o in state.obligations if o.live and o.debtor not in (None, command.by))
    state = state.having(body).withdraw().closed(now, state="merged")
    absorb = Absorb(
        by=command.by,
        text=body.text,
        elements=body.elements,
        reporter=body.reporter,
        oral=body.oral,
        flash=body.flash,
        upward=body.upward,
    )
    text = say("incident.merged", number=state.the.number, into=command.number)
    follow = Follow(command=absorb, matter=command.into)
    told = say(
        "incident.was-merged", number=state.the.number, into=command.number, name=state.office.name_of(command.by)
    )
    others = (Notify(to=to_person(p), text=told, urgency=Urgency.URGENT) for p in owing if p is not None)
    return accept(state, shown(state, now), Answer(text=text), Ask(question=None), others, follow)


def absorb(state: State, command: Absorb, now: datetime) -> Decision:
    """What the first report knew stays; the second fills what was missing, and a number may rise by it."""
    body = state.body(IncidentBody)
    known = command.elements.merged(body.elements)
    known = replace(known, casualties=_higher(body.elements.casualties, command.elements.casualties))
    update = Update(kind=UpdateKind.SUPPLEMENT, at=now, by=command.by, text=command.text)
    body = replace(
        body,
        updates=(*body.updates, update),
        elements=known,
        oral=body.oral or command.oral,
        flash=body.flash or command.flash,
        upward=body.upward or command.upward,
    )
    state = state.having(body)
    for act, done in ((ORAL, command.oral), (FLASH, command.flash), (UPWARD, command.upward)):
        state = state.discharge(act, done.by, done.at) if done is not None else state
    restarted = restart(state, to_person(command.by) if command.by is not None else None, now)
    state = restarted.state
    return accept(state, shown(state, now), restarted.told)


def _higher(one: Casualties, other: Casualties) -> Casualties:
    """The higher number of each kind."""
    counts = dict(one.counts())
    for kind, count in other.counts():
        counts[kind] = max(counts.get(kind, 0), count)
    harmed = any(counts.values())
    return Casualties.of(counts, none=not harmed and (one.none or other.none), approximate=one.approximate)
