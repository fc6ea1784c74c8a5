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
from bot.places import enter_link, file_of, files_beside, local_address, lock_of
from bot.ports import Plan
from handlers.clerk import new_code
from handlers.readings import VERBS, Row, rows
from storage.lock import AlreadyRunningError, DatabaseLock
from storage.reads import SqlReads
from storage.store import SqlStore

CONSOLE: Final = "/console"
SIGNATURE: Final = "x-console"
LANGUAGE: Final = "x-language"
OK: Final = 0
WRONG: Final = 1
NOTHING_TO_DO: Final = 3  # all is as the file says already
_PAGE: Final = 5_000
_WAIT: Final = 60.0  # seconds
_SEEN: Final = 64  # hexadecimal digits of a SHA-256

Answer = tuple[Text, int]  # what to say, and the exit status


@dataclass(frozen=True, slots=True)
class Database:
    """An office with its settings and the language to speak."""

    office: Office
    settings: Settings
    tongue: Tongue
    language: str

    def words(self, text: Text) -> str:
        """A text in that language."""
        return self.tongue.words(text, self.language)


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
    return text, OK if orders else _without_orders(text)


def _without_orders(text: Text) -> int:
    """Why there is nothing to apply: the roster is so already, or the file is not good."""
    parts = text.args.get("parts")
    first = parts[0] if isinstance(parts, tuple) else text
    return NOTHING_TO_DO if first.key == "roster.preview.nothing" else WRONG


async def apply_roster(app: App, body: bytes) -> Answer:
    """Apply a roster, all of it or nothing. The body is the file behind the fingerprint of the preview that was seen;
    blanks for one that nobody was asked about. Where it comes to something else by now, nothing is applied.
    """
    seen, data = body[:_SEEN].decode(errors="replace").strip(), body[_SEEN:]
    text, orders = await app.compare_roster(data)
    if not orders:
        return text, _without_orders(text)
    if seen and seen not in (fingerprint_of_words(app.tongue.words(text, name)) for name in app.tongue.names):
        return lines(say("roster.changed-meanwhile"), text), WRONG
    await app.desk.do(PlanWork(plan=Plan(orders=orders, together=True), origin=NOBODY))
    return say("roster.applied", n=len(orders)), OK


def seen_before(words: str, data: bytes) -> bytes:
    """The body of a wish to apply a roster whose preview was seen in these words; none for unseen."""
    return (fingerprint_of_words(words) if words else "").ljust(_SEEN).encode() + data


def fingerprint_of_words(words: str) -> str:
    """What tells one preview from another."""
    return hashlib.sha256(words.strip().encode()).hexdigest()


async def verify(database: Database) -> Answer:
    """Walk the whole journal. Only reads, so a bot may be at work meanwhile."""
    file = file_of(database.settings)
    if file is not None and not file.exists():
        return say("verify.no-database", file=str(file)), WRONG
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


async def readings(database: Database) -> list[Row] | Text:
    """The sentences that were read wrongly and put right; why not, where there is no database. Only reads."""
    file = file_of(database.settings)
    if file is not None and not file.exists():
        return say("verify.no-database", file=str(file))
    store = await SqlStore.open(database.settings.database.reveal())
    try:
        return rows(await SqlReads(store.engine, SystemClock()).decided(VERBS), database.office)
    finally:
        await store.close()


def import_calendar(file: Path, office: Path) -> Answer:
    """Put a year's days off beside office.toml, where a running bot takes it up by itself."""
    try:
        written = file.read_bytes()
        year, flaws = year_table(tomllib.loads(written.decode("utf-8-sig")))
    except OSError as error:
        return say("calendar.unreadable", file=str(file), why=error.strerror or str(error)), WRONG
    except (ValueError, RecursionError) as error:  # not UTF-8, no TOML, numbers too long, brackets too deep
        return say("calendar.unreadable", file=str(file), why=str(error)[:120]), WRONG
    said = [say(f"config.calendar.{flaw.what}", **flaw.args) for flaw in flaws]
    if year is None:
        return lines(say("calendar.refused", file=str(file)), *said), WRONG
    place = office.parent / "calendars" / f"{year.year}.toml"
    try:
        place.parent.mkdir(exist_ok=True)
        unfinished = place.with_suffix(".part")  # no .toml yet: a running bot looks at whole files only
        unfinished.write_bytes(written)
        unfinished.replace(place)
    except OSError as error:
        return say("calendar.unwritable", file=str(place), why=error.strerror or str(error)), WRONG
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
            return database.words(text), status
    except AlreadyRunningError:
        return await _through_the_bot(database, name, body)


async def _through_the_bot(database: Database, name: str, body: bytes) -> tuple[str, int]:
    store = await SqlStore.open(database.settings.database.reveal())
    try:
        key = (await store.heads()).notes.get(KEY_NOTE, "")
    finally:
        await store.close()
    door = f"{local_address(database.settings)}{CONSOLE}/{name}"
    signed = {SIGNATURE: signature(key, name, body), LANGUAGE: database.language}
    try:
        async with httpx.AsyncClient(timeout=_WAIT, trust_env=False) as client:
            answer = (await client.post(door, content=body, headers=signed)).raise_for_status()
        said: dict[str, Any] = answer.json()
    except (httpx.HTTPError, ValueError):
        away = say("run.unreachable", port=database.settings.web.port)
        return database.words(away), WRONG
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
            words = self._app.tongue.words(text, headers.get(LANGUAGE) or self._app.desk.office.language)
            return 200, json.dumps({"words": words, "status": status}).encode()

        return answer
