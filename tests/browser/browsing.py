"""A browser with windows of several people, and what they do: open a chat, say something, press a button, look."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.web.opened import Opened, opened

CHROMIUM: Final = Path("/usr/bin/chromium")
DESKTOP: Final = {"width": 1280, "height": 860}
PHONE: Final = {"width": 375, "height": 812}
WAIT: Final = 30_000  # milliseconds that something may take to appear on a slow and busy machine


def missing() -> str:
    """What must be installed for the stories of the browser; empty where nothing is missing."""
    if not CHROMIUM.exists():
        return f"The browser stories need {CHROMIUM}: apt-get install chromium fonts-noto-cjk"
    return ""


@dataclass
class Desk:
    """One person's page."""

    page: Page
    url: str

    async def opens(self, chat: str, *, speaker: str = "") -> Locator:
        """Go to a chat by its address."""
        await self.page.goto(f"{self.url}/chat/{quote(chat, safe='')}" + (f"?as={speaker}" if speaker else ""))
        return await self.ready(chat)

    async def ready(self, chat: str) -> Locator:
        """The chat is there, and its line to the server is open."""
        found = self.page.locator(f'body[data-line="open"] #chat[data-chat="{chat}"]')
        await found.wait_for(state="attached", timeout=WAIT)
        return found

    async def picks(self, chat: str) -> Locator:
        """Choose a chat in the list."""
        await self.row(chat).click()
        return await self.ready(chat)

    def row(self, chat: str) -> Locator:
        """An entry of the list."""
        return self.page.locator(f'.row[data-chat="{chat}"]')

    def badge(self, chat: str) -> Locator:
        """The number beside a chat."""
        return self.row(chat).locator(".badge")

    def box(self) -> Locator:
        """The box to write in."""
        return self.page.locator("#composer textarea")

    async def says(self, words: str) -> None:
        """Write something and press Enter."""
        await self.box().fill(words)
        await self.box().press("Enter")

    async def takes_up_again(self, words: str) -> None:
        """Bring one's own last message back into the box, once it has been sent and shown."""
        await self.page.locator(".msg.mine .words", has_text=words).last.wait_for(timeout=WAIT)
        await expect(self.box()).to_have_value("")
        await self.box().press("ArrowUp")
        await expect(self.box()).to_have_value(words)

    async def presses(self, label: str) -> None:
        """Press the latest button of that label."""
        await self.page.locator(".act", has_text=label).last.click()

    def messages(self, words: str) -> Locator:
        """The messages that say so."""
        return self.page.locator(".msg", has_text=words)

    def card(self, words: str) -> Locator:
        """The card that says so."""
        return self.page.locator(".msg.card", has_text=words)

    async def sees(self, words: str) -> Locator:
        """A message that says so is there, or comes."""
        found = self.messages(words).last
        await found.wait_for(timeout=WAIT)
        return found


async def height(found: Locator) -> float:
    """How high something stands on the page, in pixels."""
    box = await found.bounding_box()
    assert box is not None
    return box["height"]


@dataclass
class Window:
    """A browser."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)
    quiet: bool = False  # True while a story breaks the line on purpose

    async def desk(self, url: str, *, size: dict[str, int] = DESKTOP, scale: float = 1, **more: Any) -> Desk:  # noqa: ANN401
        """A fresh visitor's page, not yet gone anywhere."""
        context = await self.browser.new_context(
            viewport={"width": size["width"], "height": size["height"]}, device_scale_factor=scale, **more
        )
        context.set_default_timeout(WAIT)
        page = await context.new_page()
        page.on("pageerror", lambda error: self._note(f"error: {error}"))
        page.on("console", lambda said: self._note(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda asked: None if asked.url.startswith((url, "data:")) else self._note(asked.url))
        return Desk(page=page, url=url)

    async def phone(self, url: str, **more: Any) -> Desk:  # noqa: ANN401
        """A fresh visitor's phone."""
        return await self.desk(url, size=PHONE, has_touch=True, is_mobile=True, **more)

    async def leave(self) -> None:
        """Close every page: before the server stops, or they would complain that it has gone."""
        for context in list(self.browser.contexts):
            await context.close()

    def _note(self, complaint: str) -> None:
        if not self.quiet:
            self.complaints.append(complaint)

    def assert_calm(self) -> None:
        """No page has had an error, broken the rules it was given, or asked another host for anything."""
        assert not self.complaints, self.complaints


@asynccontextmanager
async def visited(folder: Path, window: Window, edit: Callable[[str], str] = str) -> AsyncIterator[Opened]:
    """A house for one story; its visitors go home before it closes."""
    async with opened(folder, edit=edit) as house:
        yield house
        await window.leave()


@asynccontextmanager
async def a_window(executable: Path) -> AsyncIterator[Window]:
    """Start a browser."""
    expect.set_options(timeout=WAIT)
    async with async_playwright() as library:
        browser = await library.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield Window(browser)
        finally:
            await browser.close()
