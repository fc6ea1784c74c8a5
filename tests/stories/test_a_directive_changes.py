"""An issued 批示 says something else, or is withdrawn: clocks move, and everybody concerned hears what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.matters import Stage
from bot.domain.texts import deadline, moment, names
from tests.stories.orders import PLAN, directive, issued, matter, states
from tests.world import a_world, at


async def test_an_edited_message_is_a_revision_and_those_concerned_hear_what_changed(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        said = await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "issue")
        await world.taps("gaoxiang", "sign")
        world.forgets()

        await world.says("chenzhiyuan", "请发改局牵头、水利局配合，下周三前拿出方案报我。", edits=said)

        revised = world.hears("gaoxiang", "directive.revised", number="DB-2026-0001")
        assert revised.says("directive.change.due", now=deadline(at("17:30", 25)), was=moment(at("17:30", 20)))
        assert revised.says("directive.change.support", now=names("水利局"), was=names("财政局"))
        assert revised.says("directive.change.text")
        world.hears("linfang", "directive.relieved", number="DB-2026-0001")
        assert world.hears("xulei", "directive.head.open").button("sign") is not None
        world.hears("chenzhiyuan", "directive.revision-told", n=2)
        world.no_cards()
        world.silence()
        assert await states(world) == {"fagai": "signed", "shuili": "waiting"}
        case = await matter(world, "DB-2026-0001")
        assert [(o.unit, o.due_at) for o in case.obligations if o.live and o.owes == "answer"] == [
            ("fagai", at("17:30", 25))
        ]
        assert not [o for o in case.obligations if o.live and o.unit == "caizheng"]


async def test_an_edit_that_changes_nothing_disturbs_nobody(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        said = await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "issue")
        world.forgets()

        await world.says("chenzhiyuan", PLAN, edits=said)

        world.hears("chenzhiyuan", "directive.unchanged")
        world.silence()


async def test_who_supports_may_be_made_to_lead(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("chenzhiyuan", "0001牵头改为财政局")

        world.hears("gaoxiang", "directive.relieved")
        assert world.hears("linfang", "directive.revised").says("directive.change.lead")
        world.hears("chenzhiyuan", "directive.revision-told")
        world.no_cards()
        owed = [o for o in (await matter(world, "DB-2026-0001")).obligations if o.live]
        assert sorted((o.owes, str(o.unit)) for o in owed) == [("answer", "caizheng"), ("sign", "caizheng")]


@pytest.mark.parametrize("said", ["0001改到下周三", "0001时限改到下周三", "把0001延到下周三", "0001延到下周三"])
async def test_the_leader_moves_the_deadline_by_its_number(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("chenzhiyuan", said)

        assert world.hears("gaoxiang", "directive.change.due", now=deadline(at("17:30", 25)))
        world.hears("linfang", "directive.revised")
        world.hears("chenzhiyuan", "directive.revision-told")
        world.no_cards()


async def test_the_leader_hears_of_a_revision_by_supervision(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("sunli", "0001转水利局办")

        world.hears("chenzhiyuan", "directive.revised")
        world.hears("gaoxiang", "directive.relieved")
        world.hears("linfang", "directive.revised")
        assert world.hears("xulei", "directive.head.open").button("sign") is not None
        world.hears("sunli", "directive.revision-told")
        world.no_cards()


@pytest.mark.parametrize("said", ["0001停办", "0001不用办了", "停办0001", "0001作废", "撤回0001"])
async def test_a_withdrawn_directive_asks_nobody_for_anything_any_more(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("chenzhiyuan", said)

        world.hears("chenzhiyuan", "directive.dropped")
        for person in ("gaoxiang", "linfang"):
            world.hears(person, "directive.dropped", number="DB-2026-0001")
        world.no_cards()
        assert not [o for o in (await matter(world, "DB-2026-0001")).obligations if o.live]
        await world.says("gaoxiang", "0001办完了")
        world.hears("gaoxiang", "directive.closed")
        await world.until(at("08:00", 23))
        world.silence()


async def test_another_leader_cannot_withdraw_or_change_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        draft = world.hears("chenzhiyuan", "directive.head.draft")
        for verb in ("issue", "drop", "revise"):
            assert "由陈县长和督查室决定" in await world.taps("lisiyuan", verb, on=draft)
        world.no_cards()
        assert (await matter(world, "DB-2026-0001")).matter.stage is Stage.DRAFT


async def test_a_tap_on_an_old_card_says_that_it_is_done_already(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        old = world.hears("chenzhiyuan", "directive.head.draft")
        await world.taps("chenzhiyuan", "issue", on=old)
        world.forgets()

        assert "已经下达过了" in await world.taps("chenzhiyuan", "issue", on=old)
        world.silence()
        assert (await directive(world)).issued_at == at("10:30")


async def test_what_is_overdue_can_still_be_given_to_another_unit(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.until(at("09:00", 23))
        world.forgets()

        await world.says("sunli", "0001转水利局办")

        world.hears("gaoxiang", "directive.relieved")
        world.hears("linfang", "directive.revised")
        world.hears("chenzhiyuan", "directive.revised")
        world.hears("sunli", "directive.revision-told")
        world.no_cards()
        owed = [o for o in (await matter(world, "DB-2026-0001")).obligations if o.live and o.owes == "answer"]
        assert [(o.unit, o.due_at) for o in owed] == [("shuili", at("17:30", 24))], "with the next working day to do it"
