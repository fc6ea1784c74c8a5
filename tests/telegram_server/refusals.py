"""What the server refuses, in Telegram's words.

The words are those that bots see today and that clients compare; they are quoted from the public reference and from the
public source of the Bot API server (telegram-bot-api 10.0 and TDLib), so no sentence here is ours to improve.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says no: the HTTP status, what is wrong, and what would help."""

    code: int
    description: str
    parameters: Mapping[str, int] | None = None


def bad(words: str) -> Refusal:
    """A refusal of the call as it stands."""
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    """A refusal that no other call would change."""
    return Refusal(403, f"Forbidden: {words}")


def too_many(seconds: int) -> Refusal:
    """The limits are reached; the wait is in whole seconds, at least one."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(chat: int) -> Refusal:
    """The group has another address now."""
    return Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat})


def missing(what: str) -> Refusal:
    """A message that is not there, such as `message to edit`."""
    return bad(f"{what} not found")


UNAUTHORIZED: Final = Refusal(401, "Unauthorized")
NO_METHOD: Final = Refusal(404, "Not Found: method not found")
NO_PAGE: Final = Refusal(404, "Not Found")

CHAT_EMPTY: Final = bad("chat_id is empty")
CHAT_NOT_FOUND: Final = bad("chat not found")
NOT_STARTED: Final = forbidden("bot can't initiate conversation with a user")
BLOCKED: Final = forbidden("bot was blocked by the user")
DEACTIVATED: Final = forbidden("user is deactivated")
NO_RIGHT_TO_SEND: Final = bad("not enough rights to send text messages to the chat")
NO_RIGHT_TO_PIN: Final = bad("not enough rights to manage pinned messages in the chat")
THREAD_NOT_FOUND: Final = bad("message thread not found")

TEXT_EMPTY: Final = bad("message text is empty")
TEXT_BLANK: Final = bad("text must be non-empty")
TEXT_LONG: Final = bad("message is too long")
TEXT_LONG_IN_EDIT: Final = bad("MESSAGE_TOO_LONG")
CAPTION_LONG: Final = bad("message caption is too long")
MODE_UNKNOWN: Final = bad("unsupported parse_mode")

MARKUP_UNREADABLE: Final = bad("can't parse reply keyboard markup JSON object")
MARKUP_NO_OBJECT: Final = bad("object expected as reply markup")
MARKUP_NO_ROWS: Final = bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
MARKUP_LONG: Final = bad("reply markup is too long")
BUTTON_TEXT_EMPTY: Final = bad("inline keyboard button text must be non-empty")
BUTTON_DATA_INVALID: Final = bad("BUTTON_DATA_INVALID")

NOT_MODIFIED: Final = bad(
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
NOT_EDITABLE: Final = bad("message can't be edited")
NO_TEXT_TO_EDIT: Final = bad("there is no text in the message to edit")
NO_CAPTION_TO_EDIT: Final = bad("there is no caption in the message to edit")
NO_MESSAGE_ID: Final = bad("message identifier is not specified")
NO_MESSAGE_IDS: Final = bad("message identifiers are not specified")
NO_CHAT_ID: Final = bad("chat identifier is not specified")
TOO_MANY_IDS: Final = bad("too many message identifiers specified")
NOT_DELETABLE: Final = bad("message can't be deleted")
NOT_DELETABLE_FOR_ALL: Final = bad("message can't be deleted for everyone")

FILE_ID_EMPTY: Final = bad("file_id not specified")
FILE_ID_INVALID: Final = bad("invalid file_id")
FILE_WRONG: Final = bad("wrong file identifier/HTTP URL specified")
FILE_EMPTY: Final = bad("file must be non-empty")
FILE_BIG: Final = bad("file is too big")
URL_UNREACHABLE: Final = bad("failed to get HTTP URL content")
PICTURE_UNREADABLE: Final = bad("IMAGE_PROCESS_FAILED")
PICTURE_DIMENSIONS: Final = bad("PHOTO_INVALID_DIMENSIONS")
ALBUM_EMPTY: Final = bad("there are no messages to send")
ALBUM_LONG: Final = bad("too many messages to send as an album")
ALBUM_MIXED: Final = bad("can't use the media of the specified type in the album")

QUERY_OLD: Final = bad("query is too old and response timeout expired or query ID is invalid")
ACTION_WRONG: Final = bad("wrong parameter action in request")
REACTION_INVALID: Final = bad("REACTION_INVALID")
REACTIONS_MANY: Final = bad("REACTIONS_TOO_MANY")
USER_INVALID: Final = bad("invalid user_id specified")
MEMBER_INVALID: Final = bad("PARTICIPANT_ID_INVALID")
NO_ADMINISTRATORS: Final = bad("there are no administrators in the private chat")
NO_LEAVING: Final = bad("chat member status can't be changed in private chats")

POLL_REPLACED: Final = Refusal(
    409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
POLL_ENDED: Final = Refusal(409, "Conflict: terminated by setWebhook request")
WEBHOOK_ACTIVE: Final = Refusal(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
)
WEBHOOK_URL: Final = bad("invalid webhook URL specified")
SECRET_LONG: Final = bad("secret token is too long")
SECRET_INVALID: Final = bad("secret token contains unallowed characters")
DROPPED: Final = Refusal(0, "")  # no answer at all: the connection is closed
