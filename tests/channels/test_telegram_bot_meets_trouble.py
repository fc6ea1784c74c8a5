"""What becomes of a message when Telegram does not take it: again, when, elsewhere, or never; and nothing twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.messages import Moved, Never, OutgoingFile, Sent, TryAgain
from tests.channels.telegram_by_hand import ByHand, by_hand, letter
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.faults import FaultKind

pytest_plugins = ["tests.telegram_server.fixtures"]

LONG = "\n".join(f"{number}. 请各单位于今日17:30前报送值班安排。" for number in range(400))


@pytest.fixture
async def channel(telegram: TelegramControl) -> AsyncIterator[ByHand]:
    """A channel beside an empty server."""
    async with by_hand(telegram) as channel:
        yield channel


@pytest.fixture
async def wang(telegram: TelegramControl) -> int:
    """王磊, who has begun his chat with the bot."""
    return await telegram.add_person("王磊", started=True)


# --- again ---------------------------------------------------------------------------------------------------------


async def test_telegram_says_how_long_to_wait(channel: ByHand, wang: int) -> None:
    await channel.telegram.fault(FaultKind.TOO_MANY, "sendMessage", retry_after=17)
    outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, TryAgain)
    assert (outcome.after, outcome.everybody, outcome.unknown) == (timedelta(seconds=17), False, False)


@pytest.mark.parametrize(("code", "html"), [(500, False), (502, False), (502, True), (503, True)])
async def test_a_server_that_fails_is_tried_again(channel: ByHand, wang: int, code: int, html: bool) -> None:
    await channel.telegram.fault(FaultKind.ERROR, "sendMessage", code=code, html=html)
    outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, TryAgain)
    assert (outcome.everybody, outcome.unknown) == (False, False)
    assert await channel.telegram.read(wang) == []


@pytest.mark.parametrize("kind", [FaultKind.LOSE, FaultKind.GARBLE])
async def test_an_answer_that_is_lost_leaves_it_unknown(channel: ByHand, wang: int, kind: FaultKind) -> None:
    await channel.telegram.fault(kind, "sendMessage")
    outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, TryAgain)
    assert outcome.unknown
    assert len(await channel.telegram.read(wang)) == 1


@pytest.mark.parametrize("html", [False, True])
async def test_a_gateway_that_loses_patience_leaves_it_unknown(channel: ByHand, wang: int, html: bool) -> None:
    await channel.telegram.fault(FaultKind.ERROR, "sendMessage", code=504, html=html)
    outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, TryAgain)
    assert outcome.unknown


async def test_an_answer_that_comes_too_late_leaves_it_unknown(telegram: TelegramControl, wang: int) -> None:
    async with by_hand(telegram, patience=0.2) as channel:
        await telegram.fault(FaultKind.LATE, "sendMessage", delay=30)
        outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, TryAgain)
    assert (outcome.everybody, outcome.unknown) == (False, True)


async def test_three_chats_in_a_row_mean_that_it_is_everybody(channel: ByHand) -> None:
    people = [await channel.telegram.add_person(name, started=True) for name in ("王磊", "赵敏", "刘洋")]
    await channel.telegram.fault(FaultKind.ERROR, "sendMessage", times=3, code=502)
    outcomes = [await channel.send(letter(person, "请报到")) for person in people]

    assert [isinstance(outcome, TryAgain) and outcome.everybody for outcome in outcomes] == [False, False, True]
    assert isinstance(await channel.send(letter(people[0], "请报到")), Sent)


async def test_nobody_there_means_that_it_is_everybody(telegram: TelegramControl, wang: int) -> None:
    async with by_hand(telegram, base_url="http://127.0.0.1:9") as channel:
        outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, TryAgain)
    assert (outcome.everybody, outcome.unknown) == (True, False)


async def test_parts_that_have_arrived_are_not_sent_again(channel: ByHand, wang: int) -> None:
    message = letter(wang, LONG, files=(OutgoingFile(name="周报.txt", data=b"1"),))
    await channel.telegram.fault(FaultKind.ERROR, "sendDocument", code=502)
    assert isinstance(await channel.send(message), TryAgain)
    parts = await channel.telegram.read(wang)

    outcome = await channel.send(message)

    seen = await channel.telegram.read(wang)
    assert [m.id for m in seen[:-1]] == [m.id for m in parts]
    assert seen[-1].files[0].name == "周报.txt"
    assert outcome == Sent(str(parts[-1].id), count=1)
    assert "\n".join(m.text for m in parts) == LONG


# --- never, or elsewhere -------------------------------------------------------------------------------------------


async def test_whoever_blocked_the_bot_is_not_reached_any_more(channel: ByHand, wang: int) -> None:
    await channel.telegram.block(wang)
    outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, Never)
    assert outcome.unreachable
    assert "blocked" in outcome.why


async def test_whoever_never_began_a_chat_is_not_reached(channel: ByHand) -> None:
    stranger = await channel.telegram.add_person("刘洋")
    outcome = await channel.send(letter(stranger, "请报到"))

    assert isinstance(outcome, Never)
    assert outcome.unreachable


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: chat not found",
        "Bad Request: user not found",
        "Bad Request: group chat was deactivated",
        "Bad Request: PEER_ID_INVALID",
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: CHAT_WRITE_FORBIDDEN",
    ],
)
async def test_a_chat_that_is_gone_is_marked(channel: ByHand, wang: int, words: str) -> None:
    await channel.telegram.fault(FaultKind.ERROR, "sendMessage", code=400, words=words)
    outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, Never)
    assert outcome.unreachable


async def test_a_message_that_is_wrong_for_ever_is_not_tried_for_ever(channel: ByHand, wang: int) -> None:
    await channel.telegram.fault(FaultKind.ERROR, "sendMessage", code=400, words="Bad Request: message is too long")
    outcome = await channel.send(letter(wang, "请报到"))

    assert outcome == Never("Message is too long")
    assert isinstance(await channel.send(letter(wang, "请报到")), Sent), "the chat itself is well"


async def test_a_group_that_has_become_another_says_where_it_is(channel: ByHand, wang: int) -> None:
    group = await channel.telegram.add_group("值班群", [wang])
    new = await channel.telegram.upgrade(group)

    assert await channel.send(letter(group, "请报到")) == Moved(str(new))


async def test_a_card_of_a_group_that_has_become_another_is_written_there(channel: ByHand, wang: int) -> None:
    group = await channel.telegram.add_group("值班群", [wang])
    first = await channel.send(letter(group, "突发1号", card="m7"))
    assert isinstance(first, Sent)
    new = await channel.telegram.upgrade(group)

    outcome = await channel.send(letter(group, "突发1号 已口头报告", card="m7", edit=first.message))
    assert outcome == Moved(str(new))
    assert isinstance(await channel.send(letter(new, "突发1号 已口头报告", card="m7")), Sent)


async def test_a_wrong_token_stops_everybody_and_is_not_shown(telegram: TelegramControl, wang: int) -> None:
    async with by_hand(telegram, token="987654321:AAF-a-wrong-one") as channel:
        outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, TryAgain)
    assert outcome.everybody
    assert "AAF-a-wrong-one" not in outcome.why


async def test_a_server_of_ones_own_may_write_a_no_under_a_yes(channel: ByHand, wang: int) -> None:
    words = "Forbidden: bot was blocked by the user"
    await channel.telegram.fault(FaultKind.ERROR, "sendMessage", code=403, status=200, words=words)
    outcome = await channel.send(letter(wang, "请报到"))

    assert isinstance(outcome, Never)
    assert outcome.unreachable


# --- menus ---------------------------------------------------------------------------------------------------------


async def test_a_reminder_sets_no_menu_and_an_answer_does(channel: ByHand, wang: int) -> None:
    channel.commands.by_chat[str(wang)] = ("help", "checkin")
    channel.listen()
    await channel.telegram.wait_call("setMyCommands", count=3)
    await channel.send(letter(wang, "请报到"))
    assert await channel.telegram.menu(wang) == {"help": "help in zh-CN"}

    await channel.telegram.say(wang, "我到岗了")
    await channel.hear()
    await channel.send(letter(wang, "已登记"))
    await channel.telegram.wait_call("setMyCommands", count=6)
    assert await channel.telegram.menu(wang) == {"help": "help in zh-CN", "checkin": "checkin in zh-CN"}

    await channel.telegram.say(wang, "谁值班")
    await channel.hear(2)
    await channel.send(letter(wang, "王磊"))
    assert (await channel.telegram.state()).count("setMyCommands") == 6, "nothing about him has changed"


@pytest.mark.parametrize("phone", ["zh-hans", "en", "fr"])
async def test_who_chose_a_language_has_his_menu_in_it(channel: ByHand, phone: str) -> None:
    wang = await channel.telegram.add_person("王磊", started=True, language=phone)
    channel.listen()
    await channel.telegram.wait_call("setMyCommands", count=3)
    channel.commands.chosen[str(wang)] = "en"
    await channel.telegram.say(wang, "/lang en")
    await channel.hear()
    await channel.send(letter(wang, "English it is."))
    await channel.telegram.wait_call("setMyCommands", count=6)
    assert await channel.telegram.menu(wang) == {"help": "help in en"}


async def test_a_menu_that_cannot_be_set_is_tried_with_the_next_answer(channel: ByHand, wang: int) -> None:
    channel.commands.by_chat[str(wang)] = ("help", "checkin")
    channel.listen()
    await channel.telegram.wait_call("setMyCommands", count=3)
    await channel.telegram.fault(FaultKind.ERROR, "setMyCommands", code=502)
    for count, words in enumerate(("我到岗了", "谁值班"), 1):
        await channel.telegram.say(wang, words)
        await channel.hear(count)
        assert isinstance(await channel.send(letter(wang, "好")), Sent)
        await channel.telegram.wait_call("setMyCommands", count=(0, 4, 7)[count])
    assert "checkin" in await channel.telegram.menu(wang)
