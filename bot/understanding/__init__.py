"""From a sentence to values. Pure: text, moment, names and calendar in; values with their places in the text out.

No network, no model, no clock. Whatever the text is, the result is values or nothing understood, never an exception.
`understand` is the one door; everything else here is behind it.
"""

from bot.understanding.values import (
    Conventions,
    Intent,
    Lexicon,
    PersonWords,
    TimeKind,
    TimeReading,
    Understood,
    UnitWords,
)

__all__ = [
    "Conventions",
    "Intent",
    "Lexicon",
    "PersonWords",
    "TimeKind",
    "TimeReading",
    "Understood",
    "UnitWords",
]
