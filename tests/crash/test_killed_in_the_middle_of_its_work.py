"""kill -9, wherever it strikes: what was accepted is there, once; what was in doubt is sent again and says so.

`ZHISHOU_KILLS` says how often; `ZHISHOU_SEED` lets a run be repeated; `--log-cli-level=info` shows the figures.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Final

import pytest

from tests.crash.killing import IN_FLIGHT, an_office, outcome

KILLS: Final = int(os.environ.get("ZHISHOU_KILLS", "8"))
SEED: Final = int(os.environ.get("ZHISHOU_SEED", "20261118"))

log = logging.getLogger(__name__)
pytestmark = pytest.mark.slow


async def test_a_bot_that_is_killed_over_and_over_loses_nothing_and_repeats_nothing_silently(tmp_path: Path) -> None:
    async with an_office(tmp_path, SEED) as office:
        for _ in range(KILLS):
            await office.round()
        await office.finishes()
        found, tally = await outcome(office), office.tally
        log.info("%s", found.figures(tally))
        assert len(tally.accepted) + len(tally.telegraphed) >= KILLS
        assert not found.lost
        assert not found.doubled
        assert not found.unmarked
        assert not found.unsent
        assert not found.broken
        assert found.marked <= tally.kills * IN_FLIGHT
        assert "Traceback" not in office.bot.log, office.bot.log
