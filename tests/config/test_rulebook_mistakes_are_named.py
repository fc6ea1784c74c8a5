"""A rulebook is a file like any other: what is wrong in it is said, where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Findings, read_rulebook
from bot.domain.ids import RuleId
from tests.config.books import RULE, own_book
from tests.config.writing import told, toml

OWN = {"title": "青禾", "extends": ["base"], "rule": [dict(RULE)]}
STEPS = [{"after": "0s", "tell": ["debtor"]}, {"after": "1h", "tell": ["group"], "suspect": True}]

SLIPS = [
    # what is written in the rule, which sentence says so, at which key
    ({"title": ""}, "error", "missing", "title"),
    ({"starts": "errand"}, "error", "unknown-event", "starts"),
    ({"starts": "incident.recieved"}, "error", "unknown-event", "starts"),
    ({"owes": "sign"}, "error", "wrong-act", "owes"),
    ({"limit": "两小时"}, "error", "bad-limit", "limit"),
    ({"limit": "1.5h"}, "error", "bad-limit", "limit"),
    ({"limit": "0m"}, "error", "limit-zero", "limit"),
    ({"clock": "walls"}, "error", "unknown-word", "clock"),
    ({"debtor": "backup"}, "error", "nobody", "debtor"),
    ({"debtor": "unit_head"}, "error", "nobody", "debtor"),
    ({"creditor": "group"}, "error", "nobody", "creditor"),
    ({"warn": ["half"]}, "error", "bad-warning", "warn"),
    ({"warn": ["-1wd"]}, "error", "bad-warning", "warn"),
    ({"warn": []}, "warning", "suspects-unwarned", "warn"),
    ({"warn": ["-3h"]}, "warning", "suspects-unwarned", "warn"),
    ({"nag": "1h"}, "warning", "nag-swallows", "nag"),
    ({"nag": "often"}, "error", "bad-limit", "nag"),
    ({"ladder": [{"after": "soon", "tell": ["debtor"]}]}, "error", "bad-limit", "after"),
    ({"ladder": [{"after": "5m"}]}, "error", "missing", "tell"),
    ({"ladder": [{"after": "5m", "tell": ["boss"]}]}, "error", "unknown-word", "tell"),
    ({"ladder": [{"after": "5m", "tell": ["debtor"], "suspects": True}]}, "warning", "unknown-key", "suspects"),
    ({"ladder": [*STEPS, {"after": "5m", "tell": ["director"]}]}, "error", "ladder-falls", "ladder"),
    ({"ladder": [*STEPS, {"after": "2wd", "tell": ["director"]}, {"after": "1wd", "tell": ["supervision"]}]},
     "error", "ladder-falls", "ladder"),
    ({"ladder": "debtor"}, "error", "wrong-type", "ladder"),
    ({"group": ""}, "error", "missing", "group"),
    ({"fault": "none"}, "warning", "suspects-no-fault", "ladder"),
    ({"fault": "money"}, "error", "unknown-word", "fault"),
    ({"lapse": "30m"}, "error", "lapse-in-ladder", "lapse"),
    ({"source": {"document": "青禾府办〔2026〕1号"}}, "error", "missing", "quote"),
    ({"sauce": "辣"}, "warning", "unknown-key", "sauce"),
    ({"id": "青禾一"}, "error", "bad-id", "id"),
]  # fmt: skip


def test_a_rule_of_the_offices_own_stands_beside_the_defaults(tmp_path: Path) -> None:
    book, problems = own_book(tmp_path, toml(OWN))

    assert problems == ()
    assert book is not None
    assert [r.id for r in book.rulebook.started_by("errand.parcel")] == ["QH-01"]
    assert book.rulebook.rule(RuleId("TF-01")) is not None


@pytest.mark.parametrize(("slip", "severity", "key", "at"), SLIPS, ids=[f"{s[2]}: {s[0]}"[:60] for s in SLIPS])
def test_a_slip_in_a_rule_is_named(tmp_path: Path, slip: dict[str, object], severity: str, key: str, at: str) -> None:
    book, problems = own_book(tmp_path, toml({**OWN, "rule": [{**RULE, **slip}]}))

    assert [(p.severity, p.key, p.where.key) for p in problems] == [(severity, f"config.{key}", at)]
    assert problems[0].where.file == "own.toml"
    assert (book is None) == (severity == "error")


def test_a_slip_in_a_changed_key_is_reported_where_it_was_changed(tmp_path: Path) -> None:
    text = 'title = "青禾"\nextends = ["base"]\n\n[[rule]]\nid = "TF-01"\nlimit = "ten"\n'

    _, problems = own_book(tmp_path, text)

    assert [(str(p.where), p.key) for p in problems] == [("own.toml:6 [[rule]] TF-01 limit", "config.bad-limit")]


def test_the_same_rule_twice_in_one_file_is_a_slip_and_in_two_files_a_change(tmp_path: Path) -> None:
    _, problems = own_book(tmp_path, toml({**OWN, "rule": [dict(RULE), dict(RULE)]}))
    assert [told(p)[1:] for p in problems] == [("config.duplicate-id", "[[rule]] QH-01", "id")]

    later = toml({"title": "县城", "extends": ["first.toml"], "rule": [{"id": "QH-01", "limit": "3h"}]})
    book, problems = own_book(tmp_path, later, first=toml(OWN))
    assert problems == ()
    assert book is not None
    changed = book.rulebook.rules[RuleId("QH-01")]
    assert (str(changed.limit), changed.title) == ("3h", "转交快件")


def test_books_that_extend_one_another_are_a_slip_and_no_endless_reading(tmp_path: Path) -> None:
    own = toml({"title": "一", "extends": ["other.toml"]})
    other = toml({"title": "二", "extends": ["base", "own.toml"]})

    _, problems = own_book(tmp_path, own, other=other)

    assert [(p.key, p.where.file) for p in problems] == [("config.rulebook-circle", "other.toml")]


def test_a_book_that_leaves_a_duty_without_a_clock_is_refused(tmp_path: Path) -> None:
    alone = {**OWN, "extends": [], "counting": {"window": "year", "source": RULE["source"]}}

    book, problems = own_book(tmp_path, toml(alone))

    events = {p.args["event"] for p in problems if p.key == "config.event-without-rule"}
    assert {"shift.officer", "incident.received", "directive.answer"} <= events
    assert "incident.occurred" not in events
    assert book is None


def test_a_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    _, problems = own_book(tmp_path, toml({**OWN, "extends": ["bsae"]}))

    assert ("config.no-rulebook", "extends") in [(p.key, p.where.key) for p in problems]


@pytest.mark.parametrize(
    ("pattern", "fine"),
    [
        ("青禾〔{year}〕{n}号", True),
        ("{year}-{n:03}", True),
        ("DB-{n}", False),  # would be given out again every year
        ("DB-{year}", False),
        ("DB-{year}-{number}", False),
        ("DB-{year}-{n:99999999}", False),
        ("DB-{year.__class__}-{n}", False),
        ("DB-{year}-{n!r}", False),
        ("DB-{year}-{n", False),
    ],
)
def test_a_number_is_made_of_the_year_and_a_count(tmp_path: Path, pattern: str, fine: bool) -> None:
    _, problems = own_book(tmp_path, toml({**OWN, "numbers": {"directive": pattern}}))

    assert [(p.key, p.where.key) for p in problems] == ([] if fine else [("config.bad-number", "directive")])


def test_a_number_for_nothing_and_a_window_that_is_none_are_named(tmp_path: Path) -> None:
    source = {"document": "青禾府办〔2026〕1号", "quote": "按月计数。", "page": "3"}
    counting = {"window": "month", "threshold": -1, "source": source}

    _, problems = own_book(tmp_path, toml({**OWN, "numbers": {"incidnet": "{year}{n}"}, "counting": counting}))

    assert {(p.key, p.where.key) for p in problems} == {
        ("config.unknown-word", "window"),
        ("config.out-of-bounds", "threshold"),
        ("config.unknown-key", "page"),
        ("config.unknown-key", "incidnet"),
    }


def test_a_shipped_book_can_be_read_from_anywhere(tmp_path: Path) -> None:
    found = Findings()
    book = read_rulebook("mianyang", tmp_path / "nowhere", found)

    assert book is not None
    assert (book.rulebook.id, book.rulebook.title) == ("mianyang", "绵阳")
