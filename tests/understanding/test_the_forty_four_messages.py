"""The forty-four messages that every duty room knows: each with all its fields, by the default conventions.

What only the state of the office can tell (whose shift it is, how long since the report came in) is no field of theirs.
"""

from __future__ import annotations

import pytest

from benchmarks.accuracy import CORPUS, Row, answers, rows

MESSAGES = rows(CORPUS / "corpus" / "messages_44.jsonl")


@pytest.mark.parametrize("row", MESSAGES, ids=lambda row: str(row["text"])[:12])
def test_every_field_is_told(row: Row) -> None:
    (answer,) = answers([row])
    told = answer["intents"]
    assert [intent["intent"] for intent in told] == [intent["intent"] for intent in row["intents"]]
    for found, wanted in zip(told, row["intents"], strict=True):
        assert {name: found.get(name) for name in wanted} == wanted
