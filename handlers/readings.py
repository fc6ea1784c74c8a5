"""导出听错的话: what was read wrongly and put right, as rows of the corpora that the understanding is measured with.

Nothing is kept for it beside the journal: a draft's line holds the words, when they were said and what was understood,
and the lines after it hold what they were corrected to. Each row says how: by a tap on another day (tap), a name that
was chosen (person), words (words), an edit of the message (edit), or a choice of what it was (as). Whoever exports them
judges which are misreadings and which are changes of mind. Words that look classified are never among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.domain.effects import Answer, Attachment
from bot.domain.ids import MatterId, PersonId, UnitId
from bot.domain.office import Office
from bot.domain.texts import say
from bot.ports import Entry, Plan
from bot.understanding import classified
from bot.understanding.values import Intent
from handlers.room import Request, no, tell

FILE: Final = "messages_candidates.jsonl"
_DRAFTED: Final = "DraftDirective"
_ISSUED: Final = "IssueDirective"
_TAPPED: Final = "SetDue"
_PICKED: Final = "PickPerson"
_REVISED: Final = "ReviseDirective"
_AS: Final = "as"
VERBS: Final = (_DRAFTED, _ISSUED, _TAPPED, _PICKED, _REVISED, _AS)

Value = Any  # what JSON can hold
Row = dict[str, Value]


async def export(request: Request) -> Plan:
    """All of them as a file, to an administrator and in private: they are the office's own words."""
    if not request.inbound.private:
        return no("readings.in-private")
    found = rows(await request.room.reads.decided(VERBS), request.office)
    if not found:
        return tell(say("readings.none"))
    key = await request.room.clerk.keep(FILE, written(found).encode())
    file = Attachment(kind="file", args={"path": key, "name": FILE, "picture": "no"})
    return Plan(says=(Answer(text=say("readings.exported", n=len(found)), attachments=(file,)),))


def written(found: Iterable[Row]) -> str:
    """Rows as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)


@dataclass(slots=True)
class _Heard:
    """One 批示 as the journal tells of it."""

    said: Entry
    text: str
    read: Row  # the fields as they were understood
    meant: Row  # the fields as they are now
    issued: bool = False
    how: str = ""
    edited: str = ""  # the words after an edit
    at: int = 0  # the line of the last correction

    def row(self, office: Office) -> Row | None:
        """What was corrected since the last row; None where it comes to the same."""
        if self.read == self.meant or not self.how:
            return None
        row = _row(office, self.at, self.text, self.said, self.how)
        row |= {"intents": [{"intent": Intent.DIRECTIVE.value, **self.meant}], "understood": self.read}
        due = self.meant.get("due")
        if due and due != self.read.get("due"):
            row |= {"kind": "deadline", "grain": "minute", "due": due, "due_date": due[:10]}
        if self.edited:
            row["edited"] = self.edited
        return row | {"issued": True} if self.issued else row


def rows(entries: Iterable[Entry], office: Office) -> list[Row]:
    """The candidates that these lines hold, in the order in which they were corrected."""
    found = [
        row for row in _rows(entries, office) if not (classified(row["text"]) or classified(row.get("edited", "")))
    ]
    return sorted(found, key=lambda row: int(row["id"][1:]))


def _rows(entries: Iterable[Entry], office: Office) -> Iterator[Row]:
    heard = dict[MatterId, _Heard]()
    for entry in entries:
        detail: Mapping[str, Value] = json.loads(entry.detail)
        if "refused" in detail:
            continue
        if entry.verb == _AS:
            yield from _chosen(entry, detail, office)
        elif entry.verb == _DRAFTED and entry.matter is not None:
            wording = detail["command"]["wording"]
            said = _fields(office, wording)
            heard[entry.matter] = _Heard(entry, wording["text"], said, dict(said))
        elif entry.matter in heard:
            known = heard[entry.matter]
            _follow(known, entry, detail.get("command", {}), office)
            if entry.verb == _ISSUED or known.issued:
                yield from (row for row in [known.row(office)] if row is not None)
                known.read, known.how, known.edited = dict(known.meant), "", ""
                known.issued = True
    yield from (row for known in heard.values() if (row := known.row(office)) is not None)


def _follow(known: _Heard, entry: Entry, command: Mapping[str, Value], office: Office) -> None:
    """What one later line makes of a 批示."""
    if entry.verb == _ISSUED:
        return
    known.at = entry.seq
    match entry.verb:
        case "SetDue":
            known.meant["due"] = _moment(office, command["due_at"])
            known.how = "tap"
        case "PickPerson":
            known.meant = {**_without_parties(known.meant), **_parties(office, command["parts"])}
            known.how = "person"
        case _:
            wording = command["wording"]
            known.meant = _fields(office, wording)
            known.edited = wording["text"] if wording["text"] != known.text else ""
            known.how = "edit" if known.edited else "words"


def _chosen(entry: Entry, detail: Mapping[str, Value], office: Office) -> Iterator[Row]:
    """What was not understood at all, and what it was said to be."""
    for record in detail.get("records", ()):
        args = record["args"]
        row = _row(office, entry.seq, args["text"], entry, "as") | {"now": args["at"]}
        yield row | {"intents": [{"intent": args["as"]}], "understood": {}}


def _row(office: Office, seq: int, text: str, said: Entry, how: str) -> Row:
    """What every row begins with; the moment is that of speaking."""
    speaker = office.person(PersonId(said.actor))
    at = json.loads(said.detail).get("said_at") or said.at.isoformat()
    return {
        "id": f"c{seq}",
        "text": text,
        "now": _moment(office, at),
        "speaker": office.name_of(PersonId(said.actor)),
        "roles": sorted(speaker.roles) if speaker else [],
        "how": how,
    }


def _fields(office: Office, wording: Mapping[str, Value]) -> Row:
    """The fields of a wording as the corpora have them; those that it does not have are left out."""
    due = wording.get("due")
    named = {
        **_parties(office, wording.get("parts", ())),
        "due": _moment(office, due["at"]) if due and due.get("said", True) else "",
        "deliverable": wording.get("deliverable", ""),
        "urgency": "urgent" if wording.get("urgent") else "",
    }
    return {name: value for name, value in named.items() if value}


def _parties(office: Office, parts: Iterable[Mapping[str, Value]]) -> Row:
    parts = list(parts)
    leads = [office.unit_name(UnitId(p["unit"])) for p in parts if p.get("unit") and p.get("lead", True)]
    supports = [office.unit_name(UnitId(p["unit"])) for p in parts if p.get("unit") and not p.get("lead", True)]
    people = [office.name_of(PersonId(p["person"])) for p in parts if p.get("person") and not p.get("unit")]
    named = {"lead": leads[0] if len(leads) == 1 else leads, "support": supports, "people": people}
    return {name: value for name, value in named.items() if value}


def _without_parties(fields: Row) -> Row:
    return {name: value for name, value in fields.items() if name not in ("lead", "support", "people")}


def _moment(office: Office, written: str) -> str:
    """A moment in the office's zone, to the minute where it has no seconds."""
    return office.hours.local(datetime.fromisoformat(written)).isoformat()
