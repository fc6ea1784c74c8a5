"""A real office's page is opened by a one-time link and by nothing else; a login ends; whoever has left is out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.clock import SystemClock
from tests.web.opened import opened, real
from tests.web.visitor import a_visitor, anybody, bare, somebody

HALF_A_DAY = timedelta(hours=12)


async def test_a_stranger_finds_a_door_that_says_where_to_get_a_link(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as stranger:
        answer = await stranger.get("/")
        assert answer.status_code == 401
        assert "一次性链接" in bare(answer.text)
        assert "set-cookie" not in answer.headers
        for hidden in ("王磊", "值班群", "x-token"):
            assert hidden not in answer.text


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "没有这个网页"), ("en", "no such page")])
async def test_an_address_that_leads_nowhere_is_said_in_words(tmp_path: Path, language: str, words: str) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as stranger:
        answer = await stranger.get("/nowhere", cookie=f"language={language}")
        assert answer.status_code == 404
        assert words in answer.text


@pytest.mark.parametrize("path", ["/list", "/events", "/file/1/0", "/chat/p:wanglei/sent/i12345678/0"])
async def test_a_stranger_is_shown_nothing(tmp_path: Path, path: str) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as stranger:
        assert (await stranger.get(path)).status_code in (401, 404)


async def test_a_stranger_who_asks_for_a_chat_is_sent_to_the_door(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as stranger:
        answer = await stranger.get("/chat/g:zhibanqun")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        piece = await stranger.get("/chat/g:zhibanqun", **{"HX-Request": "true"})
        assert (piece.status_code, piece.headers["hx-redirect"], piece.text) == (403, "/", "")


@pytest.mark.parametrize(
    "act", ["/chat/p:wanglei/say", "/chat/p:wanglei/tap", "/chat/p:wanglei/seen", "/clock", "/leave"]
)
async def test_a_stranger_can_do_nothing_and_is_told_why(tmp_path: Path, act: str) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as stranger:
        answer = await stranger.post(act, {"text": "到岗了", "key": "key-12345678"})
        assert answer.status_code == 401
        assert answer.text.startswith("登录已过期")


async def test_a_link_works_once_and_only_when_its_button_is_pressed(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as officer, a_visitor(house) as thief:
        link = await house.link("王磊")
        path = httpx.URL(link).path
        for look in ("GET", "HEAD", "GET"):  # a messenger that shows a preview looks at the link before the person does
            assert (await thief.client.request(look, path)).status_code == 200
        assert 'method="post"' in (await officer.get(path)).text

        came_in = await officer.enter(link)
        assert (came_in.status_code, came_in.headers["location"]) == (303, "/")
        assert "王磊" in await officer.home()

        again = await thief.enter(link)
        assert again.status_code == 403
        assert "用过，或者过期" in bare(again.text)
        assert (await thief.get("/")).status_code == 401


@pytest.mark.parametrize("code", ["", "x", "..%2f..%2fetc%2fpasswd", "%F0%9F%98%80", "a" * 2000])
async def test_a_code_that_was_never_given_opens_nothing(tmp_path: Path, code: str) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as thief:
        assert (await thief.client.post(f"/enter/{code}")).status_code in (403, 404)
        assert (await thief.get("/")).status_code == 401


async def test_a_link_does_not_work_from_another_site(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as officer:
        link = await house.link("王磊")
        path = httpx.URL(link).path
        assert (await officer.client.post(path, headers={"Origin": "http://evil.example"})).status_code == 403
        assert (await officer.enter(link)).status_code == 303


async def test_a_link_is_good_for_a_day(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as officer:
        link = await house.link("王磊")
        assert isinstance(house.app.clock, SystemClock)
        house.app.clock.push(timedelta(hours=24, seconds=1))
        assert (await officer.enter(link)).status_code == 403


async def test_the_cookie_is_for_this_site_and_not_for_scripts(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, a_visitor(house) as officer:
        came_in = await officer.enter(await house.link("王磊"))
        cookie = came_in.headers["set-cookie"].lower()
        for part in ("httponly", "samesite=strict", "path=/", "max-age=43200"):
            assert part in cookie
        assert "secure" not in cookie  # on loopback; with an https address it is


async def test_a_login_ends_when_nobody_has_used_it_for_its_time(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "王磊") as officer:
        house.login_clock.set(house.login_clock.now() + HALF_A_DAY - timedelta(seconds=2))
        assert (await officer.client.get("/list")).status_code == 200
        house.login_clock.set(house.login_clock.now() + timedelta(seconds=2))
        assert (await officer.client.get("/")).status_code == 401
        refused = await officer.says("p:wanglei", "到岗了")
        assert (refused.status_code, refused.text[:5]) == (401, "登录已过期")


async def test_whoever_comes_back_in_time_is_not_asked_for_another_link(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "王磊") as officer:
        token = officer.token
        for _ in range(4):
            house.login_clock.set(house.login_clock.now() + timedelta(hours=8))
            assert "王磊" in await officer.home()
        assert officer.token == token  # a page that was open all the time still has good forms


async def test_pushing_the_offices_clock_logs_nobody_out(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        assert isinstance(house.app.clock, SystemClock)
        house.app.clock.push(timedelta(days=3))
        assert (await visitor.says("p:wanglei", "帮助")).status_code == 200


async def test_whoever_is_taken_out_of_the_office_is_out_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "高翔") as leaving:
        assert "高翔" in (await leaving.get("/")).text
        await house.leaves("gaoxiang")
        assert (await leaving.get("/")).status_code == 401
        assert (await leaving.says("g:zhibanqun", "我还在")).status_code == 401
        assert (await leaving.get("/events")).status_code == 401


async def test_a_cookie_that_was_tampered_with_proves_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "王磊") as officer, a_visitor(house) as forger:
        good = officer.client.cookies["zhishou"]
        body, _, signature = good.partition(".")
        head = "A" if body[0] != "A" else "B"
        for forged in (
            f"{head}{body[1:]}.{signature}",
            f"{body}.{signature[:-1]}0",
            body,
            f"{body}.",
            "",
            "é.ü",
            "." * 40,
        ):
            answer = await forger.client.get("/", headers=[(b"Cookie", f"zhishou={forged}".encode("latin-1"))])
            assert answer.status_code == 401 or forged == good


async def test_the_cookie_of_a_sample_office_opens_no_real_one(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        assert "陈志远" in await visitor.home()
        await house.app.take_office(replace(house.app.desk.office, sample=False), house.app.settings)
        assert (await visitor.get("/")).status_code == 401


async def test_leaving_takes_the_cookie_away(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "王磊") as officer:
        assert (await officer.post("/leave", {})).status_code == 303
        assert (await officer.get("/")).status_code == 401


async def test_the_page_listens_on_this_machine_only_unless_told_otherwise(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        assert house.app.settings.web.host == "127.0.0.1"
        bound = house.web._socket
        assert bound is not None
        assert bound.getsockname()[0] == "127.0.0.1"
