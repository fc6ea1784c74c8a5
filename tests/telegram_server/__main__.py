"""The command line: python -m tests.telegram_server."""

from __future__ import annotations

import argparse
import sys

from tests.telegram_server.app import make
from tests.telegram_server.serving import Server
from tests.telegram_server.telegram import NAME, TOKEN, USERNAME, Settings


def main() -> None:
    """Serve until SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--name", default=NAME)
    parser.add_argument("--username", default=USERNAME)
    parser.add_argument("--limits", action="store_true", help="keep Telegram's sending limits")
    parser.add_argument("--privacy", action="store_true", help="privacy mode: in groups only what is meant for the bot")
    parser.add_argument("--quiet", action="store_true", help="keep counters only, no log of calls")
    parser.add_argument("--follow", action="store_true", help="end when standard input ends")
    given = parser.parse_args()
    settings = Settings(
        token=given.token,
        name=given.name,
        username=given.username,
        limits=given.limits,
        privacy=given.privacy,
        quiet=given.quiet,
    )
    telegram, app = make(settings)
    Server(
        app,
        given.port,
        ready=lambda where: print(f"listening on {where}", flush=True),  # noqa: T201 - this line is the interface
        ending=telegram.let_go,
        following=sys.stdin if given.follow else None,
    ).run()


if __name__ == "__main__":
    main()
