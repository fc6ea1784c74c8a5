"""Words about shifts that settle what is meant, where an intent alone does not."""

from __future__ import annotations

from typing import Final

_MYSELF: Final = ("我", "本人", "俺")
_OF_DUTY: Final = ("岗", "班", "duty")
_TONIGHT: Final = ("今晚", "今夜", "tonight")


def speaks_of_himself(words: str) -> bool:
    """Whether somebody speaks of himself beside others (我和小王都到了)."""
    return any(word in words for word in _MYSELF)


def speaks_of_duty(words: str) -> bool:
    """Whether words are about a shift at all, and not about coming anywhere."""
    return any(word in words for word in _OF_DUTY)


def speaks_of_tonight(words: str) -> bool:
    """Whether the night of today is meant, and not the whole day."""
    return any(word in words for word in _TONIGHT)
