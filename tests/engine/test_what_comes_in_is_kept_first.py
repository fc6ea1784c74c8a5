"""An arrival is in the inbox, committed, before anybody calls it received; whatever happens then, it counts once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.effects import Answer
from bot.domain.texts import say
from bot.messages import Inbound
from bot.ports import Arrival, Plan, Raw, Speaker
from tests.engine.house import a_house
from tests.engine.post import Post

REPORT = "报告：河西镇卫生院门口发生两车相撞，2人受伤"
SECRET = "机密★1年\n关于某某工作的通知"


@dataclass
class Slow:
    """Handlers that think until they are told to stop thinking."""

    go: asyncio.Event = field(default_factory=asyncio.Event)
    heard: list[str] = field(default_factory=list)
    hold: str = "慢"  # who says this waits

    async def plan(self, speaker: Speaker, now: datetime) -> Plan:
        self.heard.append(speaker.inbound.text)
        if self.hold in speaker.inbound.text:
            await self.go.wait()
        return Plan(says=(Answer(text=say("plain", text=f"答：{speaker.inbound.text}")),))


class CountingPost(Post):
    """Counts how often a payload is taken apart."""

    reads = 0

    def read(self, raw: Raw) -> Inbound:
        self.reads += 1
        return super().read(raw)


async def bring(app: App, arrivals: Sequence[Arrival]) -> None:
    await app.reception.accept(arrivals)


async def test_an_arrival_is_committed_when_it_is_called_accepted_and_not_yet_handled(tmp_path: Path) -> None:
    post, slow = Post(), Slow()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        house.app.reception._handlers = slow
        post.says("wanglei", "慢")
        await post.bring(house.app.reception.accept)
        assert house.rows("SELECT channel, key, chat, status FROM inbox") == [("post", "1", "wanglei", "new")]
        slow.go.set()
        await house.settled()
        assert house.rows("SELECT status FROM inbox") == [("done",)]


async def test_what_was_accepted_and_not_handled_is_handled_at_the_next_start(tmp_path: Path) -> None:
    post, slow = Post(), Slow()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        house.app.reception._handlers = slow
        post.says("wanglei", "慢")
        await post.bring(house.app.reception.accept)
        clock = house.clock
    second = Slow(hold="nobody says this")
    async with a_house(tmp_path, post, clock=clock, before=lambda app: answering(app, second)) as house:
        await house.settled()
        assert second.heard == ["慢"]
        assert post.words("wanglei") == ["答：慢"]


def answering(app: App, handlers: Slow) -> None:
    app.reception._handlers = handlers


async def test_a_command_beside_the_bot_leaves_what_was_accepted_alone(tmp_path: Path) -> None:
    """The command line starts the application without any channel, and must not call a message a failure for it."""
    post, slow = Post(), Slow()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        house.app.reception._handlers = slow
        post.says("wanglei", "慢")
        await post.bring(house.app.reception.accept)
        clock = house.clock
    async with a_house(tmp_path, clock=clock) as house:
        await house.settled()
        assert house.rows("SELECT status FROM inbox") == [("new",)]


async def test_the_same_arrival_twice_is_one_command(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        said = post.says("lixiaodong", REPORT)
        await bring(house.app, [said])
        await bring(house.app, [said])
        await bring(house.app, [said, said])
        await house.settled()
        assert house.rows("SELECT count(*) FROM inbox") == [(1,)]
        assert house.rows("SELECT count(*) FROM matters WHERE kind = 'incident'") == [(1,)]


async def test_the_same_arrival_is_known_after_a_restart(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        said = post.says("lixiaodong", REPORT)
        await bring(house.app, [said])
        await house.settled()
        clock = house.clock
    async with a_house(tmp_path, post, clock=clock) as house:
        await bring(house.app, [said])
        await house.settled()
        assert house.rows("SELECT count(*) FROM matters WHERE kind = 'incident'") == [(1,)]


async def test_the_same_key_on_another_channel_is_another_arrival(tmp_path: Path) -> None:
    post, wire = Post("post"), Post("wire")
    async with a_house(tmp_path, post, wire) as house:
        await house.enrol(post, wire)
        await bring(house.app, [post.says("lixiaodong", "今晚谁值班", key="7")])
        await bring(house.app, [wire.says("lixiaodong", "今晚谁值班", key="7")])
        await house.settled()
        assert house.rows("SELECT channel FROM inbox WHERE key = '7' ORDER BY channel") == [("post",), ("wire",)]
        assert len(post.shown) == len(wire.shown) == 1


async def test_what_one_person_says_is_handled_in_its_order_and_nobody_else_waits_for_it(tmp_path: Path) -> None:
    post, slow = Post(), Slow()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        house.app.reception._handlers = slow
        for chat, text in (("wanglei", "慢"), ("wanglei", "二"), ("lixiaodong", "三")):
            post.says(chat, text)
        await post.bring(house.app.reception.accept)
        await post.until(lambda: bool(post.shown))
        assert slow.heard == ["慢", "三"]
        slow.go.set()
        await house.settled()
        assert post.words("wanglei") == ["答：慢", "答：二"]


async def test_in_a_group_everybody_has_his_own_turn(tmp_path: Path) -> None:
    post, slow = Post(), Slow()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post, group=True)
        house.app.reception._handlers = slow
        post.says("group-duty", "慢", sender="wanglei")
        post.says("group-duty", "快", sender="lixiaodong")
        await post.bring(house.app.reception.accept)
        await post.until(lambda: bool(post.shown))
        assert post.words("group-duty") == ["答：快"]
        slow.go.set()
        await house.settled()


async def test_a_payload_is_taken_apart_once(tmp_path: Path) -> None:
    post = CountingPost()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        post.says("wanglei", "今晚谁值班")
        await post.bring(house.app.reception.accept)
        await house.settled()
        assert post.reads == 1


async def test_a_text_with_a_classified_mark_is_never_stored_and_is_answered_with_the_proper_way(
    tmp_path: Path,
) -> None:
    post = Post(can=None)
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        post.says("wanglei", SECRET)
        await post.bring(house.app.reception.accept)
        await house.settled()
        assert house.rows("SELECT refused, status FROM inbox") == [("secrecy-mark", "done")]
        assert "机要渠道" in post.words("wanglei")[0]
        await house.app.store.close()
    for file in tmp_path.iterdir():
        if file.is_file():
            assert "某某工作".encode() not in file.read_bytes(), file.name


async def test_an_accept_that_fails_leaves_nothing_to_be_handled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, slow = Post(), Slow()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        house.app.reception._handlers = slow
        house.store.full = True
        post.says("wanglei", "今晚谁值班")
        with pytest.raises(Exception, match="full"):
            await post.bring(house.app.reception.accept)
        house.store.full = False
        await house.app.reception.quiet()
        assert not slow.heard


async def test_what_is_said_before_the_backlog_was_read_is_no_part_of_the_backlog(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        post.open.clear()
        await house.tells("wanglei", "甲", "乙")
        await house.app.desk.take_up()
        post.open.set()
        await house.settled()
        assert post.words("wanglei") == ["甲", "乙"]
