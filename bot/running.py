"""Running for good: the house is built, says where it is, and works until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from bot.app import App
from bot.config import Loaded
from bot.domain.accounts import IssueCode, fingerprint
from bot.domain.office import Role
from bot.domain.texts import Text, lines, say
from bot.engine.batch import NOBODY
from bot.engine.work import PlanWork
from bot.house import House
from bot.places import lock_of, page_address
from bot.ports import Plan, StoreUnavailableError
from handlers.clerk import new_code
from storage.lock import AlreadyRunningError, DatabaseLock
from storage.schema import TooNewError

OK: Final = 0
WRONG: Final = 1


async def run_forever(
    loaded: Loaded, path: Path, environ: Mapping[str, str], stop: asyncio.Event, tell: Callable[[Text], None]
) -> int:
    """Run until `stop`. What stands in the way of a start is told in words; gives the exit status."""
    house = House(loaded, path, environ, tell)
    try:
        with DatabaseLock(lock_of(loaded.settings)):
            app = await house.build()
            return await _work(house, app, stop, tell)
    except AlreadyRunningError:
        tell(say("run.already"))
    except TooNewError:
        tell(say("run.database-too-new"))
    except StoreUnavailableError as error:
        tell(say("run.store", why=str(error)))
    except OSError as error:
        tell(_unavailable(error, loaded))
    return WRONG


def _unavailable(error: OSError, loaded: Loaded) -> Text:
    """A file or folder that cannot be had has a name; what has none is the port."""
    if error.filename is not None:
        return say("run.no-folder", file=str(error.filename), why=error.strerror or "")
    web = loaded.settings.web
    if error.errno == errno.EADDRINUSE:
        return say("run.port-taken", port=web.port)
    return say("run.port-refused", port=web.port, host=web.host, why=error.strerror or str(error))


def spare_collector() -> None:
    """What is there before the work begins stays for good: the garbage collector need not walk it again and again.

    A full collection over everything that was imported stops the event loop for some forty milliseconds.
    """
    gc.collect()
    gc.freeze()


async def _work(house: House, app: App, stop: asyncio.Event, tell: Callable[[Text], None]) -> int:
    async with app.running():
        spare_collector()
        await _tell_where(house, app, tell)
        watching = asyncio.create_task(house.watch(app).run())
        failing = asyncio.create_task(app.first_failure())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((failing, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in (watching, stopping, failing):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await failing
    return OK


def _telegram(house: House) -> Text | None:
    """How it stands with Telegram; nothing where it has said so itself already."""
    if house.telegram is None:
        return say("run.no-telegram")
    return None if house.telegram.connected else say("run.telegram")


async def _tell_where(house: House, app: App, tell: Callable[[Text], None]) -> None:
    """Where to look; and for a real office that nobody has entered yet, a way in for its administrators."""
    tell(
        lines(
            say("run.started", office=app.desk.office.name, address=page_address(house.settings)),
            say("run.sample") if app.desk.office.sample else None,
            _telegram(house),
        )
    )
    if app.desk.office.sample or app.desk.directory.accounts:
        return
    for person in app.desk.office.in_role(Role.ADMINISTRATOR):
        code = new_code()
        issue = IssueCode(by=None, person=person, hash=fingerprint(code))
        await app.desk.do(PlanWork(plan=Plan(accounts=(issue,), verb="invite"), origin=NOBODY))
        for link in app.links(code):
            tell(say("run.first-link", name=app.desk.office.name_of(person), link=link))
