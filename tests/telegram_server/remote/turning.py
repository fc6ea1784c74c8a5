"""Turning the server's switches: limits, faults, the door, the webhook, the clock."""

from __future__ import annotations

from collections.abc import Mapping

from tests.telegram_server.faults import FaultKind
from tests.telegram_server.remote.asker import Asker
from tests.telegram_server.wire import Json


class Turning(Asker):
    """Everything that can be made to go wrong, and be put right again."""

    async def reset(self) -> None:
        """Forget everything, as if the server had just been started with its options."""
        await self.ask("reset")

    async def forget_calls(self) -> None:
        """Begin the log and the counters anew."""
        await self.ask("forget_calls")

    async def limits(
        self, *, on: bool = True, minute: float | None = None, burst: int | None = None, edits: bool | None = None
    ) -> None:
        """Turn the sending limits; `minute` is how many real seconds a Telegram minute lasts."""
        await self.ask("limits", on=on, minute=minute, burst=burst, edits=edits)

    async def privacy(self, *, on: bool) -> None:
        """Turn the bot's privacy mode."""
        await self.ask("privacy", on=on)

    async def older(self, *, on: bool = True) -> None:
        """Make the server one of some years ago."""
        await self.ask("older", on=on)

    async def fault(
        self,
        kind: FaultKind,
        method: str = "*",
        *,
        times: int | None = None,
        seconds: float | None = None,
        chat: int | None = None,
        retry_after: int = 1,
        code: int = 502,
        status: int = 0,
        html: bool = False,
        words: str = "",
        delay: float = 1.0,
    ) -> int:
        """Order a fault for the next `times` calls of a method or for some seconds; one call if neither is given."""
        how: Mapping[str, Json] = {
            "retry_after": retry_after,
            "code": code,
            "status": status,
            "html": html,
            "words": words,
            "delay": delay,
        }
        where = None if chat is None else str(chat)
        return await self._get(
            int, "fault", kind=kind.value, method=method, times=times, seconds=seconds, chat=where, **how
        )

    async def clear_faults(self, id: int | None = None) -> None:
        """Take one order back, or all."""
        await self.ask("clear_faults", id=id)

    async def down(self, *, seconds: float | None = None) -> None:
        """Close the door to every call, for a while or until `up`."""
        await self.ask("down", seconds=seconds)

    async def up(self) -> None:
        """Open the door again."""
        await self.ask("up")

    async def hold_webhook(self, *, seconds: float | None = None) -> None:
        """Deliver nothing to the webhook, for a while or until `release_webhook`."""
        await self.ask("hold_webhook", seconds=seconds)

    async def release_webhook(self) -> None:
        """Deliver to the webhook again."""
        await self.ask("release_webhook")

    async def expire_taps(self, *, life: float | None = None) -> None:
        """Make every pressed button too old to be answered; `life` is the seconds the next ones have."""
        await self.ask("expire_taps", life=life)

    async def clock(self, *, unix: int | None = None, by: float | None = None) -> int:
        """Set or push the server's time of day; what it is now comes back, in Unix seconds."""
        return await self._get(int, "clock", unix=unix, by=by)
