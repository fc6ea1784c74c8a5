"""How an incident looks: one card, edited in place, with what is known, every clock, and the one that is tightest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from bot.domain.climbing import Call, Tone
from bot.domain.duties.incident.body import ANSWER, FLASH, ORAL, RELAY, UPWARD, IncidentBody, UpdateKind
from bot.domain.duty import Card, show
from bot.domain.effects import Notify, Urgency
from bot.domain.elements import Casualties, Elements
from bot.domain.grading import graded, sensitive_named
from bot.domain.ids import PersonId
from bot.domain.matters import Stage
from bot.domain.obligations import Obligation, Recipient, Status, to_group, to_person
from bot.domain.state import State, rule_of
from bot.domain.texts import (
    Button,
    Style,
    Text,
    content,
    lines,
    listed,
    moment,
    names,
    rule_title,
    say,
)

_MANY: Final = 10  # 十余人: from here on a number may be a rough one
_REPORTS: Final = {ORAL: "oral_done", FLASH: "flash_done", UPWARD: "upward_done", RELAY: "relayed"}


def viewers(state: State) -> tuple[Recipient, ...]:
    """Who keeps the card: who owes the reports, who is on duty, whoever reported it, and the incident groups."""
    owing = (o.debtor for o in state.obligations if o.owes in (ORAL, FLASH, UPWARD))
    people = (state.duty.officer, state.duty.leader, state.body(IncidentBody).reporter, *owing)
    groups = state.office.groups_for("incident")
    return (*(to_person(person) for person in people if person is not None), *(to_group(group) for group in groups))


def shown(state: State, now: datetime, urgency: Urgency = Urgency.NORMAL) -> tuple[Notify, ...]:
    """The card, brought up to date for everybody who keeps it."""
    return show(state, now, viewers(state), card, urgency)


def card(state: State, viewer: Recipient, now: datetime) -> Card:
    """The card as it stands."""
    body, matter = state.body(IncidentBody), state.the
    title, into = content(matter.title), body.merged_into
    head = say(f"incident.head.{matter.state or 'open'}", number=matter.number, title=title, into=into)
    text = lines(head, elements_text(state), *clocks(state, now), *_instructions(state, now), _last(body))
    return Card(text, () if matter.stage is Stage.CLOSED else _buttons(state))


def elements_text(state: State) -> Text:
    """What is known, and what nobody has said yet."""
    body, unknown = state.body(IncidentBody), say("incident.to-be-told")
    known = known_texts(body.elements)
    own = (
        say(f"incident.element.{name}", value=value or unknown)
        for name, value in known.items()
        if value or name != "cause"
    )
    return lines(say("incident.received-at", at=moment(body.received_at)), *own, assessed(body.elements))


def assessed(elements: Elements) -> Text | None:
    """The grade that the figures suggest and what makes it sensitive, in a line; None where there is neither."""
    grade, marks = graded(elements), sensitive_named(elements)
    said = (
        say("incident.grade.level", level=say(f"level.{grade.level}")) if grade is not None else None,
        say("incident.grade.sensitive", what=marks) if marks is not None else None,
    )
    known = [text for text in said if text is not None]
    return say("incident.grade", value=listed(*known)) if known else None


def known_texts(elements: Elements) -> dict[str, Text | None]:
    """The elements by name, in the order in which they are read; None for what nobody has said."""
    return {
        "time": moment(elements.occurred_at) if elements.occurred_at else None,
        "place": content(elements.place) if elements.place else None,
        "casualties": casualties_text(elements.casualties) if elements.casualties.known else None,
        "source": content(elements.source) if elements.source else None,
        "measures": content(elements.measures) if elements.measures else None,
        "cause": content(elements.cause) if elements.cause else None,
    }


def casualties_text(casualties: Casualties) -> Text:
    """People harmed, by kind, or that there are none."""
    said_so = dict(casualties.counts())
    counts = {kind: count for kind, count in said_so.items() if count}
    if not counts and casualties.none:
        return say("casualties.none")
    if not counts:
        return listed(*(say(f"casualties.{kind}", n=0) for kind in said_so))
    vague = _vague(counts) if casualties.approximate else {}
    said = {kind: vague.get(kind) or say(f"casualties.{kind}", n=count) for kind, count in counts.items()}
    known = [said.pop(kind) for kind in ("severe", "minor") if kind in said and "injured" in said]
    if known:
        said["injured"] = say("casualties.of-whom", injured=said["injured"], known=listed(*known))
    return listed(*said.values())


def _vague(counts: Mapping[str, int]) -> dict[str, Text]:
    """有人受伤 is no figure, 十余人 is about ten; which of several numbers was meant is told by its size."""
    about = {kind for kind, count in counts.items() if count >= _MANY or (len(counts) == 1 and count > 1)}
    if about:
        return {kind: say(f"casualties.{kind}", n=say("casualties.around", count=counts[kind])) for kind in about}
    return {kind: say(f"casualties.some.{kind}") for kind, count in counts.items() if count == 1 and kind != "dead"}


def clocks(state: State, now: datetime) -> list[Text | None]:
    """Every clock of the report itself, which one is tightest, and who sees to them."""
    own = [o for o in state.obligations if o.owes in (ORAL, FLASH, UPWARD) and o.status is not Status.WITHDRAWN]
    owing = dict.fromkeys(state.office.name_of(o.debtor) for o in own if o.live and o.debtor is not None)
    in_charge = say("incident.in-charge", name=names(*owing)) if owing else None
    return [*(_clock(state, o, now) for o in own), tightest(state, now), in_charge]


def owed_lines(state: State, person: PersonId, now: datetime) -> Text:
    """What one person owes on the incident, a line each."""
    return _owed(state, [o for o in state.obligations if o.live and o.debtor == person], now)


def still_owed(state: State, now: datetime) -> Text:
    """What is still owed on the incident, a line each."""
    return _owed(state, [o for o in state.obligations if o.live], now)


def _owed(state: State, owed: Iterable[Obligation], now: datetime) -> Text:
    return lines(*(say("incident.owed", owed=_about(state, o), due=state.due_text(o.due_at, now)) for o in owed))


def _about(state: State, o: Obligation) -> Text:
    """What is owed, and by which unit or to which where the rule alone does not say."""
    return say("owed.about", owed=_title(state, o), about=o.about) if o.about else _title(state, o)


def tightest(state: State, now: datetime) -> Text | None:
    """The clock that runs out first, where several are running. One that has run out says so itself."""
    running = [o for o in state.obligations if o.live and o.owes in (ORAL, FLASH, UPWARD)]
    ahead = [o for o in running if o.due_at > now]
    if len(running) < 2 or not ahead:
        return None
    first = min(ahead, key=lambda o: o.due_at)
    return say("incident.tightest", owed=_title(state, first), due=state.due_text(first.due_at, now))


def _title(state: State, obligation: Obligation) -> Text:
    rule = rule_of(state, obligation)
    return rule_title(obligation.rule, rule.title if rule else obligation.owes)


def _clock(state: State, o: Obligation, now: datetime) -> Text:
    if o.live:
        return say(
            "incident.clock-overdue" if now >= o.due_at else "incident.clock",
            owed=_title(state, o),
            due=state.due_text(o.due_at, now),
        )
    key = "incident.clock-late" if o.late else "incident.clock-done"
    return say(key, owed=_title(state, o), at=moment(o.done_at or o.due_at, "clock"))


def _instructions(state: State, now: datetime) -> list[Text]:
    relays = [o for o in state.obligations if o.owes == RELAY]
    said = [
        say("incident.instruction", leader=given.leader_name, text=content(given.text))
        for given in state.body(IncidentBody).instructions
    ]
    for o in relays:
        if o.live:
            said.append(say("incident.relay", unit=o.about, due=state.due_text(o.due_at, now)))
        elif o.done_at is not None:
            said.append(_received(state, o, o.done_at))
    return said


def _received(state: State, relay: Obligation, at: datetime) -> Text:
    """When a unit had the instruction, and when it answered."""
    same = (
        o for o in state.obligations if o.owes == ANSWER and (o.unit, o.started_at) == (relay.unit, relay.started_at)
    )
    answered = next((o.done_at for o in same if o.done_at is not None), None)
    if answered is None:
        return say("incident.relay-done", unit=relay.about, at=moment(at, "clock"))
    return say("incident.relay-answered", unit=relay.about, at=moment(at, "clock"), answered=moment(answered, "clock"))


def _last(body: IncidentBody) -> Text | None:
    """The latest 续报 or 终报, in a line."""
    told = [u for u in body.updates if u.kind in (UpdateKind.FOLLOW_UP, UpdateKind.FINAL)]
    if not told:
        return None
    last = told[-1]
    return say(f"incident.last.{last.kind}", n=last.sequence, at=moment(last.at, "clock"), text=content(last.text))


def _buttons(state: State) -> tuple[Button, ...]:
    """What is still to be done, as something to press; at the end what every incident allows."""
    owed = dict.fromkeys(o.owes for o in state.obligations if o.live and o.owes in _REPORTS)
    done = [
        Button(label=say(f"button.{_REPORTS[act]}"), verb=_REPORTS[act], matter=state.the.id, style=Style.PRIMARY)
        for act in owed
    ]
    draft = Button(label=say("button.flash-draft"), verb="flash_draft", matter=state.the.id)
    false = Button(label=say("button.false-alarm"), verb="false_alarm", matter=state.the.id, style=Style.DANGER)
    untouched = not state.body(IncidentBody).oral and not state.body(IncidentBody).flash
    return (*done, draft, *((false,) if untouched else ()))


def buttons(state: State, obligation: Obligation, call: Call) -> tuple[Button, ...]:
    """What a reminder of this incident can be answered with. A group chat has the card for that."""
    verb = _REPORTS.get(obligation.owes)
    if verb is None or call.tone is Tone.GROUP:
        return ()
    return (Button(label=say(f"button.{verb}"), verb=verb, matter=state.the.id, style=Style.PRIMARY),)
