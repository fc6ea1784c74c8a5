"""The control side of the Bot API server: acting as people, seeing what they see, and waiting without looking twice."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import NotSeen, Refused, TelegramControl, running
from tests.telegram_server.process import ROOT
from tests.telegram_server.wire import Json

pytest_plugins = ["tests.telegram_server.fixtures"]

KEYBOARD: Json = {
    "inline_keyboard": [[{"text": "收到", "callback_data": "ack"}, {"text": "说明", "url": "example.com"}]]
}


@pytest.fixture
async def zhang(telegram: TelegramControl) -> int:
    """张建国, who has begun his chat with the bot."""
    return await telegram.add_person("张建国", started=True)


async def test_a_wait_ends_with_the_message(telegram: TelegramControl, bot_api: BareBot, zhang: int) -> None:
    waiting = asyncio.create_task(telegram.wait_for(zhang, "交接班", label="收到"))
    await bot_api.message("sendMessage", chat_id=zhang, text="交接班")
    await bot_api.message(
        "sendMessage", chat_id=zhang, text="<b>交接班</b>提醒", parse_mode="HTML", reply_markup=KEYBOARD
    )
    seen = await waiting
    assert (seen.id, seen.labels, seen.marked("bold")) == (2, ["收到", "说明"], ["交接班"])


async def test_a_wait_that_is_in_vain_says_so(telegram: TelegramControl, zhang: int) -> None:
    with pytest.raises(NotSeen, match="交接班"):
        await telegram.wait_for(zhang, "交接班", seconds=0.05)


async def test_a_wait_may_be_for_an_edit_or_an_end(telegram: TelegramControl, bot_api: BareBot, zhang: int) -> None:
    await bot_api.message("sendMessage", chat_id=zhang, text="请签收")
    edited = asyncio.create_task(telegram.wait_for(zhang, "已签收", edited=True))
    gone = asyncio.create_task(telegram.wait_gone(zhang, 1))
    await bot_api.message("editMessageText", chat_id=zhang, message_id=1, text="已签收")
    assert (await edited).earlier == ("请签收",)
    await bot_api.call("deleteMessage", chat_id=zhang, message_id=1)
    await gone


async def test_a_wait_may_be_for_calls_and_numbers(telegram: TelegramControl, bot_api: BareBot, zhang: int) -> None:
    called = asyncio.create_task(telegram.wait_call("sendMessage", count=2))
    sent = asyncio.create_task(telegram.wait_sent(2))
    for text in ("一", "二"):
        await bot_api.message("sendMessage", chat_id=zhang, text=text)
    assert (await called).args == {"chat_id": str(zhang), "text": "二"}
    assert await sent == 2


async def test_many_messages_come_at_once(telegram: TelegramControl, bot_api: BareBot, zhang: int) -> None:
    wang = await telegram.add_person("王磊")
    assert await telegram.flood([zhang, wang], [f"第{number}条" for number in range(150)]) == 150
    assert len(await bot_api.updates()) == 100
    assert len(await telegram.read(wang)) == 75


async def test_a_tap_waits_for_its_answer(telegram: TelegramControl, bot_api: BareBot, zhang: int) -> None:
    await bot_api.message("sendMessage", chat_id=zhang, text="旧卡", reply_markup=KEYBOARD)
    await bot_api.message("sendMessage", chat_id=zhang, text="新卡", reply_markup=KEYBOARD)
    tap = asyncio.create_task(telegram.tap(zhang, "收到"))
    (update,) = await bot_api.updates(timeout=5)
    query = update["callback_query"]
    assert isinstance(query, dict)
    await bot_api.call("answerCallbackQuery", callback_query_id=query["id"], text="已签收")
    answered = await tap
    assert (answered.message, answered.text) == (2, "已签收")
    assert await telegram.taps(person=zhang, answered=True) == [answered]
    assert await telegram.press(zhang, "收到", message=1)
    assert await telegram.press(zhang, "说明") == ""


async def test_what_cannot_be_done_is_refused_with_a_key(telegram: TelegramControl, zhang: int) -> None:
    with pytest.raises(Refused, match="no_such_person"):
        await telegram.say(12, "到岗")
    with pytest.raises(Refused, match="no_such_chat"):
        await telegram.say(zhang, "到岗", chat=-5)
    wang = await telegram.add_person("王磊")
    group = await telegram.add_group("值班群", [zhang, wang])
    his = await telegram.say(zhang, "到岗", chat=group)
    with pytest.raises(Refused, match="not_his_message"):
        await telegram.edit(wang, his, "离岗", chat=group)
    with pytest.raises(Refused, match="no_such_verb"):
        await telegram.ask("dance")


async def test_the_servers_time_can_be_set(telegram: TelegramControl, bot_api: BareBot, zhang: int) -> None:
    assert 0 <= await telegram.clock(unix=1_767_225_600) - 1_767_225_600 <= 1
    assert 0 <= await telegram.clock(by=3600) - 1_767_229_200 <= 1
    sent = await bot_api.message("sendMessage", chat_id=zhang, text="新年值班")
    assert isinstance(sent["date"], int)
    assert 0 <= sent["date"] - 1_767_229_200 <= 2


async def test_a_reset_server_knows_nobody(telegram: TelegramControl, bot_api: BareBot, zhang: int) -> None:
    await telegram.say(zhang, "到岗")
    await telegram.limits(minute=1)
    await telegram.reset()
    assert await telegram.ask("known") == {"people": [], "groups": []}
    assert await bot_api.updates() == []
    assert await bot_api.refusal("getChat", chat_id=zhang) == "Bad Request: chat not found"


def test_a_server_ends_with_whoever_started_it() -> None:
    starter = "from tests.telegram_server.process import *; print(ServerProcess(Settings(token='5:A')).url)"
    # The server has its starter's standard error, so that the run is over only when both have ended.
    run = subprocess.run([sys.executable, "-c", starter], cwd=ROOT, capture_output=True, timeout=8, check=True)  # noqa: S603 - our own module
    assert run.stdout.startswith(b"http://127.0.0.1:")


async def test_a_server_of_its_own_starts_and_ends() -> None:
    async with running(token="55:AA-own", privacy=True, limits=True) as telegram:
        bot = BareBot(telegram.url, "55:AA-own")
        me = await bot.message("getMe")
        await bot.close()
        assert (me["id"], me["can_read_all_group_messages"]) == (55, False)
