"""All rules of intents, written out in their precedence: where two fit the same words, the earlier one is meant.

Heads come first (续报：, 交班：, 记一次：), since the rest of the message is theirs. Rulings come before what they rule
on (同意延期 before 申请延期 before 同意), acts before questions, and the short answers last. What no rule claims is
looked at as a whole afterwards: an incident told in free words, an order, an addition to what is known.
"""

from __future__ import annotations

from typing import Final

from bot.understanding.intents import (
    alerting,
    arranging,
    asking,
    calling_off,
    completing,
    correcting,
    covering,
    directive,
    duty,
    extending,
    faults,
    handing,
    incident,
    instructing,
    lateness,
    office,
    progressing,
    roster,
    ruling,
    spot,
)
from bot.understanding.intents.rules import Reach, Table
from bot.understanding.values import Intent

RULES: Final = Table(
    # heads
    calling_off.DRILL_HEAD,
    incident.FOLLOW_UP,
    incident.FINAL,
    correcting.CORRECT,
    correcting.PUT_RIGHT,
    incident.FOUND_AGAIN,
    incident.SUPPLEMENT,
    incident.LEARNT,
    faults.LOG_FAULT,
    faults.APPEAL,
    faults.LOG_BEHIND,
    handing.HAND_OFF,
    directive.INSTRUCTED,
    instructing.INSTRUCTION,
    instructing.OWN_WORDS,
    instructing.PHONED,
    instructing.SAID,
    instructing.INSTRUCTED,
    office.CALL,
    office.CALL_TAKEN,
    office.REGISTER,
    calling_off.DRILL,
    # what is arranged around the roster
    spot.SPOT_REPLY,
    alerting.ALERT,
    roster.SWAP_ACCEPT,
    roster.SWAP_REJECT,
    roster.SWAP,
    covering.COVER,
    roster.IN_RETURN,
    handing.STEP_OUT_REPORTED,
    arranging.LEAVE,
    arranging.ABSENT,
    handing.HANDED,
    roster.AGREED,
    # rulings and answers about a matter
    asking.LIMIT,
    extending.REJECT,
    extending.APPROVE,
    ruling.RETURN,
    calling_off.CLOSE_OFF,
    ruling.CLOSE_OUT,
    ruling.OBJECT,
    extending.EXTEND,
    progressing.PROGRESS,
    ruling.MOVE_TO,
    # what was done about an incident
    instructing.RELAYED,
    incident.FLASH,
    incident.UPWARD,
    incident.ORAL,
    calling_off.FALSE_ALARM,
    calling_off.NOTHING_THERE,
    calling_off.CLOSE,
    # questions
    roster.ROSTER,
    faults.MY_FAULTS,
    faults.CONTESTED,
    asking.EXPLAIN,
    asking.OPEN_ITEMS,
    asking.PAPER,
    asking.EXPORT,
    asking.HELP,
    asking.GREETING,
    office.INVITE,
    # errands and readings
    office.NOTED,
    office.ERRAND_DONE,
    office.FORWARD,
    office.REQUEST,
    completing.COMPLETE,
    completing.HANDED_IN,
    progressing.WORKING,
    progressing.UNDER_WAY,
    # on post and off it
    lateness.LATE,
    lateness.COMES_THEN,
    handing.STEP_OUT,
    handing.BACK,
    duty.SIGN_FOR,
    duty.CHECK_OUT,
    duty.CHECK_IN,
    handing.TAKE_OVER,
    arranging.NIL_REPORT,
    # short answers
    directive.ACK,
    asking.NO,
    asking.YES,
)

HEADS: Final = frozenset(rule.intent for rule in RULES if rule.reach is Reach.REST)

# What a free answer to the bot's question may push aside: these are often only the answer's own words.
GIVES_WAY: Final = frozenset(
    (Intent.SUPPLEMENT, Intent.DIRECTIVE, Intent.ACK, Intent.YES, Intent.NO, Intent.PROGRESS, Intent.NIL_REPORT)
)
