"""Logging: one line an event, for people on a terminal, as JSON where ZHISHOU_LOG=json.

Libraries that would write addresses with tokens in them are silenced below warnings.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

import structlog

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
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
