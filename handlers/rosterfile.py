"""A roster dropped into the chat: read, shown as a difference, and applied with one tap, all of it or nothing.

Nothing is remembered between the two but the file itself, and in the button a fingerprint of what was shown. The tap
reads the file again and compares it with the shifts as they are then; where that comes to something else than was
shown, it is shown anew and asked anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol

from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.texts import Button, Style, Text, lines, say
from bot.messages import IncomingFile
from bot.ports import Order, Plan, UnfetchedError
from handlers.room import Request, no, tell

LARGEST: Final = 5_000_000  # bytes; a year's roster is a hundredth of it
_MARK: Final = "~"  # in a button, between the key of a file and the fingerprint of what it would change


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
    key = await request.room.clerk.keep(file.name, data)
    text, orders = await _compared(request, rosters, data)
    return _shown(text, orders, key)


async def _compared(request: Request, rosters: Rosters, data: bytes) -> tuple[Text, tuple[Order, ...]]:
    today = request.office.hours.local(request.now).date()
    return await rosters.compare(data, office=request.office, today=today, by=request.person)


def _shown(text: Text, orders: tuple[Order, ...], key: str) -> Plan:
    """The difference, and the question whether it shall be so; no question where there is nothing to apply."""
    if not orders:
        return tell(text)
    arg = f"{key}{_MARK}{fingerprint(orders)}"
    return tell(
        text,
        Button(label=say("button.apply_roster"), verb="apply_roster", arg=arg, style=Style.PRIMARY),
        Button(label=say("button.drop_roster"), verb="drop_roster", arg=key),
    )


def fingerprint(orders: Iterable[Order]) -> str:
    """Eight characters that tell one set of changes from another."""
    return hashlib.sha256(repr(tuple(orders)).encode()).hexdigest()[:8]


async def apply(request: Request, rosters: Rosters) -> Plan:
    """生效."""
    key, _, seen = (request.tap.arg if request.tap else "").partition(_MARK)
    data = await request.room.clerk.kept(key)
    if data is None:
        return no("roster.gone")
    text, orders = await _compared(request, rosters, data)
    if orders and fingerprint(orders) != seen:
        return _shown(lines(say("roster.changed-meanwhile"), text), orders, key)
    if not orders:
        return tell(text)
    return Plan(orders=orders, says=tell(say("roster.applied", n=len(orders))).says, together=True)


async def discard(request: Request) -> Plan:
    """放弃."""
    return tell(say("roster.discarded"), toast=True)
