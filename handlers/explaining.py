"""为什么是这个时间: the rule behind a deadline with its source, or how the words were reckoned that set it.

Where words left it open, the office's own convention decided: it is named as it stands in office.toml, with the day
that the other setting would give, so that whoever disagrees knows what to change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from bot.domain.duties.directive.body import ANSWER, DirectiveBody, Due, Setting
from bot.domain.duties.directive.choosing import turn
from bot.domain.ids import RuleId
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation
from bot.domain.rules import Rule
from bot.domain.texts import Text, content, deadline, lines, moment, rule_title, say
from bot.ports import Case, Plan
from handlers import directive
from handlers.context import numbered
from handlers.room import Request, offer, pointed_at, slot_of, tell

_MOST: Final = 6  # rules that fit a phone
_ASKED: Final = "why?"  # what was asked without words, for whoever is offered several matters


async def explain(request: Request) -> Plan:
    """Of the matter replied to or numbered, of a topic that was named, else of the one matter the asker has."""
    case = await pointed_at(request) or await numbered(request)
    if case is not None:
        return _explained(request, case)
    rules = _about(request, request.reading.what or request.words)
    if rules:
        return tell(lines(*(_rule(request, rule) for rule in rules[:_MOST])))
    if request.words and not request.inbound.private and not request.reading.what:
        return Plan()  # why, among people who talk to each other
    if not (request.words and request.reading.what):
        mine = await _matters(request)
        if len(mine) > 1:
            return offer(replace(request, words=request.words or _ASKED), mine)
        if mine:
            return _explained(request, mine[0])
    return tell(say("explain.nothing", n=len(request.office.rulebook.rules)))


def _about(request: Request, asked: str) -> list[Rule]:
    """The rules of a topic, by their ids and titles."""
    rules = request.office.rulebook.rules.values()
    return [rule for rule in rules if asked and (rule.id in asked or rule.title in asked or asked in rule.title)]


async def _matters(request: Request) -> list[Case]:
    """What the asker may mean: his own drafts and 批示, and whatever he owes something on."""
    found = await directive.concerning(request, Stage.DRAFT) or await directive.concerning(request)
    known = {case.matter.id for case in found}
    for owed in await request.room.reads.owed_by([request.person], request.units):
        case = await request.room.reads.case(owed.matter) if owed.matter not in known else None
        if case is not None:
            known.add(owed.matter)
            found.append(case)
    return found


def _explained(request: Request, case: Case) -> Plan:
    """The deadline that words have set, and the rules of the clocks that run; of a reminder, its own alone."""
    slot = slot_of(request)
    owed = [o for o in case.obligations if o.live and slot in (None, o.slot)]
    body, told = case.matter.body, list[Text | None]()
    asked = slot is None or any(o.owes == ANSWER for o in owed)
    if isinstance(body, DirectiveBody) and body.due is not None and asked:
        told.extend(_of_words(request, case, body.due))
        owed = [] if case.matter.stage is Stage.DRAFT else [o for o in owed if o.owes != ANSWER]
    told.extend(_clocks(request, owed))
    if not told:
        return tell(say("explain.nothing-runs", number=case.matter.number))
    return tell(lines(*told))


def _of_words(request: Request, case: Case, due: Due) -> Iterator[Text | None]:
    yield say("explain.due", number=case.matter.number, due=deadline(due.at))
    yield say("explain.words", words=content(due.words)) if due.words else None
    rule = request.office.rulebook.rule(RuleId(str(due.because.args.get("rule", ""))))
    if rule is not None:
        yield _rule(request, rule)
        return
    yield say("directive.because", why=due.because)
    if due.read is not None:
        yield say("explain.read", due=moment(due.read.at), why=due.read.because)
    yield from (_setting(setting) for setting in due.settings)


def _setting(setting: Setting) -> Text:
    """A convention, what it is called in office.toml, and what another setting would give."""
    return say(
        "explain.setting",
        how=say(f"setting.{turn(setting, on=setting.value)}"),
        name=setting.name,
        value="true" if setting.value else "false",
        another=say(f"setting.{turn(setting, on=not setting.value)}"),
        due=moment(setting.other),
    )


def _clocks(request: Request, owed: Iterable[Obligation]) -> Iterator[Text]:
    """Each rule once, with when its clock began and when it ends."""
    seen = set[RuleId]()
    for obligation in owed:
        rule = request.office.rulebook.rule(RuleId(obligation.rule))
        if rule is None or rule.id in seen or len(seen) == _MOST:
            continue
        seen.add(rule.id)
        yield _rule(request, rule)
        yield say("explain.clock", start=moment(obligation.started_at), due=deadline(obligation.due_at))


def _rule(request: Request, rule: Rule) -> Text:
    """A rule with its source, and the regime's own limit where the office has another."""
    was = request.room.changed.get(rule.id)
    said = say(
        "explain.rule",
        id=str(rule.id),
        title=rule_title(rule.id, rule.title),
        limit=rule.limit.text,
        document=rule.source.document,
        quote=rule.source.quote,
    )
    return lines(said, say("explain.changed", limit=was.text)) if was is not None else said
