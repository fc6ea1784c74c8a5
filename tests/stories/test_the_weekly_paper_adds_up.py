"""周报: its figures are those that anybody would count by hand, with what earlier weeks have left over."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from bot.domain.duties.shift.rostering import OpenShift
from bot.domain.figures import DirectiveCounts, FaultCounts, Share, ShiftCounts, WeeklyFigures
from bot.domain.ids import PersonId
from bot.domain.roster import Place
from bot.ports import Order
from handlers.figures import gather
from tests.stories.orders import issued, words
from tests.world import Heard, World, a_world, at

MONDAY = at("08:30", 23)


async def ordered(world: World, words: str, unit: str) -> None:
    """A leader orders something, and the unit's contact signs for it."""
    await issued(world, words)
    await world.taps(unit, "sign")
    world.forgets()


async def on_post(world: World) -> None:
    """Wednesday night: 张建国 comes in time, 王磊 five minutes late, 李晓东 not at all."""
    posts = (
        (PersonId("zhangjianguo"), Place.LEADER),
        (PersonId("wanglei"), Place.PRIMARY),
        (PersonId("lixiaodong"), Place.SECONDARY),
    )
    start, end = at("17:30", 18), at("08:30", 19)
    shift = OpenShift(by=None, date=start.date(), name="night", starts_at=start, ends_at=end, posts=posts)
    await world.app.order(Order(command=shift))
    await world.until(at("17:20", 18))
    await world.says("zhangjianguo", "到岗了")
    await world.until(at("17:35", 18))
    await world.says("wanglei", "到岗了")
    world.forgets()


async def the_week_before(world: World) -> None:
    """Four 批示 of the week from the 9th: one will be overdue, one done late in the next week, one is done at once."""
    await ordered(world, "请发改局本周五前报全县项目清单", "gaoxiang")
    await ordered(world, "请财政局下周五前报预算测算情况", "linfang")
    await ordered(world, "请教育局本周三前报校园安全情况", "zhuhong")
    await ordered(world, "请水利局下周五前报水库巡查情况", "xulei")
    await world.says("sunli", "记一次：马俊今天发文字号写错了")
    await world.until(at("10:00", 10))
    await world.says("zhuhong", "0003办完了，情况已报")
    await world.until(at("09:00", 16))
    world.forgets()


async def the_week(world: World) -> None:
    """The week from the 16th."""
    await ordered(world, "请住建局本周三前报老旧小区方案", "hubin")
    await issued(world, "请应急局、交通局本周五前分别报隐患排查情况")
    await world.taps("zhouqiang", "sign")
    await world.taps("hanyong", "sign")
    await ordered(world, "请卫健局下周三前报流感监测情况", "shenjie")
    await world.until(at("10:00", 17))
    await world.says("chenzhiyuan", "0004停办")
    await world.says("sunli", "0003销号")
    await world.says("sunli", "QX-2026-001认定")
    await world.until(at("09:30", 18))
    await world.says("linfang", "0002办完了，测算已报")
    await world.says("sunli", "记一次：何静送件送错了")
    await world.says("wutao", "QX-2026-003撤销，已核实没有送错")
    await on_post(world)
    await world.until(at("11:00", 19))
    await world.says("hubin", "0005办完了，方案已报")
    await world.says("zhouqiang", "0006办完了，应急局情况已报")
    world.forgets()


async def after_it(world: World) -> None:
    """What happens before the paper is made, and belongs to the next one."""
    await world.until(at("20:00", 22))
    await world.says("chenzhiyuan", "请发改局下周五前报明年计划")
    await world.until(at("08:00", 23))
    await world.taps("chenzhiyuan", "issue")
    await world.says("gaoxiang", "0001办完了，清单已报")
    world.forgets()


async def counted(world: World) -> WeeklyFigures:
    return await gather(world.app.reads, world.office, at("00:00", 16), at("00:00", 23), world.clock.now())


async def test_the_figures_of_a_week_and_of_what_was_left_over(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("09:00", 9)) as world:
        await the_week_before(world)
        await the_week(world)
        await after_it(world)
        figures = await counted(world)
        world.forgets()

        assert figures.directives == DirectiveCounts(
            registered=3,  # 0005, 0006, 0007; 0008 was only a draft on Sunday
            carried=2,  # 0001 and 0002; 0003 was done before, 0004 is withdrawn
            done=2,  # 0002, 0005
            running=3,  # 0001 (done on Monday morning, after the week), 0006 (交通局), 0007
            overdue=2,  # 0001, since the Friday before; 0006
            on_time=Share(part=1, of=2),  # 0005 was a day late
        )
        assert figures.shifts == ShiftCounts(shifts=1, check_ins=2, late=1, missed=1)
        assert figures.faults == {
            "doc": FaultCounts(confirmed=1),  # logged in the week before, confirmed in this one
            "affair": FaultCounts(suspected=2, revoked=1),  # 0001 without an answer, 李晓东; 何静
        }
        assert figures.faultless == ("综合股", "督查室", "信息股")
        rows = {row.number[-4:]: (row.state.value, row.overdue, row.late_units) for row in figures.directive_rows}
        assert rows == {
            "0001": ("running", True, ("发改局",)),
            "0002": ("done", False, ()),
            "0005": ("done", False, ()),
            "0006": ("running", True, ("交通局",)),
            "0007": ("running", False, ()),
        }


def sent(world: World) -> dict[str, Heard]:
    return {heard.letter.to: heard for heard in world.unheard if heard.says("weekly.head")}


async def sheet(world: World, heard: Heard) -> list[str]:
    """The numbers on the first sheet of the workbook that came with it."""
    (book,) = [a for a in heard.letter.attachments if a.args["name"].endswith(".xlsx")]
    file = await world.app.shelf.get(book)
    assert file is not None
    first = load_workbook(BytesIO(file.data)).worksheets[0]
    return [str(row[0].value)[-4:] for row in first.iter_rows(min_row=2)]


async def test_on_monday_it_goes_to_those_whom_the_office_names(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("09:00", 9)) as world:
        await the_week_before(world)
        await the_week(world)
        await after_it(world)

        await world.until(at("08:29", 23))
        assert sent(world) == {}
        await world.until(MONDAY)

        papers = sent(world)
        assert set(papers) == {"g:quanban", "p:wangliqun"}
        paper = papers["g:quanban"]
        said = words(world, paper)
        assert "本周登记批示 3 件，以前结转 2 件；已办结 2 件，占 40%，正在办理 3 件，占 60%，其中逾期 2 件" in said
        assert "应签到 3 人次，按时 1 人次，迟到 1 人次，未签到 1 人次" in said
        assert "由交通局负责的 DB-2026-0006 进展滞后" in said
        assert "零差错股室：综合股、督查室、信息股。" in said
        assert not paper.says("call.late")
        assert sorted(a.args["name"][-4:] for a in paper.letter.attachments) == [".png", ".xlsx"[1:]]
        assert await sheet(world, paper) == ["0001", "0002", "0005", "0006", "0007"]
        world.forgets()
        await world.until(at("08:29", 30))
        assert sent(world) == {}
        world.forgets()


async def test_on_demand_it_tells_of_the_week_so_far(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("09:00", 16)) as world:
        await ordered(world, "请住建局本周三前报老旧小区方案", "hubin")

        await world.says("wangliqun", "周报")

        paper = world.hears("wangliqun", "weekly.head")
        assert "本周登记批示 1 件；已办结 0 件" in words(world, paper)
        assert await sheet(world, paper) == ["0001"]


async def test_what_was_missed_is_sent_at_the_start_week_by_week_and_once(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("09:00", 16)) as world:
        await ordered(world, "请住建局本周三前报老旧小区方案", "hubin")

    async with a_world(tmp_path, at("10:00", 1, 12)) as world:
        await world.tick()

        papers = [heard for heard in world.unheard if heard.says("weekly.head") and heard.letter.to == "g:quanban"]
        assert [heard.says("call.late") for heard in papers] == [True, True]
        first, second = (words(world, heard) for heard in papers)
        assert "本周登记批示 1 件；" in first
        assert "本周登记批示 0 件，以前结转 1 件；" in second
        world.forgets()
        await world.until(at("08:29", 7, 12))
        assert sent(world) == {}
        world.forgets()


async def test_reports_of_incidents_are_in_time_or_late_and_drills_are_counted_apart(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("14:00", 17)) as world:
        await world.says("wanglei", "报告：城关镇化工园着火，有人受伤")
        await world.says("zhangjianguo", "刚才是演练")
        await world.until(at("14:31", 17))
        await world.says("wanglei", "报告：今天14时20分许，G210县城北3公里一辆客车侧翻，初步2死7伤，交警已到")
        await world.until(at("14:37", 17))
        await world.says("wanglei", "电话已报陈县长、王主任，14:36")
        await world.until(at("15:41", 17))
        await world.says("wanglei", "快报发了，王立群签发")
        await world.until(MONDAY)

        counts = (await counted(world)).incidents
        world.forgets()

        assert (counts.received, counts.drills) == (1, 1)
        assert counts.oral == Share(part=1, of=1)
        assert counts.flash == Share(part=0, of=1), "ten minutes late"
        assert counts.upward == Share(part=0, of=1), "never made"
