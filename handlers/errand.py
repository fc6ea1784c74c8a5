"""限时事项: a leader's call, a paper to pass on, a request to answer."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.errand import Done, Register
from bot.ports import Order, Plan
from handlers.room import Request, Unclear, do, which

_TITLE: Final = 40


async def register(request: Request) -> Plan:
    """登记: the clock starts."""
    reading = request.reading
    command = Register(
        by=request.person,
        what=reading.what or "request",
        text=request.words,
        title=(reading.text or request.words).strip()[:_TITLE],
        debtor=reading.person,
    )
    return do(Order(command=command))


async def done(request: Request) -> Plan:
    """办好了."""
    cases = await request.room.reads.open_matters("errand")
    mine = [c for c in cases if any(o.live and request.person in (o.debtor, c.matter.opened_by) for o in c.obligations)]
    found = await which(request, ("errand",), mine, "errand.none-of-yours")
    if isinstance(found, Unclear):
        return found.plan
    text = "" if request.tap is not None else request.words
    return do(Order(command=Done(by=request.person, text=text), matter=found.matter.id))
