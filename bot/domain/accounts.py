"""Who is who on which channel: bindings, one-time codes and registered groups. Pure, like everything else here.

A stranger is nobody until an administrator has given him a code. A code is kept as a hash, works once and for a day.
The web chat of a sample office lets everybody in; that is a property of the directory, not a hole in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from bot.domain.effects import Refused, refuse
from bot.domain.ids import GroupId, PersonId
from bot.domain.obligations import Recipient, to_group, to_person

CODE_LIVES: Final = timedelta(hours=24)
WEB: Final = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person or a group at an address of a channel."""

    holder: Recipient
    channel: str
    address: str
    since: datetime
    lost: bool = False  # the bot was blocked there, or thrown out
    language: str = ""  # chosen with /lang; empty means the office's


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A one-time code, known only by its hash."""

    hash: str
    person: PersonId
    issued_by: PersonId | None
    until: datetime
    used: bool = False


@dataclass(frozen=True, kw_only=True)
class Directory:
    """All accounts and codes at one moment."""

    accounts: Mapping[tuple[str, str], Account] = field(default_factory=dict)  # by channel and address
    codes: Mapping[str, Code] = field(default_factory=dict)  # by hash
    open_web: frozenset[Recipient] = frozenset()  # who has the web chat without a code: groups; a sample's people

    def person_at(self, channel: str, address: str) -> PersonId | None:
        """Who writes from that address; None for a stranger."""
        holder = self._holder(channel, address)
        return PersonId(holder[2:]) if holder is not None and holder.startswith("p:") else None

    def group_at(self, channel: str, address: str) -> GroupId | None:
        """Which registered group chat that address is."""
        holder = self._holder(channel, address)
        return GroupId(holder[2:]) if holder is not None and holder.startswith("g:") else None

    def _holder(self, channel: str, address: str) -> Recipient | None:
        if channel == WEB and Recipient(address) in self.open_web:
            return Recipient(address)
        account = self.accounts.get((channel, address))
        return account.holder if account else None

    def addresses(self, holder: Recipient) -> tuple[Account, ...]:
        """Where that person or group can be written to, pushing channels first, the latest binding first."""
        return self._by_holder.get(holder, ())

    @cached_property
    def reachable(self) -> frozenset[PersonId]:
        """Everybody who has at least one address."""
        return frozenset(PersonId(holder[2:]) for holder in self._by_holder if holder.startswith("p:"))

    @cached_property
    def _by_holder(self) -> Mapping[Recipient, tuple[Account, ...]]:
        found = dict[Recipient, list[Account]]()
        for account in sorted(self.accounts.values(), key=lambda a: (a.channel == WEB, -a.since.timestamp())):
            if not account.lost:
                found.setdefault(account.holder, []).append(account)
        for holder in self.open_web:
            listed = found.setdefault(holder, [])
            if all(account.channel != WEB for account in listed):
                listed.append(Account(holder=holder, channel=WEB, address=holder, since=_LONG_AGO))
        return {holder: tuple(accounts) for holder, accounts in found.items()}


_LONG_AGO: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def fingerprint(code: str) -> str:
    """What is kept of a one-time code: its SHA-256."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCommand:
    """A wish concerning the directory."""

    by: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCode(AccountCommand):
    """Give a person a way in. Earlier codes of the same person stop working."""

    person: PersonId
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeem(AccountCommand):
    """Use a code from an address."""

    hash: str
    channel: str
    address: str = ""  # empty in the web chat, where a person's address is himself


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterGroup(AccountCommand):
    """This chat is that group of office.toml."""

    group: GroupId
    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveChat(AccountCommand):
    """The platform gave a chat another address."""

    channel: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseChat(AccountCommand):
    """Nothing reaches that address any more."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegainChat(AccountCommand):
    """Somebody writes from an address that was lost: it can be reached again."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakLanguage(AccountCommand):
    """/lang: answer here in that language from now on."""

    channel: str
    address: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Yes: the directory as it is now. `person` is whom a code let in."""

    directory: Directory
    person: PersonId | None = None


def decide_account(directory: Directory, command: AccountCommand, now: datetime) -> Enrolled | Refused:
    """Answer one wish concerning the directory."""
    match command:
        case IssueCode(person=person, hash=hash):
            code = Code(hash=hash, person=person, issued_by=command.by, until=now + CODE_LIVES)
            codes = {h: replace(c, used=True) if c.person == person else c for h, c in directory.codes.items()}
            return Enrolled(directory=replace(directory, codes={**codes, hash: code}))
        case Redeem():
            return _redeem(directory, command, now)
        case RegisterGroup(group=group, channel=channel, address=address):
            account = Account(holder=to_group(group), channel=channel, address=address, since=now)
            others = {k: a for k, a in directory.accounts.items() if (a.holder, a.channel) != (account.holder, channel)}
            return Enrolled(directory=replace(directory, accounts={**others, (channel, address): account}))
        case MoveChat(channel=channel, old=old, new=new):
            moved = directory.accounts.get((channel, old))
            if moved is None:
                return refuse("account.unknown-chat")
            rest = {k: a for k, a in directory.accounts.items() if k != (channel, old)}
            return Enrolled(
                directory=replace(directory, accounts={**rest, (channel, new): replace(moved, address=new)})
            )
        case LoseChat(channel=channel, address=address):
            return _changed(directory, channel, address, lost=True)
        case RegainChat(channel=channel, address=address):
            return _changed(directory, channel, address, lost=False)
        case SpeakLanguage(channel=channel, address=address, language=language):
            return _changed(_with_open(directory, channel, address, now), channel, address, language=language)
        case _:
            return refuse("account.unknown-command")


def _redeem(directory: Directory, command: Redeem, now: datetime) -> Enrolled | Refused:
    code = directory.codes.get(command.hash)
    if code is None or code.used or now >= code.until:
        return refuse("account.code-invalid")
    holder = to_person(code.person)
    address = command.address or holder
    known = directory.accounts.get((command.channel, address))
    if known is not None and known.holder != holder and not known.lost:
        return refuse("account.address-taken")
    account = Account(holder=holder, channel=command.channel, address=address, since=now)
    accounts = {**directory.accounts, (command.channel, address): account}
    codes = {**directory.codes, code.hash: replace(code, used=True)}
    return Enrolled(directory=replace(directory, accounts=accounts, codes=codes), person=code.person)


def _with_open(directory: Directory, channel: str, address: str, now: datetime) -> Directory:
    """Whoever is in the open web chat has nothing written down of him until there is something to write."""
    holder = Recipient(address)
    if channel != WEB or holder not in directory.open_web or (channel, address) in directory.accounts:
        return directory
    account = Account(holder=holder, channel=channel, address=address, since=now)
    return replace(directory, accounts={**directory.accounts, (channel, address): account})


def _changed(
    directory: Directory, channel: str, address: str, *, lost: bool | None = None, language: str | None = None
) -> Enrolled | Refused:
    account = directory.accounts.get((channel, address))
    if account is None:
        return refuse("account.unknown-chat")
    account = replace(
        account,
        lost=account.lost if lost is None else lost,
        language=account.language if language is None else language,
    )
    return Enrolled(directory=replace(directory, accounts={**directory.accounts, (channel, address): account}))
