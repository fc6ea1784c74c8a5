"""Whatever a text is, it gives values, and their places lie in it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import pairwise
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import classified
from bot.understanding.doubts import question
from bot.understanding.situation import About, Situation, Topic
from bot.understanding.telling import Teller
from tests.understanding.sample import LEXICON, at, said

_WORDS = (
    "11月25日",
    "25号",
    "下周五",
    "三个工作日",
    "前",
    "内",
    "之后",
    "上午",
    "9点半",
    "14时20分许",
    "国庆",
    "节后",
    "月底",
    "至",
    "到",
    "（周三）",
    "请",
    "发改局",
    "各乡镇",
    "陈县长",
    "小李",
    "批示：",
    "续报一：",
    "更正",
    "0118",
    "突发〔2026〕3号",
    "办完了",
    "申请延到",
    "同意延期",
    "收到",
    "到岗了",
    "着火了",
    "化工园",
    "2死7伤",
    "十余人被困",
    "，",
    "。",
    "\n",
    " ",
    "by Friday",
    "within three working days",
    "5",
    "一",
    "十",
    "百",
    "二〇二六年",
    "廿",
    "正月十五",
    "除夕",
    "截至",
    "接报",
    "机密★",
)
_QUESTIONS = (
    "",
    "incident.element:time",
    "incident.element:place",
    "incident.element:casualties",
    "incident.oral_to",
    "incident.units",
    "directive.revise",
    "directive.extend",
    "directive.move_to",
    "fault.appeal",
    "shift.to",
)
sentences = st.lists(st.sampled_from(_WORDS), max_size=12).map("".join)
moments = st.integers(0, 700_000).map(lambda hours: at(1, 1, year=2020) + timedelta(hours=hours))


@settings(max_examples=300)
@given(words=st.one_of(st.text(max_size=200), sentences), now=moments, asked=st.sampled_from(_QUESTIONS))
def test_any_text_gives_values(words: str, now: datetime, asked: str) -> None:
    understood = said(words, now, asked=asked)
    classified(words)
    for time in understood.times:
        assert 0 <= time.span[0] < time.span[1] <= len(words)
        assert time.at.utcoffset() == timedelta(hours=8)
        assert time.at not in time.alternatives
        assert time.end is None or time.end >= time.at
    assert all(first.span[0] <= second.span[0] for first, second in pairwise(understood.times))
    assert all(first.span <= second.span for first, second in pairwise(understood.readings))


topics = st.builds(
    About, topic=st.sampled_from(Topic), number=st.sampled_from(("", "DB-2026-0118", "0118")), due=st.none() | moments
)
situations = st.builds(
    Situation, leads=st.booleans(), reply=st.none() | topics, open=st.lists(topics, max_size=3).map(tuple)
)


@settings(max_examples=300)
@given(words=st.one_of(st.text(max_size=60), sentences), now=moments, situation=situations)
def test_in_any_circumstances_it_can_be_told(words: str, now: datetime, situation: Situation) -> None:
    understood = said(words, now, situation=situation)
    teller = Teller(text=words, now=now, lexicon=LEXICON, words=str, reply=situation.reply)
    told = [teller.told(reading) for reading in understood.readings]
    assert len(json.dumps(told)) >= len(told)
    doubt = question(understood, situation, now, words)
    assert doubt is None or doubt.words or doubt.choices or doubt.moments


@settings(max_examples=40, deadline=None)
@given(words=st.one_of(st.text(min_size=1, max_size=8), sentences.filter(bool)))
def test_the_time_it_takes_grows_as_the_text_does(words: str) -> None:
    """Four times the text may take ten times as long; were it quadratic, it would take sixteen."""
    short, long = (_seconds((words * length)[:length]) for length in (900, 3_600))
    assert long < max(10 * short, _TOO_SHORT_TO_TELL)


_TOO_SHORT_TO_TELL = 0.025  # seconds


def _seconds(words: str) -> float:
    """The least time of the processor in a few runs, which other processes do not disturb."""
    taken = list[float]()
    for _ in range(3):
        start = process_time()
        said(words)
        taken.append(process_time() - start)
    return min(taken)


def test_only_the_beginning_of_a_very_long_message_is_read() -> None:
    assert said("，" * 5_000 + "周五前报").times == ()
    assert len(said("周五前报，" * 3_000).times) <= 100
