"""What a rule of intents is: which words call for it, how much of the message it speaks for, and what it reads there.

Patterns are written against the *marked* text, in which every person is `P`, every unit `U`, every number of a matter
`N`, every deadline `D` and every other time `T`, whatever they are called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bot.understanding.message import DUE_MARK, NUMBER_MARK, PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span
from bot.understanding.values import Intent, Reading

# Possessive, so that a mark inside a repetition is never tried in every way it could be cut.
P: Final = f"{PERSON_MARK}++"
U: Final = f"{UNIT_MARK}++"
N: Final = f"{NUMBER_MARK}++"
T: Final = f"{TIME_MARK}++"
D: Final = f"{DUE_MARK}++"
AFTER_NUMBER: Final = f"(?<={NUMBER_MARK})"
QUESTION: Final = r"\?|吗"
_ASKS: Final = r"\?"


def either(*forms: str) -> re.Pattern[str]:
    """One pattern of several ways to put the same thing."""
    return re.compile("|".join(forms))


LEADING: Final = re.compile(  # what a clause may begin with before it says anything
    rf"(?:[ ,，、“”\"'「」]|@[^ ,，]{{1,16}}[ ,，]?|各位[^，。]{{0,4}}[，,]|领导[，,]|(?:真实|实际)情况[是:，]|关于"
    rf"|报告领导[，:]?"
    r"|(?<![一-鿿])(?:[一二三四五六七八九][、是]|\d{1,2}[.、)](?!\d)|[(][一二三四五六七八九\d][)]|[①-⑨])|另外?|还有"
    rf"|(?<={NUMBER_MARK})[和与及跟](?={NUMBER_MARK})|{N}(?:这?[个件]|号|的)?[:：]?)*+"
)


@lru_cache(maxsize=32)  # every rule asks for the same clause
def _beginning(marked: str, start: int, end: int) -> int:
    """Where a clause begins to say something."""
    leading = LEADING.match(marked, start, end)
    return leading.end() if leading else start


class Reach(StrEnum):
    """How much of a message a rule speaks for once its words are found."""

    CLAUSE = "clause"  # the clause alone
    SENTENCE = "sentence"  # the rest of the sentence, as far as no other rule has a claim there
    TALK = "talk"  # the rest of the sentence, up to another matter's number
    REST = "rest"  # the rest of the message, up to another head


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The stretch a reading speaks for."""

    message: Message
    start: int  # of the first clause
    end: int
    match: re.Match[str]  # in the marked text

    @property
    def span(self) -> Span:
        """The whole stretch."""
        return self.start, self.end

    @property
    def said(self) -> Span:
        """The words of the rule; the whole stretch where it was guessed what is wanted and no rule has words for it."""
        return self.match.span() if self.match[0] else self.span

    @property
    def behind(self) -> Span:
        """What follows the words of the rule."""
        return self.match.end(), self.end

    @property
    def number(self) -> str:
        """The number of the matter it is about: its own, else the last one before it."""
        return self.message.number_in(self.span) or self.message.number_before(self.start)

    def words(self, span: Span | None = None) -> str:
        """The original words of the stretch, or of a part of it."""
        return self.message.words(span or self.span)

    def reading(self, intent: Intent) -> Reading:
        """The least that can be said."""
        return Reading(intent=intent, span=self.span, number=self.number, text=self.words())


Read = Callable[[Scope], Reading | tuple[Reading, ...] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way in which an intent is put into words."""

    intent: Intent
    pattern: re.Pattern[str]
    read: Read
    reach: Reach = Reach.SENTENCE
    cues: tuple[str, ...] = ()  # one of these must stand in the plain text; none at all means no such gate
    anywhere: bool = False  # False means that the pattern begins where the clause does
    with_before: bool = False  # True means that unclaimed clauses before it in the sentence belong to it
    unless: re.Pattern[str] | None = field(default=None)

    def found(self, marked: str, start: int, end: int) -> re.Match[str] | None:
        """Its words in a clause, or None."""
        if self.anywhere:
            match = self.pattern.search(marked, start, end)
        else:
            match = self.pattern.match(marked, _beginning(marked, start, end), end)
        return None if match is None or self.denied(marked, start, end) else match

    def denied(self, marked: str, start: int, end: int) -> bool:
        """Whether words stand there that rule it out: 到岗了吗 is a question, and no arrival."""
        if self.unless is None:
            return False
        asked = marked.startswith("?", end) and _ASKS in self.unless.pattern  # the sign stands behind the clause
        return asked or self.unless.search(marked, start, end) is not None


class Table:
    """Rules in the order in which they are tried, with their cues by the first character.

    Most messages are short and call for few rules: looking up their characters costs less than looking for every cue.
    """

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules
        self._uncued = frozenset(place for place, rule in enumerate(rules) if not rule.cues)
        self._cues = dict[str, list[tuple[str, int]]]()
        for place, rule in enumerate(rules):
            for cue in rule.cues:
                self._cues.setdefault(cue[0], []).append((cue, place))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def cued(self, text: str) -> tuple[Rule, ...]:
        """The rules that are worth trying on a message at all, in their order."""
        places = set(self._uncued)
        for char in self._cues.keys() & set(text):
            places.update(place for cue, place in self._cues[char] if cue in text)
        return tuple(self.rules[place] for place in sorted(places))


def plainly(intent: Intent) -> Callable[[Scope], Reading]:
    """A reader for rules whose words are all there is to know."""
    return lambda scope: scope.reading(intent)
