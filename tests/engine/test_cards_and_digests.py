"""A card is changed where it stands; a group that would overflow gets a digest. Nothing is left out of either."""

from __future__ import annotations

from pathlib import Path

from bot.messages import Capabilities, Sent, TryAgain
from tests.engine.house import GROUP, a_house
from tests.engine.post import LIMIT, Answer, Post

AGAIN = "【重发】"


async def test_a_card_is_changed_in_its_place_and_states_in_between_are_left_out(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "一", card="incident:1")
        await house.settled()
        post.open.clear()
        await house.tells("wanglei", "二", card="incident:1")
        await post.until(lambda: len(post.tried) == 2)
        await house.tells("wanglei", "三", card="incident:1")
        await house.tells("wanglei", "四", card="incident:1")
        post.open.set()
        await house.settled()
        assert [(seen.words, seen.earlier) for seen in post.shown.values()] == [("四", ("一", "二"))]
        assert [status for status, _ in house.letters()] == ["sent", "sent", "replaced", "sent"]


async def test_a_card_finds_its_place_again_after_a_restart(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "一", card="incident:1")
        await house.settled()
        clock = house.clock
    async with a_house(tmp_path, post, clock=clock) as house:
        await house.tells("wanglei", "二", card="incident:1")
        await house.settled()
        assert [(seen.words, seen.earlier) for seen in post.shown.values()] == [("二", ("一",))]


async def test_a_group_that_would_overflow_gets_a_digest_and_misses_nothing(tmp_path: Path) -> None:
    post = Post(can=Capabilities(text_limit=LIMIT, group_per_minute=20))
    post.open.clear()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post, group=True)
        reminders = [f"第{index}件事已超时" for index in range(60)]
        await house.tells("g:zhibanqun", *reminders)
        post.open.set()
        await house.settled()
        shown = post.words(GROUP)
        assert len(shown) <= 20
        assert [word for word in reminders if not any(word in words for words in shown)] == []
        assert any("合并提醒" in words for words in shown)
        assert {status for status, _ in house.letters()} == {"sent"}


async def test_a_digest_that_may_have_arrived_says_so_as_one(tmp_path: Path) -> None:
    post = Post(can=Capabilities(text_limit=LIMIT, group_per_minute=20))
    unsure: list[Answer] = [Sent("x"), TryAgain(why="the answer was lost", unknown=True)]
    post.open.clear()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post, group=True)
        await house.tells("g:zhibanqun", *(f"第{index}件事" for index in range(60)))
        post.answers.extend(unsure)
        post.open.set()
        await house.settled()
        again = [words for words in post.words(GROUP) if words.startswith(AGAIN)]
        assert len(again) == 1
