"""Whether two reports may be of the same event: told within the hour, of one kind, at places that sound alike.

The answer is never taken for granted. Both are timed, and whoever reported the second is asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.domain.duties.incident.body import IncidentBody
from bot.domain.elements import Elements

TOGETHER: Final = timedelta(hours=1)  # reports further apart than this are not asked about
AGAIN: Final = timedelta(minutes=10)  # the same words of the same person within this are one report, sent twice
_IN_COMMON: Final = 3  # characters in a row that two places must share, where neither holds the other


def may_be_one(known: IncidentBody, new: Elements, now: datetime) -> bool:
    """Whether a new report may be of an event that is known already."""
    old = known.elements
    if now - known.received_at > TOGETHER:
        return False
    if old.category is not None and new.category is not None and old.category is not new.category:
        return False
    if not old.place or not new.place:
        return old.category is not None and old.category is new.category
    return sounds_alike(old.place, new.place)


def sounds_alike(one: str, other: str) -> bool:
    """Whether two places may be one: the same words within each other, or a stretch of them in common."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if not short or short in long:
        return bool(short)
    stretches = (short[start : start + _IN_COMMON] for start in range(len(short) - _IN_COMMON + 1))
    return any(stretch in long for stretch in stretches)


def said_again(known: IncidentBody, words: str, now: datetime) -> bool:
    """Whether these are the very words of a report that has just come in."""
    return now - known.received_at <= AGAIN and _bare(known.text) == _bare(words)


def _bare(words: str) -> str:
    """The letters and figures alone."""
    return "".join(letter for letter in words.lower() if letter.isalnum())
