"""The Bot API server of the tests: python-telegram-bot takes every object that it gives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    LinkPreviewOptions,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from tests.telegram_server.client import TOKEN, TelegramControl
from tests.telegram_server.faults import FaultKind
from tests.telegram_server.samples import png

pytest_plugins = ["tests.telegram_server.fixtures"]

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("收到", callback_data="ack", style="success")]])


def request() -> HTTPXRequest:
    return HTTPXRequest(httpx_kwargs={"trust_env": False, "verify": False})


@pytest.fixture
async def bot(telegram: TelegramControl) -> AsyncIterator[Bot]:
    """python-telegram-bot's own bot, pointed at the server."""
    made = Bot(
        TOKEN,
        base_url=telegram.base_url,
        base_file_url=telegram.base_file_url,
        request=request(),
        get_updates_request=request(),
    )
    async with made:
        yield made


@pytest.fixture
async def zhang(telegram: TelegramControl) -> int:
    """张建国, who has begun his chat with the bot."""
    return await telegram.add_person("张建国", username="zhangjianguo", started=True)


async def test_the_library_sends_edits_and_deletes(telegram: TelegramControl, bot: Bot, zhang: int) -> None:
    assert bot.username == "zhishou_duty_bot"
    deadline = MessageEntity(
        MessageEntity.DATE_TIME, 0, 5, unix_time=datetime(2026, 1, 1, tzinfo=UTC), date_time_format="r"
    )
    sent = await bot.send_message(
        zhang,
        "10:00 前报告",
        entities=[deadline],
        reply_markup=KEYBOARD,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
    )
    assert sent.entities[0].type == "date_time"
    assert sent.reply_markup == KEYBOARD
    answer = await bot.send_message(zhang, "补充", reply_parameters=ReplyParameters(sent.message_id))
    assert answer.reply_to_message is not None
    edited = await bot.edit_message_text("已报告", chat_id=zhang, message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("已报告", chat_id=zhang, message_id=sent.message_id)
    assert await bot.set_message_reaction(zhang, sent.message_id, ReactionTypeEmoji("👌"))
    assert await bot.pin_chat_message(zhang, sent.message_id)
    assert (await bot.get_chat(zhang)).pinned_message is not None
    assert await bot.delete_messages(zhang, [sent.message_id, answer.message_id])


async def test_the_library_moves_files(telegram: TelegramControl, bot: Bot, zhang: int) -> None:
    data = bytes(range(256)) * 40
    sent = await bot.send_document(zhang, data, filename="快报.docx", caption="请阅")
    assert sent.document is not None
    assert sent.document.file_name == "快报.docx"
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == data
    photo = await bot.send_photo(zhang, png(640, 480))
    assert [size.width for size in photo.photo] == [90, 320, 640]
    media = [InputMediaDocument(data, filename="附件一.docx"), InputMediaDocument(sent.document.file_id)]
    album = await bot.send_media_group(zhang, media)
    assert [message.document.file_name for message in album if message.document] == ["附件一.docx", "快报.docx"]
    edited = await bot.edit_message_caption(zhang, sent.message_id, caption="请阅示")
    assert not isinstance(edited, bool)
    assert edited.caption == "请阅示"


async def test_the_library_reads_every_update(telegram: TelegramControl, bot: Bot, zhang: int) -> None:
    assert await bot.get_updates(allowed_updates=Update.ALL_TYPES) == ()
    forum = await telegram.add_group("应急群", [zhang], forum=True)
    topic = await telegram.add_topic(forum, "防汛")
    await telegram.say(zhang, "水位上涨", chat=forum, thread=topic)
    duty = await telegram.add_group("值班群", [zhang], bot_leads=True)
    sent = await bot.send_message(duty, "请签收", reply_markup=KEYBOARD)
    await telegram.react(zhang, sent.message_id, "👍", chat=duty)
    said = await telegram.say(zhang, "/duty 到岗", chat=duty)
    await telegram.edit(zhang, said, "/duty 离岗", chat=duty)
    await telegram.send_file(zhang, "水位.png", png(400, 300), as_photo=True, chat=duty)
    await telegram.send_file(zhang, "纪要.docx", b"PK", chat=duty)
    await telegram.press(zhang, "收到", chat=duty)
    wang = await telegram.add_person("王磊")
    await telegram.join(duty, wang)
    await telegram.leave(duty, wang)
    await telegram.block(zhang)
    await telegram.upgrade(duty)
    updates = await bot.get_updates()
    kinds = {kind for update in updates for kind in update.to_dict()} - {"update_id"}
    changes = {"my_chat_member", "chat_member", "message_reaction"}
    assert kinds == {"message", "edited_message", "callback_query", *changes}
    assert [update.message.migrate_to_chat_id for update in updates if update.message][-2] is not None
    pressed = next(update.callback_query for update in updates if update.callback_query)
    assert await pressed.answer("已签收")


async def test_the_library_asks_about_groups(telegram: TelegramControl, bot: Bot, zhang: int) -> None:
    duty = await telegram.add_group("值班群", [zhang], supergroup=True, bot_leads=True)
    assert (await bot.get_chat(duty)).permissions is not None
    assert (await bot.get_chat_member(duty, zhang)).status == "creator"
    assert [member.status for member in await bot.get_chat_administrators(duty)] == ["creator", "administrator"]
    assert await bot.get_chat_member_count(duty) == 2
    await bot.set_my_commands([BotCommand("duty", "值班")], scope=BotCommandScopeChat(duty))
    assert await bot.get_my_commands(scope=BotCommandScopeChat(duty)) == (BotCommand("duty", "值班"),)
    assert (await bot.get_webhook_info()).pending_update_count == 3
    assert await bot.leave_chat(duty)


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # RetryAfter warns by itself
async def test_the_library_understands_every_refusal(telegram: TelegramControl, bot: Bot, zhang: int) -> None:
    duty = await telegram.add_group("值班群", [zhang], announce=False)
    new = await telegram.upgrade(duty)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(duty, "在岗")
    assert migrated.value.new_chat_id == new
    await telegram.fault(FaultKind.TOO_MANY, "sendMessage", retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 3 seconds"):
        await bot.send_message(zhang, "在岗")
    for kind in (FaultKind.DROP, FaultKind.LOSE, FaultKind.ERROR):
        await telegram.fault(kind, "sendMessage")
        with pytest.raises(NetworkError):
            await bot.send_message(zhang, "在岗")
    await telegram.block(zhang)
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(zhang, "在岗")
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()


async def test_an_application_runs_against_the_server(telegram: TelegramControl, zhang: int) -> None:
    async def repeat(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text(f"收到：{update.effective_message.text}", reply_markup=KEYBOARD)

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("已签收")
        await update.callback_query.edit_message_reply_markup(None)

    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .request(request())
        .get_updates_request(request())
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, repeat))
    application.add_handler(CallbackQueryHandler(answer))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=2)
        await application.start()
        await telegram.wait_listening()
        await telegram.say(zhang, "到岗")
        assert (await telegram.wait_for(zhang, "收到：到岗")).labels == ["收到"]
        assert (await telegram.tap(zhang, "收到")).text == "已签收"
        assert (await telegram.wait_for(zhang, edited=True)).labels == []
        await application.updater.stop()
        await application.stop()
    assert (await telegram.state()).pending == 0
