"""The fields of an incident as plain values: what happened, how grave it seems, what is corrected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.domain.elements import Casualties, Category, Elements
from bot.domain.grading import graded, sensitive_because
from bot.domain.texts import Text
from bot.understanding.values import Detail, Intent, Reading

Value = Any  # what JSON can hold
_UPDATES: Final = frozenset((Intent.SUPPLEMENT, Intent.FOLLOW_UP, Intent.FINAL, Intent.CORRECT))
_PARTS: Final = re.compile("[；;，,、]")
_NAMED: Final = re.compile(  # 县交警指挥中心李明: a body, then somebody of it
    r"(?P<org>[一-鿿]{2,16}?(?:中心|大队|中队|支队|派出所|办公室|值班室|政府|委员会|医院|学校|公司|[局办镇乡村厂站所校队委室]))?(?:的)?"
    r"(?P<name>[一-鿿]{2,4})?"
)


def incident_fields(reading: Reading, words: Callable[[Text], str]) -> Iterator[tuple[str, Value]]:
    """Everything that the elements of a reading say. What an update does not repeat is not missing."""
    elements = reading.elements
    if elements is None:
        return
    yield from _happened(elements)
    if elements.missing and reading.intent not in _UPDATES:
        yield "missing", list(elements.missing)
    yield from _judged(elements, words)
    if reading.intent is Intent.CORRECT:
        yield from _corrected(reading, elements)


def _happened(elements: Elements) -> Iterator[tuple[str, Value]]:
    if elements.category is not None:
        yield "category", _category(elements, elements.category)
    if elements.kind is not None:
        yield "kind", elements.kind.value
    if elements.loss is not None:
        yield "loss", elements.loss.yuan
    if elements.occurred_at is not None:
        yield "occurred_at", elements.occurred_at.isoformat()
    for name in ("place", "measures", "cause"):
        if value := getattr(elements, name):
            yield name, value
    if elements.source:
        yield "source", _source(elements.source)
    if elements.measures:
        yield "actions", [part.strip() for part in _PARTS.split(elements.measures) if part.strip()]
    if elements.casualties.known:
        yield "casualties", _counted(elements.casualties)


def _category(elements: Elements, category: Category) -> str:
    """accident/traffic: of an accident the kind is a part of what it is called; of the others it stands beside."""
    whole = category is Category.ACCIDENT and elements.kind is not None
    return f"{category.value}/{elements.kind.value}" if whole and elements.kind is not None else category.value


def _source(words: str) -> dict[str, str]:
    """The words, and where they can be told apart the body and the person."""
    parts = _NAMED.fullmatch(words)
    told = {name: part for name in ("org", "name") if (part := parts[name])} if parts is not None else {}
    return {"text": words, **told}


def _counted(casualties: Casualties) -> dict[str, Value]:
    marks = {"none": casualties.none, "approximate": casualties.approximate}
    return dict(casualties.counts()) | {name: True for name, is_so in marks.items() if is_so}


def _judged(elements: Elements, words: Callable[[Text], str]) -> Iterator[tuple[str, Value]]:
    """What the figures suggest, and what makes it sensitive, each with its why."""
    grade, why = graded(elements), sensitive_because(elements)
    if grade is not None:
        yield "level_suggest", grade.level.value
        yield "level_because", words(grade.because)
    if why is not None:
        yield "sensitive", True
        yield "sensitive_because", words(why)


def _corrected(reading: Reading, elements: Elements) -> Iterator[tuple[str, Value]]:
    """Which field is put right, and to what; the reader knows better where the words name the old value too."""
    counts = [(name, count) for name, count in elements.casualties.counts() if count is not None]
    if counts:
        yield "level_recheck", True
    if "field" in reading.details:
        return
    if counts:
        yield "field", f"casualties.{counts[0][0]}"
        yield "to", counts[0][1]
    elif elements.occurred_at is not None:
        yield "field", "occurred_at"
        yield "to", elements.occurred_at.isoformat()
    elif elements.place:
        yield "field", "place"
        yield "to", elements.place


def bare(value: Detail) -> Value:
    """A detail as JSON holds it."""
    if isinstance(value, Mapping):
        return {name: bare(part) for name, part in value.items()}
    return [bare(part) for part in value] if isinstance(value, tuple) else value
