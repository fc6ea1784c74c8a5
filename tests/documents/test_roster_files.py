"""Whatever bytes are sent as a roster, the answer is a problem that can be understood, never an exception."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.documents.proposal import Severity
from tests.documents.sheets import HEADER, NOVEMBER, days, keys, november, posts, read, saved, workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GOOD = november(("18日", "三", "陈志远", "王磊"))


def _repacked(data: bytes, **parts: bytes | None) -> bytes:
    """The same zip with parts added or replaced; their names have slashes for double underscores, dots for single."""
    named = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in named:
                new.writestr(part.filename, old.read(part.filename))
        for name, content in named.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "roster.not-a-workbook"),
        ("日期,星期,值班人员".encode("gbk"), "roster.not-a-workbook"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "roster.not-a-workbook"),
        (_GOOD[: len(_GOOD) // 2], "roster.broken"),
        (b"PK\x03\x04" + bytes(100), "roster.broken"),
        (_OLE + bytes(2000), "roster.old-format"),
        (_OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "roster.password"),
        (_repacked(_GOOD, xl__workbook_xml=None), "roster.not-a-workbook"),
        (_repacked(_GOOD, xl__workbook_xml=b"<workbook"), "roster.broken"),
        (_repacked(_GOOD, xl__worksheets__sheet1_xml=b"<worksheet><sheetData><row"), "roster.broken"),
        (_repacked(_GOOD, xl__workbook_xml=None, xl__workbook_bin=b"x"), "roster.old-format"),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(data: bytes, key: str) -> None:
    proposal = read(data)

    assert keys(proposal.problems) == [key]
    assert not proposal.applicable


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _repacked(_GOOD, xl__worksheets__sheet1_xml=bytes(50 * 1024 * 1024))
    proposal = read(bomb)

    assert len(bomb) < 100_000
    assert keys(proposal.problems) == ["roster.unpacks-too-large"]
    assert proposal.problems[0].args["limit"] == 20


def test_a_merged_range_over_the_whole_sheet_is_refused_before_it_is_opened() -> None:
    with zipfile.ZipFile(BytesIO(_GOOD)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    huge = sheet.replace(b'ref="A1:G1"', b'ref="A1:XFD1048576"')
    assert huge != sheet

    assert keys(read(_repacked(_GOOD, xl__worksheets__sheet1_xml=huge)).problems) == ["roster.unpacks-too-large"]


def test_macros_are_not_run_and_not_passed_over_in_silence() -> None:
    proposal = read(_repacked(_GOOD, xl__vbaProject_bin=b"macro"))

    assert [(p.key, p.severity) for p in proposal.problems] == [("roster.macros", Severity.WARNING)]
    assert days(proposal) == ["2026-11-18"]


def test_an_empty_workbook_is_said_to_be_empty() -> None:
    assert keys(read(saved(Workbook())).problems) == ["roster.empty"]


def test_a_sheet_without_the_words_of_a_roster_is_named() -> None:
    proposal = read(workbook([("姓名", "手机"), ("王磊", "13900000002")], name="通讯录"))

    assert [(p.key, p.sheet) for p in proposal.errors] == [("roster.no-header", "通讯录")]


def test_a_header_with_nothing_below_it_has_no_shifts() -> None:
    assert keys(read(workbook([(NOVEMBER,), HEADER])).problems) == ["roster.no-shifts"]


def test_a_sheet_too_long_to_be_a_roster_is_not_half_read() -> None:
    rows = [("18日", "三", "陈志远", "王磊") for _ in range(1600)]
    proposal = read(november(*rows))

    assert [(p.key, p.args["limit"]) for p in proposal.errors] == [("roster.too-long", 1500)]
    assert proposal.shifts == ()


def test_formulas_without_results_are_errors_where_they_stand() -> None:
    proposal = read(november(("18日", "三", "陈志远", "=Sheet2!A1"), ("=A3+1", "四", "马骏", "周明")))

    assert keys(proposal.errors) == ["roster.formula D3", "roster.formula A4"]


def test_formulas_are_read_by_the_result_that_is_stored_with_them() -> None:
    with zipfile.ZipFile(BytesIO(november(("18日", "三", "陈志远", "=Z9")))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start, end = sheet.index(b'<c r="D3"'), sheet.index(b"</c>", sheet.index(b'<c r="D3"')) + 4
    computed = sheet[:start] + '<c r="D3" t="str"><f>Z9</f><v>王磊</v></c>'.encode() + sheet[end:]

    assert posts(read(_repacked(_GOOD, xl__worksheets__sheet1_xml=computed))) == [
        ("11-18", "all", "leader:chen primary:wang")
    ]


def test_a_formula_that_went_wrong_is_an_error() -> None:
    assert keys(read(november(("18日", "三", "陈志远", "#N/A"))).errors) == ["roster.formula-error D3"]


_WORDS = [
    "日期",
    "星期",
    "带班领导",
    "值班人员",
    "白班",
    "夜班",
    "班次",
    "18日",
    "11月31日",
    "2026年11月值班表",
    "王磊",
    "刘洋",
    "同上",
    "主：",
    "★",
    "（",
    "备注：",
    "20-22日",
    "11.2",
    "#REF!",
    "周三",
    "1日(",
    "补班",
    "99月99日",
    "0",
    "00.00",
]
_CELLS = st.one_of(
    st.none(),
    st.sampled_from(_WORDS),
    st.text(alphabet="年月日.-/至()（）★:：0123456789王磊 \n", max_size=12),
    st.integers(-5, 90_000),
    st.floats(-50, 50, allow_nan=False),
    st.dates(),
)


@settings(max_examples=150)
@given(st.lists(st.lists(_CELLS, max_size=6), max_size=10))
def test_no_arrangement_of_cells_raises(rows: list[list[object]]) -> None:
    proposal = read(workbook([(NOVEMBER,), ("日期", "星期", "带班领导", "值班人员", "班次"), *rows]))

    assert proposal.applicable is (bool(proposal.shifts) and not proposal.errors)


@settings(max_examples=100)
@given(st.binary(max_size=300), st.integers(0, len(_GOOD)))
def test_no_damage_to_a_file_raises(junk: bytes, at: int) -> None:
    read(_GOOD[:at] + junk + _GOOD[at + len(junk) :])
