"""更正 of a report that was noted: the moment, or the people, were written down wrongly.

The first note stays in the journal, and the answer says both. Whether the report was in time is reckoned anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.commands import Command
from bot.domain.duties.incident.body import FLASH, ORAL, UPWARD, IncidentBody, Reported
from bot.domain.duties.incident.card import shown
from bot.domain.duties.incident.reporting import impossible
from bot.domain.effects import Answer, Record, refuse
from bot.domain.state import Decision, State, accept
from bot.domain.texts import Text, moment, names, say

_CALLED: Final = {ORAL: "oral", FLASH: "flash", UPWARD: "upward"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendReport(Command):
    """更正，口头报告是14:10. What is not said stays as it was noted."""

    report: str  # ORAL, FLASH or UPWARD
    to: tuple[str, ...] = ()
    at: datetime | None = None


def amend_report(state: State, command: AmendReport, now: datetime) -> Decision:
    body, which = state.body(IncidentBody), _CALLED[command.report]
    before, about = _kept(body, command.report), say(f"incident.report.{which}")
    if before is None:
        return refuse("incident.amend-nothing-noted", about=about, number=state.the.number)
    if not command.to and command.at is None:
        return refuse("incident.amend-how", about=about)
    after = replace(before, to=command.to or before.to, at=command.at or before.at)
    if after == before:
        return refuse("incident.amend-same", about=about, noted=_noted(which, before))
    if wrong := impossible(body, after.at, now):
        return wrong
    body = _keeping(body, command.report, replace(after, by=command.by))
    done = (o for o in state.obligations if o.owes == command.report and o.done_at is not None)
    state = state.having(body).put(*(replace(o, done_at=after.at) for o in done))
    old, new = _noted(which, before), _noted(which, after)
    record = Record(
        what="report-amended", args={"report": which, "was": f"{before.at.isoformat()} {' '.join(before.to)}"}
    )
    said = say("incident.amended", number=state.the.number, about=about, old=old, new=new)
    return accept(state, shown(state, now), Answer(text=said), record)


def _kept(body: IncidentBody, report: str) -> Reported | None:
    return {ORAL: body.oral, FLASH: body.flash, UPWARD: body.upward}[report]


def _keeping(body: IncidentBody, report: str, noted: Reported) -> IncidentBody:
    if report == ORAL:
        return replace(body, oral=noted)
    return replace(body, flash=noted) if report == FLASH else replace(body, upward=noted)


def _noted(which: str, reported: Reported) -> Text:
    """14:12，陈县长."""
    at = moment(reported.at, "clock")
    return say(f"incident.noted-as.{which}", at=at, who=names(*reported.to)) if reported.to else at
