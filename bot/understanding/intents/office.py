"""The rest of an office's day: 阅, 登记, 记一次, 申辩, 周报, 为什么是这个时限, 可以, 不行, 帮助."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.rules import N, P, Reach, Rule, Scope, T, U, plainly
from bot.understanding.values import Intent, Reading

# --- 阅 ---------------------------------------------------------------------------------------------------------


def _noted(scope: Scope) -> Reading:
    return replace(
        scope.reading(Intent.NOTE_ONLY),
        people=scope.message.people_in(scope.span),
        names=scope.message.called_in(scope.span),
    )


NOTED: Final = Rule(
    intent=Intent.NOTE_ONLY,
    cues=("阅",),
    pattern=re.compile(
        rf"(?:请|送|呈|报|转|拟请|拟送)(?:{P}(?:同志)?(?:、|和|及|，)?)+(?:同志)?(?:圈阅|传阅|阅知|阅悉|阅存|阅)(?!处"
        r"|示|办|研|批|后|改|件)|(?:请)?(?:已|均已|我已)?(?:阅知|阅悉|圈阅|传阅|已阅|阅存|阅)了?(?=$|[，。;! ])"
    ),
    unless=re.compile(r"[?？]|吗"),
    reach=Reach.SENTENCE,
    read=_noted,
)

# --- errands ------------------------------------------------------------------------------------------------------

_SPECIAL: Final = re.compile(r"特殊|重大|特别重要|特急|紧急|重要(?=来电|指示|情况)")
_CALL: Final = re.compile(r"来电|电话|打来")
_REQUEST: Final = re.compile(r"请示|一般件|报批|申请")


def _errand(scope: Scope, what: str) -> Reading:
    span = scope.span
    behind = scope.words(scope.behind) or scope.words()
    return replace(
        scope.reading(Intent.ERRAND),
        what=what,
        leads=scope.message.units_in(span),
        people=scope.message.people_in(span),
        names=scope.message.called_in(span),
        text=scope.words() if what == "forward" else behind,
    )


def _call(scope: Scope) -> Reading:
    special = _SPECIAL.search(scope.message.text, *scope.span) is not None
    return _errand(scope, "call_special" if special else "call")


def _registered(scope: Scope) -> Reading:
    words = scope.words(scope.behind)
    if _CALL.search(words):
        return _call(scope)
    return _errand(scope, "request" if _REQUEST.search(words) else "forward")


CALL: Final = Rule(
    intent=Intent.ERRAND,
    cues=("来电", "电话"),
    pattern=re.compile(
        rf"(?:登记[:，]?|刚|刚才|{T}|接(?:到)?|重要|重大|特殊|[，, ])*(?:(?:市|省|县|州)?(?:委|政府)?(?:主要|分管)?领导"
        rf"|{P})(?:同志)?(?:刚|刚才|{T}|打)*(?:(?:特殊|重大|重要|紧急)?(?:来电(?:话)?|来了电话|打来电话|电话)(?:\("
        r"(?:特殊|重大|重要|紧急)\))?(?:(?=[:，, ]|$)|(?=询问|问|了解|说|称|要))|电话找)[:，, ]?"
    ),
    unless=re.compile(r"[?？]|吗|指示|批示|已回|回过|回电"),
    reach=Reach.REST,
    read=_call,
)

REGISTER: Final = Rule(
    intent=Intent.ERRAND,
    cues=("登记",),
    pattern=re.compile(r"(?:请)?(?:帮我)?(?:登记|记录?)(?:一下|一件|一个|限时事项)?[:，, ](?=[^，。])"),
    unless=re.compile(r"差错|失误|缺陷|[?？]"),
    reach=Reach.REST,
    read=_registered,
)

FORWARD: Final = Rule(
    intent=Intent.ERRAND,
    cues=("转", "急件", "机要件", "明电", "电报", "传真", "呈", "送"),
    pattern=re.compile(
        rf"(?:刚|刚才|{T}|我们?|值班室|[，, ])*(?:收到|接到|收|来了|接收)(?:了|一[份件个]|\d[份件]|{U}"
        rf"|[^，。;!?\n]){{0,16}}?(?:(?:特急|急)件|机要件|密码电报|明电|电报|传真|来文|文件|公文|通知|函|预警|信息)"
        r"|[^，。;!?\n]{0,20}发布[^，。;!?\n]{0,10}预警"
    ),
    unless=re.compile(r"[?？]|吗|指示|收到(?:批示|指示|以上|你)|知悉"),
    reach=Reach.SENTENCE,
    read=lambda scope: _forward(scope),
)


def _forward(scope: Scope) -> Reading | None:
    words = scope.words()
    if not re.search(r"转|呈|送|急件|机要件|明电|电报|传真", words):
        return None
    return _errand(scope, "forward")


REQUEST: Final = Rule(
    intent=Intent.ERRAND,
    cues=("请示", "一般件"),
    pattern=re.compile(
        rf"(?:请示(?:件)?|一般件)(?=[:，, ])[:，, ]?|(?:收到|接到)[^，。;!?\n]{{0,16}}?(?:的)?(?:请示|一般件)(?:一份"
        r"|一件|件)?"
    ),
    unless=re.compile(r"[?？]|吗"),
    reach=Reach.SENTENCE,
    read=lambda scope: _errand(scope, "request"),
)

ERRAND_DONE: Final = Rule(
    intent=Intent.ERRAND_DONE,
    cues=("转", "回电", "回了电话", "送", "呈", "回过"),
    pattern=re.compile(
        rf"(?:文件|急件|电报|件|文|通知|来文|传真|明电|机要件|电话|领导(?:的)?(?:来电|电话)|{P}(?:的)?(?:来电|电话)?|我"
        rf"|这[个件]|那[个件]|{T}|[，, ])*"
        rf"(?:(?:已经?|都|均|刚)(?:按要求|及时)?(?:转(?:送|给|交|办|呈|至|到|发)?(?:了|出去?)?(?:(?={U}|{P}|各|$"
        rf"|[，。;!]))|送达|送到|送(?:了|出|给|签|阅|呈|(?={P}|{U}))|呈(?:送|报|阅|了)|回电(?:话)?|回(?:了|过)?电话"
        r"|回复电话)|转(?:过去|出去|好|完|送)了|(?:送|呈)(?:过去|到|出去|签|上去)了|电话(?:已经?|也)?回(?:了|过"
        r"|过去)了?|回(?:过|了)电话?|已回电)"
    ),
    unless=re.compile(r"[?？]|吗|请|没|未|疏散|转移|医院|救治|送医|伤|转警"),
    reach=Reach.SENTENCE,
    read=lambda scope: replace(
        scope.reading(Intent.ERRAND_DONE),
        leads=scope.message.units_in(scope.span),
        people=scope.message.people_in(scope.span),
    ),
)

# --- faults -------------------------------------------------------------------------------------------------------

_DOMAINS: Final = (
    ("meeting", re.compile(r"会议|会场|办会|座签|桌牌|参会|会务|签到|会前|会后|纪要|座次|话筒|音响|议程|主席台")),
    (
        "doc",
        re.compile(
            r"发文|公文|文件|字号|文号|错别字|错字|漏字|格式|落款|附件|印章|用印|盖章|办文|标题|签发|校对|行文|排版|打印"
            r"|装订|红头|抄送|主送|请示|报告|函|成文日期"
        ),
    ),
)


def fault_domain(words: str) -> str:
    """办文, 办会 or, for anything else, 办事."""
    first = [(match.start(), domain) for domain, pattern in _DOMAINS if (match := pattern.search(words))]
    return min(first)[1] if first else "affair"


def _fault(scope: Scope) -> Reading:
    span = scope.behind
    named = scope.message.units_in(span)
    people = scope.message.people_in(span)
    words = scope.words(span)
    return replace(
        scope.reading(Intent.LOG_FAULT),
        leads=named[:1],
        person=people[0] if people else None,
        people=people,
        domain=_said_domain(scope.words((scope.start, scope.match.end()))) or fault_domain(words),
        text=words,
    )


def _said_domain(head: str) -> str:
    return {"差错": "doc", "失误": "meeting", "缺陷": "affair"}.get(head[-2:], "") if head else ""


LOG_FAULT: Final = Rule(
    intent=Intent.LOG_FAULT,
    cues=("记一次", "记一笔", "记个", "记差错", "记失误", "记缺陷", "登记差错", "登记失误", "登记缺陷", "记录差错"),
    pattern=re.compile(
        r"(?:请)?(?:帮我)?(?:(?:登?记|记录)(?:一[次笔个]|个|下)?(?:办文|办会|办事)?(?:差错|失误|缺陷)"
        r"|记一[次笔])[:，, ]*"
    ),
    unless=re.compile(r"[?？]|吗|记一次电话"),
    reach=Reach.REST,
    read=_fault,
)

APPEAL: Final = Rule(
    intent=Intent.APPEAL,
    cues=("申辩", "申诉"),
    pattern=re.compile(
        rf"(?:我(?:要|想)?|本人|对[^，。;]{{0,16}}?(?:认定|差错|失误|缺陷|次|个)|{N}|提出|[，, ])*(?:申辩|申诉|有异议$"
        r"|不服)(?:理由|意见|如下|一下|是|为|[:，, ])*"
    ),
    unless=re.compile(r"[?？]|吗|怎么|如何|申辩期|申辩材料的"),
    reach=Reach.REST,
    read=lambda scope: replace(scope.reading(Intent.APPEAL), text=scope.words(scope.behind) or scope.words()),
)

MY_FAULTS: Final = Rule(
    intent=Intent.MY_FAULTS,
    cues=("几次", "多少次", "差错", "失误", "缺陷", "my faults", "几个"),
    pattern=re.compile(
        r"(?:查|看|问)?(?:一?下)?(?:我|本人|我们股|我股)[^，。;!?\n]{0,12}?(?:(?:几|多少)[次个条](?:差错|失误|缺陷"
        r"|问题)?|(?:有没有|有无|有几个|的)(?:差错|失误|缺陷))(?:了|记录|台账)?(?=$|[，。;!?吗呢])|(?:本"
        r"|这个?)?季度[^，。;]{0,4}我[^，。;]{0,6}几次|(?i:my faults)"
    ),
    unless=re.compile(r"值班|电话|会议|开会|去过"),
    reach=Reach.CLAUSE,
    read=plainly(Intent.MY_FAULTS),
)

# --- papers and questions --------------------------------------------------------------------------------------------

_PAPERS: Final = (
    ("半月报", "semimonthly"),
    ("周报", "weekly"),
    ("月报", "monthly"),
    ("季报", "quarterly"),
    ("台账", "ledger"),
)


def _paper(scope: Scope) -> Reading:
    words = scope.words()
    what = next((kind for word, kind in _PAPERS if word in words), "weekly")
    times = scope.message.times_in(scope.span)
    return replace(scope.reading(Intent.REPORT), what=what, at=times[0].at if times else None)


PAPER: Final = Rule(
    intent=Intent.REPORT,
    cues=("周报", "半月报", "月报", "季报", "台账", "weekly report"),
    pattern=re.compile(
        rf"(?:请|帮我|给我|我要|我想|要|来|发|出|看|查|查看|生成|导出|调|推|把|一?下|一?份|个|看看|{T}|本|这个?|上个?"
        r"|本期|的|督办|差错|值班|工作|[，, ])*(?:周报|半月报|月报|季报|台账)(?:呢|发我|发一下|看看|看一下|给我|一份"
        r"|一下|出来|拿来|吧|了)*(?=$|[，。!?])|(?i:(?:show |send )?(?:me )?(?:the )?weekly report)"
    ),
    unless=re.compile(r"报送|上报|已报|交|报了|请[^，。]{0,6}(?:各|报)|更新|完善|录入|建立|每"),
    reach=Reach.CLAUSE,
    read=_paper,
)

EXPLAIN: Final = Rule(
    intent=Intent.EXPLAIN,
    cues=(
        "为什么",
        "为何",
        "凭什么",
        "依据",
        "规定",
        "几天",
        "多久",
        "多长时间",
        "几个工作日",
        "几分钟",
        "多少分钟",
        "几小时",
        "时限",
        "多少天",
        "why",
        "how long",
    ),
    pattern=re.compile(
        r"(?:为什么|为何|凭什么|怎么)[^，。;!?\n]{0,14}?(?:时限|期限|这个时间|这个点|分钟|小时|天|限时|到期|截止"
        r"|工作日)|(?:依据|出处|根据)(?:是)?(?:什么|哪|啥)|(?:什么|哪[条个项])[^，。;]{0,4}(?:规定|依据|条款)|"
        r"[^，。;!?\n]{0,14}?(?:几天|多久|多长时间|几个工作日|几分钟|多少分钟|几个?小时|多少小时|多少天)(?:之?内|要|得"
        r"|必须|应该?|能|算|才|就|送|报|签|回|转|办|传|印|反馈|答复|算迟报|[^，。;!?\n]){0,8}(?=$|[，。?!])|"
        r"[^，。;!?\n]{0,14}(?:时限|期限|规定)(?:是|要求)?(?:多少|多久|几|什么|怎么)|(?i:why (?:this|that|the) "
        r"(?:deadline|time limit)|how long)"
    ),
    unless=re.compile(
        r"还有几天|还剩|过几天|这几天|几天了|几天后|几天前|前几天|近几天|好几天|没几天|等了|忙了|休息几天|请假"
    ),
    reach=Reach.SENTENCE,
    read=lambda scope: replace(scope.reading(Intent.EXPLAIN), what=_topic(scope.words())),
)

_TOPICS: Final = (
    "口头报告", "电话报告", "应急快报", "快报", "书面报告", "续报", "终报", "传达", "会议纪要", "纪要", "签收", "办结", "销号", "批示", "督办", "异议",
    "延期", "申辩", "签到", "到岗", "交接班", "交班", "急件", "来电", "转办", "转送", "请示", "印发", "反馈", "答复",
)  # fmt: skip


def _topic(words: str) -> str:
    """What a question about a limit is about, in the field's word; empty where it is the limit just shown."""
    return next((topic for topic in _TOPICS if topic in words), "")


OPEN_ITEMS: Final = Rule(
    intent=Intent.OPEN_ITEMS,
    cues=(
        "哪些",
        "什么",
        "几件",
        "多少",
        "没办",
        "未办",
        "待办",
        "逾期",
        "超期",
        "在办",
        "怎么样",
        "进度",
        "清单",
        "what is open",
        "open items",
        "办得",
    ),
    pattern=re.compile(
        rf"(?:现在|目前|我|我们|手上|手里|名下|本周|{T}|{U}|{P}|督办|批示|[，, ])*(?:还有|还剩)(?:哪些|什么|几件|多少"
        rf"|几项)[^，。;!?\n]{{0,10}}(?:没|未|待|在办|事|件|项|任务|要办|逾期)|"
        r"(?:哪些|什么|有几件|多少件|有哪些)[^，。;!?\n]{0,8}(?:没办|未办|没完|逾期|超期|到期|在办|没反馈|没签收|没回"
        r"|未签收|未反馈|未办结|没有办)|"
        r"(?:看|查|列|发)?(?:一?下)?(?:我的?|全部|所有)?(?:没办|未办|未办结|在办|逾期|超期|待办|临期|到期)(?:的|完的"
        r"|结的)?(?:事项|件|清单|列表|任务|督办|批示)?(?:有哪些|有什么|清单|列表|多少|呢|给我|列一下|发我|$)|"
        rf"(?:{N}|那[个件]事?|这[个件]事?|[^，。;!?\n]{{0,8}}(?:批示|督办|任务|事项|件))?[^，。;!?\n]{{0,4}}(?:怎么样了"
        r"|办得(?:如何|怎么样)|进度如何|进展(?:如何|怎么样)|到哪一步了?|办到哪)|(?i:what(?:'s| is) (?:still )?open"
        r"|open items|what is overdue)"
    ),
    unless=re.compile(r"还有什么(?:事|需要|要求|问题)吗|人没|谁没"),
    reach=Reach.CLAUSE,
    read=lambda scope: replace(
        scope.reading(Intent.OPEN_ITEMS),
        leads=scope.message.units_in(scope.span),
        people=scope.message.people_in(scope.span),
    ),
)

# --- short answers ---------------------------------------------------------------------------------------------------

_END: Final = r"(?=$|[，。;!~,. ])"

YES: Final = Rule(
    intent=Intent.YES,
    pattern=re.compile(
        r"(?:嗯+|哦|那|也|就|我|完全|都|[，, ])*(?:可以|可|好的?|好嘞|好吧|行|同意|没问题|没意见|对的?|是的?|是|确认"
        r"|确定|无误|准|认可|正确|就这样|按此办理?|照此办理?|嗯+|ok|okay|yes|yep|sure|agreed?|confirm(?:ed)?|right"
        rf"|correct)(?:的|了|吧|啊|呀|哈|下达|无误)*{_END}",
        re.IGNORECASE,
    ),
    unless=re.compile(r"[?？]|吗"),
    reach=Reach.CLAUSE,
    read=lambda scope: replace(scope.reading(Intent.YES), approve=True),
)

NO: Final = Rule(
    intent=Intent.NO,
    pattern=re.compile(
        r"(?:我|这|那|恐怕|暂时|[，, ])*(?:不行|不同意|不可以|不可|不对|不是|不准|不予?批准|驳回|不用了?|不要|别"
        rf"|不认可|有误|不了|取消|作废|算了|no|nope|disagree|reject(?:ed)?|cancel|wrong)(?:的|了|吧|啊|下达)*{_END}",
        re.IGNORECASE,
    ),
    unless=re.compile(r"[?？]|吗"),
    reach=Reach.CLAUSE,
    read=lambda scope: replace(scope.reading(Intent.NO), approve=False),
)

HELP: Final = Rule(
    intent=Intent.HELP,
    cues=("帮助", "怎么用", "使用说明", "help", "Help", "HELP", "你会", "你能", "菜单", "说明书", "怎么使用", "功能"),
    pattern=re.compile(
        r"(?:请|看|看看|查看|给我|这个|机器人|[，, ])*(?:帮助|帮助信息|(?:这个)?(?:机器人)?(?:怎么|如何)(?:使?用|操作)"
        r"|使用(?:说明|方法|帮助|手册)|你(?:会|能|可以)(?:干|做)?(?:什么|啥|哪些)|有(?:什么|哪些)功能|菜单|/?help)"
        r"(?:一下|呢|啊|你)*(?=$|[，。!? ])",
        re.IGNORECASE,
    ),
    reach=Reach.CLAUSE,
    read=plainly(Intent.HELP),
)
