"""What holds for every test. Slow ones are left out of `make test-fast`, which so stays under a minute."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from bot.running import spare_collector

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a machine that stalls for a moment must not make a test fail

HERE: Final = Path(__file__).parent
SLOW: Final = (  # folders and files; a single slow test carries the mark itself
    "browser",
    "channels",
    "cli",
    "config/test_nothing_written_makes_reading_raise.py",
    "contracts/test_every_channel_keeps_the_contract.py",
    "crash",
    "documents/test_papers.py",
    "documents/test_worker.py",
    "stories/test_a_roster_is_dropped_into_the_chat.py",
    "stories/test_everybody_does_what_his_roles_allow.py",
    "stories/test_silence_about_a_directive_climbs.py",
    "stories/test_the_weekly_paper_adds_up.py",
    "tidiness",  # `make check` runs them
    "web",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens ports, browsers or processes, and what takes long stretches of time."""
    slow = tuple(HERE / name for name in SLOW)
    for item in items:
        if any(item.path.is_relative_to(place) for place in slow):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """As in the bot itself: what was loaded by now stays, and need not be walked with every collection."""
    spare_collector()
