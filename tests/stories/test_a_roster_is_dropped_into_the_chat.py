"""The administrator drops a roster into his chat: read, shown as a difference, applied whole with one tap, or not."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from bot.domain.roster import ShiftBody
from bot.domain.texts import say
from storage.reads import SqlReads
from tests.documents.sheets import example_roster, workbook
from tests.world import Heard, World, a_world, at

ADMINISTRATOR = "zhengkai"
_SHEET = "值班表.xlsx"
_TITLE = ("青禾县人民政府办公室2026年11月值班表",)
_L1 = ("日期", "星期", "带班领导", "值班人员(主班)", "副班", "值班电话", "备注")
_L6 = ("日期", "星期", "班次", "带班领导", "值班人员")


def each_day(*rows: tuple[object, ...], merge: tuple[str, ...] = ()) -> bytes:
    """L1: a day in each row."""
    return workbook([_TITLE, _L1, *rows], merge=["A1:G1", *merge])


GOOD = each_day(
    ("11月19日", "四", "张建国", "王磊", "李晓东"),
    ("11月20日", "五", None, "刘 洋 13900000001", "何静、赵敏"),
    (46347, "六", "周明", "赵敏", "马俊"),  # the serial number of 21 November 2026
    ("11月22日", "星期日", "周明", "王磊", "李晓东"),
    merge=("C3:C4",),
)


async def shifts(world: World) -> dict[str, str]:
    """The roster as it stands: who is where, by day and shift."""
    found = await SqlReads(world.app.store.engine, world.clock).shifts(at("00:00", 1), at("00:00", 28))
    rows = dict[str, str]()
    for matter in found:
        assert isinstance(matter.body, ShiftBody)
        people = " ".join(f"{post.place}:{post.person}" for post in matter.body.posts)
        rows[f"{matter.body.date:%m-%d} {matter.body.name}"] = people
    return rows


async def preview(world: World, data: bytes = GOOD, name: str = _SHEET) -> Heard:
    """The administrator drops a file; what he is shown."""
    await world.sends_file(ADMINISTRATOR, name, data)
    return next(heard for heard in world.unheard if heard.letter.chat == f"p:{ADMINISTRATOR}")


async def test_a_day_in_each_row_with_all_its_traps_is_read_shown_and_applied(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        shown = await preview(world)
        world.hears(ADMINISTRATOR, "roster.preview.head", new=4, changed=0, unchanged=0, gone=0)
        assert shown.button("apply_roster") is not None
        assert await shifts(world) == {}

        await world.taps(ADMINISTRATOR, "apply_roster")
        world.hears(ADMINISTRATOR, "roster.applied", n=4)

        assert await shifts(world) == {
            "11-19 all": "leader:zhangjianguo primary:wanglei secondary:lixiaodong",
            "11-20 all": "leader:zhangjianguo primary:liuyang secondary:hejing secondary:zhaomin",
            "11-21 all": "leader:zhouming primary:zhaomin secondary:majun",
            "11-22 all": "leader:zhouming primary:wanglei secondary:lixiaodong",
        }


async def test_day_and_night_shifts_in_rows_are_read(tmp_path: Path) -> None:
    sheet = workbook(
        [
            _TITLE,
            _L6,
            ("11月19日", "四", "白班", "张建国", "何静"),
            (None, None, "夜班", None, "王磊、李晓东"),
            (date(2026, 11, 20), "五", "白班", "周明", "赵敏"),
            (None, None, "夜班", None, "刘洋"),
        ],
        merge=["A1:E1", "A3:A4", "B3:B4", "D3:D4", "A5:A6", "B5:B6", "D5:D6"],
    )
    async with a_world(tmp_path) as world:
        await preview(world, sheet)
        world.hears(ADMINISTRATOR, "roster.preview.head", new=4)
        await world.taps(ADMINISTRATOR, "apply_roster")
        world.hears(ADMINISTRATOR, "roster.applied", n=4)

        assert (await shifts(world))["11-19 night"] == "leader:zhangjianguo primary:wanglei primary:lixiaodong"
        assert (await shifts(world))["11-20 day"] == "leader:zhouming primary:zhaomin"


async def test_a_wrong_weekday_and_an_unknown_name_are_named_and_nothing_can_be_applied(tmp_path: Path) -> None:
    wrong = each_day(("11月19日", "四", "张建国", "王磊"), ("11月20日", "三", "张建国", "王晓明"))
    async with a_world(tmp_path) as world:
        shown = await preview(world, wrong)

        told = world.hears(ADMINISTRATOR, "roster.preview.errors", n=2)
        assert {"roster.weekday", "roster.unknown-name"} <= {key.split(" ")[0] for key in told.keys}
        assert shown.button("apply_roster") is None
        assert await shifts(world) == {}


async def test_the_same_roster_twice_changes_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await preview(world)
        await world.taps(ADMINISTRATOR, "apply_roster")
        world.forgets()
        before = await shifts(world)

        shown = await preview(world)
        world.hears(ADMINISTRATOR, "roster.preview.nothing", n=4)
        assert shown.button("apply_roster") is None

        await world.taps(ADMINISTRATOR, "apply_roster")  # the old button is still there
        world.hears(ADMINISTRATOR, "roster.preview.nothing", n=4)
        assert await shifts(world) == before


async def test_a_roster_that_changed_since_it_was_shown_is_shown_and_asked_anew(tmp_path: Path) -> None:
    other = each_day(("11月19日", "四", "张建国", "刘洋", "何静"))
    async with a_world(tmp_path) as world:
        first = await preview(world)
        world.forgets()
        second = await preview(world, other)
        await world.taps(ADMINISTRATOR, "apply_roster", on=second)
        world.hears(ADMINISTRATOR, "roster.preview.head", new=1)
        world.hears(ADMINISTRATOR, "roster.applied", n=1)

        await world.taps(ADMINISTRATOR, "apply_roster", on=first)

        anew = world.hears(ADMINISTRATOR, "roster.changed-meanwhile")
        assert anew.says("roster.preview.head", new=3, changed=1)
        assert list(await shifts(world)) == ["11-19 all"]

        await world.taps(ADMINISTRATOR, "apply_roster", on=anew)
        world.hears(ADMINISTRATOR, "roster.applied", n=4)
        assert len(await shifts(world)) == 4


async def test_a_roster_shown_yesterday_leaves_out_the_day_that_is_over(tmp_path: Path) -> None:
    async with a_world(tmp_path, at("10:30", 19)) as world:
        shown = await preview(world)
        world.forgets()
        await world.until(at("09:00", 20))

        await world.taps(ADMINISTRATOR, "apply_roster", on=shown)

        anew = world.hears(ADMINISTRATOR, "roster.changed-meanwhile")
        assert anew.says("roster.preview.head", new=3)
        assert await shifts(world) == {}
        world.forgets()


async def test_a_roster_that_is_dropped_is_gone_with_one_tap(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await preview(world)
        world.hears(ADMINISTRATOR, "roster.preview.head")

        await world.taps(ADMINISTRATOR, "drop_roster")

        world.forgets()
        assert await shifts(world) == {}


async def test_a_month_of_the_offices_own_is_taken_whole(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        month = example_roster(world.office, date(2026, 12, 1))
        await preview(world, month)
        world.hears(ADMINISTRATOR, "roster.preview.head", new=31)
        await world.taps(ADMINISTRATOR, "apply_roster")
        world.hears(ADMINISTRATOR, "roster.applied", n=31)


# --- files that are none ---------------------------------------------------------------------------------------------


def zipped(name: str, size: int = 10) -> bytes:
    """A zip with one part."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return out.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param(GOOD[: len(GOOD) // 2], "roster.broken", id="half"),
        pytest.param(_OLE + bytes(2000), "roster.old-format", id="an xls with another name"),
        pytest.param(_OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "roster.password", id="password"),
        pytest.param(zipped("word/document.xml"), "roster.not-a-workbook", id="a docx with another name"),
        pytest.param(zipped("xl/worksheets/sheet1.xml", 60_000_000), "roster.unpacks-too-large", id="a zip bomb"),
        pytest.param(workbook([()]), "roster.empty", id="an empty sheet"),
        pytest.param(workbook([_TITLE, _L1, *[("19日",)] * 2000]), "roster.too-long", id="a huge sheet"),
        pytest.param(b"", "roster.not-a-workbook", id="nothing"),
    ],
)
async def test_a_file_that_cannot_be_read_is_answered_with_what_to_do(data: bytes, key: str, tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        shown = await preview(world, data)

        assert shown.says(key)
        assert shown.button("apply_roster") is None
        world.hears(ADMINISTRATOR, key)
        assert await shifts(world) == {}


@pytest.mark.parametrize(
    ("name", "size", "key"),
    [
        ("值班表.xls", 10, "roster.not-xlsx"),
        ("值班安排.docx", 10, "roster.not-xlsx"),
        (_SHEET, 30_000_000, "roster.too-large"),
    ],
)
async def test_a_file_by_its_name_or_size_is_not_even_fetched(name: str, size: int, key: str, tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.sends_file(ADMINISTRATOR, name, bytes(size))

        world.hears(ADMINISTRATOR, key, name=name)


async def test_somebody_else_who_drops_a_roster_is_told_who_may_and_it_is_in_the_journal(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.sends_file("wanglei", _SHEET, GOOD)

        world.hears("wanglei", "file.not-needed")
        assert await shifts(world) == {}
        entries = await world.app.reads.entries(0, 1000)
        refused = [entry for entry in entries if "file.not-needed" in str(entry)]
        assert len(refused) == 1
        assert "wanglei" in str(refused[0])


async def test_somebody_else_cannot_press_the_administrators_button(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        shown = await preview(world)
        world.hears(ADMINISTRATOR, "roster.preview.head")

        said = await world.taps("wanglei", "apply_roster", on=shown)

        assert said == world.app.tongue.words(say("refused.stale-button"))
        assert await shifts(world) == {}
