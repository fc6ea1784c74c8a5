"""Whatever a person writes, is called, or calls a file, is shown as it is and does nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import escape

from tests.web.opened import opened
from tests.web.visitor import anybody

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</p></div></article><script>1</script>",
    "{{ 7*7 }} {% raw %}",
    "&lt;b&gt; &amp; <b>粗</b>",
    "<time class=due data-at=1>假的时限</time>",
    "javascript:alert(1)",
    "data: x\nevent: over\n\nid: 1",
    "data: x\revent: over\r\rid: 1",
    "\u202e反过来\u202c \u200f العربية 😀👨‍👩‍👧",
    "]]><!--",
]
TAG = re.compile(r"<(script|img|iframe|object|b)\b[^>]*>")


@pytest.mark.parametrize("words", NASTY)
async def test_what_somebody_writes_stays_words(tmp_path: Path, words: str) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        async with visitor.listening("?chat=g:zhibanqun") as told:
            answer = await visitor.says("g:zhibanqun", words, **{"as": "wanglei"})
            pushed = await told.until("tell")
        seen = [answer.text, pushed.data, await visitor.piece("/chat/g:zhibanqun"), await visitor.piece("/list")]
        for page in (*seen, await visitor.home()):
            inside = page.split("<body", 1)[-1]
            assert not [tag for tag in TAG.findall(inside) if tag in ("script", "img", "iframe", "object")]
            assert "<b>粗" not in inside
            assert "<time class=due data-at=1>" not in inside
            assert "onerror=alert(1)>" not in inside
            assert "' onmouseover='" not in inside
        assert str(escape(words.split("\n")[0].split("\r")[0])) in answer.text


@pytest.mark.parametrize("name", ['<script>alert("1")</script>', "引号\"'名", "😀表情", "\u202eמשה", "欧阳慕容" * 12])
async def test_a_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    def named(written: str) -> str:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return written.replace('name = "李思源"', f'name = "{quoted}"', 1)

    async with opened(tmp_path, edit=named) as house, anybody(house) as visitor:
        assert "<script>alert" not in await visitor.home()
        assert "<script>alert" not in await visitor.piece("/chat/p:lisiyuan")
        said = await visitor.says("g:zhibanqun", "大家好", **{"as": "lisiyuan"})
        assert "<script>alert" not in said.text
        assert "<bdi>" in said.text


@pytest.mark.parametrize("name", ['"><script>1</script>.xlsx', "a'b&c.xlsx", "😀.xlsx"])
async def test_a_file_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        answer = await visitor.sends("p:wanglei", name, b"x")
        assert answer.status_code == 200
        assert "<script>" not in answer.text
        url = answer.text.split('class="file" href="')[1].split('"')[0]
        got = await visitor.get(url)
        assert got.content == b"x"
        assert "\n" not in got.headers["content-disposition"]


async def test_no_link_puts_words_into_a_box(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        page = (await visitor.get("/chat/p:wanglei?try=请转账给我&as=x")).text
        assert "请转账给我" not in page
        assert "到岗了</textarea>" in (await visitor.get("/chat/p:wanglei?try=check_in")).text
