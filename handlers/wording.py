"""From what was understood of a leader's words to what the core takes: who, what, by when, one order or several.

An order that names several days is several orders, each with its own day, because a task has one deadline and nothing
that was said may be lost. Names to which something is given and that no office.toml has are kept apart, to be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.duties.directive.body import DirectiveBody, Due, Part, PartState, Setting, Unsure
from bot.domain.duties.directive.drafting import Wording
from bot.domain.ids import PersonId, UnitId
from bot.domain.office import Office
from bot.ports import Case
from bot.understanding import corrections, gist
from bot.understanding.bearings import Reckoning, reckoning
from bot.understanding.outsiders import outsiders
from bot.understanding.values import Conventions, Intent, Reading, TimeKind, TimeReading
from handlers.room import Request


def wording(request: Request, reading: Reading, text: str = "") -> Wording:
    """What was understood of one order. `text` is what it says, where that is not the whole message."""
    words = text or request.words
    known = request.understood.as_known(words)
    unsure = {name: people for name, people in request.understood.unsure.items() if _charged(name, words)}
    unknown = tuple(name for name in outsiders(known, request.office, {}) if name not in unsure)
    if unknown or unsure:
        reading = _not_promoted(request.office, reading, words)
    return Wording(
        text=words,
        title=gist.title(words, request.words[slice(*reading.due.span)] if reading.due else ""),
        parts=tuple(_parts(request.office, reading)),
        deliverable=reading.deliverable,
        urgent=reading.urgent,
        due=due_of(request, reading.due) if reading.due else None,
        no_day="" if reading.due else no_such_day(words, request),
        outsiders=unknown,
        unsure=tuple(Unsure(name=name, people=_people(request.office, people)) for name, people in unsure.items()),
    )


def _people(office: Office, ids: Iterable[str]) -> tuple[PersonId, ...]:
    """The people among those whom a name fits; it may sound like a unit too."""
    return tuple(PersonId(id) for id in ids if office.person(PersonId(id)) is not None)


def _charged(name: str, words: str) -> bool:
    """Whether a name that fits several people may be given something to do; whom it is reported to is not asked."""
    return name in words and not corrections.only_receives(words, name)


def orders_in(request: Request) -> list[Reading]:
    """Every order of a message, one for each day that is named."""
    found = [r for r in request.understood.readings if r.intent is Intent.DIRECTIVE]
    return [part for reading in found for part in by_day(request, reading)]


def by_day(request: Request, reading: Reading) -> list[Reading]:
    """财政局周五前、教育局月底前: one order for each day, with those who are named before it."""
    start, end = reading.span
    times = [t for t in request.understood.times if t.kind is TimeKind.DEADLINE and start <= t.span[0] < end]
    if len(times) < 2 or reading.due is None:
        return [reading]
    cuts = [start, *(gist.cut_before(request.words, start, t.span[0]) for t in times[1:]), end]
    found = list[Reading]()
    for time, first, last in zip(times, cuts[:-1], cuts[1:], strict=True):
        piece = gist.trimmed(request.words[first:last])
        part = _piece(request, reading, piece, found[-1] if found else None)
        if not (part.leads or part.people):
            return [reading]
        found.append(replace(part, due=time))
    return found


def _piece(request: Request, whole: Reading, piece: str, before: Reading | None) -> Reading:
    """What a piece of an order says; whom it does not name are those of the piece before."""
    said = request.room.understand(piece, request.now, "")
    own = said.first(Intent.DIRECTIVE)
    leads = tuple(unit for unit in said.units if unit in whole.leads)
    supports = tuple(unit for unit in said.units if unit in whole.supports)
    people = own.people if own else ()
    if before is not None and not (leads or people):
        leads, supports, people = before.leads, supports or before.supports, before.people
    return replace(
        whole,
        leads=leads,
        supports=supports,
        people=people,
        person=None,
        deliverable=own.deliverable if own and own.deliverable else whole.deliverable,
        text=piece,
    )


def _parts(office: Office, reading: Reading) -> Iterable[Part]:
    people = [p for p in dict.fromkeys((reading.person, *reading.people)) if p not in (None, reading.leader)]
    named = {office.unit_of(p): p for p in reversed(people)}
    units = (*((u, True) for u in reading.leads), *((u, False) for u in reading.supports if u not in reading.leads))
    for unit, leads in units:
        yield part_of(office, unit, lead=leads, person=named.get(unit))
    for person in people:
        if person is not None and office.unit_of(person) not in dict(units):
            yield Part(person=person)


def _not_promoted(office: Office, reading: Reading, words: str) -> Reading:
    """Who shall only support does not lead because the one who should is unknown."""
    supports = [unit for unit in reading.leads if _supports(office, unit, words)]
    leads = tuple(unit for unit in reading.leads if unit not in supports)
    return replace(reading, leads=leads, supports=(*supports, *reading.supports))


def _supports(office: Office, unit: UnitId, words: str) -> bool:
    known = office.units[unit]
    return corrections.asks_to_support(words, (known.short, known.name, *known.aliases))


def part_of(office: Office, unit: UnitId, *, lead: bool, person: PersonId | None = None) -> Part:
    """A unit's share: signed for by whoever is named with it, else by its contact."""
    return Part(unit=unit, person=person or office.contact_of(unit), lead=lead)


def due_of(request: Request, found: TimeReading) -> Due:
    """A deadline as it was read, with what else it might have meant. A bare day means its closing time.

    What the office's other conventions would make of it is among the alternatives, after the other readings.
    """
    hours, at = request.office.hours, found.at
    others = found.alternatives
    if found.kind is TimeKind.POINT and found.grain == "day":
        at = hours.closing(hours.local(at).date())
        others = tuple(hours.closing(hours.local(other).date()) for other in others)
    reckoned = _reckoned(request, found.at)
    settings = tuple(Setting(name=b.name, value=b.value, other=b.other) for b in reckoned.bearings)
    return Due(
        at=at,
        because=found.because,
        provisional=found.provisional,
        alternatives=tuple(dict.fromkeys(o for o in (*others, *(s.other for s in settings)) if o != at)),
        words=request.words[slice(*reckoned.span)],
        settings=settings,
    )


def _reckoned(request: Request, at: datetime) -> Reckoning:
    """The words that were read as that moment, and what it hangs on."""
    room = request.room

    def times(conventions: Conventions) -> tuple[TimeReading, ...]:
        return room.understand(request.words, request.now, "", conventions=conventions).times

    return reckoning(times, room.conventions, at)


def parts_knowing(request: Request, case: Case, meant: Mapping[str, PersonId], who: PersonId) -> tuple[Part, ...]:
    """Who has what in a 批示, now that it is known whom a name means. If its words are no order by themselves, he leads
    beside those who are known."""
    body = case.matter.body
    assert isinstance(body, DirectiveBody), "only a 批示 has parts"
    said = request.room.understand(body.text, case.matter.opened_at, "", meant=meant)
    order = said.first(Intent.DIRECTIVE)
    parts = tuple(_parts(request.office, order)) if order is not None else ()
    if any(part.person == who for part in parts):
        return parts
    return (*(part for part in body.parts if part.state is not PartState.MOVED), Part(person=who, lead=not body.leads))


def no_such_day(words: str, request: Request) -> str:
    """A day that was named and that no calendar has (2月30日), in the words used; empty where there is none."""
    return gist.no_such_day(words, request.office.hours.local(request.now).year)
