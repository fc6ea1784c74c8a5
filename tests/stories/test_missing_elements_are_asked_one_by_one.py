"""首报要素: 时间, 地点, 伤亡, 来源, 措施, one question at a time; 不清楚 is an answer, and nothing is swallowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.elements import Casualties
from tests.stories.incidents import FIRE, FIRST, casualties, clocks, incident, reported
from tests.stories.orders import words
from tests.world import a_world, at


async def test_each_answer_is_read_back_and_raises_the_next_question(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, "出事了，翻车了", "18:00")

        await world.says("wanglei", "刚才，17点50分")
        told = world.hears("wanglei", "incident.supplemented", number=FIRST)
        assert "事发 11月18日(周三)17:50" in words(world, told)
        assert told.says("incident.ask.place")
        await world.says("wanglei", "G210县城北3公里")
        assert world.hears("wanglei", "incident.supplemented").says("incident.ask.casualties")
        await world.says("wanglei", "两人")
        assert world.hears("wanglei", "incident.supplemented").says("incident.ask.source")
        await world.says("wanglei", "县交警指挥中心李明")
        assert world.hears("wanglei", "incident.supplemented").says("incident.ask.measures")
        await world.says("wanglei", "已派救护车，交警、120已到场，正在施救")
        assert world.hears("wanglei", "incident.supplemented").says("incident.complete")
        world.no_cards()

        elements = (await incident(world)).elements
        assert (elements.occurred_at, elements.place) == (at("17:50"), "G210县城北3公里")
        assert elements.casualties == Casualties(injured=2)
        assert elements.source == "县交警指挥中心李明"
        assert elements.measures == "已派救护车，交警、120已到场，正在施救"


async def test_one_question_at_a_time(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", "刚刚")

        asked = [key for key in world.hears("wanglei", "incident.supplemented").keys if key.startswith("incident.ask.")]
        assert asked == ["incident.ask.source"]
        world.no_cards()


@pytest.mark.parametrize("said", ["不清楚", "还不清楚", "在核实", "正在核实", "暂时不知道"])
async def test_not_known_is_an_answer(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", said)

        assert world.hears("wanglei", "incident.noted-unknown").says("incident.ask.source")
        world.no_cards()
        body = await incident(world)
        assert (body.unknown, body.elements.occurred_at) == (("time",), None)


async def test_so_is_a_tap(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.taps("wanglei", "unknown", arg="time")

        world.hears("wanglei", "incident.noted-unknown")
        world.no_cards()
        assert (await incident(world)).unknown == ("time",)


async def test_what_was_not_known_is_told_later_of_itself(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")
        for _ in range(3):
            await world.says("wanglei", "不清楚")
        world.forgets()

        await world.says("wanglei", "两人轻伤")

        world.hears("wanglei", "incident.supplemented")
        world.no_cards()
        assert await casualties(world) == Casualties(minor=2)


async def test_several_in_one_answer(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, "出事了，翻车了", "18:00")

        await world.says("wanglei", "17点40分，在城北加油站旁，两人受伤，120已到")

        world.hears("wanglei", "incident.supplemented-several")
        world.no_cards()
        elements = (await incident(world)).elements
        assert elements.occurred_at == at("17:40")
        assert elements.place == "城北加油站旁"
        assert elements.casualties == Casualties(injured=2)


async def test_words_that_cannot_be_the_answer_are_not_taken_for_it(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", "好的")
        world.hears("wanglei", "incident.not-an-answer")
        await world.says("wanglei", "谁知道啊？")
        world.hears("wanglei", "incident.not-an-answer")
        assert (await incident(world)).elements.occurred_at is None

        await world.says("wanglei", "17点55分")
        world.hears("wanglei", "incident.supplemented")
        world.no_cards()


async def test_no_is_no_place(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, "出事了，翻车了", "18:00")
        await world.says("wanglei", "刚刚")
        world.forgets()

        await world.says("wanglei", "没有")

        world.hears("wanglei", "incident.not-an-answer")
        assert (await incident(world)).elements.place == ""


async def test_people_trapped_are_the_answer_to_who_is_harmed(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, "今天17点50分，城北煤矿透水", "18:00")

        await world.says("wanglei", "十余人被困")

        told = world.hears("wanglei", "incident.supplemented", number=FIRST)
        assert "被困约10人" in words(world, told)
        world.no_cards()
        assert len(await world.app.reads.open_matters("incident")) == 1


async def test_a_place_is_no_measure(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")
        await world.says("wanglei", "刚刚")
        await world.says("wanglei", "园区值班室电话报的")
        world.forgets()

        await world.says("wanglei", "华兴化工厂二车间")

        assert world.hears("wanglei", "incident.supplemented").says("incident.ask.measures")
        world.no_cards()
        elements = (await incident(world)).elements
        assert (elements.place, elements.measures) == ("华兴化工厂二车间", "")


async def test_something_else_altogether_is_done_and_the_question_stands(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", "电话已报王主任")
        assert world.hears("wanglei", "incident.oral-noted-at-once").says("incident.ask.time")
        await world.says("wanglei", "17点50分")

        world.hears("wanglei", "incident.supplemented")
        world.no_cards()
        assert (await incident(world)).elements.occurred_at == at("17:50")


async def test_the_time_of_the_event_moves_only_the_clock_upward(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", "17点40分")

        assert world.hears("wanglei", "incident.supplemented").says("incident.upward-moved")
        world.no_cards()
        assert await clocks(world) == {"oral_report": "18:10", "flash_report": "19:00", "upward_report": "18:40"}


async def test_a_time_that_lies_ahead_is_refused(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", "补报：事发时间是明天上午9点")

        world.hears("wanglei", "incident.time-ahead")
        assert (await incident(world)).elements.occurred_at is None


async def test_talk_in_the_group_is_no_answer(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", "大家辛苦了", group="zhibanqun")

        world.silence()
