"""A message as it is read: the words one for one, cut into clauses and sentences.

Full-width letters, digits and most signs become their plain twins, one character for one, so that a place found in the
plain words is the same place in the original. Only the Chinese comma stays itself: it parts clauses where the plain one
may stand inside a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_UNBROKEN: Final = 160  # characters; no clause that means something is longer
LONGEST: Final = 3000  # characters that are read; the rest of a longer message is kept by others and not understood

_TWINS: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"} | {
    ord("　"): ord(" "),
    ord("\xa0"): ord(" "),
    ord("∶"): ord(":"),
    ord("．"): ord("."),
    ord("－"): ord("-"),
}

# What voice input and haste write for the words of the duty room, character for character. Each stands only where the
# wrong character makes no word: 到钢了 is 到岗了, and 到钢厂 stays.
_ENDS: Final = r"(?=$|[了啦咯喽哈嘞，。,;；!！ 　:：\n])"
_MISHEARD: Final = re.compile(
    rf"(?<=[到在上离])[刚钢港缸]{_ENDS}"
    r"|(?<=签)(?P<to>[道倒])|(?<=签)(?P<off>[腿推])"
    r"|(?P<hand>[叫焦教浇])(?=班(?:给|了|记录|[:：]))"
    r"|(?<=[带值接顶换交替夜白])(?P<shift>[办斑搬板])(?=$|[了啦咯员，。,;；!！ 　:：\n]|领导|室|给|到[位岗])"
    r"|(?<=口)(?P<code>[另零伶])(?=[ 　:：是为\d０-９零〇一二三四五六七八九])"
    r"|(?<=[点半])(?P<before>钱)(?=[要必务把将报交完办回到赶弄])"
)
_MEANT: Final = {"to": "到", "off": "退", "hand": "交", "shift": "班", "code": "令", "before": "前"}

_BREAK: Final = re.compile(
    r"(?P<full>[。;!?\n\r…]+|(?<=[A-Za-z)\d])\.(?=\s|$))"
    r"|(?P<comma>，|,(?!\d)|(?<!\d),)"
    r"|(?P<gap>\s{2,}|(?<=[一-鿿])\s(?=[一-鿿\d]))"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the text between two signs that part it."""

    start: int
    end: int
    closes: bool  # True means that a sentence ends with it


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a message."""

    raw: str  # as written, cut to the length that is read
    text: str  # the plain twin, of the same length
    clauses: tuple[Clause, ...]
    starts: tuple[int, ...]  # where each clause begins
    sentences: tuple[int, ...]  # where each sentence ends

    def of(self, start: int, end: int) -> str:
        """The original words of a stretch."""
        return self.raw[start:end]

    def clause_at(self, place: int) -> Clause:
        """The clause that holds a place, or the last one before it."""
        at = bisect_right(self.starts, place) - 1
        return self.clauses[at] if at >= 0 else Clause(0, len(self.text), True)

    def clause_after(self, place: int) -> Clause | None:
        """The first clause that begins no earlier than a place."""
        at = bisect_left(self.starts, place)
        return self.clauses[at] if at < len(self.clauses) else None

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Where the sentence that holds a place begins and ends."""
        at = bisect_left(self.sentences, place)
        start = self.sentences[at - 1] if at else 0
        return start, self.sentences[at] if at < len(self.sentences) else len(self.text)


def plain(words: str) -> str:
    """The plain twin of any text, of the same length."""
    return words.translate(_TWINS)


def _heard(match: re.Match[str]) -> str:
    """The character that is meant."""
    return _MEANT[match.lastgroup] if match.lastgroup else "岗"


def worded(words: str) -> Wording:
    """Cut a message into its clauses."""
    raw = words[:LONGEST]
    text = _MISHEARD.sub(_heard, plain(raw))
    clauses = tuple(_clauses(text))
    ends = tuple(clause.end for clause in clauses if clause.closes)
    return Wording(raw, text, clauses, tuple(clause.start for clause in clauses), ends)


def _clauses(text: str) -> list[Clause]:
    found, start = list[Clause](), 0
    for match in _BREAK.finditer(text):
        if text[start : match.start()].strip():
            found.extend(_lengths(start, match.start(), closes=match["full"] is not None))
        elif found and match["full"] is not None:
            found[-1] = Clause(found[-1].start, found[-1].end, True)
        start = match.end()
    if text[start:].strip():
        found.extend(_lengths(start, len(text), closes=True))
    return found


def _lengths(start: int, end: int, *, closes: bool) -> Iterator[Clause]:
    """One clause; what goes on without a sign is cut into lengths, so that no pattern looks at it whole."""
    while end - start > _UNBROKEN:
        yield Clause(start, start + _UNBROKEN, False)
        start += _UNBROKEN
    yield Clause(start, end, closes)
