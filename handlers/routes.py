"""Every verb there is: what it is called, who may, what understands it. /help and the command menu derive from this.

A route is found by an intent that was read from the words, by the verb of a pressed button, or by a slash command. The
roles say who may at all; whether it is *his* matter is decided in the core.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.ids import PersonId
from bot.domain.office import Office, Role
from bot.domain.texts import lines, say
from bot.ports import Plan
from bot.understanding.values import Intent
from handlers import (
    account,
    arranging,
    directive,
    duty,
    errand,
    explaining,
    fault,
    incident,
    papers,
    readings,
    response,
    roster,
)
from handlers.room import Handler, Request, tell

_ALL: Final = frozenset({Role.STAFF})
_ON_DUTY: Final = frozenset({Role.DUTY_OFFICER, Role.SHIFT_LEADER, Role.DIRECTOR, Role.LEADER})
_IN_CHARGE: Final = frozenset({Role.SHIFT_LEADER, Role.DIRECTOR, Role.LEADER})
_MAY_ORDER: Final = frozenset({Role.LEADER, Role.DIRECTOR, Role.SHIFT_LEADER, Role.SUPERVISION, Role.DUTY_OFFICER})
_SUPERVISES: Final = frozenset({Role.SUPERVISION, Role.DIRECTOR})
_DECIDES: Final = frozenset({Role.SUPERVISION, Role.DIRECTOR, Role.LEADER})
_ADMIN: Final = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One verb."""

    verb: str
    handle: Handler
    who: frozenset[Role]
    intents: tuple[Intent, ...] = ()
    command: str = ""  # the slash command, without the slash
    help: bool = False  # True means it has a line in /help (locale key help.<verb>)


async def show_help(request: Request) -> Plan:
    """/help: what this person may say here, in his own words."""
    office, person = request.office, request.person
    known = [route for route in ROUTES if route.help and may(office, person, route)]
    return tell(
        lines(say("help.head", name=office.name_of(person)), *(say(f"help.{r.verb}") for r in known), say("help.foot"))
    )


ROUTES: Final[tuple[Route, ...]] = (
    # 值班
    Route(verb="check_in", handle=duty.check_in, who=_ALL, intents=(Intent.CHECK_IN,), command="checkin", help=True),
    Route(verb="late_notice", handle=duty.late_notice, who=_ALL, intents=(Intent.LATE_NOTICE,), help=True),
    Route(verb="cover", handle=duty.cover, who=_ALL),
    Route(verb="step_out", handle=duty.step_out, who=_ALL, intents=(Intent.STEP_OUT,), help=True),
    Route(verb="back", handle=duty.back, who=_ALL, intents=(Intent.BACK,)),
    Route(verb="check_out", handle=duty.check_out, who=_ALL, intents=(Intent.CHECK_OUT,)),
    Route(
        verb="hand_off", handle=duty.hand_off, who=_ON_DUTY, intents=(Intent.HAND_OFF,), command="handover", help=True
    ),
    Route(
        verb="take_over",
        handle=duty.take_over,
        who=_ON_DUTY,
        intents=(Intent.TAKE_OVER,),
        command="takeover",
        help=True,
    ),
    Route(verb="roster", handle=roster.roster, who=_ALL, intents=(Intent.ROSTER,), command="roster", help=True),
    Route(verb="swap", handle=arranging.swap, who=_ALL, intents=(Intent.SWAP,)),
    Route(verb="swap_answer", handle=arranging.swap_answer, who=_ALL, intents=(Intent.SWAP_ACCEPT, Intent.SWAP_REJECT)),
    Route(verb="cover_request", handle=arranging.cover, who=_ALL, intents=(Intent.COVER,)),
    Route(verb="leave", handle=arranging.leave, who=_ALL, intents=(Intent.LEAVE,)),
    Route(verb="nil_report", handle=arranging.nil_report, who=_ALL, intents=(Intent.NIL_REPORT,)),
    Route(verb="spot_reply", handle=arranging.spot_reply, who=_ALL, intents=(Intent.SPOT_REPLY,)),
    # 突发事件
    Route(verb="incident", handle=incident.report, who=_ALL, intents=(Intent.INCIDENT,), command="incident", help=True),
    Route(verb="supplement", handle=incident.supplement, who=_ALL, intents=(Intent.SUPPLEMENT,)),
    Route(verb="unknown", handle=incident.unknown, who=_ALL),
    Route(verb="same", handle=incident.same, who=_ALL),
    Route(verb="follow_up", handle=incident.follow_up, who=_ALL, intents=(Intent.FOLLOW_UP,), help=True),
    Route(verb="correct", handle=incident.correct, who=_ALL, intents=(Intent.CORRECT,), help=True),
    Route(verb="final", handle=incident.finish, who=_ON_DUTY, intents=(Intent.FINAL, Intent.CLOSE), help=True),
    Route(verb="oral_done", handle=incident.oral_done, who=_ON_DUTY, intents=(Intent.ORAL_DONE,), help=True),
    Route(verb="oral_to", handle=incident.oral_to, who=_ON_DUTY),
    Route(verb="flash_done", handle=incident.flash_done, who=_ON_DUTY, intents=(Intent.FLASH_DONE,), help=True),
    Route(verb="flash_by", handle=incident.flash_by, who=_ON_DUTY),
    Route(verb="upward_done", handle=incident.upward_done, who=_ON_DUTY, intents=(Intent.UPWARD_DONE,), help=True),
    Route(verb="flash_draft", handle=incident.flash_draft, who=_ON_DUTY),
    Route(verb="drill", handle=incident.drill, who=_IN_CHARGE, intents=(Intent.DRILL,), help=True),
    Route(verb="false_alarm", handle=incident.false_alarm, who=_ON_DUTY, intents=(Intent.FALSE_ALARM,)),
    Route(verb="instruct", handle=incident.instruct, who=_MAY_ORDER, intents=(Intent.INSTRUCTION,), help=True),
    Route(verb="relayed", handle=incident.relayed, who=_ON_DUTY, intents=(Intent.RELAYED,), help=True),
    Route(verb="receive", handle=incident.receive, who=_ALL),
    Route(verb="echo_right", handle=incident.echo_right, who=_ALL),
    # 领导批示
    Route(verb="directive", handle=directive.draft, who=_MAY_ORDER, intents=(Intent.DIRECTIVE,), help=True),
    Route(verb="issue", handle=directive.issue, who=_DECIDES),
    Route(verb="revise", handle=directive.revise, who=_MAY_ORDER),
    Route(verb="drop", handle=directive.drop, who=_DECIDES),
    Route(verb="set_due", handle=directive.set_due, who=_MAY_ORDER),
    Route(verb="pick", handle=directive.pick, who=_MAY_ORDER),
    Route(verb="sign", handle=response.sign, who=_ALL),
    Route(verb="progress", handle=response.progress, who=_ALL, intents=(Intent.PROGRESS,), help=True),
    Route(verb="complete", handle=response.complete, who=_ALL, intents=(Intent.COMPLETE,), help=True),
    Route(verb="close_out", handle=response.close_out, who=_SUPERVISES, intents=(Intent.CLOSE_OUT,), help=True),
    Route(verb="return", handle=response.send_back, who=_SUPERVISES, intents=(Intent.RETURN,), help=True),
    Route(verb="extend", handle=response.extend, who=_ALL, intents=(Intent.EXTEND,), help=True),
    Route(verb="extend_yes", handle=response.extend_yes, who=_DECIDES, intents=(Intent.APPROVE_EXTENSION,)),
    Route(verb="extend_no", handle=response.extend_no, who=_DECIDES, intents=(Intent.REJECT_EXTENSION,)),
    Route(verb="object", handle=response.object_to, who=_ALL, intents=(Intent.OBJECT,), help=True),
    Route(verb="move_to", handle=response.move_to, who=_ALL, intents=(Intent.MOVE_TO,)),
    Route(verb="object_yes", handle=response.object_yes, who=_SUPERVISES),
    Route(verb="object_no", handle=response.object_no, who=_SUPERVISES),
    Route(verb="note_only", handle=directive.note_only, who=_MAY_ORDER, intents=(Intent.NOTE_ONLY,)),
    Route(verb="open", handle=papers.open_items, who=_ALL, intents=(Intent.OPEN_ITEMS,), command="open", help=True),
    # 限时事项
    Route(verb="errand", handle=errand.register, who=_ALL, intents=(Intent.ERRAND, Intent.ALERT), help=True),
    Route(verb="errand_done", handle=errand.done, who=_ALL, intents=(Intent.ERRAND_DONE,)),
    # 缺陷台账
    Route(verb="log_fault", handle=fault.log, who=_SUPERVISES, intents=(Intent.LOG_FAULT,), help=True),
    Route(verb="appeal", handle=fault.appeal, who=_ALL, intents=(Intent.APPEAL,), help=True),
    Route(verb="accept_fault", handle=fault.accept, who=_ALL),
    Route(verb="confirm", handle=fault.confirm, who=_SUPERVISES),
    Route(verb="revoke", handle=fault.revoke, who=_SUPERVISES),
    Route(verb="my_faults", handle=fault.mine, who=_ALL, intents=(Intent.MY_FAULTS,), command="mine", help=True),
    Route(verb="ledger", handle=fault.ledger, who=_SUPERVISES, command="ledger", help=True),
    # 文书
    Route(verb="weekly", handle=papers.weekly, who=_ALL, intents=(Intent.REPORT,), command="weekly", help=True),
    Route(verb="explain", handle=explaining.explain, who=_ALL, intents=(Intent.EXPLAIN,), command="explain", help=True),
    # 管理
    Route(verb="invite", handle=account.invite, who=_ADMIN, intents=(Intent.INVITE,), command="invite", help=True),
    Route(
        verb="readings",
        handle=readings.export,
        who=_ADMIN,
        intents=(Intent.EXPORT,),
        command="candidates",
        help=True,
    ),
    Route(verb="register", handle=account.register_group, who=_ADMIN, command="register", help=True),
    Route(verb="lang", handle=account.language, who=_ALL, command="lang", help=True),
    Route(verb="start", handle=account.start, who=_ALL, command="start"),
    Route(verb="help", handle=show_help, who=_ALL, intents=(Intent.HELP, Intent.GREETING), command="help", help=True),
)

BY_VERB: Final = {route.verb: route for route in ROUTES}
BY_INTENT: Final = {intent: route for route in ROUTES for intent in route.intents}
BY_COMMAND: Final = {route.command: route for route in ROUTES if route.command}


def may(office: Office, person: PersonId, route: Route) -> bool:
    """Whether a person's roles allow a verb."""
    return Role.STAFF in route.who or office.has(person, route.who)


def menu(office: Office, person: PersonId) -> tuple[Route, ...]:
    """The slash commands a person has, in order."""
    return tuple(route for route in ROUTES if route.command and route.help and may(office, person, route))
