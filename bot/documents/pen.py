"""A sheet of pixels to write and draw on, over matplotlib. Runs in the worker.

Places are pixels from the upper left corner, sizes are pixels too. Words that do not fit their width are set smaller,
and where that would make them unreadable on a phone, they are cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bot.documents.fonts import Fonts

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import Patch

WIDTH: Final = 1080  # pixels; a phone shows them about 7 cm wide
INK: Final = "#1E2730"
_PAPER: Final = "#FFFFFF"
_DPI: Final = 100
_POINTS: Final = 72 / _DPI  # in a pixel
_SMALLEST: Final = 24  # pixels; smaller words are cut instead
_STEP: Final = 2
_THINNEST: Final = 14  # pixels of a piece: one of a thousand must still be seen
_GAP: Final = 3  # pixels of paper between two pieces of a strip
_CUT: Final = "…"
_BREAKS: Final = re.compile(r"[^、，,;； ]+[、，,;； ]*|[、，,;； ]+")


class Pen:
    """Writes and draws. The sheet grows as tall as it is asked to be at the end."""

    def __init__(self, fonts: Fonts) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # here: only the worker may load it
        from matplotlib.figure import Figure

        self._fonts = fonts
        self._figure = Figure(figsize=(WIDTH / _DPI, 1), dpi=_DPI, facecolor=_PAPER)
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.axis("off")
        self._ruler = self._axes.text(0, 0, "", parse_math=False)

    def write(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
        width: float | None = None,
    ) -> float:
        """Write one line on the base line `y`; gives the width it took. Words wider than `width` are made to fit."""
        if width is not None:
            words, size = self._fitted(words, size, width, bold=bold)
        self._axes.text(
            x,
            y,
            words,
            color=colour,
            horizontalalignment=align,
            verticalalignment="baseline",
            fontproperties=self._face(size, bold=bold),
            parse_math=False,
        )
        return self.width(words, size, bold=bold)

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """How wide a line would be."""
        self._ruler.set_fontproperties(self._face(size, bold=bold))
        self._ruler.set_text(words)
        measured = self._ruler.get_window_extent().width if words else 0.0
        self._ruler.set_text("")
        return measured

    def broken(self, words: str, size: float, width: float) -> Iterator[str]:
        """The words in lines no wider than that, broken after commas and spaces where there are any."""
        line = ""
        for piece in self._pieces(words, size, width):
            if line and self.width(line + piece.rstrip(), size) > width:
                yield line.rstrip()
                line = ""
            line += piece
        if line:
            yield line.rstrip()

    def _pieces(self, words: str, size: float, width: float) -> Iterator[str]:
        for piece in _BREAKS.findall(words):
            if self.width(piece, size) > width:
                yield from piece
            else:
                yield piece

    def _fitted(self, words: str, size: float, width: float, *, bold: bool) -> tuple[str, float]:
        while size > _SMALLEST and self.width(words, size, bold=bold) > width:
            size -= _STEP
        if self.width(words, size, bold=bold) > width:
            while words and self.width(words + _CUT, size, bold=bold) > width:
                words = words[:-1]
            words += _CUT
        return words, size

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> Patch:
        """A filled rectangle with rounded corners, `y` being its upper edge."""
        from matplotlib.patches import FancyBboxPatch

        style = f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0"
        return self._axes.add_patch(
            FancyBboxPatch((x, y), width, height, boxstyle=style, facecolor=colour, edgecolor="none", linewidth=0)
        )

    def strip(
        self, x: float, y: float, width: float, height: float, pieces: Iterable[tuple[float, str]], track: str
    ) -> None:
        """A rounded track, filled from the left with pieces given as (fraction of the whole, colour)."""
        edge = self.box(x, y, width, height, track, height / 2)
        kept = [(fraction, colour) for fraction, colour in pieces if fraction > 0]
        left = x
        for room, (_, colour) in zip(rooms([fraction for fraction, _ in kept], width), kept, strict=True):
            self.box(left, y, room, height, colour).set_clip_path(edge)
            if left > x:
                self.box(left - _GAP / 2, y, _GAP, height, _PAPER)
            left += room

    def picture(self, height: float) -> bytes:
        """The sheet down to that height, as a PNG."""
        self._figure.set_size_inches(WIDTH / _DPI, height / _DPI)
        self._axes.set_ylim(height, 0)
        out = BytesIO()
        self._figure.savefig(out, format="png", dpi=_DPI, facecolor=_PAPER, metadata={"Software": None})
        return out.getvalue()

    def _face(self, size: float, *, bold: bool) -> FontProperties:
        from matplotlib.font_manager import FontProperties

        weight = "bold" if bold and self._fonts.bold else "normal"
        return FontProperties(family=list(self._fonts.families), weight=weight, size=size * _POINTS)


def rooms(fractions: list[float], width: float) -> list[float]:
    """The widths of the pieces of a strip, in pixels. What the thin ones need to be seen, the widest gives."""
    found = [max(fraction * width, _THINNEST) for fraction in fractions]
    excess = sum(found) - width
    if excess > 0:
        found[found.index(max(found))] -= excess
    return found
