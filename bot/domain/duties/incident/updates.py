"""补报, 续报, 更正, 终报: what is learnt later.

A number of people rises freely and falls only by a correction (更正), which keeps the old value beside the new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.commands import Command
from bot.domain.duties.incident.body import IncidentBody, Replaced, Update, UpdateKind
from bot.domain.duties.incident.card import elements_text, known_texts, shown, still_owed
from bot.domain.duties.incident.opening import AHEAD, next_question, unknown_button, unlikely_kind
from bot.domain.duties.incident.upward import Restarted, restart
from bot.domain.effects import Answer, Ask, Notify, Refused, Urgency, refuse
from bot.domain.elements import Casualties, Elements
from bot.domain.obligations import to_person
from bot.domain.state import Accepted, Decision, State, accept
from bot.domain.texts import Button, Style, Text, content, lines, listed, moment, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(Command):
    """补报: elements that were missing, or `unknown`, the one that nobody can tell yet."""

    text: str
    elements: Elements
    unknown: str = ""
    adds: bool = False  # True means the numbers were said as coming on top of those before


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Command):
    """续报: how things have gone on."""

    text: str
    elements: Elements
    sequence: int | None = None  # None means the next one
    adds: bool = False  # as of a supplement


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """更正: what was said before was wrong. `title` where the first report itself was rewritten."""

    text: str
    elements: Elements
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(Command):
    """终报."""

    text: str
    elements: Elements


def supplement(state: State, command: Supplement, now: datetime) -> Decision:
    if command.unknown:
        body = state.body(IncidentBody)
        state = state.having(replace(body, unknown=tuple(dict.fromkeys((*body.unknown, command.unknown)))))
        return _asking_on(state, say("incident.noted-unknown"), (), now)
    if command.elements == Elements():
        return refuse("incident.understood-nothing", number=state.the.number)
    command = replace(command, elements=_without_vague(state, command.elements))
    if wrong := _doubtful(state, command, now):
        return wrong
    known = state.body(IncidentBody).elements
    if known.merged(command.elements) == known:
        return refuse("incident.nothing-new", number=state.the.number, known=elements_text(state))
    updated = _updated(state, UpdateKind.SUPPLEMENT, command, now)
    said = _read_back(state, command.elements)
    return _asking_on(updated.state, lines(said, updated.said), updated.told, now)


def _asking_on(state: State, said: Text, told: tuple[Notify, ...], now: datetime) -> Accepted:
    """Answer, and ask for the next thing that is missing."""
    question, asked = next_question(state, now)
    rest = say("incident.rest-unknown") if state.body(IncidentBody).elements.missing else say("incident.complete")
    answer = Answer(text=lines(said, question or rest), buttons=unknown_button(state))
    return accept(state, shown(state, now), answer, asked, told)


def _read_back(state: State, elements: Elements) -> Text:
    """What was understood: a person sees at once where a word went astray."""
    said = _said(elements)
    key = "incident.supplemented" if len(said) == 1 else "incident.supplemented-several"
    return say(key, number=state.the.number, what=lines(*said))


def _said(elements: Elements) -> list[Text]:
    known = known_texts(elements)
    return [say(f"incident.element.{name}", value=value) for name, value in known.items() if value]


def follow_up(state: State, command: FollowUp, now: datetime) -> Decision:
    command = replace(command, elements=_without_vague(state, command.elements))
    if wrong := _doubtful(state, command, now):
        return wrong
    sequence = max(state.body(IncidentBody).follow_ups + 1, command.sequence or 0)
    updated = _updated(state, UpdateKind.FOLLOW_UP, command, now, sequence=sequence)
    state = updated.state
    text = say("incident.followed-up", number=state.the.number, n=sequence, known=elements_text(state))
    answer = Answer(text=lines(text, updated.said))
    return accept(state, shown(state, now, Urgency.URGENT), answer, updated.told)


def correct(state: State, command: Correct, now: datetime) -> Decision:
    if command.elements == Elements() and not command.title:
        return refuse("incident.correct-what", number=state.the.number)
    if wrong := _unbelievable(command.elements, now):
        return wrong
    before, title = state.body(IncidentBody).elements, state.the.title
    updated = _updated(state, UpdateKind.CORRECTION, command, now)
    state, number = updated.state, state.the.number
    body = state.body(IncidentBody)
    if body.elements == before and command.title in ("", title):
        return refuse("incident.corrected-nothing", number=number, known=elements_text(state))
    replaced = body.updates[-1].replaced
    if command.title not in ("", title):
        state = replace(state, matter=replace(state.the, title=command.title, body=replace(body, text=command.text)))
        replaced = (Replaced(what="title", old=title, new=command.title), *replaced)
    changes = (
        say("incident.replaced", what=say(f"element.{r.what}"), old=_shown(r, r.old), new=_shown(r, r.new))
        for r in replaced
    )
    if replaced:
        text = lines(say("incident.corrected", number=number), *changes)
    else:
        text = say("incident.corrected-new", number=number, what=listed(*_said(command.elements)))
    answer = Answer(text=lines(text, updated.said))
    return accept(state, shown(state, now, Urgency.URGENT), answer, updated.told)


def _shown(replaced: Replaced, value: str) -> Text:
    """A value as people read it."""
    return moment(datetime.fromisoformat(value)) if replaced.what == "time" else content(value)


def finish(state: State, command: Finish, now: datetime) -> Decision:
    command = replace(command, elements=_without_vague(state, command.elements))
    if wrong := _unbelievable(command.elements, now) or _would_fall(state, command.elements.casualties):
        return wrong
    updated = _updated(state, UpdateKind.FINAL, command, now)
    state, number = updated.state, state.the.number
    owed = sum(o.live for o in state.obligations)
    if owed:
        text = lines(say("incident.finished-but-owed", number=number, n=owed), still_owed(state, now))
        return accept(state, shown(state, now), Answer(text=lines(text, updated.said)), updated.told)
    state = state.closed(now, state="final")
    return accept(state, shown(state, now), Answer(text=say("incident.finished", number=number)), Ask(question=None))


def _updated(
    state: State, kind: UpdateKind, command: Supplement | FollowUp | Correct | Finish, now: datetime, sequence: int = 0
) -> Restarted:
    """What is known now, and the clock that a time of the event moves."""
    body = state.body(IncidentBody)
    known = body.elements.merged(command.elements)
    replaced = _replaced(body.elements, known)
    update = Update(kind=kind, sequence=sequence, at=now, by=command.by, text=command.text, replaced=replaced)
    state = state.having(replace(body, updates=(*body.updates, update), elements=known))
    if known.occurred_at == body.elements.occurred_at:
        return Restarted(state=state)
    return restart(state, to_person(command.by) if command.by is not None else None, now)


def _doubtful(state: State, command: Supplement | FollowUp, now: datetime) -> Refused | None:
    """What is not taken before it was said once more: impossible, only the difference, or less than before."""
    new = command.elements.casualties
    total = _say_total(state, new) if command.adds else None
    return _unbelievable(command.elements, now) or total or _would_fall(state, new)


def _say_total(state: State, new: Casualties) -> Refused | None:
    """又死了一个, where some are dead already: the bot adds nothing up by itself, it asks for the total."""
    known = dict(state.body(IncidentBody).elements.casualties.counts())
    kind = next((kind for kind, count in new.counts() if count and known.get(kind)), None)
    return refuse("incident.say-total", what=say(f"element.{kind}"), known=known[kind]) if kind else None


def _unbelievable(elements: Elements, now: datetime) -> Refused | None:
    """A number that nobody would believe, or a time that has not come yet."""
    kind = unlikely_kind(elements.casualties)
    if kind is not None:
        count = dict(elements.casualties.counts())[kind]
        return refuse("incident.number-unlikely", what=say(f"element.{kind}"), count=count)
    if elements.occurred_at is not None and elements.occurred_at > now + AHEAD:
        return refuse("incident.time-ahead", at=moment(elements.occurred_at))
    return None


def _without_vague(state: State, elements: Elements) -> Elements:
    """有人受伤, said again of seven: a vague number never stands against a higher one that is known."""
    new, known = elements.casualties, dict(state.body(IncidentBody).elements.casualties.counts())
    if not new.approximate:
        return elements
    counts = {kind: count for kind, count in new.counts() if count > known.get(kind, 0)}
    return replace(elements, casualties=Casualties.of(counts, none=new.none, approximate=bool(counts)))


def _replaced(old: Elements, new: Elements) -> tuple[Replaced, ...]:
    """What changed, old and new. A value that was missing before is not a replacement."""
    after, found = dict(new.casualties.counts()), list[Replaced]()
    for kind, count in old.casualties.counts():
        if after.get(kind, count) != count:
            found.append(Replaced(what=kind, old=str(count), new=str(after[kind])))
    if old.place and new.place != old.place:
        found.append(Replaced(what="place", old=old.place, new=new.place))
    if old.occurred_at and new.occurred_at and new.occurred_at != old.occurred_at:
        found.append(Replaced(what="time", old=old.occurred_at.isoformat(), new=new.occurred_at.isoformat()))
    return tuple(found)


def _would_fall(state: State, new: Casualties) -> Refused | None:
    """A number that would fall is not taken from an ordinary message; one tap makes it a correction."""
    fallen = state.body(IncidentBody).elements.casualties.fallen(new)
    if not fallen:
        return None
    kind, old, lower = fallen[0]
    counts = ",".join(f"{kind}={count}" for kind, _, count in fallen)
    button = Button(
        label=say("button.as-correction"), verb="correct", matter=state.the.id, arg=counts, style=Style.DANGER
    )
    return refuse("incident.would-fall", button, what=say(f"element.{kind}"), old=old, new=lower)
