"""People harmed are counted by kind, from the words alone; what only looks like such a number counts nobody."""

from __future__ import annotations

import pytest

from bot.domain.elements import Casualties
from bot.understanding.incidents import casualties_in, harm_in
from bot.understanding.wording import plain

DEAD = [
    ("3人死亡", Casualties(dead=3)),
    ("死亡3人", Casualties(dead=3)),
    ("死亡三人", Casualties(dead=3)),
    ("死了两个", Casualties(dead=2)),
    ("1人当场死亡", Casualties(dead=1)),
    ("2人不幸遇难", Casualties(dead=2)),
    ("遇难者升至4人", Casualties(dead=4)),
    ("2名学生溺亡", Casualties(dead=2)),
    ("一名60岁老人身亡", Casualties(dead=1)),
    ("一名男子跳楼身亡", Casualties(dead=1)),
    ("1名伤者经抢救无效死亡", Casualties(dead=1)),
    ("1人送医后不治身亡", Casualties(dead=1)),
    ("2人送医院途中死亡", Casualties(dead=2)),
    ("1人重伤不治", Casualties(dead=1)),
    ("2名工人被埋，经抢救无效死亡", Casualties(dead=2)),
    ("司机1人，当场死亡", Casualties(dead=1)),
    ("1名驾驶员没抢救过来", Casualties(dead=1)),
    ("捞起来一个娃儿，已经没救了", Casualties(dead=1)),
    ("2人已无生命体征", Casualties(dead=2)),
    ("搜救出2人均已死亡", Casualties(dead=2)),
    ("车上5人全部遇难", Casualties(dead=5)),
    ("发现1具遗体", Casualties(dead=1)),
    ("找到2名失联人员遗体", Casualties(dead=2)),
    ("一家三口遇难", Casualties(dead=3)),
    ("母子俩溺亡", Casualties(dead=2)),
    ("炮竹厂爆炸，至少4个没了", Casualties(dead=4, approximate=True)),
    ("河里淹死一个人", Casualties(dead=1)),
    ("货车撞死2名行人", Casualties(dead=2)),
    ("1名消防员牺牲", Casualties(dead=1)),
    ("死亡人数由2人上升至3人", Casualties(dead=3)),
    ("死亡人数从2人增加到4人", Casualties(dead=4)),
    ("死亡3人(含1名儿童)", Casualties(dead=3)),
    ("死亡3人（其中1名儿童），受伤5人", Casualties(dead=3, injured=5)),
    ("死亡：3人", Casualties(dead=3)),
    ("近30人死亡", Casualties(dead=30, approximate=True, about=("dead",))),
    ("死亡约10人", Casualties(dead=10, approximate=True, about=("dead",))),
    ("十余人死亡", Casualties(dead=10, approximate=True)),
    ("死亡3人以上", Casualties(dead=3, approximate=True)),
    ("据说死了3个人", Casualties(dead=3, approximate=True, about=("dead",))),
    ("送医的1人走了", Casualties(dead=1)),
    ("失联2人遇难", Casualties(dead=2)),
]
SEVERAL = [
    ("2死7伤", Casualties(dead=2, injured=7)),
    ("两死一重伤", Casualties(dead=2, severe=1)),
    ("2死3重伤4轻伤", Casualties(dead=2, severe=3, minor=4)),
    ("3人死5人伤", Casualties(dead=3, injured=5)),
    ("致1死3伤", Casualties(dead=1, injured=3)),
    ("造成1人死亡1人受伤", Casualties(dead=1, injured=1)),
    ("3人不幸身亡5人受伤", Casualties(dead=3, injured=5)),
    ("死亡1人，受伤2人，失踪3人", Casualties(dead=1, injured=2, missing=3)),
    ("死亡 3 受伤 5 失踪 1", Casualties(dead=3, injured=5, missing=1)),
    ("死亡1人受伤2人", Casualties(dead=1, injured=2)),
    ("5人受伤，其中2人重伤", Casualties(injured=5, severe=2)),
    ("5人受伤（其中2人重伤）", Casualties(injured=5, severe=2)),
    ("受伤5人，重伤2人", Casualties(injured=5, severe=2)),
    ("重伤1人轻伤3人送医", Casualties(severe=1, minor=3)),
    ("重伤1人、轻伤3人，均已送医", Casualties(severe=1, minor=3)),
    ("1人死亡，有3人重伤，2人轻微伤", Casualties(dead=1, severe=3, minor=2)),
    ("新增3人受伤，累计受伤9人", Casualties(injured=9)),
    ("被困5人，已救出3人，1人遇难", Casualties(trapped=5, dead=1)),
    ("1名男子持刀砍伤3人致2人死亡", Casualties(injured=3, dead=2)),
    ("7名矿工被困，已救出4人，仍有3人被困", Casualties(trapped=3)),
    ("36个学生拉肚子，其中8人重症", Casualties(injured=36, severe=8)),
    ("三死七伤两失踪", Casualties(dead=3, injured=7, missing=2)),
]
HURT = [
    ("3名学生呕吐", Casualties(injured=3)),
    ("受伤人数上升到9人", Casualties(injured=9)),
    ("伤者3人", Casualties(injured=3)),
    ("3名伤者已送县医院", Casualties(injured=3)),
    ("2人受伤送医", Casualties(injured=2)),
    ("3人送医", Casualties(injured=3)),
    ("5人被送往县医院", Casualties(injured=5)),
    ("伤了七八个", Casualties(injured=7, approximate=True)),
    ("七八个人受伤", Casualties(injured=7, approximate=True)),
    ("20多人受伤", Casualties(injured=20, approximate=True)),
    ("一家5口煤气中毒", Casualties(injured=5)),
    ("1人重伤", Casualties(severe=1)),
    ("1人伤势较重", Casualties(severe=1)),
    ("2人生命垂危", Casualties(severe=2)),
    ("2名儿童擦伤", Casualties(minor=2)),
    ("1名工人（45岁）摔伤", Casualties(injured=1)),
    ("砍伤3人", Casualties(injured=3)),
    ("打伤1名医生", Casualties(injured=1)),
    ("1名男子砍伤3人后逃跑", Casualties(injured=3)),
    ("1名老人被3人打伤", Casualties(injured=1)),
    ("2名正在施工的工人被砸伤", Casualties(injured=2)),
    ("5名学生上学路上受伤", Casualties(injured=5)),
    ("3人骨折", Casualties(injured=3)),
    ("1名老人晕倒", Casualties(injured=1)),
    ("收治疑似食物中毒患者13名", Casualties(injured=13)),
    ("约20名学生腹泻", Casualties(injured=20, approximate=True, about=("injured",))),
    ("可能有3人受伤", Casualties(injured=3, approximate=True, about=("injured",))),
    ("3人左右受伤", Casualties(injured=3, approximate=True, about=("injured",))),
]
GONE_OR_CAUGHT = [
    ("2人失踪", Casualties(missing=2)),
    ("失联1人", Casualties(missing=1)),
    ("3名驴友失联", Casualties(missing=3)),
    ("2人被洪水冲走", Casualties(missing=2)),
    ("1名儿童走失", Casualties(missing=1)),
    ("2名村民联系不上", Casualties(missing=2)),
    ("仍有1人下落不明", Casualties(missing=1)),
    ("5人被困", Casualties(trapped=5)),
    ("3名工人被埋", Casualties(trapped=3)),
    ("电梯困住2人", Casualties(trapped=2)),
    ("十余人困在对岸", Casualties(trapped=10, approximate=True)),
    ("2名驾驶员被卡驾驶室", Casualties(trapped=2)),
    ("12人救援队被困", Casualties(trapped=12)),
]
NOBODY = [
    ("无人员伤亡", Casualties(none=True)),
    ("所幸无人伤亡", Casualties(none=True)),
    ("没有造成人员伤亡", Casualties(none=True)),
    ("未造成人员伤亡", Casualties(none=True)),
    ("暂未发现人员伤亡", Casualties(none=True)),
    ("没人受伤", Casualties(none=True)),
    ("无一人伤亡", Casualties(none=True)),
    ("零伤亡", Casualties(none=True)),
    ("没压到人", Casualties(none=True)),
    ("人都没事", Casualties(none=True)),
    ("无人死亡，2人受伤", Casualties(dead=0, injured=2)),
]
NOT_COUNTED = [
    "3号楼起火", "10人座面包车侧翻", "7座客车侧翻", "核载53人的大巴侧翻", "核载7人实载9人", "2车相撞", "3车追尾",
    "他伤心了3天", "电脑死机2次", "伤脑筋", "视野死角3处", "12人救援队赶到", "消防出动3车15人", "伤亡情况正在核实",
    "伤亡不详", "伤亡人数不明", "多人受伤", "几个人受伤", "有无人员伤亡待核实", "是否有人受伤不清楚",
    "有没有人受伤还不知道", "疏散200人", "转移12户35人", "紧急转移安置120人", "疏散被困群众30人",
    "救出3名被困群众", "已成功解救被困人员5名", "第一人民医院收治伤员", "15名消防员抢救被困人员",
    "8名民警处置伤人事件", "3个小时后死亡原因查明", "死猪40多头", "死了3头牛", "冲走3头猪", "3个死角已排查",
    "120已到", "119出动2车12人", "20人到场增援", "5名干部值守", "上访群众走了20人", "盒饭还有4个没了", "3个文件没了",
    "来了十几个人", "聚集三四十人", "14:20伤者已送医", "被困12小时", "第3次事故", "死者家属5人情绪激动",
    "造成12人伤亡", "死伤十几人", "人均3份", "死亡证明3份", "抢救被困人员3人", "受灾3000人", "影响群众500人",
]  # fmt: skip
COUNTED = [*DEAD, *SEVERAL, *HURT, *GONE_OR_CAUGHT, *NOBODY]


@pytest.mark.parametrize(("words", "harm"), COUNTED)
def test_people_harmed_are_counted_by_kind(words: str, harm: Casualties) -> None:
    assert casualties_in(plain(words)) == harm


@pytest.mark.parametrize("words", NOT_COUNTED)
def test_what_only_looks_like_it_counts_nobody(words: str) -> None:
    assert casualties_in(plain(words)) == Casualties()


def test_somebody_hurt_is_one_at_least_and_only_where_it_is_said_as_a_fact() -> None:
    assert casualties_in("有人受伤") == Casualties(injured=1, approximate=True)
    assert casualties_in("可能有人受伤") == Casualties()
    assert casualties_in("有人受伤吗") == Casualties()


def test_a_correction_says_only_the_figure() -> None:
    assert casualties_in("前面说的7人被困有误，核实后为6人", last=True) == Casualties(trapped=6)
    assert casualties_in("死亡1人不是2人，还有1人在抢救", last=True) == Casualties(dead=1, injured=1)
    assert casualties_in("死亡2人，有1人抢救过来了", last=True) == Casualties(dead=2)


@pytest.mark.parametrize(("words", "harm"), COUNTED)
def test_every_figure_points_to_its_place(words: str, harm: Casualties) -> None:
    spans = harm_in(plain(words)).spans
    counted = {kind for kind, _ in harm.counts()} | ({"none"} if harm.none else set())
    assert set(spans) == counted
    for start, end in spans.values():
        assert 0 <= start < end <= len(words)


@pytest.mark.parametrize(
    ("words", "kind", "figure"),
    [
        ("初步2死7伤", "dead", "2"),
        ("初步2死7伤", "injured", "7"),
        ("死亡人数由2人上升至3人", "dead", "3人"),
        ("十余人被困", "trapped", "十余人"),
        ("一家三口遇难", "dead", "三口"),
        ("没人受伤", "none", "没人受伤"),
        ("有人受伤", "injured", "有人受伤"),
    ],
)
def test_the_place_is_the_figure_itself(words: str, kind: str, figure: str) -> None:
    start, end = harm_in(plain(words)).spans[kind]
    assert words[start:end] == figure
