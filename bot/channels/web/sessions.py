"""Who sits before the page: signed cookies that expire, and tokens that prove a form is ours.

A cookie says who and until when, and is signed with a key that the store keeps; nothing else about a visitor is kept.
A visit ends when nobody has used it for as long as it lasts; whoever comes back in time has it renewed.
A person who has left office.toml is out at once, whatever his cookie says. Every form carries a token derived from the
cookie, so that a foreign page cannot make a visitor's browser act for him.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.ids import PersonId

COOKIE: Final = "zhishou"
KEY_BYTES: Final = 32
ANYBODY: Final = PersonId("*")  # the visitor of a sample office, who may speak as everybody


def new_key() -> str:
    """A fresh signing key."""
    return secrets.token_hex(KEY_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser's visit."""

    id: str
    person: PersonId
    until: datetime


class Sessions:
    """Issues and checks cookies."""

    def __init__(self, key: str, lives: timedelta) -> None:
        self._key, self.lives = key.encode(), lives

    def issue(self, person: PersonId, now: datetime) -> tuple[Session, str]:
        """A new visit, and its cookie."""
        return self.renew(Session(id=secrets.token_hex(8), person=person, until=now), now)

    def renew(self, session: Session, now: datetime) -> tuple[Session, str]:
        """The same visit with its whole time before it, and the cookie for that. Its forms stay good."""
        longer = replace(session, until=now + self.lives)
        words = f"{longer.id}|{longer.person}|{int(longer.until.timestamp())}".encode()
        return longer, f"{urlsafe_b64encode(words).decode().rstrip('=')}.{self._sign(words)}"

    def half_over(self, session: Session, now: datetime) -> bool:
        """Whether it is time to renew a visit: then whoever comes daily is never asked for a new link."""
        return session.until - now < self.lives / 2

    def read(self, cookie: str, now: datetime) -> Session | None:
        """The visit that a cookie proves; None where it is forged, broken or over."""
        body, _, signature = cookie.partition(".")
        try:
            words = urlsafe_b64decode(body.encode() + b"==")
            id, person, stamp = words.decode().split("|")
            until = datetime.fromtimestamp(int(stamp), now.tzinfo)
        except (ValueError, Base64Error, OverflowError, OSError):
            return None
        if not _same(self._sign(words), signature) or now >= until:
            return None
        return Session(id=id, person=PersonId(person), until=until)

    def token(self, session: Session) -> str:
        """What a form of this visit must carry."""
        return self._sign(f"form|{session.id}".encode())

    def proves(self, session: Session, token: str) -> bool:
        """Whether a form is of this visit."""
        return _same(self.token(session), token)

    def _sign(self, words: bytes) -> str:
        return hmac.new(self._key, words, hashlib.sha256).hexdigest()


def _same(ours: str, given: str) -> bool:
    return hmac.compare_digest(ours.encode(), given.encode(errors="surrogatepass"))
