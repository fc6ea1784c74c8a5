"""批示 and what becomes of it: 收到, 进展, 办完了, 申请延到, 同意延期, 不归我们管, 销号."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.issuers import LEADER
from bot.understanding.intents.orders import directive_parts
from bot.understanding.intents.parties import parties
from bot.understanding.intents.rules import (
    AFTER_NUMBER,
    QUESTION,
    D,
    N,
    P,
    Reach,
    Rule,
    Scope,
    T,
    U,
    either,
    plainly,
)
from bot.understanding.numbers import HAN, number
from bot.understanding.times import as_deadline
from bot.understanding.values import Intent, Reading, TimeKind

_DAY_MINUTES: Final = 24 * 60

# --- a leader's own words -----------------------------------------------------------------------------------------

INSTRUCTED: Final = Rule(
    intent=Intent.DIRECTIVE,
    cues=("批示", "交办", "批转", "签批"),
    pattern=re.compile(
        rf"(?:刚才?|{T}|按照?|根据|转|接|收到)*{LEADER}(?:同志)?(?:刚才?|{T}|于)*(?:在[^，。;!?\n:]{{1,20}}上)?"
        r"(?:作出|作|的)?(?:重要)?(?:批示|交办|批转|签批)(?:了|说|如下|指出|要求|意见)*[:，, ]?"
    ),
    unless=either(QUESTION, "办完|办结|进展|批示件"),
    reach=Reach.REST,
    read=lambda scope: tuple(directive_parts(scope.message, scope.span, scope.behind, leader=scope.match.span("who"))),
)

# --- answers of the units ---------------------------------------------------------------------------------------

_FACES: Final = "\U0001f300-\U0001faff\u2600-\u27bf"  # pictures behind the words

ACK: Final = Rule(
    intent=Intent.ACK,
    cues=(
        *("收到", "收悉", "签收", "知道了", "明白", "清楚了", "遵照", "照办", "遵命"),
        *("eceived", "ot it", "oger", "opy that", "oted", "cknowledge"),
    ),
    pattern=either(
        rf"(?:好的?|嗯|是|{P}|我(?:们|局|单位|镇|股)?|{U}|[，, ])*(?:已经?)?"
        r"(?:(?:收到|收悉|签收|知道了|明白了?|清楚了|遵照执行|照办|遵命)[了啦]?){1,3}(?:批示|指示|指令)?"
        rf"(?=[，,。;!~ {_FACES}]|$|马上|立即|这就|谢谢|正在|抓紧|尽快|照办|{N})",
        r"(?i:(?:ok,? ?)?(?:received|got it|roger|copy that|noted|acknowledged))(?=[,.! ]|$)",
    ),
    unless=either(QUESTION, r"没收到|未收到|后\d|转(?!告)|急件|来文|请示|通知一份"),
    read=plainly(Intent.ACK),
)

_DONE: Final = (
    r"(?:办[结完好妥毕]|办理完[毕成]|完成|落实到位|落实|处理完毕?|处理好|解决|整改(?:完成|完毕|到位)|搞定|做完"
    r"|弄[好完妥]|整[好完]|搞[好完]|(?:弄|办|整)归一|报结)"
)
_IT: Final = r"[这那该](?:个|件|项)?(?:事情?|事项|任务|批示|工作|件)?"

COMPLETE: Final = Rule(
    intent=Intent.COMPLETE,
    cues=(
        *("办", "完成", "落实", "处理", "解决", "整改", "搞", "做完", "弄", "整", "报结", "one", "omplete", "inish"),
    ),
    pattern=either(
        rf"(?:我们?(?:局|这边|单位|股|镇)?|{U}|{P}|{N}|{T}|{_IT}|批示(?:件|事项)?|事情|任务|督办件?|[，,、: ])*"
        r"(?:[一-鿿]{0,6}(?:件|事项|任务|工作))?(?:"
        rf"(?:已经?|都|全部|均|也|现已|基本)+(?:按要求|按时|如期)*{_DONE}[了毕啦]?|{_DONE}[了啦毕]"
        r"|(?:办结|报结)(?=$|[，。;:!]))(?![一-鿿])",
        r"(?i:(?:is |has been |all )?(?:done|completed?|finished))(?=[,.! ]|$)",
    ),
    unless=either(
        QUESTION,
        "(?:同意|予以|准予|可以)销号|没办|未办|没有?完成|未完成|还没|尚未|不能|没法|无法|何时|什么时候|怎么|如果|才能"
        "|完成情况|完成率",
        "要求|务必|必须|争取|力争|预计|计划|之前|请(?!.{0,4}(?:督查|领导|销号|审|查收|核))",
    ),
    reach=Reach.TALK,
    read=lambda scope: replace(scope.reading(Intent.COMPLETE), text=scope.words(scope.behind) or scope.words()),
)

_EXPECTED: Final = re.compile("预计|争取|计划|力争|有望|估计|大概")


def progress(scope: Scope) -> Reading:
    """What was said, and as `due` the day by which it is expected (预计下周三出稿)."""
    message = scope.message
    ahead = [time for time in message.times_in(scope.span) if time.at > message.frame.now]
    expected = [
        time for time in ahead if _EXPECTED.search(message.text, max(scope.start, time.span[0] - 8), time.span[0])
    ]
    chosen = (expected or ahead)[-1:]
    return replace(
        scope.reading(Intent.PROGRESS),
        due=as_deadline(chosen[0], message.frame) if chosen else None,
        text=scope.words(scope.behind) or scope.words(),
    )


PROGRESS: Final = Rule(
    intent=Intent.PROGRESS,
    cues=("进展", "进度", "rogress"),
    pattern=either(
        r"(?:反馈|报告|汇报|报)?(?:一下)?(?:工作|办理|最新|目前)?(?:进展|进度)(?:情况|反馈|汇报)?"
        rf"(?=[:，, ]|{T})[是为:，, ]*",
        r"(?i:progress)[: ]",
    ),
    unless=either(QUESTION, "怎么样|如何|请|每周|报(?:一次)?进展$"),
    reach=Reach.TALK,
    read=progress,
)

WORKING: Final = Rule(  # 0118正在走流程
    intent=Intent.PROGRESS,
    cues=("正在", "目前", "还在", "已", "完成", "进行", "现在", "估计", "预计", "还没"),
    pattern=either(
        rf"{AFTER_NUMBER}[，,: ]{{0,2}}(?:目前|现在|正在|正|还在|已经?|完成了?(?=\d)|进行)",
        rf"{AFTER_NUMBER}[，,: ]{{0,2}}[^。;!?\n]{{0,20}}?(?:正在|还在|估计|预计|还没(?:弄|办|做|搞|整)|完成百分之)",
        r"[那这]个(?:事情?|件|项目)[^。;!?\n]{0,14}?(?:正在|还在|在推进|已经[开做谈跑报])",
    ),
    anywhere=True,
    unless=either(QUESTION, r"请|办[结完好妥]|完成(?!了?\d)|销号|延|收到|转"),
    reach=Reach.TALK,
    read=lambda scope: replace(progress(scope), text=scope.words()),
)

_UNDER_WAY: Final = re.compile(r"正在|还在|估计|预计|还没(?:弄|办|做|搞|整)|完成百分之|[去看谈跑开对]过了")


def _under_way(scope: Scope) -> Reading | None:
    return replace(progress(scope), text=scope.words()) if _UNDER_WAY.search(scope.message.text, *scope.span) else None


UNDER_WAY: Final = Rule(  # 0118 现场看过了，正在做预算
    intent=Intent.PROGRESS,
    cues=("正在", "还在", "估计", "预计", "还没", "完成", "过了"),
    pattern=re.compile(rf"{AFTER_NUMBER}[，,: ]{{0,2}}(?=[一-鿿])"),
    anywhere=True,
    unless=either(QUESTION, r"请|办[结完好妥]|销号|延|收到|转"),
    reach=Reach.TALK,
    read=_under_way,
)

# --- more time --------------------------------------------------------------------------------------------------

_FIGURES: Final = rf"(?:\d{{1,3}}|[{HAN}]{{1,3}})"
_LENGTHS: Final = {"天": 1, "日": 1, "周": 7, "星期": 7, "个星期": 7, "月": 30, "个月": 30, "工作日": 1, "个工作日": 1}
_LONGER: Final = re.compile(
    rf"(?:延期?|延长|宽限|再?给|推迟|缓|顺延|展期|延后)[^，。;]{{0,4}}?(?P<n>{_FIGURES}|半)"
    r"(?P<unit>个?工作日|天|日|周|个?星期|个?月)"
)
_UNTIL: Final = re.compile("[到至]")
_REASON: Final = either(
    r"(?:因为?|由于|理由[是:]?|原因[是:]?|主要是|鉴于|考虑到)(?P<why>[^。;!?\n]{2,80})",
    r"(?P<why2>(?:要等|等|需要|还要|还需)[^。;!?\n]{2,80})",
)


def _longer_by(scope: Scope) -> int | None:
    """延期两天: so many minutes more, counted in calendar days; None where no length is given."""
    match = _LONGER.search(scope.message.text, *scope.span)
    if match is None:
        return None
    whole = _LENGTHS[match["unit"]] * _DAY_MINUTES
    if match["n"] == "半":
        return whole // 2
    count = number(match["n"])
    return count * whole if count is not None else None


def _is_length(scope: Scope, span: tuple[int, int]) -> bool:
    """Whether what reads like a deadline says how much longer: 延期三个工作日, but not 延到三个工作日后."""
    match = _LONGER.search(scope.message.text, *scope.span)
    return match is not None and match.start("n") == span[0] and not _UNTIL.search(match[0])


def extend(scope: Scope) -> Reading:
    """申请延到11月27日，要等市局批复: the new day, or how much longer (`minutes`), and the reason."""
    message = scope.message
    ahead = [t for t in message.times_in(scope.span) if t.kind is not TimeKind.INTERVAL and t.at > message.frame.now]
    ahead = [t for t in ahead if not _is_length(scope, t.span)]
    why = _REASON.search(message.text, *scope.span)
    span = why.span("why" if why["why"] else "why2") if why else scope.span
    return replace(
        scope.reading(Intent.EXTEND),
        due=as_deadline(ahead[0], message.frame) if ahead else None,
        minutes=None if ahead else _longer_by(scope),
        text=scope.words(span),
    )


_LATER: Final = (
    r"(?:延期|延长|延到|延至|延后到?|延缓|延[\d一二两三四五六七八九十]{1,3}[天日周]|顺延到?|宽限|展期|推迟到?"
    r"|缓[几一两]?天?|晚[几一两]天)"
)
_WISH: Final = "申请|请求|想要?|要求|希望|恳请|能不能|能否|可否|可不可以|需要?|建议|拟|请领导"

EXTEND: Final = Rule(
    intent=Intent.EXTEND,
    cues=("延", "宽限", "展期", "推迟", "缓", "晚几天", "晚两天", "晚一天", "xten"),
    pattern=either(
        rf"[^，。;!?\n]{{0,16}}?(?:(?:{_WISH})(?:批准|同意|给予)?[^，。;!?\n]{{0,8}}?{_LATER}"
        rf"|{AFTER_NUMBER}[，, ]?再?{_LATER}"
        r"|延期申请)",
        rf"(?:申请|请求)?{_LATER}(?=到|至|{T}|{D})",
        r"(?i:(?:please )?(?:extend|request an extension|extension))",
    ),
    unless=re.compile("(?i:denied|refused|rejected)|同意延|不同意|准予|批准延|不予|会议|开会|放假|调度会|例会"),
    reach=Reach.TALK,
    with_before=True,
    read=extend,
)

_RULED: Final = r"(?:延期?|延长|延到|延至|顺延|宽限|展期|推迟|再?给|缓)"
_THEM: Final = rf"(?:{U}|{P}|{N}|[他你]们?|其|该局|[，, ])*的?"

APPROVE: Final = Rule(
    intent=Intent.APPROVE_EXTENSION,
    cues=("同意", "准", "可以", "行"),
    pattern=re.compile(rf"我?(?:原则)?(?:同意|准予|准许|准|批准|可以|行[，,]?){_THEM}(?:申请)?再?{_RULED}"),
    unless=either(QUESTION, "不同意|不准|不予"),
    read=lambda scope: replace(extend(scope), intent=Intent.APPROVE_EXTENSION, approve=True, text=scope.words()),
)

REJECT: Final = Rule(
    intent=Intent.REJECT_EXTENSION,
    cues=("不", "驳回", "别", "denied", "refused", "rejected"),
    pattern=either(
        rf"(?:不同意|不准予?|不批准|不予|驳回|不能再?|不可以|不许|不得再?|别再?){_THEM}再?{_RULED}(?:申请)?",
        r"延期(?:申请)?(?:不同意|不予?批准|驳回|不行|不批|不予|不准)",
        rf"(?:{N}|{U}|{P}|这件|[，, ])*不延(?:期|了)?(?=$|[，。;!])",
        rf"(?i:(?:{N} ?)?extension (?:is )?(?:denied|refused|rejected))",
    ),
    unless=re.compile(QUESTION),
    read=lambda scope: replace(scope.reading(Intent.REJECT_EXTENSION), approve=False),
)

# --- not our business ---------------------------------------------------------------------------------------------

_BELONGS: Final = re.compile(rf"(?:应?该|应当?由?|建议[由转交]?|请|归|由|转给?|交给?|是|属于?)[由归转交]?(?P<who>{U})")


def objection(scope: Scope) -> Reading:
    """Whose business it may be instead, and why."""
    suggested = _BELONGS.search(scope.message.marked, *scope.span)
    units = scope.message.units_in(suggested.span("who")) if suggested else ()
    return replace(scope.reading(Intent.OBJECT), leads=units)


_OURS: Final = rf"(?:我们?|本|{U})[^，。;]{{0,4}}"

OBJECT: Final = Rule(
    intent=Intent.OBJECT,
    cues=(
        "无此",
        "没有这项",
        "只是配合",
        "不是牵头",
        "不归",
        "不是我",
        "不是本",
        "不属",
        "异议",
        "无关",
        "退办",
        "不该",
        "不应",
        "职责",
        "职能",
        "ot our",
    ),
    pattern=either(
        rf"[^，。;!?\n]{{0,12}}?(?:不归{_OURS}|不是{_OURS}(?:职责|职能|事|范围|业务|工作|管)|不属于?{_OURS}"
        rf"|与{_OURS}无关"
        rf"|{_OURS}(?:无此项?|没有[这此该]项?)(?:职能|职责)|只是配合单位|不是牵头单位"
        rf"|不(?:该|应(?:该|由)?)由?{_OURS}|超出{_OURS}(?:职责|职能)|提出异议|有异议|(?:申请)?退办)",
        r"(?i:(?:this is )?not our (?:business|responsibility|job))",
    ),
    unless=either(QUESTION, "无异议|没有?异议|有没有"),
    reach=Reach.TALK,
    read=objection,
)

# --- what the supervision office says -----------------------------------------------------------------------------

CLOSE_OUT: Final = Rule(
    intent=Intent.CLOSE_OUT,
    cues=("销号", "销了", "lose out"),
    pattern=either(
        rf"(?:核实|复核|查|已|经|后|无误|属实|落实到位|整改到位|可以?|同意|予以|准予"
        rf"|请|意见|这?[个件条]|把|给|{N}|{U}|的|[，、,: ])*"
        r"销(?:号(?:了|吧|处理|归档)?|了吧?)(?=$|[，。;!])",
        r"(?i:close out)",
    ),
    unless=either(QUESTION, "没|未|不能|不予|何时|申请销号", D),
    reach=Reach.TALK,
    read=lambda scope: replace(scope.reading(Intent.CLOSE_OUT), leads=scope.message.units_in(scope.span)),
)

RETURN: Final = Rule(
    intent=Intent.RETURN,
    cues=("退回", "重办", "打回", "不予销号", "返工", "不能销号"),
    pattern=re.compile(
        rf"(?:把|给|请|先|{N}|{U}|这?[个件]|材料|[，, ])*"
        rf"(?:退回(?:重办|重报|补充|整改|修改|去|给|{U})?|重办|打回(?:重[办报做写])?|不予销号|不能销号|返工)"
    ),
    unless=re.compile(QUESTION),
    reach=Reach.TALK,
    read=lambda scope: replace(
        scope.reading(Intent.RETURN),
        leads=scope.message.units_in(scope.span),
        text=scope.words(scope.behind) or scope.words(),
    ),
)

MOVE_TO: Final = Rule(  # 0118转水利局办
    intent=Intent.MOVE_TO,
    cues=("转", "改由", "改派", "改交", "移交", "划给", "归", "交"),
    pattern=re.compile(
        rf"{AFTER_NUMBER}[，,: ]{{0,2}}(?:请|就|改|统一|决定)?"
        rf"(?:转[给由交]?|改由|改派给?|改交|移交给?|划给|归|交[给由]?)(?P<who>{U})"
    ),
    anywhere=True,
    unless=either(QUESTION, "异议|不归|已转"),
    reach=Reach.TALK,
    read=lambda scope: replace(scope.reading(Intent.MOVE_TO), leads=parties(scope.message, scope.span).leads),
)
