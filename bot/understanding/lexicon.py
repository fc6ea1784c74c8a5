"""The names of one office, with the index that finds them in a text."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.understanding.names import Index, indexed
from bot.understanding.values import PersonWords, UnitWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The office's own names."""

    people: tuple[PersonWords, ...] = ()
    units: tuple[UnitWords, ...] = ()
    index: Index = field(init=False, compare=False, repr=False)  # made once, with the lexicon

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", indexed(self.people, self.units))
