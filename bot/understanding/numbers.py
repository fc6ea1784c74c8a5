"""Numbers as an office writes them: 3, 十二, 两, 二〇二六, 十余.

The fragments here are pieces of patterns; the readers turn what they match into integers. Whatever does not read as
a number gives None: a figure that cannot be pointed at in the text is never made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
}
ENGLISH: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
}  # fmt: skip
ENGLISH_NUMBER: Final = r"(?:\d{1,4}|" + "|".join(sorted(ENGLISH, key=len, reverse=True)) + ")"
_SCALES: Final = {"十": 10, "百": 100, "千": 1000}

HAN: Final = "零〇○一二两俩仨三四五六七八九十百千"
NUMBER: Final = rf"(?:\d{{1,5}}|[{HAN}]{{1,7}})"
COUNT: Final = rf"(?:近|约|超过?|至少|逾|上)?(?:\d{{1,5}}|[{HAN}数几]{{1,7}})(?:余|多|几|来)?"

_COUNT: Final = re.compile(rf"(近|约|超过?|至少|逾|上)?(\d{{1,5}}|[{HAN}数几]{{1,7}})(余|多|几|来)?")


_ABOUT: Final = re.compile("十?(?:一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)")  # 七八个 is seven or eight
_ABOUT_TENS: Final = re.compile("(?:一二|两三|二三|三四|四五|五六|六七|七八|八九)[十百千]")  # 二三十 is twenty or more


def number(words: str) -> int | None:
    """The value of Arabic or Chinese figures below 10,000; None where they are no number."""
    if words.isascii():
        return int(words) if words.isdecimal() else None
    if any(char in _SCALES for char in words):
        return _scaled(words)
    if words and all(char in DIGITS for char in words):
        return int("".join(str(DIGITS[char]) for char in words))
    return None


def english(words: str) -> int | None:
    """The value of figures, or of a plain English number word."""
    return int(words) if words.isdecimal() else ENGLISH.get(words.lower())


def _scaled(words: str) -> int | None:
    """二十五, 一百二十, 一千零五: every scale smaller than the one before it."""
    total, pending, last = 0, None, 10_000
    for char in words:
        scale = _SCALES.get(char)
        if scale is None:
            digit = DIGITS.get(char)
            if digit is None or (pending not in (None, 0)):
                return None
            pending = digit
            continue
        if scale >= last or pending == 0:
            return None
        total, pending, last = total + scale * (1 if pending is None else pending), None, scale
    return total + (pending or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many, and whether the words only come near it (十余, 近百)."""

    value: int
    approximate: bool


def count(words: str) -> Count | None:
    """十余 and 数十 are about the 10 that is written; None where no number can be pointed at (几, 数)."""
    match = _COUNT.fullmatch(words)
    if match is None:
        return None
    about, written, more = match.groups()
    figures = written.strip("数几")
    vague = figures != written
    if _ABOUT_TENS.fullmatch(figures):
        figures, vague = figures[0] + figures[2], True
    if _ABOUT.fullmatch(figures):
        figures, vague = figures[:-2] + figures[-2], True
    value = number(figures) if figures else None
    if value is None:
        return None
    return Count(value=value, approximate=vague or bool(about or more))
