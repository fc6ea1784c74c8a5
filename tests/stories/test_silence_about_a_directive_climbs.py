"""升级: a 批示 nobody answers is asked for, then told of higher up; never at night, never in a flood, never nagging."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from bot.domain.ids import RuleId
from bot.messages import Capabilities
from tests.stories.orders import PLAN, directive, issued, matter, words
from tests.stories.phone import NAME, Phones, enrolled
from tests.world import World, a_world, at

GROUP = "-100"


def told(world: World) -> list[tuple[datetime, str, str]]:
    """Who has been told what since, and when: cards that were brought up to date left out."""
    found = [(h.letter.at, h.letter.chat.removeprefix("p:"), h.keys[0]) for h in world.unheard if not h.letter.card]
    world.forgets()
    return sorted(found)


async def test_reminders_come_at_half_time_and_near_the_end_and_then_the_ladder_is_climbed(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, PLAN)
        await world.taps("gaoxiang", "sign")
        await world.taps("linfang", "sign")
        world.forgets()

        await world.until(at("17:31", 24))

        assert told(world) == [
            (at("14:00", 19), "gaoxiang", "call.warn"),  # half of the 55 hours is over
            (at("17:30", 19), "gaoxiang", "call.warn"),  # a day before the end
            (at("13:30", 20), "gaoxiang", "call.warn"),  # four hours before
            (at("17:30", 20), "gaoxiang", "call.overdue-now"),
            (at("08:30", 23), "g:quanban", "weekly.head"),
            (at("08:30", 23), "wangliqun", "weekly.head"),
            (at("14:30", 23), "guozhiqiang", "call.report"),  # the head of his unit, four office hours later
            (at("17:30", 23), "chenzhiyuan", "call.report"),
            (at("17:30", 23), "sunli", "call.report"),
            (at("17:30", 23), "wutao", "call.report"),
            (at("17:30", 24), "g:dubanqun", "call.group"),
        ]
        assert [c.matter.subject for c in await world.app.reads.open_matters("fault")] == ["gaoxiang"]


async def test_after_the_ladder_he_is_reminded_once_each_working_day(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局今天下班前报情况")
        await world.taps("gaoxiang", "sign")
        await world.until(at("17:31", 20))
        world.forgets()

        await world.until(at("08:31", 24))

        mine = [(moment, key) for moment, who, key in told(world) if who == "gaoxiang"]
        assert mine == [(at("08:30", 23), "call.review"), (at("08:30", 24), "call.review")]


async def test_what_is_not_urgent_waits_until_the_morning(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局今晚11点前报情况")
        await world.taps("gaoxiang", "sign")
        body = await directive(world)
        assert body.due is not None
        assert body.due.at == at("23:00")
        world.forgets()

        await world.until(at("07:29", 19))
        assert [key for _, _, key in told(world)] == ["call.warn", "call.warn"]
        await world.until(at("07:31", 19))

        (moment, who, key) = told(world)[0]
        assert (moment, who, key) == (at("07:30", 19), "gaoxiang", "call.overdue"), "and it is not marked as late"


async def test_what_is_urgent_disturbs_at_night(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("23:00")) as world:
        await issued(world, "请水利局速办，明天上午报水库情况")

        await world.until(at("23:11"))

        assert told(world) == [
            (at("23:05"), "xulei", "call.warn"),
            (at("23:10"), "xulei", "call.overdue-now"),
        ]


async def test_who_has_just_answered_is_not_reminded_a_minute_later(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局今天下午5点前报情况")
        await world.until(at("13:44"))
        told(world)
        await world.says("gaoxiang", "收到")
        world.forgets()

        await world.until(at("14:00"))

        assert told(world) == [], "the reminder at half time, 13:45, would have been nagging"
        await world.until(at("17:00"))
        assert told(world) == [(at("17:00"), "gaoxiang", "call.overdue-now")]


async def test_nobody_is_reminded_of_the_same_thing_more_often_than_the_interval(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, PLAN)
        await world.until(at("09:00", 24))

        book = world.office.rulebook
        for owed in (await matter(world, "DB-2026-0001")).obligations:
            rule = book.rule(RuleId(owed.rule))
            assert rule is not None
            heard = sorted(
                h.letter.at
                for h in world.unheard
                if h.letter.slot == owed.slot and h.letter.to == f"p:{owed.debtor}" and not h.letter.card
            )
            gaps = [later - earlier for earlier, later in pairwise(heard) if later != owed.due_at]
            assert all(gap >= (rule.nag.length or timedelta(0)) for gap in gaps), owed.rule
        world.forgets()


async def test_where_a_group_would_be_flooded_the_reminders_are_one_message(tmp_path: Path) -> None:
    phones = Phones(can=Capabilities(text_limit=4096, group_per_minute=20))
    async with a_world(tmp_path, channels={NAME: phones}) as world:
        await enrolled(world, phones, zhengkai="1")
        await phones.says(world, "1", "/register 督办群", chat=GROUP)
        for n in range(1, 26):
            await issued(world, f"请发改局本周五前报第{n}项重点工程情况")
        before = len(phones.shown)

        await world.until(at("17:31", 19))

        shown = [shown.words for shown in phones.shown[before:] if shown.chat == GROUP]
        assert len(shown) <= 20
        assert any(text.startswith("合并提醒（") for text in shown)
        assert all(any(f"DB-2026-{n:04}" in text for text in shown) for n in range(1, 26)), "and nothing is left out"
        world.forgets()


async def test_what_is_left_undone_is_answered_in_one_screen(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局今天下班前报第0项工程情况")
        for n in range(1, 20):
            await issued(world, f"请水利局本周五前报第{n}座水库情况")
        await issued(world, "请教育局月底前报校园安全情况", by="lisiyuan")
        await world.until(at("18:00"))
        world.forgets()

        await world.says("chenzhiyuan", "还有哪些没办")

        screen = world.hears("chenzhiyuan", "open.head", n=20, overdue=20)
        shown = words(world, screen).splitlines()
        assert len(shown) == 22, "ten matters of two lines, the head, and how many more"
        assert "逾期" in shown[1]
        assert "还有 10 项" in shown[-1]
        assert "校园" not in words(world, screen), "what another leader ordered is not his"
        await world.says("xulei", "还有哪些没办")
        assert world.hears("xulei", "open.yours", n=38)
        await world.says("hubin", "还有哪些没办")
        world.hears("hubin", "open.nothing-yours")
        world.forgets()


async def test_with_more_time_the_whole_ladder_is_counted_anew(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局本周五前报情况")
        await world.says("gaoxiang", "0001申请延到11月25日，要等市局批复")
        await world.taps("chenzhiyuan", "extend_yes")
        world.forgets()

        await world.until(at("17:31", 27))

        assert [entry for entry in told(world) if entry[2] != "weekly.head"] == [
            (at("07:30", 22), "gaoxiang", "call.warn"),  # half of the time, and the night's quiet before it
            (at("17:30", 24), "gaoxiang", "call.warn"),
            (at("13:30", 25), "gaoxiang", "call.warn"),
            (at("17:30", 25), "gaoxiang", "call.overdue-now"),
            (at("14:30", 26), "guozhiqiang", "call.report"),  # four office hours after a Wednesday, not after a Friday
            (at("17:30", 26), "chenzhiyuan", "call.report"),
            (at("17:30", 26), "sunli", "call.report"),
            (at("17:30", 26), "wutao", "call.report"),
            (at("17:30", 27), "g:dubanqun", "call.group"),
        ]
