"""The old calendar, for 除夕, 正月十五, 端午 and 中秋.

Each year is its first day, the month that is followed by a leap month (0 means none), and for every month in order
whether it has 30 days (1) or 29 (0). The table was taken from the published calendar and agrees day by day with two
independent computations. A year that is not in it gives None, and the words are then no time.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_YEARS: Final = {
    2024: (date(2024, 2, 10), 0, "010010110110"),
    2025: (date(2025, 1, 29), 6, "1010010101110"),
    2026: (date(2026, 2, 17), 0, "101001001110"),
    2027: (date(2027, 2, 6), 0, "110100100110"),
    2028: (date(2028, 1, 26), 5, "1110100100110"),
    2029: (date(2029, 2, 13), 0, "110101010011"),
    2030: (date(2030, 2, 3), 0, "010110101010"),
    2031: (date(2031, 1, 23), 3, "0110101101010"),
    2032: (date(2032, 2, 11), 0, "100101101101"),
    2033: (date(2033, 1, 31), 11, "0100101011101"),
    2034: (date(2034, 2, 19), 0, "010010101101"),
    2035: (date(2035, 2, 8), 0, "101001001101"),
    2036: (date(2036, 1, 28), 6, "1101001001011"),
    2037: (date(2037, 2, 15), 0, "110100100101"),
    2038: (date(2038, 2, 4), 0, "110101010010"),
    2039: (date(2039, 1, 24), 5, "1101101010100"),
    2040: (date(2040, 2, 12), 0, "101101011010"),
    2041: (date(2041, 2, 1), 0, "010101101101"),
    2042: (date(2042, 1, 22), 2, "0100101011011"),
    2043: (date(2043, 2, 10), 0, "010010011011"),
    2044: (date(2044, 1, 30), 7, "1010010010111"),
    2045: (date(2045, 2, 17), 0, "101001001011"),
}


def solar(year: int, month: int, day: int) -> date | None:
    """The day of the common calendar; None where the year is unknown or the month has no such day. No leap months."""
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    first, leap, lengths = _YEARS[year]
    before = month - 1 + (1 if leap and month > leap else 0)
    if not 1 <= day <= 29 + int(lengths[before]):
        return None
    return first + timedelta(days=sum(29 + int(big) for big in lengths[:before]) + day - 1)


def eve(year: int) -> date | None:
    """除夕: the day before the year begins, so that of 2026 lies in February 2026."""
    begins = solar(year, 1, 1)
    return begins - timedelta(days=1) if begins else None


def solar_term(year: int, constant: float) -> int:
    """The day of the month of a solar term in this century, by the usual rule of thumb (清明 4.81, 冬至 21.94)."""
    turn = year % 100
    leaps = turn // 4 if constant > 3 else (turn - 1) // 4
    return int(turn * 0.2422 + constant) - leaps
