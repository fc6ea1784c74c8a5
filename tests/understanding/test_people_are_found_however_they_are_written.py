"""章建国, 王雷局长, zhangjianguo, ZJG, 磊哥, 水力局: who and what is meant, and what only looks like a name."""

from __future__ import annotations

import re

import pytest

from bot.understanding import Intent, Lexicon
from bot.understanding.syllables import sounds
from tests.understanding.sample import LEXICON, PEOPLE, UNITS, meant, person, said, unit

SURNAMES = Lexicon(
    people=(
        person("shan", "单伟", "科长"),
        person("xie", "解志明", "主任"),
        person("zeng", "曾静"),
        person("qiu", "仇海涛"),
        person("ou", "区国强"),
        person("zha", "查文斌"),
        person("piao", "朴正勇"),
        person("yuchi", "尉迟恭明"),
        person("le", "乐天佑"),
        person("lv", "吕建华"),
        person("gao", "高星"),
        person("fang", "方政"),
        person("zhou", "周明"),
    ),
    units=(unit("housing", "住建局", "住建局"),),
)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        # as it sounds
        ("章建国到岗", "zhang"),
        ("张健国到岗", "zhang"),
        ("请张建过核实", "zhang"),
        ("请李小东核实", "li"),
        ("李晓冬到了", "li"),
        ("陈志元县长来电", "chen"),
        ("已报陈志原", "chen"),
        ("王雷到岗了", "wanglei"),
        ("今晚王雷值班", "wanglei"),
        ("让王蕾去看看", "wanglei"),
        ("刘阳请假", "liu"),
        ("找孙莉签收", "sun"),
        ("赵民负责会务", "zhao"),
        # z for zh, n for l and the like: only in names of three characters
        ("章健郭到岗", "zhang"),
        ("张鉴郭到岗", "zhang"),
        ("张健光到岗", None),
        ("陈自远来电", "chen"),
        ("陈志员来电", "chen"),
        ("请李小栋核实", "li"),
        ("王建均副县长来了", "wangjianjun"),
        # a title behind the slip
        ("王雷局长来了", "wanglei"),
        ("汪副县长来电", "wangjianjun"),
        ("章建国主任签发", "zhang"),
        ("张国副主任来了", "zhang"),
        # in letters
        ("zhangjianguo到岗", "zhang"),
        ("请zhang jianguo核实", "zhang"),
        ("请 zhang jian guo 核实", "zhang"),
        ("Zhang Jianguo is here", "zhang"),
        ("Zhang Jian-guo is here", "zhang"),
        ("ZHANG Jianguo is here", "zhang"),
        ("Jianguo Zhang is here", "zhang"),
        ("@ZhangJG 核实一下", "zhang"),
        ("zhangjg到了", "zhang"),
        ("请张jg核实", "zhang"),
        ("ZJG到岗", "zhang"),
        ("带班 zjg", "zhang"),
        ("lxd 值班", "li"),
        ("Wang Lei will take over", "wanglei"),
        ("wanglei到岗", "wanglei"),
        ("请WL核实", "wanglei"),
        ("@wl 到岗了吗", "wanglei"),
        ("让LY值班", "liu"),
        ("CZY县长来电", "chen"),
        # what he is called
        ("老周到了", "zhou"),
        ("小李到岗", "li"),
        ("周哥盯着", "zhou"),
        ("磊哥到了", "wanglei"),
        ("找敏姐签字", "zhao"),
        ("洋哥来替我", "liu"),
        ("阿敏到了", "zhao"),
        ("请建国牵头", "zhang"),
        ("@建国 看一下", "zhang"),
        ("让晓东去现场", "li"),
        ("建国到了", "zhang"),
        ("晓东那边没事", "li"),
        ("晓东同志请假", "li"),
        ("建国主任签发", "zhang"),
    ],
)
def test_a_person_is_known_however_he_is_written(words: str, who: str | None) -> None:
    understood = said(words)
    assert (understood.people, dict(understood.unsure)) == ((who,) if who else (), {})


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("水力局牵头", ("water",)),
        ("请县水力局核实", ("water",)),
        ("法改局", ("planning",)),
        ("发该局", ("planning",)),
        ("驻建局", ("housing",)),
        ("住见局", ("housing",)),
        ("督察室", ("supervision",)),
        ("应计局", ("emergency",)),
        ("财证局", ("finance",)),
        ("教玉局", ("education",)),
        ("交警大对", ("traffic",)),
        ("河溪镇", ("hexi",)),
        ("城管镇", ("chengguan",)),
        ("请fagaiju核实", ("planning",)),
        ("请 shui li ju 核实", ("water",)),
        ("FGJ牵头", ("planning",)),
        ("请CZJ核实", ("finance",)),
        ("请发改局牵头，财证局、驻建局配合", ("planning", "finance", "housing")),
    ],
)
def test_a_unit_is_known_however_it_is_written(words: str, units: tuple[str, ...]) -> None:
    assert said(words).units == units


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("单维科长来了", "shan"),
        ("Shan Wei is here", "shan"),
        ("谢志明主任来了", "xie"),
        ("xiezhiming到岗", "xie"),
        ("zengjing到岗", "zeng"),
        ("请邱海涛核实", "qiu"),
        ("qiuhaitao到岗", "qiu"),
        ("欧国强到岗", "ou"),
        ("OGQ到岗", "ou"),
        ("zhawenbin到岗", "zha"),
        ("piaozhengyong到岗", "piao"),
        ("yuchigongming到岗", "yuchi"),
        ("yuetianyou到岗", "le"),
        ("lvjianhua到岗", "lv"),
        ("Lü Jianhua is here", "lv"),
        ("LYU Jianhua is here", "lv"),
        ("请方正同志牵头", "fang"),
        ("本周周明值班", "zhou"),
    ],
)
def test_a_family_name_is_read_as_one(words: str, who: str) -> None:
    assert said(words, lexicon=SURNAMES).people == (who,)


@pytest.mark.parametrize(
    "words",
    [
        "danwei到岗",
        "jiezhiming到岗",
        "chahaitao到岗",
        "请单位核实",
        "各单位值班",
        "小单位也要报",
        "解决了",
        "解之明天再说",
        "曾经到岗",
        "仇恨那边",
        "区里牵头",
        "区国道那边",
        "查清情况",
        "查文件",
        "下周名单",
        "本周明确分工",
        "下周明天再定",
        "每周明细表",
        "各州名单",
        "大家很高兴",
        "高兴到了极点",
        "排版方正",
        "地方政策",
        "对方政委",
        "周期",
    ],
)
def test_words_of_every_day_are_nobody(words: str) -> None:
    understood = said(words, lexicon=SURNAMES)
    assert (understood.people, dict(understood.unsure)) == ((), {})


@pytest.mark.parametrize(
    "words",
    [
        # others
        "王雷生到岗",
        "李文章主任来了",
        "程志远来电",
        "张建军到岗",
        "李晓到了",
        "张建到岗",
        "往来王类人员",
        "王累了",
        # given names that are not called
        "建国七十周年",
        "建国路积水",
        "建国以来",
        "志远大厦",
        "晓东方",
        # short forms inside other words
        "请全国总工会",
        "保洁工到了",
        "高磊石工地",
        "三明总队",
        "大小周边",
        # letters
        "请看WLAN",
        "wl",
        "LY-2026",
        "电话zjg0118",
        "zjg@example.com",
        "ZJG123",
        "发到 zjg.example",
        "the meeting is at nine",
        "请看PPT",
        "GDP增长",
        "jianguo hotel",
        "请WiFi维护",
        # units
        "水力发电",
        "税理局",
        "组建局域网",
        "结束教育局面",
        "焦景",
        "FGJ",
        "和西真",
        "只办事",
    ],
)
def test_what_only_looks_like_a_name_is_none(words: str) -> None:
    understood = said(words)
    known = [unit for unit in understood.units if unit != "education"]
    assert (understood.people, known, dict(understood.unsure)) == ((), [], {})


def test_what_is_written_as_it_is_never_becomes_somebody_who_sounds_alike() -> None:
    lexicon = Lexicon(people=(person("lei", "王磊"), person("thunder", "王雷")))
    assert said("王雷到岗", lexicon=lexicon).people == ("thunder",)
    assert said("王磊到岗", lexicon=lexicon).people == ("lei",)


def test_what_sounds_right_comes_before_what_nearly_does() -> None:
    lexicon = Lexicon(people=(person("one", "陈志远"), person("other", "陈自远")))
    assert said("陈子远到岗", lexicon=lexicon).people == ("other",)


@pytest.mark.parametrize(
    ("words", "written", "whom"),
    [
        ("王蕾到岗", "王蕾", ("lei", "thunder")),
        ("陈县长来电", "陈县长", ("chen", "chenjian")),
        ("WL到岗", "WL", ("lei", "thunder")),
        ("磊哥到了", "磊哥", ("lei", "xulei")),
        ("阿磊到了", "阿磊", ("lei", "xulei")),
        ("请建国核实", "建国", ("zhang", "li")),
        ("请汪磊核实", "汪磊", ("lei", "thunder")),
    ],
)
def test_a_form_that_fits_several_or_hardly_one_is_asked_about(words: str, written: str, whom: tuple[str, ...]) -> None:
    lexicon = Lexicon(
        people=(
            person("lei", "王磊"),
            person("thunder", "王雷"),
            person("xulei", "徐磊"),
            person("chen", "陈志远", "县长"),
            person("chenjian", "陈健", "副县长"),
            person("zhang", "张建国"),
            person("li", "李建国"),
        )
    )
    understood = said(words, lexicon=lexicon)
    assert (understood.people, {w: set(ids) for w, ids in understood.unsure.items()}) == ((), {written: set(whom)})


def test_another_leader_of_that_family_name_is_not_taken_for_one_who_sounds_alike() -> None:
    zhang = person("zhang", "张建国", "县长")
    assert said("章县长来电", lexicon=Lexicon(people=(zhang,))).people == ("zhang",)
    assert said("章县长来电", lexicon=Lexicon(people=(zhang, person("other", "章明")))).people == ()


def test_the_title_without_deputy_is_both_and_with_it_only_the_deputy() -> None:
    lexicon = Lexicon(people=(person("chen", "陈志远", "县长"), person("deputy", "陈健", "副县长")))
    assert said("陈副县长来电", lexicon=lexicon).people == ("deputy",)
    assert set(said("陈县长来电", lexicon=lexicon).unsure["陈县长"]) == {"chen", "deputy"}


def test_what_was_heard_is_kept_beside_what_is_known() -> None:
    understood = said("请章建国牵头，水力局配合")
    assert dict(understood.heard) == {"章建国": "张建国", "水力局": "水利局"}
    assert understood.as_known("请章建国牵头，水力局配合") == "请张建国牵头，水利局配合"
    assert dict(said("请张建国牵头，水利局配合").heard) == {}


def test_the_office_itself_is_a_unit_and_another_office_is_not() -> None:
    assert meant("请办公室尽快研究提出意见", Intent.DIRECTIVE).leads == ("office",)
    assert meant("请发改局办公室尽快研究提出意见", Intent.DIRECTIVE).leads == ("planning",)
    assert said("市政府办公室来电").units == ()
    assert meant("请水利局周五前将方案交办公室", Intent.DIRECTIVE).leads == ("water",)


@pytest.mark.parametrize(
    ("words", "leads", "supports", "copies"),
    [
        ("请发改局周五前报方案，抄送财政局、住建局", ("planning",), (), ("finance", "housing")),
        ("请发改局牵头、水利局配合，周五前报方案，抄报应急局", ("planning",), ("water",), ("emergency",)),
        ("请发改局周五前报方案，抄送：财政局和住建局", ("planning",), (), ("finance", "housing")),
        ("请发改局周五前报方案给财政局", ("planning",), (), ()),
    ],
)
def test_who_only_gets_a_copy_neither_leads_nor_supports(
    words: str, leads: tuple[str, ...], supports: tuple[str, ...], copies: tuple[str, ...]
) -> None:
    reading = meant(words, Intent.DIRECTIVE)
    assert (reading.leads, reading.supports, reading.copies) == (leads, supports, copies)


def test_every_character_of_the_common_set_has_a_reading() -> None:
    letters = [bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    readings = sounds()
    assert [letter for letter in letters if letter and not readings.of(letter)] == []
    assert all(re.fullmatch("[a-z]{1,6}", said) for letter in letters if letter for said in readings.any_of(letter))


@pytest.mark.parametrize(
    ("letter", "usual", "family"),
    [("单", "dan", "shan"), ("解", "jie", "xie"), ("曾", "ceng", "zeng"), ("仇", "chou", "qiu"), ("区", "qu", "ou")],
)
def test_a_character_may_be_read_otherwise_as_a_family_name(letter: str, usual: str, family: str) -> None:
    assert (sounds().of(letter), sounds().of(letter, family=True)) in [
        ((usual,), (family,)),
        ((usual, family), (family,)),
    ]


def test_names_in_any_script_make_a_lexicon() -> None:
    odd = ("", "A", "\U0001f600", "张", "Anna Müller", "㐂㐂", "阿不都·热西提", "^]-\\", "单" * 40)
    lexicon = Lexicon(people=tuple(person(f"p{n}", name, "局长") for n, name in enumerate(odd)), units=UNITS)
    assert said("请Anna Müller核实", lexicon=lexicon).people == ("p4",)
    assert said("水力局牵头", lexicon=lexicon).units == ("water",)


def test_the_sample_office_is_the_one_spoken_of() -> None:
    assert (LEXICON.people, LEXICON.units) == (PEOPLE, UNITS)
