"""The picture of a week: 1080 pixels wide, every character there, and words where no font can show Chinese."""

from __future__ import annotations

import os
import struct
import warnings

import pytest

from bot.documents.chart import Bar, Part, Tone, weekly_page
from bot.documents.drawing import draw
from bot.documents.fonts import FAMILIES, Fonts, chinese_fonts
from bot.documents.pen import Pen, rooms
from bot.domain.figures import WeeklyFigures
from bot.domain.texts import Text
from tests.documents.weeks import EMPTY, LARGE, USUAL, chinese_words, plain_words


def _fonts() -> Fonts:
    found = chinese_fonts()
    if found is None:
        assert os.environ.get("ZHISHOU_TEST_FONTS") != "required", "no font that shows Chinese is installed"
        pytest.skip("no font that shows Chinese is installed (Debian: fonts-wqy-microhei or fonts-noto-cjk)")
    return found


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("figures", [EMPTY, USUAL, LARGE], ids=["empty", "usual", "large"])
def test_a_week_becomes_a_picture_for_a_phone_with_every_character_in_it(figures: WeeklyFigures) -> None:
    _fonts()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning of matplotlib's
        picture = draw(weekly_page(figures, chinese_words))

    assert isinstance(picture, bytes)
    width, height = _size(picture)
    assert width == 1080
    assert 1600 < height < 2600


def test_every_installed_font_that_may_be_chosen_shows_names_and_numbers() -> None:
    _fonts()
    for found in filter(None, (chinese_fonts((family,)) for family in FAMILIES)):
        pen = Pen(found)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            pen.write(0, 40, "督查通报 〔2026〕第47期 −1,234.5% 6/22 — … · $5 与 $6 王磊", 30, bold=True)
            picture = pen.picture(60)

        assert _size(picture) == (1080, 60), found


def test_without_a_chinese_font_there_are_words_in_its_place() -> None:
    assert draw(weekly_page(USUAL, plain_words), ("A Font Nobody Has",)) == Text("weekly.no-font")


def test_the_pieces_of_a_bar_make_up_its_whole() -> None:
    page = weekly_page(USUAL, plain_words)
    progress, on_time = page.sections[0].bars

    assert progress == Bar(
        label="chart.done-share",
        share="27.3%",
        count="6/22",
        whole=22,
        parts=(
            Part(label="chart.done", value=6, tone=Tone.GOOD),
            Part(label="chart.running", value=14, tone=Tone.CALM),
            Part(label="chart.overdue", value=2, tone=Tone.BAD),
        ),
        legend=True,
    )
    assert (on_time.whole, [part.value for part in on_time.parts]) == (6, [5])


def test_nothing_due_is_an_empty_bar_with_a_dash() -> None:
    upward = weekly_page(USUAL, plain_words).sections[1].bars[2]

    assert (upward.share, upward.count, upward.whole) == ("weekly.no-rate", "", 0)


def test_what_is_overdue_is_red_only_where_something_is() -> None:
    assert weekly_page(USUAL, plain_words).tiles[1].tone is Tone.BAD
    assert weekly_page(EMPTY, plain_words).tiles[1].tone is Tone.PLAIN


def test_large_numbers_are_grouped() -> None:
    assert weekly_page(LARGE, plain_words).tiles[0].value == "1,284,500"


def test_words_too_wide_are_set_smaller_and_then_cut() -> None:
    pen = Pen(_fonts())

    assert pen.write(0, 40, "值班值守", 40, width=500) == pen.width("值班值守", 40)
    assert pen.write(0, 40, "值班值守" * 4, 40, width=500) <= 500
    assert pen.write(0, 40, "值班值守" * 40, 40, width=500) <= 500


def test_long_lists_are_broken_between_names_and_long_names_anywhere() -> None:
    pen = Pen(_fonts())
    units = "综合股、文电股、会务股"
    narrow = pen.width("综合股、文电股、", 30) + 1

    assert list(pen.broken(units, 30, narrow)) == ["综合股、文电股、", "会务股"]
    assert "".join(pen.broken("办" * 100, 30, narrow)) == "办" * 100
    assert all(pen.width(line, 30) <= narrow for line in pen.broken("办" * 100, 30, narrow))


def test_one_of_a_thousand_is_still_a_visible_piece_of_its_bar() -> None:
    assert rooms([0.25, 0.75], 960) == [240, 720]
    assert rooms([0.9995, 0.0005], 960) == [946, 14]
    assert sum(rooms([0.4999, 0.4999, 0.0002], 960)) == pytest.approx(960)
