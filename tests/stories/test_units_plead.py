"""异议 and 延期: in time they are ruled on, too late they are kept as an explanation, and nobody guesses a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.texts import deadline, moment, names
from tests.stories.orders import directive, issued, journalled, matter, states
from tests.world import World, a_world, at


async def due(world: World, unit: str) -> list[str]:
    """By when that unit owes its answer, in the office's zone."""
    owed = [o for o in (await matter(world, "DB-2026-0001")).obligations if o.live and o.owes == "answer"]
    return [world.office.hours.local(o.due_at).strftime("%m-%d %H:%M") for o in owed if o.unit == unit]


async def test_more_time_is_asked_before_the_due_time_and_granted(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")

        world.hears("gaoxiang", "extension.waiting", until=moment(at("17:30", 27)), due=moment(at("17:30", 20)))
        for judge in ("chenzhiyuan", "sunli", "wutao"):
            asked = world.hears(judge, "extension.asked", until=moment(at("17:30", 27)), reason="要等市局批复")
        world.no_cards()
        assert await due(world, "fagai") == ["11-20 17:30"], "unless it is granted, the due time stands"

        await world.taps("chenzhiyuan", "extend_yes")
        world.hears("chenzhiyuan", "extension.granted", until=deadline(at("17:30", 27)))
        world.hears("gaoxiang", "extension.granted")
        world.no_cards()
        assert await due(world, "fagai") == ["11-27 17:30"]
        assert "没有待批" in await world.taps("sunli", "extend_yes", on=asked)


@pytest.mark.parametrize(
    ("said", "days"),
    [("同意延期两天", [(23, 11), (24, 11), (27, 11)]), ("同意延到25日", [(25, 11), (27, 11)])],
)
async def test_a_leader_who_names_another_day_is_asked_which_one_counts(
    tmp_path: Path, said: str, days: list[tuple[int, int]]
) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")
        world.forgets()

        await world.says("chenzhiyuan", said)
        asked = world.hears("chenzhiyuan", "extension.which-day")
        stamps = [str(int(at("17:30", day, month).timestamp())) for day, month in days]
        assert [button.arg for button in asked.letter.buttons] == stamps
        assert await due(world, "fagai") == ["11-20 17:30"]

        await world.taps("chenzhiyuan", "extend_yes", on=asked, arg=stamps[0])
        world.hears("chenzhiyuan", "extension.granted", until=deadline(at("17:30", *days[0])))
        world.hears("gaoxiang", "extension.granted")
        world.no_cards()


async def test_consent_in_a_word_grants_what_was_asked(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")
        world.forgets()

        await world.says("chenzhiyuan", "同意")

        world.hears("chenzhiyuan", "extension.granted", until=deadline(at("17:30", 27)))
        world.hears("gaoxiang", "extension.granted")
        world.no_cards()


async def test_refused_leaves_the_due_time_where_it_was(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001申请延期三天，材料还没到")
        asked = world.hears("chenzhiyuan", "extension.asked", until=moment(at("17:30", 23)))
        assert asked
        world.forgets()

        await world.says("chenzhiyuan", "不同意延期")

        world.hears("chenzhiyuan", "extension.refused")
        world.hears("gaoxiang", "extension.refused", number="DB-2026-0001")
        world.no_cards()
        assert await due(world, "fagai") == ["11-20 17:30"]


async def test_a_request_without_a_day_is_asked_for_one(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "0001申请延期")
        world.hears("gaoxiang", "directive.ask.extend")
        await world.says("gaoxiang", "下周三，要等市局批复")

        world.hears("gaoxiang", "extension.waiting", until=moment(at("17:30", 25)))
        world.forgets()


async def test_asked_after_the_due_time_it_is_only_an_explanation(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "收到")
        await world.until(at("17:40", 20))
        world.forgets()

        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")

        world.hears("gaoxiang", "extension.too-late", due=moment(at("17:30", 20)))
        world.no_cards()
        world.silence()
        assert await due(world, "fagai") == ["11-20 17:30"]
        assert [note.kind for note in (await directive(world)).notes] == ["late-request"]


async def test_two_units_ask_and_neither_is_forgotten(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局、财政局本周五前分别报方案")
        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")
        first = world.hears("chenzhiyuan", "extension.asked", who=names("发改局"))
        await world.says("linfang", "0001申请延到11月25日，数据没到齐")
        world.forgets()

        await world.says("chenzhiyuan", "同意延期")
        world.hears("chenzhiyuan", "directive.whose-plea", who=names("发改局", "财政局"))
        await world.says("chenzhiyuan", "同意财政局延期")
        world.hears("chenzhiyuan", "extension.granted", who=names("财政局"))
        world.hears("linfang", "extension.granted", until=deadline(at("17:30", 25)))
        world.no_cards()
        assert (await due(world, "fagai"), await due(world, "caizheng")) == (["11-20 17:30"], ["11-25 17:30"])

        await world.taps("chenzhiyuan", "extend_yes", on=first)
        world.hears("gaoxiang", "extension.granted", until=deadline(at("17:30", 27)))
        world.forgets()
        assert await due(world, "fagai") == ["11-27 17:30"]


async def test_each_unit_has_its_own_button(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局、财政局本周五前分别报方案")
        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")
        first = world.hears("sunli", "extension.asked", who=names("发改局"))
        await world.says("linfang", "0001申请延到11月25日，数据没到齐")
        world.forgets()

        await world.taps("sunli", "extend_no", on=first)

        world.hears("gaoxiang", "extension.refused")
        world.hears("sunli", "extension.refused", who=names("发改局"))
        world.hears("chenzhiyuan", "extension.refused")
        world.no_cards()
        assert [e.unit for e in (await directive(world)).extensions] == ["caizheng"]


async def test_who_is_done_needs_no_ruling_any_more(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")
        await world.says("gaoxiang", "0001办完了")
        world.forgets()

        owed = [o.owes for o in (await matter(world, "DB-2026-0001")).obligations if o.live]
        assert sorted(owed) == ["close_out", "sign"]


async def test_a_request_nobody_answers_is_asked_for(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")
        await world.taps("linfang", "sign")
        world.forgets()

        await world.until(at("17:31", 19))

        reminder = world.hears("chenzhiyuan", "call.overdue-now")
        assert reminder.button("extend_yes") is not None
        world.forgets()


async def test_only_who_decides_may_grant(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001申请延到11月27日，要等市局批复")
        asked = world.hears("chenzhiyuan", "extension.asked")
        world.forgets()

        assert "不在您的权限内" in await world.taps("gaoxiang", "extend_yes", on=asked)
        assert await journalled(world, "gaoxiang", "refused.role")
        assert "由陈县长和督查室决定" in await world.taps("lisiyuan", "extend_yes", on=asked)
        assert await due(world, "fagai") == ["11-20 17:30"]


async def test_an_objection_in_time_is_ruled_on_and_upheld(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "这件不归我们管，该水利局办")
        world.hears("gaoxiang", "objection.waiting")
        world.hears("wutao", "objection.asked", suggest="水利局")
        asked = world.hears("sunli", "objection.asked", suggest="水利局")
        world.no_cards()

        await world.taps("sunli", "object_yes", on=asked)
        world.hears("sunli", "objection.upheld", to="水利局")
        world.hears("gaoxiang", "objection.upheld")
        world.hears("chenzhiyuan", "objection.upheld")
        assert world.hears("xulei", "directive.head.open").button("sign") is not None
        world.no_cards()
        assert await states(world) == {"fagai": "moved", "caizheng": "waiting", "shuili": "waiting"}
        assert (await due(world, "fagai"), await due(world, "shuili")) == ([], ["11-20 17:30"])


async def test_an_objection_without_a_suggestion_is_upheld_to_whom_supervision_names(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001不归我们管")
        world.forgets()

        await world.taps("sunli", "object_yes")
        world.hears("sunli", "objection.to-whom")
        await world.says("sunli", "水利局")

        world.hears("sunli", "objection.upheld", to="水利局")
        world.forgets()
        assert (await states(world))["fagai"] == "moved"


async def test_an_objection_is_rejected_and_the_task_stands(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001不归我们管，该水利局办")
        world.forgets()

        await world.taps("wutao", "object_no")

        world.hears("gaoxiang", "objection.rejected")
        world.hears("wutao", "objection.rejected")
        world.hears("chenzhiyuan", "objection.rejected")
        world.no_cards()
        assert (await states(world))["fagai"] == "waiting"
        assert await due(world, "fagai") == ["11-20 17:30"]


async def test_after_two_working_days_an_objection_is_refused_in_words_and_kept(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局月底前拿出方案")
        await world.says("gaoxiang", "收到")
        await world.until(at("17:29", 20))
        world.forgets()
        await world.says("gaoxiang", "0001不归我们管")
        world.hears("gaoxiang", "objection.waiting")
        world.forgets()
        await world.taps("sunli", "object_no")
        world.forgets()

        await world.until(at("17:31", 20))
        await world.says("gaoxiang", "0001还是不归我们管，该水利局办")

        world.hears("gaoxiang", "objection.too-late", at=moment(at("17:30", 20)))
        world.no_cards()
        assert (await directive(world)).notes[-1].text == "还是不归我们管，该水利局办"


async def test_only_supervision_rules_on_an_objection(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001不归我们管，该水利局办")
        asked = world.hears("sunli", "objection.asked")
        world.forgets()

        assert "不在您的权限内" in await world.taps("xulei", "object_yes", on=asked)
        assert await journalled(world, "xulei", "refused.role")


async def test_a_unit_that_supports_already_leads_when_the_lead_is_moved_to_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001不归我们管，该财政局办")
        world.forgets()

        await world.taps("sunli", "object_yes")

        world.forgets()
        assert await states(world) == {"fagai": "moved", "caizheng": "waiting"}
        assert await due(world, "caizheng") == ["11-20 17:30"]


@pytest.mark.parametrize(
    ("said", "until"),
    [("0001申请延期三天，材料没到", 23), ("0001申请延期三个工作日，材料没到", 25), ("0001申请延期一周", 27)],
)
async def test_a_length_is_counted_from_the_due_time_and_ends_on_a_working_day(
    tmp_path: Path, said: str, until: int
) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", said)

        world.hears("gaoxiang", "extension.waiting", until=moment(at("17:30", until)))
        world.forgets()


@pytest.mark.parametrize("said", ["同意延期两天", "同意延期两个工作日"])
async def test_consent_to_the_same_length_is_consent_to_what_was_asked(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", said.replace("同意", "0001申请") + "，材料没到")
        world.forgets()

        await world.says("chenzhiyuan", said)

        world.hears("chenzhiyuan", "extension.granted")
        world.hears("gaoxiang", "extension.granted")
        world.no_cards()
        assert await due(world, "fagai") == ["11-24 17:30" if "工作日" in said else "11-23 17:30"]


async def test_a_unit_that_asks_for_more_time_has_received_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "0001申请延期三天，材料没到")

        world.forgets()
        assert (await states(world))["fagai"] == "signed"


async def test_a_unit_that_passes_it_on_has_only_objected(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "0001转水利局办")

        world.hears("gaoxiang", "objection.waiting")
        world.hears("sunli", "objection.asked", suggest="水利局")
        world.forgets()
        assert (await states(world))["fagai"] == "waiting"
