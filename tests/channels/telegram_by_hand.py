"""The Telegram channel without a house behind it: a test hands it messages, and holds the inbox itself."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.channels.telegram.channel import Access, TelegramChannel
from bot.clock import ticks
from bot.domain.texts import Style, Text
from bot.messages import Inbound, Outcome, Outgoing, OutgoingButton, OutgoingFile, Rich, Span
from bot.ports import Arrival, Raw
from tests.telegram_server.client import TOKEN, TelegramControl

_NUMBERS = itertools.count(1)


def letter(
    chat: int,
    rich: str | Rich,
    *buttons: OutgoingButton,
    edit: str = "",
    reply_to: str = "",
    files: tuple[OutgoingFile, ...] = (),
    card: str = "",
    silent: bool = False,
) -> Outgoing:
    """A message for a chat, with a number of its own."""
    words = (Span(rich),) if isinstance(rich, str) else rich
    return Outgoing(
        id=next(_NUMBERS),
        chat=str(chat),
        rich=words,
        buttons=buttons,
        edit=edit,
        reply_to=reply_to,
        files=files,
        card=card,
        silent=silent,
    )


def button(label: str, data: str = "ack:7:1:", style: Style = Style.PLAIN) -> OutgoingButton:
    """A button of a message."""
    return OutgoingButton(label=label, data=data, style=style)


class Commands:
    """Who has which menu. A test changes it as it likes."""

    def __init__(self) -> None:
        self.by_chat: dict[str, tuple[str, ...]] = {}
        self.chosen: dict[str, str] = {}

    def of(self, chat: str) -> tuple[str, ...]:
        """The commands of a chat."""
        return self.by_chat.get(chat, ("help",))

    def language(self, chat: str) -> str:
        """The language somebody chose."""
        return self.chosen.get(chat, "")

    def first_language(self) -> str:
        """The office's language."""
        return "zh-CN"

    def words(self, command: str, language: str) -> str:
        """What a command is for."""
        return f"{command} in {language}"


@dataclass
class ByHand:
    """A channel and its inbox."""

    channel: TelegramChannel
    telegram: TelegramControl
    commands: Commands
    told: list[Text]  # what whoever runs the bot was told
    inbox: list[Arrival] = field(default_factory=list)
    taken_at: list[float] = field(default_factory=list)  # monotonic, when each portion was in the inbox
    trouble: list[Exception] = field(default_factory=list)  # what the inbox says to the next attempts
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)
    _running: asyncio.Task[None] | None = None

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        """Take what has come in, or refuse it."""
        async with self._news:
            self._news.notify_all()
            if self.trouble:
                raise self.trouble.pop(0)
            self.inbox.extend(arrivals)
            self.taken_at.append(ticks())

    async def hear(self, count: int = 1) -> list[Inbound]:
        """Wait until so much has come in, and read all of it."""
        async with self._news, asyncio.timeout(10):
            await self._news.wait_for(lambda: len(self.inbox) >= count)
        return [said for arrival in self.inbox if (said := self.channel.read(arrival.raw)) is not None]

    @property
    def raws(self) -> list[Raw]:
        """What has come in, as it came."""
        return [arrival.raw for arrival in self.inbox]

    async def send(self, message: Outgoing) -> Outcome:
        """Send a message."""
        return await self.channel.send(message)

    def listen(self) -> None:
        """Begin to receive."""
        self._running = asyncio.create_task(self.channel.run(self.accept))

    async def stop(self) -> None:
        """Receive no more, and let the connections go."""
        running = self._running or asyncio.create_task(self.channel.run(self.accept))
        if self._running is None:
            await asyncio.sleep(0)
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@asynccontextmanager
async def by_hand(
    telegram: TelegramControl,
    *,
    token: str = TOKEN,
    base_url: str = "",
    webhook_url: str = "",
    secret: str = "",
    patience: float = 10.0,
) -> AsyncIterator[ByHand]:
    """A channel that knows the server and does not listen yet."""
    commands, told = Commands(), list[Text]()
    access = Access(
        token=token,
        base_url=base_url or telegram.url,
        webhook_url=webhook_url,
        secret=secret,
        per_second=0,
        patience=patience,
    )
    found = ByHand(TelegramChannel(access, commands, told.append), telegram, commands, told)
    try:
        yield found
    finally:
        await found.stop()
