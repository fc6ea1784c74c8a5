"""What the bot needs to know that no decision needs: ports, addresses, secrets, and how the office counts days.

Secrets and whatever belongs to a machine come from the environment, everything else from office.toml. A `Secret` is
never shown: not printed, not logged, not in a traceback that shows values.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.config.problems import Findings, Place
from bot.domain.ids import RuleId
from bot.domain.limits import Limit
from bot.understanding.values import Conventions

OFFICE: Final = Path("office/office.toml")
_DATABASE: Final = "data/zhishou.db"
_TOKEN: Final = re.compile(r"\d+:[A-Za-z0-9_-]+")
_WEBHOOK_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_NUMBER: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


class Secret:
    """Words that are never shown. No dataclass, so that nothing that walks over fields walks into it."""

    __slots__ = ("_words",)

    def __init__(self, words: str = "") -> None:
        self._words = words

    def reveal(self) -> str:
        """The words themselves, for whoever must send them."""
        return self._words

    def matches(self, given: str) -> bool:
        """Whether these are the same words, in a time that does not depend on where they differ."""
        return hmac.compare_digest(self._words.encode(errors="surrogatepass"), given.encode(errors="surrogatepass"))

    def __bool__(self) -> bool:
        return bool(self._words)

    def __repr__(self) -> str:
        return "Secret(***)" if self._words else "Secret()"

    def __eq__(self, other: object) -> bool:
        return self.matches(other._words) if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._words)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """The local web page."""

    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""  # what people type; empty means http://host:port
    session: timedelta = timedelta(hours=12)  # how long a login lasts


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramSettings:
    """The Telegram bot. There is none without a token."""

    token: Secret
    base_url: str = ""  # empty means Telegram's own
    webhook_url: str = ""  # empty means polling
    secret: Secret = field(default_factory=Secret)  # what Telegram repeats with every webhook call; made up without one
    per_second: float = 25.0  # messages to all chats together; 0 means no pacing of our own
    group_per_minute: int = 20  # messages to one group; 0 means no pacing of our own


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything but the office itself."""

    conventions: Conventions = field(default_factory=Conventions)
    web: WebSettings = field(default_factory=WebSettings)
    telegram: TelegramSettings | None = None  # None means that the channel is off
    database: Secret = field(default_factory=lambda: Secret(database_url(_DATABASE)))  # its address may hold a password
    changed: Mapping[RuleId, Limit] = field(default_factory=dict)  # the regime's own limit, where the office's differs


def office_path(environ: Mapping[str, str]) -> Path:
    """Which office.toml is meant."""
    return Path(environ.get("ZHISHOU_OFFICE", "").strip() or OFFICE)


def database_url(written: str) -> str:
    """The address of the database; a plain path is an SQLite file."""
    return written if "://" in written else f"sqlite+aiosqlite:///{written}"


def from_environment(
    settings: Settings, telegram: TelegramSettings, environ: Mapping[str, str], found: Findings
) -> Settings:
    """What the environment says goes before what office.toml says. `telegram` is the office's own pacing."""
    env = _Environment(environ, found)
    port = int(env.number("PORT", least=1, most=65535, whole=True) or settings.web.port)
    web = replace(settings.web, host=env.text("HOST") or settings.web.host, port=port)
    database = Secret(database_url(env.text("ZHISHOU_DB") or _DATABASE))
    return replace(settings, web=web, telegram=_telegram(telegram, env), database=database)


def _telegram(pacing: TelegramSettings, env: _Environment) -> TelegramSettings | None:
    token, secret = env.text("TELEGRAM_TOKEN"), env.text("TELEGRAM_SECRET")
    base_url, webhook_url = env.url("TELEGRAM_BASE_URL"), env.url("TELEGRAM_WEBHOOK_URL")
    per_second = env.number("TELEGRAM_PER_SECOND", least=0, most=1000)
    if not token:
        if secret or webhook_url:
            env.found.warn(Place(key="TELEGRAM_TOKEN"), "env.no-token")
        return None
    if not _TOKEN.fullmatch(token):
        env.found.warn(Place(key="TELEGRAM_TOKEN"), "env.odd-token")
    if secret and not _WEBHOOK_SECRET.fullmatch(secret):
        env.found.error(Place(key="TELEGRAM_SECRET"), "env.bad-secret")
    if webhook_url and urlsplit(webhook_url).scheme != "https":
        env.found.warn(Place(key="TELEGRAM_WEBHOOK_URL"), "env.webhook-not-https")
    return replace(
        pacing,
        token=Secret(token),
        base_url=base_url,
        webhook_url=webhook_url,
        secret=Secret(secret),
        per_second=pacing.per_second if per_second is None else per_second,
    )


@dataclass(frozen=True, slots=True)
class _Environment:
    """The environment, read variable by variable. What is wrong is named and never quoted: it may be a secret."""

    environ: Mapping[str, str]
    found: Findings

    def text(self, name: str) -> str:
        return self.environ.get(name, "").strip()

    def number(self, name: str, *, least: float, most: float, whole: bool = False) -> float | None:
        written = self.text(name)
        if not written:
            return None
        if (_WHOLE if whole else _NUMBER).fullmatch(written) and least <= float(written) <= most:
            return float(written)
        self.found.error(Place(key=name), "env.bad-number", least=f"{least:g}", most=f"{most:g}")
        return None

    def url(self, name: str) -> str:
        written = self.text(name)
        if written and not is_url(written):
            self.found.error(Place(key=name), "env.bad-url")
            return ""
        return written.rstrip("/")


def is_url(written: str) -> bool:
    """Whether it is the address of a server."""
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
