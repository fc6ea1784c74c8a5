"""口头已报, 快报已发, 已报上级: the acts that stop the clocks. Each is noted with its own moment, as it was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.incident.body import FLASH, ORAL, UPWARD, IncidentBody, Reported
from bot.domain.duties.incident.card import card, shown
from bot.domain.duties.incident.draft import flash_draft
from bot.domain.duties.incident.opening import AHEAD, ANSWER_WITHIN, next_question, unknown_button
from bot.domain.effects import Answer, Ask, Question, Refused, refuse
from bot.domain.matters import Stage
from bot.domain.obligations import Recipient, to_person
from bot.domain.office import Role
from bot.domain.state import Accepted, Decision, State, accept
from bot.domain.texts import Arg, Button, Text, lines, moment, names, say, span

_AT_ONCE: Final = timedelta(minutes=1)  # less than this is not worth a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class OralDone(Command):
    """口头已报: to whom, and when. Without a name, the name is asked for and the time is kept."""

    to: tuple[str, ...]
    at: datetime | None = None  # None means now


@dataclass(frozen=True, slots=True, kw_only=True)
class FlashDone(Command):
    """快报已发. Needs whoever signed it (肇庆, 河池: 上报须单位主要/分管领导签发)."""

    signer: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpwardDone(Command):
    """已报上级."""

    to: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFlash(Command):
    """Show the 快报 as drafted from the elements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowIncident(Command):
    """现在什么情况: show how it stands."""


def oral_done(state: State, command: OralDone, now: datetime) -> Decision:
    body, at = state.body(IncidentBody), command.at or now
    if wrong := impossible(body, at, now):
        return wrong
    if body.oral is not None and not state.owed(ORAL):
        return _told_others(state, body.oral, command, at, now)
    if not command.to:
        return _ask_name(state, "oral_to", at, now)
    done = Reported(to=command.to, at=at, by=command.by)
    state = state.having(replace(body, oral=done)).discharge(ORAL, command.by, at)
    to = names(*command.to)
    return _noted(state, command, _with_time("incident.oral-noted", at, body.received_at, to=to), now)


def _told_others(state: State, first: Reported, command: OralDone, at: datetime, now: datetime) -> Decision:
    """A second leader was told: he is added, and the first moment stays the one that counts."""
    more = tuple(name for name in command.to if name not in first.to)
    if not more:
        return refuse("incident.oral-already", to=names(*first.to), at=moment(first.at, "clock"))
    body = state.body(IncidentBody)
    state = state.having(replace(body, oral=replace(first, to=(*first.to, *more))))
    return _noted(state, command, say("incident.oral-also", to=names(*more), at=moment(at, "clock")), now)


def _with_time(key: str, at: datetime, since: datetime, **args: Arg) -> Text:
    """With how long it took, where that is worth saying."""
    after = at - since
    if after < _AT_ONCE:
        return say(f"{key}-at-once", at=moment(at, "clock"), **args)
    return say(key, at=moment(at, "clock"), after=span(after), **args)


def flash_done(state: State, command: FlashDone, now: datetime) -> Decision:
    body, at = state.body(IncidentBody), command.at or now
    if body.flash is not None and not state.owed(FLASH):
        return refuse("incident.flash-already", signer=names(*body.flash.to), at=moment(body.flash.at, "clock"))
    if wrong := impossible(body, at, now):
        return wrong
    if not command.signer:
        return _ask_name(state, "flash_by", at, now)
    done = Reported(to=(command.signer,), at=at, by=command.by)
    state = state.having(replace(body, flash=done)).discharge(FLASH, command.by, at)
    return _noted(state, command, _with_time("incident.flash-noted", at, body.received_at, signer=command.signer), now)


def upward_done(state: State, command: UpwardDone, now: datetime) -> Decision:
    body, at = state.body(IncidentBody), command.at or now
    if body.upward is not None and not state.owed(UPWARD):
        return refuse("incident.upward-already", at=moment(body.upward.at, "clock"))
    if wrong := impossible(body, at, now):
        return wrong
    done = Reported(to=command.to, at=at, by=command.by)
    state = state.having(replace(body, upward=done)).discharge(UPWARD, command.by, at)
    key = "incident.upward-noted-to" if command.to else "incident.upward-noted"
    return _noted(state, command, say(key, at=moment(at, "clock"), to=names(*command.to)), now)


def draft_flash(state: State, command: DraftFlash, now: datetime) -> Decision:
    return accept(state, Answer(text=flash_draft(state, now)))


def show_incident(state: State, command: ShowIncident, now: datetime) -> Decision:
    seen = card(state, to_person(command.by) if command.by else Recipient(""), now)
    return accept(state, Answer(text=seen.text, buttons=seen.buttons))


def _noted(state: State, command: Command, text: Text, now: datetime) -> Accepted:
    """A clock has stopped. Whoever sees to the incident is asked on for what is missing."""
    state = settled(state, now)
    told_by = (state.body(IncidentBody).reporter, *(o.debtor for o in state.obligations))
    question, asked = next_question(state, now)
    if question is None or command.by not in told_by or state.the.stage is Stage.CLOSED:
        return accept(state, shown(state, now), Answer(text=text))
    answer = Answer(text=lines(text, question), buttons=unknown_button(state))
    return accept(state, shown(state, now), answer, asked)


def settled(state: State, now: datetime) -> State:
    """After the 终报, the last thing owed that is done closes the matter."""
    owed = any(o.live for o in state.obligations)
    return state.closed(now, state="final") if state.body(IncidentBody).finished and not owed else state


def impossible(body: IncidentBody, at: datetime, now: datetime) -> Refused | None:
    """A report made before anybody knew, or one that lies ahead."""
    if at > now + AHEAD:
        return refuse("incident.time-ahead", at=moment(at))
    if at < body.received_at.replace(second=0, microsecond=0) - AHEAD:
        return refuse("incident.time-before", at=moment(at), received=moment(body.received_at))
    return None


def _ask_name(state: State, verb: str, at: datetime, now: datetime) -> Accepted:
    """Ask for the one name that is missing. The moment of the first word is kept, so asking costs no time."""
    office, stamp = state.office, int(at.timestamp())
    likely = dict.fromkeys((state.duty.leader, *office.in_role(Role.LEADER), *office.in_role(Role.DIRECTOR)))
    offered = tuple(
        Button(label=say("plain", text=person.called), verb=verb, matter=state.the.id, arg=f"{person.id}@{stamp}")
        for person in (office.person(id) for id in likely)
        if person is not None
    )
    question = Question(
        kind=f"incident.{verb}", matter=state.the.id, args={"at": str(stamp)}, until=now + ANSWER_WITHIN
    )
    text = say(f"incident.ask.{verb}", number=state.the.number, at=moment(at, "clock"))
    return accept(state, Answer(text=text, buttons=offered[:6]), Ask(question=question))
