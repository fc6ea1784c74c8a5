"""A draft says something else: corrected by typing, a tap or an edit of the message, or asked about and answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.texts import names, say
from tests.stories.orders import PLAN, directive, states, words
from tests.world import a_world, at


@pytest.mark.parametrize(
    ("said", "lead", "support", "day"),
    [
        ("改到下周三", ["fagai"], ["caizheng"], 25),
        ("改期限到下周三", ["fagai"], ["caizheng"], 25),
        ("牵头改为水利局", ["shuili"], ["caizheng"], 20),
        ("改牵头为水利局", ["shuili"], ["caizheng"], 20),
        ("不对，是水利局牵头", ["shuili"], ["caizheng"], 20),
        ("改由水利局牵头、教育局配合", ["shuili"], ["caizheng", "jiaoyu"], 20),
        ("再加上教育局配合", ["fagai"], ["caizheng", "jiaoyu"], 20),
        ("配合单位改为教育局、水利局", ["fagai"], ["jiaoyu", "shuili"], 20),
        ("不对，水利局牵头、发改局配合", ["shuili"], ["caizheng", "fagai"], 20),
        ("去掉财政局", ["fagai"], [], 20),
        ("改到下周三，牵头改为水利局", ["shuili"], ["caizheng"], 25),
    ],
)
async def test_a_draft_is_corrected_by_typing(
    tmp_path: Path, said: str, lead: list[str], support: list[str], day: int
) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        world.forgets()

        await world.says("chenzhiyuan", said)

        world.hears("chenzhiyuan", "directive.redrafted")
        world.no_cards()
        body = await directive(world)
        assert [p.unit for p in body.parts if p.lead] == lead
        assert [p.unit for p in body.parts if not p.lead] == support
        assert body.due is not None
        assert body.due.at == at("17:30", day)
        assert body.text == PLAN


async def test_a_tap_asks_what_is_wrong_and_offers_the_other_reading_of_the_day(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        world.forgets()

        await world.taps("chenzhiyuan", "revise")
        asked = world.hears("chenzhiyuan", "directive.revise-how")
        assert await world.taps("chenzhiyuan", "set_due", on=asked) == words(world, say("ok"))

        body = await directive(world)
        assert body.due is not None
        assert body.due.at == at("17:30", 19)
        card = world.hears("chenzhiyuan", "directive.because")
        assert card.says("directive.due-chosen-as", how=say("setting.include_day-off"))
        world.no_cards()


async def test_a_correction_nobody_understands_changes_nothing_and_is_asked_again(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "revise")
        world.forgets()

        await world.says("chenzhiyuan", "改得漂亮一点")
        world.hears("chenzhiyuan", "directive.revise-unclear")
        await world.says("chenzhiyuan", "下周三")
        world.hears("chenzhiyuan", "directive.redrafted")
        world.no_cards()


async def test_an_edit_of_the_message_is_a_new_draft_of_the_same_matter(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        said = await world.says("chenzhiyuan", PLAN)
        world.forgets()

        await world.says("chenzhiyuan", "请水利局牵头、财政局配合，下周三前拿出方案报我。", edits=said)

        world.hears("chenzhiyuan", "directive.redrafted", number="DB-2026-0001")
        world.no_cards()
        assert await states(world) == {"shuili": "waiting", "caizheng": "waiting"}


async def test_without_a_unit_it_is_asked_who_leads(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "速办！")
        world.hears("chenzhiyuan", "directive.which-unit")

        assert "牵头" in await world.taps("chenzhiyuan", "issue")
        await world.says("chenzhiyuan", "水利局")

        world.hears("chenzhiyuan", "directive.redrafted")
        world.no_cards()
        body = await directive(world)
        assert ([p.unit for p in body.leads], body.urgent) == (["shuili"], True)


async def test_an_unknown_unit_that_should_lead_is_asked_and_nobody_takes_its_place(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请档案局牵头、财政局配合，本周五前拿出方案报我。")

        world.hears("chenzhiyuan", "directive.which-unit-known", names=names("档案局"))
        body = await directive(world)
        assert [p.unit for p in body.leads] == []
        assert [p.unit for p in body.parts] == ["caizheng"]
        world.no_cards()

        await world.says("chenzhiyuan", "综合股")
        world.hears("chenzhiyuan", "directive.redrafted")
        world.no_cards()
        assert [(p.unit, p.lead) for p in (await directive(world)).parts] == [("zonghe", True), ("caizheng", False)]


async def test_an_unknown_unit_that_should_support_is_shown_asked_and_named_when_it_is_issued(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请发改局牵头、档案局配合，本周五前拿出方案")
        world.hears("chenzhiyuan", "directive.outsiders-ask", names=names("档案局"))
        assert world.hears("chenzhiyuan", "directive.outsiders", names=names("档案局"))

        await world.taps("chenzhiyuan", "issue")

        world.hears("chenzhiyuan", "directive.tell-them-yourself", who=names("档案局"))
        world.no_cards()


async def test_an_unknown_unit_that_should_support_can_be_replaced(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请发改局牵头、档案局配合，本周五前拿出方案")
        world.forgets()

        await world.says("chenzhiyuan", "信息股")

        world.hears("chenzhiyuan", "directive.redrafted")
        world.no_cards()
        body = await directive(world)
        assert [(p.unit, p.lead) for p in body.parts] == [("fagai", True), ("xinxi", False)]
        assert body.outsiders == ()


async def test_an_unknown_person_is_asked(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请王晓明核实，本周五前报我")

        world.hears("chenzhiyuan", "directive.which-unit-known", names=names("王晓明"))
        world.no_cards()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("请水利局11月10日前报结果", "deadline.past"),
        ("请水利局2月30日前报结果", "deadline.no-such-day"),
        ("请水利局2099年12月31日前报结果", "deadline.far"),
    ],
)
async def test_an_impossible_deadline_is_asked_back(tmp_path: Path, said: str, key: str) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", said)
        world.hears("chenzhiyuan", key)
        assert world.hears("chenzhiyuan", "directive.no-due")
        await world.taps("chenzhiyuan", "issue")
        world.no_cards()
        world.silence()

        await world.says("chenzhiyuan", "牵头改为发改局")
        world.hears("chenzhiyuan", "directive.which-day")
        await world.says("chenzhiyuan", "下周三")
        world.hears("chenzhiyuan", "directive.redrafted")
        world.no_cards()
        body = await directive(world)
        assert body.due is not None
        assert body.due.at == at("17:30", 25)


async def test_an_edit_of_a_message_with_two_orders_changes_the_one_that_is_different(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        said = await world.says("chenzhiyuan", "一是财政局测算，本周五前报；二是教育局摸底，月底前报")
        world.forgets()

        await world.says("chenzhiyuan", "一是财政局测算，本周五前报；二是教育局摸底，下周三前报", edits=said)

        world.hears("chenzhiyuan", "directive.redrafted", number="DB-2026-0002")
        world.no_cards()
        world.silence()
        second = await directive(world, "DB-2026-0002")
        assert second.due is not None
        assert second.due.at == at("17:30", 25)


async def test_with_two_drafts_it_is_asked_which_one_is_corrected(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.says("chenzhiyuan", "请教育局阅处，月底前报结果")
        world.forgets()

        await world.says("chenzhiyuan", "改到下周三")
        asked = world.hears("chenzhiyuan", "which.ask")
        assert len(asked.letter.buttons) == 2
        await world.taps("chenzhiyuan", "this", on=asked)

        world.hears("chenzhiyuan", "directive.redrafted")
        world.no_cards()


LAST_FRIDAY = "请发改局牵头、财政局配合，上周五前拿出冬季电煤保供方案"


@pytest.mark.parametrize("other", ["让外星局周五前报材料", "请水利局周五前报汛情总结", "请发改局周五前报全年总结"])
async def test_another_order_is_no_answer_to_the_question_of_the_day(tmp_path: Path, other: str) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", LAST_FRIDAY)
        world.hears("chenzhiyuan", "deadline.past")

        await world.says("chenzhiyuan", other)

        assert ((await directive(world)).text, (await directive(world)).due) == (LAST_FRIDAY, None)
        assert (await directive(world, "DB-2026-0002")).text == other
        world.forgets()


@pytest.mark.parametrize("again", ["下周五", "请发改局牵头、财政局配合，下周五前拿出冬季电煤保供方案"])
async def test_the_day_or_the_same_order_with_another_day_is_the_answer(tmp_path: Path, again: str) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", LAST_FRIDAY)
        await world.says("chenzhiyuan", again)

        due = (await directive(world)).due
        assert due is not None
        assert due.at == at("17:30", 27)
        assert len(await world.app.reads.open_matters("directive")) == 1
        world.forgets()
