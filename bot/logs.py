"""Logging: one line an event, for people on a terminal, as JSON where ZHISHOU_LOG=json.

Libraries that would write addresses with tokens in them are silenced below warnings; and whatever a line says, no
secret of the environment is in it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

import structlog

_SECRETS: Final = ("TELEGRAM_TOKEN", "TELEGRAM_SECRET")
_TALKATIVE: Final = (
    "httpx",
    "httpcore",
    "apscheduler",
    "telegram",
    "uvicorn",
    "uvicorn.error",
    "asyncio",
    "matplotlib",
)


def set_up_logging(environ: Mapping[str, str]) -> None:
    """Set up every logger of the process."""
    as_json = environ.get("ZHISHOU_LOG", "") == "json"
    level = logging.getLevelNamesMapping().get(environ.get("ZHISHOU_LOG_LEVEL", "INFO").upper(), logging.INFO)
    secrets = tuple(secret for name in _SECRETS if (secret := environ.get(name, "").strip()))
    handler = logging.StreamHandler()
    handler.setFormatter(_Discreet("%(asctime)s %(name)s %(levelname)s %(message)s", secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
            _Blotted(secrets),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )


class _Discreet(logging.Formatter):
    """Lines of the standard library's logging, tracebacks with them, without secrets."""

    def __init__(self, form: str, secrets: tuple[str, ...]) -> None:
        super().__init__(form)
        self._blotted = _Blotted(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        return self._blotted(None, "", super().format(record))


class _Blotted:
    """The last of structlog's processors: it takes a finished line."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._secrets = secrets

    def __call__(self, logger: object, name: str, line: object) -> str:
        words = str(line)
        for secret in self._secrets:
            words = words.replace(secret, "***")
        return words
