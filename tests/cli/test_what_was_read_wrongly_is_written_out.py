"""`export-readings` prints what people have put right, or writes it into a file; it only reads the database."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import typed
from tests.stories.orders import PLAN
from tests.world import a_world

pytestmark = pytest.mark.slow


async def _corrected(folder: Path) -> None:
    """A bot's folder in which one reading was put right."""
    async with a_world(folder) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "set_due")
        world.forgets()
    (folder / "data").mkdir()
    shutil.copy(folder / "story.db", folder / "data" / "zhishou.db")


async def test_they_are_printed_or_written_into_a_file(tmp_path: Path) -> None:
    await _corrected(tmp_path)

    printed = typed(tmp_path, "export-readings")
    said = typed(tmp_path, "export-readings", "messages_candidates.jsonl")

    assert (printed.status, said.status) == (0, 0)
    assert json.loads(printed.out)["text"] == PLAN
    assert (tmp_path / "messages_candidates.jsonl").read_text(encoding="utf-8") == printed.out
    assert "1 句" in said.out


def test_without_a_correction_that_is_said(tmp_path: Path) -> None:
    assert typed(tmp_path, "invite", "王磊").status == 0

    answer = typed(tmp_path, "export-readings", "out.jsonl")

    assert answer.status == 0
    assert "还没有更正过的话" in answer.out
    assert not (tmp_path / "out.jsonl").exists()


async def test_where_it_cannot_be_written_that_is_said(tmp_path: Path) -> None:
    await _corrected(tmp_path)

    answer = typed(tmp_path, "export-readings", "nowhere/out.jsonl")

    assert answer.status == 1
    assert "nowhere" in answer.all


def test_no_database_is_said_and_none_is_made(tmp_path: Path) -> None:
    answer = typed(tmp_path, "export-readings")

    assert answer.status == 1
    assert "没有找到数据库" in answer.out
    assert not (tmp_path / "data").exists()
