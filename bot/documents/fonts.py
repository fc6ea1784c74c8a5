"""Which installed font can show Chinese. Runs in the worker, where matplotlib is.

matplotlib finds fonts by itself and remembers what it found; a font installed since then is looked for once more before
it is said that there is none. Collections (.ttc) were known by their first face only until matplotlib 3.11, which is
why the Japanese name of Noto stands in the list.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

FAMILIES: Final = (  # in the order of preference
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "PingFang HK",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK JP",
    "Source Han Sans",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
    "STHeiti",
    "Arial Unicode MS",
    "Droid Sans Fallback",
)
_LATIN: Final = "DejaVu Sans"  # comes with matplotlib, and has what a Chinese font may lack
_BOLD: Final = 600  # the weight from which a face counts as bold


@dataclass(frozen=True, slots=True)
class Fonts:
    """What to draw with."""

    families: tuple[str, ...]  # tried in this order for each character
    bold: bool  # whether the first of them has a bold face


def chinese_fonts(families: tuple[str, ...] = FAMILIES) -> Fonts | None:
    """The installed fonts that show Chinese, the best first; None where there is none."""
    return _known(families) or _looked_for(families)


def _known(families: tuple[str, ...]) -> Fonts | None:
    from matplotlib import font_manager  # here, because the bot's own process must not load it

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it remarks on each weight it substitutes
    weights = dict[str, set[int]]()
    for font in font_manager.fontManager.ttflist:
        weights.setdefault(font.name, set()).add(_weight(font.weight))
    found = [family for family in families if family in weights]
    if not found:
        return None
    return Fonts((*found, _LATIN), bold=max(weights[found[0]]) >= _BOLD)


def _looked_for(families: tuple[str, ...]) -> Fonts | None:
    """Search the system's folders anew, for fonts installed after matplotlib last looked."""
    from matplotlib import font_manager

    manager = font_manager.fontManager
    before = {font.fname for font in manager.ttflist}
    new = [path for path in font_manager.findSystemFonts() if path not in before]
    for path in new:
        try:
            manager.addfont(path)
        except (OSError, RuntimeError):  # a font that FreeType cannot read is none
            continue
    return _known(families) if new else None


def _weight(weight: str | int) -> int:
    from matplotlib import font_manager

    return weight if isinstance(weight, int) else font_manager.weight_dict.get(weight, 400)
