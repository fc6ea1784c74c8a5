"""`verify` tells a whole journal from one that somebody has altered; `import-calendar` takes a year's days off in."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.terminal import OFFICE, typed

pytestmark = pytest.mark.slow

_YEAR = """\
year = 2027
source = "国办发明电〔2026〕9号"
off = [2027-01-01, "2027-02-05..2027-02-11"]
work = [2027-02-14]
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The sample office in a folder that may be written to."""
    shutil.copytree(OFFICE.parent, tmp_path / "office")
    return tmp_path / "office" / "office.toml"


def _journal(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "data" / "zhishou.db") as database:
        database.execute(statement)
    database.close()


def test_a_whole_journal_is_said_to_be_whole(tmp_path: Path) -> None:
    assert typed(tmp_path, "invite", "王磊").status == 0

    answer = typed(tmp_path, "verify")

    assert answer.status == 0
    assert "留痕完整" in answer.out


@pytest.mark.parametrize(
    ("tampering", "words"),
    [
        ("UPDATE journal SET verb = 'nothing' WHERE seq = 2", "第 2 条与校验码不符"),
        ("DELETE FROM journal WHERE seq = 2", "第 2 条缺失"),
    ],
)
def test_a_journal_that_was_tampered_with_is_found_out(tampering: str, words: str, tmp_path: Path) -> None:
    assert typed(tmp_path, "invite", "王磊").status == 0
    assert typed(tmp_path, "invite", "李晓东").status == 0
    _journal(tmp_path, tampering)

    answer = typed(tmp_path, "verify")

    assert answer.status == 1
    assert words in answer.out


def test_no_database_is_not_a_whole_journal_and_none_is_made(tmp_path: Path) -> None:
    answer = typed(tmp_path, "verify")

    assert answer.status == 1
    assert "没有找到数据库" in answer.out
    assert not (tmp_path / "data").exists()


def test_a_year_that_is_imported_is_provisional_no_more(tmp_path: Path, office: Path) -> None:
    (tmp_path / "notice.toml").write_text(_YEAR, encoding="utf-8")

    answer = typed(tmp_path, "import-calendar", "notice.toml", office=office)

    assert answer.status == 0
    assert "已导入 2027 年：放假 8 天，补班 1 天" in answer.out
    assert (office.parent / "calendars" / "2027.toml").read_text(encoding="utf-8") == _YEAR
    assert "2027" not in typed(tmp_path, "check-office", office=office).out
    assert not list(office.parent.rglob("*.part"))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("year = 2027\noff = [", "读不了"),
        (_YEAR.replace("2027-02-14", "2028-02-14"), "没有导入"),
        (_YEAR.replace("year = 2027\n", ""), "没有导入"),
    ],
)
def test_a_table_that_is_wrong_is_not_taken(written: str, words: str, tmp_path: Path, office: Path) -> None:
    (tmp_path / "notice.toml").write_text(written, encoding="utf-8")

    answer = typed(tmp_path, "import-calendar", "notice.toml", office=office)

    assert answer.status == 1
    assert words in answer.out
    assert not (office.parent / "calendars").exists()


def test_a_table_that_is_not_there_is_named(tmp_path: Path, office: Path) -> None:
    answer = typed(tmp_path, "import-calendar", "nowhere.toml", office=office)

    assert answer.status == 1
    assert "nowhere.toml" in answer.out


def test_an_invitation_for_nobody_lists_who_is_known(tmp_path: Path) -> None:
    answer = typed(tmp_path, "invite", "王晓明")

    assert answer.status == 1
    assert "王磊" in answer.out


def test_an_invitation_opens_a_link(tmp_path: Path) -> None:
    answer = typed(tmp_path, "invite", "王磊", environ={"PORT": "8123"})

    assert answer.status == 0
    assert "http://127.0.0.1:8123/enter/" in answer.out
