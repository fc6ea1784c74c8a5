"""The story harness: an office that can be spoken to, whose time passes when told to; nothing goes unheard there.

A world is the real application on a real database file with a clock that moves by hand. People are named by their
ids of the sample office. What the bot says is collected as letters, before any language; a story names the key of a
sentence and the arguments that matter. A letter that no story line has heard fails the test at the end.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App
from bot.channels.web import wire
from bot.channels.web.channel import CAN
from bot.clock import ManualClock
from bot.config import Loaded, Secret, Settings, load_office
from bot.domain.ids import PersonId
from bot.domain.limits import Limit
from bot.domain.obligations import Recipient
from bot.domain.office import Office
from bot.domain.texts import Arg, Button, Text
from bot.engine.work import TICKS, TickWork
from bot.messages import Inbound, IncomingFile, Kind, Outcome, Outgoing, Sent, pack
from bot.ports import Accept, Channel, Letter, Raw

OFFICE = Path(__file__).resolve().parent.parent / "office" / "office.toml"
SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 18, 10, 30, tzinfo=SHANGHAI)


def at(clock: str, day: int = 18, month: int = 11) -> datetime:
    """A moment of November 2026 in the office's zone: at("14:20") is Wednesday the 18th."""
    hour, minute = clock.split(":")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=SHANGHAI)


def length(written: str) -> timedelta:
    """``10m``, ``2h``, ``3d`` as a length of time."""
    limit = Limit.parse(written)
    assert limit is not None
    assert limit.length is not None
    return limit.length


def texts(text: Text) -> list[Text]:
    """A text and every text inside it."""
    inner = itertools.chain.from_iterable(
        (value,) if isinstance(value, Text) else value
        for value in text.args.values()
        if isinstance(value, Text | tuple)
    )
    return [text, *(found for part in inner for found in texts(part))]


@dataclass(frozen=True)
class Heard:
    """One letter that somebody has read."""

    letter: Letter

    def says(self, key: str, /, **args: Arg) -> bool:
        """Whether it holds that sentence with these arguments."""
        return any(t.key == key and args.items() <= _flat(t).items() for t in texts(self.letter.text))

    @property
    def keys(self) -> list[str]:
        """The keys of all its sentences."""
        return [t.key for t in texts(self.letter.text) if not t.key.startswith("@")]

    def button(self, verb: str) -> Button | None:
        """The button of that verb, if it has one."""
        return next((b for b in self.letter.buttons if b.verb == verb), None)


def _flat(text: Text) -> dict[str, Arg]:
    """The arguments of a text, with plain words and contents as bare strings."""
    return {
        name: value.args["text"] if isinstance(value, Text) and value.key in ("@content", "@plain", "plain") else value
        for name, value in text.args.items()
    }


class WebByHand:
    """The web channel without its pages: stories speak into it directly."""

    name = wire.NAME
    can = CAN

    def __init__(self) -> None:
        self.toasts: list[tuple[str, str]] = []
        self.files: dict[str, bytes] = {}

    def read(self, raw: Raw) -> Inbound | None:
        return wire.inbound(raw)

    def without_words(self, raw: Raw) -> Raw:
        return wire.without_words(raw)

    async def send(self, message: Outgoing) -> Outcome:
        return Sent(f"o{message.id}")

    async def toast(self, inbound: Inbound, words: str) -> None:
        self.toasts.append((inbound.sender, words))

    async def fetch(self, ref: str) -> bytes:
        return self.files[ref]

    async def delete(self, chat: str, message: str) -> None:
        raise AssertionError("the web chat has nothing to take away")

    async def ready(self) -> None:
        return

    async def run(self, accept: Accept) -> None:
        raise AssertionError("a story speaks into the channel directly")


@dataclass
class World:
    """An office in which a story happens."""

    app: App
    clock: ManualClock
    web: WebByHand
    unheard: list[Heard] = field(default_factory=list)
    said: int = 0

    # --- what people do ----------------------------------------------------------------------------------------

    async def says(
        self, person: str, words: str, *, group: str = "", reply_to: Heard | str = "", edits: str = ""
    ) -> str:
        """Somebody writes, in his own chat or in a group. Gives the message's id."""
        self.said += 1
        key = f"said-{self.said:06}"
        replied = reply_to if isinstance(reply_to, str) else f"o{reply_to.letter.id}"
        said = wire.Said(
            key=key,
            who=Recipient(f"p:{person}"),
            chat=Recipient(f"g:{group}" if group else f"p:{person}"),
            at=self.clock.now(),
            kind=Kind.EDIT if edits else Kind.MESSAGE,
            text=words,
            message=edits,
            reply_to=replied,
        )
        await self._bring(said)
        return f"i{key}"

    async def taps(
        self, person: str, verb: str, *, on: Heard | None = None, arg: str | None = None, group: str = ""
    ) -> str:
        """Somebody presses the latest button of that verb that he can see. Gives the words shown in passing."""
        chat = f"g:{group}" if group else f"p:{person}"
        button = self._button(chat, verb, on, arg)
        assert button is not None, f"{person} sees no button {verb}"
        return await self.presses(person, button, group=group)

    async def presses(self, person: str, button: Button, *, group: str = "") -> str:
        """Somebody presses a button, whether he was shown it or not. Gives the words shown in passing."""
        self.said += 1
        said = wire.Said(
            key=f"tap-{self.said:06}",
            who=Recipient(f"p:{person}"),
            chat=Recipient(f"g:{group}" if group else f"p:{person}"),
            at=self.clock.now(),
            kind=Kind.TAP,
            data=pack(button),
        )
        before = len(self.web.toasts)
        await self._bring(said)
        return " ".join(words for _, words in self.web.toasts[before:])

    def _button(self, chat: str, verb: str, on: Heard | None, arg: str | None) -> Button | None:
        shown = [on.letter] if on is not None else [heard for heard in self._seen if heard.chat == chat]
        for letter in reversed(shown):
            for button in letter.buttons:
                if button.verb == verb and arg in (None, button.arg):
                    return button
        return None

    async def sends_file(self, person: str, name: str, data: bytes) -> None:
        """Somebody drops a file into his chat."""
        self.said += 1
        ref = f"file-{self.said}"
        self.web.files[ref] = data
        said = wire.Said(
            key=f"file-{self.said:06}",
            who=Recipient(f"p:{person}"),
            chat=Recipient(f"p:{person}"),
            at=self.clock.now(),
            files=(IncomingFile(name=name, size=len(data), ref=ref),),
        )
        await self._bring(said)

    async def _bring(self, said: wire.Said) -> None:
        await self.app.reception.accept([said.arrival()])
        await self.app.reception.quiet()
        await self.settled()

    async def passes(self, written: str) -> None:
        """Time passes, and every ladder has its turn at its own moment."""
        await self.until(self.clock.now() + length(written))

    async def until(self, moment: datetime) -> None:
        """Time passes up to a moment."""
        while (upcoming := await self.app.store.next_wake()) is not None and upcoming <= moment:
            self.clock.set(upcoming)
            await self.tick()
        self.clock.set(moment)

    async def tick(self) -> None:
        """The alarm rings now."""
        work = TickWork()
        await self.app.desk.do(work)
        while work.found >= TICKS:
            await self.app.desk.do(work := TickWork())
        await self.settled()

    async def settled(self) -> None:
        """Everything that was said has been made and sent."""
        await self.app.press.drained()
        await self.app.outbox.drained()

    # --- what people hear --------------------------------------------------------------------------------------

    _seen: list[Letter] = field(default_factory=list)

    def letters(self, letters: Sequence[Letter]) -> None:
        """From the desk."""
        for letter in letters:
            if letter.channel != "press":
                self._seen.append(letter)
                self.unheard.append(Heard(letter))

    def wake(self, at: datetime) -> None:
        """From the desk."""

    def hears(self, who: str, key: str, /, **args: Arg) -> Heard:
        """Somebody (or a group, as g:<id>) has been told that. Only what nobody has heard yet is looked at."""
        chat = who if who.startswith("g:") else f"p:{who}"
        for heard in self.unheard:
            if heard.letter.chat == chat and heard.says(key, **args):
                self.unheard.remove(heard)
                return heard
        told = [f"  {h.keys}" for h in self.unheard if h.letter.chat == chat]
        raise AssertionError(f"{who} has not heard {key} {args}; unheard there:\n" + "\n".join(told))

    def hears_nothing(self, who: str) -> None:
        """Somebody has not been disturbed."""
        chat = who if who.startswith("g:") else f"p:{who}"
        told = [h.keys for h in self.unheard if h.letter.chat == chat]
        assert not told, f"{who} has heard {told}"

    def forgets(self, which: Callable[[Heard], bool] = lambda _: True) -> None:
        """This part of the story is told elsewhere."""
        self.unheard = [heard for heard in self.unheard if not which(heard)]

    def no_cards(self) -> None:
        """Cards that were brought up to date are no news in this story."""
        self.forgets(lambda heard: bool(heard.letter.card))

    def silence(self) -> None:
        """Nothing was said that the story did not tell."""
        assert not self.unheard, "unexpected:\n" + "\n".join(f"  {h.letter.to} {h.keys}" for h in self.unheard)

    @property
    def office(self) -> Office:
        """The office."""
        return self.app.desk.office


@cache
def _sample() -> Loaded:
    """The sample office, read once: nothing that is read from it ever changes."""
    return load_office(OFFICE)


@asynccontextmanager
async def a_world(
    folder: Path,
    start: datetime = WEDNESDAY,
    *,
    office: Callable[[Office], Office] = lambda office: office,
    channels: Mapping[str, Channel] | None = None,
) -> AsyncIterator[World]:
    """The sample office at a moment, without a roster. At the end of the story nothing may be left unheard."""
    loaded = _sample()
    assert loaded.office is not None
    settings = replace(Settings(), conventions=loaded.settings.conventions, database=Secret(database(folder)))
    clock, web = ManualClock(start), WebByHand()
    listed = (web, *(channels or {}).values())
    app = await App.build(
        office(loaded.office), settings, clock=clock, files=folder / "files", channels=lambda _: listed
    )
    world = World(app, clock, web)
    app.seed_sample = False
    async with app.running(serve=False):
        app.desk.listeners.append(world)
        yield world
        world.silence()


def database(folder: Path) -> str:
    """The address of a story's database."""
    return f"sqlite+aiosqlite:///{folder / 'story.db'}"


def person(id: str) -> PersonId:
    """A person's id."""
    return PersonId(id)
