"""Plain English times: by Friday, within three working days, tomorrow at 9 am, from November 25 to 27.

The words are cut into days, clocks and prepositions; neighbours are joined in whatever order they stand and become the
same phrases that the Chinese grammar makes, so that both are settled by one set of conventions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.understanding.times.clocks import Clock
from bot.understanding.times.english_readers import READERS, Atom
from bot.understanding.times.english_words import ATOMS
from bot.understanding.times.frame import Tense
from bot.understanding.times.phrases import Part, Phrase
from bot.understanding.times.tenses import Surroundings
from bot.understanding.values import TimeRole

_ENGLISH: Final = re.compile(r"[A-Za-z]{2}")
_BEHIND: Final = re.compile(r"[ ]?(?:之前|以前|前(?![面来后往])|之内|以内|内)")  # 5:30pm前
_FILLER: Final = re.compile(
    r"(?:[\s,]|\b(?:at|on|in|of|the|around|about|from|between|early|late)\b|\bi\.e\.)*", re.IGNORECASE
)
_PAST: Final = re.compile(
    r"\b(?:was|were|broke|began|started|hit|went|fell|caught|happened|occurred|reported|received|ago|yesterday|last"
    r"|collided|exploded|collapsed)\b",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"\b(?:rose|rise[sn]?|fell|fall(?:s|en)?|grew|grow[sn]?|cut|dropp?e?d?|up|down|increase[sd]?|reduce[sd]?"
    r"|decrease[sd]?"
    r"|lost|won|gained|divided|multiplied|late|behind|ahead)\b[^.;]{0,12}$",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(r"\b(?:please|must|shall|should|will|need|submit|report by|send|by|before)\b", re.IGNORECASE)


def english_phrases(text: str) -> Iterator[tuple[Phrase, Surroundings]]:
    """Every English time in a text with what the words around it say."""
    if _ENGLISH.search(text) is None:
        return
    group = list[Atom]()
    for atom in _atoms(text):
        if atom.kind == "due" and _runs_on(text, group, atom):
            atom = replace(atom, kind="to")
        joined = bool(group) and _FILLER.fullmatch(text, group[-1].end, atom.start) is not None
        if not joined or (atom.kind == "due" and any(each.kind in ("day", "clock") for each in group)):
            yield from _composed(text, group)
            group = []
        group.append(atom)
    yield from _composed(text, group)


def _runs_on(text: str, group: list[Atom], atom: Atom) -> bool:
    """From 18:00 until 22:00: behind the beginning, until is no limit of its own."""
    if not group or text[atom.start : atom.start + 4].lower() not in ("unti", "till"):
        return False
    return group[-1].clock is not None or text[: group[0].start].rstrip().lower().endswith("from")


def _atoms(text: str) -> Iterator[Atom]:
    for match in ATOMS.finditer(text):
        groups = {key: value.lower() for key, value in match.groupdict().items() if value}
        atom = next((read(groups) for key, read in READERS if key in groups), None)
        if atom is not None:
            yield replace(atom, start=match.start(), end=match.end())


def _composed(text: str, group: list[Atom]) -> Iterator[tuple[Phrase, Surroundings]]:
    while group and group[-1].kind in ("due", "to"):
        group.pop()
    while group and group[0].kind == "to":
        group.pop(0)
    again = any(atom.kind == "again" for atom in group)  # every Monday at 9
    group = _sure(text, group)
    if again or not group or _ENGLISH.search(text, group[0].start, group[-1].end) is None:
        return  # figures alone are read by the other grammar
    dues = [atom for atom in group if atom.kind == "due"]
    bounds = [at for at, atom in enumerate(group) if atom.kind in ("to", "until")]
    split = bounds[0] if bounds else len(group)
    begins = [atom for atom in group[:split] if atom.kind != "due"]
    ends = [atom for atom in group[split:] if atom.kind not in ("due", "to")]
    if begins and ends and all(atom.clock for atom in begins) and any(atom.clock for atom in ends):
        begins, ends = _one_day(begins, ends)
    first, second = _part(begins), _part(ends)
    if first is None:
        return
    end = max(atom.end for atom in group)
    behind = _BEHIND.match(text, end)
    end = behind.end() if behind else end
    before = bool(dues) and not dues[0].inclusive
    limits = bool(dues) or behind is not None
    phrase = Phrase(first=first, second=second, end=end, before=before, until=limits and not before)
    yield phrase, _around(text, group[0].start, end, limits)


def _sure(text: str, group: list[Atom]) -> list[Atom]:
    """The group without hours that may be any number: at 11 alone, or what something fell by."""
    days = any(atom.named for atom in group)
    clocks = any(atom.clock is not None and not atom.bare for atom in group)
    due = bool(group) and group[0].kind == "due"
    changed = due and _CHANGE.search(text, max(0, group[0].start - 30), group[0].start)
    if changed or not (days or clocks or due):
        return [atom for atom in group if not atom.bare and (atom.kind != "due" or not changed)]
    return group


def _one_day(begins: list[Atom], ends: list[Atom]) -> tuple[list[Atom], list[Atom]]:
    """From 2 to 4 pm tomorrow: the day, and the half of it, are said once for both."""
    days = [atom for atom in ends if atom.named is not None]
    clocks = [atom for atom in ends if atom.named is None]
    last = next((atom.clock for atom in clocks if atom.clock and atom.clock.hour is not None), None)
    shared = [_in_same_half(atom, last) for atom in begins]
    return [*shared, *days], clocks


def _in_same_half(atom: Atom, last: Clock | None) -> Atom:
    clock = atom.clock
    if last is None or last.hour is None or last.spoken or clock is None or not clock.spoken or clock.hour is None:
        return atom
    afternoon = clock.hour < 12 and clock.hour + 12 <= last.hour
    return replace(atom, clock=replace(clock, hour=clock.hour + 12 if afternoon else clock.hour, spoken=False))


def _part(atoms: list[Atom]) -> Part | None:
    days = [atom for atom in atoms if atom.named is not None]
    clocks = [atom for atom in atoms if atom.clock is not None]
    if not days and not clocks:
        return None
    main = next((day for day in days if not day.weekday), days[0] if days else None)
    stated = next((day.named for day in days if day is not main), None)
    exact = [atom for atom in clocks if atom.clock is not None and not atom.clock.vague]
    clock = (exact or clocks)[0].clock if clocks else None
    said = [atom.clock.part for atom in clocks if atom.clock is not None and atom.clock.vague]
    if clock is not None and clock.spoken and said:
        clock = replace(clock, part=said[0])
    start, end = min(atom.start for atom in atoms), max(atom.end for atom in atoms)
    return Part(
        start=start,
        end=end,
        named=main.named if main else None,
        from_now=main.from_now if main else False,
        weekday=main.weekday if main else False,
        clock=clock,
        stated=stated,
    )


def _around(text: str, start: int, end: int, due: bool) -> Surroundings:
    stops = [text.find(sign, end) for sign in (". ", ";", "\n")]
    sentence = text[max(0, start - 80) : min((at for at in stops if at > 0), default=len(text))]
    if due:
        return Surroundings(role=TimeRole.DUE, tense=Tense.FUTURE, due=True)
    if _PAST.search(sentence) and not _ORDER.search(sentence):
        return Surroundings(role=TimeRole.OCCURRED, tense=Tense.PAST)
    return Surroundings(tense=Tense.FUTURE if _ORDER.search(sentence) else Tense.OPEN)
