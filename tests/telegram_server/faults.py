"""Faults on order: what goes wrong with the next calls of a method, or for a while.

A fault names the methods it hits (`sendMessage`, `send*`, `*`), perhaps one chat, and ends after so many calls or so
many seconds. Where several fit a call, at most one delay and one other hit it; the older ones are used up first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase


class FaultKind(StrEnum):
    """What goes wrong."""

    TOO_MANY = "too_many"  # 429 with `retry_after`
    ERROR = "error"  # an HTTP error of `code`, as JSON or, with `html`, as a proxy's page
    DROP = "drop"  # the connection closes, and nothing was done
    LOSE = "lose"  # the call takes effect, and the connection closes before the answer
    GARBLE = "garble"  # the call takes effect, and the answer is cut in the middle
    DELAY = "delay"  # the call is looked at only after `seconds`
    LATE = "late"  # the call takes effect at once, and the answer comes after `seconds`


@dataclass(slots=True, kw_only=True)
class Fault:
    """One order."""

    id: int
    kind: FaultKind
    method: str = "*"
    chat: str = ""  # empty means every chat
    left: int | None = None  # calls it still hits; None means that only time ends it
    until: float | None = None  # monotonic seconds
    retry_after: int = 1
    code: int = 502
    html: bool = False
    status: int = 0  # the HTTP status of an error, where a server writes another one than its code
    words: str = ""  # what an error is described with; empty means the phrase of its code
    seconds: float = 0.0
    hits: int = 0

    def over(self, now: float) -> bool:
        """Whether it is used up."""
        return self.left == 0 or (self.until is not None and now >= self.until)


class Faults:
    """All orders that are not used up."""

    def __init__(self) -> None:
        self.orders: list[Fault] = []
        self._given = 0

    def next_id(self) -> int:
        """A number for a new order."""
        self._given += 1
        return self._given

    def take(self, method: str, chat: str, now: float) -> tuple[Fault | None, Fault | None]:
        """The delay and the other fault that hit this call."""
        if not self.orders:
            return None, None
        self.orders = [order for order in self.orders if not order.over(now)]
        delay = self._first(method, chat, slow=True)
        other = self._first(method, chat, slow=False)
        for fault in (delay, other):
            if fault is not None:
                fault.hits += 1
                fault.left = None if fault.left is None else fault.left - 1
        return delay, other

    def cancel(self, id: int | None) -> None:
        """Forget one order, or all of them."""
        self.orders = [] if id is None else [order for order in self.orders if order.id != id]

    def _first(self, method: str, chat: str, *, slow: bool) -> Fault | None:
        for order in self.orders:
            fits = fnmatchcase(method, order.method.lower()) and order.chat in ("", chat)
            if fits and (order.kind is FaultKind.DELAY) is slow:
                return order
        return None
