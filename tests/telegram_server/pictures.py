"""How large a picture is, read from its first bytes; and the sizes in which Telegram offers one."""

from __future__ import annotations

import struct
from typing import Final

SIDES: Final = (90, 320, 800, 1280)  # the longest side of the sizes s, m, x and y
EDGE_SUM_LIMIT: Final = 10_000  # width plus height
RATIO_LIMIT: Final = 20
BYTES_LIMIT: Final = 10 * 1024 * 1024
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG markers that carry the size


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF, BMP or JPEG; None where it is none of them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return _pair(">II", data, 16)
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return _pair("<HH", data, 6)
    if data.startswith(b"BM") and len(data) >= 26:
        return _pair("<II", data, 18)
    return _jpeg(data) if data.startswith(b"\xff\xd8") else None


def allowed(width: int, height: int) -> bool:
    """Whether Telegram takes a photo of these dimensions."""
    longest, shortest = max(width, height), min(width, height)
    return width + height <= EDGE_SUM_LIMIT and 0 < longest <= RATIO_LIMIT * shortest


def sizes(width: int, height: int) -> list[tuple[int, int]]:
    """The dimensions offered, the smallest first."""
    longest = max(width, height)
    fitting = [side for side in SIDES if side < longest]
    scaled = [(max(width * side // longest, 1), max(height * side // longest, 1)) for side in fitting]
    return scaled if longest > SIDES[-1] else [*scaled, (width, height)]


def _pair(form: str, data: bytes, at: int) -> tuple[int, int]:
    width, height = struct.unpack_from(form, data, at)
    return int(width), int(height)


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = _pair(">HH", data, at + 5)
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
