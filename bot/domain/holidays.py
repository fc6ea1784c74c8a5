"""Days off by law, for years whose notice is not out yet: 元旦, 春节, 清明, 劳动节, 端午, 中秋, 国庆.

Source: 全国年节及纪念日放假办法, as revised in 2024. The notice of a year moves working days around them; until then
only these are certain, and whatever is counted through them is provisional.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from bot.domain.lunar import solar, solar_term

QINGMING: Final = 4.81  # the constant of its rule of thumb in this century


@dataclass(frozen=True, slots=True, kw_only=True)
class Statutory:
    """A festival with days off: its day in a year (None where the old calendar is not known), how many days are off,
    and how many of them lie before it."""

    day: Callable[[int], date | None]
    off: int
    lead: int = 0

    def days(self, year: int) -> Iterator[date]:
        """Its days off in a year."""
        on = self.day(year)
        if on is not None:
            yield from (on + timedelta(days=n - self.lead) for n in range(self.off))


NEW_YEAR: Final = Statutory(day=lambda year: date(year, 1, 1), off=1)
SPRING: Final = Statutory(day=lambda year: solar(year, 1, 1), off=4, lead=1)
TOMBS: Final = Statutory(day=lambda year: date(year, 4, solar_term(year, QINGMING)), off=1)
LABOUR: Final = Statutory(day=lambda year: date(year, 5, 1), off=2)
DRAGON: Final = Statutory(day=lambda year: solar(year, 5, 5), off=1)
MOON: Final = Statutory(day=lambda year: solar(year, 8, 15), off=1)
NATIONAL: Final = Statutory(day=lambda year: date(year, 10, 1), off=3)

_ALL: Final = (NEW_YEAR, SPRING, TOMBS, LABOUR, DRAGON, MOON, NATIONAL)


@lru_cache(maxsize=64)
def days_off(year: int) -> frozenset[date]:
    """The days of a year that are off by law, whatever its notice will say."""
    return frozenset(day for festival in _ALL for day in festival.days(year))
