"""What a leader said about an incident, and who was told: 陈县长指示…, 县长电话：…, 已传到应急局老周.

The same words about anything else are an order like any other; so something must have happened that they can be about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.incidents import event_at
from bot.understanding.intents.issuers import LEADER, LEADER_WORDS
from bot.understanding.intents.orders import order
from bot.understanding.intents.receipts import done_at, receipts
from bot.understanding.intents.rules import QUESTION, P, Reach, Rule, Scope, T, U, either
from bot.understanding.intents.shares import shares
from bot.understanding.message import UNIT_MARK
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading, TimeKind


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
    if not scope.words(scope.behind) and scope.words((scope.end, len(scope.message.text))):
        return None  # 领导指示 交警李明那边传到了: what follows is no instruction
    if _PASSED_ON.match(scope.message.marked, *scope.behind) is not None:
        return None
    given = order(scope.message, scope.span, scope.behind, leader=who if who[0] >= 0 else None)
    return replace(given, intent=Intent.INSTRUCTION, shares=shares(scope.message, given.span))


_PASSED_ON: Final = re.compile(
    rf"[:，, ]*(?:(?:[{UNIT_MARK}]|{P}|那边|这边)[^，。;!?\n]{{0,6}}?)?(?:已经?|都|均|全部?)*(?:传到|传达|转达|通知到"
    rf"|传下去|告知)(?:了|到|给|$|[，。])"
)
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
        rf"|(?:刚才|刚刚?|{T}|接到?)*(?P<who2>{LEADER_WORDS})(?:同志)?(?:刚才|刚刚?|{T})*(?:电话|来电"
        rf"|口头)指示(?=要求|请|让|责成|{U})"
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

_LEADER: Final = (
    rf"(?P<who>{LEADER_WORDS}|带班领导|分管(?:副)?[县市]长|常务(?:副[县市]长)?(?![会委])|副?[县市]长|院长"
    rf"|[省市县](?:厅|委|局)?(?:主要|分管)?(?:领导|负责同志))"
)
_OFFICE: Final = r"[一-鿿]{2,6}(?:局|办|部|委|镇|乡|大队|中心|公司|院|村里|站)"
_AT_IT: Final = r"(?:全力|立即|马上|尽快|务必|抓紧|迅速|不惜|第一时间|坚决|千方百计)"

INSTRUCTED: Final = Rule(  # 陈县长指示应急局全力搜救; 陈县长刚说 让消防把周边也看住; 电话里就四个字 全力搜救
    intent=Intent.INSTRUCTION,
    cues=("指示", "说", "讲", "电话", "让", "叫", "字"),
    pattern=re.compile(
        rf"(?:刚才|刚刚?|{T}|接到?|转|[，, ])*{_LEADER}(?:同志)?(?:刚才|刚刚?|在?电话里?|{T})*(?:"
        rf"(?:又|再)?(?:作出|作了|做出)?(?:重要|电话|口头)?指示(?:了|说)?(?=要求|请|让|要|责成|{U}|{_AT_IT}|{_OFFICE}"
        rf"|[:，,])"
        r"|(?P<weak>(?:又|再)?(?:说|讲|发话|打?来(?:了)?电话(?:说|讲)?)[了过的]?(?=$|[:，, ]|让|请|叫|要求|先|把|赶紧"
        r"|马上|立即|全力|别|不要)|就?(?:说了?)?(?:[一二三四五六七八]个字|一句话?)(?=$|[:，, ])"
        rf"|(?:让|叫|要)(?={U}))"
        r")[:，, ]*"
    ),
    unless=either(QUESTION, "批示|会议|会上|没有"),
    reach=Reach.REST,
    read=lambda scope: _instructed(scope),
)
_BIDDING: Final = re.compile(
    rf"[:，, “\"]*(?:让|请|叫|要求|责成|要(?!的)|{_AT_IT}|先|把|别|不要|赶紧"
    rf"|[^，。;!?\n]{{0,12}}?{U}[^，。;!?\n]{{0,6}}?(?:马上|立即|赶|派|去|把|要|牵头|负责))"
)


def _instructed(scope: Scope) -> Reading | None:
    """A weaker word (说, 让) needs an incident that is open, and something that is asked for."""
    if scope.match["weak"] is None:
        return _at_the_scene(scope)
    situation = scope.message.situation
    known = situation.only(Topic.INCIDENT) is not None or situation.topic is Topic.INCIDENT
    asks = scope.match["weak"][0] in "让叫要" or _BIDDING.match(scope.message.marked, *scope.behind) is not None
    people = scope.message.people_in(scope.match.span("who"))
    leads = not people or any(one.leads for one in scope.message.lexicon.people if one.id in people)
    return _instruction(scope) if known and asks and leads else None


_TOLD: Final = r"(?:传达|传到|转达|传给)"

_SCENE: Final = re.compile(
    r"现场|伤员|伤者|死者|遇难|救治|搜救|救援|被困|失联|火灾|起火|明火|事故|险情|溃口|决口|塌方|疏散|转移群众|封路"
    r"|警戒|抢险|侧翻|中毒|爆炸|泄漏"
)


def _at_the_scene(scope: Scope) -> Reading | None:
    """What a leader says about something that has happened; anything else he says is an order like any other."""
    return _instruction(scope) if _of_an_incident(scope) else None


SAID: Final = Rule(  # 王县长刚才在事故现场交代，死者家属城关镇负责安抚
    intent=Intent.INSTRUCTION,
    cues=("要求", "交代", "交待", "讲", "说", "安排", "吩咐", "电话"),
    pattern=re.compile(
        rf"(?:(?:转发?|传达|转达)[:，, ]*)?(?:刚才|刚刚?|{T}|接到?|按照?|根据)*{LEADER}(?:同志)?(?:刚才|刚刚?|{T})*"
        rf"(?:(?:在[^，。;!?\n:{UNIT_MARK}]{{1,10}}?|电话[里中]|现场)(?:要求|交代|交待|讲|说|安排|吩咐)|要求|交代"
        rf"|交待|吩咐)"
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


_ABOUT_ONE: Final = re.compile(r"指示|批示|要求|精神|领导|县长|书记|上述|以上|传[达到给]|转达")


def _relayed(scope: Scope) -> Reading | None:
    """Who was told, and whose instruction it was; 已通知各乡镇排查 in a report is a measure."""
    situation = scope.message.situation
    known = situation.only(Topic.INCIDENT) is not None or situation.topic is not Topic.OTHER
    said_so = _ABOUT_ONE.search(scope.message.text, *scope.span) is not None
    if not known and not said_so and event_at(scope.message, (0, scope.start)) is not None:
        return None
    whose = _WHOSE.search(scope.message.marked, *scope.span)
    leader = scope.message.people_in(whose.span("who")) if whose else ()
    return replace(
        scope.reading(Intent.RELAYED),
        leads=scope.message.units_in(scope.span),
        people=tuple(one for one in scope.message.people_in(scope.span) if one not in (*leader, *_unreached(scope))),
        leader_name=scope.words(whose.span("who")) if whose else "",
        names=scope.message.called_in(scope.span),
        at=done_at(scope),
        details={"receipts": had} if (had := receipts(scope)) else {},
    )


_UNREACHED: Final = re.compile(
    rf"(?P<who>{P})[^，。;!?\n]{{0,4}}?(?:[没未](?:有)?(?:接|通|回|打通|联系上)|联系不上|不接|打不通|占线|关机)"
)


def _unreached(scope: Scope) -> tuple[PersonId, ...]:
    """Whoever did not answer: 卫健局沈洁没接电话."""
    found = _UNREACHED.finditer(scope.message.marked, *scope.span)
    return tuple(person for match in found for person in scope.message.people_in(match.span("who")))


RELAYED: Final = Rule(
    intent=Intent.RELAYED,
    cues=("传", "转达", "通知", "告知"),
    pattern=either(
        rf"(?:(?:领导|{P}|县长|书记)?的?(?:指示|批示|要求)?(?:精神)?|以上|上述|我|电话)(?:已经?|都|均|全部|逐一|电话"
        rf"|全)*"
        rf"(?:{_TOLD}|(?:已|都|均|全部|电话)经?(?:电话)?(?:通知|告知)(?=到|给|了|{U}|{P}|各))",
        rf"(?:{U}|{P})[^，。;!?\n]{{0,8}}?(?:已|都|均)经?(?:传达|传到|转达|通知到)",
        rf"(?:{U}|{P})[^，。;!?\n]{{0,8}}?(?:那边|那里|这边)?(?:也)?(?:传到|传达到?|转达到?|通知到|告知到?)了",
        rf"(?:{T}|我|已经?|都|均|[，, ])*[把将](?:领导|{P}|县长)?(?:同志)?的?(?:指示|批示"
        rf"|要求)(?:精神)?[^，。;!?\n]{{0,4}}"
        r"(?:传达|传到|转达|传给|告知|通知)",
    ),
    unless=either(QUESTION, "请|务必|没有?(?:传|通知)|未(?!接|回|打通|联系)|要求传达|学习"),
    read=_relayed,
)
