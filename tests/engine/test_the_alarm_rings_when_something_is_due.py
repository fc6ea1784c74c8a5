"""Timers are rows: the alarm only says when to look, and what is due is due by its own time, however late one looks."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.engine.alarm import LAST_BEAT
from tests.engine.house import House, a_house
from tests.engine.post import Post

LATE = "【补发】"
MINUTE = timedelta(minutes=1)


def waking(house: House) -> list[int]:
    return [
        wake for (wake,) in house.rows("SELECT wake_at FROM obligations WHERE wake_at IS NOT NULL ORDER BY wake_at")
    ]


def rungs(house: House) -> list[tuple[int, str]]:
    """Every climbed rung: its matter, and which it was."""
    found = house.rows(
        "SELECT matter, json_extract(value, '$.args.rung') FROM journal, json_each(detail, '$.records') "
        "WHERE verb = 'Tick' AND json_extract(value, '$.what') = 'climbed' ORDER BY seq"
    )
    return [(matter, rung) for matter, rung in found]


async def test_the_alarm_is_armed_by_what_is_committed(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        house.app.alarm._scheduler.start(paused=True)
        await house.calls("wanglei")
        upcoming = await house.store.next_wake()
        assert upcoming is not None
        assert house.app.alarm._next == upcoming
        armed = house.app.alarm._scheduler.get_job("next").next_run_time
        assert abs(armed - house.app.alarm._machine.now() - (upcoming - house.clock.now())) < timedelta(seconds=5)
        house.app.alarm._scheduler.shutdown(wait=False)


async def test_a_second_ring_climbs_nothing_twice(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.calls("wanglei", "lixiaodong")
        for _ in range(3):
            await house.ring(house.clock.now() + 4 * MINUTE)
            await house.ring()
            await house.ring()
        await house.settled()
        assert len(rungs(house)) == len(set(rungs(house)))
        assert len({(message.chat, message.id) for message in post.tried}) == len(post.tried)


async def test_waits_are_absolute_and_survive_a_restart(tmp_path: Path) -> None:
    """What is to be done at 14:25 is done at 14:25, not so many minutes after somebody started the bot."""
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.calls("wanglei")
        before = waking(house)
        await house.settled()
    for _ in range(3):
        house.clock.set(house.clock.now() + MINUTE)
        async with a_house(tmp_path, post, clock=house.clock) as house:
            assert waking(house) == before
            await house.ring()
            assert waking(house) == before


async def test_what_fell_due_while_the_bot_was_down_goes_out_once_and_says_that_it_is_late(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.calls("wanglei")
        await house.settled()
        clock = house.clock
    post.tried.clear()
    clock.set(clock.now() + timedelta(hours=2))
    async with a_house(tmp_path, post, clock=clock) as house:
        await house.ring()
        await house.settled()
        mine = [words for words in post.words("wanglei") if LATE in words]
        assert len(mine) == 1
        assert len(rungs(house)) == 1  # the steps that have passed are taken together, and speak once
        assert house.rows("SELECT count(*) FROM matters WHERE kind = 'fault'") == [(0,)]


async def test_the_gap_in_the_beats_is_remembered_as_an_outage(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        clock = house.clock
        assert house.rows("SELECT value FROM notes WHERE key = ?", LAST_BEAT) == [(clock.now().isoformat(),)]
    clock.set(clock.now() + timedelta(minutes=5))
    async with a_house(tmp_path, clock=clock) as house:
        assert house.rows("SELECT channel, (until - since) / 60000000 FROM outages") == [("", 5)]
    async with a_house(tmp_path, clock=clock) as house:
        assert len(house.rows("SELECT id FROM outages")) == 1


async def test_more_is_due_than_one_batch_holds_and_all_of_it_is_climbed(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.calls(*("wanglei", "lixiaodong") * 150)
        await house.ring(house.clock.now() + 11 * MINUTE)
        assert len({matter for matter, _ in rungs(house)}) == 300
        assert all(wake > int(house.clock.now().timestamp() * 1_000_000) for wake in waking(house))


async def test_a_ring_under_way_is_finished_before_the_alarm_stops(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_house(tmp_path) as house:
        await house.calls("wanglei")
        due = await house.store.next_wake()
        assert due is not None
        house.clock.set(due)
        alarm = house.app.alarm
        alarm._scheduler.start()
        ringing = asyncio.create_task(alarm._job(alarm.ring))
        alarm.wake(house.clock.now())  # another one is on its way, and has to wait for its turn
        await asyncio.sleep(0)
        assert alarm._ringing.locked()

        await alarm.stop()

        assert ringing.done()
        assert await house.store.next_wake() != due
        assert [record.message for record in caplog.records if record.exc_info] == []
