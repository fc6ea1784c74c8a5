"""The past of a chat: in order, page by page, nothing twice and nothing left out; and how much of it is new."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.conversation import END, START, Mark
from bot.domain.effects import Notify
from bot.domain.obligations import Recipient
from bot.domain.texts import Text, deadline, lines, say
from bot.engine.batch import NOBODY
from bot.engine.work import PlanWork
from bot.ports import Plan
from storage.web import SqlHistory
from tests.web.opened import Opened, opened, real
from tests.web.visitor import Visitor, anybody, bare, new_key, somebody
from tests.world import at

GROUP = "g:zhibanqun"


async def tell(house: Opened, to: str, *words: str, card: str = "", text: Text | None = None) -> None:
    """The bot says several things at the same moment."""
    told = tuple(Notify(to=Recipient(to), text=text or say("plain", text=one), card=card) for one in words or ("",))
    await house.app.desk.do(PlanWork(plan=Plan(notifies=told), origin=NOBODY))


def said(page: str) -> list[str]:
    """The words of every message on a piece of page, in order."""
    found = re.findall(r'<div class="words">(.*?)</div>', page, re.DOTALL)
    return [bare(words).strip() for words in found]


async def back_through(visitor: Visitor, chat: str) -> list[str]:
    """Everything a chat has, read backwards page by page."""
    page = await visitor.piece(f"/chat/{chat}")
    found = said(page)
    while older := re.search(r'class="older" hx-get="([^"]+)"', page):
        page = await visitor.piece(older[1].replace("&amp;", "&"))
        found = said(page) + found
    return found


async def test_a_long_past_is_read_page_by_page_without_a_gap(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        expected = list[str]()
        for number in range(60):
            words = [f"第{number}批之{one}" for one in range(3)]  # letters of one moment, across the edge of a page
            await tell(house, GROUP, *words)
            expected += words
            if number % 7 == 0:
                await visitor.says(GROUP, f"第{number}声", **{"as": "sunli"})
                expected.append(f"第{number}声")
        await house.app.reception.quiet()
        found = [words for words in await back_through(visitor, GROUP) if words.startswith("第")]
        assert found == expected


async def test_many_cards_are_read_back_in_the_places_where_they_first_stood(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        for number in range(90):
            await tell(house, GROUP, f"卡{number}甲", card=f"card-{number}")
        for number in (0, 45, 89):
            await tell(house, GROUP, f"卡{number}乙", card=f"card-{number}")
        expected = [f"卡{number}{'乙' if number in (0, 45, 89) else '甲'}" for number in range(90)]
        assert [words for words in await back_through(visitor, GROUP) if words.startswith("卡")] == expected


async def test_an_edit_is_seen_in_the_past_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        key = new_key()
        await visitor.says(GROUP, "原来的话", key=key, **{"as": "sunli"})
        await tell(house, GROUP, *(f"后来{number}" for number in range(50)))
        await visitor.says(GROUP, "改过的话", edits=f"i{key}", **{"as": "sunli"})
        await visitor.says(GROUP, "再改的话", edits=f"i{key}", **{"as": "sunli"})
        found = await back_through(visitor, GROUP)
        assert "再改的话" in found
        assert not {"原来的话", "改过的话"} & set(found)


async def test_an_answer_quotes_what_it_answers_even_from_another_page(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        key = new_key()
        await visitor.says(GROUP, "谁去现场？", key=key, **{"as": "sunli"})
        await tell(house, GROUP, *(f"后来{number}" for number in range(60)))
        answer = await visitor.says(GROUP, "我去", reply_to=f"i{key}", **{"as": "liuyang"})
        for page in (answer.text, await visitor.piece(f"/chat/{GROUP}")):
            quoted = page.split('class="quote"')[1].split("</a>")[0]
            assert "孙丽" in quoted
            assert "谁去现场？" in quoted


async def test_an_answer_to_nothing_quotes_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        for id in ("o99999", "i12345678", "o" + "9" * 18):
            answer = await visitor.says(GROUP, "我去", reply_to=id, **{"as": "liuyang"})
            assert answer.status_code == 200
            assert "quote" not in answer.text


async def test_deadlines_are_marked_so_that_the_page_can_count_them_down(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        due = at("15:20")
        text = lines(
            say("plain", text="快报"), say("owed.about", owed=say("plain", text="报送"), about=deadline(due, "clock"))
        )
        await tell(house, "p:wanglei", text=text, card="c")
        page = await visitor.piece("/chat/p:wanglei")
        assert f'<time class="due" data-at="{int(due.timestamp())}">15:20</time>' in page


# --- what is new ---------------------------------------------------------------------------------------------------


def unread(page: str, chat: str) -> int:
    """The number beside a chat of the list."""
    row = page.split(f'data-chat="{chat}"')[1].split("</a>")[0]
    return int(re.findall(r'data-n="(\d+)"', row)[0])


async def test_what_is_new_is_counted_and_a_look_clears_it(tmp_path: Path) -> None:
    async with (
        opened(tmp_path, edit=real) as house,
        somebody(house, "王磊") as reader,
        somebody(house, "高翔") as speaker,
    ):
        assert unread(await reader.piece("/list"), GROUP) == 0
        await tell(house, GROUP, "一", "二")
        await tell(house, GROUP, "卡", card="c")
        await tell(house, GROUP, "卡改了", card="c")
        await speaker.says(GROUP, "三")
        await reader.says(GROUP, "自己说的不算")
        assert unread(await reader.piece("/list"), GROUP) == 4
        assert unread(await speaker.piece("/list"), GROUP) == 4
        assert (await reader.post(f"/chat/{GROUP}/seen", {})).status_code == 204
        assert unread(await reader.piece("/list"), GROUP) == 0
        assert unread(await speaker.piece("/list"), GROUP) == 4
        await tell(house, GROUP, "卡又改了", card="c")
        assert unread(await reader.piece("/list"), GROUP) == 0  # what one has seen does not become new by changing


async def test_more_than_a_hundred_are_not_counted(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        await tell(house, GROUP, *(str(number) for number in range(150)))
        page = await visitor.piece("/list")
        assert unread(page, GROUP) == 100
        assert ">99+</span>" in page


async def test_the_list_says_what_was_last_said_and_when(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        await tell(house, GROUP, "先前")
        await visitor.says(GROUP, "最后一句", **{"as": "sunli"})
        row = bare((await visitor.piece("/list")).split(f'data-chat="{GROUP}"')[1].split("</a>")[0])
        assert "孙丽：最后一句" in row
        assert "14:2" in row


# --- the store itself ----------------------------------------------------------------------------------------------


async def test_a_mark_is_read_as_it_was_written() -> None:
    assert Mark.parse(str(Mark(letter=12, said=7))) == Mark(letter=12, said=7)
    for written in ("", "1", "1.", ".1", "1.2.3", "-1.2", "a.b", "1.2 ", "9" * 30 + ".1"):
        assert Mark.parse(written) is None


async def test_every_question_is_answered_from_an_index(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        asked = list[tuple[str, Any]]()
        engine = house.app.store.engine

        @event.listens_for(engine.sync_engine, "before_cursor_execute")
        def note(*call: object) -> None:
            asked.append((str(call[2]), call[3]))

        history = SqlHistory(engine)
        await tell(house, GROUP, "卡", card="c")
        asked.clear()
        await history.page(GROUP, END, 40)
        await history.latest([GROUP, "p:wanglei"])
        await history.unread({GROUP: START}, "p:wanglei")
        await history.message(GROUP, "o1")
        await history.message(GROUP, "i12345678")
        card = next(one.letter for one in await history.page(GROUP, END, 40) if one.letter and one.letter.card)
        await history.placed([card])
        questions = list(asked)
        async with engine.connect() as read:
            for statement, parameters in questions:
                plan: list[Any] = list(await read.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters))
                slow = [row for row in plan if re.match(r"SCAN (inbox|outbox|earlier|later)\b", row[3])]
                assert not slow, (statement, slow)


async def test_the_list_may_be_as_long_as_the_office_is_large(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await tell(house, "p:wanglei", "有一条")
        history, chats = SqlHistory(house.app.store.engine), [*(f"p:p{n}" for n in range(900)), "p:wanglei"]
        assert (await history.latest(chats))["p:wanglei"].letter is not None
        found = await history.unread(dict.fromkeys(chats, START), "p:*")
        assert len(found) == 901
        assert found["p:wanglei"] > 0
        assert found["p:p0"] == 0
