"""续报, 更正, 终报, 演练, 误报: what is learnt later. A number falls only by a correction."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.duties.incident.body import Replaced
from bot.domain.elements import Casualties
from bot.domain.matters import Stage
from tests.stories.incidents import BUS, FIRE, FIRST, casualties, clocks, incident, reported
from tests.stories.orders import matter, words
from tests.stories.shifts import suspected
from tests.world import World, a_world, at

FOLLOW_UP = "续报一：截至18时31分，死亡3人，重伤2人轻伤4人，道路恢复通行，家属安抚组已到医院"


async def test_a_follow_up_is_numbered_and_reads_out_how_things_stand(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", FOLLOW_UP)
        noted = world.hears("wanglei", "incident.followed-up", number=FIRST, n=1)
        assert "伤亡 死亡3人、重伤2人、轻伤4人" in words(world, noted)
        await world.says("wanglei", "续报：现场清理完毕")
        world.hears("wanglei", "incident.followed-up", n=2)
        world.no_cards()
        assert await casualties(world) == Casualties(dead=3, severe=2, minor=4)


async def test_a_number_does_not_fall_by_an_ordinary_word(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("wanglei", FOLLOW_UP)
        world.forgets()

        await world.says("wanglei", "续报二：死亡2人")

        refused = world.hears("wanglei", "incident.would-fall", old=3, new=2)
        assert (await casualties(world)).dead == 3
        await world.taps("wanglei", "correct", on=refused)
        world.hears("wanglei", "incident.corrected")
        world.no_cards()
        assert (await casualties(world)).dead == 2


async def test_what_is_said_on_top_is_never_added_up_by_the_bot(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", "又死了一个")
        world.hears("wanglei", "incident.say-total", known=2)
        await world.says("wanglei", "续报：又有3人死亡")
        world.hears("wanglei", "incident.say-total", known=2)
        assert await casualties(world) == Casualties(dead=2, injured=7)

        await world.says("wanglei", "死亡人数升到3人")
        world.hears("wanglei", "incident.supplemented")
        world.no_cards()
        assert (await casualties(world)).dead == 3


async def test_who_is_known_to_be_badly_hurt_does_not_make_the_others_vanish(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", "伤员中1人重伤")

        world.hears("wanglei", "incident.supplemented", number=FIRST)
        card = next(h for h in world.unheard if h.letter.card)
        assert "伤亡 死亡2人、受伤7人（其中重伤1人）" in words(world, card)
        world.no_cards()
        await world.says("wanglei", "续报：重伤1人，其他人情况稳定")
        world.forgets()
        assert await casualties(world) == Casualties(dead=2, severe=1, injured=7)
        assert len(await world.app.reads.open_matters("incident")) == 1


async def test_hurt_is_a_total_that_does_not_fall_behind_what_is_known(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, "报告：今天18时20分，城北客车侧翻，7人受伤，其中2人重伤，交警已到，县交警李明报的")
        assert await casualties(world) == Casualties(injured=7, severe=2)

        await world.says("wanglei", "续报：受伤6人")
        world.hears("wanglei", "incident.would-fall", old=7, new=6)
        await world.says("wanglei", "续报：重伤2人，轻伤5人")
        assert "伤亡 重伤2人、轻伤5人" in words(world, world.hears("wanglei", "incident.followed-up"))
        await world.says("wanglei", "续报：受伤6人")
        world.hears("wanglei", "incident.would-fall", old=7, new=6)
        world.no_cards()


@pytest.mark.parametrize(
    "said", ["其中3人重伤", "县医院抢救无效，死亡3人", "伤员3人已出院", "新增2人失踪", "原因是司机疲劳驾驶"]
)
async def test_words_about_people_known_to_be_hurt_open_no_second_incident(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", said)

        world.forgets()
        assert len(await world.app.reads.open_matters("incident")) == 1


@pytest.mark.parametrize("said", ["终报", "续报", "续报二", "突发〔2026〕1号终报。"])
async def test_a_report_without_words_is_none(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", said)

        world.hears("wanglei", "incident.say-what")
        assert (await incident(world)).updates == ()


async def test_a_correction_keeps_the_old_value(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("wanglei", FOLLOW_UP)
        world.forgets()

        await world.says("wanglei", "更正，死亡2人，有1人抢救过来了")

        corrected = world.hears("wanglei", "incident.corrected")
        assert "死亡人数：3 → 2" in words(world, corrected)
        world.no_cards()
        assert (await incident(world)).updates[-1].replaced == (Replaced(what="dead", old="3", new="2"),)


async def test_a_corrected_time_moves_the_clock_upward(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", "更正，事发时间是18时05分")

        assert world.hears("wanglei", "incident.corrected").says("incident.upward-moved")
        world.no_cards()
        assert (await clocks(world))["upward_report"] == "19:05"


async def test_a_time_that_makes_it_late_is_said_to_everybody_and_charged_to_nobody(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")
        await world.says("wanglei", "电话已报王主任")
        await world.until(at("18:40"))
        world.forgets()

        await world.says("wanglei", "更正，事发时间是17时20分")

        assert world.hears("wanglei", "incident.upward-past")
        world.hears("zhangjianguo", "incident.upward-past-report", debtor="王磊")
        world.forgets()
        assert await suspected(world) == []


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("更正", "incident.correct-what"),
        ("更正，死亡2人", "incident.corrected-nothing"),
        ("更正，事发时间是2月30日", "incident.no-such-day"),
        ("更正，死亡20000人", "incident.number-unlikely"),
    ],
)
async def test_a_correction_of_nothing_changes_nothing(tmp_path: Path, said: str, key: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", said)

        world.hears("wanglei", key)
        assert await casualties(world) == Casualties(dead=2, injured=7)


async def test_an_edit_of_the_first_message_is_a_correction(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        said = await reported(world)

        await world.says("wanglei", BUS.replace("2死7伤", "3死6伤"), edits=said)

        corrected = words(world, world.hears("wanglei", "incident.corrected"))
        assert "死亡人数：2 → 3" in corrected
        assert "受伤人数：7 → 6" in corrected
        world.no_cards()
        assert await casualties(world) == Casualties(dead=3, injured=6)
        assert len(await world.app.reads.open_matters("incident")) == 1


async def test_nobody_corrects_by_editing_somebody_elses_words(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        said = await reported(world)
        await world.says("zhangjianguo", "误报")
        world.forgets()

        await world.says("wanglei", BUS.replace("2死7伤", "3死6伤"), edits=said)

        world.hears("wanglei", "edit.closed", number=FIRST)
        assert await casualties(world) == Casualties(dead=2, injured=7)


async def _all_reported(world: World) -> None:
    await world.says("wanglei", "电话已报王主任")
    await world.says("wanglei", "快报发了，王主任签发")
    await world.says("wanglei", "已报市应急办")
    world.forgets()


async def test_the_final_report_closes_what_owes_nothing_more(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await _all_reported(world)

        await world.says("wanglei", "终报：伤员全部收治，现场清理完毕，善后由县交通局牵头，后续调查另报")

        world.hears("wanglei", "incident.finished", number=FIRST)
        world.no_cards()
        assert (await matter(world, FIRST)).matter.stage is Stage.CLOSED
        await world.until(at("12:00", 19))
        world.silence()


async def test_a_final_report_forgives_nothing_that_is_owed(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", "终报：伤员全部收治，现场清理完毕")

        left = words(world, world.hears("wanglei", "incident.finished-but-owed", n=3))
        assert "口头报告领导" in left
        world.no_cards()
        assert (await matter(world, FIRST)).matter.stage is Stage.OPEN
        await _all_reported(world)
        assert (await matter(world, FIRST)).matter.stage is Stage.CLOSED


async def test_a_drill_stops_everything_and_takes_suspicions_back(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.until(at("19:00"))
        world.forgets()
        assert await suspected(world) == ["wanglei"]

        await world.says("zhangjianguo", "刚才是演练")

        world.hears("zhangjianguo", "incident.was-drill", number=FIRST)
        world.hears("wanglei", "incident.called-drill", name="张建国")
        world.forgets()
        assert await suspected(world) == []
        assert await clocks(world) == {}
        await world.until(at("12:00", 19))
        world.silence()


async def test_only_whoever_leads_says_that_it_was_a_drill(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)

        await world.says("wanglei", "刚才是演练")

        world.hears("wanglei", "refused.role")
        assert len(await clocks(world)) == 3


async def test_a_false_alarm_stops_the_clocks_and_everybody_concerned_hears_who_said_so(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00", by="linfang")

        await world.says("wanglei", "核实了，是误报")

        world.hears("wanglei", "incident.was-false-alarm")
        for person in ("linfang", "zhangjianguo"):
            world.hears(person, "incident.called-false-alarm", name="王磊")
        world.no_cards()
        await world.until(at("20:00"))
        world.silence()


async def test_with_several_open_it_is_asked_which_one(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world)
        await world.says("wanglei", "河西镇陈家沟山体滑坡，无人员伤亡，18时10分发生的，镇里报的，已派人去")
        world.forgets()

        await world.says("wanglei", "续报：道路恢复")
        world.hears("wanglei", "which.ask")
        await world.says("wanglei", "突发〔2026〕2号续报：道路恢复")

        world.hears("wanglei", "incident.followed-up", number="突发〔2026〕2号")
        world.no_cards()
        assert (await incident(world)).follow_ups == 0


@pytest.mark.parametrize("said", ["现在什么情况", "现场情况怎么样？", "突发〔2026〕1号情况如何", "现场怎么样了"])
async def test_whoever_asks_how_it_stands_is_shown_it(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", said)
        await world.says("chenzhiyuan", said)

        for person in ("wanglei", "chenzhiyuan"):
            assert "最紧：口头报告领导，18:10 前" in words(world, world.hears(person, "incident.head.open"))
        assert (await incident(world)).elements.occurred_at is None


async def test_the_draft_may_be_asked_for_in_words_whatever_was_asked_before(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")
        await world.says("wanglei", "刚刚")
        await world.says("wanglei", "不清楚")
        world.forgets()

        await world.says("wanglei", "看快报稿")

        world.hears("wanglei", "flash.masthead")
        assert (await incident(world)).elements.measures == ""


async def test_an_edit_of_an_answer_is_a_correction_of_it(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")
        answer = await world.says("wanglei", "17点25分")
        world.forgets()

        await world.says("wanglei", "17点15分", edits=answer)

        world.hears("wanglei", "incident.corrected")
        world.no_cards()
        assert (await incident(world)).elements.occurred_at == at("17:15")


async def test_a_command_without_words_opens_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await world.says("wanglei", "/incident")
        world.hears("wanglei", "incident.say-what-happened")

        await world.says("wanglei", "/incident 城关镇水管爆裂")
        world.hears("wanglei", "incident.opened", number=FIRST)
        world.forgets()


async def test_a_nought_is_said_back_as_a_nought_and_takes_nobody_away(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, "报告：城北化工厂冒浓烟，有人受伤", "18:00")

        await world.says("wanglei", "更正，死亡0人")
        answer = world.hears("wanglei", "incident.corrected-new", number=FIRST)
        assert "死亡0人" in words(world, answer)
        assert "无人员伤亡" not in words(world, answer)
        assert (await incident(world)).elements.casualties.injured == 1
        await world.says("wanglei", "更正，无人员伤亡")
        await world.says("wanglei", "续报：3人轻伤")

        casualties = (await incident(world)).elements.casualties
        assert (casualties.minor, casualties.approximate) == (3, False)
        world.forgets()
