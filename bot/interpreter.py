"""`python -m bot understand`: sentences in, what is understood of them out, a JSON object a line each.

With it an office checks a wording, and whoever works on the understanding sees what it makes of a thousand of them. A
line that cannot be read is answered with an object that says why, so that answers stay beside their questions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.asking_back import asked as asked_back
from bot.config import Loaded
from bot.config.words import ROLES
from bot.domain.ids import PersonId
from bot.domain.office import Office, Role
from bot.domain.texts import Text, say
from bot.i18n import Tongue
from bot.understanding import About, Conventions, Lexicon, Situation, TimeReading, Understood, classified, understand
from bot.understanding.doubts import question
from bot.understanding.references import about
from bot.understanding.situation import NOWHERE
from bot.understanding.telling import Teller
from handlers.words import lexicon_of

Load = Callable[[str], Loaded]  # an office by its file; an empty name means the one that is set
_TEXT: Final = "text"
_LEADERS: Final = (Role.LEADER, Role.DIRECTOR)
_YEARS: Final = (1950, 2150)  # in which somebody may speak; a calendar can be reckoned some way beyond them


class UnreadableLineError(Exception):
    """A line that asks for nothing that can be answered."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.key)
        self.why = why


@dataclass(frozen=True, slots=True)
class _Place:
    """An office, as far as understanding needs it."""

    office: Office
    lexicon: Lexicon
    conventions: Conventions


class Interpreter:
    """Understands lines, each for its own office and moment."""

    def __init__(self, load: Load, tongue: Tongue, language: str | None, now: Callable[[], datetime]) -> None:
        self._load, self._tongue, self._language, self._now = load, tongue, language, now
        self._places = dict[str, _Place]()

    def answers(self, lines: Iterable[str]) -> Iterator[str]:
        """An answer to each line that is not empty, in their order."""
        for line in lines:
            if line.strip():
                yield json.dumps(self._answer(line), ensure_ascii=False)

    def _answer(self, line: str) -> dict[str, Any]:
        try:
            asked = _object(line)
            place = self._place(_word(asked, "office"))
            now = self._moment(asked, place)
            return self._understood(_word(asked, _TEXT, needed=True), place, now, self._situation(asked, place, now))
        except UnreadableLineError as error:
            return {"error": self._tongue.words(error.why, self._language)}

    def _place(self, name: str) -> _Place:
        if name not in self._places:
            loaded = self._load(name)
            if loaded.office is None:
                raise UnreadableLineError(say("understand.bad-office", file=name))
            self._places[name] = _Place(loaded.office, lexicon_of(loaded.office), loaded.settings.conventions)
        return self._places[name]

    def _moment(self, asked: dict[str, Any], place: _Place) -> datetime:
        """The moment of speaking; without a zone it is the office's."""
        written, zone = _word(asked, "now"), place.office.hours.zone
        if not written:
            return self._now().astimezone(zone)
        try:
            found = datetime.fromisoformat(written)
        except ValueError:
            raise UnreadableLineError(say("understand.bad-now", now=written)) from None
        if not _YEARS[0] <= found.year <= _YEARS[1]:
            raise UnreadableLineError(say("understand.bad-now", now=written))
        return found.replace(tzinfo=zone) if found.tzinfo is None else found.astimezone(zone)

    def _situation(self, asked: dict[str, Any], place: _Place, now: datetime) -> Situation:
        """Who speaks, what is replied to, and what is open for the speaker."""
        called, lexicon = _word(asked, "speaker"), place.lexicon
        named = [name.person for name in lexicon.find(called) if name.person is not None]
        speaker = PersonId(called) if called in place.office.people else next(iter(named), None)
        reply, listed = asked.get("reply_to"), asked.get("open")
        opened = listed if isinstance(listed, list) else [listed]
        told = [self._about(one, "open", place, now) for one in opened]
        return Situation(
            speaker=speaker,
            leads=_leads(called) or any(person.leads for person in lexicon.people if person.id == speaker),
            reply=self._about(reply, "reply_to", place, now),
            open=tuple(one for one in told if one is not None),
        )

    def _about(self, told: object, name: str, place: _Place, now: datetime) -> About | None:
        if told is None or told in ("", {}, []):
            return None
        if isinstance(told, int) and not isinstance(told, bool):
            told = str(told)
        if not isinstance(told, str | dict):
            raise UnreadableLineError(say("understand.no-matter", name=name))
        return about(told, lambda words: self._read(words, place, now, NOWHERE))

    def _read(self, text: str, place: _Place, now: datetime, situation: Situation) -> Understood:
        return understand(
            text,
            now=now,
            zone=place.office.hours.zone,
            lexicon=place.lexicon,
            conventions=place.conventions,
            calendar=place.office.calendar,
            situation=situation,
        )

    def _understood(self, text: str, place: _Place, now: datetime, situation: Situation) -> dict[str, Any]:
        mark = classified(text)
        if mark is not None:
            return {"times": [], "intents": [{"intent": "secret.blocked"}], "classified": mark}
        found = self._read(text, place, now, situation)
        doubt = question(found, situation, now, text)
        teller = Teller(
            text=text,
            now=now,
            lexicon=place.lexicon,
            words=self._words,
            reply=situation.reply,
            number_form=place.office.rulebook.numbers.get("directive", ""),
        )
        return {
            "times": [self._time(time, text) for time in found.times],
            "intents": [teller.told(reading) for reading in found.readings],
            "classified": None,
        } | ({"question": self._words(asked_back(doubt, place.office))} if doubt is not None else {})

    def _words(self, text: Text) -> str:
        return self._tongue.words(text, self._language)

    def _time(self, time: TimeReading, text: str) -> dict[str, Any]:
        start, end = time.span
        return {
            "kind": time.kind.value,
            "at": time.at.isoformat(),
            "end": time.end.isoformat() if time.end is not None else None,
            "grain": time.grain,
            "role": time.role.value,
            "span": [start, end],
            "text": text[start:end],
            "because": self._tongue.words(time.because, self._language),
            "alternatives": [at.isoformat() for at in time.alternatives],
            "provisional": time.provisional,
        }


def _leads(called: str) -> bool:
    """Whether a role is one that gives orders."""
    return ROLES.get(called) in _LEADERS or called in _LEADERS


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise UnreadableLineError(say("understand.no-json")) from None
    if not isinstance(found, dict):
        raise UnreadableLineError(say("understand.no-json"))
    return found


def _word(asked: dict[str, Any], name: str, *, needed: bool = False) -> str:
    found = asked.get(name)
    if found is None and not needed:
        return ""
    if not isinstance(found, str):
        raise UnreadableLineError(say("understand.no-word", name=name))
    return found
