"""Files on Telegram: pictures are shown, documents keep their names, and words are never cut to fit under either."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram.error import BadRequest

from bot.channels.telegram.api import Access, Api
from bot.messages import Never, OutgoingFile, Sent, TryAgain
from tests.channels.telegram_by_hand import ByHand, button, by_hand, letter
from tests.telegram_server.client import TOKEN, TelegramControl
from tests.telegram_server.faults import FaultKind
from tests.telegram_server.samples import png

pytest_plugins = ["tests.telegram_server.fixtures"]

LEDGER = OutgoingFile(name="差错台账（2026年第47周）.xlsx", data=b"PK\x03\x04" + bytes(range(256)))
CHART = OutgoingFile(name="周报.png", data=png(640, 400), picture=True)


@pytest.fixture
async def channel(telegram: TelegramControl) -> AsyncIterator[ByHand]:
    """A channel beside an empty server."""
    async with by_hand(telegram) as channel:
        yield channel


@pytest.fixture
async def wang(telegram: TelegramControl) -> int:
    """王立群, who has begun his chat with the bot."""
    return await telegram.add_person("王立群", started=True)


async def test_a_weekly_summary_is_words_then_a_picture_then_a_document(channel: ByHand, wang: int) -> None:
    outcome = await channel.send(letter(wang, "一周小结", button("看明细"), files=(CHART, LEDGER)))

    words, picture, document = await channel.telegram.read(wang)
    assert (words.text, words.labels) == ("一周小结", ["看明细"])
    assert [file.kind for file in (picture.files[0], document.files[0])] == ["photo", "document"]
    assert document.files[0].name == LEDGER.name
    assert await channel.telegram.download(document.files[0].id) == LEDGER.data
    assert await channel.telegram.download(picture.files[0].id) == CHART.data
    assert outcome == Sent(str(words.id), count=3)


async def test_words_longer_than_a_caption_arrive_whole_beside_their_file(channel: ByHand, wang: int) -> None:
    words = "本周共登记突发事件三起，均按时上报。" * 100
    assert len(words) > 1_024
    await channel.send(letter(wang, words, files=(LEDGER,)))

    seen = await channel.telegram.read(wang)
    assert [message.text for message in seen] == [words, ""]
    assert seen[1].files[0].name == LEDGER.name


@pytest.mark.parametrize("data", [b"no picture at all", png(2_000, 20)])
async def test_a_picture_that_telegram_does_not_show_goes_as_a_document(
    channel: ByHand, wang: int, data: bytes
) -> None:
    await channel.send(letter(wang, "图", files=(OutgoingFile(name="图.png", data=data, picture=True),)))

    seen = (await channel.telegram.last(wang)).files[0]
    assert (seen.kind, seen.name) == ("document", "图.png")
    assert await channel.telegram.download(seen.id) == data


async def test_a_file_that_telegram_takes_in_no_form_is_given_up(channel: ByHand, wang: int) -> None:
    outcome = await channel.send(letter(wang, "空的", files=(OutgoingFile(name="空.txt", data=b""),)))

    assert isinstance(outcome, Never)
    assert not outcome.unreachable
    assert [message.text for message in await channel.telegram.read(wang)] == ["空的"]


async def test_a_second_file_that_fails_does_not_bring_the_first_again(channel: ByHand, wang: int) -> None:
    message = letter(wang, "一周小结", files=(CHART, LEDGER))
    await channel.telegram.fault(FaultKind.DROP, "sendDocument")
    assert isinstance(await channel.send(message), TryAgain)
    assert isinstance(await channel.send(message), Sent)

    kinds = [[file.kind for file in seen.files] for seen in await channel.telegram.read(wang)]
    assert kinds == [[], ["photo"], ["document"]]


class _LocalServer(Api):
    """A server of one's own that was started with --local: it names files by where they lie on this machine."""

    lying = Path()

    async def call(self, method: str, wait: float = 0.0, /, **arguments: object) -> dict[str, str]:
        return {"file_path": str(self.lying)}


async def test_a_server_of_ones_own_says_where_the_file_lies(tmp_path: Path) -> None:
    api = _LocalServer(Access(token=TOKEN, base_url="http://127.0.0.1:9"))
    api.lying = tmp_path / "file_1.xlsx"
    with pytest.raises(BadRequest):
        await api.download("a-file")
    api.lying.write_bytes(LEDGER.data)
    assert await api.download("a-file") == LEDGER.data
