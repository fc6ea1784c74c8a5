"""领导指示: said again to the leader, split by unit, relayed within half an hour, with a receipt from every unit."""

from __future__ import annotations

from pathlib import Path

from bot.domain.texts import deadline, names
from tests.stories.incidents import FIRE, FIRST, incident, reported
from tests.stories.orders import matter, words
from tests.stories.shifts import fault_cards, suspected
from tests.world import World, a_world, at

ORDER = "陈县长电话指示：全力扑救，应急局牵头、卫健局配合，今晚9点前报情况"


async def _ordered(world: World) -> None:
    await reported(world, FIRE, "18:00")
    await world.says("wanglei", "电话已报王主任")
    await world.says("wanglei", "快报发了，王主任签发")
    await world.says("wanglei", "已报市应急办")
    await world.says("wanglei", ORDER)


async def owed(world: World, act: str) -> dict[str, str]:
    """Who still owes that on the incident, and by when."""
    hours = world.office.hours
    live = (o for o in (await matter(world, FIRST)).obligations if o.live and o.owes == act)
    return {o.about: f"{hours.local(o.due_at):%H:%M}" for o in live}


async def test_the_leader_hears_his_words_again_and_every_unit_has_them(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _ordered(world)

        world.hears("wanglei", "instruction.relaying", units=names("应急局", "卫健局"))
        echo = world.hears("chenzhiyuan", "instruction.echo", number=FIRST)
        assert "全力扑救" in words(world, echo)
        assert "应急局（牵头）、卫健局（配合）" in words(world, echo)
        for person, share in (("zhouqiang", "牵头"), ("shenjie", "配合")):
            told = world.hears(person, "instruction.to-unit", leader="陈县长")
            assert told.says("instruction.answer-by", due=deadline(at("21:00")))
            assert f"您单位：{share}" in words(world, told)
        world.forgets()
        assert await owed(world, "relay") == {"应急局": "18:30", "卫健局": "18:30"}
        assert await owed(world, "instruction_answer") == {"应急局": "21:00", "卫健局": "21:00"}

        await world.taps("chenzhiyuan", "echo_right", on=echo)
        world.no_cards()
        assert (await incident(world)).instructions[0].confirmed


async def test_a_receipt_counts_for_its_own_unit_alone(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _ordered(world)
        world.forgets()

        await world.says("zhouqiang", "收到")

        world.hears("zhouqiang", "instruction.received")
        world.no_cards()
        assert set(await owed(world, "relay")) == {"卫健局"}
        await world.taps("shenjie", "receive")
        world.hears("chenzhiyuan", "instruction.all-told", number=FIRST)
        world.no_cards()
        assert await owed(world, "relay") == {}
        assert set(await owed(world, "instruction_answer")) == {"应急局", "卫健局"}


async def test_told_by_telephone_and_who_is_left(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _ordered(world)
        world.forgets()
        await world.passes("5m")

        await world.says("wanglei", "已传到应急局老周，18:03")
        noted = world.hears("wanglei", "instruction.relayed", units=names("应急局"))
        assert noted.says("instruction.left", units=names("卫健局"))
        await world.says("wanglei", "已传到卫健局沈洁")

        world.hears("wanglei", "instruction.relayed", units=names("卫健局"))
        world.hears("chenzhiyuan", "instruction.all-told")
        world.no_cards()


async def test_a_unit_that_does_not_answer_climbs_to_the_group(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _ordered(world)
        await world.says("zhouqiang", "收到")
        world.forgets()

        await world.until(at("18:30"))
        world.forgets(lambda heard: heard.says("call.warn"))
        world.hears("wanglei", "call.overdue-now")
        world.hears("lixiaodong", "call.stand-in")
        await world.until(at("19:01"))
        world.hears("zhangjianguo", "call.report")
        world.hears("wangliqun", "call.report")
        group = world.hears("g:zhibanqun", "call.group")
        assert "卫健局" in words(world, group)
        fault_cards(world)
        world.no_cards()
        assert await suspected(world) == ["wanglei"]


async def test_a_unit_reports_back_and_those_who_wait_hear_its_words(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _ordered(world)
        world.forgets()

        await world.says("zhouqiang", "反馈：火已扑灭，正在清理")

        world.hears("zhouqiang", "instruction.answer-noted")
        for person in ("chenzhiyuan", "wanglei"):
            heard = words(world, world.hears(person, "instruction.answered"))
            assert heard == f"{FIRST} 应急局反馈：火已扑灭，正在清理"
        card = next(h for h in world.unheard if h.letter.card)
        assert "应急局 ✓ 18:00 签收，18:00 已反馈" in words(world, card)
        world.no_cards()
        assert set(await owed(world, "instruction_answer")) == {"卫健局"}
        assert set(await owed(world, "relay")) == {"卫健局"}


async def test_what_a_unit_feeds_back_is_no_incident_of_its_own(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _ordered(world)
        world.forgets()

        await world.says("shenjie", "反馈：伤员3人均在县医院，无生命危险")
        world.hears("shenjie", "instruction.answer-noted")
        await world.says("shenjie", "反馈：又有1人轻伤，已出院")
        world.hears("shenjie", "instruction.answer-noted")

        assert len([h for h in world.unheard if h.says("instruction.answered")]) == 4
        world.forgets()
        assert len(await world.app.reads.open_matters("incident")) == 1


async def test_a_leader_may_say_it_himself(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("chenzhiyuan", "指示：应急局立即赶赴现场")

        echo = world.hears("chenzhiyuan", "instruction.echo", number=FIRST)
        assert echo.says("instruction.relaying", units=names("应急局"))
        told = words(world, world.hears("zhouqiang", "instruction.to-unit", leader="陈县长"))
        assert "应急局立即赶赴现场" in told
        world.no_cards()


async def test_in_reply_to_the_card_in_the_group_it_is_about_that_incident(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")
        await world.says("wanglei", "17点50分")
        card = next(h for h in world.unheard if h.letter.card and h.letter.chat == "g:zhibanqun")
        world.forgets()

        order = "全力救治伤员，卫健局牵头，应急局配合，晚上8点前报情况"
        await world.says("chenzhiyuan", order, group="zhibanqun", reply_to=card)

        world.hears("g:zhibanqun", "instruction.echo", number=FIRST)
        for person in ("zhouqiang", "shenjie"):
            world.hears(person, "instruction.answer-by", due=deadline(at("20:00")))
        world.no_cards()


async def test_without_a_unit_it_is_asked(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await reported(world, FIRE, "18:00")

        await world.says("wanglei", "陈县长电话指示：全力救治，查明原因")
        world.hears("wanglei", "instruction.which-units")
        await world.says("wanglei", "应急局、卫健局")

        world.hears("wanglei", "instruction.relaying", units=names("应急局", "卫健局"))
        echo = world.hears("chenzhiyuan", "instruction.echo")
        assert "全力救治，查明原因" in words(world, echo)
        world.hears("zhouqiang", "instruction.to-unit")
        world.hears("shenjie", "instruction.to-unit")
        world.no_cards()


async def test_a_unit_that_was_told_nothing_has_nothing_to_receive(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _ordered(world)
        told = world.hears("zhouqiang", "instruction.to-unit")
        world.forgets()

        await world.says("xulei", "收到")
        world.hears("xulei", "ack.nothing-waits")
        await world.taps("zhouqiang", "receive", on=told)
        assert await world.taps("zhouqiang", "receive", on=told) == "突发〔2026〕1号 没有等您签收的指示。"
        world.no_cards()
