"""Makes the classifier's weights from the labelled sentences in the repository: `make classifier`.

Softmax regression over runs of characters, trained step by step with a pull towards nought. A sentence is read as the
bot reads it first (names, times and numbers marked), and once more as it stands, so that a name nobody has listed does
not hide what is wanted. The same sentences always give the same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.accuracy import CORPUS, OFFICE, Row, kind, rows
from bot.clock import SystemClock
from bot.config import load_office
from bot.understanding import Conventions, classifier
from bot.understanding.classifier import CATEGORIES, INTENTS, NOTHING, ZERO, runs_in
from bot.understanding.understand import message_of
from handlers.words import lexicon_of
from tests.understanding import test_incidents_in_everyday_words as everyday
from tests.understanding import test_what_people_want as known

_ROUNDS: Final = 30  # times through the sentences
_RATE: Final = 0.4
_PULL: Final = 3e-5
_SEEN: Final = 3  # sentences in which a run must stand
_LEAST: Final = 10  # of 127: smaller weights are dropped
_SCALE: Final = 0.1  # of one step of a whole number
_SEED: Final = 1118
_PARTS: Final = 5  # one part of the sentences is judged by what was learnt from the others

Floats = npt.NDArray[np.float64]


def labelled() -> list[tuple[str, str]]:
    """Every sentence with the one thing it wants."""
    found = [(row["text"], kind(row)) for path in sorted(CORPUS.rglob("sentences*.jsonl")) for row in rows(path)]
    for path in sorted(CORPUS.rglob("messages*.jsonl")):
        if "held" not in path.stem:
            found += [(row["text"], _only(row)) for row in rows(path) if _is_plain(row)]
    tables = (*known.DUTY, *known.INCIDENT, *known.DIRECTIVE, *known.OFFICE)
    found += [(text, wanted[0] if wanted else NOTHING) for text, wanted in tables if _is_class(wanted)]
    return found + [(text, NOTHING) for text in everyday.OFFICE_TALK]


def _is_class(wanted: Sequence[str]) -> bool:
    """Whether one thing at most is wanted, and more than a yes or no."""
    return len(wanted) < 2 and not {"yes", "no", "chitchat"} & set(wanted)


def _is_plain(row: Row) -> bool:
    """Whether a message wants one thing at most, and its words alone say so."""
    guarded = any(intent["intent"] == "secret.blocked" for intent in row["intents"])  # no model decides on these
    return len(row["intents"]) < 2 and not (row.get("reply_to") or row.get("open") or guarded)


def _only(row: Row) -> str:
    wanted = kind(row["intents"][0]) if row["intents"] else NOTHING
    return NOTHING if wanted == "chitchat" else wanted


class Learner:
    """Weights that grow with every sentence they are shown."""

    def __init__(self, classes: Sequence[str], runs: Sequence[str]) -> None:
        self.classes, self.place = tuple(classes), {run: place for place, run in enumerate(runs)}
        self.weights = np.zeros((len(runs), len(classes)))
        self.bias = np.zeros(len(classes))
        self._seen, self._seen_bias = np.full_like(self.weights, 1e-3), np.full_like(self.bias, 1e-3)

    def vector(self, text: str) -> tuple[npt.NDArray[np.int64], float]:
        """The places of a sentence's runs, and what each of them counts."""
        all_runs = tuple(runs_in(text))
        known = np.array([self.place[run] for run in all_runs if run in self.place], dtype=np.int64)
        return known, 1 / np.sqrt(len(all_runs)) if all_runs else 0.0

    def shares(self, text: str) -> Floats:
        """How likely each class is."""
        known, counts = self.vector(text)
        scores = self.weights[known].sum(axis=0) * counts + self.bias
        likely = np.exp(scores - scores.max())
        return np.asarray(likely / likely.sum())

    def learn(self, sentences: Sequence[tuple[str, str]]) -> None:
        """All rounds. Each weight's steps grow smaller the more it has moved."""
        chance = np.random.default_rng(_SEED)
        vectors = [(self.vector(text), self.classes.index(wanted)) for text, wanted in sentences]
        for _ in range(_ROUNDS):
            for at in chance.permutation(len(vectors)):
                (known, counts), wanted = vectors[at]
                scores = self.weights[known].sum(axis=0) * counts + self.bias
                likely = np.exp(scores - scores.max())
                off = likely / likely.sum()
                off[wanted] -= 1
                step = np.outer(np.full(len(known), counts), off) + _PULL * self.weights[known]
                self._seen[known] += step**2
                self.weights[known] -= _RATE * step / np.sqrt(self._seen[known])
                self._seen_bias += off**2
                self.bias -= _RATE * off / np.sqrt(self._seen_bias)

    def kept(self) -> Iterator[str]:
        """The lines of the weights as they are shipped: whole numbers, without the small ones."""
        whole = np.clip(np.rint(self.weights / _SCALE), -ZERO, ZERO - 1).astype(int)
        head = {"classes": self.classes, "bias": [round(float(one), 3) for one in self.bias], "scale": _SCALE}
        yield json.dumps(head, ensure_ascii=False)
        for run, at in sorted(self.place.items()):
            pairs = bytes(
                n for place in np.flatnonzero(np.abs(whole[at]) >= _LEAST) for n in (place, whole[at][place] + ZERO)
            )
            if pairs and "\t" not in run and run.splitlines() == [run]:
                yield f"{run}\t{pairs.hex()}"


def taught(sentences: Sequence[tuple[str, str]]) -> Learner:
    """A learner that has seen some sentences."""
    counted = Counter(run for text, _ in sentences for run in runs_in(text))
    classes = sorted({wanted for _, wanted in sentences})
    learner = Learner(classes, sorted(run for run, seen in counted.items() if seen >= _SEEN))
    learner.learn(sentences)
    return learner


def judged(sentences: Sequence[tuple[str, str]]) -> Iterable[str]:
    """What a learner makes of sentences it has not seen: each fifth judged by the other four."""
    sure, right, total = Counter[bool](), 0, 0
    missed = Counter[tuple[str, str]]()
    for part in range(_PARTS):
        shown = [s for at, s in enumerate(sentences) if at % _PARTS != part]
        learner = taught(shown)
        for text, wanted in sentences[part::_PARTS]:
            shares = learner.shares(text)
            guess = learner.classes[int(shares.argmax())]
            total, right = total + 1, right + (guess == wanted)
            if guess != wanted:
                missed[wanted, guess] += 1
            if shares.max() >= 0.6:
                sure[guess == wanted] += 1
    yield f"{total} sentences, unseen: right {100 * right / total:.1f} %"
    certain = sum(sure.values())
    yield f"sure of {100 * certain / total:.1f} %, and right of them {100 * sure[True] / certain:.1f} %"
    yield from (f"  {count:3}  {wanted}  →  {guess}" for (wanted, guess), count in missed.most_common(25))


def told() -> list[tuple[str, str]]:
    """Every sentence that tells an incident, with its category."""
    found = [row for path in sorted(CORPUS.rglob("sentences*.jsonl")) for row in rows(path)]
    for path in sorted(CORPUS.rglob("messages*.jsonl")):
        if "held" not in path.stem:
            found += [{"text": row["text"], **intent} for row in rows(path) for intent in row["intents"]]
    return [(row["text"], row["category"].partition("/")[0]) for row in found if row.get("category")]


def write(name: str, found: Sequence[tuple[str, str]], marks: Callable[[str], str]) -> Iterator[str]:
    """Judge by parts, then learn from all and write the weights."""
    marked = [(marks(text), wanted) for text, wanted in found]
    yield from judged(marked)
    lines = list(taught([*marked, *found]).kept())
    weights = Path(classifier.__file__).with_name(name)
    weights.write_text("\n".join(lines) + "\n", encoding="utf-8")
    yield f"{name}: {weights.stat().st_size / 1024:.0f} KiB, {len(lines) - 1} runs"


def main() -> None:
    """Both models: what is wanted, and what kind of incident is told."""
    office = load_office(OFFICE).office
    assert office is not None
    lexicon, now, usual = lexicon_of(office), SystemClock().now(), Conventions()
    zone, calendar = office.hours.zone, office.calendar

    def marks(text: str) -> str:
        return message_of(text, now=now, zone=zone, lexicon=lexicon, conventions=usual, calendar=calendar).marked

    for name, found in ((INTENTS, labelled()), (CATEGORIES, told())):
        sys.stdout.writelines(f"{line}\n" for line in write(name, found, marks))


if __name__ == "__main__":
    main()
