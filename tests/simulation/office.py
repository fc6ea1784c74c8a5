"""The office of the town, and those of its people who can be written to."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from bot.config import load_office
from bot.domain.office import Office
from tests.world import OFFICE

PEOPLE: Final = ("wanglei", "lixiaodong", "zhangjianguo", "chenzhiyuan", "sunli", "gaoxiang", "wangliqun")
GROUP: Final = "group1"


@cache
def town_office() -> Office:
    """The sample office as a real one: nobody is let in without an account."""
    loaded = load_office(OFFICE)
    assert loaded.office is not None
    return replace(loaded.office, sample=False)
