"""A link as a QR code that a phone reads off a screen or off paper."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import segno

from bot.domain.texts import Text, say

_BORDER: Final = 4  # modules; the standard's quiet zone
_SIDE: Final = 720  # pixels, at least: a phone across a desk can read it
_LONGEST: Final = 1000  # characters; beyond this the squares become too fine for a phone


def qr_png(link: str) -> bytes | Text:
    """A square PNG of at least 720 pixels, or words in its place where there is no link or too much of it."""
    if not link:
        return say("code.empty")
    if len(link) > _LONGEST:
        return say("code.too-long", limit=_LONGEST)
    try:
        code = segno.make(link, error="m", micro=False)
    except segno.DataOverflowError:
        return say("code.too-long", limit=_LONGEST)
    modules, _ = code.symbol_size(border=_BORDER)
    out = BytesIO()
    code.save(out, kind="png", scale=-(-_SIDE // modules), border=_BORDER)
    return out.getvalue()
