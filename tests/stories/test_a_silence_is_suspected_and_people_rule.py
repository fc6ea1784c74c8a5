"""缺陷台账: the bot suspects with evidence, the person answers, 督查室 rules; and what people rule is what counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.duties.fault import FaultBody
from bot.domain.texts import moment
from tests.stories.orders import PLAN, issued, journalled, matter, words
from tests.world import World, a_world, at

FAULT = "QX-2026-001"


async def suspected(world: World) -> None:
    """高翔 does not sign for a 批示, and the ladder comes to its end; what is said on the way is told elsewhere."""
    await issued(world, PLAN)
    await world.taps("linfang", "sign")
    await world.until(at("17:31", 19))
    world.forgets(lambda heard: not heard.letter.card.startswith("fault:"))


async def fault(world: World, number: str = FAULT) -> tuple[str, FaultBody]:
    case = await matter(world, number)
    assert isinstance(case.matter.body, FaultBody)
    return case.matter.state, case.matter.body


async def test_what_is_suspected_shows_the_rule_the_times_and_the_reminders_that_arrived(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await suspected(world)

        for reader in ("gaoxiang", "sunli", "wutao"):
            card = world.hears(reader, "fault.head.suspected", number=FAULT, whose="高翔")
            assert card.says("fault.evidence", number="DB-2026-0001", rule="PS-13")
            assert card.says("fault.times", start=moment(at("10:30")), due=moment(at("14:30")))
            assert [card.says("fault.reminder", at=moment(at(clock))) for clock in ("13:30", "14:10")] == [True, True]
        world.silence()
        state, body = await fault(world)
        assert (state, body.person, body.unit, body.domain) == ("suspected", "gaoxiang", "fagai", "affair")


async def test_an_objection_of_somebody_who_is_only_suspected_is_his_answer(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await suspected(world)
        await world.taps("gaoxiang", "sign")
        await world.says("gaoxiang", "0001办完了，方案已报")
        await world.says("sunli", "0001销号")
        world.forgets()

        await world.says("gaoxiang", "有异议：那两天在市里开会")

        world.hears("gaoxiang", "fault.appealed", number=FAULT)
        assert (await fault(world))[0] == "appealed"
        world.forgets()


async def test_the_person_answers_and_supervision_confirms(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await suspected(world)
        world.forgets()

        await world.taps("gaoxiang", "appeal")
        world.hears("gaoxiang", "fault.ask-appeal", number=FAULT)
        await world.says("gaoxiang", "那两天在市里开会，手机交了，已补签")
        world.hears("gaoxiang", "fault.appealed", number=FAULT)
        card = world.hears("sunli", "fault.head.appealed")
        assert "手机交了" in words(world, card)
        for judge in ("sunli", "wutao"):
            assert (
                world.hears(judge, "fault.to-rule-answered", number=FAULT, whose="高翔").button("confirm") is not None
            )
        world.no_cards()

        await world.taps("sunli", "confirm")
        world.hears("sunli", "fault.confirmed", number=FAULT)
        world.hears("gaoxiang", "fault.confirmed", number=FAULT)
        world.hears("gaoxiang", "fault.head.confirmed")
        world.no_cards()
        assert (await fault(world))[0] == "confirmed"


async def test_the_person_may_accept_it_without_a_word(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await suspected(world)
        world.forgets()

        await world.taps("gaoxiang", "accept_fault")

        world.hears("gaoxiang", "fault.accepted")
        assert world.hears("wutao", "fault.head.suspected").button("confirm") is not None
        world.hears("sunli", "fault.to-rule-answered")
        world.hears("wutao", "fault.to-rule-answered")
        world.no_cards()
        assert "没有等您申辩" in await world.taps("gaoxiang", "accept_fault")


async def test_nobody_is_confirmed_before_he_could_answer_and_silence_admits_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await suspected(world)
        card = world.hears("sunli", "fault.head.suspected")
        assert card.button("confirm") is None
        assert card.button("revoke") is not None
        world.forgets()
        await world.says("sunli", f"{FAULT}认定")
        world.hears("sunli", "fault.wait-for-appeal", until=moment(at("17:30", 23)))

        await world.until(at("13:31", 23))
        assert world.hears("gaoxiang", "fault.call-appeal", number=FAULT).button("accept_fault") is not None
        world.forgets()
        await world.until(at("17:31", 23))
        assert (await fault(world))[0] == "suspected"
        world.hears("gaoxiang", "fault.head.suspected")
        assert world.hears("sunli", "fault.head.suspected").button("confirm") is not None
        assert world.hears("sunli", "fault.to-rule", number=FAULT).button("confirm") is not None
        world.forgets()
        await world.says("gaoxiang", f"{FAULT}申辩：手机坏了")
        world.hears("gaoxiang", "fault.no-appeal")


async def test_supervision_revokes_and_says_why(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await suspected(world)
        world.forgets()

        await world.says("sunli", f"{FAULT}撤销，当天电话通知有误")

        world.hears("sunli", "fault.revoked", number=FAULT)
        assert world.hears("gaoxiang", "fault.revoked").says("fault.reason", text="当天电话通知有误")
        card = world.hears("gaoxiang", "fault.head.revoked")
        assert card.says("fault.reason", text="当天电话通知有误")
        world.no_cards()
        await world.says("gaoxiang", "我这季度几次了")
        world.hears("gaoxiang", "fault.mine", n=0, open=0)
        assert "已经核定过了" in await world.taps("wutao", "revoke")


async def test_only_supervision_rules_and_never_on_its_own(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await suspected(world)
        card = world.hears("sunli", "fault.head.suspected")
        world.forgets()
        assert "不在您的权限内" in await world.taps("gaoxiang", "revoke", on=card)
        assert await journalled(world, "gaoxiang", "refused.role")
        await world.says("gaoxiang", f"{FAULT}撤销，弄错了")
        world.hears("gaoxiang", "refused.role")

        await world.says("wangliqun", "记一次：孙丽上周的专报迟了一天")
        world.hears("wangliqun", "fault.logged", number="QX-2026-002")
        own = world.hears("sunli", "fault.head.suspected", number="QX-2026-002")
        assert own.button("revoke") is None
        world.forgets()
        await world.says("sunli", "QX-2026-002撤销")
        world.hears("sunli", "fault.not-your-own")
        assert {(await fault(world))[0], (await fault(world, "QX-2026-002"))[0]} == {"suspected"}


async def test_my_faults_are_those_of_this_quarter_and_mine(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        for said in ("记一次：马俊今天发文字号写错了", "记一次：马俊会议通知漏发一家", "记一次：何静送件送错了"):
            await world.says("sunli", said)
        for who, number in (("majun", "QX-2026-001"), ("hejing", "QX-2026-003")):
            card = world.hears(who, "fault.head.suspected", number=number)
            await world.taps(who, "accept_fault", on=card)
            await world.says("wutao", f"{number}认定")
        world.forgets()

        await world.says("majun", "我这季度几次了")
        mine = world.hears("majun", "fault.mine")
        numbers = [line for line in words(world, mine).splitlines() if line.startswith("·")]
        assert len(numbers) == 2
        assert "QX-2026-003" not in words(world, mine)
        await world.says("sunli", "/ledger")
        listed = words(world, world.hears("sunli", "fault.ledger-head", n=3))
        assert "文秘股：疑似 1，认定 1，撤销 0" in listed
        assert "综合股：疑似 0，认定 1，撤销 0" in listed
        assert "马俊" not in listed

        world.clock.set(at("09:00", 4, 1).replace(year=2027))
        await world.says("majun", "我这季度几次了")
        world.hears("majun", "fault.mine", n=0)


@pytest.mark.parametrize(("count", "told"), [(2, False), (3, True)])
async def test_the_number_at_which_a_regime_asks_for_more_is_said_to_people_and_nothing_else(
    tmp_path: Path, count: int, told: bool
) -> None:
    async with a_world(tmp_path) as world:
        for n in range(1, count + 1):
            await world.says("sunli", f"记一次：马俊第{n}件发文字号写错了")
            await world.taps("majun", "accept_fault")
            await world.says("wutao", f"QX-2026-00{n}认定")
        said = [heard for heard in world.unheard if heard.says("fault.threshold", whose="马俊", n=3)]
        assert {heard.letter.chat for heard in said} == ({"p:sunli", "p:wutao", "p:wangliqun"} if told else set())
        world.forgets()
