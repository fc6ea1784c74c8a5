"""The bot's question helps to read the answer, and a clear other intent still wins over it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain.elements import Casualties, Elements
from bot.understanding import Intent
from tests.understanding.sample import WEDNESDAY, at, intents, meant, said


def element(name: str, words: str, now: datetime = WEDNESDAY) -> Elements | None:
    return meant(words, Intent.SUPPLEMENT, now, asked=f"incident.element:{name}").elements


@pytest.mark.parametrize(
    ("words", "place"),
    [("城北加油站旁", "城北加油站旁"), ("在县医院门口", "县医院门口"), ("就在G210线12公里处", "G210线12公里处")],
)
def test_where(words: str, place: str) -> None:
    assert element("place", words) == Elements(place=place)


@pytest.mark.parametrize(
    ("words", "now", "occurred"),
    [
        ("10点左右", WEDNESDAY, at(11, 18, "10:00")),
        ("3点", at(11, 18, "16:30"), at(11, 18, "15:00")),
        ("昨晚11点半", WEDNESDAY, at(11, 17, "23:30")),
        ("十分钟前", WEDNESDAY, at(11, 18, "10:20")),
        ("刚才", WEDNESDAY, WEDNESDAY),
        ("23点", WEDNESDAY, at(11, 17, "23:00")),
    ],
)
def test_when(words: str, now: datetime, occurred: datetime) -> None:
    assert element("time", words, now) == Elements(occurred_at=occurred)


@pytest.mark.parametrize(
    ("words", "harm"),
    [
        ("没有", Casualties(none=True)),
        ("没人受伤", Casualties(none=True)),
        ("2人", Casualties(injured=2)),
        ("一个重伤一个轻伤", Casualties(severe=1, minor=1)),
        ("死了1个，伤了3个", Casualties(dead=1, injured=3)),
        ("十几个", Casualties(injured=10, approximate=True)),
    ],
)
def test_who_is_hurt(words: str, harm: Casualties) -> None:
    assert element("casualties", words) == Elements(casualties=harm)


def test_who_says_so_and_what_was_done() -> None:
    assert element("source", "是110指挥中心") == Elements(source="110指挥中心")
    assert element("measures", "消防已经到了，正在灭火") == Elements(measures="消防已经到了，正在灭火")


@pytest.mark.parametrize("words", ["不清楚", "还在核实", "暂时不知道"])
def test_nobody_knows_yet(words: str) -> None:
    reading = meant(words, Intent.SUPPLEMENT, asked="incident.element:casualties")
    assert (reading.what, reading.elements) == ("unknown", None)


@pytest.mark.parametrize(
    ("asked", "words", "intent", "names"),
    [
        ("incident.oral_to", "陈县长和王主任", Intent.ORAL_DONE, ("陈县长", "王主任")),
        ("incident.flash_by", "王主任签的", Intent.FLASH_DONE, ("王主任",)),
        ("incident.flash_by", "赵明", Intent.FLASH_DONE, ("赵明",)),
    ],
)
def test_a_name_is_enough(asked: str, words: str, intent: Intent, names: tuple[str, ...]) -> None:
    assert meant(words, intent, asked=asked).names == names


def test_a_unit_is_enough() -> None:
    assert meant("应急局、交警", Intent.INSTRUCTION, asked="incident.units").leads == ("emergency", "traffic")


def test_a_person_is_enough_to_hand_the_duty_to() -> None:
    assert meant("交给小李", Intent.HAND_OFF, asked="shift.to").person == "li"


@pytest.mark.parametrize(
    ("asked", "words", "intent"),
    [
        ("directive.complete", "方案已报陈县长，附会议纪要", Intent.COMPLETE),
        ("directive.object", "这是水利局的事", Intent.OBJECT),
        ("fault.appeal", "当时在处理突发事件，没看手机", Intent.APPEAL),
    ],
)
def test_free_words_are_the_answer_itself(asked: str, words: str, intent: Intent) -> None:
    assert intents(words, asked=asked) == [intent.value]
    assert meant(words, intent, asked=asked).text == words


@pytest.mark.parametrize(
    ("asked", "words", "units"),
    [
        ("directive.return", "数据和上次对不上，请重新核实", ()),
        ("directive.return", "退回，数据对不上", ()),
        ("directive.move_to", "水利局", ("water",)),
        ("directive.move_to", "转水利局办", ("water",)),
    ],
)
def test_a_reason_to_send_back_and_a_unit_to_move_to_need_no_intent(
    asked: str, words: str, units: tuple[str, ...]
) -> None:
    assert intents(words, asked=asked) == []
    assert said(words, asked=asked).units == units


def test_until_when() -> None:
    reading = meant("11月27日，等市局批复", Intent.EXTEND, asked="directive.extend")
    assert reading.due is not None
    assert reading.due.at == at(11, 27, "17:30")


def test_a_draft_is_corrected_by_a_new_day_or_other_units() -> None:
    due = meant("改成下周五", Intent.DIRECTIVE, asked="directive.revise").due
    assert due is not None
    assert due.at == at(11, 27, "17:30")
    reading = meant("让财政局牵头，住建局配合", Intent.DIRECTIVE, asked="directive.revise")
    assert (reading.leads, reading.supports) == (("finance",), ("housing",))


@pytest.mark.parametrize(
    ("asked", "words", "wanted"),
    [
        ("incident.element:place", "收到", ["directive.ack"]),
        ("incident.element:place", "今晚谁值班", ["roster.query"]),
        ("incident.element:place", "电话已报陈县长", ["incident.oral_done"]),
        ("incident.element:source", "到岗了", ["duty.check_in"]),
        ("fault.appeal", "认可", ["yes"]),
        ("fault.appeal", "化工园着火了", ["incident.report"]),
        ("directive.extend", "化工园着火了，两人受伤", ["incident.report"]),
        ("directive.revise", "不行", ["no"]),
    ],
)
def test_a_clear_other_intent_wins_over_the_question(asked: str, words: str, wanted: list[str]) -> None:
    assert intents(words, asked=asked) == wanted


def test_an_unknown_question_changes_nothing() -> None:
    assert said("到岗了", asked="no.such.question") == said("到岗了")
