"""The promises of the house, and where each is put to the test. A promise without a test is a wish.

The list is checked: a test that is renamed or taken away must be replaced here too. Below it are the promises that are
told nowhere else.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bot.domain.effects import Attachment, Notify
from bot.domain.obligations import Recipient
from bot.domain.texts import content, say
from bot.engine.batch import NOBODY
from bot.engine.work import PlanWork
from bot.ports import Plan
from storage.codec import stamp
from tests.engine.house import House, a_house
from tests.engine.post import Post

ROOT: Final = Path(__file__).resolve().parent.parent.parent
_CLOCKS: Final = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "time_ns"}

PROMISES: Final[dict[str, tuple[str, ...]]] = {
    "1 no accepted message is lost, whenever the process is killed; no command takes effect twice": (
        "crash/test_killed_in_the_middle_of_its_work.py::"
        "test_a_bot_that_is_killed_over_and_over_loses_nothing_and_repeats_nothing_silently",
        "simulation/test_promises_hold.py::test_no_day_breaks_a_promise",
        "engine/test_what_comes_in_is_kept_first.py::test_the_same_arrival_is_known_after_a_restart",
        "engine/test_what_comes_in_is_kept_first.py::"
        "test_what_was_accepted_and_not_handled_is_handled_at_the_next_start",
        "engine/test_a_full_disk_is_said_and_survived.py::test_a_message_that_cannot_be_written_is_not_called_received",
        "contracts/test_every_channel_keeps_the_contract.py::test_what_comes_twice_counts_once",
    ),
    "2 every open obligation has a future wake_at or a terminal status": (
        "simulation/test_promises_hold.py::test_no_day_breaks_a_promise",
        "engine/test_the_auditor_finds_what_should_not_be.py::test_an_obligation_that_sleeps_for_ever_is_found",
        "engine/test_the_alarm_rings_when_something_is_due.py::test_waits_are_absolute_and_survive_a_restart",
        "engine/test_a_broken_piece_harms_nobody_else.py::test_a_ladder_that_cannot_be_climbed_stops_no_other",
    ),
    "3 a rung is climbed once, however the clock ticks, whatever crashes": (
        "simulation/test_promises_hold.py::test_no_day_breaks_a_promise",
        "engine/test_the_alarm_rings_when_something_is_due.py::test_a_second_ring_climbs_nothing_twice",
        "engine/test_an_answer_in_the_middle_of_a_burst_holds.py::"
        "test_what_was_done_in_the_middle_of_the_burst_stays_done",
        "stories/test_an_officer_does_not_come.py::test_every_rung_is_climbed_once_however_often_the_clock_ticks",
    ),
    "4 the bot only suspects a fault; people rule; nobody is charged for what never reached him": (
        "stories/test_a_silence_is_suspected_and_people_rule.py::test_only_supervision_rules_and_never_on_its_own",
        "stories/test_a_silence_is_suspected_and_people_rule.py::"
        "test_nobody_is_confirmed_before_he_could_answer_and_silence_admits_nothing",
        "stories/test_nobody_is_charged_for_what_never_reached_him.py::test_who_was_never_reached_is_not_charged",
        "simulation/test_promises_hold.py::test_no_day_breaks_a_promise",
    ),
    "5 收到 is never 办结; 阅 alone creates no task": (
        "understanding/test_messages_as_they_are_written.py::test_38_acknowledged_is_never_done",
        "engine/test_an_answer_in_the_middle_of_a_burst_holds.py::"
        "test_what_was_acknowledged_in_the_middle_of_the_burst_stays_acknowledged",
        "stories/test_a_leader_writes_one_line.py::test_read_is_no_task",
    ),
    "6 clocks start at once; missing elements are asked one by one": (
        "stories/test_an_incident_starts_every_clock.py::test_one_sentence_starts_three_clocks_each_from_its_own_start",
        "stories/test_missing_elements_are_asked_one_by_one.py::test_one_question_at_a_time",
    ),
    "7 every deadline is echoed with its rule and source, and corrected in one tap": (
        "stories/test_a_leader_writes_one_line.py::test_it_is_read_back_with_who_what_when_and_why",
        "stories/test_a_draft_is_corrected.py::test_a_tap_asks_what_is_wrong_and_offers_the_other_reading_of_the_day",
        "config/test_rulebooks_say_what_the_regulations_say.py::test_every_rule_quotes_its_source",
    ),
    "8 the web chat can do everything alone; redaction; classified text is not stored": (
        "engine/test_the_promises_are_kept.py::test_an_internet_channel_can_be_kept_to_numbers_and_actions",
        "engine/test_what_comes_in_is_kept_first.py::"
        "test_a_text_with_a_classified_mark_is_never_stored_and_is_answered_with_the_proper_way",
        "contracts/test_every_channel_keeps_the_contract.py::test_a_classified_text_is_answered_and_nowhere_stored",
    ),
    "9 no ranking of people; the red flag list names units without faults": (
        "documents/test_weekly_words.py::test_units_without_a_fault_are_named",
        "documents/test_weekly_words.py::test_what_is_overdue_is_named_with_its_units_and_no_person",
        "documents/test_weekly_ledger.py::test_a_fault_is_listed_by_number_domain_and_unit_and_by_no_name",
    ),
    "10 every decision is in the journal with who, when, on which channel, and sealed": (
        "engine/test_the_promises_are_kept.py::test_the_journal_says_who_decided_what_when_and_on_which_channel",
        "engine/test_a_changed_journal_is_found.py::test_a_changed_field_is_found_at_its_line",
        "engine/test_a_changed_journal_is_found.py::test_the_command_that_verifies_finds_it_in_the_database",
    ),
    "11 domain code reads no clock; times are aware; a year without a calendar is 暂算": (
        "engine/test_the_promises_are_kept.py::test_neither_domain_nor_understanding_reads_a_clock",
        "contracts/test_every_store_keeps_the_contract.py::test_naive_moments_do_not_get_in",
        "config/test_the_calendar_knows_days_off_and_make_up_days.py::"
        "test_2027_is_provisional_until_somebody_writes_it_down",
    ),
}


def _tests(file: Path) -> set[str]:
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("promise", PROMISES)
def test_every_promise_has_its_tests(promise: str) -> None:
    for written in PROMISES[promise]:
        file, _, name = written.partition("::")
        assert name in _tests(ROOT / "tests" / file), written


def test_there_are_eleven_promises() -> None:
    assert [int(promise.split()[0]) for promise in PROMISES] == list(range(1, 12))


# --- 8 ---------------------------------------------------------------------------------------------------------------


async def test_an_internet_channel_can_be_kept_to_numbers_and_actions(tmp_path: Path) -> None:
    """Where a channel is redacted, what people wrote and what is attached is read on the page, and only there."""
    post, wire = Post("post"), Post("wire")
    async with a_house(tmp_path, post, wire, office=lambda o: replace(o, redact=frozenset({"post"}))) as house:
        await house.enrol(post, people=("wanglei",))
        await house.enrol(wire, people=("lixiaodong",))
        kept = await house.app.shelf.put("快报.docx", b"words")
        for who in ("wanglei", "lixiaodong"):
            await house.tells(who, "", text=say("plain", text=content("河西镇两车相撞")))
            await _with_file(who, kept, house)
        await house.settled()
        assert not any("河西" in words for words in post.words("wanglei"))
        assert any("河西" in words for words in wire.words("lixiaodong"))
        assert [len(message.files) for message in post.tried] == [0, 0]
        assert [len(message.files) for message in wire.tried] == [0, 1]


async def _with_file(who: str, kept: Attachment, house: House) -> None:
    notify = Notify(to=Recipient(f"p:{who}"), text=say("plain", text="附件"), attachments=(kept,))
    await house.app.desk.do(PlanWork(plan=Plan(notifies=(notify,)), origin=NOBODY))


# --- 10 --------------------------------------------------------------------------------------------------------------


async def test_the_journal_says_who_decided_what_when_and_on_which_channel(tmp_path: Path) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        moment = house.clock.now()
        post.says("lixiaodong", "报告：河西镇卫生院门口发生两车相撞，2人受伤")
        post.says("lixiaodong", "办结 DB-2026-9999")
        await post.bring(house.app.reception.accept)
        await house.settled()
        lines = house.rows(
            "SELECT actor, channel, at, detail, matter FROM journal WHERE verb = 'ReportIncident' ORDER BY seq"
        )
        assert len(lines) == 1
        actor, channel, at, detail, matter = lines[0]
        assert (actor, channel) == ("lixiaodong", "post")
        assert at == stamp(moment)
        assert json.loads(detail)["command"]["text"].startswith("报告：河西镇")
        assert house.rows("SELECT count(*) FROM matters WHERE id = ? AND kind = 'incident'", matter) == [(1,)]


# --- 11 --------------------------------------------------------------------------------------------------------------


def _readings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import) and any(alias.name == "time" for alias in node.names):
            yield f"{path.name}:{node.lineno} imports time"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CLOCKS:
            whose = ast.unparse(node.func.value)
            if whose.split(".")[-1] in ("datetime", "date", "time", "clock", "_clock"):
                yield f"{path.name}:{node.lineno} asks {whose}.{node.func.attr}"


def test_neither_domain_nor_understanding_reads_a_clock() -> None:
    files = [*(ROOT / "bot/domain").rglob("*.py"), *(ROOT / "bot/understanding").rglob("*.py")]
    assert len(files) > 50
    assert [reading for file in files for reading in _readings(file)] == []
