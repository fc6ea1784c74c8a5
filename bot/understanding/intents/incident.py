"""Talk about an incident that is already known: 续报, 更正, 终报, 已报, 快报已发, 指示, 已传达, 演练, 误报."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.understanding.incidents import event_at, found_in
from bot.understanding.incidents.facts import past
from bot.understanding.intents.closing import left_open
from bot.understanding.intents.receipts import done_at
from bot.understanding.intents.rules import QUESTION, N, P, Reach, Rule, Scope, T, U, either
from bot.understanding.message import Span
from bot.understanding.numbers import HAN, number
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading, TimeRole

_NTH: Final = rf"(?:\d{{1,2}}|[{HAN}]{{1,3}})"


# --- heads: the rest of the message belongs to them -----------------------------------------------------------


def _report(scope: Scope, intent: Intent) -> Reading:
    """What is new; `at` is the moment it holds for (截至16时)."""
    event = event_at(scope.message, scope.behind)
    span = scope.behind if scope.words(scope.behind) else scope.span  # 此为终报 stands behind what it reports
    found = found_in(scope.message, span, event, update=True)
    as_of = _as_of(scope)
    words = scope.words(scope.behind) or scope.words()
    told = scope.reading(intent)
    return replace(told, elements=found.elements, at=as_of, text=words, spans=found.spans, details=found.reach)


_UNTIL: Final = re.compile(r"(?:截[至止到]|到|至|止于?|截)(?:今天|今日|目前|刚才|现在|[ :：])*$")
_TILL: Final = re.compile(r"止$")
_AT_THAT: Final = re.compile(r"^[ ]?(?:许|左右)?(?:止|为止|统计|时点|情况|更新)")


def _as_of(scope: Scope) -> datetime | None:
    """The moment a report holds for: 截至16时, 到晚上9点, 16:30止."""
    message = scope.message
    times = [time for time in message.times_in(scope.span) if time.grain == "minute"]
    for time in times:
        if time.role is TimeRole.AS_OF:
            return past(time, message.frame.now)
    for time in times:
        before = message.text[max(time.span[0] - 6, scope.start) : time.span[0]]
        words = message.text[time.span[0] : time.span[1] + 6]
        if _UNTIL.search(before) or _AT_THAT.match(words[time.span[1] - time.span[0] :]) or _TILL.search(words[:-6]):
            held = past(time, message.frame.now)
            half = held - timedelta(hours=12)  # 到9点40为止, read as the evening that is still to come
            return half if held > message.frame.now >= half else held
    return None


def _follow_up(scope: Scope) -> Reading:
    figures = next((scope.match[name] for name in ("n", "n2", "n3", "n4", "n5", "n6") if scope.match[name]), None)
    told = _report(scope, Intent.FOLLOW_UP)
    times, behind = scope.message.times_in(scope.behind), scope.behind[0]
    if told.at is None and times and times[0].grain == "minute" and times[0].span[0] - behind <= _NEXT:
        told = replace(told, at=past(times[0], scope.message.frame.now))  # 续报五 16点 人员全部救出
    return replace(told, sequence=number(figures) if figures else None)


_NEXT: Final = 2


FOLLOW_UP: Final = Rule(
    intent=Intent.FOLLOW_UP,
    cues=("续", "ollow-up", "最新", "报"),
    unless=re.compile(r"续报(?:写|发|报|交|准备)(?:好|了)?没|[没未]续报|\?$"),
    pattern=either(
        rf"(?:第(?P<n>{_NTH})次|再|{T}的?|关于[^。:\n]{{2,40}}?的|[^，。:\n]{{2,30}}(?:事件|事故|火灾|灾害|险情)的?)?"
        rf"[【\[(]?续报[ ]?(?:[(第之]{{0,2}}(?P<n2>{_NTH})[)期次号]{{0,2}})?[】\])]?(?=[:，,。 ]|{T}|截[至止]|$|目前"
        rf"|现)",
        rf"(?:突发[-〔]?\d{{4}}[-〕]?第?\d{{1,4}}|{N})?号?(?:事件|情况|事故|处置)?最新(?:情况|进展|消息"
        rf"|动态)(?=[:，, ]|$)",
        r"[^，。;:!?\n请要]{0,10}?(?<!后)(?<!次)续报(?:一下|时间到了)?(?=[:，])|续(?:一下)?(?=[:，])|接上报(?=[:，, ]"
        r"|$)|现场最新进展(?=[:，, ]|$)",
        rf"续[抱保爆](?P<n6>{_NTH})?(?=[:，, ])|续(?P<n4>{_NTH})(?=[:，,。 ])|再续(?=[:，,。 ]|$)"
        rf"|(?P<n5>[二三四五六七])报(?=[:，, ])",
        r"(?i:follow-up(?: report)? ?(?P<n3>\d{1,2})?)(?=:|$)",
    ),
    reach=Reach.REST,
    read=_follow_up,
)


FOUND_AGAIN: Final = Rule(  # 人找到了！在外婆家, where somebody is being looked for
    intent=Intent.FOLLOW_UP,
    cues=("找到", "救出", "救上", "搜到", "脱险", "扑灭", "灭了"),
    pattern=re.compile(
        r"(?:报告|好消息|刚刚?|刚才|[:，, ])*(?:(?:人|娃儿?|孩子|小孩|老人|男童|女童|学生|驴友|游客"
        r"|失[联踪][^，。;!?\n]{0,6}|走失[^，。;!?\n]{0,6}|被困[^，。;!?\n]{0,6})(?:都|全部?|已经?|也|终于|均|给)*"
        r"(?:找到|找回|救出来?|救上来?|搜到|脱险)|(?:明火|大火|火势?)(?:都|全部?|已经?|也|终于|均|基本)*(?:扑灭|灭))了"
    ),
    unless=either(QUESTION, "没|未"),
    reach=Reach.REST,
    read=lambda scope: (
        replace(_report(scope, Intent.FOLLOW_UP), text=scope.words())
        if scope.message.situation.only(Topic.INCIDENT) and not scope.message.situation.reply
        else None
    ),
)


def _final(scope: Scope) -> Reading:
    reading = _report(scope, Intent.FINAL)
    return replace(reading, details={**reading.details, **left_open(scope)})


FINAL: Final = Rule(
    intent=Intent.FINAL,
    cues=(
        "终报",
        "终结报告",
        "结案报告",
        "最终报告",
        "最后报告",
        "末报",
        "处置报告",
        "最终情况",
        "最后情况",
        "inal report",
        "最后报",
        "最后再报",
    ),
    pattern=either(
        r"[【\[(]?(?:[^，。;:!?\n]{0,24}?)(?:终报|末报|终结报告|结案报告|最[终后](?:报告|情况(?=:))"
        r"|处置报告)(?:[】\])]|(?:来了|如下|请签收|处理)?(?:[(][^()\n]{0,16}[)])?(?=[:，,。 ]|$))",
        r"(?:[^，。;:!?\n]{0,12}?的?(?:这?事儿?|事故|事件|情况)?)最后(?:再)?报(?=:|(?:告|一?[次下遍])(?:[:，, ]|$))",
        r"(?i:final report)(?=:|$)",
    ),
    unless=either(
        QUESTION, r"请(?!签收)|要求|[没未](?!伤|有|造成)|什么时候|几时|怎么写|抓紧|前[报交]|[报交写]了$|模板|格式"
    ),
    with_before=True,
    reach=Reach.REST,
    read=_final,
)

_FIELD: Final = (
    r"(?:(?:事发|发生|起火|案发|出事|具体|准确)?的?(?:时间|地点|位置|地址)|(?:信息)?来源|报告人|(?:事故|起火"
    r"|爆炸)?(?:原因|起因)|伤亡(?:情况)?|联系(?:人|电话))"
)
_LEARNT: Final = (
    r"(?:也|都|已经?|刚刚?|给|现在)*(?:问|查|核实?|搞|弄|落实|确认|补)(?:清楚?|到|明|准|实|上|一下|好)*(?:了|下)?(?=$"
    r"|[:，, ]|是|在)"
)

LEARNT: Final = Rule(  # 发生时间问清楚了，13点50分; 具体是在石板村二组
    intent=Intent.SUPPLEMENT,
    cues=("时间", "地点", "位置", "地址", "来源", "报告人", "原因", "起因", "伤亡", "联系", "信源"),
    pattern=re.compile(rf"(?:补充?(?:一下|报)?[:，, ]*)?(?:{_FIELD}|信源){_LEARNT}"),
    unless=either(QUESTION, "请|尽快|抓紧|没|未|会议|开会|培训|报送"),
    reach=Reach.REST,
    read=lambda scope: _learnt(scope),
)


_IS: Final = re.compile(r"^(?:就|应该|应当)?[是为]|报的$")


def _learnt(scope: Scope) -> Reading | None:
    """What was open about an incident and is known now."""
    situation = scope.message.situation
    known = situation.topic is Topic.INCIDENT or situation.only(Topic.INCIDENT) is not None
    if not known:
        return None
    told = _report(scope, Intent.SUPPLEMENT)
    elements, message = told.elements, scope.message
    if elements is not None and not elements.source and re.search("来源|信源|报告人", scope.match[0]):
        said_by = next(iter(message.clauses_in(scope.behind)), scope.behind)
        elements = replace(elements, source=_IS.sub("", message.words(said_by)))
    times = [time for time in scope.message.times_in(scope.behind) if time.grain == "minute"]
    if elements is not None and elements.occurred_at is None and "时间" in scope.match[0] and times:
        elements = replace(elements, occurred_at=past(times[0], scope.message.frame.now))
    return replace(told, elements=elements)


SUPPLEMENT: Final = Rule(
    intent=Intent.SUPPLEMENT,
    cues=("补充", "补报", "现场"),
    pattern=re.compile(
        r"(?:再|另)?(?:补充(?:一下|报告|信息|情况|一点)?|补报|现场(?:最新)?情况)(?:[是为:，, ]"
        r"|$)"
    ),
    reach=Reach.REST,
    read=lambda scope: _report(scope, Intent.SUPPLEMENT),
)


# --- what was reported to whom ---------------------------------------------------------------------------------

_NOT_DONE: Final = (
    rf"{QUESTION}|[了过]没(?:有)?(?=$|[，。])|请|务必|必须|没报|未报|没发|未发|还没|几|多久|多长|什么时候"
)
_PAPER: Final = "方案|材料|总结|文件|清单|台账|报表|名单|情况说明|初稿|稿子|意见|结果|表|周报|月报"
_ABOVE: Final = r"(?:市|省|州|国务院|上级|上面|上头|中央)"
_HIGHER: Final = either(
    r"(?P<in>[市省]里)(?=也|都|已)",
    rf"(?P<to>{_ABOVE}[^，。;!?\n、和及与]{{0,14}}?(?:办公室|办公厅|应急办|值班室|政府|应急局|应急厅|委|办|局|厅|里"
    r"|级))"
    r"(?=[、和及与，。;!?\n]|$|了|并|\d|也|都|已)",
)


def _upward(scope: Scope) -> Reading:
    found = _HIGHER.finditer(scope.message.text, *scope.span)
    names = tuple(match["to"] or match["in"] for match in found)
    return replace(scope.reading(Intent.UPWARD_DONE), names=names, at=done_at(scope))


UPWARD: Final = Rule(
    intent=Intent.UPWARD_DONE,
    cues=("报", "说", "打", "通"),
    pattern=either(
        rf"(?:{T}|我们?|已经(?!报|上|电|书|向)|都|也|书面|电话|信息|情况|事件|并|刚|及时|快报|[，, ])*"
        rf"(?:(?:已经?|上)(?:电话|书面)?(?:报告?|上报|报送|汇报|呈报)(?:了|给|至|到|过)*(?={_ABOVE})"
        rf"|(?:报告?|上报|报送)(?:给|到|至)?(?={_ABOVE}[^，。;]{{0,12}}了)"
        rf"|(?:已经?)?向(?={_ABOVE})[^，。;!?\n]{{1,14}}(?:报告|汇报|报送)[了过])",
        rf"(?:[跟给往](?={_ABOVE})[^，。;!?\n]{{1,14}}?|{_ABOVE}[^，。;!?\n]{{1,10}}?(?:那边|那里"
        rf"|这边)我?(?:们)?)(?:都|也|已经?|又)*(?:电话)?(?:报告?|汇报|说|打)[了过]",
        r"[市省]里?(?:那边)?(?:已经?|也|都)+(?:报|上报)了?(?=$|[，。;])",
    ),
    unless=either(_NOT_DONE, "须", _PAPER),
    read=_upward,
)

_SIGNER: Final = either(
    rf"(?P<who>{P})(?:同志)?(?:已|亲自|审核)?(?:签发|签字|签的|签了|审签|签)", rf"签发人?[是为:]?[ ]?(?P<who2>{P})"
)


def _flash(scope: Scope) -> Reading:
    signer = _SIGNER.search(scope.message.marked, *scope.span)
    span: Span = signer.span("who" if signer["who"] else "who2") if signer else (0, 0)
    names, people = scope.message.called_in(span), scope.message.people_in(span)
    return replace(scope.reading(Intent.FLASH_DONE), names=names, people=people, at=done_at(scope))


FLASH: Final = Rule(
    intent=Intent.FLASH_DONE,
    cues=("快报", "书面", "专报", "lash report"),
    pattern=either(
        rf"(?:{T}|应急|突发事件|信息(?!专报)|事件|第?\d?期|我|已|那份|[，, ])*(?:快报|书面(?:报告|材料|信息)?"
        rf"|信息专报|专报)"
        rf"\(?[^，。;!?\n]{{0,6}}?(?:已经?|都|也|刚|{T}|[，, ])*(?:发|报|送|传|递|交|签发|上报|报送|印发|呈报|报出)"
        rf"(?:了|出去?了?|完了?|给|至|到|送|往|走|上去|$|(?=[，。;]|[市省州县]|{U}))",
        r"(?i:(?:the )?flash report (?:has been |was |is )?(?:sent|out))",
    ),
    unless=either(_NOT_DONE, "要|尽快|草稿|初稿|看看|发[给]?我|怎么写|模板"),
    read=_flash,
)


def _oral(scope: Scope) -> Reading | None:
    higher = (match["to"] for match in _HIGHER.finditer(scope.message.text, *scope.span) if match["to"])
    names = scope.message.called_in(scope.span) or tuple(higher)
    words = scope.words()
    if not names and "电话" not in words and "口头" not in words:
        return None
    reading = scope.reading(Intent.ORAL_DONE)
    return replace(reading, names=names, people=scope.message.people_in(scope.span), at=done_at(scope))


_HIM: Final = rf"(?:{P}|(?:带班|分管)?(?:的)?领导|带班|常务|(?:分管)?副?[县市镇乡]长|书记|主任)"

ORAL: Final = Rule(
    intent=Intent.ORAL_DONE,
    cues=("报", "说过", "说了", "打过电话", "打了电话", "去过电话", "去的电话", "都说", "打给", "当面", "打通"),
    pattern=re.compile(
        r"(?:[^，。;!?\n]{1,16}?(?:[那这][个起件条]?(?:事故?|事儿|火灾?|滑坡|塌方|事件|警情|车祸|险情)?|的(?:事情?"
        r"|情况)))?"
        rf"(?:{T}|我们?|情况|事情|此事|信息|也|都|刚才?|及时|第一时间|[，, ])*(?:"
        rf"(?:已经?|刚刚?|都|也)*(?:打(?:了|过)?(?:个)?电话|去(?:了|过)?(?:个)?电话)(?:报告?|汇报|报给|给|告诉"
        rf"|通知)?(?:了|过|给)?(?={_HIM})"
        rf"|(?:已经?|刚刚?|都|也)*给(?:{_HIM}[ 、和]?){{1,4}}(?:都|也|已经?|又)*(?:打(?:了|过)(?:个)?电话|打电话(?:说"
        rf"|报|汇报)(?:了|过)|去(?:了|过|的)(?:个)?电话|(?:都|也|已经?){{0,2}}(?:说|讲|报)(?:了|过))"
        rf"|(?:已经?|都|刚|第一时间|就|改)*(?:电话)?打给(?:了)?{_HIM}|(?:已经?|刚)*当面(?:给|跟|向"
        rf"|和)?(?:{_HIM})?(?:的)?(?:报告|汇报|报|讲|说)(?:了|咯|过)"
        rf"|(?:已经?|刚)*当面(?:给|跟|向|和)(?:{_HIM})(?:报告|汇报|报|讲|说)|(?:电话)?打通了(?=[，, ])"
        rf"|已报[，, ]{{0,2}}{_HIM}"
        r"|(?:电话|口头)(?:已经?|都|也|及时)*(?:上?报告?|汇报|报给)(?:了|给|过|完)*"
        rf"|(?:已经?|都|也|均)(?:及时|第一时间)?(?:电话|口头)?(?:上?报告?|汇报|报给|报请)(?:了|给|过)*(?={_HIM}|[，。;]"
        rf"|$|{T})"
        rf"|(?:已经?)?(?:电话|口头)?[向跟给和](?:{_HIM}[ 、和]?){{1,4}}"
        rf"[^，。;!?\n]{{0,10}}?(?:报告|汇报|说|报|打)[了过]"
        rf"|已经?向(?:{P}[、和及]?)++(?:电话|口头)?(?:报告|汇报)"
        rf"|(?:已经?)?报(?:了|给|告了|给了)(?={P}))"
    ),
    unless=either(
        _NOT_DONE,
        _PAPER,
        rf"{U}[^，。;]{{0,3}}已报",
        r"[没未](?:有)?(?:打通|接|通|人接|联系上|回)|打不通|联系不上|关机|占线|无人接",
    ),
    read=_oral,
)
