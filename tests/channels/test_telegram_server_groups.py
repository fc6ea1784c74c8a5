"""The Bot API server of the tests: who may hear whom, and what becomes of groups and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import Refused, TelegramControl
from tests.telegram_server.wire import Json, items, mapping, number, words

pytest_plugins = ["tests.telegram_server.fixtures"]


def texts(updates: Sequence[Mapping[str, Json]]) -> list[str]:
    return [words(mapping(update.get("message")).get("text")) for update in updates]


async def test_the_bot_cannot_write_first(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明")
    refused = await bot_api.refusal("sendMessage", chat_id=zhou, text="您好")
    assert refused == "Forbidden: bot can't initiate conversation with a user"
    await telegram.press_start(zhou, "bind-31")
    (update,) = await bot_api.updates()
    said = mapping(update["message"])
    assert said["text"] == "/start bind-31"
    assert said["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    await bot_api.message("sendMessage", chat_id=zhou, text="您好")


async def test_a_bot_that_is_blocked_hears_of_it_and_cannot_write(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明", started=True)
    await telegram.block(zhou)
    assert await bot_api.refusal("sendMessage", chat_id=zhou, text="您好") == "Forbidden: bot was blocked by the user"
    (update,) = await bot_api.news()
    change = mapping(update["my_chat_member"])
    assert mapping(change["old_chat_member"])["status"] == "member"
    assert mapping(change["new_chat_member"]) == {
        "user": mapping(change["new_chat_member"])["user"],
        "status": "kicked",
        "until_date": 0,
    }
    with pytest.raises(Refused, match="bot_is_blocked"):
        await telegram.say(zhou, "你好")
    await telegram.unblock(zhou)
    await bot_api.message("sendMessage", chat_id=zhou, text="您好")


async def test_a_deleted_account_cannot_be_written_to(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明", started=True)
    await telegram.deactivate(zhou)
    assert await bot_api.refusal("sendMessage", chat_id=zhou, text="您好") == "Forbidden: user is deactivated"


@pytest.mark.parametrize(("supergroup", "name"), [(False, "group"), (True, "supergroup")])
async def test_a_bot_that_was_put_out_cannot_write(
    telegram: TelegramControl, bot_api: BareBot, supergroup: bool, name: str
) -> None:
    zhou = await telegram.add_person("周明")
    duty = await telegram.add_group("值班群", [zhou], supergroup=supergroup)
    await bot_api.news()
    await telegram.leave(duty)
    refused = await bot_api.refusal("sendMessage", chat_id=duty, text="在岗")
    assert refused == f"Forbidden: bot was kicked from the {name} chat"
    change = mapping((await bot_api.updates())[0]["my_chat_member"])
    assert mapping(change["new_chat_member"])["status"] == "kicked"


async def test_a_bot_that_left_is_no_member(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明")
    duty = await telegram.add_group("值班群", [zhou])
    assert await bot_api.call("leaveChat", chat_id=duty) is True
    refused = await bot_api.refusal("sendMessage", chat_id=duty, text="在岗")
    assert refused == "Forbidden: bot is not a member of the group chat"


async def test_a_bot_is_told_that_it_was_added(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明")
    duty = await telegram.add_group("值班群", [zhou])
    change, created = await bot_api.updates()
    assert mapping(mapping(change["my_chat_member"])["new_chat_member"])["status"] == "member"
    assert mapping(created["message"])["group_chat_created"] is True
    assert mapping(mapping(created["message"])["chat"])["id"] == duty


async def test_an_upgraded_group_has_another_address(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明")
    old = await telegram.add_group("值班群", [zhou], announce=False)
    new = await telegram.upgrade(old)
    response = await bot_api.raw("sendMessage", chat_id=old, text="在岗")
    assert response.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    to, back = await bot_api.updates()
    assert mapping(to["message"])["migrate_to_chat_id"] == new
    assert mapping(mapping(to["message"])["chat"])["id"] == old
    assert mapping(back["message"])["migrate_from_chat_id"] == old
    assert mapping(mapping(back["message"])["chat"])["type"] == "supergroup"
    sent = await bot_api.message("sendMessage", chat_id=new, text="在岗")
    assert sent["message_id"] == 2
    with pytest.raises(Refused, match="group_was_upgraded"):
        await telegram.say(zhou, "到岗", chat=old)


async def test_privacy_mode_lets_only_through_what_is_meant_for_the_bot(
    telegram: TelegramControl, bot_api: BareBot
) -> None:
    zhou = await telegram.add_person("周明")
    duty = await telegram.add_group("值班群", [zhou], announce=False)
    await telegram.privacy(on=True)
    assert mapping(await bot_api.call("getMe"))["can_read_all_group_messages"] is False
    sent = await bot_api.message("sendMessage", chat_id=duty, text="请签收")
    for text in (
        "随便聊聊",
        "/duty",
        "/duty@zhishou_duty_bot",
        "/duty@other_duty_bot",
        "问 @Zhishou_Duty_Bot",
        "@other_bot",
    ):
        await telegram.say(zhou, text, chat=duty)
    await telegram.say(zhou, "收到", chat=duty, reply_to=number(sent["message_id"]))
    heard = texts(await bot_api.news())
    assert heard == ["/duty", "/duty@zhishou_duty_bot", "问 @Zhishou_Duty_Bot", "收到"]
    await telegram.promote(duty)
    await telegram.say(zhou, "随便聊聊", chat=duty)
    assert texts(await bot_api.news())[-1] == "随便聊聊"
    await telegram.demote(duty)
    await telegram.privacy(on=False)
    await telegram.say(zhou, "又来了", chat=duty)
    assert texts(await bot_api.news())[-1] == "又来了"


async def test_entities_are_counted_in_utf16(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明")
    await telegram.say(zhou, "🚒 /report 给 @zhishou_duty_bot")
    (update,) = await bot_api.updates()
    assert mapping(update["message"])["entities"] == [
        {"offset": 3, "length": 7, "type": "bot_command"},
        {"offset": 13, "length": 17, "type": "mention"},
    ]


async def test_members_and_administrators_are_told_apart(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明")
    wang = await telegram.add_person("王磊")
    duty = await telegram.add_group("值班群", [zhou, wang], supergroup=True)
    await telegram.promote(duty, wang, rights=["can_delete_messages"])
    assert await bot_api.call("getChatMemberCount", chat_id=duty) == 3
    leading = [mapping(member) for member in items(await bot_api.call("getChatAdministrators", chat_id=duty))]
    assert [member["status"] for member in leading] == ["creator", "administrator"]
    assert (leading[1]["can_delete_messages"], leading[1]["can_pin_messages"]) == (True, False)
    await telegram.leave(duty, wang)
    left = mapping(await bot_api.call("getChatMember", chat_id=duty, user_id=wang))
    assert left["status"] == "left"
    assert await bot_api.refusal("getChatMember", chat_id=duty, user_id=1) == "Bad Request: PARTICIPANT_ID_INVALID"
    refused = await bot_api.refusal("getChatAdministrators", chat_id=zhou)
    assert refused == "Bad Request: there are no administrators in the private chat"


async def test_who_comes_and_goes_is_told(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou, wang = await telegram.add_person("周明"), await telegram.add_person("王磊")
    duty = await telegram.add_group("值班群", [zhou], announce=False)
    await telegram.join(duty, wang)
    await telegram.leave(duty, wang)
    came, went = await bot_api.updates()
    assert mapping(items(mapping(came["message"])["new_chat_members"])[0])["id"] == wang
    assert mapping(mapping(went["message"])["left_chat_member"])["id"] == wang


async def test_deleting_and_pinning_in_a_group_takes_rights(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明")
    duty = await telegram.add_group("值班群", [zhou], supergroup=True)
    his = await telegram.say(zhou, "绝密〔2026〕1号", chat=duty)
    target: Mapping[str, Json] = {"chat_id": duty, "message_id": his}
    assert await bot_api.refusal("deleteMessage", **target) == "Bad Request: message can't be deleted"
    refused = await bot_api.refusal("pinChatMessage", **target)
    assert refused == "Bad Request: not enough rights to manage pinned messages in the chat"
    await telegram.promote(duty)
    assert await bot_api.call("pinChatMessage", **target) is True
    assert await bot_api.call("deleteMessage", **target) is True


async def test_a_silenced_group_takes_only_administrators_words(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou, wang = await telegram.add_person("周明"), await telegram.add_person("王磊")
    duty = await telegram.add_group("值班群", [zhou, wang], supergroup=True)
    await telegram.silence(duty)
    refused = await bot_api.refusal("sendMessage", chat_id=duty, text="在岗")
    assert refused == "Bad Request: not enough rights to send text messages to the chat"
    with pytest.raises(Refused, match="silenced"):
        await telegram.say(wang, "到岗", chat=duty)
    await telegram.promote(duty)
    await bot_api.message("sendMessage", chat_id=duty, text="在岗")


async def test_a_topic_of_a_forum_keeps_its_messages(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou = await telegram.add_person("周明")
    forum = await telegram.add_group("应急群", [zhou], forum=True)
    flood = await telegram.add_topic(forum, "防汛")
    sent = await bot_api.message("sendMessage", chat_id=forum, text="水位", message_thread_id=flood)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (flood, True)
    refused = await bot_api.refusal("sendMessage", chat_id=forum, text="水位", message_thread_id=99)
    assert refused == "Bad Request: message thread not found"


async def test_a_button_in_a_group_can_be_pressed_by_any_member(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhou, wang = await telegram.add_person("周明"), await telegram.add_person("王磊")
    duty = await telegram.add_group("值班群", [zhou, wang], announce=False)
    keyboard: Json = {"inline_keyboard": [[{"text": "我接", "callback_data": "take:7"}]]}
    await bot_api.message("sendMessage", chat_id=duty, text="谁来接报", reply_markup=keyboard)
    await telegram.press(wang, "我接", chat=duty)
    pressed = mapping((await bot_api.updates())[0]["callback_query"])
    assert mapping(pressed["from"])["id"] == wang
    with pytest.raises(Refused, match="no_such_button") as refused:
        await telegram.press(wang, "我不接", chat=duty)
    assert refused.value.about == {"chat": duty, "label": "我不接", "seen": ["我接"]}
    stranger = await telegram.add_person("李晓东")
    with pytest.raises(Refused, match="not_a_member"):
        await telegram.press(stranger, "我接", chat=duty)
