"""What a browser sends, as the inbox keeps it, and as the house understands it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.domain.obligations import Recipient
from bot.messages import Inbound, IncomingFile, Kind, unpack
from bot.ports import Arrival, Raw

NAME: Final = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something done on the page."""

    key: str  # made by the page for each thing sent, so that sending twice counts once
    who: Recipient  # p:<person>
    chat: Recipient  # p:<person> or g:<group>
    at: datetime
    kind: Kind = Kind.MESSAGE
    text: str = ""
    data: str = ""  # of a pressed button
    message: str = ""  # the message edited or tapped under
    reply_to: str = ""
    session: str = ""  # where a word in passing is shown
    files: tuple[IncomingFile, ...] = ()

    def arrival(self) -> Arrival:
        """As the inbox takes it."""
        raw: dict[str, Any] = {
            "kind": self.kind.value,
            "who": self.who,
            "chat": self.chat,
            "at": self.at.isoformat(),
            "text": self.text,
            "data": self.data,
            "message": self.message or f"i{self.key}",
            "reply_to": self.reply_to,
            "session": self.session,
            "files": [{"name": f.name, "size": f.size, "ref": f.ref} for f in self.files],
            "key": self.key,
        }
        return Arrival(
            channel=NAME, key=self.key, raw=raw, chat=self.chat, lane=self.who, message=self.message or f"i{self.key}"
        )


def inbound(raw: Raw) -> Inbound:
    """A kept payload as the house understands it."""
    kind, data = Kind(raw["kind"]), str(raw["data"])
    return Inbound(
        channel=NAME,
        key=raw["key"],
        kind=kind,
        chat=raw["chat"],
        private=str(raw["chat"]).startswith("p:"),
        sender=raw["who"],
        sent_at=datetime.fromisoformat(raw["at"]),
        text=raw["text"],
        message=raw["message"],
        reply_to=raw["reply_to"],
        tap=unpack(data) if kind is Kind.TAP else None,
        tap_ref=raw["session"],
        files=tuple(IncomingFile(name=f["name"], size=f["size"], ref=f["ref"]) for f in raw["files"]),
    )


def without_words(raw: Raw) -> Raw:
    """The payload with what a person wrote taken out."""
    return {**raw, "text": "", "files": []}
