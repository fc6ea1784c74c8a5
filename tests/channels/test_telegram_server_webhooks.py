"""The Bot API server of the tests: a webhook gets its updates in order, with its secret, until it takes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping

import httpx
import msgspec
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.doors import hang_up, respond
from tests.telegram_server.serving import OpenProtocol
from tests.telegram_server.wire import Json, mapping, number, read_body

pytest_plugins = ["tests.telegram_server.fixtures"]

CLOSE = 0  # instead of a status: the connection is closed without an answer


class Receiver:
    """A webhook that notes what it gets, and answers as it is told to."""

    def __init__(self) -> None:
        self.got: list[Mapping[str, Json]] = []
        self.secrets: list[str] = []
        self.answers: list[int] = []  # statuses of the next answers; then always 200
        self.body: bytes = b""
        self.arrived = asyncio.Condition()
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        update: Json = msgspec.json.decode(await read_body(receive))
        headers = dict(scope["headers"])
        status = self.answers.pop(0) if self.answers else 200
        async with self.arrived:
            self.got.append(mapping(update))
            self.secrets.append(headers.get(b"x-telegram-bot-api-secret-token", b"").decode())
            self.arrived.notify_all()
        if status == CLOSE:
            await hang_up(scope, receive)
            return
        await respond(send, status, self.body if status == 200 else b"")

    async def until(self, count: int) -> list[str]:
        """The texts of everything that came, when there are so many."""
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(lambda: len(self.got) >= count)
        return [str(mapping(update.get("message")).get("text")) for update in self.got]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A webhook on a free port."""
    app = Receiver()
    config = uvicorn.Config(app, port=0, http=OpenProtocol, lifespan="off", log_level="error", ws="none")
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    app.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/hook"
    yield app
    await server.shutdown()


@pytest.fixture
async def wang(telegram: TelegramControl) -> int:
    """王磊, who writes; a Telegram minute lasts half a second, so that what comes again comes soon."""
    await telegram.limits(on=False, minute=0.5)
    return await telegram.add_person("王磊")


async def test_updates_come_in_order_with_the_secret(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver, wang: int
) -> None:
    await telegram.say(wang, "一")
    await bot_api.call("setWebhook", url=receiver.url, secret_token="Zhishou_2026")
    await telegram.say(wang, "二")
    await telegram.say(wang, "三")
    assert await receiver.until(3) == ["一", "二", "三"]
    assert receiver.secrets == ["Zhishou_2026"] * 3
    await telegram.wait_idle()
    assert mapping(await bot_api.call("getWebhookInfo"))["pending_update_count"] == 0


@pytest.mark.parametrize("answer", [500, 404, CLOSE])
async def test_what_the_webhook_does_not_take_comes_again(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver, wang: int, answer: int
) -> None:
    receiver.answers = [answer, answer]
    await bot_api.call("setWebhook", url=receiver.url)
    await telegram.say(wang, "一")
    await telegram.say(wang, "二")
    assert await receiver.until(4) == ["一", "一", "一", "二"]
    assert len({number(update["update_id"]) for update in receiver.got}) == 2
    info = mapping(await bot_api.call("getWebhookInfo"))
    why = {500: "Internal Server Error", 404: "Not Found"}.get(answer)
    expected = f"Wrong response from the webhook: {answer} {why}" if why else "Webhook connection closed"
    assert info["last_error_message"] == expected
    assert number(info["last_error_date"]) > 0


async def test_one_broken_chat_does_not_hold_up_the_others(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver, wang: int
) -> None:
    await telegram.limits(on=False, minute=600)
    zhao = await telegram.add_person("赵敏")
    receiver.answers = [500, 500]
    await bot_api.call("setWebhook", url=receiver.url)
    await telegram.say(wang, "一")
    await receiver.until(2)
    await telegram.say(zhao, "二")
    assert (await receiver.until(3))[-1] == "二"


async def test_one_connection_means_one_order(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver, wang: int
) -> None:
    zhao = await telegram.add_person("赵敏")
    receiver.answers = [500, 500]
    await bot_api.call("setWebhook", url=receiver.url, max_connections=1)
    await telegram.say(wang, "一")
    await telegram.say(zhao, "二")
    assert await receiver.until(4) == ["一", "一", "一", "二"]


async def test_polling_and_a_webhook_exclude_each_other(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver
) -> None:
    poll = asyncio.create_task(bot_api.refusal("getUpdates", timeout=10))
    await telegram.wait_listening()
    await bot_api.call("setWebhook", url=receiver.url)
    assert await poll == "Conflict: terminated by setWebhook request"
    refused = await bot_api.refusal("getUpdates")
    assert refused.startswith("Conflict: can't use getUpdates method while webhook is active")
    await bot_api.call("deleteWebhook")
    assert await bot_api.updates() == []


async def test_what_waits_survives_the_end_of_a_webhook(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver, wang: int
) -> None:
    await bot_api.call("setWebhook", url=receiver.url)
    await telegram.hold_webhook()
    await telegram.say(wang, "一")
    assert mapping(await bot_api.call("getWebhookInfo"))["pending_update_count"] == 1
    await bot_api.call("deleteWebhook")
    assert len(await bot_api.updates()) == 1
    await bot_api.call("deleteWebhook", drop_pending_updates=True)
    assert await bot_api.updates() == []


async def test_deliveries_can_be_held_back_for_a_while(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver, wang: int
) -> None:
    await bot_api.call("setWebhook", url=receiver.url)
    await telegram.hold_webhook(seconds=0.2)
    await telegram.say(wang, "一")
    assert receiver.got == []
    assert await receiver.until(1) == ["一"]


async def test_a_server_that_was_down_delivers_when_it_is_back(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver, wang: int
) -> None:
    await bot_api.call("setWebhook", url=receiver.url)
    await telegram.down(seconds=0.15)
    with pytest.raises(httpx.TransportError):
        await bot_api.raw("getMe")
    await telegram.say(wang, "一")
    assert receiver.got == []
    assert await receiver.until(1) == ["一"]
    assert await bot_api.call("getMe")


async def test_an_answer_may_name_a_method(
    telegram: TelegramControl, bot_api: BareBot, receiver: Receiver, wang: int
) -> None:
    receiver.body = msgspec.json.encode({"method": "sendMessage", "chat_id": wang, "text": "收到"})
    await bot_api.call("setWebhook", url=receiver.url)
    await telegram.say(wang, "到岗")
    assert (await telegram.wait_for(wang, "收到")).from_bot


@pytest.mark.parametrize(
    ("args", "refused"),
    [
        ({"url": "ftp://127.0.0.1/hook"}, "Bad Request: invalid webhook URL specified"),
        (
            {"url": "http://127.0.0.1/", "secret_token": "值守"},
            "Bad Request: secret token contains unallowed characters",
        ),
        ({"url": "http://127.0.0.1/", "secret_token": "x" * 257}, "Bad Request: secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(bot_api: BareBot, args: Mapping[str, Json], refused: str) -> None:
    assert await bot_api.refusal("setWebhook", **args) == refused
