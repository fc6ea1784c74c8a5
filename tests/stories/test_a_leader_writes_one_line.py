"""A leader writes one line: it is read back with its reasoning, corrected, issued; and nothing he said is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.ids import UnitId
from bot.domain.office import Office
from bot.domain.texts import deadline, names
from tests.stories.orders import PLAN, directive, issued, journalled, matter, states, words
from tests.world import a_world, at


async def test_it_is_read_back_with_who_what_when_and_why(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)

        card = world.hears("chenzhiyuan", "directive.head.draft", leader="陈县长")
        assert card.says("directive.leads", who=names("发改局"))
        assert card.says("directive.support", who=names("财政局"))
        assert card.says("directive.deliverable", what="方案")
        assert card.says("directive.due", due=deadline(at("17:30", 20)))
        assert card.says("directive.because")
        assert [button.verb for button in card.letter.buttons] == ["issue", "revise", "drop", "set_due"]
        for supervisor in ("sunli", "wutao"):
            world.hears(supervisor, "directive.head.draft")
        world.hears_nothing("gaoxiang")


async def test_one_tap_issues_it_and_every_unit_has_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        world.forgets()

        await world.taps("chenzhiyuan", "issue")

        world.hears("chenzhiyuan", "directive.issued", to=names("发改局", "财政局"))
        for contact in ("gaoxiang", "linfang"):
            card = world.hears(contact, "directive.head.open")
            assert card.button("sign") is not None
        assert card.button("extend") is None, "财政局 supports: there is no answer that it could ask more time for"
        world.no_cards()
        assert await states(world) == {"fagai": "waiting", "caizheng": "waiting"}


async def test_a_year_without_a_published_calendar_makes_the_deadline_provisional(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("10:30", 30, 12)) as world:
        await world.says("chenzhiyuan", "请住建局三个工作日内核实反馈")

        assert world.hears("chenzhiyuan", "deadline.provisional", year=2027)
        world.no_cards()


async def test_a_draft_that_nobody_issues_is_asked_for_and_then_goes_to_supervision(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        world.no_cards()

        await world.until(at("10:59"))
        world.silence()
        await world.until(at("11:00"))
        reminder = world.hears("chenzhiyuan", "call.overdue-now", number="DB-2026-0001")
        assert reminder.button("issue") is not None
        world.silence()
        await world.until(at("13:01"))
        for supervisor in ("sunli", "wutao"):
            assert world.hears(supervisor, "call.report").button("issue") is not None
        world.silence()

        await world.taps("sunli", "issue")
        world.hears("sunli", "directive.issued")
        world.no_cards()
        await world.until(at("16:00"))
        world.forgets(lambda heard: heard.letter.chat in ("p:gaoxiang", "p:linfang"))


async def test_a_discarded_draft_reaches_no_unit(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        world.forgets()

        await world.says("chenzhiyuan", "作废")

        world.hears("chenzhiyuan", "directive.draft-dropped", number="DB-2026-0001")
        world.no_cards()
        world.silence()
        assert (await matter(world, "DB-2026-0001")).matter.state == "dropped"
        await world.passes("3d")


async def test_a_person_may_be_charged_by_name(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请马俊今天下班前把常务会材料报我", by="wangliqun")

        body = await directive(world)
        assert [(p.unit, p.person) for p in body.parts] == [(None, "majun")]
        await world.says("majun", "收到")
        world.hears("majun", "directive.signed")
        world.no_cards()


async def test_somebody_named_with_his_unit_signs_for_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请发改局郭志强牵头，本周五前拿出方案")

        assert [(p.unit, p.person) for p in (await directive(world)).parts] == [("fagai", "guozhiqiang")]
        world.no_cards()


async def test_a_unit_without_a_contact_is_named_to_whoever_issues(tmp_path: Path) -> None:
    def no_liaison(office: Office) -> Office:
        unit = replace(office.units[UnitId("zhujian")], liaison=None)
        return replace(office, units={**office.units, unit.id: unit})

    async with a_world(tmp_path, office=no_liaison) as world:
        await world.says("chenzhiyuan", "请住建局本周五前报方案")
        await world.taps("chenzhiyuan", "issue")

        world.hears("chenzhiyuan", "directive.tell-them-yourself", who=names("住建局"))
        world.no_cards()


@pytest.mark.parametrize(
    ("said", "rule", "day", "month"),
    [("请水利局研究提出意见", "PS-05", 3, 12), ("请水利局研究提出意见，速办！", "PS-03", 25, 11)],
)
async def test_without_a_deadline_the_rule_applies_and_says_so(
    tmp_path: Path, said: str, rule: str, day: int, month: int
) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", said)

        card = world.hears("chenzhiyuan", "directive.due", due=deadline(at("17:30", day, month)))
        assert card.says("directive.due-by-rule", rule=rule)
        world.no_cards()


async def test_two_orders_in_one_message_are_two_matters(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请财政局本周五前报预算测算情况。请教育局月底前报摸底情况。")

        first, second = await directive(world), await directive(world, "DB-2026-0002")
        assert [p.unit for p in first.parts] == ["caizheng"]
        assert [p.unit for p in second.parts] == ["jiaoyu"]
        assert (first.due and first.due.at, second.due and second.due.at) == (at("17:30", 20), at("17:30", 30))
        assert "教育局" not in first.text
        assert (await matter(world, "DB-2026-0002")).matter.title == "请教育局报摸底情况"
        world.no_cards()


@pytest.mark.parametrize(
    "said",
    [
        "一是财政局测算，本周五前报；二是教育局摸底，月底前报；三是督查室下周三汇总",
        "财政局本周五前、教育局月底前各报一份方案",
        "请财政局本周五前报测算，请教育局月底前报摸底情况。",
        "请发改局本周五前报初稿，月底前报正式方案",
    ],
)
async def test_several_deadlines_in_one_message_are_all_kept(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", said)

        days = [at("17:30", 20), at("17:30", 30), at("17:30", 25)]
        cases = sorted(await world.app.reads.open_matters("directive"), key=lambda case: case.matter.id)
        bodies = [await directive(world, case.matter.number) for case in cases]
        assert [b.due and b.due.at for b in bodies] == days[: len(bodies)]
        assert len(bodies) >= 2
        assert all(body.leads for body in bodies)
        world.no_cards()


@pytest.mark.parametrize("said", ["阅。", "已阅", "圈阅"])
async def test_read_is_no_task(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", said)

        world.hears("chenzhiyuan", "note.kept")
        await world.passes("4d")
        assert not await world.app.reads.open_matters("directive")


async def test_what_another_leader_shall_read_is_passed_on(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请李县长阅。")

        world.hears("chenzhiyuan", "note.passed-on", readers=names("李思源"))
        world.hears("lisiyuan", "note.for-you", leader="陈县长")


async def test_the_same_line_sent_twice_is_one_matter(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.says("chenzhiyuan", PLAN)

        world.hears("chenzhiyuan", "directive.same-again", number="DB-2026-0001")
        world.no_cards()
        assert len(await world.app.reads.open_matters("directive")) == 1


async def test_who_is_no_leader_is_refused_in_words_and_it_is_journalled(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("gaoxiang", PLAN)
        refused = world.hears("gaoxiang", "refused.role")
        assert "不在您的权限内" in words(world, refused)
        assert await journalled(world, "gaoxiang", "refused.role")

        await world.says("wanglei", PLAN)
        world.hears("wanglei", "directive.whose")
        assert await journalled(world, "wanglei", "directive.whose")

        await world.says("wanglei", "李晓东批示：请发改局本周五前拿出方案")
        world.hears("wanglei", "directive.not-a-leader", name="李晓东")
        assert not await world.app.reads.open_matters("directive")


async def test_an_officer_takes_down_what_a_leader_said_and_the_leader_issues_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("wanglei", "陈县长批示：请发改局牵头、财政局配合，本周五前拿出方案")

        world.hears("wanglei", "directive.sent-to-confirm", leader="陈县长")
        own = world.hears("wanglei", "directive.head.draft", leader="陈县长")
        assert own.button("issue") is None
        card = world.hears("chenzhiyuan", "directive.head.draft", leader="陈县长")
        assert not words(world, card).count("批示：请发改局"), "the card says once who gave it"

        await world.taps("chenzhiyuan", "issue")
        world.hears("chenzhiyuan", "directive.issued")
        world.no_cards()


async def test_a_leader_who_is_not_here_is_confirmed_by_supervision(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("wanglei", "市领导批示：请发改局本周五前拿出方案")
        world.hears("wanglei", "directive.sent-to-supervision", leader="市领导")
        world.no_cards()

        await world.until(at("11:00"))
        assert world.hears("sunli", "call.overdue-now").button("issue") is not None
        await world.taps("sunli", "issue")
        world.hears("sunli", "directive.issued")
        world.no_cards()
        assert (await directive(world)).leader is None


async def test_a_leader_orders_and_answers_in_the_group(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "速办！", group="dubanqun")
        world.hears("g:dubanqun", "directive.which-unit")

        await world.says("chenzhiyuan", "水利局", group="dubanqun")

        world.hears("g:dubanqun", "directive.redrafted")
        world.hears("chenzhiyuan", "directive.head.draft")
        world.no_cards()
        assert [p.unit for p in (await directive(world)).leads] == ["shuili"]
