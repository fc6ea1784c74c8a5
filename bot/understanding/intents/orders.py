"""Whether words order something, and what: 请住建局三个工作日内核实反馈, 把材料给我, 速办.

Nothing needs the word 批示 to be one. An order has somebody to do it or a time to do it by, and a verb of doing; words
that only speak of work (开会, 值班, 请假) have not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bot.understanding.intents.parties import parties
from bot.understanding.intents.rules import QUESTION
from bot.understanding.message import DUE_MARK, PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span
from bot.understanding.numbers import HAN, number
from bot.understanding.values import Intent, Reading, TimeKind, TimeReading

_WHO: Final = f"[{PERSON_MARK}]++"
_UNIT: Final = f"[{UNIT_MARK}]++"
_TIME: Final = f"[{TIME_MARK}{DUE_MARK}]++"
_MARKS: Final = f"{TIME_MARK}{DUE_MARK}{UNIT_MARK}{PERSON_MARK}"

LEADER: Final = rf"(?P<who>{_WHO}|(?:县|市|区)长|书记|主任|(?:市|省|县|州)?(?:主要|分管)?领导|市里|省里)"

_VERB: Final = re.compile(
    r"牵头|主办|承办|负责|研究|研处|研提|阅处|阅示|阅办|批示|处理|处置|办理|办结|落实|核实|核查|核对|审核|把关"
    r"|反馈|答复|回复|回电|回话"
    r"|报(?!名|警|纸|案|到(?!我)|社|备|销)|上报|补报?|呈报|签报|报送|提交|提出|拿出|制定|起草|草拟|拟定|撰写|汇总"
    r"|测算|摸底|梳理|统计|整理|填"
    r"|交(?!通|警|班|接|流)|送(?!别|礼|行|餐)|给我|发[我给下到至送布我群]|传来|回传|通知|联系|对接|衔接|约|催|查"
    r"|盖章|打印|签收|送签|送审|印发"
    r"|排查|整改|跟踪|督办|督促|协调|调度|组织|开展|推进|抓好|抓紧|做好|安排|准备|完成|清零|销号|出稿|修改|补充"
    r"|完善|参加|配合|协助|说明|约谈|查清"
    r"|查明|了解|解决|拨付|施工|立项|落地|到位"
)
_ENGLISH_VERB: Final = re.compile(
    r"\b(?:send|submit|reply|report|finish|complete|prepare|provide|draft|review|hand in|deliver|investigate|check"
    r"|coordinate|settle|close)\b",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"请(?!问|假|客|教|进|坐|喝|吃|了|过|款|柬|帖|功|安|愿|缨|战|病|婚|产|求)|务必|务于|必须|须|要求|麻烦|劳驾|有劳"
    rf"|限(?!行|速|高|电|制|号)|{_UNIT}(?:要|得|须|应|尽快|抓紧|立即|马上)|(?i:please)"
)
_CHARGED: Final = re.compile(rf"{_UNIT}[^，。;]{{0,6}}(?:牵头|主办|负责|承办|汇总|测算|摸底|核实|研究|落实)")
_URGENT: Final = re.compile(
    r"^急(?=[!,，。 ])|速办|急办|即办|特急|特提|火速|加急|十万火急|第一时间|立即|立刻|马上|即刻|速(?=[报处核查])"
    r"|从速|迅速|紧急(?=办|处|核)"
)
_SOON: Final = re.compile(r"尽快|抓紧|尽早|早日|及早")
_ALONE: Final = re.compile(  # 速办！ and no more
    rf"^[ ]*请?(?:{_UNIT}|{_WHO}|这[件个]?事情?|此[事件])?(?:要|得|都)?(?:速办速报|速[办处报查]|急办|即办|特急|特提"
    r"|从速办理|马上去?办|立即办理?|(?:抓紧|尽快)(?:办理?|处理|落实|点|一下)?)理?[ !。，,]*$"
)
_AT_ONCE: Final = re.compile(
    r"^[ ]*请?(?:速|立即|立刻|马上|火速|从速)[^，。;!?\n]{0,3}(?:报|办|查|处|核|落实|反馈|整改)(?!警)"
)
_HANDLE: Final = re.compile(
    r"阅处|阅示|阅办|研处|批转|转办|督办|研究(?:处理|办理)|按(?:程序|规定)办理|酌处|酌办|拟办"
    rf"|转[由请给]?{_UNIT}[^，。;]{{0,3}}(?:办|处|研|阅|落实|核)"
)
_CHATTER: Final = re.compile(
    r"请假|请客|吃饭|聚餐|生日|快递|外卖|拼车|红包|打球|天气|早点休息|辛苦了|谢谢大家|恭喜|祝|欢迎|点赞"
    r"|谁能|有人能|代收|代签|替我|顶一下|值不了|换班|跟[^，。]{1,4}换"
)
_STATED: Final = re.compile(
    rf"^[ ]*我(?:们|局|镇|单位|股)?(?!要|县|市)|^[ ]*本单位|^[ ]*{_UNIT}(?:已经?|正在|刚)"
    r"|已经?(?:报|交|完成|办|落实|反馈|发)[了送结出]?|汇报(?:一下|如下)|正在"
    r"|(?:放假|停电|停水|检修|培训|召开|举行)[^，。]{0,6}$"
)
_TO_US: Final = re.compile(r"我|办公室|(?i:\b(?:me|us)\b)")
_DELIVERED: Final = (
    "安排|进度|进展|动态|方案|意见|建议|材料|报告|总结|情况|结果|台账|清单|名单|数据|说明|计划|汇报|报表|统计表|自查表"
    "|盘子|底数|舆情|雨情|水情|灾情|伤情|险情|登记表|值班表|回执|表|请示|纪要|初稿|稿|预案|函|照片|信息|书面答复|措施"
    "|账目?|通知"
)
_HANDS_IN: Final = re.compile(
    r"(?:报送|上报|提交|拿[出个]|提[出个]|形成|起草|制定|摸清|核实|报来|送来|反馈|上交|汇总|报|交|补|出)"
    r"(?:一份|一个|一次|出|上|齐|全|来|我|办公室|书面)?"
    rf"(?P<what>[^，。;!?\n、{_MARKS}]{{0,12}}?(?:{_DELIVERED}))(?![一-鿿](?<![报，。]))"
)
_BROUGHT: Final = re.compile(
    rf"[把将](?:{_TIME}的?)?(?P<what>[^，。;!?\n{TIME_MARK}{DUE_MARK}]{{1,16}}?)"
    rf"(?:都|全部|一并|书面|及时|{_TIME}|{_UNIT}|{_WHO})*"
    r"(?:报|交|给|发|送|拿|补(?!休|助|班|充|贴)|传|提|弄好|写|做好|整理|准备|对清|落实)"
)
_PART: Final = re.compile(
    r"(?:^|(?<=[，。;,:!\n ]))[ ]?(?:[一二三四五六七八九]是|[一二三四五六七八九]、|[(][一二三四五六七八九\d][)]"
    r"|[1-9](?:\.(?!\d)|、|\)))"
)


def is_order(message: Message, span: Span) -> bool:
    """Whether a stretch orders something of somebody."""
    marked = message.marked[span[0] : span[1]]
    if _CHATTER.search(marked) or re.search(QUESTION, marked):
        return False
    if _ALONE.match(marked) or _HANDLE.search(marked) or _AT_ONCE.match(marked):
        return True
    if _STATED.search(marked) or (_VERB.search(marked) is None and _ENGLISH_VERB.search(marked) is None):
        return False
    if _CHARGED.search(marked) or any(time.kind is TimeKind.DEADLINE for time in message.times_in(span)):
        return True
    addressed = PERSON_MARK in marked or bool(message.units_in(span)) or _TO_US.search(marked) is not None
    return addressed and _ASKS.search(marked) is not None


def directives(message: Message, span: Span) -> Iterator[Reading]:
    """The orders in a stretch: one for each sentence that orders somebody, the rest going with the one before."""
    for start, end in _sentences(message, span):
        yield from directive_parts(message, (start, end), (start, end), leader=None)


def _sentences(message: Message, span: Span) -> list[Span]:
    """Sentences that name somebody of their own begin a new order."""
    found = list[Span]()
    start: int | None = None
    for part_start, part_end in message.clauses_in(span):
        start = part_start if start is None else start
        if message.wording.clause_at(part_start).closes or part_end >= span[1]:
            if found and not (_own(message, (start, part_end)) and _own(message, found[-1])):
                found[-1] = (found[-1][0], part_end)
            else:
                found.append((start, part_end))
            start = None
    return found


def _own(message: Message, span: Span) -> bool:
    """Whether a sentence is an order to somebody of its own."""
    return _addressed(message, span) and is_order(message, span)


def directive_parts(message: Message, whole: Span, about: Span, *, leader: Span | None) -> Iterator[Reading]:
    """一是…二是…三是: one order each, what stands before them shared by all."""
    starts = [match.start() for match in _PART.finditer(message.text, *about)]
    parts = list(pairwise((*starts, about[1])))
    if len(parts) < 2 or not any(_addressed(message, part) for part in parts):
        yield order(message, whole, about, leader=leader)
        return
    shared = next((t for t in message.times_in((about[0], starts[0])) if t.kind is TimeKind.DEADLINE), None)
    for start, end in parts:
        yield order(message, (start, end), (start, end), leader=leader, shared=shared)


def _addressed(message: Message, span: Span) -> bool:
    given = parties(message, span)
    return bool(given.leads or given.people)


def order(
    message: Message, whole: Span, about: Span, *, leader: Span | None = None, shared: TimeReading | None = None
) -> Reading:
    """One order. `leader` is where the name of whoever gives it stands; `shared` a deadline that several share."""
    given = parties(message, about)
    words = message.text[about[0] : about[1]]
    due = _due(message, about) or shared
    people = message.people_in(leader) if leader else ()
    soon, often = due is None and _SOON.search(words) is not None, recurrence(words)
    return Reading(
        intent=Intent.DIRECTIVE,
        span=whole,
        number=message.number_in(whole),
        person=given.people[0] if given.people and not given.leads else None,
        people=given.people,
        leader=people[0] if people else None,
        leader_name=message.words(leader) if leader else "",
        leads=given.leads,
        supports=given.supports,
        due=due,
        deliverable=deliverable(message, about),
        urgent=_URGENT.search(words) is not None,
        what="soon" if soon else "",
        text=message.words(about) or message.words(whole),
        facts={"recurrence": often} if often else {},
    )


_EVERY: Final = re.compile(
    r"每一?个?(?:(?P<half>半个?月)|(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])?(?!岁)"
    rf"|月的?(?:(?P<day>\d{{1,2}}|[{HAN}]{{1,3}})[日号])?|(?P<quarter>季度?)|(?P<daily>[日天]))"
)
_WEEKDAYS: Final = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))


def recurrence(words: str) -> str:
    """每周一, 每半月, 每月5日: how often something is owed, as in RFC 5545; empty where it is owed once."""
    found = _EVERY.search(words)
    if found is None:
        return ""
    if found["half"]:
        return "FREQ=MONTHLY;BYMONTHDAY=15,-1"
    if found["quarter"]:
        return "FREQ=MONTHLY;INTERVAL=3"
    if found["daily"]:
        return "FREQ=DAILY"
    if "月" in found[0]:
        day = number(found["day"]) if found["day"] else None
        return f"FREQ=MONTHLY;BYMONTHDAY={day}" if day else "FREQ=MONTHLY"
    return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[found['weekday']]}" if found["weekday"] else "FREQ=WEEKLY"


def _due(message: Message, span: Span) -> TimeReading | None:
    times = [time for time in message.times_in(span) if time.kind is TimeKind.DEADLINE]
    return times[0] if times else None


def deliverable(message: Message, span: Span) -> str:
    """What is to be handed in, in the words used; empty where the words name nothing."""
    brought = _BROUGHT.search(message.marked, *span)
    if brought is not None:
        return message.words(brought.span("what"))
    handed = _HANDS_IN.search(message.marked, *span)
    return message.words(handed.span("what")) if handed else ""
