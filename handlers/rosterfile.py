"""A roster dropped into the chat: read, shown as a difference, and applied with one tap, all of it or nothing.

Nothing is remembered between the two but the file itself. The tap reads it again and compares it with the shifts as
they are then, so that what is applied is never a difference to yesterday.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol

from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.texts import Button, Style, Text, say
from bot.messages import IncomingFile
from bot.ports import Order, Plan, UnfetchedError
from handlers.room import Request, no, tell

LARGEST: Final = 5_000_000  # bytes; a year's roster is a hundredth of it


class Rosters(Protocol):
    """What reads a roster."""

    async def compare(
        self, data: bytes, *, office: Office, today: date, by: PersonId | None
    ) -> tuple[Text, tuple[Order, ...]]:
        """What the file would change, in words, and the orders for it; no orders where it cannot be applied."""
        ...


async def preview(request: Request, file: IncomingFile, rosters: Rosters) -> Plan:
    """An administrator sent an .xlsx: show what it would change."""
    if not file.name.lower().endswith(".xlsx"):
        return no("roster.not-xlsx", name=file.name)
    if file.size > LARGEST:
        return no("roster.too-large", name=file.name)
    try:
        data = await request.room.clerk.fetch(request.inbound.channel, file)
    except UnfetchedError:
        return no("roster.unfetched", name=file.name)
    text, orders = await _compared(request, rosters, data)
    if not orders:
        return tell(text)
    key = await request.room.clerk.keep(file.name, data)
    return tell(
        text,
        Button(label=say("button.apply_roster"), verb="apply_roster", arg=key, style=Style.PRIMARY),
        Button(label=say("button.drop_roster"), verb="drop_roster", arg=key),
    )


async def _compared(request: Request, rosters: Rosters, data: bytes) -> tuple[Text, tuple[Order, ...]]:
    today = request.office.hours.local(request.now).date()
    return await rosters.compare(data, office=request.office, today=today, by=request.person)


async def apply(request: Request, rosters: Rosters) -> Plan:
    """生效."""
    data = await request.room.clerk.kept(request.tap.arg if request.tap else "")
    if data is None:
        return no("roster.gone")
    text, orders = await _compared(request, rosters, data)
    if not orders:
        return tell(text)
    return Plan(orders=orders, says=tell(say("roster.applied", n=len(orders))).says, together=True)


async def discard(request: Request) -> Plan:
    """放弃."""
    return tell(say("roster.discarded"), toast=True)
