"""However a leader writes them: 水力局, 王雷 and 办公室 are charged, and a name that fits nobody well is asked."""

from __future__ import annotations

from pathlib import Path

from bot.domain.texts import names
from tests.stories.orders import directive, issued, states
from tests.world import a_world


async def test_the_office_as_a_whole_is_charged_and_its_director_signs(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请办公室尽快研究提出意见")
        assert world.hears("chenzhiyuan", "directive.head.draft").says("directive.leads", who=names("办公室"))
        world.no_cards()

        await world.taps("chenzhiyuan", "issue")
        assert world.hears("wangliqun", "directive.head.open").button("sign") is not None
        world.forgets()

        await world.says("wangliqun", "收到")
        assert await states(world) == {"office": "signed"}
        world.forgets()


async def test_a_unit_written_as_it_sounds_is_charged_and_is_no_stranger(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请水力局牵头、财证局配合，本周五前拿出方案")
        card = world.hears("chenzhiyuan", "directive.head.draft")
        assert card.says("directive.leads", who=names("水利局"))
        assert card.says("directive.support", who=names("财政局"))
        world.no_cards()
        assert (await directive(world)).outsiders == ()


async def test_a_person_written_as_he_sounds_is_charged_and_is_no_stranger(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请王雷牵头，本周五前拿出方案")

        body = await directive(world)
        assert [(part.person, part.lead) for part in body.parts] == [("wanglei", True)]
        assert body.outsiders == ()
        world.forgets()


async def test_another_family_name_before_one_character_is_asked_about(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请汪磊牵头、财政局配合，本周五前拿出方案")

        world.hears("chenzhiyuan", "directive.which-person", name="汪磊")
        assert [part.lead for part in (await directive(world)).parts] == [False]  # nobody leads until it is answered
        world.forgets()


async def test_a_correction_may_be_written_as_it_sounds_too(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请发改局牵头、财政局配合，本周五前拿出方案")
        world.forgets()

        await world.says("chenzhiyuan", "牵头改为水力局")

        world.hears("chenzhiyuan", "directive.redrafted")
        world.no_cards()
        assert [(p.unit, p.lead) for p in (await directive(world)).parts] == [("shuili", True), ("caizheng", False)]


async def test_a_unit_that_only_supports_leads_nothing_because_the_leader_is_unknown(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请民政局主办、财政局协办，周五前完成收费自查")

        card = world.hears("chenzhiyuan", "directive.head.draft")
        assert card.says("directive.support", who=names("财政局"))
        world.no_cards()
        world.hears("chenzhiyuan", "directive.which-unit-known", names=names("民政局"))
        body = await directive(world)
        assert [(part.unit, part.lead) for part in body.parts] == [("caizheng", False)]
        assert body.outsiders == ("民政局",)
        world.forgets()
