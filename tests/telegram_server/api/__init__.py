"""The methods of the Bot API that this server knows, by their names in lower case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from tests.telegram_server.api import chats, editing, polling, profile, sending, taps
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Answer, Call

Method: TypeAlias = Callable[[Telegram, Call], Answer]

WAITING: Final = "getupdates"  # the one method that may wait before it answers

METHODS: Final[Mapping[str, Method]] = {
    "answercallbackquery": taps.answer_callback_query,
    "close": profile.harmless,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "deletemycommands": profile.delete_my_commands,
    "deletewebhook": polling.delete_webhook,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "editmessagetext": editing.edit_message_text,
    "getchat": chats.get_chat,
    "getchatadministrators": chats.get_chat_administrators,
    "getchatmember": chats.get_chat_member,
    "getchatmembercount": chats.get_chat_member_count,
    "getfile": chats.get_file,
    "getme": profile.get_me,
    "getmycommands": profile.get_my_commands,
    "getmydescription": profile.get_my_description,
    "getmyname": profile.get_my_name,
    "getmyshortdescription": profile.get_my_short_description,
    "getwebhookinfo": polling.get_webhook_info,
    "leavechat": chats.leave_chat,
    "logout": profile.harmless,
    "pinchatmessage": editing.pin_chat_message,
    "sendchataction": sending.send_chat_action,
    "senddocument": sending.send_document,
    "sendmediagroup": sending.send_media_group,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "setmessagereaction": taps.set_message_reaction,
    "setmycommands": profile.set_my_commands,
    "setmydescription": profile.set_my_description,
    "setmyname": profile.set_my_name,
    "setmyshortdescription": profile.set_my_short_description,
    "setwebhook": polling.set_webhook,
    "unpinallchatmessages": editing.unpin_all_chat_messages,
    "unpinchatmessage": editing.unpin_chat_message,
}
