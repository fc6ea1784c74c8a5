"""On post and off it: 到岗了, 小李堵车晚十分钟, 出去拿个文件, 回来了, 交班, 接了, 今晚谁值班."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.intents.rules import QUESTION, P, Reach, Rule, Scope, T, U, either, plainly
from bot.understanding.message import UNIT_MARK, Span
from bot.understanding.numbers import HAN, number
from bot.understanding.values import Intent, Reading

_FIGURES: Final = rf"(?:\d{{1,3}}|[{HAN}]{{1,4}})"
_LENGTH: Final = either(
    r"(?P<half>半)个?(?:小时|钟头)",
    r"(?P<quarter>[一三])刻钟",
    rf"(?P<hours>{_FIGURES})个?(?P<and_half>半)?(?:小时|钟头)",
    rf"(?P<minutes>{_FIGURES})(?:来|多)?分钟?",
)


def minutes_in(text: str, start: int, end: int) -> int | None:
    """二十分钟, 半小时, 一刻钟, 一个半小时: a length of time that is no moment."""
    match = _LENGTH.search(text, start, end)
    if match is None:
        return None
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 if match["quarter"] == "一" else 45
    if match["hours"]:
        hours = number(match["hours"])
        return None if hours is None else hours * 60 + (30 if match["and_half"] else 0)
    return number(match["minutes"])


def _one(scope: Scope, span: Span) -> PersonId | None:
    """The first person named beyond doubt."""
    return next(iter(scope.message.people_in(span)), None)


# --- coming and going ---------------------------------------------------------------------------------------

_PHONE_OK: Final = either(
    r"电话[^，。;]{0,8}(?:正常|畅通|没问题|好的|通的|通畅|完好|已试|试过了?)", r"试过了?[^，。]{0,4}电话"
)


def _check_in(scope: Scope) -> Reading | None:
    start, end = scope.match.span()
    if UNIT_MARK in scope.message.marked[start:end] and "值班室" not in scope.message.text[start:end]:
        return None  # he has come to somebody else's office
    phone = _PHONE_OK.search(scope.message.text, *scope.span) is not None
    said = (scope.start, scope.match.end())
    names = scope.message.called_in(scope.match.span())
    return replace(scope.reading(Intent.CHECK_IN), person=_one(scope, said), names=names, phone_ok=phone)


_POST: Final = r"(?:带班(?:领导)?|主班|副班|值班(?:员|领导|人员)?|候班)?"
_ARRIVED: Final = (
    r"(?:到岗(?:了|到位)?|在岗(?:了|值守)?|签到(?:了|成功)?|上岗了?|接岗|到班了?|到位了?|(?:到[了啦])+|就位了?|打卡"
    r"|开始值班|值班室已到"
    rf"|来上班了|到单位了|到办公室了|到值班室了?|到{U}了?"
    rf"|(?:已到|报到了?)(?=$|[，。;!]|{T}))"
)

CHECK_IN: Final = Rule(
    intent=Intent.CHECK_IN,
    cues=("到", "岗", "班", "就位", "打卡", "on duty", "heck", "here", "resent"),
    pattern=either(
        rf"(?:我[和跟]?|本人|今天|早上好[，,]?|报告[:，]?)*(?:{T})?{_POST}(?:{P}[、和]?)*(?:同志)?"
        rf"(?:也|都|已经?|刚|现在?|正式|准时|按时)*{_ARRIVED}(?![一-鿿])",
        r"(?i:(?:i'?m|i am|we'?re) (?:here|on duty|at my post|present)|(?:checked|checking|check) in|on duty)(?=$"
        r"|[,.! ])",
    ),
    unless=either(
        QUESTION,
        r"请|要求|必须|务必|谁|哪|情况|通知|明天|昨|前到|前签|报到时|人员到岗|(?i:who|tonight)",
        r"现场|消防|医院|救护|救援|会议室?|未到|没到|没有到|不到|迟到|脱岗",
        rf"{U}[^，。]{{0,4}}(?:已到|到达|赶到)",
    ),
    read=_check_in,
)


def _late(scope: Scope) -> Reading:
    return replace(
        scope.reading(Intent.LATE_NOTICE),
        person=_one(scope, scope.span),
        names=scope.message.called_in((scope.start, scope.match.end())),
        minutes=minutes_in(scope.message.text, *scope.span),
    )


_LATER: Final = r"(?<![今昨明当前傍夜])晚"

LATE: Final = Rule(
    intent=Intent.LATE_NOTICE,
    cues=("晚", "迟", "堵", "耽误", "赶不到"),
    pattern=re.compile(
        rf"(?:我|本人|{P}|他|她)?(?:说|可能|今天|路上|那边|这边|要|会|得|大概|估计|在路上|有事|家里有事|[，, ])*"
        r"(?:堵车|车坏了|堵在路上)?[^，。;!?\n]{0,6}?(?:"
        rf"{_LATER}到?(?:个|大?约)?{_FIGURES}(?:来|多)?(?:分钟?|个?小时|刻钟|个?钟头)"
        rf"|{_LATER}到?半个?(?:小时|钟头)"
        rf"|{_LATER}一?(?:点|些|会儿?)儿?到|迟一?(?:点|些)到|(?:要|会|得|可能)(?:晚到|迟到)|赶不到"
        rf"|迟到?(?:个|大?约)?{_FIGURES}分钟?|耽误{_FIGURES}分钟?|堵车(?=$|[，。;]))"
    ),
    unless=either(QUESTION, "会议|开会|报送|批评|通报|截止"),
    with_before=True,
    read=_late,
)

_COVER: Final = re.compile(
    r"(?:值班室|这边|岗位)?由?(?P<who>[^，。;!?\n我由]{1,6}?)(?:帮[忙我]?|先|暂时|在|来)?(?:(?:盯|顶|替|看|守|代|照看"
    r"|值守)(?:着|一下|班|会儿?|我|岗)?)"
)
_SOON: Final = re.compile(r"马上就?回|一会儿?|一下|很快|片刻|去去就[回来]")


def _step_out(scope: Scope) -> Reading | None:
    """Somebody steps out who says for how long, that it is short, or who minds the post meanwhile."""
    text = scope.message.text
    minutes, cover = minutes_in(text, *scope.span), _COVER.search(text, *scope.span)
    if minutes is None and cover is None and _SOON.search(text, *scope.span) is None:
        return None
    names = (scope.message.words(cover.span("who")),) if cover else ()
    people = scope.message.people_in(cover.span("who")) if cover else ()
    person = people[0] if people else None
    return replace(scope.reading(Intent.STEP_OUT), person=person, people=people, names=names, minutes=minutes)


STEP_OUT: Final = Rule(
    intent=Intent.STEP_OUT,
    cues=("出去", "离开", "离岗", "外出", "去", "下楼", "出门", "走开", "吃饭", "吃个饭"),
    pattern=re.compile(
        r"我?(?:现在|先|要|得|想|需要|临时|暂时|申请|报备[:，]?)*(?:出去|离开|离岗|外出|出门|下楼|走开|上厕所"
        r"|去(?!年|哪|除|世|化|掉|重|向)[^，。;!?\n]{1,10}|吃个?(?:早|中|午|晚)?饭)"
    ),
    unless=either(QUESTION, f"请|派|让|{T}|他|她|你|大家|各|单位|人员"),
    read=_step_out,
)

_HANDS: Final = re.compile("交班|交给|接班|班交|班给")


def _check_out(scope: Scope) -> Reading | None:
    """Whoever says to whom he hands over hands over."""
    if _HANDS.search(scope.message.text):
        return None
    return replace(scope.reading(Intent.CHECK_OUT), person=_one(scope, scope.match.span()))


CHECK_OUT: Final = Rule(  # nobody leaves before the next one has taken over, so this is asked about
    intent=Intent.CHECK_OUT,
    cues=("下班", "离岗", "签退", "撤了", "值完", "收工", "班结束", "下岗", "heck out", "ff duty", "hecking out"),
    pattern=either(
        rf"(?:我|本人|今天|{T}|{_POST}|{P}|先|就|已经?|现在?|准备|[，, ])*"
        r"(?:下班[了啦]|离岗了?|签退了?|撤了|值完班?了|收工[了啦]?|值班结束了?|班次?(?:已经?)?(?:结束|值完)了?)"
        r"(?:哈|啦|哦)?(?=$|[，。;!~])",
        r"(?i:(?:i'?m |i am )?(?:off duty|check(?:ed|ing)? out))(?=$|[,.! ])",
    ),
    unless=either(QUESTION, r"请|前|后|才|别|他|她|大家|都(?!值)"),
    reach=Reach.CLAUSE,
    read=_check_out,
)

BACK: Final = Rule(
    intent=Intent.BACK,
    cues=("回", "返岗", "归岗", "back"),
    pattern=either(
        rf"(?:我|本人|人)?(?:{P})?(?:已经?|刚|现已|也)*(?:回来[了啦]?|回到(?:岗位|值班室|办公室|单位|岗)了?|返岗了?"
        r"|返回(?:岗位|值班室)?了?|归岗了?|回岗了?|回了|到岗回来)(?![一-鿿])",
        r"(?i:(?:i'?m |i am )?back(?: at (?:my|the) (?:post|desk|office))?)(?=$|[,.!])",
    ),
    unless=either(QUESTION, "没|别|再|才|什么时候|等|马上|就|一会"),
    read=lambda scope: replace(scope.reading(Intent.BACK), person=_one(scope, scope.match.span())),
)


# --- handing over -------------------------------------------------------------------------------------------

_TO: Final = either(
    r"(?:交班?接?给|交班(?:人|对象)?[:是]|移交给?|转给|班次?给|钥匙(?:已?给|在|交给?|留给)|接班[人的]?[:是为]{0,2}"
    r"|由|给|请)"
    rf"(?P<who>{P})",
    rf"(?P<who2>{P})来?(?:接班|接|已接)",
)


def _hand_off(scope: Scope) -> Reading:
    to = _TO.search(scope.message.marked, *scope.span)
    person = _one(scope, to.span("who" if to["who"] else "who2")) if to is not None else None
    named_at_once = to is not None and to.start() <= scope.match.end()
    beginning = to.end() if to is not None and named_at_once else scope.match.end()
    note = scope.words((beginning, scope.end)) or scope.words()
    return replace(scope.reading(Intent.HAND_OFF), person=person, text=note)


HAND_OFF: Final = Rule(
    intent=Intent.HAND_OFF,
    cues=("交班", "交接", "下班", "班给", "班交"),
    pattern=re.compile(
        rf"(?:我|现在|开始|准备|申请|要|先|今天|{T}|[，, ])*(?:交班(?:了|给)?|交接班?(?=[:，,]|$|给)|交接给"
        r"|我?下班了?[，, ]?(?:交给|班?交给?)|(?:这个)?班就?交给?)(?!时|登记|制度|记录|本|仪式|表|室|前|后|的)"
    ),
    unless=either(QUESTION, "几点|请"),
    reach=Reach.REST,
    read=_hand_off,
)

TAKE_OVER: Final = Rule(
    intent=Intent.TAKE_OVER,
    cues=("接",),
    pattern=re.compile(
        rf"(?:我(?!接)|{P}|好的?[，,]?|收到[，,]?|现在|已经?(?!接)|确认|同意)*"
        r"(?:接了|接班了?|班接了|接岗了|我接|接过来了|已接班?|接手了?|接下了|接收)(?![一-鿿](?<!了))"
    ),
    unless=either(QUESTION, rf"请|电话|报警|通知|谁|什么时候|{T}(?:接报|接到)|接(?:到|警|任务|上级)"),
    read=plainly(Intent.TAKE_OVER),
)


# --- who is on duty -----------------------------------------------------------------------------------------

_WEEK: Final = re.compile(r"[本这下上]个?(?:周|星期|礼拜)(?![一二三四五六日天])|(?i:week)")
_MINE: Final = re.compile(r"我[^，。]{0,6}(?:什么时候|哪天|几号|下次|是不是|有没有)")


def _roster(scope: Scope) -> Reading:
    """`what` is day, week or mine (the asker's own next shifts)."""
    text, times = scope.message.text, scope.message.times_in(scope.span)
    what = "mine" if _MINE.search(text, *scope.span) else "week" if _WEEK.search(text, *scope.span) else "day"
    return replace(scope.reading(Intent.ROSTER), at=times[0].at if times else None, what=what)


ROSTER: Final = Rule(
    intent=Intent.ROSTER,
    cues=("值班", "带班", "主班", "当班", "on duty", "roster", "谁的班"),
    pattern=either(
        r"(?:谁|哪[位个些]?)[^，。;!?\n]{0,6}(?:值班|带班|主班|副班|当班|的班)",
        r"(?:值班|带班|主班|副班|当班)(?:的|人员|领导|员|人)?(?:是|都有|有)?(?:谁|哪)",
        r"谁的班",
        r"值班(?:表|安排)(?:呢|发我|看看|是什么|怎么排|\?|$)",
        r"我[^，。;!?\n]{0,4}(?:什么时候|哪天|几号|下次)[^，。]{0,3}值班",
        r"(?i:who(?:'s|s| is|se)?[^.?]{0,20}on duty|duty roster)",
    ),
    anywhere=True,
    unless=either(
        r"请(?!问)|报(?!告)|排好|修订|印发|上传|制定|编制|更新|调整|核对|交|做|(?i:please|send|submit)",
        r"能(?:顶|替|换)|可以(?:顶|替)|换班?|替一下|顶一下|代值|调班",
    ),
    reach=Reach.CLAUSE,
    read=_roster,
)
