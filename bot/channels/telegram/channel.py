"""Telegram as the house sees it: sending, editing, files, and whom to ask for what has come in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import structlog
from telegram import InputFile, LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.channels.telegram import failures, inbound
from bot.channels.telegram.api import Access, Api
from bot.channels.telegram.inbound import Joins
from bot.channels.telegram.menus import Commands, Menus
from bot.channels.telegram.outbound import LIMIT, Looks, Piece, looks, older_looks, only, pieces
from bot.channels.telegram.receiving import Receiver
from bot.domain.texts import Text
from bot.messages import Capabilities, Inbound, Never, Outcome, Outgoing, OutgoingFile, Sent, TryAgain
from bot.ports import Accept, Arrival, Raw, UnfetchedError

__all__ = ["Access", "TelegramChannel"]

log = structlog.get_logger()

_TOAST: Final = 200  # characters an answer to a tap may have
_ALERT: Final = 40  # a longer one is shown until it is closed
_STREAK: Final = 3  # failures in different chats in a row that mean the whole platform is out of reach
_FETCHES: Final = (0.5, 2.0)  # seconds between attempts to fetch a file
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)  # a one-time link is nobody's to look at


class _NotTakenError(BadRequest):
    """Telegram does not take how it looks."""


class TelegramChannel:
    """A `bot.ports.Channel`."""

    name = inbound.NAME

    def __init__(self, access: Access, commands: Commands, tell: Callable[[Text], None]) -> None:
        self.can = Capabilities(
            text_limit=LIMIT,
            deletes=True,
            in_flight=24,
            per_second=access.per_second,
            chat_interval=1.0 if access.per_second else 0.0,
            group_per_minute=access.group_per_minute,
        )
        self._api = Api(access)
        self._menus = Menus(self._api, commands)
        self._receiver = Receiver(self._api, access, self._menus, tell)
        self._joins = Joins()
        self._old_server = False  # it knows neither counting deadlines nor coloured buttons
        self._half_sent: dict[int, tuple[int, str]] = {}  # by letter: parts that are there, and the id of its words
        self._streak: set[str] = set()  # chats of the failures since anything arrived

    # --- receiving ---------------------------------------------------------------------------------------------

    def read(self, raw: Raw) -> Inbound | None:
        """What an update says."""
        try:
            said = inbound.inbound(raw, self._receiver.me)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            log.warning("telegram.unreadable", error=repr(error))
            return None
        return None if said is None or self._joins.is_second(said) else said

    def without_words(self, raw: Raw) -> Raw:
        """The update without what was written."""
        return inbound.without_words(raw)

    async def ready(self) -> None:
        """Wait for the first updates, those that waited while the bot was down."""
        await self._receiver.ready.wait()

    @property
    def connected(self) -> bool:
        """Whether Telegram has said who the bot is."""
        return bool(self._receiver.me.name)

    def link(self, code: str) -> str | None:
        """A link that brings a code to the bot, once its name is known."""
        name = self._receiver.me.name
        return f"https://t.me/{name}?start={code}" if name else None

    async def run(self, accept: Accept) -> None:
        """Receive until cancelled; a server that is away is waited for."""

        async def written(arrivals: Sequence[Arrival]) -> None:
            self._menus.heard(arrival.chat for arrival in arrivals)
            await accept(arrivals)

        try:
            await self._receiver.run(written)
        finally:
            await self._menus.stop()
            await self._api.close()

    async def hook(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """A webhook call: 200 once its update is committed."""
        return await self._receiver.called(body, headers), b""

    # --- sending -----------------------------------------------------------------------------------------------

    async def send(self, message: Outgoing) -> Outcome:
        """Hand a message over: edited in place where it is a card that is there, else new, then its files."""
        try:
            sent = await self._edit(message) if message.edit else None
            sent = sent or await self._write(message)
        except TelegramError as error:
            return self._failed(message, failures.outcome_of(error))
        self._streak.clear()
        self._half_sent.pop(message.id, None)
        self._menus.answered(message.chat)
        return sent

    def _failed(self, message: Outgoing, outcome: Outcome) -> Outcome:
        match outcome:
            case Never():
                self._half_sent.pop(message.id, None)
                return Never(self._api.without_token(outcome.why), unreachable=outcome.unreachable)
            case TryAgain():
                self._streak.add(message.chat)
                down = outcome.after is None and self._receiver.away
                return TryAgain(
                    why=self._api.without_token(outcome.why),
                    after=outcome.after,
                    everybody=outcome.everybody or down or len(self._streak) >= _STREAK,
                    unknown=outcome.unknown,
                )
            case _:
                return outcome

    async def _edit(self, message: Outgoing) -> Sent | None:
        """Bring a card up to date. Gives nothing where it cannot be edited any more and must be written anew."""
        where = {"chat_id": message.chat, "message_id": int(message.edit)}
        try:
            await self._text("edit_message_text", only(message.rich), message, **where)
        except BadRequest as error:
            if failures.uneditable(error):
                return None
            if not failures.unchanged(error):
                raise
        return Sent(message.edit)

    async def _write(self, message: Outgoing) -> Sent:
        """Send the words, in as many parts as they need, and the files behind them. What is there is skipped."""
        parts = [only(message.rich)] if message.card else pieces(message.rich)
        done, written = self._half_sent.get(message.id, (0, ""))
        steps: list[Piece | OutgoingFile] = [*parts, *message.files]
        for index, step in enumerate(steps[done:], done):
            if isinstance(step, Piece):
                written = await self._say(message, step, first=index == 0, last=index == len(parts) - 1)
            else:
                await self._file(message, step)
            self._half_sent[message.id] = (index + 1, written)
        return Sent(written, count=len(steps) - done)

    async def _say(self, message: Outgoing, piece: Piece, *, first: bool, last: bool) -> str:
        reply = None
        if first and message.reply_to.isdecimal():
            reply = ReplyParameters(int(message.reply_to), allow_sending_without_reply=True)
        where = {"chat_id": message.chat, "reply_parameters": reply, "disable_notification": message.silent or None}
        sent = await self._text("send_message", piece, message if last else None, **where)
        return str(sent.get("message_id", "")) if isinstance(sent, dict) else ""

    async def _text(self, method: str, piece: Piece, buttons_of: Outgoing | None, **where: object) -> Any:  # noqa: ANN401 - JSON
        """Send or edit words. What Telegram does not take of their looks is left away, step by step: the words matter.

        A server that is older than counting deadlines and coloured buttons is not asked for them a second time.
        """
        buttons = buttons_of.buttons if buttons_of is not None else ()
        modern = looks(piece, buttons)
        if not (modern.new and self._old_server):
            with contextlib.suppress(_NotTakenError):
                return await self._speak(method, piece, modern, **where)
        older = older_looks(piece, buttons)
        if modern.new:
            with contextlib.suppress(_NotTakenError):
                sent = await self._speak(method, piece, older, **where)
                self._old_server = True
                return sent
        where.pop("reply_parameters", None)
        return await self._speak(method, piece, replace(older, entities=()), **where)

    async def _speak(self, method: str, piece: Piece, shown: Looks, **where: object) -> Any:  # noqa: ANN401 - JSON
        try:
            return await self._api.call(
                method,
                text=piece.text,
                entities=shown.entities or None,
                reply_markup=shown.keyboard,
                link_preview_options=_NO_PREVIEW,
                **where,
            )
        except BadRequest as error:
            if not failures.about_looks(error):
                raise
            log.warning("telegram.not-taken", why=str(error))
            raise _NotTakenError(error.message) from error

    async def _file(self, message: Outgoing, file: OutgoingFile) -> None:
        """A picture is shown; one that Telegram does not take as a picture, and any other file, is a document."""
        shown = file.picture
        if shown:
            try:
                await self._upload("send_photo", "photo", message, file)
            except BadRequest as error:
                log.info("telegram.no-picture", why=str(error))
                shown = False
        if not shown:
            await self._upload("send_document", "document", message, file)

    async def _upload(self, method: str, field: str, message: Outgoing, file: OutgoingFile) -> None:
        data = InputFile(file.data, file.name)
        await self._api.call(method, chat_id=message.chat, disable_notification=message.silent or None, **{field: data})

    async def toast(self, inbound: Inbound, words: str) -> None:
        """Answer a tap, so that its button stops waiting."""
        shown = words if len(words) <= _TOAST else f"{words[: _TOAST - 1]}…"
        await self._api.call(
            "answer_callback_query",
            callback_query_id=inbound.tap_ref,
            text=shown or None,
            show_alert=len(words) > _ALERT or None,
        )

    async def fetch(self, ref: str) -> bytes:
        """The bytes of a file somebody sent."""
        for pause in _FETCHES:
            try:
                return await self._api.download(ref)
            except BadRequest as error:
                raise UnfetchedError(self._api.without_token(str(error))) from None
            except NetworkError:
                await asyncio.sleep(pause)
        try:
            return await self._api.download(ref)
        except TelegramError as error:
            raise UnfetchedError(self._api.without_token(str(error))) from None

    async def delete(self, chat: str, message: str) -> None:
        """Take a message away, where the bot is allowed to."""
        try:
            await self._api.call("delete_message", chat_id=chat, message_id=int(message))
        except TelegramError as error:
            log.warning("telegram.undeleted", why=self._api.without_token(str(error)))
