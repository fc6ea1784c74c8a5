"""The figures of the regimes, as a table of facts, and where each of them is written."""

from __future__ import annotations

import pytest

from bot.config import shipped
from bot.domain.limits import TimeKind
from tests.config.books import rule, shipped_book

FACTS = [
    # whose regulation, which rule, from what on, how long, on which clock, and words that must stand in the quote
    ("mianyang", "TF-01", "incident.received", "10m", TimeKind.WALL, "接报后10分钟内以口头报告"),
    ("mianyang", "TF-02", "incident.received", "60m", TimeKind.WALL, "1小时内以《应急快报》"),
    ("mianyang", "TF-03", "instruction.given", "30m", TimeKind.WALL, "30分钟内传达完毕"),
    ("mianyang", "TF-04", "errand.forward", "20m", TimeKind.WALL, "20分钟内转送完毕"),
    ("yichang", "ZB-05", "errand.call", "10m", TimeKind.WALL, "一般事项10分钟内办理回复"),
    ("yichang", "ZB-05-2", "errand.call_special", "3h", TimeKind.WALL, "特殊事项3小时内办理回复"),
    ("yichang", "PS-06", "errand.request", "10d", TimeKind.OFFICE, "一般件不得超过10天"),
    ("yichang", "PS-06-2", "errand.request_urgent", "2h", TimeKind.OFFICE, "急件即办即复"),
    ("yichang", "TF-01", "incident.received", "10m", TimeKind.WALL, "即接即报"),
    ("liaoning", "TF-06", "incident.occurred", "60m", TimeKind.WALL, "事发后1小时内必须上报省政府"),
    ("liaoning", "ZB-07", "shift.leader", "15m", TimeKind.WALL, "领导同志在岗带班"),
    ("kaijiang", "ZB-01", "shift.officer", "15m", TimeKind.WALL, "24小时领导带班、工作人员值班"),
    ("kaijiang", "ZB-02", "shift.stepped_out", "20m", TimeKind.WALL, "严禁出现脱岗"),
    ("base", "PS-05", "directive.answer", "15d", TimeKind.OFFICE, "应在15日内办结反馈"),
    ("base", "PS-03", "directive.answer_urgent", "5wd", TimeKind.OFFICE, "应在5日内办结反馈"),
    ("base", "PS-19", "directive.objection_window", "2wd", TimeKind.OFFICE, "在2个工作日内以书面形式提出"),
]


@pytest.mark.parametrize(
    ("book", "id", "starts", "limit", "clock", "words"), FACTS, ids=[f"{f[0]} {f[1]}" for f in FACTS]
)
def test_a_limit_is_the_regulations_own(
    book: str, id: str, starts: str, limit: str, clock: TimeKind, words: str
) -> None:
    found = rule(book, id)

    assert (found.starts, str(found.limit), found.clock) == (starts, limit, clock)
    assert words in found.source.quote


@pytest.mark.parametrize(("book", "id"), [(f[0], f[1]) for f in FACTS if f[0] != "base"])
def test_the_joint_book_has_every_figure_of_its_parts(book: str, id: str) -> None:
    assert rule("combined", id).limit == rule(book, id).limit


def test_the_joint_book_takes_ten_minutes_from_whoever_wrote_them_down() -> None:
    assert rule("combined", "TF-01").source == rule("mianyang", "TF-01").source
    assert rule("combined", "ZB-07").source == rule("kaijiang", "ZB-07").source


@pytest.mark.parametrize(
    ("book", "oral", "flash", "upward"),
    [
        ("base", True, False, False),
        ("mianyang", True, True, False),
        ("yichang", True, False, False),
        ("liaoning", True, False, True),
        ("kaijiang", True, False, False),
        ("combined", True, True, True),
    ],
)
def test_an_incident_starts_the_clocks_that_the_regime_has_and_no_others(
    book: str, oral: bool, flash: bool, upward: bool
) -> None:
    rules = shipped_book(book).rules.values()
    acts = [r.owes for r in rules if r.starts.startswith("incident.")]

    assert sorted(acts) == sorted(["oral_report"] * oral + ["flash_report"] * flash + ["upward_report"] * upward)


@pytest.mark.parametrize(
    ("book", "window", "threshold"),
    [
        ("base", "quarter", 0),
        ("mianyang", "quarter", 0),
        ("yichang", "year", 0),
        ("liaoning", "quarter", 0),
        ("kaijiang", "quarter", 3),
        ("combined", "quarter", 3),
    ],
)
def test_faults_are_counted_as_the_regime_counts_them(book: str, window: str, threshold: int) -> None:
    counting = shipped_book(book).counting

    assert (counting.window, counting.threshold) == (window, threshold)


def test_the_defaults_say_honestly_that_they_are_ours() -> None:
    ours = {"本产品默认值（办公室可改）", "平政办〔2017〕18号《市长批示件办理暂行办法》"}

    assert {r.source.document for r in shipped_book("base").rules.values()} == ours


@pytest.mark.parametrize("book", shipped())
def test_every_rule_quotes_its_source(book: str) -> None:
    for found in shipped_book(book).rules.values():
        assert found.source.document, found.id
        assert len(found.source.quote) >= 6, found.id


def test_numbers_are_written_as_people_say_them() -> None:
    patterns = shipped_book("combined").numbers

    assert {kind: pattern.format(year=2026, n=3) for kind, pattern in patterns.items()} == {
        "incident": "突发〔2026〕3号",
        "directive": "DB-2026-0003",
        "fault": "QX-2026-003",
        "errand": "SX-2026-003",
        "shift": "BC-2026-0003",
        "note": "YJ-2026-003",
        "routine": "LX-2026-003",
    }
