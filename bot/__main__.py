"""The command line: run the bot, check an office, import a roster, invite somebody, verify the journal."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from bot import __version__
from bot.clock import SystemClock
from bot.config import OFFICE, Loaded, Severity, describe, load_office, office_path
from bot.domain.texts import say
from bot.i18n import Tongue
from bot.logs import set_up_logging
from bot.tools import Database, import_calendar, verify, wish

OK: Final = 0
WRONG: Final = 1


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run a command; gives the exit status."""
    options = _parser().parse_args(arguments)
    set_up_logging(environ)
    command: Callable[[argparse.Namespace, Mapping[str, str]], int] = options.run
    return command(options, environ)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="值守 Zhishou")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True)
    run = commands.add_parser("run", help="启动 / run the bot")
    run.set_defaults(run=_run)
    demo = commands.add_parser("demo", help="看办公室的一天 / watch a day at the office")
    demo.set_defaults(run=_demo)
    check = commands.add_parser("check-office", help="检查 office.toml / check an office.toml")
    check.add_argument("file", nargs="?", type=Path)
    check.set_defaults(run=_check)
    roster = commands.add_parser("import-roster", help="导入值班表 / import a roster (.xlsx)")
    roster.add_argument("file", type=Path)
    roster.add_argument("--apply", action="store_true", help="不再询问，直接生效 / apply without asking")
    roster.set_defaults(run=_roster)
    calendar = commands.add_parser("import-calendar", help="导入放假安排 / import a year's days off (.toml)")
    calendar.add_argument("file", type=Path)
    calendar.set_defaults(run=_calendar)
    inviting = commands.add_parser("invite", help="发一次性邀请码 / issue a one-time code")
    inviting.add_argument("name")
    inviting.set_defaults(run=_invite)
    checking = commands.add_parser("verify", help="核对留痕链 / verify the journal")
    checking.set_defaults(run=_verify)
    return parser


# --- commands ------------------------------------------------------------------------------------------------------


def _run(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    from bot.running import run_forever  # the library of every channel is loaded only when they are wanted

    path = office_path(environ)
    loaded = _load(path, environ)
    tongue = _tongue(loaded)
    if loaded.office is None:
        _print_problems(loaded, tongue)
        return WRONG
    stop = asyncio.Event()

    async def running() -> int:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends the process, the next start goes on
                loop.add_signal_handler(name, stop.set)
        return await run_forever(loaded, path, environ, stop, lambda text: print(tongue.words(text), flush=True))

    return asyncio.run(running())


def _demo(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    from bot import demo

    loaded = _load(OFFICE, {})
    with contextlib.suppress(BrokenPipeError):  # whoever reads has seen enough
        demo.run(loaded, print, _tongue(loaded).words)
    return OK


def _check(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    loaded = _load(options.file or office_path(environ), environ)
    tongue = _tongue(loaded)
    _print_problems(loaded, tongue)
    errors = sum(problem.severity is Severity.ERROR for problem in loaded.problems)
    warnings = len(loaded.problems) - errors
    print(tongue.words(say("check.result" if errors or warnings else "check.fine", errors=errors, warnings=warnings)))
    return WRONG if errors else OK


def _roster(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    database = _database(environ)
    try:
        data = options.file.read_bytes()
    except OSError as error:
        print(_tongue(None).words(say("roster.unreadable", file=str(options.file), why=str(error))))
        return WRONG
    if database is None:
        return WRONG
    words, status = asyncio.run(wish(database, "preview-roster", data))
    print(words)
    if status != OK or not (options.apply or _agrees(database)):
        return status
    words, status = asyncio.run(wish(database, "apply-roster", data))
    print(words)
    return status


def _agrees(database: Database) -> bool:
    try:
        answer = input(database.tongue.words(say("roster.apply-it"), database.office.language))
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes", "是", "好")


def _calendar(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    text, status = import_calendar(options.file, office_path(environ))
    print(_tongue(None).words(text))
    return status


def _invite(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    database = _database(environ)
    if database is None:
        return WRONG
    words, status = asyncio.run(wish(database, "invite", options.name.encode()))
    print(words)
    return status


def _verify(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    database = _database(environ)
    if database is None:
        return WRONG
    text, status = asyncio.run(verify(database))
    print(database.tongue.words(text, database.office.language))
    return status


def _database(environ: Mapping[str, str]) -> Database | None:
    """The office and its database; None, with the reasons said, where office.toml is not good."""
    loaded = _load(office_path(environ), environ)
    tongue = _tongue(loaded)
    if loaded.office is None:
        _print_problems(loaded, tongue)
        return None
    return Database(loaded.office, loaded.settings, tongue)


# --- speaking ------------------------------------------------------------------------------------------------------


def _load(path: Path, environ: Mapping[str, str]) -> Loaded:
    return load_office(path, environ, today=SystemClock().now().date())


def _tongue(loaded: Loaded | None) -> Tongue:
    from zoneinfo import ZoneInfo

    zone = loaded.office.hours.zone if loaded and loaded.office else ZoneInfo("Asia/Shanghai")
    return Tongue.load(zone)


def _print_problems(loaded: Loaded, tongue: Tongue) -> None:
    for problem in loaded.problems:
        print(tongue.words(describe(problem)))


if __name__ == "__main__":
    sys.exit(main())
