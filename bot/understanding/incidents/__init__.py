"""An incident's elements from free words: time, place, people harmed, source, measures, kind, cause.

Nothing is guessed. What the words do not say stays open, and the bot asks for it.
"""

from __future__ import annotations

from bot.domain.elements import Elements
from bot.understanding.incidents.casualties import casualties_in, first_harm
from bot.understanding.incidents.events import Event, event_in, is_elsewhere
from bot.understanding.incidents.facts import cause_in, measures_in, occurred_at, received_at, source_in
from bot.understanding.incidents.places import place_in
from bot.understanding.message import Message, Span

__all__ = [
    "Event",
    "casualties_in",
    "elements_in",
    "event_at",
    "event_in",
    "first_harm",
    "is_elsewhere",
    "place_in",
    "received_at",
]


def elements_in(message: Message, span: Span, event: Event | None = None, *, update: bool = False) -> Elements:
    """All that a stretch says of an incident. An update must name what it changes, and its last word counts."""
    text = message.text[span[0] : span[1]]
    times = tuple(time.span for time in message.times_in(span))
    return Elements(
        occurred_at=occurred_at(message, span, update=update),
        place=place_in(message, span, event, times),
        casualties=casualties_in(text, last=update),
        source=source_in(message, span, update=update),
        measures=measures_in(message, span),
        category=event.category if event else None,
        cause=cause_in(message, span),
    )


def event_at(message: Message, span: Span) -> Event | None:
    """The first event that a clause in a stretch tells; one that says what happened before one that only hurts."""
    hurt: Event | None = None
    for start, end in message.clauses_in(span):
        found = event_in(message.text[start:end])
        if found is None:
            continue
        moved = Event(start=found.start + start, end=found.end + start, category=found.category)
        if moved.category is not None:
            return moved
        hurt = hurt or moved
    return hurt
