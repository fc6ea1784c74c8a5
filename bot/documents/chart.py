"""The weekly figures as a picture: what is to be drawn, in words and numbers, before anybody draws.

A page is a value with every word already in the reader's language, so that the worker that draws it needs neither the
locales nor the office. `weekly_page` decides what is shown; `bot.documents.drawing` decides how.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.documents.weekly import fault_word, first_day, last_day, percent
from bot.domain.figures import FaultCounts, Share, WeeklyFigures
from bot.domain.rules import FaultDomain
from bot.domain.texts import Text, day, names, say

Words: TypeAlias = Callable[[Text], str]  # a sentence in the reader's language


class Tone(StrEnum):
    """What a colour stands for."""

    GOOD = "good"  # done, in time
    CALM = "calm"  # under way
    WARN = "warn"  # late
    BAD = "bad"  # overdue, missed
    PLAIN = "plain"  # a number that is neither


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a bar."""

    label: str
    value: int
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A whole and its pieces, from left to right; what the pieces leave is empty, and so is a whole of nothing."""

    label: str
    share: str  # 83.3%
    count: str = ""  # 5/6
    whole: int
    parts: tuple[Part, ...]
    legend: bool = False  # whether the pieces are named below it


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number with what it counts."""

    value: str
    label: str
    below: str = ""  # a second, smaller line
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page under a heading of its own."""

    title: str
    bars: tuple[Bar, ...] = ()
    tiles: tuple[Tile, ...] = ()
    note: str = ""  # small print
    words: str = ""  # running text


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A picture."""

    title: str
    subtitles: tuple[str, ...]
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]


def weekly_page(figures: WeeklyFigures, words: Words) -> Page:
    """What the picture of a week shows, in the reader's language."""
    first, last = day(first_day(figures)), day(last_day(figures))
    return Page(
        title=words(say("chart.title")),
        subtitles=(words(say("chart.days", first=first, last=last)), figures.office),
        tiles=tuple(_headline(figures, words)),
        sections=(
            _directives(figures, words),
            _incidents(figures, words),
            _shifts(figures, words),
            _faults(figures, words),
            Section(
                title=words(say("chart.faultless")),
                words=words(names(*figures.faultless) if figures.faultless else say("weekly.no-rate")),
            ),
        ),
    )


def _headline(figures: WeeklyFigures, words: Words) -> Iterator[Tile]:
    directives, shifts = figures.directives, figures.shifts
    overdue = Tone.BAD if directives.overdue else Tone.PLAIN
    yield Tile(value=_count(directives.registered), label=words(say("chart.registered")))
    yield Tile(value=_count(directives.overdue), label=words(say("chart.overdue")), tone=overdue)
    yield Tile(value=_count(figures.incidents.received), label=words(say("chart.incidents")))
    yield Tile(value=_count(shifts.shifts), label=words(say("chart.shifts")))


def _directives(figures: WeeklyFigures, words: Words) -> Section:
    counts = figures.directives
    parts = (
        Part(label=words(say("chart.done")), value=counts.done, tone=Tone.GOOD),
        Part(label=words(say("chart.running")), value=max(counts.running - counts.overdue, 0), tone=Tone.CALM),
        Part(label=words(say("chart.overdue")), value=counts.overdue, tone=Tone.BAD),
    )
    done = Share(part=counts.done, of=counts.in_hand)
    progress = _bar("chart.done-share", done, words, parts=parts)
    return Section(title=words(say("chart.directives")), bars=(progress, _bar("chart.on-time", counts.on_time, words)))


def _incidents(figures: WeeklyFigures, words: Words) -> Section:
    counts = figures.incidents
    shares = (("chart.oral", counts.oral), ("chart.flash", counts.flash), ("chart.upward", counts.upward))
    return Section(
        title=words(say("chart.reports")),
        bars=tuple(_bar(key, share, words) for key, share in shares),
        note=words(say("chart.drills", n=counts.drills)) if counts.drills else "",
    )


def _shifts(figures: WeeklyFigures, words: Words) -> Section:
    counts = figures.shifts
    parts = (
        Part(label=words(say("chart.in-time")), value=counts.in_time, tone=Tone.GOOD),
        Part(label=words(say("chart.late")), value=counts.late, tone=Tone.WARN),
        Part(label=words(say("chart.missed")), value=counts.missed, tone=Tone.BAD),
    )
    in_time = Share(part=counts.in_time, of=counts.expected)
    return Section(title=words(say("chart.duty")), bars=(_bar("chart.check-ins", in_time, words, parts=parts),))


def _faults(figures: WeeklyFigures, words: Words) -> Section:
    return Section(title=words(say("chart.faults")), tiles=tuple(_fault(figures, d, words) for d in FaultDomain))


def _fault(figures: WeeklyFigures, domain: FaultDomain, words: Words) -> Tile:
    counts = figures.faults.get(domain, FaultCounts())
    return Tile(
        value=_count(counts.confirmed),
        label=words(fault_word(figures, domain)),
        below=words(say("chart.fault-rest", suspected=counts.suspected, revoked=counts.revoked)),
    )


def _bar(key: str, share: Share, words: Words, *, parts: tuple[Part, ...] = ()) -> Bar:
    """A bar with its share in numbers. Without parts of its own it is a gauge: filled as far as the share goes."""
    shown = percent(share)
    return Bar(
        label=words(say(key)),
        share=shown or words(say("weekly.no-rate")),
        count=f"{_count(share.part)}/{_count(share.of)}" if shown else "",
        whole=max(share.of, sum(part.value for part in parts)),
        parts=parts or (Part(label="", value=share.part, tone=Tone.GOOD),),
        legend=bool(parts),
    )


def _count(number: int) -> str:
    return f"{number:,}"
