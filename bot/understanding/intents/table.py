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
    directive,
    duty,
    extending,
    incident,
    office,
    progressing,
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
    office.LOG_FAULT,
    office.APPEAL,
    office.LOG_BEHIND,
    duty.HAND_OFF,
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
    arranging.SWAP_ACCEPT,
    arranging.SWAP_REJECT,
    arranging.SWAP,
    arranging.COVER,
    arranging.LEAVE,
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
    duty.ROSTER,
    asking.MY_FAULTS,
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
    directive.COMPLETE,
    progressing.WORKING,
    progressing.UNDER_WAY,
    # on post and off it
    duty.LATE,
    duty.STEP_OUT,
    duty.BACK,
    duty.CHECK_OUT,
    duty.CHECK_IN,
    duty.TAKE_OVER,
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
