"""A letter that alone is turned back lets the others pass; what is on its way when the bot stops is waited for."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.messages import Outgoing, TryAgain, plain
from tests.engine.house import a_house
from tests.engine.post import Answer, Post

SEVERAL = ("甲", "乙", "丙", "丁", "戊")


def stumbling(message: Outgoing) -> Answer | None:
    """A platform that fails at one message, and takes every other."""
    return TryAgain(why="Internal Server Error") if "甲" in plain(message.rich) else None


async def test_a_letter_that_alone_is_turned_back_lets_the_others_pass_and_is_given_up(tmp_path: Path) -> None:
    post = Post()
    post.rule = stumbling
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", *SEVERAL)
        await post.until(lambda: len(post.shown) == 4)
        await house.settled()
        assert post.words("wanglei") == list(SEVERAL[1:])
        assert house.letters() == [("failed", "Internal Server Error"), *[("sent", "")] * 4]


async def test_with_nothing_else_to_show_that_the_chat_is_there_it_is_tried_on(tmp_path: Path) -> None:
    post = Post()
    post.rule = stumbling
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲")
        await post.until(lambda: len(post.tried) == 30)
        post.rule = lambda message: None
        await house.settled()
        assert post.words("wanglei") == ["甲"]


async def test_one_whom_the_platform_asks_for_patience_is_never_given_up(tmp_path: Path) -> None:
    post, patience = Post(), TryAgain(why="Too Many Requests", after=timedelta(milliseconds=1))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        post.answers.extend([patience, patience] * 20)
        await house.tells("wanglei", *SEVERAL)
        await post.until(lambda: len(post.shown) == 5)
        await house.settled()
        assert post.words("wanglei") == list(SEVERAL)


async def test_what_is_on_its_way_when_the_bot_stops_arrives_and_is_not_said_again(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        post.open.clear()
        await house.tells("wanglei", "甲")
        await post.until(lambda: bool(post.tried))
        asyncio.get_running_loop().call_later(0.01, post.open.set)
        clock = house.clock
    async with a_house(tmp_path, post, clock=clock) as house:
        await house.settled()
        assert post.words("wanglei") == ["甲"]
