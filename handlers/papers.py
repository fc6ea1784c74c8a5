"""还有哪些没办, 周报: asking, and being answered in one screen."""

from __future__ import annotations

from typing import Final

from bot.domain.duties.directive.body import DirectiveBody
from bot.domain.duties.routine import SendNow
from bot.domain.effects import Answer, Attachment
from bot.domain.ids import PersonId, RuleId
from bot.domain.obligations import Obligation
from bot.domain.office import Role
from bot.domain.texts import Text, content, deadline, lines, names, rule_title, say
from bot.ports import Case, Order, Plan
from handlers.room import Request, tell

_SCREEN: Final = 10  # matters, of two lines each, that fit a phone


async def open_items(request: Request) -> Plan:
    """还有哪些没办: a leader sees what he ordered, 督查室 everything, everybody else what he owes."""
    office, person = request.office, request.person
    if office.has(person, (Role.LEADER, Role.SUPERVISION, Role.DIRECTOR)):
        return await _overview(request)
    owed = await request.room.reads.owed_by([person], request.units)
    if not owed:
        return tell(say("open.nothing-yours"))
    shown = [await _owed_line(request, o) for o in owed[:_SCREEN]]
    return tell(lines(say("open.yours", n=len(owed)), *shown, _more(len(owed))))


async def _owed_line(request: Request, obligation: Obligation) -> Text:
    case = await request.room.reads.case(obligation.matter)
    rule = request.office.rulebook.rule(RuleId(obligation.rule))
    overdue = obligation.overdue(request.now)
    return say(
        "open.line-overdue" if overdue else "open.line",
        number=case.matter.number if case else "",
        title=content(case.matter.title[:20] if case else ""),
        owed=rule_title(obligation.rule, rule.title if rule else obligation.owes),
        due=deadline(obligation.due_at),
    )


def _more(count: int) -> Text | None:
    return say("open.more", n=count - _SCREEN) if count > _SCREEN else None


async def _overview(request: Request) -> Plan:
    """Every matter that is not closed and concerns the asker, the most pressing first."""
    own_only = not request.office.has(request.person, (Role.SUPERVISION, Role.DIRECTOR))
    cases = [c for c in await request.room.reads.open_matters() if c.matter.kind in ("directive", "incident", "errand")]
    if own_only:
        cases = [c for c in cases if _ordered_by(c, request.person)]
    if not cases:
        return tell(say("open.nothing"))
    far = max((o.due_at for c in cases for o in c.obligations), default=request.now)
    cases.sort(key=lambda c: min((o.due_at for o in c.obligations if o.live), default=far))
    shown = [_case_line(request, case) for case in cases[:_SCREEN]]
    overdue = sum(any(o.overdue(request.now) for o in c.obligations) for c in cases)
    return tell(lines(say("open.head", n=len(cases), overdue=overdue), *shown, _more(len(cases))))


def _ordered_by(case: Case, person: PersonId) -> bool:
    body = case.matter.body
    return case.matter.kind == "incident" or (isinstance(body, DirectiveBody) and body.leader == person)


def _case_line(request: Request, case: Case) -> Text:
    office, matter = request.office, case.matter
    live = [o for o in case.obligations if o.live and o.started_at <= request.now]
    pressing = min(live, key=lambda o: o.due_at, default=None)
    if pressing is None:
        return say("open.case-idle", number=matter.number, title=content(matter.title[:20]))
    who = dict.fromkeys(office.unit_name(o.unit) if o.unit else office.name_of(o.debtor) for o in live)
    key = "open.case-overdue" if pressing.overdue(request.now) else "open.case"
    return say(
        key,
        number=matter.number,
        title=content(matter.title[:20]),
        who=names(*list(who)[:3]),
        due=deadline(pressing.due_at),
    )


async def weekly(request: Request) -> Plan:
    """周报, now."""
    routine = next((c for c in await request.room.reads.open_matters("routine")), None)
    if routine is None:
        return tell(say("weekly.not-set-up"))
    return Plan(orders=(Order(command=SendNow(by=request.person), matter=routine.matter.id),))


def code_picture(link: str) -> Answer:
    """A link as a picture to be scanned."""
    return Answer(text=say("plain", text=link), attachments=(Attachment(kind="code", args={"link": link}),))
