"""sendMessage, sendDocument, sendPhoto and sendMediaGroup."""

from __future__ import annotations

from typing import Final

from tests.telegram_server import messages
from tests.telegram_server.api.access import Access, Place, place, reach, with_people
from tests.telegram_server.entities import Formatted
from tests.telegram_server.refusals import (
    ACTION_WRONG,
    ALBUM_EMPTY,
    ALBUM_LONG,
    ALBUM_MIXED,
    FILE_WRONG,
    URL_UNREACHABLE,
    Refusal,
    bad,
)
from tests.telegram_server.state import FileKind, Message, StoredFile
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.texts import caption, message_text
from tests.telegram_server.wire import Answer, Call, Json, Object, Upload, items, mapping, words

ALBUM_LIMIT: Final = 10
ATTACHED: Final = "attach://"
ACTIONS: Final = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
ACTIONS_KEPT: Final = 1000


def send_message(telegram: Telegram, call: Call) -> Answer:
    """A text."""
    text = message_text(call)
    if isinstance(text, Refusal):
        return text
    preview = link_preview(call)
    if isinstance(preview, Refusal):
        return preview
    where = place(telegram, call)
    if isinstance(where, Refusal):
        return where
    sent = compose(telegram, where, with_people(telegram, text))
    sent.link_preview = preview
    return messages.message(telegram.world.add_message(where.chat, sent))


def compose(telegram: Telegram, where: Place, text: Formatted | None) -> Message:
    """A message of the bot that is not in its chat yet."""
    return Message(
        id=where.chat.last_id + 1,
        chat=where.chat,
        date=telegram.world.unix_time(),
        sender=telegram.world.bot,
        text=text,
        markup=where.markup,
        reply_to=where.reply_to,
        thread=where.thread,
        silent=where.silent,
    )


def link_preview(call: Call) -> Object | Refusal | None:
    """The link preview options of a call that say something."""
    tree = call.tree("link_preview_options")
    if isinstance(tree, Refusal):
        return tree
    if tree is None:
        return {"is_disabled": True} if call.flag("disable_web_page_preview") else None
    return {name: value for name, value in mapping(tree).items() if value} or None


def send_document(telegram: Telegram, call: Call) -> Answer:
    """A file as it is."""
    return _send_file(telegram, call, FileKind.DOCUMENT, "document")


def send_photo(telegram: Telegram, call: Call) -> Answer:
    """A picture to look at."""
    return _send_file(telegram, call, FileKind.PHOTO, "photo")


def _send_file(telegram: Telegram, call: Call, kind: FileKind, name: str) -> Answer:
    said = caption(call)
    if isinstance(said, Refusal):
        return said
    reference = call.text(name) or ATTACHED + name
    if not call.text(name) and name not in call.files:
        return bad(f"there is no {name} in the request")
    where = reach(telegram, call, Access.WRITE)
    if isinstance(where, Refusal):
        return where
    sizes = taken(telegram, call, kind, reference)
    if isinstance(sizes, Refusal):
        return sizes
    spot = place(telegram, call)
    if isinstance(spot, Refusal):
        return spot
    sent = filled(compose(telegram, spot, with_people(telegram, said)), kind, sizes)
    return messages.message(telegram.world.add_message(spot.chat, sent))


def filled(message: Message, kind: FileKind, sizes: tuple[StoredFile, ...]) -> Message:
    """The message with its file."""
    if kind is FileKind.PHOTO:
        message.photo = sizes
    else:
        message.document = sizes[0]
    return message


def taken(telegram: Telegram, call: Call, kind: FileKind, reference: str) -> tuple[StoredFile, ...] | Refusal:
    """The file that a call brings or names: `attach://<part>` or a file_id. A document is one, a photo its sizes."""
    if reference.startswith(ATTACHED):
        upload = call.files.get(reference.removeprefix(ATTACHED))
        return stored(telegram, kind, upload) if upload else FILE_WRONG
    if reference.startswith(("http://", "https://")):
        return URL_UNREACHABLE  # nothing is fetched from anywhere
    known = telegram.world.files.get(reference)
    if known is None:
        return FILE_WRONG
    if known.kind is not kind:
        return bad(f"can't use file of type {known.kind} as {kind}")
    return telegram.world.files.sizes_of(known) if kind is FileKind.PHOTO else (known,)


def stored(telegram: Telegram, kind: FileKind, upload: Upload) -> tuple[StoredFile, ...] | Refusal:
    """A new file."""
    files = telegram.world.files
    if kind is FileKind.PHOTO:
        return files.add_photo(upload.name, upload.data)
    file = files.add_document(upload.name, upload.mime, upload.data)
    return file if isinstance(file, Refusal) else (file,)


def send_media_group(telegram: Telegram, call: Call) -> Answer:
    """Two to ten photos, or documents, that belong together."""
    tree = call.tree("media")
    if isinstance(tree, Refusal):
        return tree
    media = items(tree)
    if not media:
        return ALBUM_EMPTY if "media" in call.args else bad('parameter "media" is required')
    if len(media) > ALBUM_LIMIT:
        return ALBUM_LONG
    chat = reach(telegram, call, Access.WRITE)
    if isinstance(chat, Refusal):
        return chat
    parts = _parts(telegram, call, media)
    if isinstance(parts, Refusal):
        return parts
    where = place(telegram, Call(call.method, {**call.args, "reply_markup": None}), len(parts))
    if isinstance(where, Refusal):
        return where
    album, sent = telegram.world.new_album(), []
    for kind, sizes, said in parts:
        message = filled(compose(telegram, where, with_people(telegram, said)), kind, sizes)
        message.album = album
        sent.append(messages.message(telegram.world.add_message(where.chat, message)))
    return sent


def _parts(
    telegram: Telegram, call: Call, media: Json
) -> list[tuple[FileKind, tuple[StoredFile, ...], Formatted | None]] | Refusal:
    parts: list[tuple[FileKind, tuple[StoredFile, ...], Formatted | None]] = []
    for item in items(media):
        kind = {"photo": FileKind.PHOTO, "document": FileKind.DOCUMENT}.get(words(mapping(item).get("type")))
        if kind is None or (parts and kind is not parts[0][0]):
            return ALBUM_MIXED
        said = caption(item)
        if isinstance(said, Refusal):
            return said
        sizes = taken(telegram, call, kind, words(mapping(item).get("media")))
        if isinstance(sizes, Refusal):
            return sizes
        parts.append((kind, sizes, said))
    return parts


def send_chat_action(telegram: Telegram, call: Call) -> Answer:
    """`typing` and the like."""
    action = call.text("action")
    if action not in ACTIONS:
        return ACTION_WRONG
    chat = reach(telegram, call, Access.WRITE)
    if isinstance(chat, Refusal):
        return chat
    telegram.actions.append({"chat": chat.id, "action": action, "at": telegram.world.ticks()})
    del telegram.actions[:-ACTIONS_KEPT]
    return True
