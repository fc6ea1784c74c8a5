"""From a sentence to values. Pure: text, moment, names and calendar in; values with their places in the text out.

No network, no download, no clock; the small model is data beside the code. Whatever the text is, the result is values
or nothing understood, never an exception.
`understand` is the one door, and `classified` the one that stands before it; everything else here is behind them.
"""

from bot.understanding.lexicon import Lexicon
from bot.understanding.secrecy import classified
from bot.understanding.situation import About, Situation, Topic
from bot.understanding.understand import understand
from bot.understanding.values import (
    Conventions,
    Intent,
    PersonWords,
    Reading,
    TimeKind,
    TimeReading,
    TimeRole,
    Understood,
    UnitWords,
)

__all__ = [
    "About",
    "Conventions",
    "Intent",
    "Lexicon",
    "PersonWords",
    "Reading",
    "Situation",
    "TimeKind",
    "TimeReading",
    "TimeRole",
    "Topic",
    "Understood",
    "UnitWords",
    "classified",
    "understand",
]
