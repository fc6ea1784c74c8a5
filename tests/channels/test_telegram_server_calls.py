"""The Bot API server of the tests: how a method is called, whatever the body, and who may call it."""

from __future__ import annotations

import httpx
import pytest

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TOKEN, TelegramControl
from tests.telegram_server.remote.asker import PLAIN
from tests.telegram_server.wire import mapping

pytest_plugins = ["tests.telegram_server.fixtures"]


async def test_the_bot_is_told_who_it_is(bot_api: BareBot) -> None:
    me = mapping(await bot_api.call("getMe"))
    assert me["id"] == 987654321
    assert me["is_bot"] is True
    assert me["username"] == "zhishou_duty_bot"
    assert me["can_read_all_group_messages"] is True


@pytest.mark.parametrize("name", ["sendmessage", "SendMessage", "SENDMESSAGE"])
async def test_a_method_is_known_in_any_letter_case(telegram: TelegramControl, bot_api: BareBot, name: str) -> None:
    zhao = await telegram.add_person("赵敏", started=True)
    assert (await bot_api.message(name, chat_id=zhao, text="值班提醒"))["text"] == "值班提醒"


async def test_a_query_a_form_json_and_multipart_say_the_same(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhao = await telegram.add_person("赵敏", started=True)
    keyboard = {"inline_keyboard": [[{"text": "收到", "callback_data": "ack"}]]}
    text = '{"inline_keyboard": [[{"text": "收到", "callback_data": "ack"}]]}'
    client = bot_api.client
    await client.get("sendMessage", params={"chat_id": zhao, "text": "一", "reply_markup": text})
    await client.post("sendMessage", data={"chat_id": zhao, "text": "一", "reply_markup": text})
    await client.post("sendMessage", json={"chat_id": zhao, "text": "一", "reply_markup": keyboard})
    form = {"chat_id": (None, str(zhao)), "text": (None, "一"), "reply_markup": (None, text)}
    await client.post("sendMessage", files=form)
    seen = await telegram.read(zhao)
    assert [message.text for message in seen] == ["一"] * 4
    assert [message.labels for message in seen] == [["收到"]] * 4


async def test_a_wrong_token_is_unauthorized(telegram: TelegramControl) -> None:
    async with httpx.AsyncClient(trust_env=False, verify=PLAIN) as client:
        response = await client.get(f"{telegram.url}/bot{TOKEN}x/getMe")
    assert response.status_code == 401
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(bot_api: BareBot) -> None:
    assert await bot_api.refusal("sendPigeon") == "Not Found: method not found"


@pytest.mark.parametrize("method", ["logOut", "close"])
async def test_leaving_the_server_is_harmless(bot_api: BareBot, method: str) -> None:
    assert await bot_api.call(method) is True
    assert await bot_api.call("getMe")


async def test_every_call_is_in_the_log_with_its_time_and_result(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhao = await telegram.add_person("赵敏", started=True)
    sent = await bot_api.message("sendMessage", chat_id=zhao, text="请签收")
    await bot_api.refusal("sendMessage", chat_id=404, text="请签收")
    good, bad = await telegram.calls("sendMessage")
    assert (good.method, good.code, good.result) == ("sendMessage", 200, sent["message_id"])
    assert good.args == {"chat_id": str(zhao), "text": "请签收"}
    assert (bad.code, bad.description) == (400, "Bad Request: chat not found")
    assert good.at <= good.ended <= bad.at
    assert (await telegram.state()).count("sendmessage") == 2


async def test_a_quiet_server_counts_without_a_log(telegram: TelegramControl, bot_api: BareBot) -> None:
    await telegram.ask("quiet", on=True)
    await bot_api.call("getMe")
    assert await telegram.calls("getMe") == []
    assert (await telegram.state()).count("getMe") == 1
