"""到岗: in words or by a tap, for oneself; for somebody else it is a question to him. What cannot be is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.texts import moment
from tests.stories.orders import words
from tests.stories.shifts import on_post, post, rostered
from tests.world import World, a_world, at


async def _reminded(world: World, clock: str = "17:20") -> None:
    await rostered(world)
    await world.until(at(clock))
    world.forgets()


@pytest.mark.parametrize("said", ["到岗了", "我到了", "已到岗", "王磊到岗", "到岗", "我已到值班室", "到了到了"])
async def test_any_plain_words_check_in(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("wanglei", said)

        heard = world.hears("wanglei", "shift.checked-in")
        assert heard.says("shift.duty-is-yours")
        assert (await post(world, "wanglei")).checked_in_at == at("17:20")


async def test_a_button_checks_in_and_nothing_more_is_heard_of_it(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        for person in ("wanglei", "lixiaodong", "zhangjianguo"):
            await world.taps(person, "check_in")
            world.hears(person, "shift.checked-in")

        await world.until(at("20:00"))
        world.silence()


async def test_whoever_comes_first_minds_the_duty_until_the_officer_is_there(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("lixiaodong", "到岗了")
        assert world.hears("lixiaodong", "shift.checked-in").says("shift.duty-is-yours-for-now")

        await world.says("wanglei", "到岗了")
        world.hears("wanglei", "shift.duty-is-yours")
        world.hears("lixiaodong", "shift.he-has-it-now", name="王磊")


async def test_the_leader_and_what_he_says_beside_it(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("zhangjianguo", "带班张建国已到岗，值班电话试过正常，候班是老周")

        world.hears("zhangjianguo", "shift.checked-in")
        assert (await post(world, "zhangjianguo")).manned


async def test_a_word_for_somebody_else_waits_for_him(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("zhangjianguo", "小王已到岗")
        world.hears("zhangjianguo", "shift.asked-himself", name="王磊")
        asked = world.hears("wanglei", "shift.are-you-there", by="张建国")
        assert (await post(world, "wanglei")).checked_in_at is None

        await world.taps("wanglei", "check_in", on=asked)
        world.hears("wanglei", "shift.checked-in")
        assert (await post(world, "wanglei")).manned


@pytest.mark.parametrize(("said", "there"), [("到了", True), ("是的", True), ("没有", False), ("还没到", False)])
async def test_he_answers_in_his_own_words(tmp_path: Path, said: str, there: bool) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)
        await world.says("zhangjianguo", "小王已到岗")
        world.forgets()

        await world.says("wanglei", said)

        world.hears("wanglei", "shift.checked-in" if there else "shift.not-confirmed")
        assert (await post(world, "wanglei")).manned == there


async def test_two_come_at_once_and_one_speaks(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("lixiaodong", "我和小王都到了")

        world.hears("lixiaodong", "shift.checked-in")
        world.hears("lixiaodong", "shift.asked-himself", name="王磊")
        world.hears("wanglei", "shift.are-you-there", by="李晓东")


async def test_nobody_checks_in_twice(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)
        await world.says("wanglei", "到岗了")
        world.forgets()
        await world.passes("5m")

        await world.says("wanglei", "到岗了")
        world.hears("wanglei", "shift.already-in", at=moment(at("17:20"), "clock"))
        await world.says("zhangjianguo", "王磊到岗了")
        world.hears("zhangjianguo", "shift.he-is-in", name="王磊")
        assert (await post(world, "wanglei")).checked_in_at == at("17:20")
        world.forgets(lambda heard: heard.says("call.check-in.warn"))


async def test_who_has_no_shift_is_asked_whose_place_he_takes(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("zhaomin", "到岗了")
        world.hears("zhaomin", "shift.no-shift-today")
        await world.says("zhaomin", "顶王磊")

        world.hears("zhaomin", "shift.leader-is-asked", leader="张建国")
        asked = world.hears("zhangjianguo", "shift.may-he-cover", who="赵敏", instead_of="王磊")
        assert (await post(world, "wanglei")).covered_by is None

        await world.taps("zhangjianguo", "cover", on=asked)
        world.hears("zhangjianguo", "shift.covers", who="赵敏", instead_of="王磊")
        world.hears("zhaomin", "shift.covered", name="王磊")
        world.hears("wanglei", "shift.covers", who="赵敏")
        assert (await post(world, "wanglei")).covered_by == "zhaomin"


async def test_a_name_that_is_on_no_roster_is_no_cover(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)
        await world.says("zhaomin", "到岗了")
        world.forgets()

        await world.says("zhaomin", "顶张三")
        world.hears("zhaomin", "shift.whose-shift")
        await world.says("zhaomin", "林芳到岗了")
        world.hears("zhaomin", "shift.not-today", name="林芳")


async def test_talk_in_the_group_is_no_check_in_of_who_has_no_shift(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world)

        await world.says("linfang", "我到了", group="zhibanqun")
        world.silence()
        await world.says("wanglei", "到岗了", group="zhibanqun")
        world.hears("g:zhibanqun", "shift.checked-in")


async def test_a_shift_that_is_over_takes_nobody(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await rostered(world)
        await world.until(at("17:20"))
        reminder = world.hears("wanglei", "call.check-in.warn")
        await world.until(at("09:00", 19))
        world.forgets()

        said = await world.taps("wanglei", "check_in", on=reminder)
        assert said == "这个班次已经结束。"


async def test_a_late_word_is_counted_from_the_limit(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await _reminded(world, "17:33")

        await world.says("lixiaodong", "到岗了")

        assert "晚了3分钟" in words(world, world.hears("lixiaodong", "shift.checked-in-late"))


async def test_somebody_not_of_this_office_has_no_shift_either(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("17:00")) as world:
        await on_post(world)

        await world.says("linfang", "到岗了")

        world.hears("linfang", "shift.no-shift-today")
