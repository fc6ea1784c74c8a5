"""The control client: a test starts a server, acts as people, and reads what they see.

    async with running() as telegram:
        zhang = await telegram.add_person("张建国")
        await telegram.press_start(zhang)
        card = await telegram.wait_for(zhang, label="收到")
        answer = await telegram.tap(zhang, "收到")

People, chats and messages are the numbers that the Bot API has for them; a private chat has the number of its person,
and `chat` may be left out for it. What cannot be done raises `Refused` with a key, what does not come raises `NotSeen`.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import httpx
import msgspec

from tests.telegram_server.faults import FaultKind
from tests.telegram_server.process import ServerProcess
from tests.telegram_server.seen import LoggedCall, Seen, SeenTap, ServerState
from tests.telegram_server.telegram import NAME, USERNAME, Settings
from tests.telegram_server.wire import Json, Object

TOKEN: Final = "987654321:AAF-test-token-of-nobody-at-all"
PATIENCE: Final = 5.0  # seconds a wait lasts unless it is told otherwise
PLAIN: Final = False  # loopback HTTP needs no certificates, and loading them takes longer than most tests
SLACK: Final = 10.0  # seconds an answer may take beyond that

Value = TypeVar("Value")


class Refused(Exception):  # noqa: N818 - what the server said, not an error of ours
    """The server cannot do what a test asked for."""

    def __init__(self, verb: str, why: str, about: Json) -> None:
        super().__init__(f"{verb}: {why} {about!r}")
        self.why = why
        self.about = about


class NotSeen(AssertionError):  # noqa: N818 - reads as what happened
    """What a test waited for did not come."""


@asynccontextmanager
async def running(
    *,
    token: str = TOKEN,
    name: str = NAME,
    username: str = USERNAME,
    limits: bool = False,
    privacy: bool = False,
    quiet: bool = False,
    port: int = 0,
) -> AsyncIterator[TelegramControl]:
    """A server of its own for as long as the context lasts, on a free port unless one is given."""
    settings = Settings(token=token, name=name, username=username, limits=limits, privacy=privacy, quiet=quiet)
    process = await asyncio.to_thread(ServerProcess, settings, port)
    try:
        async with TelegramControl(process.url, token, pid=process.pid) as control:
            yield control
    finally:
        await asyncio.to_thread(process.stop)


class TelegramControl:
    """The control side of a server that runs."""

    def __init__(self, url: str, token: str, *, pid: int = 0) -> None:
        self.url = url
        self.token = token
        self.pid = pid
        self._client = httpx.AsyncClient(base_url=url, timeout=SLACK, trust_env=False, verify=PLAIN)

    @property
    def base_url(self) -> str:
        """What python-telegram-bot takes as `base_url`; the token is put behind it."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot takes as `base_file_url`."""
        return f"{self.url}/file/bot"

    async def __aenter__(self) -> TelegramControl:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._client.aclose()

    async def ask(self, verb: str, /, **args: Json) -> Json:
        """Any verb of the control side; arguments that are None are left out."""
        given = {name: value for name, value in args.items() if value is not None}
        patience = given.get("timeout")
        longest = SLACK + (patience if isinstance(patience, float) else 0)
        response = await self._client.post(f"/control/{verb}", json=given, timeout=longest)
        body: Object = msgspec.json.decode(response.content)
        if body["ok"] is not True:
            raise Refused(verb, str(body["why"]), body["about"])
        return body["result"]

    async def _get(self, kind: type[Value], verb: str, /, **args: Json) -> Value:
        return msgspec.convert(await self.ask(verb, **args), kind)

    # People and groups

    async def add_person(
        self,
        name: str,
        *,
        last_name: str = "",
        username: str = "",
        language: str = "zh-hans",
        started: bool = False,
        id: int | None = None,
    ) -> int:
        """A new person. Until he presses Start or writes, or with `started`, the bot cannot write to him."""
        named: Mapping[str, Json] = {"last_name": last_name, "username": username, "language": language}
        return await self._get(int, "add_person", name=name, started=started, id=id, **named)

    async def add_group(
        self,
        title: str,
        members: Sequence[int],
        *,
        supergroup: bool = False,
        forum: bool = False,
        with_bot: bool = True,
        bot_leads: bool = False,
        announce: bool = True,
        id: int | None = None,
    ) -> int:
        """A new group of these people, the first its creator. With `announce` the bot hears that it was added."""
        kind: Mapping[str, Json] = {"supergroup": supergroup, "forum": forum, "with_bot": with_bot}
        return await self._get(
            int, "add_group", title=title, members=members, bot_leads=bot_leads, announce=announce, id=id, **kind
        )

    async def join(self, chat: int, person: int | None = None, *, by: int | None = None) -> None:
        """A person, or the bot, is added to a group."""
        await self.ask("join", chat=chat, person=person, by=by)

    async def leave(self, chat: int, person: int | None = None, *, by: int | None = None) -> None:
        """A person leaves or is put out by `by`; without a person the bot is put out."""
        await self.ask("leave", chat=chat, person=person, by=by)

    async def promote(self, chat: int, person: int | None = None, *, rights: Sequence[str] | None = None) -> None:
        """A person, or the bot, becomes an administrator, with all usual rights or with these."""
        await self.ask("promote", chat=chat, person=person, rights=rights)

    async def demote(self, chat: int, person: int | None = None) -> None:
        """A person, or the bot, becomes an ordinary member."""
        await self.ask("demote", chat=chat, person=person)

    async def silence(self, chat: int, *, on: bool = True) -> None:
        """Only administrators may write."""
        await self.ask("silence", chat=chat, on=on)

    async def add_topic(self, chat: int, name: str) -> int:
        """A new topic of a forum; the number is its thread."""
        return await self._get(int, "add_topic", chat=chat, name=name)

    async def upgrade(self, chat: int, *, by: int | None = None) -> int:
        """A basic group becomes a supergroup, whose number comes back."""
        return await self._get(int, "upgrade", chat=chat, by=by)

    async def block(self, person: int) -> None:
        """He blocks the bot."""
        await self.ask("block", person=person)

    async def unblock(self, person: int) -> None:
        """He no longer blocks the bot."""
        await self.ask("unblock", person=person)

    async def deactivate(self, person: int) -> None:
        """His account is deleted."""
        await self.ask("deactivate", person=person)

    # What people do

    async def press_start(self, person: int, payload: str = "") -> int:
        """He opens the private chat, by a deep link where there is a payload, and presses Start."""
        return await self._get(int, "start", person=person, payload=payload)

    async def say(
        self,
        person: int,
        text: str,
        *,
        chat: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
        entities: Sequence[Mapping[str, Json]] | None = None,
    ) -> int:
        """He writes; the number of his message comes back."""
        given: Mapping[str, Json] = {"reply_to": reply_to, "thread": thread, "entities": entities}
        return await self._get(int, "say", person=person, text=text, chat=chat, **given)

    async def edit(self, person: int, message: int, text: str, *, chat: int | None = None) -> None:
        """He changes what he wrote."""
        await self.ask("edit", person=person, message=message, text=text, chat=chat)

    async def send_file(
        self,
        person: int,
        name: str,
        data: bytes,
        *,
        mime: str = "",
        caption: str = "",
        as_photo: bool = False,
        chat: int | None = None,
        reply_to: int | None = None,
        album: str = "",
    ) -> int:
        """He sends a file, or a picture to look at. Files with the same `album` belong together."""
        shown: Mapping[str, Json] = {"caption": caption, "as_photo": as_photo, "album": album, "mime": mime}
        raw = b64encode(data).decode()
        return await self._get(
            int, "send_file", person=person, name=name, data=raw, chat=chat, reply_to=reply_to, **shown
        )

    async def press(self, person: int, label: str, *, chat: int | None = None, message: int | None = None) -> str:
        """He presses the button of that label, on the latest message that has it or on the one given.

        The callback query comes back; empty where the button only opens something.
        """
        pressed = await self._get(
            dict[str, str | int | None], "press", person=person, label=label, chat=chat, message=message
        )
        return str(pressed.get("query") or "")

    async def tap(
        self, person: int, label: str, *, chat: int | None = None, message: int | None = None, seconds: float = PATIENCE
    ) -> SeenTap:
        """He presses a button, and waits for the bot's answer to it."""
        return await self.wait_answer(await self.press(person, label, chat=chat, message=message), seconds=seconds)

    async def react(self, person: int, message: int, emoji: str, *, chat: int | None = None) -> None:
        """He reacts to a message; an empty emoji takes his reaction away."""
        await self.ask("react", person=person, message=message, emoji=emoji, chat=chat)

    async def erase(self, person: int, message: int, *, chat: int | None = None) -> None:
        """He deletes a message for everybody."""
        await self.ask("erase", person=person, message=message, chat=chat)

    # What people see

    async def read(self, person: int, *, chat: int | None = None, since: int = 0) -> list[Seen]:
        """The chat as he sees it, from the message after `since` on, the oldest first."""
        return await self._get(list[Seen], "read", person=person, chat=chat, since=since)

    async def last(self, person: int, *, chat: int | None = None) -> Seen:
        """The newest message of a chat."""
        return (await self.read(person, chat=chat))[-1]

    async def download(self, file: str) -> bytes:
        """The bytes of a file that somebody sees, by its id."""
        response = await self._client.get(f"/control/files/{file}")
        if response.is_error:
            raise Refused("download", "no_such_file", file)
        return response.content

    async def taps(self, *, person: int | None = None, answered: bool | None = None) -> list[SeenTap]:
        """Pressed buttons with their answers, the oldest first."""
        return await self._get(list[SeenTap], "taps", person=person, answered=answered)

    async def menu(self, person: int, *, chat: int | None = None) -> dict[str, str]:
        """The commands he is offered in a chat, with their descriptions."""
        offered = await self._get(list[dict[str, str]], "menu", person=person, chat=chat)
        return {command["command"]: command["description"] for command in offered}

    # Waiting

    async def wait_for(
        self,
        person: int,
        text: str = "",
        *,
        label: str = "",
        chat: int | None = None,
        since: int = 0,
        edited: bool = False,
        seconds: float = PATIENCE,
    ) -> Seen:
        """The first message of the bot after `since` that has the text (in words or file name) and the button."""
        fitting: Mapping[str, Json] = {"text": text, "label": label, "since": since, "edited": edited}
        return await self._wait(Seen, "message", seconds, person=person, chat=chat, **fitting)

    async def wait_gone(self, person: int, message: int, *, chat: int | None = None, seconds: float = PATIENCE) -> None:
        """Until a message is deleted."""
        await self._wait(bool, "gone", seconds, person=person, message=message, chat=chat)

    async def wait_answer(self, query: str, *, seconds: float = PATIENCE) -> SeenTap:
        """Until a pressed button is answered."""
        return await self._wait(SeenTap, "answer", seconds, query=query)

    async def wait_call(self, method: str, *, count: int = 1, since: int = 0, seconds: float = PATIENCE) -> LoggedCall:
        """Until a method was called, and answered, so often after the call of that number."""
        return await self._wait(LoggedCall, "call", seconds, method=method, count=count, since=since)

    async def wait_idle(self, *, seconds: float = PATIENCE) -> None:
        """Until the bot has confirmed every update."""
        await self._wait(bool, "idle", seconds)

    async def wait_sent(self, count: int, *, seconds: float = PATIENCE) -> int:
        """Until the bot has sent so many messages in all."""
        return await self._wait(int, "sent", seconds, count=count)

    async def wait_listening(self, *, seconds: float = PATIENCE) -> None:
        """Until the bot polls or has a webhook."""
        await self._wait(bool, "listening", seconds)

    async def _wait(self, kind: type[Value], what: str, seconds: float, /, **args: Json) -> Value:
        found = await self.ask("wait", **{"for": what, "timeout": float(seconds), **args})
        if found is None:
            raise NotSeen(f"no {what} with {args} within {seconds} s")
        return msgspec.convert(found, kind)

    # What a test can measure and turn

    async def calls(self, *methods: str, since: int = 0) -> list[LoggedCall]:
        """The log of calls, of these methods or of all, the oldest first."""
        return await self._get(list[LoggedCall], "calls", methods=list(methods), since=since)

    async def state(self) -> ServerState:
        """Numbers of the server."""
        return await self._get(ServerState, "state")

    async def reset(self) -> None:
        """Forget everything, as if the server had just been started with its options."""
        await self.ask("reset")

    async def forget_calls(self) -> None:
        """Begin the log and the counters anew."""
        await self.ask("forget_calls")

    async def limits(
        self, *, on: bool = True, minute: float | None = None, burst: int | None = None, edits: bool | None = None
    ) -> None:
        """Turn the sending limits; `minute` is how many real seconds a Telegram minute lasts."""
        await self.ask("limits", on=on, minute=minute, burst=burst, edits=edits)

    async def privacy(self, *, on: bool) -> None:
        """Turn the bot's privacy mode."""
        await self.ask("privacy", on=on)

    async def fault(
        self,
        kind: FaultKind,
        method: str = "*",
        *,
        times: int | None = None,
        seconds: float | None = None,
        chat: int | None = None,
        retry_after: int = 1,
        code: int = 502,
        html: bool = False,
        delay: float = 1.0,
    ) -> int:
        """Order a fault for the next `times` calls of a method or for some seconds; one call if neither is given."""
        how: Mapping[str, Json] = {"retry_after": retry_after, "code": code, "html": html, "delay": delay}
        where = None if chat is None else str(chat)
        return await self._get(
            int, "fault", kind=kind.value, method=method, times=times, seconds=seconds, chat=where, **how
        )

    async def clear_faults(self, id: int | None = None) -> None:
        """Take one order back, or all."""
        await self.ask("clear_faults", id=id)

    async def down(self, *, seconds: float | None = None) -> None:
        """Close the door to every call, for a while or until `up`."""
        await self.ask("down", seconds=seconds)

    async def up(self) -> None:
        """Open the door again."""
        await self.ask("up")

    async def hold_webhook(self, *, seconds: float | None = None) -> None:
        """Deliver nothing to the webhook, for a while or until `release_webhook`."""
        await self.ask("hold_webhook", seconds=seconds)

    async def release_webhook(self) -> None:
        """Deliver to the webhook again."""
        await self.ask("release_webhook")

    async def expire_taps(self, *, life: float | None = None) -> None:
        """Make every pressed button too old to be answered; `life` is the seconds the next ones have."""
        await self.ask("expire_taps", life=life)

    async def clock(self, *, unix: int | None = None, by: float | None = None) -> int:
        """Set or push the server's time of day; what it is now comes back, in Unix seconds."""
        return await self._get(int, "clock", unix=unix, by=by)
