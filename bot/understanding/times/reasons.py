"""Every sentence that a time may give for itself, so that each language can be held to have them all."""

from __future__ import annotations

from typing import Final

from bot.understanding.times.festival_days import NAMED

WRAPPED: Final = (
    "day-end",
    "day-included",
    "day-before",
    "part-end",
    "midnight",
    "moved",
)  # these carry another one as `why`
PLAIN: Final = (
    *("relative", "next-day", "clock", "date", "date-next", "date-past", "contradiction", "stretch"),
    *("weekday", "weekday-past", "weekday-last", "weekday-this", "weekday-next"),
    *("weekday-last-sunday", "weekday-this-sunday", "weekday-next-sunday"),
    *("week", "week-end", "weekend", "before-weekend", "month-start", "tenth", "before-month", "month-end"),
    *("quarter-end", "half-year-end", "year-end"),
    *("before-month-worked", "month-end-worked", "quarter-end-worked", "half-year-end-worked", "year-end-worked"),
    *("length", "ago", "days", "days-same-day", "days-after", "days-ago", "months", "months-ago", "next-workday"),
    *("workdays", "workdays-same-day", "workdays-many"),
    *("festival", "before-festival", "after-festival", "during-festival", "old-calendar"),
)

KEYS: Final = frozenset(f"time.because.{name}" for name in (*WRAPPED, *PLAIN))
FESTIVALS: Final = frozenset(f"festival.{festival.key}" for festival in NAMED.values() if festival.key)
