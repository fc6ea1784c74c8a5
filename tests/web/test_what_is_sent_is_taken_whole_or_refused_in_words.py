"""Whatever a form brings is taken whole, or refused in a sentence that says what to do; nothing is taken twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.web.pages import LARGEST, LONGEST
from bot.channels.web.server import application
from bot.ports import Arrival, StoreUnavailableError
from tests.web.opened import opened
from tests.web.visitor import Visitor, anybody, bare, new_key

CHAT = "p:wanglei"
BROKEN = "发送的内容不完整，请刷新页面重试。"


async def test_an_empty_message_is_not_sent(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        for words in ("", "   ", "\n\n"):
            answer = await visitor.says(CHAT, words)
            assert (answer.status_code, answer.text) == (422, "还没有写内容。")


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with space", "键键键键键键键键", "a/../../b-c-d"])
async def test_a_message_needs_a_key_of_its_own(tmp_path: Path, key: str) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        answer = await visitor.post(f"/chat/{CHAT}/say", {"text": "到岗了", "key": key})
        assert (answer.status_code, answer.text) == (400, BROKEN)


@pytest.mark.parametrize("field", ["edits", "reply_to"])
@pytest.mark.parametrize("id", ["x", "o", "o1; drop", "i", "<b>", "o" + "9" * 30])
async def test_a_message_is_named_as_messages_are(tmp_path: Path, field: str, id: str) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        answer = await visitor.says(CHAT, "到岗了", **{field: id})
        assert (answer.status_code, answer.text) == (400, BROKEN)


@pytest.mark.parametrize(
    ("data", "message"), [("", "o1"), ("x" * 65, "o1"), ("字" * 22, "o1"), ("help:::", ""), ("help:::", "?")]
)
async def test_a_press_names_its_button_and_its_message(tmp_path: Path, data: str, message: str) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        answer = await visitor.taps(CHAT, data, message)
        assert (answer.status_code, answer.text) == (400, BROKEN)


async def test_a_button_that_was_never_there_does_nothing(tmp_path: Path) -> None:
    async with (
        opened(tmp_path) as house,
        anybody(house) as visitor,
        visitor.listening(f"?chat={CHAT}") as told,
    ):
        for data in ("nonsense", "nonsense:::", "issue:99999::", "this:::", "sign:x:y:z"):
            assert (await visitor.taps(CHAT, data, "o1")).status_code == 204
            assert (await told.until("toast")).data


async def test_the_same_message_sent_twice_counts_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        key = new_key()
        first = await visitor.says(CHAT, "今晚谁值班", key=key)
        again = await visitor.says(CHAT, "今晚谁值班", key=key)
        assert (first.status_code, again.status_code) == (200, 200)
        await house.app.reception.quiet()
        page = await visitor.piece(f"/chat/{CHAT}")
        assert page.count("今晚谁值班</p>") == 1


async def test_a_message_may_be_long_and_not_endless(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        long = "情况说明。" * (LONGEST // 5)
        fine = await visitor.says(CHAT, long)
        assert fine.status_code == 200
        assert "long" in fine.text.split('class="msg')[1].split('"')[0]
        assert long in await visitor.piece(f"/chat/{CHAT}")
        refused = await visitor.says(CHAT, long + "多")
        assert (refused.status_code, refused.text) == (413, f"太长了，一条消息请不要超过{LONGEST}字，可以分几条发。")


async def test_a_file_may_be_large_and_not_too_large(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        assert (await visitor.sends(CHAT, "大.xlsx", b"x" * LARGEST)).status_code == 200
        for size in (LARGEST + 1, LARGEST * 2, LARGEST * 5):
            refused = await visitor.sends(CHAT, "太大.xlsx", b"x" * size)
            assert (refused.status_code, refused.text) == (413, "文件太大，请不要超过 5 MB。")
        assert "太大.xlsx" not in await visitor.piece(f"/chat/{CHAT}")


async def test_a_form_that_does_not_say_how_long_it_is_is_not_read(tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1_000_000

    async with opened(tmp_path) as house, anybody(house) as visitor:
        try:
            answer = await visitor.client.post("/clock", content=endless(), headers={"x-token": visitor.token})
            assert answer.status_code == 413
        except httpx.NetworkError:
            pass  # the server has stopped listening to it
        assert (await visitor.get("/healthz")).text == "ok"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("值班表.xlsx", "值班表.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\clerk\\表.xlsx", "表.xlsx"),
        ("cod\u202excod.exe", "codxcod.exe"),
        ("a\u0000b\n.xlsx", "ab.xlsx"),
        ("\u200b", "file"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
async def test_a_file_keeps_a_name_that_can_do_no_harm(tmp_path: Path, given: str, kept: str) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        head = f'--cut\r\nContent-Disposition: form-data; name="key"\r\n\r\n{new_key()}\r\n--cut\r\n'
        escaped = given.replace("\n", "%0A").replace("\u0000", "%00").replace("\\", "\\\\")
        file = f'Content-Disposition: form-data; name="file"; filename="{escaped}"\r\n\r\nbytes\r\n--cut--\r\n'
        answer = await visitor.client.post(
            f"/chat/{CHAT}/say",
            content=(head + file).encode(),
            headers={"x-token": visitor.token, "Content-Type": "multipart/form-data; boundary=cut"},
        )
        assert answer.status_code == 200
        if "%0" in escaped:
            kept = "a%00b%0A.xlsx"  # browsers write such characters so, and so they stay
        assert f"<bdi>{kept}</bdi>" in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--cut",
        b"--cut\r\nContent-Disposition: form-data\r\n\r\nx\r\n--cut--",
        b"--cut\r\n" + b'Content-Disposition: form-data; name="a"\r\n\r\nx\r\n--cut\r\n' * 60 + b"--cut--",
    ],
)
async def test_a_broken_form_is_called_broken(tmp_path: Path, body: bytes) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        answer = await visitor.client.post(
            f"/chat/{CHAT}/say",
            content=body,
            headers={"x-token": visitor.token, "Content-Type": "multipart/form-data; boundary=cut"},
        )
        assert (answer.status_code, answer.text) == (400, BROKEN)


async def test_a_full_disk_is_confessed_and_nothing_is_taken(tmp_path: Path) -> None:
    async def full(arrivals: object) -> None:
        raise StoreUnavailableError

    async with opened(tmp_path) as house:
        pages = application(await house.web.house(full))
        transport = httpx.ASGITransport(app=pages)
        async with httpx.AsyncClient(transport=transport, base_url=house.url) as client:
            visitor = Visitor(client)
            await visitor.home()
            for answer in (await visitor.says(CHAT, "到岗了"), await visitor.taps(CHAT, "help:::", "o1")):
                assert answer.status_code == 507
                assert answer.text.startswith("现在无法受理")
            assert "到岗了</p>" not in await visitor.piece(f"/chat/{CHAT}")


async def test_what_was_accepted_is_in_the_inbox_before_the_page_hears_so(tmp_path: Path) -> None:
    taken = list[Arrival]()
    released = asyncio.Event()

    async def slow(arrivals: list[Arrival]) -> None:
        await released.wait()
        taken.extend(arrivals)

    async with opened(tmp_path) as house:
        pages = application(await house.web.house(slow))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=pages), base_url=house.url) as client:
            visitor = Visitor(client)
            await visitor.home()
            saying = asyncio.ensure_future(visitor.says(CHAT, "到岗了"))
            await visitor.get("/healthz")
            assert not saying.done()
            released.set()
            assert (await saying).status_code == 204
            assert [arrival.raw["text"] for arrival in taken] == ["到岗了"]


async def test_lines_stay_lines(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        answer = await visitor.says(CHAT, "第一行\r\n\r\n第三行")
        assert answer.text.count('<p dir="auto">') == 3
        assert "第一行" in bare(answer.text)
