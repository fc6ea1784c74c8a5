"""Names in Latin letters: zhangjianguo, Zhang Jianguo, Jianguo Zhang, zhangjg, 张jg, ZJG, fagaiju.

Whole names count anywhere, three initials where they stand alone, and what is shorter or is a word of its own only
where somebody is expected (请ZL核实). A unit's initials count only where a unit is given something to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product
from typing import Final

from bot.domain.ids import PersonId, UnitId
from bot.understanding.names import SURNAMES, Name, surname
from bot.understanding.surroundings import expected, listed
from bot.understanding.syllables import Sounds, sounds
from bot.understanding.values import PersonWords, UnitWords

_WORD: Final = re.compile(r"[A-Za-züÜ]++(?:'[A-Za-z]++)*+")
_BETWEEN: Final = re.compile(r"[ ·.\-]?")
_TOUCHES: Final = re.compile(r"[A-Za-z0-9_@/\\.\-&+#=]")
_HAN: Final = re.compile(r"[一-鿿]+")
_WORK: Final = re.compile(r"[ ]?(?:牵头|主办|承办|配合|协办|负责|汇总|参与|、)")
_CHARGED: Final = re.compile(r"(?:请|由|转|会同|@|、)[ ]?$")
_MOST_WORDS: Final = 4
_MOST_READINGS: Final = 8  # of one name


class Where(StrEnum):
    """Where letters are taken for a name."""

    ANYWHERE = "anywhere"
    ALONE = "alone"  # three initials; small ones only where they hold no vowel, as words do
    EXPECTED = "expected"  # where somebody is addressed or does something
    CHARGED = "charged"  # where a unit is given something to do
    APART = "apart"  # the given name first, which only counts where it is written as a word of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ref:
    where: Where
    known: str
    person: PersonId | None = None
    unit: UnitId | None = None


@dataclass(frozen=True, slots=True)
class Letters:
    """Every way to write the office's names in letters, in small ones and in one word."""

    words: Mapping[str, tuple[_Ref, ...]]

    def find(self, text: str) -> Iterator[Name]:
        """All names in letters, from left to right."""
        words, at = list(_WORD.finditer(text)), 0
        while at < len(words):
            count, name = self._at(text, words, at)
            if name is not None:
                yield name
            at += count

    def _at(self, text: str, words: list[re.Match[str]], at: int) -> tuple[int, Name | None]:
        """How many words are used up, and the name that they are; the longest is tried first."""
        for count in range(_joined(text, words, at), 0, -1):
            start, end = words[at].start(), words[at + count - 1].end()
            family = text[start - 1] if start and text[start - 1] in SURNAMES else ""
            letters = _plain("".join(word[0] for word in words[at : at + count]))
            if family and (found := self.words.get(family + letters)) and not _touches(text, start, end, behind=True):
                return count, _name(text, start - 1, end, found)
            if letters in self.words and not _touches(text, start, end):
                found = tuple(ref for ref in self.words[letters] if _fits(ref, text, start, end, count))
                if found:
                    return count, _name(text, start, end, found)
        return 1, None


def _joined(text: str, words: list[re.Match[str]], at: int) -> int:
    """How many words follow each other with no more between them than a space."""
    count = 1
    while (
        count < _MOST_WORDS
        and at + count < len(words)
        and _BETWEEN.fullmatch(text, words[at + count - 1].end(), words[at + count].start())
    ):
        count += 1
    return count


def _plain(letters: str) -> str:
    return letters.replace("'", "").lower().replace("ü", "v")


def _touches(text: str, start: int, end: int, *, behind: bool = False) -> bool:
    """Whether letters are a part of something longer: an address, a number, an abbreviation."""
    before = not behind and start > 0 and text[start - 1] != "@" and _TOUCHES.match(text, start - 1) is not None
    after = _TOUCHES.match(text, end) is not None and not (text[end] == "." and not text[end + 1 : end + 2].isalnum())
    return before or after


def _fits(ref: _Ref, text: str, start: int, end: int, count: int) -> bool:
    """Whether letters in so many words may be that name there."""
    words = text[start:end]
    awaited = expected(text, start, end)
    if words.upper() in listed("[abbreviations]"):
        return False
    if _plain(words) in listed("[letters]"):
        return awaited
    match ref.where:
        case Where.ANYWHERE:
            return True
        case Where.APART:
            return count > 1 or not words.islower()
        case Where.ALONE if count > 1:
            return False
        case Where.ALONE:
            return awaited or words.isupper() or (words.islower() and not set("aeiou") & set(words))
        case Where.EXPECTED:
            return awaited and count == 1
        case Where.CHARGED:
            return _WORK.match(text, end) is not None or _CHARGED.search(text, max(0, start - 3), start) is not None


def _name(text: str, start: int, end: int, found: Iterable[_Ref]) -> Name:
    found = tuple(found)
    people = tuple(dict.fromkeys(ref.person for ref in found if ref.person is not None))
    units = tuple(dict.fromkeys(ref.unit for ref in found if ref.unit is not None))
    one = len(people) + len(units) == 1
    return Name(
        start=start,
        end=end,
        words=text[start:end],
        people=people if one else (),
        units=units if one else (),
        known=found[0].known if one else "",
        either=() if one else (*people, *units),
    )


def spelled(people: Iterable[PersonWords], units: Iterable[UnitWords]) -> Letters:
    """The names in letters."""
    words = dict[str, dict[_Ref, None]]()
    for word, ref in (*_people(people), *_units(units)):
        words.setdefault(word, {})[ref] = None
    return Letters({word: tuple(refs) for word, refs in words.items()})


def _people(people: Iterable[PersonWords]) -> Iterator[tuple[str, _Ref]]:
    for person in people:
        if len(person.name) < 2 or not _HAN.fullmatch(person.name):
            continue
        written = surname(person.name)
        given = person.name.removeprefix(written)

        def ref(where: Where, person: PersonWords = person) -> _Ref:
            return _Ref(where=where, known=person.name, person=person.id)

        for family, *rest in _readings(person.name, len(written)):
            whole, short = "".join(rest), "".join(said[0] for said in rest)
            several = Where.ANYWHERE if len(rest) > 1 else Where.EXPECTED
            initials = Where.ALONE if len(short) > 1 else Where.EXPECTED
            yield family + whole, ref(Where.ANYWHERE)
            yield whole + family, ref(Where.APART)
            yield family + short, ref(several)
            yield family[0] + short, ref(initials)
            if len(given) > 1:
                yield written + short, ref(Where.ANYWHERE)
                yield whole, ref(Where.EXPECTED)


def _readings(name: str, family: int) -> Iterator[tuple[str, ...]]:
    """The syllables of a name, the family name as one; nothing where a character is not known."""
    readings = sounds()
    heads = ("".join(said) for said in product(*(_spellings(readings, c, family=True) for c in name[:family])))
    every = product(tuple(heads), *(_spellings(readings, letter) for letter in name[family:]))
    yield from islice(every, _MOST_READINGS)


def _spellings(readings: Sounds, letter: str, *, family: bool = False) -> tuple[str, ...]:
    """The readings of a character; lv is lu and lyu on a card too."""
    said = readings.of(letter, family=family)
    more = (word.replace("v", other) for word in said if "v" in word for other in ("u", "yu"))
    return (*said, *more)


def _units(units: Iterable[UnitWords]) -> Iterator[tuple[str, _Ref]]:
    readings = sounds()
    for unit in units:
        said = [readings.of(letter)[:1] for letter in unit.short]
        if len(unit.short) > 2 and all(said):
            syllables = [reading[0] for reading in said]
            yield "".join(syllables), _Ref(where=Where.ANYWHERE, known=unit.short, unit=unit.id)
            initials = "".join(syllable[0] for syllable in syllables)
            yield initials, _Ref(where=Where.CHARGED, known=unit.short, unit=unit.id)
