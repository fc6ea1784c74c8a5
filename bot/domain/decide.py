"""The one verb: every wish, and every passing of time, is decided here. Pure: no clock, no waiting, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.climbing import LATE, Call, Climbed, Tone, climb
from bot.domain.commands import Acknowledge, Command, Tick
from bot.domain.duties import DUTIES, duty_of
from bot.domain.duties.fault import Suspect
from bot.domain.duty import Duty
from bot.domain.effects import Answer, Effect, Follow, Notify, Record, Urgency, refuse
from bot.domain.ids import Slot
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation, Recipient, to_person
from bot.domain.state import Accepted, Decision, State, accept, rule_of
from bot.domain.texts import Button, Text, content, deadline, lines, rule_title, say, span

_LATE_TONES: Final = frozenset({Tone.OVERDUE, Tone.REPORT, Tone.GROUP})  # they say by how much it is late, if it is yet


def decide(state: State, command: Command, now: datetime) -> Decision:
    """Answer one command on one matter: the new state and what must be done, or a reasoned no."""
    if isinstance(command, Tick):
        return tick(state, now)
    if isinstance(command, Acknowledge):
        return acknowledge(state, command, now)
    duty = duty_of(command) if state.matter is None else DUTIES.get(state.matter.kind)
    act = duty.acts.get(type(command)) if duty else None
    if act is None:
        return refuse("refused.not-here", number=state.matter.number if state.matter else "")
    return act(state, command, now)


def acknowledge(state: State, command: Acknowledge, now: datetime) -> Decision:
    """收到 of a reminder: the debtor knows. Nothing is done by it, and the ladder goes on."""
    owed = [
        o
        for o in state.obligations
        if o.live and o.debtor == command.by and _spoke_of(command.slot, o) and o.started_at <= now
    ]
    if not owed:
        return refuse("ack.nothing", number=state.the.number)
    state = state.put(*(o.acknowledge(now) for o in owed))
    due = min(o.due_at for o in owed)
    return accept(state, Answer(text=say("ack.still-owed", number=state.the.number, due=deadline(due)), toast=True))


def _spoke_of(slot: Slot | None, obligation: Obligation) -> bool:
    """Whether the message with that place, or any message where None, spoke of this obligation."""
    return slot in (None, obligation.slot, *(with_it for with_it, _ in obligation.heard_with))


def tick(state: State, now: datetime) -> Accepted:
    """Climb every ladder of the matter whose moment has come."""
    duty, effects, overdue, climbs = DUTIES[state.the.kind], list[Effect](), False, list[Climbed]()
    for due in state.obligations:
        if not due.live or due.wake_at is None or due.wake_at > now:
            continue
        if duty.due is not None:
            state, follow_up = _accepted(duty.due(state, due, now), state)
            effects.extend(follow_up)
            continue
        climbed = climb(state, due, now)
        state = state.put(climbed.obligation)
        climbs.append(climbed)
        overdue = overdue or due.due_at <= now < due.due_at + LATE
        if not climbed.obligation.live and duty.lapsed is not None:
            state, follow_up = _accepted(duty.lapsed(state, climbed.obligation, now), state)
            effects.extend(follow_up)
    state, spoken = _told(duty, state, climbs, now)
    effects[:0] = (*spoken, *(effect for climbed in climbs for effect in _noted(state, climbed, now)))
    if overdue and duty.refresh is not None and state.the.stage is not Stage.CLOSED:
        effects.extend(replace(notify, urgency=Urgency.QUIET) for notify in duty.refresh(state, now))
    return Accepted(state, tuple(effects))


def _accepted(decision: Decision, before: State) -> tuple[State, tuple[Effect, ...]]:
    """The outcome of a duty's own hook; a refusal changes nothing."""
    return (decision.state, decision.effects) if isinstance(decision, Accepted) else (before, ())


def _told(duty: Duty, state: State, climbs: Iterable[Climbed], now: datetime) -> tuple[State, list[Notify]]:
    """One message to everybody whom these ladders tell something, however many of them do.

    The message is evidence for the obligation whose place it carries; the others remember that they were told with it.
    """
    heard, notices = dict[Recipient, list[tuple[Obligation, Call]]](), list[Notify]()
    for climbed in climbs:
        for call in climbed.calls:
            heard.setdefault(call.to, []).append((climbed.obligation, call))
    for to, calls in heard.items():
        notices.append(_notice(duty, state, to, calls, now))
        carried = (state.slot(o.slot) for o, _ in calls[1:] if o.debtor is not None and to == to_person(o.debtor))
        with_it = (calls[0][0].slot, now)
        state = state.put(*(replace(o, heard_with=(*o.heard_with, with_it)) for o in carried if o is not None))
    return state, notices


def _notice(duty: Duty, state: State, to: Recipient, calls: Sequence[tuple[Obligation, Call]], now: datetime) -> Notify:
    """What one person or group hears of one matter."""
    text, buttons = _words(duty, state, calls, now), list[Button]()
    for o, call in calls:
        buttons.extend(button for button in duty.buttons(state, o, call) if button not in buttons)
    return Notify(
        to=to,
        text=say("call.late", text=text) if any(call.late for _, call in calls) else text,
        buttons=tuple(buttons),
        urgency=Urgency.URGENT if any(o.ladder.urgent for o, _ in calls) else Urgency.NORMAL,
        slot=calls[0][0].slot,
    )


def _words(duty: Duty, state: State, calls: Sequence[tuple[Obligation, Call]], now: datetime) -> Text:
    """One reminder as it is; several under one head, a line each."""
    own = [duty.voice(state, o, call) if duty.voice else None for o, call in calls]
    if len(calls) > 1 and not any(own):
        head = say("call.several", number=state.the.number, title=content(state.the.title))
        return lines(head, *(voice(state, o, call, now, "call.one") for o, call in calls))
    each = [said or voice(state, o, call, now) for said, (o, call) in zip(own, calls, strict=True)]
    return lines(*each) if len(each) > 1 else each[0]


def _noted(state: State, climbed: Climbed, now: datetime) -> list[Effect]:
    """What a climbed ladder leaves in the journal, and whether somebody is suspected of a fault."""
    obligation, effects = climbed.obligation, list[Effect]()
    if climbed.calls or climbed.excuse or not obligation.live:
        heard = " ".join(call.to for call in climbed.calls)
        args = {"rung": str(obligation.rung), "told": heard, "excuse": climbed.excuse, "status": obligation.status}
        effects.append(Record(what="climbed", slot=obligation.slot, args=args))
    if climbed.suspect:
        effects.append(Follow(command=Suspect.from_silence(state, obligation, now)))
    return effects


def voice(state: State, obligation: Obligation, call: Call, now: datetime, form: str = "call") -> Text:
    """The general words for a reminder: which matter, what is owed, by when, and by whom."""
    rule, office = rule_of(state, obligation), state.office
    owed = rule_title(obligation.rule, rule.title if rule else obligation.owes)
    debtor = office.unit_name(obligation.unit) if obligation.unit else office.name_of(obligation.debtor)
    late = now - obligation.due_at
    just_now = call.tone in _LATE_TONES and late < LATE
    return say(
        f"{form}.{call.tone}-now" if just_now else f"{form}.{call.tone}",
        number=state.the.number,
        title=content(state.the.title),
        owed=say("owed.about", owed=owed, about=obligation.about) if obligation.about else owed,
        due=state.due_text(obligation.due_at, now),
        over=span(late if call.tone is not Tone.WARN else -late),
        debtor=debtor,
    )
