"""In a real office nobody reads or writes in a chat that is not his: by no address, form, file or stream."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.domain.effects import Notify
from bot.domain.obligations import Recipient
from bot.domain.texts import say
from bot.engine.batch import NOBODY
from bot.engine.work import PlanWork
from bot.ports import Plan
from tests.web.opened import Opened, opened, real
from tests.web.visitor import new_key, somebody

PRIVATE = "p:wanglei"
CLOSED = "g:dubanqun"  # 孙丽, 吴涛 and 陈志远 only


async def tell(house: Opened, to: str, words: str, *files: str) -> None:
    """The bot says something to somebody, with files."""
    attached = [await house.app.shelf.put(name, name.encode()) for name in files]
    notify = Notify(to=Recipient(to), text=say("plain", text=words), attachments=tuple(attached))
    await house.app.desk.do(PlanWork(plan=Plan(notifies=(notify,)), origin=NOBODY))


@pytest.mark.parametrize("chat", [PRIVATE, CLOSED, "p:nobody", "g:nothing", "x", "p:", "p:wanglei/../../g:zhibanqun"])
async def test_a_chat_of_others_cannot_be_opened(tmp_path: Path, chat: str) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "高翔") as curious:
        await tell(house, PRIVATE, "只给王磊的话")
        for path in (f"/chat/{chat}", f"/chat/{chat}/older?before=999.999", f"/chat/{chat}/sent/i12345678/0"):
            answer = await curious.get(path)
            assert answer.status_code in (303, 404)
            assert "只给王磊的话" not in answer.text
            piece = await curious.get(path, **{"HX-Request": "true"})
            assert piece.status_code in (403, 404)
            assert "只给王磊的话" not in piece.text


@pytest.mark.parametrize("chat", [PRIVATE, CLOSED, "p:nobody"])
async def test_nothing_can_be_said_or_pressed_in_a_chat_of_others(tmp_path: Path, chat: str) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "高翔") as curious:
        seen = {"key": new_key(), "text": "我是王磊", "data": "check_in:::", "message": "o1"}
        for act in ("say", "tap", "seen"):
            answer = await curious.post(f"/chat/{chat}/{act}", seen)
            assert (answer.status_code, answer.text) == (403, "您不在这个会话里。")


async def test_nobody_speaks_as_somebody_else(tmp_path: Path) -> None:
    async with (
        opened(tmp_path, edit=real) as house,
        somebody(house, "高翔") as joker,
        somebody(house, "王磊") as reader,
    ):
        assert (await joker.says("g:zhibanqun", "我是陈县长", **{"as": "chenzhiyuan"})).status_code == 200
        seen = await reader.piece("/chat/g:zhibanqun")
        assert 'data-by="gaoxiang"' in seen
        assert 'data-by="chenzhiyuan"' not in seen


async def test_nobody_pushes_the_clock_of_a_real_office(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "郑凯") as administrator:
        before = house.app.clock.now()
        answer = await administrator.post("/clock", {"by": "1h"})
        assert (answer.status_code, answer.text) == (403, "只有示例办公室可以拨快时间。")
        assert (house.app.clock.now() - before).total_seconds() < 60
        assert "push-clock" not in await administrator.home()


async def test_the_list_of_a_real_office_has_ones_own_chats_only(tmp_path: Path) -> None:
    async with (
        opened(tmp_path, edit=real) as house,
        somebody(house, "高翔") as member,
        somebody(house, "孙丽") as other,
    ):
        own, hers = await member.piece("/list"), await other.piece("/list")
        assert 'data-chat="p:gaoxiang"' in own
        assert 'data-chat="g:zhibanqun"' in own
        assert 'data-chat="g:dubanqun"' not in own
        assert 'data-chat="p:wanglei"' not in own
        assert 'data-chat="g:dubanqun"' in hers


async def test_a_file_is_for_whoever_may_see_its_message(tmp_path: Path) -> None:
    async with (
        opened(tmp_path, edit=real) as house,
        somebody(house, "王磊") as owner,
        somebody(house, "高翔") as curious,
    ):
        await tell(house, PRIVATE, "附件", "稿.docx")
        page = await owner.piece("/chat/p:wanglei")
        url = page.split('class="file" href="')[1].split('"')[0]
        fine = await owner.get(url)
        assert (fine.status_code, fine.content) == (200, "稿.docx".encode())
        assert fine.headers["content-disposition"].startswith("attachment;")
        assert fine.headers["content-type"] == "application/octet-stream"
        assert (await curious.get(url)).status_code == 404


async def test_a_file_that_was_sent_is_for_the_chat_it_was_sent_to(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "孙丽") as sender:
        sent = await sender.sends(CLOSED, "台账.xlsx", b"PK-and-so-on")
        url = sent.text.split('class="file" href="')[1].split('"')[0]
        assert (await sender.get(url)).content == b"PK-and-so-on"
        async with somebody(house, "吴涛") as member, somebody(house, "高翔") as curious:
            assert (await member.get(url)).content == b"PK-and-so-on"
            assert (await curious.get(url)).status_code == 404
            elsewhere = url.replace(
                "g%3Adubanqun", "g%3Azhibanqun"
            )  # a chat that he may see, a message that is not in it
            assert elsewhere != url
            assert (await curious.get(elsewhere)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/file/1/0/../../../etc/passwd",
        "/file/..%2f..%2fetc%2fpasswd/0",
        "/file/999999999999999999999999/0",
        "/file/1/99999999999999999999",
        "/static/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/htmx/..%2f..%2f__init__.py",
        "/chat/p:gaoxiang/sent/..%2f..%2fzhishou.db/0",
        "/chat/p:gaoxiang/sent/o1/0",
    ],
)
async def test_no_address_leads_out_of_the_house(tmp_path: Path, path: str) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "高翔") as curious:
        assert (await _raw(house, path, curious.client.cookies["zhishou"])).startswith(b"HTTP/1.1 404")


async def test_pushes_reach_only_those_who_may_see(tmp_path: Path) -> None:
    async with (
        opened(tmp_path, edit=real) as house,
        somebody(house, "孙丽") as member,
        somebody(house, "高翔") as other,
        member.listening("?chat=g:dubanqun") as hers,
        other.listening("?chat=g:dubanqun") as his,
    ):
        await tell(house, CLOSED, "督办群内部的话")
        await tell(house, "p:sunli", "只给孙丽")
        await tell(house, "g:zhibanqun", "大家都听")
        assert 'class="words"' in (await hers.until("tell", words="督办群内部的话")).data
        await hers.until("tell", words="只给孙丽")
        await hers.until("tell", words="大家都听")
        first = await his.until("tell")
        assert "大家都听" in first.data


async def test_whoever_leaves_hears_nothing_more_on_a_page_that_is_open(tmp_path: Path) -> None:
    async with (
        opened(tmp_path, edit=real) as house,
        somebody(house, "高翔") as leaving,
        somebody(house, "王磊") as staying,
        leaving.listening("?chat=g:zhibanqun") as his,
        staying.listening("?chat=g:zhibanqun") as hers,
    ):
        await house.leaves("gaoxiang")
        await tell(house, "g:zhibanqun", "他走以后的话")
        await hers.until("tell", words="他走以后的话")
        for page in house.web.hub.pages:  # what a heartbeat does: every page looks whether it is still welcome
            house.web.hub.toast(page.session.id, "在吗")
        over = await his.next()
        assert over is not None
        assert over.name == "over"
        assert await his.next() is None


async def test_only_ones_own_message_can_be_edited(tmp_path: Path) -> None:
    async with (
        opened(tmp_path, edit=real) as house,
        somebody(house, "王磊") as author,
        somebody(house, "高翔") as other,
    ):
        key = new_key()
        await author.says("g:zhibanqun", "今晚我值班", key=key)
        for chat in ("g:zhibanqun", "p:gaoxiang"):
            refused = await other.says(chat, "今晚我请客", edits=f"i{key}")
            assert (refused.status_code, refused.text) == (403, "只能修改自己发的消息。")
        assert (await author.says("g:zhibanqun", "今晚我和李晓东值班", edits=f"i{key}")).status_code == 200
        seen = await other.piece("/chat/g:zhibanqun")
        assert "今晚我和李晓东值班" in seen
        assert "请客" not in seen


async def test_a_refused_text_is_shown_to_nobody(tmp_path: Path) -> None:
    async with (
        opened(tmp_path, edit=real) as house,
        somebody(house, "王磊") as careless,
        somebody(house, "高翔") as reader,
    ):
        async with reader.listening("?chat=g:zhibanqun") as told:
            answer = await careless.says("g:zhibanqun", "机密★1年 关于某某的通知")
            assert "某某" not in answer.text
            first = await told.until("tell")
            assert "拒收" in first.data
            assert "某某" not in first.data
        assert "某某" not in await reader.piece("/chat/g:zhibanqun")
        assert "某某" not in await reader.piece("/list")


async def _raw(house: Opened, path: str, cookie: str) -> bytes:
    """Ask for a path exactly as it is written: a client would tidy it up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: zhishou={cookie}\r\nConnection: close\r\n\r\n"
    writer.write(request.encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer
