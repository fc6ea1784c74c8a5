"""What the engine logs is kept, and not printed with everything that stood on the stack."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[MutableMapping[str, Any]]]:
    """The lines of the log, as they are written."""
    with capture_logs() as lines:
        yield lines
