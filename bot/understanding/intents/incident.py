"""Talk about an incident that is already known: 续报, 更正, 终报, 已报, 快报已发, 指示, 已传达, 演练, 误报."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.understanding.incidents import event_at, found_in
from bot.understanding.intents.closing import left_open
from bot.understanding.intents.issuers import LEADER, LEADER_WORDS
from bot.understanding.intents.orders import order
from bot.understanding.intents.receipts import receipts
from bot.understanding.intents.rules import QUESTION, N, P, Reach, Rule, Scope, T, U, either, plainly
from bot.understanding.intents.shares import shares
from bot.understanding.message import UNIT_MARK, Span
from bot.understanding.numbers import HAN, number
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading, TimeKind, TimeRole

_AHEAD: Final = timedelta(minutes=2)
_NTH: Final = rf"(?:\d{{1,2}}|[{HAN}]{{1,3}})"


def _done_at(scope: Scope) -> datetime | None:
    """When something was done, as far as a clock is given that is not ahead."""
    now = scope.message.frame.now
    for time in scope.message.times_in(scope.span):
        if time.kind is TimeKind.POINT and time.grain == "minute":
            return next((at for at in (time.at, *time.alternatives) if at <= now + _AHEAD), time.at)
    return None


# --- heads: the rest of the message belongs to them -----------------------------------------------------------


def _report(scope: Scope, intent: Intent) -> Reading:
    """What is new; `at` is the moment it holds for (截至16时)."""
    event = event_at(scope.message, scope.behind)
    found = found_in(scope.message, scope.behind, event, update=True)
    as_of = next((t.at for t in scope.message.times_in(scope.span) if t.role is TimeRole.AS_OF), None)
    words = scope.words(scope.behind) or scope.words()
    told = scope.reading(intent)
    return replace(told, elements=found.elements, at=as_of, text=words, spans=found.spans, details=found.reach)


def _follow_up(scope: Scope) -> Reading:
    figures = next((scope.match[name] for name in ("n", "n2", "n3", "n4") if scope.match[name]), None)
    return replace(_report(scope, Intent.FOLLOW_UP), sequence=number(figures) if figures else None)


FOLLOW_UP: Final = Rule(
    intent=Intent.FOLLOW_UP,
    cues=("续", "ollow-up"),
    pattern=either(
        rf"(?:第(?P<n>{_NTH})次|再|关于[^。:\n]{{2,40}}?的|[^，。:\n]{{2,30}}(?:事件|事故|火灾|灾害|险情)的?)?"
        rf"续报[ ]?(?:[(第之]{{0,2}}(?P<n2>{_NTH})[)期次号]{{0,2}})?(?=[:，,。 ]|{T}|截[至止]|$|目前|现)",
        rf"续(?P<n4>{_NTH})(?=[:，,。 ])",
        r"(?i:follow-up(?: report)? ?(?P<n3>\d{1,2})?)(?=:|$)",
    ),
    reach=Reach.REST,
    read=_follow_up,
)


def _final(scope: Scope) -> Reading:
    reading = _report(scope, Intent.FINAL)
    return replace(reading, details={**reading.details, **left_open(scope)})


FINAL: Final = Rule(
    intent=Intent.FINAL,
    cues=("终报", "终结报告", "结案报告", "最终报告", "最后报告", "inal report"),
    pattern=either(r"(?:终报|终结报告|结案报告|最[终后]报告)(?=[:，,。 ]|$)", r"(?i:final report)(?=:|$)"),
    reach=Reach.REST,
    read=_final,
)

SUPPLEMENT: Final = Rule(
    intent=Intent.SUPPLEMENT,
    cues=("补充", "补报", "现场", "最新"),
    pattern=re.compile(
        r"(?:再|另)?(?:补充(?:一下|报告|信息|情况|一点)?|补报|现场(?:最新)?情况|最新(?:情况|消息|进展))(?:[是为:，, ]"
        r"|$)"
    ),
    reach=Reach.REST,
    read=lambda scope: _report(scope, Intent.SUPPLEMENT),
)


# --- what a leader said about it, and who was told --------------------------------------------------------------


def _of_an_incident(scope: Scope) -> bool:
    """Whether something has happened that these words can be about."""
    situation = scope.message.situation
    about = situation.only(Topic.INCIDENT) is not None or situation.topic is Topic.INCIDENT
    return about or _SCENE.search(scope.message.text) is not None


def _instruction(scope: Scope) -> Reading | None:
    """A leader's words as one: what they ask of whom, by when."""
    groups = scope.match.groupdict()
    who = scope.match.span("who2" if groups.get("who2") else "who")
    if "会上" in scope.match[0] and not _of_an_incident(scope):
        return None  # what is laid down in a meeting is an order like any other
    given = order(scope.message, scope.span, scope.behind, leader=who if who[0] >= 0 else None)
    return replace(given, intent=Intent.INSTRUCTION, shares=shares(scope.message, given.span))


_BIDS: Final = re.compile(rf"[:，, ]*(?:让|要求|请|叫|责成)(?:{U})")


def _phoned(scope: Scope) -> Reading | None:
    """A call, or the word 指示 at the head; with a day by which it is due the latter is an order like any other."""
    if scope.match["who"] is not None:
        return _instruction(scope) if _BIDS.match(scope.message.marked, *scope.behind) else None
    due = any(time.kind is TimeKind.DEADLINE for time in scope.message.times_in(scope.behind))
    return None if due else _instruction(scope)


INSTRUCTION: Final = Rule(
    intent=Intent.INSTRUCTION,
    cues=("指示", "要求", "强调", "部署", "指出"),
    pattern=re.compile(
        rf"(?:刚才|刚刚?|{T}|接到?|转|传达|按照?|根据)*{LEADER}(?:同志)?(?:刚才|刚刚?|在|{T}|于)*"
        r"[^，。;!?\n:]{0,8}?(?:指示|要求|强调|部署|指出)(?:了|说|精神|如下)?(?:[:，, ]|$)"
        rf"|(?:刚才|刚刚?|{T}|接到?)*(?P<who2>{LEADER_WORDS})(?:同志)?(?:刚才|刚刚?|{T})*(?:电话|来电|口头)指示(?=要求|请|让|责成|{U})"
    ),
    reach=Reach.REST,
    read=_instruction,
)

OWN_WORDS: Final = Rule(  # 指示：应急局立即赶赴现场, said by the leader himself
    intent=Intent.INSTRUCTION,
    cues=("指示",),
    pattern=re.compile(r"(?:我的?)?指示(?:如下)?[:，,]"),
    unless=re.compile(QUESTION),
    reach=Reach.REST,
    read=lambda scope: replace(
        order(scope.message, scope.span, scope.behind),
        intent=Intent.INSTRUCTION,
        shares=shares(scope.message, scope.behind),
    ),
)

_TOLD: Final = r"(?:传达|传到|转达|传给)"

_SCENE: Final = re.compile(
    r"现场|伤员|伤者|死者|遇难|救治|搜救|救援|被困|失联|火灾|起火|明火|事故|险情|溃口|决口|塌方|疏散|转移群众|封路|警戒|抢险|侧翻|中毒|爆炸|泄漏"
)


def _at_the_scene(scope: Scope) -> Reading | None:
    """What a leader says about something that has happened; anything else he says is an order like any other."""
    return _instruction(scope) if _of_an_incident(scope) else None


SAID: Final = Rule(  # 王县长刚才在事故现场交代，死者家属城关镇负责安抚
    intent=Intent.INSTRUCTION,
    cues=("要求", "交代", "交待", "讲", "说", "安排", "吩咐", "电话"),
    pattern=re.compile(
        rf"(?:(?:转发?|传达|转达)[:，, ]*)?(?:刚才|刚刚?|{T}|接到?|按照?|根据)*{LEADER}(?:同志)?(?:刚才|刚刚?|{T})*"
        rf"(?:(?:在[^，。;!?\n:{UNIT_MARK}]{{1,10}}?|电话[里中]|现场)(?:要求|交代|交待|讲|说|安排|吩咐)|要求|交代|交待|吩咐)"
        rf"(?:了|过|的)?(?:[:，, ]|$|(?={U}|请|让))"
    ),
    unless=either(QUESTION, "批示|会议|会上|没有|指示"),
    reach=Reach.REST,
    read=_at_the_scene,
)

PHONED: Final = Rule(  # 刚接县长电话：让住建局把钢架停下来加固
    intent=Intent.INSTRUCTION,
    cues=("电话", "来电", "指示"),
    pattern=either(
        rf"(?:刚才|刚刚?|{T}|接到?|[，, ])*{LEADER}(?:同志)?(?:刚才|刚刚?|{T})*(?:打?来?了?(?:个)?电话?|打(?:来"
        r"|过)?电话|来电)(?:说|来说)?[了过]?(?=$|[:，, ]|让|要求|请|叫|责成)[:，, ]*",
        r"指示(?=[:])[: ]*",
    ),
    unless=either(QUESTION),
    reach=Reach.REST,
    read=_phoned,
)

_WHOSE: Final = re.compile(rf"(?P<who>{P})(?:同志)?的?(?:指示|批示|要求|讲话)")


def _relayed(scope: Scope) -> Reading:
    """Who was told, and whose instruction it was."""
    whose = _WHOSE.search(scope.message.marked, *scope.span)
    leader = scope.message.people_in(whose.span("who")) if whose else ()
    return replace(
        scope.reading(Intent.RELAYED),
        leads=scope.message.units_in(scope.span),
        people=tuple(person for person in scope.message.people_in(scope.span) if person not in leader),
        leader_name=scope.words(whose.span("who")) if whose else "",
        names=scope.message.called_in(scope.span),
        at=_done_at(scope),
        details={"receipts": had} if (had := receipts(scope)) else {},
    )


RELAYED: Final = Rule(
    intent=Intent.RELAYED,
    cues=("传", "转达", "通知", "告知"),
    pattern=either(
        rf"(?:(?:领导|{P}|县长|书记)?的?(?:指示|批示|要求)?(?:精神)?|以上|上述|我|电话)(?:已经?|都|均|全部|逐一|电话|全)*"
        rf"(?:{_TOLD}|(?:已|都|均|全部|电话)经?(?:电话)?(?:通知|告知)(?=到|给|了|{U}|{P}|各))",
        rf"(?:{U}|{P})[^，。;!?\n]{{0,8}}?(?:已|都|均)经?(?:传达|传到|转达|通知到)",
        rf"(?:{T}|我|已经?|都|均|[，, ])*[把将](?:领导|{P}|县长)?(?:同志)?的?(?:指示|批示"
        rf"|要求)(?:精神)?[^，。;!?\n]{{0,4}}"
        r"(?:传达|传到|转达|传给|告知|通知)",
    ),
    unless=either(QUESTION, "请|务必|没有?(?:传|通知)|未|要求传达|学习"),
    read=_relayed,
)


# --- what was reported to whom ---------------------------------------------------------------------------------

_NOT_DONE: Final = rf"{QUESTION}|请|务必|必须|没报|未报|没发|未发|还没|几|多久|多长|什么时候"
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
    return replace(scope.reading(Intent.UPWARD_DONE), names=names, at=_done_at(scope))


UPWARD: Final = Rule(
    intent=Intent.UPWARD_DONE,
    cues=("报", "汇报"),
    pattern=either(
        rf"(?:{T}|我们?|已经(?!报|上|电|书|向)|都|也|书面|电话|信息|情况|事件|并|刚|及时|快报|[，, ])*"
        rf"(?:(?:已经?|上)(?:电话|书面)?(?:报告?|上报|报送|汇报|呈报)(?:了|给|至|到|过)*(?={_ABOVE})"
        rf"|(?:报告?|上报|报送)(?:给|到|至)?(?={_ABOVE}[^，。;]{{0,12}}了)"
        rf"|(?:已经?)?向(?={_ABOVE})[^，。;!?\n]{{1,14}}(?:报告|汇报|报送)[了过])",
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
    return replace(scope.reading(Intent.FLASH_DONE), names=names, people=people, at=_done_at(scope))


FLASH: Final = Rule(
    intent=Intent.FLASH_DONE,
    cues=("快报", "书面", "专报", "lash report"),
    pattern=either(
        rf"(?:{T}|应急|突发事件|信息(?!专报)|事件|第?\d?期|我|已|[，, ])*(?:快报|书面(?:报告|材料|信息)?|信息专报|专报)"
        rf"\(?[^，。;!?\n]{{0,6}}?(?:已经?|都|也|刚|{T}|[，, ])*(?:发|报|送|签发|上报|报送|印发|呈报|报出)"
        r"(?:了|出去?了?|完了?|给|至|到|送|往|$|(?=[，。;]))",
        r"(?i:(?:the )?flash report (?:has been |was |is )?(?:sent|out))",
    ),
    unless=either(_NOT_DONE, "要|尽快"),
    read=_flash,
)


def _oral(scope: Scope) -> Reading | None:
    names = scope.message.called_in(scope.span)
    words = scope.words()
    if not names and "电话" not in words and "口头" not in words:
        return None
    reading = scope.reading(Intent.ORAL_DONE)
    return replace(reading, names=names, people=scope.message.people_in(scope.span), at=_done_at(scope))


_HIM: Final = rf"(?:{P}|领导)"

ORAL: Final = Rule(
    intent=Intent.ORAL_DONE,
    cues=("报", "说过", "说了", "打过电话", "打了电话"),
    pattern=re.compile(
        rf"(?:{T}|我们?|情况|事情|此事|信息|也|都|刚才?|及时|第一时间|[，, ])*(?:"
        r"(?:电话|口头)(?:已经?|都|也|及时)*(?:上?报告?|汇报|报给)(?:了|给|过|完)*"
        rf"|(?:已经?|都|也|均)(?:及时|第一时间)?(?:电话|口头)?(?:上?报告?|汇报|报给|报请)(?:了|给|过)*(?={_HIM}|[，。;]"
        rf"|$|{T})"
        rf"|(?:已经?)?(?:电话|口头)?[向跟给和](?:{_HIM}[ 、和]?){{1,4}}"
        rf"[^，。;!?\n]{{0,10}}?(?:报告|汇报|说|报|打)[了过]"
        rf"|已经?向(?:{P}[、和及]?)++(?:电话|口头)?(?:报告|汇报)"
        rf"|(?:已经?)?报(?:了|给|告了|给了)(?={P}))"
    ),
    unless=either(_NOT_DONE, _PAPER, rf"{U}[^，。;]{{0,3}}已报"),
    read=_oral,
)
