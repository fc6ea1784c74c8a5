"""交班, 接班: the duty and what is open go from one to the next, and nobody is without it in between."""

from __future__ import annotations

from pathlib import Path

from bot.domain.roster import Place
from tests.stories.orders import words
from tests.stories.shifts import on_post, opened, relieved, shift
from tests.world import World, a_world, at

SLIDE = "报告：河西镇陈家沟山体滑坡，阻断县道，无人员伤亡"


async def _morning(world: World, clock: str = "08:20", *, incident: bool = True) -> None:
    """The night is nearly over; one incident is still open, and whoever comes has been reminded."""
    await on_post(world)
    await relieved(world)
    if incident:
        await world.says("wanglei", SLIDE)
    await world.until(at(clock, 19))
    world.forgets()


async def holder(world: World) -> str:
    """Who has the duty, as anybody may ask."""
    world.forgets()
    await world.says("sunli", "现在谁值班")
    return words(world, world.hears("sunli", "roster.holds")).rpartition("：")[2]


async def test_the_open_matters_are_read_out_and_go_along(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _morning(world)

        await world.says("wanglei", "交班：滑坡继续跟，防汛办通知1件待转水利局，钥匙给刘洋")

        waits = world.hears("wanglei", "shift.hand-off-waits", name="刘洋")
        assert waits.says("shift.open-item", number="突发〔2026〕1号")
        offer = world.hears("liuyang", "shift.offered", name="王磊")
        assert offer.says("shift.open-item", number="突发〔2026〕1号")
        assert offer.says("shift.note")
        assert await holder(world) == "王磊"

        await world.taps("liuyang", "take_over", on=offer)
        world.hears("liuyang", "shift.you-hold-it")
        world.hears("wanglei", "shift.taken-over", name="刘洋", n=1)
        world.no_cards()
        assert await holder(world) == "刘洋"
        case = await world.app.reads.case((await world.app.reads.by_number("突发〔2026〕1号"))[0].id)
        assert case is not None
        assert {o.debtor for o in case.obligations if o.live} == {"liuyang"}


async def test_until_it_is_taken_the_duty_stays_and_the_silence_is_reported(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _morning(world, "08:29", incident=False)
        await world.says("wanglei", "交班给刘洋")
        world.forgets(lambda heard: not heard.says("call.take-over.warn"))

        await world.until(at("08:45", 19))
        world.forgets(lambda heard: not heard.says("call.take-over.warn") and not heard.says("call.take-over.overdue"))
        world.hears("liuyang", "call.take-over.warn", holder="王磊")
        world.hears("liuyang", "call.take-over.overdue", holder="王磊")
        world.silence()
        await world.until(at("09:00", 19))
        assert sum(h.says("call.take-over.report", name="刘洋") for h in world.unheard) == 2
        assert await holder(world) == "王磊"


async def test_who_comes_while_it_is_being_handed_to_him_is_reminded_once(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _morning(world)
        await world.says("wanglei", "交班给刘洋")
        world.forgets()
        await world.says("liuyang", "到岗了")
        assert world.hears("liuyang", "shift.take-it-over", holder="王磊").button("take_over") is not None

        await world.until(at("08:38", 19))

        assert sum(heard.says("call.take-over.warn") for heard in world.unheard) == 1
        world.forgets()


async def test_who_was_asked_to_take_over_and_is_then_handed_it_is_reminded_once(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _morning(world)
        await world.says("liuyang", "到岗了")
        await world.until(at("08:31", 19))
        await world.says("wanglei", "交班给刘洋")
        world.forgets()

        await world.until(at("08:42", 19))

        reminders = [h for h in world.unheard if h.says("call.take-over.warn") or h.says("call.take-over.overdue")]
        assert len(reminders) == 1
        world.forgets()


async def test_the_next_officer_may_take_it_without_being_asked(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _morning(world, "08:31", incident=False)
        await world.says("liuyang", "到岗了")
        world.hears("liuyang", "shift.take-it-over", holder="王磊")

        await world.says("liuyang", "接了，情况清楚")

        world.hears("liuyang", "shift.you-hold-it")
        world.hears("wanglei", "shift.taken-over-clean", name="刘洋")
        assert await holder(world) == "刘洋"


async def test_without_a_name_and_without_a_next_shift_it_is_asked_until_it_is_understood(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", "交班")
        world.hears("wanglei", "shift.hand-off-to-whom")
        await world.says("wanglei", "张三")
        world.hears("wanglei", "shift.to-whom-not-understood")
        await world.says("wanglei", "李晓东")
        world.hears("wanglei", "shift.hand-off-waits", name="李晓东")
        world.hears("lixiaodong", "shift.offered", name="王磊")
        assert (await shift(world)).holder == "wanglei"


async def test_who_may_not_hold_the_duty_is_not_offered_it(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", "交班给林芳")
        world.hears("wanglei", "shift.may-not-take", name="林芳")
        await world.says("wanglei", "交班给王磊")
        world.hears("wanglei", "shift.hand-off-to-yourself")
        assert (await shift(world)).handover is None


async def test_somebody_who_is_not_there_does_not_get_it_by_being_named(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("wanglei", "交班给何静")

        world.hears("wanglei", "shift.hand-off-waits", name="何静")
        world.hears("hejing", "shift.offered")
        assert (await shift(world)).holder == "wanglei"
        await world.says("hejing", "接班")
        world.hears("hejing", "shift.you-hold-it")
        world.hears("wanglei", "shift.taken-over-clean", name="何静")
        assert (await shift(world)).holder == "hejing"


async def test_who_was_offered_it_first_hears_that_it_goes_elsewhere(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        await world.says("wanglei", "交班给老周")
        world.hears("zhouming", "shift.offered")
        world.hears("wanglei", "shift.hand-off-waits", name="周明")

        await world.says("wanglei", "交班给小李")

        world.hears("wanglei", "shift.hand-off-waits", name="李晓东")
        world.hears("lixiaodong", "shift.offered")
        world.hears("zhouming", "shift.offered-elsewhere", name="王磊", to="李晓东")
        await world.says("zhouming", "接班")
        world.hears("zhouming", "shift.offered-to-another", name="李晓东")


async def test_who_does_not_hold_it_hands_nothing_over(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("lixiaodong", "交班给刘洋")

        world.hears("lixiaodong", "shift.not-the-holder", name="王磊")


async def test_taking_over_where_there_is_nothing_to_take(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await world.says("wanglei", "接班")
        world.hears("wanglei", "shift.nobody-holds")

        await on_post(world)
        await world.says("wanglei", "接班")
        world.hears("wanglei", "shift.yours-already")
        await world.says("zhaomin", "接班")
        world.hears("zhaomin", "shift.not-offered", name="王磊")
        await world.says("wanglei", "交班给李晓东")
        world.forgets()
        await world.says("zhaomin", "接班")
        world.hears("zhaomin", "shift.offered-to-another", name="李晓东")


async def test_a_second_tap_takes_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _morning(world, incident=False)
        await world.says("wanglei", "交班给刘洋")
        offer = world.hears("liuyang", "shift.offered")
        await world.taps("liuyang", "take_over", on=offer)
        world.forgets()

        assert await world.taps("liuyang", "take_over", on=offer) == "这个班已经接过了。"
        world.silence()


async def test_who_has_two_shifts_in_a_row_takes_nothing_over_from_himself(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)
        await opened(world, "day", at("08:30", 19), at("17:30", 19), (("wanglei", Place.PRIMARY),))
        await world.until(at("08:20", 19))
        world.forgets()

        await world.says("wanglei", "到岗了")

        assert world.hears("wanglei", "shift.checked-in").says("shift.goes-on")
        await world.until(at("12:00", 19))
        world.silence()
        assert await holder(world) == "王磊"


async def test_words_among_people_are_no_handover(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("liuyang", "快递我接了", group="zhibanqun")
        await world.says("liuyang", "接了", group="zhibanqun")

        world.silence()
