"""A platform may be busy, away, forgetful or closed to us: the channel says so in values, and the engine copes.

What is asked here of Telegram, against a Bot API server, and of a hand-made platform, is asked of every channel that
carries messages.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.messages import Never, Outgoing, Sent, Span, TryAgain
from tests.contracts.places import PLATFORMS, WAIT, Platform, Trouble
from tests.engine.house import ask

AGAIN = "【重发】"


@pytest_asyncio.fixture(params=[pytest.param("telegram", marks=pytest.mark.slow), "by hand"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Platform]:
    async with PLATFORMS[request.param](tmp_path) as found:
        yield found


def message(place: Platform) -> Outgoing:
    return Outgoing(id=10**6, chat=place.chat, rich=(Span("甲"),))


async def test_a_busy_chat_says_how_long_to_wait_and_speaks_for_itself_alone(place: Platform) -> None:
    await place.arrange(Trouble.BUSY)
    outcome = await place.channel.send(message(place))
    assert isinstance(outcome, TryAgain)
    assert (outcome.after, outcome.everybody, outcome.unknown) == (timedelta(seconds=WAIT), False, False)
    assert await place.sees() == []


async def test_a_platform_that_is_away_is_away_for_everybody(place: Platform) -> None:
    await place.arrange(Trouble.AWAY)
    outcome = await place.channel.send(message(place))
    assert isinstance(outcome, TryAgain)
    assert outcome.everybody
    assert await place.sees() == []
    await place.all_is_well()
    assert isinstance(await place.channel.send(message(place)), Sent)
    assert await place.sees() == ["甲"]


async def test_a_lost_answer_is_not_taken_for_a_no(place: Platform) -> None:
    await place.arrange(Trouble.LOST_ANSWER)
    outcome = await place.channel.send(message(place))
    assert isinstance(outcome, TryAgain)
    assert outcome.unknown
    assert await place.sees() == ["甲"]


async def test_whoever_has_blocked_the_bot_will_never_be_reached(place: Platform) -> None:
    await place.arrange(Trouble.BLOCKED)
    outcome = await place.channel.send(message(place))
    assert isinstance(outcome, Never)
    assert outcome.unreachable
    assert outcome.why


async def test_what_met_a_platform_that_was_away_arrives_when_it_is_back(place: Platform) -> None:
    await place.arrange(Trouble.AWAY)
    telling = place.tells_later("甲", "乙")
    await place.all_is_well()
    await telling
    assert [words.removeprefix(AGAIN) for words in await place.sees()] == ["甲", "乙"]


async def test_what_may_have_arrived_comes_again_marked_and_is_settled(place: Platform) -> None:
    await place.arrange(Trouble.LOST_ANSWER)
    await place.tells("甲")
    assert await place.sees() == ["甲", f"{AGAIN}甲"]
    assert ask(place.database, "SELECT status FROM outbox") == [("sent",)]


async def test_what_will_never_arrive_is_settled_too(place: Platform) -> None:
    await place.arrange(Trouble.BLOCKED)
    await place.tells("甲")
    assert ask(place.database, "SELECT status, why <> '' FROM outbox") == [("failed", 1)]
    assert ask(place.database, "SELECT lost FROM accounts") == [(1,)]
