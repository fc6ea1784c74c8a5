"""Times in a sentence. `times_in` finds them all, in the order of the text.

What is no time is masked first; phrases are put together from days and clocks; the words around each say what it is
for; then it is settled against the moment of speaking, the calendar and the office's conventions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from bot.understanding.times.english import english_phrases
from bot.understanding.times.frame import Frame
from bot.understanding.times.masks import masked
from bot.understanding.times.phrases import Phrase, phrases
from bot.understanding.times.settle import Case, Mention, settle
from bot.understanding.times.tenses import Surroundings, surroundings
from bot.understanding.values import TimeKind, TimeReading, TimeRole
from bot.understanding.wording import Wording

_MOST: Final = 100  # times in one message that are read; nobody means more

__all__ = ["Frame", "as_deadline", "times_in"]


def times_in(wording: Wording, frame: Frame, names: Iterable[tuple[int, int]] = ()) -> tuple[TimeReading, ...]:
    """Every time in a message. `names` are the places of people's names, in which no time is looked for.

    The moments of a day-grain point or interval are the beginnings of its days.
    """
    found = list[TimeReading]()
    mention: Mention | None = None
    for phrase, words in islice(_phrases(wording, masked(wording.text, names)), _MOST):
        sentence, _ = wording.sentence_at(phrase.start)
        reading = settle(Case(phrase=phrase, words=words, frame=frame, mention=mention, sentence=sentence))
        if reading is None:
            continue
        found.append(reading)
        if phrase.first.named is not None and reading.kind is not TimeKind.INTERVAL:
            due = reading.kind is TimeKind.DEADLINE
            mention = Mention(on=reading.at.date(), sentence=sentence, due=due)
    return tuple(found)


def as_deadline(time: TimeReading, frame: Frame) -> TimeReading:
    """The same time as the end of something: 延到27日 and 27日前 alike end with that day."""
    if time.kind is TimeKind.DEADLINE:
        return time
    end = time.end or time.at
    whole_days = time.grain == "day"
    return replace(
        time,
        kind=TimeKind.DEADLINE,
        at=frame.closing(end.date()) if whole_days else end,
        end=None,
        role=TimeRole.DUE,
        alternatives=tuple(frame.closing(at.date()) for at in time.alternatives) if whole_days else time.alternatives,
    )


def _phrases(wording: Wording, text: str) -> Iterator[tuple[Phrase, Surroundings]]:
    """Both grammars' phrases from left to right; an English one wins over figures that Chinese would read in it."""
    english = list(islice(english_phrases(text), _MOST))
    both = english + [
        (phrase, surroundings(wording, text, phrase))
        for phrase in islice(phrases(text), _MOST)
        if not any(other.start < phrase.end and phrase.start < other.end for other, _ in english)
    ]
    return iter(sorted(both, key=lambda each: each[0].start))
