"""The common kind of an event within its category: 侧翻 is traffic, 漏气 a gas leak, 拉横幅 a petition.

A table, tried from the top: what kills more or says more stands above, so that 燃气泄漏爆炸 is an explosion and
客车相撞起火 is traffic. A clause that fits no row has no kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.elements import Category, Kind

_VEHICLE: Final = r"(?:车|摩托|大巴|中巴|货柜|渣土|公交)"
_ROWS: Final[Mapping[Category, tuple[tuple[Kind, str], ...]]] = {
    Category.ACCIDENT: (
        (Kind.MINE, r"煤矿|矿井|矿山|金属矿|井下|透水|冒顶|瓦斯突出|瓦斯爆|尾矿"),
        (Kind.VESSEL, r"翻船|沉船|[船艇舟舶][^，。;]{0,4}(?:翻|沉|撞|侧翻|失火)|渡船"),
        (Kind.RAIL, r"脱轨|火车|列车|(?<!电)(?<!机)动车|高铁|铁路"),
        (
            Kind.TRAFFIC,
            rf"交通事故|车祸|追尾|(?<!塔)(?<!吊)侧翻|翻车|翻了[辆台部一][^，。;]{{0,4}}{_VEHICLE}"
            rf"|{_VEHICLE}[^，。;]{{0,8}}(?:相?撞|翻|坠|冲出|冲进|掉[进入下到]|失控|刮擦)|(?:相撞|碰撞)"
            rf"|撞[^，。;]{{0,6}}(?:车|护栏|行人|摩托)"
            r"|(?i:overturned|collision|collided|crash|traffic accident|road accident)",
        ),
        (Kind.EXPLOSION, r"爆炸|爆燃|炸了|爆了|(?i:explo)"),
        (
            Kind.GAS_LEAK,
            r"漏气|(?:燃气|天然气|煤气|液化气)[^，。;]{0,6}(?:泄|漏)|挖[断破][^，。;]{0,4}(?:燃气|气管)|(?i:gas leak)",
        ),
        (Kind.CHEMICAL, r"泄[漏露]|漏[油液氨]|危化品|化学品|氯气|液氨|硫化氢|(?i:leak)"),
        (Kind.ELEVATOR, r"电梯|扶梯"),
        (Kind.CONSTRUCTION, r"工地|施工|塔吊|脚手架|基坑|建筑工|模板|在建"),
        (Kind.SPECIAL_EQUIPMENT, r"锅炉|压力容器|起重机|行车|叉车|索道|游乐设施|缆车"),
        (Kind.STAMPEDE, r"踩踏"),
        (
            Kind.FIRE,
            r"[着起失]火|火灾|火情|起大火|着大火|火势|火光|浓烟|冒[黑白浓]?烟|烧[起着]来|烧了|自燃|燃起|燃烧"
            r"|(?i:\bfire\b)",
        ),
        (Kind.ELECTRIC_SHOCK, r"触电|电死"),
        (Kind.DROWNING, r"落水|溺水|溺亡|淹死|掉[进入下到][^，。;]{0,6}(?:河|水|塘|库|湖)|坠[河江海]|捞起来"),
        (Kind.FALL, r"高处坠落|坠[楼落崖井亡]|摔下|掉下[来去]|滚落|掉[进入下到][^，。;]{0,6}(?:井|沟|坑|崖|桥)"),
        (Kind.POISONING, r"中毒|窒息"),
        (Kind.COLLAPSE, r"倒[了塌]|坍塌|垮塌"),
        (Kind.POWER_CUT, r"停电|断电|电缆"),
        (Kind.WATER_CUT, r"停水|断水|爆管|水管"),
        (Kind.NETWORK, r"断网|没信号|通信中断|光缆"),
        (Kind.POLLUTION, r"污染|油污|超标|死鱼|排污"),
    ),
    Category.NATURAL: (
        (Kind.EARTHQUAKE, r"地震|震感|(?i:earthquake)"),
        (Kind.DEBRIS_FLOW, r"泥石流"),
        (Kind.DAM, r"管涌|溃[坝堤口]|决口|漫[堤坝]|大坝|坝脚|坝体|渗水|泄洪|水库[^，。;]{0,8}[坍垮]塌"),
        (Kind.LANDSLIDE, r"滑坡|塌方|山体|落石|崩塌|(?i:landslide)"),
        (Kind.FOREST_FIRE, r"山火|森林|草原火灾|林场"),
        (Kind.HAIL, r"冰雹"),
        (Kind.SNOW, r"雪|冰冻|冻雨"),
        (Kind.WIND, r"龙卷风|大风|台风|刮[倒断]|(?:吹|刮)倒"),
        (Kind.LIGHTNING, r"雷击|遭雷|雷打"),
        (Kind.FLOOD, r"(?<![泄防])洪|淹|内涝|积水|进水|河水|[冲漫][了毁走垮断过]|被冲|(?i:flood)"),
        (Kind.RAINSTORM, r"暴雨|大雨|强降雨"),
        (Kind.BRIDGE, r"桥[^，。;]{0,4}(?:塌|垮|断|裂)|桥梁"),
        (Kind.DROUGHT, r"旱"),
        (Kind.COLLAPSE, r"塌|垮|倒房|房[屋子]?[倒裂]|(?i:collapse)"),
    ),
    Category.HEALTH: (
        (Kind.ANIMAL_DISEASE, r"猪瘟|禽流感|口蹄疫|死猪|病死|动物疫情"),
        (Kind.OCCUPATIONAL, r"职业|工业中毒|车间|工厂|工人[^，。;]{0,6}中毒"),
        (
            Kind.FOOD_POISONING,
            r"食物中毒|食堂|聚餐|吃了|酒席|宴|(?:呕吐|腹泻|腹痛|拉肚子|上吐下泻)|(?i:food poisoning)",
        ),
        (Kind.EPIDEMIC, r"疫情|病例|感染|阳性|传染病|霍乱|发[热烧]|流感"),
        (Kind.POISONING, r"中毒"),
    ),
    Category.SECURITY: (
        (Kind.KIDNAPPING, r"绑架|劫持"),
        (Kind.HOMICIDE, r"杀人|命案|凶杀|杀害"),
        (Kind.ARSON, r"纵火"),
        (Kind.STABBING, r"持刀|砍[人伤]|捅[了伤]|行凶|刺伤"),
        (Kind.POISONING, r"投毒"),
        (Kind.SUICIDE, r"跳[楼桥河]|轻生|自焚|自杀"),
        (Kind.ROBBERY, r"抢劫"),
        (Kind.THREAT, r"可疑|扬言|炸弹"),
        (Kind.STRIKE, r"罢工|罢运|罢课"),
        (Kind.PETITION, r"上访|讨薪|讨要|横幅|闹访|静坐|信访"),
        (Kind.FIGHT, r"打架|打群架|打起来|斗殴|械斗|冲突|纠纷|闹事|打伤"),
        (Kind.GATHERING, r"聚集|聚众|围堵|围攻|堵|群体性"),
        (Kind.MISSING_PERSON, r"失联|走失|走丢|失踪"),
        (Kind.RUMOUR, r"谣|网传"),
    ),
}
_PLACES: Final = ((Kind.TOURISM, r"景区|景点|游客|旅行团|玻璃桥"), (Kind.SCHOOL, r"学校|校园|学生|幼儿园"))
_PATTERNS: Final = {
    category: tuple((kind, re.compile(words)) for kind, words in (*rows, *_PLACES)) for category, rows in _ROWS.items()
}


def kind_of(category: Category | None, clause: str) -> Kind | None:
    """The kind of what a clause tells; None where it has no common name."""
    if category is None:
        return None
    return next((kind for kind, pattern in _PATTERNS[category] if pattern.search(clause)), None)
