"""更正 and 修订: a draft says something else now, or an issued 批示 does.

A draft is simply reworded. An issued one is revised: clocks move, units come and go, and everybody concerned is told
what has changed, not only that something has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.directive.body import ANSWER, DirectiveBody, Due, Part, PartState
from bot.domain.duties.directive.card import shown, who
from bot.domain.duties.directive.drafting import (
    FARTHEST,
    Wording,
    asking,
    charge,
    choices,
    expect_answer,
    not_yours,
    open_question,
    owes,
    reworded,
)
from bot.domain.effects import Answer, Ask, Notify, Urgency, refuse
from bot.domain.ids import PersonId
from bot.domain.limits import Deadline
from bot.domain.matters import Stage
from bot.domain.obligations import to_person
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Text, content, deadline, lines, moment, say


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseDirective(Command):
    """It was meant otherwise: a correction of the draft, or an edit of the message it came from."""

    wording: Wording


def revise(state: State, command: ReviseDirective, now: datetime) -> Decision:
    body, wording = state.body(DirectiveBody), command.wording
    if state.the.stage is Stage.CLOSED:
        return refuse("directive.closed", number=state.the.number)
    if command.by != state.the.opened_by and (no := not_yours(state, command.by)):
        return no
    if state.the.stage is Stage.DRAFT:
        state = reworded(state, wording, now, settled=body.due is not None)
        question = open_question(state, wording, now)
        told = Answer(
            text=question or say("directive.redrafted", number=state.the.number),
            buttons=choices(state, wording, now),
        )
        return accept(state, shown(state, now), told, asking(state, question, now))
    if wording.no_day:
        return refuse("deadline.no-such-day", day=wording.no_day)
    due = wording.due or body.due
    if due is None or (due != body.due and due.at <= now):
        return refuse("deadline.past", at=moment(due.at if due else now, "full"))
    if due.at > now + FARTHEST:
        return refuse("deadline.far", at=moment(due.at, "full"))
    wording = replace(wording, due=due, parts=wording.parts or body.parts)
    if not any(part.lead for part in wording.parts):
        return refuse("directive.which-unit")
    return _revised(state, wording, due, command.by, now)


def _revised(state: State, wording: Wording, due: Due, by: PersonId | None, now: datetime) -> Decision:
    """An issued 批示 means something else now: move the clocks, drop and add units, and tell everybody concerned."""
    before = state.body(DirectiveBody)
    kept = {part.key: part for part in before.parts if part.state is not PartState.MOVED}
    wanted = {part.key: part for part in wording.parts}
    dropped = [part for key, part in kept.items() if key not in wanted]
    moved = tuple(part for part in before.parts if part.state is PartState.MOVED and part.key not in wanted)
    after = replace(
        before,
        text=wording.text,
        deliverable=wording.deliverable,
        urgent=wording.urgent,
        due=due,
        outsiders=wording.outsiders,
        unsure=wording.unsure,
        parts=(*(_merged(kept.get(key), part) for key, part in wanted.items()), *moved),
        extensions=tuple(e for e in before.extensions if (e.unit, None if e.unit else e.person) in wanted),
        objections=tuple(o for o in before.objections if (o.unit, None if o.unit else o.person) in wanted),
        revision=before.revision + 1,
    )
    changes = list(_changes(state, before, after))
    if not changes:
        return refuse("directive.unchanged", number=state.the.number)
    matter = replace(state.the, title=wording.title, body=after)
    state = replace(state.withdraw(lambda o: any(_about(o.unit, o.debtor, p) for p in dropped)), matter=matter)
    if before.due is None or due.at != before.due.at:
        moment_due = Deadline(at=due.at, provisional=due.provisional)
        state = state.put(*(state.moved(o, moment_due, now) for o in state.owed(ANSWER)))
    for part in after.parts:
        state = _given(state, kept.get(part.key), part, now)
    told = dict(_notices(state, [kept[key] for key in wanted if key in kept], dropped, changes, by))
    notices = (Notify(to=to_person(person), text=text, urgency=Urgency.URGENT) for person, text in told.items())
    answer = Answer(text=say("directive.revision-told", number=state.the.number, n=len(told)))
    return accept(state, notices, shown(state, now), answer, Ask(question=None))


def _merged(was: Part | None, now: Part) -> Part:
    return now if was is None else replace(was, lead=now.lead, person=now.person)


def _about(unit: str | None, debtor: PersonId | None, part: Part) -> bool:
    return unit == part.unit and (part.unit is not None or debtor == part.person)


def _given(state: State, was: Part | None, part: Part, now: datetime) -> State:
    """What a revision changes for one part: new to it, another person, leading now, or no longer."""
    if part.state is PartState.MOVED:
        return state
    if was is None:
        return charge(state, part, now)
    if part.person is not None and part.person != was.person:
        state = state.put(*(o.hand_to(part.person) for o in state.obligations if o.live and owes(o, part)))
    if was.lead and not part.lead:
        return state.withdraw(lambda o: owes(o, part, ANSWER))
    if part.lead and not was.lead and part.open:
        return expect_answer(state, part, now)
    return state


def _changes(state: State, before: DirectiveBody, after: DirectiveBody) -> Iterable[Text]:
    """What is different, line by line."""
    office = state.office
    if [p.key for p in before.leads] != [p.key for p in after.leads]:
        yield say("directive.change.lead", now=who(office, after.leads), was=who(office, before.leads))
    support = [[p for p in b.parts if not p.lead and p.state is not PartState.MOVED] for b in (before, after)]
    if [p.key for p in support[0]] != [p.key for p in support[1]]:
        none = say("directive.nobody")
        yield say(
            "directive.change.support",
            now=who(office, support[1]) if support[1] else none,
            was=who(office, support[0]) if support[0] else none,
        )
    if {p.key: p.person for p in before.parts} != {p.key: p.person for p in after.parts} and (
        {p.key for p in before.parts} == {p.key for p in after.parts}
    ):
        yield say("directive.change.person", now=who(office, (replace(p, unit=None) for p in after.parts if p.person)))
    if after.due is not None and (before.due is None or before.due.at != after.due.at):
        was = moment(before.due.at) if before.due else say("deadline.none")
        yield say("directive.change.due", now=deadline(after.due.at), was=was)
    if before.deliverable != after.deliverable and after.deliverable:
        yield say("directive.change.deliverable", now=content(after.deliverable))
    if before.text != after.text:
        yield say("directive.change.text", now=content(after.text))


def _notices(
    state: State, kept: Iterable[Part], dropped: Iterable[Part], changes: list[Text], by: PersonId | None
) -> Iterable[tuple[PersonId, Text]]:
    """Who must hear of it. New units have the card, which says it all."""
    body, number = state.body(DirectiveBody), state.the.number
    revised = lines(say("directive.revised", number=number, title=content(state.the.title)), *changes)
    relieved = say("directive.relieved", number=number, title=content(state.the.title))
    for part in dropped:
        if part.person is not None:
            yield part.person, relieved
    for person in (body.leader, *(part.person for part in kept)):
        if person is not None and person != by:
            yield person, revised
