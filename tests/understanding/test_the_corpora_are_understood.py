"""The corpora of sentences and messages: what is understood of them never becomes less.

The shares are those of `make accuracy`, rounded down; whoever reads more of them raises them.
"""

from __future__ import annotations

import pytest

from benchmarks.accuracy import CORPUS, answers, is_serious, judge_message, judge_time, rows

MESSAGES = {  # per cent of messages with the right intents; nobody has looked at the rows of the last three
    "messages_a_open": 98,
    "messages_a_second": 90,
    "messages_b_open": 98,
    "messages_b_second": 95,
    "messages_c": 97,
    "messages_d": 95,
    "messages_e": 98,
    "messages_g": 97,
    "messages_h": 98,
    "messages_i": 91,
    "messages_j": 97,
    "messages_x_held": 82,
    "messages_y_held": 82,
    "messages_z_held": 87,
}
TIMES = {  # per cent of right dates, and at most that many wrong without a word
    "deadlines_a": (98, 1),
    "deadlines_c": (98, 1),
    "deadlines_d": (98, 1),
    "deadlines_f": (98, 1),
    "deadlines_g": (98, 1),
    "deadlines_x_held": (95, 2),
    "deadlines_y_held": (96, 1),
    "deadlines_z_held": (98, 1),
}
SERIOUS = 3  # per cent of misreadings that do harm


@pytest.mark.parametrize(("name", "percent"), MESSAGES.items())
def test_what_messages_want(name: str, percent: int) -> None:
    asked = rows(CORPUS / "corpus" / f"{name}.jsonl")
    told = answers(asked)
    right = [judge_message(row, answer)[0] for row, answer in zip(asked, told, strict=True)]
    serious = [is_serious(row, answer) for row, answer in zip(asked, told, strict=True)]
    assert 100 * sum(right) >= percent * len(right)
    assert 100 * sum(serious) <= SERIOUS * len(serious)


@pytest.mark.parametrize(("name", "percent", "silent"), [(name, *shares) for name, shares in TIMES.items()])
def test_when_things_are_due(name: str, percent: int, silent: int) -> None:
    asked = rows(CORPUS / "corpus" / f"{name}.jsonl")
    judged = [judge_time(row, answer) for row, answer in zip(asked, answers(asked), strict=True)]
    assert 100 * sum(day for day, _, _ in judged) >= percent * len(judged)
    assert 100 * sum(wrong for _, _, wrong in judged) <= silent * len(judged)


def test_every_row_has_an_id_of_its_own() -> None:
    ids = [row["id"] for path in CORPUS.rglob("*.jsonl") for row in rows(path)]
    assert len(set(ids)) == len(ids) > 700
