"""What is arranged around the roster: 换班, 顶班, 外出代收, 平安报告, 抽查口令; and 预警 that come from above."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from bot.understanding.intents.rules import QUESTION, P, Reach, Rule, Scope, T, U, either
from bot.understanding.values import Intent, Reading, TimeKind

_CHANGE: Final = r"(?:换|对换|互换|对调|调换)"


def _days(scope: Scope) -> tuple[date, ...]:
    """The days that are named, in their order; of a stretch of days, its ends."""
    found = list[date]()
    for time in scope.message.times_in(scope.span):
        found.append(time.at.date())
        if time.kind is TimeKind.INTERVAL and time.end is not None:
            found.append(time.end.date())
    return tuple(dict.fromkeys(found))


# --- 换班, 顶班 --------------------------------------------------------------------------------------------------

_TAKES: Final = re.compile(
    r"[^，。;]{0,8}(?:我(?:来)?(?:值|替|顶|上)(?:他|她|你|对方)|(?:他|她|你)的(?:班)?归?我)[^，。;]*"
)


def _swap(scope: Scope) -> Reading:
    """`days` are the day that is given away and the day that is taken for it, as far as they are named."""
    days, takes = _days(scope), _TAKES.search(scope.message.text, *scope.span)
    if takes is not None:
        theirs = [t.at.date() for t in scope.message.times_in(takes.span())]
        days = (*(day for day in days if day not in theirs), *theirs)
    people = scope.message.people_in(scope.span)
    return replace(
        scope.reading(Intent.SWAP),
        person=people[0] if people else None,
        names=scope.message.called_in(scope.span),
        days=days,
    )


_SHIFT: Final = r"(?:(?:一下|一?个|下)?(?:班|岗)|(?=$|[，。,!；; ]))"
_WITH: Final = rf"(?:和|跟|与|同)(?:{P}|[小老][一-鿿]|[一-鿿]{{2,3}}(?=商量|说好|讲好|换个?班|调个?班))(?:同志)?"

SWAP: Final = Rule(
    intent=Intent.SWAP,
    cues=("换", "帮我值", "替我值", "帮我顶", "调班", "调个班", "串班", "对调"),
    pattern=either(
        rf"{_WITH}(?:商量好了?|说好了?|讲好了?|[，, ])*{_CHANGE}(?:了|一下)?{_SHIFT}",
        rf"(?:申请|想|要|需要|能不能|可不可以|可以)(?:{_WITH})?(?:{_CHANGE}|调|串)(?:一下|一?个|下)?(?:班|岗)",
        rf"{_WITH}{_CHANGE}成",
        r"你(?:帮|替)我(?:值|顶)[^。;!?\n]{0,8}我(?:给|帮|替)?你?(?:值|顶)",
        rf"{P}(?:和|跟|与|同)我{_CHANGE}(?:了|一下)?{_SHIFT}",
        r"(?:换|调|串)班(?=$|[，。,:：(]|申请|给|到)",
    ),
    anywhere=True,
    unless=re.compile(r"谁能|换班时|制度|规定|怎么换|如何换|轮换|换届|换人|通知"),
    read=_swap,
)


_TO_CHANGE: Final = r"(?:换|对调|调|串)(?:一下|个)?(?:班|岗)?"

SWAP_ACCEPT: Final = Rule(
    intent=Intent.SWAP_ACCEPT,
    cues=("换", "调班", "对调"),
    pattern=re.compile(
        rf"(?:我|那|行[，,]?|好[的，,]*|[，, ])*(?:同意|可以|愿意|没问题|能)(?:和|跟|与)?(?:你|他|她"
        rf"|{P})?{_TO_CHANGE}(?:的|了|吧)?(?=$|[，。!])"
        r"|(?:那就|就|行[，,]?|好[的，,]*)?换(?:吧|嘛|呗|就换)(?=$|[，。!])"
    ),
    unless=either(QUESTION, r"不同意|不可以|领导"),
    read=lambda scope: replace(scope.reading(Intent.SWAP_ACCEPT), approve=True),
)

SWAP_REJECT: Final = Rule(
    intent=Intent.SWAP_REJECT,
    cues=("换", "调班", "对调"),
    pattern=re.compile(
        rf"(?:我|那|这|恐怕|真的?|[，, ])*(?:不同意|不能|没法|不想|不可以|不)(?:和|跟|与)?(?:你|他|她"
        rf"|{P})?{_TO_CHANGE}(?:的|了)?(?=$|[，。!])"
        r"|[^，。;!?\n]{0,8}?(?:班)?换不[了成](?:的|了)?(?=$|[，。!])"
    ),
    unless=re.compile(QUESTION),
    read=lambda scope: replace(scope.reading(Intent.SWAP_REJECT), approve=False),
)


def _cover(scope: Scope) -> Reading:
    """The reason is what is said before the request, in its own clause."""
    clauses = scope.message.clauses_in(scope.span)
    before = [scope.message.words(span).strip("，。, ") for span in clauses if span[1] <= scope.match.start()]
    return replace(
        scope.reading(Intent.COVER),
        people=scope.message.people_in(scope.span),
        days=_days(scope),
        what="night"
        if re.search(r"今晚|明晚|后晚|晚上|夜班|[^今昨]夜", scope.message.text[slice(*scope.span)])
        else "",
        facts={"reason": "，".join(before)} if before else {},
    )


COVER: Final = Rule(
    intent=Intent.COVER,
    cues=("顶", "替", "值不", "值不成", "代班", "代值", "上不了"),
    pattern=either(
        r"(?:谁|哪位|哪个同志|有没有人)[^，。;替代顶]{0,8}(?:顶|替|代)(?:一下|一天|一晚|个班|班|值|我(?:值|顶"
        r"|的?班)?)?(?=$|[，。!?吗呢])",
        r"[^，。;]{0,10}(?:班我?(?:上|值)不(?:了|成)|值不(?:了|成)班?|上不了班|到不了岗)(?=$|[，。!?了])",
        r"(?:能|可以|请|麻烦|求)[^，。;]{0,6}(?:帮我|替我)(?:顶|值|代|上)(?:一下|一天|一晚|个)?(?:班|岗)?",
        rf"(?:想|要)?(?:请|找){P}(?:帮我)?(?:顶|替)(?:一下|一天|一晚|个|我)?(?:的)?(?:班|岗)",
    ),
    anywhere=True,
    with_before=True,
    unless=re.compile(r"谁在顶|谁顶的|顶岗实习|顶格|代表"),
    read=_cover,
)

# --- 外出 --------------------------------------------------------------------------------------------------------

_KEEPS: Final = re.compile(  # 请赵敏负责 is an order, and no word of who stands in
    rf"(?:请|由|找|让|托)(?P<who>{P})(?:同志)?(?:帮我|帮忙|暂时|先|临时)?(?:代收|代办|代签|代为?|代我|接收|收一下)"
    rf"|(?:联系|找)(?P<who2>{P})(?=$|[，。])"
)
_SCOPE: Final = re.compile(r"(?P<what>批示件?|文件|公文|来文|材料|电话|工作|急件)[^，。;]{0,4}(?:请|由|找|让|托)")


def _leave(scope: Scope) -> Reading | None:
    """Somebody will be away. Without a day or whoever stands in, it is only talk."""
    keeps, what = _KEEPS.search(scope.message.marked, *scope.span), _SCOPE.search(scope.message.text, *scope.span)
    people = scope.message.people_in(keeps.span("who" if keeps["who"] else "who2")) if keeps else ()
    days = _days(scope)
    if (not days and not people) or (not people and _ORDERS.search(scope.message.text, *scope.span)):
        return None  # only talk, or an order with its occasion
    return replace(
        scope.reading(Intent.LEAVE),
        person=people[0] if people else None,
        days=days,
        facts={"scope": what["what"]} if what else {},
    )


_ORDERS: Final = re.compile(r"请(?!假)|安排|准备|负责|牵头|前报")
_AWAY: Final = (
    r"(?:参训|参会|出差|开会|请假|请[一两半]?天假|休假|休年假|年休|调休|学习|培训|体检|外出|不在(?:单位|办公室|岗)?)"
)

LEAVE: Final = Rule(
    intent=Intent.LEAVE,
    cues=(
        "出差",
        "开会",
        "请假",
        "天假",
        "休假",
        "年假",
        "年休",
        "调休",
        "学习",
        "培训",
        "体检",
        "外出",
        "不在",
        "参训",
        "参会",
    ),
    pattern=either(
        rf"(?:{T}[、和到至]?)+我(?:要|得|将|需要|应该)?(?:去|到|在|回)?[^，。;]{{0,10}}?{_AWAY}",
        rf"(?:我|本人)(?:{T}[、和到至]?)+(?:要|得|将)?(?:去|到|在|回)?[^，。;]{{0,10}}?{_AWAY}",
        rf"(?:{T}[、和到至]?)+(?:去|到|在)[^，。;]{{0,10}}?{_AWAY}(?=[^。;]{{0,12}}(?:代收|代办|代签|代为))",
        r"(?:我|本人)(?:要|得|将|想)?(?:去|到)?[^，。;]{0,8}?(?:出差|请假|休假|休年假)",
    ),
    unless=either(QUESTION, r"通知|会议室|不去|取消"),
    read=_leave,
)

# --- 平安报告, 抽查 -----------------------------------------------------------------------------------------------

_AREA: Final = r"(?:全[县市区镇乡]|辖区|[本我]?[县市区镇乡](?:域|内|里)?|各(?:乡镇|村|单位)|[本我](?:局|单位|办))"
_WHERE: Final = re.compile(_AREA)
_OTHERWISE: Final = re.compile(r"到岗|在岗|签到|接班|接了|交班|回来|回岗")


def _nil(scope: Scope) -> Reading | None:
    """That all is well, where it is the news and not said beside something else."""
    if scope.number or _OTHERWISE.search(scope.message.text):
        return None
    times = scope.message.times_in((scope.start, scope.end))
    where = _WHERE.search(scope.message.text, *scope.span)
    found: dict[str, str] = {"result": "normal"}
    if where:
        found["scope"] = where[0]
    return replace(scope.reading(Intent.NIL_REPORT), at=times[0].at if times else None, facts=found)


NIL_REPORT: Final = Rule(
    intent=Intent.NIL_REPORT,
    cues=("平安", "正常", "无异常", "零报告", "无突发", "没有突发", "未发生", "无事"),
    pattern=re.compile(
        rf"(?:报告[:，]?|截至|截止|{T}|目前|今[日天晚]|昨[日天晚夜]|本周|当前|一?[日天]来|值班期间|，)*"
        rf"(?:{_AREA}|{U})?"
        r"(?:值班)?(?:情况|秩序|工作)?(?:均|都|一切|总体|整体)*"
        r"(?:平安无事|平安(?=$|[，。!])|一切正常|(?:均|都|一切)?(?:正常|平稳)(?=$|[，。!])|零报告"
        r"|(?:无|没有|未发生)(?:其他|任何|重大|异常|突发|紧急)*(?:突发事件|突发情况|突发|异常情况|异常|情况|事件|险情"
        r"|事)(?=$|[，。!]))"
    ),
    unless=either(QUESTION, r"电话|设备|系统|网络|运转|体温|恢复|已|道路|供水|供电|交通|血压"),
    read=_nil,
)


_CODE: Final = re.compile(r"口令[是为:：]?[ ]*(?P<code>[0-9A-Za-z零〇一二三四五六七八九]{3,8})")
_FIGURES: Final = str.maketrans("零〇一二三四五六七八九", "00123456789")

SPOT_REPLY: Final = Rule(
    intent=Intent.SPOT_REPLY,
    cues=("口令",),
    pattern=re.compile(r"(?:抽查|在(?:岗|的)?[，, ]*|[:：]|收到[，, ]*|回复[，, ]*|报[，, ]*|我在[，, ]*)*口令"),
    read=lambda scope: (
        replace(scope.reading(Intent.SPOT_REPLY), facts={"code": found["code"].translate(_FIGURES)})
        if (found := _CODE.search(scope.message.text, *scope.span))
        else None
    ),
)

# --- 预警 --------------------------------------------------------------------------------------------------------

_COLOURS: Final = {"蓝": "blue", "黄": "yellow", "橙": "orange", "红": "red"}
_WARNING: Final = re.compile(
    r"(?P<issuer>[^，。;:发\d]{0,12}?(?:气象台|气象局|水文局|水利局|应急局|自然资源局|防汛办|防指|指挥部))?"
    r"(?:[^，。;]{0,16}?)(?:发布|更新|升级|变更|签发)?(?:了|为)?"
    r"(?P<kind>暴雨|暴雪|大风|台风|高温|寒潮|大雾|霾|道路结冰|雷电|雷暴|强对流|冰雹|干旱|山洪(?:灾害)?|地质灾害|洪水"
    r"|森林火险|沙尘暴?|霜冻|低温)"
    r"(?P<colour>[蓝黄橙红])色(?:预警)?"
)
_ASKS: Final = re.compile(r"请(?!转)|要求|务必|必须|前报")


def _alert(scope: Scope) -> Reading | None:
    found = _WARNING.search(scope.message.text, *scope.span)
    if found is None or (not found["issuer"] and _ASKS.search(scope.message.text)):
        return None  # what a leader orders because of it is an order
    times = scope.message.times_in(scope.span)
    facts = {"kind": found["kind"], "color": _COLOURS[found["colour"]]}
    if found["issuer"]:
        facts["issuer"] = found["issuer"]
    return replace(
        scope.reading(Intent.ALERT),
        at=times[0].at if times else None,
        leads=scope.message.units_in((found.end(), scope.end)),
        what="forward",
        facts=facts,
    )


ALERT: Final = Rule(
    intent=Intent.ALERT,
    cues=("色预警", "预警】", "预警]"),
    pattern=re.compile(r"[^。;!?\n]{0,60}色预警|[【\[]预警[】\]][^。;!?\n]{0,12}[蓝黄橙红]色"),
    anywhere=True,
    unless=either(QUESTION, "解除|响应工作|应对工作|方案|演练"),
    reach=Reach.SENTENCE,
    read=_alert,
)
