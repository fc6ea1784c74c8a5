"""The names of one office, with what finds them in a text: as they are written, as they sound, in Latin letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile

from bot.understanding.hearing import Ear, listening
from bot.understanding.letters import Letters, spelled
from bot.understanding.names import Index, Name, indexed
from bot.understanding.values import PersonWords, UnitWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The office's own names."""

    people: tuple[PersonWords, ...] = ()
    units: tuple[UnitWords, ...] = ()
    index: Index = field(init=False, compare=False, repr=False)  # made once, with the lexicon
    ear: Ear = field(init=False, compare=False, repr=False)
    letters: Letters = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", indexed(self.people, self.units))
        object.__setattr__(self, "ear", listening(self.people, self.units))
        object.__setattr__(self, "letters", spelled(self.people, self.units))

    @property
    def county(self) -> str:
        """What the names of the units begin with in common (青禾), without the word for what it is; often empty."""
        if len(self.units) < 2:
            return ""
        letters = zip(*(unit.name for unit in self.units), strict=False)
        common = "".join(same[0] for same in takewhile(lambda same: len(set(same)) == 1, letters))
        return common.rstrip("县区市旗州人民政府")

    def find(self, text: str) -> tuple[Name, ...]:
        """All names in a text, from left to right, none inside another; as it is written comes before all else."""
        exact = self.index.find(text)
        others = [*self.ear.find(text), *self.letters.find(text)]
        return _merged(exact, others) if others else exact


def _merged(exact: tuple[Name, ...], others: list[Name]) -> tuple[Name, ...]:
    """Both in their order; 章建国主任 holds 建国主任, and is the longer word for the same person."""
    kept = list(exact)
    for name in others:
        over = [known for known in kept if known.start < name.end and name.start < known.end]
        if all(name.start <= k.start and k.end <= name.end and name.people and k.people == name.people for k in over):
            kept = [known for known in kept if known not in over] + [name]
    return tuple(sorted(kept, key=lambda name: name.start))
