"""Coming late: by how long (小李堵车晚十分钟) or at what hour (睡过头了，九点前一定到岗), and who it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.intents.duty import FIGURES, minutes_in, the_person
from bot.understanding.intents.rules import QUESTION, D, P, Rule, Scope, T, either
from bot.understanding.numbers import HAN, number
from bot.understanding.values import Intent, Reading

# --- who ----------------------------------------------------------------------------------------------------

_SUBJECT: Final = re.compile(rf"(?P<who>{P})|我(?![们局镇县市])|本人")
_FOR_HIM: Final = re.compile(r"(?:[让叫托喊要给跟告诉接替顶]|打电话给)$")
_TOLD: Final = re.compile(r"(?:[跟和与向给同@请送接找替帮由托顶叫喊]|麻烦|转告|告诉|辛苦)$")
_SAYS: Final = re.compile(
    r"(?:同志)?(?:刚才?|来电话?|发消息|发微信|打电话|打来电话)*(?:说|讲|:|报告?|反映|转告|[让叫托]我|告诉我|给我)"
)
_FOR: Final = re.compile("[替帮代]$")
_SPEAKS: Final = re.compile("(?:同志)?(?:报备|请|说|讲|报|带句?话|打个?招呼|告)")
_ON_BEHALF: Final = re.compile(r"我?(?:替|帮|代|转|先|说一)")


def _late_one(scope: Scope) -> PersonId | None:
    """Who is late, if it is somebody else: 小马说他要迟半个钟头, but 我晚到一会儿，已跟老周说了.

    The last who is spoken of counts; whoever only passes it on counts where nobody else is named (何静说小刘发烧).
    Of a guess the first counts, since what follows says who stands in meanwhile.
    """
    if not scope.match[0]:
        first = next((m for m in _SUBJECT.finditer(scope.message.marked, *scope.span) if _is_late(scope, m)), None)
        own = scope.message.situation.speaker if scope.message.people_in(scope.span) else None
        return the_person(scope, first.span()) if first is not None and first["who"] else own
    own_words = _last_named(scope, scope.start, scope.match.end())
    chosen = own_words or _last_named(scope, max(scope.start - _NEAR, 0), scope.start)
    return the_person(scope, chosen.span()) if chosen is not None and chosen["who"] else None


def _is_late(scope: Scope, match: re.Match[str]) -> bool:
    text, marked = scope.message.text, scope.message.marked
    return not _is_nobody(text, match) and _STANDS_IN.match(marked, match.end()) is None


_STANDS_IN: Final = re.compile(
    rf"(?:同志|主任|哥|姐)?[，, ]?(?:你|您|他|她|先|帮[我忙]?|答应|替我?|可以|能|会|多|在|{T}|说好)*(?:帮|替|顶|守|盯"
    rf"|看着|多[坐守等]|代|值着|坐着)"
)


_NEAR: Final = 12  # characters


def _last_named(scope: Scope, start: int, end: int) -> re.Match[str] | None:
    named, said = list[re.Match[str]](), list[re.Match[str]]()
    for match in _SUBJECT.finditer(scope.message.marked, start, end):
        if _is_nobody(scope.message.text, match):
            continue
        says = match["who"] is not None and _SAYS.match(scope.message.text, match.end()) is not None
        (said if says else named).append(match)
    found = named or said
    return found[-1] if found else None


def _is_nobody(text: str, match: re.Match[str]) -> bool:
    """跟老周 is told of it; 让我说一声 and 我替他说 speak for another."""
    if match["who"] is not None:
        if _FOR.search(text, 0, match.start()) is not None and _SPEAKS.match(text, match.end()) is not None:
            return False  # 替何静说一声，她家水管爆了
        return _TOLD.search(text, 0, match.start()) is not None
    return _FOR_HIM.search(text, 0, match.start()) is not None or _ON_BEHALF.match(text, match.start()) is not None


# --- until when ------------------------------------------------------------------------------------------------

_SOON: Final = timedelta(hours=6)
_HALF_DAY: Final = timedelta(hours=12)


def _eta(scope: Scope) -> datetime | None:
    """The hour that is named, as the next such hour: whoever is late comes within the shift."""
    now = scope.message.frame.now
    for time in scope.message.times_in((scope.match.start(), scope.end)):
        if time.grain != "minute" or _IS_MISSED.match(scope.message.text, time.span[1]) is not None:
            continue
        tried = (at + by for at in (time.at, *time.alternatives) for by in _AROUND)
        soon = [at for at in tried if now < at <= now + _SOON]
        if soon:
            return min(soon)
    clocks = _CLOCK.finditer(scope.message.text, scope.match.start(), scope.end)
    bare = (clock for clock in clocks if _IS_MISSED.match(scope.message.text, clock.end()) is None)
    return next((then for clock in bare if (then := _next(clock, now)) is not None), None)


_IS_MISSED: Final = re.compile(
    "的[白夜早晚]?班|之?前?(?:肯定|恐怕|怕是?|可能|就|也|我|是){0,2}(?:[到赶来]不[到了上及赢]|没法)"
)  # 八点半到不了

_CLOCK: Final = re.compile(
    rf"(?<![\d{HAN}])(?P<hour>\d{{1,2}}|[{HAN}]{{1,3}})(?:点(?!之?前)|:)(?:(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|(?P<minute>[0-5]\d|[{HAN}]{{1,3}}))?"
)


def _next(clock: re.Match[str], now: datetime) -> datetime | None:
    """The next such hour, where nothing but its figures is said (七点才能到)."""
    hour, said = number(clock["hour"]), number(clock["minute"]) if clock["minute"] else 0
    minute = 30 if clock["half"] else {"一": 15, "三": 45}[clock["quarter"]] if clock["quarter"] else said
    if hour is None or minute is None or hour >= _A_DAY or minute >= _AN_HOUR:
        return None
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return min((soon for by in _AROUND if now < (soon := at + by) <= now + _SOON), default=None)


_A_DAY: Final = 24  # hours
_AN_HOUR: Final = 60  # minutes


_AROUND: Final = (timedelta(), -_HALF_DAY, _HALF_DAY, timedelta(days=1))


def _late(scope: Scope) -> Reading | None:
    if scope.number:
        return None  # 0316要晚点，能延到25号吗 is about the matter
    text = scope.message.text
    minutes = minutes_in(text, scope.match.start(), scope.end)
    minutes = minutes if minutes is not None else minutes_in(text, *scope.span)
    eta = _eta(scope) if minutes is None else None
    return replace(
        scope.reading(Intent.LATE_NOTICE),
        person=_late_one(scope),
        names=scope.message.called_in((scope.start, scope.match.end())),
        minutes=minutes,
        at=eta,
        facts={"eta": eta.isoformat()} if eta is not None else {},
    )


def _comes_then(scope: Scope) -> Reading | None:
    """An hour alone is no delay: there is why, or it is said to be the soonest."""
    text = scope.message.text
    if _eta(scope) is None and minutes_in(text, *scope.match.span()) is None:
        return None
    hedged = _AT_LEAST.search(scope.match[0]) is not None and _AT_POST.search(text) is not None
    return _late(scope) if hedged or _WHY.search(text) is not None else None


_WHY: Final = re.compile(
    r"堵|路上|途中|睡过|睡晚|起晚|起迟|闹钟|爆胎|车坏|抛锚|没赶上|错过|发烧|生病|病了|不舒服|打针|输液|医院"
    r"|送[娃孩小]|孩子|娃|[雪雨雾冰]"
    r"|封路|改道|绕路|追尾|剐蹭|不好意思|抱歉|对不起|(?i:sorry)|耽[搁误]|有点?事|家里|地铁|公交|班车|打不到车|往回赶"
    r"|[在正]赶|赶过来|还在|限行"
)
_AT_LEAST: Final = re.compile("才|最[快早]|起码|至少|估计|预计|恐怕|怕|可能|大概|要|得|一定|肯定|保证|争取|赶")
_AT_POST: Final = re.compile("岗|班|值|赶到")

# --- the rules ---------------------------------------------------------------------------------------------------

_LATER: Final = r"(?:(?<![今昨明当前傍夜])晚|晏)"
_LONG: Final = (
    rf"(?:(?:个|大?约|上|它)?(?:{FIGURES}(?:来|多|几)?(?:分钟|[ ]?(?i:min)s?|个?小时|刻钟|个?钟头"
    r"|分(?=$|[，。;! ]|到|左右|的|哈|吧|才|啊))|个?半个?(?:小时|钟头)))"
)
_THEN: Final = r"(?=$|[，。;!~ ]|到|来|过来|过去|进门|上岗|签|接|交|的样子|左右|才|哈|吧|了|上班|赶|啊|哦|再)"
_HOUR: Final = rf"(?:{T}|{D}|[\d{HAN}]{{1,3}}[点:](?:半|[\d{HAN}]{{1,3}}分?)?)"
_COMES: Final = (
    r"(?:到|赶到|来|过来|赶过来|回来)(?:得[到了起赢])?(?:接班|上班|值班)?"
    r"(?=$|[，。;! ]|岗|位|班|值班室|单位|办公室|哈|了|吧|哦|啊)"
)
_ABOUT: Final = "(?:左右|以后|之后|之?前|多|钟|样子)?"
_A_BIT: Final = r"一?(?:点|些|会儿?|下|哈|丢丢)儿?"

LATE: Final = Rule(
    intent=Intent.LATE_NOTICE,
    cues=("晚", "迟", "堵", "耽误", "赶不", "才到", "才能", "来不赢", "晏", "推后", "往后推", "延后", "顺延"),
    pattern=re.compile(
        rf"(?:我|本人|{P}|他|她)?(?:说|可能|今天|路上|那边|这边|要|会|得|大概|估计|怕|在路上|有事|家里有事|[，, ])*"
        r"(?:堵车|车坏了|堵在路上)?[^，。;!?\n]{0,6}?(?:"
        rf"(?:{_LATER}|迟)到?{_LONG}{_THEN}|{T}到{_LONG}|{T}{_LONG}(?:到|来)"
        rf"|(?:{_LATER}|迟){_A_BIT}(?:再|才|能)?(?:到|来(?=$|[，。;! ]|接班|上班|哈|啊|哦))"
        rf"|(?:要|会|得|可能)(?:晚到|迟到|(?:{_LATER}|迟){_A_BIT}(?=$|[，。;!]))"
        r"|(?:接班|夜班|白班|上班|今天|都)?(?:要|会|得|可能要?)晚(?:了|点)?(?=$|[，。;! ])|推迟到岗|晚到(?=$|[，。;! ])"
        r"|赶不到|赶不[上赢及](?=$|[，。;!]|接班|交班|值班|到岗)|来不赢(?=$|[，。;!]|接班)"
        rf"|耽误{_LONG}|堵车(?=$|[，。;])|(?:我|本人|{P})(?:路上|那边|在路上)?堵(?:车|住|死|起)了(?=$)"
        rf"|(?:可能|估计|大概|恐怕|怕|要|得|至少|起码)[^，。;!?\n]{{0,4}}{_HOUR}{_ABOUT}才?能?{_COMES}"
        rf"|{_HOUR}(?:左右|以后|之后)?才(?:能|得)?{_COMES}"
        rf"|(?:接班|到岗|上岗|上班)(?:时间|要|得|大概|[ ])*(?:推后|推迟|往后推|延后|顺延)(?:到|至)?(?:{_HOUR}|{_LONG}))"
    ),
    unless=either(
        QUESTION,
        "会议|开会|报送|批评|通报|截止|下班|快递|外卖|航班|列车|发车|开始|睡|吃饭|汇报材料|专家|检查组|门口|路口|派来"
        "|投诉",
    ),
    with_before=True,
    read=_late,
)

COMES_THEN: Final = Rule(  # 睡过头了，九点前一定到岗; 还在路上，说8点45到; 接班最快也要七点半了
    intent=Intent.LATE_NOTICE,
    cues=("到", "赶", "来", "接班", "点", "拖", "挨"),
    pattern=either(
        rf"[^，。;!?\n]{{0,14}}?{_HOUR}{_ABOUT}(?:一定|肯定|保证|准|应该|就|才|再|能|可以|会|得|差不多|[ ])*+{_COMES}",
        rf"[^，。;!?\n]{{0,14}}?(?:最[快早]|起码|至少|估计|预计|大概|恐怕|怕)(?:也|是|得|要|到"
        rf"|[ ])*+{_HOUR}{_ABOUT}了?(?=$|[，。;! ])",
        rf"[^，。;!?\n]{{0,10}}?(?:拖|挨|捱|熬|推)到{_HOUR}{_ABOUT}(?=$|[，。;! ]|才|去|了)",
        rf"[^，。;!?\n]{{0,10}}?(?:还[有要得差]|大概|再[有过]|差不多|最多)?{_LONG}(?:之?后|左右)?(?:就|才|能"
        rf"|可以)*+{_COMES}",
    ),
    unless=either(
        QUESTION,
        "会议|开会|请(?!假)|大家|各|全体|必须|务必|快递|外卖|航班|列车|发车|专家|检查组|客人|消防|救护|救援|材料|文件"
        "|方案"
        "|报送|现场|回来吃|下班|开始|交到|送到|报到|给我|你们?|昨|前天|已|都|截[至止]|接报|发生|电影|开场",
    ),
    with_before=True,
    read=_comes_then,
)
