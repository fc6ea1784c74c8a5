"""The corpora of sentences and messages: what is understood of them never becomes less.

The shares are those of `make accuracy`, rounded down; whoever reads more of them raises them.
"""

from __future__ import annotations

import pytest

from benchmarks.accuracy import CORPUS, answers, judge_message, judge_time, rows

MESSAGES = {"messages_a_open": 71, "messages_a_held": 61, "messages_b_open": 83, "messages_b_held": 83}


@pytest.mark.parametrize(("name", "percent"), MESSAGES.items())
def test_what_messages_want(name: str, percent: int) -> None:
    asked = rows(CORPUS / "corpus" / f"{name}.jsonl")
    right = [judge_message(row, answer)[0] for row, answer in zip(asked, answers(asked), strict=True)]
    assert 100 * sum(right) >= percent * len(right)


def test_when_things_are_due() -> None:
    asked = rows(CORPUS / "corpus" / "deadlines_held.jsonl")
    judged = [judge_time(row, answer) for row, answer in zip(asked, answers(asked), strict=True)]
    assert 100 * sum(day for day, _, _ in judged) >= 89 * len(judged)
    assert 100 * sum(silent for _, _, silent in judged) <= 5 * len(judged)


def test_every_row_has_an_id_of_its_own() -> None:
    ids = [row["id"] for path in CORPUS.rglob("*.jsonl") for row in rows(path)]
    assert len(set(ids)) == len(ids) > 700
