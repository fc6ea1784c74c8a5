"""The world that the bot and the people share: accounts, chats and what is said in them.

Whatever happens here is told to the bot as an update where Telegram would tell it, and wakes everybody who waits on the
control side. A chat's messages are numbered from one, so that no two chats can be told apart by a number alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tests.telegram_server import messages, objects
from tests.telegram_server.entities import piece
from tests.telegram_server.files import FileStore
from tests.telegram_server.signals import Signal
from tests.telegram_server.state import (
    SUPERGROUP_BASE,
    Account,
    Chat,
    ChatKind,
    Member,
    Message,
    Standing,
    Tap,
)
from tests.telegram_server.updates import TAP_LIFE, Updates
from tests.telegram_server.wire import Object, mapping

FIRST_PERSON: Final = 6_100_000_001  # beyond 32 bits, as many real ones are
FIRST_GROUP: Final = -4_100_000_001
FIRST_SUPERGROUP: Final = 2_100_000_001
TAP_LANE: Final = 3 << 33  # added to a person's id: his taps go to a webhook in their own order
STANDING_LANE: Final = 5 << 33
OTHERS_LANE: Final = 6 << 33
REACTION_LANE: Final = 8 << 33


@dataclass(slots=True, kw_only=True)
class World:
    """Everything there is."""

    bot: Account
    unix_time: Callable[[], int]
    ticks: Callable[[], float]
    updates: Updates
    signal: Signal
    files: FileStore = field(default_factory=FileStore)
    privacy: bool = False  # True means that the bot sees in groups only what is meant for it
    tap_life: float = 30.0  # seconds within which a tap can be answered
    accounts: dict[int, Account] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    sent: int = 0  # messages the bot has sent
    _albums: int = 0

    def __post_init__(self) -> None:
        self.accounts[self.bot.id] = self.bot

    def account(self, id: int) -> Account | None:
        """The account of that id."""
        return self.accounts.get(id)

    def people(self) -> Iterator[Account]:
        """Everybody but the bot."""
        return (account for account in self.accounts.values() if account is not self.bot)

    def chat(self, id: int) -> Chat | None:
        """The chat of that id."""
        return self.chats.get(id)

    def add_person(self, account: Account) -> Chat:
        """A new person, with the private chat he could begin."""
        self.accounts[account.id] = account
        chat = Chat(id=account.id, kind=ChatKind.PRIVATE, person=account, born=self.unix_time())
        self.chats[chat.id] = chat
        return chat

    def free_person(self) -> int:
        """An id that no person has."""
        return max(FIRST_PERSON, *(id + 1 for id in self.accounts))

    def free_group(self, kind: ChatKind) -> int:
        """An address that no group has."""
        count = len(self.chats)
        return FIRST_GROUP - count if kind is ChatKind.GROUP else SUPERGROUP_BASE - FIRST_SUPERGROUP - count

    def new_album(self) -> str:
        """An id for messages that belong together."""
        self._albums += 1
        return str(13_800_000_000_000_000 + self._albums)

    def add_message(self, chat: Chat, message: Message) -> Message:
        """Put a message into its chat, and tell the bot where it may see it."""
        chat.messages[message.id] = message
        chat.last_id = max(chat.last_id, message.id)
        if message.sender is not self.bot:
            self._tell(message, "message")
        elif message.service is None:
            self.sent += 1
        elif "pinned_message" in message.service or "left_chat_member" in message.service:
            self._tell(message, "message")
        self.signal.fire()
        return message

    def edited(self, message: Message) -> None:
        """A message was changed by whoever sent it."""
        if message.sender is not self.bot:
            self._tell(message, "edited_message")
        self.signal.fire()

    def delete(self, message: Message) -> None:
        """Take a message away for everybody. The bot is not told."""
        message.deleted = True
        message.chat.messages.pop(message.id, None)
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.signal.fire()

    def tapped(self, tap: Tap) -> None:
        """A button was pressed."""
        self.taps[tap.id] = tap
        chat, presser = self.chats[tap.chat], self.accounts[tap.person]
        message = chat.messages.get(tap.message)
        shown = messages.message(message) if message else messages.inaccessible(chat, tap.message)
        query = messages.callback_query(tap, objects.user(presser), shown)
        self.updates.push("callback_query", query, tap.person + TAP_LANE, TAP_LIFE)
        self.signal.fire()

    def stands(self, chat: Chat, id: int, place: Member, by: Account) -> None:
        """Somebody's place in a chat changes, and the bot is told if it is its own or if it leads the group."""
        old = self._place(chat, id)
        account = self.accounts[id]
        if not chat.private:
            chat.members[id] = place
        body = messages.chat_member_updated(
            chat,
            objects.user(by),
            self.unix_time(),
            objects.member(account, old, chat.kind),
            objects.member(account, place, chat.kind),
        )
        if account is self.bot:
            self.updates.push("my_chat_member", body, chat.id + STANDING_LANE)
        elif chat.member(self.bot.id).leads:
            self.updates.push("chat_member", body, id + OTHERS_LANE)
        self.signal.fire()

    def _place(self, chat: Chat, id: int) -> Member:
        if chat.person is None:
            return chat.member(id)
        return Member(standing=Standing.KICKED if chat.person.blocked else Standing.MEMBER)

    def reacted(self, message: Message, who: Account, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        """Somebody changed his reaction to a message; a bot that leads the group may hear of it."""
        if who is not self.bot and (message.chat.private or message.chat.member(self.bot.id).leads):
            body = messages.reaction_update(message, objects.user(who), self.unix_time(), old, new)
            self.updates.push("message_reaction", body, message.chat.id + REACTION_LANE)
        self.signal.fire()

    def _tell(self, message: Message, kind: str) -> None:
        if self.sees(message):
            self.updates.push(kind, messages.message(message), message.chat.id)

    def sees(self, message: Message) -> bool:
        """Whether the bot sees a message: everything in private, in groups what its privacy mode lets through."""
        chat = message.chat
        if chat.private or "left_chat_member" in (message.service or {}):
            return True
        place = chat.member(self.bot.id)
        if not place.present:
            return False
        return not self.privacy or place.leads or message.service is not None or self.is_meant(message)

    def is_meant(self, message: Message) -> bool:
        """Whether a message in a group is a command for the bot, a reply to it, or names it."""
        if message.reply_to is not None and message.reply_to.sender is self.bot:
            return True
        if message.text is None:
            return False
        mine = f"@{self.bot.username}".lower()
        return any(self._names_bot(entity, piece(message.text.text, entity), mine) for entity in message.text.entities)

    def _names_bot(self, entity: Object, covered: str, mine: str) -> bool:
        if entity["type"] == "bot_command":
            command, at, name = covered.lower().partition("@")
            return bool(command) and (not at or f"@{name}" == mine)
        if entity["type"] == "text_mention":
            return mapping(entity.get("user")).get("id") == self.bot.id
        return entity["type"] == "mention" and covered.lower() == mine
