"""From the bytes of a roster to a preview and the orders for it: reading apart, comparing here.

The shifts that stand now are asked for after the sheet is read, because only then the days in question are known.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TypeAlias

from bot.documents.difference import difference, orders, preview
from bot.documents.roster_sheet import read_roster_apart
from bot.documents.worker import Worker
from bot.domain.ids import PersonId
from bot.domain.matters import Matter
from bot.domain.office import Office
from bot.domain.texts import Text
from bot.ports import Order

Shifts: TypeAlias = Callable[[date, date], Awaitable[Sequence[Matter]]]  # those whose day lies in [first, last]


class RosterComparison:
    """Reads a roster in the worker and says what it would change."""

    def __init__(self, worker: Worker, shifts: Shifts) -> None:
        self._worker, self._shifts = worker, shifts

    async def compare(
        self, data: bytes, *, office: Office, today: date, by: PersonId | None
    ) -> tuple[Text, tuple[Order, ...]]:
        """The preview, and the orders that apply it: all of them or none. No orders where it cannot be applied."""
        proposal = await read_roster_apart(self._worker, data, office=office, today=today)
        existing: Sequence[Matter] = ()
        if proposal.applicable:
            existing = await self._shifts(proposal.shifts[0].date, proposal.shifts[-1].date)
        found = difference(proposal, existing, office)
        text = preview(proposal, found, office)
        return text, orders(found, office, by) if proposal.applicable else ()
