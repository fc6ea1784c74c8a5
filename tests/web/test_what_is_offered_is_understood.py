"""Whatever the page offers to say, the bot understands: a hint that leads nowhere is worse than none."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import pytest

from bot.channels.web import hints
from bot.config import load_office
from bot.domain.texts import say
from bot.i18n import Tongue
from bot.understanding import TimeRole, understand
from handlers.routes import ROUTES
from handlers.words import lexicon_of
from tests.world import OFFICE, SHANGHAI, at

LANGUAGES: Final = ("zh-CN", "en")
OFFERED: Final = sorted({name for names in (*hints._PHRASES.values(), hints._ANYBODY) for name in names})
WEEK: Final = [at("19:40") + timedelta(days=days) for days in range(7)]  # after hours, on each day of a week


def meant(words: str, now: datetime) -> tuple[str, ...]:
    """What the bot makes of words; a deadline that is over already is not worth offering."""
    if words.startswith("/"):
        command = words[1:].split()[0]
        return tuple(route.verb for route in ROUTES if route.command == command)
    loaded = load_office(OFFICE)
    assert loaded.office is not None
    understood = understand(
        words,
        now=now,
        zone=SHANGHAI,
        lexicon=lexicon_of(loaded.office),
        conventions=loaded.settings.conventions,
        calendar=loaded.office.calendar,
    )
    due = [time.at for time in understood.times if time.role is TimeRole.DUE]
    assert all(moment is not None and moment > now for moment in due), (words, now, due)
    return tuple(reading.intent for reading in understood.readings)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OFFERED)
def test_a_whole_sentence_says_something_on_any_day(name: str, language: str) -> None:
    words = Tongue.load(SHANGHAI).words(say(f"web.try.{name}"), language)
    assert all(meant(words, now) for now in WEEK), words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OFFERED)
def test_a_phrase_says_something_or_asks_to_be_finished(name: str, language: str) -> None:
    words = Tongue.load(SHANGHAI).words(say(f"hint.{name}"), language)
    assert words.endswith(("：", ": ")) or all(meant(words, now) for now in WEEK), words
