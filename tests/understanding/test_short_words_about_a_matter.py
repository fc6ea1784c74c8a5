"""Corrections, rulings and what remains of somebody's words when what everybody knows is left out."""

from __future__ import annotations

import pytest

from bot.understanding import corrections, gist
from bot.understanding.corrections import How, Verdict


@pytest.mark.parametrize(
    "words", ["改到下周三", "牵头改为水利局", "不对，是水利局牵头", "再加上教育局配合", "时限改到周五"]
)
def test_a_correction_begins_as_one(words: str) -> None:
    assert corrections.corrects(words)


@pytest.mark.parametrize("words", ["请水利局牵头，周五前报方案", "收到，马上办", "进展：方案已改好"])
def test_an_order_or_a_report_is_no_correction(words: str) -> None:
    assert not corrections.corrects(words)


@pytest.mark.parametrize(("words", "dropped"), [("停办", True), ("这件不用办了。", True), ("停办的企业有3家", False)])
def test_only_what_says_nothing_else_drops_a_matter(words: str, dropped: bool) -> None:
    assert corrections.drops(words) == dropped


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("0118改到下周三", ("0118", "改到下周三")),
        ("把DB-2026-0118延到周五", ("DB-2026-0118", "延到周五")),
        ("改到2026年12月1日", ("", "改到2026年12月1日")),
    ],
)
def test_a_number_is_told_from_a_year(words: str, found: tuple[str, str]) -> None:
    assert corrections.number_in(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("QX-2026-001撤销，通知有误", Verdict(confirm=False, number="QX-2026-001", reason="通知有误")),
        ("予以认定", Verdict(confirm=True, number="", reason="")),
        ("撤销该通知", None),
    ],
)
def test_a_ruling_names_the_fault_and_the_reason(words: str, found: Verdict | None) -> None:
    assert corrections.verdict(words) == found


def test_each_piece_of_a_clause_has_its_role_and_says_what_it_does() -> None:
    assert corrections.clauses("水利局牵头、发改局配合，去掉教育局") == [["水利局牵头", "发改局配合"], ["去掉教育局"]]
    assert [corrections.leads(piece) for piece in ("水利局牵头", "发改局配合", "去掉教育局")] == [True, False, None]
    assert corrections.how("配合", lead=False) is How.MORE
    assert corrections.how("牵头改为水利局", lead=True) is How.INSTEAD
    assert corrections.how("去掉教育局", lead=True) is How.LESS


def test_whom_it_is_reported_to_is_charged_with_nothing() -> None:
    assert corrections.charges("改由周强负责", ["周强"])
    assert not corrections.charges("结果报周强", ["周强"])


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("请发改局牵头、财政局配合，本周五前拿出方案报我。", "拿出方案"),
        ("陈县长批示：请教育局报摸底情况", "请教育局报摸底情况"),
        ("报我", "报我"),
    ],
)
def test_a_title_does_not_speak_for_the_leader(words: str, title: str) -> None:
    assert gist.title(words, "本周五前") == title


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("0118申请延期三天，材料没到", "材料没到"),
        ("0118不归我们管，该水利局办", "不归我们管，该水利局办"),
        ("0118申请延到下周三", "申请延到下周三"),
    ],
)
def test_a_reason_is_given_without_the_number_and_the_wish(words: str, why: str) -> None:
    assert gist.reason(words) == why


@pytest.mark.parametrize(
    ("words", "came_of_it"), [("0118办完了", ""), ("已办结。", ""), ("方案已报王县长", "方案已报王县长")]
)
def test_that_it_is_done_is_no_outcome(words: str, came_of_it: str) -> None:
    assert gist.outcome(words) == came_of_it


@pytest.mark.parametrize(
    ("words", "day"),
    [("2月30日前报", "2月30日"), ("2月29日前报", ""), ("2027年2月29日前", "2027年2月29日"), ("11月25日前", "")],
)
def test_a_day_that_no_calendar_has_is_found(words: str, day: str) -> None:
    assert gist.no_such_day(words, 2026) == day
