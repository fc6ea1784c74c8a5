"""The bot was away while twenty answers fell due: back again, it tells everybody at once, once, and that it is late.

The bot's own clock says when it was back (the end of the outage it noted) and when each message was confirmed.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from bot.app import OFFSET
from tests.crash.killing import CALLERS, Office, an_office

AWAY: Final = timedelta(minutes=12)  # a leader's call is to be answered in ten
PROMISED: Final = timedelta(seconds=2)
CALLS: Final = 20
_MICROSECOND: Final = timedelta(microseconds=1)

pytestmark = pytest.mark.slow


async def open_calls(office: Office) -> None:
    """Through the page, so many leaders' calls to be answered; all of them are taken down when this returns."""
    async with office.visitor() as visitor:
        for index in range(CALLS):
            answer = await visitor.says(f"p:{CALLERS[index % len(CALLERS)]}", office.sentence())
            assert answer.is_success
    await office.until_none("inbox WHERE status = 'new'")


def rows(office: Office, question: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = office.rows(question)
    return found


def time_passes(database: Path) -> None:
    """While nobody looks, the office's clock goes on."""
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("DELETE FROM notes WHERE key = ?", (OFFSET,))
        raw.execute("INSERT INTO notes VALUES (?, ?)", (OFFSET, str(AWAY.total_seconds())))


@pytest.mark.parametrize("killed", [False, True], ids=["stopped", "killed"])
async def test_it_is_out_within_two_seconds_of_the_start_once_and_marked_late(tmp_path: Path, *, killed: bool) -> None:
    async with an_office(tmp_path, seed=1) as office:
        await office.bot.start()
        await open_calls(office)
        await (office.bot.kill() if killed else office.bot.stop())
        before = rows(office, "SELECT max(id) FROM outbox")[0][0]
        time_passes(office.bot.database)
        await office.finishes()
        back = rows(office, "SELECT max(until) FROM outages WHERE channel = ''")[0][0]
        reminders = rows(
            office,
            "SELECT done_at, doc, recipient, matter FROM outbox WHERE channel = 'telegram' AND slot IS NOT NULL "  # noqa: S608
            f"AND status = 'sent' AND id > {before} AND matter IN (SELECT id FROM matters WHERE kind = 'errand')",
        )
        assert len({matter for *_, matter in reminders}) == CALLS
        assert len({(to, matter) for *_, to, matter in reminders}) == len(reminders)
        assert all('"call.late"' in doc for _, doc, *_ in reminders)
        assert max(done for done, *_ in reminders) - back <= PROMISED / _MICROSECOND
        assert rows(office, "SELECT count(*) FROM matters WHERE kind = 'fault'") == [(0,)]
