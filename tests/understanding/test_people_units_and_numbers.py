"""Names as people say them, who leads and who supports, and the numbers of matters."""

from __future__ import annotations

import pytest

from bot.understanding import Intent, Lexicon
from tests.understanding.sample import PEOPLE, UNITS, meant, person, said, unit


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("张建国来了", ("zhang",)),
        ("陈县长来了", ("chen",)),
        ("陈志远县长来了", ("chen",)),
        ("王副县长来了", ("wangjianjun",)),
        ("王主任来了", ("wanglijun",)),
        ("孙主任来了", ("sun",)),
        ("老周来了", ("zhou",)),
        ("小李来了", ("li",)),
        ("小刘来了", ("liu",)),
        ("周一鸣来了", ()),
    ],
)
def test_a_person_is_known_by_what_he_is_called(words: str, who: tuple[str, ...]) -> None:
    assert said(words).people == who


def test_a_name_that_fits_several_people_is_asked_and_never_guessed() -> None:
    understood = said(
        "小王到岗了，王主任也到了", lexicon=Lexicon(people=(*PEOPLE, person("wangfang", "王芳")), units=UNITS)
    )
    assert understood.people == ("wanglijun",)
    assert understood.unsure == {"小王": ("wanglei", "wangfang")}


def test_a_colleague_of_that_name_is_meant_by_xiao_and_not_a_leader() -> None:
    assert said("小王到了").people == ("wanglei",)


@pytest.mark.parametrize("words", ["两小时后", "小区门口", "小学门口", "小麦收购"])
def test_words_that_begin_with_xiao_are_nobody(words: str) -> None:
    lexicon = Lexicon(people=(person("shi", "时光"), person("ou", "区明"), person("mai", "麦田")))
    understood = said(words, lexicon=lexicon)
    assert (understood.people, dict(understood.unsure)) == ((), {})


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("青禾县水利局", ("water",)),
        ("县水利局", ("water",)),
        ("发展和改革局", ("planning",)),
        ("交警", ("traffic",)),
        ("水利牵头", ("water",)),
        ("水利工程", ()),
        ("各乡镇", ("chengguan", "hexi")),
        ("各镇（街道）", ("chengguan", "hexi")),
        ("各股室", ("office", "duty", "secretary", "supervision")),
    ],
)
def test_a_unit_is_known_by_its_names_and_with_all_of_its_kind(words: str, units: tuple[str, ...]) -> None:
    assert said(words).units == units


@pytest.mark.parametrize(
    ("words", "leads", "supports"),
    [
        ("请发改局牵头，财政局、住建局配合，周五前报方案", ("planning",), ("finance", "housing")),
        ("请财政局牵头，会同发改局、住建局提出意见", ("finance",), ("planning", "housing")),
        ("请水利局牵头，应急局、气象局配合，12月10日前完成清淤", ("water",), ("emergency", "气象局")),
        ("请民政局主办、财政局协办，12月10日前报方案", ("民政局",), ("finance",)),
        ("财政局牵头，税务局、人社局参与，周五前报方案", ("finance",), ("税务局", "人社局")),
        ("请民政局长老周周五前报方案", (), ()),
        ("由住建局负责，教育局协办，一周内整改到位", ("housing",), ("education",)),
        ("请各股室11月25日前将年终总结报文秘股", ("office", "duty", "secretary", "supervision"), ()),
        ("请赵敏明天上午9点前把材料送我办公室", (), ()),
        ("请水利局周五前把清单报应急局", ("water",), ()),
        ("请水利局周五前会同应急局拿出方案", ("water",), ("emergency",)),
    ],
)
def test_who_leads_who_supports_and_to_whom_it_is_only_reported(
    words: str, leads: tuple[str, ...], supports: tuple[str, ...]
) -> None:
    reading = meant(words, Intent.DIRECTIVE)
    assert (reading.leads, reading.supports) == (leads, supports)


def test_an_order_to_a_person_by_name() -> None:
    reading = meant("请赵敏、王磊抓紧落实", Intent.DIRECTIVE)
    assert (reading.person, reading.people, reading.leads) == ("zhao", ("zhao", "wanglei"), ())


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0118办完了", "0118"),
        ("DB-2026-0118进展：已完成", "DB-2026-0118"),
        ("突发〔2026〕3号续报一：明火已扑灭", "突发〔2026〕3号"),
        ("3号事件怎么样了", "3号事件"),
        ("1208办完了", "1208"),
        ("#118 办完了", "118"),
        ("会议室在1208", ""),
        ("根据国办发〔2024〕8号文件", ""),
        ("电话0839-3260001", ""),
        ("2026年工作要点", ""),
    ],
)
def test_the_number_of_a_matter_is_told_from_other_figures(words: str, number: str) -> None:
    assert said(words).number == number


def test_a_number_said_first_is_that_of_what_follows() -> None:
    reading = meant("关于0118，申请延到11月27日", Intent.EXTEND)
    assert reading.number == "0118"


def test_an_office_without_outside_units_means_its_sections_by_all_units() -> None:
    lexicon = Lexicon(
        units=(unit("a", "文秘股", "文秘股", kind="section"), unit("b", "综合股", "综合股", kind="section"))
    )
    assert said("各单位", lexicon=lexicon).units == ("a", "b")
