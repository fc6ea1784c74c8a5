"""The desk takes many pieces of work at once; one that is broken is set aside, and the others go through."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.accounts import Directory
from bot.domain.effects import Answer
from bot.domain.texts import say
from bot.engine.batch import Batch
from bot.engine.work import ASIDE, NoteWork, Plain
from bot.ports import Plan, Speaker
from tests.engine.house import ADMINISTRATOR, House, a_house
from tests.engine.post import Post


class BrokenError(Exception):
    """Something that nobody foresaw."""


class BrokenWork(Plain):
    """A piece of work that has written half of what it wanted when it fails."""

    async def apply(self, batch: Batch) -> None:
        batch.changes.notes["half"] = "written"
        raise BrokenError


@dataclass
class Handlers:
    """Understands one word; another one makes it fall over."""

    async def plan(self, speaker: Speaker, now: object) -> Plan:
        if "毒" in speaker.inbound.text:
            raise BrokenError
        return Plan(says=(Answer(text=say("plain", text=f"答：{speaker.inbound.text}")),))


def with_simple_handlers(app: App) -> None:
    app.reception._handlers = Handlers()


async def all_at_once(house: House, *works: Plain) -> list[object]:
    """Put these on the desk while it is busy with nothing, so that it takes them together."""
    doing = [house.app.desk.do(work) for work in works]  # type: ignore[arg-type]
    return list(await asyncio.gather(*doing, return_exceptions=True))


async def test_what_waits_together_is_committed_together(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        before = house.store.commits
        await all_at_once(house, *(NoteWork(notes={f"note{index}": "x"}) for index in range(20)))
        assert house.store.commits == before + 1
        assert len(house.rows("SELECT key FROM notes WHERE key LIKE 'note%'")) == 20


async def test_a_broken_piece_fails_alone_and_the_rest_go_through(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        good, bad, other = NoteWork(notes={"good": "1"}), BrokenWork(), NoteWork(notes={"other": "2"})
        outcomes = await all_at_once(house, good, bad, other)
        assert [type(outcome) for outcome in outcomes] == [type(None), BrokenError, type(None)]
        assert house.rows("SELECT key FROM notes WHERE key IN ('good', 'other', 'half') ORDER BY key") == [
            ("good",),
            ("other",),
        ]


async def test_a_message_that_cannot_be_handled_is_answered_with_a_code_and_told_to_the_administrators(
    tmp_path: Path,
) -> None:
    post = Post()
    async with a_house(tmp_path, post, before=with_simple_handlers) as house:
        await house.enrol(post)
        for words in ("一", "毒", "三"):
            post.says("wanglei", words)
        await post.bring(house.app.reception.accept)
        await house.settled()
        code = next(row[0].removeprefix("failed:") for row in house.rows("SELECT status FROM inbox WHERE id = 2"))
        assert [status for (status,) in house.rows("SELECT status FROM inbox ORDER BY id")] == [
            "done",
            f"failed:{code}",
            "done",
        ]
        answers = post.words("wanglei")
        assert [words for words in answers if words.startswith("答")] == ["答：一", "答：三"]
        assert [words for words in answers if code in words]
        assert keys_told(house, ADMINISTRATOR) == ["failed.message"]


async def test_what_failed_is_not_tried_again_at_the_next_start(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post, before=with_simple_handlers) as house:
        await house.enrol(post)
        post.says("wanglei", "毒")
        await post.bring(house.app.reception.accept)
        await house.settled()
    async with a_house(tmp_path, post, before=with_simple_handlers) as house:
        await house.settled()
        assert len(post.tried) == 2  # the apology and the word to the administrator, both from the first life


async def test_a_ladder_that_cannot_be_climbed_stops_no_other(tmp_path: Path) -> None:
    """A matter whose document cannot be read is left alone for an hour, and everybody else is reminded in time."""
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        sick, *sound = await house.calls("wanglei", "lixiaodong", "zhangjianguo")
        await _spoil(house, sick)
        await house.settled()
        post.tried.clear()
        start = house.clock.now()
        await house.ring(start + timedelta(minutes=11))
        await house.settled()
        assert {message.chat for message in post.tried} >= {"lixiaodong", "zhangjianguo"}
        assert keys_told(house, ADMINISTRATOR) == ["failed.ladder"]
        assert [matter for (matter,) in house.rows("SELECT matter FROM journal WHERE verb = 'SetAside'")] == [sick]
        climbed = {matter for (matter,) in house.rows("SELECT matter FROM journal WHERE verb = 'Tick'")}
        assert climbed >= set(sound)
        told = len(house.rows("SELECT seq FROM journal WHERE verb = 'SetAside'"))
        await house.ring(house.clock.now() + timedelta(minutes=1))
        assert len(house.rows("SELECT seq FROM journal WHERE verb = 'SetAside'")) == told
        await house.ring(house.clock.now() + ASIDE)
        assert len(house.rows("SELECT seq FROM journal WHERE verb = 'SetAside'")) == told + 1


async def _spoil(house: House, matter: int) -> None:
    from sqlalchemy import text

    async with house.store.engine.begin() as raw:
        await raw.execute(text("UPDATE obligations SET doc = '{' WHERE matter = :matter"), {"matter": matter})


def keys_told(house: House, person: str) -> list[str]:
    """The keys of what a person was told."""
    told = house.rows(
        "SELECT json_extract(doc, '$.text.key') FROM outbox WHERE recipient = ? ORDER BY id", f"p:{person}"
    )
    return [key for (key,) in told]


async def test_memory_is_what_was_committed_and_nothing_else(tmp_path: Path) -> None:
    """A batch that fails leaves the desk's own memory as it was before."""
    async with a_house(tmp_path) as house:
        memory, directory = house.app.desk.memory, house.app.desk.directory
        with pytest.raises(BrokenError):
            await house.app.desk.do(BrokenWork())
        assert house.app.desk.memory is memory
        assert house.app.desk.directory is directory
        assert isinstance(directory, Directory)
