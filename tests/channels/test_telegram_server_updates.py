"""The Bot API server of the tests: updates wait until they are confirmed, and come again until then."""

from __future__ import annotations

import asyncio

from bot.clock import ticks
from tests.telegram_server.bare_bot import BareBot
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.wire import mapping, number

pytest_plugins = ["tests.telegram_server.fixtures"]


async def test_what_is_not_confirmed_comes_again(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    await telegram.say(liu, "到岗")
    await telegram.say(liu, "离岗")
    first = await bot_api.updates()
    assert [mapping(update["message"])["text"] for update in first] == ["到岗", "离岗"]
    assert await bot_api.updates() == first
    assert await bot_api.updates(number(first[0]["update_id"]) + 1) == first[1:]
    assert await bot_api.updates(number(first[1]["update_id"]) + 1) == []
    assert await bot_api.updates() == []


async def test_update_ids_follow_one_another(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    for word in ("一", "二", "三"):
        await telegram.say(liu, word)
    ids = [number(update["update_id"]) for update in await bot_api.updates()]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]


async def test_a_limit_cuts_the_batch(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    for word in ("一", "二", "三"):
        await telegram.say(liu, word)
    assert len(await bot_api.updates(limit=2)) == 2


async def test_a_negative_offset_keeps_only_the_last(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    for word in ("一", "二", "三"):
        await telegram.say(liu, word)
    assert [mapping(update["message"])["text"] for update in await bot_api.updates(-1)] == ["三"]
    assert len(await bot_api.updates()) == 1


async def test_a_poll_waits_for_the_first_update(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    poll = asyncio.create_task(bot_api.updates(timeout=10))
    await telegram.wait_listening()
    assert not poll.done()
    await telegram.say(liu, "到岗")
    assert mapping((await poll)[0]["message"])["text"] == "到岗"


async def test_a_poll_ends_empty_when_its_time_is_over(telegram: TelegramControl, bot_api: BareBot) -> None:
    began = ticks()
    assert await bot_api.updates(timeout=1) == []
    assert 0.9 < ticks() - began < 3


async def test_a_second_poll_ends_the_first(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    first = asyncio.create_task(bot_api.refusal("getUpdates", timeout=10))
    await telegram.wait_listening()
    second = asyncio.create_task(bot_api.updates(timeout=10))
    assert (await first).startswith("Conflict: terminated by other getUpdates request")
    await telegram.say(liu, "到岗")
    assert len(await second) == 1


async def test_a_poll_whose_bot_hangs_up_is_over(telegram: TelegramControl, bot_api: BareBot) -> None:
    poll = asyncio.create_task(bot_api.updates(timeout=10))
    await telegram.wait_listening()
    poll.cancel()
    hung_up = await telegram.wait_call("getUpdates")
    assert hung_up.code == 0
    assert not (await telegram.state()).polling


async def test_wanted_kinds_are_remembered(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    await bot_api.updates(allowed_updates=["callback_query"])
    await telegram.say(liu, "到岗")
    assert await bot_api.updates() == []
    await bot_api.updates(allowed_updates=[])
    await telegram.say(liu, "离岗")
    assert len(await bot_api.updates()) == 1


async def test_reactions_come_only_when_they_are_asked_for(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋", started=True)
    sent = await bot_api.message("sendMessage", chat_id=liu, text="通知")
    await telegram.react(liu, number(sent["message_id"]), "👍")
    assert await bot_api.updates(allowed_updates=["message_reaction"]) == []
    await telegram.react(liu, number(sent["message_id"]), "🙏")
    (update,) = await bot_api.updates()
    assert mapping(update["message_reaction"])["new_reaction"] == [{"type": "emoji", "emoji": "🙏"}]


async def test_an_update_shows_the_message_as_it_was_then(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    id = await telegram.say(liu, "到岗")
    await telegram.edit(liu, id, "已到岗")
    said, edited = await bot_api.updates()
    assert mapping(said["message"])["text"] == "到岗"
    assert mapping(edited["edited_message"])["text"] == "已到岗"
    assert number(mapping(edited["edited_message"])["edit_date"]) >= number(mapping(said["message"])["date"])


async def test_an_update_of_yesterday_is_not_delivered(telegram: TelegramControl, bot_api: BareBot) -> None:
    liu = await telegram.add_person("刘洋")
    await telegram.say(liu, "到岗")
    await telegram.clock(by=86_401)
    assert await bot_api.updates() == []


async def test_the_waiting_for_an_idle_bot_ends_with_the_confirmation(
    telegram: TelegramControl, bot_api: BareBot
) -> None:
    liu = await telegram.add_person("刘洋")
    await telegram.say(liu, "到岗")
    waiting = asyncio.create_task(telegram.wait_idle())
    (update,) = await bot_api.updates()
    await telegram.state()
    assert not waiting.done()
    await bot_api.updates(number(update["update_id"]) + 1)
    await waiting
