"""How a 批示 looks: what was understood and why, who has it, and how each unit stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.climbing import Call, Tone
from bot.domain.duties.directive.body import ANSWER, CONFIRM, DirectiveBody, Due, Part, PartState
from bot.domain.duties.directive.choosing import days
from bot.domain.duty import Card, show
from bot.domain.effects import Notify, Urgency
from bot.domain.ids import PersonId
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation, Recipient, to_person
from bot.domain.office import Office, Role
from bot.domain.state import State
from bot.domain.texts import Button, Style, Text, content, deadline, lines, moment, names, say

_NOTES_SHOWN = 3  # the latest remarks; the journal has them all
_WORDS_SHOWN = 400  # of a long 批示; the message itself has the rest
_DECIDES = (Role.SUPERVISION, Role.DIRECTOR)


def directs(state: State, person: PersonId | None) -> bool:
    """Whether somebody decides on it: the leader himself, 督查室 and the director for him, or the bot."""
    return person is None or person == state.body(DirectiveBody).leader or state.office.has(person, _DECIDES)


def who(office: Office, parts: Iterable[Part]) -> Text:
    """Units by their short names, people by their own."""
    return names(*(office.unit_name(p.unit) if p.unit else office.name_of(p.person) for p in parts))


def viewers(state: State) -> tuple[Recipient, ...]:
    """A draft is between the leader and 督查室; once issued, each unit's contact has the card too."""
    body = state.body(DirectiveBody)
    people = dict.fromkeys((body.leader, state.the.opened_by, *state.office.in_role(Role.SUPERVISION)))
    if state.the.stage is not Stage.DRAFT and body.issued_at is not None:
        people |= dict.fromkeys(part.person for part in body.parts)
    return tuple(to_person(person) for person in people if person is not None)


def shown(state: State, now: datetime, urgency: Urgency = Urgency.NORMAL) -> tuple[Notify, ...]:
    """The card, brought up to date for everybody who keeps it."""
    return show(state, now, viewers(state), card, urgency)


def card(state: State, viewer: Recipient, now: datetime) -> Card:
    """The card as that reader sees it: the same facts, and the buttons that are his."""
    body, matter, office = state.body(DirectiveBody), state.the, state.office
    support = [p for p in body.parts if not p.lead and p.state is not PartState.MOVED]
    stage = matter.state or matter.stage
    text = lines(
        say(f"directive.head.{stage}", number=matter.number, leader=body.leader_name),
        content(body.text if len(body.text) <= _WORDS_SHOWN else body.text[:_WORDS_SHOWN] + "……"),
        say("directive.leads", who=who(office, body.leads)) if body.leads else say("directive.no-lead"),
        say("directive.support", who=who(office, support)) if support else None,
        say("directive.outsiders", names=names(*body.outsiders)) if body.outsiders else None,
        *_doubts(body),
        say("directive.deliverable", what=content(body.deliverable)) if body.deliverable else None,
        *(_due(body.due) if body.due else [say("directive.no-due")]),
        *([] if matter.stage is Stage.DRAFT else [_standing(state, part) for part in body.parts]),
        *(say(f"directive.note.{n.kind}", at=moment(n.at), text=content(n.text)) for n in body.notes[-_NOTES_SHOWN:]),
        say("directive.revision", n=body.revision) if body.revision else None,
    )
    return Card(text, buttons_for(state, PersonId(viewer.removeprefix("p:")), now))


def _doubts(body: DirectiveBody) -> Iterable[Text]:
    """The names of which it is not clear yet whom they mean."""
    for unsure in body.unsure:
        if unsure.who is None:
            yield say("directive.doubt", name=content(unsure.name), n=len(unsure.people))


def _due(due: Due) -> list[Text]:
    found = [say("directive.due", due=deadline(due.at)), say("directive.because", why=due.because)]
    return [*found, say("deadline.provisional", year=due.at.year)] if due.provisional else found


def _standing(state: State, part: Part) -> Text:
    """How one unit stands; its own deadline where it is not everybody's."""
    office, due = state.office, state.body(DirectiveBody).due
    at = part.done_at or part.signed_at
    own = [o.due_at for o in state.owed(ANSWER) if o.unit == part.unit and (part.unit or o.debtor == part.person)]
    differs = bool(own) and due is not None and own[0] != due.at
    standing = say(
        f"directive.part.{part.state}",
        who=who(office, (part,)),
        at=moment(at) if at else "",
        text=content(part.evidence),
    )
    return lines(standing, say("directive.part-due", due=deadline(own[0]))) if differs else standing


def buttons_for(state: State, viewer: PersonId, now: datetime | None = None) -> tuple[Button, ...]:
    """What that person may do about it now. With `now`, the other readings of a draft's deadline are among it."""
    body, stage = state.body(DirectiveBody), state.the.stage
    if stage is Stage.CLOSED:
        return ()
    decides = directs(state, viewer)
    if stage is Stage.DRAFT:
        issue, discard = _button(state, "issue", Style.PRIMARY), _button(state, "drop", Style.DANGER)
        discard = replace(discard, label=say("button.discard"))
        found = [issue, _button(state, "revise"), discard] if decides else [_button(state, "revise")]
        return (*found, *(_other_days(state, now) if now and (decides or viewer == state.the.opened_by) else ()))
    mine = body.parts_of(state.office, viewer)
    found = []
    if any(part.state is PartState.WAITING for part in mine):
        found.append(_button(state, "sign", Style.PRIMARY))
    if any(part.open for part in mine):
        found.append(_button(state, "complete"))
        found.extend([_button(state, "extend")] if any(part.open and part.lead for part in mine) else ())
        found.append(_button(state, "object"))
    if state.office.has(viewer, _DECIDES) and any(part.state is PartState.DONE for part in body.parts):
        found.append(_button(state, "close_out", Style.PRIMARY))
        found.append(_button(state, "return", Style.DANGER))
    if decides:
        found.append(_button(state, "revise"))
        found.append(_button(state, "drop", Style.DANGER))
    return tuple(found)


def _other_days(state: State, now: datetime) -> tuple[Button, ...]:
    """One tap corrects the reading of the day, unless something else is to be asked first."""
    body = state.body(DirectiveBody)
    return days(state, body.due, now) if body.due is not None and body.leads and body.doubt is None else ()


def _button(state: State, verb: str, style: Style = Style.PLAIN, slot: int = 0, arg: str = "") -> Button:
    return Button(label=say(f"button.{verb}"), verb=verb, matter=state.the.id, slot=slot, arg=arg, style=style)


def buttons(state: State, obligation: Obligation, call: Call) -> tuple[Button, ...]:
    """What a reminder of a 批示 can be answered with, by whoever owes it or steps in."""
    if obligation.owes == CONFIRM and call.tone is not Tone.GROUP:
        return buttons_for(state, PersonId(call.to.removeprefix("p:")))
    if call.tone in (Tone.REPORT, Tone.GROUP):
        return ()
    unit, slot = obligation.unit or "", obligation.slot
    match obligation.owes:
        case "sign":
            return (_button(state, "sign", Style.PRIMARY),)
        case "answer":
            return tuple(_button(state, verb) for verb in ("progress", "complete", "extend"))
        case "close_out":
            return (
                _button(state, "close_out", Style.PRIMARY, arg=unit),
                _button(state, "return", Style.DANGER, arg=unit),
            )
        case "rule_extension":
            return (_button(state, "extend_yes", Style.PRIMARY, slot), _button(state, "extend_no", Style.DANGER, slot))
        case "rule_objection":
            return (_button(state, "object_yes", Style.PRIMARY, slot), _button(state, "object_no", Style.DANGER, slot))
        case _:
            return ()
