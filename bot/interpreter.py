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

from bot.config import Loaded
from bot.domain.office import Office
from bot.domain.texts import Text, say
from bot.i18n import Tongue
from bot.understanding import Conventions, Lexicon, TimeReading, classified, understand
from bot.understanding.telling import told
from handlers.words import lexicon_of

Load = Callable[[str], Loaded]  # an office by its file; an empty name means the one that is set
_TEXT: Final = "text"
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
            return self._understood(_word(asked, _TEXT, needed=True), place, self._moment(asked, place))
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

    def _understood(self, text: str, place: _Place, now: datetime) -> dict[str, Any]:
        mark = classified(text)
        if mark is not None:
            return {"times": [], "intents": [{"intent": "secret.blocked"}], "classified": mark}
        office = place.office
        found = understand(
            text,
            now=now,
            zone=office.hours.zone,
            lexicon=place.lexicon,
            conventions=place.conventions,
            calendar=office.calendar,
        )
        return {
            "times": [self._time(time, text) for time in found.times],
            "intents": [told(reading, place.lexicon, now, self._words) for reading in found.readings],
            "classified": None,
        }

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
