"""What comes in from Telegram: in the inbox before it is confirmed, understood for what it is, and only once."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from bot.messages import Inbound, Kind
from bot.ports import StoreUnavailableError, UnfetchedError
from tests.channels.telegram_by_hand import ByHand, button, by_hand, letter
from tests.telegram_server.client import TOKEN, TelegramControl
from tests.telegram_server.faults import FaultKind
from tests.telegram_server.samples import png

pytest_plugins = ["tests.telegram_server.fixtures"]

HEADER = "x-telegram-bot-api-secret-token"
NOWHERE = "http://127.0.0.1:9/telegram"


@pytest.fixture
async def channel(telegram: TelegramControl) -> AsyncIterator[ByHand]:
    """A channel that polls."""
    async with by_hand(telegram) as channel:
        channel.listen()
        await telegram.wait_listening()
        yield channel


@pytest.fixture
async def wang(telegram: TelegramControl) -> int:
    """王磊, who has begun his chat with the bot."""
    return await telegram.add_person("王磊", started=True)


async def only(channel: ByHand) -> Inbound:
    """The one thing that has come in."""
    (said,) = await channel.hear()
    return said


# --- what it is ----------------------------------------------------------------------------------------------------


async def test_words_in_private(channel: ByHand, wang: int) -> None:
    message = await channel.telegram.say(wang, "我到岗了")

    said = await only(channel)
    assert (said.kind, said.text, said.private, said.message) == (Kind.MESSAGE, "我到岗了", True, str(message))
    assert (said.chat, said.sender, said.sender_name) == (str(wang), str(wang), "王磊")
    assert said.sent_at is not None


async def test_a_code_comes_with_the_link_that_was_opened(channel: ByHand) -> None:
    stranger = await channel.telegram.add_person("刘洋")
    await channel.telegram.press_start(stranger, "U1hB3PuXAk2c")
    assert (await only(channel)).text == "/start U1hB3PuXAk2c"
    assert channel.channel.link("U1hB3PuXAk2c") == "https://t.me/zhishou_duty_bot?start=U1hB3PuXAk2c"


async def test_words_in_a_group_without_the_bots_name(channel: ByHand, wang: int) -> None:
    group = await channel.telegram.add_group("值班群", [wang], announce=False)
    first = await channel.telegram.say(wang, "沿江路起火", chat=group)
    await channel.telegram.say(wang, "@zhishou_duty_bot 谁值班", chat=group, reply_to=first)
    await channel.telegram.say(wang, "/help@zhishou_duty_bot", chat=group)
    await channel.telegram.say(wang, "/help@another_bot", chat=group)

    words = [said for said in await channel.hear(4) if said.kind is Kind.MESSAGE]
    assert [said.text for said in words] == ["沿江路起火", "谁值班", "/help"], "another bot's command is its own affair"
    assert [(said.chat, said.private) for said in words] == [(str(group), False)] * 3
    assert words[1].reply_to == str(first)


async def test_an_edited_message(channel: ByHand, wang: int) -> None:
    message = await channel.telegram.say(wang, "16:40沿江路起火")
    await channel.telegram.edit(wang, message, "16:40沿江路商铺起火，2人受伤")

    said = (await channel.hear(2))[1]
    assert (said.kind, said.text, said.message) == (Kind.EDIT, "16:40沿江路商铺起火，2人受伤", str(message))


async def test_a_pressed_button(channel: ByHand, wang: int) -> None:
    await channel.send(letter(wang, "突发1号", button("口头已报", "oral:7:2:x")))
    query = await channel.telegram.press(wang, "口头已报")

    said = await only(channel)
    assert said.kind is Kind.TAP
    assert said.tap is not None
    assert (said.tap.verb, said.tap.matter, said.tap.slot, said.tap.arg) == ("oral", 7, 2, "x")
    await channel.channel.toast(said, "✓ 已登记")
    assert (await channel.telegram.wait_answer(query)).text == "✓ 已登记"


async def test_a_long_answer_to_a_tap_is_shown_until_it_is_closed(channel: ByHand, wang: int) -> None:
    await channel.send(letter(wang, "突发1号", button("口头已报")))
    query = await channel.telegram.press(wang, "口头已报")
    await channel.channel.toast(await only(channel), "很长的回答" * 60)

    answer = await channel.telegram.wait_answer(query)
    assert answer.alert
    assert len(answer.text) == 200
    assert answer.text.endswith("…")


async def test_a_button_of_somebody_elses_making_has_no_act(channel: ByHand, wang: int) -> None:
    await channel.send(letter(wang, "旧版", button("收到", "old-format")))
    await channel.telegram.press(wang, "收到")

    said = await only(channel)
    assert (said.kind, said.tap) == (Kind.TAP, None)


async def test_the_bot_is_let_in_and_put_out(channel: ByHand, wang: int) -> None:
    group = await channel.telegram.add_group("值班群", [wang])
    await channel.telegram.leave(group, by=wang)
    await channel.telegram.say(wang, "还在吗")

    said = [said for said in await channel.hear(4) if said.kind is not Kind.MESSAGE]
    assert [(one.kind, one.chat) for one in said if one.kind is Kind.JOINED] == [(Kind.JOINED, str(group))]
    assert said[-1].kind is Kind.LEFT


async def test_a_notice_alone_is_enough_to_know_that_the_bot_was_put_out(channel: ByHand) -> None:
    notice = update(1)
    notice["message"] |= {"text": "", "left_chat_member": {"id": int(TOKEN.partition(":")[0]), "is_bot": True}}
    said = channel.channel.read(notice)
    assert said is not None
    assert said.kind is Kind.LEFT


async def test_whoever_blocks_the_bot_and_unblocks_it(channel: ByHand, wang: int) -> None:
    await channel.telegram.block(wang)
    await channel.telegram.unblock(wang)

    said = await channel.hear(2)
    assert [(one.kind, one.chat, one.private) for one in said] == [
        (Kind.LEFT, str(wang), True),
        (Kind.JOINED, str(wang), True),
    ]


async def test_a_group_becomes_another(channel: ByHand, wang: int) -> None:
    group = await channel.telegram.add_group("值班群", [wang], announce=False)
    new = await channel.telegram.upgrade(group)

    moves = [said for said in await channel.hear(2) if said.kind is Kind.MOVED]
    assert {(said.chat, said.moved_to) for said in moves} == {(str(group), str(new))}
    assert {arrival.lane for arrival in channel.inbox} == {str(group)}, "the second is handled when the first is done"


async def test_notices_of_a_chat_are_no_words(channel: ByHand, wang: int) -> None:
    group = await channel.telegram.add_group("值班群", [wang], announce=False)
    await channel.telegram.join(group, await channel.telegram.add_person("赵敏"), by=wang)
    await channel.telegram.say(wang, "欢迎", chat=group)

    assert [said.text for said in await channel.hear(2)] == ["欢迎"]


# --- files ---------------------------------------------------------------------------------------------------------


async def test_a_document_comes_with_its_name_and_its_bytes(channel: ByHand, wang: int) -> None:
    data = bytes(range(256)) * 400
    await channel.telegram.send_file(wang, "12月值班表.xlsx", data, caption="请导入")

    said = await only(channel)
    (file,) = said.files
    assert (said.text, file.name, file.size) == ("请导入", "12月值班表.xlsx", len(data))
    assert await channel.channel.fetch(file.ref) == data


async def test_of_a_photo_the_largest_size_is_taken(channel: ByHand, wang: int) -> None:
    await channel.telegram.send_file(wang, "现场.png", png(1_000, 800), as_photo=True, caption="现场照片")

    said = await only(channel)
    assert (said.text, said.files[0].name) == ("现场照片", "photo.jpg")
    sizes = channel.raws[0]["message"]["photo"]
    assert len(sizes) > 1
    assert said.files[0].ref == sizes[-1]["file_id"]
    assert await channel.channel.fetch(said.files[0].ref) == png(1_000, 800)


async def test_a_download_is_tried_again(channel: ByHand, wang: int) -> None:
    await channel.telegram.send_file(wang, "值班表.xlsx", b"PK")
    await channel.telegram.fault(FaultKind.ERROR, "getFile", code=502)
    assert await channel.channel.fetch((await only(channel)).files[0].ref) == b"PK"


async def test_a_file_that_telegram_does_not_give_is_said_to_be_so(channel: ByHand, wang: int) -> None:
    await channel.telegram.send_file(wang, "录像.zip", b"1" * (20 * 1024 * 1024 + 1))
    ref = (await only(channel)).files[0].ref
    with pytest.raises(UnfetchedError):
        await channel.channel.fetch(ref)


# --- never lost, never twice ---------------------------------------------------------------------------------------


async def test_nothing_is_confirmed_before_it_is_written_down(channel: ByHand, wang: int) -> None:
    channel.trouble = [StoreUnavailableError("the disk is full")]
    await channel.telegram.say(wang, "我到岗了")
    assert (await only(channel)).text == "我到岗了"
    await channel.telegram.wait_idle()

    confirming = str(channel.raws[0]["update_id"] + 1)
    polls = await channel.telegram.calls("getUpdates")
    confirmed = next(poll.at for poll in polls if poll.args is not None and poll.args.get("offset") == confirming)
    assert confirmed > channel.taken_at[0]


async def test_an_update_that_nobody_can_write_down_does_not_hold_back_the_others(channel: ByHand, wang: int) -> None:
    channel.trouble = [RuntimeError("like nothing that was foreseen")] * 3
    await channel.telegram.say(wang, "我到岗了")
    await channel.telegram.wait_idle(seconds=10)
    await channel.telegram.say(wang, "谁值班")

    assert [said.text for said in await channel.hear()] == ["谁值班"]


async def test_a_redelivered_update_has_the_same_key(telegram: TelegramControl, wang: int) -> None:
    await telegram.say(wang, "我到岗了")
    keys = set[str]()
    for _ in range(2):
        async with by_hand(telegram) as channel:
            channel.trouble = [StoreUnavailableError("killed before it could confirm")]
            await telegram.fault(FaultKind.LOSE, "getUpdates")
            channel.listen()
            keys.add((await only(channel)).key)
    assert len(keys) == 1


async def test_a_server_that_counts_anew_is_heard(channel: ByHand, wang: int) -> None:
    for number in range(30):
        await channel.telegram.say(wang, f"第{number}条")
    await channel.hear(30)
    await channel.telegram.wait_idle()
    await channel.telegram.reset()
    zhao = await channel.telegram.add_person("赵敏", started=True)
    await channel.telegram.say(zhao, "我到岗了")

    assert (await channel.hear(31))[-1].text == "我到岗了"
    await channel.telegram.wait_idle()


async def test_a_server_that_is_away_is_waited_for(channel: ByHand, wang: int) -> None:
    await channel.telegram.down()
    await channel.telegram.say(wang, "我到岗了")
    await channel.telegram.up()
    assert (await only(channel)).text == "我到岗了"


@pytest.mark.parametrize("kind", [FaultKind.ERROR, FaultKind.GARBLE, FaultKind.TOO_MANY, FaultKind.DROP])
async def test_a_poll_that_fails_is_made_again(channel: ByHand, wang: int, kind: FaultKind) -> None:
    await channel.telegram.fault(kind, "getUpdates", times=2)
    await channel.telegram.say(wang, "我到岗了")
    assert (await only(channel)).text == "我到岗了"
    await channel.telegram.say(wang, "谁值班")
    await channel.hear(2)
    assert [text.key for text in channel.told].count("run.telegram-away") == 1


async def test_a_second_bot_with_the_same_token_is_told_of(channel: ByHand) -> None:
    async with by_hand(channel.telegram) as second:
        second.listen()
        await channel.telegram.wait_call("getUpdates", count=4, seconds=10)
    assert "run.telegram-twice" in [text.key for text in (*channel.told, *second.told)]


@pytest.mark.parametrize("token", ["987654321:AAF-a-wrong-one", "no-token-at-all", "1:"])
async def test_a_wrong_token_is_said_once_in_one_sentence(telegram: TelegramControl, token: str) -> None:
    async with by_hand(telegram, token=token) as channel:
        channel.listen()
        await channel.channel.ready()
        await telegram.wait_call("getMe")
    assert [text.key for text in channel.told] == ["run.telegram-bad-token"]


# --- webhook -------------------------------------------------------------------------------------------------------


async def test_a_webhook_is_registered_with_a_secret(telegram: TelegramControl) -> None:
    async with by_hand(telegram, webhook_url=NOWHERE, secret="a-secret") as channel:
        channel.listen()
        call = await telegram.wait_call("setWebhook")
    assert call.args is not None
    assert (call.args["url"], call.args["secret_token"]) == (NOWHERE, "a-secret")
    assert json.loads(str(call.args["allowed_updates"])) == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]


async def test_a_webhook_without_a_secret_is_given_one(telegram: TelegramControl) -> None:
    async with by_hand(telegram, webhook_url=NOWHERE) as channel:
        channel.listen()
        call = await telegram.wait_call("setWebhook")
        assert call.args is not None
        secret = str(call.args["secret_token"])
        assert len(secret) > 30
        assert await _called(channel, update(1), "") == 401
        assert await _called(channel, update(1), secret) == 200


async def test_a_call_without_the_secret_is_nobodys(telegram: TelegramControl) -> None:
    async with by_hand(telegram, webhook_url=NOWHERE, secret="a-secret") as channel:
        channel.listen()
        await telegram.wait_call("setWebhook")
        for wrong in ("", "another", "a-secret ", "密"):
            assert await _called(channel, update(1), wrong) == 401
        assert channel.inbox == []
        assert await _called(channel, update(1), "a-secret") == 200
        assert (await only(channel)).text == "我到岗了"


async def test_a_call_is_answered_well_only_when_it_is_written_down(telegram: TelegramControl) -> None:
    async with by_hand(telegram, webhook_url=NOWHERE, secret="a-secret") as channel:
        assert await _called(channel, update(1), "a-secret") == 503, "nobody is there yet to write it down"
        channel.listen()
        await telegram.wait_call("setWebhook")
        channel.trouble = [StoreUnavailableError("the disk is full"), RuntimeError("like nothing that was foreseen")]
        assert [await _called(channel, update(1), "a-secret") for _ in range(3)] == [503, 500, 200]
        assert len(channel.inbox) == 1


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[1]", b"\xff", b"[" * 100_000])
async def test_a_call_that_is_no_update_is_turned_away_in_peace(telegram: TelegramControl, body: bytes) -> None:
    async with by_hand(telegram, webhook_url=NOWHERE, secret="a-secret") as channel:
        channel.listen()
        await telegram.wait_call("setWebhook")
        status, _ = await channel.channel.hook(body, {HEADER: "a-secret"})
        assert status in (200, 400)
        assert channel.inbox == []


@pytest.mark.parametrize(
    "odd",
    [
        {"message": {"chat": {"id": {}}, "from": {"id": []}, "date": "x"}},
        {
            "message": {
                "message_id": 1,
                "chat": {"id": 7, "type": "private"},
                "from": {"id": 7},
                "date": 10**30,
                "text": 1,
            }
        },
        {"callback_query": {"id": 1, "from": {"id": 7}, "message": {"chat": {"id": 7}}, "data": 5}},
        {"message": {"photo": [{}], "chat": {"id": 7}, "from": {"id": 7}}},
        {"business_message": {"text": "?"}},
    ],
)
async def test_an_update_like_no_other_is_passed_over(telegram: TelegramControl, odd: dict[str, Any]) -> None:
    async with by_hand(telegram, webhook_url=NOWHERE, secret="a-secret") as channel:
        channel.listen()
        await telegram.wait_call("setWebhook")
        assert await _called(channel, {"update_id": 5, **odd}, "a-secret") == 200
        assert await _called(channel, update(6), "a-secret") == 200
        read = [channel.channel.read(raw) for raw in channel.raws]
        assert [said.text for said in read if said is not None and said.text] in (["我到岗了"], ["1", "我到岗了"])


async def _called(channel: ByHand, body: Mapping[str, Any], secret: str) -> int:
    status, _ = await channel.channel.hook(json.dumps(body).encode(), {HEADER: secret})
    return status


def update(number: int) -> dict[str, Any]:
    """王磊 says that he is there."""
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_795_573_800,
            "chat": {"id": 7, "type": "private", "first_name": "王磊"},
            "from": {"id": 7, "is_bot": False, "first_name": "王磊"},
            "text": "我到岗了",
        },
    }
