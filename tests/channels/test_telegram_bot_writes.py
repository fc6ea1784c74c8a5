"""What the bot writes on Telegram: every word arrives, whatever its length and signs, shown as well as it can be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.channels.telegram.outbound import units
from bot.domain.texts import Style
from bot.messages import Never, Sent, Span, SpanKind
from tests.channels.telegram_by_hand import ByHand, button, by_hand, letter
from tests.telegram_server.client import TelegramControl
from tests.telegram_server.faults import FaultKind

pytest_plugins = ["tests.telegram_server.fixtures"]

DUE = int(datetime(2026, 11, 18, 2, 40, tzinfo=UTC).timestamp())
FAMILY = "👨‍👩‍👧"


@pytest.fixture
async def channel(telegram: TelegramControl) -> AsyncIterator[ByHand]:
    """A channel beside an empty server."""
    async with by_hand(telegram) as channel:
        yield channel


@pytest.fixture
async def wang(telegram: TelegramControl) -> int:
    """王磊, who has begun his chat with the bot."""
    return await telegram.add_person("王磊", started=True)


# --- how it looks --------------------------------------------------------------------------------------------------


async def test_a_deadline_counts_down_behind_its_words(channel: ByHand, wang: int) -> None:
    rich = (Span("口头报告 时限 "), Span("10:40", SpanKind.DEADLINE, DUE), Span("，请尽快"))
    await channel.send(letter(wang, rich))

    (seen,) = await channel.telegram.read(wang)
    assert seen.text == "口头报告 时限 10:40（⏳），请尽快"
    (entity,) = seen.entities
    assert (entity.type, entity.text, entity.unix_time, entity.date_time_format) == ("date_time", "⏳", DUE, "r")


async def test_entities_stand_right_behind_signs_of_two_units(channel: ByHand, wang: int) -> None:
    rich = (
        Span(f"🚨{FAMILY}𠮷 "),
        Span("突发〔2026〕3号", SpanKind.BOLD),
        Span(" 🔥"),
        Span("x", SpanKind.DEADLINE, DUE),
    )
    await channel.send(letter(wang, rich))

    (seen,) = await channel.telegram.read(wang)
    assert seen.marked("bold") == ["突发〔2026〕3号"]
    assert seen.marked("date_time") == ["⏳"]


async def test_what_people_write_is_never_markup(channel: ByHand, wang: int) -> None:
    words = "<b>不加粗</b> *星号* _下划线_ [链接](http://example.org) `代码` &amp; \\ ~ |"
    await channel.send(letter(wang, words))

    (seen,) = await channel.telegram.read(wang)
    assert seen.text == words
    assert not seen.marked("bold")


async def test_an_older_server_gets_the_same_words_and_is_not_asked_again(channel: ByHand, wang: int) -> None:
    await channel.telegram.older()
    rich = (Span("张建国", SpanKind.BOLD), Span("，时限 "), Span("10:40", SpanKind.DEADLINE, DUE))
    for _ in range(2):
        assert isinstance(await channel.send(letter(wang, rich, button("收到", style=Style.PRIMARY))), Sent)

    seen = await channel.telegram.read(wang)
    assert [message.text for message in seen] == ["张建国，时限 10:40（⏳）"] * 2
    assert [message.marked("bold") for message in seen] == [["张建国"]] * 2
    assert [message.labels for message in seen] == [["收到"]] * 2
    assert (await channel.telegram.state()).count("sendMessage") == 3, "one refusal is enough to learn from"


async def test_words_go_out_alone_where_nothing_of_their_looks_is_taken(channel: ByHand, wang: int) -> None:
    await channel.telegram.fault(
        FaultKind.ERROR, "sendMessage", code=400, words="Bad Request: can't parse entities: it is Monday"
    )
    assert isinstance(await channel.send(letter(wang, (Span("张建国", SpanKind.BOLD),), button("收到"))), Sent)

    (seen,) = await channel.telegram.read(wang)
    assert (seen.text, seen.labels, seen.entities) == ("张建国", ["收到"], ())


async def test_buttons_wear_the_colour_of_what_they_do(channel: ByHand, wang: int) -> None:
    shown = (button("下达", style=Style.PRIMARY), button("更正"), button("作废", style=Style.DANGER))
    await channel.send(letter(wang, "【待下达】", *shown))

    (seen,) = await channel.telegram.read(wang)
    assert [(b.label, b.style) for row in seen.buttons for b in row] == [
        ("下达", "primary"),
        ("更正", ""),
        ("作废", "danger"),
    ]


async def test_long_labels_have_a_row_of_their_own(channel: ByHand, wang: int) -> None:
    labels = ("收到", "办结", "申请延期", "这个按钮上的字多得一排放不下两个")
    await channel.send(letter(wang, "请选", *map(button, labels)))

    (seen,) = await channel.telegram.read(wang)
    assert [[b.label for b in row] for row in seen.buttons] == [["收到", "办结", "申请延期"], [labels[3]]]


async def test_a_button_carries_up_to_64_bytes(channel: ByHand, wang: int) -> None:
    data = "x" * 64
    await channel.send(letter(wang, "请选", button("可以", data)))
    assert (await channel.telegram.last(wang)).buttons[0][0].data == data

    assert isinstance(await channel.send(letter(wang, "请选", button("不行", data + "x"))), Never)


async def test_a_link_is_not_previewed(channel: ByHand, wang: int) -> None:
    await channel.send(letter(wang, "http://127.0.0.1:8080/enter/a-one-time-code"))
    assert (await channel.telegram.last(wang)).link_preview == {"is_disabled": True}


async def test_a_quiet_message_does_not_ring(channel: ByHand, wang: int) -> None:
    await channel.send(letter(wang, "周报", silent=True))
    assert (await channel.telegram.last(wang)).silent


async def test_an_answer_hangs_on_what_it_answers(channel: ByHand, wang: int) -> None:
    said = await channel.telegram.say(wang, "我到岗了")
    await channel.send(letter(wang, "已登记", reply_to=str(said)))
    assert (await channel.telegram.last(wang)).reply_to == said

    await channel.send(letter(wang, "那条已删", reply_to="99999"))
    assert (await channel.telegram.last(wang)).text == "那条已删"
    assert (await channel.telegram.state()).count("sendMessage") == 2


# --- how long it is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["字", "🚨", FAMILY, "👍🏽", "🇨🇳", "e\u0301"])
async def test_a_long_line_is_cut_and_no_sign_is_lost_or_halved(channel: ByHand, wang: int, sign: str) -> None:
    words = "x" + sign * (9_000 // units(sign))
    await channel.send(letter(wang, words))

    seen = await channel.telegram.read(wang)
    assert "".join(message.text for message in seen) == words
    assert len(seen) > 1
    assert all(message.text.startswith(sign) for message in seen[1:])
    assert all(message.text.endswith(sign) for message in seen)


async def test_lines_stay_whole_and_buttons_hang_on_the_last_part(channel: ByHand, wang: int) -> None:
    lines = [f"{number}. 请各单位于今日17:30前报送值班安排和防汛备勤情况。" for number in range(300)]
    outcome = await channel.send(letter(wang, "\n".join(lines), button("收到")))

    seen = await channel.telegram.read(wang)
    assert [line for message in seen for line in message.text.split("\n")] == lines
    assert [message.labels for message in seen] == [[]] * (len(seen) - 1) + [["收到"]]
    assert outcome == Sent(str(seen[-1].id), count=len(seen))


async def test_marks_of_a_long_text_are_right_in_each_part(channel: ByHand, wang: int) -> None:
    rich = tuple(
        span
        for number in range(200)
        for span in (
            Span(f"🚨{number:03d}", SpanKind.BOLD),
            Span(" 请各单位报送值班安排，时限 "),
            Span("10:40", SpanKind.DEADLINE, DUE),
            Span("\n"),
        )
    )
    await channel.send(letter(wang, rich))

    seen = await channel.telegram.read(wang)
    assert len(seen) > 1
    assert [mark for message in seen for mark in message.marked("bold")] == [f"🚨{number:03d}" for number in range(200)]
    assert [mark for message in seen for mark in message.marked("date_time")] == ["⏳"] * 200


async def test_a_bold_text_over_the_limit_is_bold_in_each_part(channel: ByHand, wang: int) -> None:
    await channel.send(letter(wang, (Span("急" * 5_000, SpanKind.BOLD),)))

    seen = await channel.telegram.read(wang)
    assert [message.marked("bold") for message in seen] == [["急" * 4_096], ["急" * 904]]


async def test_a_message_of_exactly_the_limit_is_one(channel: ByHand, wang: int) -> None:
    await channel.send(letter(wang, "字" * 4_096))
    assert len(await channel.telegram.read(wang)) == 1


async def test_a_card_stays_one_message_and_says_that_it_is_cut(channel: ByHand, wang: int) -> None:
    await channel.send(letter(wang, "长" * 5_000, card="m7"))

    (seen,) = await channel.telegram.read(wang)
    assert seen.text.endswith(" …")
    assert len(seen.text) <= 4_096


async def test_blank_text_is_no_reason_to_send_nothing(channel: ByHand, wang: int) -> None:
    assert isinstance(await channel.send(letter(wang, " \n")), Sent)
    assert (await channel.telegram.last(wang)).text == "…"


# --- cards ---------------------------------------------------------------------------------------------------------


async def test_a_card_is_edited_in_place(channel: ByHand, wang: int) -> None:
    first = await channel.send(letter(wang, "突发1号", button("口头已报"), card="m7"))
    assert isinstance(first, Sent)

    again = await channel.send(letter(wang, "突发1号 已口头报告", button("快报已发"), card="m7", edit=first.message))

    (seen,) = await channel.telegram.read(wang)
    assert again == first
    assert (seen.text, seen.labels, seen.earlier) == ("突发1号 已口头报告", ["快报已发"], ("突发1号",))


async def test_a_card_that_has_not_changed_is_no_failure(channel: ByHand, wang: int) -> None:
    first = await channel.send(letter(wang, "突发1号", button("口头已报"), card="m7"))
    assert isinstance(first, Sent)

    assert await channel.send(letter(wang, "突发1号", button("口头已报"), card="m7", edit=first.message)) == first
    assert len(await channel.telegram.read(wang)) == 1


async def test_a_card_that_somebody_deleted_is_written_anew(channel: ByHand, wang: int) -> None:
    first = await channel.send(letter(wang, "突发1号", card="m7"))
    assert isinstance(first, Sent)
    await channel.telegram.erase(wang, int(first.message))

    anew = await channel.send(letter(wang, "突发1号 已口头报告", card="m7", edit=first.message))

    (seen,) = await channel.telegram.read(wang)
    assert anew == Sent(str(seen.id))
    assert seen.text == "突发1号 已口头报告"


async def test_an_edit_keeps_its_counting_deadline_and_its_colours(channel: ByHand, wang: int) -> None:
    first = await channel.send(letter(wang, "突发1号", card="m7"))
    assert isinstance(first, Sent)
    rich = (Span("时限 "), Span("10:40", SpanKind.DEADLINE, DUE))
    await channel.send(letter(wang, rich, button("口头已报", style=Style.PRIMARY), card="m7", edit=first.message))

    (seen,) = await channel.telegram.read(wang)
    assert seen.marked("date_time") == ["⏳"]
    assert seen.buttons[0][0].style == "primary"
