"""Whether something has happened, and of which of the four kinds.

A word such as 火灾 or 事故 is office talk nine times out of ten: hidden dangers are looked for, drills are announced,
materials are written. What counts is whether it is *told*: 着火了, 发生一起, 翻了辆车, three people hurt. A clause that
orders, plans, teaches or supposes tells nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.domain.elements import Category
from bot.understanding.incidents.only_talk import without_talk

_TOLD: Final = {
    Category.HEALTH: (
        r"(?:好多|很多|一堆|一片|几十|十几|[\d一二三四五六七八九十]{2,4}多?)(?:个|名)?(?:学生|娃儿?|孩子|师生|工人"
        r"|职工|客人|村民|人)"
        r"[^，。;]{0,3}(?:吐了|吐得|上吐)|(?:学生|娃儿?|孩子|师生|工人|职工|客人|村民)(?:们|都|集体|一片"
        r"|好多)[^，。;]{0,4}(?:吐了|吐得|上吐)"
        r"|食物中毒|[喝吃]出(?:了)?(?:大)?事|[喝吃]坏了(?!肚子没)|(?:肺结核|诺如|手足口|水痘|登革热|狂犬病|炭疽|布病"
        r"|布鲁氏?菌|疟疾|鼠疫|麻疹|流脑|乙脑|痢疾|霍乱|伤寒|百日咳|猩红热|禽流感|H\dN\d|新冠|甲流|流感"
        r"|红眼病)[^，。;]{0,8}?(?:\d|[一二两三四五六七八九十]{1,3})[余多]?(?:例|人)"
        r"|(?:\d|[一二两三四五六七八九十]{1,3})[余多]?例(?:人感染)?(?:肺结核|诺如|手足口|水痘|登革热|狂犬病|炭疽|布病"
        r"|布鲁氏?菌|疟疾|鼠疫|麻疹|流脑|乙脑|痢疾|霍乱|伤寒|百日咳|猩红热|禽流感|人?感染|H\dN\d|新冠|甲流|流感"
        r"|红眼病|确诊|疑似|阳性|发热)"
        r"|疑似(?:非洲?猪?瘟|口蹄疫|非瘟|炭疽)|怀疑(?:是)?(?:非洲?猪?瘟|非瘟|口蹄疫)|死了[^，。;]{0,4}头(?:猪|牛|羊)"
        r"|[猪牛羊鸡鸭][^，。;]{0,6}(?:大量|成批|集中)死|热射病|洗胃"
        r"|(?:集体|多[人名]|\d人|学生|群众)[^，。;]{0,6}(?:中毒|腹泻|呕吐|发热|发烧|腹痛|拉肚子)|发现[^，。;]{0,10}"
        r"(?:疫情|病例|感染者|阳性|传染病)|"
        r"疑似[^，。;]{0,6}(?:中毒|疫情|病例|霍乱|传染病)|猪瘟|禽流感|上吐下泻"
    ),
    Category.SECURITY: (
        r"聚集(?!性|场所|地|区|效应)|聚众|集体上访|上访(?!户|件|量|的|人员信息)|堵[住了]?(?:路|门|桥|国道|高速|大门)"
        r"|堵了"
        r"|拉(?:起)?横幅|围堵|围攻|闹事|闹访|"
        r"(?:有人|家属|医闹|一伙人|一帮人|几个人|业主)[^，。;]{0,6}闹(?![钟着玩])|打伤|动了?刀|打砸"
        r"|砸了[^，。;]{0,6}(?:玻璃|店|门|窗|柜|电脑|办公室)|被抢|抢了|偷袭|集体停运|集体罢"
        r"|[网抖快][音络手上][^，。;]{0,10}(?:造谣|谣言|说县|说我县|视频说|传言)|谣传|谣言|"
        r"(?:娃儿?|孩子?|童|老人|老汉|婆婆|病人|学生|女子|男子)[^，。;]{0,20}(?:没找到|找不到|没回来|没回家|未归|未回"
        r"|没着家|不见了"
        r"|走丢)|找不到人了|"
        r"打架|打群架|打起来|斗殴|械斗|砍人|砍伤|持刀|捅[了伤]|行凶|杀人|绑架|劫持|投毒|纵火|(?:要|想|欲"
        r"|准备|有人[^，。;]{0,4})跳[楼桥河]|跳[楼桥河][了，。!]|跳楼(?!机|价)|轻生|"
        r"自焚|静坐|罢工|罢运|罢课|讨薪|讨要工资|失联|走失|走丢|抢劫|冲突[了，。!]|发生[^，。;]{0,8}(?:冲突|纠纷|案件"
        r"|斗殴)|可疑(?:包裹|物品|爆炸物)|扬言"
    ),
    Category.NATURAL: (
        r"雷打死|雷劈|打雷[^，。;]{0,6}[死伤]|下冰雹|冰雹|龙卷风|积雪(?=结冰|封|[^，。;]{0,6}(?:堵|困|车|路))"
        r"|道路结冰|路面结冰|暴雪(?!预|蓝|黄|橙|红|黄)|冻雨|雪[^，。;]{0,4}(?:封山|封路|堵车|压塌|压垮)|因雪|(?:山|坡"
        r"|河堤|路基|护坡)[^，。;]{0,3}垮|"
        r"(?:昨夜|今晨|昨晚|今早|傍晚|凌晨|夜里)[^，。;]{0,6}(?:大风|狂风|暴雨|暴雪)(?!蓝|黄|橙|红|预)|(?:吹|刮"
        r"|掀)(?:倒|翻|跑|断|走)(?!了?椅)|房子?冲(?:走|垮|毁)|过火(?=[^，。;]{0,8}(?:亩|公顷))|(?:掏空|冲空|悬空"
        r"|下沉)(?=$|[了，。; ])|被洪水"
        r"|山洪(?=$|[ ，。!])|洪水[^，。;]{0,6}(?:掏|冲|淹|卷)|"
        r"塌[了方陷]|[坍垮倒]塌|垮了|滑坡(?!点|体|隐患|治理)|泥石流(?!隐患)|决口|溃[坝堤口]|管涌|漫[堤坝]|漫过|被"
        r"(?:洪水|大水)?(?:淹|冲)|淹[了没]|进水|冲[毁走垮断]|"
        r"内涝|山洪(?!灾害防|防)|洪水(?:来|进|冲|淹|已|漫)|河水(?:猛|暴)涨|地震(?!局|台|带)了?|有?震感|山火|森林"
        r"(?:火灾|起火|着火)|草原火灾|雷击|冰雹|龙卷风|"
        r"大风刮[倒断]|刮[倒断]了|树(?:木)?(?:被)?(?:吹|刮)?倒|倒房|房[屋子]?[倒裂]|山体[^，。;]{0,4}(?:滑|崩|裂)|落石"
        r"|裂缝[^，。;]{0,6}(?:扩大|加大)|积水[^，。;]{0,6}(?:深|没|过)|"
        r"受灾|灾情|[压砸](?:塌|垮)了?|遭雷|雷打了|被雷[击打劈]|(?:坝|堤|水库)[^，。;]{0,6}(?:渗水|渗漏|裂缝)"
        r"|人畜饮水困难"
    ),
    Category.ACCIDENT: (
        r"过火面积|(?:市场|小区|厂|店|楼|仓库|车间|商场|学校|医院|宾馆|酒店|民房|住宅|工地"
        r"|[一-鿿][路街村镇])[^，。;]{0,3}(?:火灾|爆炸|车祸|触电)(?=$|[，。! ])"
        r"|(?:大货|货车|客车|轿车|面包车?|公交|大巴|小车|摩托|电动车|三轮|渣土车)[^，。;]{0,3}(?:对?撞|怼)"
        r"|(?:^|(?<=[，。! 打砍撞压淹烧砸毒电出]))死人了|出(?:了)?人命"
        r"|爆了一?声|(?:爆|炸|响)了?一声(?=$|[，。!; ])|(?<=[管罐炉瓶胎泵道阀])爆了|爆管"
        r"|冲[进到下入][^，。;]{0,5}(?:河|沟|塘|坎|崖|店|人群)|冲(?:河|沟|塘|坎|田)(?:头|里|边|下)?(?:去|里)"
        r"|掉[^，。;]{0,4}(?:河|沟|塘|井|坑|水库?)[头里]了?|(?:缆车|索道|摩天轮|过山车)[^，。;]{0,8}(?:停了|停在|卡"
        r"|吊|故障|悬)|光缆[^，。;]{0,6}(?:断|挖)|挖断|漏了(?=$|[，。!; 味])|(?:煤气|燃气|天然气|液化气"
        r"|沼气)[^，。;]{0,4}漏|"
        r"(?:没|无)信号(?=[，。! ]|$)|(?:房[子屋]?|墙|棚|厂房|天花板|看台|架子|围挡|大棚"
        r"|脚手架)[^，。;]{0,4}[塌垮踏]了|(?:大棚|厂房|看台|舞台|架子)[^，。;]{0,2}塌|顶板|冒落|(?:沼气池|化粪池"
        r"|污水井|窨井|地窖|下水道)[^，。;]{0,10}(?:昏|晕|倒|中毒|掉)|热气?球[^，。;]{0,4}掉|炸到|炸伤|掉河|(?:车"
        r"|[货客轿]车|摩托|三轮|电瓶车)[^，。;]{0,6}(?:碰|擦|刮)[了到上]?(?:[^，。;]{0,3}(?:车|人))|"
        r"滞留(?:旅客|游客|乘客)|停(?:水|电)到现在|断水|断电了|臭[^，。;]{0,4}死鱼|死鱼|[冒流]黑水|偷排|"
        r"[着起失]火|起大火|着大火|火势|火光|浓烟|冒[黑白浓]?烟|(?<!发)烧[起着]来|(?<!发)烧了|燃起|爆炸(?!性|式"
        r"|物品?管|案)|爆燃|[厂库炉罐瓶]爆了"
        r"|炸了|泄[漏露](?!信息|个人|国家|秘密|机密|隐私|消息|试题)|"
        r"漏[气油液氨](?!雨)|侧翻|翻[了](?:辆|台|部|一|车|船)?|翻车|翻船|翻[进下入到倒扣沟坡坎]|自燃|(?:塔吊|吊车"
        r"|吊臂|围墙"
        r"|脚手架|广告牌|电线?杆|[墙房楼棚])[^，。;]{0,4}倒[了塌]|(?:塔吊|脚手架|基坑|楼板|厂房|模板"
        r"|工棚)[^，。;]{0,4}[坍垮]?塌|掉下[来去]|摔下|滚落|相撞|追尾|碰撞"
        r"|撞车(?!型)|(?:坊|房|棚|屋|垛|楼|厂|店|林|车|库|柴|草)[^，。;]{0,3}着了(?!急|凉|迷)|撞[了上到向死伤倒毁进]"
        r"|被撞|车祸|坠[河崖楼落毁桥机井入海江亡](?!风险)|坠了|"
        r"掉[进入下到][^，。;]{0,6}(?:河|井|沟|水|坑|崖|塘|库|桥)|落水|溺水|淹死|触电|电死|中毒|踩踏|透水|冒顶"
        r"|瓦斯突出|沉[船没]了?|脱轨|爆管|电梯[^，。;]{0,5}(?:困|坠|卡|停)|"
        r"(?:突然|大面积|全[县镇城村]|整个[^，。;]{1,6})[^，。;]{0,4}(?:停电|停水|断网|断电)"
        r"|高处坠落|砸[到伤死中了]|压[到伤死住]|卡住|出(?:了)?(?:大|车|安全|生产)?事(?:故)?(?:了|$)|"
        r"出事故|出车祸|(?:河|水面|取水口|水库|库区|鱼塘)[^，。;]{0,8}(?:油污|死鱼|被污染)|大量死鱼"
        r"|挖[断破][^，。;]{0,4}(?:管|缆)|被困|受困|困住|被埋|[人员名个]失踪|失踪了"
    ),
}
_NOUNS: Final = (
    r"火灾|事故|爆炸|爆燃|地震|坍塌|垮塌|塌方|滑坡|泥石流|中毒|车祸|相撞|追尾|泄漏|泄露|溺水|踩踏|险情|冲突|纠纷"
    r"|斗殴|聚集|械斗|案件|群体性|疫情|洪水|内涝|透水|"
    r"火情|警情|灾情|死亡|伤亡|停电|断网|命案|坠|侧翻|燃烧|山火"
)
_HAPPENED: Final = re.compile(
    r"(?<![未没无])(?<!没有)(?<!不会)(?<!尚未)(?<!避免)(?:发生|突发|出现|爆发|又起|引发|酿成)(?!的|率|地|时间"
    rf"|在.{{0,3}}年)[^，。;!?\n]{{0,20}}?(?P<noun>{_NOUNS})"
    rf"|(?P<bare>(?<=[一-鿿])(?:火灾|爆炸|车祸|坍塌|塌方|山体滑坡|泥石流|泄漏|侧翻)(?=[，, ][^。;!?\n]{{0,6}}(?:过火"
    rf"|烧|[\d一二两三四五六七八九十]{{1,4}}[人死伤名]|死|伤|无人|没|火势|明火)))"
    rf"|(?:有|出)(?:了)?(?:一)?起[^，。;!?\n]{{0,10}}?(?P<noun2>{_NOUNS})|(?P<noun3>{_NOUNS})(?:发生了|了"
    r"(?=[，。!;]|$))"
    r"|(?P<english>(?i:\b(?:explosion|explod(?:ed|ing)|fire (?:at|in|broke|has|is)|on fire|collision|crash(?:ed)?"
    r"|collided|overturned|landslide|flood(?:ed|ing)?|earthquake|gas leak|"
    r"leak(?:ed|ing)? (?:at|in|from)|collapsed?|food poisoning|traffic accident|road accident)\b))"
    r"|(?P<hurt>(?:有人|\d{1,5}人|[一二两三四五六七八九十]{1,4}人|[一两]名[^，。;]{0,6})[^，。;!?\n]{0,4}(?:死亡"
    r"|身亡|受伤"
    r"|重伤|昏迷|失踪))"
)
_OFFICE_TALK: Final = re.compile(
    r"隐患|注意|防火|防范|预防|防止|严防|谨防|防灾|防汛工作|杜绝|避免|确保|演练|演习|预案|培训|宣传|讲座|讲课|会议"
    r"|开会|例会|讨论|研究|部署|专项|整治|排查|检查|督查|"
    r"学习|案例|教训|警示|反思|电影(?!院)|电视(?![台塔])|视频里|小说|段子|如果|假如|会不会|有没有可能|一旦|要是|万一"
    r"|模拟|假设|倘若"
    r"|怎么办|如何|保险|规定|条例|知识|制度|机制|"
    r"方案|总结|汇报材料|材料|台账|报表|去年|前年|往年|历年|历史|回顾|周年|整改|复盘|调查报告|(?<!中心)通报"
    r"(?![:，,称说])|风险|多发|易发|高发|频发|季节|期间|工作要|做好|那起|上次|上回|之前那|"
    r"能力|水平|率|指标|考核|比赛|大赛|教育|安全生产月|进校园|灭火器|消防车通道|设施|预警信号|危害|应对|处置工作"
    r"|应急管理|引以为戒"
)
_ELSEWHERE: Final = re.compile(  # or long ago: nobody here is on duty for it
    r"(?:外省|外地|外市|外县)(?:某|一起|发生|通报|市|县|的?事故)|某[省市县](?!场)|引以为戒|转发新闻"
    r"|属于(?:什么|哪|一般|较大|重大|特别重大)[^，。;]{0,8}(?:事故|级)"
    r"|(?:去年|前年|往年|以前|曾经?)[^，。;]{0,10}(?:发生|出|有)过"
)
_ORDERS: Final = re.compile(
    r"(?:^|[，。;:,])[ ]?(?:请|要求|务必|核实|查明|调查|了解|关于|就|针对|对|落实|传达|尽快|抓紧|妥善|立即|全力"
    r"|继续|加强|组织|督促|协调)(?!报警|到场|群众报)"
)
_SPOKEN_OF: Final = re.compile(
    r"赔偿|理赔|协议|责任认定|保险|官司|善后费|的(?:地方|位置|那|现场|原因|企业|时间|时候|是|材料|报告|情况|事(?!故))"
)
_TELLING: Final = re.compile(
    r"发生|正在|刚刚|刚才|接(?:到)?[^，。;]{0,10}(?:报警|转警|报告|来电|求助|电话|反映)|报警|有人(?:受伤|被困|死)"
    r"|火势|浓烟|一辆|一名|报告:|突发|!|快来|快报|"
    r"现场|目前|已(?:有|造成|致|死|伤)|(?:\d|[一二两三四五六七八九十])[死伤人名]|旁边|附近|门口|路段|着火了|起火了"
    r"|翻了|塌了|撞了"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something told: where its words stand and of what kind it is."""

    start: int
    end: int
    category: Category | None  # None where people are hurt and no word says by what


_PATTERN: Final = re.compile("|".join(f"(?P<{category.value}>{words})" for category, words in _TOLD.items()))


def is_elsewhere(text: str) -> bool:
    """Whether it is told of another place, where nobody of this office is on duty."""
    return _ELSEWHERE.search(text) is not None


@lru_cache(maxsize=32)  # several readers look at the same stretch
def event_in(text: str) -> Event | None:
    """The first thing that a stretch of text tells as having happened; None for office talk."""
    if _HAPPENED.search(text) is None and _PATTERN.search(text) is None:
        return None  # most messages, and nothing need be blanked in them
    plain = without_talk(text)
    happened = _HAPPENED.search(plain)
    told = _PATTERN.search(plain)
    if happened is None and told is None:
        return None
    return _weighed(plain, happened, told)


def _weighed(text: str, happened: re.Match[str] | None, told: re.Match[str] | None) -> Event | None:
    """Whether the clause around the words tells it, or only talks about such things."""
    event = _event(happened, told)
    start, end = _clause(text, event.start)
    clause = text[start:end]
    before = text[start : event.start]
    if _ELSEWHERE.search(clause) or _ORDERS.search(before) or _SPOKEN_OF.match(text, event.end):
        return None
    if _OFFICE_TALK.search(clause):
        strong = happened is not None and start <= happened.start() < end
        sure = _TELLING.search(clause) is not None and _OFFICE_TALK.search(text, event.start, end) is None
        if not (strong and sure):
            return None
    return event


def _event(happened: re.Match[str] | None, told: re.Match[str] | None) -> Event:
    if told is not None and told.lastgroup and (happened is None or told.start() < happened.end()):
        return Event(start=told.start(), end=told.end(), category=Category(told.lastgroup))
    assert happened is not None, "one of the two was found"
    category = None if happened["hurt"] else _category(happened[0])
    return Event(start=happened.start(), end=happened.end(), category=category)


_NATURAL: Final = re.compile(
    r"(?i:landslide|flood|earthquake)|地震|滑坡|泥石流|洪水|内涝|山火|塌方|坍塌|垮塌|灾情|险情"
)
_HEALTH: Final = re.compile(r"(?i:poisoning)|疫情|中毒|病例")
_SECURITY: Final = re.compile(r"冲突|纠纷|斗殴|聚集|械斗|案件|群体性|命案")


def _category(words: str) -> Category:
    if _SECURITY.search(words):
        return Category.SECURITY
    if _HEALTH.search(words):
        return Category.HEALTH
    return Category.NATURAL if _NATURAL.search(words) else Category.ACCIDENT


def _clause(text: str, place: int) -> tuple[int, int]:
    start = max((text.rfind(sign, 0, place) for sign in "，。;!?\n,"), default=-1) + 1
    ends = [at for sign in "，。;!?\n" if (at := text.find(sign, place)) >= 0]
    return start, min(ends, default=len(text))
