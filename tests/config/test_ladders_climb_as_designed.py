"""The ladders of the shipped rulebooks, climbed to their ends in the sample office while nobody answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.config import load_office
from bot.domain.ids import RuleId
from bot.domain.ladders import Audience
from bot.domain.office import Office
from tests.config.books import shipped_book
from tests.config.climbing import WEDNESDAY, Heard, climbed

SAMPLE = Path(__file__).resolve().parents[2] / "office" / "office.toml"
RULES = [rule.id for rule in shipped_book("combined").rules.values() if rule.warn or rule.ladder]
ME, MINE, LEADER, DIRECTOR, GROUP = "p:wanglei", "p:lixiaodong", "p:zhangjianguo", "p:wangliqun", "g:zhibanqun"


@pytest.fixture(scope="module")
def office() -> Office:
    read = load_office(SAMPLE)
    assert read.office is not None
    return read.office


def minutes(office: Office, id: str) -> list[tuple[float, list[str]]]:
    """Who hears, so many minutes from the due time."""
    return [(heard.after / 60, [to for to, _ in heard.who]) for heard in steps(office, id)]


def steps(office: Office, id: str, start: datetime = WEDNESDAY) -> list[Heard]:
    return list(climbed(office, office.rulebook.rules[RuleId(id)], start))


def test_a_missing_officer_is_called_then_his_backup_then_the_leader_then_the_group(office: Office) -> None:
    assert minutes(office, "ZB-01") == [
        (-15, [ME]),
        (-5, [ME]),
        (0, [ME]),
        (5, [MINE]),
        (10, [LEADER]),
        (15, [GROUP]),
    ]
    assert [heard.suspect for heard in steps(office, "ZB-01")] == [False] * 5 + [True]


def test_a_missing_leader_is_never_reported_to_himself(office: Office) -> None:
    assert minutes(office, "ZB-07") == [
        (-15, [LEADER]),
        (-5, [LEADER]),
        (0, [LEADER]),
        (5, ["p:zhouming"]),
        (10, [DIRECTOR]),
        (15, [GROUP]),
    ]


def test_the_oral_report_climbs_every_five_minutes(office: Office) -> None:
    assert minutes(office, "TF-01") == [
        (-5, [ME]),
        (-2, [ME]),
        (0, [ME, MINE]),
        (5, [LEADER]),
        (10, [ME, DIRECTOR]),
        (15, [GROUP]),
    ]


def test_the_flash_report_is_asked_for_at_thirty_fortyfive_and_fiftyfive_minutes(office: Office) -> None:
    assert minutes(office, "TF-02") == [
        (-30, [ME]),
        (-15, [ME]),
        (-5, [ME]),
        (0, [ME, MINE]),
        (10, [LEADER]),
        (20, [ME, DIRECTOR]),
        (30, [GROUP]),
    ]


def test_a_directive_that_nobody_signs_ends_in_the_supervision_group_the_next_day(office: Office) -> None:
    ends = steps(office, "PS-13")

    assert [to for heard in ends for to, _ in heard.who] == [
        "p:gaoxiang",  # an hour before
        "p:gaoxiang",  # twenty minutes before
        "p:gaoxiang",  # at 14:30, when it is due
        "p:guozhiqiang",  # an office hour later: the head of the unit
        "p:sunli",  # 督查室
        "p:wutao",
        "g:dubanqun",
    ]
    assert WEDNESDAY.replace(hour=14, minute=30) + timedelta(seconds=ends[-1].after) == datetime(
        2026, 11, 19, 17, 30, tzinfo=WEDNESDAY.tzinfo
    )


def test_an_appeal_is_reminded_of_once_and_climbs_nowhere(office: Office) -> None:
    assert minutes(office, "KH-15") == [(-240, [ME])]


@pytest.mark.parametrize("id", RULES)
@pytest.mark.parametrize("lateness", [(0.0, 0.0), (2.0, 0.0), (0.0, 2.0)])
def test_no_reminder_swallows_the_next_however_the_ticks_fall(
    office: Office, id: RuleId, lateness: tuple[float, float]
) -> None:
    """The debtor hears every step that is meant for him, although the distance between two may vary by a tick."""
    rule = office.rulebook.rules[id]
    expected = len(rule.warn) + sum(Audience.DEBTOR in rung.tell for rung in rule.ladder)

    tones = [tone for heard in climbed(office, rule, lateness=lateness) for _, tone in heard.who]

    # He may hear more than that, where he himself stands on another place of the ladder too.
    assert sum(tone in ("warn", "overdue") for tone in tones) >= expected


@pytest.mark.parametrize("id", RULES)
def test_the_group_hears_once_and_only_where_a_fault_is_suspected(office: Office, id: RuleId) -> None:
    heard = list(climbed(office, office.rulebook.rules[id]))

    to_groups = [step for step in heard if any(tone == "group" for _, tone in step.who)]
    assert to_groups == [step for step in heard if step.suspect]
    assert len(to_groups) == (office.rulebook.rules[id].fault is not None)


@pytest.mark.parametrize("id", RULES)
def test_no_rung_is_silent_in_the_sample_office(office: Office, id: RuleId) -> None:
    assert all(heard.who for heard in climbed(office, office.rulebook.rules[id]))
