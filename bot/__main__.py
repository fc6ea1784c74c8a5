"""The command line: run the bot, check an office, import a roster, invite somebody, verify the journal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.config import OFFICE, Loaded, Severity, describe, load_office, office_path
from bot.domain.texts import Text, say
from bot.i18n import FIRST, Tongue
from bot.logs import set_up_logging
from bot.ports import StoreUnavailableError
from bot.tools import NOTHING_TO_DO, Database, import_calendar, readings, seen_before, verify, wish
from bot.usage import MISUSED, is_terminal, language_of, languages, parser
from handlers.readings import written
from handlers.rosterfile import LARGEST
from storage.schema import TooNewError

OK: Final = 0
WRONG: Final = 1


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run a command; gives the exit status."""
    typed = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):  # a terminal that is set to no language can show Chinese all the same
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    console = Console(environ)
    known = parser(console.tongue, {name: partial(run, console) for name, run in COMMANDS.items()})
    options = known.parse_args(typed)
    if options.command is None:
        known.print_help()
        return MISUSED
    console.language = getattr(options, "language", None)
    set_up_logging(environ)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return WRONG
    except StoreUnavailableError as error:
        console.say(say("run.store", why=str(error)))
        return WRONG
    except TooNewError:
        console.say(say("run.database-too-new"))
        return WRONG
    except OSError as error:
        console.say(say("run.no-folder", file=str(error.filename or ""), why=error.strerror or str(error)))
        return WRONG
    return status


class Console:
    """The terminal somebody typed a command into: which office it is about, and in what language it answers."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.tongue = Tongue.load(ZoneInfo("Asia/Shanghai"))
        self.language: str | None = None  # as it was asked for with --language

    @property
    def path(self) -> Path:
        """Which office.toml is meant."""
        return office_path(self.environ)

    def load(self, path: Path | None = None) -> Loaded:
        """Read an office; from then on its language is spoken, and its zone's time, unless another was asked for."""
        loaded = load_office(path or self.path, self.environ, today=SystemClock().now().date())
        if loaded.office is not None:
            self.tongue = Tongue.load(loaded.office.hours.zone)
            self.language = self.language or loaded.office.language
        return loaded

    def database(self) -> Database | None:
        """The office and its database; None, with the reasons said, where office.toml is not good."""
        loaded = self.load()
        if loaded.office is None:
            self.problems(loaded)
            return None
        return Database(loaded.office, loaded.settings, self.tongue, self.language or loaded.office.language)

    def words(self, text: Text) -> str:
        """A text in the language that was asked for, else the office's, else the terminal's, else the first."""
        return self.tongue.words(text, self.language or language_of(self.environ, self.tongue))

    def say(self, text: Text) -> None:
        """Print a text."""
        print(self.words(text), flush=True)

    def problems(self, loaded: Loaded) -> None:
        """Print what is wrong with an office."""
        for problem in loaded.problems:
            self.say(describe(problem))


# --- commands ------------------------------------------------------------------------------------------------------


def _run(console: Console, options: Namespace) -> int:
    from bot.running import run_forever  # the library of every channel is loaded only when they are wanted

    asked = console.language
    loaded = console.load()
    if loaded.office is None:
        console.problems(loaded)
        console.say(say("check.see", file=str(console.path)))
        return WRONG
    spoken = (asked,) if asked else languages(console.tongue)

    def tell(text: Text) -> None:
        print("\n\n".join(console.tongue.words(text, name) for name in spoken), flush=True)

    async def running() -> int:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends the process, the next start goes on
                loop.add_signal_handler(name, stop.set)
        return await run_forever(loaded, console.path, console.environ, stop, tell)

    return asyncio.run(running())


def _demo(console: Console, options: Namespace) -> int:
    from bot import demo

    language = console.language or language_of(console.environ, console.tongue)
    loaded = load_office(OFFICE if OFFICE.exists() else demo.OFFICE)
    colours = is_terminal(console.environ) if options.color == "auto" else options.color == "always"
    played = demo.run(loaded, partial(print, flush=True), console.tongue, language or FIRST, colours=colours)
    return OK if played else WRONG


def _check(console: Console, options: Namespace) -> int:
    loaded = console.load(options.file)
    console.problems(loaded)
    errors = sum(problem.severity is Severity.ERROR for problem in loaded.problems)
    warnings = len(loaded.problems) - errors
    console.say(say("check.result" if errors or warnings else "check.fine", errors=errors, warnings=warnings))
    return WRONG if errors else OK


def _roster(console: Console, options: Namespace) -> int:
    database = console.database()
    if database is None:
        return WRONG
    try:
        if options.file.stat().st_size > LARGEST:
            console.say(say("roster.too-large", name=options.file.name))
            return WRONG
        data = options.file.read_bytes()
    except OSError as error:
        console.say(say("roster.unreadable", file=str(options.file), why=error.strerror or str(error)))
        return WRONG
    shown, status = asyncio.run(wish(database, "preview-roster", data))
    print(shown)
    if status == NOTHING_TO_DO:
        return OK
    if status != OK:
        return status
    if not (options.apply or _agrees(console)):
        console.say(say("roster.not-applied"))
        return OK
    body = seen_before("" if options.apply else shown, data)
    words, status = asyncio.run(wish(database, "apply-roster", body))
    print(words)
    return OK if status == NOTHING_TO_DO else status


def _agrees(console: Console) -> bool:
    print(console.words(say("roster.apply-it")), end=" ", flush=True)
    return sys.stdin.readline().strip().lower() in console.words(say("roster.yes")).split()


def _calendar(console: Console, options: Namespace) -> int:
    text, status = import_calendar(options.file, console.path)
    console.load()
    console.say(text)
    return status


def _invite(console: Console, options: Namespace) -> int:
    database = console.database()
    if database is None:
        return WRONG
    words, status = asyncio.run(wish(database, "invite", options.name.encode(errors="replace")))
    print(words)
    return status


def _verify(console: Console, options: Namespace) -> int:
    database = console.database()
    if database is None:
        return WRONG
    text, status = asyncio.run(verify(database))
    console.say(text)
    return status


def _understand(console: Console, options: Namespace) -> int:
    from bot.interpreter import Interpreter

    def load(name: str) -> Loaded:
        return load_office(Path(name) if name else console.path, console.environ)

    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    language = console.language or language_of(console.environ, console.tongue) or FIRST
    for answer in Interpreter(load, console.tongue, language, SystemClock().now).answers(sys.stdin):
        print(answer, flush=True)
    return OK


def _export(console: Console, options: Namespace) -> int:
    database = console.database()
    if database is None:
        return WRONG
    found = asyncio.run(readings(database))
    if isinstance(found, Text):
        console.say(found)
        return WRONG
    if not found:
        console.say(say("export.none"))
    elif options.file is None:
        print(written(found), end="", flush=True)
    else:
        options.file.write_text(written(found), encoding="utf-8")
        console.say(say("export.done", file=str(options.file), n=len(found)))
    return OK


COMMANDS: Final = {
    "run": _run,
    "demo": _demo,
    "check-office": _check,
    "import-roster": _roster,
    "import-calendar": _calendar,
    "invite": _invite,
    "verify": _verify,
    "understand": _understand,
    "export-readings": _export,
}


if __name__ == "__main__":
    sys.exit(main())
