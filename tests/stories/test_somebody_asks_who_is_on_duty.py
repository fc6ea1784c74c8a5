"""今晚谁值班: who is on, who is there, and who holds the duty now; for other days what the roster says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.orders import words
from tests.stories.shifts import on_post, relieved, rostered
from tests.world import a_world, at


@pytest.mark.parametrize("said", ["今晚谁值班", "现在谁值班？", "谁的班", "今天值班的是谁"])
async def test_tonight(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("linfang", said)

        read = words(world, world.hears("linfang", "roster.line"))
        assert "带班 张建国✓　主班 王磊✓　副班 李晓东✓" in read
        assert "现在值守：王磊" in read


async def test_before_anybody_has_come_nobody_is_ticked(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)

        await world.says("linfang", "今晚谁值班")

        read = words(world, world.hears("linfang", "roster.line"))
        assert "主班 王磊　" in read
        assert "✓" not in read


async def test_in_the_small_hours_tonight_is_the_night_that_is_running(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        await rostered(world, day=19)
        await world.until(at("02:00", 19))
        world.forgets()

        await world.says("wanglei", "今晚谁值班")

        read = words(world, world.hears("wanglei", "roster.line"))
        assert "11月18日" in read
        assert "11月19日" not in read


async def test_other_days_and_a_week(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)
        await relieved(world)

        await world.says("linfang", "明天谁值班")
        assert "主班 刘洋" in words(world, world.hears("linfang", "roster.line"))
        await world.says("linfang", "本周值班表")
        week = words(world, world.hears("linfang", "roster.line"))
        assert "王磊" in week
        assert "刘洋" in week
        await relieved(world, day=22)
        await world.says("linfang", "本周值班表")
        assert "11月22日(周日)" in words(world, world.hears("linfang", "roster.line")), "a week ends on Sunday"
        await world.says("linfang", "下周一谁值班")
        world.hears("linfang", "roster.none")
        await world.says("liuyang", "我什么时候值班")
        world.hears("liuyang", "roster.own-line")
        await world.says("linfang", "我什么时候值班")
        world.hears("linfang", "roster.none-of-yours")


@pytest.mark.parametrize("said", ["元旦谁值班", "元旦假期都有谁带班", "元旦值班表"])
async def test_a_holiday_is_all_of_its_days(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)

        await world.says("linfang", said)

        asked = words(world, world.hears("linfang", "roster.none-between"))
        assert "1月1日(周五)至1月3日(周日)" in asked
        assert "11月18日" not in asked
