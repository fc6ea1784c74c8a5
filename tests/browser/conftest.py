"""A real browser for the stories told here. Without one they are skipped, and say what to install."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.browser.browsing import CHROMIUM, Window, a_window, missing


@pytest_asyncio.fixture
async def window() -> AsyncIterator[Window]:
    """An open browser. At the end no page may have complained."""
    lacking = missing()
    if lacking and os.environ.get("ZHISHOU_TEST_BROWSER") == "required":
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    async with a_window(CHROMIUM) as opened:
        yield opened
        opened.assert_calm()


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where pictures of the pages go: ZHISHOU_SHOTS, or the test's own folder."""
    folder = Path(os.environ.get("ZHISHOU_SHOTS", "") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
