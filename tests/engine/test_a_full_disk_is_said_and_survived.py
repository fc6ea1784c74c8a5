"""Where nothing can be written, nothing is called received; when there is room again, the work goes on.

The disk here is full for SQLite itself: the file may not grow by a page. What the bot says then is said past the
outbox, for the outbox is what cannot be written.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.engine.journal import first_break
from bot.engine.work import NoteWork
from bot.ports import StoreUnavailableError
from tests.engine.house import House, a_house
from tests.engine.post import Post

LONG = "报告：河西镇卫生院门口发生两车相撞，2人受伤。" + "现场正在处置。" * 3_000
_ROOM = 1_000_000  # pages


@asynccontextmanager
async def no_room(house: House) -> AsyncIterator[None]:
    """The database file may not grow."""
    await _limit(house, 1)
    yield
    await _limit(house, _ROOM)


async def _limit(house: House, pages: int) -> None:
    writer = house.store._writer
    assert writer is not None
    await writer.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # never below what the file has
    await writer.rollback()


async def test_a_message_that_cannot_be_written_is_not_called_received(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        async with no_room(house):
            post.says("lixiaodong", LONG)
            with pytest.raises(StoreUnavailableError):
                await post.bring(house.app.reception.accept)
            assert len(post.unconfirmed) == 1
            assert [words for words in post.words("lixiaodong") if "无法受理" in words] == post.words("lixiaodong")
            assert len(post.words("lixiaodong")) == 1
            assert not house.rows("SELECT id FROM inbox")
        await post.bring(house.app.reception.accept)
        await house.settled()
        assert house.rows("SELECT count(*) FROM inbox WHERE status = 'done'") == [(1,)]
        assert house.rows("SELECT count(*) FROM matters WHERE kind = 'incident'") == [(1,)]


async def test_the_bot_apologises_once_and_not_at_every_attempt(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        async with no_room(house):
            post.says("lixiaodong", LONG)
            for _ in range(5):
                with pytest.raises(StoreUnavailableError):
                    await post.bring(house.app.reception.accept)
            assert len(post.words("lixiaodong")) == 1


async def test_what_fits_is_written_whole_and_what_does_not_leaves_nothing_behind(tmp_path: Path) -> None:
    """A batch that breaks off in the middle is undone to its first row."""
    async with a_house(tmp_path) as house:
        before = house.rows("SELECT * FROM notes")
        async with no_room(house):
            with pytest.raises(StoreUnavailableError):
                await house.app.desk.do(NoteWork(notes={"small": "1", "large": "x" * 4_000_000}))
        assert house.rows("SELECT * FROM notes") == before
        await house.app.desk.do(NoteWork(notes={"small": "1"}))
        assert house.rows("SELECT value FROM notes WHERE key = 'small'") == [("1",)]


async def test_numbers_are_not_used_up_by_what_was_not_written(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        post.says("lixiaodong", "今晚谁值班")
        await post.bring(house.app.reception.accept)
        async with no_room(house):
            post.says("lixiaodong", LONG)
            with pytest.raises(StoreUnavailableError):
                await post.bring(house.app.reception.accept)
        await post.bring(house.app.reception.accept)
        await house.settled()
        ids = [id for (id,) in house.rows("SELECT id FROM inbox ORDER BY id")]
        assert ids == [1, 2]
        assert await _journal_holds(house)


async def test_a_message_already_accepted_is_handled_when_there_is_room_again(tmp_path: Path) -> None:
    """The disk fills up between writing a message down and answering it: the answer comes later, once."""
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        post.says("lixiaodong", "今晚谁值班")
        await post.bring(house.app.reception.accept)
        house.store.full = True
        await post.until(lambda: bool(post.words("lixiaodong")))
        assert "无法受理" in post.words("lixiaodong")[0]
        house.store.full = False
        await house.settled()
        assert house.rows("SELECT status FROM inbox") == [("done",)]
        assert len(post.words("lixiaodong")) == 2


async def test_a_ladder_is_climbed_when_there_is_room_again(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.calls("wanglei")
        await house.settled()
        post.tried.clear()
        house.store.full = True
        with pytest.raises(StoreUnavailableError):
            await house.ring(house.clock.now() + timedelta(minutes=11))
        assert not post.tried
        house.store.full = False
        await house.ring()
        await house.settled()
        assert [message.chat for message in post.tried].count("wanglei") >= 1
        assert house.rows("SELECT count(*) FROM journal WHERE verb = 'SetAside'") == [(0,)]


async def test_nothing_is_handed_over_before_the_store_knows_it(tmp_path: Path) -> None:
    """Otherwise a crash would send it again without a word about it."""
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲")
        house.store.full = True
        for _ in range(100):
            await asyncio.sleep(0)
        assert not post.tried
        house.store.full = False
        await house.settled()
        assert post.words("wanglei") == ["甲"]


async def test_a_receipt_is_written_when_there_is_room_and_the_letter_does_not_go_out_again(
    tmp_path: Path, logged: list[MutableMapping[str, Any]]
) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        post.open.clear()
        await house.tells("wanglei", "甲")
        await post.until(lambda: bool(post.tried))
        house.store.full = True
        post.open.set()
        await post.until(lambda: bool(post.shown))
        for _ in range(100):
            await asyncio.sleep(0)
        assert [line for line in logged if line["event"] == "outbox.unreported"]
        assert house.letters() == [("sending", "")]
        house.store.full = False
        await house.settled()
        assert house.letters() == [("sent", "")]
        assert len(post.tried) == 1


async def _journal_holds(house: House) -> bool:
    return first_break(await house.app.reads.entries(0)) is None
