"""A day at the office in a few seconds: the real application, a clock that moves by hand, and a transcript.

The script is `office/demo.toml`; nothing in it is privileged. Every line goes in as a message of the web chat would,
and every ladder has its turn at its own moment in between. The database is thrown away afterwards; what the bot drew
stays in a folder that the transcript names.
"""

from __future__ import annotations

import asyncio
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from bot.app import App
from bot.channels.web import wire
from bot.channels.web.channel import WebChannel
from bot.channels.web.hub import Hub
from bot.clock import ManualClock
from bot.config import Loaded, Secret
from bot.domain.effects import Attachment
from bot.domain.ids import PersonId
from bot.domain.obligations import to_person
from bot.domain.office import Office
from bot.domain.roster import Place
from bot.domain.texts import Button, names, say
from bot.engine.work import TICKS, TickWork
from bot.i18n import Tongue
from bot.messages import Kind, pack
from bot.ports import Accept, Letter
from bot.sample import open_shift
from bot.transcript import Transcript, Write

HOME: Final = Path(__file__).resolve().parent.parent / "office"
SCRIPT: Final = HOME / "demo.toml"
OFFICE: Final = HOME / "office.toml"
_PLACES: Final = {"leader": Place.LEADER, "primary": Place.PRIMARY, "secondary": Place.SECONDARY}
_EN: Final = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A shift that is rostered before the day begins."""

    on: date
    name: str
    people: Mapping[Place, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Somebody says something or presses a button; or nobody does anything, and time passes."""

    at: timedelta  # since the midnight before the day begins
    who: str = ""
    says: str = ""
    taps: str = ""
    scene: str = ""  # a heading, written at that time
    gloss: str = ""  # what is said, for whoever reads no Chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A day to be played."""

    start: datetime
    shifts: tuple[Shift, ...]
    lines: tuple[Line, ...]


def read_script(text: str, language: str) -> Script:
    """A script as TOML gives it. Raises KeyError or TypeError for one that is written wrongly."""
    day = tomllib.loads(text)
    return Script(
        start=day["start"],
        shifts=tuple(_shift(row) for row in day.get("shift", ())),
        lines=tuple(_line(row, language) for row in day["line"]),
    )


def _shift(row: Mapping[str, str | date]) -> Shift:
    on = row["date"]
    assert isinstance(on, date), "a shift has a date"
    people = {place: str(row[name]) for name, place in _PLACES.items() if name in row}
    return Shift(on=on, name=str(row["name"]), people=people)


def _line(row: Mapping[str, object], language: str) -> Line:
    at, days, scene = time.fromisoformat(str(row["at"])), row.get("day", 0), row.get("scene", {})
    assert isinstance(days, int), "days are counted"
    assert isinstance(scene, dict), "a scene has a heading in each language"
    return Line(
        at=timedelta(days=days, hours=at.hour, minutes=at.minute),
        who=str(row.get("who", "")),
        says=str(row.get("says", "")),
        taps=str(row.get("taps", "")),
        scene=str(scene.get("en" if language == _EN else "zh", "")),
        gloss=str(row.get("en", "")) if language == _EN else "",
    )


async def play(loaded: Loaded, script: Script, transcript: Transcript) -> None:
    """Play a script from beginning to end, writing down what everybody says and hears."""
    assert loaded.office is not None, "a demonstration needs an office"
    with tempfile.TemporaryDirectory() as folder:
        database = Secret(f"sqlite+aiosqlite:///{folder}/demo.db")
        settings, clock = replace(loaded.settings, database=database), ManualClock(script.start)
        channel = WebChannel(Hub(), _never, _no_file)
        app = await App.build(
            loaded.office, settings, clock=clock, files=Path(folder) / "files", channels=lambda _: (channel,)
        )
        app.seed_sample = False
        async with app.running(serve=False):
            await _Play(app, clock, transcript).run(script)


async def _never(accept: Accept) -> None:
    """Nobody listens: the script speaks."""


async def _no_file(ref: str) -> bytes:
    return b""


class _Play:
    """The stage: it knows who is who, and what was last shown to whom."""

    def __init__(self, app: App, clock: ManualClock, transcript: Transcript) -> None:
        self._app, self._clock, self._transcript = app, clock, transcript
        self._folder: Path | None = None  # of the papers, once there is one
        self._shown: list[Letter] = []
        self._told: list[Letter] = []
        self._count = 0
        app.desk.listeners.append(self)

    async def run(self, script: Script) -> None:
        """Every line at its time."""
        office = self._app.desk.office
        midnight = office.hours.at(office.hours.local(script.start).date(), time())
        for shift in script.shifts:
            posts = tuple((_person(office, name), place) for place, name in shift.people.items())
            await self._app.order(open_shift(office, shift.on, shift.name, posts))
        for line in script.lines:
            await self._until(midnight + line.at)
            if line.scene:
                self._transcript.scene(line.scene)
            if line.who:
                await self._perform(office, line)

    async def _perform(self, office: Office, line: Line) -> None:
        person = _person(office, line.who)
        if line.says:
            self._transcript.says(self._clock.now(), office.name_of(person), line.says, line.gloss)
            await self._bring(person, line.says)
            return
        button = self._button(person, line.taps)
        self._transcript.taps(self._clock.now(), office.name_of(person), button.label)
        await self._bring(person, "", button)

    def _button(self, person: PersonId, verb: str) -> Button:
        """The latest button of that verb that somebody sees."""
        chat = to_person(person)
        seen = (b for shown in reversed(self._shown) if shown.chat == chat for b in shown.buttons if b.verb == verb)
        button = next(seen, None)
        assert button is not None, f"{person} sees no button {verb}"
        return button

    async def _bring(self, person: PersonId, words: str, button: Button | None = None) -> None:
        self._count += 1
        chat = to_person(person)
        said = wire.Said(key=f"line-{self._count:04}", who=chat, chat=chat, at=self._clock.now(), text=words)
        if button is not None:
            said = replace(said, kind=Kind.TAP, data=pack(button))
        await self._app.reception.accept([said.arrival()])
        await self._app.reception.quiet()
        await self._settled()

    async def _until(self, moment: datetime) -> None:
        while (upcoming := await self._app.store.next_wake()) is not None and upcoming <= moment:
            self._clock.set(upcoming)
            work = TickWork(found=TICKS)
            while work.found >= TICKS:
                work = TickWork()
                await self._app.desk.do(work)
            await self._settled()
        self._clock.set(moment)

    def letters(self, letters: Sequence[Letter]) -> None:
        """From the desk: what somebody is told."""
        self._told += [letter for letter in letters if letter.delivered]

    def wake(self, at: datetime) -> None:
        """From the desk."""

    async def _settled(self) -> None:
        """Everything that was said at this moment has been made, and is written down."""
        await self._app.press.drained()
        told, self._told = self._told, []
        self._shown += told
        self._transcript.hears(self._clock.now(), told)
        papers = {file.args.get("name"): file for letter in told for file in letter.attachments}
        for paper in papers.values():
            await self._lay_out(paper)

    async def _lay_out(self, attachment: Attachment) -> None:
        """A paper that came with what was told, where it can still be looked at afterwards."""
        file = await self._app.shelf.get(attachment)
        if file is not None:
            self._folder = self._folder or Path(tempfile.mkdtemp(prefix="zhishou-demo-"))
            (self._folder / file.name).write_bytes(file.data)
            self._transcript.paper(self._folder / file.name)


def _person(office: Office, name: str) -> PersonId:
    return next(person.id for person in office.people.values() if name in (person.id, person.name))


def strangers(office: Office | None, script: Script) -> tuple[str, ...]:
    """Who has a part in the script and is not at this office; everybody where there is no office."""
    cast = dict.fromkeys(
        (*(line.who for line in script.lines if line.who), *(name for s in script.shifts for name in s.people.values()))
    )
    known = {word for person in office.people.values() for word in (person.id, person.name)} if office else set[str]()
    return tuple(name for name in cast if name not in known)


def run(loaded: Loaded, write: Write, tongue: Tongue, language: str, *, colours: bool = False) -> bool:
    """Play it in a loop of its own, with a line before and after. False where the office has not the people for it."""
    script = read_script(SCRIPT.read_text(encoding="utf-8"), language)
    missing = strangers(loaded.office, script)
    if loaded.office is None or missing:
        write(tongue.words(say("demo.other-office", names=names(*missing)), language))
        return False
    office = replace(loaded.office, language=language)
    loaded, transcript = replace(loaded, office=office), Transcript(office, write, tongue, language, colours=colours)
    transcript.head(say("demo.begins", office=office.short))
    asyncio.run(play(loaded, script, transcript))
    transcript.head(say("demo.ends"))
    return True
