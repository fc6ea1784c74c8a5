"""The Bot API server of the tests: everything that can go wrong between a bot and Telegram, on order."""

from __future__ import annotations

import asyncio

import httpx
import msgspec
import pytest

from bot.clock import ticks
from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.faults import Fault, FaultKind, Faults

pytest_plugins = ["tests.telegram_server.fixtures"]


@pytest.fixture
async def zhao(telegram: TelegramControl) -> int:
    """赵敏, who has begun her chat with the bot."""
    return await telegram.add_person("赵敏", started=True)


async def test_a_call_is_told_to_come_later(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    await telegram.fault(FaultKind.TOO_MANY, "sendMessage", retry_after=17)
    response = await bot_api.raw("sendMessage", chat_id=zhao, text="一")
    assert (response.status_code, response.json()["parameters"]) == (429, {"retry_after": 17})
    await bot_api.message("sendMessage", chat_id=zhao, text="一")
    assert [message.text for message in await telegram.read(zhao)] == ["一"]


@pytest.mark.parametrize(
    ("code", "words"), [(500, "Internal Server Error"), (502, "Bad Gateway"), (504, "Gateway Timeout")]
)
async def test_the_server_fails(telegram: TelegramControl, bot_api: BareBot, zhao: int, code: int, words: str) -> None:
    await telegram.fault(FaultKind.ERROR, "send*", times=2, code=code)
    assert await bot_api.refusal("sendMessage", chat_id=zhao, text="一") == words
    assert await bot_api.call("getMe")
    assert await bot_api.refusal("sendMessage", chat_id=zhao, text="一") == words
    await bot_api.message("sendMessage", chat_id=zhao, text="一")


async def test_a_proxy_answers_with_a_page(telegram: TelegramControl, bot_api: BareBot) -> None:
    await telegram.fault(FaultKind.ERROR, "getMe", code=502, html=True)
    response = await bot_api.raw("getMe")
    assert response.headers["content-type"] == "text/html"
    assert response.text.startswith("<html>")


async def test_a_connection_drops_and_nothing_was_done(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    await telegram.fault(FaultKind.DROP, "sendMessage")
    with pytest.raises(httpx.TransportError):
        await bot_api.raw("sendMessage", chat_id=zhao, text="一")
    assert await telegram.read(zhao) == []
    (call,) = await telegram.calls("sendMessage")
    assert (call.code, call.fault) == (0, "drop")


async def test_an_answer_is_lost_and_the_message_was_sent(
    telegram: TelegramControl, bot_api: BareBot, zhao: int
) -> None:
    await telegram.fault(FaultKind.LOSE, "sendMessage")
    with pytest.raises(httpx.TransportError):
        await bot_api.raw("sendMessage", chat_id=zhao, text="一")
    assert [message.text for message in await telegram.read(zhao)] == ["一"]
    (call,) = await telegram.calls("sendMessage")
    assert (call.code, call.fault, call.result) == (0, "lose", 1)


async def test_an_answer_is_cut_in_the_middle(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    await telegram.fault(FaultKind.GARBLE, "sendMessage")
    response = await bot_api.raw("sendMessage", chat_id=zhao, text="一")
    with pytest.raises(msgspec.DecodeError):
        msgspec.json.decode(response.content)
    assert len(await telegram.read(zhao)) == 1


async def test_a_slow_call_takes_effect_late(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    await telegram.fault(FaultKind.DELAY, "sendMessage", delay=0.15)
    sending = asyncio.create_task(bot_api.message("sendMessage", chat_id=zhao, text="一"))
    began = ticks()
    await bot_api.call("getMe")
    assert await telegram.read(zhao) == []
    await sending
    assert ticks() - began > 0.1


async def test_a_slow_answer_comes_after_its_effect(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    await telegram.fault(FaultKind.LATE, "sendMessage", delay=0.2)
    sending = asyncio.create_task(bot_api.message("sendMessage", chat_id=zhao, text="一"))
    assert (await telegram.wait_for(zhao, "一")).id == 1
    assert not sending.done()
    await sending


async def test_a_delay_and_a_loss_may_meet(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    await telegram.fault(FaultKind.DELAY, "sendMessage", delay=0.05)
    await telegram.fault(FaultKind.LOSE, "*")
    with pytest.raises(httpx.TransportError):
        await bot_api.raw("sendMessage", chat_id=zhao, text="一")
    assert (await telegram.calls("sendMessage"))[0].fault == "delay+lose"


async def test_a_fault_may_hit_one_chat_only(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    sun = await telegram.add_person("孙丽", started=True)
    await telegram.fault(FaultKind.ERROR, "sendMessage", chat=zhao, times=9)
    await bot_api.message("sendMessage", chat_id=sun, text="一")
    await bot_api.refusal("sendMessage", chat_id=zhao, text="一")
    await telegram.clear_faults()
    await bot_api.message("sendMessage", chat_id=zhao, text="一")


def test_a_fault_may_last_a_while() -> None:
    faults = Faults()
    faults.orders.append(Fault(id=1, kind=FaultKind.DROP, method="send*", until=10.0))
    assert [faults.take("sendmessage", "", now)[1] is not None for now in (8.0, 9.9, 10.0)] == [True, True, False]
    assert faults.orders == []


async def test_get_updates_fails_and_loses_nothing(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    await telegram.say(zhao, "到岗")
    await telegram.fault(FaultKind.ERROR, "getUpdates", code=504)
    assert await bot_api.refusal("getUpdates") == "Gateway Timeout"
    assert len(await bot_api.updates()) == 1


async def test_a_download_may_fail_too(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    await telegram.send_file(zhao, "纪要.docx", b"PK")
    await telegram.fault(FaultKind.DROP, "file")
    with pytest.raises(httpx.TransportError):
        await bot_api.files.get("documents/file_1.docx")
    assert (await bot_api.files.get("documents/file_1.docx")).content == b"PK"


async def test_a_server_that_is_down_answers_nobody(telegram: TelegramControl, bot_api: BareBot, zhao: int) -> None:
    poll = asyncio.create_task(bot_api.raw("getUpdates", timeout=10))
    await telegram.wait_listening()
    await telegram.down()
    with pytest.raises(httpx.TransportError):
        await poll
    with pytest.raises(httpx.TransportError):
        await bot_api.raw("getMe")
    await telegram.say(zhao, "到岗")
    await telegram.up()
    assert len(await bot_api.updates()) == 1


async def test_a_refusal_is_said_in_the_words_that_were_ordered(
    telegram: TelegramControl, bot_api: BareBot, zhao: int
) -> None:
    words = "Forbidden: bot was blocked by the user"
    await telegram.fault(FaultKind.ERROR, "sendMessage", code=403, status=200, words=words)
    response = await bot_api.raw("sendMessage", chat_id=zhao, text="一")
    assert response.status_code == 200
    assert response.json() == {"ok": False, "error_code": 403, "description": words}


async def test_an_older_server_refuses_what_is_newer_than_it(
    telegram: TelegramControl, bot_api: BareBot, zhao: int
) -> None:
    counting = {"offset": 0, "length": 1, "type": "date_time", "unix_time": 1, "date_time_format": "r"}
    coloured = {"inline_keyboard": [[{"text": "收到", "callback_data": "1", "style": "primary"}]]}
    await telegram.older()
    for new in ({"entities": [counting]}, {"reply_markup": coloured}):
        assert "can't parse" in await bot_api.refusal("sendMessage", chat_id=zhao, text="一", **new)
    await telegram.older(on=False)
    for new in ({"entities": [counting]}, {"reply_markup": coloured}):
        await bot_api.message("sendMessage", chat_id=zhao, text="一", **new)
