"""The box to write in: keys, drafts, files, answers and edits; and what was not sent is still there."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import Route, expect

from bot.channels.web.pages import LARGEST
from tests.browser.browsing import Window, height, visited

GROUP = "g:zhibanqun"


async def test_enter_sends_and_shift_enter_makes_a_line(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens(GROUP, speaker="sunli")
        low = await height(visitor.box())
        await visitor.box().press_sequentially("第一行")
        for line in ("第二行", "第三行"):
            await visitor.box().press("Shift+Enter")
            await visitor.box().press_sequentially(line)
        assert await height(visitor.box()) > low + 20
        await visitor.box().press("Enter")
        await expect(visitor.page.locator(".msg.mine .words p")).to_have_text(["第一行", "第二行", "第三行"])
        await expect(visitor.box()).to_have_value("")


async def test_enter_that_ends_a_chinese_word_does_not_send(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens(GROUP, speaker="sunli")
        await visitor.box().focus()
        keyboard = await visitor.page.context.new_cdp_session(visitor.page)
        await keyboard.send("Input.imeSetComposition", {"text": "zhiban", "selectionStart": 6, "selectionEnd": 6})
        for key in ({"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}):
            await visitor.box().dispatch_event("keydown", {"key": "Enter", "bubbles": True, **key})
        await keyboard.send("Input.insertText", {"text": "值班"})
        await expect(visitor.box()).to_have_value("值班")
        await expect(visitor.page.locator(".msg.mine")).to_have_count(0)
        await visitor.box().press("Enter")
        await expect(visitor.page.locator(".msg.mine")).to_have_count(1)


async def test_a_draft_stays_with_its_chat(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens("p:wanglei")
        await visitor.box().fill("写了一半的")
        await visitor.picks("p:sunli")
        await expect(visitor.box()).to_have_value("")
        await visitor.picks("p:wanglei")
        await expect(visitor.box()).to_have_value("写了一半的")


async def test_what_the_server_refuses_stays_in_the_box_with_its_sentence(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens(GROUP, speaker="sunli")
        await visitor.page.evaluate("document.body.setAttribute('hx-headers', '{\"x-token\": \"stale\"}')")
        window.quiet = True  # the refusal is in the console too
        await visitor.says("很重要的一段话")
        await expect(visitor.page.locator(".problem")).to_have_text("页面已过期，请刷新后重试。")
        await expect(visitor.box()).to_have_value("很重要的一段话")


async def test_what_could_not_be_sent_is_sent_once_when_the_line_is_back(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens(GROUP, speaker="sunli")
        window.quiet = True
        lost = 0

        async def lose_the_answer(route: Route) -> None:
            nonlocal lost
            lost += 1
            await route.fetch()  # the server has it, the browser never hears so
            await route.abort()

        await visitor.page.route("**/say", lose_the_answer)
        await visitor.says("只许算一次")
        await expect(visitor.page.locator(".problem")).to_contain_text("内容还在")
        await expect(visitor.box()).to_have_value("只许算一次")
        await visitor.page.unroute("**/say")
        await visitor.page.locator(".send").click()
        await expect(visitor.box()).to_have_value("")
        await expect(visitor.messages("只许算一次")).to_have_count(1)
        await visitor.page.reload()
        await expect(visitor.messages("只许算一次")).to_have_count(1)
        assert lost == 1


async def test_an_answer_quotes_and_an_edit_changes_ones_last_words(
    tmp_path: Path, window: Window, shots: Path
) -> None:
    async with visited(tmp_path, window) as house:
        one, two = await window.desk(house.url), await window.desk(house.url)
        await one.opens(GROUP, speaker="sunli")
        await two.opens(GROUP, speaker="wutao")
        await one.says("明天谁去市里开会？")
        asked = await two.sees("明天谁去市里")
        await asked.hover()
        await asked.get_by_role("button", name="回复").click()
        await expect(two.page.locator(".about")).to_contain_text("回复孙丽：明天谁去市里开会？")
        await two.says("我去")
        await expect(one.page.locator(".msg.theirs .quote")).to_contain_text("明天谁去市里开会？")

        await two.takes_up_again("我去")
        await two.page.screenshot(path=shots / "editing.png")
        await two.says("我和孙主任一起去")
        await expect(one.page.locator(".msg.theirs .words")).to_have_text(["我和孙主任一起去"])
        await expect(one.page.locator(".msg.theirs .meta")).to_contain_text("已修改")
        await expect(two.page.locator(".about")).to_be_hidden()


async def test_an_edit_that_is_given_up_leaves_everything_as_it_was(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens(GROUP, speaker="sunli")
        await visitor.says("原来的话")
        await visitor.takes_up_again("原来的话")
        await visitor.box().fill("改到一半")
        await visitor.box().press("Escape")
        await expect(visitor.box()).to_have_value("")
        await visitor.says("新的话")
        await expect(visitor.page.locator(".msg.mine .words")).to_have_text(["原来的话", "新的话"])


async def test_a_phrase_goes_into_the_box_and_is_not_sent(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens("p:chenzhiyuan")
        await visitor.page.locator(".chip", has_text="作批示").click()
        await expect(visitor.box()).to_have_value(re.compile("牵头"))
        await expect(visitor.page.locator(".msg.mine")).to_have_count(0)


async def test_a_file_is_chosen_dropped_and_sent(tmp_path: Path, window: Window, shots: Path) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens(GROUP, speaker="sunli")
        await visitor.page.set_input_files(
            "#composer input[type=file]", {"name": "值班表.xlsx", "mimeType": "", "buffer": b"PK"}
        )
        await expect(visitor.page.locator(".chosen")).to_contain_text("值班表.xlsx")
        await visitor.page.locator(".unchoose").click()
        await expect(visitor.page.locator(".chosen")).to_be_hidden()

        dropped = await visitor.page.evaluate_handle(
            "() => { const d = new DataTransfer(); d.items.add(new File(['PK'], '放进来的.xlsx')); return d; }"
        )
        await visitor.page.dispatch_event("#chat", "dragover", {"dataTransfer": dropped})
        await expect(visitor.page.locator(".drop")).to_be_visible()
        await visitor.page.dispatch_event("#chat", "drop", {"dataTransfer": dropped})
        await expect(visitor.page.locator(".drop")).to_be_hidden()
        await expect(visitor.page.locator(".chosen")).to_contain_text("放进来的.xlsx")
        await visitor.page.screenshot(path=shots / "file-chosen.png")
        await visitor.page.locator(".send").click()
        chip = visitor.page.locator(".msg.mine .file")
        await expect(chip).to_contain_text("放进来的.xlsx")
        async with visitor.page.expect_download() as download:
            await chip.click()
        assert (await download.value).suggested_filename == "放进来的.xlsx"


async def test_a_file_that_is_too_large_is_refused_before_it_is_sent(tmp_path: Path, window: Window) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens(GROUP, speaker="sunli")
        await visitor.page.set_input_files(
            "#composer input[type=file]", {"name": "太大.xlsx", "mimeType": "", "buffer": b"x" * (LARGEST + 1)}
        )
        await expect(visitor.page.locator(".problem")).to_have_text("文件太大，请不要超过 5 MB。")
        await expect(visitor.page.locator(".chosen")).to_be_hidden()


async def test_nasty_words_are_shown_and_do_nothing(tmp_path: Path, window: Window, shots: Path) -> None:
    async with visited(tmp_path, window) as house:
        visitor = await window.desk(house.url)
        await visitor.opens(GROUP, speaker="sunli")
        nasty = (
            '<img src=x onerror="document.title=1"><script>document.title=2</script> \u202e反 😀 '
            + "长" * 300
            + "W" * 300
        )
        await visitor.says(nasty)
        await expect(visitor.page.locator(".msg.mine .words p")).to_have_text([nasty])
        width = await visitor.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert width == 0
        assert "值守" in await visitor.page.title()
        await visitor.says("\n".join(f"第{n}行" for n in range(80)))
        long = visitor.page.locator(".msg.long")
        folded = await height(long)
        await long.get_by_role("button", name="展开全文").click()
        assert await height(long) > folded * 3
        await visitor.page.screenshot(path=shots / "nasty.png")
