"""Pictures of a short day at the sample office: python -m tests.browser.screenshots OUTDIR.

The day is Wednesday the 18th of November 2026, twenty past two. Everything on the pictures is what the real application
says to real browsers; nothing is drawn.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image
from playwright.async_api import expect

from tests.browser.browsing import CHROMIUM, Desk, Window, a_window, missing
from tests.web.opened import Opened, opened

if TYPE_CHECKING:
    from playwright.async_api import Locator

GROUP: Final = "g:zhibanqun"
WIDE: Final = {"width": 1160, "height": 800}
TALL: Final = {"width": 1160, "height": 900}
TALLER: Final = {"width": 1160, "height": 1040}
COLOURS: Final = 256  # of a picture: more would make the files three times as large, and nobody would see it
REPORT: Final = "报告：14时05分，G210国道城北3公里处一辆客车侧翻，2人受伤，交警大队李明来电"
MEASURES: Final = "已派救护车，交警大队已到现场封路"
ORDER: Final = "请发改局牵头、财政局配合，本周五前拿出冬季电煤保供方案"
NAMES: Final = ("incident", "directive", "phone-list", "phone-chat", "escalation", "weekly")


async def take(folder: Path) -> list[Path]:
    """Play the day, and save its pictures; gives their paths, in the order of `NAMES`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.png" for name in NAMES]
    with tempfile.TemporaryDirectory() as place:
        async with opened(Path(place)) as house, a_window(CHROMIUM) as window:
            await _morning(house, window)
            for scene, path in zip((_incident, _directive, _list, _chat, _escalation, _weekly), paths, strict=True):
                await scene(house, window, path)
            await window.leave()
    return paths


async def _picture(desk: Desk, path: Path) -> None:
    """Without the caret, without words in passing, and with every picture on the page loaded."""
    await expect(desk.page.locator(".toast")).to_have_count(0)
    await desk.page.locator("body").evaluate(
        "async () => { await document.fonts.ready; document.activeElement.blur(); }"
    )
    await desk.page.wait_for_function("Array.from(document.images).every((one) => one.complete)")
    await desk.page.screenshot(path=path, animations="disabled")
    await desk.page.context.close()
    with Image.open(path) as taken:
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


async def _scroll_to(thing: Locator) -> None:
    """Have something at the upper edge of what is seen of the conversation."""
    await thing.evaluate(
        """(one) => {
            const stream = one.closest("#stream");
            stream.scrollTop += one.getBoundingClientRect().top - stream.getBoundingClientRect().top;
        }"""
    )


async def _push(desk: Desk, label: str, times: int = 1) -> None:
    """Press one of the buttons of the sample's clock, and wait until the day is there."""
    button = desk.page.get_by_role("button", name=label)
    for _ in range(times):
        async with desk.page.expect_response("**/clock"):
            await button.click()
        await expect(button).to_be_enabled()


async def _morning(house: Opened, window: Window) -> None:
    """Everybody is on post."""
    desk = await window.desk(house.url)
    for person in ("wanglei", "lixiaodong", "zhangjianguo"):
        await desk.opens(f"p:{person}")
        await desk.says("到岗了")
        await desk.sees("到岗已登记")
    await desk.page.context.close()


async def _incident(house: Opened, window: Window, path: Path) -> None:
    desk = await window.desk(house.url, size=TALL, scale=2)
    await desk.opens("p:wanglei")
    await desk.says(REPORT)
    await desk.card("侧翻").wait_for()
    await desk.says(MEASURES)
    await desk.sees("要素已齐")
    await _scroll_to(desk.card("侧翻"))
    await _picture(desk, path)


async def _directive(house: Opened, window: Window, path: Path) -> None:
    desk, unit = await window.desk(house.url, size=WIDE, scale=2), await window.desk(house.url)
    await desk.opens("p:chenzhiyuan")
    await desk.says(ORDER)
    await desk.card("待下达").wait_for()
    await desk.presses("下达")
    await unit.opens("p:gaoxiang")
    await unit.card("电煤").wait_for()
    await unit.presses("签收")
    await expect(desk.card("电煤")).to_contain_text("✓")
    await unit.page.context.close()
    await _picture(desk, path)


async def _list(house: Opened, window: Window, path: Path) -> None:
    phone = await window.phone(house.url, scale=2)
    await phone.page.goto(house.url)
    await expect(phone.page.locator("body")).to_have_attribute("data-line", "open")
    await _picture(phone, path)


async def _chat(house: Opened, window: Window, path: Path) -> None:
    phone = await window.phone(house.url, scale=2)
    await phone.opens("p:wanglei")
    card = phone.card("侧翻")
    await card.wait_for()
    await _scroll_to(card)
    await _picture(phone, path)


async def _escalation(house: Opened, window: Window, path: Path) -> None:
    desk = await window.desk(house.url, size=TALL, scale=2)
    await desk.opens(GROUP, speaker="zhangjianguo")
    for _ in range(40):  # until the silence has climbed to the group
        if await desk.messages("请知情同志").count():
            break
        await _push(desk, "到下一时限")
    await desk.sees("请知情同志")
    await _picture(desk, path)


async def _weekly(house: Opened, window: Window, path: Path) -> None:
    desk = await window.desk(house.url, size=TALLER, scale=2)
    await desk.opens("p:wangliqun")
    await desk.says("周报")
    picture = desk.page.locator(".picture").last
    await picture.wait_for()
    await _scroll_to(picture)
    await _picture(desk, path)


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; gives the exit status."""
    if lacking := missing():
        sys.stderr.write(f"{lacking}\n")
        return 1
    folder = Path(arguments[0]) if arguments else Path("shots")
    for path in asyncio.run(take(folder)):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
