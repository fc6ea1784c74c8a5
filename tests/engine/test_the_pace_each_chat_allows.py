"""How fast one may speak: in all, to one person, to a group; and what a group gets when it cannot take everything.

Time is a number of seconds that the tests count up themselves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.effects import Attachment, Urgency
from bot.domain.obligations import Recipient
from bot.domain.texts import Button, lines, say
from bot.engine.lanes import Lanes
from bot.engine.pace import BURST, RESERVE, SLACK, Pace
from bot.messages import Capabilities
from bot.ports import Letter

TELEGRAM: Final = Capabilities(text_limit=4096, per_second=30.0, chat_interval=1.0, group_per_minute=20)
FREE: Final = Capabilities(text_limit=4096)
NOON: Final = datetime(2026, 11, 18, 4, tzinfo=UTC)


def letter(id: int, chat: str = "wanglei", urgency: Urgency = Urgency.NORMAL, words: str = "提醒") -> Letter:
    return Letter(
        id=id,
        at=NOON,
        to=Recipient(f"p:{chat}"),
        channel="post",
        chat=chat,
        urgency=urgency,
        text=say("plain", text=words),
    )


def sent_in(pace: Pace, seconds: float, chats: list[str], *, group: bool = False, step: float = 0.01) -> Counter[str]:
    """How many messages each of these chats gets within so many seconds, when each wants as many as it can have."""
    got, now = Counter[str](), 0.0
    while now < seconds:
        for chat in chats:
            if pace.everybody(now) == 0 and pace.wait(chat, now, group=group) == 0:
                pace.take(chat, now, group=group)
                got[chat] += 1
        now += step
    return got


def test_a_person_gets_a_few_at_once_and_then_one_a_second() -> None:
    got = sent_in(Pace(TELEGRAM), 20, ["wanglei"])
    assert BURST + 20 / SLACK - 2 <= got["wanglei"] <= BURST + 20


def test_a_group_gets_twenty_a_minute_and_no_more() -> None:
    pace = Pace(TELEGRAM)
    assert sent_in(pace, 60, ["duty"], group=True)["duty"] == 20


@given(st.lists(st.floats(0, 7, allow_nan=False), min_size=30, max_size=90))
def test_no_minute_of_a_group_ever_holds_more_than_twenty(pauses: list[float]) -> None:
    pace, now, sent = Pace(TELEGRAM), 0.0, list[float]()
    for pause in pauses:
        now += pause
        if pace.wait("duty", now, group=True) == 0:
            pace.take("duty", now, group=True)
            sent.append(now)
    assert all(sum(moment - 60 < other <= moment for other in sent) <= 20 for moment in sent)


def test_everybody_together_stays_under_the_channels_limit() -> None:
    got = sent_in(Pace(TELEGRAM), 10, [f"person{index}" for index in range(200)])
    assert 290 <= sum(got.values()) <= 310


def test_a_channel_without_limits_never_waits() -> None:
    pace = Pace(FREE)
    for _ in range(10_000):
        pace.take("wanglei", 0, group=False)
        pace.take("duty", 0, group=True)
    assert pace.everybody(0) == pace.wait("wanglei", 0, group=False) == pace.wait("duty", 0, group=True) == 0


def test_one_chat_that_was_asked_for_patience_holds_back_nobody_else() -> None:
    pace = Pace(TELEGRAM)
    pace.hold("wanglei", 30.0)
    assert pace.wait("wanglei", 10, group=False) == 20.0
    assert pace.wait("lixiaodong", 10, group=False) == 0
    assert pace.everybody(10) == 0


def test_a_shorter_patience_does_not_cut_a_longer_one_short() -> None:
    pace = Pace(TELEGRAM)
    pace.hold("wanglei", 30.0)
    pace.hold("wanglei", 12.0)
    assert pace.wait("wanglei", 10, group=False) == 20.0


def test_a_group_is_sent_single_messages_until_its_minute_runs_short() -> None:
    pace = Pace(TELEGRAM)
    assert not pace.merge("duty", 5, 0)
    for _ in range(20 - RESERVE - 1):
        pace.take("duty", 0, group=True)
    assert not pace.merge("duty", 1, 0)
    assert pace.merge("duty", 2, 0)
    assert not pace.merge("wanglei", 5, 0)


# --- lanes ---------------------------------------------------------------------------------------------------------


def order(lanes: Lanes) -> list[int]:
    """The ids in the order in which they would go out, if every chat were always free."""
    found = list[int]()
    while (lane := lanes.pick(0)) is not None:
        first = lane.next()
        lanes.take(lane, (first,))
        found.append(first.id)
        lanes.free(lane)
    return found


def test_the_urgent_go_first_and_each_kind_in_its_order() -> None:
    lanes = Lanes()
    for id, urgency in enumerate((Urgency.QUIET, Urgency.NORMAL, Urgency.URGENT, Urgency.NORMAL, Urgency.URGENT), 1):
        lanes.add(letter(id, urgency=urgency), group=False)
    assert order(lanes) == [3, 5, 2, 4, 1]


def test_among_chats_the_one_with_the_most_urgent_letter_goes_first() -> None:
    lanes = Lanes()
    lanes.add(letter(1, "wanglei"), group=False)
    lanes.add(letter(2, "lixiaodong", Urgency.URGENT), group=False)
    lanes.add(letter(3, "wanglei", Urgency.URGENT), group=False)
    assert order(lanes) == [2, 3, 1]


def test_a_chat_that_must_wait_stands_aside_and_comes_back() -> None:
    lanes = Lanes()
    lanes.add(letter(1, "wanglei"), group=False)
    lanes.add(letter(2, "lixiaodong"), group=False)
    slow = lanes.pick(0)
    assert slow is not None
    lanes.delay(slow, 5.0)
    assert order(lanes) == [2]
    assert lanes.next_delay() == 5.0
    assert lanes.pick(4.9) is None
    assert lanes.pick(5.0) is slow


def test_a_newer_state_of_a_card_takes_the_place_of_the_older_one() -> None:
    lanes = Lanes()
    older = replace(letter(1, urgency=Urgency.URGENT), card="incident:1")
    newer = replace(letter(2, urgency=Urgency.QUIET), card="incident:1")
    assert lanes.add(older, group=False) is None
    assert lanes.add(newer, group=False) is older
    lane = lanes.pick(0)
    assert lane is not None
    assert lane.next() == replace(newer, urgency=Urgency.URGENT)
    assert lanes.waiting == 1


def test_an_older_state_that_comes_back_never_replaces_the_newer_one() -> None:
    lanes = Lanes()
    older, newer = (replace(letter(id), card="incident:1") for id in (1, 2))
    lanes.add(newer, group=False)
    assert lanes.add(replace(older, again=True), group=False) == replace(older, again=True)
    lane = lanes.pick(0)
    assert lane is not None
    assert lane.next() == replace(newer, again=True)


def test_only_bare_words_are_merged_and_the_rest_keeps_its_place() -> None:
    lanes = Lanes()
    button = Button(label=say("button.ack"), verb="ack")
    with_button, with_file = (
        replace(letter(2), buttons=(button,)),
        replace(letter(4), attachments=(Attachment(kind="weekly-text"),)),
    )
    card = replace(letter(5), card="incident:1")
    for one in (letter(1), with_button, letter(3), with_file, card, letter(6)):
        lanes.add(one, group=True)
    lane = lanes.pick(0)
    assert lane is not None
    assert [one.id for one in lane.plain(4096)] == [1, 3, 6]
    lanes.free(lane)
    assert [lane.next().id for _ in range(3)] == [2, 4, 5]


def test_a_digest_holds_no_more_than_a_message_can() -> None:
    lanes = Lanes()
    for id in range(1, 11):
        lanes.add(replace(letter(id), text=lines(say("call.group", title=say("plain", text="长" * 900)))), group=True)
    lane = lanes.pick(0)
    assert lane is not None
    merged = lane.plain(4096)
    assert [one.id for one in merged] == [1, 2, 3]
    assert len(lane.waiting) == 7
