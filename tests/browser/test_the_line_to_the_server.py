"""The line breaks, the server comes back, somebody stays away too long: the page says so and finds its way again."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from playwright.async_api import expect

from tests.browser.browsing import Window, visited
from tests.web.opened import free_port, opened, real
from tests.world import at

GROUP = "g:zhibanqun"


async def test_after_a_restart_on_the_same_port_the_page_catches_up(
    tmp_path: Path, window: Window, shots: Path
) -> None:
    port = free_port()
    async with AsyncExitStack() as first:
        house = await first.enter_async_context(opened(tmp_path, port=port))
        reader, other = await window.desk(house.url), await window.desk(house.url)
        await reader.opens(GROUP, speaker="sunli")
        await other.opens(GROUP, speaker="wutao")
        await other.says("断线以前")
        await reader.sees("断线以前")
        await reader.box().fill("正在写的话")
        window.quiet = True
        await first.aclose()
    await expect(reader.page.locator("#offline")).to_be_visible()
    await reader.page.screenshot(path=shots / "offline.png")

    async with opened(tmp_path, port=port, start=at("14:30")):
        await other.page.reload()
        await other.ready(GROUP)
        await other.says("回来以后")
        await reader.sees("回来以后")
        await expect(reader.page.locator("#offline")).to_be_hidden()
        await expect(reader.box()).to_have_value("正在写的话")
        await expect(reader.messages("断线以前")).to_have_count(1)
        await expect(reader.messages("回来以后")).to_have_count(1)
        await other.says("又能说话了")
        await reader.sees("又能说话了")
        await window.leave()


async def test_a_real_office_is_entered_by_a_link_that_works_once(tmp_path: Path, window: Window, shots: Path) -> None:
    async with visited(tmp_path, window, edit=real) as house:
        stranger = await window.desk(house.url)
        window.quiet = True  # a door answers 401, and the browser notes that
        await stranger.page.goto(house.url)
        await expect(stranger.page.locator("main")).to_contain_text("一次性链接")
        await stranger.page.screenshot(path=shots / "door.png")

        officer, thief = await window.phone(house.url, scale=2), await window.desk(house.url)
        link = await house.link("王磊")
        await officer.page.goto(link)
        await officer.page.screenshot(path=shots / "threshold.png")
        await officer.page.get_by_role("button", name="进入").tap()
        await expect(officer.row("p:wanglei")).to_contain_text("值守")
        await expect(officer.row("p:sunli")).to_have_count(0)
        await officer.row("p:wanglei").tap()
        await officer.box().fill("今晚谁值班")
        await officer.page.locator(".send").tap()
        await expect(officer.page.locator(".msg.bot")).not_to_have_count(0)

        await thief.page.goto(link)
        await thief.page.get_by_role("button", name="进入").click()
        await expect(thief.page.locator("main")).to_contain_text("用过")
        await thief.page.screenshot(path=shots / "door-used.png")


async def test_whose_login_has_ended_keeps_his_words_and_lands_at_the_door(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window, edit=real) as house:
        officer = await window.desk(house.url)
        await officer.page.goto(await house.link("王磊"))
        await officer.page.get_by_role("button", name="进入").click()
        await officer.ready("p:wanglei")
        house.login_clock.set(house.login_clock.now() + timedelta(hours=13))
        window.quiet = True
        await officer.says("还没发出去的话")
        await expect(officer.page.locator(".problem")).to_contain_text("登录已过期")
        await expect(officer.box()).to_have_value("还没发出去的话")
        house.web.hub.toast(next(iter(house.web.hub.pages)).session.id, "心跳")
        await expect(officer.page.locator("main")).to_contain_text("一次性链接")


async def test_a_real_office_shows_who_one_is_and_can_be_left(tmp_path: Path, window: Window, shots: Path) -> None:
    async with visited(tmp_path, window, edit=real) as house:
        officer = await window.desk(house.url)
        await officer.page.goto(await house.link("王磊"))
        await officer.page.get_by_role("button", name="进入").click()
        await expect(officer.page.locator(".speaker")).to_contain_text("王磊")
        await expect(officer.page.locator(".push-clock")).to_have_count(0)
        await officer.page.screenshot(path=shots / "real-office.png")
        window.quiet = True
        await officer.page.get_by_role("button", name="退出").click()
        await expect(officer.page.locator("main")).to_contain_text("一次性链接")
