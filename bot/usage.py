"""What `python -m bot` understands: commands, their help, and the environment, said in every language.

Whoever types a command wrongly has not said which language he reads, so help and complaints are bilingual. All words
come from the locales; the parser of the standard library contributes only its own grammar.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NoReturn

from bot import __version__
from bot.domain.texts import say
from bot.i18n import FIRST, Tongue

PROGRAM: Final = "python -m bot"
MISUSED: Final = 2  # the exit status of a command that was written wrongly
VARIABLES: Final = (
    "ZHISHOU_OFFICE",
    "ZHISHOU_DB",
    "HOST",
    "PORT",
    "TELEGRAM_TOKEN",
    "TELEGRAM_WEBHOOK_URL",
    "TELEGRAM_SECRET",
    "TELEGRAM_BASE_URL",
    "HTTPS_PROXY",
    "TELEGRAM_PER_SECOND",
    "ZHISHOU_LOG",
    "ZHISHOU_LOG_LEVEL",
)
_WIDTH: Final = 22  # of the column of names

Both = Callable[[str], str]


def both(tongue: Tongue, key: str, **args: str) -> str:
    """A sentence in every language, the first one first."""
    return " / ".join(tongue.words(say(key, **args), name) for name in languages(tongue))


def languages(tongue: Tongue) -> tuple[str, ...]:
    """Every language, the first one first."""
    return tuple(sorted(tongue.names, key=lambda name: name != FIRST))


def language_of(environ: Mapping[str, str], tongue: Tongue) -> str | None:
    """The language that the terminal is set to; None where it says nothing that is known here."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if written := environ.get(name, "").partition(".")[0].replace("_", "-"):
            return next((known for known in tongue.names if known.split("-")[0] == written.split("-")[0]), None)
    return None


class Parser(argparse.ArgumentParser):
    """A parser whose complaints can be read by everybody."""

    tongue: Tongue

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and end."""
        complaint = "\n".join(
            self.tongue.words(say("cli.wrong", why=message, program=PROGRAM), name) for name in languages(self.tongue)
        )
        sys.stderr.write(f"{self.format_usage()}{complaint}\n")
        sys.exit(MISUSED)


def parser(tongue: Tongue, commands: Mapping[str, Callable[[argparse.Namespace], int]]) -> Parser:
    """The whole command line; each command runs its function."""

    def words(key: str) -> str:
        return both(tongue, key)

    class Bound(Parser):
        """The same, with the languages of this house."""

    Bound.tongue = tongue
    top = _new(Bound, PROGRAM, words, words("cli.about"), epilog=_environment(tongue))
    top.add_argument("--version", action="version", version=__version__, help=words("cli.option.version"))
    listed = top.add_subparsers(title=words("cli.commands"), metavar="COMMAND", dest="command")
    for name, run in commands.items():
        described = words(f"cli.command.{name}")
        sub = _new(Bound, f"{PROGRAM} {name}", words, described)
        _arguments(sub, name, words)
        sub.set_defaults(run=run)
        listed.add_parser(
            name,
            help=described,
            description=described,
            parents=[sub],
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    return top


def _new(kind: type[Parser], program: str, words: Both, about: str, epilog: str = "") -> Parser:
    made = kind(
        prog=program,
        description=about,
        epilog=epilog,
        add_help=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("-h", "--help", action="help", help=words("cli.option.help"))
    made.add_argument(
        "--language", choices=("zh-CN", "en"), default=argparse.SUPPRESS, help=words("cli.option.language")
    )
    return made


def _arguments(sub: Parser, command: str, words: Both) -> None:
    """What a command takes beside the options that all take."""
    match command:
        case "check-office":
            sub.add_argument("file", nargs="?", type=Path, help=words("cli.argument.office"))
        case "import-roster":
            sub.add_argument("file", type=Path, help=words("cli.argument.roster"))
            sub.add_argument("--apply", action="store_true", help=words("cli.option.apply"))
        case "import-calendar":
            sub.add_argument("file", type=Path, help=words("cli.argument.calendar"))
        case "invite":
            sub.add_argument("name", help=words("cli.argument.name"))
        case "export-readings":
            sub.add_argument("file", nargs="?", type=Path, help=words("cli.argument.readings"))
        case "demo":
            sub.add_argument(
                "--color", choices=("auto", "always", "never"), default="auto", help=words("cli.option.color")
            )


def _environment(tongue: Tongue) -> str:
    """The table of environment variables below the help."""
    rows = [f"{both(tongue, 'cli.environment')}:"]
    for name in VARIABLES:
        first, *others = [tongue.words(say(f"cli.env.{name}"), language) for language in languages(tongue)]
        rows += [f"  {name:{_WIDTH}}{first}", *(f"{'':{_WIDTH + 2}}{line}" for line in others)]
    return "\n".join(rows)


def is_terminal(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether colours would be seen as such."""
    return sys.stdout.isatty() and "NO_COLOR" not in environ and environ.get("TERM") != "dumb"
