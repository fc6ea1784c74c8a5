"""A chat on people's phones, by hand: whoever has a number may write there, known or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.domain.accounts import IssueCode, fingerprint
from bot.domain.ids import PersonId
from bot.domain.texts import Button
from bot.engine.batch import NOBODY
from bot.engine.work import PlanWork
from bot.messages import Capabilities, Inbound, Kind, Never, Outcome, Outgoing, Sent, TryAgain, pack, plain, unpack
from bot.ports import Accept, Arrival, Plan, Raw
from tests.world import World

NAME: Final = "phone"


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it lies in a chat."""

    chat: str
    words: str
    files: tuple[str, ...]


@dataclass
class Phones:
    """A `bot.ports.Channel` whose messages arrive unless it is down, or the chat has blocked the bot."""

    name: str = NAME
    can: Capabilities = field(default_factory=lambda: Capabilities(text_limit=4096, in_flight=4))
    shown: list[Shown] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    down: bool = False
    blocked: set[str] = field(default_factory=set)
    brought: int = 0

    def read(self, raw: Raw) -> Inbound | None:
        return Inbound(
            channel=self.name,
            key=raw["key"],
            kind=Kind(raw["kind"]),
            chat=raw["chat"],
            private=raw["chat"] == raw["sender"],
            sender=raw["sender"],
            sent_at=None,
            text=raw["text"],
            message=raw["key"],
            tap=unpack(raw["data"]) if raw["data"] else None,
            moved_to=raw["moved_to"],
        )

    def without_words(self, raw: Raw) -> Raw:
        return {**raw, "text": ""}

    async def send(self, message: Outgoing) -> Outcome:
        if self.down:
            return TryAgain(why="down", everybody=True)
        if message.chat in self.blocked:
            return Never("blocked", unreachable=True)
        self.shown.append(Shown(message.chat, plain(message.rich), tuple(file.name for file in message.files)))
        return Sent(f"m{len(self.shown)}")

    async def toast(self, inbound: Inbound, words: str) -> None:
        self.toasts.append(words)

    async def fetch(self, ref: str) -> bytes:
        raise AssertionError("nobody sends files from a phone here")

    async def delete(self, chat: str, message: str) -> None:
        raise AssertionError("nothing is taken away from a phone")

    async def ready(self) -> None:
        return

    async def run(self, accept: Accept) -> None:
        raise AssertionError("a story brings what was said itself")

    # --- what people do ----------------------------------------------------------------------------------------

    async def says(self, world: World, sender: str, words: str, *, chat: str = "") -> list[str]:
        """Somebody writes, in private or in a group chat. Gives what was shown in that chat since."""
        return await self._bring(world, sender, chat or sender, Kind.MESSAGE, text=words)

    async def presses(self, world: World, sender: str, button: Button) -> list[str]:
        """Somebody presses a button. Gives what was shown in his chat since, words in passing too."""
        before = len(self.toasts)
        return [*await self._bring(world, sender, sender, Kind.TAP, data=pack(button)), *self.toasts[before:]]

    async def happens(self, world: World, kind: Kind, chat: str, *, moved_to: str = "") -> list[str]:
        """Something happens to a chat: the bot is let in, thrown out, or the chat has another address."""
        return await self._bring(world, "1", chat, kind, moved_to=moved_to)

    async def _bring(
        self, world: World, sender: str, chat: str, kind: Kind, *, text: str = "", data: str = "", moved_to: str = ""
    ) -> list[str]:
        self.brought += 1
        key, before = f"p{self.brought}", len(self.shown)
        raw = {"key": key, "kind": kind, "chat": chat, "sender": sender, "text": text, "data": data}
        arrival = Arrival(channel=NAME, key=key, raw={**raw, "moved_to": moved_to}, chat=chat, lane=sender, message=key)
        await world.app.reception.accept([arrival])
        await world.app.reception.quiet()
        await world.settled()
        return [shown.words for shown in self.shown[before:] if shown.chat == chat]


async def enrolled(world: World, phones: Phones, **addresses: str) -> None:
    """These people, by their ids, have used their codes from these addresses."""
    for person, address in addresses.items():
        code = f"code-of-{person}"
        issued = IssueCode(by=None, person=PersonId(person), hash=fingerprint(code))
        await world.app.desk.do(PlanWork(plan=Plan(accounts=(issued,)), origin=NOBODY))
        await phones.says(world, address, code)
    world.forgets()
