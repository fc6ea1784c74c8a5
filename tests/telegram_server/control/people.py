"""People and groups: who there is, who is in what, and who wants to hear nothing of the bot."""

from __future__ import annotations

from tests.telegram_server import objects
from tests.telegram_server.api.chats import say_left
from tests.telegram_server.control.asking import Problem, Reply, group, person
from tests.telegram_server.state import RIGHTS, Account, Chat, ChatKind, Member, Message, Standing
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Call, Json, Object, items, number

USUAL_RIGHTS = frozenset(RIGHTS) - {"can_promote_members"}


def add_person(telegram: Telegram, ask: Call) -> Reply:
    """{name, last_name?, username?, language?, started?, id?} -> the id, which is also his private chat."""
    id = ask.number("id") or telegram.world.free_person()
    if id in telegram.world.accounts:
        return Problem("id_taken", {"id": id})
    telegram.world.add_person(
        Account(
            id=id,
            first_name=ask.text("name"),
            last_name=ask.text("last_name"),
            username=ask.text("username"),
            language=ask.text("language"),
            started=ask.flag("started"),
        )
    )
    return id


def add_group(telegram: Telegram, ask: Call) -> Reply:
    """{title, members: [id], supergroup?, forum?, with_bot?, bot_leads?, announce?, id?} -> the id.

    The first member is the creator. With `announce` the bot is told, as it is when it is really added to a group.
    """
    forum = ask.flag("forum")
    kind = ChatKind.SUPERGROUP if ask.flag("supergroup") or forum else ChatKind.GROUP
    world = telegram.world
    members = [number(id) for id in items(ask.args.get("members"))]
    if not members or any(id not in world.accounts for id in members):
        return Problem("no_such_person", {"members": members})
    chat = Chat(id=ask.number("id") or world.free_group(kind), kind=kind, title=ask.text("title"), forum=forum)
    if chat.id in world.chats:
        return Problem("id_taken", {"id": chat.id})
    chat.born = world.unix_time()
    for place, id in enumerate(members):
        chat.members[id] = Member(standing=Standing.MEMBER if place else Standing.CREATOR)
    world.chats[chat.id] = chat
    if ask.args.get("with_bot") is False:
        return chat.id
    creator = world.accounts[members[0]]
    if ask.args.get("announce") is False:
        chat.members[world.bot.id] = Member(standing=Standing.MEMBER)
    else:
        world.stands(chat, world.bot.id, Member(standing=Standing.MEMBER), creator)
        created = "group_chat_created" if kind is ChatKind.GROUP else "supergroup_chat_created"
        _notice(telegram, chat, creator, {created: True})
    if ask.flag("bot_leads"):
        leading = Member(standing=Standing.ADMINISTRATOR, rights=USUAL_RIGHTS)
        if ask.args.get("announce") is False:
            chat.members[world.bot.id] = leading
        else:
            world.stands(chat, world.bot.id, leading, creator)
    return chat.id


def _notice(telegram: Telegram, chat: Chat, by: Account, service: Object) -> Message:
    return telegram.world.add_message(
        chat,
        Message(id=chat.last_id + 1, chat=chat, date=telegram.world.unix_time(), sender=by, service=service),
    )


def _who(telegram: Telegram, ask: Call) -> Account | Problem:
    """The person named, or the bot where `person` is 0 or missing."""
    return person(telegram, ask) if ask.number("person") else telegram.world.bot


def _by(telegram: Telegram, ask: Call, chat: Chat) -> Account:
    """Who does it: the person named, else the creator."""
    by = telegram.world.account(ask.number("by"))
    creator = next((id for id, place in chat.members.items() if place.standing is Standing.CREATOR), 0)
    return by or telegram.world.accounts.get(creator) or objects.SPEAKER


def join(telegram: Telegram, ask: Call) -> Reply:
    """{chat, person?, by?}: a person, or the bot, is added to a group."""
    chat, who = group(telegram, ask), _who(telegram, ask)
    if isinstance(chat, Problem) or isinstance(who, Problem):
        return chat if isinstance(chat, Problem) else who if isinstance(who, Problem) else None
    by = _by(telegram, ask, chat)
    telegram.world.stands(chat, who.id, Member(standing=Standing.MEMBER), by)
    shown = objects.user(who)
    joined: Object = {"new_chat_participant": shown, "new_chat_member": shown, "new_chat_members": [shown]}
    return _notice(telegram, chat, by, joined).id


def leave(telegram: Telegram, ask: Call) -> Reply:
    """{chat, person?, by?}: a person leaves, or is put out by `by`; the bot is always put out."""
    chat, who = group(telegram, ask), _who(telegram, ask)
    if isinstance(chat, Problem) or isinstance(who, Problem):
        return chat if isinstance(chat, Problem) else who if isinstance(who, Problem) else None
    if not chat.present(who.id):
        return Problem("not_a_member", {"chat": chat.id, "person": who.id})
    put_out = who.is_bot or bool(ask.number("by"))
    by = _by(telegram, ask, chat) if put_out else who
    telegram.world.stands(chat, who.id, Member(standing=Standing.KICKED if put_out else Standing.LEFT), by)
    if who.is_bot:
        say_left(telegram, chat)
        return True
    shown = objects.user(who)
    return _notice(telegram, chat, by, {"left_chat_participant": shown, "left_chat_member": shown}).id


def promote(telegram: Telegram, ask: Call) -> Reply:
    """{chat, person?, rights?: [name]}: a person, or the bot, leads the group from now on."""
    given = ask.args.get("rights")
    rights = USUAL_RIGHTS if given is None else frozenset(str(right) for right in items(given))
    if not rights <= frozenset(RIGHTS):
        return Problem("no_such_right", {"rights": given})
    return _restand(telegram, ask, Member(standing=Standing.ADMINISTRATOR, rights=rights))


def demote(telegram: Telegram, ask: Call) -> Reply:
    """{chat, person?}: a person, or the bot, is an ordinary member again."""
    return _restand(telegram, ask, Member(standing=Standing.MEMBER))


def _restand(telegram: Telegram, ask: Call, place: Member) -> Reply:
    chat, who = group(telegram, ask), _who(telegram, ask)
    if isinstance(chat, Problem) or isinstance(who, Problem):
        return chat if isinstance(chat, Problem) else who if isinstance(who, Problem) else None
    telegram.world.stands(chat, who.id, place, _by(telegram, ask, chat))
    return True


def silence(telegram: Telegram, ask: Call) -> Reply:
    """{chat, on}: whether only administrators may write."""
    chat = group(telegram, ask)
    if isinstance(chat, Problem):
        return chat
    chat.silenced = ask.flag("on")
    return True


def add_topic(telegram: Telegram, ask: Call) -> Reply:
    """{chat, name, by?} -> the thread of a new topic in a forum."""
    chat = group(telegram, ask)
    if isinstance(chat, Problem):
        return chat
    if not chat.forum:
        return Problem("no_forum", {"chat": chat.id})
    created: Object = {"name": ask.text("name"), "icon_color": 7322096}
    notice = Message(
        id=chat.last_id + 1,
        chat=chat,
        date=telegram.world.unix_time(),
        sender=_by(telegram, ask, chat),
        service={"forum_topic_created": created},
        thread=chat.last_id + 1,
    )
    chat.topics[notice.id] = ask.text("name")
    telegram.world.add_message(chat, notice)
    return notice.id


def upgrade(telegram: Telegram, ask: Call) -> Reply:
    """{chat, by?} -> the id of the supergroup that a basic group has become."""
    old = group(telegram, ask)
    if isinstance(old, Problem):
        return old
    if old.kind is not ChatKind.GROUP or old.moved_to:
        return Problem("no_basic_group", {"chat": old.id})
    world = telegram.world
    new = Chat(id=world.free_group(ChatKind.SUPERGROUP), kind=ChatKind.SUPERGROUP, title=old.title)
    new.members, new.silenced, new.born = dict(old.members), old.silenced, world.unix_time()
    world.chats[new.id] = new
    _notice(telegram, old, _by(telegram, ask, old), {"migrate_to_chat_id": new.id})
    old.moved_to = new.id
    world.add_message(
        new,
        Message(
            id=1,
            chat=new,
            date=world.unix_time(),
            sender=objects.SPEAKER,
            sender_chat=new,
            service={"migrate_from_chat_id": old.id},
        ),
    )
    return new.id


def block(telegram: Telegram, ask: Call) -> Reply:
    """{person}: he blocks the bot."""
    return _turn(telegram, ask, blocked=True)


def unblock(telegram: Telegram, ask: Call) -> Reply:
    """{person}: he wants to hear of the bot again."""
    return _turn(telegram, ask, blocked=False)


def _turn(telegram: Telegram, ask: Call, *, blocked: bool) -> Reply:
    who = person(telegram, ask)
    if isinstance(who, Problem):
        return who
    if who.blocked is not blocked:
        place = Member(standing=Standing.KICKED if blocked else Standing.MEMBER)
        telegram.world.stands(telegram.world.chats[who.id], telegram.world.bot.id, place, who)
        who.blocked = blocked
    return True


def deactivate(telegram: Telegram, ask: Call) -> Reply:
    """{person}: his account is deleted."""
    who = person(telegram, ask)
    if isinstance(who, Problem):
        return who
    who.deactivated = True
    who.first_name, who.last_name, who.username = "", "", ""
    return True


def known(telegram: Telegram, ask: Call) -> Json:
    """{} -> everybody and every group, as a list each."""
    world = telegram.world
    return {
        "people": [objects.user(account) for account in world.people()],
        "groups": [objects.chat(chat) for chat in world.chats.values() if not chat.private],
    }
