"""突发事件: what happened, what is known of it, what is reported to whom, and what the leaders order."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.incident import card, instruction, opening, reporting, updates
from bot.domain.duties.incident.body import ANSWER, FLASH, ORAL, RELAY, UPWARD, IncidentBody
from bot.domain.duties.shift import relief
from bot.domain.duty import Duty, event

DUTY: Final = Duty(
    kind=opening.KIND,
    body=IncidentBody,
    acts={
        opening.ReportIncident: opening.report,
        opening.MarkDrill: opening.mark_drill,
        opening.CallOff: opening.call_off,
        updates.Supplement: updates.supplement,
        updates.FollowUp: updates.follow_up,
        updates.Correct: updates.correct,
        updates.Finish: updates.finish,
        reporting.OralDone: reporting.oral_done,
        reporting.FlashDone: reporting.flash_done,
        reporting.UpwardDone: reporting.upward_done,
        reporting.DraftFlash: reporting.draft_flash,
        instruction.Instruct: instruction.instruct,
        instruction.Relayed: instruction.relayed,
        instruction.Receive: instruction.receive,
        instruction.ConfirmEcho: instruction.confirm_echo,
        instruction.AnswerInstruction: instruction.answer_instruction,
        relief.Inherit: relief.inherit,
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
