"""What sounds like an incident and is none here and now: figures of speech, what did not happen, pets, other places.

Figures of speech and what is denied are blanked where they stand, so that a real fire beside them is still seen. News
of other places, history, statistics and films are told by words around them; that something is ours (我县, a town of
the office, 快来人) or of this hour outweighs them, since a cry for help that is dropped does more harm than one too many.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from bot.understanding.message import Message
from bot.understanding.values import TimeKind

_HYPERBOLE: Final = (
    r"(?:累|忙|笑|(?<![燃煤然沼蒸氨氧毒废油空氯氢体])气|急|烦|困|热|冷|饿|吓|愁|闷|渴|挤|羡慕|美|爽|香|辣|酸|疼|痛"
    r"|晕|乐|苦|臭|丑|撑|难|无聊|尴尬|内卷|卷)(?:都|要|快)?(?:死|炸|爆|疯|瘫|趴|晕|吐)(?:人|我|了|个)*|"
    r"炸锅|爆炒|火爆|上火|火气|恼火|发火|火热|红火|热火|火速|要死|死机|卡死|死板|死活|死磕|直播翻车|翻车现场"
    r"|(?:材料|[肉菜饭汤锅]|蛋糕|节目|发言|考试|作业)[^，。]{0,6}翻车|手机中毒|电脑中毒"
    r"|翻了(?:[一两几三二\d]{0,4}[遍页倍番]|翻|出来|半天)|"
    r"(?:消息|信息|群里?|朋友圈|流量|数据|人口|知识)[^，。]{0,4}爆炸|[一-鿿]死我|群里炸|炸开|消息(?:都)?炸了"
    r"|手机[^，。]{0,4}炸了|头[都要]?[^，。]{0,2}炸|(?<!拉)肚子(?!疼|痛)|压力|撞[了]?(?:车型|衫|脸|名|期|上(?:周末"
    r"|假期))"
    r"|塌房|心态(?:崩|炸)|压着|压到(?:最低|明天)"
    r"|(?<!好)像[^，。;!?\n]{0,6}(?:一样|似的|炸了?锅|打仗)|着火(?:一样|似的)"
    r"|(?:热|晒|烫)得(?:都|要|快)+(?:着火|冒烟|爆炸|炸了?)"
    r"|(?:脑子|脑袋|嗓子|喉咙|肚子|心里)(?:都|要|快|里|像)*(?:炸(?!伤)|着火|冒火|冒烟|爆)"
    r"|(?:椅子|凳子|桌子|会议桌|杯子|水杯|茶杯|茶水|咖啡|筷子|盘子)(?:都|被|给|又)?(?:打翻|塌|翻|倒|碎|洒)了"
    r"|打翻了?(?:文件|材料|杯子|水杯|茶水)|(?:键盘|手机|电脑|鞋子?|相机)里?(?:进水|掉水)|赶稿|脑子"
)
_MORE_HYPERBOLE: Final = (
    r"(?:忙|热|晒|烫|急|气|累|困|饿|堵|挤|吵|烦|冷|冻|笑|吓|想|写|算|看|赶|愁|渴|干|紧张|激动|排|说|讲|背|熬|火)得[^，。;!?\n]{0,5}?"
    r"(?:[着起失]火|冒[烟火]|爆炸?|炸|[塌垮翻]|吐血|断气|散架|飞起|猝死|昏[倒过]?|晕|瘫|跳楼|跳河|上吊|窒息|中暑|死)(?:了|人|过去)?"
    r"|(?:群里?|微信|电话|手机|网上|评论区|朋友圈|家长群|工作群|邮箱|后台|脑[子袋瓜])(?:里|上|都|快|要|被|又|直接|给|打){0,4}(?:炸|爆|沸腾|瘫痪)(?:了|锅|开|翻)?"
    r"|(?:办公室|科室|单位|会场|全场|班里)(?:里|都|快|又|要|直接|给){0,3}(?:(?<=[快要])爆炸|(?<=[快要])炸|炸锅|沸腾|炸开)了?"
    r"|(?:材料|文件|作业|工作|表格|报表|任务|通知|信息|票据|档案|[Pp][Pp][Tt])[^，。;!?\n]{0,4}(?:埋|淹没?|压[死垮扁]|堆成山|轰炸|爆炸)[^，。;!?\n]{0,4}"
    r"|(?:被|让|要被|快被)(?:材料|文件|作业|工作|表格|报表|任务|通知|会议?|领导|工资|房贷|娃|孩子)?(?:给)?(?:埋了|淹没了?|压垮|压死|骂死|骂惨|怼死|逼疯|逼死|榨干)(?=$|[，。;!?~ 啊了])"
    r"|堆成山[，, ]?(?:要|快|都)*被?(?:埋|淹|压)[了死垮]?"
    r"|(?:考|演|搞|办|弄|玩|谈|唱|讲|面试|拍|写)砸(?:了|锅)?(?![^，。;]{0,2}人)"
    r"|(?:股市?|基金|大盘|楼市|房价|行情|币圈?|心态|人设|三观|信仰|系统|网站|服务器|网络|程序|电脑)[^，。;!?\n]{0,4}(?:崩|跌|塌|跳水|爆|腰斩|绿|瘫痪|炸|翻)(?:了|惨|盘|房)?"
    r"|股票[^，。;!?\n]{0,4}翻|翻了?(?:[一二两三几\d]倍|身|篇|案|脸|页|车鱼)|爆[仓雷款满棚表料单粉]|炸[街鸡酱裂](?!开)|后院(?:起火|失火)|眼红|一把火烧到"
    r"|(?:气氛|场面|现场)[^，。;!?\n]{0,3}(?:炸|爆|燃)(?:了|棚|裂)?|点燃(?:了)?(?:激情|热情|全场)|燃爆|引爆(?:全场|网络|朋友圈|话题|市场)|爆冷|爆红|火出圈|火遍"
    r"|血流成河(?=$|[，。])|落花流水|(?:打牌|打麻将|斗地主|下棋|打球|比赛|掼蛋)[^，。;!?\n]{0,12}(?:打|炸|杀|死|惨|输|翻|爆)[^，。;!?\n]{0,3}"
    r"|(?:嘴|话题|思路|画风|节奏|进度|思想)[^，。;!?\n]{0,2}(?:翻车|滑坡|塌方|脱轨|撞车)|成绩(?:塌方|滑坡|崩)|(?:思想|业绩|经济|产量|质量)(?:滑坡|塌方)"
    r"|(?:和|跟|与)[^，。;!?\n]{1,8}撞(?:了?(?:档|期|车|衫|脸|名|上))|(?:时间|会议?|日程)(?:又|都)?撞(?:了|车|上|在)(?!人)"
)
_NO_SUCH: Final = (
    r"(?:(?<!有)(?:没有?|没得)|尚未|并未|并没有?|未(?:发现|见|发生|出现|造成|引发)|不是(?:真的?)?|并非|(?:没有?|没见|没看到|没得)人|(?<![一-鿿])无)(?:真的?|发生|出现|发现|任何|什么|造成|引发|再|继续|新的){0,2}"
    r"(?:[着起失]火|火灾|明火|爆炸|落水|溺水|跳楼|打架|斗殴|塌[方了]?|坍塌|垮塌|泄漏|漏[气油]|侧翻|翻车|地震|触电|聚集|险情|事故|警情|灾情|火情|疫情|进水|倒塌|滑坡|堵路|闹事|轻生|绑架)了?"
)
_PETS: Final = (
    r"(?:我家|我们家|他家|邻居家|朋友家?|同事家?|楼下|隔壁|小区)?(?:那|的|一|这|个|有)*[只条]?(?:养的|流浪|小|大|老|土|宠物|橘|黑|白){0,3}(?:猫|狗|喵|汪|兔子?|鹦鹉|乌龟|仓鼠|金鱼|小鸟|泰迪|金毛|二哈|柯基)(?:子|咪|狗|崽|崽子)?"
    r"(?![^，。;!?\n]{0,10}(?:咬|抓|扑|伤|疫|疯|引[发起]|撞翻))[^，。;!?\n]{0,14}(?:掉|摔|撞|死|丢|跑|走丢|走失|淹|中毒|触电|坠|卡|困|落水|被车|吐|烧)[^，。;!?\n]{0,6}"
)
_AT_HOME: Final = (
    r"(?:我|俺|咱|他|她)(?:们)?家(?:里)?[^，。;!?\n]{0,6}(?:水管|水龙头|马桶|下水道?|灯泡|灯|玻璃|碗|杯子?|轮胎|车胎|暖气片?|空调|电视机?|洗衣机|冰箱|电脑|门锁)[^，。;!?\n]{0,3}(?:爆|漏|堵|碎|坏|破|裂|停|跳闸)了?水?"
    r"(?![^。\n]{0,24}[伤死火烟])"
)
_WARNED: Final = (
    r"(?:暴雨|暴雪|大风|台风|高温|寒潮|大雾|道路结冰|雷电|强对流|冰雹|山洪(?:灾害)?|地质灾害|洪水|森林火险|泥石流|滑坡)[^，。;!?\n]{0,8}(?:[蓝黄橙红]色?)(?:预?警|信号)"
)
_BLANKED: Final = re.compile("|".join((_HYPERBOLE, _MORE_HYPERBOLE, _NO_SUCH, _PETS, _AT_HOME, _WARNED)))


def without_talk(text: str) -> str:
    """The text with 累死人了, 没起火 and the like blanked, of the same length."""
    return _BLANKED.sub(lambda match: "·" * len(match[0]), text)


# --- elsewhere, long ago, in a film ----------------------------------------------------------------------------------

_REGIONS: Final = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西"
    "|甘肃|青海|宁夏|新疆|内蒙古?|香港|澳门|台湾|石家庄|太原|沈阳|长春|哈尔滨|南京|杭州|合肥|福州|南昌|济南|郑州|武汉|长沙|广州|深圳"
    "|南宁|海口|成都|贵阳|昆明|拉萨|西安|兰州|西宁|银川|乌鲁木齐|青岛|大连|宁波|厦门|苏州|无锡|汶川|唐山|雅安|玉树|日喀则"
    "|美国|日本|韩国|印度|印尼|泰国|缅甸|越南|菲律宾|土耳其|叙利亚|俄罗斯|乌克兰|巴基斯坦|阿富汗|伊朗|以色列|英国|法国|德国|意大利"
    "|墨西哥|智利|尼泊尔|埃及|澳大利亚|澳洲|加拿大|东北|华北|华南|江浙"
)
_NOT_THERE: Final = (  # 四川路, 重庆牌照, 往成都方向
    "路|街|大道|籍|牌|人|游客|旅|方向|来|至|开往|高速|小学|中学|商会|老板|客|产|车|货|菜|馆|饭|大厦|城|村|镇|乡|社区|小区|巷|里|线|段|桥|站|口|号|拉面|烧|口味|话"
    "|总|银行|厂|分公司|大酒店|宾馆|广场|花园|公司"
)
_FAR: Final = re.compile(
    rf"(?<![从去往到开赴至回])(?:{_REGIONS})(?:省|市|那边|那里|一带|某地)?(?!{_NOT_THERE})"
    r"|(?:隔壁|邻|外|兄弟|别的|其他|人家|旁边|周边)(?:省|市|县|区)(?!道)|外[省地](?!牌|人|车|游客|客)|国外|境外|某[省市县地](?!场)"
    r"|他们(?:那边|那里|那儿|老家|县|市|省)|(?:在|回|人在)老家|老家(?:那边|那里|昨|今|前)|(?:在|到)外地(?!打工)"
)
_NEWS: Final = re.compile(
    r"(?:看|刷|翻|瞄)(?:了|到|着|完|过|见)?(?:个|一个|一条|条|下)?[^，。;!?\n]{0,4}(?:新闻|热搜|微博|朋友圈|头条)|新闻(?:里|上|说|联播|报道|讲|频道)|热搜|央视|刷到|电视(?:里|上)"
)
_NAMELESS: Final = re.compile(r"(?:有[一]?|某|一|哪)[个家处座所](?:[一-鿿]{0,2})(?:厂|矿|楼|桥|学校|工地|小区|村|超市|商场|酒店)")
_FILM: Final = re.compile(
    r"电影(?!院|时|的时候|公司)|电视剧|[那这部]剧|剧[里情]|小说|游戏(?!厅|机房)|动画片?|梦[到见]|做梦|噩梦|段子|综艺|纪录片|预告片|(?:刷|看)(?:到)?短剧"
)
_PAST: Final = re.compile(
    r"(?<!\d)(?:1[89]\d\d|20[01]\d|202[0-4])年|[五六七八九]\d?年代|小时候|那[年会]|当年|那时候?|年轻时|前些年|早些年|前几年"
    r"|(?:\d{1,3}|[几十一二三四五六七八九]{1,3})(?:多)?年前|上世纪|解放前|民国|历史上|[去前往]年|早年|(?:从前|以前|过去)(?!的|那|老|是|了)|曾经?(?!经)(?=[^，。;]{0,6}过)"
)
_BUILT: Final = re.compile(r"[^，。;!?\n]{0,8}(?:修|建|盖|买|投|装|种|造|开业|栽|通车|刚|就|停产|的(?:老)?(?:房|楼|桥|路|厂|库|坝|堤|墙|屋|宅|地方|位置))")
_SUMMED: Final = re.compile(
    r"同比|环比|今年以来|[上下]半年|[一二三四]季度|全年|近[几三五十两\d]{1,2}年|年均|据统计|统计(?:显示|表明|数据)|每年(?:都)?(?:有|因|死)|[\d一二三四五六七八九十百]{1,5}起[^，。;]{0,4}(?:事故|火灾|案件)"
    r"|(?:吸取|汲取)[^，。;]{0,4}教训|引以为戒|举一反三|(?:典型)?案例|以案|通报(?:了)?(?:[一几两三]|\d)起|应急管理部(?:通报|消息|发)|警示片?"
)
_OURS: Final = re.compile(
    r"我[县镇村乡](?!领导)|我们?(?:这|小区|楼|厂|工地|[县镇村乡街](?!领导))|咱们?(?:[县镇村乡](?![得也要])|这|小区|楼)|[本俺][县镇村乡]|辖区|境内|交界|飘[过到]|波及|求援|增援|支援|下游|快来|救命|这里|赶紧"
)
_RIGHT_NOW: Final = re.compile(r"刚刚|刚才|现在|正在|突然|目前|此刻|快来|救命|还在(?:烧|下|涨|里面|挖)|今[天早晚晨]|昨[晚夜]")
_SUDDEN: Final = re.compile(r"突然|正在|快来|救命|现在|刚刚|旁边|隔壁|出来")
_RECENT: Final = timedelta(days=3)


def is_talk(message: Message) -> bool:
    """Whether a message only talks of such things: of another place, of long ago, of figures, of a film."""
    text = message.text
    if _FAR.search(text) and not _is_ours(message):
        return True
    if _NEWS.search(text) and not _is_ours(message) and not _names_a_site(text):
        return True
    if _FILM.search(text) is not None and _SUDDEN.search(text) is None:
        return not _is_ours(message)
    if _is_of_now(message):
        return False
    if _SUMMED.search(text) is not None:
        return True
    return any(_BUILT.match(text, match.end()) is None for match in _PAST.finditer(text))


def _is_ours(message: Message) -> bool:
    """Whether it is said to be of this county: by 我县, by the county's name, by a town of the office."""
    if _OURS.search(message.text) is not None:
        return True
    towns = {unit.id for unit in message.lexicon.units if unit.kind == "town"}
    if towns & set(message.units_in((0, len(message.text)))):
        return True
    name = message.lexicon.county
    return bool(name) and name in message.text


def _names_a_site(text: str) -> bool:
    return _SITE.search(_NAMELESS.sub("", text)) is not None


_SITE: Final = re.compile(r"[一-鿿]{2}(?:[镇乡村]|街道?|路|小区|大桥|水库|社区|中学|小学|医院|市场|广场|车站)|[一二三四五六]中|县城|城[东南西北]")


def _is_of_now(message: Message) -> bool:
    """Whether a clock of these days is told, or that it goes on."""
    now = message.frame.now
    clocks = (time for time in message.times if time.kind is TimeKind.POINT and time.grain == "minute")
    recent = any(now - _RECENT <= time.at <= now + timedelta(hours=1) for time in clocks)
    return recent or _RIGHT_NOW.search(message.text) is not None
