"""The Bot API server of the tests: files come back byte for byte, with their names."""

from __future__ import annotations

import pytest

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.samples import png
from tests.telegram_server.wire import Json, items, mapping, words

pytest_plugins = ["tests.telegram_server.fixtures"]

REPORT = bytes(range(256)) * 700
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
async def sun(telegram: TelegramControl) -> int:
    """孙丽, who has begun her chat with the bot."""
    return await telegram.add_person("孙丽", started=True)


async def test_a_document_reaches_its_reader_as_it_was(telegram: TelegramControl, sun: int, bot_api: BareBot) -> None:
    sent = await bot_api.message(
        "sendDocument", {"document": ("突发〔2026〕3号 快报.docx", REPORT, WORD)}, chat_id=sun, caption="*请阅*"
    )
    shown = mapping(sent["document"])
    assert (shown["file_name"], shown["mime_type"], shown["file_size"]) == (
        "突发〔2026〕3号 快报.docx",
        WORD,
        len(REPORT),
    )
    (file,) = (await telegram.last(sun)).files
    assert (file.name, file.size) == ("突发〔2026〕3号 快报.docx", len(REPORT))
    assert await telegram.download(file.id) == REPORT


async def test_a_file_of_a_person_reaches_the_bot_as_it_was(
    telegram: TelegramControl, sun: int, bot_api: BareBot
) -> None:
    await telegram.send_file(sun, "会议纪要.docx", REPORT, caption="请分送", mime=WORD)
    (update,) = await bot_api.updates()
    said = mapping(update["message"])
    assert said["caption"] == "请分送"
    document = mapping(said["document"])
    located = mapping(await bot_api.call("getFile", file_id=document["file_id"]))
    assert located["file_unique_id"] == document["file_unique_id"]
    response = await bot_api.files.get(words(located["file_path"]))
    assert response.content == REPORT
    assert words(located["file_path"]).endswith(".docx")


async def test_a_file_can_be_sent_again_by_its_id(telegram: TelegramControl, sun: int, bot_api: BareBot) -> None:
    first = await bot_api.message("sendDocument", {"document": ("值班表.xlsx", REPORT, "")}, chat_id=sun)
    id = mapping(first["document"])["file_id"]
    again = await bot_api.message("sendDocument", chat_id=sun, document=id)
    assert again["document"] == first["document"]
    assert await bot_api.refusal("sendPhoto", chat_id=sun, photo=id) == (
        "Bad Request: can't use file of type Document as Photo"
    )


async def test_a_photo_comes_in_its_sizes(telegram: TelegramControl, sun: int, bot_api: BareBot) -> None:
    picture = png(640, 480)
    sent = await bot_api.message("sendPhoto", {"photo": ("水位.png", picture, "image/png")}, chat_id=sun)
    sizes = [mapping(size) for size in items(sent["photo"])]
    assert [(size["width"], size["height"]) for size in sizes] == [(90, 67), (320, 240), (640, 480)]
    located = mapping(await bot_api.call("getFile", file_id=sizes[-1]["file_id"]))
    assert (await bot_api.files.get(words(located["file_path"]))).content == picture
    again = await bot_api.message("sendPhoto", chat_id=sun, photo=sizes[-1]["file_id"])
    assert again["photo"] == sent["photo"]


async def test_an_album_belongs_together(telegram: TelegramControl, sun: int, bot_api: BareBot) -> None:
    media: Json = [
        {"type": "document", "media": "attach://one", "caption": "快报"},
        {"type": "document", "media": "attach://two"},
    ]
    files = {"one": ("快报.docx", b"1", ""), "two": ("附件.pdf", b"2", "application/pdf")}
    sent = [
        mapping(message) for message in items(await bot_api.call("sendMediaGroup", files, chat_id=sun, media=media))
    ]
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [mapping(message["document"])["file_name"] for message in sent] == ["快报.docx", "附件.pdf"]
    assert sent[0]["caption"] == "快报"


@pytest.mark.parametrize(
    ("media", "refused"),
    [
        ([], "Bad Request: there are no messages to send"),
        ([{"type": "document", "media": "x"}] * 11, "Bad Request: too many messages to send as an album"),
        (
            [{"type": "animation", "media": "x"}, {"type": "document", "media": "x"}],
            "Bad Request: can't use the media of the specified type in the album",
        ),
    ],
)
async def test_not_everything_makes_an_album(sun: int, bot_api: BareBot, media: Json, refused: str) -> None:
    assert await bot_api.refusal("sendMediaGroup", chat_id=sun, media=media) == refused


@pytest.mark.parametrize(
    ("method", "part", "data", "refused"),
    [
        ("sendDocument", "document", b"", "Bad Request: file must be non-empty"),
        ("sendPhoto", "photo", b"no picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendPhoto", "photo", png(2100, 10), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", "document", b"x", "Bad Request: there is no photo in the request"),
    ],
)
async def test_a_bad_file_is_refused(
    sun: int, bot_api: BareBot, method: str, part: str, data: bytes, refused: str
) -> None:
    assert await bot_api.refusal(method, {part: ("图.png", data, "")}, chat_id=sun) == refused


async def test_an_unknown_file_is_refused(sun: int, bot_api: BareBot) -> None:
    assert await bot_api.refusal("getFile", file_id="BQAC") == "Bad Request: invalid file_id"
    assert await bot_api.refusal("sendDocument", chat_id=sun, document="BQAC") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert (await bot_api.files.get("documents/file_9.docx")).status_code == 404


async def test_a_caption_may_not_be_too_long(sun: int, bot_api: BareBot) -> None:
    files = {"document": ("快报.docx", b"x", "")}
    refused = await bot_api.refusal("sendDocument", files, chat_id=sun, caption="值" * 1025)
    assert refused == "Bad Request: message caption is too long"
    sent = await bot_api.message("sendDocument", files, chat_id=sun, caption="值" * 1024)
    assert len(words(sent["caption"])) == 1024


async def test_a_body_over_50_megabytes_is_not_taken(sun: int, bot_api: BareBot) -> None:
    files = {"document": ("大.bin", bytes(50 * 1024 * 1024), "")}
    assert await bot_api.refusal("sendDocument", files, chat_id=sun) == "Request Entity Too Large"
