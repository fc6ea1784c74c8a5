"""Under every rulebook every duty works: whatever the code announces starts a clock, and an act stops it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.domain
from bot.config import shipped
from bot.config.events import EVENTS
from bot.domain.duties import DUTIES
from bot.domain.ladders import Audience
from bot.domain.rules import FaultDomain
from tests.config.books import shipped_book

DOMAIN = Path(bot.domain.__file__).parent
# A regime may have no report upward, and treat an urgent request like any other.
NOT_EVERYWHERE = {"incident.occurred", "errand.request_urgent"}


def strings(of: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(of) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def announced() -> Iterator[str]:
    """The first argument of every begin(…) and started_by(…) in the domain, where it is written out."""
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            if (
                isinstance(node, ast.Call)
                and called in ("begin", "started_by")
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)


def test_the_table_of_events_is_what_the_code_announces() -> None:
    written = set().union(*(strings(ast.parse(p.read_text(encoding="utf-8"))) for p in DOMAIN.rglob("*.py")))
    outside_errands = {event for event in EVENTS if not event.startswith("errand.")}

    assert set(announced()) <= EVENTS.keys()
    assert outside_errands <= written
    assert {act for event in EVENTS.values() for act in event.acts} - {"object"} <= written


@pytest.mark.parametrize("book", shipped())
def test_every_event_starts_a_rule(book: str) -> None:
    rules = shipped_book(book)

    missing = {event for event in EVENTS if not rules.started_by(event)}
    assert missing <= NOT_EVERYWHERE


@pytest.mark.parametrize("book", shipped())
def test_no_act_is_owed_twice_from_the_same_moment(book: str) -> None:
    rules = shipped_book(book).rules.values()

    moments = [(r.starts, r.owes) for r in rules]
    assert len(set(moments)) == len(moments)


@pytest.mark.parametrize("book", shipped())
def test_every_kind_of_matter_has_a_number(book: str) -> None:
    assert shipped_book(book).numbers.keys() == DUTIES.keys()


@pytest.mark.parametrize("book", shipped())
def test_a_unit_that_nobody_stands_for_owes_in_nobodys_name(book: str) -> None:
    """What a unit owes is discharged by whoever answers for the unit, so nobody else may be put in his place."""
    for event in ("directive.issued", "directive.answer", "directive.answer_urgent", "fault.suspected"):
        for found in shipped_book(book).started_by(event):
            assert found.debtor is Audience.UNIT_HEAD, found.id


@pytest.mark.parametrize("book", shipped())
def test_pleas_and_rulings_never_reach_a_group_and_are_nobodys_fault(book: str) -> None:
    quiet = ("fault.suspected", "fault.to_rule", "directive.extension", "directive.objected", "directive.completed")
    for event in quiet:
        for found in shipped_book(book).started_by(event):
            assert found.fault is None, found.id
            assert not any(Audience.GROUP in rung.tell for rung in found.ladder), found.id


@pytest.mark.parametrize("book", shipped())
def test_a_group_hears_once_and_last_and_there_the_fault_is_suspected(book: str) -> None:
    for found in shipped_book(book).rules.values():
        groups = [n for n, rung in enumerate(found.ladder) if Audience.GROUP in rung.tell]
        suspects = [n for n, rung in enumerate(found.ladder) if rung.suspect]
        assert groups in ([], [len(found.ladder) - 1]), found.id
        assert suspects == (groups if isinstance(found.fault, FaultDomain) else []), found.id
