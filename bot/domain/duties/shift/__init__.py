"""值班: the roster, who is on post, and who holds the duty until the next one takes it."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.shift import absence, presence, relief, rostering
from bot.domain.duties.shift.look import buttons, voice
from bot.domain.duty import Duty, event
from bot.domain.roster import BACK, CHECK_IN, TAKE_OVER, ShiftBody

DUTY: Final = Duty(
    kind=rostering.KIND,
    body=ShiftBody,
    acts={
        rostering.OpenShift: rostering.open_shift,
        rostering.ReviseShift: rostering.revise_shift,
        presence.CheckIn: presence.check_in,
        presence.Cover: presence.cover,
        absence.NoticeDelay: absence.notice_delay,
        absence.StepOut: absence.step_out,
        absence.ComeBack: absence.come_back,
        relief.HandOff: relief.hand_off,
        relief.Offered: relief.offered,
        relief.TakeOver: relief.take_over,
        relief.HoldDuty: relief.hold_duty,
        relief.Release: relief.release,
    },
    events={
        "shift.officer": event(CHECK_IN, named=True, timed=True),
        "shift.leader": event(CHECK_IN, named=True, timed=True),
        "shift.stepped_out": event(BACK, named=True),
        "shift.relief": event(TAKE_OVER, named=True),
        "shift.handover": event(TAKE_OVER, named=True),
    },
    buttons=buttons,
    voice=voice,
    lapsed=relief.falls_to,
)
