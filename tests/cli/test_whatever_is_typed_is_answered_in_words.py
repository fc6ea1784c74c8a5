"""Help, wrong arguments, wrong files, missing offices: every command says what is wrong and what to do, and ends."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.usage import VARIABLES
from tests.cli.terminal import OFFICE, PATIENCE, ROOT, typed

pytestmark = pytest.mark.slow

COMMANDS = ("run", "demo", "check-office", "import-roster", "import-calendar", "invite", "verify")


def test_help_names_every_command_and_variable_in_both_languages(tmp_path: Path) -> None:
    shown = typed(tmp_path, "--help")

    assert shown.status == 0
    for word in (*COMMANDS, *VARIABLES, "环境变量", "environment variables", "导入值班表", "import a roster"):
        assert word in shown.out, word


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_in_both_languages(command: str, tmp_path: Path) -> None:
    shown = typed(tmp_path, command, "--help", environ={"LANG": "C"})

    assert shown.status == 0
    assert shown.chinese
    assert "show this help" in shown.out


@pytest.mark.parametrize(
    "arguments",
    [("frobnicate",), ("import-roster",), ("invite",), ("invite", "王磊", "李晓东"), ("--language", "fr", "verify")],
)
def test_a_wrong_command_is_explained_in_both_languages(arguments: tuple[str, ...], tmp_path: Path) -> None:
    answer = typed(tmp_path, *arguments)

    assert answer.status == 2
    assert "命令没有写对" in answer.err
    assert "This command is not right" in answer.err
    assert answer.out == ""


def test_no_command_at_all_is_answered_with_help(tmp_path: Path) -> None:
    answer = typed(tmp_path)

    assert answer.status == 2
    assert "import-roster" in answer.out


@pytest.mark.parametrize("command", [("run",), ("check-office",), ("verify",), ("invite", "王磊")])
def test_a_missing_office_is_named(command: tuple[str, ...], tmp_path: Path) -> None:
    answer = typed(tmp_path, *command, office=tmp_path / "nowhere.toml")

    assert answer.status == 1
    assert "打不开文件“nowhere.toml”" in answer.out


def test_a_start_with_a_bad_office_says_where_and_how_to_check_it(tmp_path: Path) -> None:
    bad = tmp_path / "office.toml"
    bad.write_text(OFFICE.read_text(encoding="utf-8").replace('rulebook = "combined"', 'rulebook = "combind"'), "utf-8")
    line = next(n for n, row in enumerate(bad.read_text("utf-8").split("\n"), 1) if "combind" in row)

    answer = typed(tmp_path, "run", office=bad)

    assert answer.status == 1
    assert f"【错误】 office.toml:{line} [office] rulebook" in answer.out
    assert "combined" in answer.out  # 是不是想写……
    assert "check-office" in answer.out


def test_check_office_says_yes_with_its_status_too(tmp_path: Path) -> None:
    good, english = typed(tmp_path, "check-office", str(OFFICE)), typed(tmp_path, "--language", "en", "check-office")

    assert good.status == english.status == 0
    assert "错误 0 处" in good.out
    assert not english.chinese


def test_check_office_counts_what_is_wrong(tmp_path: Path) -> None:
    bad = tmp_path / "mine.toml"
    bad.write_text('[office]\nname = "青禾"\nrulebok = "combined"\n', encoding="utf-8")

    answer = typed(tmp_path, "check-office", str(bad))

    assert answer.status == 1
    assert "mine.toml:3 [office] rulebok" in answer.out
    assert "是不是想写“rulebook”" in answer.out
    assert "错误 1 处" in answer.out


def test_a_port_that_is_taken_is_said_in_both_languages(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = typed(tmp_path, "run", environ={"PORT": str(port)})

    assert answer.status == 1
    assert f"端口 {port} 已被别的程序占用" in answer.out
    assert f"Port {port} is taken" in answer.out


def test_a_host_that_is_not_this_machines_is_not_called_a_taken_port(tmp_path: Path) -> None:
    answer = typed(tmp_path, "run", environ={"HOST": "203.0.113.7", "PORT": "8997"})

    assert answer.status == 1
    assert "网页开不起来（203.0.113.7:8997）" in answer.out


@pytest.mark.parametrize("command", [("run",), ("verify",), ("invite", "王磊")])
@pytest.mark.parametrize("kind", ["letters", "folder", "driver"])
def test_what_is_no_database_is_said_to_be_none(command: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    database = tmp_path / "it.db"
    address = str(database)
    if kind == "letters":
        database.write_text("dear database\n" * 100, encoding="utf-8")
    elif kind == "folder":
        database.mkdir()
    else:
        address = "nosuch+thing://office:open-sesame@db/zhishou"

    answer = typed(tmp_path, *command, environ={"ZHISHOU_DB": address, "PORT": "8996"})

    assert answer.status == 1
    assert "数据库打不开" in answer.out
    assert "open-sesame" not in answer.all


def test_a_folder_that_cannot_be_made_is_not_called_a_taken_port(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    answer = typed(tmp_path, "run", environ={"ZHISHOU_DB": str(tmp_path / "file" / "in.db")})

    assert answer.status == 1
    assert "请核对文件夹" in answer.out
    assert "see whether the folder" in answer.out.lower()


def test_whoever_reads_only_the_first_lines_breaks_nothing(tmp_path: Path) -> None:
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert bot.stdout is not None
    assert bot.stderr is not None
    bot.stdout.readline()
    bot.stdout.close()

    assert bot.stderr.read() == b""
    bot.stderr.close()
    assert bot.wait(PATIENCE) == 0
