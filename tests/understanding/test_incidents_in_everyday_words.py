"""An incident is known by its telling, however it is worded; office talk about incidents is none."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain.elements import Casualties, Category
from bot.understanding import Intent
from bot.understanding.incidents import casualties_in
from tests.understanding.sample import at, intents, meant

A, N, H, S = Category.ACCIDENT, Category.NATURAL, Category.HEALTH, Category.SECURITY

TOLD = [
    ("一辆外地货车在城北加油站旁跟客车相撞着火", A, "城北加油站旁"),
    ("河西村后山茶园塌方", N, "河西村后山茶园"),
    ("城北加油站旁边翻了辆油罐车", A, "城北加油站旁边"),
    ("河西村塌了半间房", N, "河西村"),
    ("学校有二十多个学生食物中毒", H, "学校"),
    ("有人在政府门口聚集", S, "政府门口"),
    ("县医院门口打起来了", S, "县医院门口"),
    ("老城区一栋楼在冒烟", A, "老城区"),
    ("刚接到报告，城关镇中心小学食堂有15名学生呕吐", H, "城关镇中心小学食堂"),
    ("S205线12公里处山体滑坡，道路中断", N, "S205线12公里处"),
    ("紧急！水库大坝出现管涌", N, "水库大坝"),
    ("工业园区发生氯气泄漏，2人中毒", A, "工业园区"),
    ("二中门口有家长拉横幅", S, "二中门口"),
    ("有人报警说城西水库有人落水", A, "城西水库"),
    ("群众反映河西村后山有落石", N, "河西村后山"),
    ("县城突然大面积停电", A, "县城"),
    ("养老院一名老人走失，家属在找", S, "养老院"),
    ("接110指挥中心通报：城南派出所辖区一男子持刀伤人，3人受伤", S, "城南派出所辖区"),
    ("农贸市场失火", A, "农贸市场"),
    ("我县刚刚发生3.2级地震", N, ""),
    ("有群众在县政府门口上访，大概三四十人", S, "县政府门口"),
    ("高速出口一辆大货车自燃", A, "高速出口"),
    ("电梯困人了，人民医院3号楼", A, "人民医院3号楼"),
    ("学校有孩子从楼上掉下来了", A, "学校"),
    ("G210翻车了", A, "G210"),
    ("桥塌了", N, ""),
    ("客运站门口上百名出租车司机聚集", S, "客运站门口"),
    ("河西镇王家湾农用三轮车翻下山崖", A, "河西镇王家湾"),
    ("幸福路一对夫妻煤气中毒", A, "幸福路"),
]

OFFICE_TALK = [
    "会场像炸了锅",
    "今天热得要着火",
    "我脑子要炸了",
    "嗓子着火一样疼",
    "椅子塌了 笑死我了",
    "去年这个时候发生过一起火灾",
    "键盘进水了",
    "茶水打翻了文件",
    "转发新闻：外省某市一化工厂爆炸致5死",
    "今天开会讨论火灾隐患排查",
    "森林防火工作要早部署",
    "消防演练通知",
    "昨天看电影里着火那段",
    "周五组织消防演练",
    "防火检查方案发群里了",
    "火灾事故调查报告已经印发",
    "地震局的人来了",
    "昨晚火车晚点了",
    "他火了",
    "抖音上那个视频爆了",
    "食堂的菜太辣，辣死了",
    "我快被材料淹没了",
    "明天组织事故应急培训",
    "落实整改，防止类似事故再次发生",
    "如遇火情请拨打119",
    "交通事故率同比下降",
    "去年的洪水真大",
    "请交警大队报送交通事故统计表",
    "安全隐患排查整治台账请周五前报",
    "大家注意防火",
    "注意路面结冰",
    "排查火灾隐患12处",
    "开展溺水警示教育",
    "没有发生安全事故",
    "全县平安，无突发事件",
    "今日无事故",
    "上周那起车祸的材料报了吗",
    "昨天下午发生的事故，请今天18时前续报",
    "请应急局核实化工园着火情况，今天下午报",
    "冬至前后注意一氧化碳中毒",
    "重大突发事件30分钟内电话报告",
    "这个数据翻了一倍",
    "要是着火了怎么办",
    "煤矿3人死亡属于一般还是较大事故",
]

HARM = [
    ("初步2死7伤", Casualties(dead=2, injured=7)),
    ("三死七伤", Casualties(dead=3, injured=7)),
    ("两人受伤", Casualties(injured=2)),
    ("十余人被困", Casualties(trapped=10, approximate=True)),
    ("20余名学生呕吐腹泻", Casualties(injured=20, approximate=True)),
    ("没人受伤", Casualties(none=True)),
    ("无人员伤亡", Casualties(none=True)),
    ("暂无人员伤亡", Casualties(none=True)),
    ("伤亡情况不明", Casualties()),
    ("多人受伤", Casualties()),
    ("有人受伤", Casualties(injured=1, approximate=True)),
    ("死亡3人，重伤2人轻伤4人", Casualties(dead=3, severe=2, minor=4)),
    ("造成3人死亡，5人受伤，其中2人重伤", Casualties(dead=3, injured=5, severe=2)),
    ("3名工人当场死亡", Casualties(dead=3)),
    ("死亡人数由2人上升至3人", Casualties(dead=3)),
    ("2人溺水身亡", Casualties(dead=2)),
    ("1人失联，2人被困", Casualties(missing=1, trapped=2)),
    ("无人死亡，2人受伤", Casualties(dead=0, injured=2)),
    ("不是3人死亡，是2人死亡", Casualties(dead=2)),
    ("一辆载有7人的面包车坠河，3人获救，4人失踪", Casualties(missing=4)),
    ("1人轻伤2人重伤", Casualties(minor=1, severe=2)),
    ("1人轻伤、2人重伤、3人死亡", Casualties(minor=1, severe=2, dead=3)),
    ("死亡升到3人 重伤1 轻伤5", Casualties(dead=3, severe=1, minor=5)),
    ("2人受伤已送医，120已到", Casualties(injured=2)),
    ("2人受伤，送医120，", Casualties(injured=2)),
    ("伤了七八个", Casualties(injured=7, approximate=True)),
    ("两三人受伤", Casualties(injured=2, approximate=True)),
    ("十七八人被困", Casualties(trapped=17, approximate=True)),
    ("核载7人实载9人", Casualties()),
    ("转移安置120人", Casualties()),
    ("来了十几个人", Casualties()),
    ("120已到", Casualties()),
    ("累死人了", Casualties()),
    ("2 people were injured, three dead", Casualties(dead=3, injured=2)),
]


@pytest.mark.parametrize(("words", "category", "place"), TOLD)
def test_everyday_words_tell_an_incident(words: str, category: Category, place: str) -> None:
    elements = meant(words, Intent.INCIDENT).elements
    assert elements is not None
    assert (elements.category, elements.place) == (category, place)


@pytest.mark.parametrize(
    "words",
    [
        "化工园好像爆炸了",
        "化工园像是着火了",
        "外地牌照的大巴在高速出口侧翻，3人受伤",
        "网友反映西门桥垮塌",
        "工地上一名工人的腿被砸伤了",
        "锅炉爆炸，眼睛被炸伤",
        "化工园着火，有几个人被困",
        "气象台发布暴雨红色预警，河西村塌了两间房，2人被埋",
    ],
)
def test_what_sounds_like_talk_may_be_an_incident(words: str) -> None:
    assert "incident.report" in intents(words)


@pytest.mark.parametrize("words", OFFICE_TALK)
def test_office_talk_tells_none(words: str) -> None:
    assert "incident.report" not in intents(words)


@pytest.mark.parametrize(("words", "harm"), HARM)
def test_every_number_of_people_stands_in_the_text(words: str, harm: Casualties) -> None:
    assert casualties_in(words) == harm


def test_of_two_numbers_the_higher_counts_and_in_a_correction_the_last() -> None:
    words = "死亡3人，更正为死亡2人"
    assert casualties_in(words) == Casualties(dead=3)
    assert casualties_in(words, last=True) == Casualties(dead=2)


def test_a_whole_report_is_taken_apart() -> None:
    words = (
        "11月18日8时20分，县城中山路一小区发生燃气爆炸，造成2人死亡、5人受伤，初步判断因燃气泄漏引起，消防、120已赶到"
    )
    elements = meant(words, Intent.INCIDENT).elements
    assert elements is not None
    assert elements.occurred_at == at(11, 18, "08:20")
    assert elements.place == "县城中山路一小区"
    assert elements.casualties == Casualties(dead=2, injured=5)
    assert elements.cause == "燃气泄漏"
    assert elements.measures == "消防、120已赶到"


def test_who_told_it_comes_with_a_telephone_number() -> None:
    elements = meant("接河西村村支书报告，村口桥塌了，电话13800138000", Intent.INCIDENT).elements
    assert elements is not None
    assert elements.source == "河西村村支书 13800138000"


def test_the_moment_it_was_received_is_kept_apart_from_the_event() -> None:
    reading = meant("9时10分接群众报警，8时50分左右农贸市场起火", Intent.INCIDENT)
    assert reading.at == at(11, 18, "09:10")
    assert reading.elements is not None
    assert reading.elements.occurred_at == at(11, 18, "08:50")


@pytest.mark.parametrize(
    ("words", "now", "occurred"),
    [
        ("3点20分一辆货车侧翻", at(11, 18, "16:00"), at(11, 18, "15:20")),
        ("3点20分一辆货车侧翻", at(11, 18, "10:00"), at(11, 18, "03:20")),
        ("23时50分，国道上两车相撞", at(11, 18, "00:30"), at(11, 17, "23:50")),
        ("一小时前化工园着火了", at(11, 18, "10:00"), at(11, 18, "09:00")),
        ("昨天下午化工园着火了", at(11, 18, "10:00"), None),
    ],
)
def test_what_has_happened_has_happened_already(words: str, now: datetime, occurred: datetime | None) -> None:
    elements = meant(words, Intent.INCIDENT, now).elements
    assert elements is not None
    assert elements.occurred_at == occurred


def test_people_hurt_at_a_named_place_are_an_incident_and_without_one_an_addition() -> None:
    assert intents("城北路口两人受伤") == ["incident.report"]
    assert intents("两人受伤") == ["incident.supplement"]
