"""The Bot API server of the tests: marks in a text become entities, and a slip in them is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.entities import Formatted
from tests.telegram_server.texts import formatted
from tests.telegram_server.wire import Json, mapping

pytest_plugins = ["tests.telegram_server.fixtures"]


def read(text: str, mode: str) -> tuple[str, list[tuple[Json, ...]]]:
    """The text without marks, and of each entity its type, offset and length."""
    parsed = formatted(text, mode)
    assert isinstance(parsed, Formatted), parsed
    return parsed.text, [(entity["type"], entity["offset"], entity["length"]) for entity in parsed.entities]


def slip(text: str, mode: str) -> str:
    parsed = formatted(text, mode)
    assert not isinstance(parsed, Formatted)
    return parsed.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("<b>到岗</b>", "到岗", [("bold", 0, 2)]),
        ("🚒<i>火警</i>", "🚒火警", [("italic", 2, 2)]),
        ("<b>值<u>守</u></b>", "值守", [("bold", 0, 2), ("underline", 1, 1)]),
        ("<s>a</s><tg-spoiler>b</tg-spoiler>", "ab", [("strikethrough", 0, 1), ("spoiler", 1, 1)]),
        ('<span class="tg-spoiler">密</span>', "密", [("spoiler", 0, 1)]),
        ("1 &lt; 2 &amp; &#20540;&#x5b88; &copy;", "1 < 2 & 值守 &copy;", []),
        ('<a href="https://example.com/a?b=1&amp;c=2">表</a>', "表", [("text_link", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<code>/start</code>", "/start", [("code", 0, 6)]),
        ("<blockquote expandable>原文</blockquote>", "原文", [("expandable_blockquote", 0, 2)]),
        ('<tg-time unix="1767225600" format="r">马上</tg-time>', "马上", [("date_time", 0, 2)]),
        ("  <b>到岗</b> \n", "到岗", [("bold", 0, 2)]),
        ("<b></b>到岗", "到岗", []),
    ],
)
def test_html_marks_become_entities(text: str, plain: str, entities: Sequence[tuple[Json, ...]]) -> None:
    assert read(text, "HTML") == (plain, list(entities))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<blink>到岗</blink>", 'Unsupported start tag "blink" at byte offset 0'),
        ("到岗<b>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("到岗</b>", "Unexpected end tag at byte offset 6"),
        ("<b>到岗</i>", 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>到岗</b", "Unclosed end tag at byte offset 9"),
        ("<span>到岗</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_a_slip_in_html_is_named(text: str, words: str) -> None:
    assert slip(text, "HTML") == words


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("*到岗* _在岗_ __离岗__", "到岗 在岗 离岗", [("bold", 0, 2), ("italic", 3, 2), ("underline", 6, 2)]),
        ("~旧~ ||密|| `码`", "旧 密 码", [("strikethrough", 0, 1), ("spoiler", 2, 1), ("code", 4, 1)]),
        ("🚒*火警*", "🚒火警", [("bold", 2, 2)]),
        ("*值_守_*", "值守", [("bold", 0, 2), ("italic", 1, 1)]),
        (r"1\.5 \- 2\!", "1.5 - 2!", []),
        ("[表](https://example.com/a\\)b)", "表", [("text_link", 0, 1)]),
        ("```python\nx = 1```", "x = 1", [("pre", 0, 5)]),
        (">原文\n>第二行\n答复", "原文\n第二行\n答复", [("blockquote", 0, 7)]),
        (">原文\n>全文||\n答复", "原文\n全文\n答复", [("expandable_blockquote", 0, 6)]),
        ("![马上](tg://time?unix=1767225600&format=r)", "马上", [("date_time", 0, 2)]),
    ],
)
def test_markdown_marks_become_entities(text: str, plain: str, entities: Sequence[tuple[Json, ...]]) -> None:
    assert read(text, "MarkdownV2") == (plain, list(entities))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("突发3号.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("第1项-第2项", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("*到岗", "Can't find end of Bold entity at byte offset 0"),
        ("值班_到岗", "Can't find end of Italic entity at byte offset 6"),
        ("[表](https://example.com", "Can't find end of a URL at byte offset 6"),
        ("![马上](https://example.com)", "Invalid tg://emoji or tg://time URL specified"),
    ],
)
def test_a_slip_in_markdown_is_named(text: str, words: str) -> None:
    assert slip(text, "MarkdownV2") == words


def test_the_older_markdown_still_works() -> None:
    assert read("*到岗* [表](https://example.com/)", "Markdown") == ("到岗 表", [("bold", 0, 2), ("text_link", 3, 1)])
    assert slip("值班_到岗", "Markdown") == "Can't find end of the entity starting at byte offset 6"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start", [("bot_command", 0, 6)]),
        ("请发 /report@zhishou_duty_bot 。", [("bot_command", 3, 24)]),
        ("a/b 和 //", []),
        ("/签到", []),
        ("@wanglei 请答复", [("mention", 0, 8)]),
        ("邮箱 duty@example.gov.cn", [("email", 3, 19)]),
        ("#防汛 #2026", [("hashtag", 0, 3)]),
        ("见 https://example.com/a，谢谢", [("url", 2, 21)]),
        ("example.com", [("url", 0, 11)]),
    ],
)
def test_commands_mentions_and_addresses_are_found(text: str, found: Sequence[tuple[Json, ...]]) -> None:
    assert read(text, "")[1] == list(found)


async def test_a_deadline_goes_out_and_comes_back(telegram: TelegramControl, bot_api: BareBot) -> None:
    li = await telegram.add_person("李晓东", started=True)
    deadline: Mapping[str, Json] = {
        "type": "date_time",
        "offset": 3,
        "length": 5,
        "unix_time": 1_767_225_600,
        "date_time_format": "tDw",
    }
    sent = await bot_api.message("sendMessage", chat_id=li, text="请在 10:00 前报告", entities=[deadline])
    assert sent["entities"] == [{**deadline, "date_time_format": "wDt"}]
    (seen,) = (await telegram.last(li)).entities
    assert (seen.text, seen.unix_time, seen.date_time_format) == ("10:00", 1_767_225_600, "wDt")


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "date_time", "unix_time": 1, "date_time_format": "x"}, "Invalid date-time format specified"),
        ({"type": "date_time", "unix_time": 0}, "Invalid date specified"),
        ({"type": "loud"}, "Unsupported type specified"),
        ({"type": "text_link"}, 'Can\'t find field "url"'),
    ],
)
async def test_a_wrong_entity_is_refused(
    telegram: TelegramControl, bot_api: BareBot, entity: Mapping[str, Json], words: str
) -> None:
    li = await telegram.add_person("李晓东", started=True)
    given: Json = [{"offset": 0, "length": 2, **entity}]
    refused = await bot_api.refusal("sendMessage", chat_id=li, text="到岗", entities=given)
    assert refused == f"Bad Request: can't parse MessageEntity: {words}"


async def test_a_person_mentioned_by_id_is_shown_in_full(telegram: TelegramControl, bot_api: BareBot) -> None:
    li = await telegram.add_person("李晓东", started=True)
    sent = await bot_api.message(
        "sendMessage", chat_id=li, text=f'<a href="tg://user?id={li}">李晓东</a>', parse_mode="HTML"
    )
    entity = mapping(sent["entities"][0]) if isinstance(sent["entities"], list) else {}
    assert entity["type"] == "text_mention"
    assert mapping(entity["user"])["first_name"] == "李晓东"


async def test_a_broken_text_is_refused_over_the_wire(telegram: TelegramControl, bot_api: BareBot) -> None:
    li = await telegram.add_person("李晓东", started=True)
    refused = await bot_api.refusal("sendMessage", chat_id=li, text="<b>到岗", parse_mode="HTML")
    assert refused == "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
