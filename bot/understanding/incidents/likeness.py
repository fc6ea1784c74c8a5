"""Whether two places may be one, as they are called: 陈家沟 and 河西镇陈家沟3组."""

from __future__ import annotations

import re
from typing import Final

_TOWN: Final = re.compile(r"^(?:[一-鿿]{1,3}[市县区])?(?:[一-鿿]{2}[镇乡])?")
_IN_COMMON: Final = 3  # characters in a row that two places must share, where neither holds the other


def sounds_alike(one: str, other: str) -> bool:
    """Whether two places may be one: the same words within each other, or a stretch of them in common.

    That both lie in one town says nothing, unless no more is known.
    """
    short, long = sorted((_within_town(bare(one)), _within_town(bare(other))), key=len)
    if not short or short in long:
        return bool(short)
    stretches = (short[start : start + _IN_COMMON] for start in range(len(short) - _IN_COMMON + 1))
    return any(stretch in long for stretch in stretches)


def _within_town(place: str) -> str:
    """陈家沟 of 河西镇陈家沟; a town alone stays what it is."""
    return _TOWN.sub("", place) or place


def bare(words: str) -> str:
    """The letters and figures alone."""
    return "".join(letter for letter in words.lower() if letter.isalnum())
