"""Whether two reports may be of the same event: told within the hour, of one kind, at places that sound alike.

The answer is never taken for granted. Both are timed, and whoever reported the second is asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.domain.duties.incident.body import IncidentBody
from bot.domain.elements import Elements
from bot.understanding.incidents.likeness import bare, sounds_alike

TOGETHER: Final = timedelta(hours=1)  # reports further apart than this are not asked about
AGAIN: Final = timedelta(minutes=10)  # the same words of the same person within this are one report, sent twice


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


def said_again(known: IncidentBody, words: str, now: datetime) -> bool:
    """Whether these are the very words of a report that has just come in."""
    return now - known.received_at <= AGAIN and bare(known.text) == bare(words)
