"""What was called: a ring of the latest calls and counters of all.

A benchmark that only wants numbers turns the ring off; the counters stay.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.telegram_server.wire import Json, Object

KEPT: Final = 20_000


@dataclass(slots=True, kw_only=True)
class Entry:
    """One call."""

    number: int
    at: float  # monotonic seconds when it arrived
    method: str
    args: Object | None = None
    code: int | None = None  # HTTP status of the answer; None while there is none, 0 where the connection was closed
    description: str = ""  # the refusal in words
    fault: str = ""  # the fault that hit it
    ended: float = 0.0
    result: Json = None  # the message_id where the result is a message

    def json(self) -> Object:
        """The entry for the control side."""
        return {
            "number": self.number,
            "at": self.at,
            "method": self.method,
            "args": self.args,
            "code": self.code,
            "description": self.description,
            "fault": self.fault,
            "ended": self.ended,
            "result": self.result,
        }


class Journal:
    """All calls in the order in which they came."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.calls: Counter[str] = Counter()  # by method
        self.codes: Counter[int] = Counter()  # by status of the answer
        self.ring: deque[Entry] = deque(maxlen=KEPT)
        self._number = 0

    def arrive(self, method: str, now: float) -> Entry:
        """A call came."""
        self._number += 1
        self.calls[method] += 1
        entry = Entry(number=self._number, at=now, method=method)
        if not self.quiet:
            self.ring.append(entry)
        return entry

    def leave(self, entry: Entry, code: int, now: float) -> None:
        """The call is over; 0 stands for a closed connection."""
        self.codes[code] += 1
        entry.code = code
        entry.ended = now

    def since(self, number: int) -> Iterator[Entry]:
        """The calls after that number."""
        return (entry for entry in list(self.ring) if entry.number > number)
