"""Draws a page as a PNG, from top to bottom as on paper. Runs in the worker.

Deep red is for the heading and for what is overdue, and for nothing else; whatever is in order stays quiet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.documents.chart import Bar, Page, Part, Section, Tile, Tone
from bot.documents.fonts import FAMILIES, chinese_fonts
from bot.documents.pen import INK, WIDTH, Pen
from bot.domain.texts import Text, say

_MARGIN: Final = 60
_INNER: Final = WIDTH - 2 * _MARGIN
_GUTTER: Final = 20  # between two tiles

_ACCENT, _MUTED, _TRACK, _RULE, _TILE = "#9E1B20", "#5F6B77", "#E6E9EC", "#DDE1E5", "#F4F5F7"
_COLOURS: Final[Mapping[Tone, str]] = {
    Tone.GOOD: "#5B8F74",
    Tone.CALM: "#8494A3",
    Tone.WARN: "#D9A548",
    Tone.BAD: "#B5373A",
    Tone.PLAIN: INK,
}


def draw(page: Page, families: tuple[str, ...] = FAMILIES) -> bytes | Text:
    """A PNG 1080 pixels wide, or words in its place where no installed font shows Chinese."""
    fonts = chinese_fonts(families)
    if fonts is None:
        return say("weekly.no-font")
    pen = Pen(fonts)
    y = _heading(pen, page)
    y = _tiles(pen, y, page.tiles, height=150)
    for section in page.sections:
        y = _section(pen, y, section)
    return pen.picture(y + 40)


def _heading(pen: Pen, page: Page) -> float:
    pen.box(0, 0, WIDTH, 16, _ACCENT)
    pen.write(_MARGIN, 104, page.title, 58, colour=_ACCENT, bold=True, width=_INNER)
    y = 112.0
    for words in page.subtitles:
        for line in pen.broken(words, 32, _INNER):
            y += 46
            pen.write(_MARGIN, y, line, 32, colour=_MUTED)
    return y + 36


def _tiles(pen: Pen, y: float, tiles: tuple[Tile, ...], height: float) -> float:
    """A row of numbers of the same width."""
    width = (_INNER - _GUTTER * (len(tiles) - 1)) / len(tiles)
    for place, tile in enumerate(tiles):
        left = _MARGIN + place * (width + _GUTTER)
        middle, room = left + width / 2, width - 24
        pen.box(left, y, width, height, _TILE, 14)
        pen.write(middle, y + 78, tile.value, 64, colour=_COLOURS[tile.tone], bold=True, align="center", width=room)
        pen.write(middle, y + 124, tile.label, 32, colour=_MUTED, align="center", width=room)
        if tile.below:
            pen.write(middle, y + 170, tile.below, 28, colour=_MUTED, align="center", width=room)
    return y + height


def _section(pen: Pen, y: float, section: Section) -> float:
    y += 44
    pen.box(_MARGIN, y, 8, 40, _ACCENT, 2)
    pen.write(_MARGIN + 24, y + 34, section.title, 38, bold=True, width=_INNER - 24)
    y += 56
    for bar in section.bars:
        y = _bar(pen, y, bar)
    if section.tiles:
        y = _tiles(pen, y + 12, section.tiles, height=198)
    if section.note:
        pen.write(_MARGIN, y + 36, section.note, 28, colour=_MUTED, width=_INNER)
        y += 44
    for line in pen.broken(section.words, 34, _INNER) if section.words else ():
        pen.write(_MARGIN, y + 42, line, 34)
        y += 50
    return y


def _bar(pen: Pen, y: float, bar: Bar) -> float:
    """A label and its share above a strip, and below it what each piece stands for."""
    right: float = WIDTH - _MARGIN
    right -= pen.write(right, y + 40, bar.share, 36, bold=True, align="right") + 20
    right -= pen.write(right, y + 40, bar.count, 30, colour=_MUTED, align="right") + 20
    pen.write(_MARGIN, y + 40, bar.label, 34, width=right - _MARGIN)
    pieces = [(part.value / bar.whole, _COLOURS[part.tone]) for part in bar.parts] if bar.whole else []
    pen.strip(_MARGIN, y + 56, _INNER, 34, pieces, _TRACK)
    return _legend(pen, y + 100, bar.parts) if bar.legend else y + 104


def _legend(pen: Pen, y: float, parts: tuple[Part, ...]) -> float:
    room = _INNER / len(parts)
    for place, part in enumerate(parts):
        left = _MARGIN + place * room
        pen.box(left, y + 14, 24, 24, _COLOURS[part.tone], 5)
        label = pen.write(left + 36, y + 38, part.label, 30, colour=_MUTED, width=room - 150)
        pen.write(left + 36 + label + 12, y + 38, f"{part.value:,}", 30, bold=True, width=room - label - 54)
    return y + 64
