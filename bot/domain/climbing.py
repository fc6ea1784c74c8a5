"""The way of a silence: what a ladder does when its moment comes.

A tick may come late (the bot was down) or twice (two alarms). Neither matters: the number of steps taken is part of the
obligation, so a step is taken once, and all the steps whose moment has passed are taken together. Only the last of them
speaks, on the rung where things stand now; a late one says so (补发). A rung on which nobody can be reached does not
wait: the next one is climbed in its place.

A fault is only ever *suspected*, and only where the person was really reminded in time and could have answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.ladders import Audience, Step
from bot.domain.obligations import Obligation, Recipient, to_person
from bot.domain.state import Delivery, Outage, State

LATE: Final = timedelta(seconds=60)  # a step taken later than this says that it is late
REVIEWS: Final = 10  # daily reminders after the ladder's end, before somebody is asked whether to go on
_FAIR_SHARE: Final = 10  # an outage of more than a tenth of the time allowed excuses
_ON_ITS_WAY: Final = timedelta(minutes=5)  # a message delivered later than this after it was written proves nothing


class Tone(StrEnum):
    """How a step speaks to somebody. The locale has sentences for each."""

    WARN = "warn"  # to the debtor, before the time is up
    OVERDUE = "overdue"  # to the debtor, when it is up
    STAND_IN = "stand-in"  # to the B岗: step in
    REPORT = "report"  # to whoever answers for the debtor
    GROUP = "group"  # to the group chat
    REVIEW = "review"  # to the debtor, the days after
    STALE = "stale"  # to the creditor: shall the reminding go on?


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One person or group to be told of one obligation."""

    to: Recipient
    tone: Tone
    late: bool = False  # True means the moment has passed while the bot could not speak (补发)


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """An obligation after a tick, and what the tick has to say."""

    obligation: Obligation
    calls: tuple[Call, ...] = ()
    suspect: bool = False  # True means this step is where a fault is suspected
    excuse: str = ""  # why nobody is charged although it was due: outage, undelivered


def climb(state: State, obligation: Obligation, now: datetime) -> Climbed:
    """Take every step of the ladder whose moment has come. Without one, nothing changes but the wake-up time."""
    lapses_at = obligation.lapses_at
    if lapses_at is not None and now >= lapses_at and obligation.rung >= len(obligation.ladder.steps):
        return Climbed(obligation=obligation.lapse())
    quiet_until = _quiet_until(state, obligation, now)
    if quiet_until is not None:
        return Climbed(obligation=replace(obligation, wake_at=quiet_until))
    if obligation.rung >= len(obligation.ladder.steps):
        return _review(state, obligation, now)
    return _take_steps(state, obligation, now)


def _take_steps(state: State, obligation: Obligation, now: datetime) -> Climbed:
    steps, rung = obligation.ladder.steps, obligation.rung
    while rung < len(steps) and obligation.step_at(rung) <= now:
        rung += 1
    if rung == obligation.rung:  # woken too early: the clock was set back, or the due time moved
        return Climbed(obligation=replace(obligation, wake_at=obligation.next_step()))
    late = now - _may_speak_from(state, obligation, obligation.step_at(obligation.rung)) > LATE
    taken = list(steps[obligation.rung : rung])
    heard = _audience(state, obligation, taken)
    while not heard and taken[-1].after >= 0 and rung < len(steps):
        taken.append(steps[rung])
        rung += 1
        heard = _audience(state, obligation, taken)
    if taken[-1].after != 0:  # that the time is up is said in any case
        heard = _unless_nagged(obligation, heard, now)
    calls = tuple(Call(to=to, tone=tone, late=late) for to, tone in heard.items())
    climbed = _after_calls(obligation, rung, calls, now, state)
    if not any(step.suspect for step in taken) or obligation.fault is None:
        return Climbed(obligation=climbed, calls=calls)
    excuse = _excuse(state, obligation)
    return Climbed(obligation=climbed, calls=calls, suspect=not excuse, excuse=excuse)


def _audience(state: State, obligation: Obligation, taken: list[Step]) -> dict[Recipient, Tone]:
    """Whom the last of these steps tells. The debtor is told too if any of them would have told him."""
    last, found = taken[-1], dict[Recipient, Tone]()
    debtor = to_person(obligation.debtor) if obligation.debtor is not None else None
    audiences = list(last.tell)
    if any(Audience.DEBTOR in step.tell for step in taken) and Audience.DEBTOR not in audiences:
        audiences.append(Audience.DEBTOR)
    for audience in audiences:
        for to in state.audience(obligation, audience):
            found.setdefault(to, _tone(Audience.DEBTOR if to == debtor else audience, last))
    return found


def _unless_nagged(obligation: Obligation, heard: dict[Recipient, Tone], now: datetime) -> dict[Recipient, Tone]:
    if obligation.debtor is None or not _nagged(obligation, now):
        return heard
    debtor = to_person(obligation.debtor)
    return {to: tone for to, tone in heard.items() if to != debtor}


def _after_calls(obligation: Obligation, rung: int, calls: tuple[Call, ...], now: datetime, state: State) -> Obligation:
    """The obligation on another rung, and knowing who was told."""
    debtor = to_person(obligation.debtor) if obligation.debtor is not None else None
    heard = {call.to for call in calls}
    told = dict.fromkeys((*obligation.told, *(call.to for call in calls if call.to != debtor)))
    return replace(
        obligation,
        rung=rung,
        told=tuple(told),
        nudged_at=now if debtor in heard else obligation.nudged_at,
        wake_at=obligation.next_step(rung) or next_review(state, now),
    )


def _review(state: State, obligation: Obligation, now: datetime) -> Climbed:
    """The ladder has ended and the debt has not: remind the debtor once a working day, then ask whether to go on."""
    if obligation.lapses_at is not None or obligation.wake_at is None or now < obligation.wake_at:
        return Climbed(obligation=replace(obligation, wake_at=obligation.wake_at or obligation.lapses_at or now))
    count = obligation.rung - len(obligation.ladder.steps)
    reviewed = obligation.rung + 1
    if count < REVIEWS:
        debtor = () if _nagged(obligation, now) else state.audience(obligation, Audience.DEBTOR)
        calls = tuple(Call(to=to, tone=Tone.REVIEW) for to in debtor)
        return Climbed(obligation=_after_calls(obligation, reviewed, calls, now, state), calls=calls)
    asked = state.audience(obligation, Audience.SUPERVISION) if count == REVIEWS else ()
    calls = tuple(Call(to=to, tone=Tone.STALE) for to in asked)
    asked_once = _after_calls(obligation, reviewed, calls, now, state)
    later = next_review(state, now + timedelta(days=6))
    return Climbed(obligation=replace(asked_once, wake_at=later), calls=calls)


def next_review(state: State, now: datetime) -> datetime:
    """The opening of the next working day."""
    hours, calendar = state.office.hours, state.office.calendar
    day = calendar.next_workday(hours.local(now).date() + timedelta(days=1))
    return hours.at(day, hours.opens)


def _tone(audience: Audience, step: Step) -> Tone:
    match audience:
        case Audience.DEBTOR:
            return Tone.WARN if step.after < 0 else Tone.OVERDUE
        case Audience.BACKUP:
            return Tone.STAND_IN
        case Audience.GROUP:
            return Tone.GROUP
        case _:
            return Tone.REPORT


def _nagged(obligation: Obligation, now: datetime) -> bool:
    """Whether the debtor was reminded so lately that another word would be nagging."""
    last = obligation.nudged_at
    return last is not None and now - last < timedelta(seconds=obligation.ladder.nag)


def _quiet_until(state: State, obligation: Obligation, now: datetime) -> datetime | None:
    """When the night's quiet ends, for what is not urgent; None where one may speak."""
    if obligation.ladder.urgent or state.office.quiet is None:
        return None
    return state.office.quiet.ends_after(state.office.hours.local(now))


def _may_speak_from(state: State, obligation: Obligation, moment: datetime) -> datetime:
    """A step whose moment lies in the night's quiet is not late before the quiet has ended."""
    return _quiet_until(state, obligation, moment) or moment


def _excuse(state: State, obligation: Obligation) -> str:
    """Why a silence is not the debtor's: he was not reminded in time, or could not have answered."""
    heard = [d for d in reminders(state, obligation) if d.at < obligation.due_at]
    if not heard:
        return "undelivered"
    channels = {"", *(delivery.channel for delivery in heard)}
    if any(outage.channel in channels and _spoils(outage, obligation) for outage in state.outages):
        return "outage"
    return ""


def reminders(state: State, obligation: Obligation) -> list[Delivery]:
    """What of this obligation has really reached the debtor, alone or in one message with another obligation."""
    if obligation.debtor is None:
        return []
    debtor = to_person(obligation.debtor)
    return [d for d in state.deliveries if d.to == debtor and (d.slot == obligation.slot or _along(obligation, d))]


def _along(obligation: Obligation, delivery: Delivery) -> bool:
    """Whether a message about another obligation told of this one too."""
    return any(
        delivery.slot == slot and timedelta() <= delivery.at - at <= _ON_ITS_WAY for slot, at in obligation.heard_with
    )


def _spoils(outage: Outage, obligation: Obligation) -> bool:
    """Whether an outage took the due moment itself, or more than a fair share of the time allowed."""
    start, end = max(outage.since, obligation.started_at), min(outage.until, obligation.due_at)
    if outage.since <= obligation.due_at <= outage.until:
        return True
    return end - start > (obligation.due_at - obligation.started_at) / _FAIR_SHARE
