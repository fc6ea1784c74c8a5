"""What people do at the page in a sample office: check in, report, order, look what time brings."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import expect

from tests.browser.browsing import Window, visited

GROUP = "g:zhibanqun"
REPORT = "报告：G210城北3公里客车侧翻，2人受伤，已送县医院，交警大队李明来电"
ORDER = "请发改局牵头、财政局配合，本周五前拿出方案"


async def test_an_officer_checks_in_by_a_button_and_another_by_typing(
    tmp_path: Path, window: Window, shots: Path
) -> None:
    async with visited(tmp_path, window) as house:
        wang = await window.desk(house.url)
        await wang.opens("p:wanglei")
        await wang.presses("到岗")
        await wang.sees("到岗已登记")

        li = await window.desk(house.url)
        await li.opens("p:lixiaodong")
        await li.says("到岗了")
        own = li.page.locator(".msg.mine", has_text="到岗了")
        await expect(own).to_have_count(1)
        await li.sees("到岗已登记")
        await expect(li.box()).to_have_value("")
        await li.page.screenshot(path=shots / "checked-in.png")


async def test_an_incident_in_the_group_appears_on_another_page_and_counts_down_and_its_card_changes_in_place(
    tmp_path: Path, window: Window, shots: Path
) -> None:
    async with visited(tmp_path, window) as house:
        officer, leader = await window.desk(house.url), await window.desk(house.url)
        await leader.opens(GROUP, speaker="zhangjianguo")
        await officer.opens(GROUP, speaker="wanglei")
        await officer.says(REPORT)

        await expect(leader.page.locator(".msg.theirs", has_text="客车侧翻")).to_have_count(1)
        card = leader.card("客车侧翻")
        await expect(card).to_have_count(1)
        oral = card.locator(".words p", has_text="口头").first
        await expect(oral).to_have_attribute("data-left", re.compile(r"还剩 \d+分\d+秒|还剩 \d+秒"))
        await expect(oral).to_have_attribute("data-state", "soon")
        before = await oral.get_attribute("data-left")
        await expect(oral).not_to_have_attribute("data-left", before or "")
        await leader.page.screenshot(path=shots / "incident.png")

        name = await card.get_attribute("id")
        await officer.opens("p:wanglei")
        await officer.says("电话已报陈县长")
        changed = leader.page.locator(f"#{name}")
        await expect(changed).to_contain_text("✓ 口头")
        await expect(leader.page.locator(".msg.card", has_text="客车侧翻")).to_have_count(1)
        await expect(changed.locator(".words p", has_text="✓ 口头").locator("time.due")).to_have_count(0)


async def test_a_leaders_line_becomes_a_card_is_issued_by_one_tap_and_changes_when_the_unit_signs(
    tmp_path: Path, window: Window, shots: Path
) -> None:
    async with visited(tmp_path, window) as house:
        leader, unit = await window.desk(house.url), await window.desk(house.url)
        await unit.opens("p:gaoxiang")
        await leader.opens("p:chenzhiyuan")
        await leader.says(ORDER)
        draft = leader.card("待下达")
        await expect(draft.locator(".act.primary")).to_have_text("下达")
        await leader.presses("下达")
        await expect(leader.card("待下达")).to_have_count(0)

        await expect(unit.card("拿出方案")).to_have_count(1)
        await unit.presses("签收")
        await expect(leader.card("拿出方案")).to_contain_text("发改局")
        await expect(
            leader.card("拿出方案").locator(".words p", has_text=re.compile("发改局.*(签收|✓)"))
        ).not_to_have_count(0)
        await leader.page.screenshot(path=shots / "directive.png")


async def test_pushing_the_clock_to_the_next_deadline_brings_the_reminder(
    tmp_path: Path, window: Window, shots: Path
) -> None:
    async with visited(tmp_path, window) as house:
        officer = await window.desk(house.url)
        await officer.opens("p:wanglei")
        await officer.says(REPORT)
        await officer.sees("已登记 突发")
        clock = await officer.page.locator("#clock").inner_text()
        await officer.page.get_by_role("button", name="到下一时限").click()
        reminder = await officer.sees("提醒")
        await expect(reminder.locator("[data-left]")).to_have_count(0)  # it says itself what was left
        await expect(officer.page.locator(".toast")).to_contain_text("时间拨到")
        await expect(officer.page.locator("#clock")).not_to_have_text(clock)
        for _ in range(4):  # and when still nobody answers, the group hears of it
            await expect(officer.page.get_by_role("button", name="到下一时限")).to_be_enabled()
            await officer.page.get_by_role("button", name="到下一时限").click()
        due = officer.card("客车侧翻").locator(".words p", has_text="口头").first
        await expect(due).to_have_attribute("data-state", "late")
        await expect(due).to_have_attribute("data-left", re.compile("^超时 "))
        await officer.page.screenshot(path=shots / "late.png")


async def test_unread_marks_count_and_clear(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        watcher, speaker = await window.desk(house.url), await window.desk(house.url)
        await watcher.opens("p:sunli")
        await speaker.opens("g:dubanqun", speaker="wutao")
        await speaker.says("第一件")
        await expect(watcher.badge("g:dubanqun")).to_have_text("1")
        await speaker.says("第二件")
        await expect(watcher.badge("g:dubanqun")).to_have_text("2")
        await expect(watcher.row("g:dubanqun")).to_contain_text("吴涛：第二件")
        await speaker.takes_up_again("第二件")
        await speaker.says("第二件，改过的")
        await expect(watcher.row("g:dubanqun")).to_contain_text("吴涛：第二件，改过的")
        await expect(watcher.badge("g:dubanqun")).to_have_text("2")
        assert (await watcher.page.title()).startswith("(")

        async with watcher.page.expect_response(re.compile("/seen$")):
            await watcher.picks("g:dubanqun")
        await expect(watcher.badge("g:dubanqun")).to_have_text("")
        await watcher.page.reload()
        await watcher.ready("g:dubanqun")
        await expect(watcher.badge("g:dubanqun")).to_have_text("")


async def test_a_reload_keeps_the_chat_and_the_speaker(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.page.goto(house.url)
        await visitor.picks(GROUP)
        await visitor.page.select_option("#speaker", "sunli")
        await expect(visitor.page.locator("#chat")).to_have_attribute("data-me", "sunli")
        await visitor.says("督查室提醒各位")
        await visitor.page.reload()
        await visitor.ready(GROUP)
        await expect(visitor.page.locator("#speaker")).to_have_value("sunli")
        await expect(visitor.page.locator(".msg.mine", has_text="督查室提醒")).to_have_count(1)
        await visitor.page.go_back()
        await expect(visitor.page).to_have_url(f"{house.url}/")


async def test_the_first_page_says_what_to_try_and_one_tap_goes_there(
    tmp_path: Path, window: Window, shots: Path
) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.page.goto(house.url)
        await visitor.page.screenshot(path=shots / "welcome.png")
        await visitor.page.locator("a.step", has_text="侧翻").click()
        await visitor.ready(GROUP)
        await expect(visitor.box()).to_have_value(re.compile("侧翻"))
        await visitor.page.locator(".send").click()
        await visitor.sees("突发〔")


async def test_the_page_speaks_english_when_asked(tmp_path: Path, window: Window, shots: Path) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens("p:wanglei")
        await visitor.page.get_by_role("button", name="English").click()
        await expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
        await expect(visitor.page.locator(".send")).to_have_text("Send")
        await expect(visitor.page.locator("#clock")).to_contain_text("November")
        await visitor.page.screenshot(path=shots / "english.png")
        await visitor.page.get_by_role("button", name="中文").click()
        await expect(visitor.page.locator(".send")).to_have_text("发送")


async def test_somebody_is_found_by_typing_a_part_of_his_name_or_unit(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.page.goto(house.url)
        await visitor.page.fill("#find", "水利")
        await expect(visitor.page.locator(".row:visible")).to_have_count(1)
        await expect(visitor.page.locator(".row:visible")).to_contain_text("徐磊")
        await visitor.page.fill("#find", "查无此人")
        await expect(visitor.page.locator(".nobody")).to_be_visible()
        await visitor.page.fill("#find", "")
        await expect(visitor.page.locator(".row:visible")).to_have_count(32)
