"""How characters sound, without tones: 张 and 章 are zhang. For names that a phone wrote with other characters.

The readings are a text file beside this one, read once, when the first lexicon is made. A character has one reading
here, a few have others as well (乐 is le and yue), and some have another as a family name (单 is shan there). What an
ear easily takes for the same is folded: z and zh, c and ch, s and sh, n and l, en and eng, in and ing, an and ang.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.understanding.shipped import lines_of

_FIRSTS: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_ENDS: Final = ("ang", "eng", "ing")


@dataclass(frozen=True, slots=True)
class Sounds:
    """The readings of characters."""

    first: Mapping[str, str]  # the usual one
    also: Mapping[str, tuple[str, ...]]
    family: Mapping[str, tuple[str, ...]]  # of those that are read otherwise as a family name
    twins: Mapping[int, int]  # for str.translate: one character in the place of all that sound alike, folded

    def of(self, letter: str, *, family: bool = False) -> tuple[str, ...]:
        """A character's readings; as a family name only those that it has there."""
        if family and letter in self.family:
            return self.family[letter]
        usual = self.first.get(letter)
        return (usual, *self.also.get(letter, ())) if usual else ()

    def any_of(self, letter: str) -> tuple[str, ...]:
        """Everything a character may sound like, whoever is spoken of."""
        return (*self.of(letter), *self.family.get(letter, ()))

    def marks(self, syllable: str) -> tuple[str, ...]:
        """What may stand in a text of twins where this is heard, because of characters with several readings."""
        letters = (c for readings in (self.also, self.family) for c, said in readings.items() if syllable in said)
        heard = (syllable, *(self.first[letter] for letter in letters))
        return tuple(dict.fromkeys(mark for mark in map(_marks().get, map(folded, heard)) if mark))


@cache
def sounds() -> Sounds:
    """The readings, read from their file the first time."""
    first, also, family = dict[str, str](), dict[str, list[str]](), dict[str, list[str]]()
    for part, syllable, letters in _lines():
        if not part:
            first |= dict.fromkeys(letters, syllable)
            continue
        for letter in letters:
            (also if part == "[also]" else family).setdefault(letter, []).append(syllable)
    marks = _marks()
    twins = {mark: ord(marks[folded(syllable)]) for mark, syllable in ((ord(c), s) for c, s in first.items())}
    return Sounds(first, _frozen(also), _frozen(family), twins)


@cache
def _marks() -> Mapping[str, str]:
    """The one character that stands for all of a folded sound: the first that is read so."""
    found = dict[str, str]()
    for part, syllable, letters in _lines():
        if not part:
            found.setdefault(folded(syllable), letters[0])
    return found


def _lines() -> Iterator[tuple[str, str, str]]:
    """The part of the file, a syllable and its characters."""
    for part, line in lines_of("syllables.txt"):
        syllable, letters = line.split(" ")
        yield part, sys.intern(syllable), letters


def _frozen(readings: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {letter: tuple(said) for letter, said in readings.items()}


@cache
def folded(syllable: str) -> str:
    """What is easily heard as the same: zhang, zang, zhan and zan are zan."""
    for written, heard in _FIRSTS:
        if syllable.startswith(written):
            syllable = heard + syllable[len(written) :]
            break
    return sys.intern(syllable[:-1] if syllable.endswith(_ENDS) else syllable)
