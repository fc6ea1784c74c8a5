"""What was understood, as plain values with the names of the field: for JSON, for tables, for whoever checks a wording.

People are told by name and units by their short name, so that what is written needs no list of ids beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.elements import Elements
from bot.domain.grading import graded, sensitive_because
from bot.domain.ids import PersonId, UnitId
from bot.domain.texts import Text
from bot.understanding.lexicon import Lexicon
from bot.understanding.values import Detail, Intent, Reading

Value = Any  # what JSON can hold
_TO: Final = frozenset((Intent.ORAL_DONE, Intent.UPWARD_DONE))  # the people named are those who were told
_REASONED: Final = frozenset((Intent.EXTEND, Intent.OBJECT, Intent.APPEAL))
_CLAUSES: Final = re.compile(r"[，,。;；]|(?<=[一-鿿]) (?=[一-鿿])")
_WISH: Final = re.compile(
    r"延[到至期长]|顺延|申请延|宽限|推迟|缓到|不归|不是我(?!们主)|退办|退给|改派|建议[转给退由]|派错|不合适|行不行|[交完办报弄]不了$"
    r"|该[^，]{0,6}(?:办|管)$|(?:申辩|申诉)$|不服|不认|冤枉|复议|有异议|应(?:该|当)?[由归是]|^是[^，]{1,8}(?:的事?)?$"
    r"|能不能|能否|可否|缓[几一两三\d]|^[^，]{0,10}原定|(?i:extension|extend)"
)
_ASIDE: Final = re.compile(r"^(?:退办|延期申请|申请退办|异议|说明)[:：]|[(（][^()（）]{1,20}[)）]")
_PLAIN_KINDS: Final[Mapping[Intent, str]] = {  # short words that mean nothing by themselves
    Intent.YES: "chitchat",
    Intent.NO: "chitchat",
}
_SHORT: Final[Mapping[Intent, str]] = {  # what the person is there
    Intent.STEP_OUT: "cover",
    Intent.HAND_OFF: "to",
    Intent.SWAP: "peer",
    Intent.LEAVE: "backup",
}
_DAYS: Final[Mapping[Intent, tuple[str, ...]]] = {
    Intent.SWAP: ("give", "take"),
    Intent.LEAVE: ("from", "to"),
    Intent.COVER: ("date",),
}
_OF_ONE: Final[Mapping[Intent, str]] = {  # what the unit is there
    Intent.OBJECT: "suggest",
    Intent.LOG_FAULT: "unit",
}
_AT: Final[Mapping[Intent, str]] = {
    Intent.FOLLOW_UP: "as_of",
    Intent.EXTEND: "new_due",
    Intent.APPROVE_EXTENSION: "new_due",
    Intent.NIL_REPORT: "as_of",
    Intent.ROSTER: "date",
}


def told(reading: Reading, lexicon: Lexicon, now: datetime, words: Callable[[Text], str]) -> dict[str, Value]:
    """One intent with its fields; fields that the words do not give are left out. `words` speaks the language."""
    people = {person.id: person.name for person in lexicon.people}
    units = {unit.id: unit.short for unit in lexicon.units}
    kind = _PLAIN_KINDS.get(reading.intent, reading.intent.value)
    found: dict[str, Value] = {"intent": kind, "span": list(reading.span)}
    found.update(_who(reading, people))
    found.update(_units(reading, units))
    found.update(_when(reading, now))
    found.update(_plain(reading))
    if reading.share < 1:
        found["confidence"] = round(reading.share, 2)
    if reading.elements is not None:
        found.update(_elements(reading.elements))
        found.update(_judged(reading.elements, words))
        if reading.intent is Intent.CORRECT and reading.elements.casualties.known:
            found["level_recheck"] = True
    if reading.spans:
        found["spans"] = {name: list(span) for name, span in reading.spans.items()}
    return found


def _who(reading: Reading, people: Mapping[PersonId, str]) -> Iterator[tuple[str, Value]]:
    if reading.person is not None:
        yield _SHORT.get(reading.intent, "person"), people.get(reading.person, reading.person)
    named = [people.get(person, person) for person in reading.people]
    if reading.intent is Intent.FLASH_DONE:
        if reading.names:
            yield "signer", named[0] if named else reading.names[0]
    elif reading.intent in _TO:
        yield "to", list(reading.names)
    elif named:
        yield "people", named
    if reading.intent is Intent.DIRECTIVE and named and not reading.leads:
        yield "lead_person", named[0]
    if reading.leader_name or reading.leader:
        yield "leader", reading.leader_name or people.get(reading.leader or PersonId(""), "")


def _units(reading: Reading, units: Mapping[UnitId, str]) -> Iterator[tuple[str, Value]]:
    if reading.intent in _OF_ONE and reading.leads:
        yield _OF_ONE[reading.intent], units.get(reading.leads[0], reading.leads[0])
    elif reading.leads:
        leads = [units.get(unit, unit) for unit in reading.leads]
        yield "lead", leads[0] if len(leads) == 1 else leads
    if reading.supports:
        yield "support", [units.get(unit, unit) for unit in reading.supports]
    if reading.copies:
        yield "copy", [units.get(unit, unit) for unit in reading.copies]
    if reading.shares:
        yield "shares", [{"unit": units.get(unit, unit), "task": words} for unit, words in reading.shares]


def _when(reading: Reading, now: datetime) -> Iterator[tuple[str, Value]]:
    if reading.intent in (Intent.CHECK_IN, Intent.INCIDENT, Intent.BACK, Intent.ORAL_DONE, Intent.FLASH_DONE):
        yield "received_at" if reading.intent is Intent.INCIDENT else "at", (reading.at or now).isoformat()
    elif reading.at is not None:
        name = _AT.get(reading.intent, "at")
        yield name, reading.at.date().isoformat() if name == "date" else reading.at.isoformat()
    if reading.due is not None:
        yield "eta" if reading.intent is Intent.PROGRESS else _AT.get(reading.intent, "due"), reading.due.at.isoformat()
    for name, day in zip(_DAYS.get(reading.intent, ()), reading.days, strict=False):
        yield name, day.isoformat()
    if reading.minutes is not None:
        yield "minutes", reading.minutes
        if reading.intent is Intent.LATE_NOTICE:
            yield "eta", f"+{reading.minutes}m"
        elif reading.intent is Intent.STEP_OUT:
            yield "expect_back", ((reading.at or now) + timedelta(minutes=reading.minutes)).isoformat()


def _plain(reading: Reading) -> Iterator[tuple[str, Value]]:
    """What is said in so many words."""
    named = {
        "no": reading.number,
        "seq": reading.sequence,
        "deliverable": reading.deliverable,
        "approve": reading.approve,
        "domain": reading.domain,
        "what": reading.what,
        "text": reading.text,
    }
    yield from ((name, value) for name, value in named.items() if value not in ("", None))
    if reading.intent in _REASONED and (why := _reason(reading.text)):
        yield "reason", why
    yield from ((name, int(value) if name == "pct" else value) for name, value in reading.facts.items())
    yield from ((name, _bare(value)) for name, value in reading.details.items())
    if reading.urgent:
        yield "urgency", "urgent"
    if reading.phone_ok:
        yield "phone_check", True


def _reason(words: str) -> str:
    """What is said beside the wish itself."""
    clauses = (clause.strip() for clause in _CLAUSES.split(_ASIDE.sub("", words)))
    return "，".join(
        clause
        for clause in clauses
        if clause and clause not in ("领导", "报告", "报告领导") and not _WISH.search(clause)
    )


def _bare(value: Detail) -> Value:
    """A detail as JSON holds it."""
    if isinstance(value, Mapping):
        return {name: _bare(part) for name, part in value.items()}
    return [_bare(part) for part in value] if isinstance(value, tuple) else value


def _judged(elements: Elements, words: Callable[[Text], str]) -> Iterator[tuple[str, Value]]:
    """What the figures suggest, and what makes it sensitive, each with its why."""
    grade, why = graded(elements), sensitive_because(elements)
    if grade is not None:
        yield "level_suggest", grade.level.value
        yield "level_because", words(grade.because)
    if why is not None:
        yield "sensitive", True
        yield "sensitive_because", words(why)


def _elements(elements: Elements) -> Iterator[tuple[str, Value]]:
    if elements.category is not None:
        yield "category", elements.category.value
    if elements.kind is not None:
        yield "kind", elements.kind.value
    if elements.loss is not None:
        yield "loss", elements.loss.yuan
    if elements.occurred_at is not None:
        yield "occurred_at", elements.occurred_at.isoformat()
    for name in ("place", "source", "measures", "cause"):
        if value := getattr(elements, name):
            yield name, value
    if elements.casualties.known:
        counted: dict[str, Value] = dict(elements.casualties.counts())
        marks = {"none": elements.casualties.none, "approximate": elements.casualties.approximate}
        yield "casualties", counted | {name: True for name, is_so in marks.items() if is_so}
    if elements.missing:
        yield "missing", list(elements.missing)
