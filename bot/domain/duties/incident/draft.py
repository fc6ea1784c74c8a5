"""快报稿: the paper as it could go out now, in the order of the form. What is not known is marked, never invented.

A 续报 does not tell the beginning again: it says what is new, and how many people are harmed by now. A drill says so at
the top, so that no copy of it is ever taken for the real thing.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.duties.incident.body import IncidentBody, UpdateKind
from bot.domain.duties.incident.card import casualties_text
from bot.domain.state import State
from bot.domain.texts import Text, content, lines, moment, names, say


def flash_draft(state: State, now: datetime) -> Text:
    """The 首报, the latest 续报 or the 终报, whichever is to go out."""
    body, matter = state.body(IncidentBody), state.the
    told = [u for u in body.updates if u.kind in (UpdateKind.FOLLOW_UP, UpdateKind.FINAL)]
    last = told[-1] if told else None
    head = say(f"flash.head.{last.kind}", n=last.sequence) if last is not None else say("flash.head.first")
    parts = (
        say("flash.drill") if matter.state == "drill" else None,
        say("flash.masthead"),
        say("flash.number", number=matter.number, at=moment(now, "full"), office=state.office.name),
        say("flash.title", title=content(matter.title), head=head),
    )
    facts = _first(body) if last is None else _news(body, last.text)
    return lines(*parts, *facts, *_reported(body), say("flash.signature", signer=_signer(body)))


def _first(body: IncidentBody) -> list[Text | None]:
    """Everything that is known, in the order of the form."""
    elements, unknown = body.elements, say("flash.to-check")
    return [
        _line("received", moment(body.received_at, "full")),
        _line("occurred", moment(elements.occurred_at, "full") if elements.occurred_at else unknown),
        _line("place", content(elements.place) if elements.place else unknown),
        _line("facts", content(body.text)),
        _line("casualties", casualties_text(elements.casualties) if elements.casualties.known else unknown),
        _line("cause", content(elements.cause)) if elements.cause else None,
        _line("measures", content(elements.measures) if elements.measures else unknown),
        _line("source", content(elements.source) if elements.source else unknown),
    ]


def _news(body: IncidentBody, words: str) -> list[Text | None]:
    """What is new, and what changes from report to report."""
    casualties = body.elements.casualties
    harmed = casualties_text(casualties) if casualties.known else say("flash.to-check")
    return [_line("progress", content(words)), _line("casualties-now", harmed), say("flash.as-before")]


def _line(name: str, value: Text) -> Text:
    return say(f"flash.{name}", value=value)


def _reported(body: IncidentBody) -> list[Text]:
    """To whom it was reported by word of mouth, and what leaders said to it."""
    orders = [say("flash.instruction", leader=i.leader_name, text=content(i.text)) for i in body.instructions]
    if body.oral is None:
        return orders
    return [say("flash.reported", to=names(*body.oral.to), at=moment(body.oral.at, "clock")), *orders]


def _signer(body: IncidentBody) -> Text | str:
    return names(*body.flash.to) if body.flash else say("flash.not-signed")
