"""What a test can turn: limits, privacy, faults, the door, the webhook, the clock."""

from __future__ import annotations

from datetime import timedelta
from math import inf

from bot.clock import SystemClock
from tests.telegram_server.control.asking import Problem, Reply
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.wire import Call, Json


def _seconds(ask: Call, name: str, otherwise: float) -> float:
    value = ask.args.get(name)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else otherwise


def limits(telegram: Telegram, ask: Call) -> Reply:
    """{on?, minute?, in_all?, burst?, group?, edits?}: `minute` is how many real seconds a Telegram minute lasts."""
    kept = telegram.limits
    kept.on = kept.on if ask.args.get("on") is None else ask.flag("on")
    kept.edits = kept.edits if ask.args.get("edits") is None else ask.flag("edits")
    kept.minute = _seconds(ask, "minute", kept.minute)
    kept.in_all = ask.number("in_all", kept.in_all)
    kept.burst = ask.number("burst", kept.burst)
    kept.group = ask.number("group", kept.group)
    kept.forget()
    return True


def privacy(telegram: Telegram, ask: Call) -> Reply:
    """{on}: whether the bot sees in groups only what is meant for it."""
    telegram.world.privacy = ask.flag("on")
    return True


def fault(telegram: Telegram, ask: Call) -> Reply:
    """{kind, method?, chat?, times?, seconds?, retry_after?, code?, status?, html?, words?, delay?} -> its number.

    With neither `times` nor `seconds` it hits one call. `delay` is for the kinds `delay` and `late`.
    """
    if ask.text("kind") not in list(FaultKind):
        return Problem("no_such_fault", {"kind": ask.text("kind"), "kinds": [kind.value for kind in FaultKind]})
    lasting = _seconds(ask, "seconds", 0.0)
    order = Fault(
        id=telegram.faults.next_id(),
        kind=FaultKind(ask.text("kind")),
        method=ask.text("method") or "*",
        chat=ask.text("chat"),
        left=ask.number("times") or (None if lasting else 1),
        until=telegram.world.ticks() + lasting if lasting else None,
        retry_after=max(ask.number("retry_after", 1), 1),
        code=ask.number("code", 502),
        status=ask.number("status"),
        html=ask.flag("html"),
        words=ask.text("words"),
        seconds=_seconds(ask, "delay", 1.0),
    )
    telegram.faults.orders.append(order)
    return order.id


def older(telegram: Telegram, ask: Call) -> Reply:
    """{on}: whether the server is one of some years ago."""
    telegram.old = ask.flag("on")
    return True


def clear_faults(telegram: Telegram, ask: Call) -> Reply:
    """{id?}: one order, or all of them, are off."""
    telegram.faults.cancel(ask.number("id") or None)
    return True


def down(telegram: Telegram, ask: Call) -> Reply:
    """{seconds?}: every call finds its connection closed, for a while or until `up`."""
    telegram.go_down(_seconds(ask, "seconds", inf))
    return True


def up(telegram: Telegram, ask: Call) -> Reply:
    """{}: the server is back."""
    telegram.come_up()
    return True


def hold_webhook(telegram: Telegram, ask: Call) -> Reply:
    """{seconds?}: nothing is delivered to the webhook, for a while or until `release_webhook`."""
    telegram.hold(_seconds(ask, "seconds", inf))
    return True


def release_webhook(telegram: Telegram, ask: Call) -> Reply:
    """{}: deliveries go on."""
    telegram.release()
    return True


def expire_taps(telegram: Telegram, ask: Call) -> Reply:
    """{life?}: every button pressed so far is too old to be answered; `life` is the seconds the next ones have."""
    for tap in telegram.world.taps.values():
        tap.expired = True
    telegram.world.tap_life = _seconds(ask, "life", telegram.world.tap_life)
    return True


def clock(telegram: Telegram, ask: Call) -> Reply:
    """{unix?, by?} -> the server's time in Unix seconds, set to a moment or pushed by seconds."""
    kept = telegram.clock
    if "unix" in ask.args:
        real = SystemClock().now().timestamp()
        kept.offset = timedelta(seconds=_seconds(ask, "unix", real) - real)
    kept.offset += timedelta(seconds=_seconds(ask, "by", 0.0))
    return telegram.world.unix_time()


def quiet(telegram: Telegram, ask: Call) -> Reply:
    """{on}: whether only counters are kept, no log of calls."""
    telegram.journal.quiet = ask.flag("on")
    return True


async def reset(telegram: Telegram, ask: Call) -> Json:
    """{}: everything is forgotten, and turned as the server was started."""
    await telegram.reset()
    return True


def forget_calls(telegram: Telegram, ask: Call) -> Json:
    """{}: an empty log, and counters at zero."""
    telegram.journal.ring.clear()
    telegram.journal.calls.clear()
    telegram.journal.codes.clear()
    telegram.world.sent = 0
    telegram.limits.refused = 0
    return True
