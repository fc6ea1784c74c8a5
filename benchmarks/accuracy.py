"""How much of what offices write is understood: `make accuracy` prints the figures and what is taken for what.

A row of `deadlines*.jsonl` is a sentence with one time, a row of `messages*.jsonl` a message with its intents and the
fields that a careful clerk would write down. Of files whose name has `held` in it only the figures are told: nothing is
tuned on them, so that they say what to expect of sentences that nobody has seen.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from bot.clock import SystemClock
from bot.config import load_office
from bot.i18n import Tongue
from bot.interpreter import Interpreter

ROOT: Final = Path(__file__).resolve().parent.parent
CORPUS: Final = ROOT / "tests" / "understanding"
OFFICE: Final = ROOT / "office" / "office.toml"
_WORDS: Final = frozenset(
    (
        *("place", "source", "measures", "cause", "deliverable", "reason", "text", "what", "scope"),
        *("leader", "report_to", "issuer", "signer", "kind", "suggest"),
    )
)
_ASKED: Final = ("text", "now", "speaker", "reply_to", "open")
_TELL_HARM: Final = frozenset(
    ("incident.report", "incident.supplement", "incident.followup", "incident.final", "incident.correct")
)
_NO_FIELDS: Final = frozenset(("intent", "accept_also"))
_SAME: Final = {"yes": "chitchat", "no": "chitchat", "help": "chitchat", "instruction.new": "instruction.relay"}
_BARE: Final = ("nil_report", "spot_check", "swap", "cover", "leave_notice", "roster")  # duty.swap.request is the same
_SHOWN: Final = 40  # characters of a sentence

Row = Mapping[str, Any]


def rows(path: Path) -> list[Row]:
    """The rows of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def answers(asked: Iterable[Row]) -> list[Row]:
    """What the interpreter makes of each row."""
    loaded = load_office(OFFICE)
    assert loaded.office is not None
    reader = Interpreter(lambda _: loaded, Tongue.load(loaded.office.hours.zone), "zh-CN", SystemClock().now)
    lines = (json.dumps({name: row[name] for name in _ASKED if name in row}, ensure_ascii=False) for row in asked)
    return [json.loads(answer) for answer in reader.answers(lines)]


# --- times -----------------------------------------------------------------------------------------------------------


def judge_time(row: Row, answer: Row) -> tuple[bool, bool, bool]:
    """Whether the date is right, the moment is right, and whether a wrong date was given without another reading."""
    found = [time for time in answer["times"] if time["kind"] == row["kind"]]
    if row["kind"] == "none":
        return not answer["times"], not answer["times"], bool(answer["times"])
    if not found:
        return False, False, False
    said = found[0]
    if row["kind"] == "interval":
        day = (said["at"][:10], (said["end"] or "")[:10]) == (row["start"][:10], row["end"][:10])
        return day, day and _same(said["at"], row["start"]) and _same(said["end"], row["end"]), not day
    wanted = [row.get("due") or row["at"], *row.get("accept_also", ())]
    day = any(said["at"][:10] == one[:10] for one in wanted)
    moment = any(_same(said["at"], one) for one in wanted)
    hedged = any(other[:10] == one[:10] for other in said["alternatives"] for one in wanted)
    return day, moment, not day and not hedged


def _same(one: str | None, other: str) -> bool:
    """The same minute; a day without an hour is its beginning."""
    return one is not None and _minute(one) == _minute(other)


def _minute(written: str) -> str:
    return written[:16] if "T" in written else f"{written}T00:00"


def of_times(path: Path) -> Iterator[str]:
    """The figures of a file of sentences with times."""
    asked = rows(path)
    judged = [(row, *judge_time(row, answer)) for row, answer in zip(asked, answers(asked), strict=True)]
    timed, bare = [j for j in judged if j[0]["kind"] != "none"], [j for j in judged if j[0]["kind"] == "none"]
    yield f"{path.name}: {len(asked)}"
    yield f"  right date {_share(j[1] for j in timed)}, right moment {_share(j[2] for j in timed)}, " + (
        f"wrong and silent {_share(j[3] for j in judged)}, no false time {_share(j[1] for j in bare)}"
    )
    if _is_open(path):
        yield from (f"  · {j[0]['id']} {j[0]['now'][:16]} {j[0]['text'][:_SHOWN]}" for j in judged if not j[2])


# --- messages --------------------------------------------------------------------------------------------------------


def judge_message(row: Row, answer: Row) -> tuple[bool, list[str]]:
    """Whether all intents are right and no other is there, and which fields of them are not.

    Where a row lists other readings that are as right (`accept_intents`), the one that fits best counts.
    """
    readings = [row["intents"], *row.get("accept_intents", ()), *row.get("alternatives", ())]
    judged = [_judged(wanted, answer["intents"]) for wanted in readings]
    return min(judged, key=lambda each: (not each[0], len(each[1])))


def _judged(wanted: list[Row], found: list[Row]) -> tuple[bool, list[str]]:
    right = _kinds(wanted) == _kinds(found)
    wrong, left = list[str](), list(found)
    for intent in wanted:
        named = kind(intent)
        said: Row = next((one for one in left if kind(one) == named), {})
        if said:
            left.remove(said)
        also = intent.get("accept_also", {})
        wrong += [
            f"{name}: {said.get(name)!r} for {value!r}"
            for name, value in intent.items()
            if name not in _NO_FIELDS and not any(agrees(name, v, said.get(name)) for v in (value, *also.get(name, ())))
        ]
    return right, wrong


def kind(intent: Row) -> str:
    """The name of an intent without what is only another way to write it."""
    name = str(intent["intent"])
    bare = name.removeprefix("duty.")
    return _SAME.get(name, bare if bare.startswith(_BARE) else name)


def _kinds(intents: list[Row]) -> list[str]:
    """What is wanted; that nothing is, and that somebody only talks, is the same."""
    return sorted(name for name in map(kind, intents) if name != "chitchat")


def agrees(name: str, wanted: object, said: object) -> bool:
    """Whether a field says the same: words by what they share, lists without their order, moments to the minute."""
    if wanted is None:
        return said is None
    if name == "no":
        return _figures(said)[-4:] == _figures(wanted)[-4:]
    if name == "eta" and isinstance(said, str):
        return said[:10] == str(wanted)[:10]
    if name == "category":
        return str(wanted).partition("/")[0] == str(said).partition("/")[0]
    if name == "source" and isinstance(said, Mapping):
        parts = wanted.values() if isinstance(wanted, Mapping) else (wanted,)
        return any(agrees("place", part, said["text"]) for part in parts)
    if isinstance(wanted, Mapping):
        return isinstance(said, Mapping) and all(said.get(key) == value for key, value in wanted.items())
    if isinstance(wanted, list) or isinstance(said, list):
        return _listed(wanted) == _listed(said)
    if name in _WORDS:
        return bool(said) and (str(said) in str(wanted) or str(wanted) in str(said))
    if isinstance(wanted, str) and isinstance(said, str) and "T" in wanted:
        return _same(said, wanted)
    return wanted == said


def _figures(number: object) -> str:
    return "".join(re.findall(r"\d+", str(number))[-1:]).zfill(4)


def _listed(value: object) -> set[str]:
    return {str(one) for one in (value if isinstance(value, list) else [value]) if one is not None}


def of_messages(path: Path) -> Iterator[str]:
    """The figures of a file of messages, and the intents that were taken for others."""
    asked = rows(path)
    judged = [(row, answer, *judge_message(row, answer)) for row, answer in zip(asked, answers(asked), strict=True)]
    yield f"{path.name}: {len(asked)}"
    yield f"  intents right {_share(right for *_, right, _ in judged)}, " + (
        f"and all key fields {_share(right and not wrong for *_, right, wrong in judged)}"
    )
    missed, fields = sum(len(wrong) for *_, wrong in judged), sum(_fields(row) for row in asked)
    yield f"  fields right {100 * (1 - missed / fields):.1f} % of {fields}, " + (
        f"serious misreadings {_share(is_serious(row, answer) for row, answer, *_ in judged)}"
    )
    if not _is_open(path):
        return
    taken = Counter[tuple[str, str]]()
    for row, answer, right, _ in judged:
        if not right:
            taken[_named(row), _named(answer)] += 1
    yield from (f"  {count:3}  {wanted}  →  {found}" for (wanted, found), count in taken.most_common())
    for row, answer, right, wrong in judged:
        if not right or wrong:
            yield f"  · {row['id']} {row['text'][:_SHOWN]}  {'' if right else _named(answer)}  {'; '.join(wrong)[:160]}"


def _fields(row: Row) -> int:
    """How many fields a row asks for."""
    return sum(name not in _NO_FIELDS for intent in row["intents"] for name in intent) or 1


def is_serious(row: Row, answer: Row) -> bool:
    """Whether what was read does harm: a completion or a task nobody spoke of, an incident or people hurt that are
    none, a deadline that is over."""
    readings = [row["intents"], *row.get("accept_intents", ()), *row.get("alternatives", ())]
    wanted = {kind(intent) for reading in readings for intent in reading}
    said = {kind(intent) for intent in answer["intents"]}
    made_up = any(name in said - wanted for name in ("directive.complete", "incident.report"))
    tasked = wanted <= {"note_only", "directive.ack"} and "directive.new" in said
    harmed = any("casualties" in intent for intent in answer["intents"]) and not wanted & _TELL_HARM
    now = row["now"][:16]
    over = any(intent.get("due", now)[:16] < now for intent in answer["intents"])
    return made_up or tasked or harmed or over


def _named(row: Row) -> str:
    return " + ".join(_kinds(row["intents"])) or "nothing"


def _is_open(path: Path) -> bool:
    return "held" not in path.stem


def _share(judged: Iterable[bool]) -> str:
    counted = list(judged)
    return f"{100 * sum(counted) / len(counted):.1f} % of {len(counted)}" if counted else "-"


def main() -> None:
    """Judge the files that were named, or all of the corpus."""
    named = [Path(name) for name in sys.argv[1:]] or sorted(
        path for kind in ("deadlines", "messages") for path in CORPUS.rglob(f"{kind}*.jsonl")
    )
    for path in named:
        print("\n".join(of_messages(path) if path.name.startswith("messages") else of_times(path)))


if __name__ == "__main__":
    main()
