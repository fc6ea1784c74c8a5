"""A house with its doors open: the real application with its real pages, on a free port, for one test."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.app import App
from bot.channels.web.service import Service
from bot.clock import ManualClock, SystemClock
from bot.config import load_office
from bot.house import House
from bot.places import files_beside
from bot.tools import invite
from tests.world import OFFICE, at

WEDNESDAY = at("14:20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A house that can be visited."""

    app: App
    web: Service
    url: str
    port: int
    login_clock: ManualClock  # by which logins expire: the machine's time, moved by hand

    async def link(self, name: str) -> str:
        """A fresh one-time link for somebody."""
        text, _ = await invite(self.app, name)
        words = self.app.tongue.words(text)
        return next(line.strip() for line in words.splitlines() if "/enter/" in line)

    async def leaves(self, person: str) -> None:
        """Somebody is taken out of office.toml, and nobody puts the rest in order."""
        office = self.app.desk.office
        people = {id: one for id, one in office.people.items() if id != person}
        await self.app.take_office(replace(office, people=people), self.app.settings)


def real(written: str) -> str:
    """The sample's office.toml as a real office's, with one group that not everybody is in."""
    narrow = 'name = "督办群"\nmembers = ["孙丽", "吴涛", "陈志远"]'
    return written.replace("sample = true", "sample = false", 1).replace('name = "督办群"', narrow, 1)


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@asynccontextmanager
async def opened(
    folder: Path,
    *,
    start: datetime | None = WEDNESDAY,
    port: int | None = None,
    edit: Callable[[str], str] = lambda written: written,
) -> AsyncIterator[Opened]:
    """Open the house at a moment of the office (None: the machine's own time); its clock then runs by itself."""
    office, port = folder / "office.toml", port or free_port()
    office.write_text(edit(OFFICE.read_text(encoding="utf-8")), encoding="utf-8")
    environ = {"ZHISHOU_DB": str(folder / "zhishou.db"), "PORT": str(port)}
    loaded = load_office(office, environ)
    assert loaded.office is not None, loaded.problems
    house, machine = House(loaded, office, environ), SystemClock()
    clock = SystemClock(start - machine.now()) if start is not None else machine
    app = await App.build(
        house.office, house.settings, clock=clock, files=files_beside(house.settings), channels=house._channels
    )
    app.link_makers.append(lambda code: f"http://127.0.0.1:{port}/enter/{code}")
    assert house.web is not None
    login_clock = ManualClock(machine.now())
    house.web.machine = login_clock
    house.web.bind()
    async with app.running():
        await app.alarm.ring()  # what a fresh roster is due to say has been said: nothing comes unasked after this
        yield Opened(app=app, web=house.web, url=f"http://127.0.0.1:{port}", port=port, login_clock=login_clock)
