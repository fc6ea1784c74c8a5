"""Where it happened, whom it harmed, who told it and what was done are read whole, with nothing of their neighbours."""

from __future__ import annotations

import pytest

from bot.domain.elements import Casualties
from bot.understanding import Intent
from bot.understanding.incidents import casualties_in
from bot.understanding.incidents.deeds import is_deed
from bot.understanding.incidents.sites import clipped
from tests.understanding.sample import at, meant

PLACES = [
    ("养老院后厨起火，老人都在往外背", "养老院后厨"),
    ("大坝下面有人电鱼触电，两个，都没心跳了", "大坝下面"),
    ("京昆高速K1382大货车自燃，拉的是纸箱", "京昆高速K1382"),
    ("化肥厂氨气漏了，周边居民都在咳嗽", "化肥厂"),
    ("滑坡把乡卫生院后墙推倒了，病人在往外抬", "乡卫生院"),
    ("学校实验室药品爆燃，两学生面部灼伤", "学校实验室"),
    ("俺村南头变压器炸了，火星子引着柴火垛", "俺村南头"),
    ("我是云台乡的老毕，昨黑了下冰雹，苞谷全打烂了", "云台乡"),
    ("县医院收到一例疑似霍乱", "县医院"),
    ("宁洛高速出口酒驾冲卡，撞伤辅警", "宁洛高速出口"),
    ("山火！鹰嘴崖那边，火线有一公里长了", "鹰嘴崖那边"),
    ("老汽车站那边炸了，楼都震了", "老汽车站那边"),
    ("安置房6号楼塔吊大臂断了，砸着一个工人", "安置房6号楼"),
]
NO_PLACES = ["锅炉", "清仓的踩空陷下去", "修路", "整栋楼的住户发烧呕吐", "象群进村", "120正往县医院", "两个村", "暴雨"]
HARM = [
    ("两个学徒烧伤", Casualties(injured=2)),
    ("3个放羊的联系不上", Casualties(missing=3)),
    ("四口人埋里头了", Casualties(trapped=4)),
    ("埋了一家三口", Casualties(trapped=3)),
    ("父子俩当场没了", Casualties(dead=2)),
    ("娘仨被困屋顶", Casualties(trapped=3)),
    ("房子着火，一老一小没跑出来", Casualties(trapped=2)),
    ("母女俩重伤", Casualties(severe=2)),
    ("四名学生被关电梯里", Casualties(trapped=4)),
    ("两学生面部灼伤", Casualties(injured=2)),
    ("有三十个娃肚子疼", Casualties(injured=30)),
    ("6个驴友被困大峡谷", Casualties(trapped=6)),
    ("驴友被困大峡谷，6个，手机快没电", Casualties(trapped=6)),
    ("熏倒6名，现均升井送医", Casualties(injured=6)),
    ("一死亡患者家属纠集四十余人打砸分诊台", Casualties()),
    ("30名死者家属堵门", Casualties()),
    ("3个变压器烧伤了", Casualties()),
    ("5个村受灾，被困", Casualties()),
    ("2个小时后还困在路上", Casualties()),
]
SOURCES = [
    ("兴隆煤矿井下透水，5人失联。——应急局周强", "应急局周强"),
    ("周家湾有俩孩子下河游泳没上来，派出所打来的", "派出所"),
    ("接省高速交警支队通报：今12时40分，京昆高速我县段大客与罐车相撞", "省高速交警支队"),
    ("接安监站电话：正阳采区炮烟没排净人就进去，熏倒6名", "安监站"),
    ("我是盐井派出所，辖区小商品市场着火了", "盐井派出所"),
    ("快点报，粮库熏蒸中毒三人", ""),
    ("请值班室记录并速报：龙门乡突发山洪，卫生院被淹", ""),
]
DEEDS = [
    "县里启动了二级响应",
    "派了两台挖机去清",
    "食堂封了留样送检",
    "正在往坝上抛石料",
    "镇长带人在劝",
    "扑火队80人上山了",
    "下游取水口关了",
    "保安用钢叉把人按住了",
    "嫌疑人已被民警制服",
    "刑警封了场",
    "转移187人",
]
NO_DEEDS = [
    "我是盐井派出所",
    "刚接龙潭派出所电话",
    "有一台救护车半道翻了",
    "村干部去了被打出来",
    "请派人支援",
    "还没疏散",
    "自来水泵房淹了水",
    "消防刚说了水源不够",
    "工人全在新区安置房二期",
    "隔壁乡镇的山火烧过界了",
]


@pytest.mark.parametrize(("words", "place"), PLACES)
def test_a_place_is_whole_and_nothing_but_the_place(words: str, place: str) -> None:
    told = meant(words, Intent.INCIDENT).elements
    assert told is not None
    assert told.place == place


@pytest.mark.parametrize("words", NO_PLACES)
def test_what_names_no_place_is_none(words: str) -> None:
    assert clipped(words) is None


@pytest.mark.parametrize(("words", "harm"), HARM)
def test_every_figure_of_people_is_of_its_kind_and_none_is_made_up(words: str, harm: Casualties) -> None:
    assert casualties_in(words) == harm


@pytest.mark.parametrize(("words", "source"), SOURCES)
def test_the_source_is_whoever_told_it(words: str, source: str) -> None:
    told = meant(words, Intent.INCIDENT).elements
    assert told is not None
    assert told.source == source


@pytest.mark.parametrize("clause", DEEDS)
def test_what_was_done_is_a_measure(clause: str) -> None:
    assert is_deed(clause)


@pytest.mark.parametrize("clause", NO_DEEDS)
def test_what_nobody_did_is_no_measure(clause: str) -> None:
    assert not is_deed(clause)


def test_an_addition_says_when_and_who() -> None:
    when = meant("补充一下时间，大概是14点10分前后", Intent.SUPPLEMENT, at(6, 16, "15:00")).elements
    who = meant("消息来源补一下：网格员小陆", Intent.SUPPLEMENT).elements
    assert when is not None
    assert when.occurred_at is not None
    assert (when.occurred_at.hour, when.occurred_at.minute) == (14, 10)
    assert who is not None
    assert who.source == "网格员小陆"


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("续抱：截止今早6点，三个放羊的找到俩", Intent.FOLLOW_UP),
        ("续保二，明火已经扑灭", Intent.FOLLOW_UP),
        ("实验小学的事最后报一次：学生都康复返校", Intent.FINAL),
        ("最后再报一遍，伤员全部出院", Intent.FINAL),
    ],
)
def test_reports_are_known_by_other_heads(words: str, intent: Intent) -> None:
    assert meant(words, intent).elements is not None
