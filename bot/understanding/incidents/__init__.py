"""An incident's elements from free words: time, place, people harmed, source, measures, kind, cause.

Nothing is guessed. What the words do not say stays open, and the bot asks for it; what they do say comes with the
place where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.elements import Elements
from bot.understanding.incidents.casualties import casualties_in, first_harm, harm_in
from bot.understanding.incidents.events import Event, event_in, is_elsewhere
from bot.understanding.incidents.extent import Extent, reach_in
from bot.understanding.incidents.facts import cause_in, measures_in, occurred_at, received_at, source_in
from bot.understanding.incidents.kinds import kind_of
from bot.understanding.incidents.places import place_in
from bot.understanding.incidents.sensitive import marks_in
from bot.understanding.incidents.sites import looks_like_a_site, site_in
from bot.understanding.message import Message, Span

__all__ = [
    "Event",
    "Found",
    "casualties_in",
    "event_at",
    "event_in",
    "first_harm",
    "found_in",
    "harm_in",
    "is_elsewhere",
    "place_in",
    "received_at",
]


@dataclass(frozen=True, slots=True)
class Found:
    """What a stretch says of an incident, and where each part of it stands in the message."""

    elements: Elements
    spans: Mapping[str, Span]
    reach: Mapping[str, Extent]  # moved, affected: people that nobody harmed


def found_in(message: Message, span: Span, event: Event | None = None, *, update: bool = False) -> Found:
    """All that a stretch says of an incident. An update must name what it changes, and its last word counts."""
    text = message.text[span[0] : span[1]]
    harm, reach = harm_in(text, last=update), reach_in(text)
    spans = {name: (a + span[0], b + span[0]) for name, (a, b) in {**harm.spans, **reach.spans}.items()}
    time = occurred_at(message, span, update=update)
    source, said_by = source_in(message, span, update=update)
    place = _place(message, span, event, said_by if source else None, update=update)
    measures, acts = measures_in(message, span)
    cause, why = cause_in(message, span)
    stand = {"occurred_at": time and time.span, "place": place, "source": source and said_by, "cause": cause and why}
    spans |= {name: message.within(at) for name, at in stand.items() if at}
    spans |= {"measures": _longest_run(acts)} if measures else {}
    found = Elements(
        occurred_at=time.at if time else None,
        place=message.words(place) if place else "",
        casualties=harm.casualties,
        source=source,
        measures=measures,
        category=event.category if event else None,
        cause=cause,
        loss=reach.loss,
    )
    return Found(_marked(message, span, event, found, acts), spans, reach.people)


def _place(message: Message, span: Span, event: Event | None, said_by: Span | None, *, update: bool) -> Span | None:
    """The place before the event; where that is none by its shape, the first in the words that is."""
    place = place_in(message, span, event, tuple(time.span for time in message.times_in(span)))
    if update or (place is not None and looks_like_a_site(message.words(place))):
        return place
    return site_in(message, message.clauses_in(span), (said_by,) if said_by else ()) or place


def _longest_run(acts: tuple[Span, ...]) -> Span:
    """Where most is told of what was done, in clauses side by side."""
    runs = [acts[0]]
    for start, end in acts[1:]:
        if start - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return max(runs, key=lambda run: run[1] - run[0])


def _marked(message: Message, span: Span, event: Event | None, found: Elements, acts: tuple[Span, ...]) -> Elements:
    """With its kind, and why it is sensitive. Words that tell nothing else tell nothing of these either."""
    if found == Elements():
        return found
    parts = message.clauses_in(span)
    where = _clause(parts, event) if event is not None else None
    kind = kind_of(found.category, message.text[where[0] : where[1]]) if where else None
    told = tuple(part for part in parts if part not in acts or part == where)
    marks = marks_in(message, told, found.place, span, kind)
    return replace(found, kind=kind, sensitive=marks) if kind or marks else found


def _clause(parts: tuple[Span, ...], event: Event) -> Span:
    return next((part for part in parts if part[0] <= event.start < part[1]), (event.start, event.end))


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
