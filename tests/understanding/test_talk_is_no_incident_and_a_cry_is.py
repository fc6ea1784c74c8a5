"""Figures of speech, pets, other places, history and films are no incidents; a cry with the same words in it is one."""

from __future__ import annotations

import pytest

from bot.understanding import About, Intent, Situation, Topic
from bot.understanding.incidents import casualties_in
from tests.understanding.sample import intents, said

KNOWN = Situation(open=(About(topic=Topic.INCIDENT, number="突发-2026-0107"),))

TALK = [
    "看新闻说云南昨天地震了，好像4.8级，还好没人伤",
    "隔壁省暴雨冲垮一座桥 视频你们看了没 太吓人",
    "刷到河南一个厂爆炸的视频 吓死",
    "隔壁县昨天煤矿透水，困了五个人，咱们也要当心",
    "听我同学说他们那边昨天发大水，车都淹了",
    "我在老家，昨晚这边下冰雹 车砸了几个坑",
    "应急管理部通报：外省一化工厂爆炸致8死",
    "省里通报了一起较大事故，死亡4人，要求各地吸取教训",
    "1998年发大水淹了半个县城",
    "我小时候村里水库溃过坝，死了十几个人",
    "昨晚的电影太吓人了，整栋楼都塌了",
    "我家猫昨晚从三楼掉下去，居然毛都没掉一根",
    "我家狗被车撞了，心疼死了",
    "今天忙得要起火",
    "领导发火了，办公室要爆炸",
    "群里都炸了",
    "材料堆成山，要被埋了",
    "孩子考试考砸了",
    "今天股票翻了一倍",
    "没起火也没爆炸",
]

CRIES = [
    "四川牌照的大货车在环城路撞了，司机卡住了",
    "往重庆方向K12处三车追尾 两人受伤",
    "去年修的那座桥塌了，有车掉下去了",
    "以前那个砖厂着火了",
    "北京路小学门口打架 有学生被捅",
    "正看电影呢 隔壁楼突然着火了",
    "电影院着火了 好多人没出来",
    "电视台大楼起火",
    "办公室着火了",
    "邻县化工厂爆炸，烟飘过来了，城关镇都闻得到",
    "隔壁县的山火烧到我们镇了",
    "新闻上说我县柳林镇今早山体滑坡",
    "看视频说我们县城南着火了",
    "狗咬人了 东关三个娃被咬",
    "我家煤气罐炸了 我妈烧伤了",
    "学校好多娃吐了",
    "死人了",
    "我家着火了！",
    "小马打来电话说五点不到柳林镇榨油坊着了，一个师傅没出来",
]


@pytest.mark.parametrize("words", TALK)
def test_talk_tells_no_incident(words: str) -> None:
    assert not {"incident.report", "incident.supplement"} & set(intents(words))


@pytest.mark.parametrize("words", CRIES)
def test_a_cry_with_such_words_in_it_is_an_incident(words: str) -> None:
    assert intents(words) == ["incident.report"]


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("望龙水库泄洪渠有个钓鱼的掉下去了 到现在没找着", {"missing": 1}),
        ("北坡煤矿透水 井下还有6个人没上来！", {"trapped": 6}),
        ("环城路公交和电动车撞了，骑车的当场死亡，公交上2人轻伤", {"dead": 1, "minor": 2}),
        ("锅炉爆了，当班8个人目前联系上6个，还有2个联系不上", {"missing": 2}),
        ("搜救结束，3名失联人员全部找到，2人遇难1人生还", {"dead": 2}),
        ("车祸，3人当场死亡，另有1人送医后抢救无效", {"dead": 4}),
        ("民房起火，烧死一对夫妻", {"dead": 2}),
        ("幼儿园17名幼儿、2名老师腹泻呕吐", {"injured": 19}),
        ("围墙垮了，砸到两个学生娃", {"injured": 2}),
        ("幺儿河涨水，两个摸鱼的遭冲走了", {"missing": 2}),
    ],
)
def test_people_are_counted_in_such_words(words: str, counts: dict[str, int]) -> None:
    assert dict(casualties_in(words).counts()) == counts


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("上一条不是真的，那是一中在搞消防演练", "drill.mark"),
        ("【演练】10时整化工园区液氨泄漏，5人中毒，请各单位按预案处置", "drill.mark"),
        ("演练信息：08时整，青石水库溃坝，请各单位立即响应", "drill.mark"),
        ("更正 刚才发的化工园泄漏是桌面推演脚本 大家别当真", "drill.mark"),
        ("刚发的是消防站在做演练，不是真着火", "drill.mark"),
        ("去看了 就是个烧秸秆的 没事", "incident.false_alarm"),
        ("白跑一趟 没起火 是蒸包子的汽", "incident.false_alarm"),
        ("现场核查未发现火情，系居民熏腊肉所致", "incident.false_alarm"),
        ("核实过了不是打架 是两口子拌嘴", "incident.false_alarm"),
        ("查了，谎报警情，没有人落水", "incident.false_alarm"),
        ("假消息，派出所去看了没这事", "incident.false_alarm"),
        ("这不是演练 是真的着火了", "incident.report"),
        ("人找到了！在外婆家 娃娃好好的", "incident.followup"),
        ("发生时间问清楚了，9点50分", "incident.supplement"),
        ("陈县长刚说 让消防把周边也看住", "instruction.relay"),
        ("领导指示 交警李明那边传到了 卫健局没接电话 还在打", "instruction.relay_done"),
        ("快报已报市政府总值班室，签发人王立群，8:53发出", "incident.flash_done"),
    ],
)
def test_what_is_said_where_an_incident_is_open(words: str, wanted: str) -> None:
    assert [one.intent.value for one in said(words, situation=KNOWN).readings] == [wanted]


@pytest.mark.parametrize(
    ("words", "kind", "colour"),
    [
        ("高温橙了 县气象台刚发的 明天40度", "高温", "orange"),
        ("县自然资源局、县气象局联合发布地质灾害气象风险橙色预警", "地质灾害", "orange"),
        ("气象台刚发暴雨红警", "暴雨", "red"),
        ("暴雨预警升橙了", "暴雨", "orange"),
        ("大风黄警 9点发的", "大风", "yellow"),
    ],
)
def test_a_warning_is_told_by_kind_and_colour(words: str, kind: str, colour: str) -> None:
    reading = said(words).first(Intent.ALERT)
    assert reading is not None
    assert (reading.facts["kind"], reading.facts["color"]) == (kind, colour)


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("【续报】截至今天上午9点，累计转移群众213人", "09:00"),
        ("第三次续报 到9点 住院的还剩11个", "09:00"),
        ("续报三：到9点40为止，伤11人，重3轻8", "09:40"),
    ],
)
def test_a_follow_up_holds_for_a_moment(words: str, clock: str) -> None:
    reading = said(words, situation=KNOWN).first(Intent.FOLLOW_UP)
    assert reading is not None
    assert reading.at is not None
    assert f"{reading.at:%H:%M}" == clock
