"""限时事项: small things with a clock of their own, such as a telephone call from a leader or a paper to pass on.

One duty serves them all. What kinds there are, how long each may take and who hears of a silence is the rulebook's:
registering a kind starts every rule that begins with ``errand.<kind>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.climbing import Call, Tone
from bot.domain.commands import Command, Opening
from bot.domain.duties.shift.relief import Inherit, inherit
from bot.domain.duty import Card, Duty, event, show
from bot.domain.effects import Answer, Notify, Urgency, refuse
from bot.domain.ids import PersonId
from bot.domain.matters import Body, Stage
from bot.domain.obligations import Obligation, Recipient, to_person
from bot.domain.state import Decision, State, accept, rule_of
from bot.domain.texts import Button, Style, content, deadline, lines, moment, rule_title, say

KIND: Final = "errand"
DONE: Final = "errand_done"
_URGENT: Final = "_urgent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandBody(Body):
    """One thing to do."""

    what: str  # forward, call, call_special, request, request_urgent: the event is errand.<what>
    text: str
    done_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Opening):
    """登记: the clock starts."""

    what: str
    text: str
    title: str
    debtor: PersonId | None = None  # None means whoever the rule names


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Command):
    """办好了."""

    text: str = ""


def register(state: State, command: Register, now: datetime) -> Decision:
    what = _as_ruled(state, command.what)
    if not state.office.rulebook.started_by(f"errand.{what}"):
        return refuse("errand.no-rule", rulebook=state.office.rulebook.title)
    body = ErrandBody(what=what, text=command.text)
    state = state.opening(KIND, title=command.title, body=body, now=now, by=command.by)
    state = state.begin(f"errand.{what}", now, debtor=command.debtor)
    return accept(state, _shown(state, now), Answer(text=say("errand.registered", number=state.the.number)))


def _as_ruled(state: State, what: str) -> str:
    """The kind as the rulebook knows it: one without a rule of its own for what is urgent treats it like the rest."""
    return what if state.office.rulebook.started_by(f"errand.{what}") else what.removesuffix(_URGENT)


def done(state: State, command: Done, now: datetime) -> Decision:
    if state.the.stage is Stage.CLOSED:
        return refuse("errand.done-already", number=state.the.number)
    body = state.body(ErrandBody)
    state = state.discharge(DONE, command.by, now)
    state = state.having(ErrandBody(what=body.what, text=body.text, done_text=command.text)).closed(now, state="done")
    return accept(state, _shown(state, now), Answer(text=say("errand.done", number=state.the.number), toast=True))


def _shown(state: State, now: datetime) -> tuple[Notify, ...]:
    people = dict.fromkeys((state.the.opened_by, *(o.debtor for o in state.obligations)))
    return show(state, now, tuple(to_person(p) for p in people if p is not None), card, Urgency.URGENT)


def card(state: State, viewer: Recipient, now: datetime) -> Card:
    """What is to be done, by whom and by when."""
    matter, found = state.the, []
    for o in state.obligations:
        rule = rule_of(state, o)
        owed, debtor = rule_title(o.rule, rule.title if rule else o.owes), state.office.name_of(o.debtor)
        if o.done_at is not None:
            found.append(say("errand.line-late" if o.late else "errand.line-done", owed=owed, at=moment(o.done_at)))
        else:
            found.append(say("errand.line", owed=owed, debtor=debtor, due=deadline(o.due_at)))
    text = lines(say("errand.head", number=matter.number), content(state.body(ErrandBody).text), *found)
    return Card(text, () if matter.stage is Stage.CLOSED else _done_button(state))


def _done_button(state: State) -> tuple[Button, ...]:
    return (Button(label=say("button.errand_done"), verb="errand_done", matter=state.the.id, style=Style.PRIMARY),)


def buttons(state: State, obligation: Obligation, call: Call) -> tuple[Button, ...]:
    """What a reminder can be answered with."""
    return () if call.tone is Tone.GROUP else _done_button(state)


DUTY: Final = Duty(
    kind=KIND,
    body=ErrandBody,
    acts={Register: register, Done: done, Inherit: inherit},
    events={
        **{f"errand.{what}": event(DONE) for what in ("forward", "call", "call_special", "request")},
        f"errand.request{_URGENT}": event(DONE, needed=False),
    },
    buttons=buttons,
)
