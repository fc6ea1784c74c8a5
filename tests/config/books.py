"""Rulebooks for tests: those that come with the bot, and ones written for a single test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.config import Book, Findings, Problem, read_rulebook
from bot.domain.ids import RuleId
from bot.domain.rules import Rule, Rulebook

# A whole rule with nothing wrong with it, laid over the defaults as one of its own.
RULE: Mapping[str, object] = {
    "id": "QH-01",
    "title": "转交快件",
    "starts": "errand.parcel",
    "owes": "errand_done",
    "limit": "2h",
    "clock": "wall",
    "debtor": "duty_officer",
    "creditor": "shift_leader",
    "warn": ["50%"],
    "ladder": [
        {"after": "0s", "tell": ["debtor"]},
        {"after": "1h", "tell": ["group"], "suspect": True},
    ],
    "nag": "10m",
    "urgent": False,
    "group": "duty",
    "fault": "affair",
    "source": {"document": "青禾府办〔2026〕1号", "quote": "快件两小时内转交。"},
}


def shipped_book(name: str) -> Rulebook:
    """A rulebook that comes with the bot."""
    found = Findings()
    book = read_rulebook(name, Path(), found)
    assert book is not None
    assert found.problems == ()
    return book.rulebook


def rule(name: str, id: str) -> Rule:
    """One rule of a rulebook that comes with the bot."""
    found = shipped_book(name).rule(RuleId(id))
    assert found is not None, f"{name} has no {id}"
    return found


def own_book(home: Path, text: str, **others: str) -> tuple[Book | None, tuple[Problem, ...]]:
    """A rulebook of the office's own, with others that it extends."""
    for name, content in {"own": text, **others}.items():
        (home / f"{name}.toml").write_text(content, encoding="utf-8")
    found = Findings()
    return read_rulebook("own.toml", home, found), found.problems
