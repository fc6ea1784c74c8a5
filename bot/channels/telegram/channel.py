"""Telegram as the house sees it: receiving by long polling or webhook, sending, editing, files.

Long polling confirms an update by asking for the next one; it asks only after the update is committed. A webhook's call
is answered with 200 only then. What the inbox cannot take is neither confirmed nor answered, and comes again.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import warnings
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from telegram import Bot, InputFile, ReplyParameters
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot.channels.telegram import failures, inbound
from bot.channels.telegram.menus import Commands, Menus
from bot.channels.telegram.outbound import LIMIT, Piece, keyboard, only, pieces
from bot.messages import Capabilities, Inbound, Never, Outcome, Outgoing, OutgoingFile, Sent, TryAgain
from bot.ports import Accept, Arrival, Raw, StoreUnavailableError

log = structlog.get_logger()

# The library would rather see its own method called, which parses; see _fetch.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'", category=PTBUserWarning)

_TELEGRAM: Final = "https://api.telegram.org"
_POLL: Final = 25  # seconds a poll waits for an update
_RESPONSE: Final = 10.0  # seconds any other call may take
_TOAST: Final = 200  # characters an answer to a tap may have
_ALERT: Final = 40  # a longer one is shown until it is closed
_PAUSES: Final = (1.0, 2.0, 5.0, 15.0, 30.0)  # between attempts to reach the server
_STREAK: Final = 3  # failures in different chats in a row that mean the whole platform is out of reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to reach the Bot API. The token is never shown."""

    token: str = field(repr=False)
    base_url: str = ""  # of a Bot API server of one's own, without /bot
    webhook_url: str = ""  # empty means long polling
    secret: str = field(default="", repr=False)
    per_second: float = 25.0
    group_per_minute: int = 20


class TelegramChannel:
    """A `bot.ports.Channel`."""

    name = inbound.NAME

    def __init__(self, access: Access, commands: Commands) -> None:
        self._access = access
        self.can = Capabilities(
            text_limit=LIMIT,
            deletes=True,
            in_flight=24,
            per_second=access.per_second,
            chat_interval=1.0 if access.per_second else 0.0,
            group_per_minute=access.group_per_minute,
        )
        root = (access.base_url or _TELEGRAM).rstrip("/").removesuffix("/bot")
        self.bot = Bot(
            access.token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=HTTPXRequest(connection_pool_size=64, read_timeout=_RESPONSE, pool_timeout=_RESPONSE),
            get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=_POLL + _RESPONSE),
        )
        self._menus = Menus(self.bot, commands)
        self._accept: Accept | None = None
        self._ready = asyncio.Event()
        self._username = ""
        self._half_sent: dict[int, tuple[int, str]] = {}  # by letter: parts that are there, and the id of its words
        self._streak: list[str] = []  # chats of the last failures, since anything arrived

    # --- receiving ---------------------------------------------------------------------------------------------

    def read(self, raw: Raw) -> Inbound | None:
        """What an update says."""
        return inbound.inbound(raw, self._username)

    def without_words(self, raw: Raw) -> Raw:
        """The update without what was written."""
        return inbound.without_words(raw)

    async def ready(self) -> None:
        """Wait for the first updates, those that waited while the bot was down."""
        await self._ready.wait()

    def link(self, code: str) -> str | None:
        """A link that brings a code to the bot, once its name is known."""
        return f"https://t.me/{self._username}?start={code}" if self._username else None

    async def run(self, accept: Accept) -> None:
        """Receive until cancelled; a server that is away is waited for."""
        self._accept = accept
        await self._persist(self._introduce)
        if self._access.webhook_url:
            await self._persist(self._register_webhook)
            self._ready.set()
            await asyncio.Event().wait()
        await self._persist(self._leave_webhook)
        await self._poll(accept)

    async def _introduce(self) -> None:
        await self.bot.initialize()
        self._username = self.bot.username
        log.info("telegram.connected", bot=self._username)
        await self._menus.general()

    async def _register_webhook(self) -> None:
        await self.bot.set_webhook(
            self._access.webhook_url,
            secret_token=self._access.secret or None,
            allowed_updates=list(inbound.ALLOWED),
            max_connections=8,
        )

    async def _leave_webhook(self) -> None:
        await self.bot.delete_webhook()

    async def _persist(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do a step until it succeeds."""
        attempt = 0
        while True:
            try:
                return await step()
            except TelegramError as error:
                await self._pause(error, attempt)
                attempt += 1

    async def _pause(self, error: TelegramError, attempt: int) -> None:
        words = "the token is not valid" if isinstance(error, InvalidToken) else self._without_token(str(error))
        log.warning("telegram.away", why=words, attempt=attempt)
        again = failures.outcome_of(error)
        asked = again.after.total_seconds() if isinstance(again, TryAgain) and again.after else 0.0
        await asyncio.sleep(max(asked, _PAUSES[min(attempt, len(_PAUSES) - 1)]))

    def _without_token(self, words: str) -> str:
        return words.replace(self._access.token, "***")

    async def _poll(self, accept: Accept) -> None:
        offset, wait, attempt = 0, 0, 0
        while True:
            try:
                updates = await self._fetch(offset, wait)
                await accept([found for update in updates if (found := inbound.arrival(update)) is not None])
            except StoreUnavailableError:
                await asyncio.sleep(_PAUSES[1])  # nothing is confirmed: the same updates come again
                continue
            except Conflict as error:
                await self._leave_webhook()
                await self._pause(error, attempt)
                continue
            except TelegramError as error:
                await self._pause(error, attempt)
                attempt += 1
                continue
            if updates:
                offset = max(int(update["update_id"]) for update in updates) + 1
            wait, attempt = _POLL, 0
            self._ready.set()

    async def _fetch(self, offset: int, wait: int) -> Sequence[Mapping[str, Any]]:
        """Updates as they came, not parsed: one that the library cannot read must not hold back the others.

        What is asked from `offset` on is confirmed up to there.
        """
        found: Any = await self.bot.do_api_request(
            "getUpdates",
            {"offset": offset, "timeout": wait, "limit": 100, "allowed_updates": json.dumps(inbound.ALLOWED)},
            read_timeout=wait + _RESPONSE,
        )
        return [update for update in found if isinstance(update, dict)] if isinstance(found, list) else []

    async def hook(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """A webhook call: 200 once its update is committed."""
        return await self._called(body, headers.get("x-telegram-bot-api-secret-token", "")), b""

    async def _called(self, body: bytes, given: str) -> int:
        if self._access.secret and not hmac.compare_digest(given.encode(), self._access.secret.encode()):
            return 401
        if self._accept is None:
            return 503
        try:
            update = json.loads(body)
        except ValueError:
            return 400
        arrived: Arrival | None = inbound.arrival(update) if isinstance(update, dict) else None
        if arrived is None:
            return 200
        try:
            await self._accept([arrived])
        except StoreUnavailableError:
            return 503
        return 200

    # --- sending -----------------------------------------------------------------------------------------------

    async def send(self, message: Outgoing) -> Outcome:
        """Hand a message over: edited in place where it is a card that is there, else new, then its files."""
        try:
            sent = await self._edit(message) if message.edit else ""
            sent = sent or await self._write(message)
        except TelegramError as error:
            return self._failed(message, error)
        self._streak.clear()
        self._half_sent.pop(message.id, None)
        self._menus.meet(message.chat)
        return Sent(sent)

    def _failed(self, message: Outgoing, error: TelegramError) -> Outcome:
        outcome = failures.outcome_of(error)
        if isinstance(outcome, Never):
            return Never(self._without_token(outcome.why), unreachable=outcome.unreachable)
        if isinstance(outcome, TryAgain):
            if outcome.after is None:
                self._streak.append(message.chat)
            everybody = outcome.everybody or len(set(self._streak)) >= _STREAK
            why = self._without_token(outcome.why)
            return TryAgain(why=why, after=outcome.after, everybody=everybody, unknown=outcome.unknown)
        return outcome

    async def _edit(self, message: Outgoing) -> str:
        """Bring a card up to date. Gives nothing where it cannot be edited any more and must be written anew."""
        piece = only(message.rich)
        try:
            await self.bot.edit_message_text(
                piece.text,
                chat_id=message.chat,
                message_id=int(message.edit),
                entities=piece.entities,
                reply_markup=keyboard(message.buttons),
            )
        except BadRequest as error:
            if failures.uneditable(error):
                return ""
            if not failures.unchanged(error):
                raise
        return message.edit

    async def _write(self, message: Outgoing) -> str:
        """Send the words, in as many parts as they need, and the files behind them. What is there is skipped."""
        parts = [only(message.rich)] if message.card else pieces(message.rich)
        done, written = self._half_sent.get(message.id, (0, ""))
        steps: list[Piece | OutgoingFile] = [*parts, *message.files]
        for index, step in enumerate(steps):
            if index < done:
                continue
            if isinstance(step, Piece):
                written = await self._say(message, step, first=index == 0, last=index == len(parts) - 1)
            else:
                await self._file(message, step)
            self._half_sent[message.id] = (index + 1, written)
        return written

    async def _say(self, message: Outgoing, piece: Piece, *, first: bool, last: bool) -> str:
        reply = None
        if first and message.reply_to.isdecimal():
            reply = ReplyParameters(int(message.reply_to), allow_sending_without_reply=True)
        try:
            return await self._text(message, piece.text, piece.entities, reply, last=last)
        except BadRequest as error:
            if not failures.unparsable(error):
                raise
            return await self._text(message, piece.text, [], reply, last=last)

    async def _text(
        self, message: Outgoing, text: str, entities: Sequence[Any], reply: ReplyParameters | None, *, last: bool
    ) -> str:
        sent = await self.bot.send_message(
            message.chat,
            text,
            entities=entities,
            reply_markup=keyboard(message.buttons) if last else None,
            reply_parameters=reply,
            disable_notification=message.silent,
        )
        return str(sent.message_id)

    async def _file(self, message: Outgoing, file: OutgoingFile) -> None:
        """A picture is shown; one that Telegram does not take as a picture, and any other file, is a document."""
        if file.picture:
            with contextlib.suppress(BadRequest):
                await self.bot.send_photo(message.chat, InputFile(file.data, file.name))
                return
        await self.bot.send_document(message.chat, InputFile(file.data, file.name))

    async def toast(self, inbound: Inbound, words: str) -> None:
        """Answer a tap, so that its button stops waiting."""
        with contextlib.suppress(BadRequest):  # too old to be answered in passing; the card says the same
            await self.bot.answer_callback_query(
                inbound.tap_ref, words[:_TOAST] or None, show_alert=len(words) > _ALERT
            )

    async def fetch(self, ref: str) -> bytes:
        """The bytes of a file somebody sent."""
        file = await self.bot.get_file(ref)
        return bytes(await file.download_as_bytearray())

    async def delete(self, chat: str, message: str) -> None:
        """Take a message away, where the bot is allowed to."""
        try:
            await self.bot.delete_message(chat, int(message))
        except TelegramError as error:
            log.warning("telegram.undeleted", why=self._without_token(str(error)))
