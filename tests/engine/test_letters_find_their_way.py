"""What is committed goes out: past a dead channel, past a chat that must wait, and again where nobody knows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.engine.carrier import Retry
from bot.messages import Capabilities, Moved, Never, Outgoing, TryAgain
from tests.engine.house import GROUP, House, a_house
from tests.engine.post import BLOCKED, LIMIT, Answer, Post, dead, only_for

AGAIN = "【重发】"
SEVERAL = ("甲", "乙", "丙", "丁", "戊")


async def until_down(house: House, post: Post) -> None:
    """The first letter has come back, and the bot has understood that nobody is there."""
    await post.until(lambda: len(post.tried) >= 3)
    assert house.app.outbox.ongoing()


# --- a channel that is down ----------------------------------------------------------------------------------------


async def test_a_dead_channel_hands_over_to_the_next_one_when_it_stays_dead(tmp_path: Path) -> None:
    post, wire = Post("post"), Post("wire")
    post.rule = dead
    async with a_house(tmp_path, post, wire) as house:
        await house.enrol(post, wire)
        await house.tells("wanglei", "甲")
        await until_down(house, post)
        assert not wire.shown
        house.clock.set(house.clock.now() + timedelta(seconds=61))
        await wire.until(lambda: bool(wire.shown))
        await house.settled()
        assert wire.words("wanglei") == ["甲"]
        assert house.letters() == [("replaced", "handed over"), ("sent", "")]


async def test_what_can_wait_is_handed_over_later_than_what_is_urgent(tmp_path: Path) -> None:
    from bot.domain.effects import Urgency

    post, wire = Post("post"), Post("wire")
    post.rule = dead
    async with a_house(tmp_path, post, wire) as house:
        await house.enrol(post, wire)
        await house.tells("wanglei", "不急", urgency=Urgency.NORMAL)
        await house.tells("lixiaodong", "急")
        await until_down(house, post)
        house.clock.set(house.clock.now() + timedelta(minutes=5))
        await wire.until(lambda: bool(wire.shown))
        assert [message.chat for message in wire.tried] == ["lixiaodong"]
        house.clock.set(house.clock.now() + timedelta(minutes=6))
        await wire.until(lambda: len(wire.shown) == 2)


async def test_a_dead_channel_delays_nobody_on_another_one(tmp_path: Path) -> None:
    post, wire = Post("post"), Post("wire")
    post.rule = dead
    async with a_house(tmp_path, post, wire) as house:
        await house.enrol(post, people=("wanglei",))
        await house.enrol(wire, people=("lixiaodong",))
        await house.tells("wanglei", *SEVERAL)
        await until_down(house, post)
        await house.tells("lixiaodong", *SEVERAL)
        await wire.until(lambda: len(wire.shown) == 5)
        assert wire.words("lixiaodong") == list(SEVERAL)
        assert not post.shown


async def test_a_channel_that_is_stuck_in_its_calls_delays_nobody_either(tmp_path: Path) -> None:
    post, wire = Post("post"), Post("wire")
    post.open.clear()
    async with a_house(tmp_path, post, wire) as house:
        await house.enrol(post, people=("wanglei", "zhangjianguo"))
        await house.enrol(wire, people=("lixiaodong",))
        for person in ("wanglei", "zhangjianguo", "lixiaodong"):
            await house.tells(person, *SEVERAL)
        await wire.until(lambda: len(wire.shown) == 5)
        assert not post.shown


async def test_the_backlog_goes_out_when_the_channel_is_back_and_the_outage_is_remembered(tmp_path: Path) -> None:
    post = Post()
    post.rule = dead
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", *SEVERAL)
        await until_down(house, post)
        began = house.clock.now()
        house.clock.set(began + timedelta(minutes=7))
        post.rule = lambda message: None
        await house.settled()
        assert post.words("wanglei") == list(SEVERAL)
        assert not house.app.outbox.ongoing()
        assert house.rows("SELECT channel, (until - since) / 60000000 FROM outages") == [("post", 7)]


async def test_a_dead_channel_is_tried_with_one_letter_at_a_time(tmp_path: Path) -> None:
    post = Post()
    post.rule = dead
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", *SEVERAL)
        await until_down(house, post)
        post.open.clear()
        tried = len(post.tried)
        for person in ("lixiaodong", "zhangjianguo", "chenzhiyuan"):
            await house.tells(person, *SEVERAL)
        await post.until(lambda: len(post.tried) > tried)
        await house.tells("zhengkai", "戊")
        assert post.flying[tried:] == [1]
        post.rule = lambda message: None
        post.open.set()
        await house.settled()


async def test_no_more_are_on_their_way_than_the_channel_takes(tmp_path: Path) -> None:
    post = Post(can=Capabilities(text_limit=LIMIT, in_flight=2))
    post.open.clear()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        for person in ("wanglei", "lixiaodong", "zhangjianguo", "chenzhiyuan"):
            await house.tells(person, "甲")
        await post.until(lambda: len(post.tried) == 2)
        assert [status for status, _ in house.letters()].count("sending") == 2
        post.open.set()
        await house.settled()
        assert max(post.flying) == 2
        assert len(post.shown) == 4


# --- a chat that must wait -----------------------------------------------------------------------------------------


async def test_a_chat_that_was_asked_for_patience_delays_nobody_else(tmp_path: Path) -> None:
    post = Post()
    post.rule = only_for(("wanglei",), TryAgain(why="too many requests", after=timedelta(hours=1)))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", *SEVERAL)
        await post.until(lambda: bool(post.tried))
        await house.tells("lixiaodong", *SEVERAL)
        await post.until(lambda: len(post.shown) == 5)
        assert post.words("lixiaodong") == list(SEVERAL)
        assert [message.chat for message in post.tried].count("wanglei") == 1
        assert {status for status, _ in house.letters("chat = 'wanglei'")} == {"pending"}
        assert not house.app.outbox.ongoing()


async def test_one_chat_that_stays_out_of_reach_is_handed_over_too(tmp_path: Path) -> None:
    post, wire = Post("post"), Post("wire")
    post.rule = only_for(("wanglei",), TryAgain(why="internal server error"))
    async with a_house(tmp_path, post, wire) as house:
        await house.enrol(post, wire)
        await house.tells("wanglei", "甲")
        await house.tells("lixiaodong", "乙")
        await post.until(lambda: len(post.tried) >= 4)
        house.clock.set(house.clock.now() + timedelta(minutes=2))
        await wire.until(lambda: bool(wire.shown))
        assert wire.words("wanglei") == ["甲"]
        assert post.words("lixiaodong") == ["乙"]
        assert not wire.words("lixiaodong")


async def test_a_chat_that_has_moved_gets_everything_at_its_new_address(tmp_path: Path) -> None:
    post = Post()
    post.rule = only_for((GROUP,), Moved("group-super"))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post, group=True)
        await house.tells("g:zhibanqun", *SEVERAL)
        await house.settled()
        assert post.words("group-super") == list(SEVERAL)
        await house.tells("g:zhibanqun", "己")
        await house.settled()
        assert post.words("group-super")[-1] == "己"
        assert [message.chat for message in post.tried].count(GROUP) == 1
        assert house.rows("SELECT DISTINCT chat FROM outbox WHERE channel = 'post'") == [("group-super",)]


# --- what will never arrive ----------------------------------------------------------------------------------------


async def test_what_is_refused_for_good_is_not_tried_again_and_the_rest_of_the_chat_goes_on(tmp_path: Path) -> None:
    post = Post()
    post.answers.append(Never("message is too long"))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲", "乙")
        await house.settled()
        assert len(post.tried) == 2
        assert post.words("wanglei") == ["乙"]
        assert house.letters() == [("failed", "message is too long"), ("sent", "")]


async def test_who_has_blocked_the_bot_is_written_to_another_way_from_then_on(tmp_path: Path) -> None:
    post, wire = Post("post"), Post("wire")
    post.rule = only_for(("wanglei",), BLOCKED)
    async with a_house(tmp_path, post, wire) as house:
        await house.enrol(post, wire)
        await house.tells("wanglei", "甲")
        await house.settled()
        await house.tells("wanglei", "乙")
        await house.settled()
        assert wire.words("wanglei") == ["甲", "乙"]
        assert len(post.tried) == 1
        assert house.rows("SELECT lost FROM accounts WHERE channel = 'post' AND address = 'wanglei'") == [(1,)]


async def test_a_mistake_of_ours_is_tried_a_few_times_and_then_given_up(tmp_path: Path) -> None:
    post = Post()

    def falls_over(message: Outgoing) -> Answer | None:
        return ZeroDivisionError() if message.id == 1 else None

    post.rule = falls_over
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲", "乙")
        await house.settled()
        assert [message.id for message in post.tried] == [1, 1, 1, 1, 2]
        assert house.letters() == [("failed", "unwritable"), ("sent", "")]


async def test_a_card_whose_place_cannot_be_looked_up_now_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Post()
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        looked, card = 0, house.store.card

        async def card_once_in_vain(channel: str, chat: str, name: str) -> str:
            nonlocal looked
            looked += 1
            if looked == 1:
                raise OSError("disk I/O error")
            return await card(channel, chat, name)

        monkeypatch.setattr(house.store, "card", card_once_in_vain)
        await house.tells("wanglei", "甲", card="incident:1")
        await house.settled()
        assert post.words("wanglei") == ["甲"]


async def test_what_waited_for_a_week_is_not_delivered_any_more(tmp_path: Path) -> None:
    post = Post()
    post.rule = dead
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲")
        await until_down(house, post)
        house.clock.set(house.clock.now() + timedelta(days=8))
        await house.settled()
        assert house.letters() == [("failed", "stale")]


async def test_letters_for_a_channel_that_was_taken_out_of_the_settings_go_another_way(tmp_path: Path) -> None:
    post, wire = Post("post"), Post("wire")
    post.rule = dead
    async with a_house(tmp_path, post, wire) as house:
        await house.enrol(post, wire)
        await house.tells("wanglei", "甲")
        await until_down(house, post)
        clock = house.clock
    async with a_house(tmp_path, wire, clock=clock) as house:
        await house.tells("wanglei", "乙")
        await wire.until(lambda: len(wire.shown) == 2)
        assert sorted(wire.words("wanglei")) == ["乙", "甲"]
        await house.settled()
        assert house.letters("channel = 'post'") == [("failed", "no such channel")] * 2


async def test_a_command_beside_the_bot_leaves_the_outbox_alone(tmp_path: Path) -> None:
    """The command line starts the application without any channel: nothing is sent, and nothing given up."""
    post = Post()
    post.rule = dead
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲")
        await until_down(house, post)
        clock = house.clock
    async with a_house(tmp_path, clock=clock) as house:
        assert house.letters() in ([("pending", "nobody there")], [("sending", "")], [("sending", "nobody there")])
    post.rule = lambda message: None
    async with a_house(tmp_path, post, clock=clock) as house:
        await house.settled()
        assert [words.removeprefix(AGAIN) for words in post.words("wanglei")] == ["甲"]


# --- what may have arrived -----------------------------------------------------------------------------------------


async def test_what_may_have_arrived_goes_out_again_and_says_so(tmp_path: Path) -> None:
    post = Post()
    post.answers.append(TryAgain(why="the answer was lost", unknown=True))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲")
        await house.settled()
        assert post.words("wanglei") == ["甲", f"{AGAIN}甲"]


async def test_what_has_surely_not_arrived_goes_out_again_without_a_word(tmp_path: Path) -> None:
    post = Post()
    post.answers.append(TryAgain(why="connection refused"))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("wanglei", "甲")
        await house.settled()
        assert post.words("wanglei") == ["甲"]


async def test_what_was_on_its_way_when_the_bot_died_is_marked_and_nothing_else_is(tmp_path: Path) -> None:
    post = Post(can=Capabilities(text_limit=LIMIT, in_flight=2))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        await house.tells("zhangjianguo", "到了")
        await house.settled()
        post.open.clear()
        for person in ("wanglei", "lixiaodong", "chenzhiyuan"):
            await house.tells(person, "在路上")
        await post.until(lambda: len(post.tried) == 3)
        clock = house.clock
    post.open.set()
    async with a_house(tmp_path, post, clock=clock) as house:
        await house.settled()
        assert post.words("wanglei") == post.words("lixiaodong") == [f"{AGAIN}在路上"]
        assert post.words("chenzhiyuan") == ["在路上"]
        assert post.words("zhangjianguo") == ["到了"]


async def test_an_answer_that_was_lost_is_still_in_doubt_after_a_restart(tmp_path: Path) -> None:
    """The mark is in the database: a second death before the second attempt does not wash it off."""
    post = Post()
    post.answers.append(TryAgain(why="the answer was lost", unknown=True))
    async with a_house(tmp_path, post) as house:
        await house.enrol(post)
        house.app.outbox._carriers["post"]._retry = Retry(first=3_600, longest=3_600)
        await house.tells("wanglei", "甲")
        await post.until(lambda: bool(post.shown))
        await house.tells("lixiaodong", "乙")
        await post.until(lambda: len(post.shown) == 2)  # by then the first one has come back
        clock = house.clock
    async with a_house(tmp_path, post, clock=clock) as house:
        await house.settled()
        assert post.words("wanglei") == ["甲", f"{AGAIN}甲"]
