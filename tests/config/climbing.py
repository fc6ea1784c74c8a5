"""One obligation climbed to its end, as the alarm would do it: who hears what, so many seconds from the due time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.climbing import climb
from bot.domain.ids import MatterId, PersonId, UnitId
from bot.domain.matters import Body, Matter
from bot.domain.office import Office
from bot.domain.roster import OnDuty
from bot.domain.rules import Rule
from bot.domain.state import Delivery, State

WEDNESDAY = datetime(2026, 11, 18, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
OFFICER, LEADER = PersonId("wanglei"), PersonId("zhangjianguo")

# Whom the code would name as the debtor of what a unit or a leader owes.
_NAMED = {
    "directive.issued": ("gaoxiang", "fagai"),
    "directive.issued_urgent": ("gaoxiang", "fagai"),
    "directive.answer": ("gaoxiang", "fagai"),
    "directive.answer_urgent": ("gaoxiang", "fagai"),
    "instruction.answer": ("zhouqiang", "yingji"),
    "directive.drafted": ("chenzhiyuan", None),
    "fault.suspected": ("wanglei", None),
    "shift.leader": ("zhangjianguo", None),
    "shift.officer": ("wanglei", None),
    "shift.stepped_out": ("wanglei", None),
    "shift.relief": ("lixiaodong", None),
    "shift.handover": ("lixiaodong", None),
}


@dataclass(frozen=True, slots=True)
class NoBody(Body):
    """Nothing in particular."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one tick said. `after` is in seconds from the due time."""

    after: int
    who: tuple[tuple[str, str], ...]  # recipient and tone
    suspect: bool = False
    late: bool = False


def climbed(
    office: Office, rule: Rule, start: datetime = WEDNESDAY, *, lateness: tuple[float, float] = (0, 0)
) -> Iterator[Heard]:
    """Open what a rule asks for and let nobody ever answer. `lateness` delays ticks by turns, in seconds."""
    office = replace(office, rulebook=replace(office.rulebook, rules={rule.id: rule}))
    matter = Matter(id=MatterId(1), kind="errand", number="1", title="", opened_at=start, opened_by=None, body=NoBody())
    state = State(office=office, duty=OnDuty(officer=OFFICER, leader=LEADER), matter=matter)
    debtor, unit = _NAMED.get(rule.starts, (None, None))
    state = state.begin(
        rule.starts, start, debtor=PersonId(debtor) if debtor else None, unit=UnitId(unit) if unit else None
    )
    (owed,) = state.obligations
    for turn in range(2 * len(owed.ladder.steps)):
        if owed.wake_at is None or owed.rung >= len(owed.ladder.steps):
            return
        now = owed.wake_at + timedelta(seconds=lateness[turn % 2])
        step = climb(state, owed, now)
        waits = step.obligation.rung == owed.rung  # for the night to end
        owed, told = step.obligation, tuple((call.to, call.tone) for call in step.calls)
        heard = (Delivery(slot=owed.slot, to=call.to, at=now, channel="web") for call in step.calls)
        state = replace(state.put(owed), deliveries=(*state.deliveries, *heard))
        after = round((now - owed.due_at).total_seconds())
        if not waits:
            yield Heard(after=after, who=told, suspect=step.suspect, late=any(call.late for call in step.calls))
