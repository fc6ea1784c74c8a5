"""A message with all that was found in it, before anybody asks what it wants.

Every reader of intents gets the same value and looks into its own stretch of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.domain.ids import PersonId, UnitId
from bot.understanding.lexicon import Lexicon
from bot.understanding.names import SURNAMES, TITLES, Name
from bot.understanding.situation import NOWHERE, Situation
from bot.understanding.times import Frame
from bot.understanding.values import TimeKind, TimeReading
from bot.understanding.wording import Clause, Wording

Span = tuple[int, int]
_Found = TypeVar("_Found")

PERSON_MARK: Final = "\ue000"
UNIT_MARK: Final = "\ue001"
NUMBER_MARK: Final = "\ue002"
TIME_MARK: Final = "\ue003"
DUE_MARK: Final = "\ue004"

_TITLE: Final = "|".join(sorted(TITLES, key=len, reverse=True))
_FAMILY: Final = "".join(sorted(SURNAMES))
_TITLED: Final = re.compile(rf"[{_FAMILY}](?:{_TITLE})")
_UNKNOWN: Final = re.compile(
    rf"[{_FAMILY}](?:{_TITLE})|[小老][{_FAMILY}](?![一-鿿])|[{_FAMILY}][一-鿿]{{1,2}}(?:{_TITLE})?"
)
_SIGNS: Final = " 　,，。;；:：!！?？\n\r\t、"
_BETWEEN: Final = re.compile(r"[、和与及跟,，/ ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The words of a message, its times, its names and its numbers."""

    wording: Wording
    frame: Frame
    lexicon: Lexicon
    times: tuple[TimeReading, ...]
    names: tuple[Name, ...]
    numbers: tuple[tuple[Span, str], ...]
    marked: str  # the plain words with every name, unit, number and time replaced by its mark, of the same length
    asked: str = ""
    situation: Situation = NOWHERE

    @property
    def text(self) -> str:
        """The plain words."""
        return self.wording.text

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the text."""
        return self.wording.clauses

    def clauses_in(self, span: Span) -> tuple[Span, ...]:
        """The parts of a stretch that lie in one clause each."""
        starts = self.wording.starts
        first = max(bisect_right(starts, span[0]) - 1, 0)
        near = self.wording.clauses[first : bisect_left(starts, span[1])]
        cut = ((max(clause.start, span[0]), min(clause.end, span[1])) for clause in near)
        return tuple(part for part in cut if part[0] < part[1])

    def words(self, span: Span) -> str:
        """The original words of a stretch, without the signs at its ends."""
        return self.wording.of(*span).strip(_SIGNS)

    def within(self, span: Span) -> Span:
        """Where those words stand."""
        found = self.wording.of(*span)
        start = span[0] + len(found) - len(found.lstrip(_SIGNS))
        return start, start + len(found.strip(_SIGNS))

    def times_in(self, span: Span) -> tuple[TimeReading, ...]:
        """The times that begin in a stretch."""
        return self.times[_from(self.times, span[0], _time_start) : _from(self.times, span[1], _time_start)]

    def names_in(self, span: Span) -> tuple[Name, ...]:
        """The known names that begin in a stretch."""
        return self.names[_from(self.names, span[0], _name_start) : _from(self.names, span[1], _name_start)]

    def people_in(self, span: Span) -> tuple[PersonId, ...]:
        """The people named beyond doubt in a stretch, each once."""
        named = (name.person for name in self.names_in(span))
        return tuple(dict.fromkeys(person for person in named if person is not None))

    def units_in(self, span: Span) -> tuple[UnitId, ...]:
        """The units named in a stretch, each once; 各乡镇 is all of them."""
        return tuple(dict.fromkeys(unit for name in self.names_in(span) for unit in name.units))

    def number_in(self, span: Span) -> str:
        """The first number of a matter in a stretch."""
        at = _from(self.numbers, span[0], _number_start)
        (start, _), number = self.numbers[at] if at < len(self.numbers) else ((span[1], 0), "")
        return number if start < span[1] else ""

    def number_before(self, place: int) -> str:
        """The last number that stands before a place."""
        at = _from(self.numbers, place, _number_start)
        return self.numbers[at - 1][1] if at else ""

    def called_in(self, span: Span) -> tuple[str, ...]:
        """People in the words used: known ones, and unknown ones of the shape of a name, in a list of names."""
        known = [name for name in self.names_in(span) if name.people or name.either]
        found = [(name.start, name.words) for name in known]
        taken = [(name.start, name.end) for name in self.names_in(span)]
        found += [(start, words) for start, words in self._strangers(span) if not _inside(start, taken)]
        return tuple(dict.fromkeys(words for _, words in sorted(found)))

    def _strangers(self, span: Span) -> Iterator[tuple[int, str]]:
        """Pieces of a list that look like a name as a whole, and surnames with a title anywhere."""
        place = span[0]
        for piece in _BETWEEN.split(self.text[span[0] : span[1]]):
            start = self.text.index(piece, place) if piece else place
            place = start + len(piece)
            if piece and _UNKNOWN.fullmatch(piece):
                yield start, piece
            else:
                for match in _TITLED.finditer(self.text, start, place):
                    yield match.start(), match[0]


def marked(
    text: str, times: tuple[TimeReading, ...], names: tuple[Name, ...], numbers: tuple[tuple[Span, str], ...]
) -> str:
    """What patterns of intents are written against: 陈县长 and 老周 look alike there, and 发改局 is any unit."""
    spans = [(match.span(), PERSON_MARK) for match in _TITLED.finditer(text)]
    spans += [(time.span, DUE_MARK if time.kind is TimeKind.DEADLINE else TIME_MARK) for time in times]
    spans += [((name.start, name.end), UNIT_MARK if name.units else PERSON_MARK) for name in names]
    spans += [(span, NUMBER_MARK) for span, _ in numbers]
    letters = list(text)
    for (start, end), mark in spans:
        letters[start:end] = mark * (end - start)
    return "".join(letters)


def _time_start(time: TimeReading) -> int:
    return time.span[0]


def _name_start(name: Name) -> int:
    return name.start


def _number_start(number: tuple[Span, str]) -> int:
    return number[0][0]


def _from(found: Sequence[_Found], place: int, start: Callable[[_Found], int]) -> int:
    """The first of the found things that begins no earlier than a place."""
    return bisect_left(found, place, key=start)


def _inside(place: int, spans: list[Span]) -> bool:
    return any(start <= place < end for start, end in spans)
