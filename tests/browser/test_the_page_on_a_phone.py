"""On a phone the list and a chat are two screens, everything can be hit with a thumb, and nothing is wider than it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import expect

from tests.browser.browsing import Desk, Window, visited

GROUP = "g:zhibanqun"
THUMB = 44  # pixels


async def small_targets(desk: Desk) -> list[str]:
    """Whatever can be pressed and is too small for a thumb."""
    found: list[str] = await desk.page.eval_on_selector_all(
        "button, select, a.row, a.back, a.step, .attach, a.file, #find",
        f"""(all) => all.filter((one) => one.offsetParent !== null)
            .map((one) => [one.className || one.id || one.tagName, one.getBoundingClientRect()])
            .filter(([, box]) => box.height < {THUMB} - 0.5 || box.width < 40)
            .map(([name, box]) => `${{name}} ${{box.width}}x${{box.height}}`)""",
    )
    return found


async def fits(desk: Desk) -> bool:
    """Whether nothing sticks out at the side."""
    return bool(await desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


async def test_from_the_list_to_a_chat_and_back(tmp_path: Path, window: Window, shots: Path) -> None:
    async with visited(tmp_path, window) as house:
        phone = await window.phone(house.url, scale=2)
        await phone.page.goto(house.url)
        await expect(phone.page.locator("#chats")).to_be_visible()
        await expect(phone.page.locator("#chat")).to_be_hidden()
        assert await fits(phone)
        assert await small_targets(phone) == []
        await phone.page.screenshot(path=shots / "phone-list.png")

        await phone.row(GROUP).tap()
        await phone.ready(GROUP)
        await expect(phone.page.locator("#chats")).to_be_hidden()
        await phone.page.select_option("#speaker", "wanglei")
        await expect(phone.page.locator("#chat")).to_have_attribute("data-me", "wanglei")
        await phone.box().fill("报告：G210城北3公里客车侧翻，2人受伤")
        await phone.page.locator(".send").tap()
        await phone.card("客车侧翻").wait_for()
        assert await fits(phone)
        assert await small_targets(phone) == []
        await phone.page.screenshot(path=shots / "phone-chat.png")

        await phone.page.locator(".back").tap()
        await expect(phone.page.locator("#chats")).to_be_visible()
        await expect(phone.page).to_have_url(f"{house.url}/")
        await expect(phone.row(GROUP)).to_contain_text("突发")


async def test_a_newcomer_with_a_phone_finds_what_to_try_first(tmp_path: Path, window: Window, shots: Path) -> None:
    async with visited(tmp_path, window) as house:
        phone = await window.phone(house.url)
        await phone.page.goto(house.url)
        await phone.page.locator(".first-steps").tap()
        await expect(phone.page.locator("a.step").first).to_be_visible()
        assert await fits(phone)
        assert await small_targets(phone) == []
        await phone.page.screenshot(path=shots / "phone-first-steps.png")
        await phone.page.locator(".back").tap()
        await expect(phone.page.locator("#chats")).to_be_visible()
        await phone.page.locator(".first-steps").tap()
        await phone.page.locator("a.step", has_text="到岗了").tap()
        await phone.ready("p:wanglei")
        await expect(phone.box()).to_have_value("到岗了")


async def test_the_phones_own_back_leads_to_the_list_and_forward_to_the_chat(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        phone = await window.phone(house.url)
        await phone.page.goto(house.url)
        await phone.row("p:wanglei").tap()
        await phone.ready("p:wanglei")
        await phone.page.go_back()
        await expect(phone.page.locator("#chats")).to_be_visible()
        await expect(phone.page.locator("#composer")).to_be_hidden()
        await phone.page.go_forward()
        await expect(phone.page.locator("#composer")).to_be_visible()


async def test_a_chat_that_lies_behind_the_list_is_not_read(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        phone, other = await window.phone(house.url), await window.desk(house.url)
        await phone.page.goto(house.url)
        await phone.row(GROUP).tap()
        await phone.ready(GROUP)
        await phone.page.locator(".back").tap()
        await expect(phone.page.locator("#chats")).to_be_visible()
        await other.opens("g:dubanqun", speaker="sunli")
        await other.picks(GROUP)
        await other.page.locator("#speaker").select_option("sunli")
        await expect(other.page.locator("#chat")).to_have_attribute("data-me", "sunli")
        await other.says("有人在吗")
        await expect(phone.badge(GROUP)).to_have_text("1")


async def test_whoever_reads_what_was_before_is_not_torn_away(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        reader, other = await window.phone(house.url), await window.desk(house.url)
        await other.opens(GROUP, speaker="sunli")
        for number in range(25):
            await other.says(f"第{number}句")
            await expect(other.messages(f"第{number}句")).to_have_count(1)
        await reader.opens(GROUP, speaker="wutao")
        await reader.page.eval_on_selector("#stream", "(stream) => { stream.scrollTop = 0; }")
        await expect(reader.page.locator("#down")).to_be_hidden()
        await other.says("新的一句")
        await expect(reader.page.locator("#down")).to_be_visible()
        assert await reader.page.eval_on_selector("#stream", "(stream) => stream.scrollTop") < 50
        await reader.page.locator("#down").tap()
        await expect(reader.messages("新的一句")).to_be_in_viewport()
        await expect(reader.page.locator("#down")).to_be_hidden()
        await other.says("再来一句")
        await expect(reader.messages("再来一句")).to_be_in_viewport()


async def test_an_answer_too_tall_for_the_screen_is_read_from_its_head(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        phone = await window.phone(house.url)
        await phone.opens("p:wanglei")
        await phone.says("帮助")
        answer = phone.page.locator(".msg.bot").last
        await expect(answer.locator(".words p").first).to_be_in_viewport()
        await expect(answer.locator(".words p").last).not_to_be_in_viewport()
        await phone.says("今晚谁值班")
        short = phone.page.locator(".msg.bot", has_text="夜班")  # a reminder may stand before or after it
        await expect(short.last.locator(".words p").last).to_be_in_viewport()


async def test_earlier_messages_come_when_asked_for_and_the_reader_stays_where_he_was(
    tmp_path: Path, window: Window
) -> None:
    async with visited(tmp_path, window) as house:
        other = await window.desk(house.url)
        await other.opens(GROUP, speaker="sunli")
        for number in range(45):
            await other.says(f"第{number}句")
            await expect(other.page.locator(".msg .words", has_text=re.compile(f"^第{number}句$"))).to_have_count(1)
        await other.page.reload()
        await other.ready(GROUP)
        await expect(other.page.locator(".msg")).to_have_count(40)
        first = other.page.locator(".msg").first
        words = await first.locator(".words").inner_text()
        await other.page.get_by_role("button", name="更早的消息").click()
        await expect(other.page.locator(".msg")).to_have_count(45)
        await expect(other.page.locator(".msg .words", has_text=re.compile(f"^{words}$"))).to_be_in_viewport()
        await expect(other.page.locator(".day")).to_have_count(1)
