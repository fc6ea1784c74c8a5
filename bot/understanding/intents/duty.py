"""On post and off it: 到岗了, 小李堵车晚十分钟, 出去拿个文件, 回来了, 交班, 接了, 今晚谁值班."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.rules import P, Reach, Rule, Scope, T, U, plainly
from bot.understanding.numbers import HAN, number
from bot.understanding.values import Intent, Reading

_FIGURES: Final = rf"(?:\d{{1,3}}|[{HAN}]{{1,4}})"
_LENGTH: Final = re.compile(
    rf"(?P<half>半)(?:个)?(?:小时|钟头)|(?P<quarter>[一三])刻钟|(?P<hours>{_FIGURES})个?(?P<and_half>半)?(?:小时"
    rf"|钟头)|(?P<minutes>{_FIGURES})(?:来|多)?分钟?"
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


# --- coming and going ---------------------------------------------------------------------------------------

_PHONE_OK: Final = re.compile(
    r"电话[^，。;]{0,8}(?:正常|畅通|没问题|好的|通的|通畅|完好|已试|试过了?)|试过(?:了)?[^，。]{0,4}电话"
)


def _check_in(scope: Scope) -> Reading:
    reading = scope.reading(Intent.CHECK_IN)
    person = scope.message.people_in((scope.start, scope.match.end()))[:1]
    phone = _PHONE_OK.search(scope.message.text, *scope.span) is not None
    return replace(
        reading, person=person[0] if person else None, phone_ok=phone, names=_called(scope, scope.match.span())
    )


def _called(scope: Scope, span: tuple[int, int]) -> tuple[str, ...]:
    return scope.message.called_in(span)


_NOT_ON_POST: Final = re.compile(
    r"[?？]|吗|请|要求|必须|务必|现场|消防|医院|救护|救援|会议室?|未到|没到|没有到|不到|迟到|脱岗|谁|哪|前到|前签"
    rf"|报到时|人员到岗|情况|通知|明天|昨|{U}[^，。]{{0,4}}(?:已到|到达|赶到)"
)

CHECK_IN: Final = Rule(
    intent=Intent.CHECK_IN,
    cues=("到", "岗", "签", "班", "上线", "就位", "在"),
    pattern=re.compile(
        rf"(?:我|本人|今天|早上好[，,]?|报告[:，]?)*(?:{T})?(?:带班(?:领导)?|主班|副班|值班(?:员|领导|人员)?|候班)?"
        rf"(?:{P}(?:、|和)?)*(?:同志)?(?:也|都|已经?|刚|现在?|正式|准时|按时)*"
        r"(?:到岗(?:了|到位)?|在岗(?:了|值守)?|签到(?:了|成功)?|上岗(?:了)?|到班(?:了)?|到位了?|到了|已到(?=$|[，。;!]"
        rf"|{T})|就位了?|来上班了|到单位了|到办公室了|到值班室了?|值班室已到|"
        r"报到(?:了)?(?=$|[，。;!])|开始值班|接岗|打卡)(?![一-鿿])"
    ),
    unless=_NOT_ON_POST,
    read=_check_in,
)


def _late(scope: Scope) -> Reading | None:
    text = scope.message.text
    minutes = minutes_in(text, *scope.span)
    person = scope.message.people_in(scope.span)[:1]
    names = _called(scope, (scope.start, scope.match.end()))
    return replace(
        scope.reading(Intent.LATE_NOTICE), person=person[0] if person else None, minutes=minutes, names=names
    )


LATE: Final = Rule(
    intent=Intent.LATE_NOTICE,
    cues=("晚", "迟", "堵", "耽误"),
    pattern=re.compile(
        rf"(?:我|本人|{P}|他|她)?(?:说|可能|今天|路上|那边|这边|要|会|得|大概|估计|在路上|有事|家里有事|[，, ])*(?:堵车"
        rf"|车坏了|堵在路上)?[^，。;!?\n]{{0,6}}?"
        rf"(?:(?<![今昨明当前傍夜])晚(?:到)?(?:个|大?约)?{_FIGURES}(?:来|多)?(?:分钟?|个?小时|刻钟|个?钟头)|"
        rf"(?<![今昨明当前])晚(?:到)?半(?:个)?(?:小时|钟头)|迟到?(?:个|大?约)?{_FIGURES}分钟?|"
        r"(?<![今昨明当前])晚(?:一)?(?:点|些|会儿?)(?:儿)?到|(?:要|会|得|可能)(?:晚到|迟到)|迟(?:一)?(?:点|些)到"
        rf"|赶不到|耽误{_FIGURES}分钟?|堵车(?=$|[，。;]))"
    ),
    unless=re.compile(r"[?？]|吗|会议|开会|报送|批评|通报|截止"),
    with_before=True,
    read=_late,
)


_COVER: Final = re.compile(
    r"(?P<who>[^，。;!?\n我]{1,6}?)(?:帮[忙我]*|先|暂时|在|来)?(?:盯|顶|替|看|守|代|照看)(?:着|一下|班|会儿?|我|岗)*"
)


def _step_out(scope: Scope) -> Reading | None:
    minutes = minutes_in(scope.message.text, *scope.span)
    cover = _COVER.search(scope.message.text, scope.start, scope.end)
    soon = re.search(r"马上(?:就)?回|一会儿?|一下|很快|片刻|去去就[回来]", scope.message.text[scope.start : scope.end])
    if minutes is None and cover is None and soon is None:
        return None
    names = (scope.message.words(cover.span("who")),) if cover else ()
    people = scope.message.people_in(cover.span("who")) if cover else ()
    person = people[0] if people else None
    return replace(scope.reading(Intent.STEP_OUT), person=person, minutes=minutes, names=names, people=people)


STEP_OUT: Final = Rule(
    intent=Intent.STEP_OUT,
    cues=("出去", "离开", "离岗", "外出", "去", "下楼", "出门", "走开", "吃饭", "吃个饭"),
    pattern=re.compile(
        r"(?:我)?(?:现在|先|要|得|想|需要|临时|暂时|申请|报备[:，]?)*(?:出去|离开|离岗|外出|出门|下楼|走开|上厕所|去"
        r"(?!年|哪|除|世|化|掉|重|向)[^，。;!?\n]{1,10}|吃(?:个)?(?:早|中|午|晚)?饭)"
    ),
    unless=re.compile(rf"[?？]|吗|请|派|让|{T}|他|她|你|大家|各|单位|人员"),
    read=_step_out,
)


BACK: Final = Rule(
    intent=Intent.BACK,
    cues=("回", "返岗", "归岗"),
    pattern=re.compile(
        rf"(?:我|本人|人)?(?:{P})?(?:已经?|刚|现已|也)*(?:回来了?|回来啦|回到(?:岗位|值班室|办公室|单位|岗)了?|返岗了?"
        r"|返回(?:岗位|值班室)?了?|归岗了?|回岗了?|回了|到岗回来)(?![一-鿿])"
    ),
    unless=re.compile(r"[?？]|吗|没|别|再|才|什么时候|等|马上|就|一会"),
    read=lambda scope: replace(
        scope.reading(Intent.BACK), person=next(iter(scope.message.people_in(scope.match.span())), None)
    ),
)


# --- handing over -------------------------------------------------------------------------------------------

_TO: Final = re.compile(
    r"(?:交(?:班)?(?:接)?给|交班(?:人|对象)?[:是]|移交(?:给)?|转给|班(?:次)?给|钥匙(?:已?给|在|交给?|留给)|接班"
    rf"(?:人|的)?[:是为]{{0,2}}|由|给|请)(?P<who>{P})|(?P<who2>{P})(?:来)?(?:接班|接|已接)"
)


def _hand_off(scope: Scope) -> Reading:
    to = _TO.search(scope.message.marked, *scope.span)
    person = None
    if to is not None:
        person = next(iter(scope.message.people_in(to.span("who" if to["who"] else "who2"))), None)
    beginning = to.end() if to is not None and to.start() <= scope.match.end() else scope.match.end()
    note = scope.words((beginning, scope.end)) or scope.words()
    return replace(scope.reading(Intent.HAND_OFF), person=person, text=note)


HAND_OFF: Final = Rule(
    intent=Intent.HAND_OFF,
    cues=("交班", "交接", "下班", "班给", "班交"),
    pattern=re.compile(
        rf"(?:我|现在|开始|准备|申请|要|先|今天|{T}|[，, ])*(?:交班(?:了|给)?|交接班?(?=[:，,]|$|给)|交接给|"
        r"(?:我)?下班了?[，, ]?(?:交给|班?交给?)|(?:这个)?班(?:就)?交给?)(?!时|登记|制度|记录|本|仪式|表|室|前|后|的)"
    ),
    unless=re.compile(r"[?？]|吗|几点|请"),
    reach=Reach.REST,
    read=_hand_off,
)

TAKE_OVER: Final = Rule(
    intent=Intent.TAKE_OVER,
    cues=("接",),
    pattern=re.compile(
        rf"(?:我|{P}|好的?[，,]?|收到[，,]?|现在|已经?|确认|同意)*(?:接了|接班了?|接班[，,]|班接了|接岗了|我接|接过来了"
        r"|已接|接手了?|接下了|已接班|接收)(?![一-鿿](?<!了))(?!到|报|警|电|任务|上级)"
    ),
    unless=re.compile(rf"[?？]|吗|请|电话|报警|通知|{T}(?:接报|接到)|谁|什么时候"),
    read=plainly(Intent.TAKE_OVER),
)


# --- who is on duty -----------------------------------------------------------------------------------------


def _roster(scope: Scope) -> Reading:
    times = scope.message.times_in(scope.span)
    text = scope.message.text[scope.start : scope.end]
    what = "week" if re.search(r"[本这下上]个?(?:周|星期|礼拜)(?![一二三四五六日天])|week", text) else ""
    what = "mine" if re.search(r"我[^，。]{0,6}(?:什么时候|哪天|几号|下次|是不是|有没有)", text) else what
    at = times[0].at if times else None
    return replace(scope.reading(Intent.ROSTER), at=at, what=what or "day")


ROSTER: Final = Rule(
    intent=Intent.ROSTER,
    cues=("值班", "带班", "主班", "当班", "on duty", "roster", "谁的班"),
    pattern=re.compile(
        r"(?:谁|哪[位个些]?)[^，。;!?\n]{0,6}(?:值班|带班|主班|副班|当班|的班)|(?:值班|带班|主班|副班|当班)(?:的|人员"
        r"|领导|员|人)?(?:是|都有|有)?(?:谁|哪)|谁的班|"
        r"(?:看|查|发|要|给我|来|翻)?(?:一?下|一?份|看)?[^，。;!?\n]{0,6}值班(?:表|安排)(?:呢|发我|看看|是什么|怎么排"
        r"|[?？]|$)|我[^，。;!?\n]{0,4}(?:什么时候|哪天|几号|下次)[^，。]{0,3}值班|"
        r"(?i:who(?:'s|s| is|se)?[^.?]{0,20}on duty|duty roster)"
    ),
    anywhere=True,
    unless=re.compile(
        r"请(?!问)|报(?!告)|排好|修订|印发|上传|制定|编制|更新|调整|核对|交|做|能(?:顶|替|换)|可以(?:顶|替)|换班?"
        r"|替一下|顶一下|代值|调班"
    ),
    reach=Reach.CLAUSE,
    read=_roster,
)
