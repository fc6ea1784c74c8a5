"""Whatever a text is, it gives values, and their places lie in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import classified
from tests.understanding.sample import at, said

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


def test_only_the_beginning_of_a_very_long_message_is_read() -> None:
    assert said("，" * 5_000 + "周五前报").times == ()
    assert len(said("周五前报，" * 3_000).times) <= 100
