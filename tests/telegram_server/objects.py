"""Users, chats and members as the Bot API shows them: every field that version 10.0 requires, none that is empty."""

from __future__ import annotations

from typing import Final

from tests.telegram_server.state import ANONYMOUS, RIGHTS, Account, Chat, ChatKind, Member, Standing
from tests.telegram_server.wire import Json, Object

PERMISSIONS: Final[Object] = {
    "can_send_messages": True,
    "can_send_media_messages": True,
    "can_send_audios": True,
    "can_send_documents": True,
    "can_send_photos": True,
    "can_send_videos": True,
    "can_send_video_notes": True,
    "can_send_voice_notes": True,
    "can_send_polls": True,
    "can_send_other_messages": True,
    "can_add_web_page_previews": True,
    "can_react_to_messages": True,
    "can_edit_tag": True,
    "can_change_info": False,
    "can_invite_users": True,
    "can_pin_messages": False,
    "can_manage_topics": False,
}
NO_GIFTS: Final[Object] = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
ALL_GIFTS: Final[Object] = dict.fromkeys(NO_GIFTS, True)
REACTION_LIMIT: Final = 11  # reactions on one message
SPEAKER: Final = Account(id=ANONYMOUS, first_name="Group", username="GroupAnonymousBot", is_bot=True)


def user(account: Account) -> Object:
    """A User."""
    shown: Object = {"id": account.id, "is_bot": account.is_bot, "first_name": account.first_name}
    if account.last_name:
        shown["last_name"] = account.last_name
    if account.username:
        shown["username"] = account.username
    if account.language:
        shown["language_code"] = account.language
    return shown


def myself(bot: Account, privacy: bool) -> Object:
    """The User that getMe returns."""
    return {
        **user(bot),
        "can_join_groups": True,
        "can_read_all_group_messages": not privacy,
        "supports_inline_queries": False,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def chat(source: Chat) -> Object:
    """A Chat."""
    if source.person is not None:
        account = source.person
        shown: Object = {"id": source.id, "first_name": account.first_name}
        if account.last_name:
            shown["last_name"] = account.last_name
        if account.username:
            shown["username"] = account.username
        shown["type"] = "private"
        return shown
    shown = {"id": source.id, "title": source.title, "type": source.kind.value}
    if source.kind is ChatKind.GROUP:
        shown["all_members_are_administrators"] = False
        shown["accepted_gift_types"] = NO_GIFTS
    elif source.forum:
        shown["is_forum"] = True
    return shown


def full_chat(source: Chat, pinned: Object | None) -> Object:
    """A ChatFullInfo; `pinned` is its newest pinned message."""
    shown = chat(source)
    shown["accent_color_id"] = abs(source.id) % 7
    shown["max_reaction_count"] = REACTION_LIMIT
    if source.person is not None:
        shown["can_send_gift"] = True
        shown["accepted_gift_types"] = ALL_GIFTS
        if source.person.username:
            shown["active_usernames"] = [source.person.username]
    else:
        shown["permissions"] = {**PERMISSIONS, "can_send_messages": not source.silenced}
        shown["accepted_gift_types"] = NO_GIFTS
        if source.kind is ChatKind.SUPERGROUP:
            shown["has_visible_history"] = True
    if pinned is not None:
        shown["pinned_message"] = pinned
    return shown


def member(account: Account, place: Member, kind: ChatKind) -> Object:
    """A ChatMember of the kind that its standing asks for."""
    shown: Object = {"user": user(account), "status": place.standing.value}
    if place.standing is Standing.CREATOR:
        shown["is_anonymous"] = False
    elif place.standing is Standing.ADMINISTRATOR:
        shown |= {
            "can_be_edited": False,
            **rights(place, kind),
            "can_manage_voice_chats": place.may("can_manage_video_chats"),
        }
        shown["is_anonymous"] = False
    elif place.standing is Standing.KICKED:
        shown["until_date"] = 0
    return shown


def rights(place: Member, kind: ChatKind) -> dict[str, Json]:
    """What an administrator may do; topics exist in supergroups only."""
    shown = [right for right in RIGHTS if kind is ChatKind.SUPERGROUP or right != "can_manage_topics"]
    return {right: place.may(right) for right in shown}
