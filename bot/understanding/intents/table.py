"""All rules of intents, written out in their precedence: where two fit the same words, the earlier one is meant.

Heads come first (续报：, 交班：, 记一次：), since the rest of the message is theirs. Rulings come before what they rule
on (同意延期 before 申请延期 before 同意), acts before questions, and the short answers last. What no rule claims is
looked at as a whole afterwards: an incident told in free words, an order, an addition to what is known.
"""

from __future__ import annotations

from typing import Final

from bot.understanding.intents import (
    arranging,
    asking,
    completing,
    directive,
    duty,
    extending,
    faults,
    handing,
    incident,
    office,
    progressing,
    roster,
    ruling,
)
from bot.understanding.intents.rules import Reach, Rule
from bot.understanding.values import Intent

RULES: Final[tuple[Rule, ...]] = (
    # heads
    incident.FOLLOW_UP,
    incident.FINAL,
    incident.CORRECT,
    incident.SUPPLEMENT,
    faults.LOG_FAULT,
    faults.APPEAL,
    faults.LOG_BEHIND,
    handing.HAND_OFF,
    directive.INSTRUCTED,
    incident.INSTRUCTION,
    incident.OWN_WORDS,
    incident.PHONED,
    incident.SAID,
    office.CALL,
    office.REGISTER,
    incident.DRILL,
    # what is arranged around the roster
    arranging.SPOT_REPLY,
    arranging.ALERT,
    roster.SWAP_ACCEPT,
    roster.SWAP_REJECT,
    roster.SWAP,
    roster.COVER,
    roster.IN_RETURN,
    arranging.LEAVE,
    arranging.ABSENT,
    handing.HANDED,
    # rulings and answers about a matter
    extending.REJECT,
    extending.APPROVE,
    ruling.RETURN,
    ruling.CLOSE_OUT,
    ruling.OBJECT,
    extending.EXTEND,
    progressing.PROGRESS,
    ruling.MOVE_TO,
    # what was done about an incident
    incident.RELAYED,
    incident.FLASH,
    incident.UPWARD,
    incident.ORAL,
    incident.FALSE_ALARM,
    incident.CLOSE,
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
    duty.LATE,
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
