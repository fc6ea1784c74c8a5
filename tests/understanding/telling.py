"""What is told of a message of the sample office, as JSON holds it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.i18n import Tongue
from bot.understanding.telling import told
from tests.understanding.sample import LEXICON, SHANGHAI, WEDNESDAY, said


def told_of(text: str, now: datetime = WEDNESDAY, language: str = "zh-CN") -> list[dict[str, Any]]:
    """Every intent of a message with its fields."""
    tongue = Tongue.load(SHANGHAI)
    found = [told(r, LEXICON, now, lambda text: tongue.words(text, language)) for r in said(text, now).readings]
    read: list[dict[str, Any]] = json.loads(json.dumps(found))
    return read
