"""What the command line does beside running: invite, import a roster or a calendar, verify the journal.

A bot at work is the only writer of its database. So a command first asks the operating system whether one is at work;
if so, it hands the wish to it through the local page, signed with a key that only the database's owner can read. If
not, it does the work itself, holding the same lock.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import tomllib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx

from bot.app import App
from bot.calendars import year_table
from bot.channels.web.service import KEY_NOTE
from bot.clock import SystemClock
from bot.config import Settings
from bot.domain.accounts import IssueCode, fingerprint
from bot.domain.office import Office
from bot.domain.texts import Text, lines, names, say
from bot.engine.batch import NOBODY
from bot.engine.journal import first_break
from bot.engine.work import PlanWork
from bot.i18n import Tongue
from bot.places import enter_link, files_beside, lock_of
from bot.ports import Plan
from handlers.clerk import new_code
from storage.lock import AlreadyRunningError, DatabaseLock
from storage.reads import SqlReads
from storage.store import SqlStore

CONSOLE: Final = "/console"
SIGNATURE: Final = "x-console"
OK: Final = 0
WRONG: Final = 1
_PAGE: Final = 5_000
_WAIT: Final = 60.0  # seconds

Answer = tuple[Text, int]  # what to say, and the exit status


@dataclass(frozen=True, slots=True)
class Database:
    """An office with its settings and its language."""

    office: Office
    settings: Settings
    tongue: Tongue


# --- what can be wished for ----------------------------------------------------------------------------------------


async def invite(app: App, name: str) -> Answer:
    """A one-time code for somebody, with the links it opens."""
    found = [p for p in app.desk.office.people.values() if name and name in (p.id, p.name, *p.aliases)]
    if len(found) != 1:
        return say("account.invite-whom", names=names(*(p.name for p in app.desk.office.people.values()))), WRONG
    code = new_code()
    issue = IssueCode(by=None, person=found[0].id, hash=fingerprint(code))
    await app.desk.do(PlanWork(plan=Plan(accounts=(issue,), verb="invite"), origin=NOBODY))
    links = (say("plain", text=link) for link in app.links(code) if link)
    return lines(say("account.code", name=found[0].name, code=code), *links), OK


async def preview_roster(app: App, data: bytes) -> Answer:
    """What a roster would change; WRONG where nothing of it can be applied."""
    text, orders = await app.compare_roster(data)
    return text, OK if orders else WRONG


async def apply_roster(app: App, data: bytes) -> Answer:
    """Apply a roster, all of it or nothing."""
    text, orders = await app.compare_roster(data)
    if not orders:
        return text, WRONG
    await app.desk.do(PlanWork(plan=Plan(orders=orders, together=True), origin=NOBODY))
    return say("roster.applied", n=len(orders)), OK


async def verify(database: Database) -> Answer:
    """Walk the whole journal. Only reads, so a bot may be at work meanwhile."""
    store = await SqlStore.open(database.settings.database.reveal())
    try:
        reads, seq, hash = SqlReads(store.engine, SystemClock()), 0, ""
        while entries := await reads.entries(seq, _PAGE):
            broken = first_break(entries, hash, seq + 1)
            if broken is not None:
                return say(f"verify.{broken.why}", n=broken.seq), WRONG
            seq, hash = entries[-1].seq, entries[-1].hash
        return say("verify.fine", n=seq, hash=hash[:16] or "—"), OK
    finally:
        await store.close()


def import_calendar(file: Path, office: Path) -> Answer:
    """Put a year's days off beside office.toml, where a running bot takes it up by itself."""
    try:
        written = file.read_bytes()
        year, flaws = year_table(tomllib.loads(written.decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return say("calendar.unreadable", file=str(file), why=str(error)), WRONG
    said = [say(f"config.calendar.{flaw.what}", **flaw.args) for flaw in flaws]
    if year is None:
        return lines(say("calendar.refused", file=str(file)), *said), WRONG
    place = office.parent / "calendars" / f"{year.year}.toml"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(written)
    done = say("calendar.imported", year=str(year.year), off=len(year.off), work=len(year.work), place=str(place))
    return lines(done, *said), OK


# --- by oneself, or through the bot at work -------------------------------------------------------------------------

Wish = Callable[[App, bytes], Awaitable[Answer]]


async def _invite(app: App, body: bytes) -> Answer:
    return await invite(app, body.decode(errors="replace"))


WISHES: Final[Mapping[str, Wish]] = {
    "invite": _invite,
    "preview-roster": preview_roster,
    "apply-roster": apply_roster,
}


async def wish(database: Database, name: str, body: bytes) -> tuple[str, int]:
    """Have a wish carried out, by the bot at work or by oneself. Gives the words and the exit status."""
    files = files_beside(database.settings)
    try:
        with DatabaseLock(lock_of(database.settings)):
            app = await App.build(
                database.office, database.settings, clock=SystemClock(), files=files, channels=lambda _: ()
            )
            app.link_makers.append(partial(enter_link, database.settings))
            async with app.running(serve=False):
                text, status = await WISHES[name](app, body)
            return database.tongue.words(text, database.office.language), status
    except AlreadyRunningError:
        return await _through_the_bot(database, name, body)


async def _through_the_bot(database: Database, name: str, body: bytes) -> tuple[str, int]:
    store = await SqlStore.open(database.settings.database.reveal())
    try:
        key = (await store.heads()).notes.get(KEY_NOTE, "")
    finally:
        await store.close()
    web = database.settings.web
    door, signed = f"http://127.0.0.1:{web.port}{CONSOLE}/{name}", {SIGNATURE: signature(key, name, body)}
    try:
        async with httpx.AsyncClient(timeout=_WAIT, trust_env=False) as client:
            answer = (await client.post(door, content=body, headers=signed)).raise_for_status()
        said: dict[str, Any] = answer.json()
    except (httpx.HTTPError, ValueError):
        return database.tongue.words(say("run.unreachable"), database.office.language), WRONG
    return str(said["words"]), int(said["status"])


def signature(key: str, name: str, body: bytes) -> str:
    """What proves that a wish comes from somebody who may read the database."""
    return hmac.new(key.encode(), name.encode() + b"\n" + body, hashlib.sha256).hexdigest()


class Console:
    """The bot at work, taking wishes."""

    def __init__(self, app: App) -> None:
        self._app = app

    def hook(self, name: str) -> Callable[[bytes, Mapping[str, str]], Awaitable[tuple[int, bytes]]]:
        """The door for one wish."""

        async def answer(body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
            key = self._app.desk.memory.heads.notes.get(KEY_NOTE, "")
            if not key or not hmac.compare_digest(signature(key, name, body), headers.get(SIGNATURE, "")):
                return 403, b""
            text, status = await WISHES[name](self._app, body)
            words = self._app.tongue.words(text, self._app.desk.office.language)
            return 200, json.dumps({"words": words, "status": status}).encode()

        return answer
