"""[limits]: one rule at a time, down to seconds, without touching the rulebook."""

from __future__ import annotations

from pathlib import Path

from bot.config import Loaded
from bot.domain.ids import RuleId
from bot.domain.ladders import Audience, Rung
from bot.domain.limits import Limit, Unit
from bot.domain.rules import Rule
from tests.config.writing import OFFICE, loaded, spoiled


def rule_of(read: Loaded, id: str) -> Rule:
    assert read.problems == ()
    assert read.office is not None
    return read.office.rulebook.rules[RuleId(id)]


def test_a_limit_alone_is_changed_and_all_else_stays(tmp_path: Path) -> None:
    read = loaded(tmp_path, spoiled("[limits]", '[limits]\nTF-01 = "5m"'))
    before = rule_of(loaded(tmp_path, OFFICE), "TF-01")

    changed = rule_of(read, "TF-01")

    assert changed.limit == Limit(5, Unit.MINUTES)
    assert (changed.warn, changed.ladder, changed.source) == (before.warn, before.ladder, before.source)
    assert read.settings.changed == {RuleId("TF-01"): Limit(10, Unit.MINUTES)}


def test_a_limit_that_says_what_the_book_says_is_no_change(tmp_path: Path) -> None:
    assert loaded(tmp_path, spoiled("[limits]", '[limits]\nTF-01 = "10m"')).settings.changed == {}


def test_seconds_will_do_and_the_reminders_close_up(tmp_path: Path) -> None:
    """Ten minutes keep 90 seconds between two reminders; of thirty seconds that leaves four."""
    read = loaded(tmp_path, spoiled("[limits]", '[limits]\nTF-01 = "30s"'))

    changed = rule_of(read, "TF-01")

    assert changed.limit == Limit(30, Unit.SECONDS)
    assert changed.nag == Limit(4, Unit.SECONDS)


def test_a_longer_limit_keeps_the_distance_between_reminders(tmp_path: Path) -> None:
    changed = rule_of(loaded(tmp_path, spoiled("[limits]", '[limits]\nTF-01 = "20m"')), "TF-01")

    assert changed.nag == Limit(90, Unit.SECONDS)


def test_a_limit_in_working_days_will_do(tmp_path: Path) -> None:
    changed = rule_of(loaded(tmp_path, spoiled("[limits]", '[limits]\nPS-05 = "10wd"')), "PS-05")

    assert changed.limit == Limit(10, Unit.WORKDAYS)


def test_a_table_changes_the_ladder_in_chinese_or_english(tmp_path: Path) -> None:
    table = """[limits.TF-02]
limit = "30m"
warn = ["50%", "-5m"]
nag = "2m"
urgent = false
ladder = [
    { after = "0s", tell = ["责任人", "B岗"] },
    { after = "10m", tell = ["director"] },
    { after = "20m", tell = ["群"], suspect = true },
]
"""
    changed = rule_of(loaded(tmp_path, spoiled("[limits]", table)), "TF-02")

    assert changed.limit == Limit(30, Unit.MINUTES)
    assert changed.nag == Limit(2, Unit.MINUTES)
    assert not changed.urgent
    assert changed.ladder == (
        Rung(after=Limit(0, Unit.SECONDS), tell=(Audience.DEBTOR, Audience.BACKUP)),
        Rung(after=Limit(10, Unit.MINUTES), tell=(Audience.DIRECTOR,)),
        Rung(after=Limit(20, Unit.MINUTES), tell=(Audience.GROUP,), suspect=True),
    )


def test_an_office_may_say_that_a_silence_is_no_fault(tmp_path: Path) -> None:
    table = '[limits.TF-05]\nfault = "无"\nladder = [{ after = "0s", tell = ["debtor"] }]\n'

    assert rule_of(loaded(tmp_path, spoiled("[limits]", table)), "TF-05").fault is None


def test_what_the_regulation_says_is_not_the_offices_to_change(tmp_path: Path) -> None:
    table = '[limits.TF-01]\nlimit = "8m"\nsource = { document = "我", quote = "我说了算" }\n'
    read = loaded(tmp_path, spoiled("[limits]", table))

    assert [(p.key, p.where.key) for p in read.problems] == [("config.unknown-key", "source")]
    assert read.office is not None
    assert read.office.rulebook.rules[RuleId("TF-01")].source.document.startswith("绵阳")


def test_a_limit_that_leaves_a_suspicion_unwarned_is_a_warning(tmp_path: Path) -> None:
    table = '[limits.TF-01]\nlimit = "5m"\nwarn = ["-8m"]\n'
    read = loaded(tmp_path, spoiled("[limits]", table))

    assert [(p.severity, p.key, p.where.table) for p in read.problems] == [
        ("warning", "config.suspects-unwarned", "[limits.TF-01]")
    ]


def test_the_offices_own_rulebook_lies_beside_office_toml(tmp_path: Path) -> None:
    own = 'title = "青禾"\nextends = ["mianyang"]\n\n[[rule]]\nid = "TF-02"\nlimit = "40m"\n'
    read = loaded(tmp_path, spoiled('rulebook = "combined"', 'rulebook = "own.toml"'), own=own)

    assert rule_of(read, "TF-02").limit == Limit(40, Unit.MINUTES)
    assert read.office is not None
    assert (read.office.rulebook.id, read.office.rulebook.title) == ("own", "青禾")
