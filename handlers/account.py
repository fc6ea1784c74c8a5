"""Accounts: one-time codes, registered groups, languages, and what a stranger is told."""

from __future__ import annotations

from typing import Final

from bot.domain.accounts import IssueCode, MoveChat, Redeem, RegisterGroup, SpeakLanguage, fingerprint
from bot.domain.effects import Answer, Attachment
from bot.domain.ids import GroupId
from bot.domain.office import Role
from bot.domain.texts import lines, names, say
from bot.messages import Inbound, Kind
from bot.ports import Plan
from handlers.room import Request, Room, no, tell

_NAMED: Final = 12  # people that a mistyped name may have meant
_CODE_LETTERS: Final = 8  # shorter words are no code


async def invite(request: Request) -> Plan:
    """邀请张建国: a one-time code with its links, as words and as a picture."""
    if not request.inbound.private:
        return no("account.invite-in-private")  # a group is no place for a way in
    wanted, named = request.words.strip(), request.reading.people
    found = [p for p in request.office.people.values() if p.id in named or wanted in (p.id, p.name, *p.aliases)]
    if len(found) != 1:
        near = [p.name for p in request.office.people.values() if set(p.name) & set(wanted)]
        return no("account.invite-whom", names=names(*near[:_NAMED])) if near else no("account.invite-nobody")
    person, clerk = found[0], request.room.clerk
    code = clerk.new_code()
    links = clerk.links(code)
    key = "account.code" if links else "account.code-bare"
    text = lines(say(key, name=person.name, code=code), *(say("plain", text=link) for link in links))
    pictures = tuple(Attachment(kind="code", args={"link": link}) for link in links[:1])
    return Plan(
        accounts=(IssueCode(by=request.person, person=person.id, hash=fingerprint(code)),),
        says=(Answer(text=text, attachments=pictures),),
        verb="invite",
    )


def stranger(room: Room, inbound: Inbound) -> Plan:
    """Nobody we know: a code lets him in, anything else is answered politely and with nothing."""
    words = inbound.text.removeprefix("/start").strip()
    if inbound.private and len(words) >= _CODE_LETTERS and words.isascii() and " " not in words:
        redeem = Redeem(by=None, hash=fingerprint(words), channel=inbound.channel, address=inbound.sender)
        return Plan(
            accounts=(redeem,), says=(Answer(text=say("account.welcome", office=room.office.name)),), verb="start"
        )
    tapped = inbound.kind is Kind.TAP
    if not inbound.private and not tapped:
        return Plan(verb="stranger")
    polite = Answer(text=say("account.stranger", office=room.office.name), toast=tapped)
    return Plan(says=(polite,), verb="stranger")


async def start(request: Request) -> Plan:
    """/start from somebody we know: a code, if he brings one, else a greeting."""
    words = request.words.strip()
    if len(words) >= _CODE_LETTERS and words.isascii():
        inbound = request.inbound
        redeem = Redeem(by=request.person, hash=fingerprint(words), channel=inbound.channel, address=inbound.sender)
        welcome = Answer(text=say("account.welcome", office=request.office.name))
        return Plan(accounts=(redeem,), says=(welcome,), verb="start")
    return tell(say("account.hello", name=request.office.name_of(request.person), office=request.office.name))


async def register_group(request: Request) -> Plan:
    """/register 值班群, said in the group itself."""
    inbound, wanted = request.inbound, request.words.strip()
    groups = request.office.groups.values()
    if inbound.private:
        return no("account.register-in-group")
    found = [g for g in groups if wanted in (g.id, g.name)]
    if len(found) != 1:
        return no("account.register-which", names=names(*(f"{g.name}（{g.id}）" for g in groups)))
    group: GroupId = found[0].id
    command = RegisterGroup(by=request.person, group=group, channel=inbound.channel, address=inbound.chat)
    return Plan(
        accounts=(command,), says=(Answer(text=say("account.registered", name=found[0].name)),), verb="register"
    )


async def language(request: Request) -> Plan:
    """/lang en: of one's own chat, or, for an administrator, of a group's."""
    known, inbound = request.room.languages, request.inbound
    if not inbound.private and not request.office.has(request.person, (Role.ADMINISTRATOR,)):
        return no("account.language-in-group")
    said = request.words.strip().lower()
    wanted = next((name for name in known if said in (name.lower(), name.lower().split("-")[0])), None)
    if wanted is None:
        return no("account.which-language", names=names(*known))
    command = SpeakLanguage(by=request.person, channel=inbound.channel, address=inbound.chat, language=wanted)
    return Plan(accounts=(command,), says=(Answer(text=say("account.language")),), verb="lang")


def let_in(room: Room, inbound: Inbound) -> Plan:
    """The bot was added to a group, or unblocked. In a group nobody has registered it says what to do."""
    known = room.directory.group_at(inbound.channel, inbound.chat) is not None
    if inbound.private or known:
        return Plan(verb="joined")
    return Plan(says=(Answer(text=say("account.register-me")),), verb="joined")


def moved(room: Room, inbound: Inbound) -> Plan:
    """The platform gave a group another address."""
    known = (inbound.channel, inbound.chat) in room.directory.accounts
    command = MoveChat(by=None, channel=inbound.channel, old=inbound.chat, new=inbound.moved_to)
    return Plan(accounts=(command,) if known else (), verb="moved")
