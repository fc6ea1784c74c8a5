"""What is told of a message of the sample office, as JSON holds it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.i18n import Tongue
from bot.understanding.telling import Teller
from tests.understanding.sample import LEXICON, SHANGHAI, WEDNESDAY, said


def told_of(text: str, now: datetime = WEDNESDAY, language: str = "zh-CN") -> list[dict[str, Any]]:
    """Every intent of a message with its fields."""
    tongue = Tongue.load(SHANGHAI)
    teller = Teller(text=text, now=now, lexicon=LEXICON, words=lambda text: tongue.words(text, language))
    found = [teller.told(reading) for reading in said(text, now).readings]
    read: list[dict[str, Any]] = json.loads(json.dumps(found))
    return read
