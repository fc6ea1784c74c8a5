"""The auditor counts what should be zero, tells the administrators once a day, and is silent where all is well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot.engine.auditor import GIVEN_UP, OVERDUE_TICK, STUCK_LETTER, Auditor, Findings
from bot.messages import Never
from tests.engine.house import ADMINISTRATOR, House, a_house
from tests.engine.post import Post
from tests.engine.test_a_broken_piece_harms_nobody_else import keys_told

FINE = Findings(asleep=0, unclimbed=0, stuck=0, undeliverable=0)
MINUTE = timedelta(minutes=1)


def auditor(house: House) -> Auditor:
    return Auditor(house.app.reads, house.clock, house.app.tell_administrators)


async def spoil(house: House, statement: str) -> None:
    async with house.store.engine.begin() as raw:
        await raw.execute(text(statement))


async def test_where_all_is_well_nothing_is_found_and_nobody_is_told(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.calls("wanglei")
        await house.ring(house.clock.now() + 11 * MINUTE)
        await house.settled()
        assert await auditor(house).look() == FINE
        assert not keys_told(house, ADMINISTRATOR)


async def test_an_obligation_that_sleeps_for_ever_is_found(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.calls("wanglei", "lixiaodong")
        await spoil(house, "UPDATE obligations SET wake_at = NULL WHERE matter = 1 OR matter = 2")
        found = await auditor(house).look()
        assert found.asleep == len(house.rows("SELECT 1 FROM obligations WHERE wake_at IS NULL AND status = 'open'"))
        assert found.asleep


async def test_what_was_due_and_is_not_climbed_is_found_after_a_minute(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.calls("wanglei")
        due = await house.store.next_wake()
        assert due is not None
        house.clock.set(due + OVERDUE_TICK)
        assert await auditor(house).look() == FINE
        house.clock.set(due + OVERDUE_TICK + timedelta(seconds=1))
        assert (await auditor(house).look()).unclimbed == 1


async def test_an_urgent_letter_that_nobody_explains_is_found(tmp_path: Path) -> None:
    post = Post()
    post.open.clear()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲")
        await post.until(lambda: bool(post.tried))
        house.clock.set(house.clock.now() + STUCK_LETTER + MINUTE)
        assert (await auditor(house).look()).stuck == 1
        post.open.set()


async def test_letters_that_were_given_up_are_told_for_a_day(tmp_path: Path) -> None:
    post = Post()
    post.answers.extend((Never("message is too long"), Never("chat not found")))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲", "乙")
        await house.settled()
        assert (await auditor(house).look()).undeliverable == 2
        await house.settled()
        assert any("auditor.undeliverable" in key for key in told_lines(house))
        house.clock.set(house.clock.now() + GIVEN_UP + MINUTE)
        assert (await auditor(house).look()).undeliverable == 0


async def test_the_administrators_are_told_once_a_day_however_often_one_looks(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.calls("lixiaodong")
        await spoil(house, "UPDATE obligations SET wake_at = NULL")
        watch = auditor(house)
        for _ in range(5):
            await watch.look()
            house.clock.set(house.clock.now() + timedelta(hours=1))
        assert len(keys_told(house, ADMINISTRATOR)) == 1
        house.clock.set(house.clock.now() + timedelta(hours=24))
        await watch.look()
        assert len(keys_told(house, ADMINISTRATOR)) == 2


def told_lines(house: House) -> list[str]:
    """The whole documents of what the administrator was told."""
    return [doc for (doc,) in house.rows("SELECT doc FROM outbox WHERE recipient = ?", f"p:{ADMINISTRATOR}")]
