"""为什么是这个时间: the rule with its source, or how the words were reckoned and what another setting gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.ids import RuleId
from bot.domain.limits import Limit
from bot.domain.texts import deadline, moment, say
from tests.stories.orders import PLAN, issued, words
from tests.world import a_world, at


@pytest.mark.parametrize(
    "asked", ["/explain", "为什么", "为什么是这个时间", "时限怎么算的", "0001为什么是周六", "why?"]
)
async def test_of_words_it_is_said_how_they_were_reckoned_and_what_another_setting_gives(
    tmp_path: Path, asked: str
) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请教育局3日内报摸底情况")
        world.forgets()

        await world.says("chenzhiyuan", asked)

        told = world.hears("chenzhiyuan", "explain.due", number="DB-2026-0001", due=deadline(at("17:30", 21)))
        assert told.says("explain.words", words="3日内")
        assert told.says("time.because.days")
        assert told.says("explain.setting", name="same_day_counts", value="false", due=moment(at("17:30", 20)))
        assert told.says("explain.setting", name="short_days_are_workdays", due=moment(at("17:30", 23)))
        assert "如果当天计入，就是11月20日" in words(world, told)


async def test_a_reply_to_the_draft_asks_about_that_one_of_several(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        card = world.hears("chenzhiyuan", "directive.head.draft")
        await world.says("chenzhiyuan", "请教育局月底前报摸底情况")
        world.forgets()

        await world.says("chenzhiyuan", "为什么", reply_to=card)

        assert world.hears("chenzhiyuan", "explain.due", number="DB-2026-0001").says(
            "explain.setting", name="include_day"
        )


async def test_with_several_it_is_asked_once_which_one_is_meant(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.says("chenzhiyuan", "请教育局月底前报摸底情况")
        world.forgets()

        await world.says("chenzhiyuan", "/explain")
        asked = world.hears("chenzhiyuan", "which.ask")
        await world.presses("chenzhiyuan", asked.letter.buttons[-1])

        world.hears("chenzhiyuan", "explain.due", number="DB-2026-0001")


async def test_to_ask_why_is_no_answer_to_what_is_wrong(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "revise")
        world.forgets()

        await world.says("chenzhiyuan", "为什么是这个时间")

        world.hears("chenzhiyuan", "explain.due")


async def test_a_reading_that_was_corrected_says_how_it_was_read_at_first(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "set_due")
        world.forgets()

        await world.says("chenzhiyuan", "为什么")

        told = world.hears("chenzhiyuan", "explain.due", due=deadline(at("17:30", 19)))
        assert told.says("explain.read", due=moment(at("17:30", 20)))


async def test_a_day_that_nobody_named_is_the_rule_s_with_its_source(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请水利局研究提出意见")
        world.forgets()

        await world.says("chenzhiyuan", "/explain")

        told = world.hears("chenzhiyuan", "explain.due", due=deadline(at("17:30", 3, 12)))
        assert told.says("explain.rule", id="PS-05")
        assert "平政办〔2017〕18号" in words(world, told)


async def test_a_unit_hears_of_the_words_and_of_the_clock_for_its_signature(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "为什么是这个时间")

        told = world.hears("gaoxiang", "explain.due", due=deadline(at("17:30", 20)))
        assert told.says("explain.rule", id="PS-13")
        assert told.says("explain.clock", start=moment(at("10:30")), due=deadline(at("14:30")))


async def test_a_limit_that_the_office_has_changed_is_shown_beside_the_rule_s_own(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        was = Limit.parse("2h")
        assert was is not None
        app = world.app
        await app.take_office(app.desk.office, replace(app.settings, changed={RuleId("TF-02"): was}))

        await world.says("wanglei", "/explain 快报")

        assert world.hears("wanglei", "explain.rule", id="TF-02").says("explain.changed", limit=was.text)


async def test_whoever_has_nothing_hears_that_there_is_no_rule(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("gaoxiang", "/explain")
        world.hears("gaoxiang", "explain.nothing")


async def test_the_sentences_name_the_setting_in_every_language(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        world.forgets()
        await world.says("chenzhiyuan", "/explain")
        told = world.hears("chenzhiyuan", "explain.due")
        assert "include_day = true" in words(world, told, "en")
        assert words(world, say("setting.include_day-off"), "zh-CN") in words(world, told)


async def test_why_among_people_who_talk_is_no_question_to_the_bot(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        world.forgets()

        for words_said in ("为什么", "他没来，为什么？", "不知道为什么"):
            await world.says("chenzhiyuan", words_said, group="dubanqun")

        world.silence()
