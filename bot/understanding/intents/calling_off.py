"""What ends an incident or takes it back: 演练, 误报, 结案.

A drill is said of what was reported before (刚才是演练), or the report itself is headed as one (【演练】…). That there
was nothing can be told without the word for it (去看了 就是烧秸秆的), but only where an incident is open.
"""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.intents.rules import QUESTION, N, Reach, Rule, Scope, T, either, plainly
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading


def _known(scope: Scope) -> bool:
    """Whether there is an incident that these words can be about."""
    situation = scope.message.situation
    return situation.topic is Topic.INCIDENT or situation.only(Topic.INCIDENT) is not None


_A_DRILL: Final = r"(?:演练|演习|推演|测试|练习|拉练|试发|试报|彩排)"
_KIND_OF_DRILL: Final = r"(?:应急|消防|模拟|桌面|实战|综合|双盲|疏散|一[次场个])"
_THAT: Final = (
    r"(?:刚才|刚刚|以上|上面|上述|前面|此次|之前|上一?[条个]|这|那|此|本次?|今天|[，, ])*+(?:个|条|起|次|事件|信息"
    r"|报告|消息|的|内容|发的|报的)*+"
)

DRILL_HEAD: Final = Rule(  # 【演练】10时化工园区液氨泄漏, 演练信息：…
    intent=Intent.DRILL,
    cues=("演练", "演习", "推演"),
    pattern=re.compile(
        rf"(?:[【\[(][^】\])]{{0,8}}{_A_DRILL}[^】\])]{{0,6}}[】\])]"
        rf"|{_KIND_OF_DRILL}{{0,2}}(?:演练|演习|推演)(?:信息|消息|事件|快报|情况|指令|报告|场景|脚本"
        rf"|开始)*[:，, ]*(?=:|模拟|设定)"
        rf"|[^，。;:!?\n]{{0,8}}(?:演练|演习|推演)(?:信息|消息|事件|快报|指令|报告|场景|脚本)(?=$|[:，, ]))"
    ),
    unless=either(QUESTION, "通知|方案|计划|总结|筹备|观摩|明天|下周|几点"),
    reach=Reach.REST,
    read=plainly(Intent.DRILL),
)

DRILL: Final = Rule(
    intent=Intent.DRILL,
    cues=("演练", "演习", "推演", "脚本", "模拟", "是测试", "为测试", "测试一下", "测试用", "试发", "drill", "彩排"),
    pattern=either(
        rf"{_THAT}[^，。;!?\n]{{0,14}}?(?:都?(?<!不)是|为|属于?|系)(?:在?(?:搞|做|进行|开展|组织)|我们|单位|学校|县里"
        rf"|他们)*{_KIND_OF_DRILL}{{0,2}}{_A_DRILL}"
        r"(?!方案|通知|计划|的通知|总结)",
        rf"[^，。;!?\n]{{0,14}}?(?:在|正在|正)(?:搞|做|进行|开展|组织){_KIND_OF_DRILL}{{0,2}}(?:演练|演习|推演)(?:$"
        rf"|[，。呢啊])",
        rf"{_KIND_OF_DRILL}{{0,2}}(?:演练|演习|推演)(?:用的|而已|哈|啊|呢)?(?=$|[，。:!])",
        r"[^，。;!?\n]{0,14}?(?:是|用的)[^，。;!?\n]{0,8}?(?:演练|推演|演习)?(?:的)?脚本",
        r"[^，。;!?\n]{0,14}?(?:都|均|全)?(?:是|为)模拟的?(?=$|[，。哈啊呢])|模拟的(?=$|[，。])|模拟事件(?=:)"
        r"|[^，。;!?\n]{0,14}?(?:演练|演习)(?:而已|用(?:$|[，。]))",
        r"[^，。;!?\n]{0,14}?(?:在拉|搞的)[^，。;!?\n]{0,4}(?:演练|演习)",
        r"(?i:(?:that|this|it) (?:was|is) (?:only |just )?a drill)",
    ),
    unless=either(
        QUESTION, "不是(?:演|搞演|在演)|明天|下周|计划|通知|方案|拟|要搞|准备搞|筹备|做好准备|参加|观摩|报名"
    ),
    with_before=True,
    read=lambda scope: _drill(scope),
)

_OF_WHAT: Final = re.compile(
    r"刚才|刚刚|以上|上面|上述|前面|之前|上一?[条个]|这[条个起次]|那[条个起次是]|此[条次]|本次|^[^一-鿿]*(?:演练|演习"
    r"|推演)"
)


def _drill(scope: Scope) -> Reading | None:
    """他们在搞演练 by itself is talk; said of what was told, or where an incident is open, it takes that back."""
    ongoing = re.search(r"在(?:搞|做|进行|开展|组织)", scope.match[0]) is not None
    if ongoing and not _known(scope) and _OF_WHAT.search(scope.message.text, *scope.span) is None:
        return None
    return scope.reading(Intent.DRILL)


# --- it was none ----------------------------------------------------------------------------------------------------

_PREVENT: Final = "防止|避免|杜绝|不得|严禁|严肃|谨防|误报率"

FALSE_ALARM: Final = Rule(
    intent=Intent.FALSE_ALARM,
    cues=(
        *("误报", "虚惊", "不属实", "不存在", "假警", "虚警", "这回事", "alse alarm", "误会", "假的", "这事", "乌龙"),
        *("谎报", "报假", "假消息", "假信息", "不是真的", "谣言", "作废", "摆拍"),
    ),
    pattern=either(
        r"误报(?![率漏为成作]|的情况|了?[\d一二两三四五六七八九十])|虚惊(?=$|[，。 一])|一场虚惊"
        r"|[没无](?:有)?这(?:么)?(?:回|个)?事(?!故)"
        r"|闹(?:了个?)?乌龙|乌龙(?:一场|警情)",
        r"(?:核实|核查|查证)[^，。;]{0,6}(?:不属实|并不存在|子虚乌有)|^[^，。;]{0,4}不属实|(?<!不)是假(?:消息|信息|警"
        r"|的)|^[^，。;]{0,6}假(?:消息|信息)",
        r"[是系为]个?(?:假警|虚警|假的|误会|谎报)|谎报(?:警情|的|$)|报(?:的)?假警|^假的|摆拍|那?不是真的|辟谣了",
        r"(?:刚才|前面|上一?|那|这)[^，。;]{0,10}(?:作废|撤回|撤销)",
        r"(?i:false alarm)",
    ),
    anywhere=True,
    unless=either(QUESTION, _PREVENT),
    with_before=True,
    read=lambda scope: _nothing(scope),
)


def _nothing(scope: Scope) -> Reading | None:
    """作废 alone may be said of anything; of an incident it is where one is open."""
    weak = re.search(r"作废|撤|这|不是真的|谣|^假的|摆拍", scope.match[0]) is not None
    return None if weak and not _known(scope) else scope.reading(Intent.FALSE_ALARM)


_NO_SUCH: Final = (
    r"(?:起火|着火|失火|明火|火情|火|爆炸|人(?:落水|受伤|跳楼|被困|打架)|塌方?|打架|斗殴|出事|漏气|泄漏|滑坡|险情"
    r"|异常|聚集|这么严重)"
)
_BUT: Final = r"[，, ]{0,2}(?:白跑一趟[，, ]*)?(?:原来|其实|就|只|都|而|人家|有人|居民|村民|实际)*(?:是|系|为)?个?"
_HARMLESS: Final = (
    r"[^，。;!?\n]{0,10}?(?:(?<!燃)烧(?!伤)|放(?:鞭|炮|烟|电影)|熏|蒸|练|拍|吵|拌嘴|做饭|炒|打牌|喝(?:多|醉)|看热闹"
    r"|修|试"
    r"|施工|闹着玩|开玩笑|汽|雾|灰尘|扬尘|冒的烟|摆拍|走亲戚|睡着|排队|跳舞|演|没事|误)"
)
_TURNED_OUT: Final = either(
    rf"(?:去?(?:现场)?(?:看|查|核实?|问)(?:了|过了?|清楚了?|实了?)(?:一下|下)?|过去一看){_BUT}{_HARMLESS}",
    rf"(?:根本|压根|并)?(?:没有?|没得|未(?:发现|见)?|并未|并没有?){_NO_SUCH}{_BUT}{_HARMLESS}",
    rf"不是(?:真的?)?{_NO_SUCH}{_BUT}[^，。;!?\n]{{1,14}}",
    rf"(?:原来|其实)(?:就|只)?是{_HARMLESS}",
)
_WORSE: Final = re.compile(r"更正|死|[重轻受]伤|被困|失[踪联]|[着起失]火了|塌了|正在(?:扑|抢|救)")

NOTHING_THERE: Final = Rule(  # 去看了 就是个烧秸秆的 没事; 没起火 是蒸包子的汽
    intent=Intent.FALSE_ALARM,
    cues=(
        "看了",
        "看过",
        "查",
        "核",
        "问",
        "没有",
        "没起",
        "没着",
        "没人",
        "没得",
        "未发现",
        "未见",
        "不是",
        "白跑",
        "原来",
        "其实",
    ),
    pattern=re.compile(
        r"[^，。;!?\n]{0,8}?(?:看了|看过|一看|查|核实?|问(?:了|清|过)|没|未(?:发|见)|不是|白跑|原来|其实)"
    ),
    unless=re.compile(QUESTION),
    with_before=True,
    reach=Reach.REST,
    read=lambda scope: _turned_out(scope),
)


def _turned_out(scope: Scope) -> Reading | None:
    """Where an incident is open, and what it was instead does no harm."""
    words = scope.message.text[scope.start : scope.end]
    if not _known(scope) or _WORSE.search(words) is not None or _TURNED_OUT.search(words) is None:
        return None
    return scope.reading(Intent.FALSE_ALARM)


# --- it is over -----------------------------------------------------------------------------------------------------

CLOSE: Final = Rule(
    intent=Intent.CLOSE,
    cues=("结案", "了结", "关闭", "销案", "归档", "结束", "终止", "解除"),
    pattern=re.compile(
        rf"(?:{N}|{T}|这?[个件起]?|把|该|上述|城?[^，。;!?\n]{{0,12}}?(?:事件|事故|火灾|警情|险情)?|[，, ])"
        r"(?:可以|已经?|现在?|予以|申请|同意|都|了)*"
        r"(?:结案(?:了|吧|归档)?|了结了?|关闭(?:了|吧)?|销案(?:了|吧)?|关了吧|应急响应(?:终止|结束|解除)了?"
        r"|(?:终止|结束|解除)应急响应|(?<=事件)(?:可以)?(?:结束|归档)(?:了|吧)?)(?=$|[，。;!])"
    ),
    unless=either(QUESTION, r"学校关闭|门|阀|道路|公路|路段|交通|没|未|请|信访|案件"),
    reach=Reach.CLAUSE,
    read=plainly(Intent.CLOSE),
)

CLOSE_OFF: Final = Rule(  # 事情处理完了，销掉: said where an incident is open
    intent=Intent.CLOSE,
    cues=("销", "关了", "关掉", "结了", "结束", "了结", "关闭", "结案", "归档", "关单", "消号", "了了"),
    pattern=re.compile(
        r"[^，。;!?\n]{0,16}?(?:请|申请|帮忙|可以?|准予|建议|把|将)[^，。;!?\n]{0,8}?(?:关闭|关掉|结案|办结归档|销号"
        r"|归档)(?:该|这|此|本|个|起|一下)*(?:事件|事)?(?:了|吧)?(?=$|[，。!])"
        r"|(?:关单|消号|事情了了|[^，。;!?\n]{0,8}的?事结了吧)(?=$|[，。! ])"
        r"|(?:那|就|这个?|这[事件起条]|可以|能|该|申请|请|同意|把|它|给|都|现在|[，, ])*+(?:销(?:了|掉|号|案)|关(?:了"
        r"|掉|闭)|了结|结案|结束)(?:了|吧|它|掉)*(?=$|[，。!])"
    ),
    unless=either(QUESTION, r"没(?!有?(?:什么|啥)?(?:后续|问题|别的))|未|不能|别|门|阀|路|搜救|会议|学校|信访"),
    with_before=True,
    read=lambda scope: scope.reading(Intent.CLOSE) if _known(scope) else None,
)
