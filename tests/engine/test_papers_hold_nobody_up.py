"""Letters that wait for their papers: durable, made in a moment, and never in each other's way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import App
from bot.domain.effects import Attachment, Notify
from bot.domain.obligations import Recipient
from bot.domain.texts import Text, say
from bot.engine.batch import NOBODY
from bot.engine.carrier import Retry
from bot.engine.press import ATTEMPTS
from bot.engine.work import PlanWork
from bot.messages import OutgoingFile
from bot.ports import Plan
from tests.engine.house import ADMINISTRATOR, House, a_house
from tests.engine.post import Post
from tests.engine.test_a_broken_piece_harms_nobody_else import keys_told


class JammedError(Exception):
    """No paper comes out."""


@dataclass
class Papers:
    """A drawing room in which some kinds of paper cannot be made."""

    jammed: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def until_asked(self, times: int) -> None:
        """Wait until so many papers have been asked for."""
        while len(self.asked) < times:
            self._news.clear()
            await self._news.wait()

    async def make(self, attachment: Attachment, language: str) -> tuple[OutgoingFile, ...] | Text:
        self.asked.append(attachment.kind)
        self._news.set()
        if attachment.kind in self.jammed:
            raise JammedError
        if attachment.kind == "weekly-text":
            return say("plain", text="本周无差错")
        return (OutgoingFile(name=f"{attachment.kind}.png", data=attachment.kind.encode(), picture=True),)


def drawing(papers: Papers) -> Callable[[App], None]:
    def put(app: App) -> None:
        app.press._papers = papers

    return put


async def summary(house: House, who: str, *kinds: str) -> None:
    notify = Notify(
        to=Recipient(f"p:{who}"),
        text=say("plain", text="每周小结"),
        attachments=tuple(Attachment(kind=kind) for kind in kinds),
    )
    await house.app.desk.do(PlanWork(plan=Plan(notifies=(notify,)), origin=NOBODY))


async def test_a_letter_goes_out_with_its_papers_and_what_became_words(tmp_path: Path) -> None:
    post, papers = Post(), Papers()
    async with a_house(tmp_path, post, before=drawing(papers)) as house:
        await house.enrol(post)
        await summary(house, "wanglei", "weekly-text", "weekly-chart")
        await house.settled()
        assert post.words("wanglei") == ["每周小结\n本周无差错"]
        assert [(file.name, file.data) for file in post.tried[0].files] == [("weekly-chart.png", b"weekly-chart")]


async def test_a_paper_that_cannot_be_made_holds_up_none_that_can(tmp_path: Path) -> None:
    post, papers = Post(), Papers(jammed={"weekly-chart"})
    async with a_house(tmp_path, post, before=drawing(papers)) as house:
        await house.enrol(post)
        house.app.press._retry = Retry(first=3_600, longest=3_600)
        await summary(house, "wanglei", "weekly-chart")
        await summary(house, "lixiaodong", "weekly-items")
        await post.until(lambda: bool(post.shown))
        assert post.words("lixiaodong") == ["每周小结"]
        assert papers.asked == ["weekly-chart", "weekly-items"]


async def test_after_some_attempts_the_words_go_alone_and_the_administrators_are_told(tmp_path: Path) -> None:
    post, papers = Post(), Papers(jammed={"weekly-chart"})
    async with a_house(tmp_path, post, before=drawing(papers)) as house:
        await house.enrol(post)
        await summary(house, "wanglei", "weekly-chart")
        await house.settled()
        assert papers.asked == ["weekly-chart"] * ATTEMPTS
        assert len(post.words("wanglei")) == 1
        assert post.words("wanglei")[0].startswith("每周小结\n")
        assert not next(message for message in post.tried if message.chat == "wanglei").files
        assert keys_told(house, ADMINISTRATOR) == ["failed.paper"]


async def test_a_paper_that_can_be_made_the_second_time_goes_out_whole(tmp_path: Path) -> None:
    post, papers = Post(), Papers(jammed={"weekly-chart"})
    async with a_house(tmp_path, post, before=drawing(papers)) as house:
        await house.enrol(post)
        await summary(house, "wanglei", "weekly-chart")
        await papers.until_asked(1)
        papers.jammed.clear()
        await house.settled()
        assert [file.name for file in post.tried[0].files] == ["weekly-chart.png"]
        assert not keys_told(house, ADMINISTRATOR)


async def test_a_letter_that_waited_for_its_papers_when_the_bot_died_is_made_at_the_next_start(tmp_path: Path) -> None:
    post, papers = Post(), Papers(jammed={"weekly-chart"})
    async with a_house(tmp_path, post, before=drawing(papers)) as house:
        await house.enrol(post)
        await summary(house, "wanglei", "weekly-chart")
        clock = house.clock
    papers.jammed.clear()
    async with a_house(tmp_path, post, clock=clock, before=drawing(papers)) as house:
        await house.settled()
        assert post.words("wanglei") == ["每周小结"]
        assert house.letters() == [("sent", ""), ("sent", "")]


async def test_a_full_disk_is_not_the_papers_fault(tmp_path: Path) -> None:
    """What cannot be published for want of room is published whole later, and never given up."""
    post, papers = Post(), Papers()
    async with a_house(tmp_path, post, before=drawing(papers)) as house:
        await house.enrol(post)
        await summary(house, "wanglei", "weekly-chart")
        house.store.full = True
        await papers.until_asked(ATTEMPTS + 2)
        house.store.full = False
        await house.settled()
        assert [file.name for file in post.tried[0].files] == ["weekly-chart.png"]
        assert not keys_told(house, ADMINISTRATOR)
