"""What a sentence most probably wants, where grammar does not settle it: a linear model over runs of characters.

Names, times, numbers and units count as one sign each, so that the model learns 「P替我值T的班」 and no names. Its
weights are data, made from labelled sentences by `make classifier`; the largest are kept, as small whole numbers.
Nothing is downloaded, nothing learns while the bot runs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import exp, inf, sqrt
from pkgutil import get_data
from struct import unpack
from types import MappingProxyType
from typing import Final

INTENTS: Final = "intents.txt"  # a head of JSON, then a run of characters a line with its classes and weights
CATEGORIES: Final = "categories.txt"  # the same for what kind of incident is told
LONGEST: Final = 120  # characters that are looked at; what somebody wants is said near the beginning
NOTHING: Final = "none"
_RUN: Final = 2  # characters in the longest run; longer ones say no more of so few sentences
ZERO: Final = 128  # what a weight of nought is written as
_FIELD: Final = 16  # bits; the runs of LONGEST characters never add up to more
_HALF: Final = 1 << (_FIELD - 1)  # added to each sum, so that none is negative
NOTHING_EXPECTED: Final[Mapping[str, float]] = MappingProxyType({})
_NOUGHT: Final = 9.0  # what is so much less likely adds nothing to the sum
_EDGE: Final = "\x02"
_SAME: Final = re.compile(r"([\ue000-\ue0ff0\s])\1+")  # a name, a time or a figure however long is one sign
_LONG: Final = re.compile(r"(.)\1{2,}")  # 哈哈哈哈 is two
_FIGURES: Final = str.maketrans("123456789", "000000000")


@lru_cache(maxsize=4)
def _halves(count: int) -> int:
    """Half of what a field holds, in each of several fields."""
    return sum(_HALF << (_FIELD * place) for place in range(count))


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest intent, how likely it is, and the next one."""

    intent: str
    share: float  # 0 to 1
    second: str = NOTHING


@dataclass(frozen=True, slots=True)
class Model:
    """Classes in order, what each starts with, and for each run of characters what it speaks for."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, int]  # a weight for each class, side by side in one long number: see `_packed`
    scale: float  # of the weights

    def guess(self, marked: str, expected: Mapping[str, float] = NOTHING_EXPECTED) -> Guess:
        """The class of a sentence whose names, times and numbers are marked.

        `expected` adds to the scores of classes that the circumstances make likely, in natural logarithms.
        """
        runs = runs_in(marked)
        total = _halves(len(self.classes))
        for run in runs:
            total += self.weights.get(run, 0)
        totals = unpack(f"<{len(self.classes)}H", total.to_bytes(_FIELD // 8 * len(self.classes), "little"))
        factor = self.scale / sqrt(len(runs)) if runs else 0.0
        scores = [(total - _HALF) * factor + start for total, start in zip(totals, self.bias, strict=True)]
        for name, more in expected.items():
            if name in self.classes:
                scores[self.classes.index(name)] += more
        most = max(scores)
        first = scores.index(most)
        share = 1 / sum(exp(score - most) for score in scores if score > most - _NOUGHT)
        scores[first] = -inf
        return Guess(self.classes[first], share, self.classes[scores.index(max(scores))])


def runs_in(marked: str) -> set[str]:
    """Each character and each pair of neighbours, once. A name's mark is one character, and every figure is 0."""
    plain = marked[:LONGEST].strip().lower().translate(_FIGURES)
    plain = _LONG.sub(r"\1\1", _SAME.sub(r"\1", plain))
    padded = f"{_EDGE}{plain}{_EDGE}"
    return {
        padded[place : place + length] for length in range(1, _RUN + 1) for place in range(len(padded) - length + 1)
    }


@lru_cache(maxsize=2)
def model(name: str = INTENTS) -> Model:
    """A model that is shipped; read when it is first needed."""
    lines = iter(BytesIO(get_data(__package__, name) or b""))
    kept = json.loads(next(lines))
    weights = {run: _packed(bytes.fromhex(pairs)) for run, pairs in (_parted(line) for line in lines)}
    return Model(tuple(kept["classes"]), tuple(kept["bias"]), weights, kept["scale"])


def _parted(line: bytes) -> tuple[str, str]:
    run, _, pairs = line.decode().removesuffix("\n").rpartition("\t")
    return run, pairs


def _packed(pairs: bytes) -> int:
    """The weights of a run as one number with a field for each class, so that one sum adds up all of them at once."""
    return sum((weight - ZERO) << (_FIELD * place) for place, weight in zip(pairs[::2], pairs[1::2], strict=True))
