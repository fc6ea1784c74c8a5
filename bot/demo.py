"""A day at the office in a few seconds: the real application, a clock that moves by hand, and a transcript.

The script is `office/demo.toml`; nothing in it is privileged. Every line goes in as a message of the web chat would,
and every ladder has its turn at its own moment in between.
"""

from __future__ import annotations

import asyncio
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from bot.app import App
from bot.channels.web import wire
from bot.channels.web.channel import WebChannel
from bot.channels.web.hub import Hub
from bot.clock import ManualClock
from bot.config import Loaded, Secret
from bot.domain.ids import GroupId, PersonId
from bot.domain.obligations import to_person
from bot.domain.office import Office
from bot.domain.roster import Place
from bot.domain.texts import say
from bot.engine.work import TICKS, TickWork
from bot.messages import Kind, pack
from bot.ports import Accept, Letter
from bot.sample import open_shift

SCRIPT: Final = Path(__file__).resolve().parent.parent / "office" / "demo.toml"
_PLACES: Final = {"leader": Place.LEADER, "primary": Place.PRIMARY, "secondary": Place.SECONDARY}

Print = Callable[[str], None]


async def play(loaded: Loaded, write: Print, day: dict[str, Any]) -> None:
    """Play a script from beginning to end, writing down what everybody says and hears."""
    assert loaded.office is not None, "a demonstration needs an office"
    with tempfile.TemporaryDirectory() as folder:
        database = Secret(f"sqlite+aiosqlite:///{folder}/demo.db")
        settings, clock = replace(loaded.settings, database=database), ManualClock(day["start"])
        channel = WebChannel(Hub(), _never, _no_file)
        app = await App.build(
            loaded.office, settings, clock=clock, files=Path(folder) / "files", channels=lambda _: (channel,)
        )
        app.seed_sample = False
        async with app.running(serve=False):
            await _Play(app, clock, write).run(day)


async def _never(accept: Accept) -> None:
    """Nobody listens: the script speaks."""


async def _no_file(ref: str) -> bytes:
    return b""


class _Play:
    """The stage: it knows who is who, and what was last shown to whom."""

    def __init__(self, app: App, clock: ManualClock, write: Print) -> None:
        self._app, self._clock, self._write = app, clock, write
        self._shown: list[Letter] = []
        self._cards: dict[str, str] = {}
        self._count = 0
        app.desk.listeners.append(self)

    async def run(self, day: dict[str, Any]) -> None:
        """Every line at its time."""
        office, start = self._app.desk.office, self._clock.now()
        for shift in day.get("shift", ()):
            posts = tuple((_person(office, shift[name]), place) for name, place in _PLACES.items() if name in shift)
            on: date = shift["date"]
            await self._app.order(open_shift(office, on, shift["name"], posts))
        for line in day["line"]:
            await self._until(_moment(office, start, line.get("day", 0), line["at"]))
            await self._perform(office, line)
        await self._until(self._clock.now() + timedelta(minutes=1))

    async def _perform(self, office: Office, line: dict[str, Any]) -> None:
        person = _person(office, line["who"])
        self._count += 1
        chat = to_person(person)
        said = wire.Said(
            key=f"line-{self._count:04}", who=chat, chat=chat, at=self._clock.now(), text=line.get("says", "")
        )
        if "taps" in line:
            button = next(
                b
                for shown in reversed(self._shown)
                if shown.chat == chat
                for b in shown.buttons
                if b.verb == line["taps"]
            )
            said = replace(said, kind=Kind.TAP, data=pack(button))
            self._line(office.name_of(person), "◉", f"［{self._app.tongue.words(button.label)}］")
        else:
            self._line(office.name_of(person), "▶", line["says"])
        await self._app.reception.accept([said.arrival()])
        await self._app.reception.quiet()
        await self._app.press.drained()

    async def _until(self, moment: datetime) -> None:
        while (upcoming := await self._app.store.next_wake()) is not None and upcoming <= moment:
            self._clock.set(upcoming)
            work = TickWork(found=TICKS)
            while work.found >= TICKS:
                work = TickWork()
                await self._app.desk.do(work)
            await self._app.press.drained()
        self._clock.set(moment)

    def letters(self, letters: Sequence[Letter]) -> None:
        """From the desk: what somebody is told. A card is written down once, and again when its words change."""
        told = dict[str, list[str]]()
        for letter in letters:
            if not letter.delivered:
                continue
            self._shown.append(letter)
            words = self._app.tongue.words(letter.text)
            if letter.card and self._cards.get(letter.card) == words:
                continue
            if letter.card:
                self._cards[letter.card] = words
            told.setdefault(words, []).append(self._name(letter))
        for words, names in told.items():
            self._line("、".join(names), "◀", words)

    def wake(self, at: datetime) -> None:
        """From the desk."""

    def _name(self, letter: Letter) -> str:
        office, id = self._app.desk.office, letter.chat[2:]
        return office.groups[GroupId(id)].name if letter.chat.startswith("g:") else office.name_of(PersonId(id))

    def _line(self, who: str, mark: str, words: str) -> None:
        local = self._app.desk.office.hours.local(self._clock.now())
        first, *rest = words.split("\n")
        self._write(f"{local:%m-%d %H:%M}  {who} {mark} {first}")
        for line in rest:
            self._write(f"{'':15}{line}")


def _person(office: Office, name: str) -> PersonId:
    return next(person.id for person in office.people.values() if name in (person.id, person.name))


def _moment(office: Office, start: datetime, days: int, clock: str) -> datetime:
    day = office.hours.local(start).date() + timedelta(days=days)
    return office.hours.at(day, time.fromisoformat(clock))


def run(loaded: Loaded, write: Print, words: Callable[..., str]) -> None:
    """Play it in a loop of its own, with a line before and after."""
    write(words(say("demo.begins")))
    asyncio.run(play(loaded, write, tomllib.loads(SCRIPT.read_text(encoding="utf-8"))))
    write(words(say("demo.ends")))
