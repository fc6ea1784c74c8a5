"""The real bot on Telegram when things go wrong: nobody else waits, nothing is lost, nothing happens twice."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.channels.office_on_telegram import (
    PATIENCE,
    SECRET,
    TOKEN,
    OfficeOnTelegram,
    an_office,
    check_log,
)
from tests.process import a_bot
from tests.telegram_server.client import running
from tests.telegram_server.faults import FaultKind
from tests.telegram_server.remote.asker import PLAIN

pytestmark = pytest.mark.slow

GROUP = "值班群"
FIRE = "10:20，青阳镇沿江路一店铺发生火灾，无人员伤亡"
WHO = "今晚谁值班"


def asked(office: OfficeOnTelegram, sql: str) -> list[tuple[object, ...]]:
    """Rows of the bot's database."""
    with closing(sqlite3.connect(office.bot.database)) as database:
        return list(database.execute(sql))


def lost(office: OfficeOnTelegram, name: str) -> bool:
    """Whether the bot thinks that nothing reaches somebody on Telegram any more."""
    ((mark,),) = asked(office, f"SELECT lost FROM accounts WHERE address = '{office.people[name]}'")  # noqa: S608
    return bool(mark)


# --- people --------------------------------------------------------------------------------------------------------


async def test_whoever_blocked_the_bot_is_reached_again_once_he_writes(tmp_path: Path) -> None:
    async with an_office(tmp_path, "郑凯", "王磊") as office:
        await office.register(GROUP, "王磊")
        wang = office.people["王磊"]
        await office.telegram.fault(
            FaultKind.ERROR, "sendMessage", chat=wang, code=403, words="Forbidden: bot was blocked by the user"
        )
        said = await office.says("王磊", FIRE, group=GROUP)
        await office.hears("王磊", label="口头已报", group=GROUP, since=said)
        await office.telegram.wait_call("sendMessage", count=1, since=0)
        await office.in_turn("郑凯")
        assert lost(office, "王磊")

        await office.in_turn("王磊")
        assert not lost(office, "王磊")

        await office.telegram.block(wang)
        await office.telegram.wait_idle()
        await office.in_turn("郑凯")
        assert lost(office, "王磊")
        await office.telegram.unblock(wang)
        await office.telegram.wait_idle()
        await office.in_turn("郑凯")
        assert not lost(office, "王磊")


async def test_one_who_must_wait_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    async with an_office(tmp_path, "郑凯", "王磊") as office:
        await office.telegram.fault(FaultKind.TOO_MANY, "sendMessage", chat=office.people["王磊"], retry_after=2)
        first = await office.says("王磊", WHO)
        await office.told("郑凯", WHO, "夜班")
        assert await office.sees("王磊", since=first) == [], "Telegram has asked for two seconds"
        assert (await office.hears("王磊", "夜班", since=first)).text.count("重发") == 0


async def test_what_telegram_will_never_take_is_not_tried_for_ever(tmp_path: Path) -> None:
    async with an_office(tmp_path, "郑凯", "王磊") as office:
        await office.telegram.forget_calls()
        words = "Bad Request: message is too long"
        await office.telegram.fault(FaultKind.ERROR, "sendMessage", code=400, words=words, chat=office.people["王磊"])
        await office.says("王磊", WHO)
        await office.in_turn("王磊")
        refused = [call for call in await office.telegram.calls("sendMessage") if call.code == 400]
        assert len(refused) == 1
        assert not lost(office, "王磊")
        failed = asked(office, "SELECT why FROM outbox WHERE status = 'failed' AND channel = 'telegram'")
        assert failed == [("Message is too long",)]


@pytest.mark.parametrize("kind", [FaultKind.LOSE, FaultKind.GARBLE])
async def test_what_may_have_arrived_is_said_again_with_a_mark(tmp_path: Path, kind: FaultKind) -> None:
    async with an_office(tmp_path, "郑凯", "王磊") as office:
        await office.telegram.fault(kind, "sendMessage", chat=office.people["王磊"])
        first = await office.says("王磊", WHO)
        again = await office.hears("王磊", "【重发】", since=first)
        texts = [seen.text for seen in await office.sees("王磊", since=first)]
        assert texts == [again.text.removeprefix("【重发】"), again.text]


@pytest.mark.parametrize("html", [False, True], ids=["json", "page"])
async def test_a_server_that_fails_for_a_while_gets_it_in_the_end_and_once(tmp_path: Path, html: bool) -> None:
    talkative = {"ZHISHOU_LOG_LEVEL": "DEBUG"}  # even then no secret may be printed, which `an_office` checks
    async with an_office(tmp_path, "郑凯", "王磊", environ=talkative) as office:
        await office.telegram.fault(FaultKind.ERROR, "sendMessage", times=2, code=502, html=html)
        first = await office.says("王磊", WHO)
        await office.hears("王磊", "夜班", since=first)
        await office.in_turn("王磊")
        told = [seen.text for seen in await office.sees("王磊", since=first) if "夜班" in seen.text]
        assert len(told) == 1
        assert "重发" not in told[0]


# --- buttons -------------------------------------------------------------------------------------------------------


async def test_a_button_that_means_nothing_any_more_is_answered_in_words(tmp_path: Path) -> None:
    async with an_office(tmp_path, "郑凯", "王磊", "陈志远", "林芳") as office:
        await office.told("陈志远", "请财政局三天内把预算方案报我", label="下达")
        two = [await office.telegram.press(office.people["陈志远"], label) for label in ("作废", "下达")]
        answers = [await office.telegram.wait_answer(query, seconds=PATIENCE) for query in two]
        assert answers[1].text, "the second one came too late, and is told so"

        await office.telegram.expire_taps(life=0)
        second = await office.told("陈志远", "请财政局三天内把决算方案报我", label="下达")
        await office.telegram.press(office.people["陈志远"], "作废", message=second.id)
        await office.hears("陈志远", since=second.id)


# --- groups --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [True, False], ids=["by an update", "by a refusal"])
async def test_a_group_that_becomes_another_is_followed_for_good(tmp_path: Path, told: bool) -> None:
    async with an_office(tmp_path, "郑凯", "王磊") as office:
        old = await office.register(GROUP, "王磊")
        await office.says("王磊", FIRE, group=GROUP)
        await office.hears("王磊", label="口头已报", group=GROUP)
        if not told:
            await office.bot.kill()
        office.groups[GROUP] = new = await office.telegram.upgrade(old)
        if not told:
            await _forget_updates(office)
            await office.bot.start()
            await office.listening()
        await office.taps("王磊", "口头已报")
        await office.hears("王磊", label="陈县长")
        await office.taps("王磊", "陈县长")
        await office.hears("王磊", "青阳镇沿江路", label="快报已发", group=GROUP)
        assert asked(office, "SELECT address FROM accounts WHERE holder LIKE 'g:%'") == [(str(new),)]

        await office.restart()
        await office.told("王磊", "/help", "，您可以这样跟我说", group=GROUP)


async def _forget_updates(office: OfficeOnTelegram) -> None:
    """The update that told of it is gone: Telegram keeps them for a day only."""
    async with httpx.AsyncClient(base_url=f"{office.telegram.base_url}{TOKEN}", verify=PLAIN, trust_env=False) as api:
        waiting = (await api.get("/getUpdates")).json()["result"]
        await api.get("/getUpdates", params={"offset": waiting[-1]["update_id"] + 1})


# --- the process ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_what_was_said_while_the_bot_was_dead_is_answered_once(tmp_path: Path, webhook: bool) -> None:
    async with an_office(tmp_path, "郑凯", "王磊", webhook=webhook) as office:
        await office.bot.kill()
        first = await office.says("王磊", FIRE)
        await office.says("王磊", WHO)
        await office.bot.start()
        await office.hears("王磊", "夜班", since=first)
        assert asked(office, "SELECT count(*) FROM matters WHERE kind = 'incident'") == [(1,)]


async def test_killed_before_it_could_confirm_it_does_nothing_twice(tmp_path: Path) -> None:
    async with an_office(tmp_path, "郑凯", "王磊") as office:
        await office.telegram.wait_listening()
        await office.telegram.fault(FaultKind.DELAY, "getUpdates", delay=60)
        first = await office.says("王磊", FIRE)
        await office.hears("王磊", "开始计时", since=first)
        assert (await office.telegram.state()).pending == 1, "it is written down and answered, and not confirmed"

        await office.bot.kill()
        await office.telegram.clear_faults()
        await office.bot.start()
        await office.telegram.wait_idle(seconds=PATIENCE)
        await office.in_turn("王磊")

        assert asked(office, "SELECT count(*) FROM matters WHERE kind = 'incident'") == [(1,)]
        told = [seen.text for seen in await office.sees("王磊", since=first) if "开始计时" in seen.text]
        assert sum("重发" not in words for words in told) == 1, (
            "killed before the receipt was written, it may say so again"
        )
        assert len(told) <= 2


async def test_a_webhook_call_without_the_secret_is_turned_away(tmp_path: Path) -> None:
    update = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7, "is_bot": False, "first_name": "?"},
            "text": "我到岗了",
        },
    }
    async with (
        an_office(tmp_path, "郑凯", webhook=True) as office,
        httpx.AsyncClient(base_url=office.bot.url, verify=PLAIN, trust_env=False) as somebody,
    ):
        for headers in ({}, {"x-telegram-bot-api-secret-token": "a-guess"}):
            answer = await somebody.post("/telegram", content=json.dumps(update), headers=headers)
            assert answer.status_code == 401
        right = {"x-telegram-bot-api-secret-token": SECRET}
        assert (await somebody.post("/telegram", content=json.dumps(update), headers=right)).status_code == 200
        assert (await somebody.get("/telegram")).status_code in (404, 405)


async def test_with_a_wrong_token_the_web_chat_works_and_one_sentence_says_why(tmp_path: Path) -> None:
    async with running(token=TOKEN) as telegram:
        environ = {"TELEGRAM_TOKEN": f"{TOKEN[:-4]}none", "TELEGRAM_BASE_URL": telegram.url}
        async with a_bot(tmp_path, environ=environ) as bot:
            await telegram.wait_call("getMe")
            async with httpx.AsyncClient(base_url=bot.url, verify=PLAIN, trust_env=False) as page:
                assert (await page.get("/", follow_redirects=True)).status_code == 200
            await bot.stop()
            assert bot.log.count("（TELEGRAM_TOKEN）不对") == 1
            assert TOKEN[:-4] not in bot.log
            check_log(bot.log)


async def test_a_server_that_is_away_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with an_office(tmp_path, "郑凯", "王磊") as office:
        await office.bot.stop()
        await office.telegram.down()
        await office.bot.start()
        await office.telegram.up()
        await office.listening()
        await office.told("王磊", WHO, "夜班")
