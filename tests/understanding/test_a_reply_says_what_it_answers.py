"""What short words mean depends on what they answer: 可以, 交了, 那天我也要开会, 按原期限."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import About, Reading, Situation, Topic
from bot.understanding.references import about
from tests.understanding.sample import WEDNESDAY, at, said

NUMBER = "DB-2026-0118"
OTHER = "DB-2026-0119"


def replied(words: str, topic: Topic, now: datetime = WEDNESDAY) -> list[Reading]:
    """What a reply to a matter of a kind is read as."""
    return list(said(words, now, situation=Situation(reply=About(topic=topic, number=NUMBER))).readings)


@pytest.mark.parametrize(
    ("words", "topic", "intent"),
    [
        ("可以", Topic.SWAP, "swap.accept"),
        ("行，那天我有空", Topic.SWAP, "swap.accept"),
        ("要得嘛", Topic.SWAP, "swap.accept"),
        ("不行，那天我也值班", Topic.SWAP, "swap.reject"),
        ("那天我也要去市里开会", Topic.SWAP, "swap.reject"),
        ("换不了", Topic.SWAP, "swap.reject"),
        ("可以", Topic.EXTENSION, "directive.approve_ext"),
        ("同意", Topic.EXTENSION, "directive.approve_ext"),
        ("最迟给到周五", Topic.EXTENSION, "directive.approve_ext"),
        ("不行", Topic.EXTENSION, "directive.reject_ext"),
        ("按原期限", Topic.EXTENSION, "directive.reject_ext"),
        ("没得商量", Topic.EXTENSION, "directive.reject_ext"),
        ("交了", Topic.DIRECTIVE, "directive.complete"),
        ("弄好了，发您邮箱了", Topic.DIRECTIVE, "directive.complete"),
        ("正在弄", Topic.DIRECTIVE, "directive.progress"),
        ("还差财政局的数", Topic.DIRECTIVE, "directive.progress"),
        ("好的，我们马上安排", Topic.DIRECTIVE, "directive.ack"),
        ("可以", Topic.DIRECTIVE, "directive.ack"),
        ("来不及，能不能缓两天", Topic.DIRECTIVE, "directive.extend"),
        ("这事不归我们管", Topic.DIRECTIVE, "directive.object"),
        ("接了，情况清楚", Topic.HAND_OFF, "duty.takeover"),
        ("清楚了，我接", Topic.HAND_OFF, "duty.takeover"),
        ("3829", Topic.SPOT_CHECK, "spot_check.reply"),
        ("在二号门，死了一个", Topic.INCIDENT, "incident.supplement"),
    ],
)
def test_a_reply_is_read_as_an_answer(words: str, topic: Topic, intent: str) -> None:
    assert [reading.intent.value for reading in replied(words, topic)] == [intent]


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("谢谢", Topic.DIRECTIVE),
        ("哈哈哈哈", Topic.DIRECTIVE),
        ("谁报的？", Topic.INCIDENT),
    ],
)
def test_talk_in_reply_answers_nothing(words: str, topic: Topic) -> None:
    assert replied(words, topic) == []


def test_not_yet_done_is_not_done() -> None:
    for words in ("还没弄好", "没交", "快弄好了", "交了一半"):
        assert "directive.complete" not in [r.intent.value for r in replied(words, Topic.DIRECTIVE)], words


def test_an_incident_told_in_reply_to_another_thing_is_an_incident() -> None:
    (reading,) = replied("化工园着火了，两人受伤", Topic.SWAP)
    assert reading.intent.value == "incident.report"


def test_the_number_of_what_is_answered_is_known() -> None:
    (reading,) = replied("交了", Topic.DIRECTIVE)
    assert reading.number == NUMBER


def test_a_number_in_the_words_comes_first_and_is_told_in_full() -> None:
    situation = Situation(
        reply=About(topic=Topic.DIRECTIVE, number=NUMBER), open=(About(topic=Topic.DIRECTIVE, number=OTHER),)
    )
    (reading,) = said("0119办完了", situation=situation).readings
    assert reading.number == OTHER


@pytest.mark.parametrize(("numbers", "number"), [((), ""), ((NUMBER,), NUMBER), ((NUMBER, OTHER), "")])
def test_the_only_open_matter_is_meant_and_of_two_none_is_chosen(numbers: tuple[str, ...], number: str) -> None:
    opened = tuple(About(topic=Topic.DIRECTIVE, number=one) for one in numbers)
    (reading,) = said("收到，马上办", situation=Situation(open=opened)).readings
    assert (reading.intent.value, reading.number) == ("directive.ack", number)


def test_an_extension_that_is_granted_names_its_day() -> None:
    (reading,) = replied("最迟给到周五", Topic.EXTENSION)
    assert reading.due is not None
    assert reading.due.at == at(11, 20, "17:30")


@pytest.mark.parametrize(
    ("told", "topic", "number"),
    [
        ("DB-2026-0118", Topic.DIRECTIVE, "DB-2026-0118"),
        ("0118", Topic.DIRECTIVE, "0118"),
        ("突发〔2026〕3号", Topic.INCIDENT, "突发〔2026〕3号"),
        ("周六我跟小刘换，我值他下周二的", Topic.SWAP, ""),
        ("0118申请延到11月27日，要等市局批复", Topic.EXTENSION, "0118"),
        ("交班：昨夜接报2起都已报，钥匙给王磊", Topic.HAND_OFF, ""),
        ("抽查：请3分钟内回复口令", Topic.SPOT_CHECK, ""),
        ({"kind": "directive.extend", "no": "DB-2026-0118"}, Topic.EXTENSION, "DB-2026-0118"),
        ({"kind": "incident", "id": 7, "title": "化工园火灾"}, Topic.INCIDENT, "7"),
        ({"text": "周六我跟小刘换"}, Topic.SWAP, ""),
        ({}, Topic.OTHER, ""),
    ],
)
def test_what_is_answered_may_be_told_in_several_ways(told: str | dict[str, object], topic: Topic, number: str) -> None:
    found = about(told, said)
    assert (found.topic, found.number) == (topic, number)
