"""A terminal of its own: `python -m bot …` in a process, in an empty folder, with an environment made for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
OFFICE: Final = ROOT / "office" / "office.toml"
PATIENCE: Final = 60  # seconds a command may take on a busy machine
_HAN: Final = re.compile(r"[一-鿿]")
_OURS: Final = ("ZHISHOU_", "TELEGRAM_", "LC_", "LANG", "HOST", "PORT", "NO_COLOR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a command printed, and how it ended."""

    out: str
    err: str
    status: int

    @property
    def all(self) -> str:
        """Everything that was printed."""
        return self.out + self.err

    @property
    def chinese(self) -> bool:
        """Whether any of it is Chinese."""
        return _HAN.search(self.all) is not None


def typed(
    folder: Path, *arguments: str, environ: Mapping[str, str] | None = None, answers: str = "", office: Path = OFFICE
) -> Typed:
    """Type a command in a folder, and give these answers to what it asks."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**bare, "PYTHONPATH": str(ROOT), "ZHISHOU_OFFICE": str(office), **(environ or {})},
        input=answers.encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    result = Typed(out=done.stdout.decode(), err=done.stderr.decode(), status=done.returncode)
    assert "Traceback" not in result.all, result.all
    return result
