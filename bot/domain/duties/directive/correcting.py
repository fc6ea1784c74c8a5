"""One tap on a draft, or on an issued 批示: another reading of its day, or who was meant by a name.

The tap carries what it stands for, and it is checked against what there is now: a day that is over, a name that was
settled meanwhile or words that have been changed since are said to be so, and change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.directive.body import DirectiveBody, Due, Part, PartState
from bot.domain.duties.directive.card import shown
from bot.domain.duties.directive.choosing import days, turn, turned
from bot.domain.duties.directive.drafting import (
    REPLY_WITHIN,
    Wording,
    asking,
    choices,
    not_yours,
    open_question,
)
from bot.domain.duties.directive.revising import ReviseDirective, revise
from bot.domain.effects import Answer, Ask, Question, Refused, refuse
from bot.domain.ids import PersonId
from bot.domain.matters import Stage
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Text, moment, say


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDue(Command):
    """One tap on another reading of the same deadline."""

    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PickPerson(Command):
    """One tap on one of several people whom a name fits."""

    place: int  # of the name, among those that fit several people
    person: PersonId
    parts: tuple[Part, ...]  # who has what, now that it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRevision(Command):
    """更正: ask what is to be corrected."""


def set_due(state: State, command: SetDue, now: datetime) -> Decision:
    body = state.body(DirectiveBody)
    if no := _not_to_change(state, command.by):
        return no
    if command.due_at <= now:
        return refuse("deadline.past", at=moment(command.due_at))
    if body.due is not None and body.due.at == command.due_at:
        return refuse("directive.unchanged", number=state.the.number)
    due = _chosen(body.due, command.due_at)
    if state.the.stage is not Stage.DRAFT:
        return revise(state, ReviseDirective(by=command.by, wording=replace(_as_it_is(state), due=due)), now)
    return _corrected(state, replace(body, due=due), now, say("ok"))


def _chosen(was: Due | None, at: datetime) -> Due:
    """The deadline that was tapped; how it was read at first stays one tap away."""
    if was is None:
        return Due(at=at, because=say("directive.due-chosen"))
    read = was.read or was
    if at == read.at:
        return read
    others = tuple(other for other in dict.fromkeys((read.at, *read.alternatives)) if other != at)
    return Due(
        at=at, because=_because(read, at), alternatives=others, words=read.words, settings=read.settings, read=read
    )


def _because(read: Due, at: datetime) -> Text:
    setting = turned(read, at)
    if setting is None:
        return say("directive.due-chosen")
    return say("directive.due-chosen-as", how=say(f"setting.{turn(setting, on=not setting.value)}"))


def pick_person(state: State, command: PickPerson, now: datetime) -> Decision:
    """Who was meant. A name that is settled, or that the words have no more, is no longer asked about."""
    body = state.body(DirectiveBody)
    if no := _not_to_change(state, command.by):
        return no
    doubt = body.unsure[command.place] if command.place < len(body.unsure) else None
    if doubt is None or doubt is not body.doubt or command.person not in doubt.people:
        return refuse("refused.stale-button")
    settled = tuple(replace(one, who=command.person) if one is doubt else one for one in body.unsure)
    if state.the.stage is not Stage.DRAFT:
        wording = replace(_as_it_is(state), parts=command.parts, unsure=settled)
        return revise(state, ReviseDirective(by=command.by, wording=wording), now)
    return _corrected(
        state,
        replace(body, parts=command.parts, unsure=settled),
        now,
        say("directive.redrafted", number=state.the.number),
    )


def _not_to_change(state: State, by: PersonId | None) -> Refused | None:
    """Why a tap changes nothing: it is over, or somebody else's."""
    if state.the.stage is Stage.CLOSED:
        return refuse("directive.closed", number=state.the.number)
    return not_yours(state, by) if by != state.the.opened_by else None


def _corrected(state: State, body: DirectiveBody, now: datetime, done: Text) -> Decision:
    """The draft with what was tapped, and the next question where there is one."""
    state = state.having(body)
    question = open_question(state, None, now)
    told = Answer(text=question or done, buttons=choices(state, None, now), toast=question is None)
    return accept(state, shown(state, now), told, asking(state, question, now))


def _as_it_is(state: State) -> Wording:
    body = state.body(DirectiveBody)
    return Wording(
        text=body.text,
        title=state.the.title,
        parts=tuple(part for part in body.parts if part.state is not PartState.MOVED),
        deliverable=body.deliverable,
        urgent=body.urgent,
        due=body.due,
        outsiders=body.outsiders,
        unsure=body.unsure,
    )


def ask_revision(state: State, command: AskRevision, now: datetime) -> Decision:
    if no := _not_to_change(state, command.by):
        return no
    body = state.body(DirectiveBody)
    buttons = days(state, body.due, now) if body.due is not None else ()
    question = Question(kind="directive.revise", matter=state.the.id, until=now + REPLY_WITHIN)
    return accept(state, Answer(text=say("directive.revise-how"), buttons=buttons), Ask(question=question))
