"""The Bot API server of the tests: sending, editing and deleting messages, and every refusal in Telegram's words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.wire import Json, items, mapping, number

pytest_plugins = ["tests.telegram_server.fixtures"]

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def buttons(*labels: str) -> Mapping[str, Json]:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"say:{label}"} for label in labels]]}


@pytest.fixture
async def chen(telegram: TelegramControl) -> int:
    """陈志远, who has begun his chat with the bot."""
    return await telegram.add_person("陈志远", started=True)


async def test_a_message_comes_back_whole(chen: int, bot_api: BareBot) -> None:
    sent = await bot_api.message("sendMessage", chat_id=chen, text="交接班提醒", reply_markup=buttons("收到"))
    assert sent["message_id"] == 1
    assert mapping(sent["from"])["is_bot"] is True
    assert sent["chat"] == {"id": chen, "first_name": "陈志远", "type": "private"}
    assert number(sent["date"]) > 1_700_000_000
    assert sent["text"] == "交接班提醒"
    assert sent["reply_markup"] == {"inline_keyboard": [[{"text": "收到", "callback_data": "say:收到"}]]}


async def test_message_ids_belong_to_their_chat(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    sun = await telegram.add_person("孙丽", started=True)
    await bot_api.message("sendMessage", chat_id=chen, text="一")
    assert (await bot_api.message("sendMessage", chat_id=chen, text="二"))["message_id"] == 2
    assert (await bot_api.message("sendMessage", chat_id=sun, text="三"))["message_id"] == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"text": "在岗"}, "Bad Request: chat_id is empty"),
        ({"chat_id": 4242, "text": "在岗"}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody", "text": "在岗"}, "Bad Request: chat not found"),
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: text must be non-empty"),
        ({"text": "值" * 4097}, "Bad Request: message is too long"),
        ({"text": "<b>" + "值" * 4097 + "</b>", "parse_mode": "HTML"}, "Bad Request: message is too long"),
        ({"text": "在岗", "parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode"),
        (
            {"text": "在岗", "reply_parameters": {"message_id": 77}},
            "Bad Request: message to be replied not found",
        ),
        ({"text": "在岗", "message_thread_id": 5}, "Bad Request: message thread not found"),
    ],
)
async def test_what_cannot_be_sent_is_refused_in_telegrams_words(
    chen: int, bot_api: BareBot, args: Mapping[str, Json], words: str
) -> None:
    given = args if "chat_id" in args or words.endswith("chat_id is empty") else {"chat_id": chen, **args}
    assert await bot_api.refusal("sendMessage", **given) == words


async def test_the_longest_text_is_counted_without_its_marks(chen: int, bot_api: BareBot) -> None:
    text = "<b>" + "值" * 4096 + "</b>"
    assert len(str((await bot_api.message("sendMessage", chat_id=chen, text=text, parse_mode="HTML"))["text"])) == 4096


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "收到", "callback_data": "x" * 65}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "收到", "callback_data": "签" * 22}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"text": "收到"},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": "x"},
            "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ({"text": " ", "callback_data": "x"}, "Bad Request: inline keyboard button text must be non-empty"),
        (
            {"text": "收到", "callback_data": "x", "style": "pink"},
            "Bad Request: can't parse inline keyboard button: invalid button style specified",
        ),
    ],
)
async def test_a_bad_button_is_refused(chen: int, bot_api: BareBot, button: Mapping[str, Json], words: str) -> None:
    keyboard: Json = {"inline_keyboard": [[button]]}
    assert await bot_api.refusal("sendMessage", chat_id=chen, text="请签收", reply_markup=keyboard) == words


async def test_a_button_may_carry_64_bytes_and_a_colour(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    button = {"text": "收到", "callback_data": "x" * 64, "style": "success"}
    keyboard: Json = {"inline_keyboard": [[button]]}
    await bot_api.message("sendMessage", chat_id=chen, text="请签收", reply_markup=keyboard)
    assert (await telegram.last(chen)).buttons[0][0].style == "success"


async def test_a_broken_keyboard_is_refused(chen: int, bot_api: BareBot) -> None:
    words = await bot_api.refusal("sendMessage", chat_id=chen, text="请签收", reply_markup="{oops")
    assert words == "Bad Request: can't parse reply keyboard markup JSON object"


async def test_a_reply_shows_what_it_answers(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    asked = await telegram.say(chen, "今天谁值班")
    sent = await bot_api.message("sendMessage", chat_id=chen, text="王磊", reply_parameters={"message_id": asked})
    assert mapping(sent["reply_to_message"])["text"] == "今天谁值班"
    assert (await telegram.last(chen)).reply_to == asked


async def test_a_reply_to_nothing_may_go_without(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    given: Json = {"message_id": 77, "allow_sending_without_reply": True}
    await bot_api.message("sendMessage", chat_id=chen, text="王磊", reply_parameters=given)
    assert (await telegram.last(chen)).reply_to == 0


async def test_silence_and_previews_are_kept(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    options: Json = {"is_disabled": True}
    sent = await bot_api.message(
        "sendMessage", chat_id=chen, text="https://example.com", disable_notification=True, link_preview_options=options
    )
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert (await telegram.last(chen)).silent


async def test_an_edit_changes_text_and_keyboard(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="请签收", reply_markup=buttons("收到"))
    edited = await bot_api.message("editMessageText", chat_id=chen, message_id=1, text="已签收")
    assert number(edited["edit_date"]) >= number(edited["date"])
    seen = await telegram.last(chen)
    assert (seen.text, seen.labels, seen.earlier) == ("已签收", [], ("请签收",))


async def test_an_edit_that_changes_nothing_is_refused(chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="请签收", reply_markup=buttons("收到"))
    same: Mapping[str, Json] = {"chat_id": chen, "message_id": 1, "reply_markup": buttons("收到")}
    assert await bot_api.refusal("editMessageText", text="请签收", **same) == NOT_MODIFIED
    assert await bot_api.refusal("editMessageReplyMarkup", **same) == NOT_MODIFIED


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup", "editMessageCaption"])
async def test_a_message_that_is_not_there_cannot_be_edited(chen: int, bot_api: BareBot, method: str) -> None:
    words = await bot_api.refusal(method, chat_id=chen, message_id=9, text="已签收")
    assert words == "Bad Request: message to edit not found"


async def test_only_its_own_messages_can_be_edited(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    his = await telegram.say(chen, "到岗")
    words = await bot_api.refusal("editMessageText", chat_id=chen, message_id=his, text="已到岗")
    assert words == "Bad Request: message can't be edited"


async def test_text_and_caption_are_not_mixed_up(chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="请签收")
    words = await bot_api.refusal("editMessageCaption", chat_id=chen, message_id=1, caption="说明")
    assert words == "Bad Request: there is no caption in the message to edit"
    await bot_api.message("sendDocument", {"document": ("值班表.xlsx", b"PK", "")}, chat_id=chen)
    words = await bot_api.refusal("editMessageText", chat_id=chen, message_id=2, text="说明")
    assert words == "Bad Request: there is no text in the message to edit"
    edited = await bot_api.message("editMessageCaption", chat_id=chen, message_id=2, caption="本周值班表")
    assert edited["caption"] == "本周值班表"


async def test_a_keyboard_alone_can_be_changed(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="请签收", reply_markup=buttons("收到"))
    await bot_api.message("editMessageReplyMarkup", chat_id=chen, message_id=1, reply_markup=buttons("办结"))
    assert (await telegram.last(chen)).labels == ["办结"]


async def test_an_edited_text_may_not_grow_too_long(chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="请签收")
    words = await bot_api.refusal("editMessageText", chat_id=chen, message_id=1, text="值" * 4097)
    assert words == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_deleted_message_is_gone(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="发错了")
    assert await bot_api.call("deleteMessage", chat_id=chen, message_id=1) is True
    assert await telegram.read(chen) == []
    words = await bot_api.refusal("deleteMessage", chat_id=chen, message_id=1)
    assert words == "Bad Request: message to delete not found"


async def test_several_messages_go_at_once(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    for text in ("一", "二", "三"):
        await bot_api.message("sendMessage", chat_id=chen, text=text)
    assert await bot_api.call("deleteMessages", chat_id=chen, message_ids=[1, 3, 99]) is True
    assert [message.text for message in await telegram.read(chen)] == ["二"]


async def test_an_old_message_stays(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="前天的")
    await telegram.clock(by=172_900)
    words = await bot_api.refusal("deleteMessage", chat_id=chen, message_id=1)
    assert words == "Bad Request: message can't be deleted for everyone"


async def test_a_pinned_message_is_on_top(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="今日值班表")
    await bot_api.call("pinChatMessage", chat_id=chen, message_id=1)
    assert mapping(mapping(await bot_api.call("getChat", chat_id=chen))["pinned_message"])["text"] == "今日值班表"
    (update,) = await bot_api.updates()
    assert mapping(mapping(update["message"])["pinned_message"])["message_id"] == 1
    assert (await telegram.read(chen))[0].pinned


async def test_a_pressed_button_is_answered_once(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="请签收", reply_markup=buttons("收到"))
    query = await telegram.press(chen, "收到")
    (update,) = await bot_api.updates()
    pressed = mapping(update["callback_query"])
    assert (pressed["id"], pressed["data"]) == (query, "say:收到")
    assert mapping(pressed["message"])["message_id"] == 1
    await bot_api.call("answerCallbackQuery", callback_query_id=query, text="已签收", show_alert=True)
    answer = await telegram.wait_answer(query)
    assert (answer.text, answer.alert, answer.label) == ("已签收", True, "收到")
    words = await bot_api.refusal("answerCallbackQuery", callback_query_id=query)
    assert words == "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_an_answer_that_comes_too_late_is_refused(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    await bot_api.message("sendMessage", chat_id=chen, text="请签收", reply_markup=buttons("收到"))
    query = await telegram.press(chen, "收到")
    await telegram.expire_taps()
    words = await bot_api.refusal("answerCallbackQuery", callback_query_id=query)
    assert words == "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_reaction_is_seen(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    his = await telegram.say(chen, "到岗")
    await bot_api.call("setMessageReaction", chat_id=chen, message_id=his, reaction=[{"type": "emoji", "emoji": "👌"}])
    assert list((await telegram.last(chen)).reactions.values()) == [["👌"]]
    odd: Json = [{"type": "emoji", "emoji": "🧯"}]
    words = await bot_api.refusal("setMessageReaction", chat_id=chen, message_id=his, reaction=odd)
    assert words == "Bad Request: REACTION_INVALID"


async def test_a_chat_action_must_be_one(telegram: TelegramControl, chen: int, bot_api: BareBot) -> None:
    assert await bot_api.call("sendChatAction", chat_id=chen, action="typing") is True
    words = await bot_api.refusal("sendChatAction", chat_id=chen, action="yawning")
    assert words == "Bad Request: wrong parameter action in request"


async def test_commands_are_offered_by_scope_and_language(
    telegram: TelegramControl, chen: int, bot_api: BareBot
) -> None:
    smith = await telegram.add_person("Smith", language="en")
    usual: Json = [{"command": "help", "description": "帮助"}]
    await bot_api.call("setMyCommands", commands=usual)
    english: Json = [{"command": "help", "description": "Help"}]
    await bot_api.call("setMyCommands", commands=english, language_code="en", scope={"type": "all_private_chats"})
    own: Json = [{"command": "duty", "description": "值班"}]
    await bot_api.call("setMyCommands", commands=own, scope={"type": "chat", "chat_id": chen})
    assert await telegram.menu(smith) == {"help": "Help"}
    assert await telegram.menu(chen) == {"duty": "值班"}
    assert items(await bot_api.call("getMyCommands")) == usual
    await bot_api.call("deleteMyCommands", scope={"type": "chat", "chat_id": chen})
    assert await telegram.menu(chen) == {"help": "帮助"}
    words = await bot_api.refusal("setMyCommands", commands=[{"command": "Help", "description": "x"}])
    assert words == "Bad Request: BOT_COMMAND_INVALID"


async def test_descriptions_are_kept_by_language(bot_api: BareBot) -> None:
    await bot_api.call("setMyDescription", description="值班机器人")
    await bot_api.call("setMyShortDescription", short_description="Duty bot", language_code="en")
    assert await bot_api.call("getMyDescription", language_code="en") == {"description": "值班机器人"}
    assert await bot_api.call("getMyShortDescription", language_code="en") == {"short_description": "Duty bot"}
    assert await bot_api.call("getMyShortDescription") == {"short_description": ""}
