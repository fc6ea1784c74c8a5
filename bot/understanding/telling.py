"""What was understood, as plain values with the names of the field: for JSON, for tables, for whoever checks a wording.

People are told by name and units by their short name, so that what is written needs no list of ids beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.ids import PersonId, UnitId
from bot.domain.texts import Text
from bot.understanding.finer import finer
from bot.understanding.lexicon import Lexicon
from bot.understanding.situation import TOPICS, About, Topic
from bot.understanding.telling_incidents import bare, incident_fields
from bot.understanding.values import Intent, Reading

Value = Any  # what JSON can hold
_TO: Final = frozenset((Intent.ORAL_DONE, Intent.UPWARD_DONE))  # the people named are those who were told
_REASONED: Final = frozenset((Intent.EXTEND, Intent.OBJECT, Intent.APPEAL))
_CLAUSES: Final = re.compile(r"[，,。;；]|(?<=[一-鿿]) (?=[一-鿿])")
_WISH: Final = re.compile(
    r"延[到至期长]|顺延|申请延|宽限|推迟|缓到|不归|不是我(?!们主)|退办|退给|改派|建议[转给退由]|派错|不合适|行不行|[交完办报弄]不了$"
    r"|该[^，]{0,6}(?:办|管)$|(?:申辩|申诉)$|不服|不认|冤枉|复议|有异议|应(?:该|当)?[由归是]|^是[^，]{1,8}(?:的事?)?$"
    r"|能不能|能否|可否|缓[几一两三\d]|^[^，]{0,10}原定|(?i:extension|extend)"
)
_ASIDE: Final = re.compile(
    r"^\d{3,4}号?(?=[一-鿿])|^(?:退办|延期申请|申请退办|异议|说明)[:：]|[(（][^()（）]{1,20}[)）]"
)
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
_ANSWERS: Final = frozenset((*TOPICS, Intent.TAKE_OVER, Intent.SWAP_ACCEPT, Intent.SWAP_REJECT))
_DAY: Final = 24 * 60  # minutes
_BARE_NUMBER: Final = re.compile(r"\d{3,4}")
_HOUR: Final = re.compile(r";BYHOUR=\d+;BYMINUTE=\d+")
_RECURRENCE: Final = re.compile("FREQ=|BYDAY=|BYMONTHDAY=|BYMONTH=")
_SPEAKER: Final = ("我", "我处", "我这里", "本人")
_FANNED: Final = {"town": "乡镇", "agency": "全部联络单位", "all": "全部联络单位", "section": "股室"}
_NOW_OR_SAID: Final = frozenset(  # done now, unless a moment is said
    (Intent.CHECK_IN, Intent.CHECK_OUT, Intent.BACK, Intent.INCIDENT, Intent.ORAL_DONE, Intent.FLASH_DONE)
)
_AT: Final[Mapping[Intent, str]] = {
    Intent.FOLLOW_UP: "as_of",
    Intent.EXTEND: "new_due",
    Intent.APPROVE_EXTENSION: "new_due",
    Intent.NIL_REPORT: "as_of",
    Intent.ROSTER: "date",
    Intent.LATE_NOTICE: "eta",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells intents of one message, in the notation of an office."""

    text: str  # the whole message
    now: datetime
    lexicon: Lexicon
    words: Callable[[Text], str]  # in the language that is spoken
    reply: About | None = None  # what the message answers
    number_form: str = ""  # how the office numbers what it assigns, such as DB-{year}-{n:04}

    def told(self, reading: Reading) -> dict[str, Value]:
        """One intent with its fields; fields that the words do not give are left out."""
        people = {person.id: person.name for person in self.lexicon.people}
        units = {unit.id: unit.short for unit in self.lexicon.units}
        kind = _PLAIN_KINDS.get(reading.intent, reading.intent.value)
        found: dict[str, Value] = {"intent": kind, "span": list(reading.span)}
        found.update(_who(reading, people))
        found.update(_units(reading, units))
        found.update(_when(reading, self.now))
        found.update(_plain(reading))
        found.update(finer(reading, self.text[slice(*reading.span)], self.lexicon))
        found.update(self._of_orders(reading))
        if reading.share < 1:
            found["confidence"] = round(reading.share, 2)
        if reading.elements is not None:
            found.update(incident_fields(reading, self.words))
        if reading.spans:
            found["spans"] = {name: list(span) for name, span in reading.spans.items()}
        return found

    def _of_orders(self, reading: Reading) -> Iterator[tuple[str, Value]]:
        """Numbers in full, what is answered, and for the limit of an order the way it was reckoned."""
        if reading.number:
            yield "no", self._in_full(reading)
        if self.reply is not None and self.reply.number and reading.intent in _ANSWERS:
            yield "ref", self.reply.number
        if reading.due is not None and reading.intent in (Intent.DIRECTIVE, Intent.INSTRUCTION):
            yield "calc", self.words(reading.due.because)
        if reading.facts.get("report_to") in _SPEAKER and reading.leader_name:
            yield "report_to", reading.leader_name

    def _in_full(self, reading: Reading) -> str:
        """0118 is this year's DB-2026-0118, in the way the office writes its numbers."""
        bare = _BARE_NUMBER.fullmatch(reading.number)
        if bare is None or TOPICS.get(reading.intent) not in (Topic.DIRECTIVE, Topic.EXTENSION) or not self.number_form:
            return reading.number
        return self.number_form.format(year=self.now.year, n=int(bare[0]))


def _who(reading: Reading, people: Mapping[PersonId, str]) -> Iterator[tuple[str, Value]]:
    if reading.person is not None:
        yield _SHORT.get(reading.intent, "person"), people.get(reading.person, reading.person)
        if reading.intent is Intent.LATE_NOTICE:
            yield "reported_by", "self"
    named = [people.get(person, person) for person in reading.people]
    if reading.intent is Intent.FLASH_DONE:
        yield ("signer", named[0] if named else reading.names[0]) if reading.names else ("needs", "sign_off")
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
    if reading.intent in _NOW_OR_SAID:
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
            yield from () if reading.at is not None else (("eta", f"+{reading.minutes}m"),)
        elif reading.intent is Intent.APPROVE_EXTENSION and reading.minutes % _DAY == 0:
            yield "days", reading.minutes // _DAY
        elif reading.intent is Intent.STEP_OUT:
            yield "expect_back", ((reading.at or now) + timedelta(minutes=reading.minutes)).isoformat()


def _plain(reading: Reading) -> Iterator[tuple[str, Value]]:
    """What is said in so many words."""
    named = {
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
    yield from ((name, _noted(name, value)) for name, value in reading.facts.items())
    yield from ((name, bare(value)) for name, value in reading.details.items())
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


def _noted(name: str, value: str) -> Value:
    """A fact in the notation of the field: WEEKLY MO, 全部联络单位, and a share of the work as a number."""
    if name == "pct":
        return int(value)
    if name == "recurrence":
        return _RECURRENCE.sub("", _HOUR.sub("", value).replace(";", " "))
    return _FANNED.get(value, value) if name == "fanout" else value
