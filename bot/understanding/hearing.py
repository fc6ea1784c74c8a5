"""Names that were written as they sound: 章建国 or 张健国 for 张建国, 水力局 for 水利局.

A text is turned into its twin, in which everything that sounds alike is one character, and known names are looked for
there by their first two sounds. What is found is held against the name character by character. Units are found where
their last character is as it should be and another one as well. Of people, the family name must sound right, what
stands there must be a family name, and the fewer characters there are, the more must speak for it around them. A wrong
family name before a single character (汪磊) is more likely somebody else: it is kept as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.ids import PersonId, UnitId
from bot.understanding.names import SURNAMES, Name, surname, title_behind, titles
from bot.understanding.surroundings import (
    begins_a_word,
    ends_a_word,
    expected,
    given,
    goes_on,
    ordinary,
    stands_free,
    titled,
)
from bot.understanding.syllables import folded, sounds
from bot.understanding.values import PersonWords, UnitWords

_HAN: Final = re.compile(r"[一-鿿]+")
_SHORTEST_UNIT: Final = 3  # 交警 sounds like too much else


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A name to listen for."""

    word: str  # 张建国, 张县长, 水利局
    known: str  # whom it names, as the office writes it
    family: int = 0  # characters of the family name
    fixed: int = 0  # characters at the end that are always written right: 县长, 局
    person: PersonId | None = None
    unit: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """A form found in a text, and how near it comes."""

    form: Form
    near: bool  # z for zh and the like
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Ear:
    """All forms, by their first two sounds."""

    forms: Mapping[str, tuple[Form, ...]]
    firsts: re.Pattern[str] | None  # the sounds with which one begins
    families: frozenset[str]  # family names of the office: another 章 is no 张

    def find(self, text: str) -> Iterator[Name]:
        """Every stretch that sounds like a name and is not written like it, from left to right."""
        if self.firsts is None:
            return
        twin, after = text.translate(sounds().twins), 0
        for first in self.firsts.finditer(twin):
            place = first.start()
            forms = self.forms.get(twin[place : place + 2]) if place >= after else None
            name = self._at(text, place, forms) if forms else None
            if name is not None:
                yield name
                after = name.end

    def _at(self, text: str, place: int, forms: Iterable[Form]) -> Name | None:
        found = [heard for form in forms if (heard := self._heard(text, place, form)) is not None]
        if not found:
            return None
        longest = max(len(heard.form.word) for heard in found)
        best = [heard for heard in found if len(heard.form.word) == longest]
        best = [heard for heard in best if not heard.near] or best
        return _name(text, place, place + longest, best)

    def _heard(self, text: str, place: int, form: Form) -> _Heard | None:
        end = place + len(form.word)
        piece = text[place:end]
        if piece == form.word or not piece.endswith(form.word[len(form.word) - form.fixed :]):
            return None
        same = sum(a == b for a, b in zip(piece, form.word, strict=False))
        near = _nearness(piece, form)
        if near is None or (near and (form.person is None or len(form.word) - form.fixed < 3)):
            return None
        if form.unit is not None:
            return _Heard(form=form, near=near) if same > form.fixed else None
        if ends_a_word(text, place) or begins_a_word(text, end - 1) or not self._is_family(piece[: form.family], form):
            return None
        if form.fixed:
            return _Heard(form=form, near=near) if stands_free(text, place) else None
        if len(form.word) == 2:
            return _short(text, place, form)
        fits = piece[0] == form.word[0] or (same == len(piece) - 1 and goes_on(text, end)) or expected(text, place, end)
        return _Heard(form=form, near=near) if fits else None

    def _is_family(self, written: str, form: Form) -> bool:
        """Whether what stands there may be meant for the family name."""
        if written == form.word[: form.family]:
            return True
        known = written in SURNAMES or len(written) > 1
        return known and not (form.fixed and written in self.families)


def _short(text: str, place: int, form: Form) -> _Heard | None:
    """王雷 for 王磊: only where a name can stand, and never a word of every day."""
    end = place + 2
    piece = text[place:end]
    if (
        not (given(piece[1]) or titled(text, end))
        or not goes_on(text, end)
        or (ordinary(piece) and not titled(text, end))
    ):
        return None
    if piece[0] == form.word[0]:
        return _Heard(form=form, near=False)
    return _Heard(form=form, near=False, sure=False) if expected(text, place, end) else None


def _nearness(piece: str, form: Form) -> bool | None:
    """Whether it only nearly sounds like the form; None where it does not."""
    near, readings = False, sounds()
    if len(piece) < len(form.word):
        return None
    for at, (written, meant) in enumerate(zip(piece, form.word, strict=True)):
        if written == meant:
            continue
        said = readings.any_of(written) if at < form.family else readings.of(written)
        wanted = readings.of(meant, family=at < form.family)
        if set(said).isdisjoint(wanted):
            if at < form.family or {folded(s) for s in said}.isdisjoint(folded(s) for s in wanted):
                return None
            near = True
    return near


def _name(text: str, start: int, end: int, found: list[_Heard]) -> Name:
    people = tuple(dict.fromkeys(h.form.person for h in found if h.form.person is not None))
    units = tuple(dict.fromkeys(h.form.unit for h in found if h.form.unit is not None))
    if people and not found[0].form.fixed:
        end += title_behind(text, end)
    one = len(people) + len(units) == 1 and all(heard.sure for heard in found)
    return Name(
        start=start,
        end=end,
        words=text[start:end],
        people=people if one else (),
        units=units if one else (),
        full=bool(people),
        known=found[0].form.known if one else "",
        either=() if one else (*people, *units),
    )


def listening(people: tuple[PersonWords, ...], units: tuple[UnitWords, ...]) -> Ear:
    """An ear for these names."""
    by_sound = dict[str, list[Form]]()
    for form in dict.fromkeys((*_forms_of_people(people), *_forms_of_units(units))):
        for key in _keys(form):
            by_sound.setdefault(key, []).append(form)
    firsts = "".join(sorted({key[0] for key in by_sound}))
    return Ear(
        {key: tuple(forms) for key, forms in by_sound.items()},
        re.compile(f"[{firsts}]") if firsts else None,
        frozenset(surname(person.name) for person in people),
    )


def _keys(form: Form) -> Iterator[str]:
    readings = sounds()
    first, second = (
        dict.fromkeys(
            mark for said in readings.of(form.word[at], family=at < form.family) for mark in readings.marks(said)
        )
        for at in (0, 1)
    )
    yield from (one + two for one in first for two in second)


def _forms_of_people(people: Iterable[PersonWords]) -> Iterator[Form]:
    for person in people:
        if len(person.name) < 2 or not _HAN.fullmatch(person.name):
            continue
        family = surname(person.name)
        yield Form(word=person.name, known=person.name, family=len(family), person=person.id)
        for title in dict.fromkeys(titles(person.title)):
            yield Form(word=family + title, known=person.name, family=len(family), fixed=len(title), person=person.id)


def _forms_of_units(units: Iterable[UnitWords]) -> Iterator[Form]:
    for unit in units:
        for word in dict.fromkeys((unit.name, unit.short, *unit.aliases)):
            if len(word) >= _SHORTEST_UNIT and _HAN.fullmatch(word):
                yield Form(word=word, known=unit.short, fixed=1, unit=unit.id)
