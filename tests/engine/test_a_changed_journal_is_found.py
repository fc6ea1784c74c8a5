"""Every line of the journal is sealed to the one before: whoever changes, drops, adds or swaps one is found out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from bot.config import Secret, Settings
from bot.domain.ids import MatterId
from bot.engine.journal import Break, Line, first_break, seal
from bot.i18n import Tongue
from bot.ports import Entry
from bot.tools import OK, WRONG, Database, verify
from tests.engine.house import a_house, plain_office

AT: Final = datetime(2026, 11, 18, 6, 20, tzinfo=UTC)
Hand = Callable[[list[Entry]], list[Entry]]


def chain(length: int) -> list[Entry]:
    entries, previous = list[Entry](), ""
    for seq in range(1, length + 1):
        line = Line(
            at=AT + timedelta(minutes=seq),
            actor="wanglei",
            channel="post",
            verb="CheckIn",
            matter=MatterId(seq),
            detail=f'{{"n":{seq}}}',
        )
        entries.append(seal(line, seq, previous))
        previous = entries[-1].hash
    return entries


def sealed_anew(entry: Entry) -> Entry:
    """A line whose own hash fits what it says now."""
    line = Line(
        at=entry.at,
        actor=entry.actor,
        channel=entry.channel,
        verb=entry.verb,
        matter=entry.matter,
        detail=entry.detail,
    )
    return seal(line, entry.seq, entry.previous)


def test_an_untouched_chain_holds() -> None:
    assert first_break(chain(20)) is None
    assert first_break([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "lixiaodong"},
        {"channel": "web"},
        {"verb": "CheckOut"},
        {"matter": MatterId(99)},
        {"matter": None},
        {"detail": '{"n":6}'},
        {"at": AT},
        {"hash": "0" * 64},
    ],
    ids=str,
)
def test_a_changed_field_is_found_at_its_line(change: dict[str, object]) -> None:
    entries = chain(10)
    entries[4] = replace(entries[4], **change)  # type: ignore[arg-type]
    assert first_break(entries) == Break(seq=5, why="altered")


def test_a_line_that_was_changed_and_sealed_anew_breaks_the_next_one() -> None:
    entries = chain(10)
    entries[4] = sealed_anew(replace(entries[4], actor="lixiaodong"))
    assert first_break(entries) == Break(seq=6, why="unlinked")


def test_a_missing_line_is_found() -> None:
    entries = chain(10)
    del entries[4]
    assert first_break(entries) == Break(seq=5, why="missing")


def test_lines_that_changed_places_are_found() -> None:
    entries = chain(10)
    entries[4], entries[5] = entries[5], entries[4]
    assert first_break(entries) == Break(seq=5, why="missing")


def test_an_added_line_is_found() -> None:
    entries = chain(10)
    entries.insert(5, sealed_anew(replace(entries[4], verb="Extra")))
    assert first_break(entries) == Break(seq=6, why="missing")


def test_two_fields_cannot_be_shifted_into_each_other() -> None:
    entries = chain(3)
    entries[1] = replace(entries[1], actor="wang", channel="leipost")
    assert first_break(entries) == Break(seq=2, why="altered")


def test_a_chain_is_checked_page_by_page() -> None:
    entries = chain(10)
    assert first_break(entries[5:], entries[4].hash, 6) is None
    assert first_break(entries[6:], entries[4].hash, 6) == Break(seq=6, why="missing")


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        ("SELECT 1", ("verify.fine", OK)),
        ("UPDATE journal SET actor = 'sunli' WHERE seq = 2", ("verify.altered", WRONG)),
        ("UPDATE journal SET detail = detail || ' ' WHERE seq = 2", ("verify.altered", WRONG)),
        ("DELETE FROM journal WHERE seq = 2", ("verify.missing", WRONG)),
        ("UPDATE journal SET previous = 'x' WHERE seq = 2", ("verify.unlinked", WRONG)),
    ],
)
async def test_the_command_that_verifies_finds_it_in_the_database(
    tmp_path: Path, spoil: str, found: tuple[str, int]
) -> None:
    async with a_house(tmp_path) as house:
        await house.calls("wanglei", "lixiaodong", "zhangjianguo")
    with closing(sqlite3.connect(tmp_path / "story.db")) as raw, raw:
        raw.execute(spoil)
    settings = replace(Settings(), database=Secret(f"sqlite+aiosqlite:///{tmp_path / 'story.db'}"))
    text, status = await verify(Database(plain_office(), settings, Tongue.load(ZoneInfo("Asia/Shanghai")), "zh-CN"))
    assert (text.key, status) == found
