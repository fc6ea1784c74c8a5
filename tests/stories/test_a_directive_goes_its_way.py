"""An issued 批示: signed for, worked on, done, verified, sent back, revised, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.ids import UnitId
from bot.domain.matters import Stage
from bot.domain.obligations import Status
from bot.domain.office import Office
from bot.domain.texts import deadline, moment, names
from tests.stories.orders import PLAN, directive, issued, journalled, matter, states, words
from tests.world import a_world, at


async def test_a_button_signs_for_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        said = await world.taps("gaoxiang", "sign")

        assert "已签收" in said
        assert "0001办完了" in said
        world.no_cards()
        assert await states(world) == {"fagai": "signed", "caizheng": "waiting"}
        assert "已经签收过了" in await world.taps("gaoxiang", "sign")


async def test_received_in_reply_signs_for_that_one(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请发改局本周五前拿出方案")
        await world.taps("chenzhiyuan", "issue")
        first = world.hears("gaoxiang", "directive.head.open", number="DB-2026-0001")
        await issued(world, "请发改局月底前报全年总结")

        await world.says("gaoxiang", "收到", reply_to=first)

        world.hears("gaoxiang", "directive.signed", number="DB-2026-0001")
        world.no_cards()
        assert await states(world, "DB-2026-0002") == {"fagai": "waiting"}


async def test_bare_received_signs_for_the_only_one_and_never_completes(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "收到，马上办")

        world.hears("gaoxiang", "directive.signed", number="DB-2026-0001")
        world.no_cards()
        assert (await states(world))["fagai"] == "signed"
        owed = [o for o in (await matter(world, "DB-2026-0001")).obligations if o.owes == "answer"]
        assert [o.status for o in owed] == [Status.ACKNOWLEDGED]

        await world.says("gaoxiang", "收到")
        world.hears("gaoxiang", "ack.nothing-waits")
        assert (await states(world))["fagai"] == "signed"


async def test_bare_received_with_two_waiting_is_asked_which(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await issued(world, "请发改局月底前报全年总结")

        await world.says("gaoxiang", "收到")
        asked = world.hears("gaoxiang", "which.ask")
        assert {(await states(world))["fagai"], (await states(world, "DB-2026-0002"))["fagai"]} == {"waiting"}

        wanted = (await matter(world, "DB-2026-0002")).matter.id
        button = next(b for b in asked.letter.buttons if b.matter == wanted)
        chosen = replace(asked, letter=replace(asked.letter, buttons=(button,)))
        assert "DB-2026-0002" in await world.taps("gaoxiang", "this", on=chosen), "a word in passing is enough"
        world.no_cards()
        assert await states(world) == {"fagai": "waiting", "caizheng": "waiting"}
        assert await states(world, "DB-2026-0002") == {"fagai": "signed"}


async def test_received_with_a_number_needs_no_question(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await issued(world, "请发改局月底前报全年总结")

        await world.says("gaoxiang", "0002收到")

        world.hears("gaoxiang", "directive.signed", number="DB-2026-0002")
        world.no_cards()


async def test_received_in_a_group_where_nothing_waits_is_talk_among_people(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("xulei", "收到", group="dubanqun")
        world.silence()
        await world.says("gaoxiang", "收到", group="dubanqun")
        world.no_cards()
        assert (await states(world))["fagai"] == "signed"


async def test_progress_is_kept_on_the_card_and_a_late_forecast_is_remarked(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "0001进展：现场勘察完了，正征求意见，预计下周三出稿")

        noted = world.hears("gaoxiang", "directive.progress-noted", number="DB-2026-0001")
        assert noted.says("directive.expected-late", due=moment(at("17:30", 20)))
        card = world.hears("chenzhiyuan", "directive.note.progress")
        assert "正征求意见" in words(world, card)
        world.no_cards()
        assert (await states(world))["fagai"] == "signed", "whoever reports on it has received it"


async def test_a_reminder_offers_to_say_how_far_it_is(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.taps("gaoxiang", "sign")
        await world.taps("linfang", "sign")
        world.no_cards()
        await world.until(at("14:30", 19))
        reminder = world.hears("gaoxiang", "call.warn")

        await world.taps("gaoxiang", "progress", on=reminder)
        world.hears("gaoxiang", "directive.ask.progress")
        await world.says("gaoxiang", "正在会签，明天能报")

        world.hears("gaoxiang", "directive.progress-noted")
        world.no_cards()


async def test_done_is_verified_by_supervision_and_only_then_closed(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        await world.says("gaoxiang", "0001办完了，方案已报陈县长")
        world.hears("gaoxiang", "directive.completed")
        for supervisor in ("sunli", "wutao"):
            assert world.hears(supervisor, "directive.to-verify").button("close_out") is not None
        world.no_cards()
        case = await matter(world, "DB-2026-0001")
        assert (case.matter.stage, (await states(world))["fagai"]) == (Stage.OPEN, "done")
        assert not [o for o in case.obligations if o.live and o.owes == "answer"]

        await world.taps("sunli", "close_out")
        world.hears("sunli", "directive.all-closed-out")
        for person in ("chenzhiyuan", "gaoxiang", "linfang"):
            world.hears(person, "directive.all-closed-out")
        world.no_cards()
        closed = await matter(world, "DB-2026-0001")
        assert closed.matter.stage is Stage.CLOSED
        assert not [o for o in closed.obligations if o.live]


async def test_with_two_leads_the_first_closure_leaves_the_other_open(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局、财政局本周五前分别报方案")
        await world.says("gaoxiang", "0001办完了")
        world.forgets()

        await world.taps("sunli", "close_out")

        assert world.hears("sunli", "directive.closed-out").says("directive.left", who=names("财政局"))
        world.hears("chenzhiyuan", "directive.closed-out")
        world.hears("gaoxiang", "directive.closed-out")
        world.no_cards()
        assert (await matter(world, "DB-2026-0001")).matter.stage is Stage.OPEN


async def test_what_is_not_good_enough_goes_back_with_a_reason_and_a_day(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001办完了")
        world.forgets()

        await world.taps("sunli", "return")
        world.hears("sunli", "directive.ask.return")
        await world.says("sunli", "缺资金测算")

        back = world.hears("gaoxiang", "directive.returned", reason="缺资金测算", due=deadline(at("17:30", 20)))
        assert back
        world.hears("sunli", "directive.returned")
        world.no_cards()
        assert (await states(world))["fagai"] == "signed"
        owed = [o for o in (await matter(world, "DB-2026-0001")).obligations if o.live and o.owes == "answer"]
        assert [o.due_at for o in owed] == [at("17:30", 20)]


async def test_sending_back_in_words_needs_no_button(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001办完了")
        world.forgets()

        await world.says("sunli", "0001退回，缺资金测算")

        world.hears("gaoxiang", "directive.returned", reason="缺资金测算")
        world.hears("sunli", "directive.returned")
        world.no_cards()


async def test_a_tap_that_asks_to_send_back_only_one_unit_leaves_the_other(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world, "请发改局、财政局本周五前分别报方案")
        await world.says("gaoxiang", "0001办完了")
        await world.says("linfang", "0001办完了")
        world.forgets()

        await world.taps("sunli", "return", arg="caizheng")
        world.forgets()
        await world.says("sunli", "缺附表")

        world.hears("linfang", "directive.returned", reason="缺附表")
        world.hears("sunli", "directive.returned")
        world.no_cards()
        assert await states(world) == {"fagai": "done", "caizheng": "signed"}


async def test_nobody_but_supervision_verifies(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001办完了")
        world.forgets()

        await world.says("gaoxiang", "0001销号")

        world.hears("gaoxiang", "refused.role")
        assert await journalled(world, "gaoxiang", "refused.role")
        assert (await states(world))["fagai"] == "done"


async def test_another_unit_can_neither_sign_nor_complete_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        for said in ("0001收到", "0001进展：在办", "0001办完了", "0001申请延到下周三", "0001不归我们管"):
            await world.says("xulei", said)
            refused = world.unheard.pop()
            assert refused.letter.chat == "p:xulei"
            assert set(refused.keys) & {"directive.not-yours", "directive.nothing-to-extend", "ack.nothing"}, said
        assert await states(world) == {"fagai": "waiting", "caizheng": "waiting"}


async def test_a_word_of_the_leader_reaches_those_who_still_have_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "issue")
        card = world.hears("chenzhiyuan", "directive.head.open")
        world.forgets()

        await world.says("chenzhiyuan", "这事抓紧，市里也在看", reply_to=card)

        for person in ("gaoxiang", "linfang"):
            assert world.hears(person, "directive.urged", by="陈县长", text="这事抓紧，市里也在看")
        world.hears("chenzhiyuan", "directive.passed-on", n=2)
        world.no_cards()


async def test_what_a_unit_says_on_the_telephone_supervision_takes_down(tmp_path: Path) -> None:
    def no_liaison(office: Office) -> Office:
        unit = replace(office.units[UnitId("zhujian")], liaison=None)
        return replace(office, units={**office.units, unit.id: unit})

    async with a_world(tmp_path, office=no_liaison) as world:
        await issued(world, "请住建局本周五前报方案")

        await world.says("sunli", "0001住建局已签收")
        world.hears("sunli", "directive.signed-for", who=names("住建局"))
        await world.says("sunli", "0001住建局办完了")
        world.hears("sunli", "directive.completed-for")
        world.hears("sunli", "directive.to-verify")
        world.hears("wutao", "directive.to-verify")
        world.no_cards()
        assert await states(world) == {"zhujian": "done"}


async def test_sent_back_in_reply_to_the_request_to_verify(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)
        await world.says("gaoxiang", "0001办完了")
        asked = world.hears("sunli", "directive.to-verify")
        world.forgets()

        await world.says("sunli", "退回，数据对不上", reply_to=asked)

        world.hears("gaoxiang", "directive.returned", reason="数据对不上")
        world.hears("sunli", "directive.returned")
        world.no_cards()


async def test_the_title_others_read_does_not_speak_for_the_leader(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await issued(world)

        case = await matter(world, "DB-2026-0001")
        assert case.matter.title == "拿出方案"
        await world.says("gaoxiang", "0001办完了")
        world.forgets()
        assert (await directive(world)).parts[0].evidence == "", "that it is done is no evidence"
