"""How a reader of times announces itself: where its words may begin, what they look like, and what they mean.

A pattern is tried only where one of its first characters stands, so that a message is walked through once however many
readers there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.understanding.times.frame import Named

FIGURES: Final = "0123456789零〇一二两俩仨三四五六七八九十"

MONTH: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元(?=月))"
DAY_OF_MONTH: Final = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)
YEAR: Final = r"(?:(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})"
NAMED_YEAR: Final = r"(?:今年|明年|后年|去年|本年|当年|次年|翌年)"
NAMED_MONTH: Final = r"(?:本月|这个?月|当月|(?<!一)下下个?月|下个?月|次月|上个?月)"

YEARS: Final = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "翌年": 1, "后年": 2, "去年": -1}


def months_away(words: str) -> int:
    """下个月 is 1, 上月 is -1, 本月 is 0."""
    return 2 if words.startswith("下下") else 1 if words[0] in "下次" else -1 if words[0] == "上" else 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of naming a day."""

    starts: str  # the characters its words may begin with
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Named | None]
    from_now: bool = False  # True means that it always counts from the moment of speaking (明天), even after 至
