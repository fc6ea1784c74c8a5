"""The roster's own values: shifts, posts, and who is on duty at a moment.

Checking in and holding the duty are two things. Whoever is rostered checks in for himself; the *duty* (what an
incident reported now is owed by) stays with the shift that took it last until somebody takes it over (接班). A
successor who does not come leaves it where it was, however late it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Final

from bot.domain.ids import MatterId, PersonId
from bot.domain.matters import Body, Matter, Stage

CHECK_IN: Final = "check_in"
BACK: Final = "back"
TAKE_OVER: Final = "take_over"

FORGOTTEN: Final = timedelta(hours=4)  # a duty that nobody took over is nobody's this long after the shift's end


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Who is on post at a moment."""

    officer: PersonId | None = None  # holds the duty: took it over last and has not handed it on
    leader: PersonId | None = None  # 带班领导 of this hour
    shift: MatterId | None = None  # the shift under which the duty is held


NOBODY_ON_DUTY: Final = OnDuty()


class Place(StrEnum):
    """A place on the roster."""

    LEADER = "leader"  # 带班领导
    PRIMARY = "primary"  # 主班
    SECONDARY = "secondary"  # 副班
    STANDBY = "standby"  # 候班: reachable, need not be there


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One rostered person and how he stands."""

    person: PersonId
    place: Place
    checked_in_at: datetime | None = None
    covered_by: PersonId | None = None  # who stepped in (顶岗)
    came_at: datetime | None = None  # when he came after all, while somebody stood in for him
    out_until: datetime | None = None  # 离岗: when he said he would be back
    out_cover: str = ""  # who minds the post meanwhile, in the words used
    delayed_to: datetime | None = None  # 晚到: the moment to which the limit was moved; it is moved once

    @property
    def manned(self) -> bool:
        """Whether somebody is there for it now."""
        return self.checked_in_at is not None and self.out_until is None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """A matter that is handed over."""

    matter: MatterId
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """交班: offered to somebody, not yet taken."""

    to: PersonId | None  # None means whoever is rostered next
    note: str
    items: tuple[OpenItem, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftBody(Body):
    """One shift of the roster."""

    date: date
    name: str  # day, night, all: a key of the office's shift hours
    posts: tuple[Post, ...]
    holder: PersonId | None = None  # who holds the duty under this shift
    taken_at: datetime | None = None
    released_at: datetime | None = None  # when the next shift took it
    handover: Handover | None = None

    def post(self, person: PersonId | None) -> Post | None:
        """The post a person is rostered for, else the one he steps in for."""
        own = (p for p in self.posts if person is not None and p.person == person)
        covered = (p for p in self.posts if person is not None and p.covered_by == person)
        return next(chain(own, covered), None)

    def minds(self, person: PersonId) -> bool:
        """Whether a person has the duty here only until the 主班 comes: a 副班, or somebody who steps in."""
        own = next((p for p in self.posts if p.person == person), None)
        if own is None:
            return any(p.covered_by == person for p in self.posts)
        return own.place is not Place.PRIMARY

    def alone(self, person: PersonId) -> bool:
        """Whether nobody else is on post with him. A leader may be on call and is not counted."""
        officers = (p for p in self.posts if p.place in (Place.PRIMARY, Place.SECONDARY) and p.manned)
        return not any(person not in (p.person, p.covered_by) for p in officers)

    def people(self, place: Place) -> tuple[PersonId, ...]:
        """Who is rostered at a place."""
        return tuple(post.person for post in self.posts if post.place is place)

    def with_post(self, changed: Post) -> ShiftBody:
        """The same shift with one post changed."""
        return replace(self, posts=tuple(changed if p.person == changed.person else p for p in self.posts))


def on_duty(shifts: Iterable[Matter], now: datetime) -> OnDuty:
    """Who is on post: the shift that took the duty last, and the leader rostered for this hour."""
    bodies = [(m, m.body) for m in shifts if m.stage is Stage.OPEN and isinstance(m.body, ShiftBody)]
    held = [
        (body.taken_at, matter, body)
        for matter, body in bodies
        if body.taken_at is not None and body.released_at is None and _not_forgotten(matter, now)
    ]
    _, shift, holding = max(held, key=lambda found: found[0], default=(None, None, None))
    leader = next(
        (p for m, body in bodies if _current(m, now) for p in body.people(Place.LEADER)),
        None,
    )
    return OnDuty(
        officer=holding.holder if holding else None,
        leader=leader,
        shift=shift.id if shift else None,
    )


def _current(matter: Matter, now: datetime) -> bool:
    return matter.starts_at is not None and matter.ends_at is not None and matter.starts_at <= now < matter.ends_at


def _not_forgotten(matter: Matter, now: datetime) -> bool:
    return matter.ends_at is None or now < matter.ends_at + FORGOTTEN
