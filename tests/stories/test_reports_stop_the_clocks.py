"""口头已报, 快报已发, 已报上级: each stops its own clock at the moment that was said, with its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.matters import Stage
from bot.domain.texts import moment, names, span
from tests.stories.incidents import FIRE, FIRST, clocks, incident, reported
from tests.stories.orders import matter, words
from tests.world import a_world, at, length


async def test_by_word_of_mouth_to_whom_and_when(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.until(at("18:38"))
        world.forgets()

        await world.says("wanglei", "电话已报陈县长、王主任，18:36")

        noted = world.hears("wanglei", "incident.oral-noted", to=names("陈县长", "王主任"), after=span(length("5m")))
        assert noted.says("incident.oral-noted", at=moment(at("18:36"), "clock"))
        world.no_cards()
        assert "oral_report" not in await clocks(world)
        await world.until(at("18:49"))
        world.silence()


async def test_without_a_name_the_name_is_asked_and_the_moment_kept(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.until(at("18:35"))
        world.forgets()

        await world.taps("wanglei", "oral_done")
        asked = world.hears("wanglei", "incident.ask.oral_to", at=moment(at("18:35"), "clock"))
        await world.passes("2m")
        world.hears("wanglei", "call.warn")
        await world.taps("wanglei", "oral_to", on=asked, arg=asked.letter.buttons[0].arg)

        world.hears("wanglei", "incident.oral-noted", at=moment(at("18:35"), "clock"))
        world.no_cards()
        done = (await incident(world)).oral
        assert done is not None
        assert done.at == at("18:35")
        assert await clocks(world) == {"flash_report": "19:31", "upward_report": "19:20"}


async def test_the_name_may_be_written_with_the_time(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.until(at("18:38"))
        world.forgets()
        await world.taps("wanglei", "oral_done")
        world.forgets()

        await world.says("wanglei", "嗯")
        world.hears("wanglei", "incident.no-name")
        await world.says("wanglei", "王主任，18:59")
        world.hears("wanglei", "incident.time-ahead")
        await world.says("wanglei", "王主任，18:33")

        world.hears("wanglei", "incident.oral-noted", at=moment(at("18:33"), "clock"))
        world.no_cards()


async def test_a_second_leader_is_added_and_the_first_moment_counts(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("wanglei", "电话已报王主任")
        world.forgets()
        await world.until(at("18:45"))

        await world.says("wanglei", "也给李县长报了")

        world.hears("wanglei", "incident.oral-also", to=names("李县长"))
        await world.says("wanglei", "电话已报王主任")
        world.hears("wanglei", "incident.oral-already")
        world.no_cards()
        done = (await incident(world)).oral
        assert done is not None
        assert (done.to, done.at) == (("王主任", "李县长"), at("18:31"))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("电话已报王主任，18:59", "incident.time-ahead"),
        ("电话已报王主任，17:30", "incident.time-before"),
    ],
)
async def test_an_impossible_moment_stops_no_clock(tmp_path: Path, said: str, key: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.until(at("18:34"))

        await world.says("wanglei", said)

        world.hears("wanglei", key)
        assert "oral_report" in await clocks(world)


async def test_a_flash_report_needs_whoever_signed_it(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("wanglei", "电话已报王主任")
        await world.until(at("18:50"))
        world.forgets()

        await world.says("wanglei", "快报发了")
        world.hears("wanglei", "incident.ask.flash_by", at=moment(at("18:50"), "clock"))
        assert "flash_report" in await clocks(world)
        await world.passes("3m")
        world.forgets()
        await world.says("wanglei", "王主任签发")

        world.hears("wanglei", "incident.flash-noted", signer="王主任", after=span(length("19m")))
        world.no_cards()
        assert "flash_report" not in await clocks(world)
        await world.says("wanglei", "快报发了")
        world.hears("wanglei", "incident.flash-already", signer=names("王主任"))


async def test_upward_with_its_addressee(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", "已报市应急办")

        world.hears("wanglei", "incident.upward-noted-to", to=names("市应急办"))
        world.no_cards()
        assert "upward_report" not in await clocks(world)


async def test_the_card_shows_what_is_done_and_what_is_tightest(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", "电话已报王主任")

        card = words(world, world.hears("g:zhibanqun", "incident.head.open"))
        assert "✓ 口头报告领导 18:31" in card
        assert "⏱ 报送《应急快报》 时限 19:31" in card
        assert "最紧：上报上级政府，19:20 前" in card
        world.forgets()


async def test_the_draft_tells_what_is_known_and_marks_what_is_not(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.taps("wanglei", "flash_draft")

        draft = words(world, world.hears("wanglei", "flash.masthead"))
        assert "化工园着火了（首报）" in draft
        assert "事发时间：待核" in draft
        assert "人员伤亡：有人受伤（人数待核）" in draft
        assert "签发：（待签发）" in draft


async def test_a_follow_up_drafts_only_what_is_new(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("wanglei", "续报一：截至18时31分，死亡3人，重伤2人轻伤4人，道路恢复通行")
        world.forgets()

        await world.taps("wanglei", "flash_draft")

        draft = words(world, world.hears("wanglei", "flash.masthead"))
        assert "（续报1）" in draft
        assert "目前伤亡：死亡3人、重伤2人、轻伤4人" in draft
        assert "其余情况同前报。" in draft
        assert "接报时间" not in draft


async def test_who_has_no_duty_stops_no_clock(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("linfang", "电话已报王主任")

        world.forgets(lambda heard: heard.letter.chat == "p:linfang")
        assert "oral_report" in await clocks(world)


async def test_without_an_incident_there_is_nothing_to_report(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await world.says("wanglei", "电话已报王主任")

        world.hears("wanglei", "incident.none-open")


async def test_a_button_of_a_closed_incident_is_answered_in_words(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("wanglei", "续报：火灭了")
        old = next(h for h in world.unheard if h.letter.card and h.letter.chat == "p:wanglei")
        world.forgets()
        await world.says("zhangjianguo", "误报")
        world.forgets()
        assert (await matter(world, FIRST)).matter.stage is Stage.CLOSED

        for verb in ("oral_done", "flash_done", "upward_done"):
            assert await world.taps("wanglei", verb, on=old) == "突发〔2026〕1号 已标为误报，已经结束。"
        world.silence()
