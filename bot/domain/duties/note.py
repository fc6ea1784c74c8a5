"""阅: a leader has read something. It is kept, and nobody owes anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.commands import Opening
from bot.domain.duty import Duty
from bot.domain.effects import Answer, Notify
from bot.domain.ids import PersonId
from bot.domain.matters import Body
from bot.domain.obligations import to_person
from bot.domain.state import Decision, State, accept
from bot.domain.texts import content, names, say

KIND: Final = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBody(Body):
    """What was read, and who else should read it."""

    leader_name: str
    text: str
    readers: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNote(Opening):
    """阅, 圈阅, 请李县长阅."""

    leader_name: str
    text: str
    readers: tuple[PersonId, ...] = ()


def take_note(state: State, command: TakeNote, now: datetime) -> Decision:
    body = NoteBody(leader_name=command.leader_name, text=command.text, readers=command.readers)
    state = state.opening(KIND, title=command.text[:40], body=body, now=now, by=command.by).closed(now)
    shown = say("note.for-you", leader=command.leader_name, text=content(command.text))
    told = (Notify(to=to_person(reader), text=shown) for reader in command.readers)
    readers = names(*(state.office.name_of(reader) for reader in command.readers))
    answer = say("note.passed-on", readers=readers) if command.readers else say("note.kept")
    return accept(state, told, Answer(text=answer))


DUTY: Final = Duty(kind=KIND, body=NoteBody, acts={TakeNote: take_note})
