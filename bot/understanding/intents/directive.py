"""批示 and what becomes of it: 请发改局牵头, 收到, 进展, 办完了, 申请延到, 同意延期, 不归我们管, 销号."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.orders import directive_parts
from bot.understanding.intents.parties import parties
from bot.understanding.intents.rules import D, N, P, Reach, Rule, Scope, T, U
from bot.understanding.numbers import HAN, number
from bot.understanding.times import as_deadline
from bot.understanding.values import Intent, Reading, TimeKind, TimeReading

# --- a leader's own words -----------------------------------------------------------------------------------------

_LEADER: Final = rf"(?P<who>{P}|(?:县|市|区)长|书记|主任|(?:市|省|县)?(?:领导|主要领导|分管领导)|市里|省里)"

INSTRUCTED: Final = Rule(
    intent=Intent.DIRECTIVE,
    cues=("批示", "交办", "批转", "批复", "签批"),
    pattern=re.compile(
        rf"(?:刚|刚才|{T}|按照?|根据|转|接|收到)*{_LEADER}(?:同志)?(?:刚|刚才|{T}|于)*(?:在[^，。;!?\n:]{{1,20}}上)?"
        r"(?:作出|作|的)?(?:重要)?(?:批示|交办|批转|签批)(?:了|说|如下|指出|要求|意见)*[:，, ]?"
    ),
    unless=re.compile(r"[?？]|吗|办完|办结|进展|批示件"),
    reach=Reach.REST,
    read=lambda scope: tuple(directive_parts(scope.message, scope.span, scope.behind, leader=scope.match.span("who"))),
)

# --- answers of the units ---------------------------------------------------------------------------------------

ACK: Final = Rule(
    intent=Intent.ACK,
    cues=(
        "收到",
        "收悉",
        "签收",
        "知道了",
        "明白",
        "遵照",
        "照办",
        "eceived",
        "ot it",
        "oger",
        "opy that",
        "oted",
        "cknowledge",
    ),
    pattern=re.compile(
        rf"(?:好的?|嗯|是|{P}|我(?:们|局|单位|镇|股)?|{U}|[，, ])*(?:已经?)?(?:收到|收悉|签收|知道了|明白了?|清楚了"
        rf"|遵照执行|照办|遵命)(?:了|啦|批示|指示|指令)?(?=[，,。;!~ ]|$|马上|立即|这就|谢谢|正在|抓紧|尽快|照办|{N})"
        r"|(?i:(?:ok,? ?)?(?:received|got it|roger|copy that|noted|acknowledged))(?=[,.! ]|$)"
    ),
    unless=re.compile(r"[?？]|吗|没收到|未收到|后\d|转(?!告)|急件|来文|请示|通知(?:一份|：)"),
    reach=Reach.SENTENCE,
    read=lambda scope: scope.reading(Intent.ACK),
)

_NOT_YET: Final = re.compile(
    r"[?？]|吗|没办|未办|没有?完成|未完成|还没|尚未|不能|没法|无法|何时|什么时候|怎么|要求|务必|必须|争取|力争"
    r"|预计|计划|之前|如果|才能|完成情况|完成率|请(?!.{0,4}(?:督查|领导|销号|审|查收|核))"
)
_DONE: Final = (
    r"(?:办结|办完|办好|办妥|办理完毕|办理完成|完成|落实到位|落实|处理完(?:毕)?|处理好|解决|整改(?:完成|完毕|到位)"
    r"|搞定|做完|弄好|报结|办毕)"
)

COMPLETE: Final = Rule(
    intent=Intent.COMPLETE,
    cues=("办", "完成", "落实", "处理", "解决", "整改", "搞定", "做完", "弄好", "报结", "one", "omplete", "inish"),
    pattern=re.compile(
        rf"(?:我们?(?:局|这边|单位|股|镇)?|{U}|{P}|这(?:个|件|项)?(?:事情?|任务|批示|工作)?|那(?:个|件|项)?(?:事情?"
        rf"|任务|批示)?|该(?:件|事项|任务)|批示(?:件|事项)?|事情|任务|督办件?|{N}|{T}|[一-鿿]{{0,6}}(?:件|事项|任务"
        r"|工作)|[，,: ])*"
        rf"(?:(?:已经?|都|全部|均|也|现已|基本)+(?:按要求|按时|如期|全部|都)*{_DONE}(?:了|毕|到位|啦)*|{_DONE}(?:了|啦"
        r"|毕)|办结(?=$|[，。;:!])|报结(?=$|[，。;:!]))(?![一-鿿])"
        r"|(?i:(?:is |has been |all )?(?:done|completed?|finished))(?=[,.! ]|$)"
    ),
    unless=_NOT_YET,
    reach=Reach.TALK,
    read=lambda scope: replace(scope.reading(Intent.COMPLETE), text=scope.words(scope.behind) or scope.words()),
)


def _progress(scope: Scope) -> Reading:
    ahead = [time for time in scope.message.times_in(scope.span) if time.at > scope.message.frame.now]
    expected = [time for time in ahead if _expected(scope, time)] or ahead
    return replace(
        scope.reading(Intent.PROGRESS),
        due=as_deadline(expected[-1], scope.message.frame) if expected else None,
        text=scope.words(scope.behind) or scope.words(),
    )


def _expected(scope: Scope, time: TimeReading) -> bool:
    before = scope.message.text[max(scope.start, time.span[0] - 10) : time.span[0]]
    return re.search(r"预计|争取|计划|力争|有望|估计|大概", before) is not None


PROGRESS: Final = Rule(
    intent=Intent.PROGRESS,
    cues=("进展", "进度", "正在", "目前", "已", "反馈", "还在", "现在", "rogress"),
    pattern=re.compile(
        r"(?:反馈|报告|汇报|报)?(?:一下)?(?:工作|办理|最新|目前)?(?:进展|进度)(?:情况|反馈|汇报)?(?=[:，, ]"
        rf"|{T})[是为:，, ]*|(?i:progress)[: ]"
    ),
    unless=re.compile(r"[?？]|吗|怎么样|如何|请|每周|报(?:一次)?进展$"),
    reach=Reach.TALK,
    read=_progress,
)

WORKING: Final = Rule(
    intent=Intent.PROGRESS,
    cues=("正在", "目前", "还在", "已", "完成了", "进行"),
    pattern=re.compile(rf"(?<={N[:-1]})[，,: ]{{0,2}}(?:目前|现在|正在|正|还在|已经?|完成了?(?=\d)|进行)"),
    anywhere=True,
    unless=re.compile(r"[?？]|吗|请|办[结完好妥]|完成(?!了?\d)|销号|延|收到|转"),
    reach=Reach.TALK,
    read=lambda scope: replace(_progress(scope), text=scope.words()),
)

# --- more time --------------------------------------------------------------------------------------------------

_FIGURES: Final = rf"(?:\d{{1,3}}|[{HAN}]{{1,3}})"
_LONGER: Final = re.compile(
    rf"(?:延期?|延长|宽限|再?给|推迟|缓|顺延|展期|延后)[^，。;]{{0,4}}?(?P<n>{_FIGURES}|半)(?P<unit>个?工作日|天|日"
    r"|周|个?星期|个?月)"
)
_REASON: Final = re.compile(
    r"(?:因为?|由于|理由[是:]?|原因[是:]?|主要是|鉴于|考虑到)(?P<why>[^。;!?\n]{2,80})|(?P<why2>(?:要等|等|需要"
    r"|还要|还需)[^。;!?\n]{2,80})"
)
_DAYS: Final = {"天": 1, "日": 1, "周": 7, "个星期": 7, "星期": 7, "月": 30, "个月": 30}


def longer_by(scope: Scope) -> int | None:
    """延期两天: so many minutes more, counted in calendar days; None where no length is given."""
    match = _LONGER.search(scope.message.text, *scope.span)
    if match is None:
        return None
    count = number(match["n"]) if match["n"] != "半" else None
    days = _DAYS.get(match["unit"], 1)
    return (count * days if count is not None else days // 2) * 24 * 60


def extend(scope: Scope) -> Reading:
    """申请延到11月27日，要等市局批复: the new day and the reason."""
    ahead = [
        t
        for t in scope.message.times_in(scope.span)
        if t.kind is not TimeKind.INTERVAL and t.at > scope.message.frame.now
    ]
    why = _REASON.search(scope.message.text, *scope.span)
    span = why.span("why" if why["why"] else "why2") if why else None
    return replace(
        scope.reading(Intent.EXTEND),
        due=as_deadline(ahead[0], scope.message.frame) if ahead else None,
        minutes=longer_by(scope) if not ahead else None,
        text=scope.words(span) if span else scope.words(),
    )


_LATER: Final = (
    r"(?:延期|延长|延到|延至|延后到?|顺延到?|宽限|展期|推迟到?|缓[几一两]?天?|晚[几一两]天|延缓"
    r"|延[\d一二两三四五六七八九十]+[天日周])"
)

EXTEND: Final = Rule(
    intent=Intent.EXTEND,
    cues=("延", "宽限", "展期", "推迟", "缓", "xten"),
    pattern=re.compile(
        rf"[^，。;!?\n]{{0,16}}?(?:(?:申请|请求|想|要求|希望|恳请|能不能|能否|可否|可不可以|需要?|想要|建议|拟|请领导)"
        rf"(?:批准|同意|给予)?[^，。;!?\n]{{0,8}}?{_LATER}|(?<={N[:-1]}){_LATER}|延期申请)|(?:申请|请求)?{_LATER}(?=到"
        rf"|至|{T}|{D})"
        r"|(?i:(?:please )?(?:extend|request an extension|extension))"
    ),
    unless=re.compile(r"同意延|不同意|准予|批准延|不予|会议|开会|放假|调度会|例会"),
    reach=Reach.TALK,
    with_before=True,
    read=extend,
)

_RULED: Final = r"(?:延期?|延长|延到|延至|顺延|宽限|展期|推迟|再?给|缓)"


def _approve(scope: Scope) -> Reading:
    reading = extend(scope)
    return replace(reading, intent=Intent.APPROVE_EXTENSION, approve=True, text=scope.words())


APPROVE: Final = Rule(
    intent=Intent.APPROVE_EXTENSION,
    cues=("同意", "准", "可以", "批准"),
    pattern=re.compile(
        rf"(?:我)?(?:原则)?(?:同意|准予|准许|准|批准|可以|行[，,]?)(?:{U}|{P}|他们?|你们?|其|该局|[，, ])*(?:的)?"
        rf"(?:申请)?(?:再)?{_RULED}"
    ),
    unless=re.compile(r"[?？]|吗|不同意|不准|不予"),
    reach=Reach.CLAUSE,
    read=_approve,
)

REJECT: Final = Rule(
    intent=Intent.REJECT_EXTENSION,
    cues=("不", "驳回"),
    pattern=re.compile(
        rf"(?:不同意|不准予?|不批准|不予|驳回|不能再?|不可以|不许|不得再?|别再?|不能)(?:{U}|{P}|他们?|你们?|其|[，, ])*"
        rf"(?:的)?(?:再)?{_RULED}(?:申请)?|(?:延期)(?:申请)?(?:不同意|不予?批准|驳回|不行)"
    ),
    unless=re.compile(r"[?？]|吗"),
    reach=Reach.SENTENCE,
    read=lambda scope: replace(scope.reading(Intent.REJECT_EXTENSION), approve=False),
)

# --- not our business ---------------------------------------------------------------------------------------------

_BELONGS: Final = re.compile(
    rf"(?:应?该|应当?由?|建议(?:由|转|交)?|请|归|由|转给?|交给?|是|属于?)(?:由|归|转|交)?(?P<who>{U})"
)


def objection(scope: Scope) -> Reading:
    """Whose business it may be instead, and why."""
    suggested = _BELONGS.search(scope.message.marked, *scope.span)
    units = scope.message.units_in(suggested.span("who")) if suggested else ()
    return replace(scope.reading(Intent.OBJECT), leads=units)


OBJECT: Final = Rule(
    intent=Intent.OBJECT,
    cues=("不归", "不是我", "不属", "异议", "无关", "退办", "不该", "职责", "职能", "ot our"),
    pattern=re.compile(
        rf"[^，。;!?\n]{{0,12}}?(?:不归(?:我们?|本|{U})[^，。;]{{0,4}}|不是(?:我们?|本|{U})[^，。;]{{0,4}}(?:职责|职能"
        rf"|事|范围|业务|工作|管)|不属于?(?:我们?|本|{U})[^，。;]{{0,6}}|(?:有|提出?)异议|与(?:我们?|本"
        rf"|{U})[^，。;]{{0,2}}无关|不(?:该|应(?:该|由)?)(?:由)?(?:我们?|{U})[^，。;]{{0,4}}|申请退办|退办|超出(?:我们?"
        rf"|本)[^，。;]{{0,4}}(?:职责|职能))"
        r"|(?i:(?:this is )?not our (?:business|responsibility|job))"
    ),
    unless=re.compile(r"[?？]|吗|无异议|没有?异议|有没有"),
    reach=Reach.TALK,
    read=objection,
)

# --- what the supervision office says -----------------------------------------------------------------------------

CLOSE_OUT: Final = Rule(
    intent=Intent.CLOSE_OUT,
    cues=("销号", "lose out", "办结归档"),
    pattern=re.compile(
        rf"(?:核实|复核|查|已|经|后|无误|可以?|同意|予以|准予|请|这?[个件条]?|把|给|{N}|{U}|的|[，, ])*销号(?:了|吧"
        r"|处理|归档)*(?=$|[，。;!])|(?i:close out)"
    ),
    unless=re.compile(rf"[?？]|吗|没|未|不能|不予|何时|申请销号|{D}"),
    reach=Reach.TALK,
    read=lambda scope: replace(scope.reading(Intent.CLOSE_OUT), leads=scope.message.units_in(scope.span)),
)

RETURN: Final = Rule(
    intent=Intent.RETURN,
    cues=("退回", "重办", "打回", "不予销号", "返工", "不能销号"),
    pattern=re.compile(
        rf"(?:把|给|请|先|{N}|{U}|这?[个件]|材料|[，, ])*(?:退回(?:重办|重报|补充|整改|修改|去|给|{U})?|重办|打回"
        r"(?:重[办报做写])?|不予销号|不能销号|返工)"
    ),
    unless=re.compile(r"[?？]|吗"),
    reach=Reach.TALK,
    read=lambda scope: replace(
        scope.reading(Intent.RETURN),
        leads=scope.message.units_in(scope.span),
        text=scope.words(scope.behind) or scope.words(),
    ),
)

MOVE_TO: Final = Rule(
    intent=Intent.MOVE_TO,
    cues=("转", "改由", "改派", "移交", "划给", "归"),
    pattern=re.compile(
        rf"(?<={N[:-1]})[，,: ]{{0,2}}(?:请|就|改|统一|决定)*(?:转(?:给|由|交)?|改由|改派(?:给)?|改交|移交(?:给)?|划给"
        rf"|归|交(?:给|由)?)(?P<who>{U})(?:来)?(?:办理?|负责|牵头|承办|管|处理)?"
    ),
    anywhere=True,
    unless=re.compile(r"[?？]|吗|异议|不归|已转"),
    reach=Reach.TALK,
    read=lambda scope: replace(scope.reading(Intent.MOVE_TO), leads=parties(scope.message, scope.span).leads),
)
