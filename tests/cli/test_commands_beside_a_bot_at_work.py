"""What can be typed while the bot is at work: invitations, rosters, verifying; and an office.toml edited meanwhile."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import OFFICE, typed
from tests.documents.sheets import workbook
from tests.process import BotProcess, a_bot
from tests.telegram_server.remote.asker import PLAIN

pytestmark = pytest.mark.slow

_PATIENCE = 15.0
_NEW = '\n[[person]]\nid = "luoxin"\nname = "罗欣"\nroles = ["值班员"]\nbackup = "王磊"\n'


def _roster(*names: str) -> bytes:
    days = [(f"{n}日", names[n % len(names)], "张建国") for n in range(1, 29)]
    return workbook([("2030年11月值班表",), ("日期", "值班人员", "带班领导"), *days], merge=["A1:C1"])


async def _until(bot: BotProcess, words: str, *arguments: str) -> str:
    """Type it again until it answers so: the bot looks at its file once a second."""
    out = ""
    async with asyncio.timeout(_PATIENCE):
        while words not in out:
            out, _ = await bot.command(*arguments)
    return out


async def test_the_start_says_where_to_look_and_what_next_in_both_languages(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        await bot.stop()

    assert bot.log.count(bot.url) == 2
    order = [
        bot.log.index(words) for words in ("在浏览器里打开", "停止：按 Ctrl-C", "Open in a browser", "To stop: Ctrl-C")
    ]
    assert order == sorted(order)
    assert "sample = false" in bot.log


async def test_secrets_are_never_printed(tmp_path: Path) -> None:
    token, secret = "13579:AAH-never-to-be-seen-by-anybody", "a-hook-secret-that-nobody-sees"
    environ = {
        "TELEGRAM_TOKEN": token,
        "TELEGRAM_SECRET": secret,
        "TELEGRAM_BASE_URL": "http://127.0.0.1:9",
        "ZHISHOU_LOG_LEVEL": "DEBUG",
    }
    async with a_bot(tmp_path, environ=environ) as bot:
        await bot.command("check-office")
        await bot.stop()

        assert "AAH-never" not in bot.log
        assert secret not in bot.log


async def test_an_edit_is_in_force_while_the_bot_runs_and_a_bad_one_is_not(tmp_path: Path) -> None:
    home = tmp_path / "office"
    shutil.copytree(OFFICE.parent, home)
    office = home / "office.toml"
    good = office.read_text(encoding="utf-8")
    async with a_bot(tmp_path, office=office) as bot:
        out, status = await bot.command("invite", "罗欣")
        assert status == 1, out

        office.write_text(good + _NEW, encoding="utf-8")
        await _until(bot, "罗欣的一次性邀请码", "invite", "罗欣")

        office.write_text(good.replace('timezone = "Asia/Shanghai"', 'timezone = "Mars/Olympus"'), encoding="utf-8")
        out, status = await bot.command("check-office")
        assert status == 1
        assert "Mars/Olympus" in out

        office.write_text(good, encoding="utf-8")
        await _until(bot, "给谁", "invite", "罗欣")
        assert await bot.stop() == 0, bot.log


async def test_a_second_bot_on_the_same_database_is_refused(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        out, status = await bot.command("run")

        assert status == 1
        assert "不能同时启动两个" in out
        assert "already at work" in out


async def test_a_roster_is_imported_through_the_bot_at_work(tmp_path: Path) -> None:
    (tmp_path / "nov.xlsx").write_bytes(_roster("王磊", "李晓东"))
    async with a_bot(tmp_path) as bot:
        first, status = await bot.command("import-roster", "nov.xlsx", "--apply")
        assert (status, "共调整 28 个班次" in first) == (0, True), first

        again, status = await bot.command("import-roster", "nov.xlsx", "--apply")
        assert (status, "与现有值班表一致" in again) == (0, True), again


async def test_a_bot_that_cannot_be_reached_is_said_to_be_out_of_reach(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        environ = {"ZHISHOU_DB": str(bot.database), "PORT": "9"}
        answer = await asyncio.to_thread(typed, tmp_path, "invite", "王磊", environ=environ)

        assert answer.status == 1
        assert "从本机的 9 端口联系不上" in answer.out


async def test_whoever_cannot_read_the_database_cannot_wish_for_anything(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        import httpx

        async with httpx.AsyncClient(base_url=bot.url, trust_env=False, verify=PLAIN) as client:
            answer = await client.post("/console/invite", content="王磊".encode(), headers={"x-console": "0" * 64})

        assert answer.status_code == 403
        assert re.search(r"\S", answer.text) is None
