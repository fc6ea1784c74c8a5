"""What belongs to a machine comes from its environment, goes before the file, and is never shown."""

from __future__ import annotations

import copy
import traceback
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Secret, describe, office_path
from tests.config.writing import OFFICE, loaded, spoiled

TOKEN = "20261118:AAHqinghe-duty_bot"
SECRET = "only-telegram-knows"
FULL = {
    "PORT": "9000",
    "HOST": "127.0.0.2",
    "TELEGRAM_TOKEN": TOKEN,
    "TELEGRAM_BASE_URL": "http://127.0.0.1:8081/",
    "TELEGRAM_WEBHOOK_URL": "https://duty.qinghe.example/telegram",
    "TELEGRAM_SECRET": SECRET,
    "TELEGRAM_PER_SECOND": "0",
    "ZHISHOU_DB": "postgresql+asyncpg://duty:tiger@db/zhishou",
}


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    read = loaded(tmp_path, OFFICE, FULL)

    assert read.problems == ()
    assert (read.settings.web.host, read.settings.web.port) == ("127.0.0.2", 9000)
    telegram = read.settings.telegram
    assert telegram is not None
    assert telegram.token.reveal() == TOKEN
    assert (telegram.base_url, telegram.webhook_url) == ("http://127.0.0.1:8081", FULL["TELEGRAM_WEBHOOK_URL"])
    assert telegram.secret.matches(SECRET)
    assert not telegram.secret.matches("guess")
    assert telegram.per_second == 0
    assert read.settings.database.reveal() == FULL["ZHISHOU_DB"]


def test_without_an_environment_the_file_and_the_ordinary_values_hold(tmp_path: Path) -> None:
    text = spoiled("port = 8080", 'port = 8081\npublic = "http://zhishou.qinghe.example/"\nsession_hours = 2')
    settings = loaded(tmp_path, text).settings

    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 8081)
    assert (settings.web.public_url, settings.web.session) == ("http://zhishou.qinghe.example", timedelta(hours=2))
    assert settings.telegram is None
    assert settings.database.reveal() == "sqlite+aiosqlite:///data/zhishou.db"


def test_the_offices_own_pacing_holds_where_the_environment_is_silent(tmp_path: Path) -> None:
    settings = loaded(tmp_path, spoiled("per_second = 25", "per_second = 5"), {"TELEGRAM_TOKEN": TOKEN}).settings

    assert settings.telegram is not None
    assert settings.telegram.per_second == 5


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("duty.db", "sqlite+aiosqlite:///duty.db"),
        (":memory:", "sqlite+aiosqlite:///:memory:"),
        ("sqlite+aiosqlite:///duty.db", "sqlite+aiosqlite:///duty.db"),
    ],
)
def test_a_plain_path_is_an_sqlite_file(tmp_path: Path, written: str, url: str) -> None:
    assert loaded(tmp_path, OFFICE, {"ZHISHOU_DB": written}).settings.database.reveal() == url


def test_which_office_is_meant_is_said_by_the_environment() -> None:
    assert office_path({}) == Path("office/office.toml")
    assert office_path({"ZHISHOU_OFFICE": " county/office.toml "}) == Path("county/office.toml")


@pytest.mark.parametrize(
    ("changed", "severity", "key", "at"),
    [
        ({"PORT": "eighty"}, "error", "env.bad-number", "PORT"),
        ({"PORT": "0"}, "error", "env.bad-number", "PORT"),
        ({"PORT": "80.5"}, "error", "env.bad-number", "PORT"),
        ({"TELEGRAM_PER_SECOND": "-1"}, "error", "env.bad-number", "TELEGRAM_PER_SECOND"),
        ({"TELEGRAM_PER_SECOND": "nan"}, "error", "env.bad-number", "TELEGRAM_PER_SECOND"),
        ({"TELEGRAM_BASE_URL": "127.0.0.1:8081"}, "error", "env.bad-url", "TELEGRAM_BASE_URL"),
        ({"TELEGRAM_BASE_URL": "http://[bad"}, "error", "env.bad-url", "TELEGRAM_BASE_URL"),
        ({"TELEGRAM_TOKEN": "tiger-token"}, "warning", "env.odd-token", "TELEGRAM_TOKEN"),
        ({"TELEGRAM_TOKEN": ""}, "warning", "env.no-token", "TELEGRAM_TOKEN"),
        ({"TELEGRAM_SECRET": "老虎 tiger"}, "error", "env.bad-secret", "TELEGRAM_SECRET"),
        ({"TELEGRAM_WEBHOOK_URL": "http://duty.example"}, "warning", "env.webhook-not-https", "TELEGRAM_WEBHOOK_URL"),
    ],
)
def test_a_slip_in_the_environment_is_named_and_never_quoted(
    tmp_path: Path, changed: dict[str, str], severity: str, key: str, at: str
) -> None:
    read = loaded(tmp_path, OFFICE, {**FULL, **changed})

    assert [(p.severity, p.key, str(p.where)) for p in read.problems] == [(severity, f"config.{key}", at)]
    assert "tiger" not in repr(read.problems)
    assert "tiger" not in repr(describe(read.problems[0]))


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    settings = loaded(tmp_path, OFFICE, FULL).settings

    shown = [repr(settings), str(settings), f"{settings.database}", repr(asdict(settings)), repr(copy.copy(settings))]
    for words in (TOKEN, SECRET, "tiger"):
        assert not any(words in line for line in shown)
    assert f"{settings.database!r}" == "Secret(***)"


def test_a_secret_does_not_leak_through_an_error() -> None:
    secret = Secret(TOKEN)
    try:
        raise RuntimeError(f"cannot log in with {secret}")
    except RuntimeError as error:
        lines = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())

    assert "cannot log in with Secret(***)" in lines
    assert TOKEN not in lines.replace(f"TOKEN = {TOKEN!r}", "")


def test_secrets_are_compared_by_what_they_say() -> None:
    assert Secret(SECRET) == Secret(SECRET)
    assert Secret(SECRET) != Secret(TOKEN)
    assert Secret(SECRET) != SECRET
    assert not Secret()
    assert len({Secret(SECRET), Secret(SECRET)}) == 1


def test_a_secret_in_the_file_is_refused_and_its_place_named(tmp_path: Path) -> None:
    read = loaded(tmp_path, spoiled("[telegram]", f'[telegram]\ntoken = "{TOKEN}"'))

    assert [(p.key, p.where.key, p.args) for p in read.problems] == [
        ("config.secret-in-file", "token", {"word": "TELEGRAM_TOKEN"})
    ]
    assert TOKEN not in repr(read)
