"""Papers are made from one count of the figures, and what cannot be made comes back as words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.documents.papers import DocumentPapers
from bot.documents.worker import Worker
from bot.domain.effects import Attachment
from bot.domain.figures import WeeklyFigures
from bot.domain.texts import Text
from bot.messages import OutgoingFile
from bot.ports import Papers
from tests.documents.weeks import USUAL, at, plain_words

_WEEK = {"since": "2026-11-16T00:00:00+08:00", "until": "2026-11-23T00:00:00+08:00"}


class Desk:
    """Counts how often it is asked to count."""

    def __init__(self) -> None:
        self.asked: list[tuple[datetime, datetime]] = []
        self.now = 0.0
        self.languages: set[str] = set()

    async def figures(self, since: datetime, until: datetime) -> WeeklyFigures:
        self.asked.append((since, until))
        await asyncio.sleep(0)
        return USUAL

    def words(self, text: Text, language: str) -> str:
        self.languages.add(language)
        return plain_words(text)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def papers(desk: Desk, tmp_path: Path) -> AsyncIterator[Papers]:
    worker = Worker()
    yield DocumentPapers(figures=desk.figures, words=desk.words, worker=worker, folder=tmp_path, clock=lambda: desk.now)
    worker.close()


def _file(made: tuple[OutgoingFile, ...] | Text) -> OutgoingFile:
    assert isinstance(made, tuple), made
    (file,) = made
    return file


def _words(made: tuple[OutgoingFile, ...] | Text) -> Text:
    assert isinstance(made, Text)
    return made


async def test_the_text_of_a_week_is_words(papers: Papers) -> None:
    made = _words(await papers.make(Attachment(kind="weekly-text", args=_WEEK), "zh-CN"))

    assert made.key == "@lines"


async def test_the_ledger_of_a_week_is_a_workbook_in_the_readers_language(papers: Papers, desk: Desk) -> None:
    file = _file(await papers.make(Attachment(kind="weekly-items", args=_WEEK), "en"))

    assert file.name == "weekly.file.items 2026-11-16 2026-11-22.xlsx"
    assert file.data[:2] == b"PK"
    assert not file.picture
    assert desk.languages == {"en"}


async def test_the_chart_of_a_week_is_a_picture_or_says_why_there_is_none(papers: Papers) -> None:
    made = await papers.make(Attachment(kind="weekly-chart", args=_WEEK), "zh-CN")

    if isinstance(made, Text):
        assert made == Text("weekly.no-font")
    else:
        file = _file(made)
        assert file.picture
        assert file.name == "weekly.file.chart 2026-11-16 2026-11-22.png"
        assert file.data[:4] == b"\x89PNG"


async def test_the_parts_of_a_paper_share_one_count(papers: Papers, desk: Desk) -> None:
    await asyncio.gather(*(papers.make(Attachment(kind="weekly-text", args=_WEEK), "zh-CN") for _ in range(3)))

    assert desk.asked == [(at(16, 0), at(23, 0))]


async def test_a_paper_asked_for_later_is_counted_anew(papers: Papers, desk: Desk) -> None:
    await papers.make(Attachment(kind="weekly-text", args=_WEEK), "zh-CN")
    desk.now += 61
    await papers.make(Attachment(kind="weekly-text", args=_WEEK), "zh-CN")

    assert len(desk.asked) == 2


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"since": "2026-11-16T00:00:00+08:00"},
        {"since": "last week", "until": "now"},
        {"since": "2026-11-16T00:00:00", "until": "2026-11-23T00:00:00"},
        {"since": _WEEK["until"], "until": _WEEK["since"]},
    ],
)
async def test_a_paper_without_a_proper_span_is_words(papers: Papers, desk: Desk, args: dict[str, str]) -> None:
    made = _words(await papers.make(Attachment(kind="weekly-items", args=args), "zh-CN"))

    assert made == Text("documents.no-span", {"kind": "weekly-items"})
    assert desk.asked == []


async def test_a_link_becomes_a_code(papers: Papers) -> None:
    file = _file(await papers.make(Attachment(kind="code", args={"link": "https://example.org/#7QK2"}), "zh-CN"))

    assert (file.name, file.picture, file.data[:4]) == ("code.png", True, b"\x89PNG")


async def test_a_file_goes_out_under_the_name_it_was_given(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "3f2a").write_bytes(b"PK")
    made = await papers.make(Attachment(kind="file", args={"path": "3f2a", "name": "值班表.xlsx"}), "zh-CN")

    assert _file(made) == OutgoingFile(name="值班表.xlsx", data=b"PK")


@pytest.mark.parametrize("path", ["", "gone.png", "../outside.txt", "/etc/hostname", "sub", "\0"])
async def test_what_does_not_lie_in_the_folder_is_not_sent(papers: Papers, tmp_path: Path, path: str) -> None:
    (tmp_path.parent / "outside.txt").write_text("secret")
    (tmp_path / "sub").mkdir()
    made = _words(await papers.make(Attachment(kind="file", args={"path": path}), "zh-CN"))

    assert made.key == "documents.no-file"


async def test_a_paper_nobody_knows_is_words(papers: Papers) -> None:
    assert await papers.make(Attachment(kind="horoscope"), "zh-CN") == Text("documents.unknown", {"kind": "horoscope"})


async def test_a_count_that_fails_is_not_kept(papers: Papers, desk: Desk, tmp_path: Path) -> None:
    async def fails(since: datetime, until: datetime) -> WeeklyFigures:
        desk.asked.append((since, until))
        raise ConnectionError("the store is away")

    worker = Worker()
    broken = DocumentPapers(figures=fails, words=desk.words, worker=worker)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            await broken.make(Attachment(kind="weekly-text", args=_WEEK), "zh-CN")
    worker.close()

    assert len(desk.asked) == 2


async def test_what_the_worker_cannot_do_comes_back_as_words(desk: Desk) -> None:
    worker = Worker()
    worker.close()
    papers = DocumentPapers(figures=desk.figures, words=desk.words, worker=worker)

    for kind in ("weekly-chart", "weekly-items"):
        assert await papers.make(Attachment(kind=kind, args=_WEEK), "zh-CN") == Text("documents.failed")
