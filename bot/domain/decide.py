"""The one verb: every wish, and every passing of time, is decided here. Pure: no clock, no waiting, no I/O."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.climbing import LATE, Call, Climbed, Tone, climb
from bot.domain.commands import Acknowledge, Command, Tick
from bot.domain.duties import DUTIES, duty_of
from bot.domain.duties.fault import Suspect
from bot.domain.duty import Duty
from bot.domain.effects import Answer, Effect, Follow, Notify, Record, Urgency, refuse
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation
from bot.domain.state import Accepted, Decision, State, accept, rule_of
from bot.domain.texts import Text, content, deadline, rule_title, say, span


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
        if o.live and o.debtor == command.by and command.slot in (None, o.slot) and o.started_at <= now
    ]
    if not owed:
        return refuse("ack.nothing", number=state.the.number)
    state = state.put(*(o.acknowledge(now) for o in owed))
    due = min(o.due_at for o in owed)
    return accept(state, Answer(text=say("ack.still-owed", number=state.the.number, due=deadline(due)), toast=True))


def tick(state: State, now: datetime) -> Accepted:
    """Climb every ladder of the matter whose moment has come."""
    duty, effects, overdue = DUTIES[state.the.kind], list[Effect](), False
    for due in state.obligations:
        if not due.live or due.wake_at is None or due.wake_at > now:
            continue
        if duty.due is not None:
            state, follow_up = _accepted(duty.due(state, due, now), state)
            effects.extend(follow_up)
            continue
        climbed = climb(state, due, now)
        state = state.put(climbed.obligation)
        overdue = overdue or due.due_at <= now < due.due_at + LATE
        effects.extend(_spoken(duty, state, climbed, now))
        if not climbed.obligation.live and duty.lapsed is not None:
            state, follow_up = _accepted(duty.lapsed(state, climbed.obligation, now), state)
            effects.extend(follow_up)
    if overdue and duty.refresh is not None and state.the.stage is not Stage.CLOSED:
        effects.extend(replace(notify, urgency=Urgency.QUIET) for notify in duty.refresh(state, now))
    return Accepted(state, tuple(effects))


def _accepted(decision: Decision, before: State) -> tuple[State, tuple[Effect, ...]]:
    """The outcome of a duty's own hook; a refusal changes nothing."""
    return (decision.state, decision.effects) if isinstance(decision, Accepted) else (before, ())


def _spoken(duty: Duty, state: State, climbed: Climbed, now: datetime) -> list[Effect]:
    """What a climbed ladder says, records and suspects."""
    obligation, effects = climbed.obligation, list[Effect]()
    urgency = Urgency.URGENT if obligation.ladder.urgent else Urgency.NORMAL
    for call in climbed.calls:
        text = (duty.voice and duty.voice(state, obligation, call)) or voice(state, obligation, call, now)
        effects.append(
            Notify(
                to=call.to,
                text=say("call.late", text=text) if call.late else text,
                buttons=duty.buttons(state, obligation, call),
                urgency=urgency,
                slot=obligation.slot,
            )
        )
    if climbed.calls or climbed.excuse or not obligation.live:
        heard = " ".join(call.to for call in climbed.calls)
        args = {"rung": str(obligation.rung), "told": heard, "excuse": climbed.excuse, "status": obligation.status}
        effects.append(Record(what="climbed", slot=obligation.slot, args=args))
    if climbed.suspect:
        effects.append(Follow(command=Suspect.from_silence(state, obligation, now)))
    return effects


def voice(state: State, obligation: Obligation, call: Call, now: datetime) -> Text:
    """The general words for a reminder: which matter, what is owed, by when, and by whom."""
    rule, office = rule_of(state, obligation), state.office
    owed = rule_title(obligation.rule, rule.title if rule else obligation.owes)
    debtor = office.unit_name(obligation.unit) if obligation.unit else office.name_of(obligation.debtor)
    late = now - obligation.due_at
    return say(
        f"call.{call.tone}",
        number=state.the.number,
        title=content(state.the.title),
        owed=say("owed.about", owed=owed, about=obligation.about) if obligation.about else owed,
        due=deadline(obligation.due_at),
        over=span(late if call.tone is not Tone.WARN else -late),
        debtor=debtor,
    )
