"""A thousand ladders are due at once, and twenty people answer while they are being climbed: every answer holds.

The answers are given when so many letters have been written, some by people whose ladder has been climbed already, some
by people whose turn has not come; some are on the desk before the next ticks, some behind them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.domain.commands import Acknowledge, Command
from bot.domain.duties.errand import Done
from bot.domain.ids import MatterId, PersonId
from bot.engine.batch import NOBODY
from bot.engine.work import PlanWork
from bot.ports import Letter, Order, Plan
from tests.engine.house import House, a_house
from tests.engine.post import Post

BURST: Final = 1_000
ANSWERS: Final = 20
DEBTOR: Final = "wanglei"


class Interrupter:
    """Lets somebody answer each time so many letters have been written."""

    def __init__(self, answers: Sequence[Callable[[], None]], every: int) -> None:
        self._answers, self._every, self._seen = list(answers), every, 0

    def letters(self, letters: Sequence[Letter]) -> None:
        self._seen += len(letters)
        while self._answers and self._seen >= self._every:
            self._seen -= self._every
            self._answers.pop(0)()

    def wake(self, at: datetime) -> None:
        """Not this one's business."""


async def answered_in_the_burst(house: House, command: Command) -> tuple[list[MatterId], list[asyncio.Task[None]]]:
    """Ring with everything due, while twenty of the matters are answered in the middle of it."""
    matters = await house.calls(*(DEBTOR,) * BURST)
    chosen = [*matters[: ANSWERS // 2], *matters[-ANSWERS // 2 :]]
    doing = list[asyncio.Task[None]]()

    def answer(matter: MatterId, *, at_once: bool) -> Callable[[], None]:
        async def act() -> None:
            if not at_once:
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            work = PlanWork(plan=Plan(orders=(Order(command=command, matter=matter),)), origin=NOBODY)
            await house.app.desk.do(work)

        return lambda: doing.append(asyncio.ensure_future(act()))

    mixed = [one for pair in zip(chosen, reversed(chosen), strict=True) for one in pair][:ANSWERS]
    answers = [answer(matter, at_once=bool(index % 2)) for index, matter in enumerate(mixed)]
    house.app.desk.listeners.append(Interrupter(answers, BURST // (ANSWERS + 5)))
    await house.ring(house.clock.now() + timedelta(minutes=11))
    await asyncio.gather(*doing)
    assert len(doing) == ANSWERS
    return mixed, doing


def climbed_after(house: House, verb: str) -> list[int]:
    """Matters of which a rung was climbed after they were answered so."""
    found = house.rows(
        "SELECT DISTINCT later.matter FROM journal AS later JOIN journal AS answer ON answer.matter = later.matter "
        "WHERE answer.verb = ? AND later.verb = 'Tick' AND later.seq > answer.seq",
        verb,
    )
    return [matter for (matter,) in found]


async def test_what_was_done_in_the_middle_of_the_burst_stays_done(tmp_path: Path) -> None:
    async with a_house(tmp_path, Post()) as house:
        chosen, _ = await answered_in_the_burst(house, Done(by=PersonId(DEBTOR)))
        held = house.rows("SELECT matter FROM obligations WHERE status = 'discharged' AND wake_at IS NULL")
        assert {matter for (matter,) in held} == set(chosen)
        assert climbed_after(house, "Done") == []
        left = house.rows("SELECT count(DISTINCT matter) FROM journal WHERE verb = 'Tick'")
        assert left[0][0] >= BURST - ANSWERS


async def test_what_was_acknowledged_in_the_middle_of_the_burst_stays_acknowledged(tmp_path: Path) -> None:
    async with a_house(tmp_path, Post()) as house:
        chosen, _ = await answered_in_the_burst(house, Acknowledge(by=PersonId(DEBTOR)))
        held = house.rows("SELECT matter FROM obligations WHERE status = 'acknowledged' AND wake_at IS NOT NULL")
        assert {matter for (matter,) in held} == set(chosen)
