"""`import-roster` while the bot is stopped: the difference is shown, asked about, and applied whole or not at all."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from bot.tools import fingerprint_of_words, seen_before
from tests.cli.terminal import typed
from tests.documents.sheets import workbook

pytestmark = pytest.mark.slow

HEADER = ("日期", "星期", "带班领导", "值班人员", "副班")
TITLE = ("青禾县人民政府办公室2030年11月值班表",)
FRIDAY = ("11月1日", "五", "张建国", "王磊", "李晓东")
SATURDAY = ("11月2日", "六", "张建国", "刘洋", "何静")


def _saved(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "值班表.xlsx"
    path.write_bytes(workbook([TITLE, HEADER, *rows], merge=["A1:E1"]))
    return path


def test_the_difference_is_shown_and_applied_when_agreed(tmp_path: Path) -> None:
    path = _saved(tmp_path, FRIDAY, SATURDAY)

    answer = typed(tmp_path, "import-roster", str(path), answers="y\n")

    assert answer.status == 0
    assert "王磊" in answer.out
    assert "生效吗" in answer.out
    assert "共调整 2 个班次" in answer.out


@pytest.mark.parametrize("said", ["n\n", "\n", ""])
def test_nothing_is_applied_without_a_yes(said: str, tmp_path: Path) -> None:
    path = _saved(tmp_path, FRIDAY)

    answer = typed(tmp_path, "import-roster", str(path), answers=said)
    again = typed(tmp_path, "import-roster", str(path), answers="n\n")

    assert answer.status == 0
    assert "没有生效" in answer.out
    assert "新增" in again.out


def test_the_same_roster_twice_changes_nothing_and_asks_nothing(tmp_path: Path) -> None:
    path = _saved(tmp_path, FRIDAY, SATURDAY)
    assert typed(tmp_path, "import-roster", str(path), "--apply").status == 0

    again = typed(tmp_path, "import-roster", str(path))

    assert again.status == 0
    assert "与现有值班表一致" in again.out
    assert "生效吗" not in again.out


def test_a_roster_with_one_wrong_cell_is_applied_not_even_in_part(tmp_path: Path) -> None:
    path = _saved(tmp_path, FRIDAY, ("11月2日", "三", "张建国", "王晓明", "何静"))

    answer = typed(tmp_path, "import-roster", str(path), "--apply")

    assert answer.status == 1
    assert "王晓明" in answer.out  # an unknown name, with its cell
    assert "D4" in answer.out
    assert "B4" in answer.out  # a weekday that is another day's
    assert "共调整" not in answer.out
    clean = typed(tmp_path, "import-roster", str(_saved(tmp_path, FRIDAY)), answers="n\n")
    assert "新增" in clean.out


def test_it_answers_in_english_where_that_is_asked_for(tmp_path: Path) -> None:
    answer = typed(tmp_path, "import-roster", str(_saved(tmp_path, FRIDAY)), "--language", "en", answers="y\n")

    assert answer.status == 0
    assert "Apply it?" in answer.out


def _docx() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("值班表.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "另存为"),
        ("值班表.xlsx", _docx(), "不是"),
        ("值班表.xlsx", b"PK\x03\x04 and then nothing", "损坏"),
        ("值班表.xlsx", bytes(30_000_000), "太大"),
        ("值班表.xlsx", b"", "不是"),
    ],
)
def test_a_file_that_is_no_roster_is_told_apart(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    answer = typed(tmp_path, "import-roster", str(path), "--apply")

    assert answer.status == 1
    assert words in answer.out


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    answer = typed(tmp_path, "import-roster", "nowhere.xlsx")

    assert answer.status == 1
    assert "nowhere.xlsx" in answer.out


def test_what_was_seen_travels_with_the_file() -> None:
    body = seen_before("新增 2 个班次\n", b"PK")

    assert body == fingerprint_of_words("新增 2 个班次").encode() + b"PK"
    assert seen_before("", b"PK") == b" " * 64 + b"PK"
