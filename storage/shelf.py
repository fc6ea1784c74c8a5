"""Where files lie: papers that were made, pictures of codes, rosters that were sent in. Plain files in one folder.

A file's name begins with the fingerprint of its bytes, so that the same file is kept once and none is ever overwritten.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path
from typing import Final

from bot.domain.effects import Attachment
from bot.messages import OutgoingFile

_FINGERPRINT: Final = 24
_SAFE: Final = "._-"


class FileShelf:
    """A `bot.ports.Shelf` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, name: str, data: bytes, *, picture: bool = False) -> Attachment:
        """Put a file away for good."""
        key = await self.keep(name, data)
        return Attachment(kind="file", args={"path": key, "name": name, "picture": "yes" if picture else "no"})

    async def get(self, attachment: Attachment) -> OutgoingFile | None:
        """A file that was put away, or None where it is gone."""
        data = await self.kept(attachment.args.get("path", ""))
        if data is None:
            return None
        return OutgoingFile(
            name=attachment.args.get("name", "file"), data=data, picture=attachment.args.get("picture") == "yes"
        )

    async def keep(self, name: str, data: bytes) -> str:
        """Put bytes away; gives the key to them."""
        suffix = "".join(c for c in Path(name).suffix if c.isalnum() or c in _SAFE)[:10]
        key = hashlib.sha256(data).hexdigest()[:_FINGERPRINT] + suffix
        await asyncio.to_thread(self._write, key, data)
        return key

    async def kept(self, key: str) -> bytes | None:
        """The bytes behind a key, or None. A key is a bare file name: nothing outside the folder is ever read."""
        if not key or Path(key).name != key or key.startswith("."):
            return None
        return await asyncio.to_thread(self._read, key)

    def _write(self, key: str, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / key
        if path.exists():
            return
        unfinished = path.with_name(f".{key}.{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(path)

    def _read(self, key: str) -> bytes | None:
        try:
            return (self._folder / key).read_bytes()
        except OSError:
            return None
