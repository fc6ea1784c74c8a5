"""Waiting for something to change, without looking again and again.

Whoever changes the world says so once; whoever waits looks after each change and at no other time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Signal:
    """Wakes everybody who waits for a change."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Something has changed."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, look: Callable[[], Found | None], seconds: float) -> Found | None:
        """What `look` finds, now or after a change; None where the seconds are over first."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while (found := look()) is None and (left := end - loop.time()) > 0:
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.add(future)
            await asyncio.wait((future,), timeout=left)
            self._waiting.discard(future)
        return found
