"""What a sample office begins with: a roster for the coming days, so that there is something to try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.domain.duties.shift.rostering import OpenShift
from bot.domain.ids import PersonId
from bot.domain.office import Office, Role
from bot.domain.roster import Place
from bot.ports import Order

DAYS: Final = 14
_DAY: Final = timedelta(days=1)
_NAMES: Final = ("day", "night")


def sample_roster(office: Office, first: date, days: int = DAYS) -> tuple[Order, ...]:
    """Day and night shifts from a day on, everybody in turn. Empty where the office has nobody to roster."""
    officers, leaders = office.in_role(Role.DUTY_OFFICER), office.in_role(Role.SHIFT_LEADER)
    names = [name for name in _NAMES if name in office.shifts]
    if len(officers) < len(names) * 2 or not leaders:
        return ()
    orders = list[Order]()
    for index in range(days):
        for offset, name in enumerate(names):
            turn = index * len(names) + offset
            posts = (
                (_nth(leaders, index), Place.LEADER),
                (_nth(officers, turn * 2), Place.PRIMARY),
                (_nth(officers, turn * 2 + 1), Place.SECONDARY),
            )
            orders.append(open_shift(office, first + index * _DAY, name, posts))
    return tuple(orders)


def open_shift(office: Office, on: date, name: str, posts: tuple[tuple[PersonId, Place], ...]) -> Order:
    """The order that opens one shift, at the office's hours for shifts of that name."""
    hours = office.shifts[name]
    starts_at = office.hours.at(on, hours.start)
    ends_at = office.hours.at(on if hours.end > hours.start else on + _DAY, hours.end)
    return Order(
        command=OpenShift(by=None, date=on, name=name, starts_at=starts_at, ends_at=ends_at, posts=posts), matter=None
    )


def _nth(people: Sequence[PersonId], index: int) -> PersonId:
    return people[index % len(people)]
