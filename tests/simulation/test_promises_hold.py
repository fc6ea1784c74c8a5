"""Hypothesis writes the day; the promises are asked after every step, and again when everything works."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.simulation.office import GROUP, PEOPLE
from tests.simulation.platform import Mood
from tests.simulation.promises import broken
from tests.simulation.town import Town

# A process that dies leaves its connections to the operating system; here the same interpreter finds them later.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*was deleted before being closed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

EVENING = datetime(2026, 11, 18, 17, 10, tzinfo=ZoneInfo("Asia/Shanghai"))

SENTENCES = (
    "到岗了",
    "小李堵车晚十分钟",
    "离岗一会儿",
    "我回来了",
    "收到",
    "交班",
    "接班",
    "今晚谁值班",
    "报告：河西镇卫生院门口刚刚发生两车相撞，2人受伤",
    "报告：城关镇老街一处民房起火",
    "口头已报陈县长",
    "快报已发，王立群签发",
    "续报一：现场已处置，伤员送医",
    "续报二：死亡1人",
    "更正，死亡0人",
    "终报：处置完毕",
    "请发改局牵头，财政局配合，本周五前报项目清单",
    "请发改局三个工作日内报送汇报材料",
    "阅",
    "已完成，材料已报送",
    "进展：正在汇总数据",
    "申请延期两天，数据还没报齐",
    "同意",
    "还有哪些没办",
    "我这季度几次了",
    "李副县长来电：问防汛备勤情况，十分钟内回复",
    "已回复李副县长",
    "演练",
    "👍",
    "？？？",
)


@dataclass(frozen=True)
class Says:
    """Somebody writes."""

    who: str
    words: str


@dataclass(frozen=True)
class Taps:
    """Somebody presses one of the buttons he has ever seen, counted from the latest."""

    who: str
    back: int


@dataclass(frozen=True)
class Passes:
    """Time passes."""

    minutes: int


@dataclass(frozen=True)
class Dies:
    """The process will die at a commit not far away."""

    commits: int
    committed_first: bool


@dataclass(frozen=True)
class Feels:
    """The platform's next messages meet these moods."""

    moods: tuple[Mood, ...]


@dataclass(frozen=True)
class Repeats:
    """The platform brings something again that it brought before."""

    back: int


@dataclass(frozen=True)
class Down:
    """The platform is away, or back."""

    away: bool


@dataclass(frozen=True)
class Races:
    """Somebody writes at the very moment when the next thing falls due."""

    who: str
    words: str
    tick_first: bool


Step = Races | Says | Taps | Passes | Dies | Feels | Repeats | Down

chats = st.sampled_from((*PEOPLE, GROUP, "stranger"))
steps = st.lists(
    st.one_of(
        st.builds(Says, chats, st.sampled_from(SENTENCES)),
        st.builds(Says, chats, st.sampled_from(SENTENCES)),
        st.builds(Races, st.sampled_from(PEOPLE), st.sampled_from(SENTENCES), st.booleans()),
        st.builds(Taps, st.sampled_from((*PEOPLE, GROUP)), st.integers(0, 5)),
        st.builds(Passes, st.sampled_from((1, 5, 10, 30, 60, 600))),
        st.builds(Dies, st.integers(1, 6), st.booleans()),
        st.builds(Feels, st.lists(st.sampled_from(Mood), min_size=1, max_size=4).map(tuple)),
        st.builds(Repeats, st.integers(0, 9)),
        st.builds(Down, st.booleans()),
    ),
    min_size=5,
    max_size=25,
)


async def take(town: Town, step: Step) -> None:
    """One step of the day."""
    platform, now = town.platform, town.clock.now()
    match step:
        case Says(who=who, words=words):
            platform.say(who, now, text=words)
            await town.bring()
        case Races(who=who, words=words, tick_first=tick_first):
            platform.say(who, now, text=words)
            await town.races(tick_first=tick_first)
        case Taps(who=who, back=back):
            seen = platform.buttons(who)
            if seen:
                platform.say(who, now, data=seen[max(len(seen) - 1 - back, 0)].data)
                await town.bring()
        case Passes(minutes=minutes):
            await town.passes(timedelta(minutes=minutes))
        case Dies(commits=commits, committed_first=first):
            town.store.dies_in, town.store.committed_first = commits, first
        case Feels(moods=moods):
            platform.moods.extend(moods)
        case Repeats(back=back):
            if platform.said:
                platform.unconfirmed.append(platform.said[max(len(platform.said) - 1 - back, 0)])
                await town.bring()
        case Down(away=away):
            platform.down = away
            await town.bring()


async def live(folder: Path, day: Sequence[Step]) -> None:
    """A day, and then another one in which everything works."""
    town = Town(folder, EVENING)
    await town.start()
    try:
        await town.enrol()
        for step in day:
            await take(town, step)
            assert not broken(folder / "story.db", town.platform, town.clock.now()), step
        await town.mend()
        await town.passes(timedelta(hours=20))
        assert not broken(folder / "story.db", town.platform, town.clock.now(), deaths=town.deaths, quiet=True)
    finally:
        await town.stop()


def test_a_day_of_accidents_breaks_no_promise() -> None:
    """A short one of every kind, always the same: the quick look before the long one."""
    day: list[Step] = [
        Races("wanglei", "到岗了", tick_first=False),
        Races("lixiaodong", "到岗了", tick_first=True),
        Says("wanglei", "到岗了"),
        Dies(2, committed_first=True),
        Says("lixiaodong", "报告：城关镇老街一处民房起火"),
        Feels((Mood.LOST_ANSWER, Mood.DEATH_AFTER, Mood.OUT_OF_REACH)),
        Passes(10),
        Repeats(0),
        Down(away=True),
        Says("chenzhiyuan", "请发改局牵头，财政局配合，本周五前报项目清单"),
        Dies(1, committed_first=False),
        Passes(30),
        Down(away=False),
        Taps("chenzhiyuan", 0),
        Passes(60),
    ]
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder), day))


@pytest.mark.slow
@given(day=steps)
@settings(
    max_examples=int(os.environ.get("ZHISHOU_DAYS", "60")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=set(Phase) - {Phase.explain},
)
def test_no_day_breaks_a_promise(day: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder), day))
