"""getUpdates and the webhook: the two ways in which a bot hears, of which it may use one."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from tests.telegram_server.refusals import (
    POLL_ENDED,
    SECRET_INVALID,
    SECRET_LONG,
    WEBHOOK_ACTIVE,
    WEBHOOK_URL,
    Refusal,
)
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.updates import DEFAULT, LONGEST_POLL, TYPES
from tests.telegram_server.webhooks import USUAL_CONNECTIONS, Hook, valid
from tests.telegram_server.wire import Answer, Call, Object

BATCH_LIMIT: Final = 100
SECRET_LIMIT: Final = 256
CONNECTIONS_LIMIT: Final = 100

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]*")


async def get_updates(telegram: Telegram, call: Call) -> list[msgspec.Raw] | Refusal:
    """What waits from `offset` on, or the first thing that comes within `timeout` seconds."""
    if telegram.webhooks.hook is not None:
        return WEBHOOK_ACTIVE
    allow(telegram, call)
    limit = min(max(call.number("limit", BATCH_LIMIT), 1), BATCH_LIMIT)
    timeout = min(max(call.number("timeout"), 0), LONGEST_POLL)
    return await telegram.updates.poll(call.number("offset"), limit, timeout)


def allow(telegram: Telegram, call: Call) -> None:
    """Remember which updates the bot wants; a list that cannot be read is as good as none."""
    kinds = call.tree("allowed_updates")
    if not isinstance(kinds, Refusal):
        telegram.updates.allow(kinds)


def set_webhook(telegram: Telegram, call: Call) -> Answer:
    """Deliver to an address from now on; an empty one ends it."""
    url = call.text("url").strip()
    if not url:
        return delete_webhook(telegram, call)
    secret = call.text("secret_token")
    if not valid(url):
        return WEBHOOK_URL
    if len(secret) > SECRET_LIMIT:
        return SECRET_LONG
    if not _SECRET.fullmatch(secret):
        return SECRET_INVALID
    if call.flag("drop_pending_updates"):
        telegram.updates.clear()
    allow(telegram, call)
    connections = min(max(call.number("max_connections", USUAL_CONNECTIONS), 1), CONNECTIONS_LIMIT)
    hook = Hook(url=url if "://" in url else f"https://{url}", secret=secret, max_connections=connections)
    if hook == telegram.webhooks.hook:
        return True
    telegram.updates.end_poll(POLL_ENDED)
    telegram.webhooks.set(hook)
    telegram.world.signal.fire()
    return True


def delete_webhook(telegram: Telegram, call: Call) -> Answer:
    """Back to getUpdates. What waits stays, unless it is to be dropped."""
    telegram.webhooks.stop()
    if call.flag("drop_pending_updates"):
        telegram.updates.clear()
    return True


def get_webhook_info(telegram: Telegram, call: Call) -> Answer:
    """How the webhook is doing."""
    hook, webhooks = telegram.webhooks.hook, telegram.webhooks
    info: Object = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending),
    }
    if hook and webhooks.error:
        info["last_error_date"] = webhooks.error_date
        info["last_error_message"] = webhooks.error
    if hook:
        info["max_connections"] = hook.max_connections
        info["ip_address"] = "127.0.0.1"
    if telegram.updates.allowed != DEFAULT:
        info["allowed_updates"] = [kind for kind in TYPES if kind in telegram.updates.allowed]
    return info
