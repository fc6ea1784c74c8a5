"""接报: one sentence in private or in the group opens an incident, and every clock starts, complete or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.elements import Casualties
from bot.domain.matters import Stage
from tests.stories.incidents import BUS, FIRE, FIRST, casualties, clocks, incident, reported
from tests.stories.orders import matter, words
from tests.stories.shifts import on_post, suspected
from tests.world import a_world, at


@pytest.mark.parametrize("group", ["", "zhibanqun"])
async def test_one_sentence_starts_three_clocks_each_from_its_own_start(tmp_path: Path, group: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world, "18:31")

        await world.says("wanglei", BUS, group=group)

        answer = world.hears("g:zhibanqun" if group else "wanglei", "incident.opened", number=FIRST, n=3)
        assert "最紧：口头报告领导，18:41 前" in words(world, answer)
        world.no_cards()
        assert await clocks(world) == {"oral_report": "18:41", "flash_report": "19:31", "upward_report": "19:20"}
        body = await incident(world)
        assert body.received_at == at("18:31")
        assert body.elements.occurred_at == at("18:20")
        assert body.elements.place == "G210县城北3公里"
        assert body.elements.casualties == Casualties(dead=2, injured=7)
        assert body.elements.source == "县交警指挥中心李明"
        assert body.next_missing is None


async def test_a_cry_for_help_is_enough(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", FIRE, group="zhibanqun")

        asked = world.hears("g:zhibanqun", "incident.opened", n=3)
        assert asked.says("incident.ask.time")
        card = world.hears("g:zhibanqun", "incident.head.open")
        assert "伤亡 有人受伤（人数待核）" in words(world, card)
        assert "约受伤1人" not in words(world, card)
        world.no_cards()
        assert await clocks(world) == {"oral_report": "18:10", "flash_report": "19:00", "upward_report": "19:00"}


async def test_the_card_goes_to_everybody_concerned_and_is_one_in_every_chat(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", FIRE)

        cards = [heard.letter for heard in world.unheard if heard.letter.card]
        assert {letter.chat for letter in cards} == {"p:wanglei", "p:zhangjianguo", "g:zhibanqun"}
        await world.says("wanglei", "刚刚")
        again = [heard.letter for heard in world.unheard if heard.letter.card]
        assert {letter.card for letter in again} == {cards[0].card}
        world.forgets()


async def test_what_a_passer_by_tells_is_owed_by_the_officer_on_duty(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("linfang", FIRE)

        assert world.hears("linfang", "incident.opened").says("incident.passed-to")
        yours = world.hears("wanglei", "incident.yours", reporter="林芳", number=FIRST)
        assert "口头报告领导 18:10" in words(world, yours)
        world.no_cards()
        owed = (await matter(world, FIRST)).obligations
        assert {o.debtor for o in owed} == {"wanglei"}


async def test_a_second_officer_on_post_who_reports_it_owes_it_himself(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("lixiaodong", FIRE)

        world.hears("lixiaodong", "incident.opened")
        world.no_cards()
        world.silence()
        assert {o.debtor for o in (await matter(world, FIRST)).obligations} == {"lixiaodong"}


async def test_with_nobody_on_duty_it_goes_to_the_director(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await world.says("linfang", FIRE)

        world.hears("linfang", "incident.opened")
        world.hears("wangliqun", "incident.yours", reporter="林芳")
        world.no_cards()


async def test_what_was_told_too_late_is_nobodys_delay_here(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", "昨晚11点半河西村塌了半间房，没人受伤，今早村里才报")

        assert world.hears("wanglei", "incident.opened").says("incident.upward-from-receipt")
        world.no_cards()
        assert (await clocks(world))["upward_report"] == "19:00"
        assert (await casualties(world)).none


async def test_the_same_message_twice_is_one_incident(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", BUS)

        known = world.hears("wanglei", "incident.known-already", number=FIRST)
        assert not await world.app.reads.by_number("突发〔2026〕2号")
        await world.taps("wanglei", "as", on=known)
        assert world.hears("wanglei", "incident.opened", number="突发〔2026〕2号").says("incident.like", number=FIRST)
        world.no_cards()


async def test_a_second_report_of_the_same_is_merged_by_one_tap(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("liuyang", "G210城北三公里翻了一辆客车，9人受伤")
        asked = world.hears("liuyang", "incident.like", number=FIRST)
        world.forgets()

        await world.taps("liuyang", "same", on=asked)

        world.hears("liuyang", "incident.merged", number="突发〔2026〕2号", into=FIRST)
        world.hears("wanglei", "incident.was-merged", name="刘洋", into=FIRST)
        world.no_cards()
        assert (await matter(world, "突发〔2026〕2号")).matter.stage is Stage.CLOSED
        assert await clocks(world, "突发〔2026〕2号") == {}
        assert await casualties(world) == Casualties(dead=2, injured=9)
        assert (await clocks(world))["oral_report"] == "18:41"

        said = await world.taps("liuyang", "unknown", on=asked)
        assert said == "突发〔2026〕2号 已并入 突发〔2026〕1号，请对 突发〔2026〕1号 说。"
        world.no_cards()


async def test_what_was_reported_under_the_second_number_counts_for_the_first(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("lixiaodong", "G210城北三公里翻了一辆客车，9人受伤")
        asked = world.hears("lixiaodong", "incident.like", number=FIRST)
        await world.says("lixiaodong", "突发〔2026〕2号电话已报王主任")
        world.forgets()

        await world.taps("lixiaodong", "same", on=asked)

        world.forgets()
        assert set(await clocks(world)) == {"flash_report", "upward_report"}
        done = (await incident(world)).oral
        assert done is not None
        assert done.to == ("王主任",)


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ("化工园A区起火，3人受伤", True),
        ("城关镇粮库起火", False),
        ("河西镇陈家沟山体滑坡", False),
    ],
)
async def test_only_what_may_be_the_same_is_asked_about(tmp_path: Path, said: str, alike: bool) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, "城关镇化工园着火了" if "粮库" in said else FIRE)

        await world.says("liuyang", said)

        assert world.hears("liuyang", "incident.opened").says("incident.like") == alike
        world.forgets()


async def test_pictures_do_not_come_into_the_report_and_what_was_said_is_kept(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", "😱😱城关镇加油站着火🔥🔥，2人烧伤🚑")

        world.hears("wanglei", "incident.opened")
        world.no_cards()
        case, body = await matter(world, FIRST), await incident(world)
        assert (case.matter.title, body.elements.place) == ("城关镇加油站着火", "城关镇加油站")
        assert body.elements.casualties == Casualties(injured=2)
        assert "🔥" in body.text


async def test_a_day_that_does_not_exist_is_said_and_asked_for(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", "2月30日下午3点河西镇桥塌了，3人被困")

        answer = world.hears("wanglei", "incident.no-such-day", day="2月30日")
        assert answer.says("incident.ask.time")
        world.no_cards()
        body = await incident(world)
        assert (body.elements.occurred_at, body.elements.place) == (None, "河西镇桥")
        assert body.elements.casualties == Casualties(trapped=3)

        await world.says("wanglei", "2月30日下午3点")
        world.hears("wanglei", "incident.no-such-day")
        await world.says("wanglei", "今天下午5点")
        world.hears("wanglei", "incident.supplemented")
        world.no_cards()
        assert (await incident(world)).elements.occurred_at == at("17:00")


async def test_a_hundred_thousand_characters_are_kept_and_it_is_said_what_was_read(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        long = "报告：城关镇粮库起火，" + "火势很大，" * 20_000

        await world.says("wanglei", long)

        world.hears("wanglei", "incident.opened")
        told = world.hears("wanglei", "message.too-long", n=len(long), read=4000)
        assert "原文已全部存下" in words(world, told)
        world.no_cards()
        assert (await matter(world, FIRST)).matter.title == "城关镇粮库起火"
        assert len((await incident(world)).text) == 4000


async def test_silence_climbs_to_the_group_and_every_rung_is_climbed_once(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.until(at("18:40"))
        assert len([h for h in world.unheard if h.says("call.warn")]) == 2
        world.forgets()
        await world.until(at("18:41"))
        world.hears("wanglei", "call.overdue-now")
        world.hears("lixiaodong", "call.stand-in")
        world.no_cards()
        world.silence()
        await world.until(at("18:46"))
        world.hears("zhangjianguo", "call.report", debtor="王磊")
        await world.until(at("18:51"))
        world.hears("wanglei", "call.overdue")
        world.hears("wangliqun", "call.report", debtor="王磊")
        assert await suspected(world) == []
        await world.until(at("18:56"))
        world.hears("g:zhibanqun", "call.group", debtor="王磊")
        world.hears("wanglei", "call.warn")  # the report upward has its own ladder
        world.no_cards()
        world.silence()
        assert await suspected(world) == ["wanglei"]
        await world.tick()
        await world.tick()
        world.silence()
