"""A link becomes a square that a phone can read."""

from __future__ import annotations

import struct
import zlib

from bot.documents.qr import qr_png
from bot.domain.texts import Text


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_link_becomes_a_square_large_enough_for_a_phone() -> None:
    picture = qr_png("https://t.me/zhishou_bot?start=7QK2M9XD")

    assert isinstance(picture, bytes)
    width, height = _size(picture)
    assert width == height
    assert 720 <= width <= 900


def test_the_square_has_a_quiet_border_of_four_modules() -> None:
    picture = qr_png("https://example.org/")
    assert isinstance(picture, bytes)
    width, _ = _size(picture)
    rows = zlib.decompress(picture[picture.index(b"IDAT") + 4 : picture.index(b"IEND") - 8])
    stride = len(rows) // width
    blank = next(n for n in range(width) if rows[n * stride + 1 : (n + 1) * stride] != rows[1:stride])

    assert blank == 4 * (width // (25 + 8))  # version 2 has 25 modules


def test_no_link_and_too_much_of_one_are_words() -> None:
    assert qr_png("") == Text("code.empty")
    assert qr_png("https://example.org/" + "a" * 2000) == Text("code.too-long", {"limit": 1000})
