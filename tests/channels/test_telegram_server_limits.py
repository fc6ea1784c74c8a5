"""The Bot API server of the tests: Telegram's sending limits, in real minutes or in short ones."""

from __future__ import annotations

import pytest

from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.limits import Limits
from tests.telegram_server.wire import Json

pytest_plugins = ["tests.telegram_server.fixtures"]

GROUP, PERSON = -100, 7


def test_a_group_takes_twenty_messages_a_minute() -> None:
    limits = Limits(on=True)
    assert [limits.take(GROUP, False, 1, 2.0 * second) for second in range(20)] == [0] * 20
    assert limits.take(GROUP, False, 1, 41.5) == 19
    assert limits.take(GROUP, False, 1, 60.0) == 0


def test_a_person_takes_a_small_burst_and_then_one_a_second() -> None:
    limits = Limits(on=True)
    assert [limits.take(PERSON, True, 1, 0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert [limits.take(PERSON, True, 1, 1.0) for _ in range(2)] == [0, 1]


def test_thirty_messages_a_second_go_in_all() -> None:
    limits = Limits(on=True)
    taken = [limits.take(person, True, 1, 0.5) for person in range(31)]
    assert taken == [0] * 30 + [1]
    assert limits.take(99, True, 1, 1.6) == 0


def test_an_album_counts_for_all_its_messages() -> None:
    limits = Limits(on=True)
    assert limits.take(PERSON, True, 10, 0.0) == 0
    assert limits.take(PERSON, True, 1, 1.0) == 7
    assert [limits.take(person, True, 10, 1.5) for person in (8, 9, 10, 11)] == [0, 0, 0, 1]


def test_a_short_minute_shortens_every_wait_but_not_below_a_second() -> None:
    limits = Limits(on=True, minute=6.0)
    for _ in range(20):
        limits.take(GROUP, False, 1, 0.0)
    assert limits.take(GROUP, False, 1, 0.5) == 6
    assert limits.take(GROUP, False, 1, 5.9) == 1
    assert limits.take(GROUP, False, 1, 6.0) == 0


def test_what_is_refused_does_not_count() -> None:
    limits = Limits(on=True)
    for _ in range(50):
        limits.take(GROUP, False, 1, 0.0)
    assert limits.refused == 30
    assert limits.take(GROUP, False, 1, 60.0) == 0


async def test_a_bot_that_is_too_fast_is_told_how_long_to_wait(telegram: TelegramControl, bot_api: BareBot) -> None:
    zhang = await telegram.add_person("张建国")
    duty = await telegram.add_group("值班群", [zhang], announce=False)
    await telegram.limits(minute=30)
    for number in range(20):
        await bot_api.message("sendMessage", chat_id=duty, text=f"第{number}条")
    response = await bot_api.raw("sendMessage", chat_id=duty, text="第20条")
    assert response.status_code == 429
    assert response.headers["retry-after"] == "30"
    assert response.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 30",
        "parameters": {"retry_after": 30},
    }
    assert len(await telegram.read(zhang, chat=duty)) == 20
    await telegram.limits(on=False)
    await bot_api.message("sendMessage", chat_id=duty, text="第20条")


@pytest.mark.parametrize(("edits", "refused"), [(False, 0), (True, 1)])
async def test_edits_count_only_when_they_are_told_to(
    telegram: TelegramControl, bot_api: BareBot, edits: bool, refused: int
) -> None:
    zhang = await telegram.add_person("张建国", started=True)
    await telegram.limits(minute=600, burst=1, edits=edits)
    await bot_api.message("sendMessage", chat_id=zhang, text="请签收")
    change: dict[str, Json] = {"chat_id": zhang, "message_id": 1, "text": "已签收"}
    await bot_api.raw("editMessageText", **change)
    assert (await telegram.state()).limited == refused
