"""Where a message is put through: who speaks, what it is about, which routes it takes, and whether he may.

The order of cases: a chat that moved or was lost; a stranger; a pressed button; a file; a slash command; an edited
message; an answer to the bot's question; everything that was read from the words; a remark in reply to a matter; and
what was not understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.accounts import LoseChat, RegainChat
from bot.domain.effects import Answer, Ask, Question, Refused
from bot.domain.ids import PersonId
from bot.domain.matters import Stage
from bot.domain.office import Role
from bot.domain.texts import say
from bot.engine.desk import Desk
from bot.messages import Kind, Tap
from bot.ports import Mention, Plan, Reads, Speaker
from bot.understanding.incidents import remarks
from bot.understanding.values import Intent, Reading
from handlers import account, context, directive, elements, fault, incident, rosterfile
from handlers.guessing import NOTHING, ask_what_it_is, noted, parted, taken_as
from handlers.room import Request, Room, no, pointed_at, tell
from handlers.rosterfile import Rosters
from handlers.routes import BY_COMMAND, BY_INTENT, BY_VERB, Route, may
from handlers.situation import situation_of

_BOT_NAME: Final = "@"
_SAYS_ANEW: Final = (  # what an edited message may say once more
    Intent.DIRECTIVE,
    Intent.INCIDENT,
    Intent.CORRECT,
    Intent.FOLLOW_UP,
    Intent.SUPPLEMENT,
)
_LONGEST: Final = 4_000  # characters that are read; the message itself is kept whole


class Switchboard:
    """A `bot.ports.Handlers`."""

    def __init__(self, desk: Desk, reads: Reads, rosters: Rosters, room: Callable[[datetime], Room]) -> None:
        self._desk, self._reads, self._rosters, self._room = desk, reads, rosters, room

    async def plan(self, speaker: Speaker, now: datetime) -> Plan:
        """What is to be done about one message."""
        plan = await self._put_through(speaker, now)
        return plan if speaker.inbound.kind is Kind.LEFT else self._regained(speaker, _too_long(speaker, plan))

    async def _put_through(self, speaker: Speaker, now: datetime) -> Plan:
        inbound, room = speaker.inbound, self._room(now)
        if inbound.kind is Kind.MOVED:
            return account.moved(room, inbound)
        if inbound.kind is Kind.LEFT:
            known = (inbound.channel, inbound.chat) in self._desk.directory.accounts
            lost = LoseChat(by=None, channel=inbound.channel, address=inbound.chat)
            return Plan(accounts=(lost,) if known else (), verb="left")
        if inbound.kind is Kind.JOINED:
            return account.let_in(room, inbound)
        if speaker.person is None or room.office.person(speaker.person) is None:
            return account.stranger(room, inbound)
        request = Request(
            room=room,
            person=speaker.person,
            inbound=inbound,
            group=speaker.group,
            words=inbound.text[:_LONGEST].strip(),
            mention=await self._mention(speaker),
            question=self._question(speaker.person, now),
        )
        if inbound.kind is Kind.TAP:
            return await self._tapped(request)
        if not inbound.private and speaker.group is None and not _registers(request):
            return Plan(verb="unregistered-group")
        if inbound.files and (not request.words or _is_roster(request)):
            return await self._file(request)
        if request.words.startswith("/"):
            return await self._commanded(request)
        if inbound.kind is Kind.EDIT:
            return await self._edited(request)
        return await self._said(request)

    def _regained(self, speaker: Speaker, plan: Plan) -> Plan:
        """Whoever writes can be reached again, whatever was thought of his chat before."""
        inbound, accounts = speaker.inbound, self._desk.directory.accounts
        lost = [
            a for a in {inbound.sender, inbound.chat} if (k := (inbound.channel, a)) in accounts and accounts[k].lost
        ]
        regain = tuple(RegainChat(by=None, channel=inbound.channel, address=address) for address in lost)
        return replace(plan, accounts=(*regain, *plan.accounts)) if regain else plan

    async def _mention(self, speaker: Speaker) -> Mention | None:
        inbound = speaker.inbound
        if not inbound.reply_to:
            return None
        return await self._reads.mention(inbound.channel, inbound.chat, inbound.reply_to)

    def _question(self, person: PersonId, now: datetime) -> Question | None:
        question = self._desk.memory.questions.get(person)
        return question if question is not None and (question.until is None or now < question.until) else None

    # --- buttons, files, commands ------------------------------------------------------------------------------

    async def _tapped(self, request: Request) -> Plan:
        tap = request.inbound.tap
        if tap is None:
            return no("refused.stale-button")
        request = replace(request, tap=tap)
        match tap.verb:
            case "this":
                return await self._this_one(request, tap)
            case "as":
                return await self._as(request, tap)
            case "apply_roster" if request.office.has(request.person, (Role.ADMINISTRATOR,)):
                return await rosterfile.apply(request, self._rosters)
            case "drop_roster":
                return await rosterfile.discard(request)
        route = BY_VERB.get(tap.verb)
        return no("refused.stale-button") if route is None else await _run(route, request)

    async def _this_one(self, request: Request, tap: Tap) -> Plan:
        """One of several matters was chosen: say the same words again, about that one."""
        text = request.question.args.get("text") if request.question and request.question.kind == "which" else None
        if text is None or tap.matter is None:
            return no("refused.stale-button")
        again = replace(request, tap=None, words=text, mention=Mention(matter=tap.matter), question=None)
        return _forgetting(await self._said(again))

    async def _as(self, request: Request, tap: Tap) -> Plan:
        """What was not understood was meant as this; or it needs nothing."""
        if request.question is None or request.question.kind != "as":
            return no("refused.stale-button")
        if tap.arg == NOTHING:
            return _forgetting(tell(say("ok"), toast=True))
        route = BY_VERB.get(tap.arg)
        if route is None:
            return no("refused.stale-button")
        return _forgetting(noted(await _run(route, taken_as(request, route)), request, route))

    async def _file(self, request: Request) -> Plan:
        if not request.office.has(request.person, (Role.ADMINISTRATOR,)):
            return no("file.not-needed") if request.inbound.private else Plan()
        return await rosterfile.preview(request, request.inbound.files[0], self._rosters)

    async def _commanded(self, request: Request) -> Plan:
        """/roster 明天: a slash command, with or without the bot's name behind it."""
        head, _, rest = request.words.partition(" ")
        route = BY_COMMAND.get(head[1:].split(_BOT_NAME, 1)[0].lower())
        if route is None:
            return no("refused.no-such-command", command=head) if request.inbound.private else Plan()
        understood = request.room.understand(rest, request.now, "")
        reading = next((r for r in understood.readings if r.intent in route.intents), None)
        if reading is None:
            reading = understood.readings[0] if understood.readings else Reading(intent=Intent.HELP)
        return await _run(route, replace(request, words=rest.strip(), understood=understood, reading=reading))

    # --- words -------------------------------------------------------------------------------------------------

    async def _edited(self, request: Request) -> Plan:
        """An edited message is a revision of what it once opened; of nothing, it is a message like any other."""
        inbound = request.inbound
        mention = await self._reads.mention(inbound.channel, inbound.chat, inbound.message)
        case = await self._reads.case(mention.matter) if mention else None
        if case is None or case.matter.opened_by != request.person:
            return await self._said(request)
        understood = request.room.understand(request.words, request.now, "")
        reading = understood.first(*_SAYS_ANEW) or Reading(intent=Intent.CORRECT)
        request = replace(request, understood=understood, reading=reading, mention=mention)
        if case.matter.stage is Stage.CLOSED:
            return no("edit.closed", number=case.matter.number)
        match case.matter.kind:
            case "directive":
                return await directive.edited(request, case)
            case "incident":
                return await incident.correct(request)
            case _:
                return no("edit.cannot", number=case.matter.number)

    async def _said(self, request: Request) -> Plan:
        question = request.question
        asked = f"{question.kind}:{question.args.get('element', '')}".rstrip(":") if question else ""
        situation = await situation_of(request)
        understood = request.room.understand(request.words, request.now, asked, situation=situation)
        understood, guesses = parted(understood, alone=request.inbound.private and request.mention is None)
        request = replace(request, understood=understood)
        looked_up = await self._looks_up(request)
        if looked_up is not None:
            return looked_up
        answer = context.answers_question(request)
        if answer is not None and question is not None:
            reading = understood.readings[0] if understood.readings else Reading(intent=Intent.SUPPLEMENT)
            asked_about = Mention(matter=question.matter) if question.matter is not None else None
            mention = request.mention or (None if understood.number else asked_about)
            return _forgetting(await answer(replace(request, reading=reading, mention=mention)))
        order = understood.first(Intent.DIRECTIVE) or Reading(intent=Intent.DIRECTIVE)
        decided = await context.decides_on_a_directive(replace(request, reading=order))
        if decided is not None:
            return decided
        ruled = await fault.verdict(request)
        if ruled is not None:
            return await _run(BY_VERB[ruled[0]], ruled[1])
        answered = await context.feeds_back(request)
        if answered is not None:
            return answered
        read = [await self._read(replace(request, reading=reading)) for reading in understood.readings]
        if any(read):
            return _merged([plan for plan in read if plan is not None])
        case = await pointed_at(request)
        remark = await context.about_a_matter(request, case) if case is not None else None
        return remark or await ask_what_it_is(request, guesses)

    async def _read(self, request: Request) -> Plan | None:
        """One thing that was read from the words; None where it means nothing here."""
        intent, in_group = request.reading.intent, not request.inbound.private
        if in_group and intent in (Intent.HELP, Intent.GREETING, Intent.YES, Intent.NO) and request.mention is None:
            return None
        match intent:
            case Intent.ACK:
                return await context.acknowledge(request)
            case Intent.YES:
                return await context.yes(request)
            case Intent.NO:
                return await context.no_(request)
            case Intent.INSTRUCTION | Intent.DIRECTIVE:
                return await self._ordered(request)
            case Intent.INCIDENT if elements.of_known(request) and await self._reads.open_matters("incident"):
                return await self._read(replace(request, reading=replace(request.reading, intent=Intent.SUPPLEMENT)))
            case Intent.PROGRESS | Intent.COMPLETE | Intent.SUPPLEMENT if (
                asked := await context.answers_instruction(request)
            ) is not None:
                return await incident.answer(request.at(asked.matter.id))
            case Intent.SUPPLEMENT if not await self._has_incident(request):
                return None
        route = BY_INTENT.get(intent)
        return await _run(route, request) if route is not None else None

    async def _looks_up(self, request: Request) -> Plan | None:
        """看快报稿, 现在什么情况: of an incident; no question is answered by it."""
        draft, how = remarks.asks_for_draft(request.words), remarks.asks_how(request.words)
        if not (draft or how) or not (request.inbound.private or request.mention):
            return None
        if not await self._has_incident(request):
            return None
        return await _run(BY_VERB["flash_draft"], request) if draft else await incident.how(request)

    async def _has_incident(self, request: Request) -> bool:
        """Whether there is an incident to which words may add something: the one replied to, else any that is open."""
        case = await pointed_at(request)
        return case.matter.kind == "incident" if case is not None else bool(await self._reads.open_matters("incident"))

    async def _ordered(self, request: Request) -> Plan | None:
        """A leader's order: about an incident if it is said of one, else a 批示."""
        if not may(request.office, request.person, BY_VERB["directive"]) and not request.inbound.private:
            return None  # among themselves people ask each other for things all day
        case = await pointed_at(request)
        about_incident = case is not None and case.matter.kind == "incident"
        if request.reading.intent is Intent.INSTRUCTION and case is None:
            about_incident = bool(await self._reads.open_matters("incident"))
        return await _run(BY_VERB["instruct" if about_incident else "directive"], request)


async def _run(route: Route, request: Request) -> Plan:
    """Take a route, if the person may. A refusal is journalled under the route's name."""
    if not may(request.office, request.person, route):
        roles = say("refused.role", verb=say(f"verb.{route.verb}"))
        return Plan(refused=Refused(roles.key, roles.args), verb=route.verb)
    plan = await route.handle(request)
    return plan if plan.verb else replace(plan, verb=route.verb)


def _too_long(speaker: Speaker, plan: Plan) -> Plan:
    """Whoever wrote more than is read hears so, where anything was made of it at all."""
    length = len(speaker.inbound.text)
    if length <= _LONGEST or plan == Plan(verb=plan.verb):
        return plan
    said = Answer(text=say("message.too-long", n=length, read=_LONGEST))
    return replace(plan, says=(*plan.says, said))


def _registers(request: Request) -> bool:
    """Whether it is the one thing that may be said in a group nobody has registered."""
    return request.words.partition(" ")[0].split(_BOT_NAME, 1)[0].lower() == f"/{BY_VERB['register'].command}"


def _is_roster(request: Request) -> bool:
    """Whether a file is what an administrator sends to be read; of any other file only the words under it matter."""
    sent = request.inbound.files[0].name.lower()
    return sent.endswith(".xlsx") and request.office.has(request.person, (Role.ADMINISTRATOR,))


def _forgetting(plan: Plan) -> Plan:
    """The question was answered: it is asked no more, unless the answer raised another one."""
    return plan if plan.asks is not None else replace(plan, asks=Ask(question=None))


def _merged(plans: Iterable[Plan]) -> Plan:
    """Several things said in one message: all of them, in order."""
    listed = list(plans)
    if len(listed) == 1:
        return listed[0]
    return Plan(
        orders=tuple(order for plan in listed for order in plan.orders),
        accounts=tuple(command for plan in listed for command in plan.accounts),
        says=tuple(said for plan in listed for said in plan.says),
        asks=next((plan.asks for plan in listed if plan.asks is not None), None),
        refused=next((plan.refused for plan in listed if plan.refused is not None), None),
        verb=listed[0].verb,
    )
