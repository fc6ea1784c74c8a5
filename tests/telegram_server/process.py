"""A server as a process: started on a free port, ready when it says so, ended with SIGTERM."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.telegram_server.telegram import Settings

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = "tests.telegram_server"
LAST_WORDS: Final = 5.0  # seconds it has to end by itself


class ServerProcess:
    """One running server."""

    def __init__(self, settings: Settings, port: int = 0) -> None:
        options = ["--follow", "--port", str(port), "--token", settings.token]
        options += ["--name", settings.name, "--username", settings.username]
        flags = {"--limits": settings.limits, "--privacy": settings.privacy, "--quiet": settings.quiet}
        options += [flag for flag, on in flags.items() if on]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", PACKAGE, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self._process.stdout is not None
        words = self._process.stdout.readline().split()
        if words[:2] != ["listening", "on"]:
            self.stop()
            raise RuntimeError(f"the Telegram server did not start: {words}")
        self.url = words[2]

    @property
    def pid(self) -> int:
        """The process, for a test that stops it or measures it."""
        return self._process.pid

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self._process.terminate()
        try:
            self._process.wait(LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
