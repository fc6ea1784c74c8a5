"""补报, 续报, 更正, 终报: what is learnt later.

A number of people rises freely and falls only by a correction (更正), which keeps the old value beside the new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.incident.body import IncidentBody, Replaced, Update, UpdateKind
from bot.domain.duties.incident.card import elements_text, shown, still_owed
from bot.domain.duties.incident.opening import next_question, restart_upward, unknown_button
from bot.domain.effects import Answer, Refused, Urgency, refuse
from bot.domain.elements import Casualties, Elements
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Button, Style, content, lines, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(Command):
    """补报: elements that were missing, or `unknown`, the one that nobody can tell yet."""

    text: str
    elements: Elements
    unknown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Command):
    """续报: how things have gone on."""

    text: str
    elements: Elements
    sequence: int | None = None  # None means the next one


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """更正: what was said before was wrong."""

    text: str
    elements: Elements


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(Command):
    """终报."""

    text: str
    elements: Elements


def supplement(state: State, command: Supplement, now: datetime) -> Decision:
    if command.unknown:
        body = state.body(IncidentBody)
        state = state.having(replace(body, unknown=(*body.unknown, command.unknown)))
        said = say("incident.noted-unknown")
    elif command.elements == Elements():
        return refuse("incident.understood-nothing", number=state.the.number)
    elif fallen := _would_fall(state, command.elements.casualties):
        return fallen
    else:
        state = _updated(state, UpdateKind.SUPPLEMENT, command, now)
        said = say("incident.supplemented", number=state.the.number)
    question, asked = next_question(state, now)
    answer = Answer(text=lines(said, question or say("incident.complete")), buttons=unknown_button(state))
    return accept(state, shown(state, now), answer, asked)


def follow_up(state: State, command: FollowUp, now: datetime) -> Decision:
    if fallen := _would_fall(state, command.elements.casualties):
        return fallen
    sequence = max(state.body(IncidentBody).follow_ups + 1, command.sequence or 0)
    state = _updated(state, UpdateKind.FOLLOW_UP, command, now, sequence=sequence)
    text = say("incident.followed-up", number=state.the.number, n=sequence, known=elements_text(state))
    return accept(state, shown(state, now, Urgency.URGENT), Answer(text=text))


def correct(state: State, command: Correct, now: datetime) -> Decision:
    if command.elements == Elements():
        return refuse("incident.correct-what", number=state.the.number)
    state = _updated(state, UpdateKind.CORRECTION, command, now)
    replaced = state.body(IncidentBody).updates[-1].replaced
    changes = (
        say("incident.replaced", what=say(f"element.{r.what}"), old=content(r.old), new=content(r.new))
        for r in replaced
    )
    text = lines(say("incident.corrected", number=state.the.number), *changes)
    return accept(state, shown(state, now, Urgency.URGENT), Answer(text=text))


def finish(state: State, command: Finish, now: datetime) -> Decision:
    if fallen := _would_fall(state, command.elements.casualties):
        return fallen
    state = _updated(state, UpdateKind.FINAL, command, now)
    owed = sum(o.live for o in state.obligations)
    if owed:
        text = lines(say("incident.finished-but-owed", number=state.the.number, n=owed), still_owed(state, now))
    else:
        state, text = state.closed(now, state="final"), say("incident.finished", number=state.the.number)
    return accept(state, shown(state, now), Answer(text=text))


def _updated(
    state: State, kind: UpdateKind, command: Supplement | FollowUp | Correct | Finish, now: datetime, sequence: int = 0
) -> State:
    body = state.body(IncidentBody)
    known = body.elements.merged(command.elements)
    replaced = _replaced(body.elements, known)
    update = Update(kind=kind, sequence=sequence, at=now, by=command.by, text=command.text, replaced=replaced)
    state = state.having(replace(body, updates=(*body.updates, update), elements=known))
    return restart_upward(state, now) if known.occurred_at != body.elements.occurred_at else state


def _replaced(old: Elements, new: Elements) -> tuple[Replaced, ...]:
    """What changed, old and new. A value that was missing before is not a replacement."""
    after, found = dict(new.casualties.counts()), list[Replaced]()
    for kind, count in old.casualties.counts():
        if after.get(kind, count) != count:
            found.append(Replaced(what=kind, old=str(count), new=str(after[kind])))
    if old.place and new.place != old.place:
        found.append(Replaced(what="place", old=old.place, new=new.place))
    if old.occurred_at and new.occurred_at and new.occurred_at != old.occurred_at:
        found.append(Replaced(what="time", old=old.occurred_at.isoformat(), new=new.occurred_at.isoformat()))
    return tuple(found)


def _would_fall(state: State, new: Casualties) -> Refused | None:
    """A number that would fall is not taken from an ordinary message; one tap makes it a correction."""
    fallen = state.body(IncidentBody).elements.casualties.fallen(new)
    if not fallen:
        return None
    kind, old, lower = fallen[0]
    counts = ",".join(f"{kind}={count}" for kind, _, count in fallen)
    button = Button(
        label=say("button.as-correction"), verb="correct", matter=state.the.id, arg=counts, style=Style.DANGER
    )
    return refuse("incident.would-fall", button, what=say(f"element.{kind}"), old=old, new=lower)
