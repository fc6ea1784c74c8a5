"""Which of the office's conventions a deadline hangs on, and what the other setting of each would make of it.

The words are reckoned once more with one setting turned round. What comes to another moment hung on that setting, and
the other moment is the commonest misreading there is: the day counted or not, calendar days or working days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.understanding.values import Conventions, TimeReading

Reckon = Callable[[Conventions], tuple[TimeReading, ...]]  # the times of one text under these conventions


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A setting by which a deadline would be another one, turned round."""

    name: str  # as it is written in [deadlines] of office.toml
    value: bool  # as it is set
    other: datetime  # what the deadline would be, were it not


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The words of a deadline, and what it hangs on."""

    span: tuple[int, int] = (0, 0)  # where the words stand in the text; (0, 0) where they do not
    bearings: tuple[Bearing, ...] = ()


def reckoning(reckon: Reckon, usual: Conventions, at: datetime) -> Reckoning:
    """What the time of a text that was read as that moment hangs on."""
    times = reckon(usual)
    place = next((n for n, time in enumerate(times) if time.at == at), None)
    if place is None:
        return Reckoning()
    return Reckoning(span=times[place].span, bearings=tuple(_bearings(reckon, usual, times[place])))


def _bearings(reckon: Reckon, usual: Conventions, time: TimeReading) -> Iterator[Bearing]:
    for name, value, turned in _turned(usual):
        same = (other for other in reckon(turned) if other.span == time.span)
        for other in same:
            if other.at != time.at:
                yield Bearing(name=name, value=value, other=other.at)


def _turned(usual: Conventions) -> Iterator[tuple[str, bool, Conventions]]:
    """The conventions with one setting turned round, each in its turn."""
    yield "include_day", usual.include_day, replace(usual, include_day=not usual.include_day)
    yield "same_day_counts", usual.same_day_counts, replace(usual, same_day_counts=not usual.same_day_counts)
    workdays = usual.short_days_are_workdays
    yield "short_days_are_workdays", workdays, replace(usual, short_days_are_workdays=not workdays)
    month_end = usual.month_end_on_workday
    yield "month_end_on_workday", month_end, replace(usual, month_end_on_workday=not month_end)
    moves = usual.move_off_days_off
    yield "move_off_days_off", moves, replace(usual, move_off_days_off=not moves)
    monday = usual.weeks_begin_on_monday
    yield "weeks_begin_on_monday", monday, replace(usual, weeks_begin_on_monday=not monday)
