"""A warning that came from above and goes out to the towns: 暴雨橙色预警, 高温橙了, 橙色大风预警信号.

What it is, how grave, who issued it and when. What a leader orders because of one is an order, and one that is lifted
is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.rules import QUESTION, Reach, Rule, Scope, either
from bot.understanding.values import Intent, Reading, TimeKind

_COLOURS: Final = {"蓝": "blue", "黄": "yellow", "橙": "orange", "红": "red"}
_KIND: Final = (
    r"(?:暴雨|暴雪|雷雨大风|大风|台风|高温|寒潮|大雾|霾|道路结冰|电线积冰|雷电|雷暴|强对流|冰雹|干旱|干热风"
    r"|山洪(?:灾害)?|地质灾害|江河洪水|中小河流洪水|洪水|内涝|渍涝"
    r"|森林草原火险|森林火险|森林火灾|草原火险|沙尘暴?|霜冻|低温(?:冻害|雨雪冰冻|雨雪)?|海浪|枯水|重污染(?:天气)?"
    r"|龙卷风)"
)
_OFFICE: Final = (
    r"(?:气象台|气象局|水文局|水文站|水利局|应急(?:管理)?局|自然资源局|林业局|生态环境局|防汛办|防指|防办|指挥部)"
)
_ISSUER: Final = (
    rf"[^，。;:：发于\d 、转收接到]{{0,12}}?{_OFFICE}(?:[、和与及][^，。;:发\d 、]{{0,8}}?{_OFFICE}){{0,2}}"
)
_LINK: Final = (
    r"(?:气象|风险|灾害|天气|预警|信号|等级|级别|已|又|刚|升级?|提升|提高|调整?|更新|变更|发布|为|到|至|成|了"
    r"|[ “\"]){0,5}"
)
_WARNING: Final = re.compile(
    rf"(?P<kind>{_KIND}){_LINK}(?P<colour>[蓝黄橙红])(?:色|警|了(?=$|[，。!? ])|(?=预警|信号|[，,]))"
    rf"|(?P<kind3>{_KIND})(?:气象|灾害|地质|风险|天气){{0,3}}预警(?:信号)?[，, ]?[(]?(?:(?P<colour3>[蓝黄橙红])色?"
    rf"|[一二三四ⅠⅡⅢⅣ]级)?"
    rf"|(?P<colour2>[蓝黄橙红])色(?P<kind2>{_KIND})(?:气象)?(?:风险)?预警"
)
_BY: Final = re.compile(rf"(?P<issuer>{_ISSUER})")
_ASKS: Final = re.compile(r"请(?!转)|要求|务必|必须|前报")


def _alert(scope: Scope) -> Reading | None:
    text = scope.message.text
    found = _WARNING.search(text, *scope.span)
    if found is None:
        return None
    by = _BY.search(text, *scope.span)
    first = found.start() - scope.start <= _AT_ONCE and not any(
        t.kind is TimeKind.DEADLINE for t in scope.message.times
    )
    asks = _ASKS.search(text) is not None and not first and _PASSED.search(text) is None
    coloured = found["colour"] or found["colour2"] or found["colour3"]
    if not coloured and by is None and _PASSED.search(text) is None:
        return None
    if by is None and (asks or _IS_ONE.search(text, *scope.span) is None):
        return None  # what a leader orders because of it is an order
    times = scope.message.times_in(scope.span)
    facts = {"kind": found["kind"] or found["kind2"] or found["kind3"]}
    facts |= {"color": _COLOURS[coloured]} if coloured else {}
    if by is not None:
        facts["issuer"] = scope.words(by.span("issuer"))
    return replace(
        scope.reading(Intent.ALERT),
        at=times[0].at if times else None,
        leads=scope.message.units_in((found.end(), scope.end)),
        what="forward",
        facts=facts,
    )


_IS_ONE: Final = re.compile(r"预警|[蓝黄橙红]警|[蓝黄橙红]色?(?:来了|，)|发(?:布|的|$)")
_PASSED: Final = re.compile(r"转|发布|推送|叫应|生效|更新|接[市省县]|[市省县](?:局|里|台)发")
_AT_ONCE: Final = 3  # characters before the warning at most, where it is no order of somebody's

ALERT: Final = Rule(
    intent=Intent.ALERT,
    cues=("警", "橙了", "红了", "黄了", "蓝了", "橙色", "红色", "黄色", "蓝色", "橙，", "红，", "黄，", "蓝，"),
    pattern=either(rf"[^。;!?\n]{{0,60}}?(?:{_WARNING.pattern})", r"[【\[]预警[】\]][^。;!?\n]{0,12}[蓝黄橙红]色"),
    anywhere=True,
    unless=either(QUESTION, "解除|响应工作|应对工作|方案|演练|预警机制|预警系统|预警信息发布|如果|一旦"),
    reach=Reach.SENTENCE,
    read=_alert,
)
