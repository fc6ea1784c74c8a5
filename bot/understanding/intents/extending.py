"""More time: 申请延到11月27日, 再宽限三天, 同意延两天, 不延; the new day, how much longer, and why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.texts import day, say
from bot.understanding.intents.rules import AFTER_NUMBER, QUESTION, D, N, P, Reach, Rule, Scope, T, U, either
from bot.understanding.numbers import HAN, number
from bot.understanding.situation import Topic
from bot.understanding.times import as_deadline
from bot.understanding.values import Intent, Reading, TimeKind, TimeReading, TimeRole

_DAY_MINUTES: Final = 24 * 60
_FIGURES: Final = rf"(?:\d{{1,3}}|[{HAN}]{{1,3}})"
_LENGTHS: Final = {
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "个星期": 7,
    "礼拜": 7,
    "个礼拜": 7,
    "月": 30,
    "个月": 30,
    "工作日": 1,
    "个工作日": 1,
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
}
_LONGER: Final = re.compile(
    rf"(?:延期?|延长|宽限|再?给|推迟|缓|顺延|展期|延后|晚|(?:再|多)要|要多|放宽|往?后?[挪推]后?|(?i:extend|extension"
    rf"|another))[^，。;月]{{0,4}}?(?P<n>{_FIGURES}|半)"
    r"(?P<unit>个?工作日|天|日|周|个?星期|个?礼拜|个月|(?<=[半一两])月(?![中底初末份])| ?(?i:days?|weeks?))"
)
_ABOUT: Final = re.compile("一[两二]|[两二]三|三[四五]|四五|五六|六七|七八|八九")  # 五六天
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
    whole = _LENGTHS[match["unit"].strip().lower()] * _DAY_MINUTES
    if match["n"] == "半":
        return whole // 2
    count = number(match["n"][-1] if _ABOUT.fullmatch(match["n"]) else match["n"])
    return count * whole if count is not None else None


def _is_length(scope: Scope, span: tuple[int, int]) -> bool:
    """Whether what reads like a deadline says how much longer: 延期三个工作日, but not 延到三个工作日后."""
    match = _LONGER.search(scope.message.text, *scope.span)
    return match is not None and span[0] <= match.start("n") < span[1] and not _UNTIL.search(match[0])


_A_REASON: Final = 3  # characters
_ADDRESS: Final = re.compile(r"(?:报告)?(?:各位)?领导好?|(?:不好意思|抱歉)|(?:延期申请|关于)?[^，。]{0,4}\d{3,4}号?件?")
_CANNOT: Final = re.compile(  # what stands behind the day that is missed: 明天交不了
    r"[^，。;!?\n ]{0,4}?(?:[交报完办弄做搞给]不[了出成完上]|来不及|才(?![能好])|赶不[上出及]|到期|截止|要交|有点紧"
    r"|(?<!行)不行)"
)
_FIXED: Final = re.compile(
    r"(?:原(?:定|来|期限|时限|截止|计划)|本来|应于|期限(?:是|为)?(?![^，。;]{0,4}[延至到]))[^，。;!?\n]{0,6}$"
    r"|(?<![理缘])[由从](?:原来?的?)?$"
)


def _missed(scope: Scope, time: TimeReading) -> bool:
    """Whether a time is the one that is not kept: 明天交不了, 原定11月23日."""
    text = scope.message.text
    before = text[max(scope.start, time.span[0] - 8) : time.span[0]]
    return _CANNOT.match(text, time.span[1]) is not None or _FIXED.search(before) is not None


def _counted_from(scope: Scope, minutes: int | None) -> TimeReading | None:
    """顺延3天, counted from the day that was settled, as far as the words or what is replied to give it."""
    if minutes is None:
        return None
    message = scope.message
    fixed = next((t for t in message.times_in(scope.span) if _missed(scope, t)), None)
    replied = message.situation.reply
    base = as_deadline(fixed, message.frame).at if fixed else replied.due if replied else None
    if base is None:
        return None
    at = base.astimezone(message.frame.zone) + timedelta(minutes=minutes)
    because = say("time.because.date", day=day(at.date()))
    other = (replied.wished,) if replied is not None and replied.wished not in (None, at) else ()
    return TimeReading(
        kind=TimeKind.DEADLINE,
        at=at,
        grain="day",
        role=TimeRole.DUE,
        span=scope.span,
        because=because,
        alternatives=tuple(moment for moment in other if moment is not None),
    )


def extend(scope: Scope) -> Reading:
    """申请延到11月27日，要等市局批复: the new day, or how much longer (`minutes`), and the reason."""
    message = scope.message
    ahead = [t for t in message.times_in(scope.span) if t.kind is not TimeKind.INTERVAL and t.at > message.frame.now]
    ahead = [t for t in ahead if not _is_length(scope, t.span) and not _missed(scope, t)]
    minutes = None if ahead else _longer_by(scope)
    why = _REASON.search(message.text, *scope.span)
    span = why.span("why" if why["why"] else "why2") if why else _beside(scope)
    return replace(
        scope.reading(Intent.EXTEND),
        due=as_deadline(ahead[0], message.frame) if ahead else _counted_from(scope, minutes),
        minutes=minutes,
        text=scope.words(span),
    )


def _beside(scope: Scope) -> tuple[int, int]:
    """What is said beside the wish itself: the clauses before it, else those behind it."""
    wish = scope.message.wording.clause_at(scope.match.start())
    for span in ((scope.start, wish.start), (wish.end, scope.end)):
        if len(scope.words(span)) >= _A_REASON and not _ADDRESS.fullmatch(scope.words(span)):
            return span
    return scope.span


_LATER: Final = (
    r"(?:延期|延长|延到|延至|延后到?|延缓|延[\d一二两三四五六七八九十]{1,3}[天日周]|顺延到?|宽限|展期|推迟到?"
    r"|缓[几一两]?天?|晚[几一两]天|推到|往后[挪推延]|后延|放宽|(?:调整?|改)[到至为](?=[^，。;]{0,12}(?:[前底日号]|$)))"
)
_MUCH: Final = (
    rf"(?=[^，。;!?\n]{{0,4}}?(?:{_FIGURES}|[几半])个?(?:天|日|周|星期|礼拜|月|工作日)|[^，。;!?\n]{{0,4}}?(?:{T}|{D}))"
)
_WISH: Final = (
    rf"请(?:{P}|{U}|各位领导|领导|县里|你们)?(?=批准|同意|准予|准许|考虑|允许|给予)|申请|请求|想要?|要求|希望|恳请"
    rf"|能不能|能否|可否|可不可以|需要?|建议|拟|请领导"
)

_SAYS_YES: Final = re.compile(  # 0125的延期同意了; 延期的事，可以
    r"(?:延期|延长|顺延|展期|宽限)(?:的)?(?:申请|请示|请求|报告|事情?)?[，,: ]{0,2}(?:我)?(?:也|都|均|就|原则上?)*"
    r"(?:同意|准|批准|批|可以|行|要得|没问题|认可)[了吧的哈]*(?=$|[，。;! ]|[延到])"
    r"|(?i:extension (?:is |was |has been )?(?:approved|granted|agreed|ok))"
)
_SAYS_NO: Final = re.compile(
    r"(?:延期|延长|顺延|展期|宽限)(?:的)?(?:申请|请示|请求|报告|事情?)?[，,: ]{0,2}(?:我|暂|也|都|就)*"
    r"(?:不(?:同意|准|批准|批|可以|行|予|考虑|能)|驳回|没门|免谈)"
)
_OWN_WISH: Final = re.compile("申请(?:[^，。;]{0,4}延|顺延|展期)|请求|恳请|能不能|可不可以|行不行|可以吗|是否")


def _wished_or_ruled(scope: Scope) -> Reading:
    """A wish for more time, or what is ruled on one that is named by its number."""
    words = scope.message.text[scope.start : scope.end]
    if _OWN_WISH.search(words) is None and not words.rstrip().endswith(("?", "吗")):
        if _SAYS_YES.search(words):
            return replace(extend(scope), intent=Intent.APPROVE_EXTENSION, approve=True, text=scope.words())
        if _SAYS_NO.search(words):
            return replace(scope.reading(Intent.REJECT_EXTENSION), approve=False)
    return extend(scope)


EXTEND: Final = Rule(
    intent=Intent.EXTEND,
    cues=("延", "宽", "展期", "推", "缓", "xten", "再给", "多给", "晚", "再", "多要", "后挪", "调", "容"),
    pattern=either(
        rf"[^，。;!?\n]{{0,16}}?(?:(?:{_WISH})(?:批准|同意|给予|准许|允许|考虑)?[^，。;!?\n]{{0,8}}?{_LATER}"
        rf"|{AFTER_NUMBER}[，, ]?(?:要|得|需|想|拟|再)*{_LATER}"
        r"|延期申请)",
        rf"(?:申请|请求)?{_LATER}(?=到|至|{T}|{D})",
        rf"(?:我们?|这边|还|请|想|求|麻烦|{_WISH}|恐怕|怕是|可能|估计|[，, ])*+(?:再|得|多)(?:多)?(?:要|给|批|晚"
        rf"|容)(?:我们?)?(?:点时间|些时间|{_MUCH}|[几两三]天)",
        rf"(?:我们?|想|请|领导|[，, ])*+再多?{D}(?=$|[，。!?~ ]|行不|行吗|可以|好不|成不|中不|吧|嘛|哈)",
        r"(?:恐怕|怕是|可能|估计)(?:要|得)?(?:晚|缓|推迟|往后)[^，。;]{0,3}[几两三一]天",
        rf"再?(?:宽限|缓|延|推迟|顺延|展期){_MUCH}",
        rf"(?:能不能|可不可以|能否|可否|恳请|希望)[^，。;!?\n]{{0,4}}?再(?={D}|{T})",
        rf"(?:能|可)[^，。;!?\n]{{0,4}}?(?:再)?(?:宽限|缓|延|推迟|再?多?给|晚){_MUCH}",
        r"再?(?:晚|缓|迟|延|推迟?|多给)[^，。;!?\n]{0,6}?(?:行不行|行吗|行么|可以吗|可不可以|好不好|好吗|成不成)",
        r"(?i:(?:please |kindly |we |i )*(?:would like to |need to |want to )?(?:extend|(?:request(?:ing)?"
        r"|ask(?:ing)? for|need|apply(?:ing)? for)"
        r"(?: an?| more)? (?:extension|time)|extension))",
    ),
    unless=re.compile(
        rf"(?i:denied|refused|rejected)|(?:^|(?<=[，。;:! ]))(?:{P}|{N}|我|已经?|都|也|刚才?|经请示)*+(?:同意|批准"
        rf"|准许|准了?)"
        rf"(?:{U}|{N}|你[们局镇]?|[他其]们?|该[局件]|[号件的])*+(?:申请)?延|同意延|不同意|准予|批准延|不予|(?:可以"
        rf"|最迟)[延给]|会议|开会|放假|调度会|例会"
        "|批了没|批没批|批下来|已经?延过"
    ),
    reach=Reach.TALK,
    with_before=True,
    read=_wished_or_ruled,
)

_RULED: Final = r"(?:延期?|延长|延到|延至|顺延|宽限|展期|推迟|再?给|缓)"
_THEM: Final = rf"(?:了|{U}|{P}|{N}|[他你](?:们|局|镇|单位)?|其|该[局件]|[这那]件|[号件]|[，, ])*+的?"


_ITSELF: Final = re.compile(
    r"^(?:那就|就|再|多|我)*给(?:[你他她]|贵局)|^[^延缓宽展推给]{0,12}(?:同意|准|可以|行|最[迟晚多])"
)
_CONSENT: Final = re.compile(
    r"(?:^|[，,。;:! ])(?:我?同意|可以|准了?|批[了准]|行|好|要得|没问题"
    r"|原则同意)[的吧了啊嘛]?[，,。! ]+(?:那就?)?[^，。;一-鿿]{0,14}号?[ ]?$"
)


_OF_A_WISH: Final = re.compile(r"(?:延期|延长|展期|顺延|宽限)[^，。;!?\n]{0,6}[，, ]$")
_WORD_OF_CONSENT: Final = re.compile("我?(?:同意|准了?|批了|可以|行|要得|没问题)[了吧]?")


def _approved(scope: Scope) -> Reading | None:
    """同意，延两天吧: a word of consent stands in it or right before it, else it answers a wish."""
    before = scope.message.text[max(0, scope.match.start() - 16) : scope.match.start()]
    asked = scope.message.situation.topic is Topic.EXTENSION
    if _WORD_OF_CONSENT.fullmatch(scope.match[0]):
        if _OF_A_WISH.search(before) is None:
            return None
    elif (
        not asked
        and _SAYS_YES.search(scope.match[0]) is None
        and _ITSELF.search(scope.match[0]) is None
        and _CONSENT.search(before) is None
    ):
        return None
    return replace(extend(scope), intent=Intent.APPROVE_EXTENSION, approve=True, text=scope.words())


APPROVE: Final = Rule(
    intent=Intent.APPROVE_EXTENSION,
    cues=(
        "同意",
        "准",
        "批准",
        "给",
        "可以",
        "行",
        "最迟",
        "最晚",
        "最多",
        "吧",
        "嘛",
        "算了",
        "好",
        "批了",
        "要得",
        "没问题",
    ),
    pattern=either(
        rf"(?:都|均|我|{P}|领导|县长|已经?|刚才?|经请示|[，, ])*+(?:原则上?)?(?:同意|准予|准许|准|批准|可以"
        rf"|行[，,]?){_THEM}(?:申请)?再?{_RULED}",
        rf"(?:那就|就|再)?(?:延|宽限|缓|给你?们?){_MUCH}[^，。;!?\n]{{1,8}}?(?:吧|嘛|算了)(?=$|[，。;!])",
        rf"(?:那就|就|给(?:你|他|她)们?|{N}|[，, ])*(?:延期?|缓|宽限|放|推迟)[到至](?={T}|{D})",
        rf"(?:{N}|[，, ])*(?:最[迟晚多](?:给|延|缓|放|可以)?(?:到|至)|可以(?:延|缓|放|给)?到)(?={T}|{D})",
        f"{_WORD_OF_CONSENT.pattern}(?=$|[，。;! ])",
        rf"(?:{N}|{U}|{P}|[这那]个|关于|的|[，, ])*+{_SAYS_YES.pattern}",
        rf"(?:那就|就|再|多)*给(?:[你他她]们?|贵)?[局镇]?(?:再|多)*(?:宽限?|延|缓){_MUCH}",
        r"(?:经请示[，, ]?|我|也|都)*(?:原则上?)?(?:同意|准予|批准)[^，。;!?\n]{0,16}?(?:时限|期限"
        r"|时间)[^，。;!?\n]{0,4}?(?:调整?|改|延|顺延|推迟)[为至到]",
        rf"(?:{N}|[，, ])*最多(?:再)?(?:延|给|宽限|缓){_MUCH}",
    ),
    unless=either(
        QUESTION,
        "不同意|不准|不予|行不行|可不可以|能不能|能否|可否|好不好|成不成|(?<!延期)(?<!展期)申请|恳请|请求"
        "|请(?:领导)?(?:同意|批准|予以)|批了没|想|能[完办交报]|我们|一定",
    ),
    reach=Reach.TALK,
    with_before=True,
    read=_approved,
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
