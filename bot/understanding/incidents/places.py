"""Where it happened: the words before the event, without who told it, when, and what was hit.

「G210县城北3公里一辆客车侧翻」 gives the road and the distance; 「有人在政府门口聚集」 what follows 在. What remains
must look like a place or be short; else nothing is claimed and the place is asked.
"""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.incidents.events import Event, event_in
from bot.understanding.incidents.sites import clipped
from bot.understanding.message import Message, Span

_LONGEST: Final = 30
_SHORT_CLAUSE: Final = 14

_LABELLED: Final = re.compile(
    r"(?:事发地点?|发生地点?|地点|位置|地址|事发位置)(?:在|是|为|:){1,2}[ ]?(?P<place>[^，。;!?\n]{2,40})"
)
_HEAD: Final = re.compile(
    r"^(?:[ ]|转发?[:，]|[一-鿿]{2,6}[ ]?\d{1,2}:\d{2}(?::\d{2})?:|[^，。;:!?\n]{1,8}?(?:打?来(?:了)?(?:个)?电话?"
    r"|来电)(?:说|称|讲|报)?[:，]?|报告[:，]?|紧急(?:报告|情况)?[:，]?|突发[:，]?|快[报讯]?[:，]|领导[:，]|首报[:，]?"
    r"|初报[:，]?"
    r"|情况报告[:，]?|@[^ ]{1,12} |"
    r"(?:刚|我们|我县|全县|辖区|我)?(?:刚刚?|才)?接(?:到)?[^，。;:]{0,14}?(?:报警|转警|报告|来电|求助|电话|反映"
    r"|报)(?:称|说|反映)?[:，]?|"
    r"据[^，。;:]{1,14}?(?:报告?|反映|称|介绍|说)[:，]?|(?:有)?(?:群众|村民|网友|市民|居民|网格员|有人(?=报警|反映"
    r"|报告|来电|打电话))(?:反映|报警|报告|来电|举报|打电话)?(?:称|说)?[:，]?|"
    r"[^，。;:!?\n\d]{2,14}:(?![/\d])|疑似|网上(?:有人)?(?:发|传|说)?(?:视频|照片)?说?|"
    r"听说|好像|据说|据报|刚刚|刚才|刚|不好了|快来人|注意|大约|约|大概|左右|许|当时|现在|目前|今天|突然|又有?|还有"
    r"|另外)+"
)
_SUBJECT: Final = re.compile(
    r"(?:(?:有|发生|突发|突然|出现|又|的){0,4}(?:(?<![+\dA-Za-z])(?:上(?=[百千])|近"
    r"|约)?(?:[一二两三四五六七八九十几多数百]"
    r"|\d){1,5}(?:余|多|来)?(?:辆|台|名|个"
    r"|位|条|艘|栋|间|起|处|家|人|群|户|棵|头|只|座|对)|有人|人群|有一?[个位名条群伙](?!村|镇|厂|工地|小区|路|桥)"
    r"|有[^，。;]{0,4}(?:车|人|群众|学生|工人|家长|村民"
    r"|居民|孩子|员工|民工|男子|女子|业主|司机|游客|乘客|患者|师生|职工)|(?<=口)家属(?!院|楼|区)"
    r"|[两三四五六七八九十几多\d]{1,4}[车船]))"
)
_THING: Final = re.compile(
    r"(?:(?:(?<![KkA-Za-z\d+])[一两二三几多\d]{1,4}(?:辆|名|个)?)?(?:农用|大|小|重型|半挂|轻型|中年|年轻)?(?:货车"
    r"|客车|轿车|油罐车|面包车"
    r"|公交车|大巴|摩托车|电动车|三轮车|挖掘机|半挂车|罐车|卡车|校车|救护车|车辆|工人|学生|群众|村民|老人|小孩"
    r"|孩子|男子|女子|职工|驾驶员))"
)
_HAPPENS: Final = re.compile(r"发生|发现|突发|爆发|出现|突然|刚刚|刚才|正在")
_NO_WORDS: Final = re.compile(r"是不是|视频|照片|味|疑似|听说|有人|什么")
_A_FIGURE: Final = re.compile(r"^(?:累计|共计?|一共|总共|约)+\d*$|累计")
_IS_SAID: Final = re.compile(r"说|没|抢救|听|看")
_NOWHERE: Final = frozenset(("我县", "全县", "本县", "我镇", "我市", "全市", "辖区", "我们", "我局", "本地"))
_TRIM: Final = re.compile(
    r"(?:发生|突发|突然|出现|爆发|的|了|正在|正|又|也|已|有|，|被|一|里面有|疑似|因|由于|与|和|跟|遭|自|从|处(?=$)"
    r"(?<!公里处)|集体|食物|大量|部分|被车|塌|火灾|煤气罐|液化气罐)+$"
)
_AT: Final = re.compile(r"(?:在|位于|途经|行(?:驶)?至|途径|到)(?P<place>[^，。;!?\n]{2,30})")
_AFTER: Final = re.compile(
    r"(?:^|[，。;!\n ])(?:就|具体|是|应该|大概|位置|地点){0,3}(?:在|位于"
    r"|地点)(?P<place>[^，。;!?\n]{2,24}?)(?=[，。;!?\n]|$|发生|着火|起火)"
)
_NO_PLACE: Final = re.compile(
    r"[伤死了已正请报到在有没无现往送由]|(?:[\d一二两三几多]|有|救)人|人员|领导|消防|交警|情况|原因|初步|造成"
)
_PART_OF_IT: Final = re.compile(
    "[墙坊楼桥棚房](?![板道梯顶面子屋])"
)  # 围墙倒了, 锅炉爆了: the event's first word ends the name of the place
_LOOKS: Final = re.compile(
    r"[县镇乡村组社区路街巷道桥园厂矿店场站校院楼湾口段旁边附近号线河湖库山坡沟岭寨屯坝洞港湖江塘局馆所室城市州省门井隧内外下上东南西北处家里]|国道|省道|高速|中心|公司|[GSXK]\d|公里|化工|工地|小区|广场|大厦"
)


def place_in(message: Message, span: Span, event: Event | None, times: tuple[Span, ...]) -> Span | None:
    """Where the place stands that a report names; None where none can be pointed at."""
    text = message.text
    labelled = _LABELLED.search(text, *span)
    if labelled is not None:
        return labelled.span("place")
    if event is not None:
        start = message.wording.clause_at(event.start).start
        ends = event.start + (_PART_OF_IT.match(text, event.start) is not None)
        found = _of(message, (max(start, span[0]), ends), times)
        if found:
            return found
        for part in reversed(message.clauses_in((span[0], start))[-2:]):
            found = _of(message, part, times, strict=True)
            if found:
                return found
    after = _AFTER.search(text, *span)
    if after is not None and _LOOKS.search(after["place"]):
        return after.span("place")
    return _named_behind(message, span, event) if event is not None else None


def _named_behind(message: Message, span: Span, event: Event) -> Span | None:
    """电梯困人了，人民医院3号楼: a short clause behind the event that is nothing but a place."""
    behind = message.clauses_in((event.end, span[1]))[1:2]
    words = message.words(behind[0]) if behind else ""
    told = not words or _NO_PLACE.search(words) or len(words) > _SHORT_CLAUSE or event_in(words)
    place = None if told else clipped(message.text[slice(*behind[0])])
    return None if place is None else (behind[0][0] + place[0], behind[0][0] + place[1])


def _of(message: Message, span: Span, times: tuple[Span, ...], *, strict: bool = False) -> Span | None:
    """What is left of a stretch when heads, times and subjects are taken off."""
    start, end = span
    for time_start, time_end in times:
        if start <= time_start < end:
            start = max(start, time_end)
    start, end = _beheaded(message.text, start, end)
    inner = _AT.search(message.text, start, end)
    if inner is not None:
        start, end = inner.span("place")
    for cut in (_HAPPENS, _SUBJECT, _THING):
        subject = cut.search(message.text, start, end)
        if subject is not None and subject.start() > start:
            end = subject.start()
        elif subject is not None:
            return None
    trimmed = _TRIM.search(message.text[start:end])
    end = start + trimmed.start() if trimmed else end
    place = clipped(message.text[start:end])
    said = strict and _IS_SAID.search(message.text, start, end) is not None
    if said or place is None or not _is_place(message.words((start + place[0], start + place[1]))):
        return None
    return start + place[0], start + place[1]


def _beheaded(text: str, start: int, end: int) -> Span:
    while (match := _HEAD.match(text[start:end])) is not None and match.end():
        start += match.end()
    while start < end and text[start] in "，, :许在于":
        start += 1
    return start, end


def _is_place(words: str) -> bool:
    if not 2 <= len(words) <= _LONGEST or words in _NOWHERE or _A_FIGURE.search(words) is not None:
        return False
    return not _NO_WORDS.match(words)
