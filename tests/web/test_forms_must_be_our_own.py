"""What changes something must come from our own page: its token, its origin, and a name that the server answers to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.opened import opened, real
from tests.web.visitor import a_visitor, anybody, new_key, somebody

EXPIRED = "页面已过期，请刷新后重试。"
ACTS = ("/chat/p:wanglei/say", "/chat/p:wanglei/tap", "/chat/p:wanglei/seen", "/clock", "/leave")


def fields() -> dict[str, str]:
    """A form that would be fine everywhere."""
    return {"key": new_key(), "text": "帮助", "data": "help:::", "message": "o1", "by": "10m"}


@pytest.mark.parametrize("act", ACTS)
async def test_a_form_without_the_token_of_its_visit_is_refused(tmp_path: Path, act: str) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor, anybody(house) as another:
        for token in ("", "0" * 64, another.token, "é", visitor.token.upper()):
            answer = await visitor.client.post(act, data={**fields(), "token": token})
            assert (answer.status_code, answer.text) == (403, EXPIRED), token


async def test_the_token_may_come_in_the_form_or_beside_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        beside = await visitor.client.post("/clock", data={"by": "10m"}, headers={"x-token": visitor.token})
        inside = await visitor.client.post("/clock", data={"by": "10m", "token": visitor.token})
        assert (beside.status_code, inside.status_code) == (200, 200)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("act", ACTS)
async def test_a_form_from_another_site_is_refused(tmp_path: Path, act: str, headers: dict[str, str]) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        answer = await visitor.post(act, fields(), **headers)
        assert (answer.status_code, answer.text) == (403, EXPIRED)


async def test_another_site_cannot_change_the_language(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, a_visitor(house) as visitor:
        refused = await visitor.client.post("/language/en", headers={"Origin": "http://evil.example"})
        assert "set-cookie" not in refused.headers
        unknown = await visitor.client.post("/language/klingon")
        assert "set-cookie" not in unknown.headers


async def test_the_language_of_a_browser_is_remembered(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, a_visitor(house) as visitor:
        assert '<html lang="zh-CN">' in await visitor.home()
        changed = await visitor.client.post("/language/en", headers={"HX-Request": "true", "Origin": house.url})
        assert changed.headers["hx-refresh"] == "true"
        assert "samesite=strict" in changed.headers["set-cookie"].lower()
        assert '<html lang="en">' in await visitor.home()


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil", "[::1", "a:b:c"])
async def test_the_server_answers_only_under_its_own_names(tmp_path: Path, name: str) -> None:
    async with opened(tmp_path) as house, a_visitor(house) as visitor:
        for path in ("/", "/healthz", "/static/app.css"):
            answer = await visitor.get(path, Host=name)
            assert answer.status_code == 400
            assert name == "" or "不是值守页面的网址" in answer.text


@pytest.mark.parametrize("name", ["127.0.0.1", "127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]", "[::1]:8080"])
async def test_this_machine_has_several_names(tmp_path: Path, name: str) -> None:
    async with opened(tmp_path) as house, a_visitor(house) as visitor:
        assert (await visitor.get("/healthz", Host=name)).text == "ok"


@pytest.mark.parametrize("path", ["/", "/chat/p:wanglei", "/static/app.js", "/htmx/htmx-2.min.js", "/nowhere"])
async def test_every_answer_tells_the_browser_what_never_to_do(tmp_path: Path, path: str) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        headers = (await visitor.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] in ("no-store", "no-cache")
        assert headers["cache-control"] == "no-store" or path.startswith(("/static", "/htmx"))


async def test_the_page_asks_no_other_host_for_anything_and_has_no_script_inside(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        for page in (
            await visitor.home(),
            await visitor.piece("/chat/g:zhibanqun"),
            (await visitor.get("/enter/x")).text,
        ):
            assert "http://" not in page.replace("http://www.w3.org/", "")
            assert "https://" not in page
            assert "<script>" not in page
            assert " style=" not in page
            assert " onclick=" not in page
            assert "hx-on" not in page


async def test_the_sign_that_a_real_office_is_entered_by_https_is_a_secure_cookie(tmp_path: Path) -> None:
    def with_address(written: str) -> str:
        return real(written).replace('public = ""', 'public = "https://zhishou.example"', 1)

    async with opened(tmp_path, edit=with_address) as house, a_visitor(house, Host="zhishou.example") as officer:
        code = (await house.link("王磊")).rsplit("/", 1)[-1]
        came_in = await officer.client.post(f"/enter/{code}")
        assert "secure" in came_in.headers["set-cookie"].lower()


async def test_a_login_belongs_to_one_person(tmp_path: Path) -> None:
    async with opened(tmp_path, edit=real) as house, somebody(house, "王磊") as one, somebody(house, "高翔") as two:
        assert one.token != two.token
        answer = await one.client.post(
            "/chat/p:wanglei/say", data={"key": new_key(), "text": "到岗了"}, headers={"x-token": two.token}
        )
        assert (answer.status_code, answer.text) == (403, EXPIRED)
