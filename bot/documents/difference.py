"""What a new roster would change, shown before anything is changed.

Only the days that the sheet names are compared; a day it leaves out keeps its shifts. A shift that people have begun is
never struck, because the duty itself may be held under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Final, TypeAlias

from bot.documents.proposal import Posts, ProposedShift, RosterProposal, SheetProblem
from bot.domain.duties.shift.rostering import KIND, OpenShift, ReviseShift
from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Matter, Stage
from bot.domain.office import Office
from bot.domain.roster import Place, ShiftBody
from bot.domain.texts import Text, day, lines, names, say
from bot.ports import Order

LINES: Final = 25  # a phone's screen and a half

_Found: TypeAlias = tuple[Matter, ShiftBody]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedShift:
    """A shift that is kept with other people."""

    matter: MatterId
    before: Posts
    shift: ProposedShift


@dataclass(frozen=True, slots=True, kw_only=True)
class OldShift:
    """A shift that the new roster no longer has on a day that it covers."""

    matter: MatterId
    date: date
    name: str
    posts: Posts


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDifference:
    """The new roster against the old one."""

    new: tuple[ProposedShift, ...] = ()
    changed: tuple[ChangedShift, ...] = ()
    unchanged: tuple[ProposedShift, ...] = ()
    gone: tuple[OldShift, ...] = ()
    begun: tuple[OldShift, ...] = ()  # would be gone, but somebody is on post: left as they are

    @property
    def empty(self) -> bool:
        """Whether there is nothing to apply."""
        return not (self.new or self.changed or self.gone)


def difference(proposal: RosterProposal, existing: Sequence[Matter], office: Office) -> RosterDifference:
    """Compare a proposal with the shifts that are rostered now. Struck shifts and other matters are passed over."""
    old, extra = _by_key(existing)
    wanted = {(shift.date, shift.name): shift for shift in proposal.shifts}
    covered = {shift.date for shift in proposal.shifts}
    new, changed, unchanged = list[ProposedShift](), list[ChangedShift](), list[ProposedShift]()
    for key, shift in wanted.items():
        match old.get(key):
            case None:
                new.append(shift)
            case matter, body if set(_posts(body)) != set(shift.posts):
                changed.append(ChangedShift(matter=matter.id, before=_posts(body), shift=shift))
            case _:
                unchanged.append(shift)
    left = [found for key, found in old.items() if key not in wanted] + extra
    left = [(matter, body) for matter, body in left if body.date in covered]
    left.sort(key=lambda found: (found[1].date, found[1].name))
    return RosterDifference(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        gone=tuple(_old(matter, body) for matter, body in left if not _begun(body)),
        begun=tuple(_old(matter, body) for matter, body in left if _begun(body)),
    )


def _by_key(existing: Iterable[Matter]) -> tuple[dict[tuple[date, str], _Found], list[_Found]]:
    """The open shifts by day and name, and those that stand there a second time."""
    found, extra = dict[tuple[date, str], _Found](), list[_Found]()
    for matter in existing:
        if matter.kind == KIND and matter.stage is Stage.OPEN and isinstance(matter.body, ShiftBody):
            key = (matter.body.date, matter.body.name)
            if key in found:
                extra.append((matter, matter.body))
            else:
                found[key] = (matter, matter.body)
    return found, extra


def _posts(body: ShiftBody) -> Posts:
    return tuple((post.person, post.place) for post in body.posts)


def _begun(body: ShiftBody) -> bool:
    return body.taken_at is not None or any(post.checked_in_at is not None for post in body.posts)


def _old(matter: Matter, body: ShiftBody) -> OldShift:
    return OldShift(matter=matter.id, date=body.date, name=body.name, posts=_posts(body))


# --- applying it -------------------------------------------------------------------------------------------------


def orders(found: RosterDifference, office: Office, by: PersonId | None) -> tuple[Order, ...]:
    """The commands that make the roster so. Raises KeyError for a shift without hours, which no proposal contains
    that may be applied.
    """
    opened = (Order(command=_open(shift, office, by)) for shift in found.new)
    revised = (
        Order(command=ReviseShift(by=by, posts=change.shift.posts), matter=change.matter) for change in found.changed
    )
    struck = (Order(command=ReviseShift(by=by, posts=()), matter=old.matter) for old in found.gone)
    return (*struck, *revised, *opened)


def _open(shift: ProposedShift, office: Office, by: PersonId | None) -> OpenShift:
    starts_at, ends_at = hours(shift, office)
    return OpenShift(by=by, date=shift.date, name=shift.name, starts_at=starts_at, ends_at=ends_at, posts=shift.posts)


def hours(shift: ProposedShift, office: Office) -> tuple[datetime, datetime]:
    """When a shift begins and ends, in the office's zone; an end not after the start lies on the next day."""
    span = office.shifts[shift.name]
    last = shift.date if span.end > span.start else shift.date + timedelta(days=1)
    return office.hours.at(shift.date, span.start), office.hours.at(last, span.end)


# --- showing it --------------------------------------------------------------------------------------------------


def preview(proposal: RosterProposal, found: RosterDifference, office: Office, *, limit: int = LINES) -> Text:
    """The proposal for a phone: what is wrong, else what would change. At most `limit` lines."""
    if not proposal.applicable:
        return _cut(say("roster.preview.errors", n=len(proposal.errors)), _problems(proposal.errors), limit)
    if found.empty:
        head = say("roster.preview.nothing", n=len(found.unchanged))
    else:
        head = say(
            "roster.preview.head",
            first=day(proposal.shifts[0].date),
            last=day(proposal.shifts[-1].date),
            new=len(found.new),
            changed=len(found.changed),
            unchanged=len(found.unchanged),
            gone=len(found.gone),
        )
    return _cut(head, [*_changes(found, office), *_warnings(proposal), *_new(found, office)], limit)


def _cut(head: Text, rest: Iterable[Text], limit: int) -> Text:
    """As many lines as fit, and how many more there are."""
    parts = list(rest)
    if len(parts) + 1 > limit:
        shown = limit - 2
        parts = [*parts[:shown], say("roster.preview.more", n=len(parts) - shown)]
    return lines(head, *parts)


def _problems(problems: Iterable[SheetProblem]) -> Iterator[Text]:
    return (problem.text for problem in problems)


def _warnings(proposal: RosterProposal) -> Iterator[Text]:
    return (say("roster.preview.warning", what=problem.text) for problem in proposal.warnings)


def _changes(found: RosterDifference, office: Office) -> Iterator[Text]:
    for change in found.changed:
        shift = _shift_name(change.shift.date, change.shift.name)
        before, after = _people(change.before, office), _people(change.shift.posts, office)
        yield say("roster.preview.changed", shift=shift, before=before, after=after)
    for key, shifts in (("roster.preview.gone", found.gone), ("roster.preview.begun", found.begun)):
        for old in shifts:
            yield say(key, shift=_shift_name(old.date, old.name), people=_people(old.posts, office))


def _new(found: RosterDifference, office: Office) -> Iterator[Text]:
    for shift in found.new:
        name = _shift_name(shift.date, shift.name)
        yield say("roster.preview.new", shift=name, people=_people(shift.posts, office))


def _shift_name(on: date, name: str) -> Text:
    return say("shift.name", day=day(on), shift=say(f"shift-name.{name}"))


def _people(posts: Posts, office: Office) -> Text:
    """带班领导 陈志远；主班 王磊、李晓东."""
    by_place = dict[Place, list[str]]()
    for person, place in posts:
        by_place.setdefault(place, []).append(office.name_of(person))
    parts = [
        say("roster.preview.post", place=say(f"place.{place}"), names=names(*by_place[place]))
        for place in Place
        if place in by_place
    ]
    if not parts:
        return say("roster.preview.nobody")
    return reduce(lambda first, rest: say("roster.preview.and", first=first, rest=rest), parts)
