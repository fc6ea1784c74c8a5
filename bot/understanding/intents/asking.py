"""Questions to the bot, and the short answers to its own: 周报, 纪要几天, 还有哪些没办, 可以, 不行, 帮助."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.rules import AFTER_NUMBER, QUESTION, D, N, P, Reach, Rule, Scope, T, U, either, plainly
from bot.understanding.values import Intent, Reading

_PAPERS: Final = {"半月报": "semimonthly", "周报": "weekly", "月报": "monthly", "季报": "quarterly", "台账": "ledger"}


def _paper(scope: Scope) -> Reading:
    words, times = scope.words(), scope.message.times_in(scope.span)
    what = next((kind for word, kind in _PAPERS.items() if word in words), "weekly")
    return replace(scope.reading(Intent.REPORT), what=what, at=times[0].at if times else None)


_PAPER: Final = "(?:周报|半月报|月报|季报|台账|(?:督查|督办|工作|差错|效能)通报|(?:值班)?要情|值班日报|日报)"

PAPER: Final = Rule(
    intent=Intent.REPORT,
    cues=("周报", "半月报", "月报", "季报", "台账", "通报", "要情", "日报", "eekly report"),
    pattern=either(
        r"(?:请|把|帮我|帮忙|给我|我要|我想|顺手|顺便|另外|再|麻烦|要|来|发|出|看看?|查看?|生成|导出|调|推|一?下"
        r"|一?份|个"
        rf"|{T}|{D}|本期?|这个?|上个?|上半月|下半月|[一二三四本上]季度|的|督办|差错|值班|工作|[，, ])*{_PAPER}"
        r"(?:[发整弄搞做出给看][我来一份下出看哈呗吧嘛]*|生成|导出|一下|呢|发我|发一下|看看|看一下|给我|一份|一下"
        r"|出来|拿来|吧"
        r"|了)*(?=$|[，。!?])",
        r"(?i:(?:show |send )?(?:me )?(?:the )?weekly report)",
    ),
    unless=re.compile("报送|上报|已报|交|报了|请[^，。]{0,6}(?:各|报)|更新|完善|录入|建立|每"),
    reach=Reach.CLAUSE,
    read=_paper,
)

EXPORT: Final = Rule(
    intent=Intent.EXPORT,
    cues=("导出", "xport"),
    pattern=either(
        r"(?:请|帮我|给我|把|[，, ]){0,3}+导出(?:一下)?(?:全部|所有)?(?:听错|没听懂|读错|理解错|误读|更正)过?了?的"
        r"(?:话|句子|消息|样本|记录)(?=$|[，。!?])",
        r"(?i:export (?:the )?(?:misread|corrected) (?:words|sentences|messages|readings))",
    ),
    reach=Reach.CLAUSE,
    read=plainly(Intent.EXPORT),
)

_TOPICS: Final = (
    *("口头报告", "电话报告", "应急快报", "快报", "书面报告", "续报", "终报", "传达", "会议纪要", "纪要"),
    *("签收", "办结", "销号", "批示", "督办", "异议", "延期", "申辩", "签到", "到岗", "交接班", "交班"),
    *("差错", "缺陷", "失误", "急件", "来电", "转办", "转送", "请示", "印发", "反馈", "答复"),
)


def _topic(words: str) -> str:
    """What a question about a limit is about, in the field's word; empty where it is the limit just shown."""
    return next((topic for topic in _TOPICS if topic in words), "")


_HOW_LONG: Final = "(?:几天|多久|多长时间|几个工作日|几分钟|多少分钟|几个?小时|多少小时|多少天)"

_LIMIT: Final = "时间|时限|期限|日子"
_ALONE: Final = rf"(?:^|{AFTER_NUMBER})"  # nothing stands before it but the number of what is meant

EXPLAIN: Final = Rule(
    intent=Intent.EXPLAIN,
    cues=(
        *("起算", "怎么算", "怎么数", "算不算", "哪算", "咋算", "如何算"),
        *("为什么", "为啥", "为何", "凭什么", "依据", "出处", "规定", "时限", "期限", "why", "Why", "ow long"),
        *(
            "几天",
            "多久",
            "多长时间",
            "几个工作日",
            "几分钟",
            "多少分钟",
            "几小时",
            "几个小时",
            "多少小时",
            "多少天",
            "几次",
        ),
    ),
    pattern=either(
        r"(?:为什么|为何|凭什么|怎么)[^，。;!?\n]{0,14}?(?:时限|期限|这个时间|这个点|分钟|小时|天|限时|到期|截止"
        r"|工作日)",
        r"[^，。;!?\n]{0,10}几次(?:要|就|会|得|才)?(?:被|要)?(?:谈话|约谈|问责|通报|说明情况)",
        r"(?:依据|出处|根据)是?(?:什么|哪|啥)|(?:什么|哪[条个项])[^，。;]{0,4}(?:规定|依据|条款)",
        rf"[^，。;!?\n]{{0,14}}?{_HOW_LONG}[^，。;!?\n]{{0,10}}(?=$|[，。?!])",
        r"[^，。;!?\n]{0,14}?(?:从哪|从什么时候|怎么|咋个?|如何|从[^，。;!?\n]{1,6}?)(?:开始)?(?:起?算|数|计算)(?:起"
        r"|的)?(?=$|[，。?!啊呀呢]|还是)",
        r"[^，。;!?\n]{0,14}?算不算(?:加班|工作日|超时|迟到|在内|脱岗|休息日)",
        r"[^，。;!?\n]{0,14}(?:时限|期限|规定)(?:是|要求)?(?:多少|多久|几|什么|怎么)",
        r"(?i:why (?:this|that|the) (?:deadline|time limit)|how long)",
        rf"{_ALONE}(?:{N}|这个?(?:{_LIMIT})?|[，, ]){{0,3}}+(?:为什么|为啥|为何|凭什么)"
        rf"(?:要|就|是|定在|定为){{0,2}}(?:{T})?(?=[ ]?(?:$|[?。!]))",
        rf"(?:{N}|这个?|的|[，, ]){{0,3}}+(?:{_LIMIT})是?(?:怎么|咋|如何)算(?:的|出来的)?(?=[ ]?(?:$|[?。!]))",
        r"^(?i:why)(?=[ ]?(?:$|[?.]))",
    ),
    unless=re.compile(
        "还有几天|还剩|过几天|这几天|几天了|几天后|几天前|(?<!提)前几天|近几天|好几天"
        "|[晚迟宽给缓延推][一-鿿]{0,2}几[天分个]|十几[天分个]|[不没][知道确定清楚]{1,3}多久|[放值]几天|排了?几天"
        "|就那几天|几天就|(?<![一-鿿])几分钟(?:吧|哈)?$|没几天|等了|忙了|休息几天|请假"
        "|吃饭|上菜|外卖|快递|开车|走路|多久[来回没到]|要多久[来回到]|[你他她]多久"
    ),
    read=lambda scope: replace(scope.reading(Intent.EXPLAIN), what=_topic(scope.words())),
)

_OF_RULES: Final = (
    "口头|书面|快报|续报|终报|首报|电话报|签到|交接班|交班|纪要|差错|失误|缺陷|脱岗|迟报|漏报|申辩|补休|批示件?"
    "|急件|督办件?"
)

LIMIT: Final = Rule(  # before anything that was done: 电话报完书面啥时候交 asks, and tells nothing
    intent=Intent.EXPLAIN,
    cues=(
        "时候",
        "还是一般",
        "算较大",
        "算重大",
        "够不够",
        "要不要",
        "需不需要",
        "用不用",
        "几",
        "多少",
        "什么级",
        "哪级",
        "几级",
        "啥级",
        "哪一级",
        "等级",
        "处理",
        "最迟",
        "最晚",
    ),
    pattern=either(
        rf"[^，。;!?\n]{{0,14}}?(?:{_OF_RULES})[^，。;!?\n]{{0,8}}?(?:啥|什么)时候(?:(?:要|得|该|必须|应该|能)(?:发"
        rf"|送|写)|(?:要|得|该|必须|应该|能)?(?:报|交|签|补|提|用|休))(?!的|了|过)",
        r"[^，。;!?\n]{0,16}?(?:算|属于?|是|够|构成|定|按)(?:什么|啥|哪一?|几)(?:级别?|等级|类别|性质|个?级)",
        rf"[^，。;!?\n]{{0,10}}?(?:{_OF_RULES}|超时|逾期|超期|迟到)[^，。;!?\n]{{0,8}}?(?:怎么|咋个?|如何"
        rf"|怎样)(?:处理|处罚|扣|算|认定|追责|问责)",
        r"[^，。;!?\n]{0,16}?(?:算(?:不算)?|够不够|是不是)(?:特别重大|重大|较大|一般)(?:还是|啊|不|事故|(?=$))",
        r"[^，。;!?\n]{0,10}?(?:需不需要|要不要|用不用|该不该)[^，。;!?\n]{0,4}(?:写|报|发|打)(?:快报|书面|续报|终报"
        r"|口头|到?省|到?市)",
        rf"[^，。;!?\n]{{0,8}}?(?:{_OF_RULES}|传达|延期|办结|签收)[^，。;!?\n]{{0,8}}?(?:要|得|该|需)(?:提前)?(?:几"
        rf"|多少)个?(?:天|分钟|小时|工作日|日)",
        rf"[^，。;!?\n]{{0,14}}?(?:{_OF_RULES})[^，。;!?\n]{{0,6}}?最[迟晚](?:什么时候|啥时候|几[天点]|多久)",
    ),
    reach=Reach.CLAUSE,
    read=lambda scope: replace(scope.reading(Intent.EXPLAIN), what=_topic(scope.words())),
)

_UNDONE: Final = (
    "(?:没销|未销|没动|没交|没报|没办|未办|没有办|没完|没反馈|没签收|没回|未签收|未反馈|在办|逾期|超期|到期)"
)

_ISSUED: Final = re.compile(rf"(?P<who>{P})(?:同志)?(?:批|交办|签批|安排|定)[的了示]?")


def _whose(scope: Scope) -> str:
    """陈县长批的件: the leader whose 批示 are asked about."""
    found = _ISSUED.search(scope.message.marked, *scope.span)
    return scope.words(found.span("who")) if found else ""


OPEN_ITEMS: Final = Rule(
    intent=Intent.OPEN_ITEMS,
    cues=(
        *("哪些", "什么", "几件", "几项", "多少", "没办", "未办", "待办", "逾期", "超期", "在办", "临期", "怎么样"),
        *(
            "咋样",
            "怎样",
            "如何",
            "压着",
            "进度",
            "进展",
            "清单",
            "办得",
            "办到",
            "到哪",
            "open",
            "overdue",
            "名下",
            "没销",
            "tatus",
            "verdue",
            "utstanding",
            "动静",
            "批示",
            "交办",
            "还有谁",
            "哪几",
            "啥情况",
        ),
    ),
    pattern=either(
        rf"(?:现在|目前|我们?|手[上里]|名下|本周|{T}|{U}|{P}|督办|批示|批的?|的|[那这]些|[件事]|[，, ])*(?:还有"
        r"|还剩)(?:哪些|什么|啥子?|几件|多少"
        r"|几项|几个|好多)"
        r"[^，。;!?\n]{0,10}(?:没|未|待|在办|事|件|项|任务|要办|逾期)",
        rf"(?:{U}|{P}|手[上里]|名下|[，, ])*还?(?:压着|剩着?|积着|有)(?:几|多少)(?:[件项]|个(?:批示|任务|事))",
        r"(?:我)?(?:手[上里]|名下)[^，。;]{0,3}?(?:还)?有(?:几|多少|哪|好多|啥)[些]?(?:[件个项]|事)?(?=$|[，。!?])",
        rf"(?:列|拉|查|看)(?:一?下)?(?:目前|现在|{T})?(?:所有|全部)?{_UNDONE}",
        r"[^，。;!?\n]{0,12}[那这]些(?:批示|件|事)[^，。;!?\n]{0,4}(?:办|弄|搞|整)?得?(?:咋样|怎样|怎么样|如何)了?",
        r"(?:(?:拉|列|出|给)(?:个|一个|一下|张)?(?:单子?|清单|表|名单)[，, ]?)?(?:目前|现在"
        rf"|{T})?[^，。;!?\n]{{0,6}}?{_UNDONE}"
        r"[^，。;!?\n]{0,6}(?:有哪些|有什么|有啥|是哪[些几]|有几[件个]|有多少)",
        r"(?:[那这][个件]事?|件)?[^，。;!?\n]{0,4}到哪(?:了|儿了|一步|步)(?:啊|呢|啦)?$|[^，。;!?\n]{0,8}(?:怎么"
        r"|咋)(?:还|一直)?没(?:有)?(?:动静|消息|下文|反应)",
        rf"(?:有?哪些|什么|有几件|多少件)[^，。;!?\n]{{0,8}}{_UNDONE}",
        r"(?:看|查|列|发)?(?:一?下)?(?:我的?|全部|所有)?(?:没办|未办结?|在办|逾期|超期|待办|临期|到期)(?:的|完的|结的)?"
        r"(?:事项|件|清单|列表|任务|督办|批示)?(?:有哪些|有什么|清单|列表|多少|呢|给我|列一下|发我|$)",
        r"(?:[那这][个件]事?|[^，。;!?\n]{0,8}(?:批示|督办|任务|事项|件))?[^，。;!?\n]{0,4}"
        r"(?:(?:怎么|咋)样了|怎样了|啥情况了?|(?:情况|办理|进度|进展)咋样|办得(?:如何|怎么样|咋样)|进度如何"
        r"|进展(?:如何|怎么样)|到哪一步了?|办到哪)",
        r"[^，。;!?\n]{0,10}(?:批示|交办的?|督办件?|任务|件)(?:的?事)?(?:落实|办|弄|搞|处理|解决)(?:完|好"
        r"|结)?了?(?:没有?|不)(?=$|[?])",
        r"[^，。;!?\n]{0,12}?(?:还有谁|哪些(?:乡镇|单位|局|部门|股室)?|哪几[家个](?:单位|局"
        r"|乡镇)?)(?:还)?[没未](?:有)?[交报](?=$|[?。，])",
        rf"(?:{N}|[那这]件)(?:现在|目前)?(?:啥|什么)情况",
        r"(?i:what(?:'s| is) (?:still )?(?:open|overdue|outstanding|pending)|open items"
        r"|which [a-z ]{0,20}(?:overdue|open|outstanding)"
        r"|(?:what(?:'s| is) the |any |current )?(?:status|progress) (?:of|on|for)\b|(?:list"
        r"|show)[a-z ]{0,12} (?:open|overdue)"
        r"|how (?:is|far)[a-z ]{0,20} (?:going|along|coming))",
    ),
    unless=re.compile("还有什么(?:事|需要|要求|问题)吗|人没|谁没(?![交报])|情况[都也]|[没冇无]情况"),
    reach=Reach.CLAUSE,
    read=lambda scope: replace(
        scope.reading(Intent.OPEN_ITEMS),
        leads=scope.message.units_in(scope.span),
        people=scope.message.people_in(scope.span),
        leader_name=_whose(scope),
    ),
)

HELP: Final = Rule(
    intent=Intent.HELP,
    cues=(
        "帮助",
        "怎么用",
        "咋",
        "使用",
        "怎么操作",
        "如何操作",
        "你会",
        "你能",
        "你可以",
        "菜单",
        "功能",
        "help",
        "Help",
        "HELP",
    ),
    pattern=re.compile(
        r"(?:请|看看?|查看|给我|这个|机器人|[，, ])*(?:帮助信息|帮助|(?:这个)?(?:机器人)?"
        r"(?:怎么|如何|咋个?|啷个)(?:使?用|操作)"
        r"|使用(?:说明|方法|帮助|手册)|你(?:会|能|可以)[干做]?(?:什么|啥|哪些)|有(?:什么|哪些)功能|菜单|(?i:/?help))"
        r"(?:一下|呢|啊|你)?(?=$|[，。!? ])"
    ),
    reach=Reach.CLAUSE,
    read=plainly(Intent.HELP),
)

_GREETING: Final = re.compile(
    r"(?:[你您]们?好|(?:早上|上午|中午|下午|晚上)好|在[吗么]|(?i:hi|hello))[呀啊，,! ]*(?:机器人|值守)?[。!?~～ ]*"
)


def _greeting(scope: Scope) -> Reading | None:
    """Whoever says hello and nothing else would like to hear what can be said."""
    return scope.reading(Intent.GREETING) if _GREETING.fullmatch(scope.message.marked.strip()) else None


GREETING: Final = Rule(
    intent=Intent.GREETING,
    cues=("好", "在吗", "在么", "hi", "Hi", "HI", "hello", "Hello", "HELLO"),
    pattern=_GREETING,
    reach=Reach.REST,
    read=_greeting,
)

# --- short answers ---------------------------------------------------------------------------------------------------

_END: Final = r"(?=$|[，。;!~,. ])"

YES: Final = Rule(
    intent=Intent.YES,
    pattern=re.compile(
        r"(?:嗯++|哦|那|也|就|我|完全|都|[，, ])*(?:可以|可|好的?|好嘞|好吧|行|同意|没问题|没意见|对(?!了)的?|是的?"
        r"|确认|确定"
        r"|没错"
        r"|(?:是的|对)[，, ]?没错|无误|准|认可|正确|就这样|按此办理?|照此办理?|(?<=嗯)"
        r"|(?i:ok|okay|yes|yep|sure|agreed?|confirm(?:ed)?|right"
        r"|correct))"
        rf"(?:的|了|吧|啊|呀|哈|下达|无误)?{_END}"
    ),
    unless=re.compile(QUESTION),
    reach=Reach.CLAUSE,
    read=lambda scope: replace(scope.reading(Intent.YES), approve=True),
)

NO: Final = Rule(
    intent=Intent.NO,
    pattern=re.compile(
        r"(?:我|这|那|恐怕|暂时|[，, ])*(?:不行|不同意|不可以|不可|不对|不是|不准|不予?批准|驳回|不用了?|不要|别|不认可"
        r"|有误|不了|取消|作废|算了|(?i:no|nope|disagree|reject(?:ed)?|cancel|wrong))(?:的|了|吧|啊|下达)?"
        rf"{_END}"
    ),
    unless=re.compile(QUESTION),
    reach=Reach.CLAUSE,
    read=lambda scope: replace(scope.reading(Intent.NO), approve=False),
)
