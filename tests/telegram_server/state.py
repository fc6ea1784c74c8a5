"""What the server remembers: people, chats, messages, files, taps. Plain records that the world changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from tests.telegram_server.entities import Formatted
from tests.telegram_server.markup import Markup
from tests.telegram_server.wire import Json

SUPERGROUP_BASE: Final = -1_000_000_000_000  # a supergroup's address is this minus its number
ANONYMOUS: Final = 1_087_968_824  # the account that speaks for a group itself


@dataclass(slots=True, kw_only=True)
class Account:
    """A person, or the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = ""
    is_bot: bool = False
    started: bool = False  # True means he has begun the private chat, so that the bot may write
    blocked: bool = False  # True means he has blocked the bot
    deactivated: bool = False  # True means the account was deleted


class ChatKind(StrEnum):
    """What kind of chat it is."""

    PRIVATE = "private"  # one person with the bot; the chat has the person's id
    GROUP = "group"  # a basic group
    SUPERGROUP = "supergroup"


class Standing(StrEnum):
    """How somebody stands in a group."""

    CREATOR = "creator"  # made it
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"  # was there, or never was
    KICKED = "kicked"  # was put out


RIGHTS: Final = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_tags",
)


@dataclass(slots=True, kw_only=True)
class Member:
    """Somebody's place in a group."""

    standing: Standing
    rights: frozenset[str] = frozenset()

    @property
    def present(self) -> bool:
        """Whether he is in the group."""
        return self.standing not in (Standing.LEFT, Standing.KICKED)

    @property
    def leads(self) -> bool:
        """Whether he is an administrator or the creator."""
        return self.standing in (Standing.CREATOR, Standing.ADMINISTRATOR)

    def may(self, right: str) -> bool:
        """Whether he has that right."""
        return self.standing is Standing.CREATOR or (self.leads and right in self.rights)


class FileKind(StrEnum):
    """What a file was sent as."""

    DOCUMENT = "Document"
    PHOTO = "Photo"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file and the two identifiers under which it is known."""

    id: str
    unique: str
    kind: FileKind
    name: str
    mime: str
    data: bytes
    path: str  # under /file/bot<token>/
    width: int = 0
    height: int = 0


@dataclass(slots=True, kw_only=True)
class Message:
    """A message in a chat, as it is now."""

    id: int
    chat: Chat
    date: int
    sender: Account | None
    sender_chat: Chat | None = None
    text: Formatted | None = None  # the text, or the caption of a file
    document: StoredFile | None = None
    photo: tuple[StoredFile, ...] = ()  # the sizes, the smallest first
    album: str = ""
    service: Mapping[str, Json] | None = None  # the one field of a service message
    markup: Markup | None = None
    reply_to: Message | None = None
    thread: int = 0
    link_preview: Mapping[str, Json] | None = None
    edit_date: int = 0
    silent: bool = False
    deleted: bool = False
    earlier: list[Formatted] = field(default_factory=list)  # what it said before each edit
    reactions: dict[int, tuple[str, ...]] = field(default_factory=dict)  # by account


@dataclass(slots=True, kw_only=True)
class Chat:
    """A chat with its messages."""

    id: int
    kind: ChatKind
    title: str = ""
    person: Account | None = None  # of a private chat
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, str] = field(default_factory=dict)  # of a forum, by thread
    forum: bool = False
    silenced: bool = False  # True means that members who are no administrators may not write
    moved_to: int = 0  # the address of the supergroup it became
    born: int = 0

    @property
    def private(self) -> bool:
        """Whether it is a chat of one person with the bot."""
        return self.kind is ChatKind.PRIVATE

    def member(self, id: int) -> Member:
        """Somebody's place, also where he never had one."""
        return self.members.get(id) or Member(standing=Standing.LEFT)

    def present(self, id: int) -> bool:
        """Whether somebody is in the group."""
        return self.member(id).present


@dataclass(slots=True, kw_only=True)
class Tap:
    """A pressed button, waiting for its answer."""

    id: str
    person: int
    chat: int
    message: int
    label: str
    data: str
    pressed_at: float  # monotonic seconds
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""
    expired: bool = False
