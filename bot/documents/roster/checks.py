"""What can only be said once every row is read: names, gaps, days gone by, shifts that have no hours here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from string import ascii_uppercase
from typing import Final

from bot.documents.proposal import Posts, ProposedShift, RosterProposal, Severity, SheetProblem, error, warning
from bot.documents.roster.grid import Cell
from bot.documents.roster.rows import Entry, Reading, Unplaced
from bot.domain.roster import Place
from bot.domain.texts import Text, listed, say
from bot.domain.texts import day as day_text

_LAST: Final = 10**7  # a row after all rows
_SHOWN: Final = 5  # days named before "and so many more"
_OFFICERS: Final = (Place.PRIMARY, Place.SECONDARY)
_ORDER: Final = tuple(Place)


def conclude(reading: Reading, shifts: frozenset[str], today: date) -> RosterProposal:
    """The proposal that a reading comes to. Days gone by are kept out, and their unknown names with them."""
    entries = sorted(reading.entries.values(), key=lambda entry: (entry.day, entry.kind))
    ahead = [entry for entry in entries if entry.day >= today]
    blank = [(day, grid, cell) for day, grid, cell in reading.nobody if day >= today]
    doubts = [doubt for doubt in reading.doubts if max(doubt.days) >= today]
    unclear = {day for doubt in doubts for day in doubt.days}  # one complaint about a day is enough
    problems = [
        *reading.problems,
        *_names(doubts),
        *_without_hours(ahead, shifts),
        *_past([entry for entry in entries if entry.day < today]),
        *_nobody(blank),
        *_thin(entry for entry in ahead if entry.day not in unclear),
        *_gaps(ahead, unclear.union(day for day, _, _ in blank)),
    ]
    if not ahead and not any(problem.severity is Severity.ERROR for problem in problems):
        problems.append(error("roster.nothing-ahead" if entries else "roster.no-shifts"))
    sheets = list(dict.fromkeys(problem.sheet for problem in problems))
    problems.sort(key=lambda problem: _order(problem, sheets))
    return RosterProposal(shifts=tuple(map(_shift, ahead)), problems=tuple(problems))


def _order(problem: SheetProblem, sheets: list[str]) -> tuple[bool, int, int, str]:
    """Errors first, and then as one reads: by sheet, from top to bottom, what concerns a whole sheet after that."""
    row = int(problem.cell.lstrip(ascii_uppercase) or _LAST)
    return problem.severity is not Severity.ERROR, sheets.index(problem.sheet), row, problem.cell


def _shift(entry: Entry) -> ProposedShift:
    posts: Posts = tuple((person, place) for person, (place, _) in entry.posts.items())
    ordered = tuple(sorted(posts, key=lambda post: _ORDER.index(post[1])))
    return ProposedShift(date=entry.day, name=entry.kind, posts=ordered, where=(entry.grid, entry.row))


def _names(doubts: Iterable[Unplaced]) -> Iterator[SheetProblem]:
    """Each unknown word once, however often it stands there."""
    found = dict[tuple[str, str], list[Unplaced]]()
    for doubt in doubts:
        found.setdefault((doubt.doubt.key, doubt.doubt.word), []).append(doubt)
    for (key, word), places in found.items():
        times = len({(place.grid, place.cell.first) for place in places})
        first = places[0]
        yield error(key, first.grid, first.cell.ref, word=word, n=times, **first.doubt.args)


def _without_hours(entries: Iterable[Entry], shifts: frozenset[str]) -> Iterator[SheetProblem]:
    first = {entry.kind: entry for entry in reversed(list(entries))}
    for kind, entry in first.items():
        if kind not in shifts:
            yield error("roster.no-hours", entry.grid, entry.where.ref, shift=say(f"shift-name.{kind}"))


def _past(entries: list[Entry]) -> Iterator[SheetProblem]:
    by_sheet = dict[str, list[Entry]]()
    for entry in entries:
        by_sheet.setdefault(entry.grid, []).append(entry)
    for grid, gone in by_sheet.items():
        days = sorted({entry.day for entry in gone})
        first, last = day_text(days[0]), day_text(days[-1])
        yield warning("roster.past", grid, gone[0].where.ref, n=len(days), first=first, last=last)


def _nobody(blank: list[tuple[date, str, Cell]]) -> Iterator[SheetProblem]:
    by_sheet = dict[str, list[tuple[date, Cell]]]()
    for day, grid, cell in blank:
        by_sheet.setdefault(grid, []).append((day, cell))
    for grid, found in by_sheet.items():
        days = [day for day, _ in found]
        yield warning("roster.nobody-named", grid, found[0][1].ref, n=len(days), days=_some(days))


def _thin(entries: Iterable[Entry]) -> Iterator[SheetProblem]:
    """Shifts without an officer, or without a leader where the table has a column for one."""
    no_officer, no_leader = list[Entry](), list[Entry]()
    for entry in entries:
        places = {place for place, _ in entry.posts.values()}
        if not places.intersection(_OFFICERS):
            no_officer.append(entry)
        elif entry.leaders and Place.LEADER not in places:
            no_leader.append(entry)
    for key, found in (("roster.no-officer", no_officer), ("roster.no-leader", no_leader)):
        if found:
            days = list(dict.fromkeys(entry.day for entry in found))
            yield warning(key, found[0].grid, found[0].where.ref, n=len(days), days=_some(days))


def _gaps(entries: list[Entry], spoken_of: set[date]) -> Iterator[SheetProblem]:
    """Days between the first and the last that a kind of shift leaves out."""
    if not entries:
        return
    first, last = entries[0].day, entries[-1].day
    span = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    kinds = dict.fromkeys(entry.kind for entry in entries)
    for kind in kinds:
        covered = {entry.day for entry in entries if entry.kind == kind} | spoken_of
        missing = [day for day in span if day not in covered]
        if missing:
            shift = say(f"shift-name.{kind}")
            yield warning("roster.gap", entries[0].grid, n=len(missing), days=_some(missing), shift=shift)


def _some(days: list[date]) -> Text:
    """A few days by name; the sentence says how many there are in all."""
    return listed(*(day_text(day) for day in days[:_SHOWN]))
