"""Beside its category an incident has the kind that a duty room calls it by."""

from __future__ import annotations

import pytest

from bot.domain.elements import Kind
from bot.understanding import Intent
from tests.understanding.sample import meant

KINDS = [
    ("G210县城北3公里一辆客车侧翻", Kind.TRAFFIC),
    ("城北路口两车相撞，1人受伤", Kind.TRAFFIC),
    ("一辆货车跟客车相撞着火", Kind.TRAFFIC),
    ("幼儿园校车翻沟里了", Kind.TRAFFIC),
    ("高速出口三车追尾", Kind.TRAFFIC),
    ("面包车坠河，3人失踪", Kind.TRAFFIC),
    ("化工园着火了", Kind.FIRE),
    ("农贸市场失火", Kind.FIRE),
    ("高速出口一辆大货车自燃", Kind.FIRE),
    ("老城区一栋楼在冒烟", Kind.FIRE),
    ("中山路一小区发生燃气爆炸", Kind.EXPLOSION),
    ("炮竹厂炸了", Kind.EXPLOSION),
    ("幸福小区天然气漏气", Kind.GAS_LEAK),
    ("城南燃气管道泄漏", Kind.GAS_LEAK),
    ("工业园区发生氯气泄漏", Kind.CHEMICAL),
    ("红星煤矿透水，5人被困", Kind.MINE),
    ("工地塔吊倒了", Kind.CONSTRUCTION),
    ("城西工地脚手架坍塌，2人受伤", Kind.CONSTRUCTION),
    ("电梯困人了，人民医院3号楼", Kind.ELEVATOR),
    ("城西水库有人落水", Kind.DROWNING),
    ("青龙河2名学生溺水", Kind.DROWNING),
    ("一名工人触电", Kind.ELECTRIC_SHOCK),
    ("学校有孩子从楼上掉下来了", Kind.FALL),
    ("城西工地楼板垮塌，2人受伤", Kind.CONSTRUCTION),
    ("李家坪炮竹厂爆了", Kind.EXPLOSION),
    ("取水口发现油污", Kind.POLLUTION),
    ("龙泉村基站遭雷打了", Kind.LIGHTNING),
    ("红旗水库坝脚发现渗水", Kind.DAM),
    ("县城突然大面积停电", Kind.POWER_CUT),
    ("全镇停水", Kind.WATER_CUT),
    ("超市门口发生踩踏", Kind.STAMPEDE),
    ("渡口一艘渡船翻船", Kind.VESSEL),
    ("S205线12公里处山体滑坡", Kind.LANDSLIDE),
    ("河西村后山有落石", Kind.LANDSLIDE),
    ("石板沟突发泥石流", Kind.DEBRIS_FLOW),
    ("我县刚刚发生3.2级地震", Kind.EARTHQUAKE),
    ("河西镇街上被淹了", Kind.FLOOD),
    ("城区内涝，积水没过膝盖", Kind.FLOOD),
    ("水库大坝出现管涌", Kind.DAM),
    ("红旗水库泄洪道垮塌", Kind.DAM),
    ("幸福路施工挖断燃气管", Kind.GAS_LEAK),
    ("学校食堂36个学生拉肚子", Kind.FOOD_POISONING),
    ("桥塌了", Kind.BRIDGE),
    ("河西村塌了半间房", Kind.COLLAPSE),
    ("老鸦山山火", Kind.FOREST_FIRE),
    ("柳坪村下冰雹，烟叶受灾", Kind.HAIL),
    ("大雪压塌3个大棚", Kind.SNOW),
    ("大风刮倒广告牌", Kind.WIND),
    ("学校有二十多个学生食物中毒", Kind.FOOD_POISONING),
    ("城关镇中心小学食堂有15名学生呕吐", Kind.FOOD_POISONING),
    ("县医院发现1例霍乱病例", Kind.EPIDEMIC),
    ("疑似非洲猪瘟，老鹰沟养殖场死猪40多头", Kind.ANIMAL_DISEASE),
    ("有群众在县政府门口上访", Kind.PETITION),
    ("二中门口有家长拉横幅", Kind.PETITION),
    ("工地有工人讨薪", Kind.PETITION),
    ("有人在政府门口聚集", Kind.GATHERING),
    ("出租车司机罢运", Kind.STRIKE),
    ("县医院门口打起来了", Kind.FIGHT),
    ("城南派出所辖区一男子持刀伤人，3人受伤", Kind.STABBING),
    ("城关镇发生一起命案", Kind.HOMICIDE),
    ("养老院一名老人走失", Kind.MISSING_PERSON),
    ("有人要跳楼，在百货大楼", Kind.SUICIDE),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_an_incident_has_a_kind(words: str, kind: Kind) -> None:
    elements = meant(words, Intent.INCIDENT).elements
    assert elements is not None
    assert elements.kind is kind


def test_people_hurt_and_no_word_by_what_have_none() -> None:
    elements = meant("城北路口两人受伤", Intent.INCIDENT).elements
    assert elements is not None
    assert (elements.category, elements.kind) == (None, None)
