"""突发事件: what happened, what is known of it, what is reported to whom, and what the leaders order."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.incident import amending, card, instruction, merging, opening, reporting, updates
from bot.domain.duties.incident.body import ANSWER, FLASH, ORAL, RELAY, UPWARD, IncidentBody
from bot.domain.duties.shift import relief
from bot.domain.duty import Act, Duty, event
from bot.domain.effects import refuse
from bot.domain.matters import Stage
from bot.domain.state import Accepted, Decision, State, accept


def inherit(state: State, command: relief.Inherit, now: datetime) -> Decision:
    """The next duty officer owes what the last one owed, and has the card from now on."""
    decision = relief.inherit(state, command, now)
    if not isinstance(decision, Accepted):
        return decision
    return accept(decision.state, decision.effects, card.shown(decision.state, now))


def while_it_lasts(act: Act) -> Act:
    """The same act, refused on what was a drill, a false alarm or another incident all along."""

    def guarded(state: State, command: Command, now: datetime) -> Decision:
        if state.the.stage is Stage.CLOSED and state.the.state in ("drill", "false-alarm", "merged"):
            into = state.body(IncidentBody).merged_into
            return refuse(f"incident.over.{state.the.state}", number=state.the.number, into=into)
        return act(state, command, now)

    return guarded


DUTY: Final = Duty(
    kind=opening.KIND,
    body=IncidentBody,
    acts={
        opening.ReportIncident: opening.report,
        opening.MarkDrill: opening.mark_drill,
        opening.CallOff: while_it_lasts(opening.call_off),
        merging.MergeInto: merging.merge_into,
        merging.Absorb: merging.absorb,
        updates.Supplement: while_it_lasts(updates.supplement),
        updates.FollowUp: while_it_lasts(updates.follow_up),
        updates.Correct: while_it_lasts(updates.correct),
        updates.Finish: while_it_lasts(updates.finish),
        reporting.OralDone: while_it_lasts(reporting.oral_done),
        reporting.FlashDone: while_it_lasts(reporting.flash_done),
        reporting.UpwardDone: while_it_lasts(reporting.upward_done),
        amending.AmendReport: while_it_lasts(amending.amend_report),
        reporting.DraftFlash: reporting.draft_flash,
        reporting.ShowIncident: reporting.show_incident,
        instruction.Instruct: while_it_lasts(instruction.instruct),
        instruction.Relayed: while_it_lasts(instruction.relayed),
        instruction.Receive: while_it_lasts(instruction.receive),
        instruction.ConfirmEcho: instruction.confirm_echo,
        instruction.AnswerInstruction: while_it_lasts(instruction.answer_instruction),
        relief.Inherit: inherit,
    },
    events={
        "incident.received": event(ORAL, FLASH),
        "incident.occurred": event(ORAL, FLASH, UPWARD, needed=False),
        "instruction.given": event(RELAY),
        "instruction.answer": event(ANSWER, named=True),
    },
    refresh=card.shown,
    buttons=card.buttons,
)
