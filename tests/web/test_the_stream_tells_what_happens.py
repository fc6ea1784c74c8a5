"""An open page is told what happens as it happens, and one that was away is told to look anew, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.channels.web.hub import BACKLOG, Event, Hub, Page, Tidings
from bot.channels.web.sessions import ANYBODY, Session
from bot.domain.effects import Notify
from bot.domain.ids import PersonId
from bot.domain.obligations import Recipient
from bot.domain.texts import Button, say
from bot.engine.batch import NOBODY
from bot.engine.work import PlanWork
from bot.ports import Plan
from tests.web.opened import Opened, opened
from tests.web.visitor import anybody, bare, new_key
from tests.world import at

REPORT = "报告：G210城北3公里客车侧翻，2人受伤，交警大队李明来电"


async def tell(house: Opened, to: str, words: str, card: str = "") -> None:
    """The bot says something."""
    button = Button(label=say("plain", text="看看"), verb="help")
    notify = Notify(to=Recipient(to), text=say("plain", text=words), card=card, buttons=(button,))
    await house.app.desk.do(PlanWork(plan=Plan(notifies=(notify,)), origin=NOBODY))


async def test_a_stream_begins_with_the_offices_time(tmp_path: Path) -> None:
    async with (
        opened(tmp_path) as house,
        anybody(house) as visitor,
        visitor.client.stream("GET", "/events") as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        lines = answer.aiter_lines()
        assert await anext(lines) == "retry: 1000"
        assert await anext(lines) == ""
        assert (await anext(lines)).startswith("id: ")
        assert await anext(lines) == "event: hello"
        milliseconds = int((await anext(lines)).removeprefix("data: "))
        assert abs(milliseconds - house.app.clock.now().timestamp() * 1000) < 5_000


async def test_what_the_bot_says_arrives_whole_where_the_chat_is_open_and_as_a_line_elsewhere(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        async with visitor.listening("?chat=p:wanglei") as here, visitor.listening("?chat=p:sunli") as there:
            await tell(house, "p:wanglei", "看一下\n第二行")
            open_page, other_page = await here.until("tell"), await there.until("tell")
        assert 'data-new="yes"' in open_page.data
        assert 'class="act plain"' in open_page.data
        assert 'data-preview="看一下 第二行"' in other_page.data
        assert "<article" not in other_page.data


async def test_a_card_is_told_in_its_place(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        async with visitor.listening("?chat=p:wanglei") as told:
            await tell(house, "p:wanglei", "卡片：待签收", card="c1")
            first = await told.until("tell", words="待签收")
            await tell(house, "p:wanglei", "卡片：已签收", card="c1")
            later = await told.until("tell", words="已签收")
        name = first.data.split('id="m-')[1].split('"')[0]
        assert 'data-new="yes"' in first.data
        assert 'data-new="no"' in later.data
        assert f'id="m-{name}"' in later.data
        assert "待签收" not in await visitor.piece("/chat/p:wanglei")


async def test_what_one_says_in_a_group_the_others_see_at_once_before_the_bots_answer(tmp_path: Path) -> None:
    async with (
        opened(tmp_path) as house,
        anybody(house) as speaker,
        anybody(house) as reader,
        reader.listening("?chat=g:zhibanqun&as=sunli") as told,
    ):
        await speaker.says("g:zhibanqun", REPORT, **{"as": "wanglei"})
        said = await told.until("tell")
        assert 'data-by="wanglei"' in said.data
        assert 'class="msg theirs' in said.data
        answer = await told.until("tell", words='data-chat="g:zhibanqun" data-by=""')
        assert 'class="quote"' in answer.data or 'class="msg bot card' in answer.data


async def test_ones_own_words_stand_on_ones_own_side(tmp_path: Path) -> None:
    async with (
        opened(tmp_path) as house,
        anybody(house) as speaker,
        speaker.listening("?chat=g:zhibanqun&as=wanglei") as told,
    ):
        answer = await speaker.says("g:zhibanqun", "大家辛苦", **{"as": "wanglei"})
        assert 'class="msg mine' in answer.text
        assert 'class="msg mine' in (await told.until("tell")).data


async def test_an_edit_is_told_in_place_of_what_was_said(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as speaker:
        key = new_key()
        async with speaker.listening("?chat=g:zhibanqun&as=sunli") as told:
            await speaker.says("g:zhibanqun", "今晚十点开会", key=key, **{"as": "wanglei"})
            await told.until("tell", words="十点")
            await speaker.says("g:zhibanqun", "今晚九点开会", edits=f"i{key}", **{"as": "wanglei"})
            edit = await told.until("tell", words="九点")
        assert 'data-new="no"' in edit.data
        assert "已修改" in bare(edit.data)
        assert f'id="m-i{key}"' in edit.data


async def test_a_word_in_passing_is_for_the_browser_that_pressed(tmp_path: Path) -> None:
    async with (
        opened(tmp_path) as house,
        anybody(house) as presser,
        anybody(house) as other,
        presser.listening() as his,
        other.listening() as hers,
    ):
        await presser.taps("p:wanglei", "nonsense:::", "o1")
        assert "按钮" in (await his.until("toast")).data
        await tell(house, "p:wanglei", "别的事")
        passed_by = await hers.until("tell")
        assert "别的事" in passed_by.data


async def test_a_pushed_clock_is_told_to_every_page(tmp_path: Path) -> None:
    async with (
        opened(tmp_path) as house,
        anybody(house) as pusher,
        anybody(house) as other,
        other.listening() as told,
    ):
        before = house.app.clock.now()
        answer = await pusher.post("/clock", {"by": "1h"})
        assert answer.status_code == 200
        assert answer.text.startswith("时间拨到")
        milliseconds = int((await told.until("clock")).data)
        assert str(milliseconds)[:-4] == answer.headers["hx-trigger"].split(": ")[1].rstrip("}")[:-4]
        assert abs(milliseconds / 1000 - (before + timedelta(hours=1)).timestamp()) < 30


async def test_the_clock_goes_to_the_next_deadline_and_its_reminder_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        await visitor.says("g:zhibanqun", REPORT, **{"as": "wanglei"})
        await house.app.reception.quiet()
        async with visitor.listening("?chat=p:wanglei") as told:
            assert (await visitor.post("/clock", {"by": "next"})).status_code == 200
            assert "口头" in (await told.until("tell", words="提醒")).data


async def test_an_unknown_push_is_refused(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        for by in ("", "-1h", "2h", "next; 1h"):
            answer = await visitor.post("/clock", {"by": by})
            assert (answer.status_code, answer.text) == (403, "只有示例办公室可以拨快时间。")


async def test_a_page_that_missed_something_is_told_to_look_anew(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        page = await visitor.piece("/chat/p:wanglei")
        since = page.split("since=")[1].split('"')[0]
        async with visitor.listening(f"?chat=p:wanglei&since={since}") as told:
            await tell(house, "p:sunli", "什么也没错过")
            assert (await told.next()).name == "tell"  # type: ignore[union-attr]
        async with visitor.listening(f"?chat=p:wanglei&since={since}") as told:
            assert (await told.next()).name == "refresh"  # type: ignore[union-attr]


async def test_a_browser_that_comes_back_says_itself_how_far_it_had_come(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        since = (await visitor.piece("/chat/p:wanglei")).split("since=")[1].split('"')[0]
        async with visitor.listening(f"?chat=p:wanglei&since={since}") as told:
            await tell(house, "p:wanglei", "一")
            last = await told.until("tell")
        async with visitor.listening(f"?chat=p:wanglei&since={since}", **{"Last-Event-ID": last.id}) as told:
            await tell(house, "p:wanglei", "二")
            assert "二" in (await told.next()).data  # type: ignore[union-attr]


async def test_a_stream_ends_when_the_login_does(tmp_path: Path) -> None:
    async with (
        opened(tmp_path) as house,
        anybody(house) as visitor,
        visitor.listening() as told,
    ):
        house.login_clock.set(house.login_clock.now() + timedelta(hours=13))
        house.web.hub.toast(next(iter(house.web.hub.pages)).session.id, "轻轻一推")
        assert (await told.next()).name == "over"  # type: ignore[union-attr]
        assert await told.next() is None


async def test_a_page_that_is_far_behind_is_told_to_look_anew(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor, visitor.listening() as told:
        page = next(iter(house.web.hub.pages))
        for number in range(1_200):
            house.web.hub.toast(page.session.id, str(number))
        assert (await told.until("refresh")).data == ""


async def test_a_closed_page_is_forgotten(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor:
        async with visitor.listening(), visitor.listening():
            assert len(house.web.hub.pages) == 2
        async with visitor.listening() as told:
            await tell(house, "p:wanglei", "还有谁")
            await told.until("tell")
            await tell(house, "p:wanglei", "再说一次")
            await told.until("tell", words="再说一次")
            assert len(house.web.hub.pages) == 1


async def test_while_more_is_on_its_way_no_page_claims_to_have_seen_everything(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, anybody(house) as visitor, visitor.listening() as told:
        house.web.hub.owing += 1  # somebody's words are being written down
        await tell(house, "p:wanglei", "一")
        assert (await told.until("tell", words="一")).id == ""
        house.web.hub.owing -= 1
        await tell(house, "p:wanglei", "二")
        assert (await told.until("tell", words="二")).id != ""


def a_page() -> Page:
    """A page that nobody reads."""
    session = Session(id="s", person=ANYBODY, until=at("20:00"))
    return Page(session=session, me=PersonId("wanglei"), chat="", language="zh-CN")


def waiting(page: Page) -> list[Tidings]:
    """What a page has yet to be told."""
    return [page.queue.get_nowait().name for _ in range(page.queue.qsize())]


def test_whoever_is_far_behind_looks_anew_once_and_still_hears_the_time_and_the_end() -> None:
    page = a_page()
    page.tell(Event(Tidings.CLOCK, "1"))
    for number in range(BACKLOG * 2):
        page.tell(Event(Tidings.TELL, str(number)))
    page.tell(Event(Tidings.REFRESH))
    page.tell(Event(Tidings.BYE))
    assert waiting(page) == [Tidings.REFRESH, Tidings.CLOCK, Tidings.BYE]


async def test_whoever_has_looked_anew_is_told_again() -> None:
    page = a_page()
    page.tell(Event(Tidings.REFRESH))
    page.tell(Event(Tidings.TELL, "this it sees for itself"))
    events = page.events(20)
    assert await anext(events) == Event(Tidings.REFRESH)
    page.tell(Event(Tidings.TELL, "and this it is told"))
    assert await anext(events) == Event(Tidings.TELL, "and this it is told")


def test_a_persons_words_are_looked_for_among_his_own_pages_and_anybodys() -> None:
    hub, anybodys = Hub(), a_page()
    own, other = (replace(a_page(), session=replace(anybodys.session, person=PersonId(id))) for id in ("wanglei", "x"))
    with hub.open(anybodys), hub.open(own), hub.open(other):
        assert set(hub.near("p:wanglei")) == {anybodys, own}
        assert set(hub.near("g:zhibanqun")) == {anybodys, own, other}
        own.tell(Event(Tidings.REFRESH))
        assert set(hub.near("p:wanglei")) == {anybodys}
    assert not hub.near("p:wanglei")
    assert not hub.pages
