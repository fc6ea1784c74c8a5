"""口头已报, 快报已发, 已报上级: the acts that stop the clocks. Each is noted with its own moment, as it was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.incident.body import FLASH, ORAL, UPWARD, IncidentBody, Reported, UpdateKind
from bot.domain.duties.incident.card import flash_draft, shown
from bot.domain.duties.incident.opening import AHEAD, ANSWER_WITHIN
from bot.domain.effects import Answer, Ask, Question, Refused, refuse
from bot.domain.office import Role
from bot.domain.state import Accepted, Decision, State, accept
from bot.domain.texts import Button, Text, moment, names, say, span


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


def oral_done(state: State, command: OralDone, now: datetime) -> Decision:
    body, at = state.body(IncidentBody), command.at or now
    if body.oral is not None and not state.owed(ORAL):
        return refuse("incident.oral-already", to=names(*body.oral.to), at=moment(body.oral.at, "clock"))
    if wrong := _impossible(body, at, now):
        return wrong
    if not command.to:
        return _ask_name(state, "oral_to", at, now)
    done = Reported(to=command.to, at=at, by=command.by)
    state = state.having(replace(body, oral=done)).discharge(ORAL, command.by, at)
    to, after = names(*command.to), span(at - body.received_at)
    return _noted(state, say("incident.oral-noted", to=to, at=moment(at, "clock"), after=after), now)


def flash_done(state: State, command: FlashDone, now: datetime) -> Decision:
    body, at = state.body(IncidentBody), command.at or now
    if body.flash is not None and not state.owed(FLASH):
        return refuse("incident.flash-already", signer=names(*body.flash.to), at=moment(body.flash.at, "clock"))
    if wrong := _impossible(body, at, now):
        return wrong
    if not command.signer:
        return _ask_name(state, "flash_by", at, now)
    done = Reported(to=(command.signer,), at=at, by=command.by)
    state = state.having(replace(body, flash=done)).discharge(FLASH, command.by, at)
    after = span(at - body.received_at)
    return _noted(state, say("incident.flash-noted", signer=command.signer, at=moment(at, "clock"), after=after), now)


def upward_done(state: State, command: UpwardDone, now: datetime) -> Decision:
    body, at = state.body(IncidentBody), command.at or now
    if body.upward is not None and not state.owed(UPWARD):
        return refuse("incident.upward-already", at=moment(body.upward.at, "clock"))
    if wrong := _impossible(body, at, now):
        return wrong
    done = Reported(to=command.to, at=at, by=command.by)
    state = state.having(replace(body, upward=done)).discharge(UPWARD, command.by, at)
    return _noted(state, say("incident.upward-noted", at=moment(at, "clock")), now)


def draft_flash(state: State, command: DraftFlash, now: datetime) -> Decision:
    return accept(state, Answer(text=flash_draft(state, now)))


def _noted(state: State, text: Text, now: datetime) -> Accepted:
    """A clock has stopped. After the 终报, the last one to stop closes the matter."""
    finished = any(update.kind is UpdateKind.FINAL for update in state.body(IncidentBody).updates)
    if finished and not any(o.live for o in state.obligations):
        state = state.closed(now, state="final")
    return accept(state, shown(state, now), Answer(text=text), Ask(question=None))


def _impossible(body: IncidentBody, at: datetime, now: datetime) -> Refused | None:
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
    text = say(f"incident.ask.{verb}", number=state.the.number)
    return accept(state, Answer(text=text, buttons=offered[:6]), Ask(question=question))
