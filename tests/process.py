"""The real bot in a process of its own, as `make run` starts it, to be spoken to through real HTTP and to be killed.

Its folder holds its database; started again in the same folder it is the same bot. The office is the sample office
unless another file is given. Whatever it prints is kept for the message of a failed test.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
OFFICE: Final = ROOT / "office" / "office.toml"
PATIENCE: Final = 30.0  # seconds a start or a stop may take on a busy machine
_CODE: Final = re.compile(r"：(\S{8,})$", re.MULTILINE)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class BotProcess:
    """A bot that runs, or has run."""

    folder: Path
    environ: Mapping[str, str]
    port: int
    lines: list[str] = field(default_factory=list)
    _process: asyncio.subprocess.Process | None = None
    _reader: asyncio.Task[None] | None = None
    _up: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Everything it has printed."""
        return "".join(self.lines)

    @property
    def database(self) -> Path:
        """Its database file."""
        return self.folder / "data" / "zhishou.db"

    async def start(self) -> None:
        """Start, and wait until it says where to look."""
        self._up.clear()
        self._process = await self._run("run")
        self._reader = asyncio.create_task(self._read())
        try:
            async with asyncio.timeout(PATIENCE):
                await self._up.wait()
        except TimeoutError:
            raise AssertionError(f"the bot does not start:\n{self.log}") from None
        assert self._process.returncode is None, f"the bot has ended:\n{self.log}"

    async def _run(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(self.port), **self.environ},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.lines.append(line.decode())
            if self.url in self.lines[-1]:
                self._up.set()
        await self._process.wait()
        self._up.set()

    async def stop(self) -> int:
        """Ask it to end, as the service manager does; gives its exit status."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> int:
        """kill -9."""
        return await self._end(signal.SIGKILL)

    async def _end(self, how: signal.Signals) -> int:
        if self._process is None or self._reader is None:
            return 0
        if self._process.returncode is None:
            self._process.send_signal(how)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._reader
        except TimeoutError:
            self._process.kill()
            raise AssertionError(f"the bot does not stop:\n{self.log}") from None
        status = self._process.returncode
        assert status is not None
        self._process = None
        return status

    async def command(self, *arguments: str) -> tuple[str, int]:
        """Run `python -m bot …` beside it; gives what was printed and the exit status."""
        process = await self._run(*arguments)
        out, _ = await process.communicate()
        assert process.returncode is not None
        return out.decode(), process.returncode

    async def invite(self, name: str) -> str:
        """A one-time code for somebody, from the command line."""
        out, status = await self.command("invite", name)
        found = _CODE.search(out)
        assert status == 0, out
        assert found is not None, out
        return found[1]


@asynccontextmanager
async def a_bot(
    folder: Path, *, office: Path = OFFICE, environ: Mapping[str, str] | None = None, started: bool = True
) -> AsyncIterator[BotProcess]:
    """A bot in a folder of its own, ended with the context."""
    settings = {"ZHISHOU_OFFICE": str(office), **(environ or {})}
    bot = BotProcess(folder, settings, free_port())
    try:
        if started:
            await bot.start()
        yield bot
    finally:
        await bot.stop()
