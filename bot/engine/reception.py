"""Reception: what has come in is written down, understood, answered, each lane in its own order.

An arrival is in the inbox, committed, before the channel tells its platform "got it". Only then is it read. What a
handler makes of it is decided and marked as handled in one transaction; a crash before that finds the row again at the
next start, a crash after it finds it done. So nothing accepted is lost, and nothing takes effect twice.

The order of cases, from the outside in: a text with a classified mark is never stored and is answered with the proper
way; a full disk is answered in words, directly, because nothing can be written, and tried again until it can; a mistake
of ours is answered with a short code that the log has too; everything else is a handler's plan.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

import structlog

from bot.clock import Clock, ticks
from bot.domain.effects import Answer
from bot.domain.obligations import to_group
from bot.domain.state import Accepted as Granted
from bot.domain.texts import Text, say
from bot.engine.batch import Origin
from bot.engine.carrier import Retry
from bot.engine.desk import Desk
from bot.engine.rendering import Pen
from bot.engine.work import NoteWork, PlanWork, to_administrators
from bot.messages import Inbound, Kind, Outgoing, plain
from bot.ports import Accepted, Arrival, Channel, Handlers, Plan, Speaker, StoreUnavailableError

log = structlog.get_logger()


_APOLOGY_AGAIN: Final = 600.0  # seconds between two apologies in the same chat


class Guard(Protocol):
    """Recognises classified marks before anything is stored."""

    def __call__(self, text: str) -> str | None:
        """The kind of mark, or None."""
        ...


class Reception:
    """Takes what comes in and sees that it is answered."""

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        handlers: Handlers,
        channels: Sequence[Channel],
        pen: Pen,
        guard: Guard,
        retry: Retry | None = None,
    ) -> None:
        self._desk, self._clock, self._handlers, self._pen, self._guard = desk, clock, handlers, pen, guard
        self._retry = retry or Retry()
        self._channels: Mapping[str, Channel] = {channel.name: channel for channel in channels}
        self._lanes: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._toasts: set[asyncio.Task[None]] = set()
        self._apologised: dict[tuple[str, str], float] = {}

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        """Write down what has come in; returns once it is committed. Raises where it cannot be written."""
        read = {arrival.key: self._channels[arrival.channel].read(arrival.raw) for arrival in arrivals}
        try:
            written = await self._desk.accept([self._checked(arrival, read[arrival.key]) for arrival in arrivals])
        except StoreUnavailableError:
            for arrival in arrivals:
                await self._apologise(arrival.channel, arrival.chat)
            raise
        for accepted in written:
            self._enqueue(accepted, read[accepted.key])

    def _checked(self, arrival: Arrival, inbound: Inbound | None) -> Arrival:
        """Without its words, where they carry a classified mark."""
        mark = self._guard(inbound.text) if inbound is not None else None
        if mark is None:
            return arrival
        bare = self._channels[arrival.channel].without_words(arrival.raw)
        return replace(arrival, raw=bare, refused=mark)

    async def take_up(self, left: Sequence[Accepted]) -> None:
        """Handle what an earlier run accepted and did not come to. What came on a channel that is not here stays."""
        for accepted in left:
            channel = self._channels.get(accepted.channel)
            if channel is not None:
                self._enqueue(accepted, channel.read(accepted.raw))

    async def quiet(self) -> None:
        """Wait until everything accepted so far is handled."""
        while self._lanes or self._toasts:
            await asyncio.gather(*self._lanes.values(), *self._toasts)

    def _enqueue(self, accepted: Accepted, inbound: Inbound | None) -> None:
        """Behind whatever the same person said before; beside what everybody else says."""
        key = (accepted.channel, accepted.lane)
        before = self._lanes.get(key)
        task = asyncio.ensure_future(self._in_turn(before, accepted, inbound))
        self._lanes[key] = task
        task.add_done_callback(lambda done: self._lanes.pop(key) if self._lanes.get(key) is done else None)

    async def _in_turn(self, before: asyncio.Task[None] | None, accepted: Accepted, inbound: Inbound | None) -> None:
        if before is not None:
            await asyncio.wait((before,))
        attempts = 0
        while True:
            try:
                return await self._handle(accepted, inbound)
            except StoreUnavailableError:
                attempts += 1
                await self._apologise(accepted.channel, accepted.chat)
                await asyncio.sleep(self._retry.after(attempts))
            except Exception:  # one message that cannot be handled must not stop the next
                code = secrets.token_hex(3)
                log.exception("reception.failed", code=code, inbox=accepted.id)
                return await self._give_up(accepted, inbound, code)

    async def _apologise(self, name: str, chat: str) -> None:
        """Say that nothing can be taken down now. Not through the outbox: that is what cannot be written."""
        channel, now = self._channels[name], ticks()
        if channel.can.instant or now - self._apologised.get((name, chat), -_APOLOGY_AGAIN) < _APOLOGY_AGAIN:
            return
        self._apologised[(name, chat)] = now
        rich = self._pen.rich(say("error.store"), self._desk.office.language, name)
        await channel.send(Outgoing(id=0, chat=chat, rich=rich))

    async def _handle(self, accepted: Accepted, inbound: Inbound | None) -> None:
        channel = self._channels[accepted.channel]
        if inbound is None:
            await self._desk.do(PlanWork(plan=Plan(verb="ignored"), origin=Origin(), inbox=accepted.id))
            return
        origin = self._origin(inbound)
        if accepted.refused:
            await self._refuse_classified(channel, inbound, origin, accepted)
            return
        group = self._desk.directory.group_at(inbound.channel, inbound.chat)
        speaker = Speaker(person=origin.person, group=to_group(group) if group else None, inbound=inbound)
        plan = await self._handlers.plan(speaker, self._clock.now())
        work = PlanWork(plan=plan, origin=origin, inbox=accepted.id, at=inbound.sent_at)
        await self._desk.do(work)
        if inbound.kind is Kind.TAP:
            toast = asyncio.ensure_future(self._toast(channel, inbound, origin, _toast(plan, work)))
            self._toasts.add(toast)  # what he does next need not wait for a platform that is slow to answer
            toast.add_done_callback(self._toasts.discard)

    def _origin(self, inbound: Inbound) -> Origin:
        return Origin(
            person=self._desk.directory.person_at(inbound.channel, inbound.sender),
            channel=inbound.channel,
            chat=inbound.chat,
            message="" if inbound.private else inbound.message,
            tapped=inbound.kind is Kind.TAP,
            said_at=inbound.sent_at,
        )

    async def _refuse_classified(self, channel: Channel, inbound: Inbound, origin: Origin, accepted: Accepted) -> None:
        """Nothing of it is kept but that it was refused; in a group it is taken away where that is possible."""
        answer = Answer(text=say(f"classified.{accepted.refused}"))
        plan = Plan(says=(answer,), verb="classified")
        await self._desk.do(PlanWork(plan=plan, origin=origin, inbox=accepted.id))
        if not inbound.private and channel.can.deletes:
            await channel.delete(inbound.chat, inbound.message)

    async def _give_up(self, accepted: Accepted, inbound: Inbound | None, code: str) -> None:
        """Say that it went wrong, with a code to find it by. The row stays, marked; the administrators are told."""
        try:
            await self._desk.do(NoteWork(failed=(accepted.id, code)))
            told = to_administrators(self._desk.office, say("failed.message", code=code))
            says = (Answer(text=say("error.ours", code=code)),) if inbound is not None else ()
            origin = self._origin(inbound) if inbound is not None else Origin()
            await self._desk.do(PlanWork(plan=Plan(says=says, notifies=told, verb="failed"), origin=origin))
        except Exception:  # not even that could be written; the row is still there at the next start
            log.exception("reception.unanswered", code=code, inbox=accepted.id)

    async def _do_quietly(self, work: PlanWork) -> None:
        """Have something said that nothing else depends on."""
        try:
            await self._desk.do(work)
        except StoreUnavailableError:
            log.warning("reception.unsaid", verb=work.plan.verb)

    async def _toast(self, channel: Channel, inbound: Inbound, origin: Origin, text: Text | None) -> None:
        """Answer a tap in passing, in the language of whoever pressed; where that is too late, in the chat."""
        language = self._pen.language_of(inbound.channel, inbound.sender, origin.person)
        words = plain(self._pen.rich(text, language, inbound.channel)) if text else ""
        try:
            await channel.toast(inbound, words)
        except Exception as error:  # whatever the platform says: the words must not be lost
            log.warning("reception.toast", channel=channel.name, error=type(error).__name__)
            if text is not None:
                said = Plan(says=(Answer(text=text),), verb="toast")
                await self._do_quietly(PlanWork(plan=said, origin=replace(origin, tapped=False)))


def _toast(plan: Plan, work: PlanWork) -> Text | None:
    """What a tap is answered with in passing: a refusal, or the short word of what was done."""
    for decision in work.decisions:
        if not isinstance(decision, Granted):
            return decision.text
        for effect in decision.effects:
            if isinstance(effect, Answer) and effect.toast:
                return effect.text
    if plan.refused is not None:
        return plan.refused.text
    return next((said.text for said in plan.says if said.toast), None)
