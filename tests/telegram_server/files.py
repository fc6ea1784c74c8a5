"""Files: kept in memory byte for byte, each under an identifier of its own and one that tells equal files."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from pathlib import PurePosixPath
from typing import Final

from tests.telegram_server import pictures
from tests.telegram_server.refusals import FILE_BIG, FILE_EMPTY, PICTURE_DIMENSIONS, PICTURE_UNREADABLE, Refusal
from tests.telegram_server.state import FileKind, StoredFile
from tests.telegram_server.wire import Object

PREFIX: Final = {FileKind.DOCUMENT: "BQACAgUAAxkB", FileKind.PHOTO: "AgACAgUAAxkB"}
FOLDER: Final = {FileKind.DOCUMENT: "documents", FileKind.PHOTO: "photos"}
DOWNLOAD_LIMIT: Final = 20 * 1024 * 1024  # bytes a bot may download
MIME: Final = "application/octet-stream"


class FileStore:
    """All files ever sent."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def get(self, id: str) -> StoredFile | None:
        """The file of that file_id."""
        return self._by_id.get(id)

    def at(self, path: str) -> StoredFile | None:
        """The file at that file_path."""
        return self._by_path.get(path)

    def add_document(self, name: str, mime: str, data: bytes) -> StoredFile | Refusal:
        """Keep a file as it is."""
        if not data:
            return FILE_EMPTY
        return self._keep(FileKind.DOCUMENT, name or "file", mime or MIME, data)

    def add_photo(self, name: str, data: bytes) -> tuple[StoredFile, ...] | Refusal:
        """Keep a picture in its sizes. They differ in their dimensions only: nothing is scaled here."""
        if not data:
            return FILE_EMPTY
        if len(data) > pictures.BYTES_LIMIT:
            return FILE_BIG
        size = pictures.size_of(data)
        if size is None:
            return PICTURE_UNREADABLE
        if not pictures.allowed(*size):
            return PICTURE_DIMENSIONS
        name = PurePosixPath(name).with_suffix(".jpg").name if name else "photo.jpg"
        return tuple(
            self._keep(FileKind.PHOTO, name, "image/jpeg", data, width, height)
            for width, height in pictures.sizes(*size)
        )

    def sizes_of(self, largest: StoredFile) -> tuple[StoredFile, ...]:
        """All sizes of the photo that a size belongs to."""
        return tuple(file for file in self._by_id.values() if file.data is largest.data and file.kind is largest.kind)

    def _keep(self, kind: FileKind, name: str, mime: str, data: bytes, width: int = 0, height: int = 0) -> StoredFile:
        number = len(self._by_id) + 1
        digest = hashlib.sha256(data + f"{kind}{width}".encode()).digest()
        file = StoredFile(
            id=PREFIX[kind] + _letters(number.to_bytes(6, "big") + digest[:33]),
            unique="AgAD" + _letters(digest[:8]),
            kind=kind,
            name=name,
            mime=mime,
            data=data,
            path=f"{FOLDER[kind]}/file_{number}{PurePosixPath(name).suffix}",
            width=width,
            height=height,
        )
        self._by_id[file.id] = file
        self._by_path[file.path] = file
        return file


def _letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def identity(file: StoredFile) -> Object:
    """The fields that every kind of file has."""
    return {"file_id": file.id, "file_unique_id": file.unique, "file_size": len(file.data)}


def document(file: StoredFile) -> Object:
    """A Document."""
    return {"file_name": file.name, "mime_type": file.mime, **identity(file)}


def photo(sizes: tuple[StoredFile, ...]) -> list[Object]:
    """A list of PhotoSize."""
    return [{**identity(size), "width": size.width, "height": size.height} for size in sizes]


def located(file: StoredFile) -> Object:
    """A File, with the path where its bytes are."""
    return {**identity(file), "file_path": file.path}
