"""What the engine asks of a channel, asked of every channel there is: `bot.ports.Channel`, as it is meant.

A new channel gets a place in `places.py` and passes this file.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.domain.texts import say
from bot.messages import Inbound, Kind, Outgoing, Sent, Span
from bot.ports import Arrival
from tests.contracts.places import NO, PLACES, Place
from tests.engine.house import ask

REPORT = "报告：河西镇卫生院门口发生两车相撞，2人受伤"
LONG = REPORT + "现场正在处置。" * 560  # more than a page of the database holds, and less than a message may


@pytest_asyncio.fixture(params=["web", pytest.param("telegram", marks=pytest.mark.slow), "by hand"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    async with PLACES[request.param](tmp_path) as found:
        yield found


def test_every_place_is_tried() -> None:
    assert set(PLACES) == {"web", "telegram", "by hand"}


async def quiet(place: Place) -> list[str]:
    """Everything that was under way has arrived; gives what the person sees."""
    await place.app.reception.quiet()
    await place.app.outbox.drained()
    return await place.sees()


# --- out ---------------------------------------------------------------------------------------------------------


async def test_what_is_committed_is_seen_in_its_order(place: Place) -> None:
    before = len(await quiet(place))
    await place.tells("甲", "乙", "丙")
    assert (await quiet(place))[before:] == ["甲", "乙", "丙"]


async def test_a_card_is_changed_in_its_place(place: Place) -> None:
    before = len(await quiet(place))
    await place.tells("初报", card="incident:1")
    await place.tells("别的事")
    await place.tells("续报", card="incident:1")
    assert (await quiet(place))[before:] == ["续报", "别的事"]


async def test_a_card_that_says_the_same_again_is_no_failure(place: Place) -> None:
    before = len(await quiet(place))
    for _ in range(3):
        await place.tells("初报", card="incident:1")
    assert (await quiet(place))[before:] == ["初报"]
    assert not ask(place.database, "SELECT id FROM outbox WHERE status NOT IN ('sent', 'replaced')")


async def test_a_long_text_arrives_whole(place: Place) -> None:
    words = "".join(f"第{number}句。" for number in range(2_000))
    before = len(await quiet(place))
    await place.tells(words)
    assert "".join((await quiet(place))[before:]) == words


async def test_words_arrive_as_they_were_written(place: Place) -> None:
    words = "<b>不是粗体</b> *也不是* _下划线_ [链接](http://127.0.0.1) & 表情😀 \\ `代码` 𠮷"
    before = len(await quiet(place))
    await place.tells("", text=say("plain", text=words))
    assert (await quiet(place))[before:] == [words]


async def test_a_letter_has_an_id_by_which_it_can_be_found_again(place: Place) -> None:
    await place.tells("甲")
    told = ask(place.database, "SELECT message, status FROM outbox WHERE chat = ? ORDER BY id DESC LIMIT 1", place.chat)
    assert told[0][0]
    assert told[0][1] == "sent"


async def test_sending_gives_a_value(place: Place) -> None:
    outcome = await place.channel.send(Outgoing(id=10**6, chat=place.chat, rich=(Span("甲"),)))
    assert isinstance(outcome, Sent)


# --- in ----------------------------------------------------------------------------------------------------------


async def test_what_is_said_is_in_the_inbox_when_it_is_confirmed_and_is_answered(place: Place) -> None:
    before = await quiet(place)
    await place.says("今晚谁值班")
    assert len(place.inbox()) == 1
    await place.again()
    assert place.confirmed
    assert len(await quiet(place)) == len(before) + 1


async def test_what_cannot_be_written_is_not_confirmed_and_is_taken_once_when_there_is_room(place: Place) -> None:
    await place.room(left=False)
    await place.says(LONG)
    assert not place.confirmed
    assert not place.inbox()
    assert place.channel.can.instant or any(NO in words for words in await place.sees())
    await place.room(left=True)
    await place.again()
    await quiet(place)
    assert place.confirmed
    assert len(place.inbox()) == 1
    assert ask(place.database, "SELECT count(*) FROM matters WHERE kind = 'incident'") == [(1,)]


async def test_what_comes_twice_counts_once(place: Place) -> None:
    await place.says(REPORT)
    await quiet(place)
    await place.again()
    await place.app.reception.accept(stored(place))
    await quiet(place)
    assert len(place.inbox()) == 1
    assert ask(place.database, "SELECT count(*) FROM matters WHERE kind = 'incident'") == [(1,)]


def stored(place: Place) -> list[Arrival]:
    """Everything in the inbox, as it would arrive again."""
    found = ask(place.database, "SELECT channel, key, raw, chat, lane, message FROM inbox")
    return [
        Arrival(channel=channel, key=key, raw=json.loads(raw), chat=chat, lane=lane, message=message)
        for channel, key, raw, chat, lane, message in found
    ]


async def test_what_is_stored_can_be_read_again_after_any_time(place: Place) -> None:
    await place.says(REPORT)
    arrival = stored(place)[0]
    said = place.channel.read(arrival.raw)
    assert isinstance(said, Inbound)
    assert (said.channel, said.key, said.kind) == (place.channel.name, arrival.key, Kind.MESSAGE)
    assert (said.chat, said.message) == (arrival.chat, arrival.message)
    assert said.text == REPORT
    assert said.private
    assert place.channel.read(arrival.raw) == said


async def test_without_words_means_without_words(place: Place) -> None:
    await place.says(REPORT)
    bare = place.channel.without_words(stored(place)[0].raw)
    assert REPORT not in str(bare)
    assert "河西" not in str(bare)
    said = place.channel.read(bare)
    assert said is None or not said.text


async def test_a_classified_text_is_answered_and_nowhere_stored(place: Place) -> None:
    before = len(await quiet(place))
    await place.says("机密★1年\n关于某某工作的通知")
    assert any("机要渠道" in words for words in (await quiet(place))[before:])
    stored_rows: list[tuple[Any, ...]] = ask(place.database, "SELECT raw, refused FROM inbox")
    assert stored_rows[0][1] == "secrecy-mark"
    assert "某某工作" not in stored_rows[0][0]


async def test_the_channel_says_what_it_can(place: Place) -> None:
    can = place.channel.can
    assert place.channel.name
    assert can.text_limit > 0
    assert can.in_flight > 0
